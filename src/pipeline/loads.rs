//! What the links of a plan carry: who stays, with which tiers, and what these cost beyond what the question holds for them.

use super::least::Feedable;
use super::question::Question;
use super::rules;
use crate::backhaul::{self, Carried, Link, Node, Served, TierPrices};
use crate::certificate::Answer;
use crate::coverage::{Network, traffic_mbps};
use crate::economics::cents;
use crate::inputs::Inputs;
use crate::score::{self, TierItems};

/// Turns away whom the links of a plan cannot carry; for each site what the link into it carries, and with which tier.
pub(super) fn carry(inputs: &Inputs, network: &mut Network, links: &[Link]) -> Vec<Option<Carried>> {
    let (places, served): (Vec<usize>, Vec<Served>) = served(inputs, network).into_iter().unzip();
    let backhaul::Loads { of_site_mbps, turned_away } = backhaul::loads(links, inputs.sites.len(), &served);
    let turned_away: Vec<usize> = turned_away.into_iter().map(|one| places[one]).collect();
    network.turn_away(&inputs.demand, &inputs.scenario.service, &turned_away);
    let prices = TierPrices { spec: &inputs.scenario.backhaul, costs: &inputs.scenario.costs };
    let mut carried = vec![None; inputs.sites.len()];
    for link in links {
        if let Node::Site(site) = link.to {
            carried[site] = Some(prices.carried(link, of_site_mbps[site]));
        }
    }
    carried
}

/// The places that are served (by index: household points, then anchors), in the order in which links keep them: anchors first, as in
/// the time of sectors, then those that are worth most for their traffic, equals by id.
fn served(inputs: &Inputs, network: &Network) -> Vec<(usize, Served)> {
    let (demand, scenario) = (&inputs.demand, &inputs.scenario);
    let traffic_mbps = traffic_mbps(demand, &scenario.service);
    let weights = score::point_weights(demand, &scenario.objective);
    let worth = |place: usize| {
        let [down_mbps, up_mbps] = traffic_mbps[place];
        let takes_mbps = down_mbps.max(up_mbps);
        if takes_mbps > 0.0 { weights[place] / takes_mbps } else { f64::INFINITY }
    };
    let mut points: Vec<usize> = (0..demand.points.len()).collect();
    points.sort_by(|&one, &other| {
        let by_id = || demand.points[one].id.cmp(&demand.points[other].id);
        worth(other).total_cmp(&worth(one)).then_with(by_id)
    });
    let first_anchor = demand.points.len();
    let anchors = (0..demand.anchors.len()).map(|anchor| first_anchor + anchor);
    let services: Vec<_> = network.points.iter().chain(&network.anchors).collect();
    let in_order = anchors.chain(points).filter_map(|place| {
        let sector = services[place].served_by.as_ref()?.sector;
        Some((place, Served { site: network.sectors[sector].site, traffic_mbps: traffic_mbps[place] }))
    });
    in_order.collect()
}

/// The answer with what its links cost and take beyond what the sites of the question hold for them.
pub(super) fn with_link_costs(
    answer: Answer,
    inputs: &Inputs,
    question: &Question,
    carried: &[Option<Carried>],
) -> Answer {
    let scenario = &inputs.scenario;
    let built = |column: &u32| {
        let site = question.sites[*column as usize];
        let feedable = Feedable { terms: &inputs.sites[site].terms, tiers: &question.tiers[site] };
        (feedable, TierItems::carried(&scenario.backhaul, carried[site].as_ref()))
    };
    let open: Vec<(Feedable, TierItems)> = answer.open.iter().map(built).collect();
    let capex_cents = |(site, tier): &(Feedable, TierItems)| {
        cents(score::site_capex_eur(&scenario.costs, site.terms, *tier))
    };
    let held_cents = |column: &u32| question.instance.sites[*column as usize].capex_cents;
    Answer {
        links_extra_cents: open.iter().map(capex_cents).sum::<i64>()
            - answer.open.iter().map(held_cents).sum::<i64>(),
        rules_extra_micro_eur: rules::extra_micro_eur(scenario, &open),
        ..answer
    }
}
