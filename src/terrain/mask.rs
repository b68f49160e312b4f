//! Which cells lie inside polygons.

use geo::{Coord, MultiPolygon};
use ndarray::Array2;

use super::Grid;

/// True where the cell's centre lies inside one of the territories (working projection, m).
///
/// Row by row, the edges crossing the row's centre line are sorted from west to east; between an odd crossing
/// and the next, cells are inside (even–odd rule, holes included).
#[must_use]
pub fn inside(grid: &Grid, territories_m: &[MultiPolygon<f64>]) -> Array2<bool> {
    let mut mask = Array2::from_elem((grid.rows, grid.cols), false);
    for territory in territories_m {
        let edges: Vec<(Coord<f64>, Coord<f64>)> = edges(territory);
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); grid.rows];
        for (a, b) in edges {
            cross_rows(grid, a, b, &mut crossings);
        }
        for (row, mut crossed) in crossings.into_iter().enumerate() {
            crossed.sort_unstable_by(f64::total_cmp);
            for pair in crossed.chunks_exact(2) {
                fill(grid, &mut mask, row, pair[0], pair[1]);
            }
        }
    }
    mask
}

fn edges(territory: &MultiPolygon<f64>) -> Vec<(Coord<f64>, Coord<f64>)> {
    let rings =
        territory.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.flat_map(|ring| ring.lines().map(|line| (line.start, line.end))).collect()
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

fn fill(grid: &Grid, mask: &mut Array2<bool>, row: usize, west_m: f64, east_m: f64) {
    let col_of = |east_m: f64| ((east_m - grid.west_m) / grid.cell_m - 0.5).ceil().max(0.0) as usize;
    for col in col_of(west_m)..col_of(east_m).min(grid.cols) {
        mask[[row, col]] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn a_square_with_a_hole_in_it() {
        let grid = Grid { west_m: 0.0, north_m: 7.0, cell_m: 1.0, rows: 7, cols: 7 };
        let ring = polygon![
            exterior: [(x: 1.0, y: 1.0), (x: 6.0, y: 1.0), (x: 6.0, y: 6.0), (x: 1.0, y: 6.0)],
            interiors: [[(x: 3.0, y: 3.0), (x: 4.0, y: 3.0), (x: 4.0, y: 4.0), (x: 3.0, y: 4.0)]],
        ];
        let mask = inside(&grid, &[MultiPolygon::new(vec![ring])]);
        let drawn: Vec<String> = mask
            .rows()
            .into_iter()
            .map(|row| row.iter().map(|&inside| if inside { '#' } else { '.' }).collect())
            .collect();
        let expected = [".......", ".#####.", ".#####.", ".##.##.", ".#####.", ".#####.", "......."];
        assert_eq!(drawn, expected);
    }
}
