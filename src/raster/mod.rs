//! Rasters in and out: the only room that knows GDAL.
//!
//! GDAL works before and after the parallel part, never inside it, which sees plain arrays.

mod quiet;
mod read;
mod write;

pub use quiet::quiet;
pub use read::{ClassRaster, HeightRaster, Target, crs_trouble, read_classes, warp_heights};
pub use write::{Band, Image, cloud_optimised_geotiff};
