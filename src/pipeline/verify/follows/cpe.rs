//! The terminals of subscribers: from covered households, take-up, life and price; and where they stand in the years and in the ledger.

use super::figures::{check_report, check_same};
use crate::certificate::Refusal;
use crate::score::{AssetKind, AssetReport, CpeReport, Plan, cpe_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    let cpe = plan.cost.cpe.as_ref();
    if let Some(cpe) = cpe {
        let horizon_years = plan.cost.years.len().saturating_sub(1) as u32;
        let take_up = plan.balance.wholesale.take_up_ratios(plan.balance.take_up_ratio, horizon_years);
        let expected = cpe_of(cpe, plan.households.covered, &take_up);
        check_report::<CpeReport>("cost.cpe", cpe, &expected, "covered households, take-up, life and price")?;
    }
    let of_network = cpe.filter(|cpe| cpe.is_of_network());
    let spent_eur = of_network.map(CpeReport::by_year_eur);
    let word = |eur: Option<f64>| eur.map_or("null".to_owned(), |eur| eur.to_string());
    for (index, year) in plan.cost.years.iter().enumerate() {
        let expected = spent_eur.as_ref().and_then(|all| all.get(index).copied());
        let place = format!("plan.json, cost.years[{index}].cpe_eur");
        check_same(&place, word(year.cpe_eur), word(expected), || {
            "cost.cpe.bought_by_year at the price of each, where the network pays".to_owned()
        })?;
    }
    let rows: Vec<&AssetReport> = plan.ledger.iter().filter(|row| row.kind == AssetKind::Cpe).collect();
    let place = "plan.json, ledger[], rows of terminals";
    check_same(place, rows.len(), usize::from(of_network.is_some()), || {
        "one where the network buys terminals (cost.cpe.paid_by)".to_owned()
    })?;
    rows.into_iter().zip(of_network).try_for_each(|(row, cpe)| check_row(row, cpe))
}

/// The row of the ledger says what the terminals come to, and nothing else.
fn check_row(row: &AssetReport, cpe: &CpeReport) -> Result<(), Refusal> {
    let years = |year: Option<u32>| year.map_or("null".to_owned(), |year| year.to_string());
    let bought = cpe.by_year_eur().into_iter().filter(|eur| *eur > 0.0).count();
    let owner = row.owner.as_deref().unwrap_or("null");
    let all = [
        ("asset", row.asset.clone(), "cpe".to_owned()),
        ("site", row.site.clone().unwrap_or("null".into()), "null".to_owned()),
        ("owner", owner.to_owned(), "null".to_owned()),
        ("reversion_year", years(row.reversion_year), "null".to_owned()),
        ("reverts_to", row.reverts_to.clone().unwrap_or("null".into()), "null".to_owned()),
        ("item", row.item.clone(), cpe.item.clone()),
        ("label", row.label.clone(), cpe.label.clone()),
        ("source", row.source.clone(), cpe.source.clone()),
        ("price_year", years(row.price_year), cpe.price_year.to_string()),
        ("lifetime_years", years(row.lifetime_years), cpe.lifetime_years.to_string()),
        ("renewals", row.renewals.to_string(), bought.to_string()),
        ("renewals_eur", row.renewals_eur.to_string(), cpe.purchases_eur.to_string()),
        ("capex_eur", row.capex_eur.to_string(), "0".to_owned()),
        ("opex_eur_per_year", row.opex_eur_per_year.to_string(), "0".to_owned()),
    ];
    all.into_iter().try_for_each(|(field, says, expected)| {
        let place = format!("plan.json, {field} of the terminals in the ledger");
        check_same(&place, says, expected, || "cost.cpe, and bought later out of the reserve".to_owned())
    })
}
