//! What was maximised, how far it is proven, and what made the file.

use super::service::Service;
use super::{ObjectiveReport, PlanStatus, Provenance, SolverReport, Stages, anchor_weights, point_weights};
use crate::optimise::Proof;

/// Weight of the points and anchors that the plan covers, summed in order of size.
pub(super) fn value(stages: &Stages<'_>, service: &Service) -> f64 {
    let objective = &stages.scenario.objective;
    let points = point_weights(stages.demand, objective).into_iter().zip(&service.points);
    let anchors = anchor_weights(stages.demand, objective).into_iter().zip(&service.anchors);
    let covered = points.chain(anchors).filter(|(_, service)| service.covered());
    let mut weights: Vec<f64> = covered.map(|(weight, _)| weight).collect();
    weights.sort_by(f64::total_cmp);
    weights.iter().sum()
}

/// The objective with its gap. Interference and load only take service away, so that a bound on what signal can cover bounds
/// what a plan can.
pub(super) fn objective(value: f64, signal_value: f64, bound: f64) -> ObjectiveReport {
    ObjectiveReport { value, signal_value, bound, gap_ratio: gap_ratio(value, bound) }
}

fn gap_ratio(value: f64, bound: f64) -> f64 {
    if bound == 0.0 { 0.0 } else { (bound - value) / bound }
}

/// How far a plan of a value is proven: what the proof says of its signal holds for the plan where its gap is as narrow.
pub(super) fn status(stages: &Stages<'_>, value: f64) -> PlanStatus {
    let asked_ratio = stages.scenario.solve.gap_ratio.max(gap_ratio(stages.objective, stages.bound));
    match stages.proof {
        Proof::Optimal if gap_ratio(value, stages.bound) <= asked_ratio => PlanStatus::Optimal,
        _ => PlanStatus::Feasible,
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

    #[test]
    fn the_gap_is_a_share_of_the_bound() {
        assert_eq!(objective(99.0, 99.5, 100.0).gap_ratio, 0.01);
        assert_eq!(objective(100.0, 100.0, 100.0).gap_ratio, 0.0);
        assert_eq!(objective(0.0, 0.0, 0.0).gap_ratio, 0.0);
    }
}
