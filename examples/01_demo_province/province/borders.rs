//! Borders as lines: cell edges between two comuni are strung into arcs, each arc is simplified once, and both
//! neighbours use it. So neighbours fit without gaps, however much is simplified.

use std::collections::BTreeMap;

use geo::{Coord, LineString, Simplify};

use super::lattice::{Lattice, NORTH_M, WEST_M};

/// A border may be drawn so far from where it runs, m.
const TOLERANCE_M: f64 = 34.0;

/// A corner of cells: row and column of the cell south-east of it.
type Corner = (usize, usize);

/// For each comune its outer ring, counter-clockwise and closed, in EPSG:32632.
///
/// # Panics
/// If a comune is not one piece without holes; the seed is chosen so that all are.
pub fn rings(lattice: Lattice, of: &[Option<usize>], count: usize) -> Vec<Vec<Coord<f64>>> {
    let traced: Vec<Vec<Corner>> = (0..count).map(|index| trace(lattice, of, index)).collect();
    let degree = degrees(&traced);
    traced.iter().map(|ring| simplified(lattice, ring, &degree)).collect()
}

/// The edges of a comune's cells that face other cells, strung together with the comune on the left.
fn trace(lattice: Lattice, of: &[Option<usize>], index: usize) -> Vec<Corner> {
    let mut next: BTreeMap<Corner, Corner> = BTreeMap::new();
    for cell in (0..lattice.cells()).filter(|&cell| of[cell] == Some(index)) {
        let (row, col) = lattice.row_col(cell);
        let foreign =
            |down, right| lattice.step(cell, down, right).is_none_or(|beside| of[beside] != Some(index));
        let sides = [
            (foreign(-1, 0), (row, col + 1), (row, col)),
            (foreign(0, -1), (row, col), (row + 1, col)),
            (foreign(1, 0), (row + 1, col), (row + 1, col + 1)),
            (foreign(0, 1), (row + 1, col + 1), (row, col + 1)),
        ];
        next.extend(sides.into_iter().filter(|side| side.0).map(|(_, from, to)| (from, to)));
    }
    string(&next)
}

fn string(next: &BTreeMap<Corner, Corner>) -> Vec<Corner> {
    let (&start, _) = next.first_key_value().expect("a comune has cells");
    let mut ring = vec![start];
    let mut corner = next[&start];
    while corner != start {
        ring.push(corner);
        corner = next[&corner];
    }
    assert_eq!(ring.len(), next.len(), "a comune is one piece without holes");
    ring
}

/// The directions in which borders leave each corner; a corner with more than two is where arcs end.
fn degrees(rings: &[Vec<Corner>]) -> BTreeMap<Corner, Vec<Corner>> {
    let mut leaving: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    for ring in rings {
        for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            for (one, other) in [(from, to), (to, from)] {
                let known = leaving.entry(one).or_default();
                if !known.contains(&other) {
                    known.push(other);
                }
            }
        }
    }
    leaving
}

fn simplified(lattice: Lattice, ring: &[Corner], degree: &BTreeMap<Corner, Vec<Corner>>) -> Vec<Coord<f64>> {
    let is_node = |corner: &Corner| degree[corner].len() > 2;
    let first = ring.iter().position(is_node).unwrap_or(0);
    let mut ring: Vec<Corner> = ring[first..].iter().chain(&ring[..=first]).copied().collect();
    let mut line = vec![place(lattice, ring[0])];
    while ring.len() > 1 {
        let end = ring[1..].iter().position(is_node).map_or(ring.len() - 1, |node| node + 1);
        line.extend(arc(lattice, &ring[..=end]).into_iter().skip(1));
        ring.drain(..end);
    }
    line
}

/// One arc, simplified in the same direction whoever asks.
fn arc(lattice: Lattice, corners: &[Corner]) -> Vec<Coord<f64>> {
    let mut line: Vec<Coord<f64>> = corners.iter().map(|&corner| place(lattice, corner)).collect();
    let backwards = corners.first() > corners.last();
    if backwards {
        line.reverse();
    }
    let mut line = LineString(line).simplify(TOLERANCE_M).0;
    if backwards {
        line.reverse();
    }
    line
}

fn place(lattice: Lattice, (row, col): Corner) -> Coord<f64> {
    Coord { x: WEST_M + col as f64 * lattice.cell_m, y: NORTH_M - row as f64 * lattice.cell_m }
}
