//! Several plans, judged by the network that each would be in the busy hour: the best of them is the plan.
//!
//! The question leaves interference out, which takes away some of what its plans promise, of some more than of others. So plans
//! are drafted for sectors with less time than they have, too; whichever serves most in its network is kept. The proof is that
//! of the question, and holds for all of them.

use super::captivity::exceeded;
use super::choice::{Choice, Judged};
use super::loads::{Carriage, Carrying};
use super::missed::Missed;
use super::options::Options;
use super::quiet::Quiet;
use super::{busy_hour, serving_sites};
use crate::backhaul::{Link, feed_pairs};
use crate::certificate::{Answer, Instance};
use crate::coverage;
use crate::inputs::Inputs;
use crate::optimise::{self, Chosen, Limits, Solution};
use crate::problem::Error;
use crate::progress::Progress;

/// Shares of each sector's time that further plans are drafted with.
const DRAFT_TIME_RATIOS: [f64; 3] = [0.85, 0.75, 0.6];
/// Share of the time limit that each of them may take.
const DRAFT_LIMIT_RATIO: f64 = 0.1;
/// Where no network keeps the rules, at most so many drafts are asked to keep them by once, twice, three times as much as the nearest
/// misses, and so on.
const TIGHTENINGS: i64 = 8;
/// Where the links of a plan cost more than the budget has, at most so many drafts are made at the prices that were found.
const SAVINGS: usize = 5;

/// The plan, and what is proven of all.
pub(super) struct Found {
    /// The best plan.
    pub judged: Judged,
    /// The answer to the question, with its proof.
    pub solution: Solution,
}

/// Puts the question, drafts further plans, and keeps the one whose network serves most. `start` is a known plan: the open ones of
/// the question's sites.
///
/// # Errors
/// [`Error::Infeasible`] where no plan keeps the rules, or the networks of none; else as the optimiser and the network.
pub(super) fn find(
    inputs: &Inputs,
    options: &Options,
    start: Option<&[bool]>,
    progress: &dyn Progress,
) -> Result<Found, Error> {
    let question = &options.question;
    let solution = optimise::solve_from(&question.instance, start, &limits(inputs), progress)?;
    let mut plans =
        Plans { inputs, options, seen: Vec::new(), best: None, nearest: None, too_dear_cents: None };
    progress.start("Comparing plans", 1 + DRAFT_TIME_RATIOS.len() as u64);
    let judged = plans.all(&solution, progress);
    progress.finish();
    Ok(Found { judged: judged?, solution })
}

fn limits(inputs: &Inputs) -> Limits {
    let solve = &inputs.scenario.solve;
    Limits {
        gap_ratio: solve.gap_ratio,
        time_limit_s: solve.time_limit_s,
        seed: solve.seed,
        node_limit: None,
        plan_time_ratio: 1.0,
    }
}

/// The plans that were judged so far.
struct Plans<'a> {
    inputs: &'a Inputs,
    options: &'a Options,
    /// Open sites of each.
    seen: Vec<Vec<bool>>,
    best: Option<Judged>,
    /// What the nearest misses of those networks that do not keep what is enforced.
    nearest: Option<Missed>,
    /// What each of the question's sites would cost in the last one, were all that its sectors serve carried by its links, cents; where
    /// that is more than the budget.
    too_dear_cents: Option<Vec<i64>>,
}

impl Plans<'_> {
    fn all(&mut self, solution: &Solution, progress: &dyn Progress) -> Result<Judged, Error> {
        let quiet = Quiet(progress);
        let question = &self.options.question;
        let chosen = Chosen { open: solution.open.clone(), value_micro: solution.value_micro };
        self.judge(chosen, &quiet)?;
        let affordable = self.save(&quiet)?;
        progress.advance(1);
        for ratio in DRAFT_TIME_RATIOS {
            self.draft(&question.instance, ratio, &quiet)?;
            if let Some(affordable) = &affordable {
                self.draft(affordable, ratio, &quiet)?;
            }
            progress.advance(1);
        }
        if !self.serves_somebody() && !question.instance.captors.is_empty() && self.nearest.is_none() {
            // What plans that serve somebody miss is to be known, be it to tell it.
            self.draft(&Instance { captors: Vec::new(), ..question.instance.clone() }, 1.0, &quiet)?;
        }
        self.tighten(&quiet)?;
        self.withdraw(&quiet)?;
        let is_free = question.instance.rules.is_empty() && question.instance.captors.is_empty();
        match self.best.take() {
            Some(best) if best.checked.value_micro > 0 || is_free => Ok(best),
            Some(_) => Err(self.nobody_served(solution.bound_micro)),
            None => Err(self.none_keeps_the_rules()),
        }
    }

    /// Whether a network was found that keeps what is enforced and serves somebody.
    fn serves_somebody(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.checked.value_micro > 0)
    }

    /// The question at the prices that links had in a plan whose network would cost more than the budget, were all of it carried; again
    /// where that of the plan that is then drafted would, and at last with no money but for the fixed sites. None where money does.
    fn save(&mut self, progress: &dyn Progress) -> Result<Option<Instance>, Error> {
        let question = &self.options.question.instance;
        let mut asked = None;
        for _ in 0..SAVINGS {
            let Some(costs_cents) = self.too_dear_cents.take() else { break };
            let dearer: &mut Instance = asked.get_or_insert_with(|| question.clone());
            for (site, cost_cents) in dearer.sites.iter_mut().zip(costs_cents) {
                site.capex_cents = site.capex_cents.max(cost_cents);
            }
            let dearer = dearer.clone();
            self.draft(&dearer, 1.0, progress)?;
        }
        if self.best.is_none() && self.nearest.as_ref().is_some_and(|missed| missed.budget_cents > 0) {
            let budget_cents = question.budget_cents - question.budget_after_fixed_cents();
            self.draft(&Instance { budget_cents, ..question.clone() }, 1.0, progress)?;
        }
        Ok(asked)
    }

    /// While no network keeps what is enforced and serves somebody: drafts plans that are asked for more.
    fn tighten(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let Some(first) = self.nearest.clone() else { return Ok(()) };
        let mut last = None;
        for times in 1..=TIGHTENINGS {
            if self.serves_somebody() {
                break;
            }
            let asked = first.tightened(self.inputs, &self.options.question.instance, times);
            // A share of captives cannot be less than none.
            if last.as_ref() != Some(&asked) {
                self.draft(&asked, 1.0, progress)?;
            }
            last = Some(asked);
        }
        Ok(())
    }

    /// Where a network has too many captives: drafts plans as if the owners who have them were not there.
    fn withdraw(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let Some(missed) = self.nearest.as_ref().filter(|missed| !missed.captivities.is_empty()) else {
            return Ok(());
        };
        let without = missed.withdrawn(self.inputs, &self.options.question.instance);
        for ratio in [1.0].into_iter().chain(DRAFT_TIME_RATIOS) {
            self.draft(&without, ratio, progress)?;
        }
        Ok(())
    }

    /// Drafts a plan, and judges it.
    fn draft(&mut self, instance: &Instance, ratio: f64, progress: &dyn Progress) -> Result<(), Error> {
        if progress.enough() {
            return Ok(());
        }
        let limits = limits(self.inputs);
        let time_limit_s = DRAFT_LIMIT_RATIO * limits.time_limit_s;
        let limits = Limits { plan_time_ratio: ratio, time_limit_s, ..limits };
        match optimise::draft(instance, &limits, progress) {
            Ok(chosen) => self.judge(chosen, progress),
            // Less time, or more to be kept, than the question asks: that this is too much says nothing of the question.
            Err(Error::Infeasible(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Has a plan serve in the busy hour, and keeps it where it is better than those before.
    fn judge(&mut self, chosen: Chosen, progress: &dyn Progress) -> Result<(), Error> {
        if self.seen.contains(&chosen.open) {
            return Ok(());
        }
        self.seen.push(chosen.open.clone());
        let Options { question, sites, access, .. } = self.options;
        let choice = Choice::of(question, chosen, sites.len());
        let mut network = busy_hour(self.inputs, access, &serving_sites(sites, &choice), progress)?;
        let poles = question.poles(&network);
        let tree = feed_pairs(&self.options.links, self.inputs.pops.len(), &choice.open, &poles);
        let left_cents = question.left_cents(&choice.columns);
        let carrying = Carrying::of(self.inputs, question, &choice.open, &tree, &network);
        let whole = carrying.whole();
        self.too_dear_cents = (whole.extra_cents > left_cents).then(|| carrying.costs_cents(&whole.carried));
        let carriage = carrying.within(left_cents);
        network.turn_away(&self.inputs.demand, &self.inputs.scenario.service, &carriage.turned_away);
        let (answer, uncounted_places) = question.answer(&choice.open, &network, &tree);
        let answer = carrying.counted_in(answer, &carriage);
        let missed = self.missed(&network, &tree, &answer);
        if !missed.is_none() {
            if self.nearest.as_ref().is_none_or(|nearest| missed.measure() < nearest.measure()) {
                self.nearest = Some(missed);
            }
            return Ok(());
        }
        let checked = answer.check(&question.instance);
        let checked = checked.map_err(|reason| Error::Failed { stage: "judging plans", reason })?;
        let Carriage { carried, .. } = carriage;
        let judged = Judged { choice, network, tree, carried, answer, checked, uncounted_places };
        if self.best.as_ref().is_none_or(|best| merit(&judged) > merit(best)) {
            self.best = Some(judged);
        }
        Ok(())
    }

    /// What a network misses of what is enforced.
    fn missed(&self, network: &coverage::Network, links: &[Link], answer: &Answer) -> Missed {
        Missed {
            budget_cents: answer.overspent_cents(&self.options.question.instance),
            rules_micro_eur: answer.missed_micro_eur(&self.options.question.instance),
            captivities: exceeded(self.inputs, self.options, network, links, answer),
            captive_max_ratio: self.inputs.scenario.governance.rules.captive_max_ratio,
        }
    }

    fn none_keeps_the_rules(&self) -> Error {
        let instance = &self.options.question.instance;
        if self.nearest.as_ref().is_some_and(|missed| missed.budget_cents > 0) {
            let misses = self.nearest_misses();
            return Error::Infeasible(format!(
                "C3 budget: no network of a plan that was tried keeps it; the nearest misses {misses}"
            ));
        }
        let why = if instance.captors.is_empty() {
            "plans keep them by signal alone, but disturbed and busy as it would be the nearest network misses"
        } else {
            "no network of a plan that was tried keeps what /governance/enforce asks for; the nearest one misses"
        };
        Error::Infeasible(format!("{}: {why} {}", enforced(instance), self.nearest_misses()))
    }

    fn nobody_served(&self, bound_micro: i64) -> Error {
        let instance = &self.options.question.instance;
        let weights = instance.demand.iter().map(|row| row.weight_micro).filter(|micro| *micro > 0);
        let is_proven = weights.min().is_none_or(|least| bound_micro < least);
        let proven = if is_proven { ", which is proven" } else { "" };
        let nearest = self.nearest_misses();
        let nearest = if nearest.is_empty() {
            nearest
        } else {
            format!("; the nearest that serves somebody misses {nearest}")
        };
        Error::Infeasible(format!(
            "{}: no plan was found that keeps what /governance/enforce asks for and serves anybody{proven}{nearest}",
            enforced(instance)
        ))
    }

    fn nearest_misses(&self) -> String {
        let rules = &self.options.question.instance.rules;
        self.nearest.as_ref().map_or_else(String::new, |missed| missed.words(self.inputs, rules))
    }
}

/// The constraints that enforced guidelines make.
fn enforced(instance: &Instance) -> &'static str {
    match (instance.rules.is_empty(), instance.captors.is_empty()) {
        (_, true) => "C7 rules",
        (true, false) => "C9 captivity",
        (false, false) => "C7 rules and C9 captivity",
    }
}

/// Promises come before weight.
fn merit(judged: &Judged) -> (i64, i64) {
    (judged.checked.kept_micro, judged.checked.value_micro)
}
