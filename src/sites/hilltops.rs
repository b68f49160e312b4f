//! Hilltops of the terrain: local maxima by topographic prominence.

use ndarray::Array2;

use super::falling::{BAND_CELLS, for_each_falling};
use crate::demand::PointIndex;
use crate::scenario::TerrainMaxima;
use crate::terrain::Terrain;
use crate::terrain::memory::Stage;

/// A hilltop: its cell and how far one must come down from it to reach higher ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hilltop {
    /// Row of the terrain grid.
    pub row: usize,
    /// Column of the terrain grid.
    pub col: usize,
    /// Height above mean sea level, m.
    pub height_m: f32,
    /// Topographic prominence within the grid, m; the highest top's is its height over the lowest cell.
    pub prominence_m: f32,
}

/// The hilltops that a scenario asks for: prominent, spaced, near demand, most prominent first.
#[must_use]
pub fn find_hilltops(terrain: &Terrain, spec: &TerrainMaxima, demand: &PointIndex) -> Vec<Hilltop> {
    let mut chosen: Vec<Hilltop> = Vec::new();
    for top in prominences_from(&terrain.height_m, spec.prominence_min_m) {
        if chosen.len() == spec.count_max {
            break;
        }
        let here = terrain.grid.center(top.row, top.col);
        let apart = |other: &Hilltop| {
            terrain.grid.center(other.row, other.col).distance_m(here) >= spec.spacing_min_m
        };
        let on_land = !terrain.is_sea((top.row, top.col));
        if on_land && chosen.iter().all(apart) && demand.any_within(here, spec.demand_within_m) {
            chosen.push(top);
        }
    }
    chosen
}

/// All hilltops of a height field, most prominent first (ties from north to south, west to east). NaN is no ground.
///
/// Cells are flooded from the highest down; where two islands meet, the lower of their tops has found its key
/// saddle. One pass over the sorted cells with a union–find forest, eight neighbours.
///
/// # Panics
/// Where the array is not in row-major order.
#[must_use]
pub fn prominences(height_m: &Array2<f32>) -> Vec<Hilltop> {
    prominences_from(height_m, 0.0)
}

/// The hilltops of at least so much prominence, m.
fn prominences_from(height_m: &Array2<f32>, prominence_min_m: f64) -> Vec<Hilltop> {
    let mut flood = Flood::new(height_m, prominence_min_m);
    for_each_falling(flood.height_m, BAND_CELLS, |cell| flood.emerge(cell));
    flood.finish()
}

/// What finding hilltops holds beside the terrain: for each cell its parent in the forest, and the band being sorted.
pub const HILLTOPS: Stage = Stage {
    name: "finding hilltops",
    bytes_per_cell: size_of::<u32>() as u64,
    bytes: (BAND_CELLS * size_of::<u32>()) as u64,
};

const DRY: u32 = u32::MAX;

struct Flood<'a> {
    height_m: &'a [f32],
    cols: usize,
    rows: usize,
    prominence_min_m: f64,
    /// Union–find: the parent of a cell that has emerged; a root is the top of its island.
    parent: Vec<u32>,
    tops: Vec<Hilltop>,
    lowest_m: f32,
}

impl<'a> Flood<'a> {
    fn new(height_m: &'a Array2<f32>, prominence_min_m: f64) -> Self {
        let (rows, cols) = height_m.dim();
        let height_m = height_m.as_slice().expect("terrain arrays are made in row-major order");
        let parent = vec![DRY; height_m.len()];
        Self { height_m, cols, rows, prominence_min_m, parent, tops: Vec::new(), lowest_m: 0.0 }
    }

    fn height(&self, cell: u32) -> f32 {
        self.height_m[cell as usize]
    }

    /// Adds the next lower cell: alone it is a new top, else it joins the islands around it.
    fn emerge(&mut self, cell: u32) {
        self.parent[cell as usize] = cell;
        self.lowest_m = self.height(cell);
        for neighbour in self.neighbours(cell).into_iter().flatten() {
            if self.parent[neighbour as usize] != DRY {
                let (mine, theirs) = (self.root(cell), self.root(neighbour));
                self.join(mine, theirs, cell);
            }
        }
    }

    fn join(&mut self, a: u32, b: u32, saddle: u32) {
        if a == b {
            return;
        }
        let a_is_higher = self.height(a).total_cmp(&self.height(b)).then(b.cmp(&a)).is_gt();
        let (kept, ended) = if a_is_higher { (a, b) } else { (b, a) };
        self.parent[ended as usize] = kept;
        if ended != saddle {
            self.note(ended, self.height(ended) - self.height(saddle));
        }
    }

    fn note(&mut self, top: u32, prominence_m: f32) {
        if prominence_m > 0.0 && f64::from(prominence_m) >= self.prominence_min_m {
            let (row, col) = (top as usize / self.cols, top as usize % self.cols);
            self.tops.push(Hilltop { row, col, height_m: self.height(top), prominence_m });
        }
    }

    fn root(&mut self, mut cell: u32) -> u32 {
        while self.parent[cell as usize] != cell {
            let up = self.parent[cell as usize];
            self.parent[cell as usize] = self.parent[up as usize];
            cell = up;
        }
        cell
    }

    fn neighbours(&self, cell: u32) -> [Option<u32>; 8] {
        let (row, col) = (cell as usize / self.cols, cell as usize % self.cols);
        [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)].map(|(down, right)| {
            let row = row.checked_add_signed(down).filter(|&row| row < self.rows)?;
            let col = col.checked_add_signed(right).filter(|&col| col < self.cols)?;
            Some((row * self.cols + col) as u32)
        })
    }

    fn finish(mut self) -> Vec<Hilltop> {
        for top in 0..self.parent.len() as u32 {
            if self.parent[top as usize] == top {
                self.note(top, self.height(top) - self.lowest_m);
            }
        }
        self.tops.sort_by(|a, b| {
            b.prominence_m.total_cmp(&a.prominence_m).then((a.row, a.col).cmp(&(b.row, b.col)))
        });
        self.tops
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn two_hills_and_a_saddle() {
        // 90 and 60 are tops; between them one must come down to 40.
        let ground = array![
            [10.0, 10.0, 10.0, 10.0, 10.0],
            [10.0, 90.0, 40.0, 60.0, 10.0],
            [10.0, 20.0, 30.0, 20.0, 10.0],
        ];
        let tops: Vec<(usize, usize, f32)> =
            prominences(&ground).iter().map(|top| (top.row, top.col, top.prominence_m)).collect();
        assert_eq!(tops, [(1, 1, 80.0), (1, 3, 20.0)]);
    }

    #[test]
    fn flat_ground_and_voids_have_no_tops() {
        assert!(prominences(&Array2::from_elem((4, 4), 5.0)).is_empty());
        assert!(prominences(&Array2::from_elem((4, 4), f32::NAN)).is_empty());
    }

    #[test]
    fn a_plateau_counts_once() {
        let ground = array![[0.0, 0.0, 0.0, 0.0], [0.0, 7.0, 7.0, 0.0], [0.0, 0.0, 0.0, 0.0]];
        assert_eq!(prominences(&ground).len(), 1);
    }
}
