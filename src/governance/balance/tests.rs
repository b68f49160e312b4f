//! The running network by hand: reserves, what just suffices, and the words.

use super::*;
use crate::economics::{Asset, Revenue, Running, cash_flow};
use proptest::prelude::*;

fn years(opex_eur_per_year: f64, renewal_eur: f64, revenue_eur_per_year: f64) -> Vec<Year> {
    taken(0.25, opex_eur_per_year, renewal_eur, revenue_eur_per_year)
}

fn taken(take_up_ratio: f64, opex_eur: f64, renewal_eur: f64, wholesale_eur: f64) -> Vec<Year> {
    let asset = Asset { renewal_eur, lifetime_years: 3 };
    let running = Running { maintenance_eur: opex_eur, ..Running::default() };
    let revenue = Revenue { wholesale_eur, ..Revenue::default() };
    cash_flow(50_000.0, &[asset], running, |_| (take_up_ratio, revenue), 5)
}

/// 1,000 households, 25 %, 10 euro: 30,000 a year.
fn operation(years: &[Year]) -> Operation<'_> {
    Operation {
        years,
        covered_households: 1_000.0,
        take_up_ratio: 0.25,
        price_eur_per_month: 10.0,
        reserve_min_eur: 0.0,
        ramp_up_years: 0,
        stress: Stress::NONE,
        crowded: None,
        cpe: None,
        towers: &[],
    }
}

#[test]
fn saves_for_the_year_of_renewal() {
    // Three years of 10,000 left over, just spent by the renewal of 30,000 in year 3.
    let years = years(20_000.0, 30_000.0, 30_000.0);
    let verdict = audit_balance(&operation(&years));
    assert!(verdict.holds);
    assert_eq!((verdict.value, verdict.limit), (0.0, 0.0));
    assert_eq!(
        verdict.explanation.en,
        "If 25 % of the 1,000 covered households subscribe, at 10 euro per line and month, the network earns \
         30,000 euro a year; running costs are 20,000 euro a year, leases and spectrum fee included. At the \
         lowest point, the end of year 3, with renewals of 30,000 euro paid by then, 0 euro are in reserve; the \
         rule asks for at least 0 euro. The rule is just met at a planned price of 10 euro per line and month, or \
         with a planned take-up of 25 %. No subsidy is counted."
    );
    assert_eq!(
        verdict.explanation.it,
        "Con un’adesione del 25 % delle famiglie coperte (1.000), a 10 euro per linea al mese, la rete incassa \
         30.000 euro l’anno; i costi di esercizio sono di 20.000 euro l’anno, compresi gli affitti e il canone delle \
         frequenze. Nel punto più basso, alla fine dell’anno 3, dopo aver pagato rinnovi per 30.000 euro, la riserva \
         è di 0 euro; la regola chiede almeno 0 euro. La regola è appena rispettata con un prezzo previsto di 10 euro per \
         linea al mese, o con un’adesione prevista del 25 %. Non è conteggiato alcun contributo pubblico."
    );
}

#[test]
fn three_cents_short_over_three_years_fail() {
    let years = years(20_000.01, 30_000.0, 30_000.0);
    let verdict = audit_balance(&operation(&years));
    assert_eq!((verdict.holds, verdict.value), (false, -0.03));
    assert!(verdict.explanation.en.contains("0.03 euro are missing"));
    assert!(verdict.explanation.en.contains("a planned price of 10.01 euro"), "{}", verdict.explanation.en);
}

#[test]
fn the_limit_moves_the_break_even() {
    let years = years(20_000.0, 0.0, 30_000.0);
    let asked = Operation { reserve_min_eur: 10_000.0, ..operation(&years) };
    assert!(audit_balance(&asked).holds);
    assert_eq!(asked.break_even_price_eur_per_month(), Some(10.0));
    let more = Operation { reserve_min_eur: 10_000.01, ..asked };
    assert!(!audit_balance(&more).holds);
    let lenient = Operation { reserve_min_eur: -1e6, ..asked };
    assert_eq!(lenient.break_even_price_eur_per_month(), Some(0.0));
}

#[test]
fn an_empty_network_still_costs() {
    let years = years(500.0, 0.0, 0.0);
    let empty = Operation { covered_households: 0.0, ..operation(&years) };
    let verdict = audit_balance(&empty);
    assert_eq!((verdict.holds, verdict.value), (false, -2_500.0));
    assert!(verdict.explanation.en.contains("Nothing is sold"));
    let idle = taken(0.0, 500.0, 0.0, 0.0);
    let unsold = Operation { take_up_ratio: 0.0, ..operation(&idle) };
    assert!(audit_balance(&unsold).explanation.en.contains("Without subscribers"));
    let free = Operation { price_eur_per_month: 0.0, ..operation(&years) };
    assert!(audit_balance(&free).explanation.en.contains("just met at a planned price of 0.17 euro"));
}

/// A network that is sized for more subscribers than ever come: what just does is counted from those who come.
#[test]
fn the_least_take_up_is_that_of_the_last_year() {
    let years = taken(0.1, 20_000.0, 0.0, 12_000.0);
    let sized = Operation { take_up_ratio: 0.25, ..operation(&years) };
    let least = sized.minimum_take_up_ratio().unwrap();
    // 20,000 euro a year are 16.7 % of 1,000 households at 10 euro a month.
    assert!((least - 20_000.0 / 120_000.0).abs() < 1e-9, "{least}");
    assert!(audit_balance(&sized).explanation.en.contains("with a planned take-up of 16.7 %"));
}

#[test]
fn out_of_reach_is_said() {
    let years = years(200_000.0, 0.0, 30_000.0);
    assert!(
        audit_balance(&operation(&years))
            .explanation
            .en
            .contains("not be met even if the plan counted on every covered household")
    );
}

/// At a low price the mast that is dear to build again is worst, at a high one the one over which most are served.
#[test]
fn what_just_suffices_does_so_whichever_tower_is_lost() {
    let loss = |households_ratio, rebuild_eur| Loss {
        households_ratio,
        fees_eur_per_year: 0.0,
        rebuild_eur,
        outage_months: 12.0,
    };
    let [dear, busy] = ["dear", "busy"].map(Said::from);
    let towers = [(&dear, loss(0.0, 20_000.0)), (&busy, loss(0.9, 2_000.0))];
    let at = |years| Operation { towers: &towers, ..operation(years) };
    let worst_site =
        |operation: &Operation<'_>| operation.worst_case().tower.map(|(site, _)| site.to_owned());
    // 1,000 households, a quarter of them subscribers: 3,000 a year for each euro.
    let years_at = |price_eur: f64| taken(0.25, 20_000.0, 30_000.0, 3_000.0 * price_eur);
    let low = years_at(5.0);
    assert_eq!(worst_site(&at(&low)), Some("dear".into()));
    let price_eur = at(&low).break_even_price_eur_per_month().unwrap();
    let [just, short] = [0.0, -0.001].map(|more_eur| years_at(price_eur + more_eur));
    assert_eq!(worst_site(&at(&just)), Some("busy".into()));
    assert!(audit_balance(&at(&just)).holds && !audit_balance(&at(&short)).holds);
}

proptest! {
    #[test]
    fn the_break_even_price_and_take_up_just_hold(
        opex in 1.0..1e6_f64, renewal in 0.0..1e6_f64, covered in 1.0..1e5_f64, take_up in 0.01..1.0_f64,
    ) {
        let priceless = taken(take_up, opex, renewal, 0.0);
        let at = |price| Operation {
            covered_households: covered, take_up_ratio: take_up, price_eur_per_month: price,
            ..operation(&priceless)
        };
        let price = at(1.0).break_even_price_eur_per_month().unwrap();
        let revenue = covered * take_up * price * MONTHS_PER_YEAR;
        let sold = taken(take_up, opex, renewal, revenue);
        let paid = Operation { years: &sold, ..at(price) };
        prop_assert!(audit_balance(&paid).holds);
        prop_assert!((paid.minimum_take_up_ratio().unwrap() - take_up).abs() < 1e-9);
        let short = taken(take_up, opex, renewal, revenue - 0.02);
        let unpaid = Operation { years: &short, ..at(price) };
        prop_assert!(!audit_balance(&unpaid).holds);
    }
}
