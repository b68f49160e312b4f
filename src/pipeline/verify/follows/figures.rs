//! Numbers as `plan.json` rounds them, and what they must come to.

use std::fmt::Display;

use serde::Serialize;
use serde_json::Value;

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

/// A section is what it comes to when it is worked out again; else the first value that is not, by its place.
pub(super) fn check_report<T: Serialize>(
    section: &str,
    found: &T,
    expected: &T,
    of: &str,
) -> Result<(), Refusal> {
    let [found, expected] = [found, expected].map(|one| serde_json::to_value(one).unwrap_or_default());
    let difference = difference(section, &found, &expected);
    difference.map_or(Ok(()), |(place, [found, expected])| {
        Err(Refusal::of(format!("plan.json, {place}"), found, format!("{expected}, from {of}")))
    })
}

/// Where two values differ first, and how.
fn difference(place: &str, found: &Value, expected: &Value) -> Option<(String, [String; 2])> {
    match (found, expected) {
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(&format!("{place}[{index}]"), one, other))
        }
        (Value::Array(one), Value::Array(other)) => {
            Some((format!("length of {place}"), [one.len(), other.len()].map(|length| length.to_string())))
        }
        (Value::Object(one), Value::Object(other)) => one.iter().find_map(|(key, value)| {
            difference(&format!("{place}.{key}"), value, other.get(key).unwrap_or(&Value::Null))
        }),
        _ => (found != expected).then(|| (place.to_owned(), [found.to_string(), expected.to_string()])),
    }
}

/// How `plan.json` writes a word of a kind.
pub(super) fn word(one: &impl Serialize) -> String {
    serde_json::to_value(one).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_named_by_its_place() {
        let found = json!({"rows": [{"covered": 1.0}, {"covered": 2.5, "why": null}]});
        let refusal =
            |expected: Value| check_report("part", &found, &expected, "the rest").unwrap_err().to_string();
        assert!(check_report("part", &found, &found.clone(), "the rest").is_ok());
        let other = json!({"rows": [{"covered": 1.0}, {"covered": 2.5, "why": "far"}]});
        assert!(refusal(other).contains("plan.json, part.rows[1].why"));
        let shorter = json!({"rows": [{"covered": 1.0}]});
        assert!(refusal(shorter).contains("length of part.rows"));
        let nothing = refusal(Value::Null);
        assert!(nothing.contains("plan.json, part") && nothing.contains("null, from the rest"), "{nothing}");
    }
}
