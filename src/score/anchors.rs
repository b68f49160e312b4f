//! The anchor institutions.

use super::service::{PointService, Service};
use super::{AnchorReport, Stages};
use crate::coverage::Reception;

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
            committed_mbps: anchor.committed_mbps,
            covered: service.covered(),
            state: service.state(),
            server: serving(service)
                .map(|one| stages.sites[stages.network.sectors[one.sector].site].id.clone()),
            sector: serving(service).map(|one| stages.network.sectors[one.sector].number as u32 + 1),
            rate_mbps: serving(service).and_then(|one| one.rates_mbps[0]),
            uplink_rate_mbps: serving(service).and_then(|one| one.rates_mbps[1]),
        })
        .collect()
}

fn serving<'a>(service: &PointService<'a>) -> Option<&'a Reception> {
    service.network.served_by.as_ref()
}

#[cfg(test)]
mod tests {
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
    }
}
