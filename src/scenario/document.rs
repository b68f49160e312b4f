//! The scenario document: one JSON file, its sections in the order in which a plan is made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Area, Backhaul, Costs, Demand, Governance, Market, Objective, Participation, Radio, Regime, Service,
    SiteTerms, Sites, Solve, Terrain,
};

/// Everything a plan depends on. Keys carry their units; a key that nobody knows is refused.
/// Relative paths are looked for beside the scenario file, then in the folder given by `--data`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Where an editor finds the JSON Schema of this file; divario itself does not read it.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Name of the scenario, as it stands in every output.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What is planned and why, in the author's words; carried into `plan.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where figures come from that have no key for it beside them: for a section or value, by its JSON pointer (`/governance/rules`), the
    /// source in words, or that it is unverified.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, String>,
    /// Which comuni are planned, and in which map projection.
    pub area: Area,
    /// Elevation and land cover.
    pub terrain: Terrain,
    /// Comuni, households and anchor institutions.
    pub demand: Demand,
    /// Where towers may stand.
    pub sites: Sites,
    /// Technology, equipment and propagation.
    pub radio: Radio,
    /// What counts as covered.
    pub service: Service,
    /// Fibre points of presence and microwave links.
    pub backhaul: Backhaul,
    /// Prices, lifetimes, discounting.
    pub costs: Costs,
    /// Owners, funds, operators, thresholds of the four guidelines.
    pub governance: Governance,
    /// What to maximise.
    pub objective: Objective,
    /// How a vote on priorities becomes weights; only `divario ballots` asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participation: Option<Participation>,
    /// What a private licensee would earn and pay; only `divario market` asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<Market>,
    /// Ways to govern the spectrum; only `divario regimes` asks for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regimes: Option<Vec<Regime>>,
    /// When to stop.
    pub solve: Solve,
}

impl Scenario {
    /// The terms of every group of sites, with where they stand.
    #[must_use]
    pub fn all_terms(&self) -> Vec<(String, &SiteTerms)> {
        let sites = &self.sites;
        let files =
            sites.files.iter().enumerate().map(|(i, file)| (format!("/sites/files/{i}/terms"), &file.terms));
        let inline = sites
            .inline
            .iter()
            .enumerate()
            .map(|(i, site)| (format!("/sites/inline/{i}/terms"), &site.terms));
        let maxima =
            sites.terrain_maxima.iter().map(|maxima| ("/sites/terrain_maxima/terms".into(), &maxima.terms));
        files.chain(inline).chain(maxima).collect()
    }
}
