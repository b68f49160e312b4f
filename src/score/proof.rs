//! What was maximised, how far it is proven, and what made the file.

use super::{ObjectiveReport, PlanStatus, Provenance, SolverReport, Stages};
use crate::optimise::Proof;

/// The objective with its gap.
pub(super) fn objective(value: f64, bound: f64) -> ObjectiveReport {
    let gap_ratio = if bound == 0.0 { 0.0 } else { (bound - value) / bound };
    ObjectiveReport { value, bound, gap_ratio }
}

/// The status by the proof.
pub(super) fn status(proof: Proof) -> PlanStatus {
    match proof {
        Proof::Optimal => PlanStatus::Optimal,
        Proof::Feasible => PlanStatus::Feasible,
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
        assert_eq!(objective(99.0, 100.0).gap_ratio, 0.01);
        assert_eq!(objective(100.0, 100.0).gap_ratio, 0.0);
        assert_eq!(objective(0.0, 0.0).gap_ratio, 0.0);
    }
}
