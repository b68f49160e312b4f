//! The running network: revenue of each year from its terms, then every case again, and what guideline 4 says of it.

use super::figures::{Steps, check_report, check_same, check_sum};
use crate::certificate::Refusal;
use crate::score::{BalanceReport, BalanceTerms, Plan, TowerReport, YearReport, balance_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    for (index, year) in plan.cost.years.iter().enumerate() {
        check_parts(index, year)?;
        check_revenue(plan, index, year)?;
    }
    let towers = plan.balance.towers.iter();
    let rebuild_eur =
        towers.map(|TowerReport { site, rebuild_eur, .. }| (site.clone(), *rebuild_eur)).collect();
    let terms = BalanceTerms { report: plan.balance.clone(), rebuild_eur };
    let (expected, reserves, verdict) = balance_of(&terms, plan);
    let of = "its terms, cost.years[], sites[], links[] and anchors[]";
    check_report::<BalanceReport>("balance", &plan.balance, &expected, of)?;
    for (index, (year, [calm_eur, stressed_eur])) in plan.cost.years.iter().zip(reserves).enumerate() {
        let place = |field: &str| format!("plan.json, cost.years[{index}].{field}, in cents");
        let same = |field, says, expected| {
            let [says, expected] = [says, expected].map(|eur| Steps::Cents.whole(eur));
            check_same(&place(field), says, expected, || "all years until then, added up".into())
        };
        same("reserve_eur", year.reserve_eur, calm_eur)?;
        same("reserve_stressed_eur", year.reserve_stressed_eur, stressed_eur)?;
    }
    let Some(four) = plan.governance.iter().find(|one| one.guideline == 4) else { return Ok(()) };
    let [says, expected] = [four.value, verdict.value].map(|eur| Steps::Cents.whole(eur));
    check_same("plan.json, value of guideline 4, in cents", says, expected, || {
        "the lowest reserve of the worst of balance.cases[]".into()
    })
}

/// Revenue and running cost are the sums of their parts.
fn check_parts(index: usize, year: &YearReport) -> Result<(), Refusal> {
    let earned = [year.wholesale_eur, year.hosting_eur, year.anchor_fees_eur];
    let spent = [year.energy_eur, year.rent_eur, year.maintenance_eur, year.spectrum_eur, year.backhaul_eur];
    let sum = |field: &str, says, parts: &[f64], of| {
        let place = format!("plan.json, cost.years[{index}].{field}");
        check_sum(&place, Steps::Cents, says, parts.iter().copied(), of)
    };
    sum("revenue_eur", year.revenue_eur, &earned, "wholesale, hosting and anchor fees")?;
    sum("opex_eur", year.opex_eur, &spent, "energy, rent, maintenance, spectrum and backhaul")
}

/// What is earned in a year follows from take-up, price, public sites and anchors; year 0 earns nothing.
fn check_revenue(plan: &Plan, index: usize, year: &YearReport) -> Result<(), Refusal> {
    let balance = &plan.balance;
    let is_private = |id: &str| plan.owners.iter().any(|owner| owner.id == id && !owner.kind.is_public());
    let hosts = plan.sites.iter().filter(|site| !is_private(&site.owner)).count() as u32;
    let covered = plan.anchors.iter().filter(|anchor| anchor.covered);
    let fees_eur = balance.wholesale.anchor_fees_eur_per_year(covered.map(|anchor| anchor.kind.as_str()));
    let households = plan.households.covered;
    let (take_up_ratio, revenue) =
        balance.wholesale.earned(households, balance.take_up_ratio, hosts, fees_eur, year.year);
    let part = |eur: f64| if year.year == 0 { 0.0 } else { eur };
    let all = [
        ("take_up_ratio", Steps::Millionths, year.take_up_ratio, part(take_up_ratio)),
        ("wholesale_eur", Steps::Cents, year.wholesale_eur, part(revenue.wholesale_eur)),
        ("hosting_eur", Steps::Cents, year.hosting_eur, part(revenue.hosting_eur)),
        ("anchor_fees_eur", Steps::Cents, year.anchor_fees_eur, part(revenue.anchor_fees_eur)),
    ];
    all.into_iter().try_for_each(|(field, steps, says, expected)| {
        let [found, whole] = [says, expected].map(|number| steps.whole(number));
        // Households are rounded to millionths before: a cent at most.
        if (found - whole).unsigned_abs() <= 1 {
            return Ok(());
        }
        let place = format!("plan.json, cost.years[{index}].{field}");
        Err(Refusal::of(
            place,
            says,
            format!("{expected}, by balance.wholesale, covered households, sites and anchors"),
        ))
    })
}
