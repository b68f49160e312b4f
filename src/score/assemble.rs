//! From the results of the stages to the plan.

use super::audits::{Audits, guideline};
use super::balance::{BalanceTerms, balance_of};
use super::competition::competition_of;
use super::equity::equity_of;
use super::feeding::Feeding;
use super::managing_body::{loans_of, managing_body_of};
use super::rounding::round;
use super::service::Service;
use super::service_centre::service_centre_of;
use super::spectrum::spectrum_of;
use super::{
    BalanceReport, CompetitionReport, EquityReport, LoansReport, Plan, ScenarioRef, SpectrumReport, Stages,
    anchors, busy_hour, comuni, cost, cpe, fixes, households, ledger, links, owners, points, proof, radio,
    site_rebuild_eur, sites, terrain,
};
use crate::governance::{Competition, Governance, Stresses};
use crate::scenario::Status;
use crate::sites::Site;

/// Assembles the plan: coverage, money, governance and proof of the open sites.
///
/// All numbers are rounded once, at the end, to fixed numbers of decimals: money to cents, households, weights
/// and ratios to six, degrees to seven, metres and decibels to two. The order of everything is fixed, so that
/// the same stages give the same bytes.
#[must_use]
pub fn assemble(stages: &Stages<'_>) -> Plan {
    let feeding = Feeding::of(stages.links, stages.sites.len());
    let service = Service::of(stages);
    let households = households::report(stages, &service);
    let cpe = cpe::report(stages, households.covered);
    let ledger = ledger::report(stages, cpe.as_ref());
    let cost = cost::report(stages, &service, &ledger, households.covered, cpe);
    let audits = Audits::of(stages, &ledger);
    let comuni = comuni::report(stages, &service, &audits);
    let mut warnings = warnings(stages, &service, &feeding);
    warnings.extend(proof::warning(stages, &service, &comuni));
    let terms = balance_terms(stages);
    let mut plan = Plan {
        scenario: scenario_ref(stages),
        status: proof::status(stages),
        objective: proof::objective(stages),
        ledger,
        radio: radio::report(stages),
        sites: sites::report(stages, &service, &feeding),
        links: links::report(stages, &feeding),
        pops: links::pops(stages),
        proposed_sites: Vec::new(),
        owners: owners::report(&stages.scenario.governance),
        small_comuni: comuni::small(stages, &comuni),
        comuni,
        equity: EquityReport::default(),
        anchors: anchors::report(stages, &service, &feeding),
        points: points::report(stages, &service),
        governance: audits.report(stages),
        spectrum: SpectrumReport::default(),
        dependence: audits.dependence(&stages.scenario.governance),
        households,
        cost,
        balance: terms.report.clone(),
        competition: CompetitionReport::default(),
        managing_body: None,
        loans: LoansReport::default(),
        service_centre: None,
        terrain: terrain::report(stages.terrain),
        warnings,
        provenance: proof::provenance(stages),
    };
    plan.proposed_sites = fixes::proposed_sites(stages, &plan);
    round(&mut plan);
    add_balance(&mut plan, &terms);
    let competition = Competition::of(&stages.scenario.governance);
    let asked = [competition.eligible_count(), competition.rules.operators_min];
    plan.competition = competition_of(asked, &plan.sites, &plan.points);
    let (lent_eur, loans) = loans_of(&plan.ledger, &plan.sites, &plan.comuni);
    for (comune, eur) in plan.comuni.iter_mut().zip(lent_eur) {
        comune.in_kind_present_value_eur = eur;
    }
    plan.loans = loans;
    let Governance { managing_body, rules, spectrum, .. } = &stages.scenario.governance;
    plan.spectrum = spectrum_of(spectrum, &plan.comuni);
    plan.managing_body = managing_body_of(&managing_body.seats, rules.small_comuni_seats_min, &plan);
    plan.equity = equity_of(&plan.comuni, &plan.points);
    let centre = stages.scenario.governance.service_centre.as_ref();
    plan.service_centre = centre.map(|terms| service_centre_of(terms, &plan));
    plan
}

/// The reserve in every case, and the fourth verdict.
fn add_balance(plan: &mut Plan, terms: &BalanceTerms) {
    let (balance, reserves, verdict) = balance_of(terms, plan);
    for (year, [reserve_eur, reserve_stressed_eur]) in plan.cost.years.iter_mut().zip(reserves) {
        (year.reserve_eur, year.reserve_stressed_eur) = (reserve_eur, reserve_stressed_eur);
    }
    plan.balance = balance;
    plan.governance.push(guideline(verdict));
}

/// What the balance is drawn up with.
fn balance_terms(stages: &Stages<'_>) -> BalanceTerms {
    let governance = &stages.scenario.governance;
    let tower_loss = Stresses::of(governance.stresses.as_ref()).tower_loss;
    let uninsured_ratio = tower_loss.map_or(0.0, |loss| loss.uninsured_ratio);
    let rebuild = |site: usize| {
        let (Site { id, terms, .. }, tier) = (&stages.sites[site], stages.tier(site));
        (id.clone(), site_rebuild_eur(&stages.scenario.costs, terms, tier, uninsured_ratio))
    };
    let report = BalanceReport::of_terms(governance, stages.scenario.service.take_up_ratio);
    BalanceTerms { report, rebuild_eur: stages.open_sites().map(rebuild).collect() }
}

fn scenario_ref(stages: &Stages<'_>) -> ScenarioRef {
    ScenarioRef {
        name: stages.scenario.name.clone(),
        description: stages.scenario.description.clone(),
        sha256: stages.scenario_sha256.into(),
    }
}

/// The warnings of the stages, then those of the score.
fn warnings(stages: &Stages<'_>, service: &Service, feeding: &Feeding) -> Vec<String> {
    let mut warnings = stages.warnings.clone();
    let existing =
        stages.open_sites().filter(|&site| stages.sites[site].terms.status == Status::Existing).count();
    if existing > 0 {
        warnings.push(format!(
            "the age of existing sites is not known: the equipment of the {existing} in the plan counts as new in \
             year 0, and is first renewed at the end of a full lifetime"
        ));
    }
    warnings.extend(busy_hour::warnings(stages, service));
    let unfed = stages.open_sites().filter(|&site| feeding.hops(site) == 0);
    warnings.extend(unfed.map(|site| {
        let id = &stages.sites[site].id;
        format!("site {id} is open, but no chain of the plan's links joins it to a point of presence")
    }));
    warnings
}
