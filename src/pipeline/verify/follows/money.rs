//! Money: totals from sites, items and years.

use super::figures::{Steps, check_same, check_share, check_sum};
use crate::certificate::{Instance, Refusal};
use crate::score::{Plan, YearReport};

const FEE: &str = "spectrum_fee";

pub(super) fn check(plan: &Plan, question: &Instance) -> Result<(), Refusal> {
    let cost = &plan.cost;
    let budget_cents = Steps::Cents.whole(cost.budget_eur);
    Refusal::unless_equal(
        "plan.json, cost.budget_eur, in cents",
        budget_cents,
        question.budget_cents.into(),
    )?;
    let sum = |field: &str, says, parts: &mut dyn Iterator<Item = f64>, of| {
        check_sum(&format!("plan.json, cost.{field}"), Steps::Cents, says, parts, of)
    };
    sum("capex_eur", cost.capex_eur, &mut plan.sites.iter().map(|site| site.capex_eur), "sites[].capex_eur")?;
    let items = || cost.items.iter();
    sum("capex_eur", cost.capex_eur, &mut items().map(|item| item.capex_eur), "cost.items[].capex_eur")?;
    let (says, of_items) = (cost.opex_eur_per_year, "cost.items[].opex_eur_per_year");
    sum("opex_eur_per_year", says, &mut items().map(|item| item.opex_eur_per_year), of_items)?;
    let fee = items().filter(|item| item.item == FEE).map(|item| item.opex_eur_per_year);
    let mut sites = plan.sites.iter().map(|site| site.opex_eur_per_year).chain(fee);
    sum(
        "opex_eur_per_year",
        says,
        &mut sites,
        "sites[].opex_eur_per_year and the spectrum fee of cost.items",
    )?;
    check_each(plan)?;
    cost.years.iter().enumerate().try_for_each(|(index, year)| check_year(plan, index, year))
}

/// For each covered household.
fn check_each(plan: &Plan) -> Result<(), Refusal> {
    let (cost, covered) = (&plan.cost, plan.households.covered);
    let all = [
        ("capex", cost.capex_per_covered_household_eur, cost.capex_eur),
        ("present_value", cost.present_value_per_covered_household_eur, cost.present_value_eur),
    ];
    all.into_iter().try_for_each(|(name, says, amount_eur)| {
        let place = format!("plan.json, cost.{name}_per_covered_household_eur");
        let of = format!("cost.{name}_eur / households.covered");
        check_share(&place, Steps::Cents, says, [amount_eur, covered], &of)
    })
}

/// All is built in year 0; every later year runs.
fn check_year(plan: &Plan, index: usize, year: &YearReport) -> Result<(), Refusal> {
    let (cost, first) = (&plan.cost, index == 0);
    let place = |field: &str| format!("plan.json, cost.years[{index}].{field}");
    Refusal::unless_equal(place("year"), year.year as usize, index)?;
    let amount = |field: &str, says_eur: f64, expected_eur: f64, why: &str| {
        let [says, expected] = [says_eur, expected_eur].map(|eur| Steps::Cents.whole(eur));
        check_same(&format!("{}, in cents", place(field)), says, expected, || why.to_owned())
    };
    let or_nothing = |eur: f64, is_so: bool| if is_so { eur } else { 0.0 };
    amount("capex_eur", year.capex_eur, or_nothing(cost.capex_eur, first), "cost.capex_eur in year 0 alone")?;
    let opex_eur = or_nothing(cost.opex_eur_per_year, !first);
    amount("opex_eur", year.opex_eur, opex_eur, "cost.opex_eur_per_year from year 1")
}

/// What a year earns is worth today what its costs are, euro by euro; and no more than then.
fn check_discount(index: usize, year: &YearReport) -> Result<(), Refusal> {
    let place = |field: &str| format!("plan.json, cost.years[{index}].{field}");
    let once_eur = year.cpe_eur.unwrap_or(0.0) + year.one_off_fee_eur.unwrap_or(0.0);
    let cost_eur = year.capex_eur + year.renewal_eur + once_eur + year.opex_eur;
    let is_no_more = |present_eur: f64, eur: f64| (0.0..=eur + 0.01).contains(&present_eur);
    let why = || "no more than in its year".to_owned();
    let is_possible = is_no_more(year.cost_present_value_eur, cost_eur);
    check_same(&place("cost_present_value_eur"), is_possible, true, why)?;
    let is_possible = is_no_more(year.revenue_present_value_eur, year.revenue_eur);
    check_same(&place("revenue_present_value_eur"), is_possible, true, why)?;
    if cost_eur <= 0.0 {
        return Ok(());
    }
    let share = year.revenue_eur / cost_eur;
    let expected_eur = share * year.cost_present_value_eur;
    let is_close = (year.revenue_present_value_eur - expected_eur).abs() <= 0.01 * (1.0 + share);
    let why = || format!("about {expected_eur:.2}, discounted as the year's costs are");
    check_same(&place("revenue_present_value_eur"), is_close, true, why)
}

/// The years' costs today come to those of all; and so many equal payments to no less.
pub(super) fn check_present(plan: &Plan) -> Result<(), Refusal> {
    let cost = &plan.cost;
    cost.years.iter().enumerate().try_for_each(|(index, year)| check_discount(index, year))?;
    let years = cost.years.iter().map(|year| year.cost_present_value_eur);
    let of = "cost.years[].cost_present_value_eur";
    check_sum("plan.json, cost.present_value_eur", Steps::Cents, cost.present_value_eur, years, of)?;
    let (annuity, each) =
        (cost.annuity_per_covered_household_eur, cost.present_value_per_covered_household_eur);
    let payments = cost.years.len().saturating_sub(1).max(1) as f64;
    let is_possible = match (annuity, each) {
        (Some(annuity_eur), Some(each_eur)) => payments * (annuity_eur + 0.01) >= each_eur,
        (annuity, each) => annuity.is_none() && each.is_none(),
    };
    let place = "plan.json, cost.annuity_per_covered_household_eur";
    check_same(place, is_possible, true, || "enough, year by year, for the present value".to_owned())
}
