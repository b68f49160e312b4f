//! A frontier that was found before, to be shown beside a plan of the same scenario.

use std::path::Path;

use crate::problem::{Error, Problem};
use crate::score::FrontierReport;

/// The report in a folder that `divario frontier` has filled for the scenario of this SHA-256.
///
/// # Errors
/// [`Error::Input`] where there is none, it cannot be read, or is of another scenario.
pub(in crate::pipeline) fn read(folder: &Path, scenario_sha256: &str) -> Result<FrontierReport, Error> {
    let file = folder.join("frontier.json");
    let remedy = "give --frontier the folder that `divario frontier` has filled for this scenario";
    let problem = |code, found: String| Problem::file(code, &file, found, remedy);
    let bytes = std::fs::read(&file)
        .map_err(|error| problem("unreadable-file", format!("cannot be read: {error}")))?;
    let report: FrontierReport = serde_json::from_slice(&bytes)
        .map_err(|error| problem("not-a-frontier", format!("cannot be read as a frontier: {error}")))?;
    if report.scenario.sha256 != scenario_sha256 {
        let found = format!(
            "is the frontier of another scenario ({:?}, SHA-256 {}); the one at hand has {scenario_sha256}",
            report.scenario.name, report.scenario.sha256
        );
        return Err(problem("other-scenario", found).into());
    }
    Ok(report)
}
