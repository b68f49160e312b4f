//! The four guidelines: from the plan to the plain numbers of each audit.

use super::feeding::Feeding;
use super::managing_body::small_seats;
use super::owners::Owners;
use super::{AssetReport, DependenceReport, GuidelineReport, PhaseReport, Stages, site_capex_eur};
use crate::backhaul::{Link, Node};
use crate::coverage::Network;
use crate::demand::Demand;
use crate::economics::to_cents;
use crate::governance::{
    Captivity, Competition, Concentration, CoveredPoint, Dependence, Governance, Monopoly, PublicMoney,
    ServingSite, Verdict, audit_competition, audit_monopoly, audit_public_money, captivities, concentrations,
    worst_captivity, worst_concentration, years_of_end,
};
use crate::scenario::Scenario;
use crate::sites::Site;

/// What the audits and the comuni both need.
#[derive(Debug, Clone)]
pub(super) struct Audits {
    spectrum_holder: Option<usize>,
    /// Public money in private assets, euro.
    leaked_eur: f64,
    /// From the first, in which all concessions run, to the last.
    phases: Vec<Phase>,
}

/// Years in which the same private owners are needed.
#[derive(Debug, Clone)]
pub(super) struct Phase {
    /// They begin after the end of this year.
    after_year: u32,
    captivities: Vec<Captivity>,
    concentrations: Vec<Concentration>,
}

impl Phase {
    fn of(dependants: &Dependants<'_>, after_year: u32) -> Self {
        let needed = NeededOwners::of(dependants, after_year + 1);
        let (points, dependence) = (covered_points(dependants), needed.dependence());
        let captivities = captivities(&points, &dependence);
        Self { after_year, captivities, concentrations: concentrations(&points, &dependence) }
    }

    /// Largest captive share of a comune, over all private owners; 0 where nobody is captive.
    pub(super) fn captive_ratio(&self, comune: usize) -> f64 {
        let of_comune = self.captivities.iter().filter(|pair| pair.comune == comune);
        of_comune.map(Captivity::ratio).fold(0.0, f64::max)
    }

    /// How far the dependence of a comune lies in few hands, 0 to 10,000.
    pub(super) fn hhi(&self, comune: usize) -> f64 {
        let known = self.concentrations.iter().find(|one| one.comune == comune);
        known.map_or(0.0, |one| one.hhi)
    }

    fn report(&self) -> PhaseReport {
        PhaseReport {
            after_year: self.after_year,
            captive_ratio: worst_captivity(&self.captivities).map_or(0.0, Captivity::ratio),
            hhi: worst_concentration(&self.concentrations).map_or(0.0, |one| one.hhi),
        }
    }
}

impl Audits {
    /// Finds who depends on which private owner, and until when: sites revert as the ledger says.
    pub(super) fn of(stages: &Stages<'_>, ledger: &[AssetReport]) -> Self {
        let Stages { scenario, demand, sites, network, links, .. } = *stages;
        let dependants = Dependants { scenario, demand, sites, network, links };
        let reversions = ledger.iter().filter_map(|row| row.reversion_year);
        let ends = years_of_end(&scenario.governance.concessions, reversions);
        let years = std::iter::once(0).chain(ends);
        let phases = years.map(|after_year| Phase::of(&dependants, after_year)).collect();
        let leaked_eur = leaked_eur(&scenario.governance, ledger);
        Self { spectrum_holder: private_holder(&scenario.governance), leaked_eur, phases }
    }

    /// The first phase: none that follows is worse.
    pub(super) fn first(&self) -> &Phase {
        &self.phases[0]
    }

    /// What remains once all has ended that ends.
    pub(super) fn last(&self) -> &Phase {
        &self.phases[self.phases.len() - 1]
    }

    /// How dependence on private owners ends.
    pub(super) fn dependence(&self, governance: &Governance) -> DependenceReport {
        DependenceReport {
            concessions: governance.concessions.clone(),
            phases: self.phases.iter().map(Phase::report).collect(),
        }
    }

    /// The verdicts on the first three guidelines, in order.
    pub(super) fn report(&self, stages: &Stages<'_>) -> Vec<GuidelineReport> {
        let governance = &stages.scenario.governance;
        let competition = audit_competition(&Competition::of(governance), &serving_sites(stages));
        let verdicts =
            [self.monopoly(stages), audit_public_money(&public_money(stages, self.leaked_eur)), competition];
        verdicts.into_iter().map(guideline).collect()
    }

    fn monopoly(&self, stages: &Stages<'_>) -> Verdict {
        let comuni: Vec<&str> = stages.demand.comuni.iter().map(|comune| comune.name.as_str()).collect();
        let governance = &stages.scenario.governance;
        let owners = Owners(governance);
        let runs = governance.concessions.iter().filter_map(|one| owners.private(&one.concessionaire));
        let (first, last) = (self.first(), self.last());
        audit_monopoly(&Monopoly {
            captivities: &first.captivities,
            spectrum_holder: self.spectrum_holder,
            concessionaires: &runs.collect::<Vec<usize>>(),
            concentration: worst_concentration(&first.concentrations).copied(),
            after: (last.after_year > 0).then_some((last.after_year, &last.captivities)),
            comuni: &comuni,
            owners: &owners.names(),
            max_ratio: governance.rules.captive_max_ratio,
        })
    }
}

/// A network and those who depend on it.
#[derive(Debug, Clone, Copy)]
pub struct Dependants<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Comuni and household points.
    pub demand: &'a Demand,
    /// All sites.
    pub sites: &'a [Site],
    /// What those that are open and fed do together.
    pub network: &'a Network,
    /// The links that feed them, one into each; `from` is the end nearer to the fibre.
    pub links: &'a [Link],
}

/// Guideline 1: every pair of comune and private owner with captive households while all concessions run, by comune, then owner.
#[must_use]
pub fn captivities_of(dependants: &Dependants<'_>) -> Vec<Captivity> {
    Phase::of(dependants, 0).captivities
}

/// The private owners on whom a network depends in a year.
struct NeededOwners {
    /// For each site.
    private_owners: Vec<Vec<usize>>,
    spectrum_holder: Option<usize>,
}

impl NeededOwners {
    fn of(dependants: &Dependants<'_>, year: u32) -> Self {
        let governance = &dependants.scenario.governance;
        let feeding = Feeding::of(dependants.links, dependants.sites.len());
        let needed = |site: usize| needed_owners(dependants, year, &feeding, site);
        Self {
            private_owners: (0..dependants.sites.len()).map(needed).collect(),
            spectrum_holder: private_holder(governance),
        }
    }

    fn dependence(&self) -> Dependence<'_> {
        Dependence { private_owners: &self.private_owners, spectrum_holder: self.spectrum_holder }
    }
}

/// The holder of the spectrum, where private.
fn private_holder(governance: &Governance) -> Option<usize> {
    governance.spectrum.holder.as_deref().and_then(|id| Owners(governance).private(id))
}

/// The private owners without whom a site is silent in a year: those of itself, and of its chain to the fibre.
fn needed_owners(dependants: &Dependants<'_>, year: u32, feeding: &Feeding, site: usize) -> Vec<usize> {
    let governance = &dependants.scenario.governance;
    let holders = |node| {
        let (owner, reverts) = match node {
            Node::Site(site) => {
                let terms = &dependants.sites[site].terms;
                (&terms.owner, terms.reverts.as_ref())
            }
            Node::Pop(pop) => (&dependants.scenario.backhaul.pops[pop].owner, None),
        };
        governance.private_holders(owner, reverts, year)
    };
    let nodes = std::iter::once(Node::Site(site)).chain(feeding.chain(site));
    let mut needed: Vec<usize> =
        nodes.flat_map(holders).filter_map(|id| Owners(governance).private(id)).collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

fn covered_points<'a>(dependants: &Dependants<'a>) -> Vec<CoveredPoint<'a>> {
    let points = dependants.demand.points.iter().zip(&dependants.network.points);
    let covered = points.filter(|(_, service)| service.served_by.is_some());
    covered
        .map(|(point, service)| CoveredPoint {
            comune: point.comune,
            households: point.households,
            servers: &service.servers,
        })
        .collect()
}

/// The sites of the plan that serve households, by id; whether they are fed makes no difference to who may sell there.
fn serving_sites<'a>(stages: &Stages<'a>) -> Vec<ServingSite<'a>> {
    let open = stages.open_sites().map(|site| &stages.sites[site]).filter(|site| !site.terms.relay_only);
    let site = |site: &'a Site| ServingSite { id: &site.id, operators_max: site.terms.operators_max };
    let mut serving: Vec<ServingSite> = open.map(site).collect();
    serving.sort_by_key(|site| site.id);
    serving
}

/// What public funds pay of private assets, euro.
fn leaked_eur(governance: &Governance, ledger: &[AssetReport]) -> f64 {
    let private = ledger.iter().filter(|row| !row.owner_public);
    let is_public = |id: &str| governance.funds.iter().any(|fund| fund.id == id && fund.public);
    let shares = private.flat_map(|row| &row.funds).filter(|share| is_public(&share.fund));
    to_cents(shares.map(|share| share.capex_eur).sum())
}

/// Private funds count as far as they may pay for private sites.
fn public_money<'a>(stages: &Stages<'a>, leaked_eur: f64) -> PublicMoney<'a> {
    let governance = &stages.scenario.governance;
    let owners = Owners(governance);
    let terms = |site: usize| &stages.sites[site].terms;
    let private = stages.open_sites().filter(|&site| governance.is_private(&terms(site).owner));
    let capex_eur = |site| site_capex_eur(&stages.scenario.costs, terms(site), stages.tier(site));
    let lent = stages.open_sites().map(terms).filter(|terms| owners.is_local_body(&terms.owner));
    let private_sites_capex_eur = private.map(capex_eur).sum::<f64>();
    let whatever = PublicMoney::without_sites(governance, small_seats(stages.scenario, stages.demand));
    let paid_eur = to_cents(private_sites_capex_eur - leaked_eur);
    PublicMoney {
        private_sites_capex_eur,
        private_funds_eur: if leaked_eur > 0.0 { paid_eur } else { whatever.private_funds_eur },
        in_kind_eur_per_year: lent.map(|terms| terms.in_kind_eur_per_year).sum(),
        ..whatever
    }
}

/// A verdict as the plan has it.
pub(super) fn guideline(verdict: Verdict) -> GuidelineReport {
    GuidelineReport {
        guideline: verdict.guideline,
        holds: verdict.holds,
        measure: verdict.measure.en,
        measure_it: verdict.measure.it,
        value: verdict.value,
        limit: verdict.limit,
        unit: verdict.unit.into(),
        explanation: verdict.explanation.en,
        explanation_it: verdict.explanation.it,
    }
}

#[cfg(test)]
mod tests {
    use crate::backhaul::Node;
    use crate::governance::{Concession, Reversion};
    use crate::score::world::World;
    use crate::score::{GuidelineReport, Plan};

    fn first(plan: &Plan) -> &GuidelineReport {
        &plan.governance[0]
    }

    #[test]
    fn the_guidelines_come_in_order() {
        let plan = World::three_sites().plan();
        assert_eq!(plan.governance.iter().map(|g| g.guideline).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    /// Pigna's 50 covered households see only site c, which Torri S.p.A. owns.
    #[test]
    fn access_through_a_private_site() {
        let plan = World::three_sites().plan();
        assert_eq!((first(&plan).holds, first(&plan).value), (false, 1.0));
        assert!(first(&plan).explanation.starts_with("In Pigna, 50 of 50 covered households (100 %)"));
        assert_eq!(plan.comuni.iter().map(|c| c.captive_ratio).collect::<Vec<_>>(), [0.0, 1.0]);
    }

    #[test]
    fn feeding_through_a_private_site_or_point_of_presence() {
        let mut world = World::three_sites();
        world.site_mut("c").terms.owner = "province".into();
        world.site_mut("a").terms.owner = "torri".into();
        world.feed(Node::Pop(0), "b");
        assert_eq!(first(&world.plan()).value, 0.0, "Triora sees b too, and c is public and fed by the PoP");
        world.feed(Node::Site(0), "b");
        assert_eq!(first(&world.plan()).value, 1.0, "b is fed through a");
        world.feed(Node::Pop(0), "b").feed(Node::Site(0), "c");
        let plan = world.plan();
        assert_eq!(plan.comuni.iter().map(|c| c.captive_ratio).collect::<Vec<_>>(), [0.0, 1.0]);
        world.scenario.backhaul.pops[0].owner = "torri".into();
        let plan = world.plan();
        assert_eq!(plan.comuni.iter().map(|c| c.captive_ratio).collect::<Vec<_>>(), [1.0, 1.0]);
    }

    #[test]
    fn a_private_spectrum_holder() {
        let mut world = World::three_sites();
        world.site_mut("c").terms.owner = "province".into();
        assert!(first(&world.plan()).holds);
        world.scenario.governance.spectrum.holder = Some("torri".into());
        assert_eq!(first(&world.plan()).value, 1.0);
        world.scenario.governance.spectrum.holder = Some("province".into());
        assert_eq!(first(&world.plan()).value, 0.0);
    }

    /// Until year 6 Torri S.p.A. runs what is Triora's: site b, over which c is fed; its own c reverts after year 8.
    #[test]
    fn concessions_end_and_sites_revert() {
        let mut world = World::three_sites();
        world.scenario.governance.concessions = vec![Concession {
            id: "triora".into(),
            grantor: "triora".into(),
            concessionaire: "torri".into(),
            until_year: 6,
        }];
        world.cover("a", 1, -80.0).feed(Node::Pop(0), "b").feed(Node::Site(1), "a");
        let ratios = |plan: &Plan| {
            let ends = plan.dependence.phases.iter().map(|phase| (phase.after_year, phase.captive_ratio));
            let comuni = plan.comuni.iter().map(|one| [one.captive_ratio, one.captive_ratio_after]);
            (ends.collect::<Vec<_>>(), comuni.collect::<Vec<_>>())
        };
        // Triora sees a and b, Pigna a and c; a is fed over b.
        assert_eq!(ratios(&world.plan()), (vec![(0, 1.0), (6, 0.0)], vec![[1.0, 0.0], [1.0, 0.0]]));
        world.coverage.covered[0].retain(|(point, _)| *point == 0);
        // Pigna sees c alone.
        assert_eq!(ratios(&world.plan()), (vec![(0, 1.0), (6, 1.0)], vec![[1.0, 0.0], [1.0, 1.0]]));
        world.site_mut("c").terms.reverts = Some(Reversion { year: 8, to: "province".into() });
        let plan = world.plan();
        assert_eq!(ratios(&plan), (vec![(0, 1.0), (6, 1.0), (8, 0.0)], vec![[1.0, 0.0], [1.0, 0.0]]));
        assert_eq!(plan.comuni.iter().map(|one| one.hhi).collect::<Vec<_>>(), [10_000.0, 10_000.0]);
        assert!(first(&plan).explanation.contains("After the end of year 8"), "{}", first(&plan).explanation);
        world.scenario.governance.concessions[0].grantor = "province".into();
        let plan = world.plan();
        assert_eq!(ratios(&plan).0, [(0, 1.0), (6, 1.0), (8, 0.0)], "the province has the point of presence");
    }

    /// Site c costs 19,000 to build, on private land.
    #[test]
    fn private_funds_must_cover_private_sites() {
        let mut world = World::three_sites();
        world.scenario.governance.funds[1].capex_eur = 19_000.0;
        let second = world.plan().governance.remove(1);
        assert!(second.holds, "{}", second.explanation);
        assert!(second.explanation.contains("save 900 euro of rent a year"), "{}", second.explanation);
        world.scenario.governance.funds[1].capex_eur = 18_999.99;
        let second = world.plan().governance.remove(1);
        assert_eq!((second.holds, second.value), (false, 0.01));
    }

    /// 45 subscribers × 12 months × 17.22 € = 9,298.80 a year; by year 5 it has cost 5 × 5,700 + 18,000 = 46,500.
    #[test]
    fn the_lowest_reserve_decides_the_balance() {
        let mut world = World::three_sites();
        world.scenario.governance.wholesale.price_eur_per_month = 17.22;
        let fourth = world.plan().governance.remove(3);
        assert_eq!((fourth.holds, fourth.value), (false, -6.0));
        assert!(fourth.explanation.contains("at a planned price of 17.23 euro"), "{}", fourth.explanation);
        world.scenario.governance.wholesale.price_eur_per_month = 17.23;
        let fourth = world.plan().governance.remove(3);
        assert_eq!((fourth.holds, fourth.value), (true, 21.0));
    }
}
