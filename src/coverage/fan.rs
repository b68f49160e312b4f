//! The cells of a grid around a site, shared out among radials: each cell belongs to the wedge of one radial.
//!
//! ```text
//!        \ . | . /            Eight octants of equal wedges. In an octant u runs along its axis, v across:
//!       .  \ | /  .             a cell at (u, v) belongs to wedge i where  t(i) u ≤ v < t(i + 1) u,  t(i) = tan(i Δ),
//!      ------*------            so that no cell is left out and none comes twice, on axes and diagonals too.
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

/// The axes of an octant: how row and column change with u and with v.
#[derive(Debug, Clone, Copy)]
struct Octant {
    u: (f64, f64),
    v: (f64, f64),
    /// Whether the border at the smaller v belongs to the wedge; else the other one does.
    from_axis: bool,
}

impl Octant {
    /// Counted from east over north: 0 from east to north-east, 1 from there to north, and so on.
    fn of(number: usize) -> Self {
        let (east, north, west, south) = ((0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0));
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

    fn row_and_col(self, site: (f64, f64), u: f64, v: f64) -> (f64, f64) {
        (site.0 + u * self.u.0 + v * self.v.0, site.1 + u * self.u.1 + v * self.v.1)
    }
}

impl Fan {
    /// Wedges so narrow that at the range neighbouring radials are at most one cell apart, over a part of the grid that
    /// the site need not lie in.
    pub fn new(grid: Grid, site: Projected, range_m: f64) -> Self {
        let per_octant = (std::f64::consts::TAU * range_m / grid.cell_m / OCTANTS as f64).ceil().max(1.0) as usize;
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
        let (octant, wedge) = (Octant::of(radial / self.per_octant()), radial % self.per_octant());
        let angle_rad = std::f64::consts::FRAC_PI_4 * (wedge as f64 + 0.5) / self.per_octant() as f64;
        let (sine, cosine) = angle_rad.sin_cos();
        octant.row_and_col((0.0, 0.0), cosine, sine)
    }

    /// Row and column of the site, counted from the centre of cell (0, 0).
    pub fn site(&self) -> (f64, f64) {
        self.site
    }

    /// Puts the cells of a radial's wedge into `spots`, by rising distance.
    pub fn spots(&self, radial: usize, spots: &mut Vec<Spot>) {
        spots.clear();
        let (octant, wedge) = (Octant::of(radial / self.per_octant()), radial % self.per_octant());
        if radial == 0 {
            spots.extend(self.own_cell());
        }
        let (near, far) = (self.borders[wedge], self.borders[wedge + 1]);
        for line in self.lines(octant) {
            let u = line.u;
            let (first, last) = if octant.from_axis {
                (line.at_or_after(near * u), line.before(far * u))
            } else {
                (line.after(near * u), line.at_or_before(far * u))
            };
            for cross in first..=last {
                spots.extend(self.spot(octant, &line, cross));
            }
        }
        spots.sort_by(|one, other| one.distance_m.total_cmp(&other.distance_m));
    }

    /// The site's own cell where its centre is the site itself, which no wedge holds.
    fn own_cell(&self) -> Option<Spot> {
        let (row, col) = self.site;
        let within = row >= 0.0 && col >= 0.0 && row < self.grid.rows as f64 && col < self.grid.cols as f64;
        let centred = row.fract() == 0.0 && col.fract() == 0.0;
        (within && centred).then_some(Spot { distance_m: NEAREST_M, row: row as u32, col: col as u32 })
    }

    /// The rows or columns that an octant crosses, nearest first.
    fn lines(&self, octant: Octant) -> impl Iterator<Item = Line> + use<> {
        let along = octant.u.0 + octant.u.1;
        let across = octant.v.0 + octant.v.1;
        let by_col = octant.u.0 == 0.0;
        let (site_u, site_v) = if by_col { (self.site.1, self.site.0) } else { (self.site.0, self.site.1) };
        let (size_u, size_v) =
            if by_col { (self.grid.cols, self.grid.rows) } else { (self.grid.rows, self.grid.cols) };
        let reach = self.range_m / self.grid.cell_m;
        let beyond = |at: f64| (at * along).floor() + 1.0;
        let first = beyond(site_u).max(if along > 0.0 { 0.0 } else { 1.0 - size_u as f64 });
        let last = (site_u * along + reach).floor().min(if along > 0.0 { size_u as f64 - 1.0 } else { 0.0 });
        (first as i64..=last as i64).map(move |at| {
            let number = at as f64 * along;
            Line { number: number as i64, u: (number - site_u) * along, site_v, across, size_v: size_v as i64 }
        })
    }

    #[inline]
    fn spot(&self, octant: Octant, line: &Line, cross: i64) -> Option<Spot> {
        let v = cross as f64 - line.site_v * line.across;
        let distance_m = (line.u * line.u + v * v).sqrt() * self.grid.cell_m;
        if distance_m > self.range_m {
            return None;
        }
        let number_v = cross * line.across as i64;
        if number_v < 0 || number_v >= line.size_v {
            return None;
        }
        let (row, col) = if octant.u.0 == 0.0 { (number_v, line.number) } else { (line.number, number_v) };
        Some(Spot { distance_m: distance_m.max(NEAREST_M), row: row as u32, col: col as u32 })
    }
}

/// A row or column across an octant. Cells along it are counted in the direction of v: `cross = across × number`.
#[derive(Debug, Clone, Copy)]
struct Line {
    number: i64,
    u: f64,
    site_v: f64,
    across: f64,
    size_v: i64,
}

impl Line {
    fn at(&self, v: f64) -> f64 {
        self.site_v * self.across + v
    }

    #[inline]
    fn at_or_after(&self, v: f64) -> i64 {
        self.at(v).ceil() as i64
    }

    #[inline]
    fn after(&self, v: f64) -> i64 {
        self.at(v).floor() as i64 + 1
    }

    #[inline]
    fn before(&self, v: f64) -> i64 {
        self.at(v).ceil() as i64 - 1
    }

    #[inline]
    fn at_or_before(&self, v: f64) -> i64 {
        self.at(v).floor() as i64
    }
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

    fn check(site: Projected, range_m: f64) {
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
    fn samples_lie_along_the_middle_of_their_wedges() {
        let fan = Fan::new(GRID, GRID.center(18, 25), 700.0);
        for radial in 0..fan.radials() {
            let (row_step, col_step) = fan.step(radial);
            let azimuth_rad = (-row_step).atan2(col_step).rem_euclid(std::f64::consts::TAU);
            let number = azimuth_rad / std::f64::consts::TAU * fan.radials() as f64 - 0.5;
            assert!((row_step.hypot(col_step) - 1.0).abs() < 1e-12);
            let octant = radial / fan.per_octant();
            let mirrored = if octant.is_multiple_of(2) { radial } else {
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
