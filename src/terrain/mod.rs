//! Terrain: elevation, clutter and sea on one metric grid.
//!
//! A cell takes five bytes, and a sixth where there is land cover: its height, what made it, its clutter. What a whole
//! run may hold is counted in `memory.rs` before anything is read.

mod approach;
mod clutter;
mod coast;
#[cfg(feature = "gdal")]
mod crs;
mod grid;
mod ground;
#[cfg(feature = "gdal")]
mod land_cover;
mod line;
#[cfg(feature = "gdal")]
mod load;
#[cfg(feature = "gdal")]
mod mask;
pub mod memory;
mod radial;
mod sampler;
mod straight;
mod stretch;
mod surface;

use std::path::PathBuf;

use ndarray::Array2;

use crate::propagation::Zone;

pub use approach::Approach;
pub use clutter::{Clutter, TooManyHeights};
#[cfg(feature = "gdal")]
pub use crs::Projection;
pub use grid::Grid;
pub use ground::{Ground, LAYERS_MAX};
#[cfg(feature = "gdal")]
pub use load::{Land, READING, grid as planning_grid, load};
pub use radial::{Crossings, RadialBuffer};
pub use sampler::ProfileBuffer;
pub use straight::StraightLine;
pub use surface::{height_at, zone_at};

/// Elevation and clutter of the planning area and its margin, all arrays `[rows, cols]` of the grid.
#[derive(Debug, Clone)]
pub struct Terrain {
    /// Geometry of all arrays.
    pub grid: Grid,
    /// The working coordinate reference system, as the scenario names it.
    pub crs: String,
    /// Height of the cell centre above mean sea level, m; NaN where no layer knew.
    pub height_m: Array2<f32>,
    /// What each cell is: sea, and which layer served it.
    pub ground: Array2<Ground>,
    /// Clutter above `height_m`; `None` where there is no land cover at all.
    pub clutter: Option<Clutter>,
    /// Distance from either end of a path within which clutter is not counted, m.
    pub clearing_m: f64,
    /// Whether there is a coast, as [`Self::find_coast`] has found, and so more than one zone.
    pub has_coast: bool,
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
    /// Bare dry land of known heights, m; NaN is void. Everything counts as served by layer 0.
    #[must_use]
    pub fn bare(grid: Grid, crs: impl Into<String>, height_m: Array2<f32>) -> Self {
        let known = |height_m: f32| if height_m.is_nan() { Ground::VOID } else { Ground::of_layer(0) };
        Self {
            grid,
            crs: crs.into(),
            ground: height_m.mapv(known),
            height_m,
            clutter: None,
            clearing_m: 0.0,
            has_coast: false,
            sources: Vec::new(),
        }
    }

    /// The same with clutter of these heights, m, that is not counted within `clearing_m` of either end of a path.
    ///
    /// # Errors
    /// [`TooManyHeights`] where more than 256 heights differ.
    pub fn with_clutter(self, clutter_m: &Array2<f32>, clearing_m: f64) -> Result<Self, TooManyHeights> {
        Ok(Self { clutter: Some(Clutter::of_heights(clutter_m)?), clearing_m, ..self })
    }

    /// Heights of all cells, row by row, m; NaN where no layer knew.
    ///
    /// # Panics
    /// Never: heights lie row by row in every terrain that can be made.
    #[must_use]
    pub fn heights_m(&self) -> &[f32] {
        self.height_m.as_slice().expect("made in row-major order and never permuted")
    }

    /// What all cells are, row by row.
    fn grounds(&self) -> &[Ground] {
        self.ground.as_slice().expect("made in row-major order and never permuted")
    }

    /// Clutter above the ground of a cell, m; 0 where the heights show the surface already.
    #[must_use]
    pub fn clutter_m(&self, cell: (usize, usize)) -> f32 {
        self.clutter.as_ref().map_or(0.0, |clutter| clutter.height_m(cell))
    }

    /// Whether a cell lies at sea.
    #[must_use]
    pub fn is_sea(&self, cell: (usize, usize)) -> bool {
        self.ground[cell].is_sea()
    }

    /// The radio-climatic zone of a cell; all land is inland until [`Self::find_coast`] has looked.
    #[inline]
    #[must_use]
    pub fn zone(&self, cell: (usize, usize)) -> Zone {
        self.ground[cell].zone()
    }

    /// Which layer served a cell, from 0 (finest); `None` where none did.
    #[must_use]
    pub fn layer(&self, cell: (usize, usize)) -> Option<usize> {
        self.ground[cell].layer()
    }

    /// Turns a cell to sea, or back to land.
    pub fn set_sea(&mut self, cell: (usize, usize), is_sea: bool) {
        self.ground[cell].set_sea(is_sea);
    }

    /// Takes a cell's height away.
    pub fn set_void(&mut self, cell: (usize, usize)) {
        self.height_m[cell] = f32::NAN;
        self.ground[cell] = Ground::VOID;
    }

    /// True at sea, for every cell.
    #[must_use]
    pub fn sea(&self) -> Array2<bool> {
        self.ground.mapv(Ground::is_sea)
    }

    /// Cells that no layer knew.
    #[must_use]
    pub fn void_cells(&self) -> usize {
        self.ground.iter().filter(|ground| ground.layer().is_none()).count()
    }

    /// Cells at sea.
    #[must_use]
    pub fn sea_cells(&self) -> usize {
        self.ground.iter().filter(|ground| ground.is_sea()).count()
    }

    /// The grid, as a raster is to be brought onto it.
    #[cfg(feature = "gdal")]
    pub(crate) fn target(&self) -> crate::raster::Target {
        let grid = &self.grid;
        let crs = self.crs.clone();
        crate::raster::Target { crs, rows: grid.rows, cols: grid.cols, geo_transform: grid.geo_transform() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    const GRID: Grid = Grid { west_m: 0.0, north_m: 20.0, cell_m: 10.0, rows: 2, cols: 2 };

    #[test]
    fn cells_are_what_they_were_made() {
        let height_m = array![[1.0, f32::NAN], [3.0, 4.0]];
        let mut terrain = Terrain::bare(GRID, "EPSG:32632", height_m);
        terrain.set_sea((1, 0), true);
        assert_eq!((terrain.void_cells(), terrain.sea_cells()), (1, 1));
        assert_eq!([(0, 0), (0, 1)].map(|cell| terrain.layer(cell)), [Some(0), None]);
        terrain.set_void((1, 1));
        assert!(terrain.height_m[[1, 1]].is_nan() && terrain.void_cells() == 2);
        assert_eq!(terrain.sea(), array![[false, false], [true, false]]);
        assert_eq!(terrain.clutter_m((1, 0)), 0.0);
        let wood = terrain.with_clutter(&array![[0.0, 12.5], [0.1, 12.5]], 30.0).unwrap();
        assert_eq!([(0, 1), (1, 0)].map(|cell| wood.clutter_m(cell)), [12.5, 0.1]);
    }
}
