//! Attributes of the sites of a coverage map.

use serde::Serialize;

use crate::score::SurveySite;

/// One site; `sites.geojson`. What each field means stands in [`super::dictionary`].
#[derive(Debug, Serialize)]
pub(super) struct SiteRow<'a> {
    number: u32,
    id: &'a str,
    name: &'a str,
    owner: &'a str,
    status: &'a str,
    relay_only: bool,
    ground_m: f64,
    height_m: f64,
    in_range_km2: f64,
    in_sight_km2: f64,
    served_km2: f64,
    best_km2: f64,
    households_served: f64,
}

impl<'a> From<&'a SurveySite> for SiteRow<'a> {
    fn from(site: &'a SurveySite) -> Self {
        Self {
            number: site.number,
            id: &site.id,
            name: &site.name,
            owner: &site.owner,
            status: &site.status,
            relay_only: site.relay_only,
            ground_m: site.ground_m,
            height_m: site.height_m,
            in_range_km2: site.in_range.km2,
            in_sight_km2: site.in_sight.km2,
            served_km2: site.served.km2,
            best_km2: site.best.km2,
            households_served: site.households_served,
        }
    }
}
