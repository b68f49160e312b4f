//! One function a command.

use std::io::Write;
use std::path::Path;

use divario::export::OutputFolder;
use divario::problem::Error;
use divario::{PlanRequest, check as check_inputs, plan as make_plan};

use super::args::{Check, Document, Global, Plan, Schema};
use super::progress::Shown;
use super::stop::StopFlag;
use super::{planned, report};

/// `divario check`.
pub fn check(arguments: &Check, global: &Global) -> Result<(), Error> {
    let progress = Shown::new(global, StopFlag::on_signal(|| ())?);
    let summary = check_inputs(&arguments.scenario, global.data.as_deref(), &progress)?;
    report::checked(&summary, global)
}

/// `divario plan`.
pub fn plan(arguments: &Plan, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = PlanRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        frontier: arguments.frontier.clone(),
        threads: rayon::current_num_threads(),
    };
    let plan = make_plan(&request, &progress)?;
    planned::planned(&plan, &arguments.out, global)
}

/// Progress and Ctrl-C for work that fills a folder: where it has to be cut off, nothing of it is left.
pub fn watching(out: &Path, global: &Global) -> Result<Shown, Error> {
    let (out, made) = (out.to_path_buf(), OutputFolder::missing(out));
    let clean_up = move || {
        OutputFolder::discard_leftovers(&out);
        for folder in &made {
            // Fails, as it should, where somebody has put something into it meanwhile.
            let _ = std::fs::remove_dir(folder);
        }
    };
    Ok(Shown::new(global, StopFlag::on_signal(clean_up)?))
}

/// `divario schema`.
pub fn schema(arguments: &Schema) -> Result<(), Error> {
    let schema = match arguments.document {
        Document::Scenario => divario::scenario::schema(),
        Document::Plan => divario::export::plan_schema().to_value(),
        Document::Coverage => divario::export::coverage_schema().to_value(),
        Document::Link => divario::export::link_schema().to_value(),
        Document::Frontier => divario::export::frontier_schema().to_value(),
        Document::Principles => divario::export::principles_schema().to_value(),
        Document::Market => divario::export::market_schema().to_value(),
        Document::Regimes => divario::export::regimes_schema().to_value(),
        Document::Compare => divario::export::compare_schema().to_value(),
        Document::Certificate => divario::export::certificate_schema().to_value(),
        Document::Ballots => divario::export::ballots_schema().to_value(),
        Document::Decision => divario::export::decision_schema().to_value(),
    };
    print(&format!("{schema:#}"))
}

/// A line to standard output.
pub fn print(text: &str) -> Result<(), Error> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        // Whoever reads has had enough; the results are in their files.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::Output { path: "standard output".into(), reason: error.to_string() }),
        Ok(()) => Ok(()),
    }
}
