//! Comuni from the least covered upwards.

use std::cmp::Ordering;

use super::{Share, households};
use crate::score::{ComuneEquity, ComuneReport, PointState, UncoveredReport};

/// So many comuni are listed as the worst.
pub(super) const WORST_COUNT: usize = 10;

/// All comuni with households, by covered ratio, then ISTAT code.
pub(super) fn ranked(comuni: &[ComuneReport]) -> Vec<ComuneEquity> {
    let mut inhabited: Vec<(Share, &ComuneReport)> =
        comuni.iter().map(|comune| (Share::of(comune), comune)).collect();
    inhabited.retain(|(share, _)| share.households_micro > 0);
    inhabited.sort_by(|(a, one), (b, other)| by_ratio(*a, *b).then_with(|| one.istat.cmp(&other.istat)));
    inhabited.into_iter().map(|(share, comune)| row(share, comune)).collect()
}

/// Ratios compared as fractions, so that none is rounded.
fn by_ratio(a: Share, b: Share) -> Ordering {
    (a.covered_micro * b.households_micro).cmp(&(b.covered_micro * a.households_micro))
}

fn row(share: Share, comune: &ComuneReport) -> ComuneEquity {
    ComuneEquity {
        istat: comune.istat.clone(),
        covered_ratio: share.ratio().unwrap_or(0.0),
        uncovered: households((share.households_micro - share.covered_micro).max(0)),
        main_reason: main_reason(&comune.uncovered),
    }
}

/// The reason of most; of equals the first.
fn main_reason(uncovered: &UncoveredReport) -> Option<PointState> {
    let most = reasons(uncovered).into_iter().rev().max_by(|(_, a), (_, b)| a.total_cmp(b));
    most.filter(|(_, households)| *households > 0.0).map(|(state, _)| state)
}

fn reasons(uncovered: &UncoveredReport) -> [(PointState, f64); 11] {
    [
        (PointState::NoSiteReaches, uncovered.no_site_reaches),
        (PointState::SignalTooWeak, uncovered.signal_too_weak),
        (PointState::NoBackhaul, uncovered.no_backhaul),
        (PointState::RuledOutByOwnership, uncovered.ruled_out_by_ownership),
        (PointState::TooFewOperators, uncovered.too_few_operators),
        (PointState::OverBudget, uncovered.over_budget),
        (PointState::RunningCosts, uncovered.running_costs),
        (PointState::Outweighed, uncovered.outweighed),
        (PointState::Interference, uncovered.interference),
        (PointState::NoCapacity, uncovered.no_capacity),
        (PointState::LinkFull, uncovered.link_full),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    fn comune(istat: &str, households: f64, covered: f64) -> ComuneReport {
        let like = World::three_sites().plan().comuni.remove(0);
        let over_budget = households - covered;
        let uncovered = UncoveredReport { over_budget, ..UncoveredReport::default() };
        ComuneReport { istat: istat.into(), households, covered, uncovered, ..like }
    }

    #[test]
    fn equal_ratios_go_by_code_and_empty_comuni_are_left_out() {
        let comuni = [
            comune("008003", 30.0, 10.0),
            comune("008001", 0.0, 0.0),
            comune("008002", 3.0, 1.0),
            comune("008009", 50.0, 5.0),
        ];
        let ranked = ranked(&comuni);
        let codes: Vec<&str> = ranked.iter().map(|one| one.istat.as_str()).collect();
        assert_eq!(codes, ["008009", "008002", "008003"]);
        assert_eq!((ranked[0].covered_ratio, ranked[0].uncovered), (0.1, 45.0));
        assert_eq!((ranked[1].covered_ratio, ranked[1].uncovered), (0.333_333, 2.0));
    }

    #[test]
    fn the_main_reason_is_that_of_most_and_of_equals_the_first() {
        let none = UncoveredReport::default();
        assert_eq!(main_reason(&none), None);
        let equal = UncoveredReport { interference: 4.0, over_budget: 4.0, no_site_reaches: 1.0, ..none };
        assert_eq!(main_reason(&equal), Some(PointState::OverBudget));
        let more = UncoveredReport { link_full: 4.1, ..equal };
        assert_eq!(main_reason(&more), Some(PointState::LinkFull));
    }
}
