//! What the proofs of two plans say of the difference between them.

use std::collections::BTreeMap;

use super::{PlanAtHand, ProofAgainst};
use crate::certificate::Instance;
use crate::economics::round_to;
use crate::score::ObjectiveReport;
use crate::score::rounding::SHARE_DECIMALS;

/// Of a plan against the first.
pub(super) fn against(first: &PlanAtHand, own: &PlanAtHand) -> ProofAgainst {
    let questions = first.question.zip(own.question);
    let same_objective = questions.map(|(first, own)| same_weights(first, own));
    let (one, other) = (&first.plan.objective, &own.plan.objective);
    let told = |value: f64| (same_objective == Some(true)).then(|| round_to(value, SHARE_DECIMALS));
    let difference = other.value - one.value;
    let lower = if difference > 0.0 { one } else { other };
    ProofAgainst {
        same_objective,
        value_difference: told(difference),
        unproven: told(unproven(lower)),
        may_be_the_search: (same_objective == Some(true) && difference != 0.0)
            .then(|| difference.abs() <= unproven(lower)),
    }
}

fn unproven(objective: &ObjectiveReport) -> f64 {
    (objective.bound - objective.value).max(0.0)
}

/// Whether two questions weigh alike whatever both ask for, and promise the same. Places that no sector could serve are in neither.
fn same_weights(first: &Instance, own: &Instance) -> bool {
    let promised = |question: &Instance| -> BTreeMap<String, i64> {
        question.groups.iter().cloned().zip(question.promised_micro.iter().copied()).collect()
    };
    let known: BTreeMap<&str, i64> =
        first.demand.iter().map(|place| (place.id.as_str(), place.weight_micro)).collect();
    let shared = own.demand.iter().filter_map(|place| Some((place, *known.get(place.id.as_str())?)));
    let mut count = 0;
    let alike =
        shared.inspect(|_| count += 1).all(|(place, weight_micro)| place.weight_micro == weight_micro);
    alike && count > 0 && promised(first) == promised(own)
}
