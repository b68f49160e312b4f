//! Which tier of its band a link takes, by price and by what it has to carry.

use std::collections::BTreeSet;

use super::{Link, Network, Node};
use crate::economics::{Costs, cents};
use crate::scenario::Backhaul;

/// More than rounding adds to a load.
const ROUNDING_MBPS: f64 = 1e-9;

/// The link into a site of a plan: what it carries, and with which tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carried {
    /// Index of its band in the scenario.
    pub band: usize,
    /// Index of the tier in the band.
    pub tier: usize,
    /// No usable tier of the link is cheaper: it stands where the site stands already.
    pub is_cheapest: bool,
    /// What it carries in the busy hour, Mbit/s.
    pub load_mbps: f64,
}

/// The tiers of the bands, and what they cost.
#[derive(Debug, Clone, Copy)]
pub struct TierPrices<'a> {
    /// How sites are fed.
    pub spec: &'a Backhaul,
    /// What things cost.
    pub costs: &'a Costs,
}

impl TierPrices<'_> {
    /// A link with the cheapest of its usable tiers that carries a load (Mbit/s): by capital, then by running cost, then by capacity.
    /// Where none carries it, with the last.
    #[must_use]
    pub fn carried(&self, link: &Link, load_mbps: f64) -> Carried {
        let last = link.tiers.len() - 1;
        let tier = self.cheapest(link, load_mbps).unwrap_or(last);
        let is_cheapest = self.cheapest(link, 0.0) == Some(tier);
        Carried { band: link.band, tier, is_cheapest, load_mbps }
    }

    /// Of the usable tiers of a link that cost less than one of them the one that carries most.
    #[must_use]
    pub fn cheaper(&self, link: &Link, than: usize) -> Option<usize> {
        let price = |tier| self.price_cents(link.band, tier);
        (0..link.tiers.len()).rev().find(|&tier| price(tier) < price(than))
    }

    fn cheapest(&self, link: &Link, load_mbps: f64) -> Option<usize> {
        let tiers = link.tiers.iter().enumerate();
        let carries = tiers.filter(|(_, tier)| load_mbps <= tier.capacity_mbps + ROUNDING_MBPS);
        carries.map(|(tier, _)| tier).min_by_key(|&tier| (self.price_cents(link.band, tier), tier))
    }

    /// What the items of a tier cost: to buy, and to run for a year, cents.
    fn price_cents(&self, band: usize, tier: usize) -> [i64; 2] {
        let ids = &self.spec.bands[band].tiers[tier].items;
        let items = || ids.iter().filter_map(|id| self.costs.items.get(id));
        let capex_eur: f64 = items().map(|item| item.capex_eur).sum();
        let opex_eur: f64 = items().map(|item| item.opex_eur_per_year).sum();
        [capex_eur, opex_eur].map(cents)
    }
}

/// All bands and tiers that some possible link into a site could take, by index, rising.
#[must_use]
pub fn possible_tiers(network: &Network, site: usize) -> Vec<(usize, usize)> {
    let links = network.from(Node::Site(site)).iter();
    let tiers = links.flat_map(|link| (0..link.tiers.len()).map(|tier| (link.band, tier)));
    tiers.collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backhaul::LinkTier;
    use crate::backhaul::feeding::tests::link;
    use crate::scenario::{Scenario, Tier};
    use serde_json::json;

    /// A band of 100 Mbit/s for nothing, 200 for `mid` and 400 for `far`, and what these cost to buy and to run, euro.
    fn scenario(mid: [f64; 2], far: [f64; 2]) -> Scenario {
        let mut scenario: Scenario =
            serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
        let tier = |capacity_mbps, items: &[&str]| Tier {
            capacity_mbps,
            receiver_threshold_dbm: -70.0,
            items: items.iter().map(|id| (*id).to_owned()).collect(),
        };
        scenario.backhaul.bands[0].tiers =
            vec![tier(100.0, &[]), tier(200.0, &["mid"]), tier(400.0, &["far"])];
        for (id, [capex_eur, opex_eur]) in [("mid", mid), ("far", far)] {
            let item = json!({"label": id, "capex_eur": capex_eur, "opex_eur_per_year": opex_eur, "lifetime_years": 9,
                "source": "invented", "year": 2026});
            scenario.costs.items.insert(id.into(), serde_json::from_value(item).unwrap());
        }
        scenario
    }

    /// A link whose path allows so many tiers.
    fn path(tiers: usize) -> Link {
        let tier = |capacity_mbps| LinkTier { capacity_mbps, margin_db: 9.0, availability_percent: 99.99 };
        Link {
            tiers: [100.0, 200.0, 400.0].map(tier)[..tiers].to_vec(),
            ..link(Node::Pop(0), Node::Site(0), 5.0)
        }
    }

    fn tier(scenario: &Scenario, tiers: usize, load_mbps: f64) -> (usize, bool) {
        let prices = TierPrices { spec: &scenario.backhaul, costs: &scenario.costs };
        let carried = prices.carried(&path(tiers), load_mbps);
        (carried.tier, carried.is_cheapest)
    }

    #[test]
    fn a_link_takes_the_cheapest_tier_that_carries_its_load() {
        let rising = scenario([10.0, 1.0], [20.0, 2.0]);
        assert_eq!([0.0, 100.0, 100.1, 200.0, 399.0].map(|load| tier(&rising, 3, load).0), [0, 0, 1, 1, 2]);
        assert_eq!((tier(&rising, 3, 50.0).1, tier(&rising, 3, 150.0).1), (true, false));
        let falling = scenario([20.0, 1.0], [10.0, 2.0]);
        assert_eq!(tier(&falling, 3, 150.0).0, 2, "the larger one is cheaper");
        assert_eq!(tier(&falling, 2, 150.0).0, 1, "but the path does not allow it");
    }

    #[test]
    fn ties_go_to_what_runs_for_less_and_then_to_the_lower() {
        assert_eq!(tier(&scenario([10.0, 2.0], [10.0, 1.0]), 3, 150.0).0, 2);
        assert_eq!(tier(&scenario([10.0, 2.0], [10.0, 2.0]), 3, 150.0).0, 1);
        assert_eq!(tier(&scenario([0.0, 0.0], [0.0, 0.0]), 3, 50.0), (0, true));
    }

    #[test]
    fn less_money_buys_the_most_that_it_can() {
        let prices = |scenario: &Scenario, than| {
            let prices = TierPrices { spec: &scenario.backhaul, costs: &scenario.costs };
            prices.cheaper(&path(3), than)
        };
        let rising = scenario([10.0, 1.0], [20.0, 2.0]);
        assert_eq!([0, 1, 2].map(|than| prices(&rising, than)), [None, Some(0), Some(1)]);
        let falling = scenario([20.0, 1.0], [10.0, 2.0]);
        assert_eq!([0, 1, 2].map(|than| prices(&falling, than)), [None, Some(2), Some(0)]);
    }

    #[test]
    fn a_site_could_be_fed_with_any_tier_of_any_link() {
        let (short, long) = (path(3), Link { band: 1, ..path(1) });
        let network = Network::new(&[short, Link { from: Node::Site(1), ..long }]);
        assert_eq!(possible_tiers(&network, 0), [(0, 0), (0, 1), (0, 2), (1, 0)]);
        assert_eq!(possible_tiers(&network, 1), [(1, 0)]);
        assert_eq!(possible_tiers(&network, 2), []);
    }
}
