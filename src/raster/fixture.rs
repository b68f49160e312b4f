//! An invented raster in degrees, as SRTM gives it, and a grid in UTM on top of it, for the tests of this folder.

use std::path::{Path, PathBuf};

use gdal::raster::{Buffer, GdalType};
use gdal::spatial_ref::SpatialRef;
use gdal::{DriverManager, vsi};

use super::Target;

/// Rows and columns of the grid in UTM 32 N.
pub(super) const UTM_32: (usize, usize) = (300, 410);

/// Cells of 3 arc-seconds, as many each way.
const SIDE: usize = 400;
const NODATA: f64 = -32_768.0;

/// A grid whose western edge lies beyond that of the raster.
pub(super) fn target(cell_m: f64) -> Target {
    let geo_transform = [418_000.0, cell_m, 0.0, 4_893_000.0, 0.0, -cell_m];
    Target { crs: "EPSG:32632".into(), rows: UTM_32.0, cols: UTM_32.1, geo_transform }
}

/// A raster from 8 degrees east and 44.2 degrees north, gone when dropped.
pub(super) struct GeographicTile(PathBuf);

impl GeographicTile {
    /// Ridges under noise, with voids.
    pub fn of_heights() -> Self {
        Self::new("heights.tif", NODATA, |row, col| {
            let ridge_m = 400.0 * ((col as f64 / 17.0).sin() + (row as f64 / 23.0).cos());
            let void = (120..140).contains(&row) && (200..215).contains(&col);
            if void { i16::MIN } else { (900.0 + ridge_m) as i16 + i16::from(noise(row, col) % 40) }
        })
    }

    /// Classes 0 to 7, of which 7 is no data.
    pub fn of_classes() -> Self {
        Self::new("classes.tif", 7.0, |row, col| noise(row / 3, col / 2) % 8)
    }

    fn new<T: GdalType + Copy>(name: &str, nodata: f64, value: impl Fn(usize, usize) -> T) -> Self {
        let file = PathBuf::from(format!("/vsimem/divario-{:?}-{name}", std::thread::current().id()));
        let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
        let mut raster = driver.create_with_band_type::<T, _>(&file, SIDE, SIDE, 1).unwrap();
        let cell_deg = 3.0 / 3_600.0;
        raster.set_geo_transform(&[8.0, cell_deg, 0.0, 44.2, 0.0, -cell_deg]).unwrap();
        raster.set_spatial_ref(&SpatialRef::from_epsg(4_326).unwrap()).unwrap();
        let cells = (0..SIDE * SIDE).map(|cell| value(cell / SIDE, cell % SIDE)).collect();
        let mut band = raster.rasterband(1).unwrap();
        band.set_no_data_value(Some(nodata)).unwrap();
        band.write((0, 0), (SIDE, SIDE), &mut Buffer::new((SIDE, SIDE), cells)).unwrap();
        drop(raster);
        Self(file)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for GeographicTile {
    fn drop(&mut self) {
        vsi::unlink_mem_file(&self.0).unwrap();
    }
}

/// A number that looks random and is not.
fn noise(row: usize, col: usize) -> u8 {
    ((row as u64 * 7_919 + col as u64 * 104_729 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8
}
