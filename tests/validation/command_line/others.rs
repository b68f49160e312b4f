//! Diffraction, clutter and building entry, through the program.

use std::fs;

use super::{Case, compare, words};
use crate::shared;
use crate::table::{Row, Table};

/// The sheet prints ten digits and itself suggests 0.1 dB.
const P526_TOLERANCE_DB: f64 = 1e-6;

/// Some of the workbook's height gains have one decimal or none, dB.
const HEIGHT_GAIN_TOLERANCE_DB: f64 = 0.01;

/// Half a unit of the one decimal that the statistical values have, dB, and rounding in binary.
const STATISTICAL_TOLERANCE_DB: f64 = 0.05 + 1e-9;

const P2109_TOLERANCE_DB: f64 = 1e-6;

/// Every so many-th of the two thousand cases of P.2109, each a run of the program: all of them take a minute and a half.
const P2109_STRIDE: usize = 4;

#[test]
fn delta_bullington_through_the_program() {
    let Some(folder) = shared::folder("validation/delta_bullington", "worked examples of P.526") else {
        return;
    };
    let case = |row: Row| {
        let points = fs::read_to_string(folder.join("profiles").join(row.text("profile"))).unwrap();
        let (_, points) = points.split_once('\n').unwrap();
        let options = [
            ("frequency-mhz", row.text("f_MHz").to_owned()),
            ("tx-height-m", row.text("htg_m").to_owned()),
            ("rx-height-m", row.text("hrg_m").to_owned()),
            ("polarisation", "horizontal".to_owned()),
            ("effective-earth-radius-km", "8500".to_owned()),
        ];
        Case {
            name: row.text("case").to_owned(),
            profile: Some(format!("distance_km,height_m\n{points}")),
            options: words("p526", &options),
            key: "/terms/ld_db",
            wanted: row.number("L_dB"),
        }
    };
    let table = Table::read(&folder.join("cases.csv"));
    let cases: Vec<Case> = table.rows().map(case).collect();
    compare("loss --model p526, delta_bullington", P526_TOLERANCE_DB, &cases);
}

#[test]
fn clutter_by_height_through_the_program() {
    const CLUTTER: [&str; 5] = ["water", "open", "suburban", "urban-trees", "dense-urban"];
    let Some(folder) = shared::folder("validation/p2108", "published cases of P.2108") else { return };
    let case = |row: Row| {
        let same = |option: &'static str, column: &str| (option, row.text(column).to_owned());
        let options = [
            ("frequency-mhz", (row.number("f_GHz") * 1000.0).to_string()),
            same("rx-height-m", "h_m"),
            ("clutter", CLUTTER[row.number("clutter_type") as usize - 1].to_owned()),
            same("clutter-height-m", "R_m"),
            same("street-width-m", "ws_m"),
        ];
        let options = words("p2108-height-gain", &options);
        let name = format!("{options:?}");
        Case { name, profile: None, options, key: "/clutter_loss_db", wanted: row.number("Ah_dB") }
    };
    let table = Table::read(&folder.join("height_gain_3_1.csv"));
    let cases: Vec<Case> = table.rows().map(case).collect();
    compare("loss --model p2108-height-gain, p2108", HEIGHT_GAIN_TOLERANCE_DB, &cases);
}

#[test]
fn statistical_clutter_through_the_program() {
    let Some(folder) = shared::folder("validation/p2108", "published cases of P.2108") else { return };
    let case = |row: Row| {
        let options = [
            ("frequency-mhz", (row.number("f_GHz") * 1000.0).to_string()),
            ("distance-km", row.text("d_km").to_owned()),
            ("location-percent", row.text("p_pct").to_owned()),
        ];
        let options = words("p2108-statistical", &options);
        let name = format!("{options:?}");
        Case { name, profile: None, options, key: "/clutter_loss_db", wanted: row.number("Lctt_dB") }
    };
    let table = Table::read(&folder.join("statistical_3_2.csv"));
    let cases: Vec<Case> = table.rows().map(case).collect();
    compare("loss --model p2108-statistical, p2108", STATISTICAL_TOLERANCE_DB, &cases);
}

#[test]
fn building_entry_through_the_program() {
    let Some(folder) = shared::folder("validation/p2109", "published cases of P.2109") else { return };
    let case = |row: Row| {
        let building = if row.number("building type") == 1.0 { "traditional" } else { "thermally-efficient" };
        let options = [
            ("frequency-mhz", (row.number("freqency (GHz)") * 1000.0).to_string()),
            ("probability-percent", row.text("probability (%)").to_owned()),
            ("building", building.to_owned()),
            ("elevation-deg", row.text("elevation angle (deg)").to_owned()),
        ];
        let options = words("p2109", &options);
        let (name, wanted) = (format!("{options:?}"), row.number("building entry loss (dB)"));
        Case { name, profile: None, options, key: "/building_entry_loss_db", wanted }
    };
    let table = Table::read(&folder.join("bel.csv"));
    let cases: Vec<Case> = table.rows().step_by(P2109_STRIDE).map(case).collect();
    compare("loss --model p2109, every 4th of p2109", P2109_TOLERANCE_DB, &cases);
}
