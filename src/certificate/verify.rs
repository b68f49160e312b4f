//! Verifies a certificate and the plan that it is of: everything is worked out again from the question alone.

use serde::Serialize;

use super::agreement;
use super::answer::{Answer, Checked};
use super::cases::{Fixing, Goal};
use super::document::{Certificate, Claim, WrittenCase, WrittenRow, check_format};
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
    /// No plan under the same rules that keeps as much of the promises serves more weight, millionths.
    pub bound_micro: i64,
    /// Households that the plan serves of those promised, millionths.
    pub kept_micro: i64,
    /// No plan under the same rules serves more of them, millionths.
    pub kept_bound_micro: i64,
    /// Households promised, millionths.
    pub promised_micro: i64,
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
/// In order: format, question, plan against C1 to C10, claim, rows, cases, what `plan.json` says, and its hash.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify(certificate: &Certificate, plan: &PlanFile) -> Result<Proven, Refusal> {
    let proven = Sound::of(certificate)?.proven(certificate, plan)?;
    plan.check_hash(&certificate.plan_sha256)?;
    Ok(proven)
}

/// A certificate that holds by itself, whatever plan it may be of.
#[derive(Debug)]
pub struct Sound {
    /// What was to be decided.
    pub question: Instance,
    /// What was decided.
    pub answer: Answer,
    checked: Checked,
}

impl Sound {
    /// Works question, answer, rows and cases out again.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn of(certificate: &Certificate) -> Result<Self, Refusal> {
        check_format(&certificate.format)?;
        let question = question(certificate)?;
        let (answer, checked) = answer(certificate, &question)?;
        let rows = rows(certificate, &question)?;
        let Claim { bound_micro, kept_micro, kept_bound_micro, .. } = certificate.claim;
        let goal = Goal::Value { kept_micro };
        let found = bound(goal, &certificate.cases, "cases", &question, &rows)?;
        check_bound("bound_micro", bound_micro, found, checked.value_micro)?;
        let found = kept_bound(certificate, &question, &rows)?;
        check_bound("kept_bound_micro", kept_bound_micro, found, checked.kept_micro)?;
        let place = "certificate.json, proof_sha256";
        Refusal::unless_equal(place, &certificate.proof_sha256, &certificate.hash_of_proof())?;
        Ok(Self { question, answer, checked })
    }

    /// What is proven of a plan, whose fields agree with the certificate; its hash is not looked at: where a figure differs, its name says
    /// more than a sum of all bytes.
    ///
    /// # Errors
    /// The first field that differs.
    pub fn proven(&self, certificate: &Certificate, plan: &PlanFile) -> Result<Proven, Refusal> {
        let Self { question, answer, checked } = self;
        let Claim { bound_micro, kept_bound_micro, .. } = certificate.claim;
        let uncounted_places = agreement::check(plan, certificate, question, answer)?;
        Ok(Proven {
            households_served: plan.says.households.covered,
            households: plan.says.households.total,
            value_micro: checked.value_micro,
            bound_micro,
            kept_micro: checked.kept_micro,
            kept_bound_micro,
            promised_micro: question.promised_micro.iter().sum(),
            spent_cents: checked.spent_cents,
            budget_cents: question.budget_cents,
            sites: question.sites.len(),
            open_sites: answer.open.len(),
            places: question.demand.len(),
            served_places: answer.served_by.iter().flatten().count(),
            uncounted_places,
            pairs: question.demand.iter().map(|row| row.offers.len()).sum(),
            rows: certificate.rows.len(),
            cases: certificate.cases.len().div_ceil(2) + certificate.kept_cases.len().div_ceil(2),
        })
    }
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
        let expected = "a plan that keeps C1 to C10";
        Refusal::of(place, broken, expected)
    })?;
    let claim = certificate.claim;
    Refusal::unless_equal("certificate.json, claim.value_micro", claim.value_micro, checked.value_micro)?;
    Refusal::unless_equal("certificate.json, claim.spent_cents", claim.spent_cents, checked.spent_cents)?;
    Refusal::unless_equal("certificate.json, claim.kept_micro", claim.kept_micro, checked.kept_micro)?;
    Ok((answer, checked))
}

/// The rows, each once it holds.
fn rows(certificate: &Certificate, instance: &Instance) -> Result<Vec<Linear>, Refusal> {
    let ground = Ground::of(instance);
    let row = |(at, row): (usize, &WrittenRow)| {
        let linear = row.row().and_then(|row| row.linear(&ground));
        linear.map_err(|reason| refused(format!("certificate.json, rows[{at}]"), reason))
    };
    certificate.rows.iter().enumerate().map(row).collect()
}

/// What cases prove, and where they stand.
fn bound(
    goal: Goal,
    cases: &[WrittenCase],
    name: &str,
    instance: &Instance,
    rows: &[Linear],
) -> Result<i64, Refusal> {
    let refused_at =
        |(at, reason): (usize, String)| refused(format!("certificate.json, {name}[{at}]"), reason);
    let step = |(at, case): (usize, &WrittenCase)| case.step().map_err(|found| refused_at((at, found)));
    let steps: Vec<Step> = cases.iter().enumerate().map(step).collect::<Result<_, _>>()?;
    let fixing = vec![Fixing::Free; instance.sites.len()];
    steps_bound_micro(goal, instance.groups.len(), rows, &steps, fixing).map_err(refused_at)
}

/// What is proven of the promises: nothing where there are none.
fn kept_bound(certificate: &Certificate, instance: &Instance, rows: &[Linear]) -> Result<i64, Refusal> {
    let is_promised = instance.promised_micro.iter().any(|micro| *micro > 0);
    match (is_promised, certificate.kept_cases.as_slice()) {
        (false, []) => Ok(0),
        (false, _) => {
            Err(refused("certificate.json, kept_cases", "cases, and nothing is promised".to_owned()))
        }
        (true, cases) => bound(Goal::Kept, cases, "kept_cases", instance, rows),
    }
}

/// A bound is the claimed one, and no less than what the plan comes to.
fn check_bound(name: &str, claimed: i64, found: i64, reached: i64) -> Result<(), Refusal> {
    let place = format!("certificate.json, claim.{name}");
    Refusal::unless_equal(&place, claimed, found)?;
    if found < reached {
        return Err(Refusal::of(place, found, format!("at least what the plan comes to, {reached}")));
    }
    Ok(())
}

/// Refuses what makes no sense by itself.
fn refused(place: impl Into<String>, found: String) -> Refusal {
    Refusal::of(place, found, "what divario writes")
}
