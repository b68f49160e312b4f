//! `certificate.json`, and the JSON Schema that describes it.

use super::failed;
use crate::certificate::{Certificate, Evidence};
use crate::problem::Error;

/// JSON Schema (draft 2020-12) of `certificate.json`, generated from the types.
#[must_use]
pub fn certificate_schema() -> schemars::Schema {
    schemars::schema_for!(Certificate)
}

/// The certificate of a plan, given the bytes of its `plan.json`.
///
/// # Errors
/// [`Error::Failed`] when it would not verify.
pub(super) fn bytes(evidence: &Evidence, plan_json: &[u8]) -> Result<Vec<u8>, Error> {
    let certificate = evidence.certificate(plan_json);
    Ok(certificate
        .map_err(|refusal| failed(format!("certificate.json would be refused: {refusal}")))?
        .bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{plan_json, sample};

    #[test]
    fn a_certificate_keeps_its_schema_and_a_damaged_one_does_not() {
        let plan_json = plan_json::bytes(&sample::plan()).unwrap();
        let bytes = bytes(&sample::evidence(), &plan_json).unwrap();
        let mut document: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let validator = jsonschema::validator_for(certificate_schema().as_value()).unwrap();
        assert_eq!(validator.iter_errors(&document).count(), 0);
        document["claim"]["value_micro"] = "much".into();
        document["more"] = 1.into();
        assert_eq!(validator.iter_errors(&document).count(), 2);
    }

    #[test]
    fn a_proof_of_another_plan_is_not_written() {
        let mut plan = sample::plan();
        plan.objective.value = 13.0;
        let error = bytes(&sample::evidence(), &plan_json::bytes(&plan).unwrap()).unwrap_err().to_string();
        assert!(error.contains("plan.json, objective.value: found 13; expected 12"), "{error}");
    }
}
