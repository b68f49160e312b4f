//! ITM through the program: NTIA's regression cases of both modes, and the published FORTRAN sample results.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{Case, LOSS, compare, found, polarisation, words};
use crate::shared;
use crate::table::{Row, Table};

/// Names of the climates, in the order of NTIA's numbers from 1.
const CLIMATES: [&str; 7] = [
    "equatorial",
    "continental-subtropical",
    "maritime-subtropical",
    "desert",
    "continental-temperate",
    "maritime-temperate-land",
    "maritime-temperate-sea",
];

/// Names of the sitings, in the order of NTIA's numbers from 0.
const SITINGS: [&str; 3] = ["random", "careful", "very-careful"];

/// Half of the last of the two decimals that NTIA prints in point-to-point mode, dB, and rounding in binary.
const POINT_TO_POINT_TOLERANCE_DB: f64 = 0.005 + 1e-9;

/// Half of the one decimal that it prints in area mode, and that the FORTRAN sample results have.
const ONE_DECIMAL_DB: f64 = 0.05 + 1e-9;

/// Crystal Palace to Mursley, m.
const QKPFL_LENGTH_M: f64 = 77_800.0;

#[test]
fn point_to_point_mode_through_the_program() {
    let Some(folder) = shared::folder("validation/itm_ntia", "NTIA's cases of ITM") else { return };
    let profiles = fs::read_to_string(folder.join("pfls.csv")).unwrap();
    let table = Table::read(&folder.join("p2p.csv"));
    let profiles: Vec<String> = profiles.lines().map(ntia_profile).collect();
    let case =
        |(index, row): (usize, Row)| over_profile(&format!("row {index}"), &row, profiles[index].clone());
    let cases: Vec<Case> = table.rows().enumerate().map(case).collect();
    compare("loss --model itm, itm_ntia", POINT_TO_POINT_TOLERANCE_DB, &cases);
}

#[test]
fn area_mode_through_the_program() {
    let Some(folder) = shared::folder("validation/itm_ntia", "NTIA's cases of ITM") else { return };
    let case = |row: Row| {
        let same = |option: &'static str, column: &str| (option, row.text(column).to_owned());
        let siting = |column: &str| SITINGS[row.number(column) as usize].to_owned();
        let mut options = settings(&row);
        options.extend(shares(&row));
        options.extend([
            same("delta-h-m", "delta_h__meter"),
            same("distance-km", "d__km"),
            ("tx-siting", siting("tx_siting_criteria")),
            ("rx-siting", siting("rx_siting_criteria")),
        ]);
        let options = words("itm-area", &options);
        Case { name: format!("{options:?}"), profile: None, options, key: LOSS, wanted: row.number("A__db") }
    };
    let table = Table::read(&folder.join("area.csv"));
    let cases: Vec<Case> = table.rows().map(case).collect();
    compare("loss --model itm-area, itm_ntia", ONE_DECIMAL_DB, &cases);
}

#[test]
fn confidence_and_reliability_through_the_program() {
    let Some(folder) = shared::folder("validation/itm_qkpfl", "FORTRAN sample results of ITM") else {
        return;
    };
    let profile = sample_profile(&folder.join("profile.csv"));
    let table = Table::read(&folder.join("quantiles.csv"));
    let case = |row: Row| {
        let same = |option: &'static str, column: &str| (option, row.text(column).to_owned());
        let mut options = settings(&row);
        options.extend([
            same("confidence-percent", "confidence_pct"),
            same("reliability-percent", "reliability_pct"),
        ]);
        let mut case = Case {
            name: format!("{options:?}"),
            profile: Some(profile.clone()),
            options: words("itm", &options),
            key: LOSS,
            wanted: row.number("Lb_dB"),
        };
        make_refractivity_final(&mut case, row.number("Ns"));
        case
    };
    let cases: Vec<Case> = table.rows().map(case).collect();
    compare("loss --model itm, itm_qkpfl", ONE_DECIMAL_DB, &cases);
}

/// One row of a table of point-to-point cases, over its profile as CSV.
pub fn over_profile(name: &str, row: &Row, profile: String) -> Case {
    let mut options = settings(row);
    options.extend(shares(row));
    let options = words("itm", &options);
    let wanted = row.number(column(row, &["A_dB", "A__db"]));
    Case { name: name.to_owned(), profile: Some(profile), options, key: LOSS, wanted }
}

/// What all cases say; columns are named as NTIA or as our own tables name them.
fn settings(row: &Row) -> Vec<(&'static str, String)> {
    let any = |option: &'static str, columns: &[&str]| (option, row.text(column(row, columns)).to_owned());
    vec![
        any("frequency-mhz", &["f_MHz", "f__mhz"]),
        any("tx-height-m", &["htx_m", "h_tx__meter"]),
        any("rx-height-m", &["hrx_m", "h_rx__meter"]),
        ("polarisation", polarisation(row.number("pol"), 0.0).to_owned()),
        ("climate", CLIMATES[row.number("climate") as usize - 1].to_owned()),
        any("n0", &["N0", "N_0", "Ns"]),
        any("permittivity", &["eps", "epsilon"]),
        any("conductivity-s-per-m", &["sigma"]),
        any("variability-mode", &["mdvar"]),
    ]
}

/// The first of these columns that the table has.
fn column<'a>(row: &Row, columns: &[&'a str]) -> &'a str {
    columns.iter().find(|column| row.has(column)).unwrap_or_else(|| panic!("none of {columns:?}"))
}

fn shares(row: &Row) -> [(&'static str, String); 3] {
    [("time-percent", "time"), ("location-percent", "location"), ("situation-percent", "situation")]
        .map(|(option, column)| (option, row.text(column).to_owned()))
}

/// Intervals, their length in m, and the heights in m, in one line.
fn ntia_profile(line: &str) -> String {
    let numbers: Vec<f64> = line.split(',').map(|cell| cell.trim().parse().unwrap()).collect();
    assert_eq!(numbers.len() as f64, numbers[0] + 3.0);
    even_profile(numbers[1], &numbers[2..])
}

/// A line of what it is, then a height a line.
fn sample_profile(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let heights = text.lines().filter(|line| !line.starts_with('#'));
    let heights_m: Vec<f64> = heights.map(|line| line.trim().parse().unwrap()).collect();
    even_profile(QKPFL_LENGTH_M / (heights_m.len() - 1) as f64, &heights_m)
}

fn even_profile(step_m: f64, heights_m: &[f64]) -> String {
    let mut text = "distance_km,height_m\n".to_owned();
    for (index, height_m) in heights_m.iter().enumerate() {
        writeln!(text, "{},{height_m}", index as f64 * step_m / 1e3).unwrap();
    }
    text
}

/// Sets the refractivity at sea level to that which gives this one at the height of the path: a first run with a third
/// value says how much of it is left there.
fn make_refractivity_final(case: &mut Case, n_s_n_units: f64) {
    let at = case.options.iter().position(|word| word == "--n0").unwrap() + 1;
    let n0_n_units: f64 = case.options[at].parse().unwrap();
    let key = std::mem::replace(&mut case.key, "/terms/n_s_n_units");
    let left_n_units = found(case);
    case.key = key;
    case.options[at] = (n0_n_units * n_s_n_units / left_n_units).to_string();
}
