//! Terrain: elevation, clutter and sea on one metric grid.

#[cfg(feature = "gdal")]
mod crs;
mod grid;
#[cfg(feature = "gdal")]
mod land_cover;
mod line;
#[cfg(feature = "gdal")]
mod load;
mod mask;
mod radial;
mod sampler;
mod surface;

use std::path::PathBuf;

use ndarray::Array2;

#[cfg(feature = "gdal")]
pub use crs::Projection;
pub use grid::Grid;
#[cfg(feature = "gdal")]
pub use load::{CELLS_MAX, Land, grid as planning_grid, load};
pub use mask::inside;
pub use radial::RadialBuffer;
pub use sampler::ProfileBuffer;
pub(crate) use surface::Surface;
pub use surface::height_at;

/// Index in [`Terrain::layer`] of a cell that no elevation layer served.
pub const VOID_LAYER: u8 = u8::MAX;

/// Elevation and clutter of the planning area and its margin, all arrays `[rows, cols]` of the grid.
#[derive(Debug, Clone)]
pub struct Terrain {
    /// Geometry of all arrays.
    pub grid: Grid,
    /// The working coordinate reference system, as the scenario names it.
    pub crs: String,
    /// Height of the cell centre above mean sea level, m; NaN where no layer knew.
    pub height_m: Array2<f32>,
    /// Clutter above `height_m`, m; 0 where the heights show the surface already.
    pub clutter_m: Array2<f32>,
    /// Which layer served a cell, from 0 (finest); [`VOID_LAYER`] where none did.
    pub layer: Array2<u8>,
    /// True at sea.
    pub sea: Array2<bool>,
    /// Distance from either end of a path within which clutter is not counted, m.
    pub clearing_m: f64,
    /// What each layer gave, in the scenario's order.
    pub sources: Vec<LayerUse>,
}

/// What an elevation layer gave to the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerUse {
    /// The raster, as the scenario names it.
    pub file: PathBuf,
    /// Cells that it served.
    pub cells: usize,
}

impl Terrain {
    /// The grid, as a raster is to be brought onto it.
    #[cfg(feature = "gdal")]
    pub(crate) fn target(&self) -> crate::raster::Target {
        let grid = &self.grid;
        let crs = self.crs.clone();
        crate::raster::Target { crs, rows: grid.rows, cols: grid.cols, geo_transform: grid.geo_transform() }
    }

    /// Cells that no layer knew.
    #[must_use]
    pub fn void_cells(&self) -> usize {
        self.layer.iter().filter(|&&layer| layer == VOID_LAYER).count()
    }

    /// Cells at sea.
    #[must_use]
    pub fn sea_cells(&self) -> usize {
        self.sea.iter().filter(|&&sea| sea).count()
    }
}
