//! `plan.json`, and the JSON Schema that describes it.

use super::document;
use crate::problem::Error;
use crate::score::Plan;

/// JSON Schema (draft 2020-12) of `plan.json`, generated from the types.
#[must_use]
pub fn plan_schema() -> schemars::Schema {
    schemars::schema_for!(Plan)
}

/// The plan as indented JSON, keys in the order in which a plan is read.
///
/// # Errors
/// [`Error::Failed`] when a quantity is not finite.
pub(super) fn bytes(plan: &Plan) -> Result<Vec<u8>, Error> {
    document::bytes("plan.json", plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn errors(document: &serde_json::Value) -> usize {
        let validator = jsonschema::validator_for(plan_schema().as_value()).unwrap();
        validator.iter_errors(document).count()
    }

    #[test]
    fn a_plan_keeps_its_schema_and_a_damaged_one_does_not() {
        let mut document: serde_json::Value =
            serde_json::from_slice(&bytes(&sample::plan()).unwrap()).unwrap();
        assert_eq!(errors(&document), 0);
        document["sites"][0]["lon"] = "east".into();
        document["status"] = "perhaps".into();
        assert_eq!(errors(&document), 2);
    }

    #[test]
    fn keys_stand_in_reading_order_and_the_file_ends_in_a_newline() {
        let text = String::from_utf8(bytes(&sample::plan()).unwrap()).unwrap();
        let keys =
            ["scenario", "status", "objective", "households", "cost", "sites", "links", "pops", "comuni"];
        let places: Vec<_> = keys.iter().map(|key| text.find(&format!("\n  \"{key}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn a_number_that_is_none_is_refused() {
        let mut plan = sample::plan();
        plan.cost.capex_eur = f64::NAN;
        assert!(bytes(&plan).unwrap_err().to_string().contains("not a finite number"));
        let mut plan = sample::plan();
        plan.comuni[0].covered_ratio = Some(f64::INFINITY);
        assert!(bytes(&plan).unwrap_err().to_string().contains("not a finite number"));
    }
}
