//! Rows of the tables and attributes of the map layers: flat, named with units, always in this order.
//! What each field means stands in [`super::dictionary`].

use serde::Serialize;

use super::coverage_area::CoverageArea;
use crate::score::{ComuneReport, LinkReport, Plan, PointReport, PointState, SiteReport};
use crate::units::LonLat;

/// A longitude or latitude with 7 decimals (1 cm), as RFC 7946 advises at most.
pub(super) fn degrees(value_deg: f64) -> f64 {
    // Adding 0 turns −0 into 0.
    (value_deg * 1e7).round() / 1e7 + 0.0
}

/// One site; `sites.geojson` and `sites.csv`.
#[derive(Debug, Serialize)]
pub(super) struct SiteRow<'a> {
    id: &'a str,
    name: &'a str,
    lon_deg: f64,
    lat_deg: f64,
    ground_m: f64,
    height_m: f64,
    owner: &'a str,
    owner_public: bool,
    status: &'a str,
    structure: &'a str,
    households_covered: f64,
    households_served: f64,
    households_alone: f64,
    capex_eur: f64,
    opex_eur_per_year: f64,
    in_kind_eur_per_year: f64,
    hops: u32,
}

impl<'a> From<&'a SiteReport> for SiteRow<'a> {
    fn from(site: &'a SiteReport) -> Self {
        Self {
            id: &site.id,
            name: &site.name,
            lon_deg: degrees(site.lon),
            lat_deg: degrees(site.lat),
            ground_m: site.ground_m,
            height_m: site.height_m,
            owner: &site.owner,
            owner_public: site.owner_public,
            status: &site.status,
            structure: &site.structure,
            households_covered: site.households_covered,
            households_served: site.households_served,
            households_alone: site.households_alone,
            capex_eur: site.capex_eur,
            opex_eur_per_year: site.opex_eur_per_year,
            in_kind_eur_per_year: site.in_kind_eur_per_year,
            hops: site.hops,
        }
    }
}

/// One microwave link; `links.geojson`.
#[derive(Debug, Serialize)]
pub(super) struct LinkRow<'a> {
    from: &'a str,
    to: &'a str,
    band_ghz: f64,
    length_km: f64,
    margin_db: f64,
    availability_percent: f64,
    clearance_m: f64,
}

impl<'a> From<&'a LinkReport> for LinkRow<'a> {
    fn from(link: &'a LinkReport) -> Self {
        Self {
            from: &link.from,
            to: &link.to,
            band_ghz: link.band_ghz,
            length_km: link.length_km,
            margin_db: link.margin_db,
            availability_percent: link.availability_percent,
            clearance_m: link.clearance_m,
        }
    }
}

/// One comune; `comuni.geojson` and `comuni.csv`.
#[derive(Debug, Serialize)]
pub(super) struct ComuneRow<'a> {
    istat: &'a str,
    name: &'a str,
    population: u32,
    small: bool,
    households: f64,
    households_covered: f64,
    covered_ratio: Option<f64>,
    households_previously_unserved: f64,
    households_newly_served: f64,
    captive_ratio: f64,
    households_no_site_reaches: f64,
    households_no_backhaul: f64,
    households_over_budget: f64,
}

impl<'a> From<&'a ComuneReport> for ComuneRow<'a> {
    fn from(comune: &'a ComuneReport) -> Self {
        Self {
            istat: &comune.istat,
            name: &comune.name,
            population: comune.population,
            small: comune.small,
            households: comune.households,
            households_covered: comune.covered,
            covered_ratio: comune.covered_ratio,
            households_previously_unserved: comune.previously_unserved,
            households_newly_served: comune.newly_served,
            captive_ratio: comune.captive_ratio,
            households_no_site_reaches: comune.uncovered.no_site_reaches,
            households_no_backhaul: comune.uncovered.no_backhaul,
            households_over_budget: comune.uncovered.over_budget,
        }
    }
}

/// One household point; `households.geojson`.
#[derive(Debug, Serialize)]
pub(super) struct HouseholdRow<'a> {
    id: &'a str,
    istat: &'a str,
    households: f64,
    households_previously_unserved: f64,
    state: PointState,
    server: Option<&'a str>,
    margin_db: Option<f64>,
    probability_ratio: Option<f64>,
    clearance_m: Option<f64>,
    fresnel_clearance_m: Option<f64>,
}

impl<'a> From<&'a PointReport> for HouseholdRow<'a> {
    fn from(point: &'a PointReport) -> Self {
        Self {
            id: &point.id,
            istat: &point.istat,
            households: point.households,
            households_previously_unserved: point.previously_unserved,
            state: point.state,
            server: point.server.as_deref(),
            margin_db: point.margin_db,
            probability_ratio: point.probability_ratio,
            clearance_m: point.clearance_m,
            fresnel_clearance_m: point.fresnel_clearance_m,
        }
    }
}

/// The ground that one site gives one rate; `coverage.geojson`.
#[derive(Debug, Serialize)]
pub(super) struct CoverageRow<'a> {
    rate_mbps: f32,
    server: &'a str,
    area_km2: f64,
}

impl<'a> CoverageRow<'a> {
    /// Names the server of an area by its id.
    pub(super) fn new(area: &CoverageArea, cell_m: f64, server: &'a SiteReport) -> Self {
        // One square metre, the smallest cell that a scenario may ask for.
        let area_km2 = (area.area_km2(cell_m) * 1e6).round() / 1e6;
        Self { rate_mbps: area.rate_mbps, server: &server.id, area_km2 }
    }
}

/// Where the end of a link stands: a site or a fibre point of presence of the plan.
pub(super) fn position_of(plan: &Plan, id: &str) -> Option<LonLat> {
    let site = plan.sites.iter().find(|site| site.id == id).map(|site| (site.lon, site.lat));
    let pop = || plan.pops.iter().find(|pop| pop.id == id).map(|pop| (pop.lon, pop.lat));
    site.or_else(pop).map(|(lon_deg, lat_deg)| LonLat { lon_deg, lat_deg })
}
