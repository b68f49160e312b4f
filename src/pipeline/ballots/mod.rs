//! The road from a scenario and ballots to what the vote changed: terrain, coverage and links once, then a plan for the weights of
//! each round and one for the scenario's own.

mod named;
mod plans;
mod read;

use std::path::PathBuf;
use std::time::Instant;

use super::pictures::pictures;
use super::{STAGES, Ways, output, results};
use crate::export::{BallotsResults, OutputFolder, Results, write_ballots};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{BallotsReport, BallotsStages, ballots_report};
use plans::VotedPlans;
use read::Voted;

pub(super) use read::{counted, electorate};

/// Which ballots to count for which scenario, and where the results go.
#[derive(Debug, Clone)]
pub struct BallotsRequest {
    /// The scenario file, with a section `participation`.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// The file of ballots.
    pub ballots: PathBuf,
    /// The file of proposals and what became of them, if there is one.
    pub proposals: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// Threads in use, for the record.
    pub threads: usize,
}

/// Counts ballots, plans with the weights that follow, and writes every file of it.
///
/// # Errors
/// Any [`Error`]; [`Error::Infeasible`] where no plan could serve anybody with some of the weights; the output folder is then as it
/// was before.
pub fn ballots(request: &BallotsRequest, progress: &dyn Progress) -> Result<BallotsReport, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "ballots.json")?;
    let mut inputs = Inputs::read_for(&STAGES, &request.scenario, request.data.as_deref(), progress)?;
    let voted = Voted::read(request, &mut inputs)?;
    let mut folder = output::spare(folder, "ballots.json", &inputs)?;
    let own_objective = inputs.scenario.objective;
    let plans = VotedPlans::find(&mut inputs, &voted, request.threads, started, progress)?;
    let report = ballots_report(&BallotsStages {
        participation: &voted.section,
        own_objective,
        ballots_sha256: &voted.ballots_sha256,
        vote: &voted.vote,
        plans: [&plans.others[0].plan, &plans.others[1].plan, &plans.last.plan],
    });
    write(&report, &voted, &plans, &inputs, &mut folder, progress)?;
    folder.commit()?;
    Ok(report)
}

fn write(
    report: &BallotsReport,
    voted: &Voted,
    plans: &VotedPlans,
    inputs: &Inputs,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let charts = pictures(&plans.last.plan, None, inputs, &plans.last.map, progress)?;
    let projection = &inputs.projection;
    let ways = Ways {
        to_lon_lat: &|position| projection.to_lon_lat(position),
        to_projected: &|place| projection.to_metric(place),
    };
    let [own, first] = &plans.others;
    let results = BallotsResults {
        report,
        scenarios: [&plans.scenarios[0], &plans.scenarios[1]],
        others: [(&own.plan, &own.evidence), (&first.plan, &first.evidence)],
        // Its plan is that of the second round.
        last: &Results { scenario: &plans.scenarios[1], ..results(&plans.last, inputs, &charts, &ways) },
        proposals: voted.proposals.as_ref(),
    };
    write_ballots(&results, folder, progress)
}
