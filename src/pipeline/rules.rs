//! What a plan must keep besides money, feeding and time: promises to small comuni, and the guidelines that the scenario enforces.

use super::captivity::MONOPOLY;
use super::least::Feedable;
use super::whole::millionths_up;
use crate::certificate::Rule;
use crate::demand::Anchor;
use crate::economics::{Loss, Stress, renewal_years, to_cents};
use crate::governance::{Stresses, audit_competition, euro, management_fault, monopoly_by_spectrum};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::scenario::{Scenario, SiteTerms, Status};
use crate::score::{self, TierItems};
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

/// What counts of the fees of anchor institutions, euro per year.
pub(super) fn fees_eur_per_year<'a>(scenario: &Scenario, anchors: impl Iterator<Item = &'a Anchor>) -> f64 {
    anchors.map(|anchor| scenario.governance.wholesale.anchor_fee_eur_per_year(&anchor.kind)).sum::<f64>()
        + 0.0
}

/// For each of the same rules what a plan takes beyond what the question holds for it, millionths of a euro, rounded to let more
/// plans in; empty where that is nothing: dearer links, fees of anchor institutions that it does not serve, and the tower whose loss
/// takes most. Each open site comes with what the tier of the link into it needs.
pub(super) fn extra_micro_eur(
    scenario: &Scenario,
    open: &[(Feedable, TierItems)],
    risks: &Risks,
) -> Vec<i64> {
    let extra = |kind: Kind| {
        let beyond_eur = |(site, tier): &(Feedable, TierItems)| {
            kind.takes_eur(scenario, site.terms, *tier) - kind.least_eur(scenario, site)
        };
        let links_eur = open.iter().map(beyond_eur).sum::<f64>();
        -millionths_up(-(links_eur + kind.risks_eur(scenario, risks)))
    };
    let extra: Vec<i64> = kinds(scenario).into_iter().map(extra).collect();
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

/// The worst that the network must bear besides the loss of a tower.
fn corner(scenario: &Scenario) -> Stress {
    scenario.governance.stresses.as_ref().map_or(Stress::NONE, Stresses::corner)
}

/// What a covered household earns in a running year in the worst case, euro.
fn household_eur(scenario: &Scenario, year: u32) -> f64 {
    let wholesale = &scenario.governance.wholesale;
    corner(scenario).wholesale_ratio() * wholesale.household_eur(scenario.service.take_up_ratio, year)
}

/// What the rule of guideline 2 is called.
pub(super) const PRIVATE_MONEY: &str = "guideline 2 (private sites from private funds)";

/// A linear part of a guideline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Guideline 2: what private sites cost comes out of private funds.
    PrivateMoney,
    /// Guideline 4: the reserve at the end of a running year is what the rule asks for.
    Reserve {
        /// The year, from 1.
        year: u32,
    },
}

/// Those that the scenario enforces.
fn kinds(scenario: &Scenario) -> Vec<Kind> {
    let enforced = |number: u8| scenario.governance.enforce.contains(&number);
    let money = enforced(2).then_some(Kind::PrivateMoney);
    let years = if enforced(4) { telling_years(scenario) } else { Vec::new() };
    money.into_iter().chain(years.into_iter().map(|year| Kind::Reserve { year })).collect()
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
            Self::Reserve { year } => {
                let years = f64::from(year);
                let plain_eur = years * (all_fees_eur_per_year - governance.spectrum.fee_eur_per_year)
                    - governance.rules.reserve_min_eur;
                let earned_eur = (1..=year).map(|year| household_eur(scenario, year)).sum();
                let name = format!("guideline 4 (reserve after year {year})");
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
        let outage_months = scenario
            .governance
            .stresses
            .as_ref()
            .and_then(|one| one.tower_loss)
            .map_or(0.0, |one| one.outage_months);
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

/// For each site: enforced, guideline 2 lets no plan build it, for the private funds cannot pay for it. `tiers`: what the link into
/// each could take.
pub(super) fn ruled_out(inputs: &Inputs, tiers: &[Vec<(usize, usize)>]) -> Vec<bool> {
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
    all().map(is_ruled_out).collect()
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
    if broken.is_empty() { Ok(()) } else { Err(Error::Infeasible(broken.join("\nand: "))) }
}

/// Guidelines that are enforced and hold for no choice of sites, and why.
fn broken_beforehand(inputs: &Inputs) -> Vec<(u8, String)> {
    let governance = &inputs.scenario.governance;
    let body = management_fault(governance).map(|explanation| {
        format!(
            "{explanation} Look at /governance/managing_body/members and /governance/rules/local_members_min."
        )
    });
    let competition =
        audit_competition(&governance.operators, governance.wholesale.open_access, &governance.rules);
    let competition = (!competition.holds).then(|| {
        format!(
            "{} Look at /governance/operators, /governance/wholesale/open_access and /governance/rules/operators_min.",
            competition.explanation.en
        )
    });
    let committed = committed_private(inputs);
    let broken = [(MONOPOLY, monopoly_by_spectrum(governance)), (2, body), (2, committed), (3, competition)];
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
mod tests {
    use super::*;
    use crate::certificate::{Answer, DemandRow, Instance, Offer, SiteColumn};
    use crate::economics::TakeUp;
    use crate::economics::{Asset, Running, Year, cash_flow};
    use crate::governance::{
        Operation, Owner, OwnerKind, PublicMoney, Stresses, TowerLoss, audit_balance, audit_public_money,
    };
    use crate::scenario::Tier;
    use proptest::prelude::*;

    fn scenario() -> Scenario {
        let mut scenario: Scenario =
            serde_json::from_str(include_str!("../../scenarios/minimal.json")).unwrap();
        let private = Owner { id: "torri".into(), name: "Torri".into(), kind: OwnerKind::Private };
        scenario.governance.owners.push(private);
        scenario.governance.enforce = vec![2, 4];
        let tier = |capacity_mbps, items: &[&str]| Tier {
            capacity_mbps,
            receiver_threshold_dbm: -70.0,
            items: items.iter().map(|id| (*id).to_owned()).collect(),
        };
        scenario.backhaul.bands[0].tiers = vec![tier(100.0, &["hop"]), tier(200.0, &["hop", "mast"])];
        scenario
    }

    /// Both tiers of the band.
    const TIERS: [(usize, usize); 2] = [(0, 0), (0, 1)];

    /// The links into sites, with the dearer tier or the other.
    fn tiers<'a>(scenario: &'a Scenario, dear: &[bool]) -> Vec<TierItems<'a>> {
        let tier = |&dear: &bool| TierItems {
            is_cheapest: !dear,
            ..TierItems::of(&scenario.backhaul, 0, usize::from(dear))
        };
        dear.iter().map(tier).collect()
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
    fn missed_eur(
        (rules, extra_micro_eur): (Vec<Rule>, Vec<i64>),
        terms: &[SiteTerms],
        open: &[bool],
        households: f64,
    ) -> Vec<f64> {
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
        let rules_extra_micro_eur = extra_micro_eur;
        let answer = Answer { open, served_by: vec![Some(0)], rules_extra_micro_eur, ..Answer::default() };
        answer.missed_micro_eur(&instance).into_iter().map(|missed| missed as f64 / 1e6).collect()
    }

    /// The years of a network of the open sites, as the score counts them.
    fn years(
        scenario: &Scenario,
        open: &[(&SiteTerms, TierItems)],
        households: f64,
        fees_eur: f64,
    ) -> Vec<Year> {
        let costs = &scenario.costs;
        let assets = open.iter().flat_map(|(terms, tier)| {
            let structure = &costs.structures[&terms.structure];
            let ids = structure.iter().chain(&costs.per_site).chain(&costs.per_link).chain(tier.ids);
            ids.map(|id| &costs.items[id])
                .map(|item| Asset { renewal_eur: item.capex_eur, lifetime_years: item.lifetime_years })
        });
        let assets: Vec<Asset> = assets.collect();
        let sites_eur: f64 =
            open.iter().map(|(terms, tier)| score::site_opex_eur_per_year(costs, terms, *tier)).sum();
        let energy_eur: f64 =
            open.iter().map(|(terms, tier)| score::site_energy_eur_per_year(costs, terms, *tier)).sum();
        let spectrum_eur = scenario.governance.spectrum.fee_eur_per_year;
        let running = Running {
            energy_eur,
            maintenance_eur: sites_eur - energy_eur,
            spectrum_eur,
            ..Running::default()
        };
        let hosts = open.iter().filter(|(terms, _)| terms.owner != "torri").count() as u32;
        let wholesale = &scenario.governance.wholesale;
        let earned =
            |year| wholesale.earned(households, scenario.service.take_up_ratio, hosts, fees_eur, year);
        cash_flow(0.0, &assets, running, earned, costs.horizon_years)
    }

    proptest! {
        /// Whatever is built, fed and served: the rows, with what links take beyond them, say what the audits say, to a cent.
        #[test]
        fn rows_and_audits_agree(
            kinds in prop::collection::vec((any::<bool>(), 0..3_u8, 0..5_000_u32), 1..6),
            choice in any::<u8>(), households in 0.0..20_000.0_f64, private_eur in 0..300_000_u32,
            reserve_eur in -50_000..50_000_i32, dear in prop::collection::vec(any::<bool>(), 6),
            ramp in prop::collection::vec(0.0..0.5_f64, 0..4), ramp_up_years in 0..4_u32, worse in any::<bool>(),
            fees_eur in (0_u32..9_000, 0_u32..9_000), behind_ratio in 0.0..1.0_f64,
        ) {
            let mut scenario = scenario();
            scenario.governance.rules.reserve_min_eur = reserve_eur.into();
            scenario.governance.rules.ramp_up_years = ramp_up_years;
            let wholesale = &mut scenario.governance.wholesale;
            wholesale.take_up_by_year =
                (1..).zip(ramp).map(|(year, ratio)| TakeUp { year: 2 * year, ratio }).collect();
            wholesale.hosting_eur_per_site_per_year = 700.0;
            for item in scenario.costs.items.values_mut() {
                item.energy_eur_per_year = item.opex_eur_per_year / 2.0;
            }
            let tower_loss = TowerLoss { outage_months: 5.0, uninsured_ratio: 0.3 };
            let stresses = Stresses {
                take_up_ratios: vec![0.8, 1.0],
                price_ratios: vec![1.0, 0.9],
                energy_ratios: vec![2.0],
                tower_loss: Some(tower_loss),
            };
            scenario.governance.stresses = worse.then_some(stresses);
            let [served_eur, unserved_eur] = [fees_eur.0, fees_eur.1].map(f64::from);
            let tower = Tower {
                households: behind_ratio * households,
                anchor_fees_eur_per_year: behind_ratio * served_eur,
                rebuild_eur: 3_000.0,
            };
            let risks = Risks {
                unserved_fees_eur_per_year: unserved_eur,
                households,
                towers: if worse { vec![Tower::default(), tower] } else { Vec::new() },
            };
            scenario.governance.funds[0].public = false;
            scenario.governance.funds[0].capex_eur = private_eur.into();
            let terms = sites(&scenario, &kinds);
            let open: Vec<bool> =
                terms.iter().enumerate().map(|(at, terms)| is_fixed(terms) || choice >> at & 1 == 1).collect();
            let fed: Vec<_> = terms.iter().zip(tiers(&scenario, &dear)).zip(&open).collect();
            let built: Vec<_> = fed.into_iter().filter(|(_, open)| **open).map(|(one, _)| one).collect();
            let feedable = |terms| Feedable { terms, tiers: &TIERS };
            let every: Vec<Feedable> = terms.iter().map(feedable).collect();
            let links: Vec<_> = built.iter().map(|&(terms, tier)| (feedable(terms), tier)).collect();
            let extra = extra_micro_eur(&scenario, &links, &risks);
            prop_assert!(extra.iter().all(|micro| *micro >= 0), "{extra:?}");

            let mut missed = missed_eur((rules(&scenario, &every, served_eur + unserved_eur), extra), &terms, &open, households);
            let private_missed = missed.remove(0);
            let loss = Loss {
                households_ratio: if households > 0.0 { behind_ratio } else { 0.0 },
                anchor_fees_eur_per_year: tower.anchor_fees_eur_per_year,
                rebuild_eur: tower.rebuild_eur,
                outage_months: 5.0,
            };
            let verdict = audit_balance(&Operation {
                years: &years(&scenario, &built, households, served_eur),
                covered_households: households,
                take_up_ratio: scenario.service.take_up_ratio,
                price_eur_per_month: scenario.governance.wholesale.price_eur_per_month,
                reserve_min_eur: scenario.governance.rules.reserve_min_eur,
                ramp_up_years,
                stress: corner(&scenario),
                tower: worse.then_some(("tower", loss)),
            });
            let worst = missed.into_iter().fold(0.0, f64::max);
            // A millionth of a euro for each of 20,000 households, and half a cent.
            prop_assert!((worst - (verdict.limit - verdict.value).max(0.0)).abs() < 0.026, "{worst} {verdict:?}");

            let private = built.iter().filter(|(terms, _)| terms.owner == "torri");
            let capex_eur = |(terms, tier): &(&SiteTerms, TierItems)| score::site_capex_eur(&scenario.costs, terms, *tier);
            let verdict = audit_public_money(&PublicMoney {
                private_sites_capex_eur: private.map(capex_eur).sum(),
                ..PublicMoney::without_sites(&scenario.governance)
            });
            if verdict.unit == "eur" {
                prop_assert!((private_missed - verdict.value).abs() < 0.02, "{private_missed} {verdict:?}");
            } else {
                prop_assert!(private_missed < 0.02);
            }
        }
    }
}
