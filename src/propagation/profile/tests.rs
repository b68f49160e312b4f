//! Paths as the models see them: means, levels and the path that the tests of all models build.

use proptest::prelude::*;

use super::super::twins::assert_twins;
use super::*;

/// A path that owns its heights: what the tests of all models build.
#[derive(Debug, Clone)]
pub struct Path {
    pub distance_km: Vec<f64>,
    pub ground_m: Vec<f64>,
    pub clutter_m: Vec<f64>,
}

impl Path {
    /// Points at equal spacing, without clutter.
    pub fn even(spacing_km: f64, ground_m: &[f64]) -> Self {
        let distance_km = (0..ground_m.len()).map(|index| index as f64 * spacing_km).collect();
        Self { distance_km, ground_m: ground_m.to_vec(), clutter_m: vec![0.0; ground_m.len()] }
    }

    pub fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &[],
        }
    }

    /// The same path seen from the receiver.
    pub fn swapped(&self) -> Self {
        let length_km = self.profile().length_km();
        let back = |values: &[f64]| values.iter().rev().copied().collect();
        Self {
            distance_km: self.distance_km.iter().rev().map(|distance| length_km - distance).collect(),
            ground_m: back(&self.ground_m),
            clutter_m: back(&self.clutter_m),
        }
    }

    /// Every so many points of the path, and its end.
    pub fn thinned(&self, stride: usize) -> Self {
        let last = self.distance_km.len() - 1;
        let thin = |values: &[f64]| {
            let kept = |index: &usize| index.is_multiple_of(stride) || *index == last;
            (0..=last).filter(kept).map(|index| values[index]).collect::<Vec<_>>()
        };
        Self {
            distance_km: thin(&self.distance_km),
            ground_m: thin(&self.ground_m),
            clutter_m: thin(&self.clutter_m),
        }
    }
}

/// The step that is left of a difference when the span over which it arises is halved again and again: 0, or as good
/// as, where the function is continuous.
pub fn step_within(from: f64, to: f64, value: impl Fn(f64) -> f64) -> (f64, [f64; 2]) {
    let (mut near, mut far) = ([from, value(from)], [to, value(to)]);
    for _ in 0..48 {
        let middle = f64::midpoint(near[0], far[0]);
        let middle = [middle, value(middle)];
        let nearer_half = (middle[1] - near[1]).abs() > (far[1] - middle[1]).abs();
        *(if nearer_half { &mut far } else { &mut near }) = middle;
    }
    ((far[1] - near[1]).abs(), [near[0], far[0]])
}

/// Uneven points over mountains, with clutter.
pub fn any_path() -> impl Strategy<Value = Path> {
    prop::collection::vec((0.01..1.0_f64, 0.0..1500.0_f64, 0.0..30.0_f64), 2..80).prop_map(|points| {
        let mut path = Path { distance_km: vec![], ground_m: vec![], clutter_m: vec![] };
        let mut distance_km = 0.0;
        for (step_km, ground_m, clutter_m) in points {
            path.distance_km.push(distance_km);
            path.ground_m.push(ground_m);
            path.clutter_m.push(clutter_m);
            distance_km += step_km;
        }
        path
    })
}

proptest! {
    #[test]
    fn twins_agree(path in any_path(), antenna_m in -500.0..2_000.0_f64) {
        let profile = path.profile();
        let columns = profile.columns_between();
        assert_twins(sum(columns), sum_scalar(columns));
        let values = |d: f64, h: f64| [(h - antenna_m) / d, 1.0 - h * d];
        let largest = largest_of_each(columns, topped, values);
        assert_twins(largest, largest_of_each_scalar(columns, topped, values));
    }
}

#[test]
fn the_largest_is_found_in_blocks_and_in_the_rest() {
    for count in [2, 3, 9, 10, 11, 27] {
        for peak in 1..count - 1 {
            let mut ground_m = vec![1.0; count];
            (ground_m[0], ground_m[count - 1], ground_m[peak]) = (1e6, 1e6, 5.0);
            let path = Path::even(0.1, &ground_m);
            assert_eq!(path.profile().largest_between(|_, height_m| height_m), 5.0, "{count} {peak}");
        }
    }
    let ends_only = Path::even(1.0, &[0.0, 0.0]);
    assert_eq!(ends_only.profile().largest_between(|_, height_m| height_m), f64::NEG_INFINITY);
}

#[test]
fn the_ray_starts_and_ends_at_the_antennas() {
    let path = Path::even(5.0, &[100.0, 0.0, 40.0]);
    let terminals = Terminals {
        tx_height_m: 20.0,
        rx_height_m: 10.0,
        frequency_mhz: 3500.0,
        polarisation: Polarisation::Vertical,
    };
    let ray = path.profile().ray(&terminals, 8500.0);
    assert_eq!((ray.tx_m, ray.rx_m, ray.length_km), (120.0, 50.0, 10.0));
    assert_eq!(ray.slope_m_per_km(), -7.0);
    // 500 · 5 · 5 / 8500
    assert!((ray.bulge_m(5.0) - 1.470_588_235).abs() < 1e-9);
    assert!((terminals.wavelength_m() - 0.085_655).abs() < 1e-6);
}
