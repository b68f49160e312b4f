//! The points of a surface on which the rays of a group may hang, and what hangs on them: in vector code, a receiver a lane.

use multiversion::multiversion;

use super::hull::Corner;
use super::rays::{GROUP, Lanes};

/// Samples in their order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    /// Place of the first among all samples.
    pub first: u32,
    /// Distances, km.
    pub x_km: &'a [f64],
    /// Heights, m.
    pub heights_m: &'a [f64],
}

/// What the rays of a group may hang on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Points<'a> {
    /// What stands before all receivers.
    pub vertices: &'a [Corner],
    /// What stands behind those: a sample counts for the receivers that it is open for.
    pub tail: Stretch<'a>,
    /// What stands in clearings: a sample counts for the receivers that stand behind it and that it is not open for.
    pub clearing: Stretch<'a>,
    /// What is to be taken off heights in clearings for the curvature of the Earth, m/km².
    pub half_curvature: f64,
    /// Samples before the clearings of the receivers, and before the receivers themselves.
    pub open: &'a [u32; GROUP],
    pub before: &'a [u32; GROUP],
}

impl Points<'_> {
    /// Shows every point to somebody who looks for something.
    #[inline(always)]
    fn show<S: Sought>(&self, mut sought: S) -> S {
        const SHUT: f64 = f64::NEG_INFINITY;
        for corner in self.vertices {
            sought.look(corner.vertex.x_km, corner.vertex.y_m, &[-0.0; GROUP]); // which the compiler need not add
        }
        let (mut open, mut before) = ([0.0; GROUP], [0.0; GROUP]);
        for lane in 0..GROUP {
            (open[lane], before[lane]) = (f64::from(self.open[lane]), f64::from(self.before[lane]));
        }
        let mut index = f64::from(self.tail.first);
        for (&x, &y_m) in self.tail.x_km.iter().zip(self.tail.heights_m) {
            let mut gate_m = [0.0; GROUP];
            for lane in 0..GROUP {
                gate_m[lane] = if index < open[lane] { 0.0 } else { SHUT };
            }
            sought.look(x, y_m, &gate_m);
            index += 1.0;
        }
        let mut index = f64::from(self.clearing.first);
        for (&x, &height_m) in self.clearing.x_km.iter().zip(self.clearing.heights_m) {
            let gate = |lane: usize| if index < open[lane] || index >= before[lane] { SHUT } else { 0.0 };
            sought.look(x, height_m - self.half_curvature * x * x, &std::array::from_fn(gate));
            index += 1.0;
        }
        sought
    }
}

/// What each receiver looks for.
trait Sought {
    /// Looks at a point: its distance (km), its height (m), and what is to be added to that for each receiver: −∞ where it
    /// does not count.
    fn look(&mut self, x_km: f64, y_m: f64, gate_m: &Lanes);
}

/// How far points stand over lines of some slopes (m/km) through the origin at most, m.
struct MostOver<'a> {
    slopes: &'a Lanes,
    most_m: Lanes,
}

impl Sought for MostOver<'_> {
    #[inline(always)]
    fn look(&mut self, x: f64, y_m: f64, gate_m: &Lanes) {
        for lane in 0..GROUP {
            let over_m = y_m - self.slopes[lane] * x + gate_m[lane];
            self.most_m[lane] = if over_m > self.most_m[lane] { over_m } else { self.most_m[lane] };
        }
    }
}

/// The points that stand steepest from some places (km and m) behind them: how far above these and how far before.
///
/// Slopes are compared as cross products: a division costs as much as four points.
struct SteepestFrom<'a> {
    d_km: &'a Lanes,
    from_m: &'a Lanes,
    rise_m: Lanes,
    run_km: Lanes,
}

impl Sought for SteepestFrom<'_> {
    #[inline(always)]
    fn look(&mut self, x: f64, y_m: f64, gate_m: &Lanes) {
        for lane in 0..GROUP {
            let (rise_m, run_km) = (y_m - self.from_m[lane] + gate_m[lane], self.d_km[lane] - x);
            let steeper = rise_m * self.run_km[lane] >= self.rise_m[lane] * run_km;
            self.rise_m[lane] = if steeper { rise_m } else { self.rise_m[lane] };
            self.run_km[lane] = if steeper { run_km } else { self.run_km[lane] };
        }
    }
}

/// How far the points stand over lines of these slopes (m/km) through the origin at most, m.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn most_over(points: &Points, slopes: &Lanes) -> Lanes {
    most_over_scalar(points, slopes)
}

#[inline(always)]
fn most_over_scalar(points: &Points, slopes: &Lanes) -> Lanes {
    points.show(MostOver { slopes, most_m: [f64::NEG_INFINITY; GROUP] }).most_m
}

/// The point that stands steepest from each of some places (km and m) behind them, the last where there are several: its
/// slope (m/km; −∞ where there is none) and its distance from the place (km).
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn steepest_from(points: &Points, d_km: &Lanes, from_m: &Lanes) -> [Lanes; 2] {
    steepest_from_scalar(points, d_km, from_m)
}

#[inline(always)]
fn steepest_from_scalar(points: &Points, d_km: &Lanes, from_m: &Lanes) -> [Lanes; 2] {
    let sought = SteepestFrom { d_km, from_m, rise_m: [f64::NEG_INFINITY; GROUP], run_km: [1.0; GROUP] };
    let SteepestFrom { rise_m, run_km, .. } = points.show(sought);
    [std::array::from_fn(|lane| rise_m[lane] / run_km[lane]), run_km]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::hull::{Hull, Vertex};
    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    /// Samples of the hull, and of those behind it that all receivers may be open for.
    const HELD: usize = 10;
    const TAIL: usize = 10;

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-500.0..500.0), 30..60),
            open in prop::array::uniform8(10_u32..20), more in prop::array::uniform8(0_u32..20),
            slopes in prop::array::uniform8(with_ties(-300.0..300.0)),
            beyond_km in prop::array::uniform8(0.01..3.0_f64), from_m in prop::array::uniform8(with_ties(-600.0..2_000.0)),
            half_curvature in 0.0..0.1_f64,
        ) {
            let x_km: Vec<f64> = (1..=heights_m.len()).map(|number| 0.03 * number as f64).collect();
            let mut hull = Hull::default();
            for (index, y_m) in heights_m.iter().take(HELD).enumerate() {
                hull.push(Vertex { x_km: x_km[index], y_m: *y_m, index });
            }
            let stretch = |first: usize, end: usize| {
                Stretch { first: first as u32, x_km: &x_km[first..end], heights_m: &heights_m[first..end] }
            };
            let before: [u32; GROUP] = std::array::from_fn(|lane| open[lane] + more[lane]);
            let points = Points {
                vertices: hull.highest_over(&[0.0; GROUP]),
                tail: stretch(HELD, HELD + TAIL),
                clearing: stretch(HELD, heights_m.len()),
                half_curvature,
                open: &open,
                before: &before,
            };
            let d_km = beyond_km.map(|beyond_km| x_km[x_km.len() - 1] + beyond_km);
            assert_twins(most_over(&points, &slopes), most_over_scalar(&points, &slopes));
            assert_twins(steepest_from(&points, &d_km, &from_m), steepest_from_scalar(&points, &d_km, &from_m));
        }
    }
}
