//! `market.json`: the public plan beside what a private licensee would build, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::Market;
use crate::score::{InputFile, ScenarioRef, SolverReport};

/// What a private licensee would build for its profit, and whom the public plan alone reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MarketReport {
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// The licensee's terms, as the scenario has them.
    pub market: Market,
    /// Years over which revenue and costs are counted.
    pub horizon_years: u32,
    /// What a covered household brings the licensee over these years, worth in year 0, euro.
    pub present_revenue_per_household_eur: f64,
    /// What its terminals cost the licensee, worth in year 0, euro; left out where it buys none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_cpe_per_household_eur: Option<f64>,
    /// Households at all points of the planned comuni.
    pub households: f64,
    /// Of these, without broadband today.
    pub households_previously_unserved: f64,
    /// The licensee's network.
    pub licensee: LicenseePlan,
    /// The public plan, in `plan/` with all that it says of itself.
    pub public_plan: PublicPlan,
    /// Households by who reaches them.
    pub reach: Reach,
    /// The same by comune, in order of ISTAT code.
    pub comuni: Vec<ComuneReach>,
    /// The same by household point, by id.
    pub points: Vec<PointReach>,
    /// What the engine did not know, or what a reader should doubt.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: MarketProvenance,
}

/// What the licensee would build; nothing where nothing pays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LicenseePlan {
    /// Whether it builds anything.
    pub builds: bool,
    /// Ids of its sites, rising.
    pub sites: Vec<String>,
    /// Households that it covers in the busy hour.
    pub households_covered: f64,
    /// Of these, without broadband today.
    pub households_newly_served: f64,
    /// What it costs to build, euro.
    pub capex_eur: f64,
    /// What it costs to run, the spectrum left out, euro per year.
    pub opex_eur_per_year: f64,
    /// What subscribers pay over all years, worth in year 0, euro.
    pub present_revenue_eur: f64,
    /// Capital, renewals and running costs of sites and links, worth in year 0, euro.
    pub present_cost_eur: f64,
    /// What the terminals of subscribers cost, worth in year 0, euro; left out where it buys none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_cpe_eur: Option<f64>,
    /// What the spectrum costs, worth in year 0, euro.
    pub present_fee_eur: f64,
    /// Revenue less costs, terminals and fee, euro; 0 where it builds nothing.
    pub net_present_value_eur: f64,
    /// No network on these sites has a net present value above this, euro.
    pub net_present_value_bound_eur: f64,
}

/// The public plan in a few figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublicPlan {
    /// Ids of its sites, rising.
    pub sites: Vec<String>,
    /// Households covered in the busy hour.
    pub households_covered: f64,
    /// Of these, without broadband today.
    pub households_newly_served: f64,
    /// Capital cost, euro.
    pub capex_eur: f64,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Weight that it serves, as the scenario's objective counts it.
    pub value: f64,
    /// No plan within its money and rules serves more weight than this.
    pub bound: f64,
    /// `(bound − value) / bound`.
    pub gap_ratio: f64,
}

/// Households by who reaches them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reach {
    /// By the public plan and by the licensee.
    pub by_both: f64,
    /// By the public plan alone.
    pub by_public_plan_alone: f64,
    /// By the licensee alone.
    pub by_market_alone: f64,
    /// By neither.
    pub by_neither: f64,
    /// Of those whom the public plan alone reaches, without broadband today.
    pub newly_served_by_public_plan_alone: f64,
}

/// A comune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComuneReach {
    /// Six-digit ISTAT code.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Its households by who reaches them.
    pub reach: Reach,
}

/// A household point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointReach {
    /// Id.
    pub id: String,
    /// ISTAT code of its comune.
    pub istat: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Households.
    pub households: f64,
    /// Of these, without broadband today.
    pub previously_unserved: f64,
    /// Who reaches it.
    pub reached_by: ReachedBy,
}

/// Who reaches a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReachedBy {
    /// The public plan and the licensee.
    Both,
    /// The public plan alone.
    PublicPlan,
    /// The licensee alone.
    Market,
    /// Neither.
    Neither,
}

/// What made the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MarketProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every input file with its checksum, by path.
    pub inputs: Vec<InputFile>,
    /// The solvers, and the settings of each search.
    pub solver: SolverReport,
    /// Threads in use; no result depends on them.
    pub threads: u32,
    /// Duration of the run, s; differs from run to run.
    pub wall_s: f64,
}
