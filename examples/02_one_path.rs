//! One radio path, from heights written down by hand to megabits: `cargo run --release --example 02_one_path`.
//!
//! It needs no file and no feature (`--no-default-features` will do): the models know neither maps nor scenarios.

use std::error::Error;

use divario::propagation::{Clearance, EARTH_RADIUS_KM, Model, P526, Polarisation, Profile, Terminals};
use divario::radio::antenna::{Pattern, SectorPattern};
use divario::radio::{
    Budget, Direction, Equipment, Ofdm256, Ofdm256Thresholds, Path, Ratios, Scheme, Station, Target,
    Technology, Way,
};

/// A bell tower above the valley, a wooded spur half-way, a farm on the other slope: every kilometre one point.
const DISTANCE_KM: [f64; 9] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
const GROUND_M: [f64; 9] = [640.0, 480.0, 350.0, 420.0, 572.0, 430.0, 330.0, 390.0, 510.0];
const CLUTTER_M: [f64; 9] = [0.0, 15.0, 0.0, 12.0, 15.0, 15.0, 0.0, 3.0, 0.0];

/// Net rates that both directions must carry, in so many of all like places, where levels scatter by so much.
const TARGET: Target = Target { downlink_mbps: 7.0, uplink_mbps: 2.0, probability_ratio: 0.9, sigma_db: 7.0 };
const CHANNEL_MHZ: f64 = 7.0;
const CYCLIC_PREFIX_RATIO: f64 = 1.0 / 16.0;
const TX_POWER_DBM: f64 = 35.0;

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn main() -> Result<(), Box<dyn Error>> {
    let profile =
        Profile { distance_km: &DISTANCE_KM, ground_m: &GROUND_M, clutter_m: &CLUTTER_M, zone: &[] };
    let terminals = Terminals {
        tx_height_m: 18.0,
        rx_height_m: 6.0,
        frequency_mhz: 3_500.0,
        polarisation: Polarisation::Vertical,
    };
    let effective_earth_radius_km = 4.0 / 3.0 * EARTH_RADIUS_KM;

    let loss = Model::P526(P526 { effective_earth_radius_km }).loss(&profile, &terminals);
    println!("Path of {} km at {} MHz", profile.length_km(), terminals.frequency_mhz);
    println!("  free space                {:8.2} dB", loss.free_space_db);
    println!("  terrain                   {:8.2} dB", loss.excess_db);
    println!("  path loss                 {:8.2} dB", loss.total_db());

    let clearance = Clearance::of(&profile, &terminals, effective_earth_radius_km);
    let sight = if clearance.in_sight() { "in sight" } else { "blocked" };
    println!("  clearance                 {:8.2} m, {sight}", clearance.clearance_m);
    println!("  less the Fresnel radius   {:8.2} m", clearance.fresnel_clearance_m);

    let budget = budget()?;
    let path = Path {
        path_loss_db: loss.total_db(),
        building_entry_loss_db: 0.0,
        base_station_gain_dbi: panel().gain_dbi(12.0, -0.9),
        noise_rise_db: 0.0,
    };
    let directions = budget.terms(TX_POWER_DBM, &path, [0.0, 0.0]);
    for direction in &directions {
        print_terms(direction, budget.asked_scheme(direction.way));
    }
    let [down, up] = directions;
    let ratios = Ratios { downlink_db: down.sinr_db, uplink_db: up.sinr_db };
    println!("\nService holds in {:.1} % of like places", 100.0 * budget.probability_ratio(ratios));
    for (way, ratio_db) in [(Way::Downlink, down.sinr_db), (Way::Uplink, up.sinr_db)] {
        match budget.rate_mbps(way, ratio_db) {
            Some(rate_mbps) => {
                println!("{}, with the asked probability: {rate_mbps:.2} Mbit/s net", way.word());
            }
            None => println!("{}, with the asked probability: no rate at all", way.word()),
        }
    }
    Ok(())
}

/// The site's antenna: a panel of 90°, tilted by three degrees.
fn panel() -> Pattern {
    Pattern::Sector(SectorPattern {
        gain_dbi: 15.0,
        horizontal_beamwidth_deg: 90.0,
        vertical_beamwidth_deg: 10.0,
        front_to_back_db: 25.0,
        side_lobe_db: 18.0,
        electrical_tilt_deg: 3.0,
    })
}

/// Equipment on both sides, and the schemes that give the asked rates with the least signal.
fn budget() -> Result<Budget, Box<dyn Error>> {
    let settings = Ofdm256 {
        cyclic_prefix_ratio: CYCLIC_PREFIX_RATIO,
        frame_ms: 10.0,
        tdd_downlink_ratio: None,
        thresholds: Ofdm256Thresholds::Of2004,
    };
    let channel = Technology::Ofdm256(settings).channel(CHANNEL_MHZ, None)?;
    let equipment = Equipment {
        base_station: Station { tx_power_dbm: TX_POWER_DBM, feeder_loss_db: 1.5, noise_figure_db: 5.0 },
        cpe: Station { tx_power_dbm: 23.0, feeder_loss_db: 0.5, noise_figure_db: 7.0 },
        cpe_antenna_gain_dbi: 17.0,
        body_loss_db: 0.0,
        power_control_range_db: None,
        noise_bandwidth_mhz: channel.noise_bandwidth_mhz,
        implementation_loss_db: 5.0,
    };
    Ok(Budget::new(equipment, &channel, TARGET)?)
}

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print_terms(direction: &Direction, scheme: &Scheme) {
    let name = match direction.way {
        Way::Downlink => "Downlink, site to household",
        Way::Uplink => "Uplink, household to site",
    };
    println!("\n{name}: {} for {:.2} Mbit/s net", scheme.name, scheme.net_rate_mbps);
    for (term, value, unit) in direction.rows() {
        println!("  {term:<32}  {value:8.2} {unit}");
    }
}
