//! How far resampled heights span around the line through them without their highest and lowest tenth: from one receiver
//! to the next the two heights that count move little, so that the last ones are good guesses.

use multiversion::multiversion;

use crate::propagation::itm::irregularity::level;
use crate::propagation::itm::least_squares::Line;
use crate::propagation::itm::tenths::span_without_tenths_m;

/// Looks at all heights that are taken before they are sorted after all.
const LOOKS: usize = 8;

/// Heights that are looked at side by side.
const LANES: usize = 8;

/// The two heights of the last receiver, m, the lower first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    heights_m: [f64; 2],
}

impl Spread {
    /// The span between the highest and the lowest once a tenth of so many points is cut off at each end, m.
    pub fn span_m(&mut self, heights_m: &mut [f64], tenth: usize) -> f64 {
        let line = Line::through(heights_m, 0, heights_m.len() - 1);
        level(heights_m, &line);
        let per_place_m = 2.0 * (self.heights_m[1] - self.heights_m[0]) / heights_m.len() as f64;
        let places = [tenth - 1, heights_m.len() - tenth];
        let [low_m, high_m] =
            [0, 1].map(|end| nth_m(heights_m, places[end], self.heights_m[end], per_place_m));
        if let (Some(low_m), Some(high_m)) = (low_m, high_m) {
            self.heights_m = [low_m, high_m];
            return high_m - low_m;
        }
        let mut sorted_m = heights_m.to_vec();
        sorted_m.sort_unstable_by(f64::total_cmp);
        self.heights_m = places.map(|place| sorted_m[place]);
        span_without_tenths_m(heights_m, tenth)
    }
}

/// The height before which so many others come in order, from a guess (m) and a rough distance of neighbours there (m).
///
/// Few guesses miss by more than a place; from those that do, the two nearest to either side show the way.
fn nth_m(heights_m: &[f64], nth: usize, mut guess_m: f64, per_place_m: f64) -> Option<f64> {
    let (mut low, mut high) = (None, None);
    for _ in 0..LOOKS {
        let split = Split::at(heights_m, guess_m);
        let short = nth as f64 - split.below;
        guess_m = match short {
            0.0 => return Some(split.least_above_m),
            -1.0 => return Some(split.most_below_m),
            1.0 => split.least_above_m.next_up(),
            -2.0 => split.most_below_m,
            _ => {
                let known = if short > 0.0 { &mut low } else { &mut high };
                *known = Some((guess_m, short + 0.5));
                between(low, high, per_place_m)
            }
        };
    }
    None
}

/// Where between two guesses (m), or beyond one of them, the height may be; each with how many places it falls short.
fn between(low: Option<(f64, f64)>, high: Option<(f64, f64)>, per_place_m: f64) -> f64 {
    match (low, high) {
        (Some((low_m, short)), Some((high_m, over))) => low_m + (high_m - low_m) * short / (short - over),
        (Some((guess_m, short)), None) | (None, Some((guess_m, short))) => guess_m + short * per_place_m,
        (None, None) => f64::NAN,
    }
}

/// Heights on both sides of a guess.
#[derive(Debug, Clone, Copy)]
struct Split {
    /// How many are less.
    below: f64,
    /// The greatest of these, m.
    most_below_m: f64,
    /// The least of the others, m.
    least_above_m: f64,
}

impl Split {
    fn at(heights_m: &[f64], guess_m: f64) -> Self {
        let [below, most_below_m, least_above_m] = split(heights_m, guess_m);
        Self { below, most_below_m, least_above_m }
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn split(heights_m: &[f64], guess_m: f64) -> [f64; 3] {
    let mut counts = [0.0; LANES];
    let mut most_m = [f64::NEG_INFINITY; LANES];
    let mut least_m = [f64::INFINITY; LANES];
    let (blocks, rest) = heights_m.as_chunks::<LANES>();
    let mut last = [f64::INFINITY; LANES]; // never below, and never the least above
    last[..rest.len()].copy_from_slice(rest);
    for block in blocks.iter().chain(std::iter::once(&last)) {
        for lane in 0..LANES {
            let height_m = block[lane];
            let less = height_m < guess_m;
            let below_m = if less { height_m } else { f64::NEG_INFINITY };
            let above_m = if less { f64::INFINITY } else { height_m };
            counts[lane] += if less { 1.0 } else { 0.0 };
            most_m[lane] = if below_m > most_m[lane] { below_m } else { most_m[lane] };
            least_m[lane] = if above_m < least_m[lane] { above_m } else { least_m[lane] };
        }
    }
    [
        counts.iter().sum(),
        most_m.into_iter().fold(f64::NEG_INFINITY, |a, b| if b > a { b } else { a }),
        least_m.into_iter().fold(f64::INFINITY, |a, b| if b < a { b } else { a }),
    ]
}
