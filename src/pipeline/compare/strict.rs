//! `plan.json`, read whole: what this version of divario does not know is refused, not left out.

use std::path::Path;

use serde_json::Value;

use crate::problem::{Error, Place, Problem};
use crate::score::Plan;

/// The plan in these bytes.
///
/// # Errors
/// [`Error::Input`] with the place of what is missing, wrong or unknown.
pub(super) fn plan(file: &Path, bytes: &[u8]) -> Result<Plan, Error> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let found = format!("is not JSON: {error}");
        Problem::file("not-json", file, found, "take the file as divario wrote it, or make the plan again")
    })?;
    let plan: Plan = serde_json::from_slice(bytes)
        .map_err(|error| other_version(file, &value, &format!("cannot be read as a plan: {error}")))?;
    let known = serde_json::to_value(&plan)
        .map_err(|error| Error::Failed { stage: "reading a plan", reason: error.to_string() })?;
    match unknown("", &value, &known) {
        None => Ok(plan),
        Some(pointer) => Err(other_version(
            file,
            &value,
            &format!("has the key {pointer}, which this version does not know"),
        )
        .into()),
    }
}

/// What was found, and whose version the file is.
fn other_version(file: &Path, value: &Value, found: &str) -> Problem {
    let own = env!("CARGO_PKG_VERSION");
    let remedy = match value.pointer("/provenance/divario").and_then(Value::as_str) {
        Some(made) if made != own => {
            format!(
                "it was made by divario {made}, this is {own}: make the plan again, or compare with that version"
            )
        }
        Some(_) => "take the file as divario wrote it, or make the plan again with this build".to_owned(),
        None => "give a folder whose plan.json is one of divario's: it has no /provenance/divario".to_owned(),
    };
    Problem { code: "not-a-plan", place: Place::File(file.to_path_buf()), found: found.to_owned(), remedy }
}

/// The first key of a document that another lacks, as a JSON pointer; what is null may be left out.
fn unknown(pointer: &str, value: &Value, known: &Value) -> Option<String> {
    match (value, known) {
        (Value::Object(values), Value::Object(known)) => values.iter().find_map(|(key, value)| {
            let inner = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            match known.get(key) {
                Some(known) => unknown(&inner, value, known),
                None => (!value.is_null()).then_some(inner),
            }
        }),
        (Value::Array(values), Value::Array(known)) => (values.iter().zip(known).enumerate())
            .find_map(|(at, (value, known))| unknown(&format!("{pointer}/{at}"), value, known)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_that_nobody_reads_is_named() {
        let known = json!({"a": [{"b": 1}], "c": null});
        for (value, expected) in [
            (json!({"a": [{"b": 1}], "c": null}), None),
            (json!({"a": [{"b": 1, "x/y": 2}]}), Some("/a/0/x~1y")),
            (json!({"d": 0}), Some("/d")),
            (json!({"d": null}), None),
        ] {
            assert_eq!(unknown("", &value, &known).as_deref(), expected, "{value}");
        }
    }
}
