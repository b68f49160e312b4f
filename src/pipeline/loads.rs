//! What the links of a plan carry: who stays, with which tiers, and what these cost beyond what the question holds for them.
//!
//! Each link takes the cheapest tier that carries its load. Where all of them together cost more than the budget has left, one after the
//! other is made do with a cheaper tier, at each step the one that takes least weight for the money, and who finds no room is turned
//! away. Who keeps a promise goes last, and weighs more than all others together. *Left out*: to look at several links at once.

use std::collections::BTreeSet;

use super::least::Feedable;
use super::question::Question;
use super::rules::{self, Risks, Tower};
use crate::backhaul::{Carried, Link, Loads, Node, Served, TierPrices, loads, parents, with_all_behind};
use crate::certificate::Answer;
use crate::coverage::{Network, traffic_mbps};
use crate::economics::cents;
use crate::governance::{Stresses, TowerLoss};
use crate::inputs::Inputs;
use crate::score::{self, TierItems};

/// A plan's links, and who is served behind them.
pub(super) struct Carrying<'a> {
    inputs: &'a Inputs,
    question: &'a Question,
    /// Whether each of all sites is open.
    open: &'a [bool],
    links: &'a [Link],
    /// Those who are served, in the order in which links keep them; each with its place (household points, then anchors).
    served: Vec<Served>,
    places: Vec<usize>,
    /// What serving each place is worth.
    weights: Vec<f64>,
}

/// What links carry, and what that costs.
#[derive(Debug, Clone)]
pub(super) struct Carriage {
    /// For each site what the link into it carries, and with which tier.
    pub carried: Vec<Option<Carried>>,
    /// Places (household points, then anchors) that some link has no room for.
    pub turned_away: Vec<usize>,
    /// What the links cost beyond what the question holds for them, cents.
    pub extra_cents: i64,
    /// The most that each link may carry, Mbit/s.
    pub most_mbps: Vec<f64>,
}

impl<'a> Carrying<'a> {
    /// The links of a plan, under the load of its network.
    pub fn of(
        inputs: &'a Inputs,
        question: &'a Question,
        open: &'a [bool],
        links: &'a [Link],
        network: &Network,
    ) -> Self {
        let objective = &inputs.scenario.objective;
        let mut weights = score::point_weights(&inputs.demand, objective);
        weights.extend(score::anchor_weights(&inputs.demand, objective));
        let traffic_mbps = traffic_mbps(&inputs.demand, &inputs.scenario.service);
        let by_worth = by_worth(&weights, &traffic_mbps, inputs.demand.points.len());
        let kept_by = promised(inputs, &by_worth, network);
        let all: f64 = weights.iter().sum();
        for &point in &kept_by {
            weights[point] += all * inputs.demand.points[point].households;
        }
        let (places, served) = served(&kept_by, &by_worth, &traffic_mbps, network).into_iter().unzip();
        Self { inputs, question, open, links, served, places, weights }
    }

    /// All that the best usable tier of each link carries, whatever it costs.
    pub fn whole(&self) -> Carriage {
        self.with(self.most_mbps())
    }

    /// The same, with cheaper tiers as long as it costs more than so many cents beyond what the question holds.
    pub fn within(&self, left_cents: i64) -> Carriage {
        let mut carriage = self.whole();
        while carriage.extra_cents > left_cents
            && let Some(cheaper) = self.cheaper(&carriage)
        {
            carriage = cheaper;
        }
        carriage
    }

    /// What the links carry where one of them has a faster tier, for each tier that one has; and where all on the way from the fibre to
    /// a site may take any, for each site.
    pub fn faster(&self, now: &Carriage) -> Vec<Carriage> {
        let tiers = self.links.iter().enumerate().flat_map(|(at, link)| {
            let faster = link.tiers.iter().filter(move |tier| tier.capacity_mbps > now.most_mbps[at]);
            faster.map(move |tier| self.with_one(now, at, tier.capacity_mbps))
        });
        let ways = self.links.iter().filter_map(|link| {
            let Node::Site(site) = link.to else { return None };
            Some(self.with_ways_to(&[site], |at, _| Some(now.most_mbps[at])))
        });
        tiers.chain(ways).collect()
    }

    /// What the links carry where those on the way from the fibre to some sites may take any tier, and others as much as is said of them
    /// (by place and link); any of whom nothing is said.
    pub fn with_ways_to(&self, sites: &[usize], held_mbps: impl Fn(usize, &Link) -> Option<f64>) -> Carriage {
        let mut all_mbps = self.most_mbps();
        let parents = parents(self.links, self.open.len());
        let mut is_on_way = vec![false; self.open.len()];
        for &site in sites {
            let mut next = Some(Node::Site(site));
            while let Some(Node::Site(at)) = next {
                is_on_way[at] = true;
                next = parents[at];
            }
        }
        for ((at, link), most_mbps) in self.links.iter().enumerate().zip(&mut all_mbps) {
            let may_take_any = matches!(link.to, Node::Site(to) if is_on_way[to]);
            if let Some(held_mbps) = held_mbps(at, link).filter(|_| !may_take_any) {
                *most_mbps = held_mbps;
            }
        }
        self.with(all_mbps)
    }

    fn most_mbps(&self) -> Vec<f64> {
        self.links.iter().map(Link::most_mbps).collect()
    }

    /// What all carry where that link may carry less for which least weight goes for the money.
    fn cheaper(&self, now: &Carriage) -> Option<Carriage> {
        let lost_now = self.weight(&now.turned_away);
        let lowered = (0..self.links.len()).filter_map(|link| {
            let then = self.with_one(now, link, self.lower_mbps(&self.links[link], now)?);
            let saved_cents = now.extra_cents - then.extra_cents;
            let price = (self.weight(&then.turned_away) - lost_now) / saved_cents as f64;
            (saved_cents > 0).then_some((price, then))
        });
        lowered.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, cheaper)| cheaper)
    }

    /// What a link would carry with a cheaper tier, Mbit/s.
    fn lower_mbps(&self, link: &Link, now: &Carriage) -> Option<f64> {
        let Node::Site(site) = link.to else { return None };
        let tier = self.prices().cheaper(link, now.carried[site]?.tier)?;
        Some(link.tiers[tier].capacity_mbps)
    }

    fn weight(&self, places: &[usize]) -> f64 {
        places.iter().map(|&place| self.weights[place]).sum()
    }

    fn prices(&self) -> TierPrices<'a> {
        TierPrices { spec: &self.inputs.scenario.backhaul, costs: &self.inputs.scenario.costs }
    }

    /// What the links carry where one of them may carry so much.
    fn with_one(&self, now: &Carriage, link: usize, most_mbps: f64) -> Carriage {
        let mut all_mbps = now.most_mbps.clone();
        all_mbps[link] = most_mbps;
        self.with(all_mbps)
    }

    /// What the links carry where each may carry so much.
    fn with(&self, most_mbps: Vec<f64>) -> Carriage {
        let links: Vec<(&Link, f64)> = self.links.iter().zip(most_mbps.iter().copied()).collect();
        let Loads { of_site_mbps, turned_away } = loads(&links, self.open.len(), &self.served);
        let mut carried = vec![None; self.open.len()];
        for link in self.links {
            if let Node::Site(site) = link.to {
                carried[site] = Some(self.prices().carried(link, of_site_mbps[site]));
            }
        }
        let turned_away = turned_away.into_iter().map(|one| self.places[one]).collect();
        Carriage { extra_cents: self.extra_cents(&carried), carried, turned_away, most_mbps }
    }

    /// What each of the question's sites costs with the link that feeds it, cents; 0 where it is closed.
    pub fn costs_cents(&self, carried: &[Option<Carried>]) -> Vec<i64> {
        let costs = &self.inputs.scenario.costs;
        let cost = |&site: &usize| {
            let terms = &self.inputs.sites[site].terms;
            let capex_eur = || score::site_capex_eur(costs, terms, self.tier(carried, site));
            if self.open[site] { cents(capex_eur()) } else { 0 }
        };
        self.question.sites.iter().map(cost).collect()
    }

    /// What the links cost beyond what the sites of the question hold for them, cents.
    fn extra_cents(&self, carried: &[Option<Carried>]) -> i64 {
        let costs_cents = self.costs_cents(carried).into_iter().zip(&self.question.sites);
        let open = costs_cents.zip(&self.question.instance.sites).filter(|((_, site), _)| self.open[**site]);
        open.map(|((cost_cents, _), column)| cost_cents - column.capex_cents).sum()
    }

    fn tier(&self, carried: &[Option<Carried>], site: usize) -> TierItems<'a> {
        TierItems::carried(&self.inputs.scenario.backhaul, carried[site].as_ref())
    }

    /// What the network answers to the question once it turns away whom the links cannot carry, with what these cost and take beyond what
    /// the question holds for them; and how many places it serves that the answer does not count.
    pub fn answered(&self, network: &mut Network, carriage: &Carriage) -> (Answer, usize) {
        network.turn_away(&self.inputs.demand, &self.inputs.scenario.service, &carriage.turned_away);
        let (answer, uncounted_places) = self.question.answer(self.open, network, self.links);
        (self.counted_in(answer, carriage), uncounted_places)
    }

    fn counted_in(&self, answer: Answer, carriage: &Carriage) -> Answer {
        if self.question.instance.rules.is_empty() {
            return Answer { links_extra_cents: carriage.extra_cents, ..answer };
        }
        let built = |&column: &u32| {
            let site = self.question.sites[column as usize];
            let feedable =
                Feedable { terms: &self.inputs.sites[site].terms, tiers: &self.question.tiers[site] };
            (feedable, self.tier(&carriage.carried, site))
        };
        let open: Vec<(Feedable, TierItems)> = answer.open.iter().map(built).collect();
        let risks = || self.risks(&answer, carriage);
        let rules_extra_micro_eur = rules::extra_micro_eur(&self.inputs.scenario, &open, risks);
        Answer { links_extra_cents: carriage.extra_cents, rules_extra_micro_eur, ..answer }
    }
}

impl Carrying<'_> {
    /// What the network of an answer does not earn, and what it could lose.
    pub fn risks(&self, answer: &Answer, carriage: &Carriage) -> Risks {
        let instance = &self.question.instance;
        // Households, and fees of anchor institutions in euro per year.
        let mut served = vec![[0.0; 2]; self.inputs.sites.len()];
        let open = answer.open.iter().map(|site| *site as usize);
        let unserved_fees_eur_per_year = self.question.fees.held_eur_per_year(open);
        let mut risks = Risks { unserved_fees_eur_per_year, ..Risks::default() };
        for (at, (row, sector)) in instance.demand.iter().zip(&answer.served_by).enumerate() {
            let Some(sector) = sector else { continue };
            let households = row.households_micro as f64 / 1e6;
            let fee_eur = rules::fee_eur_per_year(self.inputs, self.question.place(at));
            let site = self.question.sites[instance.sector_sites[*sector as usize] as usize];
            risks.households += households;
            risks.unserved_fees_eur_per_year -= fee_eur;
            served[site] = [served[site][0] + households, served[site][1] + fee_eur];
        }
        let stresses = Stresses::of(self.inputs.scenario.governance.stresses.as_ref());
        if let Some(TowerLoss { uninsured_ratio, .. }) = stresses.tower_loss {
            risks.towers = self.towers(&served, carriage, uninsured_ratio);
        }
        risks
    }

    /// The open sites with all that is behind each.
    fn towers(&self, served: &[[f64; 2]], carriage: &Carriage, uninsured_ratio: f64) -> Vec<Tower> {
        let parents = parents(self.links, self.open.len());
        let parent =
            |site: usize| if let Some(Node::Site(above)) = parents[site] { Some(above) } else { None };
        let all = with_all_behind(served, parent).into_iter().enumerate();
        let scenario = &self.inputs.scenario;
        let tower = |(site, [households, anchor_fees_eur]): (usize, [f64; 2])| {
            let (terms, tier) = (&self.inputs.sites[site].terms, self.tier(&carriage.carried, site));
            let is_public = !scenario.governance.is_private(&terms.owner);
            let hosting_eur = scenario.governance.wholesale.hosting_eur_per_year(is_public);
            let rebuild_eur = score::site_rebuild_eur(&scenario.costs, terms, tier, uninsured_ratio);
            Tower { households, fees_eur_per_year: anchor_fees_eur + hosting_eur, rebuild_eur }
        };
        all.filter(|(site, _)| self.open[*site]).map(tower).collect()
    }
}

/// The household points by which a network keeps what is promised, promise by promise; of each those that come first in the order.
fn promised(inputs: &Inputs, by_worth: &[usize], network: &Network) -> Vec<usize> {
    let mut rank = vec![0; by_worth.len()];
    by_worth.iter().enumerate().for_each(|(place, &point)| rank[point] = place);
    let mut kept_by = Vec::new();
    for mut promise in rules::promises(inputs) {
        promise.points.sort_by_key(|(point, _)| rank[*point]);
        let served = promise.points.iter().filter(|(point, _)| network.points[*point].served_by.is_some());
        let mut households = 0.0;
        kept_by.extend(served.map_while(|(point, more)| {
            let is_needed = !promise.is_kept_by(households);
            households += more;
            is_needed.then_some(*point)
        }));
    }
    kept_by
}

/// Household points, those first that are worth most for their traffic, equals by id.
fn by_worth(weights: &[f64], traffic_mbps: &[[f64; 2]], points: usize) -> Vec<usize> {
    let worth = |place: usize| {
        let [down_mbps, up_mbps] = traffic_mbps[place];
        let takes_mbps = down_mbps.max(up_mbps);
        if takes_mbps > 0.0 { weights[place] / takes_mbps } else { f64::INFINITY }
    };
    // By rising id, as they come.
    let mut points: Vec<usize> = (0..points).collect();
    points.sort_by(|&one, &other| worth(other).total_cmp(&worth(one)));
    points
}

/// The places that are served, in the order in which links keep them, as in the time of sectors: those first by whom promises are kept, then
/// anchors, then the other household points in their order.
fn served(
    kept_by: &[usize],
    by_worth: &[usize],
    traffic_mbps: &[[f64; 2]],
    network: &Network,
) -> Vec<(usize, Served)> {
    let is_first: BTreeSet<usize> = kept_by.iter().copied().collect();
    let points = by_worth.iter().copied().filter(|point| !is_first.contains(point));
    let services: Vec<_> = network.points.iter().chain(&network.anchors).collect();
    let anchors = network.points.len()..services.len();
    let in_order = kept_by.iter().copied().chain(anchors).chain(points).filter_map(|place| {
        let sector = services[place].served_by.as_ref()?.sector;
        Some((place, Served { site: network.sectors[sector].site, traffic_mbps: traffic_mbps[place] }))
    });
    in_order.collect()
}
