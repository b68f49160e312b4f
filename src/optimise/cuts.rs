//! C4 as linear rows: a site works only if something works in every set of sites that cuts it off from the fibre.
//!
//! There are too many such sets to list them, so the rows are added as plans break them.

use super::feeding::Network;
use crate::certificate::{Linear, UNIT};

/// `Σ_{k ∈ separator} y_k ≥ y_site`: every chain from the fibre to the site crosses the separator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Cut {
    /// The site that is cut off.
    pub(super) site: usize,
    /// Sites of which one must work, in rising order.
    pub(super) separator: Vec<usize>,
}

impl Cut {
    /// `0 ≤ Σ_{k ∈ separator} y_k − y_site`, counted in millionths.
    pub(super) fn linear(&self) -> Linear {
        let mut sites: Vec<(u32, i64)> = self.separator.iter().map(|&site| (site as u32, UNIT)).collect();
        sites.push((self.site as u32, -UNIT));
        sites.sort_unstable();
        Linear { sites, ..Linear::default() }
    }
}

/// For each site without a link to the fibre, the cut by its neighbours, less those that the fibre reaches only through others of
/// them: enough to keep single sites from floating.
pub(super) fn neighbour_cuts(network: &Network) -> Vec<Cut> {
    let cut = |site: usize| Cut { site, separator: around(network, site) };
    (0..network.len()).filter(|&site| !network.fed_by_pop[site]).map(cut).collect()
}

fn around(network: &Network, site: usize) -> Vec<usize> {
    let mut next_to = vec![false; network.len()];
    network.neighbours[site].iter().for_each(|&other| next_to[other] = true);
    let passable: Vec<bool> = (0..network.len()).map(|other| !next_to[other] && other != site).collect();
    both(&next_to, &network.reached(network.roots(), &passable))
}

/// Sites of both kinds.
pub(super) fn both(one: &[bool], other: &[bool]) -> Vec<usize> {
    (0..one.len()).filter(|&site| one[site] && other[site]).collect()
}
