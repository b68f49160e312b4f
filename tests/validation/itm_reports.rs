//! The reports of NTIA's command-line program (`o_*.txt`): inputs, losses and intermediate values as it prints them.

use std::collections::HashMap;
use std::fs;
use std::path;

use divario::propagation::Terminals;
use divario::propagation::itm::{Area, Climate, Itm, Quantile, Siting, Terms, VariabilityMode};

use super::cases::{Column, Path, note_printed, polarisation};
use crate::deviations::Deviations;

/// One report.
struct Report {
    name: String,
    /// Values by their labels, units and remarks left out.
    values: HashMap<String, String>,
    /// Losses by confidence and reliability, where the report has a table of them.
    table: Vec<(Quantile, String)>,
}

/// Compares all reports of a folder: what leads to the reference, and the loss.
pub fn compare(folder: &path::Path, losses: &mut Deviations, steps: &mut Deviations) {
    let terrain = terrain(&folder.join("pfl.txt"));
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        if file.file_name().unwrap().to_str().unwrap().starts_with("o_") {
            Report::read(&file).compare(&terrain, losses, steps);
        }
    }
}

/// One line of intervals, spacing in m, heights in m.
fn terrain(file: &path::Path) -> Path {
    let text = fs::read_to_string(file).unwrap();
    let numbers: Vec<f64> = text.trim().split(',').map(|cell| cell.trim().parse().unwrap()).collect();
    Path::even(numbers[1], numbers[2..].to_vec())
}

impl Report {
    fn read(file: &path::Path) -> Self {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut report = Self { name, values: HashMap::new(), table: Vec::new() };
        let text = fs::read_to_string(file).unwrap();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("Reliability") {
                report.read_table(&mut lines);
            } else if let (Some(label), Some(value)) = (line.get(..25), line.get(25..)) {
                let value = value.split(['(', '[']).next().unwrap().trim();
                report.values.insert(label.trim().to_owned(), value.to_owned());
            }
        }
        report
    }

    /// Confidences in the first line; in each other line a reliability and its losses.
    fn read_table<'a>(&mut self, lines: &mut impl Iterator<Item = &'a str>) {
        let numbers =
            |line: &str| line.split_whitespace().map(|cell| cell.parse().unwrap()).collect::<Vec<f64>>();
        let confidences = numbers(lines.next().unwrap());
        for line in lines.take_while(|line| !line.trim().is_empty()) {
            let losses_db = line.split_whitespace().skip(1);
            for (confidence_percent, loss_db) in confidences.iter().zip(losses_db) {
                let (confidence_percent, reliability_percent) = (*confidence_percent, numbers(line)[0]);
                let quantile = Quantile::ConfidenceReliability { confidence_percent, reliability_percent };
                self.table.push((quantile, loss_db.to_owned()));
            }
        }
    }

    fn number(&self, label: &str) -> f64 {
        self.values[label].parse().unwrap_or_else(|_| panic!("{}: {label}", self.name))
    }

    fn compare(&self, path: &Path, losses: &mut Deviations, steps: &mut Deviations) {
        for (quantile, printed) in self.losses() {
            let terms = self.terms(path, quantile);
            note_printed(losses, &format!("{} {quantile:?}", self.name), terms.a_db, &printed);
            for (label, value) in LABELS {
                note_printed(steps, &format!("{} {label}", self.name), value(&terms), &self.values[label]);
            }
        }
    }

    fn losses(&self) -> Vec<(Quantile, String)> {
        if !self.table.is_empty() {
            return self.table.clone();
        }
        let quantile = if self.values.contains_key("time") {
            Quantile::TimeLocationSituation {
                time_percent: self.number("time"),
                location_percent: self.number("location"),
                situation_percent: self.number("situation"),
            }
        } else {
            Quantile::ConfidenceReliability {
                confidence_percent: self.number("confidence"),
                reliability_percent: self.number("reliability"),
            }
        };
        vec![(quantile, self.values["Basic Transmission Loss"].clone())]
    }

    fn terms(&self, path: &Path, quantile: Quantile) -> Terms {
        let whole = |label: &str| self.number(label) as u32;
        let terminals = Terminals {
            tx_height_m: self.number("h_tx__meter"),
            rx_height_m: self.number("h_rx__meter"),
            frequency_mhz: self.number("f__mhz"),
            polarisation: polarisation(self.number("pol")),
        };
        let model = Itm {
            climate: Climate::from_ntia(whole("climate")).unwrap(),
            n0_n_units: self.number("N_0"),
            permittivity: self.number("epsilon"),
            conductivity_s_per_m: self.number("sigma"),
            variability_mode: VariabilityMode::from_ntia(whole("mdvar")).unwrap(),
            quantile,
        };
        if self.values["Mode"] != "Area" {
            return model.terms(&path.profile(), &terminals);
        }
        let area = Area {
            model,
            distance_km: self.number("d__km"),
            delta_h_m: self.number("delta_h__meter"),
            tx_siting: Siting::from_ntia(whole("tx_site_criteria")).unwrap(),
            rx_siting: Siting::from_ntia(whole("rx_site_criteria")).unwrap(),
        };
        area.terms(&terminals)
    }
}

/// The intermediate values of a report. Its number of the mode of propagation is not among them: reports of other
/// versions number the modes otherwise.
const LABELS: [Column; 11] = [
    ("Free Space", |terms| terms.free_space_db),
    ("d__km", |terms| terms.d_km),
    ("theta_hzn_tx", |terms| terms.theta_tx_mrad),
    ("theta_hzn_rx", |terms| terms.theta_rx_mrad),
    ("d_hzn_tx__meter", |terms| terms.horizon_tx_km * 1e3),
    ("d_hzn_rx__meter", |terms| terms.horizon_rx_km * 1e3),
    ("h_e_tx__meter", |terms| terms.h_e_tx_m),
    ("h_e_rx__meter", |terms| terms.h_e_rx_m),
    ("N_s", |terms| terms.n_s_n_units),
    ("delta_h__meter", |terms| terms.delta_h_m),
    ("A_ref__db", |terms| terms.a_ref_db),
];
