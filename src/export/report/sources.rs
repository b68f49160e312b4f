//! Where figures of the scenario come from that have no key for it beside them, as `scenario.json` beside the plan tells it.

use serde::Serialize;
use serde_json::Value;

use super::super::failed;
use crate::problem::Error;
use crate::scenario::without_mark;

/// A source, in the words of the scenario's author.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Told {
    /// JSON pointer of the section or value.
    pointer: String,
    /// The value; none where it is neither a number nor a text, or the file leaves it out.
    value: Option<Value>,
    source: String,
}

/// The sources of a scenario file, by pointer.
///
/// # Errors
/// [`Error::Failed`] where it is no JSON document.
pub(super) fn sources(scenario: &[u8]) -> Result<Vec<Told>, Error> {
    let document: Value = serde_json::from_slice(without_mark(scenario))
        .map_err(|error| failed(format!("scenario.json: {error}")))?;
    let told = document.get("sources").and_then(Value::as_object).into_iter().flatten();
    let source = |(pointer, source): (&String, &Value)| {
        let value = document.pointer(pointer).filter(|value| value.is_number() || value.is_string());
        Some(Told { pointer: pointer.clone(), value: value.cloned(), source: source.as_str()?.to_owned() })
    };
    Ok(told.filter_map(source).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(scenario: &Value) -> Value {
        serde_json::to_value(sources(scenario.to_string().as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_source_has_its_number_or_text_and_a_section_has_none() {
        let scenario = json!({
            "sources": {"/a~1b/0": "a tender", "/costs": "unverified", "/costs/crs": "a law", "/left/out": "a default"},
            "a/b": [0.018], "costs": {"crs": "EPSG:32632"}
        });
        let expected = json!([
            {"pointer": "/a~1b/0", "value": 0.018, "source": "a tender"},
            {"pointer": "/costs", "value": null, "source": "unverified"},
            {"pointer": "/costs/crs", "value": "EPSG:32632", "source": "a law"},
            {"pointer": "/left/out", "value": null, "source": "a default"}
        ]);
        assert_eq!(told(&scenario), expected);
    }

    #[test]
    fn a_scenario_without_sources_has_none() {
        assert_eq!(told(&json!({})), json!([]));
    }

    #[test]
    fn a_byte_order_mark_is_read_over() {
        let marked = [&b"\xef\xbb\xbf"[..], br#"{"sources": {"/x": "y"}, "x": 1}"#].concat();
        assert_eq!(sources(&marked).unwrap().len(), 1);
        assert!(sources(b"{").unwrap_err().to_string().contains("scenario.json"));
    }
}
