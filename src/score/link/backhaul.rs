//! A microwave link: level, margin, availability, planning rule.

use super::super::rounding::{DECIBEL_DECIMALS, SHARE_DECIMALS};
use super::{BackhaulPath, PathTier, Route, Terminal, metres, terms};
use crate::backhaul::{Hop, HopLevel};
use crate::economics::{Costs, round_to, to_cents};
use crate::propagation::Profile;
use crate::propagation::p530::Outage;
use crate::scenario::{Band, Tier};

pub(super) fn report(path: &Route, band: &Band) -> BackhaulPath {
    let hop = hop(path, band);
    let HopLevel { free_space_db, rx_level_dbm } = hop.level();
    let lowest = &band.tiers[0];
    let fixed = hop.fixed_link(lowest);
    let outage = fixed.outage().ok();
    let availability_percent = outage.map(Outage::availability_percent);
    let percent = |value: f64| round_to(value, SHARE_DECIMALS);
    BackhaulPath {
        band_ghz: band.band_ghz,
        band_length_max_km: band.length_max_km,
        tx_power_dbm: band.tx_power_dbm,
        antenna_gain_dbi: band.antenna_gain_dbi,
        free_space_db: decibels(free_space_db),
        rx_level_dbm: decibels(rx_level_dbm),
        receiver_threshold_dbm: lowest.receiver_threshold_dbm,
        margin_db: decibels(hop.margin_db(lowest)),
        multipath_percent: outage.map(|outage| percent(outage.multipath_percent)),
        rain_percent: outage.map(|outage| percent(outage.rain_percent)),
        availability_percent: availability_percent.map(percent),
        availability_min_percent: hop.spec.availability_min_percent,
        median_clearance_m: metres(hop.median_clearance_m()),
        subrefractive_clearance_m: metres(hop.subrefractive_clearance_m()),
        rule_holds: hop.is_clear(),
        holds: hop.is_clear() && availability_percent.is_some_and(|percent| hop.is_enough(percent)),
        tiers: band.tiers.iter().map(|one| tier(&hop, &path.stages.scenario.costs, one)).collect(),
        terms: terms(fixed.terms().rows()),
    }
}

/// What the path does with a tier of its band, and what a link with it costs.
fn tier(hop: &Hop, costs: &Costs, tier: &Tier) -> PathTier {
    let availability_percent = hop.fixed_link(tier).availability_percent().ok();
    let items = || costs.per_link.iter().chain(&tier.items).filter_map(|id| costs.items.get(id));
    PathTier {
        capacity_mbps: tier.capacity_mbps,
        receiver_threshold_dbm: tier.receiver_threshold_dbm,
        margin_db: decibels(hop.margin_db(tier)),
        availability_percent: availability_percent.map(|percent| round_to(percent, SHARE_DECIMALS)),
        usable: hop.is_clear() && availability_percent.is_some_and(|percent| hop.is_enough(percent)),
        capex_eur: to_cents(items().map(|item| item.capex_eur).sum()),
        opex_eur_per_year: to_cents(items().map(|item| item.opex_eur_per_year).sum()),
    }
}

/// The path as the candidates of a plan are looked at.
fn hop<'a>(path: &Route<'_, 'a>, band: &'a Band) -> Hop<'a> {
    let ends = &path.stages.ends;
    Hop {
        spec: &path.stages.scenario.backhaul,
        band,
        profile: Profile { zone: &[], ..path.stages.profile },
        length_km: path.length_km,
        antenna_height_m: ends.each_ref().map(|end| end.antenna_height_m),
        antenna_amsl_m: ends.each_ref().map(Terminal::antenna_m),
    }
}

fn decibels(value: f64) -> f64 {
    round_to(value, DECIBEL_DECIMALS)
}
