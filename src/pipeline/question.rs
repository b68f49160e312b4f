//! The optimiser's question, put in its own terms, and its answer brought back to all sites.

use std::collections::BTreeMap;

use super::captivity::{always_captive, captors};
use super::fees::Fees;
use super::least::Feedable;
use super::operators::too_few_operators;
use super::rules;
use super::whole::millionths_up;
use crate::backhaul::{Branches, Link, Network, possible_tiers};
use crate::certificate::{Answer, DemandRow, Earning, Instance, Offer, SiteColumn};
use crate::coverage::{self, NetworkSector, PlaceOffer};
use crate::demand::{Anchor, Demand};
use crate::economics::cents;
use crate::inputs::Inputs;
use crate::scenario::Scenario;
use crate::score::{self, TierItems};
use crate::sites::Site;

/// The question, and where its places and sites come from.
#[derive(Clone)]
pub(super) struct Question {
    /// The question in whole numbers; its sites are the usable ones.
    pub instance: Instance,
    /// Index of each of its sites among all.
    pub sites: Vec<usize>,
    /// For each of all sites the tiers (of bands, by index) that some possible link into it could take.
    pub tiers: Vec<Vec<(usize, usize)>>,
    /// What anchor institutions could pay, as the rules hold it.
    pub fees: Fees,
    /// What a unit of weight earns, where plans are compared by what they earn beyond their cost; none where money is a limit alone.
    pub earning: Option<Earning>,
    /// Index of each of its places among the household points, then the anchors.
    places: Vec<usize>,
    /// Index of each anchor that asks for two paths, the one that is worth most first, equals by id.
    poles: Vec<usize>,
}

impl Question {
    /// What is to be decided.
    pub fn new(inputs: &Inputs, sites: &[Site], offers: &[Vec<PlaceOffer>], network: &Network) -> Self {
        let usable: Vec<usize> = (0..sites.len()).filter(|&site| sites[site].usable()).collect();
        let columns = Columns { barred: too_few_operators(inputs), ..Columns::of(sites, &usable) };
        let tiers: Vec<_> = (0..sites.len()).map(|site| possible_tiers(network, site)).collect();
        let feedable = |site: usize| Feedable { terms: &inputs.sites[site].terms, tiers: &tiers[site] };
        let (places, demand) = demand(inputs, offers, &columns);
        let scenario = &inputs.scenario;
        let mut captors = captors(inputs, &usable, network, &demand);
        for captor in &mut captors {
            captor.fed_by_others.retain(|&column| !columns.barred[usable[column as usize]]);
        }
        let columns_of: Vec<SiteColumn> =
            usable.iter().map(|&site| columns.site(inputs, network, site, feedable(site))).collect();
        let alternatives = alternatives(sites, &usable);
        let fee_eur = |place: &usize| rules::fee_eur_per_year(inputs, *place);
        let paying = demand.iter().zip(places.iter().map(fee_eur));
        let fees = Fees::of(&columns_of, &columns.sector_sites, &alternatives, paying);
        let instance = Instance {
            sites: columns_of,
            sector_sites: columns.sector_sites.clone(),
            sector_time_us: sector_time_us(scenario.service.load_max_ratio),
            groups: inputs.demand.comuni.iter().map(|comune| comune.istat.clone()).collect(),
            demand,
            budget_cents: scenario.governance.budget_cents(),
            promised_micro: rules::promised_micro(inputs),
            alternatives,
            rules: rules::rules(
                scenario,
                &usable.iter().map(|&site| feedable(site)).collect::<Vec<_>>(),
                &fees,
            ),
            captors,
        };
        Self { instance, sites: usable, tiers, fees, earning: None, places, poles: poles(inputs) }
    }

    /// A question whose sites are all.
    #[cfg(test)]
    pub fn of_instance(instance: Instance) -> Self {
        let (sites, places) = (0..instance.sites.len(), 0..instance.demand.len());
        let tiers = vec![Vec::new(); instance.sites.len()];
        Self {
            sites: sites.collect(),
            tiers,
            fees: Fees::default(),
            earning: None,
            places: places.collect(),
            poles: Vec::new(),
            instance,
        }
    }

    /// For each anchor that asks for two paths and is served, the most important first, the sites that offer it service.
    pub fn poles(&self, network: &coverage::Network) -> Vec<Vec<usize>> {
        let services = self.poles.iter().map(|&anchor| &network.anchors[anchor]);
        let served = services.filter(|service| service.served_by.is_some());
        served.map(|service| service.servers.clone()).collect()
    }

    /// The answer that a network in the busy hour gives to the question, and how many places it serves by a sector that the
    /// question does not offer them, or not in its time: where many paths were swept and those of the chosen sites were not. Anchors
    /// that ask for two paths and have one on these links are not served.
    pub fn answer(&self, open: &[bool], network: &coverage::Network, links: &[Link]) -> (Answer, usize) {
        let services: Vec<_> = network.points.iter().chain(&network.anchors).collect();
        let branches = Branches::of(links, open.len());
        let is_short = |row: &DemandRow, service: &coverage::PlaceService| {
            row.two_chains && score::second_site(network, service, &branches).is_none()
        };
        let serving = |(row, place): (&DemandRow, &usize)| {
            let service = services[*place];
            let sector = service.served_by.map(|one| &network.sectors[one.sector]);
            sector.filter(|_| !is_short(row, service))
        };
        let sectors: Vec<_> = self.instance.demand.iter().zip(&self.places).map(serving).collect();
        let mut time = Time::of(&self.instance);
        let mut counted = |(row, sector): (&DemandRow, Option<&NetworkSector>)| {
            let sector = self.sector(sector?)?;
            let offer = row.offers.iter().find(|offer| offer.sector == sector)?;
            time.give(offer).then_some(sector)
        };
        let places = self.instance.demand.iter().zip(sectors.iter().copied());
        let served_by: Vec<Option<u32>> = places.map(&mut counted).collect();
        let is_open = |site: &u32| open[self.sites[*site as usize]];
        let open = (0..self.sites.len() as u32).filter(is_open).collect();
        let mut answer = Answer { open, served_by, ..Answer::default() };
        answer.drop_single_chains(&self.instance);
        let uncounted = sectors.iter().flatten().count() - answer.served_by.iter().flatten().count();
        (answer, uncounted)
    }

    /// What plans are compared by: the weight that they serve, or what it earns beyond what they spend.
    pub fn worth(&self, weight_micro: i64, spent_cents: i64) -> i128 {
        let profit = |earning: Earning| earning.profit_micro_cents(weight_micro, spent_cents);
        self.earning.map_or_else(|| weight_micro.into(), profit)
    }

    /// What sites that are open leave of the budget, cents.
    pub fn left_cents(&self, open: &[bool]) -> i64 {
        let sites = self.instance.sites.iter().zip(open).filter(|(_, open)| **open);
        self.instance.budget_cents - sites.map(|(site, _)| site.capex_cents).sum::<i64>()
    }

    /// Index of one of its places among the household points, then the anchors.
    pub fn place(&self, place: usize) -> usize {
        self.places[place]
    }

    /// For each of so many household points: whether it breaks C9 in every plan that serves it.
    pub fn captive_points(&self, point_count: usize) -> Vec<bool> {
        let mut captive = vec![false; point_count];
        for place in always_captive(&self.instance) {
            if let Some(captive) = captive.get_mut(self.places[place]) {
                *captive = true;
            }
        }
        captive
    }

    /// The question's number of a sector; none where its site may not be used.
    fn sector(&self, sector: &NetworkSector) -> Option<u32> {
        let column = self.sites.binary_search(&sector.site).ok()?;
        let first = self.instance.sector_sites.partition_point(|site| (*site as usize) < column);
        Some((first + sector.number) as u32)
    }
}

/// The time of each sector that is given away already.
struct Time {
    has_us: u64,
    given_us: Vec<[u64; 2]>,
}

impl Time {
    fn of(instance: &Instance) -> Self {
        Self { has_us: instance.sector_time_us.into(), given_us: vec![[0; 2]; instance.sector_sites.len()] }
    }

    /// Gives a place the time that it was offered; false where too little is left.
    fn give(&mut self, offer: &Offer) -> bool {
        let given_us = &mut self.given_us[offer.sector as usize];
        let after_us = [0, 1].map(|way| given_us[way] + u64::from(offer.airtime_us[way]));
        let is_left = after_us.iter().all(|time_us| *time_us <= self.has_us);
        if is_left {
            *given_us = after_us;
        }
        is_left
    }
}

/// How the instance numbers sites and sectors.
struct Columns {
    /// Column of each site; none where it is forbidden.
    of_site: Vec<Option<u32>>,
    /// First sector of each column.
    first_sector: Vec<u32>,
    sector_sites: Vec<u32>,
    /// For each of all sites: no plan may open it, so it offers nothing and feeds nothing.
    barred: Vec<bool>,
}

impl Columns {
    fn of(sites: &[Site], usable: &[usize]) -> Self {
        let mut columns = Self {
            of_site: vec![None; sites.len()],
            first_sector: Vec::new(),
            sector_sites: Vec::new(),
            barred: vec![false; sites.len()],
        };
        for (column, &site) in (0..).zip(usable) {
            columns.of_site[site] = Some(column);
            columns.first_sector.push(columns.sector_sites.len() as u32);
            columns.sector_sites.extend(std::iter::repeat_n(column, sites[site].sectors.len()));
        }
        columns
    }

    fn site(&self, inputs: &Inputs, network: &Network, site: usize, feedable: Feedable) -> SiteColumn {
        let Scenario { backhaul, costs, .. } = &inputs.scenario;
        let capex_eur = |tier: TierItems| score::site_capex_eur(costs, feedable.terms, tier);
        let is_barred = self.barred[site];
        let linked = network.sites_linked_to(site).filter(|&other| !is_barred && !self.barred[other]);
        SiteColumn {
            id: inputs.sites[site].id.clone(),
            capex_cents: cents(feedable.least_eur(backhaul, capex_eur)),
            fixed_open: feedable.is_fixed(),
            fed_by_pop: !is_barred && network.fed_by_pop(site),
            neighbours: linked.filter_map(|other| self.of_site[other]).collect(),
        }
    }

    fn offer(&self, offer: &PlaceOffer) -> Option<Offer> {
        if self.barred[offer.site as usize] {
            return None;
        }
        let column = self.of_site[offer.site as usize]?;
        let sector = self.first_sector[column as usize] + offer.number;
        Some(Offer { sector, airtime_us: offer.airtime_ratio.map(microseconds) })
    }
}

/// Sets of the usable sites that are ways to build one place.
fn alternatives(sites: &[Site], usable: &[usize]) -> Vec<Vec<u32>> {
    let mut of_place: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (column, &site) in (0..).zip(usable) {
        of_place.entry(&sites[site].place).or_default().push(column);
    }
    let mut sets: Vec<Vec<u32>> = of_place.into_values().filter(|set| set.len() > 1).collect();
    sets.sort_unstable();
    sets
}

/// Household points and anchors that some sector could serve, with what serving them is worth; anchors that weigh nothing only where a
/// rule counts their fee.
fn demand(inputs: &Inputs, offers: &[Vec<PlaceOffer>], columns: &Columns) -> (Vec<usize>, Vec<DemandRow>) {
    let Demand { comuni: _, points, anchors, .. } = &inputs.demand;
    let objective = &inputs.scenario.objective;
    let longest_us = sector_time_us(inputs.scenario.service.load_max_ratio);
    let has_captors = inputs.scenario.governance.enforce.contains(&1);
    let offered = |place: usize, stands_by: bool| {
        let offers: Vec<Offer> = offers[place].iter().filter_map(|offer| columns.offer(offer)).collect();
        with_room(offers, longest_us, stands_by)
    };
    let of_points = points.iter().zip(score::point_weights(&inputs.demand, objective)).enumerate();
    let of_points = of_points.map(|(place, (point, weight))| DemandRow {
        id: point.id.clone(),
        weight_micro: millionths_up(weight),
        households_micro: millionths_up(point.households),
        group: point.comune as u32,
        offers: offered(place, has_captors),
        two_chains: false,
    });
    let of_anchors = anchors.iter().zip(score::anchor_weights(&inputs.demand, objective)).enumerate();
    let of_anchors = of_anchors.map(|(place, (anchor, weight))| DemandRow {
        id: anchor_id(anchor),
        weight_micro: millionths_up(weight),
        households_micro: 0,
        group: anchor.comune as u32,
        offers: offered(points.len() + place, anchor.dual_path),
        two_chains: anchor.dual_path,
    });
    let pays =
        |place: usize| rules::counts_fees(&inputs.scenario) && rules::fee_eur_per_year(inputs, place) > 0.0;
    let matters =
        |(place, row): &(usize, DemandRow)| row.weight_micro > 0 || row.households_micro > 0 || pays(*place);
    let rows = of_points.chain(of_anchors).enumerate();
    rows.filter(|one| matters(one) && !one.1.offers.is_empty()).unzip()
}

fn anchor_id(anchor: &Anchor) -> String {
    format!("{} {}", anchor.kind, anchor.name)
}

/// The anchors that ask for two paths: those worth most first, equals by id, then in the order of the files.
fn poles(inputs: &Inputs) -> Vec<usize> {
    let anchors = &inputs.demand.anchors;
    let weights = score::anchor_weights(&inputs.demand, &inputs.scenario.objective);
    let mut poles: Vec<usize> = (0..anchors.len()).filter(|&anchor| anchors[anchor].dual_path).collect();
    poles.sort_by(|&one, &other| {
        let by_id = || anchor_id(&anchors[one]).cmp(&anchor_id(&anchors[other]));
        weights[other].total_cmp(&weights[one]).then_with(by_id)
    });
    poles
}

/// The offers to a place for which a sector has the time. Those for which it has not stay too, for all the time that it has, where
/// another could serve the place and it matters who stands by it (C9, C10).
fn with_room(mut offers: Vec<Offer>, longest_us: u32, stands_by: bool) -> Vec<Offer> {
    let has_room = |offer: &Offer| offer.airtime_us.iter().all(|time_us| *time_us <= longest_us);
    if stands_by && offers.iter().any(has_room) {
        for offer in &mut offers {
            offer.airtime_us = offer.airtime_us.map(|time_us| time_us.min(longest_us));
        }
    } else {
        offers.retain(has_room);
    }
    offers
}

/// Microseconds of each second, rounded down.
fn microseconds(ratio: f64) -> u32 {
    (ratio * 1e6).floor() as u32
}

/// What a sector has, rounded down but for what is rounding already: 0.57 of a second are 570,000 µs.
fn sector_time_us(load_max_ratio: f64) -> u32 {
    (load_max_ratio * 1e6 + 2e-3).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_takes_no_time_away() {
        for thousandths in 1..=1_000_u32 {
            assert_eq!(sector_time_us(f64::from(thousandths) / 1e3), thousandths * 1_000);
        }
        assert_eq!(sector_time_us(1.0 / 3.0), 333_333);
    }

    #[test]
    fn who_could_not_serve_a_place_may_still_stand_by_it() {
        let offer = |sector, down_us| Offer { sector, airtime_us: [down_us, 1] };
        let (one, other) = (offer(0, 900), offer(1, 1_001));
        assert_eq!(with_room(vec![one, other], 1_000, false), [one]);
        assert_eq!(with_room(vec![one, other], 1_000, true), [one, offer(1, 1_000)]);
        assert_eq!(with_room(vec![other], 1_000, true), []);
    }

    #[test]
    fn a_sector_gives_what_it_has_and_no_more() {
        let instance = Instance { sector_sites: vec![0, 0], sector_time_us: 1_000, ..Instance::default() };
        let mut time = Time::of(&instance);
        let offer = |sector, airtime_us| Offer { sector, airtime_us };
        assert!(time.give(&offer(0, [600, 0])));
        assert!(!time.give(&offer(0, [401, 0])) && time.give(&offer(0, [400, 1_000])));
        assert!(!time.give(&offer(0, [0, 1])) && time.give(&offer(1, [0, 1])));
    }
}
