//! Rows of the tables and attributes of the map layers: flat, named with units, always in this order.
//! What each field means stands in [`super::dictionary`].

use serde::Serialize;

use super::coverage_area::CoverageArea;
use crate::score::{
    AssetKind, AssetReport, ComuneEquity, ComuneReport, EquityGroup, FixReport, FundShareReport, LinkReport,
    Plan, PointReport, PointState, SchemeReport, SectorReport, ServiceMemberReport, SiteReport,
};
use crate::units::LonLat;

/// A longitude or latitude with 7 decimals (1 cm), as RFC 7946 advises at most.
pub(super) fn degrees(value_deg: f64) -> f64 {
    // Adding 0 turns −0 into 0.
    (value_deg * 1e7).round() / 1e7 + 0.0
}

/// One asset; `ledger.csv`.
#[derive(Debug, Serialize)]
pub(super) struct AssetRow<'a> {
    asset: &'a str,
    kind: AssetKind,
    site: Option<&'a str>,
    item: &'a str,
    label: &'a str,
    owner: Option<&'a str>,
    owner_public: bool,
    reversion_year: Option<u32>,
    reverts_to: Option<&'a str>,
    manager: &'a str,
    capex_eur: f64,
    funds: String,
    opex_eur_per_year: f64,
    lifetime_years: Option<u32>,
    renewals: u32,
    renewals_eur: f64,
    present_value_eur: f64,
    in_kind_eur_per_year: f64,
    in_kind_present_value_eur: f64,
    source: &'a str,
    price_year: Option<u32>,
}

impl<'a> From<&'a AssetReport> for AssetRow<'a> {
    fn from(row: &'a AssetReport) -> Self {
        let share = |share: &FundShareReport| format!("{} {}", share.fund, share.capex_eur);
        Self {
            asset: &row.asset,
            kind: row.kind,
            site: row.site.as_deref(),
            item: &row.item,
            label: &row.label,
            owner: row.owner.as_deref(),
            owner_public: row.owner_public,
            reversion_year: row.reversion_year,
            reverts_to: row.reverts_to.as_deref(),
            manager: &row.manager,
            capex_eur: row.capex_eur,
            funds: row.funds.iter().map(share).collect::<Vec<_>>().join("; "),
            opex_eur_per_year: row.opex_eur_per_year,
            lifetime_years: row.lifetime_years,
            renewals: row.renewals,
            renewals_eur: row.renewals_eur,
            present_value_eur: row.present_value_eur,
            in_kind_eur_per_year: row.in_kind_eur_per_year,
            in_kind_present_value_eur: row.in_kind_present_value_eur,
            source: &row.source,
            price_year: row.price_year,
        }
    }
}

/// One site; `sites.geojson` and `sites.csv`.
#[derive(Debug, Serialize)]
pub(super) struct SiteRow<'a> {
    id: &'a str,
    name: &'a str,
    lon_deg: f64,
    lat_deg: f64,
    istat: Option<&'a str>,
    ground_m: f64,
    height_m: f64,
    owner: &'a str,
    owner_public: bool,
    status: &'a str,
    structure: &'a str,
    households_covered: f64,
    households_served: f64,
    households_alone: f64,
    households_turned_away: f64,
    capex_eur: f64,
    opex_eur_per_year: f64,
    in_kind_eur_per_year: f64,
    hops: u32,
    retailers: Option<u32>,
}

impl<'a> From<&'a SiteReport> for SiteRow<'a> {
    fn from(site: &'a SiteReport) -> Self {
        Self {
            id: &site.id,
            name: &site.name,
            lon_deg: degrees(site.lon),
            lat_deg: degrees(site.lat),
            istat: site.istat.as_deref(),
            ground_m: site.ground_m,
            height_m: site.height_m,
            owner: &site.owner,
            owner_public: site.owner_public,
            status: &site.status,
            structure: &site.structure,
            households_covered: site.households_covered,
            households_served: site.households_served,
            households_alone: site.households_alone,
            households_turned_away: site.households_turned_away,
            capex_eur: site.capex_eur,
            opex_eur_per_year: site.opex_eur_per_year,
            in_kind_eur_per_year: site.in_kind_eur_per_year,
            hops: site.hops,
            retailers: site.retailers,
        }
    }
}

/// One sector of a site; `sectors.csv`.
#[derive(Debug, Serialize)]
pub(super) struct SectorRow<'a> {
    site: &'a str,
    sector: u32,
    lon_deg: f64,
    lat_deg: f64,
    azimuth_deg: Option<f64>,
    tilt_deg: Option<f64>,
    channel: u32,
    eirp_dbm: f64,
    households_served: f64,
    households_turned_away: f64,
    downlink_load_ratio: f64,
    uplink_load_ratio: f64,
    offered_downlink_load_ratio: f64,
    offered_uplink_load_ratio: f64,
    downlink_activity_ratio: f64,
    uplink_activity_ratio: f64,
    uplink_noise_rise_db: f64,
}

impl<'a> SectorRow<'a> {
    /// A sector with where it stands.
    pub(super) fn new(site: &'a SiteReport, sector: &SectorReport) -> Self {
        Self {
            site: &site.id,
            sector: sector.number,
            lon_deg: degrees(site.lon),
            lat_deg: degrees(site.lat),
            azimuth_deg: sector.azimuth_deg,
            tilt_deg: sector.tilt_deg,
            channel: sector.channel,
            eirp_dbm: sector.eirp_dbm,
            households_served: sector.households_served,
            households_turned_away: sector.households_turned_away,
            downlink_load_ratio: sector.downlink_load_ratio,
            uplink_load_ratio: sector.uplink_load_ratio,
            offered_downlink_load_ratio: sector.offered_downlink_load_ratio,
            offered_uplink_load_ratio: sector.offered_uplink_load_ratio,
            downlink_activity_ratio: sector.downlink_activity_ratio,
            uplink_activity_ratio: sector.uplink_activity_ratio,
            uplink_noise_rise_db: sector.uplink_noise_rise_db,
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
    capacity_mbps: f64,
    load_mbps: f64,
    margin_db: f64,
    availability_percent: f64,
    clearance_m: f64,
    capex_eur: f64,
    opex_eur_per_year: f64,
}

impl<'a> From<&'a LinkReport> for LinkRow<'a> {
    fn from(link: &'a LinkReport) -> Self {
        Self {
            from: &link.from,
            to: &link.to,
            band_ghz: link.band_ghz,
            length_km: link.length_km,
            capacity_mbps: link.capacity_mbps,
            load_mbps: link.load_mbps,
            margin_db: link.margin_db,
            availability_percent: link.availability_percent,
            clearance_m: link.clearance_m,
            capex_eur: link.capex_eur,
            opex_eur_per_year: link.opex_eur_per_year,
        }
    }
}

/// One comune; `comuni.geojson` and `comuni.csv`.
#[derive(Debug, Serialize)]
pub(super) struct ComuneRow<'a> {
    istat: &'a str,
    name: &'a str,
    population: u32,
    altitude_zone: Option<&'a str>,
    small: bool,
    households: f64,
    households_covered: f64,
    covered_ratio: Option<f64>,
    households_previously_unserved: f64,
    households_newly_served: f64,
    captive_ratio: f64,
    captive_ratio_after: f64,
    hhi: f64,
    in_kind_present_value_eur: f64,
    households_promised: f64,
    households_no_site_reaches: f64,
    households_signal_too_weak: f64,
    households_no_backhaul: f64,
    households_ruled_out_by_ownership: f64,
    households_too_few_operators: f64,
    households_over_budget: f64,
    households_running_costs: f64,
    households_outweighed: f64,
    households_interference: f64,
    households_no_capacity: f64,
    households_link_full: f64,
    fix_capex_eur: Option<f64>,
    fix_sites: Option<String>,
    fix_households: f64,
}

impl<'a> From<&'a ComuneReport> for ComuneRow<'a> {
    fn from(comune: &'a ComuneReport) -> Self {
        Self {
            istat: &comune.istat,
            name: &comune.name,
            population: comune.population,
            altitude_zone: comune.altitude_zone.as_deref(),
            small: comune.small,
            households: comune.households,
            households_covered: comune.covered,
            covered_ratio: comune.covered_ratio,
            households_previously_unserved: comune.previously_unserved,
            households_newly_served: comune.newly_served,
            captive_ratio: comune.captive_ratio,
            captive_ratio_after: comune.captive_ratio_after,
            hhi: comune.hhi,
            in_kind_present_value_eur: comune.in_kind_present_value_eur,
            households_promised: comune.promised,
            households_no_site_reaches: comune.uncovered.no_site_reaches,
            households_signal_too_weak: comune.uncovered.signal_too_weak,
            households_no_backhaul: comune.uncovered.no_backhaul,
            households_ruled_out_by_ownership: comune.uncovered.ruled_out_by_ownership,
            households_too_few_operators: comune.uncovered.too_few_operators,
            households_over_budget: comune.uncovered.over_budget,
            households_running_costs: comune.uncovered.running_costs,
            households_outweighed: comune.uncovered.outweighed,
            households_interference: comune.uncovered.interference,
            households_no_capacity: comune.uncovered.no_capacity,
            households_link_full: comune.uncovered.link_full,
            fix_capex_eur: comune.cheapest_fix.as_ref().map(|fix| fix.capex_eur),
            fix_sites: comune.cheapest_fix.as_ref().map(fix_sites),
            fix_households: comune.cheapest_fix_households,
        }
    }
}

/// Households of one kind; `equity.csv`.
#[derive(Debug, Serialize)]
pub(super) struct EquityRow<'a> {
    grouping: &'static str,
    group: &'a str,
    comuni: u32,
    households: f64,
    households_covered: f64,
    covered_ratio: Option<f64>,
    households_previously_unserved: f64,
    households_newly_served: f64,
}

impl<'a> EquityRow<'a> {
    /// A group with what it is grouped by.
    pub(super) fn new(grouping: &'static str, group: &'a EquityGroup) -> Self {
        Self {
            grouping,
            group: &group.group,
            comuni: group.comuni,
            households: group.households,
            households_covered: group.covered,
            covered_ratio: group.covered_ratio,
            households_previously_unserved: group.previously_unserved,
            households_newly_served: group.newly_served,
        }
    }
}

/// A comune among others; `worst_comuni.csv` and `small_comuni.csv`.
#[derive(Debug, Serialize)]
pub(super) struct RankedRow<'a> {
    istat: &'a str,
    name: &'a str,
    population: u32,
    households: f64,
    households_covered: f64,
    covered_ratio: f64,
    households_uncovered: f64,
    main_reason: Option<PointState>,
}

impl<'a> RankedRow<'a> {
    /// Where a comune stands, and the comune.
    pub(super) fn new(ranked: &'a ComuneEquity, comune: &'a ComuneReport) -> Self {
        Self {
            istat: &ranked.istat,
            name: &comune.name,
            population: comune.population,
            households: comune.households,
            households_covered: comune.covered,
            covered_ratio: ranked.covered_ratio,
            households_uncovered: ranked.uncovered,
            main_reason: ranked.main_reason,
        }
    }
}

/// A member of the service centre; `fees.csv`.
#[derive(Debug, Serialize)]
pub(super) struct FeeRow<'a> {
    istat: &'a str,
    name: &'a str,
    population: u32,
    served: bool,
    lines: u32,
    weight: f64,
    fee_eur_per_year: f64,
    capped: bool,
    tariff_eur_per_year: f64,
}

impl<'a> FeeRow<'a> {
    /// What a comune pays.
    pub(super) fn new(member: &'a ServiceMemberReport, comune: &'a ComuneReport) -> Self {
        Self {
            istat: &member.istat,
            name: &comune.name,
            population: comune.population,
            served: member.served,
            lines: member.lines,
            weight: member.weight,
            fee_eur_per_year: member.fee_eur_per_year,
            capped: member.capped,
            tariff_eur_per_year: member.tariff_eur_per_year,
        }
    }
}

/// One household point; `households.geojson`.
#[derive(Debug, Serialize)]
pub(super) struct HouseholdRow<'a> {
    id: &'a str,
    istat: &'a str,
    ground_m: Option<f64>,
    households: f64,
    households_previously_unserved: f64,
    state: PointState,
    server: Option<&'a str>,
    sector: Option<u32>,
    rx_level_dbm: Option<f64>,
    sinr_db: Option<f64>,
    uplink_sinr_db: Option<f64>,
    mcs: Option<&'a str>,
    rate_mbps: Option<f64>,
    uplink_rate_mbps: Option<f64>,
    margin_db: Option<f64>,
    probability_ratio: Option<f64>,
    clearance_m: Option<f64>,
    fresnel_clearance_m: Option<f64>,
    fix_capex_eur: Option<f64>,
    fix_sites: Option<String>,
}

/// The sites of a change in one word.
fn fix_sites(fix: &FixReport) -> String {
    fix.sites.join(" ")
}

impl<'a> From<&'a PointReport> for HouseholdRow<'a> {
    fn from(point: &'a PointReport) -> Self {
        Self {
            id: &point.id,
            istat: &point.istat,
            ground_m: point.ground_m,
            households: point.households,
            households_previously_unserved: point.previously_unserved,
            state: point.state,
            server: point.server.as_deref(),
            sector: point.sector,
            rx_level_dbm: point.rx_level_dbm,
            sinr_db: point.sinr_db,
            uplink_sinr_db: point.uplink_sinr_db,
            mcs: point.mcs.as_deref(),
            rate_mbps: point.rate_mbps,
            uplink_rate_mbps: point.uplink_rate_mbps,
            margin_db: point.margin_db,
            probability_ratio: point.probability_ratio,
            clearance_m: point.clearance_m,
            fresnel_clearance_m: point.fresnel_clearance_m,
            fix_capex_eur: point.cheapest_fix.as_ref().map(|fix| fix.capex_eur),
            fix_sites: point.cheapest_fix.as_ref().map(fix_sites),
        }
    }
}

/// The ground that one site gives one rate; `coverage.geojson`.
#[derive(Debug, Serialize)]
pub(super) struct CoverageRow<'a> {
    rate_mbps: f32,
    mcs: Option<&'a str>,
    server: &'a str,
    area_km2: f64,
}

impl<'a> CoverageRow<'a> {
    /// Names the server of an area by its id, and the scheme that gives its rate.
    pub(super) fn new(area: &CoverageArea, cell_m: f64, plan: &'a Plan, server: &'a SiteReport) -> Self {
        // One square metre, the smallest cell that a scenario may ask for.
        let area_km2 = (area.area_km2(cell_m) * 1e6).round() / 1e6;
        let gives_it = |scheme: &&SchemeReport| (scheme.rate_mbps - f64::from(area.rate_mbps)).abs() < 1e-4;
        let mcs = plan.radio.downlink_schemes.iter().find(gives_it).map(|scheme| scheme.name.as_str());
        Self { rate_mbps: area.rate_mbps, mcs, server: &server.id, area_km2 }
    }
}

/// Where the end of a link stands: a site or a fibre point of presence of the plan.
pub(super) fn position_of(plan: &Plan, id: &str) -> Option<LonLat> {
    let site = plan.sites.iter().find(|site| site.id == id).map(|site| (site.lon, site.lat));
    let pop = || plan.pops.iter().find(|pop| pop.id == id).map(|pop| (pop.lon, pop.lat));
    site.or_else(pop).map(|(lon_deg, lat_deg)| LonLat { lon_deg, lat_deg })
}
