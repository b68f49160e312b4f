//! Whether the figures of a vote follow from its tallies and plans, and the scenarios of both rounds from its weights.

use std::path::Path;

use super::super::refused;
use super::difference::same;
use super::files::Files;
use crate::certificate::Refusal;
use crate::export::ROUND_SCENARIOS;
use crate::input::read_prices;
use crate::participation::Vote;
use crate::problem::{Error, Findings};
use crate::scenario::{self, Scenario};
use crate::score::{BallotsReport, BallotsStages, Plan, ballots_report, voted_objectives};

/// Holds `ballots.json` and the scenarios of both rounds against what follows from the vote, which is the recounted one where there is
/// one, and from the plans.
///
/// # Errors
/// The first figure that does not follow.
pub(super) fn check(
    files: &Files,
    report: &BallotsReport,
    recounted: Option<&Vote>,
    plans: &[Plan; 3],
) -> Result<(), Refusal> {
    let told = report.vote.worked_out_again(&report.participation);
    let expected = ballots_report(&BallotsStages {
        participation: &report.participation,
        own_objective: report.own_objective,
        ballots_sha256: &files.record.ballots_sha256,
        vote: recounted.unwrap_or(&told),
        plans: plans.each_ref(),
    });
    same("ballots.json", &value(report), &value(&expected))?;
    check_weights(files, report)
}

fn value<D: serde::Serialize>(document: &D) -> serde_json::Value {
    serde_json::to_value(document).unwrap_or_default()
}

/// The scenarios of both rounds are alike but for the objective, which is that of the vote.
fn check_weights(files: &Files, report: &BallotsReport) -> Result<(), Refusal> {
    let [_, first, second] = voted_objectives(&report.participation, report.own_objective, &report.vote);
    let read = |round: usize| {
        let name = ROUND_SCENARIOS[round];
        serde_json::from_slice(files.bytes(name))
            .map_err(|error| Refusal::of(name, error, "the fields that `divario schema scenario` describes"))
    };
    let scenarios: [Scenario; 2] = [read(0)?, read(1)?];
    for ((name, scenario), objective) in ROUND_SCENARIOS.into_iter().zip(&scenarios).zip([first, second]) {
        let expected = Scenario { objective, participation: None, ..scenarios[1].clone() };
        same(name, &value(scenario), &value(&expected))?;
    }
    Ok(())
}

/// The scenarios of both rounds are the one that was voted on but for the objective, and the vote is on what that asks.
///
/// # Errors
/// [`Error::Failed`] with the first thing that differs.
pub(super) fn check_scenario(
    file: &Path,
    data: Option<&Path>,
    report: &BallotsReport,
    files: &Files,
) -> Result<(), Error> {
    let mut findings = Findings::default();
    let own = scenario::read(file, data, read_prices, &mut findings)?.scenario;
    findings.settle()?;
    let last = files.scenario(1)?;
    let checked =
        same("ballots.json, participation", &value(&report.participation), &value(&own.participation))
            .and_then(|()| {
                same("ballots.json, own_objective", &value(&report.own_objective), &value(&own.objective))
            })
            .and_then(|()| {
                let expected = Scenario { objective: last.objective, participation: None, ..own };
                same(ROUND_SCENARIOS[1], &value(&last), &value(&expected))
            });
    checked.map_err(|refusal| refused(&refusal))
}
