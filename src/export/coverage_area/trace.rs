//! From cells to polygons, exactly: corners of cells are whole numbers until they are projected.
//!
//! A border is walked with its patch on the left, so that exteriors run counter-clockwise and holes clockwise. Where four
//! cells meet crosswise (`X`), the walk turns left: cells that touch at a corner alone are not joined. A walk that comes
//! to such a corner twice is cut there, since no ring of a valid polygon touches itself.
//!
//! Corners are kept where the border turns, every [`RING_STEP_CELLS`], and where the class beyond the border changes (`T`).
//! The classes beyond keep the same ones, so that neighbours still fit once the corners are projected, although a
//! straight line of the grid is not a straight line in degrees.
//!
//! ```text
//!   ┌───────┐      ┌───┬───┐
//!   │ A   A │      │ A │ B │
//!   ├───T───┤      ├───X───┤
//!   │ B │ C │      │ B │ A │
//!   └───┴───┘      └───┴───┘
//! ```
//!
//! The union of rectangles by `geo` 0.33 (`unary_union`) was tried first. On 3 million cells it gave one hole to the wrong
//! polygon, so that two polygons overlapped; `geo`'s own validation and GEOS agree on that.

use std::collections::HashMap;

use geo::{Coord, LineString, Polygon};
use ndarray::Array2;

/// A straight border keeps a corner at least every so many cells, because a straight line of the projected grid is
/// slightly bent in degrees: over 32 cells of 75 m by 0.1 m at 44° north (length² · tan(latitude) / 8 Earth radii).
const RING_STEP_CELLS: usize = 32;

/// Label that no cell has, for the world beyond the grid.
const BEYOND: u32 = u32::MAX;

/// Where the walk is heading, counter-clockwise: 0 east, 1 north, 2 west, 3 south.
type Heading = usize;
const WEST: Heading = 2;

/// A corner of cells: row lines counted from the north, column lines from the west.
type Corner = (usize, usize);

/// Cells of one class that are joined by their edges.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Patch {
    /// Their label.
    pub label: u32,
    /// How many they are.
    pub cell_count: usize,
    /// Their outline; `x` counts columns, `y` counts rows and is negative, so that north is up.
    pub polygon: Polygon,
}

/// All patches of a grid, in the order of their first cells, row by row.
pub(super) fn patches(labels: &Array2<u32>) -> Vec<Patch> {
    let (patch_of, mut patches) = joined(labels);
    let mut walked = Array2::from_elem(labels.dim(), false);
    for ((row, col), patch) in patch_of.indexed_iter() {
        let on_border = row == 0 || labels[(row - 1, col)] != labels[(row, col)];
        if on_border && !walked[(row, col)] {
            for ring in simple_rings(walk(labels, (row, col), &mut walked)) {
                add_ring(&mut patches[*patch].polygon, &ring);
            }
        }
    }
    patches
}

/// The patch of each cell, and the patches, without outline as yet.
fn joined(labels: &Array2<u32>) -> (Array2<usize>, Vec<Patch>) {
    const NONE: usize = usize::MAX;
    let mut patch_of = Array2::from_elem(labels.dim(), NONE);
    let mut patches = Vec::new();
    let mut stack = Vec::new();
    for (start, label) in labels.indexed_iter() {
        if patch_of[start] != NONE {
            continue;
        }
        let mut cell_count = 0;
        patch_of[start] = patches.len();
        stack.push(start);
        while let Some(cell) = stack.pop() {
            cell_count += 1;
            for next in super::neighbours(labels.dim(), cell) {
                if labels[next] == *label && patch_of[next] == NONE {
                    patch_of[next] = patches.len();
                    stack.push(next);
                }
            }
        }
        let polygon = Polygon::new(LineString(Vec::new()), Vec::new());
        patches.push(Patch { label: *label, cell_count, polygon });
    }
    (patch_of, patches)
}

/// Walks the border that holds the northern edge of `cell`, and notes which northern edges it passes.
fn walk(labels: &Array2<u32>, (row, col): Corner, walked: &mut Array2<bool>) -> Vec<Corner> {
    let own = labels[(row, col)];
    let start = ((row, col + 1), WEST);
    let (mut corner, mut heading) = start;
    let mut ring = Vec::new();
    loop {
        if heading == WEST {
            walked[(corner.0, corner.1 - 1)] = true;
        }
        corner = ahead(corner, heading);
        let cells = around(labels, corner);
        let next = turned(&cells, own, heading);
        if next != heading || is_shared(&cells, corner, heading) {
            ring.push(corner);
        }
        heading = next;
        if (corner, heading) == start {
            return ring;
        }
    }
}

fn ahead((row, col): Corner, heading: Heading) -> Corner {
    match heading {
        0 => (row, col + 1),
        1 => (row - 1, col),
        WEST => (row, col - 1),
        _ => (row + 1, col),
    }
}

/// Labels of the cells that meet in a corner: north-east, north-west, south-west, south-east. Seen by a walker, the one
/// ahead on the left is number `heading`, then follow, counter-clockwise, behind left, behind right, ahead right.
fn around(labels: &Array2<u32>, (row, col): Corner) -> [u32; 4] {
    let label = |row: usize, col: usize| labels.get((row, col)).copied().unwrap_or(BEYOND);
    let (north, west) = (row.wrapping_sub(1), col.wrapping_sub(1));
    [label(north, col), label(north, west), label(row, west), label(row, col)]
}

/// The next heading of a walker with `own` cells on the left.
fn turned(cells: &[u32; 4], own: u32, heading: Heading) -> Heading {
    let (ahead_left, ahead_right) = (cells[heading], cells[(heading + 3) % 4]);
    if ahead_left != own {
        (heading + 1) % 4
    } else if ahead_right != own {
        heading
    } else {
        (heading + 3) % 4
    }
}

/// Whether a corner on a straight border is one that both sides keep.
fn is_shared(cells: &[u32; 4], (row, col): Corner, heading: Heading) -> bool {
    let (behind_right, ahead_right) = (cells[(heading + 2) % 4], cells[(heading + 3) % 4]);
    let along = if heading.is_multiple_of(2) { col } else { row };
    behind_right != ahead_right || along.is_multiple_of(RING_STEP_CELLS)
}

/// Cuts a walk into rings that pass no corner twice.
fn simple_rings(walk: Vec<Corner>) -> Vec<Vec<Corner>> {
    let mut rings = Vec::new();
    let mut open: Vec<Corner> = Vec::with_capacity(walk.len());
    let mut place_of = HashMap::with_capacity(walk.len());
    for corner in walk {
        if let Some(place) = place_of.get(&corner) {
            let ring = open.split_off(*place);
            for passed in &ring {
                place_of.remove(passed);
            }
            rings.push(ring);
        }
        place_of.insert(corner, open.len());
        open.push(corner);
    }
    rings.push(open);
    rings
}

/// A counter-clockwise ring is the exterior (a patch has exactly one), a clockwise one a hole.
fn add_ring(polygon: &mut Polygon, ring: &[Corner]) {
    let line: LineString =
        ring.iter().map(|(row, col)| Coord { x: *col as f64, y: -(*row as f64) }).collect();
    if doubled_area(ring) > 0.0 {
        polygon.exterior_mut(|exterior| *exterior = line);
    } else {
        polygon.interiors_push(line);
    }
}

/// Twice the area of a ring in cells, positive counter-clockwise (the shoelace formula with north up).
fn doubled_area(ring: &[Corner]) -> f64 {
    let cross = |a: &Corner, b: &Corner| a.0 as f64 * b.1 as f64 - a.1 as f64 * b.0 as f64;
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| cross(a, b)).sum()
}

#[cfg(test)]
mod tests {
    use geo::Validation;
    use ndarray::array;

    use super::*;

    /// How many corners the rings of the first patch with this label have, exterior first.
    fn rings(labels: &Array2<u32>, label: u32) -> Vec<usize> {
        let patches = patches(labels);
        let patch = patches.iter().find(|patch| patch.label == label).unwrap();
        patch.polygon.check_validation().unwrap();
        let rings = std::iter::once(patch.polygon.exterior()).chain(patch.polygon.interiors());
        rings.map(|ring| ring.0.len() - 1).collect()
    }

    #[test]
    fn cells_that_touch_at_a_corner_are_apart() {
        let patches = patches(&array![[1, 0], [0, 1]]);
        assert_eq!(
            patches.iter().map(|patch| (patch.label, patch.cell_count)).collect::<Vec<_>>(),
            [(1, 1), (0, 1), (0, 1), (1, 1)]
        );
    }

    #[test]
    fn a_loop_that_closes_at_a_corner_has_a_hole_that_touches_its_exterior() {
        let labels = array![[1, 1, 1], [1, 0, 1], [1, 1, 0]];
        assert_eq!(rings(&labels, 1), [6, 4]);
    }

    #[test]
    fn holes_that_touch_at_a_corner_are_two() {
        let labels = array![[1, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 1]];
        assert_eq!(rings(&labels, 1), [4, 4, 4]);
    }

    #[test]
    fn an_island_in_a_hole_is_a_patch_of_its_own() {
        let mut labels = Array2::zeros((7, 7));
        labels.slice_mut(ndarray::s![1..6, 1..6]).fill(1);
        labels.slice_mut(ndarray::s![2..5, 2..5]).fill(0);
        labels[(3, 3)] = 1;
        assert_eq!(patches(&labels).iter().map(|patch| patch.cell_count).collect::<Vec<_>>(), [24, 16, 8, 1]);
        assert_eq!(rings(&labels, 1), [4, 4]);
    }

    #[test]
    fn a_corner_where_three_classes_meet_is_kept_by_all() {
        let labels = array![[1, 1], [2, 3]];
        assert_eq!([1, 2, 3].map(|label| rings(&labels, label)[0]), [5, 4, 4]);
    }
}
