//! Raster files: the only folder that uses GDAL.

mod write;

pub use write::{Band, Image, cloud_optimised_geotiff};
