//! A choice of sites that work, with what it serves and costs, kept up to date while sites come and go.

use std::cell::OnceCell;
use std::rc::Rc;

use super::captivity::Captivity;
use super::classes::Classes;
use super::poles::joined;
use super::reduced::Reduced;
use super::serving::{Serving, order, serve};
use crate::certificate::{Rule, kept_micro};

/// Sites that work, how many of them cover each class, and who is served where time is scarce.
#[derive(Debug, Clone)]
pub(super) struct Selection<'a> {
    problem: &'a Reduced,
    works: Vec<bool>,
    covering_count: Vec<u32>,
    order: Rc<[u32]>,
    /// Time that each sector has for them, µs of each second.
    time_us: u32,
    serving: OnceCell<Serving>,
    households: OnceCell<Vec<i64>>,
    /// For each pole whether two chains reach it.
    joined: OnceCell<Vec<bool>>,
    captivity: OnceCell<Captivity>,
}

/// How good a plan is: rules and captivity within its limit come before promises, and these before weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merit {
    /// What the rules are missed by together, millionths of a euro, counted below 0.
    pub missed_micro_eur: i64,
    /// Captives beyond what private owners may have, millionths of a household, counted below 0.
    pub captive_micro: i64,
    /// Households served of those promised, millionths.
    pub kept_micro: i64,
    /// Weight served, millionths.
    pub weight: i64,
}

impl Merit {
    /// Whether the plan keeps all rules and has no more captives than may be.
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
    pub fn is_kept(&self) -> bool {
        self.missed_micro_eur >= 0 && self.captive_micro >= 0
    }

    /// Whether the plan misses a rule.
    pub fn misses_rules(&self) -> bool {
        self.missed_micro_eur < 0
    }
}

/// What serving a promised household is worth to greed, or setting one free that is captive, in households: far more than any weight.
const PROMISED_WORTH: f64 = 1e6;

impl<'a> Selection<'a> {
    /// The selection of the given sites.
    pub fn of(problem: &'a Reduced, works: &[bool]) -> Self {
        let order: Rc<[u32]> = if problem.classes.take_time { order(problem).into() } else { [].into() };
        let mut selection = Self {
            problem,
            works: vec![false; problem.site_count()],
            covering_count: vec![0; problem.classes.len()],
            order,
            time_us: problem.plan_time_us,
            serving: OnceCell::new(),
            households: OnceCell::new(),
            joined: OnceCell::new(),
            captivity: OnceCell::new(),
        };
        (0..works.len()).filter(|&site| works[site]).for_each(|site| selection.open(site));
        selection
    }

    /// The same sites with all of each sector's time, where plans are made with a part of it.
    pub fn with_all_time(&self) -> Self {
        let time_us = self.problem.sector_time_us;
        let mut with_all_time = Self { time_us, ..self.clone() };
        with_all_time.forget();
        with_all_time
    }

    /// Which sites work.
    pub fn works(&self) -> &[bool] {
        &self.works
    }

    /// Lets a site work that did not.
    pub fn open(&mut self, site: usize) {
        self.works[site] = true;
        for offers in self.problem.classes.by_class(site) {
            self.covering_count[offers[0].class as usize] += 1;
        }
        self.forget();
    }

    /// Takes out a site that worked.
    pub fn close(&mut self, site: usize) {
        self.works[site] = false;
        for offers in self.problem.classes.by_class(site) {
            self.covering_count[offers[0].class as usize] -= 1;
        }
        self.forget();
    }

    fn forget(&mut self) {
        (self.serving, self.households, self.joined) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        self.captivity = OnceCell::new();
    }

    /// Takes out every site that no chain of working sites feeds.
    pub fn close_unfed(&mut self) {
        let fed = self.problem.network.fed(&self.works);
        (0..fed.len()).filter(|&site| !fed[site]).for_each(|site| {
            if self.works[site] {
                self.close(site);
            }
        });
    }

    /// Who is served by whom; only where some class takes time.
    pub fn serving(&self) -> &Serving {
        self.serving.get_or_init(|| {
            if self.problem.classes.poles.is_empty() {
                return serve(self.problem, &self.order, &self.works, self.time_us);
            }
            let may_serve = |class: &u32| self.may_serve(*class as usize);
            let order: Vec<u32> = self.order.iter().copied().filter(may_serve).collect();
            serve(self.problem, &order, &self.works, self.time_us)
        })
    }

    /// For each pole whether two chains over working sites reach it.
    pub fn joined(&self) -> &[bool] {
        self.joined.get_or_init(|| joined(self.problem, &self.works))
    }

    /// C10 two chains: whether a class needs none, or has them.
    fn may_serve(&self, class: usize) -> bool {
        let Classes { is_pole, poles, .. } = &self.problem.classes;
        !is_pole[class] || poles.binary_search(&(class as u32)).is_ok_and(|at| self.joined()[at])
    }

    /// What serving a class, or serving it elsewhere, would bring, millionths: all of its weight while it is not served, else
    /// what its time is worth to others. Nothing for a pole that two chains do not reach: one site alone cannot serve it.
    pub fn worth(&self, class: usize) -> f64 {
        let classes = &self.problem.classes;
        if !self.may_serve(class) {
            return 0.0;
        }
        if !classes.take_time {
            return if self.covering_count[class] == 0 { self.unserved_worth(class) } else { 0.0 };
        }
        let Some(at) = self.serving().offer[class] else { return self.unserved_worth(class) };
        let offer = &classes.offers(class)[at as usize];
        let price = self.serving().time_price[offer.sector as usize];
        (price * f64::from(super::serving::larger_us(offer))).min(classes.weight[class] as f64)
    }

    /// The weight of a class, and far more where its households were promised.
    pub fn unserved_worth(&self, class: usize) -> f64 {
        let classes = &self.problem.classes;
        let weight = classes.weight[class] as f64;
        let group = classes.group[class] as usize;
        let Some(promised) = self.problem.promised_micro.get(group) else { return weight };
        let missing = (promised - self.households()[group]).clamp(0, classes.households[class]);
        weight + PROMISED_WORTH * missing as f64
    }

    /// Households served in each group, millionths.
    pub fn households(&self) -> &[i64] {
        self.households.get_or_init(|| {
            let classes = &self.problem.classes;
            let mut households = vec![0; self.problem.group_count];
            let served = (0..classes.len()).filter(|&class| self.server(class).is_some());
            served.for_each(|class| households[classes.group[class] as usize] += classes.households[class]);
            households
        })
    }

    /// How good the plan is.
    pub fn merit(&self) -> Merit {
        Merit {
            missed_micro_eur: self.missed_micro_eur(),
            captive_micro: self.captive_micro(),
            kept_micro: self.kept_micro(),
            weight: self.weight(),
        }
    }

    /// C6 promises: households served of those promised, millionths.
    pub fn kept_micro(&self) -> i64 {
        let promised_micro = &self.problem.promised_micro;
        if promised_micro.is_empty() { 0 } else { kept_micro(promised_micro, self.households()) }
    }

    /// C7 rules: what they are missed by together, millionths of a euro, counted below 0.
    fn missed_micro_eur(&self) -> i64 {
        self.problem.rules.iter().map(|rule| self.balance_micro_eur(rule).min(0)).sum()
    }

    /// C9 captivity: captives beyond what private owners may have, millionths of a household, counted below 0.
    pub fn captive_micro(&self) -> i64 {
        if self.problem.captors.is_empty() { 0 } else { -self.captivity().all_excess_micro() }
    }

    /// What setting a class free by one more site is worth to greed, where it is captive and captives are too many.
    pub fn relief_worth(&self, class: usize, site: usize) -> f64 {
        if self.captive_micro() == 0 {
            return 0.0;
        }
        PROMISED_WORTH * self.captivity().relief_micro(self.problem, class, site) as f64
    }

    fn captivity(&self) -> &Captivity {
        self.captivity.get_or_init(|| {
            let is_served = |class: usize| self.server(class).is_some();
            Captivity::of(self.problem, &self.works, is_served, self.households())
        })
    }

    /// What a rule comes to, millionths of a euro, rounded down.
    pub fn balance_micro_eur(&self, rule: &Rule) -> i64 {
        let counts = rule.household_micro_eur > 0;
        let households_micro = if counts { self.households().iter().sum() } else { 0 };
        rule.balance_micro_eur(&self.works, households_micro)
    }

    /// Whether the rules are missed by no more, and captives too many by no more, once these sites work too.
    pub fn may_open(&self, sites: &[usize]) -> bool {
        if !self.is_judged_whole() {
            return true;
        }
        let mut more = self.clone();
        for &site in sites {
            more.open(site);
        }
        more.missed_micro_eur() >= self.missed_micro_eur() && more.captive_micro() >= self.captive_micro()
    }

    /// Whether the plan serves as much without this working site.
    pub fn is_spare(&self, site: usize) -> bool {
        if self.is_judged_whole() {
            return self.is_no_better_with(site);
        }
        let covered =
            self.problem.classes.by_class(site).all(|offers| self.is_covered_twice(offers[0].class as usize));
        covered
            && self.joins_as_many_without(site)
            && (!self.problem.classes.take_time || self.is_no_better_with(site))
    }

    /// Whether a class is covered without any one of its sites; poles are for [`Self::joins_as_many_without`] to say.
    fn is_covered_twice(&self, class: usize) -> bool {
        self.problem.classes.is_pole[class] || self.covering_count[class] > 1
    }

    fn joins_as_many_without(&self, site: usize) -> bool {
        if self.problem.classes.poles.is_empty() {
            return true;
        }
        let mut without = self.clone();
        without.close(site);
        self.joined().iter().zip(without.joined()).all(|(now, then)| now <= then)
    }

    /// Whether more than those whom it serves counts of a plan.
    fn is_judged_whole(&self) -> bool {
        !self.problem.rules.is_empty() || !self.problem.captors.is_empty()
    }

    fn is_no_better_with(&self, site: usize) -> bool {
        let mut without = self.clone();
        without.close(site);
        without.merit() >= self.merit()
    }

    /// Weight served, millionths.
    pub fn weight(&self) -> i64 {
        if self.problem.classes.take_time {
            return self.serving().weight;
        }
        let weights = self.problem.classes.weight.iter().zip(&self.covering_count).enumerate();
        let served = weights.filter(|(class, (_, count))| **count > 0 && self.may_serve(*class));
        served.map(|(_, (weight, _))| weight).sum()
    }

    /// For each class the place of the offer that serves it among its own: where nobody takes time, the first that is open.
    pub fn server(&self, class: usize) -> Option<usize> {
        if self.problem.classes.take_time {
            return self.serving().offer[class].map(|at| at as usize);
        }
        let offers = self.problem.classes.offers(class).iter();
        let mut open = offers.enumerate().filter(|(_, offer)| self.works[offer.site as usize]);
        open.next().filter(|_| self.may_serve(class)).map(|(at, _)| at)
    }

    /// Money spent, cents.
    pub fn spent_cents(&self) -> i64 {
        let costs_cents = self.problem.cost_cents.iter().zip(&self.works);
        costs_cents.filter(|&(_, &works)| works).map(|(cost_cents, _)| cost_cents).sum()
    }

    /// Money left, cents; negative where too much is spent.
    pub fn left_cents(&self) -> i64 {
        self.problem.budget_cents - self.spent_cents()
    }
}
