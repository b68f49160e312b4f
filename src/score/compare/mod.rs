//! Plans that lie in folders, side by side: key figures, who wins and loses, and what changed in the inputs.
//!
//! All differences are to the first plan. Plans are comparable where comuni and household points are the same, with the same
//! households, and the same of them without broadband today ([`not_comparable`]); where they are not, differences are still worked out
//! of what both have, but nothing is called better or worse that hangs on households, and no plan is called dominated.

mod changes;
mod comparable;
mod comuni;
mod figures;
mod labels;
mod proof;
mod report;
#[cfg(test)]
mod tests;

pub use comparable::not_comparable;
pub use report::{
    Better, CompareProvenance, CompareReport, ComparedPlan, ComuneCompared, FigureGroup, FigureReport,
    FigureUnit, InputCompared, KeyCompared, NotComparable, PointsAgainst, ProofAgainst, Reason, Standpoint,
    Verdict,
};

use super::Plan;
use super::dominance::{Standing, dominates};
use crate::certificate::Instance;

/// A plan and what lies beside it.
pub struct PlanAtHand<'a> {
    /// Its folder, as it was given.
    pub folder: &'a str,
    /// The plan.
    pub plan: &'a Plan,
    /// SHA-256 of its `plan.json`, hexadecimal.
    pub sha256: &'a str,
    /// Its scenario; none where it does not lie beside the plan.
    pub scenario: Option<&'a serde_json::Value>,
    /// A scenario lies beside the plan that is not its own, by its hash.
    pub scenario_changed: bool,
    /// The question that its certificate answers; none where there is no certificate.
    pub question: Option<&'a Instance>,
}

/// The comparison of plans, of which there are at least two; `warnings` are what was noticed while they were read.
#[must_use]
pub fn compare_report(plans: &[PlanAtHand], warnings: Vec<String>) -> CompareReport {
    let (labels, folders) = labels::of(plans);
    let differs = comparable::all(plans, &labels);
    let comparable = differs.is_empty();
    let proofs: Vec<_> = plans.iter().map(|one| proof::against(&plans[0], one)).collect();
    let shared = shared_warnings(plans);
    let compared = plans.iter().enumerate().map(|(index, one)| ComparedPlan {
        label: labels[index].clone(),
        folder: folders[index].clone(),
        scenario: one.plan.scenario.clone(),
        status: one.plan.status,
        divario: one.plan.provenance.divario.clone(),
        plan_sha256: one.sha256.to_owned(),
        scenario_at_hand: one.scenario.is_some(),
        scenario_changed: one.scenario_changed,
        dominated_by: if comparable { dominating(plans, &labels, index) } else { Vec::new() },
        misses_duty: !one.plan.spectrum.keeps_duty(),
        least_covered_comune: least_covered(one.plan),
        governance: one.plan.governance.clone(),
        points: (index > 0).then(|| comuni::points_against(plans[0].plan, one.plan)),
        proof: (index > 0).then(|| proofs[index].clone()),
        warnings: one.plan.warnings.iter().filter(|text| !shared.contains(text)).cloned().collect(),
    });
    CompareReport {
        comparable,
        plans: compared.collect(),
        figures: figures::all(plans, &proofs, comparable),
        comuni: comuni::all(plans),
        inputs: changes::inputs(plans),
        scenario_keys: changes::keys(plans),
        warnings: warnings.into_iter().chain(shared).collect(),
        provenance: CompareProvenance { divario: env!("CARGO_PKG_VERSION").into() },
        differs,
    }
}

/// What all plans warn of.
fn shared_warnings(plans: &[PlanAtHand]) -> Vec<String> {
    let in_all = |text: &&String| plans.iter().all(|one| one.plan.warnings.contains(text));
    plans[0].plan.warnings.iter().filter(in_all).cloned().collect()
}

fn least_covered(plan: &Plan) -> Option<String> {
    let worst = plan.equity.worst_comuni.first()?;
    plan.comuni.iter().find(|comune| comune.istat == worst.istat).map(|comune| comune.name.clone())
}

fn dominating(plans: &[PlanAtHand], labels: &[String], index: usize) -> Vec<String> {
    let held: Vec<Vec<u8>> = plans.iter().map(|one| held(one.plan)).collect();
    let standing = |at: usize| Standing {
        households_covered: plans[at].plan.households.covered,
        cost_per_household_eur: plans[at].plan.cost.present_value_per_covered_household_eur,
        guidelines_held: &held[at],
        keeps_duty: plans[at].plan.spectrum.keeps_duty(),
    };
    let others = (0..plans.len()).filter(|other| dominates(&standing(*other), &standing(index)));
    others.map(|other| labels[other].clone()).collect()
}

fn held(plan: &Plan) -> Vec<u8> {
    plan.governance.iter().filter(|verdict| verdict.holds).map(|verdict| verdict.guideline).collect()
}
