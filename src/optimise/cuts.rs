//! C4 as linear rows: a site works only if something works in every set of sites that cuts it off from the fibre.
//!
//! There are too many such sets to list them, so the rows are added as plans break them.

use super::feeding::Network;
use crate::certificate::{Linear, UNIT};

/// `Σ_{k ∈ separator} y_k ≥ y_site`: every chain from the fibre to the site crosses the separator.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        Linear { groups: Vec::new(), constant: 0, sites }
    }
}

/// For each site without a link to the fibre, the cut by its neighbours: enough to keep single sites from floating.
pub(super) fn neighbour_cuts(network: &Network) -> Vec<Cut> {
    let cut = |site: usize| Cut { site, separator: around(network, &[site]) };
    (0..network.len()).filter(|&site| !network.fed_by_pop[site]).map(cut).collect()
}

/// Cuts that a set of working sites breaks: for each island, one close to it and one close to the fed sites.
pub(super) fn broken(network: &Network, works: &[bool]) -> Vec<Cut> {
    let cut_off = |island: &Vec<usize>| {
        let (near, far) = (around(network, island), behind_fed(network, works, island));
        let sites = island.iter();
        sites.flat_map(|&site| cuts(site, &near, &far)).collect::<Vec<_>>()
    };
    islands(network, works).iter().flat_map(cut_off).collect()
}

fn cuts(site: usize, near: &[usize], far: &[usize]) -> Vec<Cut> {
    let both = [near, far];
    let distinct = if near == far { &both[..1] } else { &both[..] };
    distinct.iter().map(|separator| Cut { site, separator: separator.to_vec() }).collect()
}

/// Connected sets of working sites that are not fed.
fn islands(network: &Network, works: &[bool]) -> Vec<Vec<usize>> {
    let fed = network.fed(works);
    let mut unseen: Vec<bool> = works.iter().zip(&fed).map(|(&works, &fed)| works && !fed).collect();
    let mut islands = Vec::new();
    for site in 0..network.len() {
        if unseen[site] {
            let touched = network.reached(std::iter::once(site), works);
            let island: Vec<usize> =
                (0..network.len()).filter(|&site| touched[site] && works[site]).collect();
            for &site in &island {
                unseen[site] = false;
            }
            islands.push(island);
        }
    }
    islands
}

/// Sites next to the island, less those that the fibre reaches only through others of them.
fn around(network: &Network, island: &[usize]) -> Vec<usize> {
    let mut inside = vec![false; network.len()];
    for &site in island {
        inside[site] = true;
    }
    let mut next_to = vec![false; network.len()];
    island.iter().flat_map(|&site| &network.neighbours[site]).for_each(|&site| next_to[site] = !inside[site]);
    let passable: Vec<bool> = next_to.iter().map(|&next_to| !next_to).collect();
    both(&next_to, &network.reached(network.roots(), &passable))
}

/// Closed sites to which the fibre or the fed sites have a link, less those that the island reaches only through
/// others of them.
fn behind_fed(network: &Network, works: &[bool], island: &[usize]) -> Vec<usize> {
    let touched = network.reached(network.roots(), works);
    let border: Vec<bool> = touched.iter().zip(works).map(|(&touched, &works)| touched && !works).collect();
    let passable: Vec<bool> = border.iter().map(|&border| !border).collect();
    both(&border, &network.reached(island.iter().copied(), &passable))
}

fn both(a: &[bool], b: &[bool]) -> Vec<usize> {
    (0..a.len()).filter(|&site| a[site] && b[site]).collect()
}
