//! The sites of the plan.

use super::feeding::Feeding;
use super::owners::Owners;
use super::service::Service;
use super::{SiteReport, Stages, sectors, site_capex_eur, site_opex_eur_per_year};
use crate::governance::Competition;
use crate::scenario::Status;

/// Households of one site.
#[derive(Debug, Clone, Copy, Default)]
struct Households {
    covered: f64,
    served: f64,
    alone: f64,
}

/// One report an open site, by id.
pub(super) fn report(stages: &Stages<'_>, service: &Service, feeding: &Feeding) -> Vec<SiteReport> {
    let households = households(stages, service);
    let site = |site: usize| site_report(stages, site, households[site], feeding.hops(site));
    let mut sites: Vec<SiteReport> = stages.open_sites().map(site).collect();
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    sites
}

fn households(stages: &Stages<'_>, service: &Service) -> Vec<Households> {
    let mut sites = vec![Households::default(); stages.sites.len()];
    for (point, service) in stages.demand.points.iter().zip(&service.points) {
        let Some(served_by) = &service.network.served_by else { continue };
        for &server in &service.network.servers {
            sites[server].covered += point.households;
        }
        if let [only] = service.network.servers[..] {
            sites[only].alone += point.households;
        }
        sites[stages.network.sectors[served_by.sector].site].served += point.households;
    }
    sites
}

fn site_report(stages: &Stages<'_>, index: usize, households: Households, hops: u32) -> SiteReport {
    let site = &stages.sites[index];
    let (terms, sectors) = (&site.terms, sectors::of_site(stages, index));
    SiteReport {
        id: site.id.clone(),
        name: site.name.clone(),
        lon: site.lon_lat.lon_deg,
        lat: site.lon_lat.lat_deg,
        istat: stages.site_comuni[index].map(|comune| stages.demand.comuni[comune].istat.clone()),
        ground_m: site.ground_m,
        height_m: terms.antenna_height_m,
        owner: terms.owner.clone(),
        owner_public: Owners(&stages.scenario.governance).private(&terms.owner).is_none(),
        status: status_word(terms.status).into(),
        structure: terms.structure.clone(),
        households_covered: households.covered,
        households_served: households.served,
        households_alone: households.alone,
        households_turned_away: sectors.iter().map(|sector| sector.households_turned_away).sum(),
        capex_eur: site_capex_eur(&stages.scenario.costs, terms, stages.tier(index)),
        opex_eur_per_year: site_opex_eur_per_year(&stages.scenario.costs, terms, stages.tier(index)),
        in_kind_eur_per_year: terms.in_kind_eur_per_year,
        hops,
        retailers: (!terms.relay_only)
            .then(|| Competition::of(&stages.scenario.governance).retailers(terms.operators_max)),
        sectors,
    }
}

/// The status by the scenario's own word.
pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Existing => "existing",
        Status::Committed => "committed",
        Status::Candidate => "candidate",
        Status::Forbidden => "forbidden",
    }
}

#[cfg(test)]
mod tests {
    use crate::backhaul::Node;
    use crate::score::world::World;

    #[test]
    fn three_sites_by_hand() {
        let plan = World::three_sites().plan();
        let sites: Vec<_> = plan
            .sites
            .iter()
            .map(|s| (s.id.as_str(), s.households_covered, s.households_served, s.households_alone, s.hops))
            .collect();
        assert_eq!(
            sites,
            [("a", 100.0, 100.0, 0.0, 1), ("b", 100.0, 0.0, 0.0, 2), ("c", 50.0, 50.0, 50.0, 1)]
        );
        assert_eq!(plan.sites.iter().map(|site| site.capex_eur).sum::<f64>(), plan.cost.capex_eur);
        let statuses: Vec<_> = plan.sites.iter().map(|site| site.status.as_str()).collect();
        assert_eq!(statuses, ["candidate", "existing", "committed"]);
    }

    #[test]
    fn an_open_site_without_a_chain_is_warned_of() {
        let mut world = World::three_sites();
        world.links.retain(|link| link.to != Node::Site(2));
        let plan = world.plan();
        assert_eq!(plan.sites[2].hops, 0);
        assert!(plan.warnings.iter().any(|warning| warning.starts_with("site c is open, but")));
    }
}
