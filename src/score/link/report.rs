//! `link.json`: one path between two places, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::radio::{Direction, Way};
use crate::scenario::ModelName;
use crate::score::{InputFile, ScenarioRef};

/// One path between two places.
///
/// Heights above sea level are those of the map; the Earth's bulge between the ends is told apart, so that with it added to the
/// ground the ray is straight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathReport {
    /// Which scenario the path is of.
    pub scenario: ScenarioRef,
    /// What the path is for.
    pub purpose: PathPurpose,
    /// The ends were named the other way round: of an access link the station is always `from`.
    pub swapped: bool,
    /// One end; of an access link the station.
    pub from: PathEnd,
    /// The other end; of an access link the household.
    pub to: PathEnd,
    /// Length, frequency, and how far the ray is from the ground.
    pub geometry: PathGeometry,
    /// Where the path is tightest; null where nothing lies between the ends.
    pub obstacle: Option<PathObstacle>,
    /// Antenna heights at which the path would be clear.
    pub clearing_heights: ClearingHeights,
    /// Loss and link budget of an access link; else null.
    pub access: Option<AccessPath>,
    /// Level and availability of a microwave link; else null.
    pub backhaul: Option<BackhaulPath>,
    /// The ground along the path and the ray over it, from end to end.
    pub profile: Vec<ProfilePoint>,
    /// What the engine did not know, or what a reader should doubt.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: PathProvenance,
}

/// What a path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PathPurpose {
    /// From a site to a household.
    Access,
    /// Between two masts, to feed a site.
    Backhaul,
}

/// What stands at an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// A site of the scenario.
    Site,
    /// A point of presence.
    Pop,
    /// A household point.
    Household,
    /// A bare position.
    Position,
}

/// An end of the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathEnd {
    /// What stands there.
    pub kind: EndKind,
    /// Its id; null for a bare position.
    pub id: Option<String>,
    /// Its name, of a household point that of its comune; null for a bare position.
    pub name: Option<String>,
    /// Longitude, degrees east (WGS 84).
    pub lon: f64,
    /// Latitude, degrees north (WGS 84).
    pub lat: f64,
    /// Ground above mean sea level, m.
    pub ground_m: f64,
    /// Antenna above ground, m.
    pub antenna_height_m: f64,
    /// Azimuth of the other end, degrees clockwise from true north.
    pub azimuth_deg: f64,
    /// Elevation of the other end over the horizon, along the straight ray over the effective Earth, degrees.
    pub elevation_deg: f64,
}

/// Length, frequency, and how far the ray is from the ground.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathGeometry {
    /// Length along the ground, km.
    pub length_km: f64,
    /// Straight distance between the antennas, km.
    pub slant_km: f64,
    /// Frequency, MHz.
    pub frequency_mhz: f64,
    /// Earth radius over which the ray is straight, km.
    pub effective_earth_radius_km: f64,
    /// The bare ray is clear.
    pub in_sight: bool,
    /// Least height of the ray above terrain and clutter, m; negative where it is blocked.
    pub clearance_m: f64,
    /// The same less 0.6 of the radius of the first Fresnel zone, m.
    pub fresnel_06_clearance_m: f64,
    /// The same less the whole radius, m.
    pub fresnel_clearance_m: f64,
}

/// Where the path is tightest: where 0.6 of the first Fresnel zone lacks most room over terrain and clutter; where it lacks none
/// anywhere, where the ray is fewest radii of the zone above them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathObstacle {
    /// Distance from the end `from`, km.
    pub distance_km: f64,
    /// Longitude, degrees east (WGS 84); null outside the reach of the projection.
    pub lon: Option<f64>,
    /// Latitude, degrees north (WGS 84); null outside the reach of the projection.
    pub lat: Option<f64>,
    /// Ground above mean sea level, m.
    pub ground_m: f64,
    /// What stands on the ground, m.
    pub clutter_m: f64,
    /// Height of the ray above both, m; negative where they stand in it.
    pub clearance_m: f64,
    /// Radius of the first Fresnel zone, m.
    pub fresnel_radius_m: f64,
    /// `clearance_m / fresnel_radius_m`.
    pub fresnel_share_ratio: f64,
    /// What is missing to 0.6 of the radius, m; 0 where nothing is.
    pub lacks_m: f64,
}

/// Antenna heights at which the path would be clear, over the Earth of `geometry`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClearingHeights {
    /// No antenna is looked for above this, m.
    pub limit_m: f64,
    /// For the bare ray over terrain and clutter.
    pub ray: HeightsAlone,
    /// For 0.6 of the first Fresnel zone.
    pub fresnel_06: HeightsAlone,
    /// For the whole first Fresnel zone.
    pub fresnel_1: HeightsAlone,
}

/// Least heights of either antenna above ground with the other as it is, rounded up to the centimetre.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeightsAlone {
    /// Of the antenna at `from`, m; null where none up to the limit does, 0 where any does.
    pub from_m: Option<f64>,
    /// Of the antenna at `to`, m; likewise.
    pub to_m: Option<f64>,
}

/// Loss and link budget from a site to a household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AccessPath {
    /// The station's antenna.
    pub antenna: PathAntenna,
    /// Path loss and its parts.
    pub loss: PathLoss,
    /// Both directions for the promised rates, term by term, without interference.
    pub budget: Vec<Direction>,
    /// The direction with less reserve.
    pub deciding: Way,
    /// The promised rates hold both ways with the asked probability.
    pub holds: bool,
    /// Probability over like locations that they hold, 0 to 1.
    pub probability_ratio: f64,
    /// Probability that the scenario asks for, 0 to 1.
    pub asked_probability_ratio: f64,
    /// Promised rates and what the link gives, from the site to the household.
    pub downlink: PathRate,
    /// The same from the household to the site.
    pub uplink: PathRate,
}

/// The antenna of the station.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathAntenna {
    /// Number of the sector at the site, from 1: of its sectors the one that is heard best; null for an antenna that is pointed
    /// at the household, where the station is no site.
    pub sector: Option<u32>,
    /// Sectors of the site; 0 where the station is no site.
    pub sector_count: u32,
    /// Azimuth of its boresight, degrees clockwise from true north; null all around and where it is pointed.
    pub boresight_deg: Option<f64>,
    /// Mechanical tilt, degrees downwards; likewise.
    pub tilt_deg: Option<f64>,
    /// Azimuth of the household off the boresight, degrees clockwise, −180 to 180; likewise.
    pub off_boresight_deg: Option<f64>,
    /// Elevation of the household, degrees.
    pub elevation_deg: f64,
    /// Gain towards the household, dBi.
    pub gain_dbi: f64,
    /// Gain in the middle of the beam, dBi.
    pub peak_gain_dbi: f64,
}

/// Path loss in its parts: `free_space_db + terrain_db + clutter_db = total_db`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathLoss {
    /// The propagation model, with the settings of the scenario.
    pub model: ModelName,
    /// Loss of the straight distance, dB.
    pub free_space_db: f64,
    /// What the bare terrain, the Earth's curvature and the air add to it, dB.
    pub terrain_db: f64,
    /// What woods and roofs add to that, dB.
    pub clutter_db: f64,
    /// Basic transmission loss, dB.
    pub total_db: f64,
    /// Every step of the model, in order, to seven digits.
    pub terms: Vec<LossTerm>,
}

/// One step of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LossTerm {
    /// Symbol of the source, with its unit.
    pub name: String,
    /// Value; null where the path did not need it.
    pub value: Option<f64>,
    /// What it is, and the equation that gives it.
    pub meaning: String,
}

/// What one direction is promised and gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathRate {
    /// Promised net rate, Mbit/s.
    pub asked_mbps: f64,
    /// The slowest scheme that gives it: that of the budget.
    pub asked_scheme: String,
    /// The fastest scheme that holds with the asked probability; null where none does.
    pub fastest_scheme: Option<String>,
    /// Its net rate for a household that has the sector for itself, Mbit/s.
    pub fastest_mbps: Option<f64>,
}

/// Level and availability of a microwave link, the same in both directions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BackhaulPath {
    /// Carrier frequency of the first band that reaches as far, GHz.
    pub band_ghz: f64,
    /// Length up to which links use the band, km.
    pub band_length_max_km: f64,
    /// Transmitter power, dBm.
    pub tx_power_dbm: f64,
    /// Antenna gain at each end, dBi.
    pub antenna_gain_dbi: f64,
    /// Free-space loss, dB.
    pub free_space_db: f64,
    /// Received level in clear air, dBm.
    pub rx_level_dbm: f64,
    /// Least level at which the band's lowest tier carries its rate, dBm.
    pub receiver_threshold_dbm: f64,
    /// Level over that threshold, dB; the shares below are those of the lowest tier too.
    pub margin_db: f64,
    /// Share of the average worst month lost to multipath (ITU-R P.530), %; null where the method does not hold.
    pub multipath_percent: Option<f64>,
    /// Share of the average year lost to rain, %; likewise.
    pub rain_percent: Option<f64>,
    /// Share of the time in which the link works, %; likewise.
    pub availability_percent: Option<f64>,
    /// Availability that the scenario asks for, %.
    pub availability_min_percent: f64,
    /// Least height of the ray above terrain and clutter less 0.6 of the first Fresnel zone at k = 4/3, m.
    pub median_clearance_m: f64,
    /// Least height of the ray above terrain and clutter at k = 2/3, m.
    pub subrefractive_clearance_m: f64,
    /// The planning rule holds: neither of these clearances is negative.
    pub rule_holds: bool,
    /// The rule holds, and the availability of the lowest tier: a plan may use the link, where both ends are usable sites or points of presence.
    pub holds: bool,
    /// What the path does with each tier of the band, by rising capacity.
    pub tiers: Vec<PathTier>,
    /// Every step of the availability of the lowest tier, in order, to seven digits.
    pub terms: Vec<LossTerm>,
}

/// What a microwave path does with a tier of its band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathTier {
    /// Net rate in each direction, Mbit/s.
    pub capacity_mbps: f64,
    /// Least level at which it is carried, dBm.
    pub receiver_threshold_dbm: f64,
    /// Level over the threshold, dB.
    pub margin_db: f64,
    /// Share of the time in which it works, %; null where the method of ITU-R P.530 does not hold.
    pub availability_percent: Option<f64>,
    /// Rule and availability hold: a link of a plan may take it.
    pub usable: bool,
    /// Capital that a link with it costs: the items of every link and of the tier, euro.
    pub capex_eur: f64,
    /// What the same costs to run, euro per year.
    pub opex_eur_per_year: f64,
}

/// A point of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProfilePoint {
    /// Distance from the end `from`, km.
    pub distance_km: f64,
    /// Ground above mean sea level, m.
    pub ground_m: f64,
    /// What counts of woods and roofs on the ground, m.
    pub clutter_m: f64,
    /// At sea.
    pub sea: bool,
    /// The Earth's bulge over the straight line between the feet of the ends, m.
    pub bulge_m: f64,
    /// The straight ray, m: its height over ground and clutter is `ray_m - ground_m - clutter_m - bulge_m`.
    pub ray_m: f64,
    /// Radius of the first Fresnel zone, m.
    pub fresnel_radius_m: f64,
}

/// What made the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every file read, in order of path as the scenario names it.
    pub inputs: Vec<InputFile>,
}
