//! The files of the prices of guidelines: two tables, figures, and their dictionary.

mod dictionary;
mod rows;
#[cfg(test)]
mod tests;

use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Writer, document};
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::PrinciplesReport;

/// Steps that [`write_principles`] reports.
const STEPS: u64 = 4;

/// JSON Schema (draft 2020-12) of `principles.json`, generated from the types.
#[must_use]
pub fn principles_schema() -> schemars::Schema {
    schemars::schema_for!(PrinciplesReport)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `principles.json` comes last, so that
/// whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite.
pub fn write_principles(
    report: &PrinciplesReport,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS, |writer| write_each(report, writer))
}

fn write_each(report: &PrinciplesReport, writer: &mut Writer) -> Result<(), Error> {
    let figures = document::bytes("principles.json", report)?;
    writer.put_table("principles.csv", dictionary::CASES, report.cases.iter().map(rows::CaseRow::from))?;
    writer.put_table("prices.csv", dictionary::PRICES, report.prices.iter().map(rows::PriceRow::from))?;
    writer.put_last(("principles.json", figures), &[], |written| readme(report, written))
}

/// Names of all files.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &PrinciplesReport, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&report.scenario, &report.provenance.divario).lines(),
        inputs: &report.provenance.inputs,
        notes: &dictionary::notes(report),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
