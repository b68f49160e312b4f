//! A plan without the program: `cargo run --release --example 03_plan_from_rust [SCENARIO] [FOLDER]`.
//!
//! Left out, the scenario is `scenarios/demo.json` and the folder `out/from_rust`. The library prints nothing itself; what
//! it is doing goes to a [`Progress`], here the simplest that is of use. A server would send it on; a window draw a bar.

use std::error::Error;
use std::path::PathBuf;

use divario::PlanRequest;
use divario::progress::Progress;
use divario::score::Plan;

/// Names each stage as it begins.
struct Stages;

impl Progress for Stages {
    #[expect(clippy::print_stderr, reason = "progress is no result")]
    fn start(&self, stage: &str, _total: u64) {
        eprintln!("{stage} …");
    }
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
    /// A program with a Cancel button would look here whether it was pressed.
    fn stopped(&self) -> bool {
        false
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let request = PlanRequest {
        scenario: arguments.next().unwrap_or_else(|| "scenarios/demo.json".into()),
        data: None,
        out: arguments.next().unwrap_or_else(|| "out/from_rust".into()),
        frontier: None,
        threads: std::thread::available_parallelism()?.get(),
    };
    // GDAL would write its own warnings to standard error; what went wrong comes back as an error anyway.
    divario::raster::quiet();
    let plan = divario::plan(&request, &Stages)?;
    print_figures(&plan);
    Ok(())
}

/// The five figures that a council asks for first. Everything else stands in `plan.json`, of which `plan` is the content.
#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print_figures(plan: &Plan) {
    println!("{}", plan.scenario.name);
    println!("  households covered   {:.0} of {:.0}", plan.households.covered, plan.households.total);
    println!("  newly served         {:.0}", plan.households.newly_served);
    println!("  sites                {}", plan.sites.len());
    println!("  capital              EUR {:.0} of {:.0}", plan.cost.capex_eur, plan.cost.budget_eur);
    println!("  proven within        {:.2} % of the best possible", 100.0 * plan.objective.gap_ratio);
}
