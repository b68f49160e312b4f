//! What `plan.json` says of all that the certificate speaks of.

use std::borrow::Cow;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::document::hexadecimal;
use super::layout::as_written;
use super::refusal::Refusal;

/// Fields of `plan.json` that differ from run to run, each on a line of its own.
const DIFFERING: [&str; 2] = ["threads", "wall_s"];

/// A plan as its file states it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanFile<'a> {
    /// SHA-256 of the file without the lines that differ from run to run, hexadecimal.
    pub(super) sha256: String,
    bytes: Cow<'a, [u8]>,
    /// What it says.
    pub(super) says: PlanSays,
}

/// The fields that are held against the certificate; `divario schema plan` explains them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct PlanSays {
    pub scenario: ScenarioSays,
    pub objective: ObjectiveSays,
    pub households: HouseholdsSay,
    pub cost: CostSays,
    pub sites: Vec<SiteSays>,
    #[serde(default)]
    pub links: Vec<LinkSays>,
    pub points: Vec<PointSays>,
    pub anchors: Vec<AnchorSays>,
    pub provenance: ProvenanceSays,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ScenarioSays {
    pub name: String,
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ObjectiveSays {
    pub value: f64,
    pub bound: f64,
    pub gap_ratio: f64,
    pub promises: Option<PromisesSay>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct PromisesSay {
    pub households: f64,
    pub kept: f64,
    pub kept_bound: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct HouseholdsSay {
    pub total: f64,
    pub covered: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct CostSays {
    pub capex_eur: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct SiteSays {
    pub id: String,
    pub capex_eur: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct LinkSays {
    pub from: String,
    pub to: String,
    pub capacity_mbps: f64,
    pub load_mbps: f64,
    pub capex_eur: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct PointSays {
    pub id: String,
    pub households: f64,
    pub state: String,
    pub server: Option<String>,
    pub sector: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct AnchorSays {
    pub kind: String,
    pub name: String,
    pub covered: bool,
    #[serde(default)]
    pub dual_path: bool,
    #[serde(default)]
    pub paths: Vec<Vec<String>>,
    pub server: Option<String>,
    pub sector: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct ProvenanceSays {
    pub inputs: Vec<InputSays>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct InputSays {
    pub path: String,
    pub sha256: String,
}

impl<'a> PlanFile<'a> {
    /// Reads the bytes of a `plan.json`.
    ///
    /// # Errors
    /// What is not that of a plan.
    pub fn read(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Self, Refusal> {
        let bytes = bytes.into();
        let says = serde_json::from_slice(&bytes).map_err(|error| {
            Refusal::of("plan.json", error, "the fields that `divario schema plan` describes")
        })?;
        Ok(Self { sha256: sha256_of_lasting_lines(&bytes), bytes, says })
    }

    /// SHA-256 of its bytes without the lines of `threads` and `wall_s`, as certificates name it, hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Holds the bytes against the hash of what was written.
    ///
    /// # Errors
    /// Where they differ: in their layout alone, or in what they say.
    pub fn check_hash(&self, certified: &str) -> Result<(), Refusal> {
        if self.sha256 == certified {
            return Ok(());
        }
        if sha256_of_lasting_lines(&as_written(&self.bytes)) == certified {
            let found = "the same content in other bytes: line ends or layout were changed, by git or an editor perhaps";
            return Err(Refusal::of(
                "plan.json",
                found,
                "the file as divario wrote it, with \\n alone at its line ends",
            ));
        }
        let place = "plan.json, SHA-256 without its lines of threads and wall_s";
        let expected = format!(
            "{certified}: it was changed, in a field that follows from no other or in how a number is written"
        );
        Err(Refusal::of(place, &self.sha256, expected))
    }
}

impl PointSays {
    /// Whether the plan serves it.
    pub fn is_covered(&self) -> bool {
        self.state == "covered"
    }
}

impl AnchorSays {
    /// What the question calls it.
    pub fn id(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }
}

/// SHA-256 of all lines but the last of each of those that differ from run to run, which stand near the end; of all lines where one of
/// those is missing.
#[must_use]
pub fn sha256_of_lasting_lines(bytes: &[u8]) -> String {
    let mut missing = DIFFERING.to_vec();
    let (mut before, mut after) = (bytes.len(), Vec::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n').rev() {
        if missing.is_empty() {
            break;
        }
        before -= line.len();
        match missing.iter().position(|key| is_number_of(line, key)) {
            Some(key) => _ = missing.remove(key),
            None => after.push(line),
        }
    }
    if !missing.is_empty() {
        return hexadecimal(&Sha256::digest(bytes));
    }
    let mut hasher = Sha256::new_with_prefix(&bytes[..before]);
    after.iter().rev().for_each(|line| hasher.update(line));
    hexadecimal(&hasher.finalize())
}

/// Whether a line holds this key with a number, and nothing else that could hide there.
fn is_number_of(line: &[u8], key: &str) -> bool {
    let quoted = line.trim_ascii_start().strip_prefix(b"\"");
    let after_key = quoted.and_then(|line| line.strip_prefix(key.as_bytes()));
    let Some(value) = after_key.and_then(|line| line.strip_prefix(b"\": ")) else { return false };
    let value = value.strip_suffix(b"\n").unwrap_or(value);
    let value = value.strip_suffix(b",").unwrap_or(value);
    !value.is_empty() && value.iter().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> String {
        sha256_of_lasting_lines(text.as_bytes())
    }

    #[test]
    fn threads_and_duration_alone_may_differ() {
        let plan = "{\n  \"a\": 1,\n  \"threads\": 2,\n  \"wall_s\": 0.5\n}\n";
        let again = plan.replace(": 2,", ": 16,").replace("0.5", "1e3");
        assert_eq!(hash(plan), hash(&again));
        assert_ne!(hash(plan), hash(&plan.replace("\"a\": 1", "\"a\": 2")));
    }

    #[test]
    fn nothing_hides_on_their_lines() {
        let plan = "{\n  \"threads\": 2,\n  \"wall_s\": 0.5\n}\n";
        for (from, to) in [
            ("2,", "2, \"b\": 1,"),
            ("2,", "\"many\","),
            ("2,", ","),
            ("0.5\n", "0.5\r\n"),
            ("\"wall_s\": 0.5", "\"wall_m\": 0.5"),
        ] {
            assert_ne!(hash(&plan.replace(from, to)), hash(plan), "{to}");
        }
        let twice = plan.replace("2,\n", "2,\n  \"threads\": 2,\n");
        assert_ne!(hash(plan), hash(&twice));
    }

    #[test]
    fn the_hash_is_that_of_the_other_lines() {
        let plan = "{\n\"a\": 1,\n\"threads\": 2,\n\"b\": 1,\n\"wall_s\": 0.5\n}\n";
        let rest = Sha256::digest("{\n\"a\": 1,\n\"b\": 1,\n}\n");
        assert_eq!(hash(plan), hexadecimal(&rest));
    }
}
