//! What one site costs, to build and to run, with the link that feeds it.

use super::AssetKind;
use crate::backhaul::Carried;
use crate::economics::{CostItem, Costs, renewal_years, to_cents};
use crate::governance::Purpose;
use crate::scenario::{Backhaul, SiteTerms, Status};

/// What the tier of the link that feeds a site needs beside the items of every link.
#[derive(Debug, Clone, Copy)]
pub struct TierItems<'a> {
    /// Ids of the items.
    pub ids: &'a [String],
    /// They stand where the site stands already: no usable tier of the link is cheaper.
    pub is_cheapest: bool,
}

impl<'a> TierItems<'a> {
    /// Those of a site that no link feeds, or of whose link nothing is known.
    pub const NONE: Self = Self { ids: &[], is_cheapest: true };

    /// Those of a tier of a band, by index.
    #[must_use]
    pub fn of(spec: &'a Backhaul, band: usize, tier: usize) -> Self {
        Self { ids: &spec.bands[band].tiers[tier].items, is_cheapest: true }
    }

    /// Those of the link into a site of a plan.
    #[must_use]
    pub fn carried(spec: &'a Backhaul, carried: Option<&Carried>) -> Self {
        carried.map_or(Self::NONE, |one| Self {
            is_cheapest: one.is_cheapest,
            ..Self::of(spec, one.band, one.tier)
        })
    }
}

/// Capital cost of a site of the plan with the link that feeds it, euro: the items of its structure, those of every site, those
/// of one link and those of the link's tier. Where the site stands already so does its link with its cheapest tier, and only a dearer
/// tier is bought.
#[must_use]
pub fn site_capex_eur(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>) -> f64 {
    capex_eur(site_items(costs, terms, tier))
}

/// The part of it that is for such purposes.
#[must_use]
pub fn purpose_capex_eur(
    costs: &Costs,
    terms: &SiteTerms,
    tier: TierItems<'_>,
    is_meant: impl Fn(Purpose) -> bool,
) -> f64 {
    capex_eur(site_items(costs, terms, tier).filter(|one| one.kind.purpose().is_some_and(&is_meant)))
}

/// The part of it that is the link's.
#[must_use]
pub fn link_capex_eur(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>) -> f64 {
    capex_eur(link_items(costs, terms, tier))
}

/// Running cost of a site of the plan, euro per year: the items of its structure, of every site and of the link
/// that feeds it, and its lease. Existing sites run at the same cost as new ones.
#[must_use]
pub fn site_opex_eur_per_year(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>) -> f64 {
    opex_eur_per_year(site_items(costs, terms, tier)) + terms.lease_eur_per_year
}

/// The part of it that is the link's, euro per year.
#[must_use]
pub fn link_opex_eur_per_year(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>) -> f64 {
    opex_eur_per_year(link_items(costs, terms, tier))
}

/// What a site of the plan costs to run and to renew from year 1 to the end of a year, euro.
#[must_use]
pub fn site_running_eur(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>, year: u32) -> f64 {
    let renewals = |item: &CostItem| {
        let years = renewal_years(item.lifetime_years, costs.horizon_years);
        item.capex_eur * years.filter(|renewal| *renewal <= year).count() as f64
    };
    let renewed_eur: f64 = site_items(costs, terms, tier).map(|one| renewals(one.item)).sum();
    f64::from(year) * site_opex_eur_per_year(costs, terms, tier) + renewed_eur
}

/// The part of its running cost that is energy, euro per year.
#[must_use]
pub fn site_energy_eur_per_year(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>) -> f64 {
    site_items(costs, terms, tier).map(|one| one.item.energy_eur_per_year).sum::<f64>() + 0.0
}

/// What building all of it again, be it new or standing already, takes where no insurance pays for such a share, euro.
#[must_use]
pub fn site_rebuild_eur(costs: &Costs, terms: &SiteTerms, tier: TierItems<'_>, uninsured_ratio: f64) -> f64 {
    let as_new_eur = site_items(costs, terms, tier).map(|one| one.item.capex_eur).sum::<f64>() + 0.0;
    to_cents(uninsured_ratio * as_new_eur)
}

/// An item that a site consists of.
#[derive(Debug, Clone, Copy)]
pub(super) struct SiteItem<'a> {
    pub(super) id: &'a str,
    pub(super) item: &'a CostItem,
    /// It is bought now; else it stands already.
    pub(super) is_built: bool,
    pub(super) kind: AssetKind,
}

/// The items that a site consists of, its feeding link included; an item named twice counts twice.
pub(super) fn site_items<'a>(
    costs: &'a Costs,
    terms: &SiteTerms,
    tier: TierItems<'a>,
) -> impl Iterator<Item = SiteItem<'a>> {
    let structure = costs.structures.get(&terms.structure).into_iter().flatten();
    let is_new = terms.status != Status::Existing;
    priced(costs, structure, is_new, AssetKind::Structure)
        .chain(priced(costs, costs.per_site.iter(), is_new, AssetKind::Equipment))
        .chain(link_items(costs, terms, tier))
}

/// Those of its feeding link.
fn link_items<'a>(
    costs: &'a Costs,
    terms: &SiteTerms,
    tier: TierItems<'a>,
) -> impl Iterator<Item = SiteItem<'a>> {
    let is_new = terms.status != Status::Existing;
    let tier_items = priced(costs, tier.ids.iter(), is_new || !tier.is_cheapest, AssetKind::Link);
    priced(costs, costs.per_link.iter(), is_new, AssetKind::Link).chain(tier_items)
}

fn priced<'a>(
    costs: &'a Costs,
    ids: impl Iterator<Item = &'a String>,
    is_built: bool,
    kind: AssetKind,
) -> impl Iterator<Item = SiteItem<'a>> {
    let priced = ids.filter_map(|id| costs.items.get_key_value(id));
    priced.map(move |(id, item)| SiteItem { id, item, is_built, kind })
}

fn capex_eur<'a>(items: impl Iterator<Item = SiteItem<'a>>) -> f64 {
    // a sum of nothing is -0
    items.filter(|one| one.is_built).map(|one| one.item.capex_eur).sum::<f64>() + 0.0
}

fn opex_eur_per_year<'a>(items: impl Iterator<Item = SiteItem<'a>>) -> f64 {
    items.map(|one| one.item.opex_eur_per_year).sum::<f64>() + 0.0
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
            (
                site_capex_eur(costs, &terms, TierItems::NONE),
                site_opex_eur_per_year(costs, &terms, TierItems::NONE),
            )
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
        assert_eq!(site_capex_eur(&world.scenario.costs, &terms, TierItems::NONE), 25_000.0);
    }

    #[test]
    fn a_dearer_tier_is_bought_for_a_site_that_stands_too() {
        let mut world = World::three_sites();
        let ids = ["radio".to_owned()];
        let mut all = |id: &str, is_cheapest| {
            let terms = world.site_mut(id).terms.clone();
            let (costs, tier) = (&world.scenario.costs, TierItems { ids: &ids, is_cheapest });
            let link = [link_capex_eur(costs, &terms, tier), link_opex_eur_per_year(costs, &terms, tier)];
            (link, site_capex_eur(costs, &terms, tier), site_opex_eur_per_year(costs, &terms, tier))
        };
        // The tier costs as much as a radio, 6,000 and 300 a year, beside the link's 3,000 and 200.
        for is_cheapest in [true, false] {
            assert_eq!(all("a", is_cheapest), ([9_000.0, 500.0], 25_000.0, 1_300.0));
        }
        assert_eq!(all("b", true), ([0.0, 500.0], 0.0, 800.0));
        assert_eq!(all("b", false), ([6_000.0, 500.0], 6_000.0, 800.0));
    }
}
