//! Poles: classes that are served only where two chains that share no site reach them (C10).

use std::rc::Rc;

use super::classes::Classes;
use super::cuts::both;
use super::feeding::Network;
use super::reduced::Reduced;
use crate::certificate::{DemandRow, Instance, Separator};
use crate::chains::{UNUSABLE, Ways};

/// Sites that cut a pole off once one site is lost: wherever it is served, one of them works. Or sites that cut it off as it is: then
/// two of them do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PoleCut {
    /// The site that is lost; none where two must work.
    pub lost: Option<usize>,
    /// Sites of which one must work, or two, in rising order.
    pub separator: Vec<usize>,
}

impl PoleCut {
    /// The same in terms of the certificate.
    pub fn separator(&self, place: u32) -> Separator {
        Separator {
            place,
            lost: self.lost.map(|site| site as u32),
            sites: self.separator.iter().map(|&site| site as u32).collect(),
        }
    }

    /// How often a fraction of a plan may serve the pole.
    pub fn allowed(&self, works: &[f64]) -> f64 {
        let all: f64 = self.separator.iter().map(|&site| works[site]).sum();
        if self.lost.is_some() { all } else { all / 2.0 }
    }

    /// What each of its sites takes of a price.
    pub fn share(&self, price: i64) -> i64 {
        Separator::share(self.lost.map(|site| site as u32), price)
    }
}

/// For each pole the cut by all that offer it service, two of which must work.
pub(super) fn first_cuts(problem: &Reduced) -> Vec<(u32, Rc<PoleCut>)> {
    let cut = |sites: &Vec<usize>| Rc::new(PoleCut { lost: None, separator: sites.clone() });
    problem.classes.poles.iter().copied().zip(problem.pole_sites.iter().map(cut)).collect()
}

/// For each pole, in the order of [`Classes::poles`], the sites that offer it service, rising; those out of reach too, over which
/// chains lead all the same.
pub(super) fn pole_sites(instance: &Instance, classes: &Classes) -> Vec<Vec<usize>> {
    let row = |class: &u32| &instance.demand[classes.members[*class as usize][0] as usize];
    classes.poles.iter().map(|class| offering(instance, row(class))).collect()
}

fn offering(instance: &Instance, row: &DemandRow) -> Vec<usize> {
    let mut sites: Vec<usize> = row.offers.iter().map(|offer| instance.site_of(offer.sector)).collect();
    sites.dedup();
    sites
}

/// For each pole, in the order of [`Classes::poles`], whether two chains over sites that work reach it.
pub(super) fn joined(problem: &Reduced, works: &[bool]) -> Vec<bool> {
    problem.pole_sites.iter().map(|sites| are_two(&problem.network, works, sites)).collect()
}

/// The cheapest sites (rising) that would have to work besides, so that two chains reach a pole, and what they cost; none where
/// that is more than `most_cents`.
pub(super) fn missing(
    problem: &Reduced,
    pole: usize,
    works: &[bool],
    cost_cents: &[i64],
    most_cents: i64,
) -> Option<(Vec<usize>, i64)> {
    let cost = |(works, cents): (&bool, &i64)| if *works { 0 } else { *cents };
    let cost: Vec<i64> = works.iter().zip(cost_cents).map(cost).collect();
    let pair = ways(&problem.network, &cost).two_chains(&problem.pole_sites[pole], most_cents)?;
    let mut sites: Vec<usize> = pair.chains.concat().into_iter().filter(|&site| !works[site]).collect();
    sites.sort_unstable();
    Some((sites, pair.cost))
}

/// The poles (rows of the instance, with their groups) that sites in reach could serve, but not over two chains of such sites, each
/// with what cuts it off: sites out of reach.
pub(super) fn hopeless(
    instance: &Instance,
    network: &Network,
    in_reach: &[bool],
) -> Vec<(u32, u32, PoleCut)> {
    let poles = (0..).zip(&instance.demand).filter(|(_, row)| row.two_chains);
    let in_reach_of = |row: &DemandRow| -> Vec<usize> {
        offering(instance, row).into_iter().filter(|&site| in_reach[site]).collect()
    };
    let cut = |(place, row): (u32, &DemandRow)| {
        Some((place, row.group, cut_off(network, in_reach, &in_reach_of(row))?))
    };
    poles.filter_map(cut).collect()
}

/// Whether two chains over sites that may be used end at two of some sites.
fn are_two(network: &Network, usable: &[bool], ends: &[usize]) -> bool {
    let cost: Vec<i64> = usable.iter().map(|usable| if *usable { 0 } else { UNUSABLE }).collect();
    ways(network, &cost).two_chains(ends, 0).is_some()
}

fn ways<'a>(network: &'a Network, cost: &'a [i64]) -> Ways<'a> {
    Ways { next: &network.neighbours, begins: &network.fed_by_pop, cost }
}

/// The first site in reach whose loss leaves no chain of sites in reach to any of some sites, with the sites out of reach at which
/// chains past it end; none where there are two chains, or no site to be reached.
fn cut_off(network: &Network, in_reach: &[bool], ends: &[usize]) -> Option<PoleCut> {
    if ends.is_empty() || are_two(network, in_reach, ends) {
        return None;
    }
    (0..in_reach.len()).filter(|&site| in_reach[site]).find_map(|lost| {
        let mut passable = in_reach.to_vec();
        passable[lost] = false;
        let reached = network.reached(network.roots(), &passable);
        let is_cut = ends.iter().all(|&site| site == lost || !reached[site]);
        let separator = || {
            let out_of_reach: Vec<bool> = in_reach.iter().map(|in_reach| !in_reach).collect();
            both(&out_of_reach, &reached)
        };
        is_cut.then(|| PoleCut { lost: Some(lost), separator: separator() })
    })
}
