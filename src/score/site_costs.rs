//! What one site costs, to build and to run.

use crate::economics::{CostItem, Costs, renewal_years};
use crate::scenario::{SiteTerms, Status};

/// Capital cost of a site of the plan with the link that feeds it, euro: 0 where it stands already, else the
/// items of its structure, those of every site, and those of one link.
#[must_use]
pub fn site_capex_eur(costs: &Costs, terms: &SiteTerms) -> f64 {
    if terms.status == Status::Existing {
        return 0.0;
    }
    items(costs, terms).map(|(_, item)| item.capex_eur).sum()
}

/// Running cost of a site of the plan, euro per year: the items of its structure, of every site and of the link
/// that feeds it, and its lease. Existing sites run at the same cost as new ones.
#[must_use]
pub fn site_opex_eur_per_year(costs: &Costs, terms: &SiteTerms) -> f64 {
    items(costs, terms).map(|(_, item)| item.opex_eur_per_year).sum::<f64>() + terms.lease_eur_per_year
}

/// What a site of the plan costs to run and to renew from year 1 to the end of a year, euro.
#[must_use]
pub fn site_running_eur(costs: &Costs, terms: &SiteTerms, year: u32) -> f64 {
    let renewals = |item: &CostItem| {
        let years = renewal_years(item.lifetime_years, costs.horizon_years);
        item.capex_eur * years.filter(|renewal| *renewal <= year).count() as f64
    };
    let renewed_eur: f64 = items(costs, terms).map(|(_, item)| renewals(item)).sum();
    f64::from(year) * site_opex_eur_per_year(costs, terms) + renewed_eur
}

/// The items that a site consists of, its feeding link included; an item named twice counts twice.
pub(super) fn items<'a>(
    costs: &'a Costs,
    terms: &SiteTerms,
) -> impl Iterator<Item = (&'a str, &'a CostItem)> {
    let structure = costs.structures.get(&terms.structure).into_iter().flatten();
    let ids = structure.chain(&costs.per_site).chain(&costs.per_link);
    ids.filter_map(|id| costs.items.get_key_value(id)).map(|(id, item)| (id.as_str(), item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    #[test]
    fn sites_by_hand() {
        let mut world = World::three_sites();
        let mut both = |id: &str| {
            let terms = world.site_mut(id).terms.clone();
            let costs = &world.scenario.costs;
            (site_capex_eur(costs, &terms), site_opex_eur_per_year(costs, &terms))
        };
        // Mast 10,000 + radio 6,000 + link 3,000; 500 + 300 + 200.
        assert_eq!(both("a"), (19_000.0, 1_000.0));
        // Existing, on a roof: 0 + 300 + 200.
        assert_eq!(both("b"), (0.0, 500.0));
        // As a, and a lease of 1,200.
        assert_eq!(both("c"), (19_000.0, 2_200.0));
    }

    #[test]
    fn an_item_named_twice_counts_twice() {
        let mut world = World::three_sites();
        world.scenario.costs.per_site.push("radio".into());
        let terms = world.site_mut("a").terms.clone();
        assert_eq!(site_capex_eur(&world.scenario.costs, &terms), 25_000.0);
    }
}
