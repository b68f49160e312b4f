//! One radio path, from heights written down by hand to megabits: `cargo run --release --example 02_one_path`.
//!
//! It needs no file and no feature (`--no-default-features` will do): the models know neither maps nor scenarios.

use std::error::Error;

use divario::propagation::{Clearance, EARTH_RADIUS_KM, Model, P526, Polarisation, Profile, Terminals};
use divario::radio::{Budget, Direction, Equipment, Station, Target, Technology, Way};

/// A bell tower above the valley, a wooded spur half-way, a farm on the other slope: every kilometre one point.
const DISTANCE_KM: [f64; 9] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
const GROUND_M: [f64; 9] = [640.0, 480.0, 350.0, 420.0, 572.0, 430.0, 330.0, 390.0, 510.0];
const CLUTTER_M: [f64; 9] = [0.0, 15.0, 0.0, 12.0, 15.0, 15.0, 0.0, 3.0, 0.0];

/// The scheme that is asked for must carry so much, in so many of all like places, where levels scatter by so much.
const TARGET: Target = Target { rate_mbps: 8.0, probability_ratio: 0.9, sigma_db: 7.0 };
const CHANNEL_MHZ: f64 = 7.0;
const CYCLIC_PREFIX_RATIO: f64 = 1.0 / 16.0;

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
    let link = budget.terms(loss.total_db());
    println!("\n{} for {} Mbit/s", budget.scheme().name, TARGET.rate_mbps);
    for direction in [&link.downlink, &link.uplink] {
        print_terms(direction);
    }
    println!("\nService holds in {:.1} % of like places", 100.0 * link.probability_ratio);
    match budget.rate_mbps(loss.total_db()) {
        Some(rate_mbps) => println!("with the asked probability: {rate_mbps:.2} Mbit/s"),
        None => println!("with the asked probability: no rate at all"),
    }
    Ok(())
}

/// Equipment on both sides, and the scheme that gives the asked rate with the least signal.
fn budget() -> Result<Budget, Box<dyn Error>> {
    let technology = Technology::Ieee80216Ofdm256;
    let equipment = Equipment {
        base_station: Station {
            tx_power_dbm: 35.0,
            antenna_gain_dbi: 15.0,
            feeder_loss_db: 1.5,
            noise_figure_db: 5.0,
        },
        cpe: Station {
            tx_power_dbm: 23.0,
            antenna_gain_dbi: 17.0,
            feeder_loss_db: 0.5,
            noise_figure_db: 7.0,
        },
        noise_bandwidth_mhz: technology.occupied_bandwidth_mhz(CHANNEL_MHZ)?,
        implementation_loss_db: 5.0,
    };
    Ok(Budget::new(equipment, &technology.schemes(CHANNEL_MHZ, CYCLIC_PREFIX_RATIO)?, TARGET)?)
}

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print_terms(direction: &Direction) {
    let name = match direction.way {
        Way::Downlink => "Downlink, site to household",
        Way::Uplink => "Uplink, household to site",
    };
    println!("\n{name}");
    for (term, value, unit) in [
        ("transmitter power", direction.tx_power_dbm, "dBm"),
        ("feeder", -direction.tx_feeder_loss_db, "dB"),
        ("transmitting antenna", direction.tx_antenna_gain_dbi, "dBi"),
        ("= radiated (EIRP)", direction.eirp_dbm, "dBm"),
        ("path loss", -direction.path_loss_db, "dB"),
        ("receiving antenna", direction.rx_antenna_gain_dbi, "dBi"),
        ("feeder", -direction.rx_feeder_loss_db, "dB"),
        ("= received level", direction.rx_level_dbm, "dBm"),
        ("noise floor", direction.noise_floor_dbm, "dBm"),
        ("implementation loss", direction.implementation_loss_db, "dB"),
        ("signal-to-noise ratio", direction.required_snr_db, "dB"),
        ("= threshold", direction.threshold_dbm, "dBm"),
        ("margin", direction.margin_db, "dB"),
    ] {
        println!("  {term:<24}  {value:8.2} {unit}");
    }
}
