//! The anchor institutions.

use super::feeding::Feeding;
use super::service::{PointService, SecondPath, Service};
use super::{AnchorReport, Stages, links};
use crate::backhaul::Node;
use crate::coverage::Reception;

/// One report an anchor, in the order of the files.
pub(super) fn report(stages: &Stages<'_>, service: &Service, feeding: &Feeding) -> Vec<AnchorReport> {
    let anchors = stages.demand.anchors.iter().zip(&service.anchors);
    anchors
        .map(|(anchor, service)| AnchorReport {
            kind: anchor.kind.clone(),
            name: anchor.name.clone(),
            istat: stages.demand.comuni[anchor.comune].istat.clone(),
            lon: anchor.lon_lat.lon_deg,
            lat: anchor.lon_lat.lat_deg,
            committed_mbps: anchor.committed_mbps,
            covered: service.covered(),
            state: service.state(),
            dual_path: anchor.dual_path,
            paths: paths(stages, service, feeding),
            server: server(stages, service).map(|site| stages.sites[site].id.clone()),
            sector: serving(service).map(|one| stages.network.sectors[one.sector].number as u32 + 1),
            rate_mbps: serving(service).and_then(|one| one.rates_mbps[0]),
            uplink_rate_mbps: serving(service).and_then(|one| one.rates_mbps[1]),
        })
        .collect()
}

/// The site that serves an anchor.
fn server(stages: &Stages<'_>, service: &PointService) -> Option<usize> {
    serving(service).map(|one| stages.network.sectors[one.sector].site)
}

/// The ids from its server to the fibre, then those from the site at the end of its second path.
fn paths(stages: &Stages<'_>, service: &PointService, feeding: &Feeding) -> Vec<Vec<String>> {
    let ids = |site: usize| {
        let nodes = std::iter::once(Node::Site(site)).chain(feeding.chain(site));
        nodes.map(|node| links::id(stages, node)).collect()
    };
    let second = if let SecondPath::From(site) = service.second { Some(site) } else { None };
    server(stages, service).into_iter().chain(second).map(ids).collect()
}

fn serving<'a>(service: &PointService<'a>) -> Option<&'a Reception> {
    service.network.served_by.as_ref()
}

#[cfg(test)]
mod tests {
    use crate::score::PointState;
    use crate::score::world::{World, reach};

    #[test]
    fn covered_by_an_open_site_only() {
        let mut world = World::three_sites();
        world.coverage.anchors[3].push((0, reach(-60.0)));
        let anchor = world.plan().anchors.remove(0);
        assert_eq!((anchor.covered, anchor.server), (false, None), "d is not part of the plan");
        world.coverage.anchors[1].push((0, reach(-70.0)));
        let anchor = world.plan().anchors.remove(0);
        assert_eq!((anchor.covered, anchor.server.as_deref()), (true, Some("b")));
        assert_eq!(anchor.istat, "008054");
        assert_eq!((anchor.dual_path, anchor.paths), (false, vec![ids(&["b", "a", "pop"])]));
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    /// The world with an anchor that asks for two paths and that these sites serve, the first best.
    fn asking(sites: &[usize]) -> World {
        let mut world = World::three_sites();
        world.demand.anchors[0].dual_path = true;
        for (rank, &site) in sites.iter().enumerate() {
            world.coverage.anchors[site].push((0, reach(-60.0 - rank as f32)));
        }
        world
    }

    #[test]
    fn two_paths_share_no_site() {
        // b is fed by a; c by the point of presence itself.
        let plan = asking(&[1, 2]).plan();
        let anchor = &plan.anchors[0];
        assert_eq!((anchor.covered, anchor.state, anchor.dual_path), (true, PointState::Covered, true));
        assert_eq!(anchor.paths, [ids(&["b", "a", "pop"]), ids(&["c", "pop"])]);
        assert!(!plan.warnings.iter().any(|said| said.contains("second path")), "{:?}", plan.warnings);
    }

    #[test]
    fn one_path_fails_where_two_are_asked_for() {
        for sites in [&[1][..], &[1, 0]] {
            let mut world = asking(sites);
            let plan = world.plan();
            let anchor = &plan.anchors[0];
            assert_eq!((anchor.covered, anchor.state), (false, PointState::NoSecondPath));
            assert_eq!((anchor.server.as_deref(), anchor.paths.len()), (Some("b"), 1));
            let said = "1 anchor institution that asks for two paths is served over one alone: \"Pigna\"";
            assert!(plan.warnings.iter().any(|warning| warning.starts_with(said)), "{:?}", plan.warnings);
            assert!(!plan.warnings.iter().any(|warning| warning.contains("without service")));
            world.demand.anchors[0].dual_path = false;
            assert_eq!(world.plan().anchors[0].state, PointState::Covered);
        }
    }
}
