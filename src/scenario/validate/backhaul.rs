//! Bands and tiers of the microwave links: their order.

use super::Scenario;
use crate::problem::{Findings, Problem};
use crate::scenario::Tier;

pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    bands(scenario, findings);
    for (index, band) in scenario.backhaul.bands.iter().enumerate() {
        tiers(&format!("/backhaul/bands/{index}/tiers"), &band.tiers, findings);
    }
}

/// The lists of cost items that tiers name, each with its pointer.
pub(super) fn items(scenario: &Scenario) -> impl Iterator<Item = (String, &Vec<String>)> {
    scenario.backhaul.bands.iter().enumerate().flat_map(|(band, of)| {
        let tiers = of.tiers.iter().enumerate();
        tiers.map(move |(tier, of)| (format!("/backhaul/bands/{band}/tiers/{tier}/items"), &of.items))
    })
}

fn bands(scenario: &Scenario, findings: &mut Findings) {
    for (index, pair) in scenario.backhaul.bands.windows(2).enumerate() {
        if pair[1].length_max_km <= pair[0].length_max_km {
            let pointer = format!("/backhaul/bands/{}/length_max_km", index + 1);
            let found = format!("{} km after {} km", pair[1].length_max_km, pair[0].length_max_km);
            let remedy = "list bands by rising reach; a link takes the first whose reach suffices";
            findings.problem(Problem::at("bands-out-of-order", pointer, found, remedy));
        }
    }
}

/// Each carries more than the one before, at a level that is no lower.
fn tiers(pointer: &str, tiers: &[Tier], findings: &mut Findings) {
    for (index, pair) in tiers.windows(2).enumerate() {
        let at = format!("{pointer}/{}", index + 1);
        let [before, after] = [0, 1].map(|one| &pair[one]);
        if after.capacity_mbps <= before.capacity_mbps {
            let found = format!("{} Mbit/s after {} Mbit/s", after.capacity_mbps, before.capacity_mbps);
            let remedy = "list tiers by rising capacity, each once";
            findings.problem(Problem::at("tiers-out-of-order", format!("{at}/capacity_mbps"), found, remedy));
        }
        if after.receiver_threshold_dbm < before.receiver_threshold_dbm {
            let [after, before] = [after, before].map(|tier| tier.receiver_threshold_dbm);
            let found = format!("{after} dBm after {before} dBm, and it carries more");
            let remedy =
                "give it no lower level than the tier before, or leave that out: nothing speaks for it";
            let pointer = format!("{at}/receiver_threshold_dbm");
            findings.problem(Problem::at("tiers-out-of-order", pointer, found, remedy));
        }
    }
}
