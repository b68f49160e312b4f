//! Why no plan can serve anybody: which rules rule it out, and the least that would have to give.

use super::feeding::{Chains, Network, OUT_OF_REACH};
use crate::certificate::{Instance, Rule};

/// A reason why no plan serves anybody. Sites are indices of the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Impossible {
    /// C2 and C3: the fixed sites cost more than the budget.
    FixedTooDear {
        /// The fixed sites that cost something.
        sites: Vec<usize>,
        /// What they cost together, cents.
        cost_cents: i64,
        /// What the cheapest site that could be fed and serve somebody costs beside them, cents; 0 where one of them does.
        further_cents: i64,
    },
    /// C1 and C5: no sector could serve any place that counts.
    NobodyInReach,
    /// C4: no chain of links joins any site that could serve somebody to the fibre; where there is no such site, none at all.
    NobodyFed {
        /// The sites that could serve somebody.
        serving: Vec<usize>,
        /// The sites that some chain could feed, all of which serve nobody.
        fed: Vec<usize>,
    },
    /// C3: the cheapest site that could be fed and serve somebody costs more than is left of the budget.
    TooPoor {
        /// That site with the chain that feeds it, from the fibre outwards, without fixed sites.
        chain: Vec<usize>,
        /// What they cost together, cents.
        cost_cents: i64,
    },
    /// C7: the site that could be fed and serve somebody for the least of what a rule leaves takes more.
    RuleTooPoor {
        /// The rule, among the instance's.
        rule: usize,
        /// That site with the chain that feeds it, from the fibre outwards; those that take something of it.
        chain: Vec<usize>,
        /// What they take together, millionths of a euro.
        takes_micro_eur: i64,
    },
}

/// All reasons that hold by themselves; none where some plan serves somebody.
#[must_use]
pub fn impossible(instance: &Instance) -> Vec<Impossible> {
    let (serving, chains) = (serving(instance), chains(instance));
    let money = fixed_too_dear(instance, &serving, &chains).or_else(|| too_poor(instance, &serving, &chains));
    let nobody = serving.is_empty().then_some(Impossible::NobodyInReach);
    let rules = (0..instance.rules.len()).filter_map(|rule| rule_too_poor(instance, rule, &serving));
    let rules: Vec<Impossible> = rules.collect();
    [money, nobody, nobody_fed(instance, serving, &chains)].into_iter().flatten().chain(rules).collect()
}

/// The sites (rising) of which a sector could serve a place that counts.
fn serving(instance: &Instance) -> Vec<usize> {
    let counting = instance.demand.iter().filter(|row| row.weight_micro > 0);
    let mut sites: Vec<usize> =
        counting.flat_map(|row| &row.offers).map(|offer| instance.site_of(offer.sector)).collect();
    sites.sort_unstable();
    sites.dedup();
    sites
}

/// The cheapest chain to each site, whatever the budget; fixed sites cost nothing more.
fn chains(instance: &Instance) -> Chains {
    let count = instance.sites.len();
    let cost_cents: Vec<i64> = (0..count).map(|site| instance.cost_to_decide_cents(site)).collect();
    Network::of(instance).cheapest(&vec![false; count], &cost_cents, OUT_OF_REACH)
}

fn fixed_too_dear(instance: &Instance, serving: &[usize], chains: &Chains) -> Option<Impossible> {
    let costs = |site: &usize| instance.sites[*site].fixed_open && instance.sites[*site].capex_cents > 0;
    (instance.budget_after_fixed_cents() < 0).then(|| Impossible::FixedTooDear {
        sites: (0..instance.sites.len()).filter(costs).collect(),
        cost_cents: instance.budget_cents - instance.budget_after_fixed_cents(),
        further_cents: cheapest(serving, chains).map_or(0, |site| chains.cost_cents[site]),
    })
}

fn nobody_fed(instance: &Instance, serving: Vec<usize>, chains: &Chains) -> Option<Impossible> {
    let fed: Vec<usize> = (0..instance.sites.len()).filter(|&site| chains.is_in_reach(site)).collect();
    let is_nobody = if serving.is_empty() {
        fed.is_empty()
    } else {
        !serving.iter().any(|&site| chains.is_in_reach(site))
    };
    is_nobody.then_some(Impossible::NobodyFed { serving, fed })
}

/// The site that could be fed and serve somebody at the least cost.
fn cheapest(serving: &[usize], chains: &Chains) -> Option<usize> {
    let in_reach = serving.iter().copied().filter(|&site| chains.is_in_reach(site));
    in_reach.min_by_key(|&site| (chains.cost_cents[site], site))
}

fn too_poor(instance: &Instance, serving: &[usize], chains: &Chains) -> Option<Impossible> {
    let cheapest = cheapest(serving, chains)?;
    let cost_cents = chains.cost_cents[cheapest];
    (cost_cents > instance.budget_after_fixed_cents()).then(|| {
        let is_fixed: Vec<bool> = instance.sites.iter().map(|site| site.fixed_open).collect();
        let whole = chains.chain(cheapest, &vec![false; instance.sites.len()]);
        Impossible::TooPoor {
            chain: whole.into_iter().rev().filter(|&site| !is_fixed[site]).collect(),
            cost_cents,
        }
    })
}

/// Where no household pays for anything: a rule of which every site takes something or nothing.
fn rule_too_poor(instance: &Instance, rule: usize, serving: &[usize]) -> Option<Impossible> {
    let Rule { constant_micro_eur, household_micro_eur, sites_micro_eur, .. } = &instance.rules[rule];
    if *household_micro_eur > 0 || sites_micro_eur.iter().any(|(_, adds)| *adds > 0) {
        return None;
    }
    let mut takes_micro_eur = vec![0; instance.sites.len()];
    for &(site, adds) in sites_micro_eur {
        takes_micro_eur[site as usize] = -adds;
    }
    let nowhere = vec![false; instance.sites.len()];
    // Chains are as good for one amount as for another.
    let chains = Network::of(instance).cheapest(&nowhere, &takes_micro_eur, OUT_OF_REACH);
    let least = cheapest(serving, &chains)?;
    let chain = chains.chain(least, &nowhere).into_iter().rev();
    (chains.cost_cents[least] > *constant_micro_eur).then(|| Impossible::RuleTooPoor {
        rule,
        chain: chain.filter(|&site| takes_micro_eur[site] > 0).collect(),
        takes_micro_eur: chains.cost_cents[least],
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::random::{instance, place, site};
    use super::*;

    /// Fibre — 0 — 1, and 2 alone. Who is served hangs on the sectors of the only place.
    fn valley(sectors: &[u32], budget_cents: i64) -> Instance {
        let sites = vec![site(0, 1_000, true, &[1]), site(1, 2_000, false, &[0]), site(2, 500, false, &[])];
        instance(sites, vec![place(10, sectors)], budget_cents)
    }

    #[test]
    fn a_cent_decides_whether_the_cheapest_chain_can_be_paid() {
        assert_eq!(impossible(&valley(&[1], 3_000)), []);
        let poor =
            |chain: &[usize], cost_cents| vec![Impossible::TooPoor { chain: chain.to_vec(), cost_cents }];
        assert_eq!(impossible(&valley(&[1], 2_999)), poor(&[0, 1], 3_000));
        assert_eq!(impossible(&valley(&[0, 1], 0)), poor(&[0], 1_000));
    }

    #[test]
    fn what_stands_already_is_no_part_of_the_price() {
        let mut valley = valley(&[1], 2_999);
        valley.sites[0].fixed_open = true;
        let chain = vec![1];
        assert_eq!(impossible(&valley), [Impossible::TooPoor { chain, cost_cents: 2_000 }]);
        valley.budget_cents = 3_000;
        assert_eq!(impossible(&valley), []);
    }

    #[test]
    fn fixed_sites_that_are_too_dear_are_named() {
        let mut valley = valley(&[0], 999);
        valley.sites[0].fixed_open = true;
        let dear =
            |further_cents| Impossible::FixedTooDear { sites: vec![0], cost_cents: 1_000, further_cents };
        assert_eq!(impossible(&valley), [dear(0)]);
        valley.demand = vec![place(10, &[1])];
        assert_eq!(impossible(&valley), [dear(2_000)], "site 0 alone serves nobody");
    }

    #[test]
    fn sites_that_stand_and_cost_nothing_serve_without_a_budget() {
        let mut valley = valley(&[0], 0);
        (valley.sites[0].fixed_open, valley.sites[0].capex_cents) = (true, 0);
        assert_eq!(impossible(&valley), []);
    }

    #[test]
    fn a_millionth_of_a_euro_decides_whether_a_rule_leaves_enough() {
        let with_rule = |constant_micro_eur, household_micro_eur, sites: &[(u32, i64)]| {
            let rule = Rule {
                constant_micro_eur,
                household_micro_eur,
                sites_micro_eur: sites.to_vec(),
                ..Rule::default()
            };
            Instance { rules: vec![rule], ..valley(&[0, 1], 3_000) }
        };
        let poor = |chain: &[usize], takes_micro_eur| {
            vec![Impossible::RuleTooPoor { rule: 0, chain: chain.to_vec(), takes_micro_eur }]
        };
        assert_eq!(impossible(&with_rule(50, 0, &[(0, -50), (1, -20)])), []);
        assert_eq!(impossible(&with_rule(49, 0, &[(0, -50), (1, -20)])), poor(&[0], 50));
        assert_eq!(impossible(&with_rule(-1, 0, &[])), poor(&[], 0), "what is fixed takes too much");
        assert_eq!(impossible(&with_rule(49, 1, &[(0, -50)])), [], "who is served pays");
        assert_eq!(impossible(&with_rule(49, 0, &[(0, -50), (1, 20)])), [], "site 1 brings something");
    }

    #[test]
    fn an_island_serves_nobody_whatever_the_budget() {
        let (serving, fed) = (vec![2], vec![0, 1]);
        assert_eq!(impossible(&valley(&[2], 1_000_000)), [Impossible::NobodyFed { serving, fed }]);
    }

    #[test]
    fn reasons_that_hold_by_themselves_come_together() {
        let mut valley = valley(&[], 1_000);
        assert_eq!(impossible(&valley), [Impossible::NobodyInReach]);
        valley.sites[0].fed_by_pop = false;
        let unfed = Impossible::NobodyFed { serving: Vec::new(), fed: Vec::new() };
        assert_eq!(impossible(&valley), [Impossible::NobodyInReach, unfed]);
    }
}
