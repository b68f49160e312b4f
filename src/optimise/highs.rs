//! The mixed-integer model in HiGHS; the only file that knows it.
//!
//! Columns: `y_i` (integer, site i works) in the order of sites, then `z_j` (continuous, class j is covered).

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense, SolvedModel};

use super::cuts::Cut;
use super::limits::Watch;
use super::reduced::{Reduced, TOLERANCE_EUR};
use crate::problem::Error;

/// Version of the HiGHS sources that the `highs` crate builds; a test compares it with `Cargo.lock`.
pub(super) const VERSION: &str = "1.16.0";

/// Money is counted in thousands in the model, so that the solver's tolerance of 1e-6 is a tenth of a cent.
const EUR_PER_UNIT: f64 = 1_000.0;

/// How often a running solver is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What one call of the solver is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    /// Sites that work in a known plan, to start from.
    pub(super) start: &'a [bool],
    /// Rows for C4.
    pub(super) cuts: &'a [Cut],
    /// Gap at which to stop.
    pub(super) gap_ratio: f64,
    /// Time after which to stop, s.
    pub(super) time_limit_s: f64,
    /// Nodes after which to stop.
    pub(super) node_limit: Option<u32>,
    /// Seed.
    pub(super) seed: u32,
}

/// What one call of the solver gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// Sites that work in the solver's best plan; islands are possible.
    pub(super) works: Vec<bool>,
    /// No plan covers more than this, says the solver.
    pub(super) bound: f64,
    /// The asked gap was reached.
    pub(super) finished: bool,
}

/// Solves the model; none where the solver fails or overruns the whole time.
///
/// The solver runs in a thread of its own and is left behind, to end at its own time limit, when the user asks to stop:
/// its safe interface has no way to interrupt it.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn solve(problem: &Reduced, call: &Call, watch: &Watch) -> Result<Option<Answer>, Error> {
    let (model, start) = (model(problem, call.cuts), start_values(problem, call.start));
    let (options, sites) = (Options::of(call), problem.site_count());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let solved = run(model, &start, &options);
        // Nobody listens any more once the caller was asked to stop.
        let _ = sender.send(solved.and_then(|solved| answer(&solved, sites)));
    });
    wait(&receiver, watch)
}

fn wait(receiver: &Receiver<Option<Answer>>, watch: &Watch) -> Result<Option<Answer>, Error> {
    loop {
        match receiver.recv_timeout(LOOK_EVERY) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) if watch.over()? => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// The part of a call that is handed to the solver's thread.
struct Options {
    gap_ratio: f64,
    time_limit_s: f64,
    node_limit: i32,
    seed: i32,
}

impl Options {
    fn of(call: &Call) -> Self {
        let clipped = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
        Self {
            gap_ratio: call.gap_ratio,
            time_limit_s: call.time_limit_s,
            node_limit: call.node_limit.map_or(i32::MAX, clipped),
            seed: clipped(call.seed),
        }
    }
}

fn run(problem: RowProblem, start: &[f64], options: &Options) -> Option<SolvedModel> {
    let mut model = problem.try_optimise(Sense::Maximise).ok()?;
    model.make_quiet();
    set_options(&mut model, options)?;
    model.try_set_solution(Some(start), None, None, None).ok()?;
    model.try_solve().ok()
}

fn set_options(model: &mut Model, options: &Options) -> Option<()> {
    model.try_set_option("threads", 1).ok()?;
    model.try_set_option("parallel", "off").ok()?;
    model.try_set_option("random_seed", options.seed).ok()?;
    model.try_set_option("time_limit", options.time_limit_s).ok()?;
    model.try_set_option("mip_rel_gap", options.gap_ratio).ok()?;
    model.try_set_option("mip_max_nodes", options.node_limit).ok()
}

/// The answer in a solved model; none where it holds no plan or no bound.
fn answer(solved: &SolvedModel, sites: usize) -> Option<Answer> {
    let bound = solved.double_info_value(c"mip_dual_bound").ok().filter(|bound| bound.is_finite())?;
    if solved.primal_solution_status() != HighsSolutionStatus::Feasible {
        return None;
    }
    let solution = solved.get_solution();
    let works = solution.columns().iter().take(sites).map(|&value| value > 0.5).collect();
    Some(Answer { works, bound, finished: solved.status() == HighsModelStatus::Optimal })
}

/// The model with the cuts known so far.
fn model(problem: &Reduced, cuts: &[Cut]) -> RowProblem {
    let mut model = RowProblem::new();
    let works = add_site_columns(&mut model, problem);
    let covered = add_class_columns(&mut model, problem);
    add_covering_rows(&mut model, problem, &works, &covered);
    add_budget_row(&mut model, problem, &works);
    add_feeding_rows(&mut model, cuts, &works);
    model
}

/// y_i: site i works. Sites that cost nothing on a chain that costs nothing work without loss.
fn add_site_columns(model: &mut RowProblem, problem: &Reduced) -> Vec<Col> {
    let free = problem.free();
    free.iter().map(|&free| model.add_integer_column(0.0, f64::from(u8::from(free))..=1.0)).collect()
}

/// z_j: class j is covered; the objective is the sum of W_j z_j.
fn add_class_columns(model: &mut RowProblem, problem: &Reduced) -> Vec<Col> {
    problem.classes.weight.iter().map(|&weight| model.add_column(weight, 0.0..=1.0)).collect()
}

/// C1 covering: a class is covered only where a site that covers it works.
fn add_covering_rows(model: &mut RowProblem, problem: &Reduced, works: &[Col], covered: &[Col]) {
    for (class, &column) in covered.iter().enumerate() {
        let sites = problem.classes.sites.row(class).map(|site| (works[site], -1.0));
        let row: Vec<(Col, f64)> = std::iter::once((column, 1.0)).chain(sites).collect();
        model.add_row(..=0.0, row);
    }
}

/// C3 budget: what works costs no more than what is left once the fixed sites are paid.
fn add_budget_row(model: &mut RowProblem, problem: &Reduced, works: &[Col]) {
    let paid = works.iter().zip(&problem.cost_eur).filter(|&(_, &cost_eur)| cost_eur > 0.0);
    let row: Vec<(Col, f64)> = paid.map(|(&column, cost_eur)| (column, cost_eur / EUR_PER_UNIT)).collect();
    model.add_row(..=(problem.budget_eur + TOLERANCE_EUR) / EUR_PER_UNIT, row);
}

/// C4 feeding: a site works only if something works in each set of sites that cuts it off from the fibre.
fn add_feeding_rows(model: &mut RowProblem, cuts: &[Cut], works: &[Col]) {
    for cut in cuts {
        let separator = cut.separator.iter().map(|&site| (works[site], 1.0));
        let row: Vec<(Col, f64)> = separator.chain(std::iter::once((works[cut.site], -1.0))).collect();
        model.add_row(0.0.., row);
    }
}

/// Values of all columns in a known plan.
fn start_values(problem: &Reduced, works: &[bool]) -> Vec<f64> {
    let value = |yes: bool| f64::from(u8::from(yes));
    let covered = |class: usize| problem.classes.sites.row(class).any(|site| works[site]);
    let sites = works.iter().map(|&works| value(works));
    sites.chain((0..problem.classes.len()).map(|class| value(covered(class)))).collect()
}
