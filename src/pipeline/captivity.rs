//! Guideline 1 where it is enforced: the private owners of a question, and what a network misses of it.
//!
//! All is asked of the first phase, in which every concession runs and nothing has reverted: nobody's captives are more in a later
//! one ([`crate::governance::Concession`]).

use crate::backhaul::{Link, Network, Node};
use crate::certificate::{Answer, Captor, DemandRow, Instance};
use crate::coverage;
use crate::governance::{Captivity, Governance};
use crate::inputs::Inputs;
use crate::scenario::Scenario;
use crate::score::{self, Dependants};
use crate::sites::Site;

/// The guideline that this is about.
pub(super) const MONOPOLY: u8 = 1;

/// Whether the scenario enforces it and it could be missed.
fn is_asked(inputs: &Inputs) -> bool {
    let governance = &inputs.scenario.governance;
    governance.enforce.contains(&MONOPOLY) && governance.rules.captive_max_ratio < 1.0
}

/// Every private owner of one of the question's sites or of a point of presence, in the scenario's order; none where guideline 1 is
/// not enforced. `usable` are the question's sites, by their place among all.
pub(super) fn captors(
    inputs: &Inputs,
    usable: &[usize],
    links: &Network,
    demand: &[DemandRow],
) -> Vec<Captor> {
    if !is_asked(inputs) {
        return Vec::new();
    }
    let governance = &inputs.scenario.governance;
    let private = governance.owners.iter().filter(|owner| !owner.kind.is_public());
    let captor = |owner: &str| Captor {
        name: owner.to_owned(),
        sites: columns(usable, |site| holds(governance, &inputs.sites[site].terms.owner, owner)),
        fed_by_others: columns(usable, |site| is_fed_by_others(inputs, links, site, owner)),
        max_ratio_micro: (governance.rules.captive_max_ratio * 1e6 + RATIO_ROUNDING).floor() as i64,
        spare_micro: spare_micro(demand, inputs.demand.comuni.len()),
    };
    let pops = &inputs.scenario.backhaul.pops;
    let has_pop = |owner: &str| pops.iter().any(|pop| holds(governance, &pop.owner, owner));
    let all = private.map(|owner| captor(&owner.id));
    all.filter(|captor| !captor.sites.is_empty() || has_pop(&captor.name)).collect()
}

/// What a share in millionths may be off by without being another one.
const RATIO_ROUNDING: f64 = 1e-6;

/// The columns of the sites for which something holds.
fn columns(usable: &[usize], holds: impl Fn(usize) -> bool) -> Vec<u32> {
    (0..).zip(usable).filter(|(_, site)| holds(**site)).map(|(column, _)| column).collect()
}

/// Whether what an owner has needs a private one too, itself or a concessionaire, in the first year: the worst.
fn holds(governance: &Governance, owner: &str, private: &str) -> bool {
    governance.private_holders(owner, None, FIRST_YEAR).contains(&private)
}

/// In it all concessions run, and nothing has reverted.
const FIRST_YEAR: u32 = 1;

fn is_fed_by_others(inputs: &Inputs, links: &Network, site: usize, owner: &str) -> bool {
    let Scenario { governance, backhaul, .. } = &inputs.scenario;
    let is_others = |link: &Link| matches!(link.to, Node::Pop(pop) if !holds(governance, &backhaul.pops[pop].owner, owner));
    links.from(Node::Site(site)).iter().any(is_others)
}

/// What rounding may add to the captives of a comune: a millionth for each place, whose households are rounded up, and half a
/// millionth of all, for the audit rounds shares to millionths.
fn spare_micro(demand: &[DemandRow], comuni: usize) -> i64 {
    let mut spare_micro = vec![(0_i64, 0_i64); comuni];
    for row in demand.iter().filter(|row| row.households_micro > 0) {
        let (places, households_micro) = &mut spare_micro[row.group as usize];
        *places += 1;
        *households_micro += row.households_micro;
    }
    let spare = |(places, households_micro): (i64, i64)| places + households_micro / 2_000_000 + 1;
    spare_micro.into_iter().map(spare).max().unwrap_or(0)
}

/// The nodes that a private owner has or runs, where guideline 1 is enforced: whoever can be fed without them is.
pub(super) fn private_nodes(inputs: &Inputs) -> Vec<Node> {
    if !is_asked(inputs) {
        return Vec::new();
    }
    let governance = &inputs.scenario.governance;
    let sites = inputs.sites.iter().map(|site| &site.terms.owner).enumerate();
    let pops = inputs.scenario.backhaul.pops.iter().map(|pop| &pop.owner).enumerate();
    let nodes = sites.map(|(site, owner)| (Node::Site(site), owner));
    let nodes = nodes.chain(pops.map(|(pop, owner)| (Node::Pop(pop), owner)));
    let is_private = |owner: &str| !governance.private_holders(owner, None, FIRST_YEAR).is_empty();
    nodes.filter(|(_, owner)| is_private(owner)).map(|(node, _)| node).collect()
}

/// The comuni of which more depends on one private owner alone than may: by the audit of the network, and as the question counts
/// the answer that the network gives it.
pub(super) fn exceeded(
    inputs: &Inputs,
    sites: &[Site],
    instance: &Instance,
    (network, links): (&coverage::Network, &[Link]),
    answer: &Answer,
) -> Vec<Captivity> {
    if instance.captors.is_empty() {
        return Vec::new();
    }
    let (scenario, demand) = (&inputs.scenario, &inputs.demand);
    let max_ratio = scenario.governance.rules.captive_max_ratio;
    let audited = score::captivities_of(&Dependants { scenario, demand, sites, network, links });
    let mut exceeded: Vec<Captivity> =
        audited.into_iter().filter(|captivity| captivity.exceeds(max_ratio)).collect();
    for counted in counted(inputs, instance, answer) {
        let is_known = |other: &Captivity| (other.comune, other.owner) == (counted.comune, counted.owner);
        if !exceeded.iter().any(is_known) {
            exceeded.push(counted);
        }
    }
    exceeded
}

/// C9 captivity: what of it an answer breaks.
fn counted(inputs: &Inputs, instance: &Instance, answer: &Answer) -> Vec<Captivity> {
    let owners = &inputs.scenario.governance.owners;
    let captivity = |one: crate::certificate::Captives| {
        let name = &instance.captors[one.captor as usize].name;
        Some(Captivity {
            comune: one.group as usize,
            owner: owners.iter().position(|owner| owner.id == *name)?,
            captive_households: one.captive_micro as f64 / 1e6,
            covered_households: one.served_micro as f64 / 1e6,
        })
    };
    answer.too_many_captives(instance).into_iter().filter_map(captivity).collect()
}

/// C9 captivity: the places that no plan may serve, for all that could serve them need one private owner, who has too many captives
/// with them even where every other place of the group that could do without is served.
pub(super) fn always_captive(instance: &Instance) -> Vec<usize> {
    let everywhere = vec![true; instance.sites.len()];
    let mut captive = Vec::new();
    for captor in &instance.captors {
        let independent = captor.independent(instance, &everywhere);
        let is_free =
            |row: &DemandRow| row.offers.iter().any(|offer| independent[instance.site_of(offer.sector)]);
        let mut free_micro = vec![0; instance.groups.len()];
        for row in instance.demand.iter().filter(|row| is_free(row)) {
            free_micro[row.group as usize] += row.households_micro;
        }
        let is_too_much = |row: &DemandRow| {
            let served_micro = free_micro[row.group as usize] + row.households_micro;
            captor.excess_micro(row.households_micro, served_micro) > 0
        };
        let places = instance.demand.iter().enumerate();
        captive.extend(places.filter(|(_, row)| !is_free(row) && is_too_much(row)).map(|(place, _)| place));
    }
    captive
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::certificate::{Offer, SiteColumn};
    use crate::governance::{CoveredPoint, Dependence, captivities};

    fn place(group: u32, households: i64, sectors: &[u32]) -> DemandRow {
        let offers = sectors.iter().map(|&sector| Offer { sector, airtime_us: [0; 2] }).collect();
        let households_micro = households * 1_000_000;
        DemandRow { households_micro, weight_micro: households_micro, group, offers, ..DemandRow::default() }
    }

    /// Site 0 is private, 1 public; 2 is public and fed over 0 alone.
    fn world(max_ratio_micro: i64, demand: Vec<DemandRow>) -> Instance {
        let site = |fed_by_pop, neighbours: &[u32]| SiteColumn {
            fed_by_pop,
            neighbours: neighbours.to_vec(),
            ..SiteColumn::default()
        };
        let captor = Captor {
            name: "torri".into(),
            sites: vec![0],
            fed_by_others: vec![0, 1],
            max_ratio_micro,
            spare_micro: 0,
        };
        let instance = Instance {
            sites: vec![site(true, &[2]), site(true, &[]), site(false, &[0])],
            sector_sites: vec![0, 1, 2],
            groups: vec!["a".into(), "b".into()],
            demand,
            captors: vec![captor],
            ..Instance::default()
        };
        assert_eq!(instance.fault(), None);
        instance
    }

    #[test]
    fn places_are_captive_in_every_plan_where_the_rest_of_their_comune_is_too_small() {
        let demand = vec![place(0, 10, &[0]), place(0, 10, &[0, 1]), place(0, 11, &[2]), place(1, 1, &[0])];
        assert_eq!(always_captive(&world(500_000, demand.clone())), [2, 3]);
        assert_eq!(always_captive(&world(0, demand.clone())), [0, 2, 3]);
        assert!(always_captive(&world(1_000_000, demand)).is_empty());
    }

    /// A network that is a tree: each site's owner (0 is public), and the site or the point of presence that feeds it.
    #[derive(Debug)]
    struct Tree {
        /// Who runs what is public, where anybody does.
        concessionaire: Option<usize>,
        owners: Vec<usize>,
        parents: Vec<Result<usize, usize>>,
        pop_owners: [usize; 2],
    }

    impl Tree {
        fn of(sites: &[(usize, usize)], pop_owners: [usize; 2], concessionaire: Option<usize>) -> Self {
            let parent = |(site, (_, from)): (usize, &(usize, usize))| {
                if *from < site { Ok(*from) } else { Err(from % 2) }
            };
            Self {
                concessionaire,
                owners: sites.iter().map(|(owner, _)| *owner).collect(),
                parents: sites.iter().enumerate().map(parent).collect(),
                pop_owners,
            }
        }

        /// The private owner without whom what an owner has is silent.
        fn holder(&self, owner: usize) -> Option<usize> {
            if owner > 0 { Some(owner) } else { self.concessionaire }
        }

        /// The private owners without whom a site is silent.
        fn needed(&self, site: usize) -> Vec<usize> {
            let mut needed = match self.parents[site] {
                Ok(parent) => self.needed(parent),
                Err(pop) => self.holder(self.pop_owners[pop]).into_iter().collect(),
            };
            needed.extend(self.holder(self.owners[site]));
            needed.sort_unstable();
            needed.dedup();
            needed
        }

        fn column(&self, site: usize) -> SiteColumn {
            let others = 0..self.parents.len();
            let is_linked =
                |other: &usize| self.parents[site] == Ok(*other) || self.parents[*other] == Ok(site);
            SiteColumn {
                fed_by_pop: self.parents[site].is_err(),
                neighbours: others.filter(is_linked).map(|other| other as u32).collect(),
                ..SiteColumn::default()
            }
        }

        fn captor(&self, owner: usize) -> Captor {
            let all = || 0..self.owners.len();
            let is_others = |site: &usize| {
                self.parents[*site].is_err_and(|pop| self.holder(self.pop_owners[pop]) != Some(owner))
            };
            Captor {
                name: owner.to_string(),
                sites: all()
                    .filter(|site| self.holder(self.owners[*site]) == Some(owner))
                    .map(|site| site as u32)
                    .collect(),
                fed_by_others: all().filter(is_others).map(|site| site as u32).collect(),
                ..Captor::default()
            }
        }
    }

    proptest! {
        /// Where each site has one chain to the fibre, the question counts the captives that the audit counts.
        #[test]
        fn question_and_audit_count_the_same_captives(
            sites in prop::collection::vec((0..3_usize, 0..8_usize), 1..7), pops in [0..3_usize, 0..3_usize],
            places in prop::collection::vec((0..2_usize, 1..50_i64, 1..64_u32), 0..10),
            concessionaire in prop::option::of(1..3_usize),
        ) {
            let tree = Tree::of(&sites, pops, concessionaire);
            let count = sites.len();
            let servers = |mask: u32| (0..count as u32).filter(move |site| mask >> site & 1 == 1 || *site == mask % count as u32);
            let row = |&(group, households, mask): &(usize, i64, u32)| {
                place(group as u32, households, &servers(mask).collect::<Vec<_>>())
            };
            let instance = Instance {
                sites: (0..count).map(|site| tree.column(site)).collect(),
                sector_sites: (0..count as u32).collect(),
                groups: vec!["a".into(), "b".into()],
                demand: places.iter().map(row).collect(),
                captors: vec![tree.captor(1), tree.captor(2)],
                ..Instance::default()
            };
            prop_assert_eq!(instance.fault(), None);
            let served_by = instance.demand.iter().map(|row| Some(row.offers[0].sector)).collect();
            let answer = Answer { open: (0..count as u32).collect(), served_by, ..Answer::default() };
            let counted: Vec<(usize, usize, i64, i64)> = answer
                .captives(&instance)
                .iter()
                .map(|one| (one.group as usize, one.captor as usize + 1, one.captive_micro, one.served_micro))
                .collect();

            let needed: Vec<Vec<usize>> = (0..count).map(|site| tree.needed(site)).collect();
            let at: Vec<Vec<usize>> =
                places.iter().map(|(_, _, mask)| servers(*mask).map(|site| site as usize).collect()).collect();
            let points: Vec<CoveredPoint> = places
                .iter()
                .zip(&at)
                .map(|((comune, households, _), servers)| CoveredPoint {
                    comune: *comune,
                    households: *households as f64,
                    servers,
                })
                .collect();
            let dependence = Dependence { private_owners: &needed, spectrum_holder: None };
            let micro = |households: f64| (households * 1e6) as i64;
            let mut audited: Vec<(usize, usize, i64, i64)> = captivities(&points, &dependence)
                .iter()
                .map(|one| (one.comune, one.owner, micro(one.captive_households), micro(one.covered_households)))
                .collect();
            audited.sort_by_key(|(comune, owner, ..)| (*owner, *comune));
            prop_assert_eq!(counted, audited);
        }
    }

    /// 3 places of 30 households: a millionth each, half a millionth of all, and one for halves.
    #[test]
    fn rounding_is_allowed_for() {
        let demand = [place(0, 10, &[0]), place(0, 10, &[1]), place(0, 10, &[1]), place(1, 0, &[1])];
        assert_eq!(spare_micro(&demand, 2), 3 + 15 + 1);
        assert_eq!(spare_micro(&[], 0), 0);
    }
}
