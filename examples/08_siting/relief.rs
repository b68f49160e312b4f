//! Ground, places on it, and what can be seen from where.
//!
//! A path is looked at once a cell: coarser than divario's own profiles, and enough for a pattern of who covers whom that
//! looks like mountains.

use ndarray::Array2;

use super::mountains::mountains;
use super::random::Random;

/// The country is a square of so many cells of this side.
const CELLS: usize = 1_000;
const CELL_M: f64 = 60.0;
const SIDE_M: f64 = CELLS as f64 * CELL_M;

/// Four thirds of the earth's mean radius, m.
const RADIUS_M: f64 = 6_371_000.0 * 4.0 / 3.0;

/// A place with an antenna on it.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the unit belongs to each name")]
pub struct Spot {
    /// From the western edge.
    pub east_m: f64,
    /// From the northern edge.
    pub south_m: f64,
    /// Height of the antenna above the sea.
    pub antenna_m: f64,
}

impl Spot {
    pub fn distance_m(&self, other: &Self) -> f64 {
        self.square_m2(other).sqrt()
    }

    fn square_m2(&self, other: &Self) -> f64 {
        let (east_m, south_m) = (self.east_m - other.east_m, self.south_m - other.south_m);
        east_m * east_m + south_m * south_m
    }

    pub fn is_within(&self, other: &Self, range_m: f64) -> bool {
        self.square_m2(other) <= range_m * range_m
    }
}

/// Heights of the ground.
pub struct Relief {
    height_m: Array2<f32>,
}

impl Relief {
    pub fn new(seed: u64) -> Self {
        Self { height_m: mountains(seed, CELLS, CELL_M) }
    }

    /// Between the middles of four cells, bilinear; outside these as at the edge.
    fn ground_m(&self, east_m: f64, south_m: f64) -> f64 {
        let cell = |offset_m: f64| (offset_m * (1.0 / CELL_M) - 0.5).clamp(0.0, (CELLS - 2) as f64);
        let (col, row) = (cell(east_m), cell(south_m));
        let (left, top) = (col as usize, row as usize);
        let height_m = |below: usize, right: usize| f64::from(self.height_m[(top + below, left + right)]);
        let blend = |from_m: f64, to_m: f64, share: f64| from_m + (to_m - from_m) * share;
        let across_m = |below: usize| blend(height_m(below, 0), height_m(below, 1), col - left as f64);
        blend(across_m(0), across_m(1), row - top as f64)
    }

    /// An antenna so high above the ground; what lies outside is moved to the edge.
    pub fn spot(&self, east_m: f64, south_m: f64, above_ground_m: f64) -> Spot {
        let inside = |offset_m: f64| offset_m.clamp(0.0, SIDE_M);
        let (east_m, south_m) = (inside(east_m), inside(south_m));
        Spot { east_m, south_m, antenna_m: self.ground_m(east_m, south_m) + above_ground_m }
    }

    /// The highest of some random places.
    pub fn high_place(&self, random: &mut Random, tries: usize, above_ground_m: f64) -> Spot {
        self.best_place(random, tries, above_ground_m, |one_m, other_m| one_m > other_m)
    }

    /// The highest ground so near.
    pub fn summit(&self, near: &Spot, within_m: f64, above_ground_m: f64) -> Spot {
        let reach = (within_m / CELL_M) as i32;
        let offsets_m = move || (-reach..=reach).map(|cells| f64::from(cells) * CELL_M);
        let places = offsets_m().flat_map(|east_m| offsets_m().map(move |south_m| (east_m, south_m)));
        let spots = places
            .map(|(east_m, south_m)| self.spot(near.east_m + east_m, near.south_m + south_m, above_ground_m));
        spots.max_by(|one, other| one.antenna_m.total_cmp(&other.antenna_m)).unwrap_or(*near)
    }

    /// The lowest of some random places.
    pub fn low_place(&self, random: &mut Random, tries: usize, above_ground_m: f64) -> Spot {
        self.best_place(random, tries, above_ground_m, |one_m, other_m| one_m < other_m)
    }

    fn best_place(
        &self,
        random: &mut Random,
        tries: usize,
        above_ground_m: f64,
        is_better: fn(f64, f64) -> bool,
    ) -> Spot {
        let mut place = || self.spot(random.below(SIDE_M), random.below(SIDE_M), above_ground_m);
        let mut best = place();
        for _ in 1..tries {
            let other = place();
            if is_better(other.antenna_m, best.antenna_m) {
                best = other;
            }
        }
        best
    }

    /// Whether nothing stands in the line from one antenna to the other.
    pub fn is_seen(&self, from: &Spot, to: &Spot) -> bool {
        self.clears(from, to, |_, _| 0.0)
    }

    /// Whether so much of the first Fresnel zone is free of ground as well.
    pub fn is_zone_clear(&self, from: &Spot, to: &Spot, wavelength_m: f64, zone_ratio: f64) -> bool {
        self.clears(from, to, |near_m, far_m| {
            zone_ratio * (wavelength_m * near_m * far_m / (near_m + far_m)).sqrt()
        })
    }

    /// Whether the line stays above the ground by a margin that depends on how far the two ends are.
    fn clears(&self, from: &Spot, to: &Spot, margin_m: impl Fn(f64, f64) -> f64) -> bool {
        let length_m = from.distance_m(to);
        let steps = (length_m / CELL_M).ceil().max(1.0);
        let per_step = |from: f64, to: f64| (to - from) / steps;
        let [east_m, south_m] = [per_step(from.east_m, to.east_m), per_step(from.south_m, to.south_m)];
        let rise_m = per_step(from.antenna_m, to.antenna_m);
        (1..steps as u32).map(f64::from).all(|step| {
            let near_m = step * length_m / steps;
            let far_m = length_m - near_m;
            let line_m = from.antenna_m + step * rise_m - near_m * far_m / (2.0 * RADIUS_M);
            self.ground_m(from.east_m + step * east_m, from.south_m + step * south_m)
                + margin_m(near_m, far_m)
                <= line_m
        })
    }
}
