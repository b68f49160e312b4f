//! A plan with what proves it, checked, on its way into `certificate.json`.

use super::answer::{Answer, Checked};
use super::cases::Goal;
use super::document::{
    Certificate, Claim, FORMAT, InputHash, ScenarioFile, WrittenAnswer, WrittenCase, WrittenQuestion,
    WrittenRow,
};
use super::instance::Instance;
use super::plan_file::PlanFile;
use super::refusal::Refusal;
use super::rows::Row;
use super::steps::{Step, proven_bound_micro};
use super::verify::verify;

/// A question, an answer, what is claimed of it, and the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    instance: Instance,
    answer: Answer,
    claim: Claim,
    rows: Vec<Row>,
    steps: Vec<Step>,
    kept_steps: Vec<Step>,
}

impl Evidence {
    /// Works out what rows and cases prove of an answer: `steps` of its value, `kept_steps` of what it keeps of the promises
    /// (none where nothing is promised).
    ///
    /// # Errors
    /// The first rule that the answer breaks, or why a row or a case proves nothing, in words.
    pub fn new(
        instance: Instance,
        answer: Answer,
        rows: Vec<Row>,
        steps: Vec<Step>,
        kept_steps: Vec<Step>,
    ) -> Result<Self, String> {
        let Checked { value_micro, kept_micro, spent_cents, unfed: _ } = answer.check(&instance)?;
        let bound_micro = proven_bound_micro(Goal::Value { kept_micro }, &instance, &rows, &steps)?;
        let kept_bound_micro = match kept_steps.as_slice() {
            [] => 0,
            steps => proven_bound_micro(Goal::Kept, &instance, &rows, steps)?,
        };
        let claim = Claim { value_micro, spent_cents, bound_micro, kept_micro, kept_bound_micro };
        Ok(Self { instance, answer, claim, rows, steps, kept_steps })
    }

    /// What was to be decided.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// What is claimed.
    #[must_use]
    pub fn claim(&self) -> Claim {
        self.claim
    }

    /// The certificate of the plan that the bytes of `plan.json` state, verified as any reader would.
    ///
    /// # Errors
    /// The first thing in which the plan and the proof differ: a mistake of whoever made them.
    pub fn certificate(&self, plan_json: &[u8]) -> Result<Certificate, Refusal> {
        let plan = PlanFile::read(plan_json)?;
        let certificate = self.document(&plan);
        verify(&certificate, &plan)?;
        Ok(certificate)
    }

    fn document(&self, plan: &PlanFile) -> Certificate {
        let question = WrittenQuestion::of(&self.instance);
        let PlanFile { sha256: plan_sha256, says, .. } = plan;
        let inputs = says.provenance.inputs.iter();
        let mut certificate = Certificate {
            format: FORMAT.to_owned(),
            scenario: ScenarioFile { name: says.scenario.name.clone(), sha256: says.scenario.sha256.clone() },
            inputs: inputs
                .map(|one| InputHash { path: one.path.clone(), sha256: one.sha256.clone() })
                .collect(),
            plan_sha256: plan_sha256.clone(),
            question_sha256: question.hash(),
            question,
            answer: WrittenAnswer::of(&self.answer),
            claim: self.claim,
            rows: self.rows.iter().map(WrittenRow::of).collect(),
            cases: self.steps.iter().map(WrittenCase::of).collect(),
            kept_cases: self.kept_steps.iter().map(WrittenCase::of).collect(),
            proof_sha256: String::new(),
        };
        certificate.proof_sha256 = certificate.hash_of_proof();
        certificate
    }
}
