//! Where the networks of the first plans do not keep what is enforced: further plans, until one does.

use std::iter;

use super::grow::larger;
use super::judge::{DRAFT_TIME_RATIOS, Plans, Seen};
use super::missed::{Missed, is_of_reserve};
use super::quiet::Quiet;
use super::rules::PerHousehold;
use super::thinner::thinner;
use super::unruled::unruled;
use crate::certificate::{Answer, Instance};
use crate::optimise;
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::Scenario;

/// Where no network keeps the rules, at most so many drafts are asked to keep them by half of what the nearest misses, by all of it,
/// and so on.
const TIGHTENINGS: i64 = 8;
/// So many of the nearest misses are thinned.
const THINNED: usize = 3;
/// So many sites at most begin a plan by themselves.
const BEGINNINGS: usize = 60;
/// Where no plan earns what it costs, plans are drafted at this share of the least price that would do, so many times at most.
const CHEAPER_RATIO: f64 = 0.93;
const CHEAPER_ROUNDS: usize = 6;
/// Shares of the budget at which sites are chosen that earn most for their money.
const POOR_RATIOS: [f64; 4] = [0.7, 0.5, 0.35, 0.2];

impl Plans<'_> {
    /// While no network keeps what is enforced and serves somebody: drafts plans for the question, then without promises, which no
    /// rule may give way to, without rules, also for less money, and without the owners on whom too much depends. All are thinned;
    /// where that does not do, they are asked for more than is missed, and at last every site begins one by itself.
    pub(super) fn insist(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        if self.serves_somebody() {
            return Ok(());
        }
        let instance = &self.question.instance;
        let unpromised = Instance { promised_micro: Vec::new(), ..instance.clone() };
        // What serves somebody whatever the rules: to be thinned, and to be told of where nothing helps.
        let unruled = unruled(&unpromised);
        let others = [&unpromised, &unruled].into_iter().filter(|other| *other != instance);
        let asked: Vec<&Instance> = iter::once(instance).chain(others).collect();
        let poorer = POOR_RATIOS.map(|ratio| poorer(&unruled, ratio));
        for first in asked.iter().copied().chain(&poorer) {
            if let Some(plan) = self.draft(first, 1.0, progress)? {
                self.thin(plan, progress)?;
            }
        }
        for asked in asked {
            if self.serves_somebody() {
                break;
            }
            let first = self.draft(asked, 1.0, progress)?.or_else(|| self.nearest().next().cloned());
            self.approach(asked, first, progress)?;
            if let Some(missed) = self.too_many_captives() {
                let without = missed.withdrawn(self.inputs, asked);
                let first = self.draft(&without, 1.0, progress)?;
                self.approach(&without, first, progress)?;
            }
        }
        if self.serves_somebody() { Ok(()) } else { self.begin_anywhere(progress) }
    }

    /// Has each site that money pays for begin a plan by itself, with what feeds it, beside what is fixed; the nearest are then grown.
    fn begin_anywhere(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let question = self.question;
        let fixed: Vec<bool> = question.instance.sites.iter().map(|site| site.fixed_open).collect();
        let nobody = vec![None; question.instance.demand.len()];
        let nobody = Answer { served_by: nobody, ..Answer::default() };
        for columns in larger(question, &fixed, &nobody).into_iter().take(BEGINNINGS) {
            if progress.enough() {
                break;
            }
            self.judge(optimise::chosen(&question.instance, columns)?, progress)?;
        }
        if self.serves_somebody() {
            return Ok(());
        }
        self.thin_the_nearest(progress)
    }

    /// Where none earns what it costs: drafts at the least price at which one of them would, and somewhat less, for as long as that finds
    /// one that would do with less. So a refusal asks for no more than it must.
    pub(super) fn look_for_cheaper(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let own_eur = self.inputs.scenario.governance.wholesale.price_eur_per_month;
        if own_eur <= 0.0 || self.serves_somebody() {
            return Ok(());
        }
        for _ in 0..CHEAPER_ROUNDS {
            let Some(asked_eur) = self.least_price_eur() else { break };
            let ratio = CHEAPER_RATIO * asked_eur / own_eur;
            let dearer = at_price(&self.inputs.scenario, &self.question.instance, ratio);
            for ratio in [1.0].into_iter().chain(DRAFT_TIME_RATIOS) {
                self.draft(&dearer, ratio, progress)?;
            }
            if self.least_price_eur().is_none_or(|next_eur| next_eur >= asked_eur) {
                break;
            }
        }
        Ok(())
    }

    /// The least price for a line at which some plan that serves somebody would earn what it costs, euro per month; none where that is
    /// not all it lacks.
    fn least_price_eur(&self) -> Option<f64> {
        let instance = &self.question.instance;
        let price_eur = |seen: &Seen| seen.missed.asked_price_eur(self.inputs, instance, &seen.risks);
        self.nearest().filter_map(price_eur).filter(|eur| eur.is_finite()).min_by(f64::total_cmp)
    }

    /// Where no plan is possible: a plan without rules, and each site by itself, to be told of.
    pub(super) fn look_for_the_nearest(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let instance = &self.question.instance;
        let unruled = Instance { promised_micro: Vec::new(), ..unruled(instance) };
        let quiet = Quiet::new(progress);
        self.draft(&unruled, 1.0, &quiet)?;
        self.begin_anywhere(&self.insisting(progress))
    }

    /// From a first plan to one that keeps the rules: by drafts that are asked for more, then by taking out sites.
    fn approach(
        &mut self,
        asked: &Instance,
        first: Option<Seen>,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let Some(first) = first else { return Ok(()) };
        self.tighten(asked, &first, progress)?;
        if self.serves_somebody() {
            return Ok(());
        }
        for ratio in DRAFT_TIME_RATIOS {
            if let Some(plan) = self.draft(asked, ratio, progress)? {
                self.thin(plan, progress)?;
            }
        }
        self.thin_the_nearest(progress)
    }

    fn thin_the_nearest(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let nearest: Vec<Seen> = self.nearest().take(THINNED).cloned().collect();
        nearest.into_iter().try_for_each(|plan| self.thin(plan, progress))
    }

    /// Drafts plans that are asked for more than a plan misses.
    fn tighten(&mut self, asked: &Instance, first: &Seen, progress: &dyn Progress) -> Result<(), Error> {
        let mut last = asked.clone();
        for halves in 1..=TIGHTENINGS {
            let tighter = first.missed.tightened(self.inputs, asked, halves);
            // A share of captives cannot be less than none.
            if self.serves_somebody() || tighter == last {
                break;
            }
            self.draft(&tighter, 1.0, progress)?;
            last = tighter;
        }
        Ok(())
    }

    /// Takes sites out of a plan, and adds one where none is left to take out, for as long as its network misses less so.
    fn thin(&mut self, mut plan: Seen, progress: &dyn Progress) -> Result<(), Error> {
        let question = self.question;
        while !plan.missed.is_none() && !progress.enough() {
            let thinned = match thinner(question, &plan.columns, &plan.tree, &plan.answer) {
                Some(columns) => Some(self.judge(optimise::chosen(&question.instance, columns)?, progress)?),
                None => None,
            };
            let is_nearer = |next: &Seen| next.missed.measure() < plan.missed.measure();
            plan = match thinned.filter(is_nearer) {
                Some(next) => next,
                None => match self.grow_towards(&plan, progress)? {
                    Some(next) => next,
                    None => break,
                },
            };
        }
        Ok(())
    }

    /// Where a network has too many captives: drafts plans as if the owners who have them were not there.
    pub(super) fn withdraw(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let Some(missed) = self.too_many_captives() else { return Ok(()) };
        let without = missed.withdrawn(self.inputs, &self.question.instance);
        for ratio in [1.0].into_iter().chain(DRAFT_TIME_RATIOS) {
            self.draft(&without, ratio, progress)?;
        }
        Ok(())
    }

    /// What the nearest plan misses, where captives are part of it.
    fn too_many_captives(&self) -> Option<Missed> {
        let nearest = self.nearest().next()?;
        (!nearest.missed.captivities.is_empty()).then(|| nearest.missed.clone())
    }
}

/// The question were each household to pay so many times as much.
fn at_price(scenario: &Scenario, instance: &Instance, ratio: f64) -> Instance {
    let mut instance = instance.clone();
    for rule in instance.rules.iter_mut().filter(|rule| is_of_reserve(rule)) {
        let PerHousehold { lines_micro_eur, terminals_micro_eur } = PerHousehold::of(scenario, rule);
        let paid_micro_eur = (lines_micro_eur as f64 * ratio).ceil() as i64;
        rule.household_micro_eur = (paid_micro_eur - terminals_micro_eur).max(0);
    }
    instance
}

/// The question with a share of the money that its fixed sites leave.
fn poorer(instance: &Instance, ratio: f64) -> Instance {
    let left_cents = instance.budget_after_fixed_cents();
    let given_up_cents = ((1.0 - ratio) * left_cents as f64) as i64;
    Instance { budget_cents: instance.budget_cents - given_up_cents, ..instance.clone() }
}
