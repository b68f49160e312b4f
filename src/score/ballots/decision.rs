//! `decision.json`: what was decided, held together by hashes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::participation::Proposal;
use crate::score::{InputFile, Plan, ScenarioRef};

/// The one form of the record that this version writes and reads.
pub const DECISION_FORMAT: &str = "divario decision 1";

/// What was decided, and from what: whoever has the folder and the file of ballots can tell whether any of it was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRecord {
    /// Form of this record.
    pub format: String,
    /// The scenario that was voted on; the hash is of its file.
    pub scenario: ScenarioRef,
    /// Every file that the scenario names, by path.
    pub inputs: Vec<InputFile>,
    /// SHA-256 of the file of ballots, hexadecimal.
    pub ballots_sha256: String,
    /// SHA-256 of the file of proposals; null where there was none.
    pub proposals_sha256: Option<String>,
    /// Proposals and what became of them, in the file's order.
    pub proposals: Vec<Proposal>,
    /// Every other file of the folder, by path.
    pub files: Vec<FileHash>,
    /// SHA-256 of this record with nothing in place of this hash, hexadecimal.
    pub digest_sha256: String,
}

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileHash {
    /// Path in the folder, with `/` between its parts.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal; of a `plan.json` without its lines of `threads` and `wall_s`, which differ from run to
    /// run, as in `certificate.json`.
    pub sha256: String,
}

impl DecisionRecord {
    /// A record of the plan with the scenario's own weights and of all files, without its own hash.
    #[must_use]
    pub fn of(own: &Plan, ballots_sha256: &str, mut files: Vec<FileHash>) -> Self {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self {
            format: DECISION_FORMAT.to_owned(),
            scenario: own.scenario.clone(),
            inputs: own.provenance.inputs.clone(),
            ballots_sha256: ballots_sha256.to_owned(),
            proposals_sha256: None,
            proposals: Vec::new(),
            files,
            digest_sha256: String::new(),
        }
    }

    /// The record with proposals and the hash of their file.
    #[must_use]
    pub fn with_proposals(mut self, proposals: Option<&(Vec<Proposal>, String)>) -> Self {
        if let Some((proposals, sha256)) = proposals {
            self.proposals.clone_from(proposals);
            self.proposals_sha256 = Some(sha256.clone());
        }
        self
    }

    /// The bytes of its file: indented, in the order of its type, a newline at the end.
    ///
    /// # Errors
    /// As `serde_json`.
    pub fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The hash of its bytes with nothing in place of its own hash.
    ///
    /// # Errors
    /// As `serde_json`.
    pub fn digest(&self) -> serde_json::Result<String> {
        let blank = Self { digest_sha256: String::new(), ..self.clone() };
        Ok(crate::scenario::sha256(&blank.bytes()?))
    }

    /// The record with its own hash.
    ///
    /// # Errors
    /// As `serde_json`.
    pub fn sealed(self) -> serde_json::Result<Self> {
        Ok(Self { digest_sha256: self.digest()?, ..self })
    }
}
