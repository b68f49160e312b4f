//! Inequalities that hold for every plan, each with what it takes to check that.
//!
//! The variables are y_i (site i works: it is open and fed), θ_g and h_g (weight and households served in group g), and p, the
//! households that are served of those promised: Σ_g min { F_g, h_g }.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::ground::Ground;
use super::instance::{Instance, Rule};
use super::value_row::{Prices, value_row};

/// Coefficient of a site that counts once in a row of C4: as much as one household. As a coefficient of households: once each.
pub const UNIT: i64 = 1_000_000;

/// An inequality that every plan keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// C3 budget: what works costs no more than what is left once the fixed sites are paid.
    Budget,
    /// What follows from C3 and C4: a site does not work where the cheapest chain that could feed it costs more than what is left.
    OutOfReach,
    /// C4 feeding: a site works only if something works in a set of sites that cuts it off from the fibre.
    Feeding {
        /// The site that is cut off.
        site: u32,
        /// Sites of which one must work, in rising order.
        separator: Vec<u32>,
    },
    /// C1 covering: what some groups are served is bounded by what the sites that work could take at given prices.
    /// C5 time: the same, for no sector sells more than it has.
    /// C9 captivity: the same, for captives may have a price.
    /// C10 two chains: the same, where a place that needs them is taken by sites that cut it off once one site is lost.
    Value(Prices),
    /// C6 promises: what is kept of them is no more than what some groups are served and the others were promised.
    Promises {
        /// The groups (rising) that count with what they are served.
        groups: Vec<u32>,
    },
    /// C7 rules: the rule of this index.
    Rule(u32),
    /// C8 alternatives: of the set of this index one site works at most.
    Alternatives(u32),
}

/// `Σ_{g ∈ groups} θ_g + Σ_g coefficient_g h_g / 1,000,000 + [kept] p ≤ constant + Σ_i coefficient_i y_i`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linear {
    /// Groups whose weight stands on the left.
    pub groups: Vec<u32>,
    /// Groups (rising) whose households stand on the left, with their coefficients, millionths.
    pub households: Vec<(u32, i64)>,
    /// Whether what is kept of the promises stands on the left.
    pub kept: bool,
    /// The constant.
    pub constant: i64,
    /// Sites (rising) with their coefficients.
    pub sites: Vec<(u32, i64)>,
}

impl Row {
    /// The inequality, worked out and checked from the instance alone.
    ///
    /// # Errors
    /// Why it need not hold, in words.
    pub fn linear(&self, ground: &Ground) -> Result<Linear, String> {
        self.linear_at(ground, ground.instance.budget_after_fixed_cents())
    }

    /// The same where this much is left once the fixed sites are paid, cents.
    pub(super) fn linear_at(&self, ground: &Ground, left_cents: i64) -> Result<Linear, String> {
        match self {
            Self::Budget => Ok(budget(ground.instance, left_cents)),
            Self::OutOfReach => Ok(out_of_reach(ground.instance, left_cents)),
            Self::Feeding { site, separator } => feeding(ground.instance, *site, separator),
            Self::Value(prices) => value_row(ground, prices),
            Self::Promises { groups } => promises(ground.instance, groups),
            Self::Rule(rule) => self::rule(ground.instance, *rule),
            Self::Alternatives(set) => alternatives(ground.instance, *set),
        }
    }

    /// Whether another budget makes it another inequality.
    pub(super) fn depends_on_budget(&self) -> bool {
        match self {
            Self::Budget | Self::OutOfReach => true,
            Self::Feeding { .. }
            | Self::Value(_)
            | Self::Promises { .. }
            | Self::Rule(_)
            | Self::Alternatives(_) => false,
        }
    }
}

/// `0 ≤ B − Σ_{i ∈ F} c_i − Σ_{i ∉ F} c_i y_i`.
fn budget(instance: &Instance, left_cents: i64) -> Linear {
    let cost = |site: usize| (site as u32, -instance.cost_to_decide_cents(site));
    let sites = (0..instance.sites.len()).map(cost).filter(|(_, cents)| *cents != 0).collect();
    Linear { constant: left_cents, sites, ..Linear::default() }
}

/// `0 ≤ −W Σ_i y_i` over the sites out of reach, W the weight of all demand.
fn out_of_reach(instance: &Instance, left_cents: i64) -> Linear {
    let weight_micro: i64 = instance.demand.iter().map(|row| row.weight_micro).sum();
    let is_dear = |(_, cents): &(u32, Option<i64>)| cents.is_none_or(|cents| cents > left_cents);
    let sites = (0..).zip(cheapest_chains_cents(instance)).filter(is_dear);
    Linear { sites: sites.map(|(site, _)| (site, -weight_micro)).collect(), ..Linear::default() }
}

/// What the cheapest chain from the fibre to each site costs, the site included; none where there is none (Dijkstra).
fn cheapest_chains_cents(instance: &Instance) -> Vec<Option<i64>> {
    let mut chains = vec![None; instance.sites.len()];
    let cost_cents = |site: usize| instance.cost_to_decide_cents(site);
    let roots = (0..chains.len()).filter(|&site| instance.sites[site].fed_by_pop);
    let mut waiting: BinaryHeap<Reverse<(i64, usize)>> =
        roots.map(|site| Reverse((cost_cents(site), site))).collect();
    while let Some(Reverse((cents, site))) = waiting.pop() {
        if chains[site].is_some() {
            continue;
        }
        chains[site] = Some(cents);
        for other in instance.sites[site].neighbours.iter().map(|&other| other as usize) {
            if chains[other].is_none() {
                waiting.push(Reverse((cents + cost_cents(other), other)));
            }
        }
    }
    chains
}

impl Linear {
    /// `p − Σ_{g ∈ groups} h_g ≤ Σ_{g ∉ groups} F_g`, for what was promised to each group, millionths.
    #[must_use]
    pub fn of_promises(promised_micro: &[i64], groups: &[u32]) -> Self {
        let others = (0..).zip(promised_micro).filter(|(group, _)| groups.binary_search(group).is_err());
        Self {
            kept: true,
            households: groups.iter().map(|group| (*group, -UNIT)).collect(),
            constant: others.map(|(_, promised)| promised).sum(),
            ..Self::default()
        }
    }

    /// `0 ≤ 1 − Σ_{i ∈ set} y_i`, counted in millionths.
    #[must_use]
    pub fn of_alternatives(set: &[u32]) -> Self {
        Self { constant: UNIT, sites: set.iter().map(|site| (*site, -UNIT)).collect(), ..Self::default() }
    }

    /// `−(what a household adds) Σ_g h_g ≤ constant + Σ_i (what site i adds) y_i` over so many groups, in millionths of a euro.
    #[must_use]
    pub fn of_rule(rule: &Rule, group_count: usize) -> Self {
        let groups = 0..if rule.household_micro_eur == 0 { 0 } else { group_count as u32 };
        Self {
            households: groups.map(|group| (group, -rule.household_micro_eur)).collect(),
            constant: rule.constant_micro_eur,
            sites: rule.sites_micro_eur.clone(),
            ..Self::default()
        }
    }
}

/// The row of promises, once these are groups that some are made to.
fn promises(instance: &Instance, groups: &[u32]) -> Result<Linear, String> {
    let known = groups.last().is_none_or(|last| (*last as usize) < instance.promised_micro.len());
    if !known || groups.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err("the groups are not ones with a promise in rising order".to_owned());
    }
    Ok(Linear::of_promises(&instance.promised_micro, groups))
}

/// The row of a rule, once there is one of this index.
fn rule(instance: &Instance, index: u32) -> Result<Linear, String> {
    let rule = instance.rules.get(index as usize).ok_or_else(|| format!("there is no rule {index}"))?;
    Ok(Linear::of_rule(rule, instance.groups.len()))
}

/// The row of a set of alternatives, once there is one of this index.
fn alternatives(instance: &Instance, index: u32) -> Result<Linear, String> {
    let set = instance.alternatives.get(index as usize);
    set.map(|set| Linear::of_alternatives(set))
        .ok_or_else(|| format!("there is no set {index} of alternatives"))
}

/// `0 ≤ Σ_{k ∈ separator} y_k − y_site`, counted in millionths, once no chain from the fibre to the site avoids the separator.
fn feeding(instance: &Instance, site: u32, separator: &[u32]) -> Result<Linear, String> {
    let mut blocked = vec![false; instance.sites.len()];
    let mut sites = Vec::with_capacity(separator.len() + 1);
    for &other in separator {
        let Some(blocked) = blocked.get_mut(other as usize) else {
            return Err(format!("there is no site {other}"));
        };
        *blocked = true;
        sites.push((other, UNIT));
    }
    let Some(is_separator) = blocked.get(site as usize) else {
        return Err(format!("there is no site {site}"));
    };
    if *is_separator || separator.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err("the separator is not a rising list of other sites".to_owned());
    }
    if is_joined(instance, std::iter::once(site as usize), &blocked) {
        return Err(format!("a chain feeds site {:?} past the separator", instance.sites[site as usize].id));
    }
    sites.push((site, -UNIT));
    sites.sort_unstable();
    Ok(Linear { sites, ..Linear::default() })
}

/// Whether a chain of possible links joins one of some sites to the fibre without the blocked ones.
pub(super) fn is_joined(instance: &Instance, sites: impl Iterator<Item = usize>, blocked: &[bool]) -> bool {
    let mut seen = blocked.to_vec();
    let mut waiting: Vec<usize> = sites.filter(|&site| !std::mem::replace(&mut seen[site], true)).collect();
    while let Some(next) = waiting.pop() {
        if instance.sites[next].fed_by_pop {
            return true;
        }
        for &other in &instance.sites[next].neighbours {
            if !std::mem::replace(&mut seen[other as usize], true) {
                waiting.push(other as usize);
            }
        }
    }
    false
}
