//! The anchor institutions.

use super::service::Service;
use super::{AnchorReport, Stages};

/// One report an anchor, in the order of the files.
pub(super) fn report(stages: &Stages<'_>, service: &Service) -> Vec<AnchorReport> {
    let anchors = stages.demand.anchors.iter().zip(&service.anchors);
    anchors
        .map(|(anchor, service)| AnchorReport {
            kind: anchor.kind.clone(),
            name: anchor.name.clone(),
            istat: stages.demand.comuni[anchor.comune].istat.clone(),
            lon: anchor.lon_lat.lon_deg,
            lat: anchor.lon_lat.lat_deg,
            covered: service.covered(),
            server: service.strongest.map(|(site, _)| stages.sites[site].id.clone()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::score::world::{World, reach};

    #[test]
    fn covered_by_an_open_site_only() {
        let mut world = World::three_sites();
        world.coverage.covered_anchors[3].push((0, reach(-60.0)));
        let anchor = world.plan().anchors.remove(0);
        assert_eq!((anchor.covered, anchor.server), (false, None), "d is not part of the plan");
        world.coverage.covered_anchors[1].push((0, reach(-70.0)));
        let anchor = world.plan().anchors.remove(0);
        assert_eq!((anchor.covered, anchor.server.as_deref()), (true, Some("b")));
        assert_eq!(anchor.istat, "008054");
    }
}
