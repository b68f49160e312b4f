//! The four guidelines: from the plan to the plain numbers of each audit.

use super::feeding::Feeding;
use super::owners::Owners;
use super::{GuidelineReport, Stages, site_capex_eur};
use crate::backhaul::{Link, Node};
use crate::coverage::Network;
use crate::demand::Demand;
use crate::governance::{
    Captivity, CoveredPoint, Dependence, Governance, PublicMoney, Verdict, audit_competition, audit_monopoly,
    audit_public_money, captivities,
};
use crate::scenario::Scenario;
use crate::sites::Site;

/// What the audits and the comuni both need.
#[derive(Debug, Clone)]
pub(super) struct Audits {
    spectrum_holder: Option<usize>,
    captivities: Vec<Captivity>,
}

impl Audits {
    /// Finds who depends on which private owner.
    pub(super) fn of(stages: &Stages<'_>) -> Self {
        let Stages { scenario, demand, sites, network, links, .. } = *stages;
        let captivities = captivities_of(&Dependants { scenario, demand, sites, network, links });
        Self { spectrum_holder: private_holder(&scenario.governance), captivities }
    }

    /// Largest captive share of a comune, over all private owners; 0 where nobody is captive.
    pub(super) fn captive_ratio(&self, comune: usize) -> f64 {
        let of_comune = self.captivities.iter().filter(|pair| pair.comune == comune);
        of_comune.map(Captivity::ratio).fold(0.0, f64::max)
    }

    /// The verdicts on the first three guidelines, in order.
    pub(super) fn report(&self, stages: &Stages<'_>) -> Vec<GuidelineReport> {
        let governance = &stages.scenario.governance;
        let competition =
            audit_competition(&governance.operators, governance.wholesale.open_access, &governance.rules);
        let verdicts = [self.monopoly(stages), audit_public_money(&public_money(stages)), competition];
        verdicts.into_iter().map(guideline).collect()
    }

    fn monopoly(&self, stages: &Stages<'_>) -> Verdict {
        let comuni: Vec<&str> = stages.demand.comuni.iter().map(|comune| comune.name.as_str()).collect();
        let owners = Owners(&stages.scenario.governance).names();
        let max_ratio = stages.scenario.governance.rules.captive_max_ratio;
        audit_monopoly(&self.captivities, self.spectrum_holder, &comuni, &owners, max_ratio)
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

/// Guideline 1: every pair of comune and private owner with captive households, by comune, then owner.
#[must_use]
pub fn captivities_of(dependants: &Dependants<'_>) -> Vec<Captivity> {
    let governance = &dependants.scenario.governance;
    let feeding = Feeding::of(dependants.links, dependants.sites.len());
    let needed = |site: usize| needed_owners(dependants, Owners(governance), &feeding, site);
    let private_owners: Vec<Vec<usize>> = (0..dependants.sites.len()).map(needed).collect();
    let spectrum_holder = private_holder(governance);
    let dependence = Dependence { private_owners: &private_owners, spectrum_holder };
    captivities(&covered_points(dependants), &dependence)
}

/// The holder of the spectrum, where private.
fn private_holder(governance: &Governance) -> Option<usize> {
    governance.spectrum.holder.as_deref().and_then(|id| Owners(governance).private(id))
}

/// The private owners without whom a site is silent: its own, and those along its chain to the fibre.
fn needed_owners(
    dependants: &Dependants<'_>,
    owners: Owners<'_>,
    feeding: &Feeding,
    site: usize,
) -> Vec<usize> {
    let owner = |node| match node {
        Node::Site(site) => &dependants.sites[site].terms.owner,
        Node::Pop(pop) => &dependants.scenario.backhaul.pops[pop].owner,
    };
    let nodes = std::iter::once(Node::Site(site)).chain(feeding.chain(site));
    let mut needed: Vec<usize> = nodes.filter_map(|node| owners.private(owner(node))).collect();
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

fn public_money<'a>(stages: &Stages<'a>) -> PublicMoney<'a> {
    let governance = &stages.scenario.governance;
    let owners = Owners(governance);
    let terms = |site: usize| &stages.sites[site].terms;
    let private = stages.open_sites().filter(|&site| governance.is_private(&terms(site).owner));
    let capex_eur = |site| site_capex_eur(&stages.scenario.costs, terms(site), stages.tier(site));
    let lent = stages.open_sites().map(terms).filter(|terms| owners.is_local_body(&terms.owner));
    PublicMoney {
        private_sites_capex_eur: private.map(capex_eur).sum(),
        in_kind_eur_per_year: lent.map(|terms| terms.in_kind_eur_per_year).sum(),
        ..PublicMoney::without_sites(governance)
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
        assert!(fourth.explanation.contains("at a price of 17.23 euro"), "{}", fourth.explanation);
        world.scenario.governance.wholesale.price_eur_per_month = 17.23;
        let fourth = world.plan().governance.remove(3);
        assert_eq!((fourth.holds, fourth.value), (true, 21.0));
    }
}
