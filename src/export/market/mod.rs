//! The files of a licensee held against the public plan: tables, the public plan with its proof, figures, and their dictionary.

mod dictionary;
mod rows;
#[cfg(test)]
mod tests;

use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Writer, document};
use crate::certificate::Evidence;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{MarketReport, Plan};

/// Steps that [`write_market`] reports.
const STEPS: u64 = 6;

/// Everything that the files are made from.
pub struct MarketResults<'a> {
    /// The figures.
    pub report: &'a MarketReport,
    /// The public plan.
    pub plan: &'a Plan,
    /// What proves it.
    pub evidence: &'a Evidence,
}

/// JSON Schema (draft 2020-12) of `market.json`, generated from the types.
#[must_use]
pub fn market_schema() -> schemars::Schema {
    schemars::schema_for!(MarketReport)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `market.json` comes last, so that
/// whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite or the plan contradicts its proof.
pub fn write_market(
    results: &MarketResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS, |writer| write_each(results, writer))
}

fn write_each(results: &MarketResults, writer: &mut Writer) -> Result<(), Error> {
    writer.put_plan("plan", results.plan, results.evidence)?;
    write_tables(results.report, writer)
}

fn write_tables(report: &MarketReport, writer: &mut Writer) -> Result<(), Error> {
    let figures = document::bytes("market.json", report)?;
    writer.put_table("households.csv", dictionary::POINTS, &report.points)?;
    writer.put_table("comuni.csv", dictionary::COMUNI, report.comuni.iter().map(rows::ComuneRow::from))?;
    writer.put_last(("market.json", figures), &[], |written| readme(report, written))
}

/// Names of all files, those in the folder of the plan left out.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &MarketReport, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&report.scenario, &report.provenance.divario).lines(),
        inputs: &report.provenance.inputs,
        notes: &dictionary::notes(),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
