//! Where a curve of value over money bends: the last budget before each further euro buys clearly less.
//!
//! ```text
//! value 1 │          ___________
//!         │      ●──'      ..--'     ● the knee: farthest above the chord
//!         │    /     ..--'           chord: the straight line from the first point to the last
//!       0 │__/..--'_______________
//!         0         money        1
//! ```
//!
//! Both axes are brought to the span from 0 to 1, so that the chord is the diagonal, and the knee is the point with the largest
//! height above it. That point is a corner of the curve's upper concave hull, for the height is linear. The same difference is what
//! Satopää, Albrecht, Irwin and Raghavan look at in "Finding a 'Kneedle' in a Haystack" (2011); their smoothing and their
//! sensitivity are left out, for a handful of computed points has no noise to smooth. The knee depends on where the curve begins and ends: more
//! money at its end moves it up.

/// A curve that nowhere stands this far above its chord, as a share of its rise, is as good as straight.
pub(super) const STRAIGHT_RATIO: f64 = 0.05;

/// The point, and its height above the chord as a share of the rise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Knee {
    pub at: usize,
    pub above_chord_ratio: f64,
}

/// The knee of a curve of (money, value) with rising money; of equally high points the first. None where it is as good as
/// straight, bends upwards, does not rise, or has fewer than three points.
pub(super) fn knee(curve: &[(f64, f64)]) -> Option<Knee> {
    let (first, last) = (curve.first()?, curve.last()?);
    let (width, rise) = (last.0 - first.0, last.1 - first.1);
    if curve.len() < 3 || width <= 0.0 || rise <= 0.0 {
        return None;
    }
    let height = |point: &(f64, f64)| (point.1 - first.1) / rise - (point.0 - first.0) / width;
    let (mut at, mut most) = (0, STRAIGHT_RATIO);
    for (index, point) in curve.iter().enumerate() {
        if height(point) > most {
            (at, most) = (index, height(point));
        }
    }
    (at > 0).then_some(Knee { at, above_chord_ratio: most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(curve: &[(f64, f64)]) -> Option<usize> {
        knee(curve).map(|knee| knee.at)
    }

    #[test]
    fn a_sharp_bend_is_the_knee_in_any_units() {
        let curve = [(0.0, 0.0), (1.0, 60.0), (2.0, 90.0), (3.0, 95.0), (4.0, 100.0)];
        // Heights 0.35, 0.40 and 0.20.
        let found = knee(&curve).unwrap();
        assert_eq!(found.at, 2);
        assert!((found.above_chord_ratio - 0.4).abs() < 1e-12);
        let scaled = curve.map(|(money, value)| (7e5 + 1e5 * money, 300.0 + value / 8.0));
        assert_eq!(at(&scaled), Some(2));
    }

    #[test]
    fn of_two_equal_heights_the_cheaper_is_taken() {
        assert_eq!(at(&[(0.0, 0.0), (1.0, 0.5), (2.0, 0.75), (4.0, 1.0)]), Some(1));
    }

    #[test]
    fn a_dip_before_the_bend_changes_nothing() {
        assert_eq!(at(&[(0.0, 0.0), (1.0, 5.0), (2.0, 80.0), (3.0, 90.0), (4.0, 100.0)]), Some(2));
    }

    #[test]
    fn straight_flat_and_rising_slopes_have_none() {
        let line: Vec<(f64, f64)> = (0..10).map(|step| (f64::from(step), 3.0 * f64::from(step))).collect();
        assert_eq!(at(&line), None);
        let nearly: Vec<(f64, f64)> =
            line.iter().map(|&(x, y)| (x, y + 0.04 * 27.0 * (x * 0.7).sin())).collect();
        assert_eq!(at(&nearly), None);
        assert_eq!(at(&[(0.0, 5.0), (1.0, 5.0), (2.0, 5.0)]), None);
        assert_eq!(at(&[(0.0, 0.0), (1.0, 1.0), (2.0, 10.0)]), None);
    }

    #[test]
    fn both_sides_of_the_threshold() {
        let bent = |height: f64| at(&[(0.0, 0.0), (1.0, 0.5 + height), (2.0, 1.0)]);
        assert_eq!((bent(STRAIGHT_RATIO + 1e-6), bent(STRAIGHT_RATIO - 1e-6)), (Some(1), None));
    }

    #[test]
    fn too_few_points_have_none() {
        assert_eq!((at(&[]), at(&[(1.0, 1.0)]), at(&[(1.0, 1.0), (2.0, 5.0)])), (None, None, None));
    }
}
