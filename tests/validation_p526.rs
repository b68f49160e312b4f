//! Every published worked example of the Bullington part of ITU-R P.526, against the kernel.
//!
//! The examples are ITU-R validation data and are not redistributed here: see `shared/mod.rs` for where they are looked for.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod shared;

use std::path::Path;

use divario::propagation::p526::bullington_loss_db;
use divario::propagation::{Polarisation, Profile, SPEED_OF_LIGHT_M_PER_S, Terminals};

/// Largest deviation allowed, dB. The sheet prints ten digits and itself suggests 0.1 dB.
const TOLERANCE_DB: f64 = 1e-6;

/// The examples' sheet takes 3·10⁸ m/s; with the frequency scaled by the ratio the wavelength is the sheet's.
const SHEET_SPEED_OF_LIGHT_M_PER_S: f64 = 3.0e8;

/// Effective Earth radius of all examples, km.
const EFFECTIVE_EARTH_RADIUS_KM: f64 = 8500.0;

struct Case {
    name: String,
    profile: String,
    terminals: Terminals,
    loss_db: f64,
}

#[test]
fn every_worked_example_of_bullington() {
    let Some(folder) =
        shared::folder("validation/delta_bullington", "all worked examples of P.526 Bullington")
    else {
        return;
    };
    let cases = read_cases(&folder.join("cases.csv"));
    assert!(!cases.is_empty(), "{} holds no case", folder.display());
    for case in cases {
        let (distance_km, ground_m) = read_profile(&folder.join("profiles").join(&case.profile));
        let clutter_m = vec![0.0; ground_m.len()];
        let profile =
            Profile { distance_km: &distance_km, ground_m: &ground_m, clutter_m: &clutter_m, zone: &[] };
        let found_db = bullington_loss_db(&profile, &case.terminals, EFFECTIVE_EARTH_RADIUS_KM);
        let off_db = (found_db - case.loss_db).abs();
        assert!(off_db < TOLERANCE_DB, "case {}: {found_db} dB for {} dB", case.name, case.loss_db);
    }
}

fn read_cases(file: &Path) -> Vec<Case> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let read = |row: csv::StringRecord| {
        let number = |name: &str| row[column(name)].parse::<f64>().unwrap();
        Case {
            name: row[column("case")].to_owned(),
            profile: row[column("profile")].to_owned(),
            terminals: Terminals {
                tx_height_m: number("htg_m"),
                rx_height_m: number("hrg_m"),
                frequency_mhz: number("f_MHz") * SPEED_OF_LIGHT_M_PER_S / SHEET_SPEED_OF_LIGHT_M_PER_S,
                polarisation: Polarisation::Horizontal,
            },
            loss_db: number("Lba_dB"),
        }
    };
    reader.records().map(|row| read(row.unwrap())).collect()
}

/// Distances in km and heights in m.
fn read_profile(file: &Path) -> (Vec<f64>, Vec<f64>) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize::<(f64, f64)>().map(Result::unwrap).unzip()
}
