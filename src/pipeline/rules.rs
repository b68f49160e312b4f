//! What a plan must keep besides money, feeding and time: promises to small comuni, and the guidelines that the scenario enforces.

use super::captivity::MONOPOLY;
use super::whole::millionths_up;
use crate::certificate::Rule;
use crate::economics::{Costs, renewal_years};
use crate::governance::{
    Governance, audit_competition, audit_public_money, monopoly_by_spectrum, wholesale_revenue_eur_per_year,
};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::scenario::{Scenario, SiteTerms, Status};
use crate::score;

/// Households promised to each comune, millionths; empty where the scenario promises nothing.
pub(super) fn promised_micro(inputs: &Inputs) -> Vec<i64> {
    let objective = &inputs.scenario.objective;
    if objective.small_comune_floor_ratio <= 0.0 {
        return Vec::new();
    }
    let mut households = vec![0.0; inputs.demand.comuni.len()];
    inputs.demand.points.iter().for_each(|point| households[point.comune] += point.households);
    let promised = inputs.demand.comuni.iter().zip(households).map(|(comune, households)| {
        let is_small = score::is_small(comune, objective);
        if is_small { objective.small_comune_floor_ratio * households } else { 0.0 }
    });
    promised.map(millionths_up).collect()
}

/// The rules that enforced guidelines make for the sites of a question, by their place in it.
pub(super) fn rules(inputs: &Inputs, sites: &[&SiteTerms]) -> Vec<Rule> {
    let scenario = &inputs.scenario;
    let enforced = |number: u8| scenario.governance.enforce.contains(&number);
    let mut rules = Vec::new();
    if enforced(2) {
        rules.push(private_money(&scenario.governance, &scenario.costs, sites));
    }
    if enforced(4) {
        rules.extend(balances(scenario, sites));
    }
    rules
}

/// What the rule of guideline 2 is called.
pub(super) const PRIVATE_MONEY: &str = "guideline 2 (private sites from private funds)";

/// Guideline 2: what private sites cost comes out of private funds.
fn private_money(governance: &Governance, costs: &Costs, sites: &[&SiteTerms]) -> Rule {
    let adds_eur = |terms: &SiteTerms| {
        if governance.is_private(&terms.owner) { -score::site_capex_eur(costs, terms) } else { 0.0 }
    };
    let funds_eur = governance.private_funds_eur();
    rule(PRIVATE_MONEY.into(), funds_eur, 0.0, sites, adds_eur)
}

/// For each site: enforced, guideline 2 lets no plan build it, for the private funds cannot pay for it.
pub(super) fn ruled_out(inputs: &Inputs) -> Vec<bool> {
    let (governance, costs) = (&inputs.scenario.governance, &inputs.scenario.costs);
    let private_eur = |terms: &SiteTerms| {
        if governance.is_private(&terms.owner) { score::site_capex_eur(costs, terms) } else { 0.0 }
    };
    let committed = inputs.sites.iter().filter(|site| site.terms.status == Status::Committed);
    let left_eur =
        governance.private_funds_eur() - committed.map(|site| private_eur(&site.terms)).sum::<f64>();
    let is_ruled_out = |terms: &SiteTerms| {
        terms.status == Status::Candidate
            && governance.enforce.contains(&2)
            && millionths_up(private_eur(terms)) > millionths_up(left_eur)
    };
    inputs.sites.iter().map(|site| is_ruled_out(&site.terms)).collect()
}

/// Guideline 4: the reserve at the end of each running year is what the rule asks for.
fn balances(scenario: &Scenario, sites: &[&SiteTerms]) -> Vec<Rule> {
    let (governance, costs) = (&scenario.governance, &scenario.costs);
    let price_eur = governance.wholesale.price_eur_per_month;
    let household_eur_per_year =
        wholesale_revenue_eur_per_year(1.0, scenario.service.take_up_ratio, price_eur);
    let year = |year: u32| {
        let years = f64::from(year);
        let plain_eur = -governance.rules.reserve_min_eur - years * governance.spectrum.fee_eur_per_year;
        let adds_eur = |terms: &SiteTerms| -score::site_running_eur(costs, terms, year);
        let name = format!("guideline 4 (reserve after year {year})");
        rule(name, plain_eur, years * household_eur_per_year, sites, adds_eur)
    };
    telling_years(costs).into_iter().map(year).collect()
}

/// Years at whose end a reserve can be lowest: the first, those with a renewal, and the last. Between two renewals it runs in a
/// straight line: where that falls, it is lower still after the second.
fn telling_years(costs: &Costs) -> Vec<u32> {
    let horizon = costs.horizon_years;
    let renewals = costs.items.values().flat_map(|item| renewal_years(item.lifetime_years, horizon));
    let mut years: Vec<u32> = renewals.chain([1, horizon]).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// A rule in whole numbers, rounded to let more plans in; fixed sites add what they add in every plan.
fn rule(
    name: String,
    plain_eur: f64,
    household_eur: f64,
    sites: &[&SiteTerms],
    adds_eur: impl Fn(&SiteTerms) -> f64,
) -> Rule {
    let is_fixed = |terms: &SiteTerms| matches!(terms.status, Status::Existing | Status::Committed);
    let fixed_eur: f64 = sites.iter().filter(|terms| is_fixed(terms)).map(|terms| adds_eur(terms)).sum();
    let decided = (0..).zip(sites).filter(|(_, terms)| !is_fixed(terms));
    let adds = decided.map(|(site, terms)| (site, millionths_up(adds_eur(terms))));
    Rule {
        name,
        constant_micro_eur: millionths_up(plain_eur + fixed_eur),
        household_micro_eur: millionths_up(household_eur),
        sites_micro_eur: adds.filter(|(_, micro)| *micro != 0).collect(),
    }
}

/// What enforced guidelines ask whatever the sites.
///
/// # Errors
/// [`Error::Infeasible`] where that does not hold: no choice of sites helps.
pub(super) fn check_beforehand(governance: &Governance) -> Result<(), Error> {
    let broken: Vec<String> = broken_beforehand(governance)
        .into_iter()
        .map(|(guideline, explanation)| {
            format!(
                "/governance/enforce asks for guideline {guideline}, which does not hold whatever is built: {explanation}"
            )
        })
        .collect();
    if broken.is_empty() { Ok(()) } else { Err(Error::Infeasible(broken.join("\nand: "))) }
}

/// Guidelines that are enforced and hold for no choice of sites, and why.
fn broken_beforehand(governance: &Governance) -> Vec<(u8, String)> {
    let body = audit_public_money(&score::public_money_without_sites(governance));
    let competition =
        audit_competition(&governance.operators, governance.wholesale.open_access, &governance.rules);
    let audited = [body, competition].into_iter().filter(|verdict| !verdict.holds);
    let monopoly = monopoly_by_spectrum(governance).map(|explanation| (MONOPOLY, explanation));
    let broken = monopoly.into_iter().chain(audited.map(|verdict| (verdict.guideline, verdict.explanation)));
    broken.filter(|(guideline, _)| governance.enforce.contains(guideline)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{Answer, DemandRow, Instance, Offer, SiteColumn};
    use crate::economics::{Asset, Year, cash_flow};
    use crate::governance::{Operation, Owner, OwnerKind, PublicMoney, audit_balance};
    use proptest::prelude::*;

    fn scenario() -> Scenario {
        let mut scenario: Scenario =
            serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
        let private = Owner { id: "torri".into(), name: "Torri".into(), kind: OwnerKind::Private };
        scenario.governance.owners.push(private);
        scenario
    }

    /// Sites of any owner and status on the first structure, each with a lease.
    fn sites(scenario: &Scenario, kinds: &[(bool, u8, u32)]) -> Vec<SiteTerms> {
        let first = scenario.all_terms()[0].1.clone();
        let site = |&(is_private, status, lease): &(bool, u8, u32)| SiteTerms {
            owner: if is_private { "torri".into() } else { first.owner.clone() },
            status: [Status::Existing, Status::Committed, Status::Candidate][usize::from(status)],
            lease_eur_per_year: f64::from(lease),
            ..first.clone()
        };
        kinds.iter().map(site).collect()
    }

    fn is_fixed(terms: &SiteTerms) -> bool {
        terms.status != Status::Candidate
    }

    /// What the rules are missed by where some of the sites are open and so many households are served, euro.
    fn missed_eur(rules: Vec<Rule>, terms: &[SiteTerms], open: &[bool], households: f64) -> Vec<f64> {
        let column = |terms: &SiteTerms| SiteColumn {
            fixed_open: is_fixed(terms),
            fed_by_pop: true,
            ..SiteColumn::default()
        };
        let offer = Offer { sector: 0, airtime_us: [0; 2] };
        let place = DemandRow {
            households_micro: (households * 1e6) as i64,
            offers: vec![offer],
            ..DemandRow::default()
        };
        let instance = Instance {
            sites: terms.iter().map(column).collect(),
            sector_sites: vec![0],
            groups: vec!["all".into()],
            demand: vec![place],
            rules,
            ..Instance::default()
        };
        assert_eq!(instance.fault(), None);
        let open = (0..).zip(open).filter(|(_, open)| **open).map(|(site, _)| site).collect();
        let answer = Answer { open, served_by: vec![Some(0)] };
        answer.missed_micro_eur(&instance).into_iter().map(|missed| missed as f64 / 1e6).collect()
    }

    /// The years of a network of the open sites, as the score counts them.
    fn years(scenario: &Scenario, open: &[&SiteTerms], households: f64) -> Vec<Year> {
        let costs = &scenario.costs;
        let assets = open.iter().flat_map(|terms| {
            let structure = &costs.structures[&terms.structure];
            let ids = structure.iter().chain(&costs.per_site).chain(&costs.per_link);
            ids.map(|id| &costs.items[id])
                .map(|item| Asset { renewal_eur: item.capex_eur, lifetime_years: item.lifetime_years })
        });
        let assets: Vec<Asset> = assets.collect();
        let sites_eur: f64 = open.iter().map(|terms| score::site_opex_eur_per_year(costs, terms)).sum();
        let opex_eur = sites_eur + scenario.governance.spectrum.fee_eur_per_year;
        let price_eur = scenario.governance.wholesale.price_eur_per_month;
        let revenue_eur =
            wholesale_revenue_eur_per_year(households, scenario.service.take_up_ratio, price_eur);
        cash_flow(0.0, &assets, opex_eur, revenue_eur, costs.horizon_years)
    }

    proptest! {
        /// Whatever is built and served: the rows say what the audits say, to a cent.
        #[test]
        fn rows_and_audits_agree(
            kinds in prop::collection::vec((any::<bool>(), 0..3_u8, 0..5_000_u32), 1..6),
            choice in any::<u8>(), households in 0.0..20_000.0_f64, private_eur in 0..300_000_u32,
            reserve_eur in -50_000..50_000_i32,
        ) {
            let mut scenario = scenario();
            scenario.governance.rules.reserve_min_eur = reserve_eur.into();
            scenario.governance.funds[0].public = false;
            scenario.governance.funds[0].capex_eur = private_eur.into();
            let terms = sites(&scenario, &kinds);
            let open: Vec<bool> =
                terms.iter().enumerate().map(|(at, terms)| is_fixed(terms) || choice >> at & 1 == 1).collect();
            let built: Vec<&SiteTerms> = terms.iter().zip(&open).filter(|(_, open)| **open).map(|(one, _)| one).collect();
            let every: Vec<&SiteTerms> = terms.iter().collect();

            let missed = missed_eur(balances(&scenario, &every), &terms, &open, households);
            let verdict = audit_balance(&Operation {
                years: &years(&scenario, &built, households),
                covered_households: households,
                take_up_ratio: scenario.service.take_up_ratio,
                price_eur_per_month: scenario.governance.wholesale.price_eur_per_month,
                reserve_min_eur: scenario.governance.rules.reserve_min_eur,
            });
            let worst = missed.into_iter().fold(0.0, f64::max);
            prop_assert!((worst - (verdict.limit - verdict.value).max(0.0)).abs() < 0.02, "{worst} {verdict:?}");

            let rule = private_money(&scenario.governance, &scenario.costs, &every);
            let missed = missed_eur(vec![rule], &terms, &open, households)[0];
            let private = built.iter().filter(|terms| terms.owner == "torri");
            let verdict = audit_public_money(&PublicMoney {
                private_sites_capex_eur: private.map(|terms| score::site_capex_eur(&scenario.costs, terms)).sum(),
                ..score::public_money_without_sites(&scenario.governance)
            });
            if verdict.unit == "eur" {
                prop_assert!((missed - verdict.value).abs() < 0.02, "{missed} {verdict:?}");
            } else {
                prop_assert!(missed < 0.02);
            }
        }
    }
}
