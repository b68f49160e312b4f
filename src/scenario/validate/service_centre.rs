//! The service centre: its members are anchors that exist, and every comune has one size.

use super::repeated;
use crate::problem::{Findings, Problem};
use crate::scenario::Scenario;

const AT: &str = "/governance/service_centre";

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let Some(centre) = &scenario.governance.service_centre else { return };
    let kinds: Vec<&str> = scenario.demand.anchors.iter().map(|file| file.kind.as_str()).collect();
    if !kinds.contains(&centre.member_kind.as_str()) {
        let found = format!("no anchor institution is of the kind \"{}\"", centre.member_kind);
        let remedy = format!("name a kind of /demand/anchors; there are: {}", kinds.join(", "));
        findings.problem(Problem::at("unknown-kind", format!("{AT}/member_kind"), found, remedy));
    }
    let open = centre.size_classes.iter().filter(|class| class.below_population.is_none()).count();
    if open != 1 {
        let found = format!("{open} classes have no below_population");
        let remedy = "leave it out of the one class of the largest comuni, and of no other";
        findings.problem(Problem::at("open-size-class", format!("{AT}/size_classes"), found, remedy));
    }
    let ends = centre.size_classes.iter().filter_map(|class| class.below_population);
    let ends: Vec<String> = ends.map(|end| end.to_string()).collect();
    repeated(&format!("{AT}/size_classes"), ends.iter().map(String::as_str), findings);
    repeated(&format!("{AT}/stresses"), centre.stresses.iter().map(|one| one.name.as_str()), findings);
}
