//! The command line: arguments, progress, reports and exit status. Belongs to the program alone.

mod args;
mod ballots;
mod commands;
mod compare;
mod coverage;
mod decision;
mod exit;
mod frontier;
mod link;
mod loss;
mod market;
mod planned;
mod principles;
mod progress;
mod regimes;
mod report;
mod short_names;
mod stop;
mod verify;

use clap::Parser;

use args::{Arguments, Command};
use divario::problem::Error;
pub use exit::ExitStatus;

/// Parses the arguments, runs the command, renders what went wrong, and says how it ended.
pub fn main() -> ExitStatus {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => return exit::from_usage(&usage),
    };
    match run(&arguments) {
        Ok(()) => ExitStatus::Done,
        Err(error) => {
            report::error(&error, &arguments.global);
            ExitStatus::from(&error)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    divario::raster::quiet();
    set_threads(arguments.global.threads)?;
    match &arguments.command {
        Command::Check(check) => commands::check(check, &arguments.global),
        Command::Plan(plan) => commands::plan(plan, &arguments.global),
        Command::Verify(verify) => verify::run(verify, &arguments.global),
        Command::Frontier(frontier) => frontier::run(frontier, &arguments.global),
        Command::Principles(principles) => principles::run(principles, &arguments.global),
        Command::Market(market) => market::run(market, &arguments.global),
        Command::Regimes(regimes) => regimes::run(regimes, &arguments.global),
        Command::Ballots(ballots) => ballots::run(ballots, &arguments.global),
        Command::Compare(compare) => compare::run(compare, &arguments.global),
        Command::Coverage(coverage) => coverage::run(coverage, &arguments.global),
        Command::Link(link) => link::run(link, &arguments.global),
        Command::Loss(loss) => loss::run(loss, &arguments.global),
        Command::Schema(schema) => commands::schema(schema),
    }
}

fn set_threads(threads: Option<usize>) -> Result<(), Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0));
    pool.build_global()
        .map_err(|error| Error::Failed { stage: "starting threads", reason: error.to_string() })
}
