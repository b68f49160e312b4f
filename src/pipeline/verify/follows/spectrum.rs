//! The right to the spectrum: its duties from the comuni, and where its fees stand in the ledger and in the years.

use super::figures::{check_report, check_same};
use crate::certificate::Refusal;
use crate::economics::to_cents;
use crate::score::{AssetKind, AssetReport, Plan, SpectrumReport, spectrum_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    let found = &plan.spectrum;
    let expected = spectrum_of(&found.right, &plan.comuni);
    check_report::<SpectrumReport>("spectrum", found, &expected, "spectrum.right and comuni[]")?;
    check_years(plan)?;
    check_rows(plan)
}

/// What is paid once is paid in year 0.
fn check_years(plan: &Plan) -> Result<(), Refusal> {
    let fee_eur = to_cents(plan.spectrum.right.one_off_fee_eur);
    let word = |eur: Option<f64>| eur.map_or("null".to_owned(), |eur| eur.to_string());
    plan.cost.years.iter().enumerate().try_for_each(|(index, year)| {
        let expected =
            (plan.spectrum.right.one_off_fee_eur > 0.0).then_some(if index == 0 { fee_eur } else { 0.0 });
        let place = format!("plan.json, cost.years[{index}].one_off_fee_eur");
        check_same(&place, word(year.one_off_fee_eur), word(expected), || {
            "spectrum.right.one_off_fee_eur in year 0".to_owned()
        })
    })
}

/// One row for each year's fee, and another where something is paid once.
fn check_rows(plan: &Plan) -> Result<(), Refusal> {
    let right = &plan.spectrum.right;
    let rows: Vec<&AssetReport> = plan.ledger.iter().filter(|row| row.kind == AssetKind::Spectrum).collect();
    let place = "plan.json, ledger[], rows of the spectrum";
    check_same(place, rows.len(), 1 + usize::from(right.one_off_fee_eur > 0.0), || {
        "one, and one more where something is paid once (spectrum.right)".to_owned()
    })?;
    let once = [
        ("spectrum", "spectrum_fee", to_cents(right.fee_eur_per_year), None),
        ("spectrum once", "spectrum_one_off_fee", 0.0, Some(to_cents(right.one_off_fee_eur))),
    ];
    rows.into_iter().zip(once).try_for_each(|(row, (asset, item, yearly_eur, once_eur))| {
        let holder = right.holder.as_deref().unwrap_or("null");
        let all = [
            ("asset", row.asset.clone(), asset.to_owned()),
            ("item", row.item.clone(), item.to_owned()),
            ("owner", row.owner.clone().unwrap_or("null".into()), holder.to_owned()),
            ("opex_eur_per_year", row.opex_eur_per_year.to_string(), yearly_eur.to_string()),
            (
                "present_value_eur",
                row.present_value_eur.to_string(),
                once_eur.unwrap_or(row.present_value_eur).to_string(),
            ),
        ];
        all.into_iter().try_for_each(|(field, found, expected)| {
            let place = format!("plan.json, ledger[], {asset}, {field}");
            check_same(&place, found, expected, || "spectrum.right".to_owned())
        })
    })
}
