//! Hilltops of the terrain: local maxima by topographic prominence.

use ndarray::Array2;

use crate::demand::PointIndex;
use crate::scenario::TerrainMaxima;
use crate::terrain::Terrain;

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
    for top in prominences(&terrain.height_m) {
        if chosen.len() == spec.count_max || f64::from(top.prominence_m) < spec.prominence_min_m {
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
#[must_use]
pub fn prominences(height_m: &Array2<f32>) -> Vec<Hilltop> {
    let mut flood = Flood::new(height_m);
    for cell in flood.falling_cells() {
        flood.emerge(cell);
    }
    flood.finish()
}

const DRY: u32 = u32::MAX;

struct Flood<'a> {
    height_m: &'a Array2<f32>,
    cols: usize,
    /// Union–find: the parent of a cell that has emerged; a root is the top of its island.
    parent: Vec<u32>,
    tops: Vec<Hilltop>,
    lowest_m: f32,
}

impl<'a> Flood<'a> {
    fn new(height_m: &'a Array2<f32>) -> Self {
        let parent = vec![DRY; height_m.len()];
        Self { height_m, cols: height_m.ncols(), parent, tops: Vec::new(), lowest_m: 0.0 }
    }

    fn height(&self, cell: u32) -> f32 {
        self.height_m[[cell as usize / self.cols, cell as usize % self.cols]]
    }

    fn falling_cells(&self) -> Vec<u32> {
        let mut cells: Vec<u32> =
            (0..self.height_m.len() as u32).filter(|&cell| !self.height(cell).is_nan()).collect();
        cells.sort_unstable_by(|&a, &b| self.height(b).total_cmp(&self.height(a)).then(a.cmp(&b)));
        cells
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
        let (row, col) = (top as usize / self.cols, top as usize % self.cols);
        self.tops.push(Hilltop { row, col, height_m: self.height(top), prominence_m });
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
        let rows = self.height_m.nrows();
        [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)].map(|(down, right)| {
            let row = row.checked_add_signed(down).filter(|&row| row < rows)?;
            let col = col.checked_add_signed(right).filter(|&col| col < self.cols)?;
            Some((row * self.cols + col) as u32)
        })
    }

    fn finish(mut self) -> Vec<Hilltop> {
        let last: Vec<u32> =
            (0..self.parent.len() as u32).filter(|&cell| self.parent[cell as usize] == cell).collect();
        for top in last {
            self.note(top, self.height(top) - self.lowest_m);
        }
        self.tops.retain(|top| top.prominence_m > 0.0);
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
