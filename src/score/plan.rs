//! `plan.json`: everything a plan says, in the order in which it is read. All other files derive from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RadioReport, SectorReport};
use crate::governance::OwnerKind;

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
    /// Sites of the plan, by id.
    pub sites: Vec<SiteReport>,
    /// Microwave links that feed them, from the fibre outwards.
    pub links: Vec<LinkReport>,
    /// Fibre points of presence of the scenario, in its order; those out of use have no links.
    pub pops: Vec<PopReport>,
    /// Everybody who owns a site, a point of presence or the spectrum, in the scenario's order.
    pub owners: Vec<OwnerReport>,
    /// Comuni, by ISTAT code.
    pub comuni: Vec<ComuneReport>,
    /// Comuni below the population threshold, together.
    pub small_comuni: SmallComuniReport,
    /// Anchor institutions, in the order of the files.
    pub anchors: Vec<AnchorReport>,
    /// Household points, by id.
    pub points: Vec<PointReport>,
    /// The four guidelines, in order.
    pub governance: Vec<GuidelineReport>,
    /// What the terrain under the plan is made of.
    pub terrain: TerrainReport,
    /// What the engine did not know, or what a reader should doubt.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: Provenance,
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
}

/// Money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CostReport {
    /// Sum of the funds, euro.
    pub budget_eur: f64,
    /// Capital cost of the plan, euro.
    pub capex_eur: f64,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Capital, renewals and running costs over the horizon, discounted to year 0, euro.
    pub present_value_eur: f64,
    /// `capex_eur` by covered household, euro; null where nobody is covered.
    pub capex_per_covered_household_eur: Option<f64>,
    /// `present_value_eur` by covered household, euro; null where nobody is covered.
    pub present_value_per_covered_household_eur: Option<f64>,
    /// What the money buys, by kind of asset; sums to the totals above.
    pub items: Vec<CostItemReport>,
    /// Year by year: construction in year 0, then the horizon's years of running; money of a year is counted at
    /// its end.
    pub years: Vec<YearReport>,
}

/// One kind of asset in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CostItemReport {
    /// Id in the scenario's `costs.items`, or `lease`, or `spectrum_fee`.
    pub item: String,
    /// What it is.
    pub label: String,
    /// How many the plan has, at existing sites too; only what is built new has a capital cost.
    pub count: u32,
    /// Capital cost of all of them, euro.
    pub capex_eur: f64,
    /// Running cost of all of them, euro per year.
    pub opex_eur_per_year: f64,
    /// Years after which they are bought again; null where nothing is bought.
    pub lifetime_years: Option<u32>,
    /// Where the price comes from.
    pub source: String,
    /// Year of the price; null where the scenario gives none.
    pub price_year: Option<u32>,
}

/// One year of the plan's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct YearReport {
    /// Year, from 0.
    pub year: u32,
    /// Capital spent to build, euro.
    pub capex_eur: f64,
    /// Capital spent to renew, euro.
    pub renewal_eur: f64,
    /// Running cost, euro.
    pub opex_eur: f64,
    /// Wholesale revenue, euro.
    pub revenue_eur: f64,
}

/// One site of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Ground height above mean sea level, m.
    pub ground_m: f64,
    /// Antenna height above ground, m.
    pub height_m: f64,
    /// Owner's id.
    pub owner: String,
    /// Whether the owner is public.
    pub owner_public: bool,
    /// `existing`, `committed` or `candidate` in the scenario.
    pub status: String,
    /// What the antennas stand on.
    pub structure: String,
    /// Households of the plan's covered to which it could give the asked service, were there time.
    pub households_covered: f64,
    /// Households that it serves in the busy hour.
    pub households_served: f64,
    /// Covered households to which no other site of the plan could give the asked service.
    pub households_alone: f64,
    /// Households that hear one of its sectors best and could be served by it, were there time.
    pub households_turned_away: f64,
    /// Capital cost, its feeding link included, euro.
    pub capex_eur: f64,
    /// Running cost, its feeding link and lease included, euro per year.
    pub opex_eur_per_year: f64,
    /// Value of what the owner lends free of charge, euro per year.
    pub in_kind_eur_per_year: f64,
    /// Hops to the fibre.
    pub hops: u32,
    /// Its sectors; none where it is not fed, or carries links alone.
    pub sectors: Vec<SectorReport>,
}

/// One microwave link of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkReport {
    /// Id of the end nearer to the fibre.
    pub from: String,
    /// Id of the other end.
    pub to: String,
    /// Carrier frequency, GHz.
    pub band_ghz: f64,
    /// Length, km.
    pub length_km: f64,
    /// Margin over the receiver threshold in clear air, dB.
    pub margin_db: f64,
    /// Share of the time in which it works, %.
    pub availability_percent: f64,
    /// Least height of the ray above the terrain, m.
    pub clearance_m: f64,
}

/// A fibre point of presence of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PopReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Owner's id.
    pub owner: String,
    /// Links of the plan that start here.
    pub links: u32,
}

/// An owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OwnerReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Local body, other public body, or private.
    pub kind: OwnerKind,
}

/// One comune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComuneReport {
    /// Six-digit ISTAT code.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Residents.
    pub population: u32,
    /// Below the scenario's population threshold.
    pub small: bool,
    /// Households.
    pub households: f64,
    /// Covered by the plan.
    pub covered: f64,
    /// `covered / households`; null where there are none.
    pub covered_ratio: Option<f64>,
    /// Without broadband before the plan.
    pub previously_unserved: f64,
    /// Of those, covered by the plan.
    pub newly_served: f64,
    /// Largest share of its covered households that depend on one private owner alone.
    pub captive_ratio: f64,
    /// Households that it was promised; 0 where nothing was.
    pub promised: f64,
    /// Households not covered, by reason.
    pub uncovered: UncoveredReport,
    /// One more site whose signal would do for most of them for the money; null where none would for any.
    pub cheapest_fix: Option<FixReport>,
    /// Of its uncovered households, those for whom its signal, or that of the sites that feed it, would do; load not counted.
    pub cheapest_fix_households: f64,
}

/// A change of the plan: sites that would have to work beyond it, whatever the budget; some may be open and not fed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FixReport {
    /// What they cost together, with the links that feed them, euro.
    pub capex_eur: f64,
    /// Their ids, from the fibre outwards; the one whose signal would do is the last. Another way to build a site of the plan
    /// (after the slash in its id) stands in for it, at the difference in cost.
    pub sites: Vec<String>,
}

/// Why households stay without the service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UncoveredReport {
    /// No usable site reaches them with the asked rate and probability.
    pub no_site_reaches: f64,
    /// A usable site reaches them, but cannot be fed from any point of presence.
    pub no_backhaul: f64,
    /// A site that can be fed reaches them, but is private, and the private funds cannot pay for it (guideline 2 is enforced); or
    /// no site could without one private owner, on whom too much of the comune would depend in every plan (guideline 1 is enforced).
    pub ruled_out_by_ownership: f64,
    /// A site that can be fed reaches them, but other uses of the budget cover more.
    pub over_budget: f64,
    /// A site of the plan gives them enough signal, but its neighbours disturb it too much.
    pub interference: f64,
    /// A sector of the plan could serve them, but none has time left in the busy hour.
    pub no_capacity: f64,
}

/// One household point.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointReport {
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
    /// Those without broadband before the plan.
    pub previously_unserved: f64,
    /// Covered, or why not.
    pub state: PointState,
    /// Id of the site that serves it; where it is not covered, of the site of the plan that it hears best, and where it hears none, of all usable sites; null where none is in range.
    pub server: Option<String>,
    /// Number of the sector there, from 1.
    pub sector: Option<u32>,
    /// Level of that sector, dBm.
    pub rx_level_dbm: Option<f64>,
    /// Ratio of its signal to noise and interference at the household, dB; null where no site of the plan is in range.
    pub sinr_db: Option<f64>,
    /// The same at the site, dB.
    pub uplink_sinr_db: Option<f64>,
    /// Fastest downlink scheme that holds with the asked probability; null where none does.
    pub mcs: Option<String>,
    /// Its net rate, if the household had the sector for itself, Mbit/s.
    pub rate_mbps: Option<f64>,
    /// Net rate of the fastest uplink scheme, Mbit/s.
    pub uplink_rate_mbps: Option<f64>,
    /// Margin from that sector over the thresholds of the promised rates, in the weaker direction, dB.
    pub margin_db: Option<f64>,
    /// Probability of the asked service from that site.
    pub probability_ratio: Option<f64>,
    /// Least height of the ray from that site above the terrain and its clutter, m; negative where it is blocked.
    pub clearance_m: Option<f64>,
    /// The same, less the radius of the first Fresnel zone at each place, m.
    pub fresnel_clearance_m: Option<f64>,
    /// Where it is not covered: the cheapest single change after which the signal of one more site would do; null where none would.
    pub cheapest_fix: Option<FixReport>,
}

/// What a plan means for a household point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    /// The plan gives it the promised rates with the asked probability, in the busy hour, with interference.
    Covered,
    /// No usable site reaches it with the asked rate and probability.
    #[default]
    NoSiteReaches,
    /// A usable site reaches it, but cannot be fed from any point of presence.
    NoBackhaul,
    /// A site that can be fed reaches it, but is private, and the private funds cannot pay for it (guideline 2 is enforced); or no
    /// site could without one private owner, on whom too much of the comune would depend in every plan (guideline 1 is enforced).
    RuledOutByOwnership,
    /// A site that can be fed reaches it, but other uses of the budget cover more.
    OverBudget,
    /// A site of the plan gives it enough signal, but its neighbours disturb it too much.
    Interference,
    /// A sector of the plan could serve it, but none has time left in the busy hour.
    NoCapacity,
    /// A sector of the plan serves it, but it asks for two paths, and the loss of one site would leave it none: no other site of the
    /// plan that gives it the service has a chain of links to the fibre that shares no site with that of its server. Anchors alone.
    NoSecondPath,
}

/// The small comuni together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SmallComuniReport {
    /// Comuni with fewer residents than this are counted.
    pub below_population: u32,
    /// How many there are.
    pub comuni: u32,
    /// Households.
    pub households: f64,
    /// Covered by the plan.
    pub covered: f64,
    /// `covered / households`; null where there are none.
    pub covered_ratio: Option<f64>,
}

/// One anchor institution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnchorReport {
    /// Kind.
    pub kind: String,
    /// Name.
    pub name: String,
    /// ISTAT code of its comune.
    pub istat: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Net rate kept for it in both directions, Mbit/s; null where it is a subscriber like any other.
    pub committed_mbps: Option<f64>,
    /// Covered by the plan.
    pub covered: bool,
    /// Covered, or why not.
    pub state: PointState,
    /// It asks for two paths to the fibre that share no site.
    pub dual_path: bool,
    /// Its paths, each from the site that gives it the service to the point of presence, by ids: that of its server first, then,
    /// where it asks for two and has them, one that shares no site with it. Empty where nothing serves it.
    pub paths: Vec<Vec<String>>,
    /// Id of the site that serves it.
    pub server: Option<String>,
    /// Number of the sector there, from 1.
    pub sector: Option<u32>,
    /// Net rate of its downlink scheme, Mbit/s.
    pub rate_mbps: Option<f64>,
    /// Net rate of its uplink scheme, Mbit/s.
    pub uplink_rate_mbps: Option<f64>,
}

/// One guideline's audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GuidelineReport {
    /// 1 to 4.
    pub guideline: u8,
    /// Whether the plan keeps it.
    pub holds: bool,
    /// What is measured.
    pub measure: String,
    /// The measure's value.
    pub value: f64,
    /// The limit it is held against.
    pub limit: f64,
    /// Unit of value and limit.
    pub unit: String,
    /// The verdict in words.
    pub explanation: String,
}

/// What the terrain under the plan is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TerrainReport {
    /// Working coordinate reference system.
    pub crs: String,
    /// Cell size, m.
    pub cell_m: f64,
    /// Rows of the grid.
    pub rows: u32,
    /// Columns of the grid.
    pub cols: u32,
    /// Cells at sea.
    pub sea_cells: u64,
    /// Cells that no layer knew.
    pub void_cells: u64,
    /// Cells by elevation layer, in the scenario's order.
    pub layers: Vec<LayerReport>,
}

/// One elevation layer's part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LayerReport {
    /// File name as in the scenario.
    pub file: String,
    /// Cells that it served.
    pub cells: u64,
}

/// What made a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Version of divario.
    pub divario: String,
    /// Every file read, in order of path as the scenario names it.
    pub inputs: Vec<InputFile>,
    /// Name and version of what solved the model, and the settings it was given.
    pub solver: SolverReport,
    /// Threads used; the only other key that may differ from run to run is `wall_s`.
    pub threads: u32,
    /// Duration of the run, s.
    pub wall_s: f64,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// Path as the scenario names it.
    pub path: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// The solver and its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SolverReport {
    /// Name and version.
    pub name: String,
    /// Asked gap.
    pub gap_ratio: f64,
    /// Time limit, s.
    pub time_limit_s: f64,
    /// Seed.
    pub seed: u32,
}
