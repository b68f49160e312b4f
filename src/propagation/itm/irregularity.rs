//! The terrain irregularity parameter Δh: the range of heights between the highest and the lowest tenth, without the
//! general slope, as it would be on a very long path.

use super::least_squares::Line;

/// Distance over which terrain shows its full irregularity, m; [ERL 79-ITS 67, eq. 3].
const ROUGHNESS_LENGTH_M: f64 = 50e3;

/// Fewest and most points that stand for a tenth of the resampled profile.
const TENTH: (usize, usize) = (4, 25);

/// Most points of the resampled profile: what keeps it in an array.
const POINTS_MAX: usize = 10 * TENTH.1 - 5;

/// Irregularity Δh(d) of a path of this length, m; [ERL 79-ITS 67, eq. 3].
pub(super) fn roughness_m(delta_h_m: f64, d_m: f64) -> f64 {
    delta_h_m * roughness_share(d_m)
}

fn roughness_share(d_m: f64) -> f64 {
    1.0 - 0.8 * (-d_m / ROUGHNESS_LENGTH_M).exp()
}

/// Root-mean-square deviation σ_h of the terrain within the first Fresnel zone, m; [ERL 79-ITS 67, eq. 3.6a].
pub(super) fn sigma_h_m(delta_h_m: f64) -> f64 {
    0.78 * delta_h_m * (-0.5 * delta_h_m.sqrt().sqrt()).exp()
}

/// Δh of the ground between two distances, m; 0 over less than two steps.
pub(super) fn delta_h_m(ground_m: &[f64], step_m: f64, start_m: f64, end_m: f64) -> f64 {
    let (start, end) = (start_m / step_m, end_m / step_m);
    if end - start < 2.0 {
        return 0.0;
    }
    let tenth = ((0.1 * (end - start + 8.0)) as usize).clamp(TENTH.0, TENTH.1);
    let mut scratch = [0.0; POINTS_MAX];
    let heights_m = &mut scratch[..10 * tenth - 5];
    resample(ground_m, start, end, heights_m);
    level(heights_m);
    let delta_h_d_m = span_without_tenths_m(heights_m, tenth);
    delta_h_d_m / roughness_share(end_m - start_m) // [ERL 79-ITS 67, eq. 3], inverted
}

/// Reads the ground at even spacing between two (broken) indices.
fn resample(ground_m: &[f64], start: f64, end: f64, heights_m: &mut [f64]) {
    let spacing = (end - start) / (heights_m.len() - 1) as f64;
    let last_interval = ground_m.len() - 2;
    for (index, height_m) in heights_m.iter_mut().enumerate() {
        let x = start + index as f64 * spacing;
        let interval = (x as usize).min(last_interval);
        let [left_m, right_m] = [ground_m[interval], ground_m[interval + 1]];
        *height_m = left_m + (right_m - left_m) * (x - interval as f64);
    }
}

/// Takes the general slope off.
fn level(heights_m: &mut [f64]) {
    let line = Line::through(heights_m, 0, heights_m.len() - 1);
    for (index, height_m) in heights_m.iter_mut().enumerate() {
        *height_m -= line.at(index as f64);
    }
}

/// From the lowest to the highest height once a tenth is cut off at each end, m; sorts as much as it must.
fn span_without_tenths_m(heights_m: &mut [f64], tenth: usize) -> f64 {
    let highest = heights_m.len() - tenth;
    let (below, q10_m, _) = heights_m.select_nth_unstable_by(highest, f64::total_cmp);
    let q10_m = *q10_m;
    let (_, q90_m, _) = below.select_nth_unstable_by(tenth - 1, f64::total_cmp);
    q10_m - *q90_m
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_path_shows_the_whole_irregularity() {
        assert!((roughness_m(90.0, 1e9) - 90.0).abs() < 1e-9);
        assert!((roughness_m(90.0, 0.0) - 18.0).abs() < 1e-12);
        // 0.78 · 81 e^(−0.5 · 3)
        assert!((sigma_h_m(81.0) - 14.097_3).abs() < 1e-3);
        assert_eq!(sigma_h_m(0.0), 0.0);
    }

    #[test]
    fn an_even_slope_has_no_irregularity() {
        let ground_m: Vec<f64> = (0..300).map(|index| 5.0 * f64::from(index)).collect();
        assert!(delta_h_m(&ground_m, 30.0, 100.0, 8_800.0) < 1e-9);
        assert_eq!(delta_h_m(&ground_m, 30.0, 100.0, 159.0), 0.0);
    }

    #[test]
    fn a_sawtooth_shows_its_inner_four_fifths() {
        // Up and down through 100 m in 400 points: all heights are as frequent, and a tenth off at each end leaves 80 m
        let ground_m: Vec<f64> =
            (0..4001).map(|index| f64::from((index % 400 - 200_i32).abs()) / 2.0).collect();
        let found_m = delta_h_m(&ground_m, 50.0, 0.0, 200e3) * roughness_share(200e3);
        assert!((found_m - 80.0).abs() < 1.5, "{found_m}");
    }

    proptest! {
        #[test]
        fn the_tenths_are_those_of_a_sorted_list(
            mut heights_m in prop::collection::vec(-500.0..500.0_f64, 35..=245), tenth in 4_usize..=10,
        ) {
            let found_m = span_without_tenths_m(&mut heights_m, tenth);
            heights_m.sort_by(f64::total_cmp);
            prop_assert_eq!(found_m, heights_m[heights_m.len() - tenth] - heights_m[tenth - 1]);
        }
    }
}
