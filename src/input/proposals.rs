//! Proposals and what became of them, from a CSV file: `proposal,adopted,reason`.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::named_columns::{NamedRow, read_named};
use crate::participation::Proposal;
use crate::problem::{Findings, Place, Problem};

const COLUMNS: [&str; 3] = ["proposal", "adopted", "reason"];

/// The proposals in what was read from `file`, in its order; every mistake is noted.
pub fn read_proposals(file: &Path, bytes: io::Result<Vec<u8>>, findings: &mut Findings) -> Vec<Proposal> {
    let rows = read_named(file, bytes, &COLUMNS, findings).unwrap_or_default();
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let mut proposals = Vec::new();
    for row in &rows {
        let mut note = |column: usize, code, found: String, remedy: &str| {
            let place = Place::Cell(file.to_path_buf(), row.line, COLUMNS[column].into());
            findings.problem(Problem { code, place, found, remedy: remedy.into() });
        };
        for column in [0, 2].into_iter().filter(|column| row.cells[*column].is_empty()) {
            let remedy = ["say what was proposed", "", "say why it was adopted or not"][column];
            note(column, "missing-value", "found nothing".into(), remedy);
        }
        let before = *seen.entry(&row.cells[0]).or_insert(row.line);
        if before != row.line && !row.cells[0].is_empty() {
            let found = format!("\"{}\" stands in line {before} already", row.cells[0]);
            note(0, "repeated-proposal", found, "keep one of them");
        }
        match adopted(row) {
            Some(adopted) => proposals.push(proposal(row, adopted)),
            None => note(1, "bad-word", format!("found \"{}\"", row.cells[1]), "give yes or no"),
        }
    }
    proposals
}

fn proposal(row: &NamedRow, adopted: bool) -> Proposal {
    Proposal { proposal: row.cells[0].clone(), adopted, reason: row.cells[2].clone() }
}

fn adopted(row: &NamedRow) -> Option<bool> {
    match row.cells[1].as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Proposal>, Vec<String>) {
        let mut findings = Findings::default();
        let proposals = read_proposals(Path::new("p.csv"), Ok(text.into()), &mut findings);
        (proposals, findings.problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_keep_their_order_and_quoted_commas() {
        let (proposals, problems) =
            read("proposal,adopted,reason\nA mast,yes,\"seen, and cheap\"\nB,no,too dear\n");
        assert_eq!(problems, [""; 0]);
        let told: Vec<_> = proposals.iter().map(|one| (&*one.proposal, one.adopted, &*one.reason)).collect();
        assert_eq!(told, [("A mast", true, "seen, and cheap"), ("B", false, "too dear")]);
    }

    #[test]
    fn every_mistake_has_its_line_and_column() {
        let (_, problems) = read("proposal;adopted;reason\nA;perhaps;x\nA;no;\n;yes;x\n");
        let expected = [
            "p.csv:2, column adopted: found \"perhaps\" [bad-word]",
            "p.csv:3, column reason: found nothing [missing-value]",
            "p.csv:3, column proposal: \"A\" stands in line 2 already [repeated-proposal]",
            "p.csv:4, column proposal: found nothing [missing-value]",
        ];
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.starts_with(expected), "{problem}");
        }
    }
}
