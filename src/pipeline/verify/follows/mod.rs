//! Whether the numbers of `plan.json` follow from each other, and from the certified question.

mod balance;
mod competition;
mod comuni;
mod cpe;
mod dependence;
mod equity;
mod figures;
mod guidelines;
mod households;
mod ledger;
mod managing_body;
mod money;
mod network;
mod not_compared;
mod rules;
mod service_centre;
mod spectrum;
mod states;

pub(super) use not_compared::NOT_COMPARED;
pub(super) use rules::Decided;

use crate::certificate::PROOF_TOLERANCE_RATIO;
use crate::certificate::{Claim, Refusal};
use crate::score::{Plan, PlanStatus};

/// Reads the bytes of a `plan.json` whole.
pub(super) fn read(bytes: &[u8]) -> Result<Plan, Refusal> {
    serde_json::from_slice(bytes)
        .map_err(|error| Refusal::of("plan.json", error, "the fields that `divario schema plan` describes"))
}

/// Holds every number of a plan that follows from others against them: sums, shares, counts, verdicts, and who owns what.
/// [`NOT_COMPARED`] names all that follows from nothing at hand.
pub(super) fn check(plan: &Plan, claim: Claim, decided: Decided<'_>) -> Result<(), Refusal> {
    let question = decided.question;
    check_status(plan, claim)?;
    households::check(plan)?;
    states::check(plan, question)?;
    comuni::check(plan, question)?;
    equity::check(plan)?;
    network::check(plan, question)?;
    money::check(plan, question)?;
    ledger::check(plan)?;
    cpe::check(plan)?;
    spectrum::check(plan)?;
    balance::check(plan)?;
    guidelines::check(plan)?;
    rules::check(plan, decided)?;
    dependence::check(plan)?;
    competition::check(plan)?;
    managing_body::check(plan)?;
    service_centre::check(plan)?;
    money::check_present(plan)
}

/// Optimal is what is proven within the gap that was asked.
fn check_status(plan: &Plan, claim: Claim) -> Result<(), Refusal> {
    let [value, bound] = [claim.value_micro, claim.bound_micro].map(|micro| micro as f64 / 1e6);
    let gap_ratio = if bound == 0.0 { 0.0 } else { (bound - value) / bound };
    let asked_ratio = plan.provenance.solver.gap_ratio.max(PROOF_TOLERANCE_RATIO);
    let expected = if gap_ratio <= asked_ratio { PlanStatus::Optimal } else { PlanStatus::Feasible };
    figures::check_same("plan.json, status", figures::word(&plan.status), figures::word(&expected), || {
        format!("a gap of {gap_ratio:.6} where {asked_ratio} is asked")
    })
}
