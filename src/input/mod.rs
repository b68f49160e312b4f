//! Vector files in: points from CSV or GeoJSON, polygons from GeoJSON, every mistake with its place.

mod csv_points;
mod geojson_file;
mod number;
mod points;
mod polygons;
mod table;

pub use points::{PointColumns, PointRow, PointTable, read_points};
pub use polygons::{PolygonRow, PolygonTable, read_polygons};
pub use table::{Row, Table};
