//! Patches too small to be worth a polygon join a class beside them, as long as every class keeps its area.

use ndarray::Array2;

use super::neighbours;

/// Patches of fewer cells than this (joined by edges, not by corners) may be merged into a neighbour.
///
/// A choice of divario's: six cells are a fifth of a hectare at 18 m and 3.4 ha at 75 m, less than anybody can point at
/// on a map of a province. Rasters and household points are not touched by it.
pub(crate) const PATCH_CELLS_MIN: usize = 6;

/// By how much the area of a class may change, up or down, as a share of it.
///
/// Narrow strips between two rates are patches too, and lie mostly on one side of the balance: merged without a limit, they
/// took 6 % of the covered ground of a province away, and a quarter of some rates.
pub(crate) const DRIFT_MAX_RATIO: f64 = 0.005;

type Cell = (usize, usize);

/// Merges patches of fewer than `cells_min` cells, uncovered ones too, and lets no class, covered or not, change by more
/// than a share of its cells.
///
/// Cells are visited row by row. A small patch takes, of the labels around it that may grow so much, the one with which it
/// shares the longest border, the lower one on a tie (less service rather than more), until it has grown enough. What one
/// patch takes from a class another may give back, so the rows are visited again until nothing changes; the outcome
/// depends on the grid alone.
pub(super) fn merge(labels: &mut Array2<u32>, cells_min: usize, drift_max_ratio: f64) {
    let mut balance = Balance::of(labels, drift_max_ratio);
    while merge_once(labels, cells_min, &mut balance) {}
}

/// Visits all cells; whether any patch has been merged, which leaves fewer of them.
fn merge_once(labels: &mut Array2<u32>, cells_min: usize, balance: &mut Balance) -> bool {
    let mut patch = Vec::with_capacity(cells_min);
    let mut merged = false;
    for row in 0..labels.nrows() {
        for col in 0..labels.ncols() {
            if !continues_a_visited_patch(labels, row, col) {
                merged |= grow(labels, (row, col), cells_min, balance, &mut patch);
            }
        }
    }
    merged
}

/// The cell to the west or north was visited before; where it has the same label, so was this patch.
fn continues_a_visited_patch(labels: &Array2<u32>, row: usize, col: usize) -> bool {
    let label = labels[(row, col)];
    (col > 0 && labels[(row, col - 1)] == label) || (row > 0 && labels[(row - 1, col)] == label)
}

fn grow(
    labels: &mut Array2<u32>,
    start: Cell,
    cells_min: usize,
    balance: &mut Balance,
    patch: &mut Vec<Cell>,
) -> bool {
    let mut merged = false;
    loop {
        flood(labels, start, cells_min, patch);
        if patch.len() >= cells_min {
            return merged;
        }
        let Some(label) = longest_border(labels, patch, balance) else { return merged };
        balance.move_cells(patch.len(), labels[start], label);
        for cell in patch.iter() {
            labels[*cell] = label;
        }
        merged = true;
    }
}

/// The patch around `start`, or its first `cells_max` cells.
fn flood(labels: &Array2<u32>, start: Cell, cells_max: usize, patch: &mut Vec<Cell>) {
    patch.clear();
    patch.push(start);
    let mut next = 0;
    while next < patch.len() {
        for cell in neighbours(labels.dim(), patch[next]) {
            if patch.len() >= cells_max {
                return;
            }
            if labels[cell] == labels[start] && !patch.contains(&cell) {
                patch.push(cell);
            }
        }
        next += 1;
    }
}

/// Of the labels that may take a whole patch the one that meets it along most cell edges; none where there is none.
fn longest_border(labels: &Array2<u32>, patch: &[Cell], balance: &Balance) -> Option<u32> {
    let own = labels[patch[0]];
    let mut edges: Vec<u32> =
        patch.iter().flat_map(|cell| neighbours(labels.dim(), *cell)).map(|c| labels[c]).collect();
    edges.retain(|label| *label != own && balance.may_move(patch.len(), own, *label));
    edges.sort_unstable();
    let sides = edges.chunk_by(|a, b| a == b).map(|side| (side.len(), side[0]));
    sides.min_by_key(|(edge_count, label)| (std::cmp::Reverse(*edge_count), *label)).map(|(_, label)| label)
}

/// How many cells each class has, and how few and how many it may have.
struct Balance {
    cells: Vec<usize>,
    least: Vec<usize>,
    most: Vec<usize>,
}

impl Balance {
    /// Before anything is merged.
    fn of(labels: &Array2<u32>, drift_max_ratio: f64) -> Self {
        let mut cells = vec![0_usize; labels.iter().max().map_or(0, |most| *most as usize + 1)];
        for label in labels {
            cells[*label as usize] += 1;
        }
        let drift_max = |cells: usize| (cells as f64 * drift_max_ratio) as usize;
        let least = cells.iter().map(|cells| cells.saturating_sub(drift_max(*cells))).collect();
        let most = cells.iter().map(|cells| cells + drift_max(*cells)).collect();
        Self { cells, least, most }
    }

    /// Whether both classes would stay within their limits.
    fn may_move(&self, cells: usize, from: u32, to: u32) -> bool {
        let [from, to] = [from, to].map(|label| label as usize);
        self.cells[from] >= self.least[from] + cells && self.cells[to] + cells <= self.most[to]
    }

    fn move_cells(&mut self, cells: usize, from: u32, to: u32) {
        self.cells[from as usize] -= cells;
        self.cells[to as usize] += cells;
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::export::coverage_area::classes::Classes;
    use crate::export::sample::{hills, noise};

    /// Whatever it does to the areas.
    fn merge_all(labels: &mut Array2<u32>, cells_min: usize) {
        merge(labels, cells_min, f64::from(u32::MAX));
    }

    #[test]
    fn a_speck_joins_the_longest_border_and_a_hole_is_filled() {
        let mut labels = array![[1, 1, 1, 2], [1, 0, 2, 2], [1, 1, 2, 2]];
        merge_all(&mut labels, 3);
        assert_eq!(labels, array![[1, 1, 1, 2], [1, 1, 2, 2], [1, 1, 2, 2]]);
    }

    #[test]
    fn on_a_tie_the_lower_label_wins() {
        let mut labels = array![[1, 1, 3, 2, 2]];
        merge_all(&mut labels, 2);
        assert_eq!(labels, array![[1, 1, 1, 2, 2]]);
    }

    #[test]
    fn corners_do_not_join_cells() {
        let mut labels = array![[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        merge_all(&mut labels, 2);
        assert_eq!(labels, array![[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
    }

    #[test]
    fn a_grid_smaller_than_a_patch_becomes_one_class() {
        let mut labels = array![[1, 2]];
        merge_all(&mut labels, 6);
        assert_eq!(labels, array![[2, 2]]);
    }

    #[test]
    fn a_class_gives_and_takes_no_more_than_its_share() {
        // A third of three cells is one: the speck of the first row may go, that of the third no more.
        let specks = array![[1, 1, 1, 1], [1, 2, 1, 1], [1, 1, 1, 1], [1, 2, 1, 2], [1, 1, 1, 1]];
        let left = |ratio| {
            let mut labels = specks.clone();
            merge(&mut labels, 2, ratio);
            labels.iter().filter(|label| **label == 2).count()
        };
        assert_eq!([0.0, 0.34, 0.67, 1.0].map(left), [3, 2, 1, 0]);
    }

    #[test]
    fn what_one_patch_gives_another_may_take() {
        // Classes 1 and 2 have 12 cells each and may change by one: their specks are exchanged one by one.
        let mut labels = array![[1, 1, 1, 1, 2, 2, 2, 2], [1, 2, 1, 1, 2, 1, 2, 2], [1, 1, 1, 1, 2, 2, 2, 2]];
        merge(&mut labels, 2, 0.1);
        let halves = array![[1, 1, 1, 1, 2, 2, 2, 2], [1, 1, 1, 1, 2, 2, 2, 2], [1, 1, 1, 1, 2, 2, 2, 2]];
        assert_eq!(labels, halves);
    }

    #[test]
    fn every_class_keeps_its_area_and_many_patches_go() {
        let before = Classes::of(&hills(300, 400, 8)).labels;
        let mut labels = before.clone();
        merge(&mut labels, PATCH_CELLS_MIN, DRIFT_MAX_RATIO);
        for label in 0..=*before.iter().max().unwrap() {
            let [was, is] =
                [&before, &labels].map(|all| all.iter().filter(|one| **one == label).count() as f64);
            assert!((is - was).abs() <= DRIFT_MAX_RATIO * was, "class {label}: {was} cells became {is}");
        }
        let patches = |labels| crate::export::coverage_area::trace::patches(labels).len();
        assert!(patches(&labels) < patches(&before) / 2, "{} of {}", patches(&labels), patches(&before));
    }

    #[test]
    fn no_small_patch_is_left_where_all_may_go_and_a_second_pass_changes_nothing() {
        let mut labels = noise(40, 60, 4);
        merge_all(&mut labels, PATCH_CELLS_MIN);
        let mut patch = Vec::new();
        for row in 0..40 {
            for col in 0..60 {
                flood(&labels, (row, col), PATCH_CELLS_MIN, &mut patch);
                assert_eq!(patch.len(), PATCH_CELLS_MIN, "patch at {row}, {col}");
            }
        }
        let once = labels.clone();
        merge_all(&mut labels, PATCH_CELLS_MIN);
        assert_eq!(labels, once);
    }
}
