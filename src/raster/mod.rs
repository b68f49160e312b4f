//! Rasters in and out, and layers out: the only room that knows GDAL.
//!
//! GDAL works before and after the parallel part, never inside it, which sees plain arrays.

mod classes;
#[cfg(test)]
mod fixture;
mod layers;
mod quiet;
mod read;
mod tiles;
mod write;

pub use classes::read_classes;
pub use layers::{ColumnKind, GeoJsonLayer, LayerFormat, TextTable, collect_layers};
pub use quiet::quiet;
pub use read::{HEIGHT_TILE_SIDE, Target, crs_trouble, warp_heights};
pub use write::{Band, Image, cloud_optimised_geotiff};
