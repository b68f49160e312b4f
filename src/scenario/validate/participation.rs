//! What a vote may be about: priorities that differ, each of which can change something.

use crate::problem::{Findings, Problem};
use crate::scenario::{Participation, Scenario};

/// Columns of the file of ballots that are no priority's.
const OWN_COLUMNS: [&str; 3] = ["round", "voter", "comune"];

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let Some(section) = &scenario.participation else { return };
    at_least_two(section, findings);
    for index in 0..section.priorities.len() {
        id(section, index, findings);
        raises(scenario, section, index, findings);
    }
}

fn at_least_two(section: &Participation, findings: &mut Findings) {
    if section.priorities.len() < 2 {
        let found = format!("found {}", section.priorities.len());
        let remedy = "give two priorities or more: points for one alone say nothing";
        findings.problem(Problem::at("too-few-priorities", "/participation/priorities", found, remedy));
    }
}

fn id(section: &Participation, index: usize, findings: &mut Findings) {
    let id = section.priorities[index].id.as_str();
    let pointer = format!("/participation/priorities/{index}/id");
    if section.priorities[..index].iter().any(|other| other.id == id) {
        let found = format!("\"{id}\" is given twice");
        findings.problem(Problem::at("repeated-id", pointer, found, "give each its own"));
    } else if OWN_COLUMNS.contains(&id) || id.trim() != id {
        let found = format!("found \"{id}\"");
        let remedy = format!(
            "choose an id without spaces around it, other than the columns {} of the file of ballots",
            OWN_COLUMNS.join(", ")
        );
        findings.problem(Problem::at("reserved-id", pointer, found, remedy));
    }
}

fn raises(scenario: &Scenario, section: &Participation, index: usize, findings: &mut Findings) {
    let raised = section.priorities[index].raises;
    let key = raised.key();
    let mut note = |code, found: String, remedy: String| {
        let pointer = format!("/participation/priorities/{index}/raises");
        findings.problem(Problem::at(code, pointer, found, remedy));
    };
    if section.priorities[..index].iter().any(|other| other.raises == raised) {
        let remedy = "give each priority a weight of its own";
        note("repeated-weight", format!("another priority raises {key} too"), remedy.into());
    }
    let (own, count) = (raised.of(&scenario.objective), section.priorities.len() as f64);
    if own == 0.0 {
        let found = format!("/objective/{key} is 0, which no vote can raise");
        note("weight-without-effect", found, format!("give /objective/{key} a value above 0"));
    } else if own * count > raised.most() {
        let found = format!("with all points /objective/{key} would be {}", own * count);
        let remedy = format!("it may be {} at most: divide all weights by the same number", raised.most());
        note("weight-out-of-range", found, remedy);
    }
}
