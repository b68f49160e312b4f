//! How far the table is from the pattern, and what it does at its edges.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::fixture::{directive, measured, panel};
use super::*;
use crate::radio::antenna::SectorPattern;

/// What a cell of 0.5° may be off where the pattern is smooth, dB, for beams of 6° and more.
const SMOOTH_DB: f64 = 0.05;

/// A panel of 6° whose floors are out of sight.
fn smooth() -> Pattern {
    let floorless = SectorPattern { front_to_back_db: 1e4, side_lobe_db: 1e4, ..panel(3.0) };
    Pattern::Sector(SectorPattern { vertical_beamwidth_deg: 6.0, ..floorless })
}

/// The largest deviation within a solid angle off the boresight, dB.
fn largest_deviation_db(pattern: &Pattern, tilt_deg: f64, within_deg: (f64, f64)) -> f64 {
    let table = GainTable::new(pattern, tilt_deg);
    let mut largest_db = 0.0_f64;
    for azimuth in -1000..=1000 {
        for elevation in -200..=200 {
            let azimuth_deg = f64::from(azimuth) / 1000.0 * within_deg.0;
            let elevation_deg = f64::from(elevation) / 200.0 * within_deg.1;
            let exact_dbi = pattern.tilted_gain_dbi(azimuth_deg, elevation_deg, tilt_deg);
            largest_db = largest_db.max((table.gain_dbi(azimuth_deg, elevation_deg) - exact_dbi).abs());
        }
    }
    largest_db
}

#[test]
fn a_smooth_pattern_comes_back_within_a_twentieth_of_a_decibel() {
    for tilt_deg in [0.0, 2.0, 7.0] {
        let off_db = largest_deviation_db(&smooth(), tilt_deg, (179.0, 30.0));
        assert!(off_db < SMOOTH_DB, "{off_db} dB off, tilted by {tilt_deg}°");
    }
}

#[test]
fn the_deviation_of_a_parabola_is_the_one_that_the_module_names() {
    // half a step off the points of the table, in the vertical plane: 12 (0.25/6)² dB
    let off_db = largest_deviation_db(&smooth(), 0.0, (0.0, 30.25));
    assert!((0.019..0.0211).contains(&off_db), "{off_db} dB");
}

#[test]
fn kinks_cost_less_than_the_module_names() {
    let kinked =
        Pattern::Sector(SectorPattern { side_lobe_db: 30.0, vertical_beamwidth_deg: 6.0, ..panel(0.0) });
    let off_db = largest_deviation_db(&kinked, 5.0, (179.0, 30.0));
    assert!((SMOOTH_DB..0.85).contains(&off_db), "{off_db} dB");
}

#[test]
fn measured_points_come_back_exactly_without_a_tilt() {
    let pattern = Pattern::Measured(measured(6));
    let off_db = largest_deviation_db(&pattern, 0.0, (180.0, 90.0));
    assert!(off_db < 1e-3, "{off_db} dB");
}

#[test]
fn a_measured_pattern_under_a_tilt_comes_back_where_it_matters() {
    let pattern = Pattern::Measured(measured(6));
    let [lobe_db, nulls_db, anywhere_db] =
        [(30.0, 6.0), (60.0, 15.0), (180.0, 90.0)].map(|within| largest_deviation_db(&pattern, 5.0, within));
    assert!(lobe_db < 0.1, "{lobe_db} dB in the main lobe");
    assert!(nulls_db < 1.0, "{nulls_db} dB about the first nulls");
    assert!(anywhere_db < 2.0, "{anywhere_db} dB");
}

#[test]
fn an_isotropic_antenna_takes_no_table() {
    let table = GainTable::new(&Pattern::Isotropic { gain_dbi: 2.15 }, 8.0);
    assert_eq!(table.cells, Cells::Uniform(2.15));
    assert_eq!(table.gain_dbi(123.0, 45.0), 2.15);
}

#[test]
fn what_is_not_a_number_is_not_taken_for_the_boresight() {
    let table = GainTable::new(&directive()[0], 0.0);
    for (azimuth_deg, elevation_deg) in [(f64::NAN, 0.0), (0.0, f64::NAN), (f64::INFINITY, 0.0)] {
        assert!(table.gain_dbi(azimuth_deg, elevation_deg).is_nan());
    }
}

#[test]
fn the_edges_of_the_table() {
    let pattern = &directive()[1];
    let table = GainTable::new(pattern, 0.0);
    for elevation_deg in [-90.0, -89.9, 89.9, 90.0] {
        for azimuth_deg in [-180.0, -0.001, 0.0, 359.999, 360.0] {
            let off_db =
                table.gain_dbi(azimuth_deg, elevation_deg) - pattern.gain_dbi(azimuth_deg, elevation_deg);
            assert!(off_db.abs() < 1e-3, "{off_db} dB at {azimuth_deg}°, {elevation_deg}°");
        }
    }
    assert_eq!(table.gain_dbi(10.0, 95.0), table.gain_dbi(10.0, 90.0));
}

proptest! {
    #[test]
    fn whole_turns_change_nothing(
        azimuth_deg in -180.0..180.0_f64, elevation_deg in -90.0..90.0_f64, turns in -5..5_i32,
    ) {
        static TABLE: LazyLock<GainTable> = LazyLock::new(|| GainTable::new(&directive()[1], 3.0));
        let table = &TABLE;
        let turned_deg = azimuth_deg + 360.0 * f64::from(turns);
        let off_db = table.gain_dbi(turned_deg, elevation_deg) - table.gain_dbi(azimuth_deg, elevation_deg);
        prop_assert!(off_db.abs() < 1e-4);
    }
}
