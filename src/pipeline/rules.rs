//! What a plan must keep besides money, feeding and time: promises to small comuni, and the guidelines that the scenario enforces.

use crate::certificate::Rule;
use crate::economics::{Costs, renewal_years};
use crate::governance::{
    Governance, OwnerKind, audit_competition, audit_public_money, wholesale_revenue_eur_per_year,
};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::scenario::{SiteTerms, Status};
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
    promised.map(micro_up).collect()
}

/// The rules that enforced guidelines make for the sites of a question, by their place in it.
pub(super) fn rules(inputs: &Inputs, sites: &[&SiteTerms]) -> Vec<Rule> {
    let governance = &inputs.scenario.governance;
    let enforced = |number: u8| governance.enforce.contains(&number);
    let mut rules = Vec::new();
    if enforced(2) {
        rules.push(private_money(governance, &inputs.scenario.costs, sites));
    }
    if enforced(4) {
        rules.extend(balances(inputs, sites));
    }
    rules
}

/// Guideline 2: what private sites cost comes out of private funds.
fn private_money(governance: &Governance, costs: &Costs, sites: &[&SiteTerms]) -> Rule {
    let adds_eur = |terms: &SiteTerms| {
        if is_private(governance, terms) { -score::site_capex_eur(costs, terms) } else { 0.0 }
    };
    let funds_eur = private_funds_eur(governance);
    rule("guideline 2 (private sites from private funds)".into(), funds_eur, 0.0, sites, adds_eur)
}

/// For each site: enforced, guideline 2 lets no plan build it, for the private funds cannot pay for it.
pub(super) fn ruled_out(inputs: &Inputs) -> Vec<bool> {
    let (governance, costs) = (&inputs.scenario.governance, &inputs.scenario.costs);
    let private_eur = |terms: &SiteTerms| {
        if is_private(governance, terms) { score::site_capex_eur(costs, terms) } else { 0.0 }
    };
    let committed = inputs.sites.iter().filter(|site| site.terms.status == Status::Committed);
    let left_eur =
        private_funds_eur(governance) - committed.map(|site| private_eur(&site.terms)).sum::<f64>();
    let is_ruled_out = |terms: &SiteTerms| {
        terms.status == Status::Candidate
            && governance.enforce.contains(&2)
            && micro_up(private_eur(terms)) > micro_up(left_eur)
    };
    inputs.sites.iter().map(|site| is_ruled_out(&site.terms)).collect()
}

fn is_private(governance: &Governance, terms: &SiteTerms) -> bool {
    governance.owners.iter().any(|owner| owner.id == terms.owner && owner.kind == OwnerKind::Private)
}

fn private_funds_eur(governance: &Governance) -> f64 {
    governance.funds.iter().filter(|fund| !fund.public).map(|fund| fund.capex_eur).sum()
}

/// Guideline 4: the reserve at the end of each running year is what the rule asks for.
fn balances(inputs: &Inputs, sites: &[&SiteTerms]) -> Vec<Rule> {
    let scenario = &inputs.scenario;
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
    let adds = decided.map(|(site, terms)| (site, micro_up(adds_eur(terms))));
    Rule {
        name,
        constant_micro_eur: micro_up(plain_eur + fixed_eur),
        household_micro_eur: micro_up(household_eur),
        sites_micro_eur: adds.filter(|(_, micro)| *micro != 0).collect(),
    }
}

/// Millionths, rounded up but for what is rounding already.
fn micro_up(amount: f64) -> i64 {
    (amount * 1e6 - 1e-3).ceil() as i64
}

/// What enforced guidelines ask whatever the sites.
///
/// # Errors
/// [`Error::Infeasible`] where that does not hold: no choice of sites helps.
pub(super) fn check_beforehand(governance: &Governance) -> Result<(), Error> {
    let body = audit_public_money(&score::public_money_without_sites(governance));
    let competition =
        audit_competition(&governance.operators, governance.wholesale.open_access, &governance.rules);
    for verdict in [body, competition] {
        if governance.enforce.contains(&verdict.guideline) && !verdict.holds {
            return Err(Error::Infeasible(format!(
                "/governance/enforce asks for guideline {}, which does not hold whatever is built: {}",
                verdict.guideline, verdict.explanation
            )));
        }
    }
    Ok(())
}
