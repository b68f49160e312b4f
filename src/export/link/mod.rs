//! The files of one path: figures, picture and their dictionary.

mod dictionary;
#[cfg(test)]
mod tests;

use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Writer, document};
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::PathReport;

/// Steps that [`write_path`] reports besides one for each picture.
const STEPS: u64 = 2;

/// Everything that the files are made from.
pub struct PathResults<'a> {
    /// The figures.
    pub report: &'a PathReport,
    /// Pictures by name in the folder (`link.svg`).
    pub charts: &'a [(String, Vec<u8>)],
}

/// JSON Schema (draft 2020-12) of `link.json`, generated from the types.
#[must_use]
pub fn link_schema() -> schemars::Schema {
    schemars::schema_for!(PathReport)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `link.json` comes last, so that
/// whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite.
pub fn write_path(
    results: &PathResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS + results.charts.len() as u64, |writer| write_each(results, writer))
}

fn write_each(results: &PathResults, writer: &mut Writer) -> Result<(), Error> {
    let figures = document::bytes("link.json", results.report)?;
    writer.put_last(("link.json", figures), results.charts, |written| readme(results.report, written))
}

/// Names of all files.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &PathReport, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&report.scenario, &report.provenance.divario).lines(),
        inputs: &report.provenance.inputs,
        notes: &dictionary::notes(report.purpose),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
