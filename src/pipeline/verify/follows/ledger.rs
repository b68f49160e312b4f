//! The asset ledger: its rows against sites, items, years and owners.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::{Steps, check_same, check_sum};
use crate::certificate::Refusal;
use crate::score::{AssetKind, AssetReport, CostItemReport, OwnerReport, Plan};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    for (at, row) in plan.ledger.iter().enumerate() {
        let place = |field: &str| format!("plan.json, ledger[{at}].{field}");
        check_names(plan, row, &place)?;
        check_item(plan, row, &place)?;
        check_loan(row, &place)?;
        check_loan_value(plan, row, &place)?;
        check_funds(plan, row, &place)?;
    }
    check_spent(plan)?;
    check_sites(plan)?;
    check_items(plan)?;
    check_totals(plan)
}

/// Its name, its site, its owner and its manager.
fn check_names(plan: &Plan, row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let site = row.site.as_ref().map(|id| {
        let found = plan.sites.iter().find(|site| site.id == *id);
        found.ok_or_else(|| Refusal::of(place("site"), id, "one of sites[].id"))
    });
    let site = site.transpose()?;
    let is_of_all = [AssetKind::Spectrum, AssetKind::Cpe].contains(&row.kind);
    let alone = if row.kind == AssetKind::Cpe { "cpe" } else { "spectrum" };
    let prefix = site.map_or_else(|| alone.to_owned(), |site| format!("{}/{}", site.id, row.item));
    let is_named =
        row.asset == prefix || row.asset.strip_prefix(&prefix).is_some_and(|rest| rest.starts_with(' '));
    check_same(&place("asset"), is_named, true, || format!("it begins with {prefix}"))?;
    if let Some(site) = site {
        let found = row.owner.as_deref().unwrap_or_default();
        check_same(&place("owner"), found, site.owner.as_str(), || format!("owner of {}", site.id))?;
    }
    let owner = row.owner.as_ref().map(|id| {
        let found: Option<&OwnerReport> = plan.owners.iter().find(|owner| owner.id == *id);
        found.ok_or_else(|| Refusal::of(place("owner"), id, "one of owners[].id"))
    });
    let is_public = owner.transpose()?.is_none_or(|owner| owner.kind.is_public());
    check_same(&place("owner_public"), row.owner_public, is_public, || "kind of its owner".to_owned())?;
    check_same(&place("kind"), row.site.is_none(), is_of_all, || {
        "the spectrum and terminals alone have no site".to_owned()
    })?;
    let first = plan.ledger.first().map_or("", |row| row.manager.as_str());
    check_same(&place("manager"), row.manager.as_str(), first, || "the same in every row".to_owned())
}

/// What `cost.items` says of the same item; of terminals see `cpe.rs`.
fn check_item(plan: &Plan, row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    if row.kind == AssetKind::Cpe {
        return Ok(());
    }
    let rented = [AssetKind::Lease, AssetKind::InKind, AssetKind::Spectrum].contains(&row.kind);
    let item: Option<&CostItemReport> = plan.cost.items.iter().find(|item| item.item == row.item);
    let Some(item) = item.filter(|_| !rented) else {
        let none = (row.lifetime_years, row.price_year, row.renewals, row.capex_eur.to_bits());
        let is_plain = none == (None, None, 0, 0)
            && ["lease", "in_kind", "spectrum_fee", "spectrum_one_off_fee"].contains(&row.item.as_str());
        return check_same(&place("item"), rented && is_plain, true, || {
            "one of cost.items, or rent, loan or spectrum without purchase".to_owned()
        });
    };
    let of = |field: &str| format!("cost.items has for {}, {field}", row.item);
    check_same(&place("label"), &row.label, &item.label, || of("label"))?;
    check_same(&place("source"), &row.source, &item.source, || of("source"))?;
    let years = |year: Option<u32>| year.map_or("null".to_owned(), |year| year.to_string());
    check_same(&place("lifetime_years"), years(row.lifetime_years), years(item.lifetime_years), || {
        of("lifetime_years")
    })?;
    check_same(&place("price_year"), years(row.price_year), years(item.price_year), || of("price_year"))?;
    check_renewals(plan, row, place)
}

/// What is lent stands in rows of its own.
fn check_loan(row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let amounts = [
        ("in_kind_eur_per_year", row.in_kind_eur_per_year),
        ("in_kind_present_value_eur", row.in_kind_present_value_eur),
    ];
    let mut none = amounts.into_iter().filter(|_| row.kind != AssetKind::InKind);
    none.try_for_each(|(field, says_eur)| {
        check_same(&place(field), Steps::Cents.whole(says_eur), 0, || "nothing is lent here".to_owned())
    })
}

/// A loan is worth over the years what as much rent, or fee for spectrum, costs over them.
fn check_loan_value(plan: &Plan, row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let pays_only_yearly = |other: &&AssetReport| {
        [AssetKind::Lease, AssetKind::Spectrum].contains(&other.kind) && other.opex_eur_per_year > 0.0
    };
    let Some(rent) = plan.ledger.iter().find(pays_only_yearly) else { return Ok(()) };
    let share = row.in_kind_eur_per_year / rent.opex_eur_per_year;
    let years = rent.present_value_eur / rent.opex_eur_per_year;
    let expected_eur = share * rent.present_value_eur;
    // All four amounts are off by half a cent at most, those of a year in each of the years.
    let slack_eur = 0.01 * (1.0 + share) * (1.0 + years);
    let found_eur = row.in_kind_present_value_eur;
    if (found_eur - expected_eur).abs() <= slack_eur {
        return Ok(());
    }
    let expected = format!("about {expected_eur:.2}: what {} costs a year, over the same years", rent.asset);
    Err(Refusal::of(place("in_kind_present_value_eur"), found_eur, expected))
}

/// How often something is bought again follows from its life and the horizon.
fn check_renewals(plan: &Plan, row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let horizon_years = plan.cost.years.len().saturating_sub(1) as u32;
    let expected = row.lifetime_years.map_or(0, |years| horizon_years.saturating_sub(1) / years.max(1));
    check_same(&place("renewals"), row.renewals, expected, || {
        "lifetime_years within the horizon".to_owned()
    })?;
    if row.capex_eur > 0.0 {
        let expected_eur = row.capex_eur * f64::from(row.renewals);
        let [says, expected] = [row.renewals_eur, expected_eur].map(|eur| Steps::Cents.whole(eur));
        let why = || "capex_eur for each renewal, in cents".to_owned();
        check_same(&place("renewals_eur"), says, expected, why)?;
    }
    check_alike(plan, row, place)
}

/// The same item costs the same everywhere, where it is built and where it stands already.
fn check_alike(plan: &Plan, row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let is_alike =
        |other: &&AssetReport| other.item == row.item && (other.capex_eur > 0.0) == (row.capex_eur > 0.0);
    let Some(first) = plan.ledger.iter().find(is_alike) else { return Ok(()) };
    let amounts = |row: &AssetReport| {
        [
            ("capex_eur", row.capex_eur),
            ("opex_eur_per_year", row.opex_eur_per_year),
            ("renewals_eur", row.renewals_eur),
            ("present_value_eur", row.present_value_eur),
        ]
    };
    amounts(row).into_iter().zip(amounts(first)).try_for_each(|((field, says), (_, expected))| {
        check_same(&place(field), says, expected, || format!("as for {}", first.asset))
    })
}

fn check_funds(plan: &Plan, row: &AssetReport, place: &impl Fn(&str) -> String) -> Result<(), Refusal> {
    let is_known = |id: &str| plan.cost.funds.iter().any(|fund| fund.fund == id);
    if let Some(share) = row.funds.iter().find(|share| !is_known(&share.fund)) {
        return Err(Refusal::of(place("funds[].fund"), &share.fund, "one of cost.funds[].fund"));
    }
    let shares = row.funds.iter().map(|share| share.capex_eur);
    check_sum(&place("capex_eur"), Steps::Cents, row.capex_eur, shares, "its funds")
}

/// Funds pay for what they may, and no more than they hold.
fn check_spent(plan: &Plan) -> Result<(), Refusal> {
    let held = plan.cost.funds.iter().map(|fund| fund.capex_eur);
    check_sum(
        "plan.json, cost.budget_eur",
        Steps::Cents,
        plan.cost.budget_eur,
        held,
        "cost.funds[].capex_eur",
    )?;
    for (at, fund) in plan.cost.funds.iter().enumerate() {
        let rows = plan.ledger.iter().flat_map(|row| row.funds.iter().map(move |share| (row, share)));
        let own: Vec<(&AssetReport, f64)> = rows
            .filter(|(_, share)| share.fund == fund.fund)
            .map(|(row, share)| (row, share.capex_eur))
            .collect();
        let place = |field: &str| format!("plan.json, cost.funds[{at}].{field}");
        let shares = own.iter().map(|(_, eur)| *eur);
        check_sum(&place("spent_eur"), Steps::Cents, fund.spent_eur, shares, "its shares in the ledger")?;
        let is_within = Steps::Cents.whole(fund.spent_eur) <= Steps::Cents.whole(fund.capex_eur);
        check_same(&place("spent_eur"), is_within, true, || "no more than its capex_eur".to_owned())?;
        for (row, _) in own {
            let may = row.kind.purpose().is_some_and(|purpose| fund.pays_for.contains(&purpose));
            check_same(&place("pays_for"), may, true, || format!("it pays for {}", row.asset))?;
        }
    }
    Ok(())
}

/// Sites are sums of their rows.
fn check_sites(plan: &Plan) -> Result<(), Refusal> {
    let mut rows: BTreeMap<&str, Vec<&AssetReport>> = BTreeMap::new();
    for row in &plan.ledger {
        rows.entry(row.site.as_deref().unwrap_or_default()).or_default().push(row);
    }
    for (at, site) in plan.sites.iter().enumerate() {
        let own = rows.get(site.id.as_str()).map_or(&[][..], Vec::as_slice);
        let sum = |field: &str, says: f64, part: fn(&AssetReport) -> f64| {
            let place = format!("plan.json, sites[{at}].{field}");
            check_sum(&place, Steps::Cents, says, own.iter().map(|row| part(row)), "its rows of the ledger")
        };
        sum("capex_eur", site.capex_eur, |row| row.capex_eur)?;
        sum("opex_eur_per_year", site.opex_eur_per_year, |row| row.opex_eur_per_year)?;
        sum("in_kind_eur_per_year", site.in_kind_eur_per_year, |row| row.in_kind_eur_per_year)?;
    }
    Ok(())
}

/// So are items.
fn check_items(plan: &Plan) -> Result<(), Refusal> {
    for (at, item) in plan.cost.items.iter().enumerate() {
        let rows = || plan.ledger.iter().filter(|row| row.item == item.item);
        let sum = |field: &str, says: f64, part: fn(&AssetReport) -> f64| {
            let place = format!("plan.json, cost.items[{at}].{field}");
            check_sum(&place, Steps::Cents, says, rows().map(part), "the ledger's rows of the item")
        };
        sum("capex_eur", item.capex_eur, |row| row.capex_eur)?;
        sum("opex_eur_per_year", item.opex_eur_per_year, |row| row.opex_eur_per_year)?;
        let paid = rows().filter(|row| row.kind != AssetKind::Spectrum || row.opex_eur_per_year > 0.0);
        let place = format!("plan.json, cost.items[{at}].count");
        check_same(&place, item.count as usize, paid.count(), || "the ledger's rows of the item".to_owned())?;
    }
    Ok(())
}

fn check_totals(plan: &Plan) -> Result<(), Refusal> {
    let rows = plan.ledger.iter();
    let years_eur: f64 = plan.cost.years.iter().map(|year| year.renewal_eur).sum();
    let renewed = rows.clone().filter(|row| row.kind != AssetKind::Cpe);
    let renewals = renewed.map(|row| row.renewals_eur);
    check_sum(
        "plan.json, cost.years[].renewal_eur, together",
        Steps::Cents,
        years_eur,
        renewals,
        "the ledger",
    )?;
    let present = rows.map(|row| row.present_value_eur);
    let place = "plan.json, cost.present_value_eur";
    check_sum(place, Steps::Cents, plan.cost.present_value_eur, present, "the ledger's present_value_eur")?;
    let names: BTreeSet<&str> = plan.ledger.iter().map(|row| row.asset.as_str()).collect();
    let place = "plan.json, ledger[].asset, different ones";
    check_same(place, names.len(), plan.ledger.len(), || "each has a name of its own".to_owned())
}
