//! Rate classes of the map: round limits chosen by what the raster holds.

use ndarray::Array2;

use super::super::palette::{RATE, Rgb, WHITE};

/// How much of a class colour on the map is white.
const PALENESS: f64 = 0.18;
/// Round rates between which classes may part, Mbit/s.
const ROUND_MBPS: [f32; 13] =
    [1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 10_000.0];

/// Limits between the classes, rising, Mbit/s; one class more than limits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    limits_mbps: Vec<f32>,
    any: bool,
}

impl Classes {
    /// At most five classes for the rates of a raster.
    pub(super) fn of(rate_mbps: &Array2<f32>) -> Self {
        let rates = || rate_mbps.iter().copied().filter(|rate| rate.is_finite() && *rate > 0.0);
        let (low, high) =
            rates().fold((f32::INFINITY, 0.0_f32), |(low, high), rate| (low.min(rate), high.max(rate)));
        let within: Vec<f32> =
            ROUND_MBPS.iter().copied().filter(|limit| *limit > low && *limit <= high).collect();
        let kept = RATE.len() - 1;
        let limits_mbps = if within.len() <= kept {
            within
        } else {
            (0..kept).map(|index| within[index * (within.len() - 1) / (kept - 1)]).collect()
        };
        Self { limits_mbps, any: high > 0.0 }
    }

    /// Colour of a rate; none where there is no rate.
    pub(super) fn colour(&self, rate_mbps: f32) -> Option<Rgb> {
        let class = self.limits_mbps.partition_point(|limit| *limit <= rate_mbps);
        (rate_mbps.is_finite() && rate_mbps > 0.0).then(|| self.class_colour(class))
    }

    /// The darkest colours are for the highest classes; few classes leave the palest out.
    ///
    /// Mixed with white, for the terrain's light to play on.
    fn class_colour(&self, class: usize) -> Rgb {
        let classes = self.limits_mbps.len() + 1;
        let steps = if classes > 1 { (RATE.len() - 1) as f64 / (classes - 1) as f64 } else { 0.0 };
        let index = if classes > 1 { (class as f64 * steps).round() as usize } else { RATE.len() / 2 };
        RATE[index.min(RATE.len() - 1)].mixed(WHITE, PALENESS)
    }

    /// Colour and range in words of each class, highest first.
    pub(super) fn key(&self) -> Vec<(Rgb, String)> {
        if !self.any {
            return Vec::new();
        }
        let count = self.limits_mbps.len();
        let words = |class: usize| match (
            class.checked_sub(1).map(|i| self.limits_mbps[i]),
            self.limits_mbps.get(class),
        ) {
            (None, None) => "any rate".to_owned(),
            (None, Some(high)) => format!("under {high}"),
            (Some(low), None) => format!("{low} and more"),
            (Some(low), Some(high)) => format!("{low} to {high}"),
        };
        (0..=count).rev().map(|class| (self.class_colour(class), words(class))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_part_what_is_there() {
        let raster = Array2::from_shape_vec((1, 4), vec![f32::NAN, 3.2, 12.0, 42.0]).unwrap();
        let classes = Classes::of(&raster);
        assert_eq!(classes.limits_mbps, [5.0, 10.0, 15.0, 30.0]);
        let words: Vec<String> = classes.key().into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, ["30 and more", "15 to 30", "10 to 15", "5 to 10", "under 5"]);
        assert_eq!(classes.colour(42.0), Some(RATE[4].mixed(WHITE, PALENESS)));
        assert_eq!(classes.colour(f32::NAN), None);
    }

    #[test]
    fn one_rate_and_no_rate() {
        let one = Classes::of(&Array2::from_elem((2, 2), 7.0));
        assert_eq!(one.key().len(), 1);
        assert!(Classes::of(&Array2::from_elem((2, 2), f32::NAN)).key().is_empty());
    }
}
