//! What funds may be spent on: each purpose named once, and somebody pays for all that has a price.

use super::repeated;
use crate::economics::Costs;
use crate::governance::Purpose;
use crate::problem::{Findings, Problem};
use crate::scenario::Scenario;

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let funds = &scenario.governance.funds;
    for (index, fund) in funds.iter().enumerate() {
        let names = fund.pays_for.iter().flatten().map(|purpose| purpose.key());
        repeated(&format!("/governance/funds/{index}/pays_for"), names, findings);
    }
    let paid = funds.iter().fold(0, |bits, fund| bits | fund.purposes());
    for purpose in Purpose::ALL.into_iter().filter(|purpose| paid & purpose.bit() == 0) {
        if costs_something(scenario, purpose) {
            let found = format!("no fund pays for \"{}\", which has a price in /costs", purpose.key());
            let remedy =
                "add it to pays_for of a fund, or leave pays_for of one out: it then pays for everything";
            findings.problem(Problem::at("nobody-pays", "/governance/funds", found, remedy));
        }
    }
}

fn costs_something(scenario: &Scenario, purpose: Purpose) -> bool {
    let costs: &Costs = &scenario.costs;
    let tiers = scenario.backhaul.bands.iter().flat_map(|band| &band.tiers);
    let ids: Vec<&String> = match purpose {
        Purpose::Structure => costs.structures.values().flatten().collect(),
        Purpose::Equipment => costs.per_site.iter().collect(),
        Purpose::Link => costs.per_link.iter().chain(tiers.flat_map(|tier| &tier.items)).collect(),
    };
    ids.into_iter().filter_map(|id| costs.items.get(id)).any(|item| item.capex_eur > 0.0)
}
