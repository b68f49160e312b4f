//! What a network misses of the guidelines that are enforced, and questions that ask for more by that.

use crate::certificate::{Captor, Instance, Rule};
use crate::governance::{Captivity, captives_beyond};
use crate::inputs::Inputs;

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
    /// Nothing.
    pub fn is_none(&self) -> bool {
        self.budget_cents == 0
            && self.rules_micro_eur.iter().all(|missed| *missed == 0)
            && self.captivities.is_empty()
    }

    /// How much it is: euro come before households, both in millionths.
    pub fn measure(&self) -> (i64, i64) {
        let excess = |one: &Captivity| (1e6 * one.excess_households(self.captive_max_ratio)).ceil() as i64;
        let budget_micro_eur = self.budget_cents.saturating_mul(10_000);
        let rules_micro_eur: i64 = self.rules_micro_eur.iter().sum();
        (rules_micro_eur.saturating_add(budget_micro_eur), self.captivities.iter().map(excess).sum())
    }

    /// The question with rules and limits that ask for more, by so many times what is missed.
    pub fn tightened(&self, inputs: &Inputs, instance: &Instance, times: i64) -> Instance {
        let mut instance = instance.clone();
        instance.budget_cents -= times * self.budget_cents;
        for (rule, missed) in instance.rules.iter_mut().zip(&self.rules_micro_eur) {
            rule.constant_micro_eur -= times * missed;
        }
        for captor in &mut instance.captors {
            let excess_micro = self.excess_ratio_micro(inputs, captor);
            if excess_micro > 0 {
                captor.max_ratio_micro = (captor.max_ratio_micro - times * excess_micro).max(0);
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

    /// In words: the budget and which rules by how many euro, which comuni by how many households.
    pub fn words(&self, inputs: &Inputs, rules: &[Rule]) -> String {
        let rules = rules.iter().zip(&self.rules_micro_eur).filter(|(_, missed)| **missed > 0);
        let rules = rules.map(|(rule, missed)| format!("{} by {:.2} euro", rule.name, *missed as f64 / 1e6));
        let captivities = self.captivities.iter().map(|one| {
            let comune = &inputs.demand.comuni[one.comune].name;
            let owner = &inputs.scenario.governance.owners[one.owner].name;
            captives_beyond(one, comune, owner, self.captive_max_ratio)
        });
        let budget = (self.budget_cents > 0).then(|| {
            format!(
                "the budget by {:.2} euro, with the links that its loads ask for",
                self.budget_cents as f64 / 1e2
            )
        });
        budget.into_iter().chain(rules).chain(captivities).collect::<Vec<_>>().join(", ")
    }
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
