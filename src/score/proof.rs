//! What was maximised, how far it is proven, and what made the file.

use super::ComuneReport;
use super::service::{Possible, Service};
use super::{ObjectiveReport, PlanStatus, PromiseReport, Provenance, SolverReport, Stages};
use crate::certificate::PROOF_TOLERANCE_RATIO;
use crate::economics::round_to;

/// The objective with its gap. Interference only takes service away, so that a bound on what signal can serve bounds what a
/// plan can.
pub(super) fn objective(stages: &Stages<'_>) -> ObjectiveReport {
    let Stages { value, signal_value, bound, .. } = *stages;
    ObjectiveReport {
        value,
        signal_value,
        bound,
        gap_ratio: gap_ratio(value, bound),
        promises: promises(stages),
    }
}

fn promises(stages: &Stages<'_>) -> Option<PromiseReport> {
    let households: f64 = stages.promised.iter().sum();
    let [kept, kept_bound] = stages.kept_and_bound;
    (households > 0.0).then_some(PromiseReport { households, kept, kept_bound })
}

/// Names the comuni that are left short of what they were promised, and those to which no plan could have kept it.
pub(super) fn warning(stages: &Stages<'_>, service: &Service, comuni: &[ComuneReport]) -> Option<String> {
    let PromiseReport { households, kept, kept_bound } = promises(stages)?;
    let mut possible = vec![0.0; comuni.len()];
    for (point, service) in stages.demand.points.iter().zip(&service.points) {
        if service.possible == Possible::Service {
            possible[point.comune] += point.households;
        }
    }
    let is_more = |one: f64, other: f64| round_to(one - other, 6) > 0.0;
    let short = comuni.iter().zip(possible).filter(|(comune, _)| is_more(comune.promised, comune.covered));
    let named = short.map(|(comune, possible)| {
        let (name, covered, promised) = (&comune.name, number(comune.covered), number(comune.promised));
        if is_more(comune.promised, possible) {
            format!(
                "{name} ({covered} of {promised}; sites that may be built could serve {} at most)",
                number(possible)
            )
        } else {
            format!("{name} ({covered} of {promised})")
        }
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| {
        format!(
            "of {} households promised to small comuni {} are covered, and no plan under these rules covers more than {}; \
             left short: {}",
            number(households),
            number(kept),
            number(kept_bound),
            named.join(", ")
        )
    })
}

/// Households in words: one decimal where they are no whole number.
fn number(households: f64) -> String {
    let rounded = round_to(households, 1);
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

fn gap_ratio(value: f64, bound: f64) -> f64 {
    if bound == 0.0 { 0.0 } else { (bound - value) / bound }
}

/// Whether the gap is as narrow as was asked.
pub(super) fn status(stages: &Stages<'_>) -> PlanStatus {
    let asked_ratio = stages.scenario.solve.gap_ratio.max(PROOF_TOLERANCE_RATIO);
    if gap_ratio(stages.value, stages.bound) <= asked_ratio {
        PlanStatus::Optimal
    } else {
        PlanStatus::Feasible
    }
}

/// Version, files, solver, machine.
pub(super) fn provenance(stages: &Stages<'_>) -> Provenance {
    let mut inputs = stages.inputs.clone();
    inputs.sort();
    let solve = stages.scenario.solve;
    Provenance {
        divario: env!("CARGO_PKG_VERSION").into(),
        inputs,
        solver: SolverReport {
            name: stages.solver.into(),
            gap_ratio: solve.gap_ratio,
            time_limit_s: solve.time_limit_s,
            seed: solve.seed,
        },
        threads: stages.threads,
        wall_s: stages.wall_s,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    #[test]
    fn the_gap_is_a_share_of_the_bound() {
        assert_eq!(gap_ratio(99.0, 100.0), 0.01);
        assert_eq!(gap_ratio(100.0, 100.0), 0.0);
        assert_eq!(gap_ratio(0.0, 0.0), 0.0);
    }

    /// Of the first comune 20 households are behind a site that cannot be fed; in the second a site for 30 more would cost too much.
    #[test]
    fn what_no_plan_could_keep_is_told_apart_from_what_this_one_does_not() {
        let mut world = World::three_sites();
        world.promised = vec![110.0, 70.0];
        let said = world.plan().warnings.join("; ");
        assert!(said.contains("(100 of 110; sites that may be built could serve 100 at most)"), "{said}");
        assert!(said.contains("(50 of 70)"), "{said}");
    }
}
