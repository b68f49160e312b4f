//! What would serve those who are not covered: the cheapest single change.
//!
//! A change is one more site whose signal would do for the place and whose sectors would have time for it, with the sites that have to be
//! built to feed it, where the guidelines that are enforced let it. Of those whom the plan leaves as many count as fit into that time,
//! those first that weigh most for it. What the sectors of the plan and the new ones would do to each other is not counted: a hint where
//! to look, not a plan.

use super::prospects::Prospects;
use super::service::Service;
use super::{FixReport, Stages};
use crate::demand::HouseholdPoint;
use crate::optimise::Extension;

/// For each household point that is not covered, the site that would do for it at the least cost; of equals the first.
pub(super) fn of_points(stages: &Stages<'_>, service: &Service) -> Vec<Option<FixReport>> {
    let mut cheapest: Vec<Option<&Extension>> = vec![None; stages.demand.points.len()];
    let prospects = Prospects::of(stages);
    for (site, extension) in prospects.candidates() {
        for point in stages.leeway.has_time_for[site].iter().map(|&point| point as usize) {
            let HouseholdPoint { comune, households, .. } = stages.demand.points[point];
            let best = &mut cheapest[point];
            if best.is_none_or(|known| extension.capex_eur < known.capex_eur)
                && prospects.objection(site, comune, households).is_none()
            {
                *best = Some(extension);
            }
        }
    }
    let fixes = cheapest.into_iter().enumerate().map(|(point, best)| {
        best.filter(|_| is_open_to_change(stages, service, point)).map(|extension| fix(stages, extension))
    });
    fixes.collect()
}

/// For each comune the site that would reach most of its uncovered households for the money, with how many; of equals the first.
pub(super) fn of_comuni(stages: &Stages<'_>, service: &Service) -> Vec<Option<(FixReport, f64)>> {
    let comuni = stages.demand.comuni.len();
    let mut best: Vec<Option<(f64, f64, &Extension)>> = vec![None; comuni];
    let prospects = Prospects::of(stages);
    for (site, extension) in prospects.candidates() {
        let mut households = vec![0.0; comuni];
        let has_time_for = stages.leeway.has_time_for[site].iter().map(|&point| point as usize);
        for at in has_time_for.filter(|at| is_open_to_change(stages, service, *at)) {
            households[stages.demand.points[at].comune] += stages.demand.points[at].households;
        }
        for (comune, reached) in households.into_iter().enumerate().filter(|(_, reached)| *reached > 0.0) {
            let worth = reached / extension.capex_eur.max(1.0);
            let is_better = best[comune].is_none_or(|(known, _, _)| worth > known);
            if is_better && prospects.objection(site, comune, reached).is_none() {
                best[comune] = Some((worth, reached, extension));
            }
        }
    }
    best.into_iter()
        .map(|best| best.map(|(_, reached, extension)| (fix(stages, extension), reached)))
        .collect()
}

/// Whether a household point is not covered, and some plan may cover it.
fn is_open_to_change(stages: &Stages<'_>, service: &Service, point: usize) -> bool {
    !service.points[point].covered() && !stages.captive[point]
}

fn fix(stages: &Stages<'_>, extension: &Extension) -> FixReport {
    FixReport {
        capex_eur: extension.capex_eur,
        sites: extension.sites.iter().map(|site| stages.sites[*site].id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::score::FixReport;
    use crate::score::world::World;

    fn fix(capex_eur: f64, sites: &[&str]) -> FixReport {
        FixReport { capex_eur, sites: sites.iter().map(|site| (*site).to_owned()).collect() }
    }

    #[test]
    fn the_uncovered_are_told_the_cheapest_site_that_would_reach_them() {
        let mut world = World::three_sites();
        world.extend("d", 25_000.0, &["d"]).extend("e", 60_000.0, &["d", "e"]);
        let plan = world.plan();
        assert_eq!(plan.points[0].cheapest_fix, None, "covered");
        assert_eq!(plan.points[2].cheapest_fix, Some(fix(25_000.0, &["d"])));
        assert_eq!(plan.points[3].cheapest_fix, Some(fix(60_000.0, &["d", "e"])));
        assert_eq!(plan.points[4].cheapest_fix, None, "f could not be fed");
        world.cover("e", 2, -70.0).extend("e", 20_000.0, &["e"]);
        assert_eq!(world.plan().points[2].cheapest_fix, Some(fix(20_000.0, &["e"])));
    }

    #[test]
    fn a_comune_is_told_what_reaches_most_for_the_money() {
        let mut world = World::three_sites();
        world.extend("d", 25_000.0, &["d"]).extend("e", 60_000.0, &["d", "e"]);
        let comuni = world.plan().comuni;
        assert_eq!(
            (comuni[0].cheapest_fix.clone(), comuni[0].cheapest_fix_households),
            (Some(fix(60_000.0, &["d", "e"])), 20.0)
        );
        assert_eq!(
            (comuni[1].cheapest_fix.clone(), comuni[1].cheapest_fix_households),
            (Some(fix(25_000.0, &["d"])), 30.0)
        );
    }
}
