//! Small files in: points from CSV or GeoJSON, polygons from GeoJSON, terrain profiles from CSV, antenna patterns from
//! MSI Planet files, ballots, proposals and prices from CSV; every mistake with its place.

mod ballots;
mod course;
mod csv_points;
mod csv_text;
mod geojson_file;
mod msi;
mod named_columns;
mod number;
mod points;
mod polygons;
mod prices;
mod profile;
mod proposals;
mod table;

pub use ballots::read_ballots;
pub use msi::{MsiFile, read_msi};
pub use points::{PointColumns, PointRow, PointTable, read_points};
pub use polygons::{PolygonRow, PolygonTable, read_polygons};
pub use prices::read_prices;
pub use profile::{PathProfile, read_profile};
pub use proposals::read_proposals;
pub use table::{Row, Table};
