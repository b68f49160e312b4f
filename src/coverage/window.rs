//! The part of the terrain grid that a map shows.

use crate::terrain::Grid;
use crate::units::Projected;

/// Rows and columns of the terrain grid, next to each other, as a grid of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Row of the terrain grid that is row 0 here.
    pub first_row: usize,
    /// Column of the terrain grid that is column 0 here.
    pub first_col: usize,
    /// Geometry of the window.
    pub grid: Grid,
}

impl Window {
    /// The whole terrain grid.
    #[must_use]
    pub fn whole(terrain: &Grid) -> Self {
        Self { first_row: 0, first_col: 0, grid: *terrain }
    }

    /// The smallest window that holds every cell of the terrain grid within range of a position; `None` where that is
    /// no cell at all. A row or column more on each side guards against rounding.
    #[must_use]
    pub fn around(
        terrain: &Grid,
        positions: impl IntoIterator<Item = Projected>,
        range_m: f64,
    ) -> Option<Self> {
        let at: Vec<(f64, f64)> =
            positions.into_iter().map(|position| terrain.fractional(position)).collect();
        let reach = range_m / terrain.cell_m;
        let (first_row, rows) = span(at.iter().map(|at| at.0), reach, terrain.rows)?;
        let (first_col, cols) = span(at.iter().map(|at| at.1), reach, terrain.cols)?;
        let corner = terrain.corner(first_row, first_col);
        let grid =
            Grid { west_m: corner.east_m, north_m: corner.north_m, cell_m: terrain.cell_m, rows, cols };
        Some(Self { first_row, first_col, grid })
    }

    /// The part of the window that lies within another; `None` where none does.
    #[must_use]
    pub fn within(&self, other: &Self) -> Option<Self> {
        let (first_row, first_col) =
            (self.first_row.max(other.first_row), self.first_col.max(other.first_col));
        let end = |one: &Self| (one.first_row + one.grid.rows, one.first_col + one.grid.cols);
        let (end_row, end_col) = (end(self).0.min(end(other).0), end(self).1.min(end(other).1));
        if first_row >= end_row || first_col >= end_col {
            return None;
        }
        let corner = self.grid.corner(0, 0);
        let (down, right) = (first_row - self.first_row, first_col - self.first_col);
        let grid = Grid {
            west_m: corner.east_m + right as f64 * self.grid.cell_m,
            north_m: corner.north_m - down as f64 * self.grid.cell_m,
            cell_m: self.grid.cell_m,
            rows: end_row - first_row,
            cols: end_col - first_col,
        };
        Some(Self { first_row, first_col, grid })
    }

    /// Row and column of the terrain grid of a cell of the window.
    #[must_use]
    pub fn on_terrain(&self, row: usize, col: usize) -> (usize, usize) {
        (self.first_row + row, self.first_col + col)
    }
}

/// The first of the cells in a row that are in reach, and how many there are.
fn span(at: impl Iterator<Item = f64> + Clone, reach: f64, cells: usize) -> Option<(usize, usize)> {
    let first = (at.clone().reduce(f64::min)? - reach).floor().max(0.0);
    let last = (at.reduce(f64::max)? + reach).ceil().min(cells as f64 - 1.0);
    (first <= last).then(|| (first as usize, (last - first) as usize + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid { west_m: 1_000.0, north_m: 5_000.0, cell_m: 10.0, rows: 40, cols: 60 };

    #[test]
    fn it_holds_every_cell_in_range_and_few_more() {
        let site = GRID.center(20, 30);
        let window = Window::around(&GRID, [site], 50.0).unwrap();
        assert_eq!((window.first_row, window.first_col), (15, 25));
        assert_eq!((window.grid.rows, window.grid.cols), (11, 11));
        assert_eq!(window.grid.center(5, 5), site);
        assert_eq!(window.on_terrain(5, 5), (20, 30));
    }

    #[test]
    fn it_ends_where_the_terrain_ends() {
        let window = Window::around(&GRID, [GRID.center(2, 3), GRID.center(38, 57)], 100.0).unwrap();
        assert_eq!(window, Window::whole(&GRID));
    }

    #[test]
    fn there_is_none_without_sites_or_far_away() {
        assert_eq!(Window::around(&GRID, [], 50.0), None);
        let far = Projected { east_m: 90_000.0, north_m: 4_800.0 };
        assert_eq!(Window::around(&GRID, [far], 50.0), None);
    }
}
