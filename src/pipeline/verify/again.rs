//! The plan worked out again: its sites on the terrain, with the radio, prices and rules of the scenario.
//!
//! Which sites are open is the certificate's; all else that `plan.json` says of them follows. What hangs on the search itself is left
//! out: its settings, its warnings, and what coverage alone would claim.

use std::time::Instant;

use serde_json::{Value, json};

use super::super::options::Options;
use super::super::warnings::WITHOUT_HINTS;
use super::super::{Made, assembled, fixes, judge};
use crate::certificate::{Certificate, Refusal};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::Plan;

/// What hangs on the search.
pub(super) const NOT_RECOMPUTED: &[&str] = &["households.coverage_alone", "warnings", "provenance"];

/// Share of a number that writing and reading it may change.
const ROUNDING_RATIO: f64 = 1e-12;

/// Holds every figure of a plan against the same worked out again.
///
/// # Errors
/// [`Error::Failed`] with the first that differs; else as the network.
pub(super) fn check(
    inputs: &Inputs,
    options: &Options,
    certificate: &Certificate,
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let mut open = vec![false; options.question.instance.sites.len()];
    for &column in &certificate.answer.open {
        if let Some(open) = open.get_mut(column as usize) {
            *open = true;
        }
    }
    let refused = |refusal: &Refusal| super::refused(refusal);
    let judged = judge::of_sites(inputs, options, &open, progress)?.ok_or_else(|| {
        let expected = "sites whose network keeps what the scenario enforces";
        refused(&Refusal::of("certificate.json, answer.open", "sites whose network does not", expected))
    })?;
    let has_none = || plan.warnings.iter().any(|text| text == WITHOUT_HINTS);
    let tries = fixes::tries(inputs, options, &judged, &has_none, progress)?.unwrap_or_default();
    let made = Made {
        options,
        judged: &judged,
        claim: certificate.claim,
        solver: &plan.provenance.solver.name,
        warnings: Vec::new(),
        coverage_alone: plan.households.coverage_alone,
        tries: &tries,
    };
    let again = assembled(inputs, &made, 0, Instant::now());
    let failed =
        |error: serde_json::Error| Error::Failed { stage: "verification", reason: error.to_string() };
    let [says, again] = [plan, &again].map(serde_json::to_value);
    let [says, again] = [without_search(says.map_err(failed)?), without_search(again.map_err(failed)?)];
    let difference = difference(&says, &again, "");
    difference.map_or(Ok(()), |refusal| Err(refused(&refusal)))
}

/// A plan without what hangs on the search.
fn without_search(mut plan: Value) -> Value {
    for field in NOT_RECOMPUTED {
        let pointer = format!("/{}", field.replace('.', "/"));
        if let Some(value) = plan.pointer_mut(&pointer) {
            *value = Value::Null;
        }
    }
    plan
}

/// The first difference of two documents of the same form.
fn difference(says: &Value, again: &Value, place: &str) -> Option<Refusal> {
    match (says, again) {
        (Value::Object(says), Value::Object(again)) => {
            let keys = says.keys().chain(again.keys().filter(|key| !says.contains_key(*key)));
            keys.into_iter().find_map(|key| {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                let value = |of: &serde_json::Map<String, Value>| of.get(key).cloned().unwrap_or_default();
                difference(&value(says), &value(again), &place)
            })
        }
        (Value::Array(says), Value::Array(again)) if says.len() == again.len() => {
            let both = says.iter().zip(again).enumerate();
            both.into_iter()
                .find_map(|(at, (says, again))| difference(says, again, &format!("{place}[{at}]")))
        }
        (Value::Array(says), Value::Array(again)) => {
            Some(refusal(place, &json!(says.len()), &format!("{} in the list", again.len())))
        }
        _ if is_same(says, again) => None,
        _ => Some(refusal(place, says, &again.to_string())),
    }
}

fn refusal(place: &str, found: &Value, again: &str) -> Refusal {
    let expected = format!("{again}, worked out again from the scenario and its files");
    Refusal::of(format!("plan.json, {place}"), found, expected)
}

fn is_same(says: &Value, again: &Value) -> bool {
    match (says.as_f64(), again.as_f64()) {
        (Some(says), Some(again)) => (says - again).abs() <= ROUNDING_RATIO * says.abs().max(again.abs()),
        _ => says == again,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(says: &Value, again: &Value) -> Option<String> {
        difference(says, again, "").map(|refusal| refusal.to_string())
    }

    #[test]
    fn the_first_difference_is_named_with_its_place() {
        let plan = json!({"sites": [{"owner": "a", "lon": 8.1}], "cost": {"capex_eur": 100.0}});
        assert_eq!(said(&plan, &plan), None);
        for (pointer, value, place) in [
            ("/sites/0/owner", json!("b"), "sites[0].owner"),
            ("/sites/0/lon", json!(8.100_000_1), "sites[0].lon"),
            ("/cost/capex_eur", Value::Null, "cost.capex_eur"),
            ("/sites", json!([]), "sites"),
        ] {
            let mut changed = plan.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            let said = said(&changed, &plan).unwrap();
            assert!(said.starts_with(&format!("plan.json, {place}: found ")), "{said}");
        }
    }

    #[test]
    fn what_hangs_on_the_search_is_left_out() {
        let plan = |claimed: f64| json!({"households": {"coverage_alone": {"claimed": claimed}, "total": 1.0}, "warnings": []});
        assert_eq!(said(&without_search(plan(1.0)), &without_search(plan(2.0))), None);
    }
}
