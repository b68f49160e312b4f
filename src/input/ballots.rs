//! Ballots from a CSV file: `round,voter,comune` and a column for each priority of the scenario.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::named_columns::{NamedRow, read_named};
use crate::participation::{Ballot, Comune};
use crate::problem::{Findings, Place, Problem};
use crate::scenario::Participation;

const ROUND: &str = "round";
const VOTER: &str = "voter";
const COMUNE: &str = "comune";

/// More comuni than this are not listed in a remedy.
const COMUNI_LISTED: usize = 20;

/// The ballots in what was read from `file`, of voters of these comuni, which stand by rising code; every mistake is noted.
pub fn read_ballots(
    file: &Path,
    bytes: io::Result<Vec<u8>>,
    section: &Participation,
    comuni: &[Comune],
    findings: &mut Findings,
) -> Vec<Ballot> {
    let priorities = section.priorities.iter().map(|priority| priority.id.as_str());
    let columns: Vec<&str> = [ROUND, VOTER, COMUNE].into_iter().chain(priorities).collect();
    let rows = read_named(file, bytes, &columns, findings).unwrap_or_default();
    let mut reader = Reader { file: file.to_path_buf(), section, comuni, seen: BTreeMap::new(), findings };
    rows.iter().filter_map(|row| reader.ballot(row)).collect()
}

/// Where a voter's ballots stand, and of which comune the first one is.
#[derive(Default)]
struct Seen {
    lines: [Option<u64>; 2],
    comune: Option<(usize, u64)>,
}

struct Reader<'a> {
    file: PathBuf,
    section: &'a Participation,
    comuni: &'a [Comune],
    seen: BTreeMap<String, Seen>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// Looks at every cell, so that all mistakes of a row are told together.
    fn ballot(&mut self, row: &NamedRow) -> Option<Ballot> {
        let round = self.round(row);
        let voter = self.voter(row);
        let comune = self.comune(row);
        let points = self.points(row);
        let (round, voter, comune) = (round?, voter?, comune?);
        let is_first = self.is_first(row, round, &voter);
        let is_at_home = self.is_at_home(row, &voter, comune);
        let points = points.filter(|_| is_first && is_at_home)?;
        Some(Ballot { round, voter, comune, points })
    }

    fn note(
        &mut self,
        row: &NamedRow,
        column: &str,
        code: &'static str,
        found: String,
        remedy: impl Into<String>,
    ) {
        let place = Place::Cell(self.file.clone(), row.line, column.into());
        self.findings.problem(Problem { code, place, found, remedy: remedy.into() });
    }

    fn round(&mut self, row: &NamedRow) -> Option<usize> {
        match row.cells[0].as_str() {
            "1" => Some(0),
            "2" => Some(1),
            other => {
                let remedy = "give 1 for the round before people were informed, 2 for the one after";
                self.note(row, ROUND, "bad-round", format!("found \"{other}\""), remedy);
                None
            }
        }
    }

    fn voter(&mut self, row: &NamedRow) -> Option<String> {
        let voter = row.cells[1].clone();
        if voter.is_empty() {
            let remedy = "give a token that is the voter's own and the same in both rounds";
            self.note(row, VOTER, "missing-value", "found nothing".into(), remedy);
        }
        (!voter.is_empty()).then_some(voter)
    }

    fn comune(&mut self, row: &NamedRow) -> Option<usize> {
        let code = row.cells[2].as_str();
        let found = self.comuni.binary_search_by(|comune| comune.istat.as_str().cmp(code));
        if found.is_err() {
            let known: Vec<&str> =
                self.comuni.iter().take(COMUNI_LISTED).map(|one| one.istat.as_str()).collect();
            let more = if self.comuni.len() > COMUNI_LISTED { ", …" } else { "" };
            let remedy = format!(
                "give the ISTAT code of a planned comune, six digits as text: {}{more}",
                known.join(", ")
            );
            self.note(row, COMUNE, "unknown-istat-code", format!("found \"{code}\""), remedy);
        }
        found.ok()
    }

    fn points(&mut self, row: &NamedRow) -> Option<Vec<u32>> {
        let all = self.section.points_per_ballot;
        let mut points = Vec::new();
        for (cell, priority) in row.cells[3..].iter().zip(&self.section.priorities) {
            match cell.parse::<u32>() {
                Ok(given) if given <= all => points.push(given),
                _ => {
                    let found = format!("found \"{cell}\"");
                    let remedy = format!("give a whole number of points from 0 to {all}");
                    self.note(row, &priority.id, "bad-points", found, remedy);
                }
            }
        }
        let sum: u64 = points.iter().map(|given| u64::from(*given)).sum();
        if points.len() < self.section.priorities.len() {
            return None;
        }
        if sum != u64::from(all) {
            let remedy = format!("spread {all} points over the priorities, all of them");
            self.note(row, "", "wrong-sum", format!("the points add up to {sum}"), remedy);
            return None;
        }
        Some(points)
    }

    fn is_first(&mut self, row: &NamedRow, round: usize, voter: &str) -> bool {
        let seen = &mut self.seen.entry(voter.to_owned()).or_default().lines[round];
        let before = *seen.get_or_insert(row.line);
        if before != row.line {
            let found = format!("\"{voter}\" has a ballot of round {} in line {before} already", round + 1);
            self.note(row, VOTER, "repeated-ballot", found, "keep one ballot for each voter and round");
        }
        before == row.line
    }

    fn is_at_home(&mut self, row: &NamedRow, voter: &str, comune: usize) -> bool {
        let (before, line) =
            *self.seen.entry(voter.to_owned()).or_default().comune.get_or_insert((comune, row.line));
        if before != comune {
            let [before, now] = [before, comune].map(|index| self.comuni[index].istat.clone());
            let found = format!("\"{voter}\" votes in {now}, and in line {line} in {before}");
            self.note(row, COMUNE, "voter-of-two-comuni", found, "give each voter one comune in both rounds");
        }
        before == comune
    }
}

#[cfg(test)]
mod tests;
