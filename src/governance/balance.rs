//! Guideline 4: the running network pays for itself.
//!
//! Measure: the lowest reserve over the running years after the ramp-up, euro, in the worst case of the scenario's stresses. The
//! reserve is what the network has earned and not spent since year 1, carried from year to year, so that good years save for the
//! renewals to come ([`crate::economics::year_ends`]):
//!
//! `reserve(t) = reserve(t − 1) + revenue(t) − running costs − renewals(t)`, `reserve(0) = 0`,
//! `revenue(t) = covered households · take-up(t) · 12 · wholesale price + hosting + anchor fees`.
//!
//! Running costs hold the leases and the spectrum fee. Limit: at least
//! [`Rules::reserve_min_eur`](super::Rules). Capital to build is not part of it, nor is any subsidy; of the fee of an anchor institution
//! counts what it spends today, no more. The reserve bears no interest. Every covered household counts as a possible subscriber,
//! whether or not it has broadband today.
//!
//! Stresses multiply subscribers, price and energy, and take one tower out; the reserve falls with each, so that the worst case is that
//! of the fewest subscribers, the lowest price, the dearest energy, and the tower whose loss takes most. What just suffices follows in
//! closed form: with the rest of the reserve A(t) and B(t) that one euro of price brings by year t, the break-even price is the largest
//! of `(limit − A(t)) / B(t)`, and so for the take-up.
//!
//! *Source*: fourth of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{amount, number, of_percent, percent, said};
use super::{Said, Verdict};
use crate::economics::{Loss, Stress, Year, YearEnd, needed_ratio, to_cents, year_ends};

const MONTHS_PER_YEAR: f64 = 12.0;

/// What guideline 4 looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operation<'a> {
    /// The cash flow from year 0.
    pub years: &'a [Year],
    /// Covered households.
    pub covered_households: f64,
    /// Share of them that subscribes once the network is established.
    pub take_up_ratio: f64,
    /// Wholesale price of a line, euro per month.
    pub price_eur_per_month: f64,
    /// The reserve must be at least this at the end of each running year after the ramp-up, euro.
    pub reserve_min_eur: f64,
    /// Years in which the reserve may be lower.
    pub ramp_up_years: u32,
    /// The worst that the network must bear.
    pub stress: Stress,
    /// The tower whose loss takes most, and what it takes.
    pub tower: Option<(&'a str, Loss)>,
}

impl Operation<'_> {
    fn running(&self) -> impl Iterator<Item = Year> {
        self.years.iter().filter(|year| year.year > 0).copied()
    }

    /// The ends of the years after the ramp-up, in the worst case.
    fn ends(&self, years: &[Year]) -> Vec<YearEnd> {
        let loss = self.tower.map_or(Loss::default(), |(_, loss)| loss);
        let mut ends = year_ends(years, &self.stress, &loss);
        ends.retain(|end| end.year > self.ramp_up_years);
        ends
    }

    /// The running year after the ramp-up that ends with the lowest reserve; the first of equals.
    #[must_use]
    pub fn worst(&self) -> YearEnd {
        let ends = self.ends(self.years);
        let worst = ends.into_iter().min_by(|a, b| a.reserve_eur.total_cmp(&b.reserve_eur));
        worst.unwrap_or(YearEnd { year: 0, reserve_eur: 0.0, wholesale_eur: 0.0 })
    }

    /// What has to be lent to the network until it has subscribers enough, euro: the lowest reserve, as a positive number.
    #[must_use]
    pub fn bridging_eur(&self) -> f64 {
        let loss = self.tower.map_or(Loss::default(), |(_, loss)| loss);
        let ends = year_ends(self.years, &self.stress, &loss).into_iter();
        let early = ends.filter(|end| end.year <= self.ramp_up_years);
        early.map(|end| -end.reserve_eur).fold(0.0, f64::max)
    }

    /// Wholesale price at which the reserve just suffices, euro per month; none without subscribers.
    #[must_use]
    pub fn break_even_price_eur_per_month(&self) -> Option<f64> {
        self.needed(|year| year.take_up_ratio)
    }

    /// Established take-up at which the reserve just suffices (above 1: out of reach), the years before it in the same proportion; none
    /// without price or households.
    #[must_use]
    pub fn minimum_take_up_ratio(&self) -> Option<f64> {
        let part = |take_up_ratio: f64| {
            if self.take_up_ratio > 0.0 { take_up_ratio / self.take_up_ratio } else { 1.0 }
        };
        self.needed(|year| part(year.take_up_ratio) * self.price_eur_per_month)
    }

    /// So much of a unit is needed that brings this for each covered household and month of a year.
    fn needed(&self, brings_eur: impl Fn(&Year) -> f64) -> Option<f64> {
        let mut years = self.years.to_vec();
        for year in years.iter_mut().filter(|year| year.year > 0) {
            year.revenue.wholesale_eur = self.covered_households * brings_eur(year) * MONTHS_PER_YEAR;
        }
        let sold = years.iter().any(|year| year.revenue.wholesale_eur > 0.0);
        sold.then(|| needed_ratio(&self.ends(&years), self.reserve_min_eur)).flatten()
    }
}

/// Audits guideline 4.
#[must_use]
pub fn audit_balance(operation: &Operation<'_>) -> Verdict {
    let reserve_eur = to_cents(operation.worst().reserve_eur);
    Verdict {
        guideline: 4,
        holds: reserve_eur >= operation.reserve_min_eur,
        measure: said!(
            "Lowest reserve of the running network, without subsidy",
            "Riserva più bassa della rete in esercizio, senza sussidi"
        ),
        value: reserve_eur,
        limit: operation.reserve_min_eur,
        unit: "eur",
        explanation: Said::joined(&[
            income(operation),
            other_income(operation),
            worst_case(operation),
            worst(operation),
            bridging(operation),
            break_even(operation),
            no_subsidy(),
        ]),
    }
}

fn no_subsidy() -> Said {
    said!("No subsidy is counted.", "Nessun sussidio è contato.")
}

fn income(operation: &Operation<'_>) -> Said {
    let (first, last) = (operation.running().next(), operation.running().last());
    let [first, last] = [first, last].map(Option::unwrap_or_default);
    if first.take_up_ratio == last.take_up_ratio {
        return said!(
            "If {take_up} of the {covered} covered households subscribe, at {price} per line and month, the network earns \
             {revenue} a year; running costs are {opex} a year, leases and spectrum fee included.",
            "Con un’adesione {take_up} delle famiglie coperte ({covered}), a {price} per linea al mese, la rete incassa \
             {revenue} l’anno; i costi di esercizio sono di {opex} l’anno, compresi gli affitti e il canone delle frequenze.",
            take_up = of_percent(last.take_up_ratio),
            covered = number(operation.covered_households),
            price = amount(operation.price_eur_per_month),
            revenue = amount(last.revenue.wholesale_eur),
            opex = amount(last.running.sum_eur())
        );
    }
    said!(
        "If {early} of the {covered} covered households subscribe in year {one} and {late} in year {year}, at {price} per line and \
         month, the network earns {little} and then {revenue} a year; running costs are {opex} a year, leases and spectrum fee \
         included.",
        "Con un’adesione {early} delle famiglie coperte ({covered}) nell’anno {one} e {late} nell’anno {year}, a {price} per linea \
         al mese, la rete incassa {little} e poi {revenue} l’anno; i costi di esercizio sono di {opex} l’anno, compresi gli affitti e \
         il canone delle frequenze.",
        early = of_percent(first.take_up_ratio),
        one = number(f64::from(first.year)),
        late = of_percent(last.take_up_ratio),
        covered = number(operation.covered_households),
        year = number(f64::from(last.year)),
        price = amount(operation.price_eur_per_month),
        little = amount(first.revenue.wholesale_eur),
        revenue = amount(last.revenue.wholesale_eur),
        opex = amount(last.running.sum_eur())
    )
}

fn other_income(operation: &Operation<'_>) -> Said {
    let Some(year) = operation.running().last() else { return Said::nothing() };
    let (hosting_eur, fees_eur) = (year.revenue.hosting_eur, year.revenue.anchor_fees_eur);
    if to_cents(hosting_eur + fees_eur) <= 0.0 {
        return Said::nothing();
    }
    said!(
        "Operators that are hosted on public sites pay {hosting} a year, and public offices {fees}, no more than they spend today.",
        "Gli operatori ospitati sui siti pubblici pagano {hosting} l’anno e gli enti pubblici collegati {fees}, non più di quanto \
         spendono oggi.",
        hosting = amount(hosting_eur),
        fees = amount(fees_eur)
    )
}

/// What the network must bear, where that is worse than what is planned.
fn worst_case(operation: &Operation<'_>) -> Said {
    if operation.stress == Stress::NONE && operation.tower.is_none() {
        return Said::nothing();
    }
    let tower = operation.tower.map_or_else(Said::nothing, |(site, loss)| {
        said!(
            ", and the site {site} lost for {months} months",
            ", e il sito {site} perduto per {months} mesi",
            site = site,
            months = number(loss.outage_months)
        )
    });
    said!(
        "It must bear the worst of the stresses: {take_up} of the planned subscribers, {price} of the planned price, energy at \
         {energy} of its price{tower}.",
        "Deve reggere il peggiore degli scenari avversi: abbonati, {take_up} del previsto; prezzo, {price} del previsto; energia, \
         {energy} del suo prezzo{tower}.",
        take_up = percent(operation.stress.take_up_ratio),
        price = percent(operation.stress.price_ratio),
        energy = percent(operation.stress.energy_ratio),
        tower = tower
    )
}

fn worst(operation: &Operation<'_>) -> Said {
    let YearEnd { year, reserve_eur, .. } = operation.worst();
    let spent_eur: f64 =
        operation.running().take_while(|one| one.year <= year).map(|one| one.renewal_eur).sum();
    let renewals = if to_cents(spent_eur) > 0.0 {
        said!(
            ", with renewals of {spent} paid by then",
            ", dopo aver pagato rinnovi per {spent}",
            spent = amount(spent_eur)
        )
    } else {
        Said::nothing()
    };
    let reserve_eur = to_cents(reserve_eur);
    let outcome = if reserve_eur < 0.0 {
        said!("{missing} are missing", "mancano {missing}", missing = amount(-reserve_eur))
    } else {
        said!("{reserve} are in reserve", "la riserva è di {reserve}", reserve = amount(reserve_eur))
    };
    said!(
        "At the lowest point, the end of year {year}{renewals}, {outcome}; the rule asks for at least {least}.",
        "Nel punto più basso, alla fine dell’anno {year}{renewals}, {outcome}; la regola chiede almeno {least}.",
        year = number(f64::from(year)),
        renewals = renewals,
        outcome = outcome,
        least = amount(operation.reserve_min_eur)
    )
}

fn bridging(operation: &Operation<'_>) -> Said {
    let lent_eur = to_cents(operation.bridging_eur());
    if lent_eur <= 0.0 {
        return Said::nothing();
    }
    said!(
        "While subscribers come, until the end of year {year}, up to {lent} have to be lent to it, and paid back.",
        "Mentre gli abbonati arrivano, fino alla fine dell’anno {year}, le si devono prestare fino a {lent}, da restituire.",
        year = number(f64::from(operation.ramp_up_years)),
        lent = amount(lent_eur)
    )
}

/// The figures are rounded up, so that whoever follows them keeps the guideline.
fn break_even(operation: &Operation<'_>) -> Said {
    let take_up = operation.minimum_take_up_ratio().map(|ratio| rounded_up(ratio, 1_000.0));
    match (operation.break_even_price_eur_per_month(), take_up) {
        (None, None) => said!(
            "Nothing is sold, so neither price nor take-up matters.",
            "Non si vende nulla: né il prezzo né l’adesione contano."
        ),
        (None, Some(_)) => {
            said!("Without subscribers, no price matters.", "Senza abbonati nessun prezzo conta.")
        }
        (Some(price), None) => said!(
            "The rule is just met at a price of {price} per line and month.",
            "La regola è appena rispettata con un prezzo di {price} per linea al mese.",
            price = rounded_price(price)
        ),
        (Some(price), Some(ratio)) if ratio <= 1.0 => said!(
            "The rule is just met at a price of {price} per line and month, or with a take-up of {take_up}.",
            "La regola è appena rispettata con un prezzo di {price} per linea al mese, o con un’adesione {take_up}.",
            price = rounded_price(price),
            take_up = of_percent(ratio)
        ),
        (Some(price), Some(_)) => said!(
            "The rule is just met at a price of {price} per line and month; at the present price it would not be met \
             even if every covered household subscribed.",
            "La regola è appena rispettata con un prezzo di {price} per linea al mese; al prezzo attuale non lo \
             sarebbe neppure se tutte le famiglie coperte si abbonassero.",
            price = rounded_price(price)
        ),
    }
}

fn rounded_price(price_eur_per_month: f64) -> Said {
    amount(rounded_up(price_eur_per_month, 100.0))
}

/// The next multiple of `1 / steps` upwards, forgiving what binary fractions add.
fn rounded_up(value: f64, steps: f64) -> f64 {
    (value * steps - 1e-6).ceil().max(0.0) / steps
}

#[cfg(test)]
mod tests {
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
            tower: None,
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
             rule asks for at least 0 euro. The rule is just met at a price of 10 euro per line and month, or with a \
             take-up of 25 %. No subsidy is counted."
        );
        assert_eq!(
            verdict.explanation.it,
            "Con un’adesione del 25 % delle famiglie coperte (1.000), a 10 euro per linea al mese, la rete incassa \
             30.000 euro l’anno; i costi di esercizio sono di 20.000 euro l’anno, compresi gli affitti e il canone delle \
             frequenze. Nel punto più basso, alla fine dell’anno 3, dopo aver pagato rinnovi per 30.000 euro, la riserva \
             è di 0 euro; la regola chiede almeno 0 euro. La regola è appena rispettata con un prezzo di 10 euro per linea \
             al mese, o con un’adesione del 25 %. Nessun sussidio è contato."
        );
    }

    #[test]
    fn three_cents_short_over_three_years_fail() {
        let years = years(20_000.01, 30_000.0, 30_000.0);
        let verdict = audit_balance(&operation(&years));
        assert_eq!((verdict.holds, verdict.value), (false, -0.03));
        assert!(verdict.explanation.en.contains("0.03 euro are missing"));
        assert!(verdict.explanation.en.contains("a price of 10.01 euro"), "{}", verdict.explanation.en);
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
        assert!(audit_balance(&free).explanation.en.contains("just met at a price of 0.17 euro"));
    }

    #[test]
    fn out_of_reach_is_said() {
        let years = years(200_000.0, 0.0, 30_000.0);
        assert!(
            audit_balance(&operation(&years)).explanation.en.contains("not be met even if every covered")
        );
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
}
