//! Several plans, judged by the network that each would be in the busy hour: the best of them is the plan.
//!
//! The question leaves interference out, which takes away some of what its plans promise, of some more than of others. So plans
//! are drafted for sectors with less time than they have, too; whichever serves most in its network is kept. The proof is that
//! of the question, and holds for all of them.

use super::choice::{Choice, Judged};
use super::options::Options;
use super::question::Question;
use super::quiet::Quiet;
use super::{busy_hour, serving_sites};
use crate::backhaul::feed_pairs;
use crate::certificate::Instance;
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
    let mut plans = Plans { inputs, options, seen: Vec::new(), best: None, nearest: None };
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
    /// Where no network keeps the rules: what the nearest misses of each, millionths of a euro, and together.
    nearest: Option<(Vec<i64>, i64)>,
}

impl Plans<'_> {
    fn all(&mut self, solution: &Solution, progress: &dyn Progress) -> Result<Judged, Error> {
        let quiet = Quiet(progress);
        let question = &self.options.question;
        let chosen = Chosen { open: solution.open.clone(), value_micro: solution.value_micro };
        self.judge(chosen, &quiet)?;
        progress.advance(1);
        for ratio in DRAFT_TIME_RATIOS {
            self.draft(&question.instance, ratio, &quiet)?;
            progress.advance(1);
        }
        let first = self.nearest.as_ref().map(|(missed, _)| missed.clone()).unwrap_or_default();
        for times in 1..=TIGHTENINGS {
            if self.best.is_some() {
                break;
            }
            self.draft(&tightened(question, &first, times), 1.0, &quiet)?;
        }
        match self.best.take() {
            Some(best) if best.checked.value_micro > 0 || question.instance.rules.is_empty() => Ok(best),
            Some(_) => Err(nobody_served()),
            None => Err(self.none_keeps_the_rules()),
        }
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
        let network = busy_hour(self.inputs, access, &serving_sites(sites, &choice), progress)?;
        let tree =
            feed_pairs(&self.options.links, self.inputs.pops.len(), &choice.open, &question.poles(&network));
        let (answer, uncounted_places) = question.answer(&choice.open, &network, &tree);
        let missed = answer.missed_micro_eur(&question.instance);
        let all_missed: i64 = missed.iter().sum();
        if all_missed > 0 {
            if self.nearest.as_ref().is_none_or(|(_, nearest)| all_missed < *nearest) {
                self.nearest = Some((missed, all_missed));
            }
            return Ok(());
        }
        let checked = answer.check(&question.instance);
        let checked = checked.map_err(|reason| Error::Failed { stage: "judging plans", reason })?;
        let judged = Judged { choice, network, tree, answer, checked, uncounted_places };
        if self.best.as_ref().is_none_or(|best| merit(&judged) > merit(best)) {
            self.best = Some(judged);
        }
        Ok(())
    }

    fn none_keeps_the_rules(&self) -> Error {
        let rules = &self.options.question.instance.rules;
        let missed = self.nearest.iter().flat_map(|(missed, _)| rules.iter().zip(missed));
        let told: Vec<String> = missed
            .filter(|(_, missed)| **missed > 0)
            .map(|(rule, missed)| format!("{} by {:.2} euro", rule.name, *missed as f64 / 1e6))
            .collect();
        Error::Infeasible(format!(
            "C7 rules: plans keep them by signal alone, but disturbed and busy as it would be the nearest network misses {}",
            told.join(", and ")
        ))
    }
}

fn nobody_served() -> Error {
    Error::Infeasible(
        "C7 rules: no plan was found that keeps what /governance/enforce asks for and serves anybody".into(),
    )
}

/// Promises come before weight.
fn merit(judged: &Judged) -> (i64, i64) {
    (judged.checked.kept_micro, judged.checked.value_micro)
}

/// The question with rules that ask for more, by so many times what a network missed.
fn tightened(question: &Question, missed_micro_eur: &[i64], times: i64) -> Instance {
    let mut instance = question.instance.clone();
    for (rule, missed) in instance.rules.iter_mut().zip(missed_micro_eur) {
        rule.constant_micro_eur -= times * missed;
    }
    instance
}
