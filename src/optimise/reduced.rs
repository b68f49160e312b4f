//! The problem without what cannot matter: what sites offer that no affordable chain feeds, and demand that is equal.

use std::ops::Range;

use super::alternatives::Alternatives;
use super::classes::Classes;
use super::feeding::Network;
use super::poles::{PoleCut, hopeless, pole_sites};
use crate::certificate::{Captor, Instance, Rule};
use crate::governance::euro;
use crate::problem::Error;

/// What is left to decide: which sites work, that is, are open and fed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reduced {
    /// What it costs to let each site work, its own feeding link included, cents; 0 where it is paid for anyway.
    pub cost_cents: Vec<i64>,
    /// Whether a chain that the budget can pay for feeds each site; the others work in no plan.
    pub in_reach: Vec<bool>,
    /// Possible links.
    pub network: Network,
    /// Demand.
    pub classes: Classes,
    /// For each pole the sites that offer it service, in the order of [`Classes::poles`].
    pub pole_sites: Vec<Vec<usize>>,
    /// Poles (rising rows of the instance, with their groups) that no affordable chains could join twice, each with what cuts it off: no class has
    /// them.
    pub hopeless: Vec<(u32, u32, PoleCut)>,
    /// What is left once the fixed sites are paid, cents.
    pub budget_cents: i64,
    /// How many sectors the instance has.
    pub sector_count: usize,
    /// The sectors of each site.
    pub sectors: Vec<Range<usize>>,
    /// Time of each sector, µs of each second.
    pub sector_time_us: u32,
    /// The part of it that plans are made with, µs of each second.
    pub plan_time_us: u32,
    /// How many groups the demand belongs to.
    pub group_count: usize,
    /// C6 promises: households promised to each group, millionths; empty where nothing is promised.
    pub promised_micro: Vec<i64>,
    /// C7 rules: what every plan keeps besides.
    pub rules: Vec<Rule>,
    /// C8 alternatives: sites of which a plan has one at most.
    pub alternatives: Alternatives,
    /// C9 captivity: private owners, and how much of a group may depend on each.
    pub captors: Vec<Captor>,
    /// For each of them the sites that work in no plan without it.
    pub dependent: Vec<Vec<bool>>,
    /// For each group the owner whose captives most of its households could be.
    pub watched: Vec<Option<usize>>,
}

impl Reduced {
    /// Pays the fixed sites, and drops what sites offer whose cheapest chain to the fibre costs more than what is left.
    ///
    /// # Errors
    /// [`Error::Infeasible`] when the fixed sites cost more than the budget.
    pub fn new(instance: &Instance, plan_time_ratio: f64) -> Result<Self, Error> {
        let budget_cents = budget_after_fixed_cents(instance)?;
        let count = instance.sites.len();
        let cost_cents: Vec<i64> = (0..count).map(|site| instance.cost_to_decide_cents(site)).collect();
        let network = Network::of(instance);
        let chains = network.cheapest(&vec![false; count], &cost_cents, budget_cents);
        let in_reach: Vec<bool> = (0..count).map(|site| chains.is_in_reach(site)).collect();
        let site_of = |sector: u32| {
            let site = instance.site_of(sector);
            in_reach[site].then_some(site as u32)
        };
        let hopeless = hopeless(instance, &network, &in_reach);
        let is_hopeless = |place: u32| hopeless.binary_search_by_key(&place, |(place, ..)| *place).is_ok();
        let are_apart = !instance.captors.is_empty();
        let classes = Classes::merge(&instance.demand, site_of, count, is_hopeless, are_apart);
        let dependent: Vec<Vec<bool>> =
            instance.captors.iter().map(|captor| dependent(instance, captor)).collect();
        Ok(Self {
            pole_sites: pole_sites(instance, &classes),
            watched: watched(&classes, &dependent, instance.groups.len()),
            classes,
            hopeless,
            cost_cents,
            in_reach,
            network,
            budget_cents,
            sector_count: instance.sector_sites.len(),
            sectors: (0..count).map(|site| sectors_of(instance, site)).collect(),
            sector_time_us: instance.sector_time_us,
            plan_time_us: (f64::from(instance.sector_time_us) * plan_time_ratio) as u32,
            group_count: instance.groups.len(),
            promised_micro: promised(instance),
            rules: instance.rules.clone(),
            alternatives: Alternatives::of(instance),
            captors: instance.captors.clone(),
            dependent,
        })
    }

    /// How many sites there are to decide on.
    pub fn site_count(&self) -> usize {
        self.cost_cents.len()
    }

    /// For each group whether it matters how many households are served there, and not only their weight.
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
    pub fn counts_households(&self) -> Vec<bool> {
        let all = self.rules.iter().any(|rule| rule.household_micro_eur > 0);
        let promised = |group: usize| self.promised_micro.get(group).is_some_and(|micro| *micro > 0);
        (0..self.group_count).map(|group| all || promised(group)).collect()
    }

    /// Whether a site works in no plan without the owner that is watched in a class's group.
    pub fn needs_watched(&self, class: usize, site: usize) -> bool {
        let watched = self.watched[self.classes.group[class] as usize];
        watched.is_some_and(|captor| self.dependent[captor][site])
    }

    /// Sites that work in some best plan because they and a chain to them cost nothing, and nothing stands in for them.
    pub fn free(&self) -> Vec<bool> {
        let is_free = |site: usize| self.cost_cents[site] == 0 && !self.alternatives.has(site);
        self.network.fed(&(0..self.site_count()).map(is_free).collect::<Vec<bool>>())
    }
}

/// The sites that work in no plan without an owner: its own, and those that no chain joins to the fibre without it.
fn dependent(instance: &Instance, captor: &Captor) -> Vec<bool> {
    let everywhere = vec![true; instance.sites.len()];
    captor.independent(instance, &everywhere).into_iter().map(|works| !works).collect()
}

/// For each group the owner that is needed by sites that could serve most of its households.
fn watched(classes: &Classes, dependent: &[Vec<bool>], group_count: usize) -> Vec<Option<usize>> {
    let mut households_micro = vec![vec![0_i64; dependent.len()]; group_count];
    for class in 0..classes.len() {
        for (dependent, all) in dependent.iter().zip(&mut households_micro[classes.group[class] as usize]) {
            if classes.offers(class).iter().any(|offer| dependent[offer.site as usize]) {
                *all += classes.households[class];
            }
        }
    }
    let most = |of_owners: Vec<i64>| {
        let owners = of_owners.into_iter().enumerate().filter(|(_, micro)| *micro > 0);
        owners.max_by_key(|(owner, micro)| (*micro, usize::MAX - owner)).map(|(owner, _)| owner)
    };
    households_micro.into_iter().map(most).collect()
}

/// The promises, unless they promise nobody anything.
fn promised(instance: &Instance) -> Vec<i64> {
    let promised = &instance.promised_micro;
    if promised.iter().any(|micro| *micro > 0) { promised.clone() } else { Vec::new() }
}

fn sectors_of(instance: &Instance, site: usize) -> Range<usize> {
    let before = |least: usize| instance.sector_sites.partition_point(|&of| (of as usize) < least);
    before(site)..before(site + 1)
}

/// C2 fixed sites: each is open and paid for in every plan; whether it works follows from C4.
fn budget_after_fixed_cents(instance: &Instance) -> Result<i64, Error> {
    let left_cents = instance.budget_after_fixed_cents();
    if left_cents < 0 {
        let of_cents = |cents: i64| euro(cents as f64 / 100.0);
        return Err(Error::Infeasible(format!(
            "existing and committed sites cost {}, the budget is {}; {} more would do",
            of_cents(instance.budget_cents - left_cents),
            of_cents(instance.budget_cents),
            of_cents(-left_cents)
        )));
    }
    Ok(left_cents)
}
