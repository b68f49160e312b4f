//! The files of compared spectrum regimes: a table, a folder with scenario, plan and proof for each, figures, and their dictionary.

mod dictionary;
mod rows;
#[cfg(test)]
mod tests;

use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Writer, document, geojson};
use crate::certificate::Evidence;
use crate::demand::Comune;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{Plan, RegimesReport};

/// Steps that [`write_regimes`] reports besides those of each regime.
const STEPS: u64 = 3;
/// Files of each regime.
const REGIME_STEPS: u64 = 4;

/// Everything that the files are made from.
pub struct RegimesResults<'a> {
    /// The figures.
    pub report: &'a RegimesReport,
    /// The planned comuni, for their territories.
    pub comuni: &'a [Comune],
    /// What the folder of each regime holds.
    pub regimes: Vec<RegimeFiles<'a>>,
}

/// What the folder of a regime holds.
pub struct RegimeFiles<'a> {
    /// Its id, the name of the folder.
    pub id: &'a str,
    /// The scenario under it, as the bytes of its file.
    pub scenario: &'a [u8],
    /// Its plan, and what proves it; none where there is no plan.
    pub plan: Option<(&'a Plan, &'a Evidence)>,
}

/// JSON Schema (draft 2020-12) of `regimes.json`, generated from the types.
#[must_use]
pub fn regimes_schema() -> schemars::Schema {
    schemars::schema_for!(RegimesReport)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `regimes.json` comes last, so that
/// whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite or a plan contradicts its proof.
pub fn write_regimes(
    results: &RegimesResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS + REGIME_STEPS * results.regimes.len() as u64, |writer| {
        write_each(results, writer)
    })
}

fn write_each(results: &RegimesResults, writer: &mut Writer) -> Result<(), Error> {
    for regime in &results.regimes {
        let id = regime.id;
        writer.put(&format!("{id}/scenario.json"), || Ok(regime.scenario.to_vec()))?;
        if let Some((plan, evidence)) = regime.plan {
            writer.put(&format!("{id}/map_comuni.geojson"), || geojson::comuni(plan, results.comuni))?;
            writer.put_plan(id, plan, evidence)?;
        }
    }
    let report = results.report;
    let figures = document::bytes("regimes.json", report)?;
    writer.put_table("regimes.csv", dictionary::REGIMES, report.regimes.iter().map(rows::RegimeRow::from))?;
    writer.put_last(("regimes.json", figures), &[], |written| readme(report, written))
}

/// Names of all files, those in the folders of regimes left out.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &RegimesReport, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&report.scenario, &report.provenance.divario).lines(),
        inputs: &report.provenance.inputs,
        notes: &dictionary::notes(report),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
