//! What a network misses of the guidelines that are enforced, and questions that ask for more by that.

use super::captivity::exceeded;
use super::operators::COMPETITION;
use super::options::Options;
use super::question::Question;
use super::rules::{Risks, dearer_by_eur, keeps};
use crate::backhaul::Link;
use crate::certificate::{Answer, Captor, Instance, Rule};
use crate::coverage::Network;
use crate::governance::{Captivity, captives_beyond, euro};
use crate::inputs::Inputs;
use crate::score::{Keeps, Objection};

/// Millionths in one.
const MILLION: f64 = 1e6;
/// The highest price for a line that a scenario may name, euro a month.
const PRICE_MAX_EUR: f64 = 1_000.0;
/// Comuni that a refusal names; more are counted.
const CAPTIVITIES_NAMED: usize = 3;

/// What a network misses.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Missed {
    /// C7 rules: each, millionths of a euro.
    pub rules_micro_eur: Vec<i64>,
    /// C3 budget: by how much sites and links cost more, cents.
    pub budget_cents: i64,
    /// C9 captivity: comuni and owners of whom too much of these depends.
    pub captivities: Vec<Captivity>,
    /// How much of a comune may depend on one private owner alone.
    pub captive_max_ratio: f64,
}

impl Missed {
    /// What a network misses of what is enforced, and of the budget.
    pub fn of(
        inputs: &Inputs,
        options: &Options,
        question: &Question,
        (network, links): (&Network, &[Link]),
        answer: &Answer,
    ) -> Self {
        Self {
            budget_cents: answer.overspent_cents(&question.instance),
            rules_micro_eur: answer.missed_micro_eur(&question.instance),
            captivities: exceeded(inputs, &options.sites, &question.instance, (network, links), answer),
            captive_max_ratio: inputs.scenario.governance.rules.captive_max_ratio,
        }
    }

    /// Nothing.
    pub fn is_none(&self) -> bool {
        self.budget_cents == 0
            && self.rules_micro_eur.iter().all(|missed| *missed == 0)
            && self.captivities.is_empty()
    }

    /// Which guideline is missed; none where nothing is but money: the budget, and funds for a purpose.
    pub fn objection(&self, instance: &Instance) -> Option<Objection> {
        let rules = instance.rules.iter().zip(&self.rules_micro_eur).filter(|(_, missed)| **missed > 0);
        let of_owners = [Keeps::Guideline(1), Keeps::Guideline(2)];
        let missed: Vec<Keeps> =
            rules.map(|(rule, _)| keeps(rule)).filter(|keeps| *keeps != Keeps::Funds).collect();
        if !self.captivities.is_empty() || missed.iter().any(|keeps| of_owners.contains(keeps)) {
            return Some(Objection::Ownership);
        }
        (!missed.is_empty()).then_some(Objection::RunningCosts)
    }

    /// The constraints that it is of.
    pub fn constraints(&self) -> &'static str {
        let misses_rules = self.rules_micro_eur.iter().any(|missed| *missed > 0);
        match (misses_rules, self.captivities.is_empty()) {
            (true, false) => "C7 rules and C9 captivity",
            (false, false) => "C9 captivity",
            (true, true) => "C7 rules",
            (false, true) => "C3 budget",
        }
    }

    /// How much it is: euro come before households, both in millionths.
    pub fn measure(&self) -> (i64, i64) {
        let excess = |one: &Captivity| (1e6 * one.excess_households(self.captive_max_ratio)).ceil() as i64;
        let budget_micro_eur = self.budget_cents.saturating_mul(10_000);
        let rules_micro_eur: i64 = self.rules_micro_eur.iter().sum();
        (rules_micro_eur.saturating_add(budget_micro_eur), self.captivities.iter().map(excess).sum())
    }

    /// The question with rules and limits that ask for more, by so many halves of what is missed.
    pub fn tightened(&self, inputs: &Inputs, instance: &Instance, halves: i64) -> Instance {
        let more = |missed: i64| halves * missed / 2;
        let mut instance = instance.clone();
        instance.budget_cents -= more(self.budget_cents);
        let rules = instance.rules.iter_mut().zip(&self.rules_micro_eur);
        // To ask for more than no site would leave no plan.
        for (rule, missed) in rules.filter(|(rule, _)| keeps(rule) != Keeps::Guideline(COMPETITION)) {
            rule.constant_micro_eur -= more(*missed);
        }
        for captor in &mut instance.captors {
            let excess_micro = self.excess_ratio_micro(inputs, captor);
            if excess_micro > 0 {
                captor.max_ratio_micro = (captor.max_ratio_micro - more(excess_micro)).max(0);
                captor.spare_micro = 0;
            }
        }
        instance
    }

    /// The question as if the owners on whom too much depends had no sites and no points of presence.
    pub fn withdrawn(&self, inputs: &Inputs, instance: &Instance) -> Instance {
        let mut without = instance.clone();
        for captor in instance.captors.iter().filter(|captor| self.excess_ratio_micro(inputs, captor) > 0) {
            withdraw(&mut without, captor);
        }
        without
    }

    /// By how much the share that depends on an owner exceeds the limit where it does most, millionths.
    fn excess_ratio_micro(&self, inputs: &Inputs, captor: &Captor) -> i64 {
        let owners = &inputs.scenario.governance.owners;
        let its = self.captivities.iter().filter(|one| owners[one.owner].id == captor.name);
        let excess = its.map(|one| (1e6 * (one.ratio() - self.captive_max_ratio)).ceil() as i64);
        excess.map(|micro| micro.max(1)).max().unwrap_or(0)
    }

    /// Each rule with what it is missed by; of the years of guideline 4 the one that is missed by most, for they fall and rise together.
    fn rules_in_words(&self, instance: &Instance) -> Vec<String> {
        let missed = instance.rules.iter().zip(&self.rules_micro_eur).filter(|(_, missed)| **missed > 0);
        let (years, rest): (Vec<_>, Vec<_>) =
            missed.partition(|(rule, _)| keeps(rule) == Keeps::Guideline(4));
        let by = |(rule, missed): (&Rule, &i64)| match keeps(rule) {
            Keeps::Guideline(COMPETITION) => {
                format!("{}, of which it builds {}", rule.name, *missed as f64 / MILLION)
            }
            _ => format!("{} by {}", rule.name, euro(*missed as f64 / MILLION)),
        };
        let others = match years.len() {
            0 | 1 => "",
            2 => ", and by no more after another year",
            _ => ", and by no more after others",
        };
        let worst = years.into_iter().max_by_key(|(_, missed)| **missed);
        let worst = worst.map(|one| format!("{}{others}", by(one)));
        rest.into_iter().map(by).chain(worst).collect()
    }

    /// In words: which rules by how many euro, which comuni by how many households, and what would have to give.
    pub fn words(&self, inputs: &Inputs, instance: &Instance, risks: &Risks) -> String {
        let rules = self.rules_in_words(instance);
        let captivities = self.captivities.iter().take(CAPTIVITIES_NAMED).map(|one| {
            let comune = &inputs.demand.comuni[one.comune].name;
            let owner = &inputs.scenario.governance.owners[one.owner].name;
            captives_beyond(one, comune, owner, self.captive_max_ratio)
        });
        let budget = (self.budget_cents > 0)
            .then(|| format!("the budget by {}, for its links", euro(self.budget_cents as f64 / 1e2)));
        let others = self.captivities.len().saturating_sub(CAPTIVITIES_NAMED);
        let others = (others > 0).then(|| format!("and as much in {others} comuni more"));
        let all = budget.into_iter().chain(rules).chain(captivities).chain(others);
        let missed = all.collect::<Vec<_>>().join(", ");
        let remedies: Vec<String> = [
            self.more_money(),
            self.dearer(inputs, instance, risks),
            self.more_private(instance),
            self.more_for_a_purpose(instance),
            self.more_operators(instance),
            self.laxer(),
        ]
        .into_iter()
        .flatten()
        .collect();
        format!("{missed}; that one would keep all with {}", remedies.join(" and "))
    }

    fn more_money(&self) -> Option<String> {
        let more =
            || format!("{} more of money (/governance/funds)", euro((self.budget_cents as f64 / 1e2).ceil()));
        (self.budget_cents > 0).then(more)
    }

    /// The price at which the network would earn what it costs, euro a month, without end where none would; none where no such rule is
    /// missed.
    pub fn asked_price_eur(&self, inputs: &Inputs, instance: &Instance, risks: &Risks) -> Option<f64> {
        let price_eur = inputs.scenario.governance.wholesale.price_eur_per_month;
        let rules = instance.rules.iter().zip(&self.rules_micro_eur).filter(|(rule, _)| is_of_reserve(rule));
        let missed = rules.filter(|(_, missed)| **missed > 0);
        let asked_eur = missed.map(|(rule, missed)| {
            price_eur + dearer_by_eur(&inputs.scenario, rule, *missed as f64 / MILLION, risks)
        });
        asked_eur.max_by(f64::total_cmp)
    }

    fn dearer(&self, inputs: &Inputs, instance: &Instance, risks: &Risks) -> Option<String> {
        let price_eur = inputs.scenario.governance.wholesale.price_eur_per_month;
        let asked_eur = self.asked_price_eur(inputs, instance, risks)?;
        if !asked_eur.is_finite() {
            return Some(
                "somebody who pays for a line, for nobody does in the worst case (/service/take_up_ratio, take_up_ratios and price_ratios \
                 of /governance/stresses)"
                    .into(),
            );
        }
        let up_eur = (100.0 * asked_eur).ceil() / 100.0;
        let beyond = if up_eur > PRICE_MAX_EUR {
            ", which is more than a price may be: its sites must cost less to run (/costs/items), or more must subscribe \
             (/service/take_up_ratio)"
        } else {
            ""
        };
        Some(format!(
            "a line at {up_eur:.2} euro a month (/governance/wholesale/price_eur_per_month) in place of {price_eur:.2}{beyond}"
        ))
    }

    fn more_private(&self, instance: &Instance) -> Option<String> {
        let mut rules = instance.rules.iter().zip(&self.rules_micro_eur);
        let (_, missed) = rules.find(|(rule, missed)| keeps(rule) == Keeps::Guideline(2) && **missed > 0)?;
        Some(format!("{} more of private money (/governance/funds)", euro((*missed as f64 / MILLION).ceil())))
    }

    fn more_for_a_purpose(&self, instance: &Instance) -> Option<String> {
        let rules = instance.rules.iter().zip(&self.rules_micro_eur);
        let missed = rules.filter(|(rule, missed)| keeps(rule) == Keeps::Funds && **missed > 0);
        let more = missed.map(|(rule, missed)| {
            let more_eur = euro((*missed as f64 / MILLION).ceil());
            format!("{more_eur} more in {} (/governance/funds, capex_eur or pays_for)", rule.name)
        });
        let more: Vec<String> = more.collect();
        (!more.is_empty()).then(|| more.join(" and "))
    }

    fn more_operators(&self, instance: &Instance) -> Option<String> {
        let mut rules = instance.rules.iter().zip(&self.rules_micro_eur);
        let is_missed =
            rules.any(|(rule, missed)| keeps(rule) == Keeps::Guideline(COMPETITION) && *missed > 0);
        is_missed.then(|| "more operators at these sites (operators_max of their terms in /sites)".into())
    }

    fn laxer(&self) -> Option<String> {
        let most = self.captivities.iter().map(Captivity::ratio).max_by(f64::total_cmp)?;
        Some(format!(
            "{:.2} % as the share that may depend on one owner (/governance/rules/captive_max_ratio), or with other owners of what \
             covers and feeds these comuni (/sites, /backhaul/pops, /governance/concessions)",
            (1e4 * most).ceil() / 1e2
        ))
    }
}

/// Whether a rule asks that the network earn what it costs.
pub(super) fn is_of_reserve(rule: &Rule) -> bool {
    keeps(rule) == Keeps::Guideline(4)
}

/// Takes the links of an owner's sites away, and those to its points of presence.
fn withdraw(instance: &mut Instance, captor: &Captor) {
    let is_its = |site: u32| captor.sites.binary_search(&site).is_ok();
    for (site, column) in (0..).zip(&mut instance.sites) {
        column.fed_by_pop &= captor.fed_by_others.binary_search(&site).is_ok() && !is_its(site);
        column.neighbours.retain(|&other| !is_its(site) && !is_its(other));
    }
    let is_fed: Vec<bool> = instance.sites.iter().map(|site| site.fed_by_pop).collect();
    for captor in &mut instance.captors {
        captor.fed_by_others.retain(|&site| is_fed[site as usize]);
    }
}
