//! Sources of what the scenario holds: each of something that is there.

use super::super::Scenario;
use super::super::shape::escape;
use crate::problem::{Findings, Problem};

/// Sections that one command alone reads, and leaves out of the scenarios that it writes.
const OPTIONAL: [&str; 3] = ["participation", "market", "regimes"];

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    if scenario.sources.is_empty() {
        return;
    }
    let Ok(document) = serde_json::to_value(scenario) else { return };
    let is_of_absent_section = |pointer: &str| {
        let section = pointer.split('/').nth(1).unwrap_or_default();
        OPTIONAL.contains(&section) && document.get(section).is_none()
    };
    for (pointer, source) in &scenario.sources {
        let at = format!("/sources/{}", escape(pointer));
        if !is_of_absent_section(pointer) && (pointer.is_empty() || document.pointer(pointer).is_none()) {
            let found = format!("there is no {pointer:?} in the scenario");
            let remedy = "give the JSON pointer of a section or value that it holds, as /governance/rules";
            findings.problem(Problem::at("unknown-place", at.clone(), found, remedy));
        }
        if source.trim().is_empty() {
            let remedy = "say where it comes from, or that it is unverified";
            findings.problem(Problem::at("empty", at, "found nothing in it", remedy));
        }
    }
}
