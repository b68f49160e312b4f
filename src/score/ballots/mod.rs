//! The figures of a vote: shares, weights, and what three plans have in common and not.
//!
//! Everything here follows from what is told of the vote, the scenario's own objective and the three plans, so that whoever has
//! those can work it out again.

mod change;
mod decision;
mod report;
#[cfg(test)]
mod tests;

pub use decision::{DECISION_FORMAT, DecisionRecord, FileHash};
pub use report::{
    BallotsProvenance, BallotsReport, ComuneChange, PriorityReport, VoteChange, VotePlan, WeighedAlike,
    WeightsOf,
};

use super::Plan;
use super::rounding::SHARE_DECIMALS;
use crate::economics::round_to;
use crate::participation::{ROUNDS, Vote};
use crate::scenario::{Objective, Participation};

/// Everything that the figures follow from.
#[derive(Clone)]
pub struct BallotsStages<'a> {
    /// What could be voted for.
    pub participation: &'a Participation,
    /// The scenario's own objective.
    pub own_objective: Objective,
    /// SHA-256 of the file of ballots, hexadecimal.
    pub ballots_sha256: &'a str,
    /// What is told of the ballots.
    pub vote: &'a Vote,
    /// The plans with the scenario's own weights, with those of round 1 and of round 2.
    pub plans: [&'a Plan; 1 + ROUNDS],
}

/// The objectives of the three plans: the scenario's own, and those of the rounds.
#[must_use]
pub fn voted_objectives(
    participation: &Participation,
    own: Objective,
    vote: &Vote,
) -> [Objective; 1 + ROUNDS] {
    let of_round = |round: usize| participation.raised(own, &vote.rounds[round].multipliers_micro);
    [own, of_round(0), of_round(1)]
}

/// The report of a vote.
#[must_use]
pub fn ballots_report(stages: &BallotsStages) -> BallotsReport {
    let objectives = voted_objectives(stages.participation, stages.own_objective, stages.vote);
    let weights_of = [WeightsOf::Own, WeightsOf::Round1, WeightsOf::Round2];
    let short = |index: usize| change::short(weights_of[index], stages.plans[index], objectives[index]);
    let plans = [short(0), short(1), short(2)];
    let change = |from: usize, to: usize| {
        change::change((&plans[from], stages.plans[from]), (&plans[to], stages.plans[to]))
    };
    let changes = vec![change(0, 2), change(1, 2), change(0, 1)];
    let [own, .., last] = stages.plans;
    let warnings = changes.iter().filter_map(outdone).chain(last.warnings.iter().cloned()).collect();
    BallotsReport {
        scenario: own.scenario.clone(),
        ballots_sha256: stages.ballots_sha256.to_owned(),
        participation: stages.participation.clone(),
        own_objective: stages.own_objective,
        vote: stages.vote.clone(),
        priorities: priorities(stages, &objectives),
        plans: plans.into(),
        changes,
        warnings,
        provenance: BallotsProvenance {
            divario: own.provenance.divario.clone(),
            inputs: own.provenance.inputs.clone(),
            solver: own.provenance.solver.clone(),
        },
    }
}

fn priorities(stages: &BallotsStages, objectives: &[Objective; 1 + ROUNDS]) -> Vec<PriorityReport> {
    let listed = &stages.participation.priorities;
    let share = |round: usize, index: usize| {
        stages.vote.rounds[round].multipliers_micro[index] as f64 / (1e6 * listed.len() as f64)
    };
    let report = |(index, priority): (usize, &crate::scenario::Priority)| {
        let [first, second] = [share(0, index), share(1, index)];
        let [own, round_1, round_2] = objectives.map(|objective| priority.raises.of(&objective));
        PriorityReport {
            id: priority.id.clone(),
            label: priority.label.clone(),
            raises: priority.raises,
            own_weight: own,
            round_1_share_ratio: round_to(first, SHARE_DECIMALS),
            round_1_weight: round_1,
            round_2_share_ratio: round_to(second, SHARE_DECIMALS),
            round_2_weight: round_2,
            shift_ratio: round_to(second - first, SHARE_DECIMALS),
        }
    };
    listed.iter().enumerate().map(report).collect()
}

/// Networks that are put together under other weights may serve a little more: where sites differ, that is not the voters' choice alone.
fn outdone(change: &VoteChange) -> Option<String> {
    let WeighedAlike { before, after, .. } = change.weighed_alike;
    let words = |weights_of| match weights_of {
        WeightsOf::Own => "the scenario's own weights",
        WeightsOf::Round1 => "the weights of round 1",
        WeightsOf::Round2 => "the weights of round 2",
    };
    let (from, to) = (words(change.from), words(change.to));
    let is_moved = !(change.sites_added.is_empty() && change.sites_dropped.is_empty());
    (is_moved && before > after).then(|| {
        format!(
            "the plan made with {from} serves {before} under {to}, more than the {after} of the plan made with these: what \
             differs between them is the search's doing too"
        )
    })
}
