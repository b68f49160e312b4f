//! Documents of divario, read whole: what this version of divario does not know is refused, not left out.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::{Error, Place, Problem};

/// Which document is read, for whoever is told that it cannot be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// Code of the problem.
    pub code: &'static str,
    /// Name of the file.
    pub name: &'static str,
    /// What it holds: `plan`.
    pub noun: &'static str,
    /// What somebody with another version can do besides making it again.
    pub otherwise: &'static str,
}

/// `plan.json`, to be compared.
pub(super) const PLAN: Kind =
    Kind { code: "not-a-plan", name: "plan.json", noun: "plan", otherwise: "compare with that version" };

/// `frontier.json`, to be shown beside a plan.
pub(super) const FRONTIER: Kind = Kind {
    code: "not-a-frontier",
    name: "frontier.json",
    noun: "frontier",
    otherwise: "plan with that version",
};

/// The document in these bytes.
///
/// # Errors
/// [`Error::Input`] with the place of what is missing, wrong or unknown.
pub(super) fn document<D: DeserializeOwned + Serialize>(
    kind: Kind,
    file: &Path,
    bytes: &[u8],
) -> Result<D, Error> {
    let noun = kind.noun;
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let remedy = format!("take the file as divario wrote it, or make the {noun} again");
        Problem::file("not-json", file, format!("is not JSON: {error}"), remedy)
    })?;
    let document: D = serde_json::from_slice(bytes)
        .map_err(|error| other_version(kind, file, &value, format!("cannot be read as a {noun}: {error}")))?;
    let known = serde_json::to_value(&document)
        .map_err(|error| Error::Failed { stage: "reading results", reason: error.to_string() })?;
    match unknown("", &value, &known) {
        None => Ok(document),
        Some(pointer) => {
            let found = format!("has the key {pointer}, which this version does not know");
            Err(other_version(kind, file, &value, found).into())
        }
    }
}

/// What was found, and whose version the file is.
fn other_version(kind: Kind, file: &Path, value: &Value, found: String) -> Problem {
    let Kind { code, name, noun, otherwise } = kind;
    let own = env!("CARGO_PKG_VERSION");
    let remedy = match value.pointer("/provenance/divario").and_then(Value::as_str) {
        Some(made) if made != own => {
            format!("it was made by divario {made}, this is {own}: make the {noun} again, or {otherwise}")
        }
        Some(_) => format!("take the file as divario wrote it, or make the {noun} again with this build"),
        None => format!("give a folder whose {name} is one of divario's: it has no /provenance/divario"),
    };
    Problem { code, place: Place::File(file.to_path_buf()), found, remedy }
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
