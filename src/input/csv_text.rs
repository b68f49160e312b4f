//! The text of a CSV file: UTF-8, with or without a byte-order mark; comma or semicolon.

use std::io;
use std::path::Path;

use crate::problem::{Findings, Place, Problem};

/// The text of a file; `None`, with the problem noted, where it cannot be had.
pub(super) fn read_text(file: &Path, findings: &mut Findings) -> Option<String> {
    text_of(file, std::fs::read(file), findings)
}

/// The text in what was read from a file, or why it could not be read.
pub(super) fn text_of(file: &Path, bytes: io::Result<Vec<u8>>, findings: &mut Findings) -> Option<String> {
    let failed = |found: String, remedy: &str| Problem::file("unreadable-file", file, found, remedy);
    let bytes = bytes
        .map_err(|error| failed(format!("cannot be read: {error}"), "check the file and its permissions"));
    let text = bytes.and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| {
            let line =
                error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            failed(format!("line {line} is not UTF-8 text"), "save the file as UTF-8")
        })
    });
    match text {
        Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(problem) => {
            findings.problem(problem);
            None
        }
    }
}

/// Italian spreadsheets write semicolons: taken where the header has no comma.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    if !header.contains(',') && header.contains(';') { b';' } else { b',' }
}

/// What the CSV reader could not take.
pub(super) fn refusal(file: &Path, error: &csv::Error) -> Problem {
    Problem {
        code: "bad-csv",
        place: Place::Cell(
            file.to_path_buf(),
            error.position().map_or(1, csv::Position::line),
            String::new(),
        ),
        found: error.to_string(),
        remedy: "give every line as many columns as the header, quotes closed".into(),
    }
}
