//! Several plans, judged by the network that each would be in the busy hour: the best of them is the plan.
//!
//! The question leaves interference out, which takes away some of what its plans promise, of some more than of others. So plans
//! are drafted for sectors with less time than they have, too; whichever serves most in its network is kept. The proof is that
//! of the question, and holds for all of them.

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use super::choice::{Choice, Judged};
use super::loads::{Carriage, Carrying};
use super::missed::Missed;
use super::options::Options;
use super::question::Question;
use super::quiet::Quiet;
use super::rules::Risks;
use super::unruled::{self, enforces_nothing, unruled};
use super::{busy_hour, serving_sites};
use crate::backhaul::Link;
use crate::certificate::{Answer, Checked, Instance};
use crate::inputs::Inputs;
use crate::optimise::{self, Chosen, Limits, Solution, fed};
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::CoverageAlone;

/// Shares of each sector's time that further plans are drafted with.
pub(super) const DRAFT_TIME_RATIOS: [f64; 3] = [0.85, 0.75, 0.6];
/// Share of the time limit that each of them may take.
const DRAFT_LIMIT_RATIO: f64 = 0.1;
/// Where the links of a plan cost more than the budget has, at most so many drafts are made at the prices that were found.
const SAVINGS: usize = 5;

/// Millionths in one.
const MILLION: f64 = 1e6;

/// More than any search lasts, s.
const LONGEST_S: f64 = 1e9;
/// Share of the time limit in which the best plan is made better.
const POLISHING_RATIO: f64 = 0.5;
/// A plan that keeps what is enforced is looked for as long as sites may be chosen, and so long at least, s.
const INSISTING_S: f64 = 30.0;
/// How long a plan is looked for once the user wants the best so far and there is none, s.
const HURRIED_S: f64 = 10.0;

/// The plan, and what is proven of all.
pub(super) struct Found {
    /// The best plan.
    pub judged: Judged,
    /// The answer to the question, with its proof.
    pub solution: Solution,
}

/// Puts the question, drafts further plans, and keeps the one whose network serves most. `known` are plans that other questions on the
/// same sites gave, as the open ones of the question's sites: those that keep what is enforced here compete, and the search starts from
/// the best of them. So does the plan of the question without rules, for what it serves no plan that keeps them need miss.
///
/// # Errors
/// [`Error::Infeasible`] where it is proven that no plan keeps the rules, [`Error::Unfound`] where none was found whose network does;
/// else as the optimiser and the network.
pub(super) fn find(
    inputs: &Inputs,
    options: &Options,
    known: &[&[bool]],
    progress: &dyn Progress,
) -> Result<Found, Error> {
    let unruled = unruled::plan(inputs, options, known, progress)?;
    let known: Vec<&[bool]> = known.iter().copied().chain(unruled.as_deref()).collect();
    find_from(inputs, options, &known, progress)
}

/// The same where what is known holds the plan of the question without rules already.
///
/// # Errors
/// As [`find`].
pub(super) fn find_from(
    inputs: &Inputs,
    options: &Options,
    known: &[&[bool]],
    progress: &dyn Progress,
) -> Result<Found, Error> {
    Plans::of(inputs, options).find(known, progress)
}

/// Of plans that are known, the one that is best under the question at hand, of equals the first, with the answer to the question: plans
/// for other weights among them, as what they must keep is the same.
///
/// # Errors
/// As the network; [`Error::Failed`] where none of them keeps what is enforced.
pub(super) fn best_of(
    inputs: &Inputs,
    options: &Options,
    solution: Solution,
    known: &[&[bool]],
    progress: &dyn Progress,
) -> Result<Found, Error> {
    let mut plans = Plans::of(inputs, options);
    plans.judge_known(known, &Quiet::new(progress))?;
    let reason = "no plan keeps under these weights what it kept under others";
    let judged = plans.best.ok_or(Error::Failed { stage: "comparing plans", reason: reason.into() })?;
    Ok(Found { judged, solution })
}

/// What the network of these sites does, the open ones of the question's; none where it misses something that is enforced.
///
/// # Errors
/// As the network.
pub(super) fn of_sites(
    inputs: &Inputs,
    options: &Options,
    open: &[bool],
    progress: &dyn Progress,
) -> Result<Option<Judged>, Error> {
    let mut plans = Plans::of(inputs, options);
    plans.judge_known(&[open], &Quiet::new(progress))?;
    Ok(plans.best)
}

fn duration(limit_s: f64) -> Duration {
    Duration::from_secs_f64(limit_s.clamp(0.0, LONGEST_S))
}

/// What a plan that looks at coverage alone would claim, and what its sites would serve; none where the user wants no more.
///
/// # Errors
/// As the optimiser and the network.
pub(super) fn coverage_alone(
    inputs: &Inputs,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Option<CoverageAlone>, Error> {
    progress.start_search("Looking at coverage alone", 0);
    let alone = Plans::of(inputs, options).coverage_alone(&Quiet::new(progress));
    progress.finish();
    alone
}

/// The plans that were judged so far.
pub(super) struct Plans<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) options: &'a Options,
    /// What is asked: what the options ask, or the same without rules.
    pub(super) question: &'a Question,
    limits: Limits,
    seen: Vec<Seen>,
    pub(super) best: Option<Judged>,
}

/// A plan that was judged.
#[derive(Clone)]
pub(super) struct Seen {
    /// Open sites, of the question's.
    pub columns: Vec<bool>,
    /// The links that feed them.
    pub tree: Vec<Link>,
    /// Whom its network serves, as the question counts it.
    pub answer: Answer,
    /// What it misses of what is enforced, and of the budget.
    pub missed: Missed,
    /// What it could lose, where guideline 4 is missed.
    pub risks: Risks,
    /// What each of the question's sites would cost, were all that its sectors serve carried by its links, cents; where that is more
    /// than the budget.
    pub too_dear_cents: Option<Vec<i64>>,
}

impl Seen {
    fn serves_somebody(&self) -> bool {
        self.answer.served_by.iter().any(Option::is_some)
    }
}

impl<'a> Plans<'a> {
    /// None yet.
    fn of(inputs: &'a Inputs, options: &'a Options) -> Self {
        let solve = &inputs.scenario.solve;
        let limits = Limits {
            gap_ratio: solve.gap_ratio,
            time_limit_s: solve.time_limit_s,
            seed: solve.seed,
            node_limit: None,
            plan_time_ratio: 1.0,
        };
        Self { inputs, options, question: &options.question, limits, seen: Vec::new(), best: None }
    }

    /// None yet of another question on the same sites, for which there is a share of the time.
    pub(super) fn of_another(
        inputs: &'a Inputs,
        options: &'a Options,
        question: &'a Question,
        time_ratio: f64,
    ) -> Self {
        let plans = Self::of(inputs, options);
        let limits = Limits { time_limit_s: time_ratio * plans.limits.time_limit_s, ..plans.limits };
        Self { question, limits, ..plans }
    }
}

impl Plans<'_> {
    /// The best of all that are known, that the search finds and that are drafted.
    pub(super) fn find(mut self, known: &[&[bool]], progress: &dyn Progress) -> Result<Found, Error> {
        self.judge_known(known, &Quiet::new(progress))?;
        let mut solution = self.solve(progress)?;
        progress.start_search("Comparing plans", 0);
        let judged = self.all(&solution, progress);
        progress.finish();
        solution.ended_by_user |= progress.enough();
        Ok(Found { judged: judged?, solution })
    }

    /// The answer to the question, from the best that is known.
    fn solve(&mut self, progress: &dyn Progress) -> Result<Solution, Error> {
        let (instance, limits) = (&self.question.instance, self.limits);
        let start = self.best.as_ref().map(|best| best.choice.columns.clone());
        let solve = |start: Option<&[bool]>| optimise::solve_from(instance, start, &limits, progress);
        match solve(start.as_deref()) {
            Err(Error::Unfound(_)) => {
                self.insist(&self.insisting(progress))?;
                self.look_for_cheaper(&self.polishing(progress))?;
                let Some(known) = self.best.as_ref().filter(|_| self.serves_somebody()) else {
                    return Err(self.nobody_served(i64::MAX));
                };
                let columns = &known.choice.columns;
                match solve(Some(columns)) {
                    // The search counts whom a site serves by signal, and may find too few: what holds without rules holds with them.
                    Err(Error::Unfound(_)) => {
                        optimise::solve_from(&unruled(instance), Some(columns), &limits, progress)
                    }
                    other => other,
                }
            }
            Err(Error::Infeasible(words)) if !enforces_nothing(instance) => {
                self.look_for_the_nearest(progress)?;
                Err(self.none_possible(words))
            }
            other => other,
        }
    }

    /// To make the best plan better: half as long as sites may be chosen.
    fn polishing<'p>(&self, progress: &'p dyn Progress) -> Quiet<'p> {
        let limit_s = POLISHING_RATIO * self.limits.time_limit_s;
        Quiet::until(progress, Instant::now() + duration(limit_s)).heeding()
    }

    /// To find a plan at all: as long again, for a refusal is little to have; where the user wants the best so far, a while.
    pub(super) fn insisting<'p>(&self, progress: &'p dyn Progress) -> Quiet<'p> {
        let limit_s = self.limits.time_limit_s.max(INSISTING_S);
        let limit_s = if progress.enough() { limit_s.min(HURRIED_S) } else { limit_s };
        Quiet::until(progress, Instant::now() + duration(limit_s))
    }

    /// Those of a draft.
    pub(super) fn draft_limits(&self) -> Limits {
        Limits { time_limit_s: DRAFT_LIMIT_RATIO * self.limits.time_limit_s, ..self.limits }
    }

    fn judge_known(&mut self, known: &[&[bool]], progress: &dyn Progress) -> Result<(), Error> {
        let instance = &self.question.instance;
        for open in known {
            self.judge(optimise::chosen(instance, works_or_is_fixed(instance, open))?, progress)?;
        }
        Ok(())
    }

    fn all(&mut self, solution: &Solution, progress: &dyn Progress) -> Result<Judged, Error> {
        let quiet = Quiet::new(progress);
        let question = self.question;
        let chosen = Chosen { open: solution.open.clone(), value_micro: solution.value_micro };
        let first = self.judge(chosen, &quiet)?;
        let affordable = self.save(first, &quiet)?;
        self.tell(solution, progress);
        for ratio in DRAFT_TIME_RATIOS {
            self.draft(&question.instance, ratio, &quiet)?;
            if let Some(affordable) = &affordable {
                self.draft(affordable, ratio, &quiet)?;
            }
            self.tell(solution, progress);
        }
        self.insist(&self.insisting(progress))?;
        self.look_for_cheaper(&self.polishing(progress))?;
        self.withdraw(&quiet)?;
        self.tell(solution, progress);
        self.polish(&self.polishing(progress))?;
        self.drop_idle(&quiet)?;
        self.tell(solution, progress);
        match self.best.take() {
            // Whoever builds for profit may build nothing.
            Some(best) if best.serves_somebody() || question.earning.is_some() => Ok(best),
            _ => Err(self.nobody_served(solution.bound_micro)),
        }
    }

    /// Says what the best network so far serves, and what none exceeds.
    fn tell(&self, solution: &Solution, progress: &dyn Progress) {
        if let Some(best) = &self.best {
            progress.bounds(
                best.checked.value_micro as f64 / MILLION,
                Some(solution.bound_micro as f64 / MILLION),
            );
        }
    }

    /// Whether a network was found that keeps what is enforced and serves somebody.
    pub(super) fn serves_somebody(&self) -> bool {
        self.best.as_ref().is_some_and(Judged::serves_somebody)
    }

    /// The question at the prices that links had in a plan whose network would cost more than the budget, were all of it carried; again
    /// where that of the plan that is then drafted would, and at last with no money but for the fixed sites. None where money does.
    fn save(&mut self, first: Seen, progress: &dyn Progress) -> Result<Option<Instance>, Error> {
        let question = &self.question.instance;
        let (mut asked, mut last) = (None, first.too_dear_cents);
        for _ in 0..SAVINGS {
            let Some(costs_cents) = last.take() else { break };
            let dearer: &mut Instance = asked.get_or_insert_with(|| question.clone());
            for (site, cost_cents) in dearer.sites.iter_mut().zip(costs_cents) {
                site.capex_cents = site.capex_cents.max(cost_cents);
            }
            let dearer = dearer.clone();
            last = self.draft(&dearer, 1.0, progress)?.and_then(|seen| seen.too_dear_cents);
        }
        if self.best.is_none() && self.nearest().any(|seen| seen.missed.budget_cents > 0) {
            let budget_cents = question.budget_cents - question.budget_after_fixed_cents();
            self.draft(&Instance { budget_cents, ..question.clone() }, 1.0, progress)?;
        }
        Ok(asked)
    }

    /// The plans that serve somebody and miss something, what misses least first.
    pub(super) fn nearest(&self) -> impl Iterator<Item = &Seen> {
        let mut serving: Vec<&Seen> =
            self.seen.iter().filter(|seen| seen.serves_somebody() && !seen.missed.is_none()).collect();
        serving.sort_by_key(|seen| seen.missed.measure());
        serving.into_iter()
    }

    /// Drafts a plan, and judges it; none where there is none, or the user has waited long enough.
    pub(super) fn draft(
        &mut self,
        instance: &Instance,
        ratio: f64,
        progress: &dyn Progress,
    ) -> Result<Option<Seen>, Error> {
        if progress.enough() {
            return Ok(None);
        }
        let limits = Limits { plan_time_ratio: ratio, ..self.draft_limits() };
        match optimise::draft(instance, &limits, progress) {
            Ok(chosen) => self.judge(chosen, progress).map(Some),
            // Less time, or more to be kept, than the question asks: that this is too much says nothing of the question.
            Err(Error::Infeasible(_) | Error::Unfound(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Has a plan serve in the busy hour, and keeps it where it is better than those before.
    pub(super) fn judge(&mut self, chosen: Chosen, progress: &dyn Progress) -> Result<Seen, Error> {
        if let Some(known) = self.seen.iter().find(|seen| seen.columns == chosen.open) {
            return Ok(known.clone());
        }
        let (question, Options { sites, access, hearings, .. }) = (self.question, self.options);
        let choice = Choice::of(question, chosen, sites.len());
        let serving = serving_sites(sites, &choice);
        let mut network = busy_hour(self.inputs, access, &serving, hearings, progress)?;
        let tree = self.options.tree(self.inputs.pops.len(), &choice.open, &network);
        let left_cents = question.left_cents(&choice.columns);
        let carrying = Carrying::of(self.inputs, question, &choice.open, &tree, &network);
        let whole = carrying.whole();
        let too_dear_cents = (whole.extra_cents > left_cents).then(|| carrying.costs_cents(&whole.carried));
        let carriage = carrying.within(left_cents);
        let (answer, uncounted_places) = carrying.answered(&mut network, &carriage);
        let missed = Missed::of(self.inputs, self.options, question, (&network, &tree), &answer);
        let risks = if missed.is_none() { Risks::default() } else { carrying.risks(&answer, &carriage) };
        let columns = choice.columns.clone();
        let seen =
            Seen { columns, tree: tree.clone(), answer: answer.clone(), missed, risks, too_dear_cents };
        self.seen.push(seen.clone());
        if !seen.missed.is_none() {
            return Ok(seen);
        }
        let checked = answer.check(&question.instance);
        let checked = checked.map_err(|reason| Error::Failed { stage: "judging plans", reason })?;
        let Carriage { carried, .. } = carriage;
        let judged = Judged { choice, network, tree, carried, answer, checked, uncounted_places };
        if self.best.as_ref().is_none_or(|best| merit(question, &judged) > merit(question, best)) {
            self.best = Some(judged);
        }
        Ok(seen)
    }
}

/// The open sites that a chain of open sites feeds, and those that are in every plan: another question may feed fewer.
pub(super) fn works_or_is_fixed(instance: &Instance, open: &[bool]) -> Vec<bool> {
    let sites = instance.sites.iter().zip(open).zip(fed(instance, open));
    sites.map(|((site, open), fed)| *open && (fed || site.fixed_open)).collect()
}

/// Promises come before weight, and of plans that serve as much the cheaper one; where money that is not spent counts too, profit stands
/// in place of weight.
pub(super) fn merit(question: &Question, judged: &Judged) -> (i64, i128, Reverse<i64>) {
    let Checked { kept_micro, value_micro, spent_cents, .. } = judged.checked;
    (kept_micro, question.worth(value_micro, spent_cents), Reverse(spent_cents))
}
