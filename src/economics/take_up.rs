//! Take-up: which share of the covered households subscribes in which year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Take-up in a year; between the years that are named it rises or falls in a straight line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeUp {
    /// Running year, from 1.
    #[schemars(range(min = 1, max = 60))]
    pub year: u32,
    /// Share of the covered households that subscribe in that year.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub ratio: f64,
}

/// Take-up in a running year, as a ratio: along straight lines from none in year 0 through all steps (by rising year), then as in
/// the last of them; `established_ratio` in every year where there are no steps.
///
/// ```
/// use divario::economics::{TakeUp, take_up_ratio};
/// let steps = [TakeUp { year: 2, ratio: 0.02 }, TakeUp { year: 4, ratio: 0.10 }];
/// assert_eq!(take_up_ratio(&steps, 0.2, 1), 0.01);
/// assert_eq!(take_up_ratio(&steps, 0.2, 9), 0.10);
/// assert_eq!(take_up_ratio(&[], 0.2, 1), 0.2);
/// ```
#[must_use]
pub fn take_up_ratio(steps: &[TakeUp], established_ratio: f64, year: u32) -> f64 {
    let Some(last) = steps.last() else { return established_ratio };
    let Some(at) = steps.iter().position(|step| step.year >= year) else { return last.ratio };
    let before = if at == 0 { TakeUp { year: 0, ratio: 0.0 } } else { steps[at - 1] };
    let part = f64::from(year - before.year) / f64::from(steps[at].year - before.year);
    before.ratio + (steps[at].ratio - before.ratio) * part
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steps(named: &[(u32, f64)]) -> Vec<TakeUp> {
        named.iter().map(|&(year, ratio)| TakeUp { year, ratio }).collect()
    }

    #[test]
    fn named_years_have_what_they_say() {
        let steps = steps(&[(1, 0.02), (3, 0.06), (8, 0.35)]);
        let expected = [(1, 0.02), (2, 0.04), (3, 0.06), (8, 0.35), (15, 0.35)];
        for (year, ratio) in expected {
            assert!((take_up_ratio(&steps, 0.5, year) - ratio).abs() < 1e-12, "year {year}");
        }
    }

    proptest! {
        #[test]
        fn a_rising_ramp_never_falls(ratios in prop::collection::vec(0.0..1.0_f64, 1..6), gaps in prop::collection::vec(1_u32..5, 6)) {
            let mut ratios = ratios;
            ratios.sort_by(f64::total_cmp);
            let years = gaps.iter().scan(0, |year, gap| { *year += gap; Some(*year) });
            let named: Vec<(u32, f64)> = years.zip(ratios).collect();
            let all: Vec<f64> = (1..40).map(|year| take_up_ratio(&steps(&named), 1.0, year)).collect();
            prop_assert!(all.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12));
        }
    }
}
