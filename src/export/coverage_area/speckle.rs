//! Patches too small to be worth a polygon join the class they share most border with.

use ndarray::Array2;

use super::neighbours;

/// Patches of fewer cells than this (joined by edges, not by corners) are merged into a neighbour.
///
/// A choice of divario's: six cells are a fifth of a hectare at 18 m and 3.4 ha at 75 m, less than anybody can point at
/// on a map of a province. Rasters and household points are not touched by it.
pub(crate) const PATCH_CELLS_MIN: usize = 6;

type Cell = (usize, usize);

/// Merges every patch of fewer than `cells_min` cells, uncovered ones too.
///
/// Cells are visited row by row. A small patch takes the label with which it shares the longest border, the lower one on
/// a tie (less service rather than more), until it has grown enough. A patch that is large enough never loses a cell, so
/// one pass suffices and the outcome depends on the grid alone.
pub(super) fn merge(labels: &mut Array2<u32>, cells_min: usize) {
    let mut patch = Vec::with_capacity(cells_min);
    for row in 0..labels.nrows() {
        for col in 0..labels.ncols() {
            if !continues_a_visited_patch(labels, row, col) {
                grow(labels, (row, col), cells_min, &mut patch);
            }
        }
    }
}

/// The cell to the west or north was visited before; where it has the same label, this patch is large already.
fn continues_a_visited_patch(labels: &Array2<u32>, row: usize, col: usize) -> bool {
    let label = labels[(row, col)];
    (col > 0 && labels[(row, col - 1)] == label) || (row > 0 && labels[(row - 1, col)] == label)
}

fn grow(labels: &mut Array2<u32>, start: Cell, cells_min: usize, patch: &mut Vec<Cell>) {
    loop {
        flood(labels, start, cells_min, patch);
        if patch.len() >= cells_min {
            return;
        }
        let Some(label) = longest_border(labels, patch) else { return };
        for cell in patch.iter() {
            labels[*cell] = label;
        }
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

/// The label that meets a whole patch along most cell edges; none where the patch fills the grid.
fn longest_border(labels: &Array2<u32>, patch: &[Cell]) -> Option<u32> {
    let own = labels[patch[0]];
    let mut edges: Vec<u32> =
        patch.iter().flat_map(|cell| neighbours(labels.dim(), *cell)).map(|c| labels[c]).collect();
    edges.retain(|label| *label != own);
    edges.sort_unstable();
    let sides = edges.chunk_by(|a, b| a == b).map(|side| (side.len(), side[0]));
    sides.min_by_key(|(edge_count, label)| (std::cmp::Reverse(*edge_count), *label)).map(|(_, label)| label)
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::export::sample::noise;

    #[test]
    fn a_speck_joins_the_longest_border_and_a_hole_is_filled() {
        let mut labels = array![[1, 1, 1, 2], [1, 0, 2, 2], [1, 1, 2, 2]];
        merge(&mut labels, 3);
        assert_eq!(labels, array![[1, 1, 1, 2], [1, 1, 2, 2], [1, 1, 2, 2]]);
    }

    #[test]
    fn on_a_tie_the_lower_label_wins() {
        let mut labels = array![[1, 1, 3, 2, 2]];
        merge(&mut labels, 2);
        assert_eq!(labels, array![[1, 1, 1, 2, 2]]);
    }

    #[test]
    fn corners_do_not_join_cells() {
        let mut labels = array![[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        merge(&mut labels, 2);
        assert_eq!(labels, array![[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
    }

    #[test]
    fn a_grid_smaller_than_a_patch_becomes_one_class() {
        let mut labels = array![[1, 2]];
        merge(&mut labels, 6);
        assert_eq!(labels, array![[2, 2]]);
    }

    #[test]
    fn no_small_patch_is_left_and_a_second_pass_changes_nothing() {
        let mut labels = noise(40, 60, 4);
        merge(&mut labels, PATCH_CELLS_MIN);
        let mut patch = Vec::new();
        for row in 0..40 {
            for col in 0..60 {
                flood(&labels, (row, col), PATCH_CELLS_MIN, &mut patch);
                assert_eq!(patch.len(), PATCH_CELLS_MIN, "patch at {row}, {col}");
            }
        }
        let once = labels.clone();
        merge(&mut labels, PATCH_CELLS_MIN);
        assert_eq!(labels, once);
    }
}
