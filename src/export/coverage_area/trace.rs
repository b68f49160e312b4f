//! From cells to polygons.
//!
//! Corners of cells are counted in columns eastward (`x`) and in rows southward, negated (`y`), so that north is up and
//! every coordinate is a small integer, which the union keeps exactly.
//!
//! ```text
//!   (0, 0) ── (1, 0) ── (2, 0)        a corner is kept where the border turns, where three classes meet (T), and at
//!      │   A     │   A     │          every RING_STEP_CELLS; the class on the other side keeps the same corners,
//!   (0,-1) ──── T(1,-1) ─ (2,-1)      so that neighbours still fit once the corners are projected
//!      │   B     │   C     │
//! ```

use geo::orient::Direction;
use geo::{Coord, LineString, MultiPolygon, Orient, Polygon, unary_union};
use ndarray::Array2;

/// A straight border keeps a corner at least every so many cells, because a straight line of the projected grid is
/// slightly bent in degrees: over 32 cells of 75 m by 0.1 m at 44° north (length² · tan(latitude) / 8 Earth radii).
const RING_STEP_CELLS: usize = 32;

/// Label that no cell has, for the world beyond the grid.
const BEYOND: u32 = u32::MAX;

/// Neighbouring cells of one class in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    row: usize,
    west_col: usize,
    cells: usize,
}

impl Run {
    fn rectangle(self) -> Polygon {
        let (west, north) = (self.west_col as f64, -(self.row as f64));
        geo::Rect::new((west, north - 1.0), (west + self.cells as f64, north)).to_polygon()
    }
}

/// For each label below `label_count` the runs that hold its cells.
pub(super) fn runs(labels: &Array2<u32>, label_count: usize) -> Vec<Vec<Run>> {
    let mut runs = vec![Vec::new(); label_count];
    for (row, labels) in labels.outer_iter().enumerate() {
        let mut west_col = 0;
        for run in labels.to_vec().chunk_by(|a, b| a == b) {
            runs[run[0] as usize].push(Run { row, west_col, cells: run.len() });
            west_col += run.len();
        }
    }
    runs
}

/// Cells in these runs.
pub(super) fn cell_count(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.cells).sum()
}

/// The area that the runs of one class fill, right-hand rule, with every corner that a neighbour has too.
pub(super) fn outline(labels: &Array2<u32>, runs: &[Run]) -> MultiPolygon {
    let rectangles: Vec<Polygon> = runs.iter().map(|run| run.rectangle()).collect();
    let mut area = unary_union(&rectangles).orient(Direction::Default);
    for polygon in &mut area {
        polygon.exterior_mut(|ring| *ring = with_shared_corners(labels, ring));
        polygon.interiors_mut(|rings| {
            for ring in rings {
                *ring = with_shared_corners(labels, ring);
            }
        });
    }
    area
}

fn with_shared_corners(labels: &Array2<u32>, ring: &LineString) -> LineString {
    let mut corners = Vec::with_capacity(ring.0.len());
    for side in ring.lines() {
        corners.push(side.start);
        corners.extend(
            between(side.start, side.end).filter(|corner| is_shared(labels, *corner, side.dy() == 0.0)),
        );
    }
    corners.extend(ring.0.last());
    LineString(corners)
}

/// The corners strictly between two others on the same row or column line.
fn between(start: Coord, end: Coord) -> impl Iterator<Item = Coord> {
    let count = (end.x - start.x).abs().max((end.y - start.y).abs());
    let step = (end - start) / count;
    (1..count as usize).map(move |index| start + step * index as f64)
}

/// Whether a corner on a straight border is one that both sides keep.
fn is_shared(labels: &Array2<u32>, corner: Coord, along_row: bool) -> bool {
    let (row, col) = (-corner.y as usize, corner.x as usize);
    let [north_west, north_east, south_west, south_east] = around(labels, row, col);
    if along_row {
        col % RING_STEP_CELLS == 0 || north_west != north_east || south_west != south_east
    } else {
        row % RING_STEP_CELLS == 0 || north_west != south_west || north_east != south_east
    }
}

/// Labels of the four cells that meet in a corner.
fn around(labels: &Array2<u32>, row: usize, col: usize) -> [u32; 4] {
    let label = |row: usize, col: usize| labels.get((row, col)).copied().unwrap_or(BEYOND);
    let (north, west) = (row.wrapping_sub(1), col.wrapping_sub(1));
    [label(north, west), label(north, col), label(row, west), label(row, col)]
}
