//! The reserve of the running network, from the plan as it is rounded, so that `divario verify` finds the same.

use std::collections::BTreeMap;

use super::{BalanceReport, CaseReport, Plan, TowerReport, YearReport};
use crate::economics::{Loss, Revenue, Running, Stress, Year, round_to, to_cents, year_ends};
use crate::governance::{Operation, Stresses, Verdict, audit_balance};

const SHARE_DECIMALS: i32 = 6;

/// What the sections of a plan leave open: terms, and what building each site again takes out of the reserve, euro, by id.
#[derive(Debug, Clone, PartialEq)]
pub struct BalanceTerms {
    /// A report of which the terms alone are read: wholesale, take-up, reserve, ramp-up and stresses.
    pub report: BalanceReport,
    /// By site.
    pub rebuild_eur: BTreeMap<String, f64>,
}

/// The running network in every case, the reserves of each year as planned and in the worst of them, and what guideline 4 says of it.
#[must_use]
pub fn balance_of(terms: &BalanceTerms, plan: &Plan) -> (BalanceReport, Vec<[f64; 2]>, Verdict) {
    let years: Vec<Year> = plan.cost.years.iter().map(year).collect();
    let report = &terms.report;
    let stress = report.stresses.as_ref().map_or(Stress::NONE, Stresses::corner);
    let calm = Operation {
        years: &years,
        covered_households: plan.households.covered,
        take_up_ratio: report.take_up_ratio,
        price_eur_per_month: report.wholesale.price_eur_per_month,
        reserve_min_eur: report.reserve_min_eur,
        ramp_up_years: report.ramp_up_years,
        stress: Stress::NONE,
        tower: None,
    };
    let harsh = Operation { stress, ..calm };
    let tower = major_tower(terms, plan, &harsh);
    let loss = tower.as_ref().map(|tower| (tower.site.as_str(), loss(report, plan, tower)));
    let worst = Operation { tower: loss, ..harsh };
    let ratio = |ratio: Option<f64>| ratio.map(|ratio| round_to(ratio, SHARE_DECIMALS));
    let filled = BalanceReport {
        bridging_eur: to_cents(worst.bridging_eur()),
        break_even_price_eur_per_month: ratio(calm.break_even_price_eur_per_month()),
        minimum_take_up_ratio: ratio(calm.minimum_take_up_ratio()),
        break_even_price_stressed_eur_per_month: ratio(worst.break_even_price_eur_per_month()),
        minimum_take_up_stressed_ratio: ratio(worst.minimum_take_up_ratio()),
        cases: cases(report, &worst),
        major_tower: tower.clone(),
        ..report.clone()
    };
    (filled, reserves(&years, &worst), audit_balance(&worst))
}

/// Reserves at the end of each year, from year 0: as planned, and in the worst case.
fn reserves(years: &[Year], worst: &Operation<'_>) -> Vec<[f64; 2]> {
    let loss = worst.tower.map_or(Loss::default(), |(_, loss)| loss);
    let calm = year_ends(years, &Stress::NONE, &Loss::default());
    let harsh = year_ends(years, &worst.stress, &loss);
    let pairs = calm.iter().zip(&harsh);
    let running = pairs.map(|(calm, harsh)| [calm, harsh].map(|end| to_cents(end.reserve_eur)));
    std::iter::once([0.0; 2]).chain(running).take(years.len()).collect()
}

/// As planned, then the grid; then the same with the tower lost.
fn cases(report: &BalanceReport, worst: &Operation<'_>) -> Vec<CaseReport> {
    let grid = report.stresses.as_ref().map_or_else(|| vec![Stress::NONE], Stresses::grid);
    let towers = std::iter::once(None).chain(worst.tower.map(Some));
    let all = towers.flat_map(|tower| grid.iter().map(move |stress| (*stress, tower)));
    all.map(|(stress, tower)| {
        let end = Operation { stress, tower, ..*worst }.worst();
        let reserve_eur = to_cents(end.reserve_eur);
        CaseReport {
            take_up_ratio: stress.take_up_ratio,
            price_ratio: stress.price_ratio,
            energy_ratio: stress.energy_ratio,
            tower_lost: tower.is_some(),
            worst_year: end.year,
            reserve_eur,
            holds: reserve_eur >= report.reserve_min_eur,
        }
    })
    .collect()
}

/// The site whose loss leaves the lowest reserve; the first of equals by id.
fn major_tower(terms: &BalanceTerms, plan: &Plan, harsh: &Operation<'_>) -> Option<TowerReport> {
    terms.report.stresses.as_ref()?.tower_loss?;
    let towers = terms.rebuild_eur.iter().map(|(site, rebuild_eur)| {
        let tower = tower(&terms.report, plan, site, *rebuild_eur);
        let loss = loss(&terms.report, plan, &tower);
        (Operation { tower: Some((site, loss)), ..*harsh }.worst().reserve_eur, tower)
    });
    towers.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, tower)| tower)
}

/// What is behind a site.
fn tower(report: &BalanceReport, plan: &Plan, site: &str, rebuild_eur: f64) -> TowerReport {
    let fed_by: BTreeMap<&str, &str> =
        plan.links.iter().map(|link| (link.to.as_str(), link.from.as_str())).collect();
    let is_behind = |server: &str| {
        let mut at = Some(server);
        // In a tree no chain is longer than there are links.
        let mut chain = (0..=plan.links.len()).map_while(|_| {
            let now = at?;
            at = fed_by.get(now).copied();
            Some(now)
        });
        chain.any(|one| one == site)
    };
    let served = plan.sites.iter().filter(|one| is_behind(&one.id)).map(|one| one.households_served);
    let anchors = plan.anchors.iter().filter(|one| one.covered);
    let behind = anchors.filter(|one| one.server.as_deref().is_some_and(&is_behind));
    TowerReport {
        site: site.to_owned(),
        households: round_to(served.sum(), SHARE_DECIMALS),
        anchor_fees_eur_per_year: to_cents(
            behind.map(|one| report.wholesale.anchor_fee_eur_per_year(&one.kind)).sum(),
        ),
        rebuild_eur,
    }
}

fn loss(report: &BalanceReport, plan: &Plan, tower: &TowerReport) -> Loss {
    let outage_months =
        report.stresses.as_ref().and_then(|one| one.tower_loss).map_or(0.0, |one| one.outage_months);
    let covered = plan.households.covered;
    Loss {
        households_ratio: if covered > 0.0 { tower.households / covered } else { 0.0 },
        anchor_fees_eur_per_year: tower.anchor_fees_eur_per_year,
        rebuild_eur: tower.rebuild_eur,
        outage_months,
    }
}

fn year(report: &YearReport) -> Year {
    Year {
        year: report.year,
        take_up_ratio: report.take_up_ratio,
        capex_eur: report.capex_eur,
        renewal_eur: report.renewal_eur,
        running: Running {
            energy_eur: report.energy_eur,
            rent_eur: report.rent_eur,
            maintenance_eur: report.maintenance_eur,
            spectrum_eur: report.spectrum_eur,
            backhaul_eur: report.backhaul_eur,
        },
        revenue: Revenue {
            wholesale_eur: report.wholesale_eur,
            hosting_eur: report.hosting_eur,
            anchor_fees_eur: report.anchor_fees_eur,
        },
    }
}
