//! Other ways to build a site: only of what may be built, each different from the first, each with a name that makes an id.

use super::repeated;
use crate::problem::{Findings, Problem};
use crate::scenario::{Alternative, Scenario, SiteTerms, Status};

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    for (pointer, terms) in scenario.all_terms().iter().filter(|(_, terms)| !terms.alternatives.is_empty()) {
        let at = format!("{pointer}/alternatives");
        status(&at, terms.status, findings);
        for (index, way) in terms.alternatives.iter().enumerate() {
            difference(&format!("{at}/{index}"), terms, way, findings);
            name(&format!("{at}/{index}/name"), &way.name, findings);
        }
        repeated(&at, terms.alternatives.iter().map(|way| way.name.as_str()), findings);
    }
}

fn status(at: &str, status: Status, findings: &mut Findings) {
    let (code, found) = match status {
        Status::Candidate => return,
        Status::Forbidden => {
            ("alternatives-of-forbidden-site", "other ways to build a site that must not be built")
        }
        Status::Existing | Status::Committed => {
            ("alternatives-of-fixed-site", "other ways to build a site that is in every plan")
        }
    };
    findings.problem(Problem::at(code, at, found, "take them out, or make the site a candidate"));
}

fn difference(at: &str, terms: &SiteTerms, way: &Alternative, findings: &mut Findings) {
    if terms.built(way) == terms.built(&Alternative::default()) {
        let found = format!("\"{}\" differs in nothing from the site itself", way.name);
        let remedy = "give it a structure, a height, an antenna or a layout of its own";
        findings.problem(Problem::at("same-alternative", at, found, remedy));
    }
}

/// The id of a site so built is that of the site, a slash, and the name.
fn name(at: &str, name: &str, findings: &mut Findings) {
    if name.contains('/') {
        let found = format!("\"{name}\" has a slash in it");
        let remedy = "choose a name without one: a slash parts the id of the site from the name of the way to build it";
        findings.problem(Problem::at("slash-in-name", at, found, remedy));
    }
}
