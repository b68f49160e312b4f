//! The radio horizons of the two terminals over a terrain profile.

use super::super::profile::Profile;

/// What a terminal sees last, for the transmitter and for the receiver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Horizons {
    /// Elevation angle θ of the horizon, rad.
    pub theta_rad: [f64; 2],
    /// Distance d_hzn of the horizon from its terminal, m; the whole path where the terminals see each other.
    pub distance_m: [f64; 2],
}

impl Horizons {
    /// The steepest rays from both terminals, over ground and clutter; TN101 eq. 6.15.
    ///
    /// The distance is a running sum, as in NTIA's `FindHorizons`: a tenth of it decides later at which point a fit
    /// begins, and where that falls on a point the last bit of the sum decides.
    pub fn over(profile: &Profile, step_m: f64, a_e_m: f64, heights_m: [f64; 2]) -> Self {
        let last = profile.ground_m.len() - 1;
        let d_m = last as f64 * step_m;
        let [z_tx_m, z_rx_m] = [profile.ground_m[0] + heights_m[0], profile.ground_m[last] + heights_m[1]];
        let slope = (z_rx_m - z_tx_m) / d_m;
        let mut tx = Horizon { theta_rad: slope - d_m / (2.0 * a_e_m), distance_m: d_m };
        let mut rx = Horizon { theta_rad: -slope - d_m / (2.0 * a_e_m), distance_m: d_m };
        let curvature_per_m = 1.0 / (2.0 * a_e_m);
        let (mut d_tx_m, mut d_rx_m) = (0.0, d_m);
        for (ground_m, clutter_m) in profile.ground_m[1..last].iter().zip(&profile.clutter_m[1..last]) {
            let top_m = ground_m + clutter_m;
            d_tx_m += step_m;
            d_rx_m -= step_m;
            tx.rise(top_m - z_tx_m, d_tx_m, curvature_per_m);
            rx.rise(top_m - z_rx_m, d_rx_m, curvature_per_m);
        }
        Self { theta_rad: [tx.theta_rad, rx.theta_rad], distance_m: [tx.distance_m, rx.distance_m] }
    }
}

struct Horizon {
    theta_rad: f64,
    distance_m: f64,
}

impl Horizon {
    /// Takes a point this far above the terminal, if it lies above all before it. A point that does not, and most do
    /// not, costs no division.
    fn rise(&mut self, above_m: f64, distance_m: f64, curvature_per_m: f64) {
        if above_m > (self.theta_rad + distance_m * curvature_per_m) * distance_m {
            self.theta_rad = above_m / distance_m - distance_m * curvature_per_m; // TN101 eq. 6.15
            self.distance_m = distance_m;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::profile::tests::Path;
    use super::*;

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
