//! The files of a frontier: table, figures, chart and their dictionary.

mod dictionary;
pub(super) mod rows;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;

use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Writer, document};
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::FrontierReport;

/// Steps that [`write_frontier`] reports besides one for each picture.
const STEPS: u64 = 3;

/// Everything that the files are made from.
pub struct FrontierResults<'a> {
    /// The figures.
    pub report: &'a FrontierReport,
    /// Pictures by name in the folder (`charts/frontier.svg`).
    pub charts: &'a [(String, Vec<u8>)],
}

/// JSON Schema (draft 2020-12) of `frontier.json`, generated from the types.
#[must_use]
pub fn frontier_schema() -> schemars::Schema {
    schemars::schema_for!(FrontierReport)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `frontier.json` comes last, so that
/// whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite.
pub fn write_frontier(
    results: &FrontierResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS + results.charts.len() as u64, |writer| write_each(results, writer))
}

fn write_each(results: &FrontierResults, writer: &mut Writer) -> Result<(), Error> {
    let figures = document::bytes("frontier.json", results.report)?;
    let rows = results.report.points.iter().map(rows::BudgetRow::from);
    writer.put_table("frontier.csv", dictionary::COLUMNS, rows)?;
    writer.put_last(("frontier.json", figures), results.charts, |written| readme(results.report, written))
}

/// Names of all files.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &FrontierReport, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&report.scenario, &report.provenance.divario).lines(),
        inputs: &report.provenance.inputs,
        notes: &dictionary::notes(report),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
