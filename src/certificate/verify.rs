//! Verifies a certificate and the plan that it is of: everything is worked out again from the question alone.

use serde::Serialize;

use super::agreement;
use super::answer::{Answer, Checked};
use super::cases::Fixing;
use super::document::{Certificate, check_format};
use super::ground::Ground;
use super::instance::Instance;
use super::plan_file::PlanFile;
use super::refusal::Refusal;
use super::rows::Linear;
use super::steps::{Step, steps_bound_micro};

/// What was proven.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proven {
    /// Households that the plan serves, as `plan.json` says.
    pub households_served: f64,
    /// All households, as `plan.json` says.
    pub households: f64,
    /// Weight that the plan serves, millionths.
    pub value_micro: i64,
    /// No plan under the same rules serves more weight, millionths.
    pub bound_micro: i64,
    /// Money that the plan spends, cents.
    pub spent_cents: i64,
    /// Money that it may spend, cents.
    pub budget_cents: i64,
    /// Sites that a plan may use.
    pub sites: usize,
    /// Of these, open in the plan.
    pub open_sites: usize,
    /// Places that some sector could serve.
    pub places: usize,
    /// Of these, served by the plan.
    pub served_places: usize,
    /// Places that `plan.json` serves and the value does not count: they weigh nothing, or are no places of the question.
    pub uncounted_places: usize,
    /// Pairs of a place and a sector that could serve it.
    pub pairs: usize,
    /// Inequalities that were checked.
    pub rows: usize,
    /// Cases in which their sums were worked out.
    pub cases: usize,
}

/// Verifies a certificate and a plan.
///
/// In order: format, question, plan against C1 to C5, claim, rows, cases, and what `plan.json` says.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify(certificate: &Certificate, plan: &PlanFile) -> Result<Proven, Refusal> {
    check_format(&certificate.format)?;
    let instance = question(certificate)?;
    let (answer, checked) = answer(certificate, &instance)?;
    let bound_micro = bound(certificate, &instance)?;
    if bound_micro < checked.value_micro {
        let expected = format!("at least the value, {}", checked.value_micro);
        return Err(Refusal::of("certificate.json, claim.bound_micro", bound_micro, expected));
    }
    let place = "certificate.json, proof_sha256";
    Refusal::unless_equal(place, &certificate.proof_sha256, &certificate.hash_of_proof())?;
    let uncounted_places = agreement::check(plan, certificate, &instance, &answer)?;
    Ok(Proven {
        households_served: plan.says.households.covered,
        households: plan.says.households.total,
        value_micro: checked.value_micro,
        bound_micro,
        spent_cents: checked.spent_cents,
        budget_cents: instance.budget_cents,
        sites: instance.sites.len(),
        open_sites: answer.open.len(),
        places: instance.demand.len(),
        served_places: answer.served_by.iter().flatten().count(),
        uncounted_places,
        pairs: instance.demand.iter().map(|row| row.offers.len()).sum(),
        rows: certificate.rows.len(),
        cases: certificate.cases.len().div_ceil(2),
    })
}

/// The question, once it is that of its hash and makes sense.
fn question(certificate: &Certificate) -> Result<Instance, Refusal> {
    let written = &certificate.question;
    let place = "certificate.json, question_sha256";
    Refusal::unless_equal(place, &certificate.question_sha256, &written.hash())?;
    let instance = written.instance()?;
    let fault = instance.fault();
    fault.map_or(Ok(instance), |fault| Err(refused("certificate.json, question", fault)))
}

/// The plan, once it keeps the rules and comes to what is claimed.
fn answer(certificate: &Certificate, instance: &Instance) -> Result<(Answer, Checked), Refusal> {
    let place = "certificate.json, answer";
    let answer = certificate.answer.answer().map_err(|found| refused(place, found))?;
    let checked = answer.check(instance).map_err(|broken| {
        let expected = "a plan that keeps C1 to C5";
        Refusal::of(place, broken, expected)
    })?;
    let claim = certificate.claim;
    Refusal::unless_equal("certificate.json, claim.value_micro", claim.value_micro, checked.value_micro)?;
    Refusal::unless_equal("certificate.json, claim.spent_cents", claim.spent_cents, checked.spent_cents)?;
    Ok((answer, checked))
}

/// The bound, once it is the claimed one.
fn bound(certificate: &Certificate, instance: &Instance) -> Result<i64, Refusal> {
    let ground = Ground::of(instance);
    let rows: Result<Vec<Linear>, Refusal> =
        (0..certificate.rows.len()).map(|at| row(certificate, &ground, at)).collect();
    let steps: Result<Vec<Step>, Refusal> =
        (0..certificate.cases.len()).map(|at| step(certificate, at)).collect();
    let fixing = vec![Fixing::Free; instance.sites.len()];
    let bound = steps_bound_micro(instance.groups.len(), &rows?, &steps?, fixing);
    let bound_micro =
        bound.map_err(|(at, reason)| refused(format!("certificate.json, cases[{at}]"), reason))?;
    Refusal::unless_equal("certificate.json, claim.bound_micro", certificate.claim.bound_micro, bound_micro)?;
    Ok(bound_micro)
}

fn row(certificate: &Certificate, ground: &Ground, at: usize) -> Result<Linear, Refusal> {
    let row = certificate.rows[at].row().and_then(|row| row.linear(ground));
    row.map_err(|reason| refused(format!("certificate.json, rows[{at}]"), reason))
}

fn step(certificate: &Certificate, at: usize) -> Result<Step, Refusal> {
    certificate.cases[at].step().map_err(|found| refused(format!("certificate.json, cases[{at}]"), found))
}

/// Refuses what makes no sense by itself.
fn refused(place: impl Into<String>, found: String) -> Refusal {
    Refusal::of(place, found, "what divario writes")
}
