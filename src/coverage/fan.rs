//! The cells of a grid around a site, shared out among radials: each cell belongs to the wedge of one radial.
//!
//! ```text
//!        \ . | . /            Eight octants of equal wedges. In an octant u runs along its axis, v across:
//!       .  \ | /  .             a cell at (u, v) belongs to wedge i where  t(i) u ≤ v < t(i + 1) u,  t(i) = tan(i Δ),
//!      ------*------            in every other octant with ≤ and < swapped, so that axes and diagonals come once too.
//!       .  / | \  .           A radial runs along the middle of its wedge, and a sample is taken every cell's side.
//!        / . | . \
//! ```

use crate::terrain::Grid;
use crate::units::Projected;

/// Octants of the compass.
const OCTANTS: usize = 8;

/// A receiver nearer than this to its site is taken to be this far, m: models want a path.
const NEAREST_M: f64 = 1.0;

/// A cell of a wedge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// Distance of its centre from the site, m.
    pub distance_m: f64,
    /// Row.
    pub row: u32,
    /// Column.
    pub col: u32,
}

/// All wedges around a site.
#[derive(Debug, Clone)]
pub(super) struct Fan {
    grid: Grid,
    /// Row and column of the site, counted from the centre of cell (0, 0).
    site: (f64, f64),
    range_m: f64,
    /// t(i): tangents of the wedges' borders in an octant.
    borders: Vec<f64>,
}

/// An eighth of the compass: u along its axis away from the site, v across it, in cells.
#[derive(Debug, Clone, Copy)]
struct Octant {
    /// How row and column change with u.
    u: (i64, i64),
    /// How row and column change with v.
    v: (i64, i64),
    /// Whether the border nearer to the axis belongs to a wedge; else the other one does.
    from_axis: bool,
}

impl Octant {
    /// Counted from east over north: 0 from east to north-east, 1 from there to north, and so on.
    fn of(number: usize) -> Self {
        let (east, north, west, south) = ((0, 1), (-1, 0), (0, -1), (1, 0));
        let axes = [
            (east, north),
            (north, east),
            (north, west),
            (west, north),
            (west, south),
            (south, west),
            (south, east),
            (east, south),
        ];
        let (u, v) = axes[number];
        Self { u, v, from_axis: number.is_multiple_of(2) }
    }

    /// Change of row and column over so much of u and v.
    fn row_and_col(self, u: f64, v: f64) -> (f64, f64) {
        (u * self.u.0 as f64 + v * self.v.0 as f64, u * self.u.1 as f64 + v * self.v.1 as f64)
    }

    /// Whether u runs along the columns, so that the lines across are columns.
    fn along_cols(self) -> bool {
        self.u.0 == 0
    }
}

impl Fan {
    /// Wedges so narrow that at the range, or at the farthest corner of the grid where that is nearer, neighbouring
    /// radials are at most one cell apart. The site need not lie in the grid.
    pub fn new(grid: Grid, site: Projected, range_m: f64) -> Self {
        let range_m = range_m.min(farthest_m(&grid, site));
        let per_octant =
            (std::f64::consts::TAU * range_m / grid.cell_m / OCTANTS as f64).ceil().max(1.0) as usize;
        let angle_rad = std::f64::consts::FRAC_PI_4 / per_octant as f64;
        let border = |wedge: usize| match wedge {
            0 => 0.0,
            wedge if wedge == per_octant => 1.0,
            wedge => (angle_rad * wedge as f64).tan(),
        };
        let borders = (0..=per_octant).map(border).collect();
        Self { grid, site: grid.fractional(site), range_m, borders }
    }

    /// Number of radials.
    pub fn radials(&self) -> usize {
        OCTANTS * self.per_octant()
    }

    fn per_octant(&self) -> usize {
        self.borders.len() - 1
    }

    /// How row and column change over one step of a radial, as long as a cell's side.
    pub fn step(&self, radial: usize) -> (f64, f64) {
        let (octant, wedge) = self.octant_and_wedge(radial);
        let angle_rad = std::f64::consts::FRAC_PI_4 * (wedge as f64 + 0.5) / self.per_octant() as f64;
        let (sine, cosine) = angle_rad.sin_cos();
        octant.row_and_col(cosine, sine)
    }

    fn octant_and_wedge(&self, radial: usize) -> (Octant, usize) {
        (Octant::of(radial / self.per_octant()), radial % self.per_octant())
    }

    /// The radial in whose wedge a position lies.
    pub fn radial_of(&self, position: Projected) -> usize {
        let (row, col) = self.grid.fractional(position);
        let (east, north) = (col - self.site.1, self.site.0 - row);
        let turn = north.atan2(east).rem_euclid(std::f64::consts::TAU) / std::f64::consts::FRAC_PI_4;
        let octant = (turn as usize).min(OCTANTS - 1);
        let (u, v) = (east.abs().max(north.abs()), east.abs().min(north.abs()));
        let share = (v / u).atan() / std::f64::consts::FRAC_PI_4; // NaN for the site itself, which `as` makes 0
        octant * self.per_octant() + ((share * self.per_octant() as f64) as usize).min(self.per_octant() - 1)
    }

    /// Row and column of the site, counted from the centre of cell (0, 0).
    pub fn site(&self) -> (f64, f64) {
        self.site
    }

    /// Puts the cells of a radial's wedge into `spots`, by rising distance.
    ///
    /// Rows or columns are crossed one after the other. A wedge holds the border nearer to its octant's axis or the other
    /// one; the latter is the former once v is counted the other way.
    pub fn spots(&self, radial: usize, spots: &mut Vec<Spot>) {
        spots.clear();
        if radial == 0 {
            spots.extend(self.own_cell());
        }
        let (octant, wedge) = self.octant_and_wedge(radial);
        let (near, far) = (self.borders[wedge], self.borders[wedge + 1]);
        let (sign, from, to) = if octant.from_axis { (1, near, far) } else { (-1, -far, -near) };
        let crossing = Crossing::of(self, octant, sign);
        let reach = self.range_m / self.grid.cell_m / (1.0 + near * near).sqrt();
        for line in crossing.lines(reach) {
            let u = crossing.u_of(line);
            let (first, end) = (ceiling(crossing.site_v + from * u), ceiling(crossing.site_v + to * u));
            for place in first..end {
                spots.extend(self.spot(octant, &crossing, line, place));
            }
        }
        sort_nearly_sorted(spots);
    }

    /// The site's own cell where its centre is the site itself, which no wedge holds.
    fn own_cell(&self) -> Option<Spot> {
        let (row, col) = self.site;
        let within = row >= 0.0 && col >= 0.0 && row < self.grid.rows as f64 && col < self.grid.cols as f64;
        let centred = row.fract() == 0.0 && col.fract() == 0.0;
        (within && centred).then_some(Spot { distance_m: NEAREST_M, row: row as u32, col: col as u32 })
    }

    #[inline]
    fn spot(&self, octant: Octant, crossing: &Crossing, line: i64, place: i64) -> Option<Spot> {
        let (u, v) = (crossing.u_of(line), place as f64 - crossing.site_v);
        let distance_m = (u * u + v * v).sqrt() * self.grid.cell_m;
        let across = place * crossing.along_v;
        if distance_m > self.range_m || across < 0 || across >= crossing.size_v {
            return None;
        }
        let (number, across) = ((line * crossing.along_u) as u32, across as u32);
        let (row, col) = if octant.along_cols() { (across, number) } else { (number, across) };
        Some(Spot { distance_m: distance_m.max(NEAREST_M), row, col })
    }
}

/// The rows or columns across an octant, and the places along them, both counted away from the site: a line or place is
/// the number of a row or column times the direction.
#[derive(Debug, Clone, Copy)]
struct Crossing {
    /// Direction in which lines are counted, 1 or −1.
    along_u: i64,
    along_v: i64,
    /// Where the site lies, so counted.
    site_u: f64,
    site_v: f64,
    size_u: i64,
    size_v: i64,
}

impl Crossing {
    fn of(fan: &Fan, octant: Octant, sign: i64) -> Self {
        let (along_u, along_v) = (octant.u.0 + octant.u.1, sign * (octant.v.0 + octant.v.1));
        let (rows, cols) = (fan.grid.rows.cast_signed() as i64, fan.grid.cols.cast_signed() as i64);
        let ((site_row, site_col), turned) = (fan.site, octant.along_cols());
        let (at_u, at_v) = if turned { (site_col, site_row) } else { (site_row, site_col) };
        let (size_u, size_v) = if turned { (cols, rows) } else { (rows, cols) };
        Self {
            along_u,
            along_v,
            site_u: at_u * along_u as f64,
            site_v: at_v * along_v as f64,
            size_u,
            size_v,
        }
    }

    /// The lines of the grid that lie beyond the site and within a reach (cells), nearest first.
    fn lines(&self, reach: f64) -> std::ops::RangeInclusive<i64> {
        let (least, most) = if self.along_u > 0 { (0, self.size_u - 1) } else { (1 - self.size_u, 0) };
        (floor(self.site_u) + 1).max(least)..=floor(self.site_u + reach).min(most)
    }

    /// Distance of a line from the site, cells.
    #[inline]
    fn u_of(&self, line: i64) -> f64 {
        line as f64 - self.site_u
    }
}

/// Distance to the farthest corner of the outermost cells, m, and a cell's side more.
fn farthest_m(grid: &Grid, site: Projected) -> f64 {
    let (last_row, last_col) = (grid.rows.saturating_sub(1), grid.cols.saturating_sub(1));
    let corners = [(0, 0), (0, last_col), (last_row, 0), (last_row, last_col)];
    let distances_m = corners.map(|(row, col)| grid.center(row, col).distance_m(site));
    distances_m.into_iter().fold(0.0, f64::max) + grid.cell_m
}

/// Sorts by distance what is in order but for a few neighbours.
fn sort_nearly_sorted(spots: &mut [Spot]) {
    for end in 1..spots.len() {
        let mut at = end;
        while at > 0 && spots[at - 1].distance_m > spots[at].distance_m {
            spots.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// The largest whole number not above x, without a call into the system's library.
#[inline]
fn floor(x: f64) -> i64 {
    let towards_zero = x as i64;
    towards_zero - i64::from(x < towards_zero as f64)
}

/// The least whole number not below x.
#[inline]
fn ceiling(x: f64) -> i64 {
    -floor(-x)
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;

    const GRID: Grid = Grid { west_m: 1_000.0, north_m: 9_000.0, cell_m: 30.0, rows: 37, cols: 51 };

    /// How often each cell is met.
    fn visits(fan: &Fan) -> Array2<u32> {
        let mut visits = Array2::zeros((GRID.rows, GRID.cols));
        let mut spots = Vec::new();
        for radial in 0..fan.radials() {
            fan.spots(radial, &mut spots);
            assert!(spots.is_sorted_by_key(|spot| spot.distance_m));
            for spot in &spots {
                visits[[spot.row as usize, spot.col as usize]] += 1;
            }
        }
        visits
    }

    /// Every cell's wedge is that of the radial its centre points to, but for centres on a border.
    fn check_radials(fan: &Fan) {
        let mut spots = Vec::new();
        for radial in 0..fan.radials() {
            fan.spots(radial, &mut spots);
            for spot in spots.iter().filter(|spot| spot.distance_m > NEAREST_M) {
                let (row, col) = (f64::from(spot.row), f64::from(spot.col));
                let (u, v) = ((row - fan.site.0).abs(), (col - fan.site.1).abs());
                let share =
                    (u.min(v) / u.max(v)).atan() / std::f64::consts::FRAC_PI_4 * fan.per_octant() as f64;
                let found = fan.radial_of(GRID.center(spot.row as usize, spot.col as usize));
                assert!(
                    found == radial || (share - share.round()).abs() < 1e-6,
                    "{spot:?}: {found} {radial}"
                );
            }
        }
    }

    fn check(site: Projected, range_m: f64) {
        check_radials(&Fan::new(GRID, site, range_m));
        let visits = visits(&Fan::new(GRID, site, range_m));
        for ((row, col), &count) in visits.indexed_iter() {
            let distance_m = GRID.center(row, col).distance_m(site);
            if (distance_m - range_m).abs() > 1e-6 {
                assert_eq!(count, u32::from(distance_m < range_m), "{row} {col} from {site:?}");
            }
        }
    }

    #[test]
    fn a_site_in_the_middle_of_a_cell_meets_every_cell_once() {
        check(GRID.center(18, 25), 700.0);
        check(GRID.center(0, 0), 2_000.0);
        check(GRID.center(36, 50), 30.0);
    }

    #[test]
    fn a_range_beyond_the_grid_asks_for_no_more_radials_than_its_farthest_corner() {
        let fan = Fan::new(GRID, GRID.center(0, 0), 1e9);
        assert_eq!(fan.radials(), Fan::new(GRID, GRID.center(0, 0), 1_900.0).radials());
        check(GRID.center(0, 0), 1e9);
    }

    #[test]
    fn samples_lie_along_the_middle_of_their_wedges() {
        let fan = Fan::new(GRID, GRID.center(18, 25), 700.0);
        for radial in 0..fan.radials() {
            let (row_step, col_step) = fan.step(radial);
            let azimuth_rad = (-row_step).atan2(col_step).rem_euclid(std::f64::consts::TAU);
            let number = azimuth_rad / std::f64::consts::TAU * fan.radials() as f64 - 0.5;
            assert!((row_step.hypot(col_step) - 1.0).abs() < 1e-12);
            let octant = radial / fan.per_octant();
            let mirrored = if octant.is_multiple_of(2) {
                radial
            } else {
                (2 * octant + 1) * fan.per_octant() - 1 - radial
            };
            assert!((number - mirrored as f64).abs() < 1e-6, "{radial}: {number}");
        }
    }

    proptest! {
        #[test]
        fn every_cell_in_range_is_met_once(
            east in -300.0..2_000.0_f64, south in -300.0..1_500.0_f64, range_m in 20.0..2_500.0_f64,
        ) {
            check(Projected { east_m: GRID.west_m + east, north_m: GRID.north_m - south }, range_m);
        }
    }
}
