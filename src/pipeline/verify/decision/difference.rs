//! Where two documents differ first.

use serde_json::Value;

use crate::certificate::Refusal;

/// Holds a document against the one that follows from what is at hand.
///
/// # Errors
/// The first place, in the order of the expected one, at which they differ.
pub(super) fn same(name: &str, found: &Value, expected: &Value) -> Result<(), Refusal> {
    match first_difference(found, expected, String::new()) {
        None => Ok(()),
        Some((at, found, expected)) => Err(Refusal::of(format!("{name}, {at}"), found, expected)),
    }
}

fn first_difference(found: &Value, expected: &Value, at: String) -> Option<(String, String, String)> {
    match (found, expected) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            other.iter().find_map(|(key, value)| first_difference(&one[key], value, dotted(&at, key)))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .enumerate()
            .find_map(|(index, (one, other))| first_difference(one, other, format!("{at}[{index}]"))),
        _ if found == expected => None,
        _ => Some((at, shown(found), shown(expected))),
    }
}

fn dotted(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// More of a value than this is not shown.
const CHARS_SHOWN: usize = 60;

fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= CHARS_SHOWN {
        return text;
    }
    text.chars().take(CHARS_SHOWN).chain("…".chars()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_place_is_named() {
        let expected = json!({"a": 1, "b": [{"c": 2}, {"c": 3}]});
        assert!(same("x.json", &expected, &expected).is_ok());
        let refusal = |found: Value| same("x.json", &found, &expected).unwrap_err().to_string();
        let inner = refusal(json!({"a": 1, "b": [{"c": 2}, {"c": 4}]}));
        assert!(inner.starts_with("x.json, b[1].c: found 4; expected 3"), "{inner}");
        let longer = refusal(json!({"a": 1, "b": []}));
        assert!(longer.starts_with("x.json, b: found []; expected [{\"c\":2}"), "{longer}");
        assert!(refusal(json!({"a": 1})).contains("found {\"a\":1}"));
    }
}
