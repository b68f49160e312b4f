//! One budget after the other: each search starts from the plan of the budget before.

use std::time::Instant;

use super::super::options::Options;
use super::super::several::{each_once, numbered, take_shared, without_headline};
use super::super::{Outcome, assemble, impossible, judge};
use crate::certificate::{Ground, Row, Step, bounds_micro_at};
use crate::governance::euro;
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
    /// Searches at each budget, rising, until the user wants no more.
    ///
    /// # Errors
    /// [`Error::Infeasible`] and [`Error::Unfound`] where no budget has a plan; else as a plan.
    pub fn over(
        budgets_cents: &[i64],
        inputs: &Inputs,
        options: &mut Options,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let own_cents = options.question.instance.budget_cents;
        let mut found: Vec<Found> = Vec::new();
        let mut infeasible: Vec<(i64, Error)> = Vec::new();
        for (number, &budget_cents) in (1..).zip(budgets_cents) {
            options.question.instance.budget_cents = budget_cents;
            let progress = numbered(progress, number, budgets_cents.len());
            let known: Vec<&[bool]> = found.last().iter().map(|before| before.open.as_slice()).collect();
            match search(inputs, options, &known, &progress) {
                Ok(answer) => found.push(answer),
                Err(none @ (Error::Infeasible(_) | Error::Unfound(_))) => {
                    infeasible.push((budget_cents, none));
                }
                Err(other) => return Err(other),
            }
            if progress.enough() {
                break;
            }
        }
        options.question.instance.budget_cents = own_cents;
        let missing_cents = &budgets_cents[found.len() + infeasible.len()..];
        if found.is_empty() {
            return Err(no_plan(infeasible.pop(), missing_cents));
        }
        let budgets = asked_budgets(options, &found, &infeasible, progress)?;
        let (solver, mut warnings) =
            (each_once(found.iter().map(|one| one.solver.as_str())), shared_warnings(&mut found));
        warnings.extend(ended(missing_cents));
        let plans = found.into_iter().map(|one| one.plan).collect();
        Ok(Self { plans, budgets, solver, warnings })
    }
}

/// Where no budget has a plan: the words of the largest. Whoever ends the search before it has learnt nothing.
fn no_plan(largest: Option<(i64, Error)>, missing_cents: &[i64]) -> Error {
    let at_none =
        |cents, reason| format!("at none of the budgets; at the largest, {}: {reason}", euro_of(cents));
    match largest.filter(|_| missing_cents.is_empty()) {
        Some((cents, Error::Infeasible(reason))) => Error::Infeasible(at_none(cents, reason)),
        Some((cents, Error::Unfound(reason))) => Error::Unfound(at_none(cents, reason)),
        _ => Error::Interrupted,
    }
}

/// Which budgets are missing where the user ended the search, if any are.
fn ended(missing_cents: &[i64]) -> Option<String> {
    let (first, last) = (missing_cents.first()?, missing_cents.last()?);
    let named = match missing_cents.len() {
        1 => format!("the budget of {} is", euro_of(*first)),
        count => format!("{count} budgets, from {} to {}, are", euro_of(*first), euro_of(*last)),
    };
    Some(format!("the search was ended by the user: {named} missing; run again for what they would buy"))
}

fn euro_of(cents: i64) -> String {
    euro(cents as f64 / 100.0)
}

/// Chooses within the budget at hand, and judges the plan by the network that it makes.
fn search(
    inputs: &Inputs,
    options: &Options,
    known: &[&[bool]],
    progress: &dyn Progress,
) -> Result<Found, Error> {
    impossible::refuse(inputs, options)?;
    let outcome = Outcome::of(options, judge::find(inputs, options, known, progress)?)?;
    let plan = assemble(inputs, options, &outcome, 0, Instant::now());
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
    infeasible: &[(i64, Error)],
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
    let without = infeasible
        .iter()
        .map(|(cents, none)| AskedBudget { cents: *cents, bound: Err(without_headline(none)) });
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

/// What is so of all plans, taken out of each, and what ended searches early.
fn shared_warnings(found: &mut [Found]) -> Vec<String> {
    let mut shared = take_shared(found.iter_mut().map(|one| &mut one.plan.figures.warnings).collect());
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
