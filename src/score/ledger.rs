//! The asset ledger of a plan, one row for each asset.
//!
//! Terminals of subscribers are one row, if the network buys them: out of its reserve, so that no fund has a share in them.
//!
//! Everything at a site belongs to the owner of the site, as guideline 2 counts it. Funds pay for assets as [`funding`] says.

use super::owners::Owners;
use super::site_costs::{SiteItem, site_items};
use super::{AssetKind, AssetReport, CpeReport, FundShareReport, Stages};
use crate::economics::{
    Amount, Costs, Share, cents, discount_ratio, funding, present_value_eur, renewal_years,
};
use crate::governance::Purpose;
use crate::scenario::SiteTerms;

/// The rows: sites by id, each with what it consists of, rents and is lent; then the spectrum, what is paid once for it, and the terminals of subscribers.
pub(super) fn report(stages: &Stages<'_>, cpe: Option<&CpeReport>) -> Vec<AssetReport> {
    let mut sites: Vec<usize> = stages.open_sites().collect();
    sites.sort_by(|&one, &other| stages.sites[one].id.cmp(&stages.sites[other].id));
    let mut rows: Vec<AssetReport> = sites.into_iter().flat_map(|site| of_site(stages, site)).collect();
    rows.push(spectrum(stages));
    rows.extend(spectrum_once(stages));
    rows.extend(cpe.filter(|cpe| cpe.is_of_network()).map(|cpe| terminals(stages, cpe)));
    fund(stages, &mut rows);
    rows
}

fn of_site(stages: &Stages<'_>, site: usize) -> Vec<AssetReport> {
    let (costs, terms) = (&stages.scenario.costs, &stages.sites[site].terms);
    let mut rows: Vec<AssetReport> =
        site_items(costs, terms, stages.tier(site)).map(|one| bought(stages, site, one)).collect();
    rows.extend(lease(stages, site));
    rows.extend(in_kind(stages, site));
    number_equals(&mut rows);
    rows
}

/// What a site consists of.
fn bought(stages: &Stages<'_>, site: usize, SiteItem { id, item, is_built, kind }: SiteItem) -> AssetReport {
    let costs = &stages.scenario.costs;
    let capex_eur = if is_built { item.capex_eur } else { 0.0 };
    let renewals = || renewal_years(item.lifetime_years, costs.horizon_years);
    let renewed_eur: f64 =
        renewals().map(|year| item.capex_eur * discount_ratio(costs.discount_rate_ratio, year)).sum();
    let renewals_count = renewals().count() as u32;
    AssetReport {
        label: item.label.clone(),
        capex_eur,
        opex_eur_per_year: item.opex_eur_per_year,
        lifetime_years: Some(item.lifetime_years),
        renewals: renewals_count,
        renewals_eur: item.capex_eur * f64::from(renewals_count),
        present_value_eur: capex_eur + renewed_eur + running_eur(costs, item.opex_eur_per_year),
        source: item.source.clone(),
        price_year: Some(item.year),
        ..plain(stages, site, kind, id)
    }
}

/// The rent of a site, if it has one.
fn lease(stages: &Stages<'_>, site: usize) -> Option<AssetReport> {
    let SiteTerms { lease_eur_per_year, .. } = stages.sites[site].terms;
    (lease_eur_per_year > 0.0).then(|| AssetReport {
        label: "Rent of the site".into(),
        opex_eur_per_year: lease_eur_per_year,
        present_value_eur: running_eur(&stages.scenario.costs, lease_eur_per_year),
        ..plain(stages, site, AssetKind::Lease, "lease")
    })
}

/// What the owner of a site lends free of charge, if it has been given a value.
fn in_kind(stages: &Stages<'_>, site: usize) -> Option<AssetReport> {
    let SiteTerms { in_kind_eur_per_year, .. } = stages.sites[site].terms;
    (in_kind_eur_per_year > 0.0).then(|| AssetReport {
        label: "Land, roof or mast lent free of charge".into(),
        in_kind_eur_per_year,
        in_kind_present_value_eur: running_eur(&stages.scenario.costs, in_kind_eur_per_year),
        ..plain(stages, site, AssetKind::InKind, "in_kind")
    })
}

fn spectrum(stages: &Stages<'_>) -> AssetReport {
    let governance = &stages.scenario.governance;
    let (holder, fee_eur) = (&governance.spectrum.holder, governance.spectrum.fee_eur_per_year);
    AssetReport {
        asset: "spectrum".into(),
        site: None,
        label: "Spectrum fee".into(),
        owner: holder.clone(),
        owner_public: holder.as_ref().is_none_or(|id| !governance.is_private(id)),
        opex_eur_per_year: fee_eur,
        present_value_eur: running_eur(&stages.scenario.costs, fee_eur),
        source: "governance.spectrum in the scenario".into(),
        ..empty(stages, AssetKind::Spectrum, "spectrum_fee")
    }
}

/// What is paid once for the right, if anything: in year 0, by its holder and out of no fund.
fn spectrum_once(stages: &Stages<'_>) -> Option<AssetReport> {
    let one_off_fee_eur = stages.scenario.governance.spectrum.one_off_fee_eur;
    (one_off_fee_eur > 0.0).then(|| AssetReport {
        asset: "spectrum once".into(),
        item: "spectrum_one_off_fee".into(),
        label: "Spectrum fee, paid once".into(),
        opex_eur_per_year: 0.0,
        present_value_eur: one_off_fee_eur,
        ..spectrum(stages)
    })
}

/// The terminals of subscribers.
fn terminals(stages: &Stages<'_>, cpe: &CpeReport) -> AssetReport {
    let spent_eur = cpe.by_year_eur();
    AssetReport {
        asset: "cpe".into(),
        label: cpe.label.clone(),
        lifetime_years: Some(cpe.lifetime_years),
        renewals: spent_eur.iter().filter(|eur| **eur > 0.0).count() as u32,
        renewals_eur: cpe.purchases_eur,
        present_value_eur: present_value_eur(&spent_eur, stages.scenario.costs.discount_rate_ratio),
        source: cpe.source.clone(),
        price_year: Some(cpe.price_year),
        ..empty(stages, AssetKind::Cpe, &cpe.item)
    }
}

/// A row of a site without money.
fn plain(stages: &Stages<'_>, site: usize, kind: AssetKind, item: &str) -> AssetReport {
    let site = &stages.sites[site];
    let reverts = site.terms.reverts.as_ref();
    AssetReport {
        asset: format!("{}/{item}", site.id),
        site: Some(site.id.clone()),
        reversion_year: reverts.map(|reversion| reversion.year),
        reverts_to: reverts.map(|reversion| reversion.to.clone()),
        owner: Some(site.terms.owner.clone()),
        owner_public: Owners(&stages.scenario.governance).private(&site.terms.owner).is_none(),
        ..empty(stages, kind, item)
    }
}

fn empty(stages: &Stages<'_>, kind: AssetKind, item: &str) -> AssetReport {
    AssetReport {
        asset: String::new(),
        kind,
        site: None,
        item: item.to_owned(),
        label: String::new(),
        owner: None,
        owner_public: true,
        reversion_year: None,
        reverts_to: None,
        manager: stages.scenario.governance.managing_body.name.clone(),
        capex_eur: 0.0,
        funds: Vec::new(),
        opex_eur_per_year: 0.0,
        lifetime_years: None,
        renewals: 0,
        renewals_eur: 0.0,
        present_value_eur: 0.0,
        in_kind_eur_per_year: 0.0,
        in_kind_present_value_eur: 0.0,
        source: "the terms of the site in the scenario".into(),
        price_year: None,
    }
}

/// What so much a year is worth over the horizon, euro.
fn running_eur(costs: &Costs, eur_per_year: f64) -> f64 {
    let mut flows_eur = vec![eur_per_year; costs.horizon_years as usize + 1];
    flows_eur[0] = 0.0;
    present_value_eur(&flows_eur, costs.discount_rate_ratio)
}

/// Tells items apart that a site has more than once.
fn number_equals(rows: &mut [AssetReport]) {
    for at in 1..rows.len() {
        let before = rows[..at].iter().filter(|row| row.item == rows[at].item).count();
        if before > 0 {
            rows[at].asset = format!("{} {}", rows[at].asset, before + 1);
        }
    }
}

/// Says which fund pays how much of each.
fn fund(stages: &Stages<'_>, rows: &mut [AssetReport]) {
    let funds = &stages.scenario.governance.funds;
    let money: Vec<Amount> = funds
        .iter()
        .map(|fund| Amount {
            cents: cents(fund.capex_eur),
            is_public: fund.public,
            purposes: fund.purposes(),
        })
        .collect();
    let assets: Vec<Amount> = rows
        .iter()
        .map(|row| Amount {
            cents: cents(row.capex_eur),
            is_public: row.owner_public,
            purposes: row.kind.purpose().map_or(0, Purpose::bit),
        })
        .collect();
    let share = |share: &Share| FundShareReport {
        fund: funds[share.fund].id.clone(),
        capex_eur: share.cents as f64 / 100.0,
    };
    for (row, shares) in rows.iter_mut().zip(funding(&assets, &money)) {
        row.funds = shares.iter().map(share).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::governance::Reversion;
    use crate::score::world::World;

    fn sum(rows: &[AssetReport], part: fn(&AssetReport) -> f64) -> f64 {
        rows.iter().map(part).sum()
    }

    /// Sites a and c are built, b stands: 19,000 twice; the private c rents for 1,200, and the spectrum costs 2,000 a year.
    #[test]
    fn three_sites_by_hand() {
        let plan = World::three_sites().plan();
        let rows = &plan.ledger;
        let of = |asset: &str| rows.iter().find(|row| row.asset == asset).unwrap();
        assert_eq!((of("a/mast").capex_eur, of("b/radio").capex_eur), (10_000.0, 0.0));
        // A radio of 6,000 is bought again in year 5 of ten, at 4 % 4,931.56 today; 300 a year are 2,433.27.
        let radio = of("b/radio");
        assert_eq!((radio.renewals, radio.renewals_eur, radio.present_value_eur), (1, 6_000.0, 7_364.83));
        assert_eq!((of("c/lease").opex_eur_per_year, of("spectrum").opex_eur_per_year), (1_200.0, 2_000.0));
        assert_eq!((of("a/mast").kind, of("a/link").kind), (AssetKind::Structure, AssetKind::Link));
        assert!(of("a/mast").owner_public && !of("c/mast").owner_public);
    }

    #[test]
    fn the_totals_are_sums_of_the_ledger() {
        let plan = World::three_sites().plan();
        let (rows, cost) = (&plan.ledger, &plan.cost);
        assert_eq!(sum(rows, |row| row.capex_eur), cost.capex_eur);
        assert_eq!(sum(rows, |row| row.opex_eur_per_year), cost.opex_eur_per_year);
        let renewals_eur: f64 = cost.years.iter().map(|year| year.renewal_eur).sum();
        assert_eq!(sum(rows, |row| row.renewals_eur), renewals_eur);
        assert!(
            (sum(rows, |row| row.present_value_eur) - cost.present_value_eur).abs()
                < 0.01 * rows.len() as f64
        );
        let paid: f64 = rows.iter().flat_map(|row| &row.funds).map(|share| share.capex_eur).sum();
        assert_eq!(paid, cost.capex_eur);
        for row in rows {
            let paid: f64 = row.funds.iter().map(|share| share.capex_eur).sum();
            assert_eq!(paid, row.capex_eur, "{}", row.asset);
        }
    }

    #[test]
    fn what_is_lent_is_credited_once_to_its_owner() {
        let mut world = World::three_sites();
        world.site_mut("a").terms.in_kind_eur_per_year = 100.0;
        let plan = world.plan();
        let lent: Vec<&AssetReport> =
            plan.ledger.iter().filter(|row| row.in_kind_eur_per_year > 0.0).collect();
        // Site b's roof is lent from the beginning.
        let names: Vec<&str> = lent.iter().map(|row| row.asset.as_str()).collect();
        assert_eq!(names, ["a/in_kind", "b/in_kind"]);
        // 100 a year for ten years at 4 %.
        assert_eq!((lent[0].asset.as_str(), lent[0].in_kind_present_value_eur), ("a/in_kind", 811.09));
        assert_eq!((lent[0].present_value_eur, lent[0].capex_eur), (0.0, 0.0), "no cost");
        assert_eq!(lent[0].owner.as_deref(), Some(world.site_mut("a").terms.owner.as_str()));
    }

    /// Torri S.p.A. hands site c over after eight years.
    #[test]
    fn what_reverts_says_when_and_to_whom() {
        let mut world = World::three_sites();
        world.site_mut("c").terms.reverts = Some(Reversion { year: 8, to: "province".into() });
        for row in world.plan().ledger {
            let is_of_c = row.site.as_deref() == Some("c");
            assert_eq!(row.reversion_year, is_of_c.then_some(8), "{}", row.asset);
            assert_eq!(row.reverts_to.as_deref(), is_of_c.then_some("province"), "{}", row.asset);
            assert_eq!(row.owner_public, !is_of_c, "until then it is Torri's");
        }
    }

    #[test]
    fn an_item_twice_has_two_rows_with_names_of_their_own() {
        let mut world = World::three_sites();
        world.scenario.costs.per_site.push("radio".into());
        let plan = world.plan();
        let names: Vec<&str> = plan
            .ledger
            .iter()
            .filter(|row| row.site.as_deref() == Some("a") && row.item == "radio")
            .map(|row| row.asset.as_str())
            .collect();
        assert_eq!(names, ["a/radio", "a/radio 2"]);
    }
}
