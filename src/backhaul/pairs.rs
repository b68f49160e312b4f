//! Chains laid before all others: two that share no site to each place that is to keep a path whichever site is lost.
//!
//! Each site has one incoming link, so chains that are laid bind those that follow: a chain that comes to a site of them goes on
//! to the fibre as they do. Places come one after the other; one whose pair does not fit what is laid gets none. Each takes the
//! pair that lays fewest new sites, and of equals that with fewest links.

use std::collections::BTreeMap;

use super::{Network, Node};
use crate::chains::{Pair, UNUSABLE, Ways};

/// For each site of the chains the node that feeds it. `places` are the sites that offer each place service, the most important
/// place first.
pub(super) fn lay(network: &Network, open: &[bool], places: &[Vec<usize>]) -> BTreeMap<usize, Node> {
    let mut laying = Laying::new(network, open);
    for ends in places {
        if let Some(pair) = laying.pair(ends) {
            pair.chains.iter().for_each(|chain| laying.lay(chain));
        }
    }
    laying.laid
}

/// What a chain pays for a site that is not laid yet: more than for all links over those that are.
const NEW_SITE: i64 = 1 << 32;

/// What is laid, and where chains may still lead.
struct Laying<'a> {
    network: &'a Network,
    next: Vec<Vec<usize>>,
    begins: Vec<bool>,
    cost: Vec<i64>,
    laid: BTreeMap<usize, Node>,
}

impl<'a> Laying<'a> {
    fn new(network: &'a Network, open: &[bool]) -> Self {
        let count = open.len();
        let next = |site| network.sites_linked_to(site).filter(|&other| open[other]).collect();
        let cost = |open: &bool| if *open { NEW_SITE } else { UNUSABLE };
        Self {
            network,
            next: (0..count).map(next).collect(),
            begins: (0..count).map(|site| open[site] && network.fed_by_pop(site)).collect(),
            cost: open.iter().map(cost).collect(),
            laid: BTreeMap::new(),
        }
    }

    fn pair(&self, ends: &[usize]) -> Option<Pair> {
        let Self { next, begins, cost, .. } = self;
        Ways { next, begins, cost }.two_chains(ends, UNUSABLE - 1)
    }

    /// Lays a chain, from the fibre outwards: its sites are fed so and not otherwise.
    fn lay(&mut self, chain: &[usize]) {
        for (at, &site) in chain.iter().enumerate() {
            if self.laid.contains_key(&site) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| chain[before]);
            let others = self.next.iter_mut().enumerate().filter(|(other, _)| Some(*other) != before);
            others.for_each(|(_, next)| next.retain(|next| *next != site));
            self.begins[site] &= before.is_none();
            self.cost[site] = 1;
            self.laid.insert(site, before.map_or_else(|| nearest_pop(self.network, site), Node::Site));
        }
    }
}

/// The point of presence with the shortest link to a site that has one; ties to the lowest index.
fn nearest_pop(network: &Network, site: usize) -> Node {
    let pops = network.from(Node::Site(site)).iter().filter(|link| matches!(link.to, Node::Pop(_)));
    let nearest =
        pops.min_by(|one, other| one.length_km.total_cmp(&other.length_km).then(one.to.cmp(&other.to)));
    nearest.expect("a chain begins at a site with a link to a point of presence").to
}
