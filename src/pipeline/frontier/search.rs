//! One budget after the other: each search starts from the plan of the budget before.

use std::time::Instant;

use super::super::judge;
use super::super::options::Options;
use super::super::{Outcome, assemble};
use super::numbered::Numbered;
use crate::certificate::{Ground, Row, Step, bounds_micro_at};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{AskedBudget, FoundPlan, FrontierPlan};

/// What the searches found.
pub(super) struct Sweep {
    /// All plans, in the order in which they were found.
    pub plans: Vec<FoundPlan>,
    /// For each budget the least of all bounds, or why there is no plan.
    pub budgets: Vec<AskedBudget>,
    /// Names of the solvers.
    pub solver: String,
    /// What the user should know of all plans; each has its own too.
    pub warnings: Vec<String>,
}

/// The answer to one budget.
struct Found {
    budget_cents: i64,
    plan: FoundPlan,
    out_of_time: bool,
    /// Which of the question's sites are open.
    open: Vec<bool>,
    rows: Vec<Row>,
    cases: Vec<Step>,
    solver: String,
}

impl Sweep {
    /// Searches at each budget, rising.
    ///
    /// # Errors
    /// [`Error::Infeasible`] where no budget has a plan; else as a plan.
    pub fn over(
        budgets_cents: &[i64],
        inputs: &Inputs,
        options: &mut Options,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let own_cents = options.question.instance.budget_cents;
        let mut found: Vec<Found> = Vec::new();
        let mut infeasible: Vec<(i64, String)> = Vec::new();
        for (number, &budget_cents) in (1..).zip(budgets_cents) {
            options.question.instance.budget_cents = budget_cents;
            let progress = Numbered { progress, number, count: budgets_cents.len() };
            let start = found.last().map(|before| before.open.as_slice());
            match search(inputs, options, start, &progress) {
                Ok(answer) => found.push(answer),
                Err(Error::Infeasible(reason)) => infeasible.push((budget_cents, reason)),
                Err(other) => return Err(other),
            }
        }
        options.question.instance.budget_cents = own_cents;
        if let (true, Some((_, reason))) = (found.is_empty(), infeasible.last()) {
            return Err(Error::Infeasible(format!("no budget pays for a plan; of the largest: {reason}")));
        }
        let budgets = asked_budgets(options, &found, &infeasible, progress)?;
        let (solver, warnings) = (solvers(&found), shared_warnings(&mut found));
        let plans = found.into_iter().map(|one| one.plan).collect();
        Ok(Self { plans, budgets, solver, warnings })
    }
}

/// Chooses within the budget at hand, and judges the plan by the network that it makes.
fn search(
    inputs: &Inputs,
    options: &Options,
    start: Option<&[bool]>,
    progress: &dyn Progress,
) -> Result<Found, Error> {
    let outcome = Outcome::of(options, judge::find(inputs, options, start, progress)?)?;
    let plan = assemble(inputs, &outcome, 0, Instant::now());
    let Outcome { judged, solution, evidence, .. } = outcome;
    let (claim, budget_cents) = (evidence.claim(), options.question.instance.budget_cents);
    let found = FoundPlan {
        spent_cents: claim.spent_cents,
        kept_micro: claim.kept_micro,
        value_micro: claim.value_micro,
        has_uncounted_places: judged.warning().is_some(),
        figures: FrontierPlan::of(&plan, budget_cents),
    };
    Ok(Found {
        budget_cents,
        plan: found,
        out_of_time: solution.out_of_time,
        open: judged.choice.columns,
        rows: solution.rows,
        cases: solution.cases,
        solver: solution.solver,
    })
}

/// Every budget with the least of the bounds that all proofs give it.
fn asked_budgets(
    options: &Options,
    found: &[Found],
    infeasible: &[(i64, String)],
    progress: &dyn Progress,
) -> Result<Vec<AskedBudget>, Error> {
    let budgets_cents: Vec<i64> = found.iter().map(|one| one.budget_cents).collect();
    let mut least: Vec<Option<(i64, i64)>> = vec![None; budgets_cents.len()];
    let ground = Ground::of(&options.question.instance);
    progress.start("Working out bounds", found.len() as u64);
    for one in found {
        if progress.stopped() {
            return Err(Error::Interrupted);
        }
        let bounds_micro =
            bounds_micro_at(&ground, &one.rows, &one.cases, &budgets_cents).map_err(no_proof)?;
        for (least, bound_micro) in least.iter_mut().zip(bounds_micro) {
            let here = bound_micro.map(|micro| (micro, one.budget_cents));
            *least = [*least, here].into_iter().flatten().min_by_key(|(micro, _)| *micro);
        }
        progress.advance(1);
    }
    progress.finish();
    let without =
        infeasible.iter().map(|(cents, reason)| AskedBudget { cents: *cents, bound: Err(reason.clone()) });
    let mut asked: Vec<AskedBudget> = without.collect();
    for (cents, bound) in budgets_cents.into_iter().zip(least) {
        let bound = bound.ok_or_else(|| no_proof("no proof holds at its own budget".to_owned()))?;
        asked.push(AskedBudget { cents, bound: Ok(bound) });
    }
    asked.sort_by_key(|one| one.cents);
    Ok(asked)
}

fn no_proof(reason: String) -> Error {
    Error::Failed { stage: "working out bounds", reason }
}

/// Each once, in the order of the budgets.
fn solvers(found: &[Found]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for one in found {
        if !names.contains(&one.solver.as_str()) {
            names.push(&one.solver);
        }
    }
    names.join(", ")
}

/// Takes what is so of all plans out of them, and says what ended searches early.
fn shared_warnings(found: &mut [Found]) -> Vec<String> {
    let Some(first) = found.first() else { return Vec::new() };
    let is_shared = |text: &&String| found.iter().all(|one| one.plan.figures.warnings.contains(text));
    let mut shared: Vec<String> = first.plan.figures.warnings.iter().filter(is_shared).cloned().collect();
    for one in &mut *found {
        one.plan.figures.warnings.retain(|text| !shared.contains(text));
    }
    let cut_short = found.iter().filter(|one| one.out_of_time).count();
    if (1..found.len()).contains(&cut_short) {
        shared.push(format!(
            "the time limit ended the search at {cut_short} of {} budgets: another run or machine may stop at other plans; \
             raise --time-limit-s, solve.time_limit_s or solve.gap_ratio for figures that are the same everywhere",
            found.len()
        ));
    }
    shared
}
