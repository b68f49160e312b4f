//! The official worked examples of the delta-Bullington method of ITU-R P.526.

use std::path::Path;

use divario::propagation::p526::bullington_loss_db;
use divario::propagation::{Polarisation, Profile, SPEED_OF_LIGHT_M_PER_S, Terminals};

use crate::deviations::Deviations;
use crate::shared;
use crate::table::{Row, Table};

/// Largest deviation allowed, dB. The sheet prints ten digits and itself suggests 0.1 dB.
const TOLERANCE_DB: f64 = 1e-6;

/// The examples' sheet takes 3·10⁸ m/s; with the frequency scaled by the ratio the wavelength is the sheet's.
const SHEET_SPEED_OF_LIGHT_M_PER_S: f64 = 3.0e8;

/// Effective Earth radius of all examples, km.
const EFFECTIVE_EARTH_RADIUS_KM: f64 = 8500.0;

#[test]
fn every_worked_example_of_bullington() {
    let Some(folder) = shared::folder("validation/delta_bullington", "worked examples of P.526") else {
        return;
    };
    let mut deviations = Deviations::new("P.526 delta_bullington, Lba", TOLERANCE_DB, "dB");
    for case in Table::read(&folder.join("cases.csv")).rows() {
        let (distance_km, ground_m) = read_profile(&folder.join("profiles").join(case.text("profile")));
        let clutter_m = vec![0.0; ground_m.len()];
        let profile =
            Profile { distance_km: &distance_km, ground_m: &ground_m, clutter_m: &clutter_m, zone: &[] };
        let found_db = bullington_loss_db(&profile, &terminals(&case), EFFECTIVE_EARTH_RADIUS_KM);
        deviations.note(case.text("case"), found_db, case.number("Lba_dB"));
    }
    deviations.settle();
}

fn terminals(case: &Row) -> Terminals {
    Terminals {
        tx_height_m: case.number("htg_m"),
        rx_height_m: case.number("hrg_m"),
        frequency_mhz: case.number("f_MHz") * SPEED_OF_LIGHT_M_PER_S / SHEET_SPEED_OF_LIGHT_M_PER_S,
        polarisation: Polarisation::Horizontal,
    }
}

/// Distances in km and heights in m.
fn read_profile(file: &Path) -> (Vec<f64>, Vec<f64>) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize::<(f64, f64)>().map(Result::unwrap).unzip()
}
