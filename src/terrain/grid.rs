//! The working grid: square cells in a metric projection, north up.

use crate::units::Projected;

/// Geometry of a raster of square cells. Row 0 is the northern edge, column 0 the western.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Western edge of column 0, m.
    pub west_m: f64,
    /// Northern edge of row 0, m.
    pub north_m: f64,
    /// Side of a cell, m.
    pub cell_m: f64,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
}

impl Grid {
    /// The grid of whole cells (edges at multiples of `cell_m`) that holds a box, edges in metres.
    #[must_use]
    pub fn around(west_m: f64, south_m: f64, east_m: f64, north_m: f64, cell_m: f64) -> Self {
        let west_m = (west_m / cell_m).floor() * cell_m;
        let north_m = (north_m / cell_m).ceil() * cell_m;
        let cols = ((east_m - west_m) / cell_m).ceil().max(1.0) as usize;
        let rows = ((north_m - south_m) / cell_m).ceil().max(1.0) as usize;
        Self { west_m, north_m, cell_m, rows, cols }
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.rows * self.cols
    }

    /// Centre of a cell.
    #[must_use]
    pub fn center(&self, row: usize, col: usize) -> Projected {
        Projected {
            east_m: self.west_m + (col as f64 + 0.5) * self.cell_m,
            north_m: self.north_m - (row as f64 + 0.5) * self.cell_m,
        }
    }

    /// North-western corner of a cell; also valid one past the last row or column.
    #[must_use]
    pub fn corner(&self, row: usize, col: usize) -> Projected {
        Projected {
            east_m: self.west_m + col as f64 * self.cell_m,
            north_m: self.north_m - row as f64 * self.cell_m,
        }
    }

    /// The cell (row, column) in which a position lies, if it lies on the grid.
    #[must_use]
    pub fn cell_of(&self, position: Projected) -> Option<(usize, usize)> {
        let col = ((position.east_m - self.west_m) / self.cell_m).floor();
        let row = ((self.north_m - position.north_m) / self.cell_m).floor();
        let inside = row >= 0.0 && col >= 0.0 && row < self.rows as f64 && col < self.cols as f64;
        inside.then_some((row as usize, col as usize))
    }

    /// Position as fractions of rows and columns, counted from the centre of cell (0, 0).
    #[must_use]
    pub fn fractional(&self, position: Projected) -> (f64, f64) {
        (
            (self.north_m - position.north_m) / self.cell_m - 0.5,
            (position.east_m - self.west_m) / self.cell_m - 0.5,
        )
    }

    /// GDAL's six numbers: west, cell width, 0, north, 0, minus cell height; m.
    #[must_use]
    pub fn geo_transform(&self) -> [f64; 6] {
        [self.west_m, self.cell_m, 0.0, self.north_m, 0.0, -self.cell_m]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_snapped_outwards_and_found_again() {
        let grid = Grid::around(1003.0, 2001.0, 1997.0, 2999.0, 10.0);
        assert_eq!((grid.west_m, grid.north_m, grid.rows, grid.cols), (1000.0, 3000.0, 100, 100));
        assert_eq!(grid.cell_of(grid.center(7, 31)), Some((7, 31)));
        assert_eq!(grid.cell_of(Projected { east_m: 999.9, north_m: 2500.0 }), None);
        assert_eq!(grid.fractional(grid.center(7, 31)), (7.0, 31.0));
    }
}
