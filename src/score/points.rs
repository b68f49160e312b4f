//! The household points.

use super::service::{PointService, Service};
use super::{PointReport, Stages};
use crate::coverage::Reach;
use crate::demand::HouseholdPoint;

/// One report a point, in the order of the demand.
pub(super) fn report(stages: &Stages<'_>, service: &Service) -> Vec<PointReport> {
    let points = stages.demand.points.iter().zip(&service.points).enumerate();
    points.map(|(index, (point, service))| point_report(stages, index, point, service)).collect()
}

fn point_report(
    stages: &Stages<'_>,
    index: usize,
    point: &HouseholdPoint,
    service: &PointService,
) -> PointReport {
    let strongest = service.strongest.or_else(|| best(stages, index));
    let quantity = |of: fn(&Reach) -> f32| {
        strongest.map(|(_, reach)| f64::from(of(&reach))).filter(|value| value.is_finite())
    };
    PointReport {
        id: point.id.clone(),
        istat: stages.demand.comuni[point.comune].istat.clone(),
        lon: point.lon_lat.lon_deg,
        lat: point.lon_lat.lat_deg,
        households: point.households,
        previously_unserved: point.unserved_households,
        state: service.state(),
        server: strongest.map(|(site, _)| stages.sites[site].id.clone()),
        margin_db: quantity(|reach| reach.margin_db),
        probability_ratio: quantity(|reach| reach.probability_ratio),
        clearance_m: quantity(|reach| reach.clearance_m),
        fresnel_clearance_m: quantity(|reach| reach.fresnel_clearance_m),
    }
}

/// The strongest of all usable sites.
fn best(stages: &Stages<'_>, point: usize) -> Option<(usize, Reach)> {
    stages.coverage.best[point].map(|(site, reach)| (site as usize, reach))
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
