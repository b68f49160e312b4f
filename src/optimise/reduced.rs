//! The problem without what cannot matter: sites that no affordable chain feeds, and demand that is equal.

use super::classes::Classes;
use super::feeding::Network;
use super::instance::{Instance, SiteColumn};
use crate::problem::Error;

/// Half a cent: sums of prices that differ by less are the same money.
pub(super) const TOLERANCE_EUR: f64 = 0.005;

/// What is left to decide: which sites work, that is, are open and fed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reduced {
    /// Index of each site in the instance, rising.
    pub(super) original: Vec<usize>,
    /// What it costs to let each site work, its own feeding link included, euro; 0 where it is paid for anyway.
    pub(super) cost_eur: Vec<f64>,
    /// Possible links.
    pub(super) network: Network,
    /// Demand.
    pub(super) classes: Classes,
    /// What is left once the fixed sites are paid, euro.
    pub(super) budget_eur: f64,
}

impl Reduced {
    /// Pays the fixed sites and drops every site whose cheapest chain to the fibre costs more than what is left.
    ///
    /// # Errors
    /// [`Error::Infeasible`] when the fixed sites cost more than the budget.
    pub(super) fn new(instance: &Instance) -> Result<Self, Error> {
        let budget_eur = budget_after_fixed_eur(instance)?;
        let sites = &instance.sites;
        let cost_eur: Vec<f64> = sites.iter().map(cost_to_decide_eur).collect();
        let network = Network {
            neighbours: instance.neighbours.clone(),
            fed_by_pop: sites.iter().map(|site| site.fed_by_pop).collect(),
        };
        let chains = network.cheapest(&vec![false; sites.len()], &cost_eur, budget_eur + TOLERANCE_EUR);
        let original: Vec<usize> =
            (0..sites.len()).filter(|&site| chains.cost_eur[site].is_finite()).collect();
        let renumbered = renumber(&original, sites.len());
        Ok(Self {
            classes: Classes::merge(&instance.demand, &renumbered, original.len()),
            cost_eur: original.iter().map(|&site| cost_eur[site]).collect(),
            network: restrict(&network, &original, &renumbered),
            original,
            budget_eur,
        })
    }

    /// How many sites there are to decide on.
    pub(super) fn site_count(&self) -> usize {
        self.original.len()
    }

    /// Sites that work in some best plan because they and a chain to them cost nothing.
    pub(super) fn free(&self) -> Vec<bool> {
        let costless: Vec<bool> = self.cost_eur.iter().map(|&cost_eur| cost_eur == 0.0).collect();
        self.network.fed(&costless)
    }
}

/// C2 fixed sites: each is open and paid for in every plan; whether it works follows from C4.
fn budget_after_fixed_eur(instance: &Instance) -> Result<f64, Error> {
    let fixed_eur: f64 =
        instance.sites.iter().filter(|site| site.fixed_open).map(|site| site.capex_eur).sum();
    let left_eur = instance.budget_eur - fixed_eur;
    if left_eur < -TOLERANCE_EUR {
        return Err(Error::Infeasible(format!(
            "existing and committed sites cost {fixed_eur:.2} euro, the budget is {:.2} euro; {:.2} euro more would do",
            instance.budget_eur, -left_eur
        )));
    }
    Ok(left_eur.max(0.0))
}

fn cost_to_decide_eur(site: &SiteColumn) -> f64 {
    if site.fixed_open { 0.0 } else { site.capex_eur }
}

fn renumber(kept: &[usize], count: usize) -> Vec<Option<u32>> {
    let mut renumbered = vec![None; count];
    kept.iter().zip(0..).for_each(|(&site, new)| renumbered[site] = Some(new));
    renumbered
}

fn restrict(network: &Network, kept: &[usize], renumbered: &[Option<u32>]) -> Network {
    let links = |&site: &usize| {
        network.neighbours[site]
            .iter()
            .filter_map(|&other| renumbered[other].map(|new| new as usize))
            .collect()
    };
    Network {
        neighbours: kept.iter().map(links).collect(),
        fed_by_pop: kept.iter().map(|&site| network.fed_by_pop[site]).collect(),
    }
}
