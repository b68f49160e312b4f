//! The licence's meaning: it covers the band, and it limits something.

use super::super::Radio;
use crate::problem::{Findings, Problem};
use crate::radio::{EirpLimit, LicenceName};

/// Notes what contradicts itself between the radio and its licence.
pub(super) fn validate(radio: &Radio, findings: &mut Findings) {
    if radio.licence.is_some() && radio.eirp_limits.is_some() {
        let found = "both licence and eirp_limits are given";
        findings.problem(Problem::at("contradiction", "/radio", found, "keep one of them"));
    }
    band(radio, findings);
    power_control(radio, findings);
    own_limits(radio, findings);
}

fn band(radio: &Radio, findings: &mut Findings) {
    let Some(licence) = radio.licence else { return };
    let [min_mhz, max_mhz] = licence.band_mhz();
    let half_mhz = 0.5 * radio.channel_mhz;
    if radio.frequency_mhz - half_mhz < min_mhz || radio.frequency_mhz + half_mhz > max_mhz {
        let found = format!(
            "a channel of {} MHz around {} MHz; the licence is for {min_mhz} to {max_mhz} MHz",
            radio.channel_mhz, radio.frequency_mhz
        );
        let remedy = "choose a frequency in the licence's band, or the licence of the frequency";
        return findings.problem(Problem::at("outside-licence", "/radio/frequency_mhz", found, remedy));
    }
    let directions = if radio.technology.shares_channel() { 1.0 } else { 2.0 };
    let wanted_mhz = f64::from(radio.reuse.channel_count) * radio.channel_mhz * directions;
    if wanted_mhz > max_mhz - min_mhz {
        let found = format!(
            "{} channels of {} MHz{}; the licence's band has {} MHz",
            radio.reuse.channel_count,
            radio.channel_mhz,
            if directions > 1.0 { " in each direction" } else { "" },
            max_mhz - min_mhz
        );
        let remedy = "take fewer or narrower channels";
        findings.problem(Problem::at("outside-licence", "/radio/reuse/channel_count", found, remedy));
    }
}

fn power_control(radio: &Radio, findings: &mut Findings) {
    let least_db = radio.licence.map_or(0.0, LicenceName::power_control_min_db);
    let Some(range_db) = radio.cpe.power_control_range_db.filter(|range_db| *range_db < least_db) else {
        return;
    };
    findings.warn(format!(
        "/radio/cpe/power_control_range_db is {range_db}: the licence asks for stations that can lower their power by \
         {least_db} dB"
    ));
}

fn own_limits(radio: &Radio, findings: &mut Findings) {
    let Some(limits) = &radio.eirp_limits else { return };
    let all = [limits.base_station, limits.outdoor_cpe, limits.indoor_cpe];
    if all.iter().all(|limit| *limit == EirpLimit::default()) {
        let found = "no station is limited";
        let remedy = "give at least one limit, or leave eirp_limits out";
        findings.problem(Problem::at("contradiction", "/radio/eirp_limits", found, remedy));
    }
}
