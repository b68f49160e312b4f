//! From cells to longitudes and latitudes, rounded as they are written.

use geo::{Coord, LineString, Polygon};
use proj::{Proj, ProjCreateError, ProjError};

use super::lattice::{EXTENT_M, Lattice, NORTH_M, WEST_M};

/// The projection of the rasters: UTM zone 32 north on WGS 84.
pub const EPSG: u32 = 32_632;

/// Turns metres into degrees.
pub struct Globe(Proj);

impl Globe {
    /// Prepares the transformation.
    ///
    /// # Errors
    /// If PROJ does not find its database.
    pub fn new() -> Result<Self, ProjCreateError> {
        Ok(Self(Proj::new_known_crs(&format!("EPSG:{EPSG}"), "EPSG:4326", None)?))
    }

    /// Longitude and latitude of a place near a cell's centre, degrees with six decimals.
    ///
    /// # Errors
    /// If PROJ cannot transform the place.
    pub fn near(
        &self,
        lattice: Lattice,
        cell: usize,
        east_m: f64,
        north_m: f64,
    ) -> Result<Coord<f64>, ProjError> {
        let (x_m, y_m) = lattice.offset_m(cell);
        self.degrees(Coord { x: WEST_M + x_m + east_m, y: NORTH_M - EXTENT_M + y_m + north_m })
    }

    /// A closed ring in metres as a polygon in degrees.
    ///
    /// # Errors
    /// If PROJ cannot transform a place.
    pub fn polygon(&self, ring: &[Coord<f64>]) -> Result<Polygon<f64>, ProjError> {
        let ring: Result<Vec<_>, _> = ring.iter().map(|&place| self.degrees(place)).collect();
        Ok(Polygon::new(LineString(ring?), vec![]))
    }

    fn degrees(&self, place: Coord<f64>) -> Result<Coord<f64>, ProjError> {
        let (lon, lat) = self.0.convert((place.x, place.y))?;
        Ok(Coord { x: six_decimals(lon), y: six_decimals(lat) })
    }
}

fn six_decimals(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
