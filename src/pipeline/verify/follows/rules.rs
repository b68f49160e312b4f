//! The rows that enforced guidelines make in the question, beside the books of the plan: both must leave the same.

use super::super::super::rules::keeps;
use crate::certificate::{Answer, Captor, Instance, Refusal};
use crate::score::{GuidelineReport, Keeps, Plan};

/// A question, and what was decided.
#[derive(Clone, Copy)]
pub struct Decided<'a> {
    pub question: &'a Instance,
    pub answer: &'a Answer,
    /// Places that the plan serves beyond the answer.
    pub uncounted_places: usize,
}

/// What was asked of guideline 1, and what rows of guidelines 2 and 4 leave, as euro.
pub(super) fn check(plan: &Plan, decided: Decided<'_>) -> Result<(), Refusal> {
    decided.question.captors.iter().try_for_each(|captor| check_captor(plan, decided, captor))?;
    let left = decided.answer.left_micro_eur(decided.question);
    let rules = || decided.question.rules.iter().zip(&left);
    for (rule, left_micro) in rules().filter(|(rule, _)| keeps(rule) == Keeps::Guideline(2)) {
        let (left_eur, tolerance_eur) = (euro(*left_micro), CENT_EUR * (1 + plan.sites.len()) as f64);
        let expected_eur = private_left_eur(plan);
        check_left(&rule.name, left_eur, expected_eur, tolerance_eur, "private funds less private sites")?;
    }
    let reserves = rules().filter(|(rule, _)| keeps(rule) == Keeps::Guideline(4));
    let least = reserves.min_by_key(|(_, left_micro)| **left_micro);
    // Whoever is served beyond the answer pays too, and the rows do not know it.
    let Some((rule, left_micro)) = least.filter(|_| decided.uncounted_places == 0) else { return Ok(()) };
    let four = &plan.governance[3];
    let of = "value less limit of guideline 4";
    check_left(&rule.name, euro(*left_micro), four.value - four.limit, reserve_tolerance_eur(plan), of)
}

const CENT_EUR: f64 = 0.01;

fn euro(micro: i64) -> f64 {
    micro as f64 / 1e6
}

fn check_left(
    rule: &str,
    left_eur: f64,
    expected_eur: f64,
    tolerance_eur: f64,
    of: &str,
) -> Result<(), Refusal> {
    if (left_eur - expected_eur).abs() <= tolerance_eur {
        return Ok(());
    }
    let place = format!("certificate.json, what rule {rule:?} leaves, euro");
    Err(Refusal::of(place, left_eur, format!("{expected_eur:.2}, {of} in plan.json")))
}

/// What private funds hold beyond what private sites cost.
fn private_left_eur(plan: &Plan) -> f64 {
    let funds = plan.cost.funds.iter().filter(|fund| !fund.public);
    let sites = plan.sites.iter().filter(|site| !site.owner_public);
    funds.map(|fund| fund.capex_eur).sum::<f64>() - sites.map(|site| site.capex_eur).sum::<f64>()
}

/// Ten amounts of each year are whole cents in the plan, of which a stress makes twice as much at most; the row counts each household and
/// each site up to the next millionth.
fn reserve_tolerance_eur(plan: &Plan) -> f64 {
    let parts = 10.0 * plan.cost.years.len() as f64;
    let ups = plan.households.covered + (plan.points.len() + plan.sites.len()) as f64;
    CENT_EUR * (1.0 + parts) + 1e-6 * ups
}

/// An owner has the sites that are his in the plan, and no larger a share than guideline 1 asks for.
fn check_captor(plan: &Plan, decided: Decided<'_>, captor: &Captor) -> Result<(), Refusal> {
    let GuidelineReport { limit, .. } = plan.governance[0];
    let place = |of: &str| format!("certificate.json, question.captors, {of} of {:?}", captor.name);
    if (captor.max_ratio_micro as f64 - 1e6 * limit).abs() > 1.0 {
        let expected = format!("that of the limit of guideline 1 in plan.json, {limit}");
        return Err(Refusal::of(place("max_ratio_micro"), captor.max_ratio_micro, expected));
    }
    let has = |site: u32| captor.sites.binary_search(&site).is_ok();
    let mut open = decided.answer.open.iter().zip(&plan.sites);
    let missing = open.find(|(column, site)| site.owner == captor.name && !has(**column));
    missing.map_or(Ok(()), |(_, site)| {
        let expected = format!("site {:?} among them, by its owner in plan.json", site.id);
        Err(Refusal::of(place("sites"), captor.sites.len(), expected))
    })
}
