//! The official worked examples of the delta-Bullington method of ITU-R P.526.

use std::path::Path;

use divario::propagation::p526::{DeltaBullington, Form, SmoothSurface, Wave};
use divario::propagation::{Polarisation, Profile};

use crate::deviations::Deviations;
use crate::shared;
use crate::table::{Row, Table};

/// Largest deviation of a loss, dB. The sheet prints ten digits and itself suggests 0.1 dB.
const TOLERANCE_DB: f64 = 1e-6;

/// Largest deviation of a height, relative; the sheet prints ten digits, of which the last two may be off by 4.
const TOLERANCE_RATIO: f64 = 1e-8;

/// The examples' sheet takes 3·10⁸ m/s.
const SHEET_SPEED_OF_LIGHT_M_PER_S: f64 = 3.0e8;

/// Effective Earth radius of all examples, km.
const EFFECTIVE_EARTH_RADIUS_KM: f64 = 8500.0;

#[test]
fn every_worked_example() {
    let Some(folder) = shared::folder("validation/delta_bullington", "worked examples of P.526") else {
        return;
    };
    let relative = |subject| Deviations::new(subject, TOLERANCE_RATIO, "relative");
    let losses = |subject| Deviations::new(subject, TOLERANCE_DB, "dB");
    let mut heights = relative("P.526 delta_bullington, hts_mod and hrs_mod");
    let mut lba = losses("P.526 delta_bullington, Lba");
    let mut lbs = losses("P.526 delta_bullington, Lbs");
    let mut lsph = losses("P.526 delta_bullington, Lsph");
    let mut complete = losses("P.526 delta_bullington, L");
    for case in Table::read(&folder.join("cases.csv")).rows() {
        let name = case.text("case");
        let (distance_km, ground_m) = read_profile(&folder.join("profiles").join(case.text("profile")));
        let clutter_m = vec![0.0; ground_m.len()];
        let profile =
            Profile { distance_km: &distance_km, ground_m: &ground_m, clutter_m: &clutter_m, zone: &[] };
        let antennas_m =
            [ground_m[0] + case.number("htg_m"), ground_m[ground_m.len() - 1] + case.number("hrg_m")];
        let surface = SmoothSurface::fitted(&profile).under_obstacles(&profile, antennas_m);
        let method = DeltaBullington::new(&profile, antennas_m, surface, 0.0, wave(&case));
        let [tx_m, rx_m] = method.smooth_antennas_m();
        heights.note_relative(name, tx_m, case.number("hts_mod_m"));
        heights.note_relative(name, rx_m, case.number("hrs_mod_m"));
        let parts = method.parts(EFFECTIVE_EARTH_RADIUS_KM);
        lba.note(name, parts.lbulla_db, case.number("Lba_dB"));
        lbs.note(name, parts.lbulls_db, case.number("Lbs_dB"));
        lsph.note(name, parts.ldsph_db, case.number("Lsph_dB"));
        complete.note(name, parts.ld_db, case.number("L_dB"));
        assert_eq!(method.loss_db(EFFECTIVE_EARTH_RADIUS_KM), parts.ld_db);
    }
    for deviations in [heights, lba, lbs, lsph, complete] {
        deviations.settle();
    }
}

/// The wave of a case, all horizontal.
fn wave(case: &Row) -> Wave {
    let frequency_mhz = case.number("f_MHz");
    Wave {
        frequency_ghz: frequency_mhz / 1000.0,
        wavelength_m: SHEET_SPEED_OF_LIGHT_M_PER_S / (frequency_mhz * 1e6),
        polarisation: Polarisation::Horizontal,
        form: Form::Wavelength,
    }
}

/// Distances in km and heights in m.
fn read_profile(file: &Path) -> (Vec<f64>, Vec<f64>) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize::<(f64, f64)>().map(Result::unwrap).unzip()
}
