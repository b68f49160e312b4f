//! What the model wants to know of a profile: horizons, effective heights, irregularity.
//!
//! ```text
//!      *  h                                                   h  *
//!      |    fit to the near ground                               |
//!   ___|__ ._ _ _ _ _ _                /\                ________|
//!        \_/ \  /\   h_e = h + what the /  \    _ _ _ _/
//!             \/  \__/  foot stands above   \__/        d_hzn of the receiver
//!      |<--- d_hzn of the transmitter ->|<----------------------->|
//! ```

use super::super::elementary::exp;
use super::irregularity::roughness_share;
use super::least_squares::Line;
use super::relief::Relief;

/// A path as the model sees it; pairs belong to transmitter and receiver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Geometry {
    /// Length d, m.
    pub d_m: f64,
    /// Heights h of the antennas above ground, m.
    pub h_m: [f64; 2],
    /// Effective heights h_e, m.
    pub h_e_m: [f64; 2],
    /// Elevation angles θ_hzn of the horizons, rad.
    pub theta_hzn_rad: [f64; 2],
    /// Distances d_hzn of the horizons, m.
    pub d_hzn_m: [f64; 2],
    /// Terrain irregularity Δh, m.
    pub delta_h_m: f64,
}

/// Mean height of the ground above sea level without the first and last tenth of the path, m.
pub(super) fn system_height_m(relief: &impl Relief) -> f64 {
    let steps = relief.steps();
    let tenth = (0.1 * steps as f64) as usize;
    relief.mean_m(tenth, steps - tenth)
}

/// The path as its ground shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::propagation) struct Survey {
    /// Length d, m.
    pub d_m: f64,
    /// Heights h of the antennas above ground, m.
    pub h_m: [f64; 2],
    /// Their heights over the fitted ground, m.
    pub h_fit_m: [f64; 2],
    /// Elevation angles of the steepest rays, rad.
    pub theta_ray_rad: [f64; 2],
    /// Where these touch the ground, m; the whole path where the terminals see each other.
    pub d_ray_m: [f64; 2],
    /// Length of the ground that counts, m.
    pub stretch_m: f64,
    /// Range of its heights without tenths and general slope, m.
    pub span_m: f64,
}

impl Survey {
    /// The path over the ground, on an Earth of this effective radius (NTIA's `QuickPfl`).
    pub fn of(relief: &mut impl Relief, a_e_m: f64, h_m: [f64; 2]) -> Self {
        let d_m = relief.steps() as f64 * relief.step_m();
        let horizons = relief.horizons(a_e_m, h_m);
        let (start_m, end_m) = stretch_m(d_m, h_m, horizons.distance_m);
        let mut survey = Self {
            d_m,
            h_m,
            h_fit_m: h_m,
            theta_ray_rad: horizons.theta_rad,
            d_ray_m: horizons.distance_m,
            stretch_m: end_m - start_m,
            span_m: relief.span_m(start_m, end_m),
        };
        survey.h_fit_m = survey.heights_over_fit_m(relief, start_m, end_m);
        survey
    }

    /// Heights of the antennas over the ground that they see.
    fn heights_over_fit_m(&self, relief: &impl Relief, start_m: f64, end_m: f64) -> [f64; 2] {
        if self.is_in_sight() {
            let fit = fit(relief, start_m, end_m);
            return effective_heights_m(relief, self.h_m, [&fit, &fit]);
        }
        let [d_tx_m, d_rx_m] = self.d_ray_m;
        let near_tx = fit(relief, start_m, 0.9 * d_tx_m);
        let near_rx = fit(relief, self.d_m - 0.9 * d_rx_m, end_m);
        effective_heights_m(relief, self.h_m, [&near_tx, &near_rx])
    }

    #[inline(always)]
    fn is_in_sight(&self) -> bool {
        self.d_ray_m[0] + self.d_ray_m[1] > 1.5 * self.d_m
    }

    /// What it comes down to.
    #[inline(always)]
    pub(super) fn geometry(&self, a_e_m: f64) -> Geometry {
        let Self { d_m, h_m, h_fit_m, theta_ray_rad, d_ray_m, stretch_m, span_m } = *self;
        let delta_h_m = span_m / roughness_share(stretch_m); // [ERL 79-ITS 67, eq. 3], inverted
        if self.is_in_sight() {
            return Geometry::within_sight(d_m, a_e_m, h_m, h_fit_m, delta_h_m);
        }
        Geometry { d_m, h_m, h_e_m: h_fit_m, theta_hzn_rad: theta_ray_rad, d_hzn_m: d_ray_m, delta_h_m }
    }
}

impl Geometry {
    /// Terminals in sight of each other have no horizon to show: it is the one that such terrain would have.
    #[inline(always)]
    fn within_sight(d_m: f64, a_e_m: f64, h_m: [f64; 2], h_e_m: [f64; 2], delta_h_m: f64) -> Self {
        let found = Self::with_expected_horizons(d_m, a_e_m, h_m, h_e_m, delta_h_m);
        let reach_m = found.d_hzn_m[0] + found.d_hzn_m[1];
        if reach_m > d_m {
            return found;
        }
        let raise = (d_m / reach_m).powi(2);
        let raised_m = [h_e_m[0] * raise, h_e_m[1] * raise];
        Self::with_expected_horizons(d_m, a_e_m, h_m, raised_m, delta_h_m)
    }

    /// Antennas of these effective heights with the horizons that such terrain would have.
    #[inline(always)]
    pub fn with_expected_horizons(
        d_m: f64,
        a_e_m: f64,
        h_m: [f64; 2],
        h_e_m: [f64; 2],
        delta_h_m: f64,
    ) -> Self {
        let [tx, rx] = [
            ExpectedHorizon::of(h_e_m[0], delta_h_m, a_e_m),
            ExpectedHorizon::of(h_e_m[1], delta_h_m, a_e_m),
        ];
        let theta_hzn_rad = [tx.theta_rad, rx.theta_rad];
        Self { d_m, h_m, h_e_m, theta_hzn_rad, d_hzn_m: [tx.distance_m, rx.distance_m], delta_h_m }
    }
}

/// The horizon that terrain of a certain irregularity would have, whatever its profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ExpectedHorizon {
    /// Distance d_hzn, m.
    pub distance_m: f64,
    /// Elevation angle θ_hzn, rad.
    pub theta_rad: f64,
}

impl ExpectedHorizon {
    /// Least effective height that counts for the distance of the horizon, H_3, m.
    const LEAST_HEIGHT_M: f64 = 5.0;

    /// Of a terminal of this effective height.
    #[inline(always)]
    pub fn of(h_e_m: f64, delta_h_m: f64, a_e_m: f64) -> Self {
        let d_ls_m = (2.0 * h_e_m * a_e_m).sqrt(); // over a smooth Earth
        let shorter = exp(-0.07 * (delta_h_m / h_e_m.max(Self::LEAST_HEIGHT_M)).sqrt());
        let distance_m = d_ls_m * shorter; // [Alg. eq. 3.3]
        let theta_rad = (0.65 * delta_h_m * (d_ls_m / distance_m - 1.0) - 2.0 * h_e_m) / d_ls_m; // [Alg. eq. 3.4]
        Self { distance_m, theta_rad }
    }
}

/// Where the ground begins and ends to count, m: 15 antenna heights, or a tenth of the horizon distance, from either
/// end;
/// [Hufford 1982, p. 25].
fn stretch_m(d_m: f64, h_m: [f64; 2], d_hzn_m: [f64; 2]) -> (f64, f64) {
    let left_out_m = |end: usize| (15.0 * h_m[end]).min(0.1 * d_hzn_m[end]);
    (left_out_m(0), d_m - left_out_m(1))
}

/// A line through the ground between two distances, from the point before to the point after.
fn fit(relief: &impl Relief, from_m: f64, to_m: f64) -> Line {
    let (last, step_m) = (relief.steps(), relief.step_m());
    let from = (from_m / step_m).max(0.0) as usize;
    let to = last - (last as f64 - to_m / step_m).max(0.0) as usize;
    if to <= from {
        return relief.line(from.saturating_sub(1), last.min(to + 1));
    }
    relief.line(from, to)
}

/// Antenna heights above the fitted ground where that lies below the foot of the mast, above the foot elsewhere, m.
fn effective_heights_m(relief: &impl Relief, h_m: [f64; 2], [near_tx, near_rx]: [&Line; 2]) -> [f64; 2] {
    let [tx_ground_m, rx_ground_m] = relief.ends_m();
    [
        h_m[0] + (tx_ground_m - near_tx.at(0.0)).max(0.0),
        h_m[1] + (rx_ground_m - near_rx.at(relief.steps() as f64)).max(0.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::super::profile::tests::Path;
    use super::super::relief::Walked;
    use super::*;

    const A_E_M: f64 = 8.5e6;

    fn over(path: &Path, h_m: [f64; 2]) -> Geometry {
        Survey::of(&mut Walked::new(&path.profile()), A_E_M, h_m).geometry(A_E_M)
    }

    #[test]
    fn the_system_height_leaves_a_tenth_out_at_each_end() {
        let mut ground_m = vec![100.0; 21];
        (ground_m[1], ground_m[19]) = (9000.0, 9000.0);
        let height_m = |ground_m: &[f64]| system_height_m(&Walked::new(&Path::even(0.1, ground_m).profile()));
        assert!((height_m(&ground_m) - 100.0).abs() < 1e-9);
        assert!((height_m(&[10.0, 20.0]) - 15.0).abs() < 1e-12);
    }

    #[test]
    fn on_flat_ground_the_effective_height_is_the_height() {
        let path = Path::even(0.1, &[300.0; 101]);
        let found = over(&path, [30.0, 10.0]);
        assert_eq!((found.d_m, found.delta_h_m), (10_000.0, 0.0));
        assert!((found.h_e_m[0] - 30.0).abs() < 1e-9 && (found.h_e_m[1] - 10.0).abs() < 1e-9);
        // √(2 · 30 · 8.5e6) and −√(2 · 30 / 8.5e6)
        assert!((found.d_hzn_m[0] - 22_583.18).abs() < 0.01);
        assert!((found.theta_hzn_rad[0] + 2.656_845e-3).abs() < 1e-9);
    }

    #[test]
    fn a_mast_on_a_hill_is_higher_and_one_in_a_hollow_is_not_lower() {
        let mut ground_m = vec![100.0; 101];
        (ground_m[0], ground_m[100]) = (180.0, 40.0);
        let found = over(&Path::even(0.1, &ground_m), [30.0, 100.0]);
        assert!((found.h_e_m[0] - 110.0).abs() < 1e-9, "{found:?}");
        assert!((found.h_e_m[1] - 100.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_wall_gives_two_horizons() {
        let mut ground_m = vec![100.0; 101];
        ground_m[40] = 500.0;
        let found = over(&Path::even(0.1, &ground_m), [30.0, 10.0]);
        assert!((found.d_hzn_m[0] - 4_000.0).abs() < 1e-6 && (found.d_hzn_m[1] - 6_000.0).abs() < 1e-6);
        // (500 − 130) / 4000 − 4000 / (2 · 8.5e6)
        assert!((found.theta_hzn_rad[0] - 0.092_264_7).abs() < 1e-7);
    }

    #[test]
    fn rugged_ground_brings_the_horizon_nearer_and_up() {
        let smooth = ExpectedHorizon::of(20.0, 0.0, A_E_M);
        let rugged = ExpectedHorizon::of(20.0, 200.0, A_E_M);
        assert!(rugged.distance_m < smooth.distance_m && rugged.theta_rad > smooth.theta_rad);
        assert!((smooth.theta_rad + 2.0 * 20.0 / smooth.distance_m).abs() < 1e-12);
    }
}
