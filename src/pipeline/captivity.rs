//! Guideline 1 where it is enforced: the private owners of a question, and what a network misses of it.

use super::options::Options;
use crate::backhaul::{Link, Network, Node};
use crate::certificate::{Answer, Captor, DemandRow};
use crate::coverage;
use crate::governance::Captivity;
use crate::inputs::Inputs;
use crate::score::{self, Dependants};

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
        sites: columns(usable, |site| inputs.sites[site].terms.owner == owner),
        fed_by_others: columns(usable, |site| is_fed_by_others(inputs, links, site, owner)),
        max_ratio_micro: (governance.rules.captive_max_ratio * 1e6 + RATIO_ROUNDING).floor() as i64,
        spare_micro: spare_micro(demand, inputs.demand.comuni.len()),
    };
    let has_pop = |owner: &str| inputs.scenario.backhaul.pops.iter().any(|pop| pop.owner == owner);
    let all = private.map(|owner| captor(&owner.id));
    all.filter(|captor| !captor.sites.is_empty() || has_pop(&captor.name)).collect()
}

/// What a share in millionths may be off by without being another one.
const RATIO_ROUNDING: f64 = 1e-6;

/// The columns of the sites for which something holds.
fn columns(usable: &[usize], holds: impl Fn(usize) -> bool) -> Vec<u32> {
    (0..).zip(usable).filter(|(_, site)| holds(**site)).map(|(column, _)| column).collect()
}

fn is_fed_by_others(inputs: &Inputs, links: &Network, site: usize, owner: &str) -> bool {
    let pops = &inputs.scenario.backhaul.pops;
    let is_others = |link: &Link| matches!(link.to, Node::Pop(pop) if pops[pop].owner != owner);
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

/// The nodes that a private owner has, where guideline 1 is enforced: whoever can be fed without them is.
pub(super) fn private_nodes(inputs: &Inputs) -> Vec<Node> {
    if !is_asked(inputs) {
        return Vec::new();
    }
    let governance = &inputs.scenario.governance;
    let sites = inputs.sites.iter().map(|site| &site.terms.owner).enumerate();
    let pops = inputs.scenario.backhaul.pops.iter().map(|pop| &pop.owner).enumerate();
    let nodes = sites.map(|(site, owner)| (Node::Site(site), owner));
    let nodes = nodes.chain(pops.map(|(pop, owner)| (Node::Pop(pop), owner)));
    nodes.filter(|(_, owner)| governance.is_private(owner)).map(|(node, _)| node).collect()
}

/// The comuni of which more depends on one private owner alone than may: by the audit of the network, and as the question counts
/// the answer that the network gives it.
pub(super) fn exceeded(
    inputs: &Inputs,
    options: &Options,
    network: &coverage::Network,
    links: &[Link],
    answer: &Answer,
) -> Vec<Captivity> {
    if !is_asked(inputs) {
        return Vec::new();
    }
    let (scenario, demand, sites) = (&inputs.scenario, &inputs.demand, options.sites.as_slice());
    let max_ratio = scenario.governance.rules.captive_max_ratio;
    let audited = score::captivities_of(&Dependants { scenario, demand, sites, network, links });
    let mut exceeded: Vec<Captivity> =
        audited.into_iter().filter(|captivity| captivity.exceeds(max_ratio)).collect();
    for counted in counted(inputs, options, answer) {
        let is_known = |other: &Captivity| (other.comune, other.owner) == (counted.comune, counted.owner);
        if !exceeded.iter().any(is_known) {
            exceeded.push(counted);
        }
    }
    exceeded
}

/// C9 captivity: what of it an answer breaks.
fn counted(inputs: &Inputs, options: &Options, answer: &Answer) -> Vec<Captivity> {
    let instance = &options.question.instance;
    let breaks = answer.captives(instance).into_iter().filter(|one| {
        instance.captors[one.captor as usize].excess_micro(one.captive_micro, one.served_micro) > 0
    });
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
    breaks.filter_map(captivity).collect()
}
