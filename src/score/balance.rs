//! The reserve of the running network, from the plan as it is rounded, so that `divario verify` finds the same.

use std::collections::BTreeMap;

use super::rounding::SHARE_DECIMALS;
use super::{BalanceReport, CaseReport, CpeReport, Plan, TowerReport, YearReport};
use crate::backhaul::with_all_behind;
use crate::economics::{Loss, Revenue, Running, Stress, Year, round_to, to_cents};
use crate::governance::{Operation, Said, Stresses, Verdict, audit_balance};

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
    let stresses = Stresses::of(report.stresses.as_ref());
    let cpe = plan.cost.cpe.as_ref().filter(|cpe| cpe.is_of_network()).map(CpeReport::terms);
    let calm = Operation {
        years: &years,
        covered_households: plan.households.covered,
        take_up_ratio: report.take_up_ratio,
        price_eur_per_month: report.wholesale.price_eur_per_month,
        reserve_min_eur: report.reserve_min_eur,
        ramp_up_years: report.ramp_up_years,
        stress: Stress::NONE,
        crowded: None,
        cpe,
        towers: &[],
    };
    let crowded = stresses.crowded_corner().filter(|_| cpe.is_some());
    let towers = stresses.tower_loss.map_or_else(Vec::new, |_| towers(terms, plan));
    let words: Vec<Said> = towers.iter().map(|tower| plan.site_in_words(&tower.site)).collect();
    let named = words.iter().zip(&towers);
    let losses: Vec<(&Said, Loss)> =
        named.clone().map(|(name, tower)| (name, loss(report, plan, tower))).collect();
    let worst = Operation { stress: stresses.corner(), crowded, towers: &losses, ..calm };
    let lost = worst.worst_case().tower.map(|(name, _)| name);
    let ratio = |ratio: Option<f64>| ratio.map(|ratio| round_to(ratio, SHARE_DECIMALS));
    let filled = BalanceReport {
        bridging_eur: to_cents(worst.bridging_eur()),
        break_even_price_eur_per_month: ratio(calm.break_even_price_eur_per_month()),
        minimum_take_up_ratio: ratio(calm.minimum_take_up_ratio()),
        break_even_price_stressed_eur_per_month: ratio(worst.break_even_price_eur_per_month()),
        minimum_take_up_stressed_ratio: ratio(worst.minimum_take_up_ratio()),
        cases: cases(report, &worst),
        major_tower: named.clone().find(|(name, _)| lost == Some(name)).map(|(_, tower)| tower.clone()),
        towers: towers.clone(),
        ..report.clone()
    };
    (filled, reserves(&calm, &worst), audit_balance(&worst))
}

/// Reserves at the end of each year, from year 0: as planned, and in the worst case.
fn reserves(calm: &Operation<'_>, worst: &Operation<'_>) -> Vec<[f64; 2]> {
    let (calm, worst) = (calm.year_ends(), worst.year_ends());
    let running =
        calm.iter().zip(&worst).map(|(calm, worst)| [calm, worst].map(|end| to_cents(end.reserve_eur)));
    std::iter::once([0.0; 2]).chain(running).collect()
}

/// As planned, then the grid; then the same with a tower lost, of each the one whose loss is worst.
fn cases(report: &BalanceReport, worst: &Operation<'_>) -> Vec<CaseReport> {
    let grid = Stresses::of(report.stresses.as_ref()).grid();
    let none: &[(&Said, Loss)] = &[];
    let lost = (!worst.towers.is_empty()).then_some(worst.towers);
    let all = std::iter::once(none).chain(lost);
    let all = all.flat_map(|towers| grid.iter().map(move |stress| (*stress, towers)));
    all.map(|(stress, towers)| {
        let end = Operation { stress, crowded: None, towers, ..*worst }.worst();
        let reserve_eur = to_cents(end.reserve_eur);
        CaseReport {
            take_up_ratio: stress.take_up_ratio,
            price_ratio: stress.price_ratio,
            energy_ratio: stress.energy_ratio,
            tower_lost: !towers.is_empty(),
            worst_year: end.year,
            reserve_eur,
            holds: reserve_eur >= report.reserve_min_eur,
        }
    })
    .collect()
}

/// The sites, of which any could be lost, each with what is behind it; by id.
fn towers(terms: &BalanceTerms, plan: &Plan) -> Vec<TowerReport> {
    let wholesale = &terms.report.wholesale;
    let index: BTreeMap<&str, usize> =
        plan.sites.iter().enumerate().map(|(index, site)| (site.id.as_str(), index)).collect();
    let mut own: Vec<[f64; 2]> = plan.sites.iter().map(|site| [site.households_served, 0.0]).collect();
    for anchor in plan.anchors.iter().filter(|anchor| anchor.covered) {
        if let Some(&site) = anchor.server.as_deref().and_then(|server| index.get(server)) {
            own[site][1] += wholesale.anchor_fees_eur_per_year(std::iter::once(anchor.kind.as_str()));
        }
    }
    let mut parents = vec![None; plan.sites.len()];
    for link in &plan.links {
        if let Some(&to) = index.get(link.to.as_str()) {
            parents[to] = index.get(link.from.as_str()).copied();
        }
    }
    let all = with_all_behind(&own, |site| parents[site]);
    let tower = |(site, at): (&&str, &usize)| {
        let [households, anchor_fees_eur_per_year] = all[*at];
        let is_public = plan.sites[*at].owner_public;
        TowerReport {
            site: (*site).to_owned(),
            households: round_to(households, SHARE_DECIMALS),
            anchor_fees_eur_per_year: to_cents(anchor_fees_eur_per_year),
            hosting_eur_per_year: to_cents(wholesale.hosting_eur_per_year(is_public)),
            rebuild_eur: terms.rebuild_eur.get(*site).copied().unwrap_or(0.0),
        }
    };
    index.iter().map(tower).collect()
}

fn loss(report: &BalanceReport, plan: &Plan, tower: &TowerReport) -> Loss {
    let covered = plan.households.covered;
    Loss {
        households_ratio: if covered > 0.0 { tower.households / covered } else { 0.0 },
        fees_eur_per_year: tower.anchor_fees_eur_per_year + tower.hosting_eur_per_year,
        rebuild_eur: tower.rebuild_eur,
        outage_months: Stresses::of(report.stresses.as_ref()).outage_months(),
    }
}

fn year(report: &YearReport) -> Year {
    Year {
        year: report.year,
        take_up_ratio: report.take_up_ratio,
        capex_eur: report.capex_eur,
        renewal_eur: report.renewal_eur,
        cpe_eur: report.cpe_eur.unwrap_or(0.0),
        one_off_fee_eur: report.one_off_fee_eur.unwrap_or(0.0),
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
