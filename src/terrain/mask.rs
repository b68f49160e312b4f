//! Which cells lie inside polygons.

use std::ops::Range;

use geo::{Coord, MultiPolygon};

use super::Grid;

/// For each row, the runs of cells whose centres lie inside one of the territories (working projection, m): from west
/// to east, each cell once.
///
/// The edges crossing a row's centre line are sorted from west to east; between an odd crossing and the next, cells are
/// inside (even–odd rule, holes included).
#[must_use]
pub fn inside(grid: &Grid, territories_m: &[MultiPolygon<f64>]) -> Vec<Vec<Range<usize>>> {
    let mut runs = vec![Vec::new(); grid.rows];
    for territory in territories_m {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); grid.rows];
        for (a, b) in edges(territory) {
            cross_rows(grid, a, b, &mut crossings);
        }
        for (runs, mut crossed) in runs.iter_mut().zip(crossings) {
            crossed.sort_unstable_by(f64::total_cmp);
            runs.extend(crossed.chunks_exact(2).map(|pair| run(grid, pair[0], pair[1])));
        }
    }
    runs.into_iter().map(joined).collect()
}

fn edges(territory: &MultiPolygon<f64>) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    let rings =
        territory.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.flat_map(|ring| ring.lines().map(|line| (line.start, line.end)))
}

/// Notes the easting at which an edge crosses the centre line of each row it spans.
fn cross_rows(grid: &Grid, a: Coord<f64>, b: Coord<f64>, crossings: &mut [Vec<f64>]) {
    let (south, north) = if a.y < b.y { (a, b) } else { (b, a) };
    let row_of = |north_m: f64| (grid.north_m - north_m) / grid.cell_m - 0.5;
    // Half open, so that a vertex on a centre line counts once.
    let first = row_of(north.y).floor() + 1.0;
    let last = row_of(south.y).floor();
    if last < 0.0 || first >= grid.rows as f64 {
        return;
    }
    let rows = (first.max(0.0) as usize)..=(last as usize).min(grid.rows - 1);
    for (row, crossings) in crossings.iter_mut().enumerate().take(rows.end() + 1).skip(*rows.start()) {
        let y = grid.center(row, 0).north_m;
        crossings.push(south.x + (north.x - south.x) * (y - south.y) / (north.y - south.y));
    }
}

/// The cells whose centres lie between two eastings.
fn run(grid: &Grid, west_m: f64, east_m: f64) -> Range<usize> {
    let col_of = |east_m: f64| ((east_m - grid.west_m) / grid.cell_m - 0.5).ceil().max(0.0) as usize;
    col_of(west_m)..col_of(east_m).min(grid.cols)
}

/// Runs in order, those that touch or overlap made one.
fn joined(mut runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    runs.retain(|run| !run.is_empty());
    runs.sort_unstable_by_key(|run| run.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    const GRID: Grid = Grid { west_m: 0.0, north_m: 7.0, cell_m: 1.0, rows: 7, cols: 7 };

    fn drawn(territories_m: &[MultiPolygon<f64>]) -> Vec<String> {
        let draw = |runs: Vec<Range<usize>>| {
            let mut row = vec!['.'; GRID.cols];
            runs.into_iter().flatten().for_each(|col| row[col] = '#');
            row.into_iter().collect()
        };
        inside(&GRID, territories_m).into_iter().map(draw).collect()
    }

    #[test]
    fn a_square_with_a_hole_in_it() {
        let ring = polygon![
            exterior: [(x: 1.0, y: 1.0), (x: 6.0, y: 1.0), (x: 6.0, y: 6.0), (x: 1.0, y: 6.0)],
            interiors: [[(x: 3.0, y: 3.0), (x: 4.0, y: 3.0), (x: 4.0, y: 4.0), (x: 3.0, y: 4.0)]],
        ];
        let expected = [".......", ".#####.", ".#####.", ".##.##.", ".#####.", ".#####.", "......."];
        assert_eq!(drawn(&[MultiPolygon::new(vec![ring])]), expected);
    }

    #[test]
    fn territories_that_overlap_or_touch_give_each_cell_once() {
        let square = |west: f64, east: f64| {
            let ring = polygon![(x: west, y: 2.0), (x: east, y: 2.0), (x: east, y: 4.0), (x: west, y: 4.0)];
            MultiPolygon::new(vec![ring])
        };
        let runs = inside(&GRID, &[square(3.0, 5.0), square(-9.0, 2.0), square(1.0, 4.0), square(6.0, 99.0)]);
        assert_eq!((&runs[3], &runs[4]), (&vec![0..5, 6..7], &vec![0..5, 6..7]));
        assert!(runs[2].is_empty() && runs[5].is_empty());
        assert!(inside(&GRID, &[square(20.0, 30.0), square(-9.0, -3.0)]).iter().all(Vec::is_empty));
    }
}
