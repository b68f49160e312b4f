//! Section `sites`: where towers may stand, from files, inline, and from the terrain itself.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Antenna, SectorLayout};
use crate::governance::Reversion;

/// Candidate and existing sites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sites {
    /// Files of sites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<SiteFile>,
    /// Sites written out one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inline: Vec<InlineSite>,
    /// Hilltops to be found in the terrain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terrain_maxima: Option<TerrainMaxima>,
}

/// What holds for a site, or for all sites of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteTerms {
    /// Id of the owner, one of `governance.owners`.
    pub owner: String,
    /// Whether it stands already, must be built, may be built, or must not.
    pub status: Status,
    /// What the antennas stand on, one of `costs.structures`.
    pub structure: String,
    /// Height of the antennas above ground, m.
    #[schemars(range(min = 1.0, max = 300.0))]
    pub antenna_height_m: f64,
    /// Antenna of its sectors; left out: the base station's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antenna: Option<Antenna>,
    /// Its sectors; left out: the base station's layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<SectorLayout>,
    /// Rent paid to the owner, euro per year; part of the running costs.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1e9))]
    pub lease_eur_per_year: f64,
    /// Value of the land, roof or mast that the owner lends free of charge, euro per year of avoided rent.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1e9))]
    pub in_kind_eur_per_year: f64,
    /// The site may carry backhaul links but serves no households.
    #[serde(default)]
    pub relay_only: bool,
    /// How many operators can sell over it: its mast or roof bears no more; left out: any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1000))]
    pub operators_max: Option<u32>,
    /// When its private owner hands it over, and to whom; left out: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverts: Option<Reversion>,
    /// Other ways to build a candidate site, taller or with other sectors: a plan builds one way at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// Another way to build a site: what is given stands in for the site's own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// The site built this way has the id of the site, a slash, and this.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What the antennas stand on, one of `costs.structures`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<String>,
    /// Height of the antennas above ground, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1.0, max = 300.0))]
    pub antenna_height_m: Option<f64>,
    /// Antenna of its sectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antenna: Option<Antenna>,
    /// Its sectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<SectorLayout>,
    /// Rent paid to the owner, euro per year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1e9))]
    pub lease_eur_per_year: Option<f64>,
    /// Value of what the owner lends free of charge, euro per year of avoided rent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1e9))]
    pub in_kind_eur_per_year: Option<f64>,
}

impl SiteTerms {
    /// The terms of a site that is built in another of its ways.
    #[must_use]
    pub fn built(&self, way: &Alternative) -> Self {
        let Self { structure, antenna_height_m, antenna, layout, .. } = self.clone();
        Self {
            structure: way.structure.clone().unwrap_or(structure),
            antenna_height_m: way.antenna_height_m.unwrap_or(antenna_height_m),
            antenna: way.antenna.clone().or(antenna),
            layout: way.layout.clone().or(layout),
            lease_eur_per_year: way.lease_eur_per_year.unwrap_or(self.lease_eur_per_year),
            in_kind_eur_per_year: way.in_kind_eur_per_year.unwrap_or(self.in_kind_eur_per_year),
            alternatives: Vec::new(),
            ..self.clone()
        }
    }
}

/// What may be done with a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Stands and works: in every plan; its running costs count, its capital cost is spent already.
    Existing,
    /// Decided: in every plan, at full cost.
    Committed,
    /// May be built.
    Candidate,
    /// Must not be built; kept so that a plan can say why.
    Forbidden,
}

/// A file of sites, CSV or GeoJSON by its ending (WGS 84).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Path of the `.csv` or `.geojson` file.
    pub file: PathBuf,
    /// Put before each id; ids are unique over all files.
    #[schemars(length(min = 1))]
    pub id_prefix: String,
    /// Column or attribute with the id; left out: the position in the file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_column: Option<String>,
    /// Column or attribute with the name.
    #[serde(default = "name")]
    pub name_column: String,
    /// Column with the longitude (CSV), degrees.
    #[serde(default = "lon")]
    pub lon_column: String,
    /// Column with the latitude (CSV), degrees.
    #[serde(default = "lat")]
    pub lat_column: String,
    /// Take only the rows with one of these values in this column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
    /// Drop a site nearer than this to one kept before it (in file order), m.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 100_000.0))]
    pub spacing_m: f64,
    /// What holds for each of them.
    pub terms: SiteTerms,
}

/// A filter on one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Column or attribute to look at.
    pub column: String,
    /// Values to keep.
    #[schemars(length(min = 1))]
    pub values: Vec<String>,
}

/// One site, written out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InlineSite {
    /// Unique id.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east (WGS 84).
    #[schemars(range(min = -180.0, max = 180.0))]
    pub lon_deg: f64,
    /// Latitude, degrees north (WGS 84).
    #[schemars(range(min = -90.0, max = 90.0))]
    pub lat_deg: f64,
    /// What holds for it.
    pub terms: SiteTerms,
}

/// Hilltops found in the elevation grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TerrainMaxima {
    /// At most so many, by falling prominence.
    #[schemars(range(min = 1, max = 100_000))]
    pub count_max: usize,
    /// Least prominence, m: how far one must come down to reach higher ground.
    #[schemars(range(min = 0.0, max = 9_000.0))]
    pub prominence_min_m: f64,
    /// Least distance between two of them, m.
    #[schemars(range(min = 0.0, max = 100_000.0))]
    pub spacing_min_m: f64,
    /// A household point must lie within this distance, m.
    #[schemars(range(min = 0.0, max = 100_000.0))]
    pub demand_within_m: f64,
    /// What holds for each of them.
    pub terms: SiteTerms,
}

fn name() -> String {
    "name".into()
}
fn lon() -> String {
    "lon".into()
}
fn lat() -> String {
    "lat".into()
}
