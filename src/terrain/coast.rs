//! Which land is coastal: the zone that a path runs through depends on that.

use ndarray::{Array2, Axis, Zip};

use super::Terrain;

/// Land so near to the sea is coastal, m: ITU-R P.1812, table of radio-climatic zones (number *unverified*).
const NEAR_SEA_M: f64 = 50_000.0;

/// Land up to this height is, m above mean sea level; the same table.
const COASTAL_HEIGHT_M: f32 = 100.0;

/// Side of the squares that are near the sea, or not, as a whole, m.
const SQUARE_M: f64 = 2_000.0;

impl Terrain {
    /// Tells coast and inland apart, once all sea is marked: from then on there are zones.
    pub fn find_coast(&mut self) {
        let cells = (SQUARE_M / self.grid.cell_m).ceil().max(1.0) as usize;
        let sea = self.squares_with_sea(cells);
        self.has_coast = sea.iter().any(|sea| *sea);
        let reach = NEAR_SEA_M / (cells as f64 * self.grid.cell_m);
        let near = Array2::from_shape_fn(sea.dim(), |square| self.has_coast && is_near(&sea, square, reach));
        Zip::indexed(self.ground.axis_iter_mut(Axis(0))).and(self.height_m.axis_iter(Axis(0))).for_each(
            |row, mut ground, heights_m| {
                Zip::indexed(&mut ground).and(&heights_m).for_each(|col, ground, height_m| {
                    ground.set_coast(*height_m <= COASTAL_HEIGHT_M && near[[row / cells, col / cells]]);
                });
            },
        );
    }

    /// Whether there is sea in each square of so many cells a side.
    fn squares_with_sea(&self, cells: usize) -> Array2<bool> {
        let mut sea =
            Array2::from_elem((self.grid.rows.div_ceil(cells), self.grid.cols.div_ceil(cells)), false);
        for (row, ground) in self.ground.outer_iter().enumerate() {
            for (square, ground) in ground.axis_chunks_iter(Axis(0), cells).enumerate() {
                sea[[row / cells, square]] |= ground.iter().fold(false, |sea, ground| sea | ground.is_sea());
            }
        }
        sea
    }
}

/// Whether a square with sea lies within a reach, in squares.
fn is_near(sea: &Array2<bool>, (row, col): (usize, usize), reach: f64) -> bool {
    let around =
        |at: usize, count: usize| at.saturating_sub(reach as usize)..(at + reach as usize + 1).min(count);
    let (rows, cols) = sea.dim();
    around(row, rows).any(|other_row| {
        around(col, cols).any(|other_col| {
            let apart = (row.abs_diff(other_row) as f64).hypot(col.abs_diff(other_col) as f64);
            apart <= reach && sea[[other_row, other_col]]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::Grid;
    use super::*;
    use crate::propagation::Zone;

    /// A plain of 120 km that rises from a sea in the west, 1 m a km.
    fn shore() -> Terrain {
        let grid = Grid { west_m: 0.0, north_m: 4_000.0, cell_m: 500.0, rows: 8, cols: 240 };
        let height_m = Array2::from_shape_fn((8, 240), |(_, col)| col as f32 - 20.0);
        let mut terrain = Terrain::bare(grid, "EPSG:32632", height_m);
        for row in 0..8 {
            for col in 0..20 {
                terrain.set_sea((row, col), true);
            }
        }
        terrain
    }

    #[test]
    fn land_is_coastal_where_it_is_low_and_near_the_sea() {
        let mut terrain = shore();
        assert!(!terrain.has_coast);
        terrain.find_coast();
        let zone = |km: usize| terrain.zone((3, 2 * km));
        assert_eq!([0, 9, 10, 40].map(zone), [Zone::Sea, Zone::Sea, Zone::CoastalLand, Zone::CoastalLand]);
        // near enough, but too high from 60 km on; and farther than 50 km from the sea from about there, too
        assert_eq!([66, 119].map(zone), [Zone::Inland, Zone::Inland]);
        terrain.height_m[[3, 30]] = 100.5;
        terrain.find_coast();
        assert_eq!([30, 31].map(|col| terrain.zone((3, col))), [Zone::Inland, Zone::CoastalLand]);
    }

    #[test]
    fn low_land_far_from_the_sea_is_inland() {
        let mut terrain = shore();
        terrain.height_m.fill(5.0);
        terrain.find_coast();
        // the last sea is in the square that ends at 10 km; 50 km are 25 squares
        let zone = |km: usize| terrain.zone((3, 2 * km));
        assert_eq!([57, 60].map(zone), [Zone::CoastalLand, Zone::Inland]);
    }

    #[test]
    fn without_sea_there_is_no_coast() {
        let mut terrain = shore();
        for row in 0..8 {
            for col in 0..20 {
                terrain.set_sea((row, col), false);
            }
        }
        terrain.find_coast();
        assert!(!terrain.has_coast);
        assert_eq!(terrain.zone((0, 0)), Zone::Inland);
    }
}
