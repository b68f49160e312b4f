//! Published cases of ITM: NTIA's own regression cases and command-line examples, the FORTRAN sample results, and
//! losses computed with NTIA's program over invented and Ligurian terrain.

#[path = "itm_cases.rs"]
mod cases;
#[path = "itm_reports.rs"]
mod reports;

use std::path::{self, PathBuf};

use divario::propagation::itm::{Area, Itm, Quantile, Siting};
use divario::propagation::{Polarisation, Terminals};

use self::cases::{HALF_A_DIGIT, Path, model, note_printed, terminals, time_location_situation};
use crate::deviations::Deviations;
use crate::shared;
use crate::table::{Row, Table};

fn folder(name: &str) -> Option<PathBuf> {
    shared::folder(&format!("validation/{name}"), "published cases of ITM")
}

#[test]
fn every_regression_case_of_point_to_point_mode() {
    let Some(folder) = folder("itm_ntia") else { return };
    let paths = ntia_profiles(&folder.join("pfls.csv"));
    let table = Table::read(&folder.join("p2p.csv"));
    let mut deviations = Deviations::new("ITM itm_ntia p2p, A", HALF_A_DIGIT, "of the last digit");
    for (index, row) in table.rows().enumerate() {
        let model = model(&row, time_location_situation(&row));
        let found_db = model.basic_transmission_loss_db(&paths[index].profile(), &terminals(&row));
        note_printed(&mut deviations, &format!("row {index}"), found_db, row.text("A__db"));
    }
    deviations.settle();
}

/// Lines of intervals, spacing in m, heights in m.
fn ntia_profiles(file: &path::Path) -> Vec<Path> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file).unwrap();
    let read = |line: csv::StringRecord| {
        let numbers: Vec<f64> = line.iter().map(|cell| cell.trim().parse().unwrap()).collect();
        assert_eq!(numbers.len() as f64, numbers[0] + 3.0);
        Path::even(numbers[1], numbers[2..].to_vec())
    };
    reader.records().map(|line| read(line.unwrap())).collect()
}

#[test]
fn every_regression_case_of_area_mode() {
    let Some(folder) = folder("itm_ntia") else { return };
    let mut deviations = Deviations::new("ITM itm_ntia area, A", HALF_A_DIGIT, "of the last digit");
    for (index, row) in Table::read(&folder.join("area.csv")).rows().enumerate() {
        let area = area(&row, time_location_situation(&row));
        let found_db = area.basic_transmission_loss_db(&terminals(&row));
        note_printed(&mut deviations, &format!("row {index}"), found_db, row.text("A__db"));
    }
    deviations.settle();
}

fn area(row: &Row, quantile: Quantile) -> Area {
    let siting = |column: &str| Siting::from_ntia(row.number(column) as u32).unwrap();
    Area {
        model: model(row, quantile),
        distance_km: row.number("d__km"),
        delta_h_m: row.number("delta_h__meter"),
        tx_siting: siting("tx_siting_criteria"),
        rx_siting: siting("rx_siting_criteria"),
    }
}

#[test]
fn every_case_over_invented_terrain() {
    generated(
        "generated_frac",
        ["ITM generated_frac, A", "ITM generated_frac, all columns", "ITM generated_frac, warnings and rc"],
    );
}

#[test]
fn every_case_over_ligurian_terrain() {
    generated(
        "generated_lig",
        ["ITM generated_lig, A", "ITM generated_lig, all columns", "ITM generated_lig, warnings and rc"],
    );
}

fn generated(name: &str, subjects: [&'static str; 3]) {
    let Some(folder) = folder(name) else { return };
    let profiles = cases::profiles(&folder.join("profiles.csv"));
    cases::compare(&Table::read(&folder.join("itm.csv")), &profiles, subjects);
}

#[test]
fn every_report_of_the_command_line_program() {
    let Some(folder) = folder("itm_ntia/cmd_examples") else { return };
    let mut losses = Deviations::new("ITM itm_ntia cmd_examples, losses", HALF_A_DIGIT, "of the last digit");
    let mut steps =
        Deviations::new("ITM itm_ntia cmd_examples, intermediate values", HALF_A_DIGIT, "of the last digit");
    reports::compare(&folder, &mut losses, &mut steps);
    steps.settle();
    losses.settle();
}

/// The published FORTRAN sample results print one decimal, and their refractivity is final.
const QKPFL_TOLERANCE_DB: f64 = 0.05;

/// Crystal Palace to Mursley, m.
const QKPFL_LENGTH_M: f64 = 77_800.0;

#[test]
fn every_fortran_sample_result() {
    let Some(folder) = folder("itm_qkpfl") else { return };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .from_path(folder.join("profile.csv"))
        .unwrap();
    let heights_m: Vec<f64> = reader.deserialize::<f64>().map(Result::unwrap).collect();
    let path = Path::even(QKPFL_LENGTH_M / (heights_m.len() - 1) as f64, heights_m);
    let mut deviations = Deviations::new("ITM itm_qkpfl, Lb", QKPFL_TOLERANCE_DB, "dB");
    for row in Table::read(&folder.join("quantiles.csv")).rows() {
        let quantile = Quantile::ConfidenceReliability {
            confidence_percent: row.number("confidence_pct"),
            reliability_percent: row.number("reliability_pct"),
        };
        let model = with_final_refractivity(model(&row, quantile), &path, row.number("Ns"));
        let found_db = model.basic_transmission_loss_db(&path.profile(), &terminals(&row));
        deviations.note(&format!("test {} {quantile:?}", row.text("test")), found_db, row.number("Lb_dB"));
    }
    deviations.settle();
}

/// The model whose refractivity at the height of this path is the given one: N_s is proportional to N_0.
fn with_final_refractivity(model: Itm, path: &Path, n_s_n_units: f64) -> Itm {
    let any_terminals = Terminals {
        tx_height_m: 10.0,
        rx_height_m: 10.0,
        frequency_mhz: 100.0,
        polarisation: Polarisation::Horizontal,
    };
    let found_n_units = model.terms(&path.profile(), &any_terminals).n_s_n_units;
    Itm { n0_n_units: model.n0_n_units * n_s_n_units / found_n_units, ..model }
}
