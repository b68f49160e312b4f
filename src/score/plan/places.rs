//! What a plan means for comuni, household points and anchor institutions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One comune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComuneReport {
    /// Six-digit ISTAT code.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Residents.
    pub population: u32,
    /// Altitude zone, as the comuni file has it; null where the scenario names no attribute for it.
    pub altitude_zone: Option<String>,
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
    /// Largest share of its covered households that depend on one private owner alone, while all concessions run.
    pub captive_ratio: f64,
    /// The same once all concessions are over and all has reverted that does.
    pub captive_ratio_after: f64,
    /// How far its dependence on private owners lies in few hands while all concessions run: index of Herfindahl and Hirschman, 0 to
    /// 10,000. A covered household that depends on n of them counts 1/n for each; squares of their shares of the covered, together.
    pub hhi: f64,
    /// What is lent free of charge to sites that stand in its area, over the horizon, discounted to year 0, euro.
    pub in_kind_present_value_eur: f64,
    /// Households that it was promised; 0 where nothing was.
    pub promised: f64,
    /// Households not covered, by reason.
    pub uncovered: UncoveredReport,
    /// One more site, or faster links, that would cover most of them for the money, tried in the same way; null where none was found.
    pub cheapest_fix: Option<FixReport>,
    /// By how many more of its households would be covered then: those that are won, less those that are lost.
    pub cheapest_fix_households: f64,
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

/// Why households stay without the service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UncoveredReport {
    /// No usable site has them in sight, and none reaches them with the asked rate and probability.
    pub no_site_reaches: f64,
    /// A usable site has them in sight, but margin or rate are short of what is asked.
    pub signal_too_weak: f64,
    /// A usable site reaches them, but cannot be fed from any point of presence.
    pub no_backhaul: f64,
    /// A site that can be fed reaches them, but is private, and the private funds cannot pay for it (guideline 2 is enforced); or
    /// too much of the comune would depend on its private owner alone (guideline 1 is enforced).
    pub ruled_out_by_ownership: f64,
    /// A site that can be fed reaches them, but fewer operators than must can sell there (guideline 3 is enforced).
    pub too_few_operators: f64,
    /// A site that can be fed reaches them, but other uses of the budget cover more.
    pub over_budget: f64,
    /// A site that can be fed reaches them, but with it the network would not earn what it costs to run (guideline 4 is enforced).
    pub running_costs: f64,
    /// A site that can be fed reaches them, and the rest of the budget would pay for it, but the plan is worth more without it: for
    /// what it would replace or disturb.
    pub outweighed: f64,
    /// A site of the plan gives them enough signal, but its neighbours disturb it too much.
    pub interference: f64,
    /// A sector of the plan could serve them, but none has time left in the busy hour.
    pub no_capacity: f64,
    /// A sector of the plan has time for them, but a link on its way to the fibre cannot carry them beside all others.
    pub link_full: f64,
}

impl UncoveredReport {
    /// Counts the households of a point by its state; covered ones have no reason.
    pub(crate) fn add(&mut self, state: PointState, households: f64) {
        let reason = match state {
            // Anchors alone ask for two paths.
            PointState::Covered | PointState::NoSecondPath => return,
            PointState::NoSiteReaches => &mut self.no_site_reaches,
            PointState::SignalTooWeak => &mut self.signal_too_weak,
            PointState::NoBackhaul => &mut self.no_backhaul,
            PointState::RuledOutByOwnership => &mut self.ruled_out_by_ownership,
            PointState::TooFewOperators => &mut self.too_few_operators,
            PointState::OverBudget => &mut self.over_budget,
            PointState::RunningCosts => &mut self.running_costs,
            PointState::Outweighed => &mut self.outweighed,
            PointState::Interference => &mut self.interference,
            PointState::NoCapacity => &mut self.no_capacity,
            PointState::LinkFull => &mut self.link_full,
        };
        *reason += households;
    }
}

/// A change of the plan, whatever the budget: sites that would have to work beyond it, of which some may be open and not fed; or
/// faster tiers of its links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FixReport {
    /// What it costs beyond the plan, euro: the sites with the links that feed them, and what dearer tiers of other links cost more.
    pub capex_eur: f64,
    /// Ids of the sites, from the fibre outwards. Another way to build a site of the plan
    /// (after the slash in its id) stands in for it, at the difference in cost. None where links are to be faster.
    pub sites: Vec<String>,
    /// The links that are to be built: to these sites, and to sites of the plan that are fed from elsewhere then.
    pub new_links: Vec<NewLinkReport>,
    /// The links of the plan that are to be faster, from the fibre outwards.
    pub links: Vec<LinkTierReport>,
    /// The links of the plan that may be slower then, which the cost counts.
    pub slower_links: Vec<LinkTierReport>,
}

/// A link that the plan does not have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewLinkReport {
    /// Id of the point of presence or site at which it begins.
    pub from: String,
    /// Id of the site that it feeds.
    pub to: String,
    /// What it would carry in each direction, Mbit/s.
    pub capacity_mbps: f64,
}

/// A link of the plan with another tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkTierReport {
    /// Id of the site that it feeds.
    pub to: String,
    /// What it would carry in each direction, Mbit/s.
    pub capacity_mbps: f64,
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
    /// Ground under it, m above mean sea level; null where no elevation layer knows it.
    pub ground_m: Option<f64>,
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
    /// Where it is not covered: the cheapest single change that would, one more site with what feeds it, or faster links. The network of
    /// the busy hour was worked out with it: it covers this point then, and in all no fewer households. Null where none was found.
    pub cheapest_fix: Option<FixReport>,
}

/// What a plan means for a household point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    /// The plan gives it the promised rates with the asked probability, in the busy hour, with interference.
    Covered,
    /// No usable site has it in sight, and none reaches it with the asked rate and probability.
    #[default]
    NoSiteReaches,
    /// The usable site that it hears best has it in sight, but margin or rate are short of what is asked.
    SignalTooWeak,
    /// A usable site reaches it, but cannot be fed from any point of presence.
    NoBackhaul,
    /// A site that can be fed reaches it, but is private, and the private funds cannot pay for it (guideline 2 is enforced); or too
    /// much of the comune would depend on its private owner alone (guideline 1 is enforced).
    RuledOutByOwnership,
    /// A site that can be fed reaches it, but fewer operators than must can sell there (guideline 3 is enforced).
    TooFewOperators,
    /// A site that can be fed reaches it, but other uses of the budget cover more.
    OverBudget,
    /// A site that can be fed reaches it, but with it the network would not earn what it costs to run (guideline 4 is enforced).
    RunningCosts,
    /// A site that can be fed reaches it, and the rest of the budget would pay for it, but the plan is worth more without it: for
    /// what it would replace or disturb.
    Outweighed,
    /// A site of the plan gives it enough signal, but its neighbours disturb it too much.
    Interference,
    /// A sector of the plan could serve it, but none has time left in the busy hour.
    NoCapacity,
    /// A sector of the plan has time for it, but a link on its way to the fibre cannot carry it beside all others.
    LinkFull,
    /// A sector of the plan serves it, but it asks for two paths, and the loss of one site would leave it none: no other site of the
    /// plan that gives it the service has a chain of links to the fibre that shares no site with that of its server. Anchors alone.
    NoSecondPath,
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
