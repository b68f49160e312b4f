//! The scenario as a profit-seeking private licensee sees it: every price is what a thing costs from first to last, worth in year 0.
//!
//! A site of a public owner that stands or is committed is not the licensee's to use. A private one is rented: the licensee pays its
//! lease, radio and link, and no structure. Candidates are open to it, and so are the points of presence; for land, roofs and masts that their
//! owners would lend to a public network free of charge it pays the rent that this avoids. It
//! makes no promises, keeps no guideline, and a household is worth the same to it wherever it is; anchor institutions are left out.

use std::collections::BTreeMap;

use crate::economics::{Asset, CostItem, Costs, Revenue, Running, cash_flow, present_cost_eur};
use crate::inputs::Inputs;
use crate::problem::{Error, Problem};
use crate::scenario::{Market, Objective, Scenario, SiteTerms, Status};

/// Every household counts once.
const ALIKE: Objective = Objective {
    unserved_weight: 1.0,
    served_weight: 1.0,
    small_comune_bonus: 0.0,
    small_comune_below_population: 0,
    small_comune_floor_ratio: 0.0,
    anchor_weight: 0.0,
};

/// Years after which nothing is bought again: prices hold all renewals.
const NEVER_YEARS: u32 = u32::MAX;

/// The section `market`, or what to write.
///
/// # Errors
/// [`Error::Input`] where the scenario has none.
pub(super) fn section(scenario: &Scenario) -> Result<Market, Error> {
    scenario.market.clone().ok_or_else(|| {
        let found = "is missing: the scenario does not say what a private licensee would earn and pay";
        let remedy = "add it, for example \"market\": { \"price_eur_per_month\": 20, \"take_up_ratio\": 0.25, \
                      \"discount_rate_ratio\": 0.08, \"spectrum_fee_eur_per_year\": 80000, \"source\": \"unverified: assumption\" }";
        Problem::at("missing-section", "/market", found, remedy).into()
    })
}

/// Makes the inputs those of the licensee; gives back the prices at which it buys, before they hold what comes later.
pub(super) fn turn_into_licensee(inputs: &mut Inputs, market: &Market) -> Costs {
    let mut leases = Leases::default();
    for site in &mut inputs.sites {
        let is_private = inputs.scenario.governance.is_private(&site.terms.owner);
        offer(&mut site.terms, is_private, &mut leases);
    }
    let scenario = &mut inputs.scenario;
    leases.price(&mut scenario.costs);
    let bought = scenario.costs.clone();
    let horizon_years = scenario.costs.horizon_years;
    for item in scenario.costs.items.values_mut() {
        *item = whole_life(item, horizon_years, market.discount_rate_ratio);
    }
    scenario.service.take_up_ratio = market.take_up_ratio;
    scenario.objective = ALIKE;
    scenario.governance.enforce.clear();
    // Its own money may be spent on anything.
    scenario.governance.funds.iter_mut().for_each(|fund| fund.pays_for = None);
    inputs.demand.anchors.clear();
    bought
}

/// What the licensee may do with a site.
fn offer(terms: &mut SiteTerms, is_private: bool, leases: &mut Leases) {
    match (terms.status, is_private) {
        (Status::Candidate | Status::Forbidden, _) => {}
        (Status::Existing | Status::Committed, false) => terms.status = Status::Forbidden,
        (Status::Existing | Status::Committed, true) => {
            terms.status = Status::Candidate;
            terms.structure = String::new();
        }
    }
    let rent_eur_per_year = terms.lease_eur_per_year + terms.in_kind_eur_per_year;
    terms.structure = leases.structure(&terms.structure, rent_eur_per_year);
    (terms.lease_eur_per_year, terms.in_kind_eur_per_year) = (0.0, 0.0);
}

/// Structures with their leases: a lease is an item of its own, so that it has a price as everything has.
#[derive(Default)]
struct Leases {
    /// By the name of the structure with its lease: the structure alone, and the lease, euro per year.
    known: BTreeMap<String, (String, f64)>,
}

impl Leases {
    fn structure(&mut self, structure: &str, lease_eur_per_year: f64) -> String {
        let name = format!("{structure} at {lease_eur_per_year} euro a year");
        self.known.insert(name.clone(), (structure.to_owned(), lease_eur_per_year));
        name
    }

    fn price(self, costs: &mut Costs) {
        for (name, (structure, opex_eur_per_year)) in self.known {
            let mut items = costs.structures.get(&structure).cloned().unwrap_or_default();
            let id = format!("lease of {opex_eur_per_year} euro a year");
            let lease = CostItem {
                label: id.clone(),
                capex_eur: 0.0,
                opex_eur_per_year,
                energy_eur_per_year: 0.0,
                lifetime_years: NEVER_YEARS,
                source: "the terms of the site in the scenario".into(),
                year: 0,
            };
            costs.items.insert(id.clone(), lease);
            items.push(id);
            costs.structures.insert(name, items);
        }
    }
}

/// An item whose price is all that it costs over the years, worth in year 0.
fn whole_life(item: &CostItem, horizon_years: u32, rate_ratio: f64) -> CostItem {
    let renewed = Asset { renewal_eur: item.capex_eur, lifetime_years: item.lifetime_years };
    let running = Running { maintenance_eur: item.opex_eur_per_year, ..Running::default() };
    let unsold = |_| (0.0, Revenue::default());
    let years = cash_flow(item.capex_eur, &[renewed], running, unsold, horizon_years);
    CostItem {
        capex_eur: present_cost_eur(&years, rate_ratio),
        opex_eur_per_year: 0.0,
        energy_eur_per_year: 0.0,
        lifetime_years: NEVER_YEARS,
        ..item.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(capex_eur: f64, opex_eur_per_year: f64, lifetime_years: u32) -> CostItem {
        let source = "a test".to_owned();
        CostItem {
            label: "thing".into(),
            capex_eur,
            opex_eur_per_year,
            energy_eur_per_year: opex_eur_per_year / 2.0,
            lifetime_years,
            source,
            year: 2025,
        }
    }

    /// 1,000 now, 1,000 again after two years, 50 in each of three years, at 25 %:
    /// 1,000 + 1,000 × 0.64 + 50 × (0.8 + 0.64 + 0.512) = 1,737.60.
    #[test]
    fn a_price_holds_all_that_comes_later() {
        let whole = whole_life(&item(1_000.0, 50.0, 2), 3, 0.25);
        assert!((whole.capex_eur - 1_737.6).abs() < 1e-9, "{whole:?}");
        assert_eq!(whole.opex_eur_per_year, 0.0);
    }

    fn terms(status: &str, [lease_eur_per_year, in_kind_eur_per_year]: [f64; 2]) -> SiteTerms {
        serde_json::from_value(serde_json::json!({
            "owner": "somebody", "status": status, "structure": "mast", "antenna_height_m": 20.0,
            "lease_eur_per_year": lease_eur_per_year, "in_kind_eur_per_year": in_kind_eur_per_year
        }))
        .unwrap()
    }

    #[test]
    fn what_stands_is_rented_from_private_owners_and_left_to_public_ones() {
        let offered = |status: &str, is_private| on_terms(terms(status, [900.0, 0.0]), is_private);
        assert_eq!(offered("existing", true), (Status::Candidate, 1, 900.0));
        assert_eq!(offered("committed", true), (Status::Candidate, 1, 900.0));
        assert_eq!(offered("candidate", true), (Status::Candidate, 2, 900.0));
        assert_eq!(offered("candidate", false), (Status::Candidate, 2, 900.0));
        for status in ["existing", "committed", "forbidden"] {
            assert_eq!(offered(status, false).0, Status::Forbidden, "{status}");
        }
    }

    #[test]
    fn what_is_lent_to_a_public_network_is_rented_to_the_licensee() {
        assert_eq!(on_terms(terms("candidate", [0.0, 600.0]), false), (Status::Candidate, 2, 600.0));
        assert_eq!(on_terms(terms("existing", [300.0, 600.0]), true), (Status::Candidate, 1, 900.0));
    }

    /// What becomes of a site: its status, how many items it takes, and what these cost a year, euro.
    fn on_terms(mut terms: SiteTerms, is_private: bool) -> (Status, usize, f64) {
        let mut leases = Leases::default();
        offer(&mut terms, is_private, &mut leases);
        let mut costs = Costs {
            catalogue: None,
            discount_rate_ratio: 0.0,
            horizon_years: 10,
            items: [("steel".to_owned(), item(30_000.0, 0.0, 30))].into(),
            structures: [("mast".to_owned(), vec!["steel".to_owned()])].into(),
            per_site: vec![],
            per_link: vec![],
            cpe: None,
        };
        leases.price(&mut costs);
        let items = costs.structures[&terms.structure].clone();
        let eur_per_year: f64 = items.iter().map(|id| costs.items[id].opex_eur_per_year).sum();
        (terms.status, items.len(), eur_per_year)
    }
}
