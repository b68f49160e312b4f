//! The terminals of subscribers over the years, from households and take-up as they are rounded, so that `divario verify` finds the same.

use super::rounding::SHARE_DECIMALS;
use super::{CpeReport, Stages};
use crate::economics::{round_to, to_cents};

/// What the scenario's terminals come to; none where it names none.
pub(super) fn report(stages: &Stages<'_>, covered_households: f64) -> Option<CpeReport> {
    let (costs, wholesale) = (&stages.scenario.costs, &stages.scenario.governance.wholesale);
    let cpe = costs.cpe.as_ref()?;
    let item = costs.items.get(&cpe.item)?;
    let terms = CpeReport {
        item: cpe.item.clone(),
        label: item.label.clone(),
        paid_by: cpe.paid_by,
        capex_eur: item.capex_eur,
        lifetime_years: item.lifetime_years,
        source: item.source.clone(),
        price_year: item.year,
        bought_by_year: Vec::new(),
        purchases_eur: 0.0,
    };
    let take_up = wholesale.take_up_ratios(stages.scenario.service.take_up_ratio, costs.horizon_years);
    Some(cpe_of(&terms, round_to(covered_households, SHARE_DECIMALS), &take_up))
}

/// Terminals of so many covered households, of whom such a share subscribes in each year from 0; of `terms` only the terms are read.
#[must_use]
pub fn cpe_of(terms: &CpeReport, covered_households: f64, take_up_ratios: &[f64]) -> CpeReport {
    let subscribers: Vec<f64> = take_up_ratios.iter().map(|ratio| covered_households * ratio).collect();
    let bought = terms.terms().bought(&subscribers).into_iter();
    let bought_by_year = bought.map(|count| round_to(count, SHARE_DECIMALS)).collect();
    let counted = CpeReport { bought_by_year, ..terms.clone() };
    CpeReport { purchases_eur: to_cents(counted.by_year_eur().iter().sum::<f64>() + 0.0), ..counted }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::economics::{CostItem, Cpe, CpePayer, TakeUp};
    use crate::score::world::World;
    use crate::score::{AssetKind, Plan};

    /// Has each subscriber of a world need a terminal.
    pub(in crate::score) fn buy_terminals(
        world: &mut World,
        capex_eur: f64,
        lifetime_years: u32,
        paid_by: CpePayer,
    ) {
        let costs = &mut world.scenario.costs;
        let (label, opex_eur_per_year) = ("Terminal".to_owned(), 0.0);
        let radio = costs.items["radio"].clone();
        let terminal = CostItem { label, capex_eur, opex_eur_per_year, lifetime_years, ..radio };
        costs.items.insert("terminal".into(), terminal);
        costs.cpe = Some(Cpe { item: "terminal".into(), paid_by });
    }

    /// 150 covered households; 10 % in year 1, 20 % in year 2, 30 % from year 3; a terminal costs 100 euro.
    fn plan(lifetime_years: u32, paid_by: CpePayer) -> Plan {
        let mut world = World::three_sites();
        buy_terminals(&mut world, 100.0, lifetime_years, paid_by);
        world.scenario.governance.wholesale.take_up_by_year =
            [(1, 0.1), (3, 0.3)].map(|(year, ratio)| TakeUp { year, ratio }).to_vec();
        world.plan()
    }

    fn spent_eur(plan: &Plan) -> Vec<f64> {
        plan.cost.years.iter().map(|year| year.cpe_eur.unwrap_or(f64::NAN)).collect()
    }

    /// Bought in the years 1, 2 and 3, and each again four and eight years later.
    #[test]
    fn terminals_that_live_shorter_than_the_horizon_to_the_cent() {
        let plan = plan(4, CpePayer::Network);
        let of_life = [1_500.0, 1_500.0, 1_500.0, 0.0];
        let expected: Vec<f64> = [0.0].into_iter().chain(of_life.into_iter().cycle().take(10)).collect();
        assert_eq!(spent_eur(&plan), expected);
        let row = plan.ledger.last().unwrap();
        assert_eq!((row.kind, row.asset.as_str(), row.item.as_str()), (AssetKind::Cpe, "cpe", "terminal"));
        assert_eq!((row.renewals, row.renewals_eur, row.capex_eur), (8, 12_000.0, 0.0));
        // 1,500 in the years 1, 2, 3, 5, 6, 7, 9 and 10 at 4 %: 1,500 × 6.525401.
        assert_eq!(row.present_value_eur, 9_788.10);
        // To it the 105,603.00 of the network without terminals.
        assert_eq!(plan.cost.present_value_eur, 115_391.10);
        assert_eq!((plan.cost.capex_eur, plan.cost.opex_eur_per_year), (38_000.0, 5_700.0), "as without");
        let cpe = plan.cost.cpe.unwrap();
        assert_eq!((cpe.bought_by_year[2], cpe.purchases_eur), (15.0, 12_000.0));
        // Lines of 1,440, 2,880 and 4,320 a year; 5,700 to run; terminals of 1,500 in each of the first three years.
        let reserves_eur: Vec<f64> = plan.cost.years[..5].iter().map(|year| year.reserve_eur).collect();
        assert_eq!(reserves_eur, [0.0, -5_760.0, -10_080.0, -12_960.0, -14_340.0]);
    }

    #[test]
    fn terminals_that_outlive_the_horizon_are_bought_once() {
        let plan = plan(11, CpePayer::Network);
        assert_eq!(spent_eur(&plan)[..5], [0.0, 1_500.0, 1_500.0, 1_500.0, 0.0]);
        let row = plan.ledger.last().unwrap();
        // 1,500 × (0.961538 + 0.924556 + 0.888996).
        assert_eq!((row.renewals, row.renewals_eur, row.present_value_eur), (3, 4_500.0, 4_162.64));
    }

    #[test]
    fn what_subscribers_pay_costs_the_network_nothing() {
        let (own, without) = (plan(4, CpePayer::Subscriber), World::three_sites().plan());
        assert_eq!(own.cost.cpe.as_ref().map(|cpe| cpe.purchases_eur), Some(12_000.0));
        assert_eq!((own.ledger.len(), own.cost.present_value_eur), (without.ledger.len(), 105_603.00));
        assert!(own.cost.years.iter().all(|year| year.cpe_eur.is_none()));
        assert!(!own.governance[3].explanation.contains("terminal"), "{}", own.governance[3].explanation);
    }

    /// The first year is the hardest: 15 subscribers have to pay 5,700 of running cost in twelve months, and 1,500 of terminals besides.
    #[test]
    fn what_just_suffices_pays_for_the_terminals_too() {
        let [with, without] = [CpePayer::Network, CpePayer::Subscriber].map(|payer| plan(4, payer));
        let price = |plan: &Plan| plan.balance.break_even_price_eur_per_month;
        assert_eq!([price(&with), price(&without)], [Some(40.0), Some(31.666_667)]);
        // A third of the established take-up brings 8 × 12 a year from each subscriber, less than a terminal costs.
        let take_up = |plan: &Plan| plan.balance.minimum_take_up_ratio;
        assert_eq!([take_up(&with), take_up(&without)], [None, Some(1.1875)]);
        assert!(with.governance[3].explanation.contains(
            "The network buys the terminals of its subscribers at 100 euro each, for 12,000 euro over all years"
        ));
    }
}
