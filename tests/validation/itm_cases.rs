//! One row of a table of point-to-point cases (`itm.csv`): the inputs, and the comparison of every column.

use std::collections::HashMap;
use std::path;

use divario::propagation::itm::{Climate, Itm, Quantile, Terms, VariabilityMode, ntia_flags};
use divario::propagation::{Polarisation, Profile, Terminals};

use crate::deviations::Deviations;
use crate::table::{Row, Table};

/// Heights and spacing of one path.
pub struct Path {
    pub distance_km: Vec<f64>,
    pub ground_m: Vec<f64>,
    pub clutter_m: Vec<f64>,
}

impl Path {
    pub fn even(step_m: f64, ground_m: Vec<f64>) -> Self {
        let distance_km = (0..ground_m.len()).map(|index| index as f64 * step_m / 1e3).collect();
        Self { distance_km, clutter_m: vec![0.0; ground_m.len()], ground_m }
    }

    pub fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &[],
        }
    }
}

/// The profiles of a folder by their names.
pub fn profiles(file: &path::Path) -> HashMap<String, Path> {
    let table = Table::read(file);
    let read = |row: Row| {
        let heights_m = row.numbers_from(8);
        assert_eq!(heights_m.len() as f64, row.number("n_intervals") + 1.0);
        (row.text("id").to_owned(), Path::even(row.number("step_m"), heights_m))
    };
    table.rows().map(read).collect()
}

/// The number in the first of these columns that the table has.
fn first<const N: usize>(row: &Row, columns: [&str; N]) -> f64 {
    row.number(columns.into_iter().find(|column| row.has(column)).unwrap())
}

/// The model of a row; columns are named as NTIA or as our own tables name them.
pub fn model(row: &Row, quantile: Quantile) -> Itm {
    let number = |column: &str| row.number(column) as u32;
    Itm {
        climate: Climate::from_ntia(number("climate")).unwrap(),
        n0_n_units: first(row, ["N0", "N_0", "Ns"]),
        permittivity: first(row, ["eps", "epsilon"]),
        conductivity_s_per_m: row.number("sigma"),
        variability_mode: VariabilityMode::from_ntia(number("mdvar")).unwrap(),
        quantile,
    }
}

pub fn time_location_situation(row: &Row) -> Quantile {
    Quantile::TimeLocationSituation {
        time_percent: row.number("time"),
        location_percent: row.number("location"),
        situation_percent: row.number("situation"),
    }
}

pub fn terminals(row: &Row) -> Terminals {
    Terminals {
        tx_height_m: first(row, ["htx_m", "h_tx__meter"]),
        rx_height_m: first(row, ["hrx_m", "h_rx__meter"]),
        frequency_mhz: first(row, ["f_MHz", "f__mhz"]),
        polarisation: polarisation(row.number("pol")),
    }
}

/// Of NTIA's number.
pub fn polarisation(number: f64) -> Polarisation {
    if number == 0.0 { Polarisation::Horizontal } else { Polarisation::Vertical }
}

/// A column, and where its value is found.
pub type Column = (&'static str, fn(&Terms) -> f64);

/// Every column of results but return code and warnings, in the unit of the table.
const COLUMNS: [Column; 13] = [
    ("d_km", |terms| terms.d_km),
    ("theta_tx", |terms| terms.theta_tx_mrad / 1e3),
    ("theta_rx", |terms| terms.theta_rx_mrad / 1e3),
    ("dh_tx_m", |terms| terms.horizon_tx_km * 1e3),
    ("dh_rx_m", |terms| terms.horizon_rx_km * 1e3),
    ("he_tx_m", |terms| terms.h_e_tx_m),
    ("he_rx_m", |terms| terms.h_e_rx_m),
    ("Ns", |terms| terms.n_s_n_units),
    ("delta_h_m", |terms| terms.delta_h_m),
    ("Aref_dB", |terms| terms.a_ref_db),
    ("Afs_dB", |terms| terms.free_space_db),
    ("mode", |terms| terms.mode),
    ("A_dB", |terms| terms.a_db),
];

/// What the last printed digit is worth: length and loss have six decimals, all else nine digits.
fn last_digit(column: &str, value: f64) -> f64 {
    match column {
        "d_km" | "A_dB" => 1e-6,
        _ => 10_f64.powf(value.abs().max(1e-3).log10().floor() - 8.0),
    }
}

/// Half of it, and a little for values that lie in the middle.
pub const HALF_A_DIGIT: f64 = 0.5001;

/// Notes a deviation in units of the last printed digit.
pub fn note_printed(deviations: &mut Deviations, case: &str, found: f64, printed: &str) {
    let decimals = printed.split('.').nth(1).map_or(0, str::len);
    let unit = (0..decimals).fold(1.0, |unit, _| unit * 10.0);
    deviations.note(case, found * unit, printed.parse::<f64>().unwrap() * unit);
}

/// Largest deviation of the loss that is asked for, dB.
const LOSS_TOLERANCE_DB: f64 = 0.01;

/// Compares all rows of a table in all columns.
pub fn compare(table: &Table, profiles: &HashMap<String, Path>, names: [&'static str; 3]) {
    let mut losses = Deviations::new(names[0], LOSS_TOLERANCE_DB, "dB");
    let mut columns = Deviations::new(names[1], HALF_A_DIGIT, "of the last digit");
    let mut flags = Deviations::new(names[2], 0.0, "");
    for row in table.rows() {
        let case = row.text("case");
        let (path, terminals) = (&profiles[row.text("profile")], terminals(&row));
        let model = model(&row, time_location_situation(&row));
        let warnings = model.check(&path.profile(), &terminals).unwrap();
        let terms = model.terms(&path.profile(), &terminals);
        assert_eq!(model.basic_transmission_loss_db(&path.profile(), &terminals), terms.a_db);
        losses.note(case, terms.a_db, row.number("A_dB"));
        for (column, value) in COLUMNS {
            let wanted = row.number(column);
            let digit = last_digit(column, wanted);
            columns.note(&format!("{case} {column}"), value(&terms) / digit, wanted / digit);
        }
        flags.note(case, f64::from(ntia_flags(&warnings)), row.number("warnings"));
        flags.note(case, f64::from(u8::from(!warnings.is_empty())), row.number("rc"));
    }
    losses.settle();
    columns.settle();
    flags.settle();
}
