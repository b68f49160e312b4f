//! The household points.

use super::service::{PointService, Service};
use super::{PointReport, Stages, fixes};
use crate::coverage::{Reach, Reception};
use crate::demand::HouseholdPoint;
use crate::radio::Way;
use crate::terrain::height_at;

/// One report a point, in the order of the demand.
pub(super) fn report(stages: &Stages<'_>, service: &Service) -> Vec<PointReport> {
    let points = stages.demand.points.iter().zip(&service.points).enumerate();
    let fixes = fixes::of_points(stages, service);
    points
        .zip(fixes)
        .map(|((index, (point, service)), cheapest_fix)| PointReport {
            cheapest_fix,
            ..point_report(stages, index, point, service)
        })
        .collect()
}

fn point_report(
    stages: &Stages<'_>,
    index: usize,
    point: &HouseholdPoint,
    service: &PointService<'_>,
) -> PointReport {
    let place = PointReport {
        id: point.id.clone(),
        istat: stages.demand.comuni[point.comune].istat.clone(),
        lon: point.lon_lat.lon_deg,
        lat: point.lon_lat.lat_deg,
        ground_m: finite(height_at(stages.terrain, point.position)),
        households: point.households,
        previously_unserved: point.unserved_households,
        state: service.state(),
        ..PointReport::default()
    };
    match (service.reception(), stages.coverage.best[index]) {
        (Some(reception), _) => received(stages, place, reception),
        (None, Some((site, reach))) => signalled(stages, place, site as usize, &reach),
        (None, None) => place,
    }
}

/// What a sector of the plan does at a place.
fn received(stages: &Stages<'_>, place: PointReport, reception: &Reception) -> PointReport {
    let sector = &stages.network.sectors[reception.sector];
    let schemes = stages.access.budget().schemes(Way::Downlink);
    PointReport {
        server: Some(stages.sites[sector.site].id.clone()),
        sector: Some(sector.number as u32 + 1),
        rx_level_dbm: finite(reception.rx_level_dbm),
        sinr_db: finite(reception.sinr.downlink_db),
        uplink_sinr_db: finite(reception.sinr.uplink_db),
        mcs: reception.schemes[0].map(|scheme| schemes[scheme].name.clone()),
        rate_mbps: reception.rates_mbps[0],
        uplink_rate_mbps: reception.rates_mbps[1],
        margin_db: finite(reception.margin_db),
        probability_ratio: finite(reception.probability_ratio),
        clearance_m: finite(reception.clearance_m),
        fresnel_clearance_m: finite(reception.fresnel_clearance_m),
        ..place
    }
}

/// What the signal of a site that is not in the plan would do.
fn signalled(stages: &Stages<'_>, place: PointReport, site: usize, reach: &Reach) -> PointReport {
    PointReport {
        server: Some(stages.sites[site].id.clone()),
        sector: Some(reach.sector + 1),
        rx_level_dbm: finite(f64::from(reach.rx_level_dbm)),
        margin_db: finite(f64::from(reach.margin_db)),
        probability_ratio: finite(f64::from(reach.probability_ratio)),
        clearance_m: finite(f64::from(reach.clearance_m)),
        fresnel_clearance_m: finite(f64::from(reach.fresnel_clearance_m)),
        ..place
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;

    #[test]
    fn uncovered_points_name_the_best_of_all_sites() {
        let mut world = World::three_sites();
        world.best(2, "d", -85.0).best(0, "d", -60.0);
        let plan = world.plan();
        assert_eq!(plan.points[2].server.as_deref(), Some("d"));
        assert_eq!(plan.points[2].margin_db, Some(5.0));
        assert_eq!(plan.points[0].server.as_deref(), Some("a"), "covered: the strongest of the plan");
        assert_eq!((plan.points[4].server.as_deref(), plan.points[4].margin_db), (None, None));
    }
}
