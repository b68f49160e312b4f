//! The smallest scenario with other radios: every technology, antenna and layout that there is.

use serde_json::{Value, json};

/// A change of the smallest scenario.
pub type Radio = fn(Value) -> Value;

/// What the smallest scenario becomes, by name.
pub const RADIOS: [(&str, Radio); 13] = [
    ("WiMAX in TDD", wimax_tdd),
    ("mobile WiMAX", ofdma),
    ("5 GHz", at_5_ghz),
    ("LTE", lte),
    ("NR", nr),
    ("regular sectors", regular_sectors),
    ("sectors towards demand", towards_demand),
    ("given sectors", given_sectors),
    ("measured antennas", measured_antennas),
    ("indoors", indoors),
    ("own thresholds", own_thresholds),
    ("one site apart", one_site_apart),
    ("loud and busy", loud_and_busy),
];

fn wimax_tdd(mut scenario: Value) -> Value {
    scenario["radio"]["technology"] = json!({"ieee802_16_2004_ofdm256": {
        "cyclic_prefix_ratio": 0.0625, "frame_ms": 10, "tdd_downlink_ratio": 0.7, "thresholds": "ieee802_16_2004"
    }});
    scenario["service"]["rate_mbps"] = json!(5);
    scenario
}

fn ofdma(mut scenario: Value) -> Value {
    scenario["radio"]["technology"] = json!({"ieee802_16e_ofdma": {"downlink_symbols": 28}});
    scenario["radio"]["channel_mhz"] = json!(10);
    (scenario["service"]["rate_mbps"], scenario["service"]["uplink_rate_mbps"]) = (json!(3), json!(1));
    scenario
}

fn at_5_ghz(mut scenario: Value) -> Value {
    let radio = &mut scenario["radio"];
    radio["technology"] = json!({"fixed_wireless_5ghz": {"tdd_downlink_ratio": 0.7, "spatial_streams": 1}});
    (radio["channel_mhz"], radio["frequency_mhz"]) = (json!(20), json!(5600));
    scenario
}

fn lte(mut scenario: Value) -> Value {
    scenario["radio"]["technology"] = json!({"lte_fixed_wireless": {"tdd_downlink_ratio": 0.7}});
    scenario["radio"]["channel_mhz"] = json!(10);
    scenario["service"]["uplink_rate_mbps"] = json!(1);
    scenario
}

fn nr(mut scenario: Value) -> Value {
    scenario["radio"]["technology"] = json!({"nr_fixed_wireless": {"tdd_downlink_ratio": 0.7}});
    scenario["radio"]["channel_mhz"] = json!(20);
    scenario
}

fn panel() -> Value {
    json!({"sector": {
        "gain_dbi": 15, "horizontal_beamwidth_deg": 90, "vertical_beamwidth_deg": 10, "front_to_back_db": 25,
        "side_lobe_db": 18, "electrical_tilt_deg": 3
    }})
}

/// Three sectors on two channels.
fn regular_sectors(mut scenario: Value) -> Value {
    scenario["radio"]["base_station"]["antenna"] = panel();
    let layout = json!({"regular": {"count": 3, "first_azimuth_deg": 20, "tilt_deg": 1}});
    scenario["radio"]["base_station"]["layout"] = layout;
    scenario["radio"]["reuse"]["shared_at_site"] = json!(true);
    scenario
}

fn towards_demand(mut scenario: Value) -> Value {
    scenario["radio"]["base_station"]["antenna"] = panel();
    scenario["radio"]["base_station"]["layout"] = json!({"towards_demand": {"count": 2, "tilt_deg": 1}});
    scenario
}

fn given_sectors(mut scenario: Value) -> Value {
    scenario["radio"]["base_station"]["antenna"] = panel();
    scenario["radio"]["base_station"]["layout"] = json!({"given": {"sectors": [
        {"azimuth_deg": 120, "tilt_deg": 1, "tx_power_dbm": 27, "channel": 1}, {"azimuth_deg": 250, "tilt_deg": 2}
    ]}});
    scenario
}

/// The file is part of the repository.
fn measured_antennas(mut scenario: Value) -> Value {
    let measured = |gain_dbi: f64| json!({"measured": {"file": "../data/radio/antennas/panel_90.msi", "gain_dbi": gain_dbi}});
    scenario["radio"]["base_station"]["antenna"] = measured(14.0);
    scenario["radio"]["base_station"]["layout"] = json!({"towards_demand": {"count": 2, "tilt_deg": 0}});
    scenario["radio"]["cpe"]["antenna"] = measured(16.0);
    scenario
}

fn indoors(mut scenario: Value) -> Value {
    scenario["radio"]["cpe"]["antenna"] = json!({"isotropic": {"gain_dbi": 17}});
    scenario["radio"]["cpe"]["indoor"] =
        json!({"building": "traditional", "entry_loss_percent": 30, "body_loss_db": 1});
    scenario["radio"]["eirp_limits"] = json!({
        "title": "Invented", "source": "invented",
        "indoor_cpe": {"eirp_max_dbm": 41.501, "eirp_density_max_dbm_per_mhz": 33.542}
    });
    scenario
}

/// Limits right above what is radiated: 32 - 1 + 10 and 25 - 0.5 + 17 dBm over the 6.25 MHz that carry it, that is 7.96 dB.
fn own_thresholds(mut scenario: Value) -> Value {
    let radio = &mut scenario["radio"];
    radio["overhead_ratio"] = json!(0.12);
    radio["schemes"] = json!([{"scheme": "16-QAM 1/2", "snr_db": 15.9, "source": "invented"}]);
    radio["eirp_limits"] = json!({
        "title": "Invented", "source": "invented",
        "base_station": {"eirp_max_dbm": 41.001, "eirp_density_max_dbm_per_mhz": 33.042},
        "outdoor_cpe": {"eirp_max_dbm": 41.501, "eirp_density_max_dbm_per_mhz": 33.542}
    });
    scenario["demand"]["anchors"][0]["committed_mbps"] = json!(6);
    scenario
}

/// The second site has sectors and an antenna of its own.
fn one_site_apart(mut scenario: Value) -> Value {
    scenario["sites"]["inline"][1]["terms"]["antenna"] =
        json!({"measured": {"file": "../data/radio/antennas/panel_90.msi"}});
    let layout = json!({"regular": {"count": 2, "first_azimuth_deg": 100, "tilt_deg": 0}});
    scenario["sites"]["inline"][1]["terms"]["layout"] = layout;
    scenario["radio"]["licence"] = json!("eu_2008_411_ec");
    scenario
}

/// The same gain in all directions, one channel, every sector busy all the time, households that can lower their power a little.
fn loud_and_busy(mut scenario: Value) -> Value {
    let radio = &mut scenario["radio"];
    radio["base_station"]["antenna"] = json!({"isotropic": {"gain_dbi": 10}});
    radio["reuse"] = json!({"channel_count": 1, "load_ratio": 0.5});
    radio["cpe"]["power_control_range_db"] = json!(3);
    scenario
}
