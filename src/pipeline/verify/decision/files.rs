//! The record, and every file that it names, with the hash that it names for it.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::super::{follows, read, refused};
use crate::certificate::Refusal;
use crate::export::{PLAN_FOLDERS, ROUND_SCENARIOS, decided_sha256};
use crate::problem::Error;
use crate::scenario::Scenario;
use crate::score::{BallotsReport, DECISION_FORMAT, DecisionRecord, Plan};

/// The record's name in its folder.
pub(super) const RECORD: &str = "decision.json";

/// What `divario schema` describes.
const DESCRIBED: &str = "the fields that `divario schema` describes";

/// A decision's folder, all hashes compared.
pub(super) struct Files {
    /// The record.
    pub record: DecisionRecord,
    /// Files that are read again, by path.
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// Reads the record and holds every file against it.
    ///
    /// # Errors
    /// [`Error::Failed`] with the first file that differs, [`Error::Input`] with one that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let record = record(&read(&folder.join(RECORD))?).map_err(|refusal| refused(&refusal))?;
        let mut kept = BTreeMap::new();
        for file in &record.files {
            check_path(&file.path).map_err(|refusal| refused(&refusal))?;
            let bytes = read(&folder.join(&file.path))?;
            let found = decided_sha256(&file.path, &bytes);
            if found != file.sha256 {
                let place = format!("{}, SHA-256", file.path);
                return Err(refused(&Refusal::of(place, found, &file.sha256)));
            }
            if needed().contains(&file.path) {
                kept.insert(file.path.clone(), bytes);
            }
        }
        match needed().into_iter().find(|name| !kept.contains_key(name)) {
            Some(missing) => Err(refused(&Refusal::of(
                "decision.json, files",
                "no such file",
                format!("one called {missing}"),
            ))),
            None => Ok(Self { record, bytes: kept }),
        }
    }

    /// The bytes of one of the files that a decision cannot do without.
    pub fn bytes(&self, name: &str) -> &[u8] {
        self.bytes.get(name).map_or(&[], Vec::as_slice)
    }

    /// `ballots.json`.
    pub fn report(&self) -> Result<BallotsReport, Error> {
        self.parsed("ballots.json")
    }

    /// The scenario of a round, 0 or 1.
    pub fn scenario(&self, round: usize) -> Result<Scenario, Error> {
        self.parsed(ROUND_SCENARIOS[round])
    }

    /// The three plans.
    pub fn plans(&self) -> Result<[Plan; 3], Error> {
        let plan = |folder: &str| {
            follows::read(self.bytes(&format!("{folder}/plan.json"))).map_err(|refusal| refused(&refusal))
        };
        let [own, first, last] = PLAN_FOLDERS.map(plan);
        Ok([own?, first?, last?])
    }

    fn parsed<D: serde::de::DeserializeOwned>(&self, name: &str) -> Result<D, Error> {
        serde_json::from_slice(self.bytes(name))
            .map_err(|error| refused(&Refusal::of(name, error, DESCRIBED)))
    }
}

/// Files that a decision cannot do without.
fn needed() -> Vec<String> {
    let plans = PLAN_FOLDERS
        .iter()
        .flat_map(|folder| ["plan.json", "certificate.json"].map(|name| format!("{folder}/{name}")));
    plans.chain(["ballots.json"].into_iter().chain(ROUND_SCENARIOS).map(str::to_owned)).collect()
}

fn record(bytes: &[u8]) -> Result<DecisionRecord, Refusal> {
    let record: DecisionRecord =
        serde_json::from_slice(bytes).map_err(|error| Refusal::of(RECORD, error, DESCRIBED))?;
    if record.format != DECISION_FORMAT {
        return Err(Refusal::of("decision.json, format", &record.format, DECISION_FORMAT));
    }
    let unwritten = |error: serde_json::Error| Refusal::of(RECORD, error, DESCRIBED);
    let digest = record.digest().map_err(unwritten)?;
    if digest != record.digest_sha256 {
        return Err(Refusal::of("decision.json, digest_sha256", &record.digest_sha256, digest));
    }
    if record.bytes().map_err(unwritten)? != bytes {
        return Err(changed_layout());
    }
    Ok(record)
}

fn changed_layout() -> Refusal {
    let found =
        "the same content in other bytes: line ends or layout were changed, by git or an editor perhaps";
    Refusal::of(RECORD, found, "the file as divario wrote it, with \\n alone at its line ends")
}

/// No file outside the folder is read.
fn check_path(path: &str) -> Result<(), Refusal> {
    let is_inside =
        !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if is_inside {
        Ok(())
    } else {
        Err(Refusal::of("decision.json, files", path, "a path inside the folder"))
    }
}
