//! What a plan must keep besides money, feeding and time: promises to small comuni, and the guidelines that the scenario enforces.

mod beforehand;
mod price;

pub(super) use beforehand::check_beforehand;
pub(super) use price::dearer_by_eur;

use super::fees::Fees;
use super::least::Feedable;
use super::operators::{COMPETITION, OPERATORS, bears_too_few, too_few_operators};
use super::whole::millionths_up;
use crate::certificate::Rule;
use crate::coverage::Promise;
use crate::economics::{Loss, MONTHS_PER_YEAR, Stress, renewal_years};
use crate::governance::{Claim, Stresses};
use crate::inputs::Inputs;
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

/// What is promised, comune by comune.
pub(super) fn promises(inputs: &Inputs) -> Vec<Promise> {
    let of_comune = |micro: i64| Promise { points: Vec::new(), households: micro as f64 / 1e6 };
    let mut promises: Vec<Promise> = promised_micro(inputs).into_iter().map(of_comune).collect();
    for (at, point) in inputs.demand.points.iter().enumerate() {
        if let Some(promise) = promises.get_mut(point.comune) {
            promise.points.push((at, point.households));
        }
    }
    promises.retain(|promise| promise.households > 0.0);
    promises
}

/// The rules that enforced guidelines make for the sites of a question, by their place in it; no plan earns more of anchor
/// institutions than the fees that are held for its sites.
pub(super) fn rules(scenario: &Scenario, sites: &[Feedable], fees: &Fees) -> Vec<Rule> {
    kinds(scenario).into_iter().map(|kind| kind.rule(scenario, sites, fees)).collect()
}

/// Whether some rule counts what anchor institutions pay.
pub(super) fn counts_fees(scenario: &Scenario) -> bool {
    scenario.governance.enforce.contains(&4)
}

/// What counts of the fee of a place (household points, then anchors), euro per year; none of a household point.
pub(super) fn fee_eur_per_year(inputs: &Inputs, place: usize) -> f64 {
    let anchor = place.checked_sub(inputs.demand.points.len());
    let kind = anchor.map(|anchor| inputs.demand.anchors[anchor].kind.as_str());
    inputs.scenario.governance.wholesale.anchor_fees_eur_per_year(kind.into_iter())
}

/// For each of the same rules what a plan takes beyond what the question holds for it, millionths of a euro, rounded to let more
/// plans in; empty where that is nothing: dearer links, fees of anchor institutions that it does not serve, terminals that cost more than
/// lines earn, and the tower whose loss takes most. Each open site comes with what the tier of the link into it needs; `risks` is asked for where a rule counts them.
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
    /// Fees that are held for its sites and that it does not earn, euro per year.
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
    /// Fees of the anchor institutions behind it and of the operators that it hosts, euro per year.
    pub fees_eur_per_year: f64,
    /// What building it again takes, euro.
    pub rebuild_eur: f64,
}

/// What a rule counts of each served household, millionths of a euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PerHousehold {
    /// What it pays for lines.
    pub lines_micro_eur: i64,
    /// What its terminals cost.
    pub terminals_micro_eur: i64,
}

impl PerHousehold {
    /// That of a rule by its name; of a rule that no enforced guideline makes, what it adds.
    pub fn of(scenario: &Scenario, rule: &Rule) -> Self {
        reserve(scenario, rule).map_or(
            Self { lines_micro_eur: rule.household_micro_eur, terminals_micro_eur: 0 },
            |kind| {
                let [lines_eur, terminals_eur] = kind.household_eur(scenario);
                let terminals_micro_eur = -millionths_up(-terminals_eur);
                Self { lines_micro_eur: millionths_up(lines_eur), terminals_micro_eur }
            },
        )
    }

    /// What is left of it; below 0 where its terminals cost more than it has paid.
    pub fn net_micro_eur(self) -> i64 {
        self.lines_micro_eur - self.terminals_micro_eur
    }
}

/// What the network must bear.
fn stresses(scenario: &Scenario) -> &Stresses {
    Stresses::of(scenario.governance.stresses.as_ref())
}

/// The worst that the network must bear besides the loss of a tower, with the fewest subscribers.
fn corner(scenario: &Scenario) -> Stress {
    stresses(scenario).corner()
}

/// What a covered household pays for lines in a running year under a stress, euro.
fn line_eur(scenario: &Scenario, stress: &Stress, year: u32) -> f64 {
    scenario.governance.wholesale.price_eur_per_month * line_eur_per_eur(scenario, stress, year)
}

/// The same for each euro of the monthly price.
fn line_eur_per_eur(scenario: &Scenario, stress: &Stress, year: u32) -> f64 {
    let take_up_ratio = scenario.governance.wholesale.take_up_ratio(scenario.service.take_up_ratio, year);
    stress.wholesale_ratio() * take_up_ratio * MONTHS_PER_YEAR
}

/// What the terminals of a covered household cost the network by the end of a running year if all goes as planned, euro.
fn terminals_eur(scenario: &Scenario, year: u32) -> f64 {
    let Some(cpe) = scenario.costs.network_cpe() else { return 0.0 };
    let wholesale = &scenario.governance.wholesale;
    cpe.spent_eur(&wholesale.take_up_ratios(scenario.service.take_up_ratio, year)).iter().sum()
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
        /// With the most subscribers of the stresses, whose terminals may cost more than they pay; else with the fewest.
        crowded: bool,
    },
}

/// What a rule of guideline 4 is about; none of another rule.
fn reserve(scenario: &Scenario, rule: &Rule) -> Option<Kind> {
    let is_it = |kind: &Kind| matches!(kind, Kind::Reserve { .. }) && kind.name() == rule.name;
    kinds(scenario).into_iter().find(is_it)
}

/// Those that the scenario enforces, after what its funds may pay for.
fn kinds(scenario: &Scenario) -> Vec<Kind> {
    let enforced = |number: u8| scenario.governance.enforce.contains(&number);
    let money = enforced(2).then_some(Kind::PrivateMoney);
    let reserves = if enforced(4) { reserves(scenario) } else { Vec::new() };
    let operators = || scenario.all_terms().iter().any(|(_, terms)| bears_too_few(scenario, terms));
    let operators = (enforced(COMPETITION) && operators()).then_some(Kind::Operators);
    let claims = scenario.governance.claims().into_iter().map(Kind::Funds);
    claims.chain(money).chain(operators).chain(reserves).collect()
}

/// The reserve of each telling year, with the fewest subscribers. It is a straight line in their number, so that where terminals are bought
/// the most may be worse: both have a row, but where one is worse whatever is built, for of what lines earn the loss of a tower takes
/// no more than an outage of all of them.
fn reserves(scenario: &Scenario) -> Vec<Kind> {
    let of_year = |year: u32| {
        let fewest = Kind::Reserve { year, crowded: false };
        let crowded = stresses(scenario).crowded_corner().filter(|_| scenario.costs.network_cpe().is_some());
        if crowded.is_none() {
            return vec![fewest];
        }
        let [lines_eur, terminals_eur] = fewest.household_eur(scenario);
        let lost_eur = stresses(scenario).outage_months() / MONTHS_PER_YEAR * fewest.most_line_eur(scenario);
        let may_fall = lines_eur < terminals_eur + lost_eur;
        let may_rise = lines_eur >= terminals_eur;
        let crowded = Kind::Reserve { year, crowded: true };
        may_rise.then_some(fewest).into_iter().chain(may_fall.then_some(crowded)).collect()
    };
    telling_years(scenario).into_iter().flat_map(of_year).collect()
}

impl Kind {
    /// The rule in whole numbers, rounded to let more plans in; fixed sites add what they add in every plan.
    fn rule(self, scenario: &Scenario, sites: &[Feedable], fees: &Fees) -> Rule {
        let adds_eur = |site: &Feedable| -self.least_eur(scenario, site);
        let fixed_eur: f64 = sites.iter().filter(|site| site.is_fixed()).map(adds_eur).sum();
        let decided = (0..).zip(sites).filter(|(_, site)| !site.is_fixed());
        let fee_eur =
            |index: u32| self.fees_eur(fees.of_site_eur_per_year.get(index as usize).copied().unwrap_or(0.0));
        let adds = decided.map(|(index, site)| (index, millionths_up(adds_eur(site) + fee_eur(index))));
        let [lines_eur, terminals_eur] = self.household_eur(scenario);
        Rule {
            name: self.name(),
            constant_micro_eur: millionths_up(
                self.without_sites_eur(scenario, fees.common_eur_per_year) + fixed_eur,
            ),
            // Where terminals cost more, the answer takes that: see `risks_eur`.
            household_micro_eur: millionths_up((lines_eur - terminals_eur).max(0.0)),
            sites_micro_eur: adds.filter(|(_, micro)| *micro != 0).collect(),
        }
    }

    fn name(self) -> String {
        match self {
            Self::PrivateMoney => PRIVATE_MONEY.into(),
            Self::Funds(claim) => format!("{FUNDS}{}", claim.words()),
            Self::Operators => OPERATORS.into(),
            Self::Reserve { year, crowded: false } => format!("{RESERVE} (reserve after year {year})"),
            Self::Reserve { year, crowded: true } => {
                format!("{RESERVE} (reserve after year {year}, most subscribers)")
            }
        }
    }

    /// What is there without any site, euro.
    fn without_sites_eur(self, scenario: &Scenario, fees_eur_per_year: f64) -> f64 {
        let governance = &scenario.governance;
        match self {
            Self::PrivateMoney => governance.private_funds_eur(),
            Self::Funds(claim) => governance.claim_eur(claim),
            Self::Operators => 0.0,
            Self::Reserve { year, .. } => {
                let years = f64::from(year);
                years * (fees_eur_per_year - governance.spectrum.fee_eur_per_year)
                    - governance.rules.reserve_min_eur
            }
        }
    }

    /// What so much of fees a year comes to by then, euro.
    fn fees_eur(self, eur_per_year: f64) -> f64 {
        if let Self::Reserve { year, .. } = self { f64::from(year) * eur_per_year } else { 0.0 }
    }

    /// The stress that it is about.
    fn stress(self, scenario: &Scenario) -> Stress {
        let crowded = stresses(scenario).crowded_corner();
        let is_crowded = matches!(self, Self::Reserve { crowded: true, .. });
        crowded.filter(|_| is_crowded).unwrap_or_else(|| corner(scenario))
    }

    /// What a served household pays for lines, and what its terminals cost, euro.
    fn household_eur(self, scenario: &Scenario) -> [f64; 2] {
        let Self::Reserve { year, .. } = self else { return [0.0; 2] };
        let stress = self.stress(scenario);
        let lines_eur = (1..=year).map(|year| line_eur(scenario, &stress, year)).sum();
        [lines_eur, stress.take_up_ratio * terminals_eur(scenario, year)]
    }

    /// The most that it pays in one of the years, euro.
    fn most_line_eur(self, scenario: &Scenario) -> f64 {
        let Self::Reserve { year, .. } = self else { return 0.0 };
        let stress = self.stress(scenario);
        (1..=year).map(|year| line_eur(scenario, &stress, year)).fold(0.0, f64::max)
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
            Self::Reserve { year, .. } => {
                let running_eur = score::site_running_eur(&scenario.costs, terms, tier, year);
                let dearer_ratio = corner(scenario).energy_ratio - 1.0;
                let energy_eur = dearer_ratio * score::site_energy_eur_per_year(&scenario.costs, terms, tier);
                let is_public = !scenario.governance.is_private(&terms.owner);
                let hosting_eur = scenario.governance.wholesale.hosting_eur_per_year(is_public);
                running_eur + f64::from(year) * (energy_eur - hosting_eur)
            }
        }
    }

    /// What a network does not earn of what the question holds for every one, what the loss of a tower takes by then, and terminals that cost
    /// more than lines have earned, euro: a household adds no less than nothing to a rule, which so lets more plans in.
    fn risks_eur(self, scenario: &Scenario, risks: &Risks) -> f64 {
        if !matches!(self, Self::Reserve { .. }) {
            return 0.0;
        }
        let [lines_eur, terminals_eur] = self.household_eur(scenario);
        let unpaid_eur = (terminals_eur - lines_eur).max(0.0) * risks.households;
        self.fees_eur(risks.unserved_fees_eur_per_year) + self.worst_loss_eur(scenario, risks) + unpaid_eur
    }

    /// What the tower takes whose loss takes most, euro.
    fn worst_loss_eur(self, scenario: &Scenario, risks: &Risks) -> f64 {
        let lost_eur = |tower: &Tower| self.lost_eur(scenario, risks, tower);
        risks.towers.iter().map(lost_eur).fold(0.0, f64::max)
    }

    /// What the loss of a tower takes by then, euro.
    fn lost_eur(self, scenario: &Scenario, risks: &Risks, tower: &Tower) -> f64 {
        let Tower { households, fees_eur_per_year, rebuild_eur } = *tower;
        let households_ratio = if risks.households > 0.0 { households / risks.households } else { 0.0 };
        let outage_months = stresses(scenario).outage_months();
        let most_eur = self.most_line_eur(scenario) * risks.households;
        Loss { households_ratio, fees_eur_per_year, rebuild_eur, outage_months }.eur(most_eur)
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

/// Years after the ramp-up at whose end a reserve can be lowest: with the same take-up in every year the first, those with a renewal, of
/// terminals too, and the last, for between two renewals it runs in a straight line, and where that falls, it is lower still after the second; else
/// all.
fn telling_years(scenario: &Scenario) -> Vec<u32> {
    let horizon = scenario.costs.horizon_years;
    let first = scenario.governance.rules.ramp_up_years + 1;
    if !scenario.governance.wholesale.take_up_by_year.is_empty() {
        return (first..=horizon).collect();
    }
    let renewals = scenario.costs.items.values().flat_map(|item| renewal_years(item.lifetime_years, horizon));
    let terminals = scenario.costs.network_cpe().into_iter();
    let terminals = terminals.flat_map(|cpe| (1..=horizon).step_by(cpe.lifetime_years.max(1) as usize));
    let all = renewals.chain(terminals).chain([first, horizon]);
    let mut years: Vec<u32> = all.filter(|year| *year >= first).collect();
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests;
