//! From an instance to a checked solution.

use super::greedy::construct;
use super::improve::{improve, takes_long};
use super::keep::keep;
use super::lagrangean;
use super::limits::{Limits, Watch};
use super::proof::{Proof, all_promised};
use super::reduced::Reduced;
use super::release::release;
use super::selection::Selection;
use super::solution::{Solution, proof};
use super::start::known_plan;
use crate::certificate::{Answer, Goal, Instance, Row, Rule, Step, kept_micro, proven_bound_micro};
use crate::governance::euro;
use crate::problem::Error;
use crate::progress::Progress;

const MICRO_EUR_PER_CENT: i64 = 10_000;

/// Share of the time that may go into what can be kept of the promises.
const KEPT_TIME_RATIO: f64 = 0.3;

/// Name of this stage in errors and progress.
pub(super) const STAGE: &str = "Choosing sites";

/// Chooses the sites that cover the most weight within the budget, each fed from the fibre.
///
/// Greedy plan, swaps and Lagrangean bound always; with feature `highs`, branch and bound until the gap is closed. The
/// model stands in `formulation.md`. The plan is checked against the instance before it is returned, and the bound holds
/// for every plan that keeps C1 to C10.
///
/// Any-time: once the time limit is over, or `progress` says that it is [`enough`](Progress::enough), the best plan so far comes
/// back with the best bound so far. Equal input gives equal bytes unless the work is cut short so.
///
/// # Errors
/// [`Error::Infeasible`] when fixed sites cost more than the budget or it is proven that no plan keeps the rules, [`Error::Unfound`]
/// when none was found that does; [`Error::Interrupted`] once the user has asked to
/// stop; [`Error::Failed`] when the instance's indices or numbers make no sense.
pub fn solve(instance: &Instance, limits: &Limits, progress: &dyn Progress) -> Result<Solution, Error> {
    solve_from(instance, None, limits, progress)
}

/// The same from a plan that is known: the open sites of a smaller budget, say. What is found serves at least as much in the time
/// that plans are made with. Sites of it that no chain feeds do not count, and a plan that the budget cannot pay is left out.
///
/// # Errors
/// As [`solve`].
pub fn solve_from(
    instance: &Instance,
    start: Option<&[bool]>,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Solution, Error> {
    if let Some(reason) = instance.fault() {
        return Err(Error::Failed { stage: STAGE, reason });
    }
    let watch = Watch::start(limits.time_limit_s, progress);
    progress.start_search(STAGE, 0);
    let solution = choose(instance, start, limits, &watch);
    progress.finish();
    solution
}

fn choose(
    instance: &Instance,
    start: Option<&[bool]>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Solution, Error> {
    let problem = Reduced::new(instance, limits.plan_time_ratio)?;
    watch.proved(problem.classes.total_weight());
    let mut selection = construct(&problem, watch)?;
    let bound_first = takes_long(&problem, &selection);
    if !bound_first {
        improve(&problem, &mut selection, watch)?;
    }
    if let Some(mut known) = start.and_then(|open| known_plan(&problem, open)) {
        improve(&problem, &mut known, watch)?;
        if known.merit() > selection.merit() {
            selection = known;
        }
    }
    let first = lagrangean::bound(&problem, selection.weight(), watch)?;
    watch.proved(first.bound_micro(Goal::Value { kept_micro: 0 }, &problem));
    if bound_first {
        improve(&problem, &mut selection, watch)?;
    }
    keep(&problem, &mut selection, watch)?;
    let kept = prove_kept(&problem, &mut selection, limits, watch)?;
    let kept_micro = kept_once_released(instance, &problem, &selection);
    let goal = Goal::Value { kept_micro };
    let proven = close_gap(&problem, goal, first.clone(), &mut selection, limits, watch)?;
    keep_rules(&problem, &selection, proven.proof.bound_micro(goal, &problem))?;
    let (is_cut, is_enough) = (watch.over()?, watch.is_enough());
    let best = Best { selection, first, proven, kept };
    let solution = certify(instance, &problem, &best, limits.gap_ratio)?;
    let is_open = solution.proof == super::Proof::Feasible;
    Ok(Solution {
        out_of_time: is_open && is_cut && !is_enough,
        ended_by_user: is_open && is_cut && is_enough,
        stood_still: is_open && !is_cut && limits.node_limit.is_none() && cfg!(feature = "highs"),
        ..solution
    })
}

/// C7 rules: a plan that misses one is none. A bound below nothing proves that there is none.
pub(super) fn keep_rules(problem: &Reduced, selection: &Selection, bound_micro: i64) -> Result<(), Error> {
    let missed_cents = |rule: &Rule| -selection.balance_micro_eur(rule).div_euclid(MICRO_EUR_PER_CENT);
    let missed = problem.rules.iter().map(|rule| (missed_cents(rule), rule)).filter(|(cents, _)| *cents > 0);
    let Some((cents, rule)) = missed.clone().max_by_key(|(cents, _)| *cents) else { return Ok(()) };
    let others = match missed.count() {
        1 => String::new(),
        count => format!(", and {} by no more", counted(count - 1)),
    };
    let nearest = format!("the nearest one misses {} by {}{others}", rule.name, euro(cents as f64 / 100.0));
    Err(if bound_micro < 0 {
        Error::Infeasible(format!("C7 rules: no plan keeps all enforced rules, which is proven; {nearest}"))
    } else {
        Error::Unfound(format!("C7 rules: none of those that were tried keeps all enforced rules; {nearest}"))
    })
}

fn counted(rules: usize) -> String {
    if rules == 1 { "another rule".to_owned() } else { format!("{rules} others") }
}

/// The rules, once captives beyond what may be are left unserved: fewer households may pay less than a rule asks.
fn keep_rules_released(instance: &Instance, answer: &Answer) -> Result<(), Error> {
    let missed = answer.missed_micro_eur(instance);
    let Some((rule, missed)) = instance.rules.iter().zip(missed).find(|(_, missed)| *missed > 0) else {
        return Ok(());
    };
    let cents = missed / MICRO_EUR_PER_CENT;
    Err(Error::Unfound(format!(
        "C7 rules and C9 captivity: none of those that were tried keeps all of them; without those who would depend on one \
         private owner alone the nearest one misses {} by {}",
        rule.name,
        euro(cents as f64 / 100.0)
    )))
}

/// A proof.
pub(super) struct Proven {
    /// The best that was found.
    pub proof: Proof,
    /// Name and version of the solver that helped, if one did.
    pub solver: Option<String>,
}

/// The best plan, and what is proven of it.
struct Best<'a> {
    selection: Selection<'a>,
    /// What was proven first, whatever is kept of the promises.
    first: Proof,
    proven: Proven,
    /// What is proven of the promises, where there are any.
    kept: Option<Proven>,
}

/// How much of the promises can be kept; none where nothing is promised.
fn prove_kept<'a>(
    problem: &'a Reduced,
    selection: &mut Selection<'a>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Option<Proven>, Error> {
    if problem.promised_micro.is_empty() {
        return Ok(None);
    }
    let watch = watch.share(KEPT_TIME_RATIO);
    close_gap(problem, Goal::Kept, all_promised(problem), selection, limits, &watch).map(Some)
}

/// Branch and bound from a known plan and bound.
#[cfg(feature = "highs")]
use super::branch::close_gap;

/// Without a solver the plan and bound stay as they are.
#[cfg(not(feature = "highs"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as with the solver")]
fn close_gap<'a>(
    _problem: &'a Reduced,
    _goal: Goal,
    first: Proof,
    _best: &mut Selection<'a>,
    _limits: &Limits,
    _watch: &Watch,
) -> Result<Proven, Error> {
    Ok(Proven { proof: first, solver: None })
}

fn own_solver() -> String {
    "divario".to_owned()
}

/// Checks plan and bounds against the instance, and states what is proven.
fn certify(
    instance: &Instance,
    problem: &Reduced,
    best: &Best,
    asked_gap_ratio: f64,
) -> Result<Solution, Error> {
    let failed = |reason: String| Error::Failed { stage: STAGE, reason };
    let answer = released(instance, problem, &best.selection);
    keep_rules_released(instance, &answer)?;
    let checked = answer.check(instance).map_err(failed)?;
    let goal = Goal::Value { kept_micro: checked.kept_micro };
    let proofs = [&best.proven.proof, &best.first];
    let proof_of_value = proofs.into_iter().min_by_key(|one| one.bound_micro(goal, problem));
    let proof_of_value = proof_of_value.unwrap_or(&best.first);
    let (rows, cases) = proof_of_value.certificate(problem, instance).map_err(failed)?;
    let kept = best.kept.as_ref().map(|kept| kept.proof.certificate(problem, instance));
    let certificate = Certified::of(rows, cases, kept.transpose().map_err(failed)?.unwrap_or_default());
    let [bound_micro, kept_bound_micro] =
        certificate.bounds_micro(instance, checked.kept_micro).map_err(failed)?;
    for (bound_micro, reached_micro) in
        [(bound_micro, checked.value_micro), (kept_bound_micro, checked.kept_micro)]
    {
        if bound_micro < reached_micro {
            let reason = format!("a bound of {bound_micro} contradicts a plan that comes to {reached_micro}");
            return Err(failed(reason));
        }
    }
    let mut open = vec![false; instance.sites.len()];
    answer.open.iter().for_each(|&site| open[site as usize] = true);
    Ok(Solution {
        open,
        unfed: checked.unfed.iter().map(|&site| site as usize).collect(),
        value_micro: checked.value_micro,
        bound_micro,
        kept_micro: checked.kept_micro,
        kept_bound_micro,
        rows: certificate.rows,
        cases: certificate.cases,
        kept_cases: certificate.kept_cases,
        proof: proof(checked.value_micro, bound_micro, asked_gap_ratio),
        out_of_time: false,
        stood_still: false,
        ended_by_user: false,
        solver: best.proven.solver.clone().unwrap_or_else(own_solver),
    })
}

/// The plan in all of the sectors' time, without captives beyond what may be.
fn released(instance: &Instance, problem: &Reduced, selection: &Selection) -> Answer {
    let mut answer = answer(instance, problem, &selection.with_all_time());
    release(instance, &mut answer);
    answer
}

/// What is kept of the promises where captives beyond what may be are left unserved, millionths.
fn kept_once_released(instance: &Instance, problem: &Reduced, selection: &Selection) -> i64 {
    if selection.captive_micro() == 0 {
        return selection.kept_micro();
    }
    let served_micro = released(instance, problem, selection).households_micro(instance);
    kept_micro(&instance.promised_micro, &served_micro)
}

/// The rows of both proofs together, and the cases of each.
struct Certified {
    rows: Vec<Row>,
    cases: Vec<Step>,
    kept_cases: Vec<Step>,
}

impl Certified {
    fn of(mut rows: Vec<Row>, cases: Vec<Step>, kept: (Vec<Row>, Vec<Step>)) -> Self {
        let (kept_rows, mut kept_cases) = kept;
        let first = rows.len() as u32;
        rows.extend(kept_rows);
        for step in &mut kept_cases {
            if let Step::Sum(sum) = step {
                for (row, _) in sum {
                    *row += first;
                }
            }
        }
        Self { rows, cases, kept_cases }
    }

    /// What is proven of the value of plans that keep so much of the promises, and of what can be kept, millionths.
    fn bounds_micro(&self, instance: &Instance, kept_micro: i64) -> Result<[i64; 2], String> {
        let goal = Goal::Value { kept_micro };
        let bound_micro = proven_bound_micro(goal, instance, &self.rows, &self.cases)?;
        if self.kept_cases.is_empty() {
            return Ok([bound_micro, 0]);
        }
        Ok([bound_micro, proven_bound_micro(Goal::Kept, instance, &self.rows, &self.kept_cases)?])
    }
}

/// The plan in terms of the instance.
fn answer(instance: &Instance, problem: &Reduced, selection: &Selection) -> Answer {
    let works = selection.works();
    let is_open = |site: &u32| works[*site as usize] || instance.sites[*site as usize].fixed_open;
    let mut served_by = vec![None; instance.demand.len()];
    for (class, members) in problem.classes.members.iter().enumerate() {
        let sector = selection.server(class).map(|at| problem.classes.offers(class)[at].sector);
        for &row in members {
            served_by[row as usize] = sector;
        }
    }
    Answer { open: (0..works.len() as u32).filter(is_open).collect(), served_by, ..Answer::default() }
}
