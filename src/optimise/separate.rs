//! Rows of C4 that a fraction of a plan breaks: for each site the sets of sites that cut it off and work least, by maximum flow.
//!
//! Each site passes on no more than its y; what reaches a site is its maximum flow from the fibre (Dinic). Where that is less
//! than its own y, the sites that are full on the way make a separator: those next to the fibre make one, those next to the site
//! another.

use super::cuts::{Cut, both};
use super::feeding::Network;

/// y is counted in this many parts, so that flows are exact.
pub(super) const PARTS: f64 = 1e6;
/// A row is broken where this much is missing.
const BROKEN: i64 = 20_000;
/// Rows found at once.
const ROWS_MAX: usize = 120;

/// Rows that `y` breaks, of the sites that are worst off first.
pub(super) fn separate(network: &Network, y: &[f64]) -> Vec<Cut> {
    let parts: Vec<i64> = y.iter().map(|part| (part * PARTS).round() as i64).collect();
    let mut sites: Vec<usize> =
        (0..y.len()).filter(|&site| parts[site] > BROKEN && !network.fed_by_pop[site]).collect();
    sites.sort_by(|&one, &other| parts[other].cmp(&parts[one]).then(one.cmp(&other)));
    let mut flow = Flow::new(network, &parts);
    let mut cuts: Vec<Cut> = Vec::new();
    for site in sites {
        if cuts.len() >= ROWS_MAX {
            break;
        }
        let reaches = flow.push(site, parts[site]);
        if reaches + BROKEN <= parts[site] {
            cuts.extend([flow.separator_near_fibre(site), flow.separator_near_site(site)]);
        }
    }
    cuts.sort_by(|one, other| (one.site, &one.separator).cmp(&(other.site, &other.separator)));
    cuts.dedup();
    cuts
}

/// A flow from the fibre through sites. Each site is two nodes, where it takes in and where it passes on; one more is a place that some
/// of them could serve.
pub(super) struct Flow<'a> {
    network: &'a Network,
    parts: &'a [i64],
    arcs: Vec<Arc>,
    of_node: Vec<Vec<u32>>,
    full: Vec<i64>,
    level: Vec<u32>,
    next: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Arc {
    to: u32,
    left: i64,
}

/// More than any flow.
const UNLIMITED: i64 = 1 << 50;
const UNSEEN: u32 = u32::MAX;

impl<'a> Flow<'a> {
    pub fn new(network: &'a Network, parts: &'a [i64]) -> Self {
        let count = network.len();
        let mut flow = Self {
            network,
            parts,
            arcs: Vec::new(),
            of_node: vec![Vec::new(); 2 * count + 2],
            full: Vec::new(),
            level: Vec::new(),
            next: Vec::new(),
        };
        for (site, &part) in parts.iter().enumerate() {
            flow.join(takes_in(site), passes_on(site), part);
            if network.fed_by_pop[site] {
                flow.join(fibre(count), takes_in(site), UNLIMITED);
            }
            for &other in network.neighbours[site].iter().filter(|_| part > 0) {
                flow.join(passes_on(site), takes_in(other), UNLIMITED);
            }
        }
        flow.full = flow.arcs.iter().map(|arc| arc.left).collect();
        flow
    }

    fn join(&mut self, from: usize, to: usize, capacity: i64) {
        for (from, to, left) in [(from, to, capacity), (to, from, 0)] {
            self.of_node[from].push(self.arcs.len() as u32);
            self.arcs.push(Arc { to: to as u32, left });
        }
    }

    /// The most that reaches a site, no more than `wanted`.
    fn push(&mut self, site: usize, wanted: i64) -> i64 {
        self.push_to(takes_in(site), wanted)
    }

    fn push_to(&mut self, to: usize, wanted: i64) -> i64 {
        self.arcs.iter_mut().zip(&self.full).for_each(|(arc, full)| arc.left = *full);
        let from = fibre(self.network.len());
        let mut reached = 0;
        while reached < wanted && self.find_levels(from, to) {
            self.next = vec![0; self.of_node.len()];
            loop {
                let more = self.advance(from, to, wanted - reached);
                if more == 0 {
                    break;
                }
                reached += more;
            }
        }
        // Levels tell the side of the fibre only where they were looked for to the end.
        self.find_levels(from, to);
        reached
    }

    fn find_levels(&mut self, from: usize, to: usize) -> bool {
        self.level = vec![UNSEEN; self.of_node.len()];
        self.level[from] = 0;
        let mut waiting = std::collections::VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            for &arc in &self.of_node[node] {
                let Arc { to, left } = self.arcs[arc as usize];
                if left > 0 && self.level[to as usize] == UNSEEN {
                    self.level[to as usize] = self.level[node] + 1;
                    waiting.push_back(to as usize);
                }
            }
        }
        self.level[to] != UNSEEN
    }

    fn advance(&mut self, node: usize, to: usize, most: i64) -> i64 {
        if node == to {
            return most;
        }
        while self.next[node] < self.of_node[node].len() {
            let arc = self.of_node[node][self.next[node]] as usize;
            let Arc { to: next, left } = self.arcs[arc];
            if left > 0 && self.level[next as usize] == self.level[node] + 1 {
                let pushed = self.advance(next as usize, to, most.min(left));
                if pushed > 0 {
                    self.arcs[arc].left -= pushed;
                    self.arcs[arc ^ 1].left += pushed;
                    return pushed;
                }
            }
            self.next[node] += 1;
        }
        0
    }

    /// Sites that the fibre still reaches but that pass on nothing more, less those that lead nowhere.
    fn separator_near_fibre(&self, site: usize) -> Cut {
        let border: Vec<bool> = (0..self.network.len())
            .map(|other| {
                other != site
                    && self.level[takes_in(other)] != UNSEEN
                    && self.level[passes_on(other)] == UNSEEN
            })
            .collect();
        let passable: Vec<bool> = border.iter().map(|border| !border).collect();
        Cut { site, separator: both(&border, &self.network.reached(std::iter::once(site), &passable)) }
    }

    /// The same, seen from the site.
    fn separator_near_site(&self, site: usize) -> Cut {
        let reaches = self.reaches(takes_in(site));
        let is_border = |other: usize| {
            let is_full = reaches[passes_on(other)] && !reaches[takes_in(other)];
            other != site && (is_full || self.is_idle_neighbour(other, &reaches))
        };
        let border: Vec<bool> = (0..self.network.len()).map(is_border).collect();
        let passable: Vec<bool> = border.iter().map(|border| !border).collect();
        Cut { site, separator: both(&border, &self.network.reached(self.network.roots(), &passable)) }
    }

    /// A site that works nowhere in this fraction of a plan has no arcs; it borders on those from which the site is reached.
    fn is_idle_neighbour(&self, other: usize, reaches: &[bool]) -> bool {
        self.parts[other] == 0 && self.network.neighbours[other].iter().any(|&next| reaches[takes_in(next)])
    }

    /// Nodes from which flow could still reach a node.
    fn reaches(&self, to: usize) -> Vec<bool> {
        let mut reaches = vec![false; self.of_node.len()];
        reaches[to] = true;
        let mut waiting = vec![to];
        while let Some(node) = waiting.pop() {
            for &arc in &self.of_node[node] {
                let from = self.arcs[arc as usize].to as usize;
                if self.arcs[arc as usize ^ 1].left > 0 && !reaches[from] {
                    reaches[from] = true;
                    waiting.push(from);
                }
            }
        }
        reaches
    }
}

/// The flow to a place.
#[cfg(feature = "highs")]
impl<'a> Flow<'a> {
    /// That of a place that some sites could serve.
    pub fn to_place(network: &'a Network, parts: &'a [i64], offering: &[usize]) -> Self {
        let mut flow = Self::new(network, parts);
        for &site in offering {
            flow.join(passes_on(site), place(network.len()), UNLIMITED);
        }
        flow.full = flow.arcs.iter().map(|arc| arc.left).collect();
        flow
    }

    /// The most that reaches the place, no more than `wanted`.
    pub fn push_to_place(&mut self, wanted: i64) -> i64 {
        self.push_to(place(self.network.len()), wanted)
    }

    /// What of it goes through a site.
    pub fn through(&self, site: usize) -> i64 {
        // The arc from where it takes in to where it passes on is the first that leaves the former for the latter.
        let inner = self.of_node[takes_in(site)]
            .iter()
            .find(|&&arc| self.arcs[arc as usize].to as usize == passes_on(site));
        inner.map_or(0, |&arc| self.full[arc as usize] - self.arcs[arc as usize].left)
    }

    /// Sites that cut the place off where this one is lost, found next to the place.
    pub fn separator_near_place(&self, lost: Option<usize>) -> Vec<usize> {
        let reaches = self.reaches(place(self.network.len()));
        let is_border = |other: usize| {
            let is_full = reaches[passes_on(other)] && !reaches[takes_in(other)];
            Some(other) != lost && (is_full || self.is_idle_neighbour(other, &reaches))
        };
        let border: Vec<bool> = (0..self.network.len()).map(is_border).collect();
        let passable: Vec<bool> =
            (0..border.len()).map(|other| !border[other] && Some(other) != lost).collect();
        both(&border, &self.network.reached(self.network.roots(), &passable))
    }

    /// The same, found next to the fibre.
    pub fn separator_near_fibre_of_place(&self, lost: Option<usize>, offering: &[usize]) -> Vec<usize> {
        let is_border = |other: usize| {
            let is_full = self.level[takes_in(other)] != UNSEEN && self.level[passes_on(other)] == UNSEEN;
            Some(other) != lost && is_full
        };
        let border: Vec<bool> = (0..self.network.len()).map(is_border).collect();
        let passable: Vec<bool> =
            (0..border.len()).map(|other| !border[other] && Some(other) != lost).collect();
        both(&border, &self.network.reached(offering.iter().copied(), &passable))
    }
}

fn takes_in(site: usize) -> usize {
    2 * site
}

fn passes_on(site: usize) -> usize {
    2 * site + 1
}

fn fibre(count: usize) -> usize {
    2 * count
}

#[cfg(feature = "highs")]
fn place(count: usize) -> usize {
    2 * count + 1
}
