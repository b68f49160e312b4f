//! The smooth surface under a path: the straight line that fits the terrain best, ITU-R P.526-15 §4.5.2, P.1812
//! attachment 1 §5.6.1 and §5.6.2.
//!
//! ```text
//!   tx *                                    * rx
//!      |         /\          __             |
//!      |________/  \________/  \____________|     ground
//!    - - - - - - - - - - - - - - - - - - - - -    line of least squares, through hst and hsr
//! ```
//!
//! The diffraction model measures the antennas from a line that is put lower where terrain stands in the ray, and never
//! above the ground at an end. The ground counts bare: clutter does not lift the surface.
//!
//! The numbers of attachment 1 are those in `eeveetza/p1812`; its printed logs count two fewer (*unverified*).

use multiversion::multiversion;

use crate::propagation::profile::{Profile, bare};

/// Width of the blocks in which the sums are taken, one sum a lane.
const LANES: usize = 4;

/// A straight line under the path, by its heights above mean sea level at the two ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmoothSurface {
    /// Height at the transmitter, m.
    pub tx_m: f64,
    /// Height at the receiver, m.
    pub rx_m: f64,
}

impl SmoothSurface {
    /// The line of least squares through the ground, `hst` and `hsr`.
    #[must_use]
    pub fn fitted(profile: &Profile) -> Self {
        let [v1, v2] = moments(profile);
        let d_tot = profile.length_km();
        Self::of_moments([v1, v2], d_tot)
    }

    /// The line of least squares from the two sums over the profile, v1 in m·km and v2 in m·km².
    #[inline(always)]
    pub(in crate::propagation) fn of_moments([v1, v2]: [f64; 2], d_tot: f64) -> Self {
        Self {
            tx_m: (2.0 * v1 * d_tot - v2) / (d_tot * d_tot), // P.1812 eq. (87)
            rx_m: (v2 - v1 * d_tot) / (d_tot * d_tot),       // P.1812 eq. (88)
        }
    }

    /// The line as the diffraction model takes it, `hstd` and `hsrd`: lower by what stands in the ray between two
    /// antennas (m above mean sea level), and nowhere above the ground at an end.
    #[must_use]
    pub fn under_obstacles(self, profile: &Profile, [htc_m, hrc_m]: [f64; 2]) -> Self {
        let d_tot = profile.length_km();
        let slope = (hrc_m - htc_m) / d_tot;
        let over_ray_m = |d: f64, h: f64| h - (htc_m + slope * d); // P.1812 eq. (89d)
        let h_obs = profile.largest_over(bare, over_ray_m); // P.1812 eq. (89a)
        let lower = if h_obs <= 0.0 {
            self // P.1812 eq. (90a), (90b)
        } else {
            // both at once, by one division
            let slopes = profile.largest_of_each(bare, |d, h| {
                let ratio = over_ray_m(d, h) / (d * (d_tot - d));
                [ratio * (d_tot - d), ratio * d] // P.1812 eq. (89b), (89c)
            });
            self.lowered(h_obs, slopes)
        };
        lower.under_ends(profile.ends_m()) // P.1812 eq. (91)
    }

    /// The line, lower by what stands h_obs (m) above the ray and at the slopes α_obt and α_obr (m/km) over it.
    #[inline(always)]
    pub(in crate::propagation) fn lowered(self, h_obs: f64, [alpha_obt, alpha_obr]: [f64; 2]) -> Self {
        let g_t = alpha_obt / (alpha_obt + alpha_obr); // P.1812 eq. (90e)
        let g_r = alpha_obr / (alpha_obt + alpha_obr); // P.1812 eq. (90f)
        Self { tx_m: self.tx_m - h_obs * g_t, rx_m: self.rx_m - h_obs * g_r } // P.1812 eq. (90c), (90d)
    }

    /// The line, but nowhere above the ground (m) at an end.
    #[inline(always)]
    #[must_use]
    pub fn under_ends(self, [tx_ground_m, rx_ground_m]: [f64; 2]) -> Self {
        Self { tx_m: self.tx_m.min(tx_ground_m), rx_m: self.rx_m.min(rx_ground_m) }
    }

    /// Heights of two antennas (m above mean sea level) above the line at their ends, m.
    #[inline(always)]
    #[must_use]
    pub fn height_of(self, [tx_m, rx_m]: [f64; 2]) -> [f64; 2] {
        [tx_m - self.tx_m, rx_m - self.rx_m]
    }
}

/// The two sums over the profile from which the line follows: v1 in m·km, v2 in m·km².
///
/// One after the other: together, the compiler makes no vector code of them.
fn moments(profile: &Profile) -> [f64; 2] {
    let (d, h) = (profile.distance_km, profile.ground_m);
    [
        sum_of_steps(d, h, |d_0, d_1, h_0, h_1| moments_of_step(d_0, d_1, h_0, h_1)[0]),
        sum_of_steps(d, h, |d_0, d_1, h_0, h_1| moments_of_step(d_0, d_1, h_0, h_1)[1]),
    ]
}

/// The sum of what each step between two points adds, by their distances (km) and heights (m).
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn sum_of_steps(d: &[f64], h: &[f64], adds: impl Fn(f64, f64, f64, f64) -> f64) -> f64 {
    sum_of_steps_scalar(d, h, adds)
}

#[inline(always)]
fn sum_of_steps_scalar(d: &[f64], h: &[f64], adds: impl Fn(f64, f64, f64, f64) -> f64) -> f64 {
    let steps = d.len() - 1;
    let (d_0, d_1, h_0, h_1) = (&d[..steps], &d[1..], &h[..steps], &h[1..]);
    let (d_0, d_0_rest) = d_0.as_chunks::<LANES>();
    let (d_1, d_1_rest) = d_1.as_chunks::<LANES>();
    let (h_0, h_0_rest) = h_0.as_chunks::<LANES>();
    let (h_1, h_1_rest) = h_1.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (((d_0, d_1), h_0), h_1) in d_0.iter().zip(d_1).zip(h_0).zip(h_1) {
        for lane in 0..LANES {
            sums[lane] += adds(d_0[lane], d_1[lane], h_0[lane], h_1[lane]);
        }
    }
    let rest = d_0_rest.iter().zip(d_1_rest).zip(h_0_rest).zip(h_1_rest);
    rest.fold(sums.iter().sum(), |sum: f64, (((&d_0, &d_1), &h_0), &h_1)| sum + adds(d_0, d_1, h_0, h_1))
}

/// What the step between two points adds to the sums.
#[inline(always)]
pub(in crate::propagation) fn moments_of_step(d_0: f64, d_1: f64, h_0: f64, h_1: f64) -> [f64; 2] {
    let step = d_1 - d_0;
    [
        step * (h_1 + h_0),                                         // P.1812 eq. (85)
        step * (h_1 * (2.0 * d_1 + d_0) + h_0 * (d_1 + 2.0 * d_0)), // P.1812 eq. (86)
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::profile::tests::{Path, any_path};
    use crate::propagation::twins::assert_twins;

    #[test]
    fn a_straight_slope_is_its_own_line() {
        for count in 2..20 {
            let ground_m: Vec<f64> = (0..count).map(|index| 100.0 + 7.0 * f64::from(index)).collect();
            let line = SmoothSurface::fitted(&Path::even(0.5, &ground_m).profile());
            let far_m = 100.0 + 7.0 * f64::from(count - 1);
            assert!((line.tx_m - 100.0).abs() < 1e-9 && (line.rx_m - far_m).abs() < 1e-9, "{count} {line:?}");
        }
    }

    #[test]
    fn a_hill_half_way_worked_by_hand() {
        // 0, 60, 0 m over 2 km: v1 = 60 + 60 = 120, v2 = 60 (2·1 + 0) + 60 (2 + 2·1) = 360,
        // hst = (2·120·2 - 360) / 4 = 30, hsr = (360 - 120·2) / 4 = 30
        let path = Path::even(1.0, &[0.0, 60.0, 0.0]);
        let line = SmoothSurface::fitted(&path.profile());
        assert_eq!((line.tx_m, line.rx_m), (30.0, 30.0));
        // antennas at 20 m: the hill stands 40 m over the ray, half of it counts at either end: 30 - 20 = 10, and then
        // the ground at the ends, 0
        let lower = line.under_obstacles(&path.profile(), [20.0, 20.0]);
        assert_eq!((lower.tx_m, lower.rx_m), (0.0, 0.0));
        // on a plateau of 25 m the line may go down to 10 m
        let on_plateau = Path::even(1.0, &[25.0, 60.0, 25.0]);
        let lower = line.under_obstacles(&on_plateau.profile(), [20.0, 20.0]);
        assert_eq!((lower.tx_m, lower.rx_m), (10.0, 10.0));
    }

    proptest! {
        #[test]
        fn twins_agree(path in any_path()) {
            let (d, h) = (&path.distance_km, &path.ground_m);
            for moment in 0..2 {
                let adds = |d_0, d_1, h_0, h_1| moments_of_step(d_0, d_1, h_0, h_1)[moment];
                assert_twins(sum_of_steps(d, h, adds), sum_of_steps_scalar(d, h, adds));
            }
        }

        #[test]
        fn the_line_swaps_with_the_ends(ground_m in prop::collection::vec(0.0..2000.0_f64, 2..60)) {
            let path = Path::even(0.3, &ground_m);
            let there = SmoothSurface::fitted(&path.profile());
            let back = SmoothSurface::fitted(&path.swapped().profile());
            prop_assert!((there.tx_m - back.rx_m).abs() < 1e-8 && (there.rx_m - back.tx_m).abs() < 1e-8);
        }

        #[test]
        fn points_on_the_slope_between_two_change_nothing(ground_m in prop::collection::vec(0.0..2000.0_f64, 2..60)) {
            // terrain of straight slopes is the same terrain with a point in the middle of each
            let last = ground_m.len() - 1;
            let doubled: Vec<f64> = (0..=2 * last)
                .map(|index| f64::midpoint(ground_m[index / 2], ground_m[index.div_ceil(2)]))
                .collect();
            let coarse = SmoothSurface::fitted(&Path::even(0.3, &ground_m).profile());
            let fine = SmoothSurface::fitted(&Path::even(0.15, &doubled).profile());
            prop_assert!((coarse.tx_m - fine.tx_m).abs() < 1e-8 && (coarse.rx_m - fine.rx_m).abs() < 1e-8);
        }
    }
}
