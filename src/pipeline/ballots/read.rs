//! The ballots and proposals of a vote, read and counted.

use std::path::Path;

use super::BallotsRequest;
use crate::input::{read_ballots, read_proposals};
use crate::inputs::Inputs;
use crate::participation::{Comune, Proposal, TooFewBallots, Vote, count};
use crate::problem::{Error, Findings, Problem};
use crate::scenario::{Participation, sha256};

/// A vote, counted.
pub struct Voted {
    /// What could be voted for.
    pub section: Participation,
    /// All that is told of it.
    pub vote: Vote,
    /// SHA-256 of the file of ballots, hexadecimal.
    pub ballots_sha256: String,
    /// Proposals, and the hash of their file.
    pub proposals: Option<(Vec<Proposal>, String)>,
}

impl Voted {
    /// Reads both files, and notes them among the inputs, which no result may replace.
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong with them, or where the scenario asks nobody.
    pub fn read(request: &BallotsRequest, inputs: &mut Inputs) -> Result<Self, Error> {
        inputs.files.push(request.ballots.clone());
        inputs.files.extend(request.proposals.clone());
        let section = section(inputs)?;
        let mut findings = Findings::default();
        let proposals = request.proposals.as_deref().map(|file| proposals(file, &mut findings));
        let comuni =
            electorate(inputs.demand.comuni.iter().map(|comune| (comune.istat.as_str(), comune.population)));
        let counted = counted(&request.ballots, &section, &comuni, &mut findings);
        findings.settle()?;
        let (vote, ballots_sha256) = counted.ok_or(Error::Failed {
            stage: "reading ballots",
            reason: "the file gave neither ballots nor a problem".into(),
        })?;
        Ok(Self { section, vote, ballots_sha256, proposals })
    }
}

fn section(inputs: &Inputs) -> Result<Participation, Error> {
    inputs.scenario.participation.clone().ok_or_else(|| {
        let found = "is missing: the scenario says nothing of what can be voted for";
        let remedy = "add the section with its priorities; `divario schema scenario` describes it";
        Problem::at("missing-section", "/participation", found, remedy).into()
    })
}

/// Who may vote, from codes and residents, by rising code.
pub fn electorate<'c>(comuni: impl Iterator<Item = (&'c str, u32)>) -> Vec<Comune> {
    let mut comuni: Vec<Comune> =
        comuni.map(|(istat, residents)| Comune { istat: istat.to_owned(), residents }).collect();
    comuni.sort_by(|one, other| one.istat.cmp(&other.istat));
    comuni
}

/// What is told of a file of ballots, and its hash; `None` with all problems noted.
pub fn counted(
    file: &Path,
    section: &Participation,
    comuni: &[Comune],
    findings: &mut Findings,
) -> Option<(Vote, String)> {
    let before = findings.problems.len();
    let bytes = std::fs::read(file);
    let hash = bytes.as_deref().map_or_else(|_| String::new(), sha256);
    let ballots = read_ballots(file, bytes, section, comuni, findings);
    if findings.problems.len() > before {
        return None;
    }
    let vote = count(&ballots, comuni, section);
    vote.map_err(|few| findings.problem(too_few(file, few, section))).ok().map(|vote| (vote, hash))
}

fn too_few(file: &Path, few: TooFewBallots, section: &Participation) -> Problem {
    let TooFewBallots { round, ballots } = few;
    let found = format!(
        "has {ballots} ballots of round {round}; nothing may be told of fewer than {}",
        section.group_min
    );
    let remedy = "give the ballots of both rounds; of a round in which so few voted nothing can be published";
    Problem::file("too-few-ballots", file, found, remedy)
}

fn proposals(file: &Path, findings: &mut Findings) -> (Vec<Proposal>, String) {
    let bytes = std::fs::read(file);
    let hash = bytes.as_deref().map_or_else(|_| String::new(), sha256);
    (read_proposals(file, bytes, findings), hash)
}
