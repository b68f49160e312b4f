//! Published cases of P.2108: values of the clutter workbook of ITU-R Study Group 3.

use divario::propagation::p2108::{ClutterType, HeightGain, StatisticalClutter};

use crate::deviations::Deviations;
use crate::shared;
use crate::table::{Row, Table};

/// Tolerance of the workbook's height-gain values, dB; besides, every printed digit must be met.
const HEIGHT_GAIN_TOLERANCE_DB: f64 = 0.01;

/// Half a unit of the one decimal that the statistical values have, dB, and rounding in binary.
const STATISTICAL_TOLERANCE_DB: f64 = 0.05 + 1e-9;

#[test]
fn every_height_gain() {
    let Some(folder) = shared::folder("validation/p2108", "clutter losses of P.2108") else { return };
    let mut deviations = Deviations::new("P.2108 §3.1, Ah", HEIGHT_GAIN_TOLERANCE_DB, "dB");
    for case in Table::read(&folder.join("height_gain_3_1.csv")).rows() {
        let end = HeightGain {
            frequency_ghz: case.number("f_GHz"),
            antenna_height_m: case.number("h_m"),
            clutter: clutter_type(case.text("clutter_type")),
            clutter_height_m: case.number("R_m"),
            street_width_m: case.number("ws_m"),
        };
        assert!(end.check().unwrap().is_empty(), "{end:?}");
        note(&mut deviations, &format!("{end:?}"), end.loss_db(), &case, "Ah_dB");
    }
    deviations.settle();
}

#[test]
fn every_statistical_loss() {
    let Some(folder) = shared::folder("validation/p2108", "clutter losses of P.2108") else { return };
    let mut deviations = Deviations::new("P.2108 §3.2, Lctt", STATISTICAL_TOLERANCE_DB, "dB");
    for case in Table::read(&folder.join("statistical_3_2.csv")).rows() {
        let end = StatisticalClutter {
            frequency_ghz: case.number("f_GHz"),
            distance_km: case.number("d_km"),
            location_percent: case.number("p_pct"),
        };
        assert!(end.check().unwrap().is_empty(), "{end:?}");
        note(&mut deviations, &format!("{end:?}"), end.loss_db(), &case, "Lctt_dB");
    }
    deviations.settle();
}

/// Notes a case, which must besides agree in every decimal that is printed.
fn note(deviations: &mut Deviations, name: &str, found_db: f64, case: &Row, column: &str) {
    deviations.note(name, found_db, case.number(column));
    let printed = case.text(column);
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(format!("{found_db:.decimals$}"), printed, "{name}");
}

/// The numbers by which the published cases name the kinds of clutter.
fn clutter_type(number: &str) -> ClutterType {
    match number {
        "1" => ClutterType::Water,
        "2" => ClutterType::Open,
        "3" => ClutterType::Suburban,
        "4" => ClutterType::UrbanOrTrees,
        "5" => ClutterType::DenseUrban,
        _ => panic!("no clutter type {number}"),
    }
}
