//! What a plan must keep besides money, feeding and time: promises to small comuni, and the guidelines that the scenario enforces.

use super::captivity::MONOPOLY;
use super::least::Feedable;
use super::operators::{COMPETITION, OPERATORS, bears_too_few, fixed_lock_ins, too_few_operators};
use super::whole::millionths_up;
use crate::certificate::Rule;
use crate::economics::{Loss, Stress, renewal_years, to_cents};
use crate::governance::{
    Claim, Competition, Stresses, audit_competition, euro, management_fault, monopoly_by_spectrum,
    seats_fault,
};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::scenario::{Scenario, SiteTerms, Status};
use crate::score::{self, Keeps, RuledOut, TierItems};
use crate::sites::Site;

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

/// The rules that enforced guidelines make for the sites of a question, by their place in it; no plan earns more of anchor
/// institutions than all their fees.
pub(super) fn rules(scenario: &Scenario, sites: &[Feedable], all_fees_eur_per_year: f64) -> Vec<Rule> {
    kinds(scenario).into_iter().map(|kind| kind.rule(scenario, sites, all_fees_eur_per_year)).collect()
}

/// What all anchor institutions could pay, as far as it counts, euro per year.
pub(super) fn all_fees_eur_per_year(inputs: &Inputs) -> f64 {
    let kinds = inputs.demand.anchors.iter().map(|anchor| anchor.kind.as_str());
    inputs.scenario.governance.wholesale.anchor_fees_eur_per_year(kinds)
}

/// For each of the same rules what a plan takes beyond what the question holds for it, millionths of a euro, rounded to let more
/// plans in; empty where that is nothing: dearer links, fees of anchor institutions that it does not serve, and the tower whose loss
/// takes most. Each open site comes with what the tier of the link into it needs; `risks` is asked for where a rule counts them.
pub(super) fn extra_micro_eur(
    scenario: &Scenario,
    open: &[(Feedable, TierItems)],
    risks: impl FnOnce() -> Risks,
) -> Vec<i64> {
    let kinds = kinds(scenario);
    let counts_risks = kinds.iter().any(|kind| matches!(kind, Kind::Reserve { .. }));
    let risks = if counts_risks { risks() } else { Risks::default() };
    let extra = |kind: Kind| {
        let beyond_eur = |(site, tier): &(Feedable, TierItems)| {
            kind.takes_eur(scenario, site.terms, *tier) - kind.least_eur(scenario, site)
        };
        let links_eur = open.iter().map(beyond_eur).sum::<f64>();
        -millionths_up(-(links_eur + kind.risks_eur(scenario, &risks)))
    };
    let extra: Vec<i64> = kinds.into_iter().map(extra).collect();
    if extra.iter().all(|micro| *micro == 0) { Vec::new() } else { extra }
}

/// What a plan's network could lose or does not earn.
#[derive(Debug, Clone, Default)]
pub(super) struct Risks {
    /// Fees of the anchor institutions that it does not serve, euro per year.
    pub unserved_fees_eur_per_year: f64,
    /// Households that it serves.
    pub households: f64,
    /// Its towers, as far as one could be lost.
    pub towers: Vec<Tower>,
}

/// A tower that could be lost.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tower {
    /// Households that it serves, or that are served by sites fed over it.
    pub households: f64,
    /// Fees of the anchor institutions behind it, euro per year.
    pub anchor_fees_eur_per_year: f64,
    /// What building it again takes, euro.
    pub rebuild_eur: f64,
}

/// What the network must bear.
fn stresses(scenario: &Scenario) -> &Stresses {
    Stresses::of(scenario.governance.stresses.as_ref())
}

/// The worst that the network must bear besides the loss of a tower.
fn corner(scenario: &Scenario) -> Stress {
    stresses(scenario).corner()
}

/// What a covered household earns in a running year in the worst case, euro.
fn household_eur(scenario: &Scenario, year: u32) -> f64 {
    let wholesale = &scenario.governance.wholesale;
    corner(scenario).wholesale_ratio() * wholesale.household_eur(scenario.service.take_up_ratio, year)
}

/// What rules of guideline 4 and of funds with purposes begin with.
const RESERVE: &str = "guideline 4";
const FUNDS: &str = "funds for ";
/// What the rule of guideline 2 is called.
const PRIVATE_MONEY: &str = "guideline 2 (private sites from private funds)";

/// What a rule is there for; a question, and so its proof, knows rules by their names alone.
pub(super) fn keeps(rule: &Rule) -> Keeps {
    match rule.name.as_str() {
        PRIVATE_MONEY => Keeps::Guideline(2),
        OPERATORS => Keeps::Guideline(COMPETITION),
        name if name.starts_with(FUNDS) => Keeps::Funds,
        _ => Keeps::Guideline(4),
    }
}

/// A linear part of a guideline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Guideline 2: what private sites cost comes out of private funds.
    PrivateMoney,
    /// C3 budget: what some funds alone may pay for costs no more than they hold.
    Funds(Claim),
    /// Guideline 3: no site is open at which fewer operators can sell than must; each would take one euro of none.
    Operators,
    /// Guideline 4: the reserve at the end of a running year is what the rule asks for.
    Reserve {
        /// The year, from 1.
        year: u32,
    },
}

/// Those that the scenario enforces, after what its funds may pay for.
fn kinds(scenario: &Scenario) -> Vec<Kind> {
    let enforced = |number: u8| scenario.governance.enforce.contains(&number);
    let money = enforced(2).then_some(Kind::PrivateMoney);
    let years = if enforced(4) { telling_years(scenario) } else { Vec::new() };
    let operators = || scenario.all_terms().iter().any(|(_, terms)| bears_too_few(scenario, terms));
    let operators = (enforced(COMPETITION) && operators()).then_some(Kind::Operators);
    let claims = scenario.governance.claims().into_iter().map(Kind::Funds);
    claims.chain(money).chain(operators).chain(years.into_iter().map(|year| Kind::Reserve { year })).collect()
}

impl Kind {
    /// The rule in whole numbers, rounded to let more plans in; fixed sites add what they add in every plan.
    fn rule(self, scenario: &Scenario, sites: &[Feedable], all_fees_eur_per_year: f64) -> Rule {
        let adds_eur = |site: &Feedable| -self.least_eur(scenario, site);
        let fixed_eur: f64 = sites.iter().filter(|site| site.is_fixed()).map(adds_eur).sum();
        let decided = (0..).zip(sites).filter(|(_, site)| !site.is_fixed());
        let adds = decided.map(|(index, site)| (index, millionths_up(adds_eur(site))));
        let (name, plain_eur, household_eur) = self.without_sites(scenario, all_fees_eur_per_year);
        Rule {
            name,
            constant_micro_eur: millionths_up(plain_eur + fixed_eur),
            household_micro_eur: millionths_up(household_eur),
            sites_micro_eur: adds.filter(|(_, micro)| *micro != 0).collect(),
        }
    }

    /// Its name, what is there without any site, and what a served household adds, euro.
    fn without_sites(self, scenario: &Scenario, all_fees_eur_per_year: f64) -> (String, f64, f64) {
        let governance = &scenario.governance;
        match self {
            Self::PrivateMoney => (PRIVATE_MONEY.into(), governance.private_funds_eur(), 0.0),
            Self::Funds(claim) => (format!("{FUNDS}{}", claim.words()), governance.claim_eur(claim), 0.0),
            Self::Operators => (OPERATORS.into(), 0.0, 0.0),
            Self::Reserve { year } => {
                let years = f64::from(year);
                let plain_eur = years * (all_fees_eur_per_year - governance.spectrum.fee_eur_per_year)
                    - governance.rules.reserve_min_eur;
                let earned_eur = (1..=year).map(|year| household_eur(scenario, year)).sum();
                let name = format!("{RESERVE} (reserve after year {year})");
                (name, plain_eur, earned_eur)
            }
        }
    }

    /// What a site takes, fed by a link whose tier needs this, euro.
    fn takes_eur(self, scenario: &Scenario, terms: &SiteTerms, tier: TierItems) -> f64 {
        match self {
            Self::PrivateMoney if scenario.governance.is_private(&terms.owner) => {
                score::site_capex_eur(&scenario.costs, terms, tier)
            }
            Self::PrivateMoney => 0.0,
            Self::Funds(claim) => {
                let is_private = scenario.governance.is_private(&terms.owner);
                let is_claimed = |purpose| claim.counts(purpose, is_private);
                score::purpose_capex_eur(&scenario.costs, terms, tier, is_claimed)
            }
            Self::Operators => f64::from(u8::from(bears_too_few(scenario, terms))),
            Self::Reserve { year } => {
                let running_eur = score::site_running_eur(&scenario.costs, terms, tier, year);
                let dearer_ratio = corner(scenario).energy_ratio - 1.0;
                let energy_eur = dearer_ratio * score::site_energy_eur_per_year(&scenario.costs, terms, tier);
                let hosts = !scenario.governance.is_private(&terms.owner);
                let hosting_eur =
                    if hosts { scenario.governance.wholesale.hosting_eur_per_site_per_year } else { 0.0 };
                running_eur + f64::from(year) * (energy_eur - hosting_eur)
            }
        }
    }

    /// What a network does not earn of what the question holds for every one, and what the loss of a tower takes by then, euro.
    fn risks_eur(self, scenario: &Scenario, risks: &Risks) -> f64 {
        let Self::Reserve { year } = self else { return 0.0 };
        let most_eur =
            (1..=year).map(|year| household_eur(scenario, year)).fold(0.0, f64::max) * risks.households;
        let outage_months = stresses(scenario).outage_months();
        let lost_eur = |tower: &Tower| {
            let Tower { households, anchor_fees_eur_per_year, rebuild_eur } = *tower;
            let households_ratio = if risks.households > 0.0 { households / risks.households } else { 0.0 };
            Loss { households_ratio, anchor_fees_eur_per_year, rebuild_eur, outage_months }.eur(most_eur)
        };
        f64::from(year) * risks.unserved_fees_eur_per_year
            + risks.towers.iter().map(lost_eur).fold(0.0, f64::max)
    }

    /// The least that a site can take, euro.
    fn least_eur(self, scenario: &Scenario, site: &Feedable) -> f64 {
        site.least_eur(&scenario.backhaul, |tier| self.takes_eur(scenario, site.terms, tier))
    }
}

/// For each site: why an enforced guideline lets no plan build it; none where one may. Guideline 2, for the private funds cannot pay for
/// it; guideline 3, for it bears too few operators. `tiers`: what the link into each could take.
pub(super) fn ruled_out(inputs: &Inputs, tiers: &[Vec<(usize, usize)>]) -> Vec<Option<RuledOut>> {
    let scenario = &inputs.scenario;
    let private_eur = |(site, tiers): (&Site, &Vec<(usize, usize)>)| {
        Kind::PrivateMoney.least_eur(scenario, &Feedable { terms: &site.terms, tiers })
    };
    let all = || inputs.sites.iter().zip(tiers);
    let committed = all().filter(|(site, _)| site.terms.status == Status::Committed);
    let left_eur = scenario.governance.private_funds_eur() - committed.map(private_eur).sum::<f64>();
    let is_ruled_out = |one: (&Site, &Vec<(usize, usize)>)| {
        one.0.terms.status == Status::Candidate
            && scenario.governance.enforce.contains(&2)
            && millionths_up(private_eur(one)) > millionths_up(left_eur)
    };
    let few = too_few_operators(inputs).into_iter();
    let by_operators = few.map(|few| few.then_some(RuledOut::TooFewOperators));
    let by_owner = all().map(|one| is_ruled_out(one).then_some(RuledOut::Ownership));
    by_operators.zip(by_owner).map(|(operators, owner)| operators.or(owner)).collect()
}

/// Years after the ramp-up at whose end a reserve can be lowest: with the same take-up in every year the first, those with a renewal,
/// and the last, for between two renewals it runs in a straight line, and where that falls, it is lower still after the second; else
/// all.
fn telling_years(scenario: &Scenario) -> Vec<u32> {
    let horizon = scenario.costs.horizon_years;
    let first = scenario.governance.rules.ramp_up_years + 1;
    if !scenario.governance.wholesale.take_up_by_year.is_empty() {
        return (first..=horizon).collect();
    }
    let renewals = scenario.costs.items.values().flat_map(|item| renewal_years(item.lifetime_years, horizon));
    let mut years: Vec<u32> = renewals.chain([first, horizon]).filter(|year| *year >= first).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// What enforced guidelines ask whatever the sites.
///
/// # Errors
/// [`Error::Infeasible`] where that does not hold: no choice of sites helps.
pub(super) fn check_beforehand(inputs: &Inputs) -> Result<(), Error> {
    let broken: Vec<String> = broken_beforehand(inputs)
        .into_iter()
        .map(|(guideline, explanation)| {
            format!(
                "/governance/enforce asks for guideline {guideline}, which does not hold whatever is built: {explanation}"
            )
        })
        .collect();
    let broken: Vec<String> = broken.into_iter().chain(committed_beyond(inputs)).collect();
    if broken.is_empty() { Ok(()) } else { Err(Error::Infeasible(broken.join("\nand: "))) }
}

/// In words which funds do not suffice for what they alone may pay for at the sites that every plan builds, and by how much.
fn committed_beyond(inputs: &Inputs) -> Vec<String> {
    let Scenario { governance, .. } = &inputs.scenario;
    let committed: Vec<&Site> =
        inputs.sites.iter().filter(|site| site.terms.status == Status::Committed).collect();
    let beyond = |claim: Claim| {
        let kind = Kind::Funds(claim);
        let takes_eur = |site: &&Site| kind.takes_eur(&inputs.scenario, &site.terms, TierItems::NONE);
        let (costs_eur, has_eur) =
            (committed.iter().map(takes_eur).sum::<f64>(), governance.claim_eur(claim));
        let missing_eur = to_cents(costs_eur - has_eur);
        (missing_eur > 0.0).then(|| {
            format!(
                "C3 budget: the committed sites need {} for {}, and the funds that may pay for it hold {}: {} are missing \
                 (/governance/funds, capex_eur or pays_for); or commit to fewer sites",
                euro(costs_eur),
                claim.words(),
                euro(has_eur),
                euro(missing_eur)
            )
        })
    };
    governance.claims().into_iter().filter_map(beyond).collect()
}

/// Guidelines that are enforced and hold for no choice of sites, and why.
fn broken_beforehand(inputs: &Inputs) -> Vec<(u8, String)> {
    let governance = &inputs.scenario.governance;
    let body = management_fault(governance).map(|explanation| {
        format!(
            "{explanation} Look at /governance/managing_body/members and /governance/rules/local_members_min."
        )
    });
    let seats = score::small_seats(&inputs.scenario, &inputs.demand);
    let seats = seats_fault(governance, seats).map(|explanation| {
        format!(
            "{explanation} Look at /governance/managing_body/seats and /governance/rules/small_comuni_seats_min."
        )
    });
    let competition = audit_competition(&Competition::of(governance), &[]);
    let competition = (!competition.holds).then(|| {
        format!(
            "{} Look at /governance/operators, /governance/wholesale/open_access and /governance/rules/operators_min.",
            competition.explanation.en
        )
    });
    let committed = committed_private(inputs);
    let lock_ins = fixed_lock_ins(inputs).filter(|_| competition.is_none());
    let broken = [
        (MONOPOLY, monopoly_by_spectrum(governance)),
        (2, body),
        (2, seats),
        (2, committed),
        (COMPETITION, competition),
        (COMPETITION, lock_ins),
    ];
    let enforced = broken.into_iter().filter(|(guideline, _)| governance.enforce.contains(guideline));
    enforced.filter_map(|(guideline, explanation)| Some((guideline, explanation?))).collect()
}

/// In words by how much private sites that every plan builds cost more than private funds bring; none where these do.
fn committed_private(inputs: &Inputs) -> Option<String> {
    let Scenario { governance, costs, .. } = &inputs.scenario;
    let is_private =
        |site: &&Site| site.terms.status == Status::Committed && governance.is_private(&site.terms.owner);
    let private: Vec<&Site> = inputs.sites.iter().filter(is_private).collect();
    let works_eur: f64 =
        private.iter().map(|site| score::site_capex_eur(costs, &site.terms, TierItems::NONE)).sum();
    let missing_eur = to_cents(works_eur - governance.private_funds_eur());
    let first = private.first().filter(|_| missing_eur > 0.0)?;
    let named = match private.len() {
        1 => format!("works on the committed site \"{}\"", first.id),
        count => format!("works on {count} committed sites, \"{}\" first,", first.id),
    };
    Some(format!(
        "{} on private property cost {}, and private funds (/governance/funds) bring {}: {} of public \
         money would go into them. Commit to fewer (/sites), or let their owners pay.",
        named,
        euro(works_eur),
        euro(governance.private_funds_eur()),
        euro(missing_eur)
    ))
}

#[cfg(test)]
mod tests;
