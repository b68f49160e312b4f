//! The terminal of a subscriber: priced, without a running cost, and nothing that a site or a link is made of.

use super::bought;
use crate::problem::{Findings, Problem};
use crate::scenario::Scenario;

const AT: &str = "/costs/cpe/item";

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    let costs = &scenario.costs;
    let Some(cpe) = &costs.cpe else { return };
    let id = &cpe.item;
    let Some(item) = costs.items.get(id) else {
        let names: Vec<&str> = costs.items.keys().map(String::as_str).collect();
        let remedy = format!("price it in /costs/items; priced: {}", names.join(", "));
        findings.problem(Problem::at("unknown-item", AT, format!("\"{id}\" has no price"), remedy));
        return;
    };
    if item.opex_eur_per_year > 0.0 {
        let found = format!("{} euro a year to run \"{id}\" are counted nowhere", item.opex_eur_per_year);
        let remedy =
            "give a terminal no running cost (opex_eur_per_year 0), and put its upkeep into its price";
        findings.problem(Problem::at("running-terminal", AT, found, remedy));
    }
    if let Some((pointer, _)) = bought(scenario).find(|(_, items)| items.contains(id)) {
        let found = format!("\"{id}\" is bought for sites and links too ({pointer})");
        let remedy = "name an item of its own, so that the ledger can tell them apart";
        findings.problem(Problem::at("shared-item", AT, found, remedy));
    }
}
