//! The radio horizons of the two terminals over a terrain profile.

use multiversion::multiversion;

use super::super::profile::Profile;
use super::running::after_steps;

/// Points that are looked at side by side.
const LANES: usize = 8;

/// What a terminal sees last, for the transmitter and for the receiver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::propagation) struct Horizons {
    /// Elevation angle θ of the horizon, rad.
    pub theta_rad: [f64; 2],
    /// Distance d_hzn of the horizon from its terminal, m; the whole path where the terminals see each other.
    pub distance_m: [f64; 2],
}

impl Horizons {
    /// The steepest rays from both terminals, over ground and clutter; TN101 eq. 6.15.
    pub fn over(profile: &Profile, step_m: f64, a_e_m: f64, heights_m: [f64; 2]) -> Self {
        let last = profile.ground_m.len() - 1;
        let [tx, rx] = horizons(profile, step_m, a_e_m, heights_m);
        let seen = |[theta_rad, distance_m]: [f64; 2], end: usize, height_m: f64| {
            let steps = (distance_m / step_m).round() as usize;
            if steps == last {
                return Seen::Antenna { theta_rad };
            }
            let (point, antenna_m) = (end.abs_diff(steps), profile.ground_m[end] + height_m);
            Seen::Point { point, rise_m: profile.ground_m[point] + profile.clutter_m[point] - antenna_m }
        };
        Self::of(last, step_m, a_e_m, [seen(tx, 0, heights_m[0]), seen(rx, last, heights_m[1])])
    }

    /// The horizons of a path of so many steps of what its terminals see last.
    pub fn of(last: usize, step_m: f64, a_e_m: f64, [tx, rx]: [Seen; 2]) -> Self {
        let distance_m = distances_m(last, step_m, [tx.point(), rx.point()]);
        let theta_rad = |seen, d_m: f64| match seen {
            Seen::Antenna { theta_rad } => theta_rad,
            Seen::Point { rise_m, .. } => rise_m / d_m - d_m * (1.0 / (2.0 * a_e_m)), // TN101 eq. 6.15
        };
        Self { theta_rad: [theta_rad(tx, distance_m[0]), theta_rad(rx, distance_m[1])], distance_m }
    }
}

/// The steepest that a terminal sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::propagation) enum Seen {
    /// The other antenna, under this angle.
    Antenna { theta_rad: f64 },
    /// A point, and how far it rises above the terminal's own antenna.
    Point { point: usize, rise_m: f64 },
}

impl Seen {
    fn point(self) -> Option<usize> {
        if let Self::Point { point, .. } = self { Some(point) } else { None }
    }
}

/// Distances of two points from the transmitter and from the receiver, m; none is the other end.
///
/// In NTIA's `FindHorizons` they are running sums: a tenth of them decides later at which point a fit begins, and where
/// that falls on a point the last bit of the sum decides. So they are summed here where a tenth or the half of such a
/// distance, or of both together, falls on a point; elsewhere a sum of thousands of steps would only be less exact.
fn distances_m(last: usize, step_m: f64, [tx, rx]: [Option<usize>; 2]) -> [f64; 2] {
    let d_m = last as f64 * step_m;
    let steps = [tx.unwrap_or(last), last - rx.unwrap_or(0)];
    let both = steps[0] + steps[1];
    let decides =
        [steps[0], steps[1], both].iter().any(|steps| steps.is_multiple_of(10)) || 2 * both == 3 * last;
    [
        match tx {
            None => d_m,
            Some(point) if decides => after_steps(0.0, step_m, point),
            Some(point) => point as f64 * step_m,
        },
        match rx {
            None => d_m,
            Some(point) if decides => after_steps(d_m, -step_m, point),
            Some(point) => (last - point) as f64 * step_m,
        },
    ]
}

/// Angle (rad) and distance (m, to a small part of a step) of both horizons.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn horizons(profile: &Profile, step_m: f64, a_e_m: f64, heights_m: [f64; 2]) -> [[f64; 2]; 2] {
    horizons_scalar(profile, step_m, a_e_m, heights_m)
}

#[inline(always)]
fn horizons_scalar(profile: &Profile, step_m: f64, a_e_m: f64, heights_m: [f64; 2]) -> [[f64; 2]; 2] {
    let last = profile.ground_m.len() - 1;
    let d_m = last as f64 * step_m;
    let [z_tx_m, z_rx_m] = [profile.ground_m[0] + heights_m[0], profile.ground_m[last] + heights_m[1]];
    let slope = (z_rx_m - z_tx_m) / d_m;
    let mut tx = Search::new(z_tx_m, slope, d_m, a_e_m);
    let mut rx = Search::new(z_rx_m, -slope, d_m, a_e_m);
    let (ground_blocks, ground_rest) = profile.ground_m[1..last].as_chunks::<LANES>();
    let (clutter_blocks, clutter_rest) = profile.clutter_m[1..last].as_chunks::<LANES>();
    let mut distances = Distances { step_m, to_ends_m: [0.0, d_m] };
    for (ground_m, clutter_m) in ground_blocks.iter().zip(clutter_blocks) {
        let tops_m: [f64; LANES] = std::array::from_fn(|lane| ground_m[lane] + clutter_m[lane]);
        let from: [[f64; 2]; LANES] = std::array::from_fn(|_| distances.walk());
        for lane in 0..LANES {
            tx.look(lane, tops_m[lane], from[lane][0]);
            rx.look(lane, tops_m[lane], from[lane][1]);
        }
    }
    for (lane, (ground_m, clutter_m)) in ground_rest.iter().zip(clutter_rest).enumerate() {
        let [d_tx_m, d_rx_m] = distances.walk();
        tx.look(lane, ground_m + clutter_m, d_tx_m);
        rx.look(lane, ground_m + clutter_m, d_rx_m);
    }
    [tx.steepest(f64::lt), rx.steepest(f64::gt)]
}

/// A walk along the profile.
struct Distances {
    step_m: f64,
    /// Distances of the last point from both terminals.
    to_ends_m: [f64; 2],
}

impl Distances {
    /// Distances of the next point from both terminals, m.
    #[inline(always)]
    fn walk(&mut self) -> [f64; 2] {
        let [tx_m, rx_m] = self.to_ends_m;
        self.to_ends_m = [tx_m + self.step_m, rx_m - self.step_m];
        self.to_ends_m
    }
}

/// The steepest ray of one terminal so far, in each lane.
struct Search {
    z_m: f64,
    curvature_per_m: f64,
    theta_rad: [f64; LANES],
    distance_m: [f64; LANES],
}

impl Search {
    /// Begins with the ray to the other terminal.
    fn new(z_m: f64, slope: f64, d_m: f64, a_e_m: f64) -> Self {
        let theta_rad = slope - d_m / (2.0 * a_e_m);
        Self {
            z_m,
            curvature_per_m: 1.0 / (2.0 * a_e_m),
            theta_rad: [theta_rad; LANES],
            distance_m: [d_m; LANES],
        }
    }

    #[inline(always)]
    fn look(&mut self, lane: usize, top_m: f64, d_m: f64) {
        let theta_rad = (top_m - self.z_m) / d_m - d_m * self.curvature_per_m; // TN101 eq. 6.15
        let steeper = theta_rad > self.theta_rad[lane];
        self.theta_rad[lane] = if steeper { theta_rad } else { self.theta_rad[lane] };
        self.distance_m[lane] = if steeper { d_m } else { self.distance_m[lane] };
    }

    /// Angle and distance of the steepest of all; of equals the first from the transmitter, as NTIA has it.
    fn steepest(&self, is_first: fn(&f64, &f64) -> bool) -> [f64; 2] {
        let rays = self.theta_rad.into_iter().zip(self.distance_m);
        let steeper = |a: (f64, f64), b: (f64, f64)| {
            if b.0 > a.0 || (b.0 == a.0 && is_first(&b.1, &a.1)) { b } else { a }
        };
        rays.reduce(steeper).expect("there is a lane").into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::profile::tests::{Path, any_path};
    use super::*;
    use crate::propagation::twins::assert_twins;

    proptest! {
        #[test]
        fn twins_agree(path in any_path(), heights_m in prop::array::uniform2(0.5..300.0_f64), a_e_m in 6e6..2e7_f64) {
            let profile = path.profile();
            let vector = super::horizons(&profile, 30.0, a_e_m, heights_m);
            assert_twins(vector, horizons_scalar(&profile, 30.0, a_e_m, heights_m));
        }
    }

    /// An Earth without a bulge.
    const FLAT_M: f64 = 1e15;

    fn horizons(ground_m: &[f64], clutter_m: Option<&[f64]>, heights_m: [f64; 2]) -> Horizons {
        let mut path = Path::even(1.0, ground_m);
        path.clutter_m = clutter_m.map_or(path.clutter_m, <[f64]>::to_vec);
        Horizons::over(&path.profile(), 1000.0, FLAT_M, heights_m)
    }

    #[test]
    fn terminals_in_sight_have_each_other_for_horizon() {
        let found = horizons(&[0.0, 0.0, 0.0, 0.0], None, [30.0, 60.0]);
        assert_eq!(found.distance_m, [3000.0, 3000.0]);
        assert!((found.theta_rad[0] - 0.01).abs() < 1e-9 && (found.theta_rad[1] + 0.01).abs() < 1e-9);
    }

    #[test]
    fn each_terminal_sees_its_own_hill() {
        let found = horizons(&[0.0, 50.0, 0.0, 0.0, 80.0, 0.0], None, [10.0, 20.0]);
        assert_eq!(found.distance_m, [1000.0, 1000.0]);
        assert!((found.theta_rad[0] - 0.04).abs() < 1e-9 && (found.theta_rad[1] - 0.06).abs() < 1e-9);
    }

    #[test]
    fn clutter_is_an_obstacle_between_the_ends_only() {
        let ground_m = [0.0, 0.0, 0.0, 0.0];
        let found = horizons(&ground_m, Some(&[99.0, 20.0, 0.0, 99.0]), [10.0, 10.0]);
        assert_eq!(found, horizons(&[0.0, 20.0, 0.0, 0.0], None, [10.0, 10.0]));
        assert!((found.theta_rad[0] - 0.01).abs() < 1e-9);
    }

    #[test]
    fn the_bulge_of_a_round_earth_is_the_horizon() {
        // 10 m over a smooth Earth of 8 500 km: √(2 · 10 · 8.5e6) = 13.04 km away, 1.534 mrad down
        let path = Path::even(0.1, &[0.0; 1001]);
        let found = Horizons::over(&path.profile(), 100.0, 8.5e6, [10.0, 10.0]);
        assert!((found.distance_m[0] - 13_000.0).abs() < 1.0 && (found.distance_m[1] - 13_000.0).abs() < 1.0);
        assert!((found.theta_rad[0] + 1.534e-3).abs() < 1e-6);
    }
}
