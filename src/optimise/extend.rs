//! What it would cost to have one more site work.

use super::alternatives::Alternatives;
use super::feeding::{Network, OUT_OF_REACH};
use crate::certificate::Instance;

/// Sites that would have to work so that one more does: most to be built, some open already and not fed. One that is a way to build
/// the place of an open site stands in for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Extension {
    /// What they cost together, less what they stand in for, euro.
    pub capex_eur: f64,
    /// Their indices, from the fibre outwards; the site itself last.
    pub sites: Vec<usize>,
}

/// Which of the open sites the fibre feeds over open sites.
#[must_use]
pub fn fed(instance: &Instance, open: &[bool]) -> Vec<bool> {
    Network::of(instance).fed(open)
}

/// For each site that does not work in a plan, the cheapest chain that would feed it, whatever the budget; `None` for those that
/// work and those that no chain can feed. Sites that are open already cost nothing more. Another way to build the place of an open
/// site costs the difference, where it has every link to the fibre and to working sites that the open one has; else it cannot be.
#[must_use]
pub fn extensions(instance: &Instance, open: &[bool]) -> Vec<Option<Extension>> {
    let network = Network::of(instance);
    let works = network.fed(open);
    let alternatives = Alternatives::of(instance);
    let more_cents = |site: usize| match alternatives.others(site).find(|&other| open[other]) {
        _ if open[site] => 0,
        None => instance.sites[site].capex_cents,
        Some(instead) if stands_in(&network, &works, site, instead) => {
            (instance.sites[site].capex_cents - instance.sites[instead].capex_cents).max(0)
        }
        Some(_) => OUT_OF_REACH,
    };
    let cost_cents: Vec<i64> = (0..open.len()).map(more_cents).collect();
    let chains = network.cheapest(&works, &cost_cents, OUT_OF_REACH);
    let extension = |site: usize| {
        if works[site] || !chains.is_in_reach(site) {
            return None;
        }
        let mut sites = chains.chain(site, &works);
        sites.reverse();
        alternatives.go_together(&sites).then_some(())?;
        Some(Extension { capex_eur: chains.cost_cents[site] as f64 / 100.0, sites })
    };
    (0..instance.sites.len()).map(extension).collect()
}

/// Whether a site has every link to the fibre and to working sites that another has.
fn stands_in(network: &Network, works: &[bool], site: usize, instead: usize) -> bool {
    let has = |other: &usize| network.neighbours[site].contains(other);
    let is_fed = network.fed_by_pop[site] || !network.fed_by_pop[instead];
    is_fed && network.neighbours[instead].iter().filter(|other| works[**other]).all(has)
}

#[cfg(test)]
mod tests {
    use super::super::tests::random::{instance, site};
    use super::*;

    /// Fibre — 0 — 1 — 2, and 3 alone; 2 may also be fed over 4, which is dear.
    fn valley() -> Instance {
        let sites = vec![
            site(0, 1_000, true, &[1]),
            site(1, 2_000, false, &[0, 2]),
            site(2, 3_000, false, &[1, 4]),
            site(3, 500, false, &[]),
            site(4, 10_000, true, &[2]),
        ];
        instance(sites, Vec::new(), 0)
    }

    #[test]
    fn the_cheapest_chain_from_what_works_whatever_the_budget() {
        let found = extensions(&valley(), &[true, false, false, false, false]);
        let one = |capex_eur, sites: &[usize]| Some(Extension { capex_eur, sites: sites.to_vec() });
        assert_eq!(found, [None, one(20.0, &[1]), one(50.0, &[1, 2]), None, one(100.0, &[4])]);
    }

    /// Fibre — 0 — 1; 2 is another way to build 0, which may have its links.
    fn town(links: &[u32]) -> Instance {
        let back = |site: u32| if links.contains(&site) { vec![0, 2] } else { vec![0] };
        let sites =
            vec![site(0, 1_000, true, &[1]), site(1, 2_000, false, &back(1)), site(2, 1_700, true, links)];
        Instance { alternatives: vec![vec![0, 2]], ..instance(sites, Vec::new(), 0) }
    }

    #[test]
    fn another_way_to_build_an_open_site_costs_the_difference_where_it_keeps_its_links() {
        let taller = Some(Extension { capex_eur: 7.0, sites: vec![2] });
        assert_eq!(extensions(&town(&[1]), &[true, true, false])[2], taller);
        assert_eq!(extensions(&town(&[]), &[true, true, false])[2], None);
        assert_eq!(extensions(&town(&[]), &[true, false, false])[2], taller, "nobody needs the link");
        let alone = Some(Extension { capex_eur: 17.0, sites: vec![2] });
        assert_eq!(extensions(&town(&[1]), &[false, false, false])[2], alone);
    }

    #[test]
    fn a_site_that_is_open_but_not_fed_costs_its_chain_alone() {
        let found = extensions(&valley(), &[false, false, true, false, false]);
        assert_eq!(found[2], Some(Extension { capex_eur: 30.0, sites: vec![0, 1, 2] }));
    }
}
