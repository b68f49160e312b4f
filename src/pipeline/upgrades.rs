//! What one faster link would change: whom the links of a plan turn away for want of money, and what it would cost to carry them.

use super::choice::Judged;
use super::loads::{Carriage, Carrying};
use super::missed::Missed;
use super::options::Options;
use super::{busy_hour, serving_sites};
use crate::backhaul::{Link, Node};
use crate::coverage::Network;
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::Upgrade;

/// Faster tiers of a plan's links that take whom the plan turns away, whatever the budget, where the guidelines that are enforced are
/// kept all the same.
///
/// # Errors
/// As the network.
pub(super) fn upgrades(
    inputs: &Inputs,
    options: &Options,
    judged: &Judged,
    progress: &dyn Progress,
) -> Result<Vec<Upgrade>, Error> {
    if !judged.network.points.iter().any(|point| point.link_full) {
        return Ok(Vec::new());
    }
    let Options { question, sites, access, hearings, .. } = options;
    let serving = serving_sites(sites, &judged.choice);
    // As it was before anybody was turned away.
    let network = busy_hour(inputs, access, &serving, hearings, progress)?;
    let carrying = Carrying::of(inputs, question, &judged.choice.open, &judged.tree, &network);
    let now = carrying.within(question.left_cents(&judged.choice.columns));
    let mut upgrades = Vec::new();
    for then in carrying.faster(&now) {
        let points = taken(inputs, &now, &then);
        if !points.is_empty() && keeps_the_rules(inputs, options, judged, &network, &carrying, &then) {
            let capex_eur = (then.extra_cents - now.extra_cents) as f64 / 100.0;
            upgrades.push(Upgrade { links: faster_links(&judged.tree, &now, &then), capex_eur, points });
        }
    }
    Ok(upgrades)
}

/// Household points that are turned away now, and not then.
fn taken(inputs: &Inputs, now: &Carriage, then: &Carriage) -> Vec<u32> {
    let points = now.turned_away.iter().filter(|&&place| place < inputs.demand.points.len());
    points.filter(|place| !then.turned_away.contains(place)).map(|&place| place as u32).collect()
}

/// The links that carry more then: sites that they feed, from the fibre outwards, with what they can carry then, Mbit/s.
fn faster_links(tree: &[Link], now: &Carriage, then: &Carriage) -> Vec<(usize, f64)> {
    let capacity_mbps = |link: &Link, carriage: &Carriage| {
        let Node::Site(site) = link.to else { return None };
        Some((site, link.tiers[carriage.carried[site]?.tier].capacity_mbps))
    };
    let links = tree.iter().filter_map(|link| Some((capacity_mbps(link, now)?, capacity_mbps(link, then)?)));
    links.filter(|(now, then)| then.1 > now.1).map(|(_, then)| then).collect()
}

/// Whether the plan with a faster link keeps what is enforced; its budget is not asked.
fn keeps_the_rules(
    inputs: &Inputs,
    options: &Options,
    judged: &Judged,
    network: &Network,
    carrying: &Carrying,
    then: &Carriage,
) -> bool {
    let mut network = network.clone();
    network.turn_away(&inputs.demand, &inputs.scenario.service, &then.turned_away);
    let (answer, _) = options.question.answer(&judged.choice.open, &network, &judged.tree);
    let answer = carrying.counted_in(answer, then);
    let missed = Missed::of(inputs, options, &network, &judged.tree, &answer);
    Missed { budget_cents: 0, ..missed }.is_none()
}
