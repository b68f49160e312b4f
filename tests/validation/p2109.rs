//! Published cases of P.2109: the Communications Research Centre's own results.

use divario::propagation::p2109::{Building, BuildingEntry};

use crate::deviations::Deviations;
use crate::shared;
use crate::table::Table;

/// Largest deviation allowed, dB; theirs takes P.1057's approximation of the inverse normal distribution.
const TOLERANCE_DB: f64 = 1e-6;

#[test]
fn every_building_entry_loss() {
    let Some(folder) = shared::folder("validation/p2109", "building entry losses of P.2109") else { return };
    let mut deviations = Deviations::new("P.2109, L", TOLERANCE_DB, "dB");
    for case in Table::read(&folder.join("bel.csv")).rows() {
        let entry = BuildingEntry {
            // spelt so in the file
            frequency_ghz: case.number("freqency (GHz)"),
            probability_percent: case.number("probability (%)"),
            building: match case.text("building type") {
                "1" => Building::Traditional,
                "2" => Building::ThermallyEfficient,
                other => panic!("no building type {other}"),
            },
            elevation_deg: case.number("elevation angle (deg)"),
        };
        assert!(entry.check().unwrap().is_empty(), "{entry:?}");
        deviations.note(&format!("{entry:?}"), entry.loss_db(), case.number("building entry loss (dB)"));
    }
    deviations.settle();
}
