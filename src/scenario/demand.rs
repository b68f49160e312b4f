//! Section `demand`: comuni, household points, who is served today, anchor institutions.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who is to be served.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// Polygons of the comuni.
    pub comuni: Comuni,
    /// Household points.
    pub households: Households,
    /// Who has broadband today; left out: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_today: Option<ServedToday>,
    /// Anchor institutions (town halls, schools, service centres), file by file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<AnchorFile>,
}

/// A GeoJSON file of comuni (WGS 84), and what its attributes are called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comuni {
    /// Path of the GeoJSON file, polygons or multipolygons.
    pub file: PathBuf,
    /// Attribute with the ISTAT code (text).
    #[serde(default = "istat")]
    pub istat_field: String,
    /// Attribute with the name.
    #[serde(default = "name")]
    pub name_field: String,
    /// Attribute with the number of residents.
    #[serde(default = "population")]
    pub population_field: String,
    /// Attribute with the altitude zone, ISTAT's codes 1 to 5 or words of your own, by which equity is told; left out: it is told by
    /// the ground under each household point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub altitude_zone_field: Option<String>,
}

/// A file of household points, CSV or GeoJSON by its ending (WGS 84), and what its columns are called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Households {
    /// Path of the `.csv` or `.geojson` file.
    pub file: PathBuf,
    /// Column or attribute with a unique id.
    #[serde(default = "id")]
    pub id_column: String,
    /// How a point finds its comune.
    #[serde(default)]
    pub comune_by: ComuneBy,
    /// Column or attribute with the ISTAT code; read where `comune_by` is `code`.
    #[serde(default = "istat")]
    pub istat_column: String,
    /// Column with the longitude (CSV), degrees.
    #[serde(default = "lon")]
    pub lon_column: String,
    /// Column with the latitude (CSV), degrees.
    #[serde(default = "lat")]
    pub lat_column: String,
    /// Column or attribute with the number of households.
    #[serde(default = "households")]
    pub households_column: String,
}

/// How a household point finds its comune.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComuneBy {
    /// By the ISTAT code in the file.
    #[default]
    Code,
    /// By the polygon in which it lies.
    Polygon,
}

/// Who has broadband today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum ServedToday {
    /// Point by point: those whose class is listed are served.
    PerPoint {
        /// Column or attribute of the household file with the service class.
        column: String,
        /// Classes that count as served.
        #[schemars(length(min = 1))]
        served_classes: Vec<String>,
    },
    /// As a share of each comune, the same for all its points: the largest of these ratios of attributes of
    /// the comuni file (a lower bound where the technologies serve different households).
    SharePerComune {
        /// The ratios.
        #[schemars(length(min = 1))]
        ratios: Vec<ServedRatio>,
    },
}

/// A share of households served, as a ratio of two attributes of the comuni file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServedRatio {
    /// Attribute counted, for example `households_ftth`.
    pub numerator_field: String,
    /// Attribute it is a share of, for example `households`.
    pub denominator_field: String,
}

/// A GeoJSON file of anchor institutions, one kind a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnchorFile {
    /// Path of the GeoJSON file, points.
    pub file: PathBuf,
    /// What they are, for example `town_hall`.
    #[schemars(length(min = 1))]
    pub kind: String,
    /// Attribute with the name.
    #[serde(default = "name")]
    pub name_field: String,
    /// Net rate kept for each of them in both directions at any time, Mbit/s; left out: a subscriber like any other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.01, max = 10_000.0))]
    pub committed_mbps: Option<f64>,
    /// Each of them is served only where the loss of any one site leaves it a path: two sites offer it the service, over chains of
    /// links to the fibre that share no site. Points of presence and the fibre between them count as one safe node; the site that
    /// serves it keeps time for it, the other need not.
    #[serde(default)]
    pub dual_path: bool,
}

fn istat() -> String {
    "istat".into()
}
fn name() -> String {
    "name".into()
}
fn population() -> String {
    "population".into()
}
fn id() -> String {
    "id".into()
}
fn lon() -> String {
    "lon".into()
}
fn lat() -> String {
    "lat".into()
}
fn households() -> String {
    "households".into()
}
