//! How evenly a plan covers comuni, small and large, high and low.
//!
//! All figures are worked out from the comuni and points of the plan after these are rounded, in whole millionths of a household, so
//! that whoever has `plan.json` or its tables can work them out again and finds the same to the last digit; `divario verify` does.

mod groups;
mod inequality;
mod ranks;

use super::{ComuneReport, EquityReport, PointReport};
use crate::economics::round_to;
use inequality::{gini, theil};

/// Decimals of shares, and of households.
const DECIMALS: i32 = 6;
/// More households than this, in millionths, are not counted: a billion of them; products then stay within 128 bits.
const MOST_MICRO: f64 = 1e15;

/// Equity of a plan, from its comuni and household points as they are rounded.
#[must_use]
pub fn equity_of(comuni: &[ComuneReport], points: &[PointReport]) -> EquityReport {
    let shares: Vec<Share> = comuni.iter().map(Share::of).collect();
    let (altitude_by, by_altitude) = groups::by_altitude(comuni, points);
    let ranked = ranks::ranked(comuni);
    let small = |istat: &str| comuni.iter().any(|comune| comune.small && comune.istat == istat);
    EquityReport {
        by_comune_size: groups::by_size(comuni),
        altitude_by,
        by_altitude,
        by_province: groups::by_province(comuni),
        gini: gini(&shares).map(|value| round_to(value, DECIMALS)),
        theil: theil(&shares).map(|value| round_to(value, DECIMALS)),
        small_comuni: ranked.iter().filter(|comune| small(&comune.istat)).cloned().collect(),
        worst_comuni: ranked.into_iter().take(ranks::WORST_COUNT).collect(),
    }
}

/// Households of a comune and how many of them are covered, in millionths of a household.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Share {
    households_micro: i128,
    covered_micro: i128,
}

impl Share {
    fn of(comune: &ComuneReport) -> Self {
        Self { households_micro: micro(comune.households), covered_micro: micro(comune.covered) }
    }

    fn ratio(self) -> Option<f64> {
        let ratio = self.covered_micro as f64 / self.households_micro as f64;
        (self.households_micro > 0).then(|| round_to(ratio, DECIMALS))
    }
}

/// Households in millionths.
fn micro(households: f64) -> i128 {
    (households * 1e6).round().clamp(0.0, MOST_MICRO) as i128
}

/// Millionths in households.
fn households(micro: i128) -> f64 {
    micro as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::PointState;
    use crate::score::world::World;

    /// Triora 100 of 120, Pigna 50 of 90 (4,999 residents): Gini = |100 · 90 − 50 · 120| / (210 · 150) = 3,000 / 31,500;
    /// Theil = 2/3 ln(2/3 ÷ 4/7) + 1/3 ln(1/3 ÷ 3/7) = 2/3 ln(7/6) + 1/3 ln(7/9).
    #[test]
    fn two_comuni_by_hand() {
        let equity = World::three_sites().plan().equity;
        assert_eq!((equity.gini, equity.theil), (Some(0.095_238), Some(0.018_996)));
        assert_eq!(equity.by_province.len(), 1);
        let worst: Vec<_> =
            equity.worst_comuni.iter().map(|one| (one.istat.as_str(), one.uncovered)).collect();
        assert_eq!(worst, [("008054", 40.0), ("008052", 20.0)]);
        assert_eq!(equity.worst_comuni[0].main_reason, Some(PointState::OverBudget));
        assert_eq!(equity.small_comuni, equity.worst_comuni[..1]);
    }

    #[test]
    fn small_is_what_the_scenario_calls_small() {
        let mut world = World::three_sites();
        world.scenario.objective.small_comune_below_population = 5_001;
        assert_eq!(world.plan().equity.small_comuni.len(), 2);
    }

    #[test]
    fn nobody_is_covered() {
        let mut world = World::three_sites();
        world.open.fill(false);
        let equity = world.plan().equity;
        assert_eq!((equity.gini, equity.theil), (None, None));
        assert_eq!(equity.worst_comuni[0].istat, "008052", "of equals, by code");
    }

    #[test]
    fn ten_comuni_at_most_are_the_worst() {
        let plan = World::three_sites().plan();
        let numbered = |index| ComuneReport { istat: format!("{index:06}"), ..plan.comuni[0].clone() };
        let worst = |count| {
            let comuni: Vec<ComuneReport> = (0..count).map(numbered).collect();
            equity_of(&comuni, &[]).worst_comuni.len()
        };
        assert_eq!([9, 10, 11].map(worst), [9, 10, 10]);
    }

    #[test]
    fn groups_of_a_kind_add_up_to_the_plan() {
        let plan = World::three_sites().plan();
        for groups in [&plan.equity.by_comune_size, &plan.equity.by_altitude, &plan.equity.by_province] {
            let sum = |part: fn(&crate::score::EquityGroup) -> f64| groups.iter().map(part).sum::<f64>();
            assert_eq!(sum(|one| one.households), plan.households.total);
            assert_eq!(sum(|one| one.covered), plan.households.covered);
            assert_eq!(sum(|one| one.previously_unserved), plan.households.previously_unserved);
            assert_eq!(sum(|one| one.newly_served), plan.households.newly_served);
        }
    }

    #[test]
    fn numbers_beyond_reason_do_no_harm() {
        let mut comuni = World::three_sites().plan().comuni;
        for odd in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            (comuni[0].households, comuni[0].covered) = (odd, odd);
            let equity = equity_of(&comuni, &[]);
            assert!(equity.gini.is_some_and(|gini| (0.0..=1.0).contains(&gini)), "{odd}");
        }
    }
}
