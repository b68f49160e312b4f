//! Seats of the managing body: each of one owner or one comune, all of them as many as are said.

use super::repeated;
use crate::problem::{Findings, Problem};
use crate::scenario::Scenario;

const AT: &str = "/governance/managing_body/seats";

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let seats = &scenario.governance.managing_body.seats;
    for (index, one) in seats.iter().enumerate() {
        let found = match (&one.owner, &one.istat) {
            (Some(_), Some(_)) => "both owner and istat are given",
            (None, None) => "neither owner nor istat is given",
            _ => continue,
        };
        let remedy =
            "say whose seats they are: owner, an id of /governance/owners, or istat, the code of a comune";
        findings.problem(Problem::at("whose-seats", format!("{AT}/{index}"), found, remedy));
    }
    repeated(AT, seats.iter().filter_map(|one| one.owner.as_deref()), findings);
    repeated(AT, seats.iter().filter_map(|one| one.istat.as_deref()), findings);
    let sum: u32 = seats.iter().map(|one| one.seats).sum();
    if let Some(total) = scenario.governance.rules.seats_total.filter(|total| *total != sum) {
        let found = format!("{AT} come to {sum}, not to {total}");
        let remedy = "list all seats, or correct seats_total";
        findings.problem(Problem::at("seats-do-not-add-up", "/governance/rules/seats_total", found, remedy));
    }
}
