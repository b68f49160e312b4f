//! Concessions and reversions: from public to private and back, within the horizon.

use super::repeated;
use crate::governance::{Concession, OwnerKind, Reversion};
use crate::problem::{Findings, Problem};
use crate::scenario::Scenario;

const AT: &str = "/governance/concessions";

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let concessions = &scenario.governance.concessions;
    repeated(AT, concessions.iter().map(|one| one.id.as_str()), findings);
    for (index, concession) in concessions.iter().enumerate() {
        let at = format!("{AT}/{index}");
        parties(scenario, &at, concession, findings);
        within_horizon(scenario, format!("{at}/until_year"), concession.until_year, findings);
        if let Some(other) = concessions[..index].iter().find(|other| other.grantor == concession.grantor) {
            let found =
                format!("\"{}\" has granted the concession \"{}\" already", concession.grantor, other.id);
            let remedy =
                "a concession is about all that its grantor has: keep one, or make the parts two owners";
            findings.problem(Problem::at("two-concessions", format!("{at}/grantor"), found, remedy));
        }
    }
    for (pointer, terms) in scenario.all_terms() {
        if let Some(reversion) = &terms.reverts {
            reverts(scenario, &pointer, &terms.owner, reversion, findings);
        }
    }
}

/// Whether an owner is public; none where nobody declared it.
fn is_public(scenario: &Scenario, id: &str) -> Option<bool> {
    let known = scenario.governance.owners.iter().find(|owner| owner.id == id);
    known.map(|owner| owner.kind).map(OwnerKind::is_public)
}

fn parties(scenario: &Scenario, at: &str, concession: &Concession, findings: &mut Findings) {
    let Concession { grantor, concessionaire, .. } = concession;
    if grantor == concessionaire {
        let found = format!("\"{grantor}\" grants itself a concession");
        let remedy = "name the private owner that runs the sites of the public one";
        return findings.problem(Problem::at(
            "self-concession",
            format!("{at}/concessionaire"),
            found,
            remedy,
        ));
    }
    if is_public(scenario, grantor) == Some(false) {
        let found = format!("\"{grantor}\" is private");
        let remedy = "a concession is granted by a public owner; of a private owner's sites say when they revert (reverts)";
        findings.problem(Problem::at("private-grantor", format!("{at}/grantor"), found, remedy));
    }
    if is_public(scenario, concessionaire) == Some(true) {
        let found = format!("\"{concessionaire}\" is public");
        let remedy = "nobody depends on a private owner then: take the concession out, or name a private concessionaire";
        findings.problem(Problem::at("public-concessionaire", format!("{at}/concessionaire"), found, remedy));
    }
}

fn reverts(scenario: &Scenario, pointer: &str, owner: &str, reversion: &Reversion, findings: &mut Findings) {
    if is_public(scenario, owner) == Some(true) {
        let found = format!("its owner \"{owner}\" is public already");
        let remedy = "take it out, or name the private owner that hands the site over";
        findings.problem(Problem::at("public-reversion", format!("{pointer}/reverts"), found, remedy));
    }
    if is_public(scenario, &reversion.to) == Some(false) {
        let found = format!("\"{}\" is private", reversion.to);
        let remedy = "name the public owner that gets the site";
        findings.problem(Problem::at("private-reversion", format!("{pointer}/reverts/to"), found, remedy));
    }
    within_horizon(scenario, format!("{pointer}/reverts/year"), reversion.year, findings);
}

fn within_horizon(scenario: &Scenario, at: String, year: u32, findings: &mut Findings) {
    let horizon = scenario.costs.horizon_years;
    if year > horizon {
        let found = format!("year {year} lies beyond the horizon of {horizon} years");
        let remedy = "give a year within it, or count more years (/costs/horizon_years)";
        findings.problem(Problem::at("year-beyond-horizon", at, found, remedy));
    }
}
