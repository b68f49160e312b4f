//! Two chains of sites from the fibre that share no site, at the least cost. Knows no geography, no money and no solver.
//!
//! A place that two sites offer service, over chains that share no site, keeps a path whichever one site is lost; and where no loss
//! of one site cuts all who offer it service off there are two such chains (Menger). Costs lie on the sites. The cheapest pair is a
//! cheapest flow of two through sites that each let one pass: a cheapest chain, and then a cheapest way to make two of it, which may
//! walk the first one backwards and so take parts of it back (Suurballe, Networks 4, 1974, *unverified*: argued here).
//!
//! ```text
//!           ┌─ d ┄┄┐             cheapest chain   a b
//! fibre ─┬─ a ─ b ┄ place        second way       over c to b, back from b to a, on to d
//!        └─ c ──┘                the pair         c b and a d
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Cost of a site that no chain may use.
pub const UNUSABLE: i64 = i64::MAX;

/// Where chains may lead.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    /// For each site those to which a chain may go on from it.
    pub next: &'a [Vec<usize>],
    /// Whether a chain may begin at each site.
    pub begins: &'a [bool],
    /// What it costs to use each site, 0 or more; [`UNUSABLE`] where it may not be.
    pub cost: &'a [i64],
}

/// Two chains that share no site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What their sites cost together.
    pub cost: i64,
    /// Their sites, from the fibre outwards.
    pub chains: [Vec<usize>; 2],
}

impl Ways<'_> {
    /// The cheapest pair of chains that end at two different sites of `ends` and cost no more than `most`; none where there is
    /// none.
    #[must_use]
    pub fn two_chains(&self, ends: &[usize], most: i64) -> Option<Pair> {
        let mut flow = Flow::new(self, ends);
        let first = flow.add(most)?;
        let second = flow.add(most - first)?;
        let chains = [flow.chain(0), flow.chain(1)];
        Some(Pair { cost: first + second, chains })
    }
}

/// What stands before a site in a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Fibre,
    Site(usize),
}

/// Chains found so far. Each site is two nodes, where it takes in and where it passes on; beyond all of them lies the goal.
struct Flow<'a> {
    ways: &'a Ways<'a>,
    is_end: Vec<bool>,
    /// For each site of a chain what stands before it. Sites that were taken back keep theirs, and are never looked at again.
    before: Vec<Option<Before>>,
    /// The last site of each chain.
    last: Vec<usize>,
    /// What reaching each node cost at least, no more than the goal: with these off, no step costs less than nothing.
    potential: Vec<i64>,
}

impl<'a> Flow<'a> {
    fn new(ways: &'a Ways<'a>, ends: &[usize]) -> Self {
        let count = ways.cost.len();
        let mut is_end = vec![false; count];
        for &site in ends {
            is_end[site] = true;
        }
        Self {
            ways,
            is_end,
            before: vec![None; count],
            last: Vec::new(),
            potential: vec![0; goal(count) + 1],
        }
    }

    /// Adds one chain for no more than `most`, taking back parts of another where that is cheaper; what it costs.
    fn add(&mut self, most: i64) -> Option<i64> {
        let goal = goal(self.before.len());
        let (cost, previous) = self.search(most)?;
        let (most_known, before) = (cost[goal], self.potential.clone());
        for (node, potential) in self.potential.iter_mut().enumerate() {
            *potential += cost[node].min(most_known);
        }
        let mut node = goal;
        while let Some(from) = previous[node] {
            if node == goal {
                self.last.push(from / 2);
            } else if is_passing_on(from) && !is_passing_on(node) && from / 2 != node / 2 {
                self.before[node / 2] = Some(Before::Site(from / 2));
            }
            node = from;
        }
        self.before[node / 2] = Some(Before::Fibre);
        Some(most_known + before[goal])
    }

    /// What it costs at least to reach each node, potentials off, and from which node; none where the goal costs more than `most`.
    fn search(&self, most: i64) -> Option<(Vec<i64>, Vec<Option<usize>>)> {
        let goal = goal(self.before.len());
        let mut search = Search::new(self.potential.len());
        let begins = (0..self.before.len()).filter(|&site| self.ways.begins[site] && self.is_usable(site));
        for site in begins.filter(|&site| self.before[site] != Some(Before::Fibre)) {
            search.offer(takes_in(site), -self.potential[takes_in(site)], None);
        }
        while let Some((node, cost)) = search.settle() {
            if node == goal {
                let is_paid = cost.saturating_add(self.potential[goal]) <= most;
                return is_paid.then_some((search.cost, search.previous));
            }
            self.steps(node, |to, step| {
                search.offer(to, cost + step + self.potential[node] - self.potential[to], Some(node));
            });
        }
        None
    }

    fn is_usable(&self, site: usize) -> bool {
        self.ways.cost[site] != UNUSABLE
    }

    /// The steps from a node, each with its cost.
    fn steps(&self, node: usize, mut step: impl FnMut(usize, i64)) {
        let site = node / 2;
        let cost = self.ways.cost[site];
        match (is_passing_on(node), self.before[site]) {
            (false, None) => step(passes_on(site), cost),
            (false, Some(Before::Site(before))) => step(passes_on(before), 0),
            (false, Some(Before::Fibre)) => {}
            (true, before) => {
                if before.is_some() {
                    step(takes_in(site), -cost);
                }
                let is_free = |other: &usize| self.before[*other] != Some(Before::Site(site));
                let others = self.ways.next[site].iter().copied().filter(|&other| self.is_usable(other));
                others.filter(is_free).for_each(|other| step(takes_in(other), 0));
                if self.is_end[site] && !self.last.contains(&site) {
                    step(goal(self.before.len()), 0);
                }
            }
        }
    }

    fn chain(&self, which: usize) -> Vec<usize> {
        let before = |site: &usize| match self.before[*site] {
            Some(Before::Site(before)) => Some(before),
            Some(Before::Fibre) | None => None,
        };
        let mut chain: Vec<usize> = std::iter::successors(Some(self.last[which]), before).collect();
        chain.reverse();
        chain
    }
}

/// Dijkstra's search.
struct Search {
    cost: Vec<i64>,
    previous: Vec<Option<usize>>,
    is_settled: Vec<bool>,
    queue: BinaryHeap<Reverse<(i64, usize)>>,
}

impl Search {
    fn new(nodes: usize) -> Self {
        Self {
            cost: vec![i64::MAX; nodes],
            previous: vec![None; nodes],
            is_settled: vec![false; nodes],
            queue: BinaryHeap::new(),
        }
    }

    fn offer(&mut self, node: usize, cost: i64, from: Option<usize>) {
        if cost < self.cost[node] {
            (self.cost[node], self.previous[node]) = (cost, from);
            self.queue.push(Reverse((cost, node)));
        }
    }

    /// The next node whose cost is known for good; of equals the lowest.
    fn settle(&mut self) -> Option<(usize, i64)> {
        while let Some(Reverse((cost, node))) = self.queue.pop() {
            if !std::mem::replace(&mut self.is_settled[node], true) {
                return Some((node, cost));
            }
        }
        None
    }
}

fn takes_in(site: usize) -> usize {
    2 * site
}

fn passes_on(site: usize) -> usize {
    2 * site + 1
}

fn is_passing_on(node: usize) -> bool {
    node % 2 == 1
}

fn goal(count: usize) -> usize {
    2 * count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Links both ways between sites, where chains begin, costs, and who offers service.
    #[derive(Debug, Clone)]
    struct World {
        next: Vec<Vec<usize>>,
        begins: Vec<bool>,
        cost: Vec<i64>,
        ends: Vec<usize>,
    }

    fn any_world() -> impl Strategy<Value = World> {
        (2_usize..8).prop_flat_map(|count| {
            let flags = |share| prop::collection::vec(prop::bool::weighted(share), count);
            let links = prop::collection::vec(prop::bool::weighted(0.4), count * count);
            let cost = prop::collection::vec(prop_oneof![4 => 0_i64..9, 1 => Just(UNUSABLE)], count);
            (links, flags(0.4), cost, flags(0.5)).prop_map(move |(links, begins, cost, ends)| {
                let linked = |a: usize, b: usize| a != b && links[a.min(b) * count + a.max(b)];
                let next = |a| (0..count).filter(|&b| linked(a, b)).collect();
                World {
                    next: (0..count).map(next).collect(),
                    begins,
                    cost,
                    ends: (0..count).filter(|&site| ends[site]).collect(),
                }
            })
        })
    }

    impl World {
        fn two_chains(&self) -> Option<Pair> {
            let Self { next, begins, cost, ends } = self;
            Ways { next, begins, cost }.two_chains(ends, UNUSABLE - 1)
        }

        /// Which sites a chain over these sites reaches.
        fn reached(&self, open: &[bool]) -> Vec<bool> {
            let mut reached: Vec<bool> =
                (0..open.len()).map(|site| open[site] && self.begins[site]).collect();
            for _ in 0..open.len() {
                for site in 0..open.len() {
                    reached[site] |= open[site] && self.next[site].iter().any(|&other| reached[other]);
                }
            }
            reached
        }

        /// Whichever site is lost, one that offers service is reached.
        fn keeps_a_path(&self, open: &[bool]) -> bool {
            (0..open.len()).all(|lost| {
                let mut left = open.to_vec();
                left[lost] = false;
                let reached = self.reached(&left);
                self.ends.iter().any(|&site| reached[site])
            })
        }

        /// The least that sites cost over which no loss of one cuts all off.
        fn least(&self) -> Option<i64> {
            let plans = 0..1_u32 << self.cost.len();
            let opens = plans.map(|plan| (0..self.cost.len()).map(|site| plan >> site & 1 == 1).collect());
            let cost = |open: Vec<bool>| {
                let is_usable = (0..open.len()).all(|site| !open[site] || self.cost[site] != UNUSABLE);
                let cost = || (0..open.len()).filter(|&site| open[site]).map(|site| self.cost[site]).sum();
                (is_usable && self.keeps_a_path(&open)).then(cost)
            };
            opens.filter_map(cost).min()
        }

        fn is_chain(&self, chain: &[usize]) -> bool {
            let linked = chain.windows(2).all(|pair| self.next[pair[0]].contains(&pair[1]));
            let usable = chain.iter().all(|&site| self.cost[site] != UNUSABLE);
            linked && usable && self.begins[chain[0]] && self.ends.contains(&chain[chain.len() - 1])
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn there_are_two_chains_where_no_loss_of_one_site_cuts_all_off_and_they_cost_least(world in any_world()) {
            let found = world.two_chains();
            prop_assert_eq!(found.as_ref().map(|pair| pair.cost), world.least());
            if let Some(Pair { cost, chains: [one, other] }) = found {
                prop_assert!(world.is_chain(&one) && world.is_chain(&other));
                prop_assert!(one.iter().all(|site| !other.contains(site)));
                let paid: i64 = one.iter().chain(&other).map(|&site| world.cost[site]).sum();
                prop_assert_eq!(paid, cost);
            }
        }
    }

    #[test]
    fn a_second_chain_may_take_a_part_of_the_first_over() {
        // fibre = 0, 1; 0 — 2, 0 — 3, 1 — 2; 2 and 3 offer service. The cheapest single chain is 0 2.
        let next = [vec![2, 3], vec![2], vec![0, 1], vec![0]];
        let ways = Ways { next: &next, begins: &[true, true, false, false], cost: &[1, 1, 1, 5] };
        let pair = ways.two_chains(&[2, 3], 8).unwrap();
        assert_eq!((pair.cost, pair.chains), (8, [vec![1, 2], vec![0, 3]]));
        assert_eq!(ways.two_chains(&[2, 3], 7), None);
        assert_eq!(ways.two_chains(&[2], 100), None, "one site is one path");
    }

    #[test]
    fn links_may_be_one_way() {
        let next = [vec![1], vec![], vec![]];
        let ways = Ways { next: &next, begins: &[true, false, true], cost: &[1; 3] };
        assert!(ways.two_chains(&[1, 2], 9).is_some());
        let backwards = [vec![], vec![0], vec![]];
        assert_eq!(Ways { next: &backwards, ..ways }.two_chains(&[1, 2], 9), None);
    }
}
