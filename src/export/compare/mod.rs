//! The files of compared plans: one page, tables, figures, and their dictionary.
//!
//! `compare.html` is put together as `report.html` is, with the same style, scripts and words where both need them
//! ([`super::page`]). Every figure on it is one of a plan.json, or of compare.json.

mod data;
mod dictionary;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use geo::MultiPolygon;

use super::page::{Page, page};
use super::readme::{About, text_about};
use super::stamp::one_line;
use super::{OutputFolder, Writer, document, failed};
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{CompareReport, InputFile, Plan};
use data::Data;

/// Steps that [`write_compare`] reports.
const STEPS: u64 = 5;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/style.css");

/// The page's own scripts, in the order in which they are read.
const SCRIPTS: [&str; 9] = [
    include_str!("page/words.js"),
    include_str!("page/unpack.js"),
    include_str!("page/quantities.js"),
    include_str!("page/figures.js"),
    include_str!("page/maps.js"),
    include_str!("page/told.js"),
    include_str!("page/comuni.js"),
    include_str!("page/changes.js"),
    include_str!("page/start.js"),
];

/// Ground of comuni by ISTAT code, longitude and latitude in degrees.
pub type Territories = BTreeMap<String, MultiPolygon<f64>>;

/// Everything that the files are made from.
pub struct CompareResults<'a> {
    /// The figures.
    pub report: &'a CompareReport,
    /// The plans, in the report's order.
    pub plans: Vec<&'a Plan>,
    /// Ground of the comuni; none where no folder has it: the map then shows points alone.
    pub territories: Option<&'a Territories>,
}

/// JSON Schema (draft 2020-12) of `compare.json`, generated from the types.
#[must_use]
pub fn compare_schema() -> schemars::Schema {
    schemars::schema_for!(CompareReport)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `compare.json` comes last.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite.
pub fn write_compare(
    results: &CompareResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS, |writer| write_each(results, writer))
}

fn write_each(results: &CompareResults, writer: &mut Writer) -> Result<(), Error> {
    let report = results.report;
    let figures = document::bytes("compare.json", report)?;
    writer.put("compare.html", || html(results))?;
    writer.put_table("compare.csv", dictionary::FIGURES, rows::figures(report))?;
    writer.put_table("compare_comuni.csv", dictionary::COMUNI, rows::comuni(report))?;
    writer.put_last(("compare.json", figures), &[], |written| readme(report, written))
}

fn html(results: &CompareResults) -> Result<Vec<u8>, Error> {
    let data = Data::of(results)?;
    let data = serde_json::to_string(&data).map_err(|error| failed(format!("compare.html: {error}")))?;
    let labels: Vec<&str> = results.report.plans.iter().map(|plan| plan.label.as_str()).collect();
    page(&Page {
        file: "compare.html",
        template: PAGE,
        title: &labels.join(" | "),
        style: STYLE,
        scripts: &SCRIPTS,
        charts: "",
        data: &data,
    })
}

/// Names of all files.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &CompareReport, written: &[String]) -> String {
    let plan =
        |plan: &crate::score::ComparedPlan| ("plan", one_line(&format!("{} ({})", plan.label, plan.folder)));
    let version = ("divario", report.provenance.divario.clone());
    let stamp: Vec<_> = report.plans.iter().map(plan).chain([version]).collect();
    let inputs: Vec<InputFile> = (report.plans.iter())
        .map(|plan| InputFile {
            path: format!("{}/plan.json", plan.folder),
            sha256: plan.plan_sha256.clone(),
        })
        .collect();
    let about = About {
        stamp: &stamp,
        inputs: &inputs,
        notes: &dictionary::notes(report),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
