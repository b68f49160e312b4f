//! Who can be fed from the fibre, over which sites, and at what price.
//!
//! Costs sit on the sites: each pays for the one link that feeds it, so a chain costs the sum of its sites
//! and the cheapest chain is a shortest path in a graph with weights on its nodes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::certificate::{Instance, SiteColumn};

/// Price of what is not to be had.
pub(super) const OUT_OF_REACH: i64 = i64::MAX;

/// Sites and the links that are possible between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Network {
    /// For each site, the sites with which a link is possible, in rising order.
    pub(super) neighbours: Vec<Vec<usize>>,
    /// A link to the fibre is possible.
    pub(super) fed_by_pop: Vec<bool>,
}

impl Network {
    /// The links of an instance.
    pub(super) fn of(instance: &Instance) -> Self {
        let others = |site: &SiteColumn| site.neighbours.iter().map(|&other| other as usize).collect();
        Self {
            neighbours: instance.sites.iter().map(others).collect(),
            fed_by_pop: instance.sites.iter().map(|site| site.fed_by_pop).collect(),
        }
    }

    /// How many sites there are.
    pub(super) fn len(&self) -> usize {
        self.fed_by_pop.len()
    }

    /// Sites with a possible link to the fibre.
    pub(super) fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&site| self.fed_by_pop[site])
    }

    /// Sites that are reached from `start` by steps that leave only `passable` sites; `start` is reached.
    pub(super) fn reached(&self, start: impl Iterator<Item = usize>, passable: &[bool]) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        let mut waiting: Vec<usize> = start.collect();
        for &site in &waiting {
            reached[site] = true;
        }
        while let Some(site) = waiting.pop() {
            if !passable[site] {
                continue;
            }
            for &next in &self.neighbours[site] {
                if !reached[next] {
                    reached[next] = true;
                    waiting.push(next);
                }
            }
        }
        reached
    }

    /// Which of the `open` sites the fibre feeds over open sites.
    pub(super) fn fed(&self, open: &[bool]) -> Vec<bool> {
        let mut fed = self.reached(self.roots().filter(|&site| open[site]), open);
        fed.iter_mut().zip(open).for_each(|(fed, &open)| *fed &= open);
        fed
    }

    /// Cheapest chains from the fibre or from a site that already works, no dearer than `limit_cents`.
    ///
    /// Ties go to fewer sites, then to lower indices.
    pub(super) fn cheapest(&self, works: &[bool], cost_cents: &[i64], limit_cents: i64) -> Chains {
        let mut search = Search::new(works, cost_cents, limit_cents);
        for site in (0..self.len()).filter(|&site| works[site] || self.fed_by_pop[site]) {
            search.offer(site, None);
        }
        while let Some(site) = search.settle() {
            self.neighbours[site].iter().for_each(|&next| search.offer(next, Some(site)));
        }
        search.chains
    }
}

/// Cheapest chains to every site in reach.
#[derive(Debug, Clone)]
pub(super) struct Chains {
    /// What the chain to each site costs, the site included, cents; [`OUT_OF_REACH`] where there is none.
    pub(super) cost_cents: Vec<i64>,
    /// The site before it in the chain.
    pub(super) previous: Vec<Option<usize>>,
    /// Sites in reach, nearest first.
    pub(super) order: Vec<usize>,
}

impl Chains {
    /// Whether there is a chain to a site.
    pub(super) fn is_in_reach(&self, site: usize) -> bool {
        self.cost_cents[site] < OUT_OF_REACH
    }

    /// The chain to a site in reach, the site first, without the sites that work already.
    pub(super) fn chain(&self, site: usize, works: &[bool]) -> Vec<usize> {
        std::iter::successors(Some(site), |&site| self.previous[site])
            .take_while(|&site| !works[site])
            .collect()
    }
}

/// A place in the queue, ordered by cost, number of sites, index.
#[derive(PartialEq, Eq, Clone, Copy)]
struct Waiting {
    cost_cents: i64,
    hops: u32,
    site: usize,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let by_cost = self.cost_cents.cmp(&other.cost_cents);
        by_cost.then(self.hops.cmp(&other.hops)).then(self.site.cmp(&other.site))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Dijkstra's search with weights on the sites.
struct Search<'a> {
    works: &'a [bool],
    site_cost_cents: &'a [i64],
    limit_cents: i64,
    hops: Vec<u32>,
    settled: Vec<bool>,
    queue: BinaryHeap<Reverse<Waiting>>,
    chains: Chains,
}

impl<'a> Search<'a> {
    fn new(works: &'a [bool], site_cost_cents: &'a [i64], limit_cents: i64) -> Self {
        let count = works.len();
        let chains = Chains {
            cost_cents: vec![OUT_OF_REACH; count],
            previous: vec![None; count],
            order: Vec::with_capacity(count),
        };
        Self {
            works,
            site_cost_cents,
            limit_cents,
            hops: vec![u32::MAX; count],
            settled: vec![false; count],
            queue: BinaryHeap::new(),
            chains,
        }
    }

    /// Offers `site` a chain over `previous`, kept where it is better than what is known.
    fn offer(&mut self, site: usize, previous: Option<usize>) {
        let (before_cents, hops_before) =
            previous.map_or((0, 0), |p| (self.chains.cost_cents[p], self.hops[p]));
        let (own_cents, own_hops) = if self.works[site] { (0, 0) } else { (self.site_cost_cents[site], 1) };
        let waiting = Waiting {
            cost_cents: before_cents.saturating_add(own_cents),
            hops: hops_before + own_hops,
            site,
        };
        let known = Waiting { cost_cents: self.chains.cost_cents[site], hops: self.hops[site], site };
        if waiting.cost_cents <= self.limit_cents && waiting.cost_cents < OUT_OF_REACH && waiting < known {
            self.chains.cost_cents[site] = waiting.cost_cents;
            self.hops[site] = waiting.hops;
            self.chains.previous[site] = previous;
            self.queue.push(Reverse(waiting));
        }
    }

    /// The next site whose cheapest chain is known for good.
    fn settle(&mut self) -> Option<usize> {
        while let Some(Reverse(Waiting { site, .. })) = self.queue.pop() {
            if !std::mem::replace(&mut self.settled[site], true) {
                self.chains.order.push(site);
                return Some(site);
            }
        }
        None
    }
}
