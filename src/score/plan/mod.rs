//! `plan.json`: everything a plan says, in the order in which it is read. All other files derive from it.

mod balance;
mod competition;
mod cpe;
mod dependence;
mod equity;
mod grounds;
mod ledger;
mod managing_body;
mod money;
mod network;
mod places;
mod service_centre;
mod spectrum;

pub use balance::{BalanceReport, CaseReport, TowerReport};
pub use competition::{CompetitionReport, RetailersReport};
pub use cpe::CpeReport;
pub use dependence::{DependenceReport, PhaseReport};
pub use equity::{AltitudeBy, ComuneEquity, EquityGroup, EquityReport};
pub use grounds::{GuidelineReport, InputFile, LayerReport, Provenance, SolverReport, TerrainReport};
pub use ledger::{AssetKind, AssetReport, FundShareReport};
pub use managing_body::{BodyReport, LoansReport, ManagingBodyReport};
pub use money::{CostItemReport, CostReport, FundReport, YearReport};
pub use network::{LinkReport, OwnerReport, PopReport, ProposedSiteReport, SiteReport};
pub use places::{
    AnchorReport, ComuneReport, FixReport, LinkTierReport, NewLinkReport, PointReport, PointState,
    SmallComuniReport, UncoveredReport,
};
pub use service_centre::{ServiceCentreReport, ServiceMemberReport, ServiceYearReport};
pub use spectrum::{DutyReport, ShareReport, SpectrumReport};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::{Said, number, said};
use crate::score::RadioReport;

/// A plan: what to build, whom it reaches, what it costs, whether the guidelines hold, and how sure that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Which scenario this is a plan of.
    pub scenario: ScenarioRef,
    /// How far the plan is proven.
    pub status: PlanStatus,
    /// What was maximised, and the proof of how much better a plan could be.
    pub objective: ObjectiveReport,
    /// Households reached.
    pub households: HouseholdReport,
    /// What every link of the access network is computed with.
    pub radio: RadioReport,
    /// Money.
    pub cost: CostReport,
    /// Whether the running network pays for itself, as planned and under stress.
    pub balance: BalanceReport,
    /// What the network consists of, rents and is lent: sites by id, then the spectrum, what is paid once for it, and the terminals of subscribers. All costs are sums of it.
    pub ledger: Vec<AssetReport>,
    /// Sites of the plan, by id.
    pub sites: Vec<SiteReport>,
    /// Microwave links that feed them, from the fibre outwards.
    pub links: Vec<LinkReport>,
    /// Sites that the plan does not have, and cheapest fixes would build, by id.
    pub proposed_sites: Vec<ProposedSiteReport>,
    /// Fibre points of presence of the scenario, in its order; those out of use have no links.
    pub pops: Vec<PopReport>,
    /// Everybody who owns a site, a point of presence or the spectrum, in the scenario's order.
    pub owners: Vec<OwnerReport>,
    /// Comuni, by ISTAT code.
    pub comuni: Vec<ComuneReport>,
    /// Comuni below the population threshold, together.
    pub small_comuni: SmallComuniReport,
    /// How evenly the plan covers comuni, by size, altitude and province, and which come last.
    pub equity: EquityReport,
    /// Anchor institutions, in the order of the files.
    pub anchors: Vec<AnchorReport>,
    /// Household points, by id.
    pub points: Vec<PointReport>,
    /// The four guidelines, in order.
    pub governance: Vec<GuidelineReport>,
    /// Who holds the right to the spectrum, and whether the plan does what it obliges to.
    pub spectrum: SpectrumReport,
    /// How far households depend on private owners, and until when.
    pub dependence: DependenceReport,
    /// How many operators can sell where.
    pub competition: CompetitionReport,
    /// Who has a say in the managing body; null where the scenario names no seats.
    pub managing_body: Option<ManagingBodyReport>,
    /// What is lent free of charge, by where it stands.
    pub loans: LoansReport,
    /// The service centre of the comuni; null where the scenario has none.
    pub service_centre: Option<ServiceCentreReport>,
    /// What the terrain under the plan is made of.
    pub terrain: TerrainReport,
    /// What the engine did not know, or what a reader should doubt.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: Provenance,
}

impl Plan {
    /// One of its sites for people: by name, and by its id where that is another.
    #[must_use]
    pub fn site_in_words(&self, id: &str) -> Said {
        let site = self.sites.iter().find(|site| site.id == id);
        match site.map(|site| site.name.trim()).filter(|name| !name.is_empty() && *name != id) {
            None => Said::from(id),
            Some(name) => said!("{name} ({id})", "{name} ({id})", name = place_in_words(name), id = id),
        }
    }
}

/// The name of a place: that of a hilltop comes from the program, and is in both languages.
fn place_in_words(name: &str) -> Said {
    let height_m = name.strip_prefix("Hilltop ").and_then(|rest| rest.strip_suffix(" m"));
    match height_m.and_then(|height_m| height_m.parse::<i32>().ok()) {
        Some(height_m) => {
            Said { en: name.into(), it: format!("Cima di {} m", number(f64::from(height_m)).it) }
        }
        None => Said::from(name),
    }
}

/// The scenario behind a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioRef {
    /// Its name.
    pub name: String,
    /// Its author's description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// SHA-256 of the scenario file, hexadecimal.
    pub sha256: String,
}

/// How far a plan is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Within the asked gap of the best possible.
    Optimal,
    /// A plan that keeps every rule, with a bound wider than the asked gap.
    Feasible,
    /// No plan keeps every rule.
    Infeasible,
}

/// The objective and its proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObjectiveReport {
    /// Weight served by this plan, as `certificate.json` counts it.
    pub value: f64,
    /// Weight that the plan's sites could serve by their signal alone, in the time that they have, interference not counted:
    /// what was maximised.
    pub signal_value: f64,
    /// No plan under the same rules, that keeps as much of the promises, covers more weight.
    pub bound: f64,
    /// `(bound − value) / bound`; 0 where the bound is 0.
    pub gap_ratio: f64,
    /// What comes before any weight: the floors of small comuni; null where the scenario promises nothing.
    pub promises: Option<PromiseReport>,
}

/// Households that small comuni were promised, as `certificate.json` counts them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PromiseReport {
    /// Promised.
    pub households: f64,
    /// Of these, covered by the plan: in each comune no more than were promised there.
    pub kept: f64,
    /// No plan under the same rules covers more of them.
    pub kept_bound: f64,
}

/// Households reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HouseholdReport {
    /// In the planned comuni.
    pub total: f64,
    /// To which the plan gives the promised rates with the asked probability, in the busy hour, with interference.
    pub covered: f64,
    /// `covered / total`; 0 where there are no households.
    pub covered_ratio: f64,
    /// Without broadband before the plan.
    pub previously_unserved: f64,
    /// Without broadband before, covered by the plan.
    pub newly_served: f64,
    /// To which a site of the plan gives enough signal, interference and load not counted.
    pub with_signal: f64,
    /// With enough signal if money and feeding were no object: every usable site open.
    pub reachable: f64,
    /// Households not covered, by reason.
    pub uncovered: UncoveredReport,
    /// The honesty line; null where the search was ended before it was drawn.
    pub coverage_alone: Option<CoverageAlone>,
}

/// A plan for the same money that looks at coverage alone: as if every site were fed, had time for all, and disturbed no other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageAlone {
    /// Households that it would claim.
    pub claimed: f64,
    /// Of all, those that its sites would cover in the busy hour, over links that feed them.
    pub covered: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hilltops_are_told_in_both_languages_and_other_names_as_they_are() {
        let top = place_in_words("Hilltop 1143 m");
        assert_eq!([top.en.as_str(), top.it.as_str()], ["Hilltop 1143 m", "Cima di 1.143 m"]);
        for name in ["Hilltop", "Hilltop 12 m high", "Torre Gallinaro"] {
            assert_eq!(place_in_words(name), Said::from(name));
        }
    }
}
