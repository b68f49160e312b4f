//! Numbers as `plan.json` rounds them, and what they must come to.

use std::fmt::Display;

use serde::Serialize;

use crate::certificate::Refusal;

/// In which steps a number is rounded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Steps {
    /// Money.
    Cents,
    /// Households and shares.
    Millionths,
}

impl Steps {
    fn per_unit(self) -> f64 {
        match self {
            Self::Cents => 1e2,
            Self::Millionths => 1e6,
        }
    }

    /// The nearest whole number of steps.
    pub(super) fn whole(self, number: f64) -> i128 {
        (number * self.per_unit()).round() as i128
    }

    fn number(self, steps: i128) -> f64 {
        steps as f64 / self.per_unit()
    }
}

/// A number is the sum of its parts: to a step for each, since whole and parts are rounded by themselves.
pub(super) fn check_sum(
    place: &str,
    steps: Steps,
    says: f64,
    parts: impl Iterator<Item = f64>,
    of: &str,
) -> Result<(), Refusal> {
    let (count, sum) = parts.fold((0, 0_i128), |(count, sum), part| (count + 1, sum + steps.whole(part)));
    if (steps.whole(says) - sum).unsigned_abs() <= count {
        return Ok(());
    }
    Err(Refusal::of(place, says, format!("{}, the sum of {of}", steps.number(sum))))
}

/// A number is so much for each of so many; none where there are none.
pub(super) fn check_share(
    place: &str,
    steps: Steps,
    says: Option<f64>,
    [amount, count]: [f64; 2],
    of: &str,
) -> Result<(), Refusal> {
    let count_micro = Steps::Millionths.whole(count);
    let expected = (count_micro > 0).then(|| amount / count);
    let is_close = match (says, expected) {
        (None, None) => true,
        (Some(says), Some(_)) => {
            let (says, amount) = (steps.whole(says), steps.whole(amount));
            // Each of the three is off by half a step at most.
            let slack = count_micro + 1_000_000 + says.abs();
            (says * count_micro - amount * 1_000_000).abs() <= slack
        }
        _ => false,
    };
    if is_close {
        return Ok(());
    }
    let [says, expected] = [says, expected].map(|one| one.map_or("null".to_owned(), |one| one.to_string()));
    Err(Refusal::of(place, says, format!("{expected}, {of}")))
}

/// Both are the same; else `why` says what from.
#[expect(clippy::needless_pass_by_value, reason = "callers have words and numbers of their own at hand")]
pub(super) fn check_same<T: PartialEq + Display>(
    place: &str,
    found: T,
    expected: T,
    why: impl FnOnce() -> String,
) -> Result<(), Refusal> {
    if found == expected { Ok(()) } else { Err(Refusal::of(place, found, format!("{expected}: {}", why()))) }
}

/// How `plan.json` writes a word of a kind.
pub(super) fn word(one: &impl Serialize) -> String {
    serde_json::to_value(one).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
