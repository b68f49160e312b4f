//! A plan by greed: again and again the chain of sites that gains most, by weight or by weight per euro.
//!
//! A step adds the cheapest chain from what is fed already to some site, and all sites on it. With feeding no constant
//! guarantee is known for such a rule (node-weighted Steiner trees are hard to approximate): the bound comes from
//! elsewhere. Where poles wait for two chains, a step may also be the cheapest sites that bring both to one of them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::feeding::Chains;
use super::harvest::harvest;
use super::limits::Watch;
use super::poles::missing;
use super::reduced::Reduced;
use super::selection::Selection;
use crate::problem::Error;

/// What a step is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Weight newly covered.
    Gain,
    /// Weight newly covered per euro.
    GainPerEuro,
}

impl Rule {
    fn score(self, gain: f64, cost_cents: i64) -> f64 {
        match self {
            Self::GainPerEuro if cost_cents > 0 => gain / cost_cents as f64,
            Self::GainPerEuro if gain > 0.0 => f64::INFINITY,
            _ => gain,
        }
    }
}

/// The better of the plans by both rules; the first chain of one of them however little time there is.
pub(super) fn construct<'a>(problem: &'a Reduced, watch: &Watch) -> Result<Selection<'a>, Error> {
    let mut by_gain = Selection::of(problem, &problem.free());
    let mut by_ratio = by_gain.clone();
    add_chain(&mut by_ratio, &problem.cost_cents, &mut Steps::new(problem, Rule::GainPerEuro));
    fill(problem, &mut by_ratio, &problem.cost_cents, Rule::GainPerEuro, watch)?;
    watch.found(by_ratio.weight());
    fill(problem, &mut by_gain, &problem.cost_cents, Rule::Gain, watch)?;
    let better = if by_gain.merit() > by_ratio.merit() { by_gain } else { by_ratio };
    watch.found(better.weight());
    Ok(better)
}

/// Adds chains while some chain that the money left can pay for gains anything.
///
/// `cost_cents` is the problem's own, or [`OUT_OF_REACH`](super::feeding::OUT_OF_REACH) for sites that are not to be used.
pub(super) fn fill(
    problem: &Reduced,
    selection: &mut Selection,
    cost_cents: &[i64],
    rule: Rule,
    watch: &Watch,
) -> Result<(), Error> {
    let mut steps = Steps::new(problem, rule);
    while !watch.over()? && add_chain(selection, cost_cents, &mut steps) {
        watch.step();
    }
    Ok(())
}

/// Adds the chain that gains most; false where none gains anything.
fn add_chain(selection: &mut Selection, cost_cents: &[i64], steps: &mut Steps) -> bool {
    let (network, alternatives) = (&steps.problem.network, &steps.problem.alternatives);
    let cost_cents = alternatives.cost_cents(selection.works(), cost_cents);
    let chains = network.cheapest(selection.works(), &cost_cents, selection.left_cents());
    let better = match (steps.best(selection, &chains), steps.best_pair(selection, &cost_cents)) {
        (Some(chain), Some(pair)) if pair.1 > chain.1 => pair,
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => return false,
    };
    for site in better.0 {
        selection.open(site);
    }
    true
}

/// A chain named by its end, with a score that it cannot exceed.
#[derive(PartialEq)]
struct Candidate {
    score: f64,
    site: usize,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.site.cmp(&self.site))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Finds the best chain without evaluating most of them (lazy evaluation).
///
/// What a site gains alone only falls as others come in, so an old value is an upper bound, and the sum of the bounds
/// along a chain bounds the chain.
struct Steps<'a> {
    problem: &'a Reduced,
    rule: Rule,
    most_gain: Vec<f64>,
    seen_in: Vec<u32>,
    evaluation: u32,
    /// For each pole whether two chains to it cost more than is left: more so after every step.
    is_too_dear: Vec<bool>,
}

impl<'a> Steps<'a> {
    fn new(problem: &'a Reduced, rule: Rule) -> Self {
        let classes = &problem.classes;
        let nobody = Selection::of(problem, &[]);
        let alone = |site: usize| {
            classes.by_class(site).map(|offers| nobody.unserved_worth(offers[0].class as usize)).sum()
        };
        let most_gain = (0..problem.site_count()).map(alone).collect();
        Self {
            problem,
            rule,
            most_gain,
            seen_in: vec![0; classes.len()],
            evaluation: 0,
            is_too_dear: vec![false; classes.poles.len()],
        }
    }

    /// The chain with the best score, ties to the lower end, and the score; none where nothing is gained.
    fn best(&mut self, selection: &Selection, chains: &Chains) -> Option<(Vec<usize>, f64)> {
        if selection.captive_micro() < 0 {
            self.look_again(selection, chains);
        }
        let mut queue = self.candidates(selection, chains);
        let mut best = Candidate { score: 0.0, site: usize::MAX };
        while let Some(candidate) = queue.pop() {
            if candidate <= best {
                break;
            }
            let chain = chains.chain(candidate.site, selection.works());
            let gain = self.gain(selection, &chain);
            let score = self.rule.score(gain, chains.cost_cents[candidate.site]);
            let candidate = Candidate { score, ..candidate };
            if candidate > best && self.problem.alternatives.go_together(&chain) && selection.may_open(&chain)
            {
                best = candidate;
            }
        }
        (best.score > 0.0).then(|| (chains.chain(best.site, selection.works()), best.score))
    }

    /// The sites that bring two chains to a pole with the best score, ties to the first pole, and the score. What they gain is what they
    /// serve besides, that pole, and all others whose own cheapest sites are among them.
    fn best_pair(&mut self, selection: &Selection, cost_cents: &[i64]) -> Option<(Vec<usize>, f64)> {
        let pairs = self.pairs(selection, cost_cents);
        let mut best: Option<(Vec<usize>, f64)> = None;
        for (_, sites, cents) in &pairs {
            let among = |other: &[usize]| other.iter().all(|site| sites.binary_search(site).is_ok());
            let poles = pairs.iter().filter(|(_, other, _)| among(other));
            let poles: f64 = poles.map(|(class, ..)| selection.unserved_worth(*class)).sum();
            let score = self.rule.score(poles + self.gain(selection, sites), *cents);
            let is_better = score > best.as_ref().map_or(0.0, |(_, score)| *score);
            if is_better && self.problem.alternatives.go_together(sites) && selection.may_open(sites) {
                best = Some((sites.clone(), score));
            }
        }
        best
    }

    /// For each pole that two chains do not reach, its class and the cheapest sites that would bring them, with their cost.
    fn pairs(&mut self, selection: &Selection, cost_cents: &[i64]) -> Vec<(usize, Vec<usize>, i64)> {
        let poles = &self.problem.classes.poles;
        let mut pairs = Vec::new();
        for (at, class) in poles.iter().map(|&class| class as usize).enumerate() {
            if self.is_too_dear[at] || selection.joined()[at] {
                continue;
            }
            match missing(self.problem, at, selection.works(), cost_cents, selection.left_cents()) {
                Some((sites, cents)) => pairs.push((class, sites, cents)),
                None => self.is_too_dear[at] = true,
            }
        }
        pairs
    }

    /// Where captives are too many, sites can set some free that gained nothing before: no old value is a bound.
    fn look_again(&mut self, selection: &Selection, chains: &Chains) {
        for &site in chains.order.iter().filter(|&&site| !selection.works()[site]) {
            self.most_gain[site] =
                harvest(self.problem, selection, site).iter().map(|(_, worth)| worth).sum();
        }
    }

    /// All chains in reach with upper bounds of their scores.
    fn candidates(&self, selection: &Selection, chains: &Chains) -> BinaryHeap<Candidate> {
        let mut most_gain = vec![0.0; self.problem.site_count()];
        let mut queue = BinaryHeap::new();
        for &site in chains.order.iter().filter(|&&site| !selection.works()[site]) {
            let before = chains.previous[site].map_or(0.0, |previous| most_gain[previous]);
            most_gain[site] = before + self.most_gain[site];
            queue.push(Candidate { score: self.rule.score(most_gain[site], chains.cost_cents[site]), site });
        }
        queue
    }

    /// What the chain gains; sharpens the bounds of its sites on the way.
    fn gain(&mut self, selection: &Selection, chain: &[usize]) -> f64 {
        self.evaluation += 1;
        let mut together = 0.0;
        for &site in chain {
            let taken = harvest(self.problem, selection, site);
            self.most_gain[site] = taken.iter().map(|(_, worth)| worth).sum();
            for (class, worth) in taken {
                if std::mem::replace(&mut self.seen_in[class as usize], self.evaluation) != self.evaluation {
                    together += worth;
                }
            }
        }
        together
    }
}
