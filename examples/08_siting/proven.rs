//! divario's own plan, and its proof checked from the outside.

use std::error::Error;
use std::time::Instant;

use divario::certificate::{Goal, Instance, Step, proven_bound_micro};
use divario::optimise::{Limits, Solution, solve};
use divario::progress::Silent;

/// Seed of the solver's own choices.
const SEED: u32 = 1;

/// Chooses sites until the gap is as narrow as asked or the time is up.
///
/// # Errors
/// What the optimiser says.
pub fn plan(instance: &Instance, gap_ratio: f64, time_limit_s: f64) -> Result<Solution, Box<dyn Error>> {
    let limits = Limits { gap_ratio, time_limit_s, seed: SEED, node_limit: None, plan_time_ratio: 1.0 };
    Ok(solve(instance, &limits, &Silent)?)
}

/// Works the bound out anew from rows and cases; how long that took, ms.
///
/// # Errors
/// Where the proof does not hold, or proves another bound than was said.
pub fn check_bound(instance: &Instance, solution: &Solution) -> Result<f64, Box<dyn Error>> {
    let started = Instant::now();
    let proven_micro =
        proven_bound_micro(Goal::Value { kept_micro: 0 }, instance, &solution.rows, &solution.cases)?;
    if proven_micro != solution.bound_micro {
        return Err(
            format!("{} is said to be the bound, {proven_micro} is proven", solution.bound_micro).into()
        );
    }
    Ok(1e3 * started.elapsed().as_secs_f64())
}

/// How many sums the proof has.
pub fn sums(cases: &[Step]) -> usize {
    cases.iter().filter(|step| matches!(step, Step::Sum(_))).count()
}

/// The same question where every site is fed: coverage alone.
pub fn without_feeding(instance: &Instance) -> Instance {
    let mut alone = instance.clone();
    for site in &mut alone.sites {
        site.fed_by_pop = true;
        site.neighbours.clear();
    }
    alone
}
