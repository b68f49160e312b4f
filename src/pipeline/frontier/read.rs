//! A frontier that lies in a folder, read to be shown beside a plan.

use std::path::{Path, PathBuf};

use super::super::strict;
use super::super::survey::input_files;
use crate::inputs::Inputs;
use crate::problem::{Error, Findings, Problem};
use crate::score::{Contradiction, FrontierBeside, FrontierReport};

/// What rounding leaves between two counts of the same households.
const HOUSEHOLDS_TOLERANCE: f64 = 0.001;

/// A `frontier.json`.
pub(in crate::pipeline) struct Read {
    file: PathBuf,
    report: FrontierReport,
}

impl Read {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`Error::Input`] where it holds no frontier, or one that this version cannot read whole, and with all that contradicts itself in one.
    pub(in crate::pipeline) fn of(folder: &Path) -> Result<Self, Error> {
        let file = folder.join("frontier.json");
        let bytes = std::fs::read(&file).map_err(|error| {
            let remedy =
                "give --frontier a folder that `divario frontier` has filled, with a frontier.json in it";
            Problem::file("no-frontier", &file, format!("cannot be read: {error}"), remedy)
        })?;
        let report = strict::document(strict::FRONTIER, &file, &bytes)?;
        check(&file, &report)?;
        Ok(Self { file, report })
    }

    /// The frontier beside a plan of these inputs. It may be of another state of the scenario, of other funds for example, but not of
    /// other households: their numbers would say nothing about the plan.
    ///
    /// # Errors
    /// [`Error::Input`] where the households are others.
    pub(in crate::pipeline) fn beside(self, inputs: &Inputs) -> Result<FrontierBeside, Error> {
        let Self { file, report } = self;
        let points = &inputs.demand.points;
        let all: f64 = points.iter().map(|point| point.households).sum();
        let unserved: f64 = points.iter().map(|point| point.unserved_households).sum();
        let counts = [
            ("households", report.households, all),
            ("households_previously_unserved", report.households_previously_unserved, unserved),
        ];
        let mut findings = Findings::default();
        for (key, found, own) in counts {
            if (found - own).abs() > HOUSEHOLDS_TOLERANCE {
                let found = format!("/{key} is {found}; the scenario has {own}");
                let remedy =
                    "give the frontier of a scenario with the same households, or leave --frontier out";
                findings.problem(Problem::file("not-comparable", &file, found, remedy));
            }
        }
        findings.settle()?;
        let same_scenario = report.scenario.sha256 == inputs.scenario_sha256
            && report.provenance.inputs == input_files(inputs)
            && report.provenance.divario == env!("CARGO_PKG_VERSION");
        Ok(FrontierBeside { report, same_scenario })
    }
}

/// Nobody draws what cannot be so.
fn check(file: &Path, report: &FrontierReport) -> Result<(), Error> {
    let mut findings = Findings::default();
    for Contradiction { pointer, found } in report.contradictions() {
        let remedy = "make the frontier again with `divario frontier`, or leave --frontier out";
        let found = format!("{pointer} {found}");
        findings.problem(Problem::file("contradiction", file, found, remedy));
    }
    findings.settle()
}
