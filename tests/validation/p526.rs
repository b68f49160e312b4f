//! The official worked examples of the delta-Bullington method of ITU-R P.526.

use std::path::Path;

use divario::propagation::p526::P526;
use divario::propagation::{Polarisation, Profile, Terminals};

use crate::deviations::Deviations;
use crate::shared;
use crate::table::{Row, Table};

/// Largest deviation of a loss, dB. The sheet prints ten digits and itself suggests 0.1 dB.
const TOLERANCE_DB: f64 = 1e-6;

/// Largest deviation of a height, relative; the sheet prints ten digits, of which the last two may be off by 4.
const TOLERANCE_RATIO: f64 = 1e-8;

/// All examples have this effective Earth radius.
const MODEL: P526 = P526 { effective_earth_radius_km: 8500.0 };

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
        let terminals = terminals(&case);
        let terms = MODEL.terms(&profile, &terminals);
        heights.note_relative(name, terms.hts_mod_m, case.number("hts_mod_m"));
        heights.note_relative(name, terms.hrs_mod_m, case.number("hrs_mod_m"));
        lba.note(name, terms.lbulla_db, case.number("Lba_dB"));
        lbs.note(name, terms.lbulls_db, case.number("Lbs_dB"));
        lsph.note(name, terms.ldsph_db, case.number("Lsph_dB"));
        complete.note(name, terms.ld_db, case.number("L_dB"));
        assert_eq!(MODEL.diffraction_loss_db(&profile, &terminals), terms.ld_db);
    }
    for deviations in [heights, lba, lbs, lsph, complete] {
        deviations.settle();
    }
}

/// The terminals of a case; all waves are horizontal.
fn terminals(case: &Row) -> Terminals {
    Terminals {
        tx_height_m: case.number("htg_m"),
        rx_height_m: case.number("hrg_m"),
        frequency_mhz: case.number("f_MHz"),
        polarisation: Polarisation::Horizontal,
    }
}

/// Distances in km and heights in m.
fn read_profile(file: &Path) -> (Vec<f64>, Vec<f64>) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize::<(f64, f64)>().map(Result::unwrap).unzip()
}
