//! What holds for every antenna.

use proptest::prelude::*;

use super::fixture::{directive, measured, panel};
use super::*;

/// Digits that sums of losses may lose, dB.
const ROUNDING_DB: f64 = 1e-9;

fn any_sector() -> impl Strategy<Value = SectorPattern> {
    ((-20.0..50.0_f64, 1.0..360.0_f64, 1.0..180.0_f64), (0.0..80.0_f64, 0.0..80.0_f64, -30.0..30.0_f64))
        .prop_map(|((gain, horizontal, vertical), (front_to_back, side_lobe, tilt))| SectorPattern {
            gain_dbi: gain,
            horizontal_beamwidth_deg: horizontal,
            vertical_beamwidth_deg: vertical,
            front_to_back_db: front_to_back,
            side_lobe_db: side_lobe,
            electrical_tilt_deg: tilt,
        })
}

fn any_cut() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0..60.0_f64, 360)
}

fn any_pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        (-20.0..50.0_f64).prop_map(|gain_dbi| Pattern::Isotropic { gain_dbi }),
        any_sector().prop_map(Pattern::Sector),
        (-20.0..50.0_f64, any_cut(), any_cut()).prop_map(|(gain_dbi, horizontal_db, vertical_db)| {
            Pattern::Measured(MeasuredPattern::new(gain_dbi, horizontal_db, vertical_db).unwrap())
        }),
    ]
}

proptest! {
    #[test]
    fn no_direction_has_more_than_the_gain(
        pattern in any_pattern(), azimuth_deg in -720.0..720.0_f64, elevation_deg in -90.0..=90.0_f64,
        tilt_deg in -20.0..20.0_f64,
    ) {
        let gain_dbi = pattern.tilted_gain_dbi(azimuth_deg, elevation_deg, tilt_deg);
        prop_assert!(gain_dbi <= pattern.peak_gain_dbi());
        // a sum of three losses of 60 dB, or a floor of 80
        prop_assert!(gain_dbi >= pattern.peak_gain_dbi() - 180.0);
    }

    #[test]
    fn a_sector_is_strongest_at_boresight_and_tilt_and_symmetric(
        sector in any_sector(), azimuth_deg in 0.0..180.0_f64, off_deg in 0.0..60.0_f64,
    ) {
        let tilt_deg = sector.electrical_tilt_deg;
        prop_assert_eq!(sector.gain_dbi(0.0, -tilt_deg), sector.gain_dbi);
        let at = |azimuth_deg: f64, up_deg: f64| sector.gain_dbi(azimuth_deg, up_deg - tilt_deg);
        prop_assert!((at(azimuth_deg, off_deg) - at(-azimuth_deg, off_deg)).abs() < ROUNDING_DB);
        prop_assert!((at(azimuth_deg, off_deg) - at(azimuth_deg, -off_deg)).abs() < 1e-6);
    }

    #[test]
    fn further_off_boresight_is_never_stronger(
        sector in any_sector(), azimuth_deg in 0.0..180.0_f64, nearer in 0.0..1.0_f64, elevation_deg in -90.0..90.0_f64,
    ) {
        let nearer_dbi = sector.gain_dbi(nearer * azimuth_deg, elevation_deg);
        prop_assert!(nearer_dbi >= sector.gain_dbi(azimuth_deg, elevation_deg) - ROUNDING_DB);
    }

    #[test]
    fn the_vertical_cut_comes_back_ahead_and_behind(
        gain_dbi in -10.0..30.0_f64, horizontal_db in any_cut(), vertical_db in any_cut(),
    ) {
        let pattern = MeasuredPattern::new(gain_dbi, horizontal_db, vertical_db.clone()).unwrap();
        for (angle_deg, loss_db) in (0..360_i32).zip(vertical_db) {
            let (azimuth_deg, elevation_deg) = match angle_deg {
                0..=90 => (0, -angle_deg),
                91..=269 => (180, angle_deg - 180),
                _ => (0, 360 - angle_deg),
            };
            let found_dbi = pattern.gain_dbi(f64::from(azimuth_deg), f64::from(elevation_deg));
            prop_assert!((found_dbi - (gain_dbi - loss_db)).abs() < ROUNDING_DB, "at {}°", angle_deg);
        }
    }

    #[test]
    fn the_horizontal_cut_comes_back_where_the_cuts_agree(
        gain_dbi in -10.0..30.0_f64, mut horizontal_db in any_cut(), vertical_db in any_cut(),
    ) {
        (horizontal_db[0], horizontal_db[180]) = (vertical_db[0], vertical_db[180]);
        let pattern = MeasuredPattern::new(gain_dbi, horizontal_db.clone(), vertical_db).unwrap();
        for (angle_deg, loss_db) in (0..360).zip(horizontal_db) {
            let found_dbi = pattern.gain_dbi(f64::from(angle_deg), 0.0);
            prop_assert!((found_dbi - (gain_dbi - loss_db)).abs() < ROUNDING_DB, "at {}°", angle_deg);
        }
    }

    #[test]
    fn neighbouring_directions_have_neighbouring_gains(
        azimuth_deg in -180.0..180.0_f64, elevation_deg in -80.0..80.0_f64, tilt_deg in 0.0..10.0_f64,
    ) {
        // a step over a seam (behind, or between whole degrees) would show as decibels
        for pattern in directive() {
            let here_dbi = pattern.tilted_gain_dbi(azimuth_deg, elevation_deg, tilt_deg);
            let there_dbi = pattern.tilted_gain_dbi(azimuth_deg + 1e-6, elevation_deg + 1e-6, tilt_deg);
            prop_assert!((here_dbi - there_dbi).abs() < 1e-3);
        }
    }
}

#[test]
fn a_tilted_antenna_is_strongest_below_the_horizon_ahead_and_weaker_above() {
    for pattern in directive() {
        let table = GainTable::new(&pattern, 5.0);
        let ahead_dbi = pattern.gain_dbi(0.0, 0.0);
        assert!((pattern.tilted_gain_dbi(0.0, -5.0, 5.0) - ahead_dbi).abs() < ROUNDING_DB);
        assert!((table.gain_dbi(0.0, -5.0) - ahead_dbi).abs() < 1e-5);
        let behind_dbi = pattern.gain_dbi(180.0, 0.0);
        assert!((pattern.tilted_gain_dbi(180.0, 5.0, 5.0) - behind_dbi).abs() < ROUNDING_DB);
        assert!((table.gain_dbi(180.0, 5.0) - behind_dbi).abs() < 1e-5);
    }
    let level = Pattern::Sector(panel(0.0));
    assert_eq!(level.tilted_gain_dbi(0.0, -5.0, 5.0), 17.0);
    assert!(level.tilted_gain_dbi(0.0, 5.0, 5.0) < 17.0 - 10.0);
}

#[test]
fn tilts_add_up_ahead_and_take_from_each_other_behind() {
    let tilted = Pattern::Sector(SectorPattern { horizontal_beamwidth_deg: 150.0, ..panel(4.0) });
    let highest = |azimuth_deg: f64| {
        let at = |step: &i32| tilted.tilted_gain_dbi(azimuth_deg, f64::from(*step) / 10.0, 3.0);
        (-300..=300).max_by(|a, b| at(a).total_cmp(&at(b))).unwrap()
    };
    assert_eq!(highest(0.0), -70);
    assert_eq!(highest(180.0), -10);
}

#[test]
fn a_horizontal_cut_through_a_tilted_lobe_comes_back_at_the_tilt() {
    let level = measured(0);
    let tilted = measured(6);
    // the same horizontal cut, taken through the lobe, with the vertical cut of the tilted antenna
    let through_lobe =
        MeasuredPattern::new(15.5, level.horizontal_loss_db().to_vec(), tilted.vertical_loss_db().to_vec())
            .unwrap();
    assert_eq!(through_lobe.gain_dbi(0.0, -6.0), 15.5);
    for angle_deg in [20.0, 45.0, 60.0] {
        let off_db = through_lobe.gain_dbi(angle_deg, -6.0) - level.gain_dbi(angle_deg, 0.0);
        assert!(off_db.abs() < 4.0, "{off_db} dB at {angle_deg}°");
        assert!(through_lobe.gain_dbi(angle_deg, -6.0) > through_lobe.gain_dbi(angle_deg, 6.0) + 1.0);
    }
}

#[test]
fn antennas_that_can_be_radiate_no_more_than_they_are_fed() {
    let element = SectorPattern {
        gain_dbi: 8.0,
        horizontal_beamwidth_deg: 65.0,
        vertical_beamwidth_deg: 65.0,
        front_to_back_db: 30.0,
        side_lobe_db: 30.0,
        electrical_tilt_deg: 0.0,
    };
    for (sector, expected) in [(element, 0.657), (panel(0.0), 0.783), (panel(6.0), 0.780)] {
        let ratio = Pattern::Sector(sector).sphere_mean_ratio();
        assert!((ratio - expected).abs() < 0.001, "{ratio} for {sector:?}");
    }
    let boast = SectorPattern { gain_dbi: 23.0, ..panel(0.0) };
    assert!(Pattern::Sector(boast).sphere_mean_ratio() > 3.0);
    let isotropic = Pattern::Isotropic { gain_dbi: 0.0 }.sphere_mean_ratio();
    assert!((isotropic - 1.0).abs() < 1e-12, "{isotropic}");
}

#[test]
fn the_mean_over_the_sphere_of_a_beam_known_in_closed_form() {
    // A narrow Gaussian beam of widths a and b (rad) fills π a b / (4 ln 2) of 4π.
    let beam = SectorPattern {
        gain_dbi: 30.0,
        horizontal_beamwidth_deg: 6.0,
        vertical_beamwidth_deg: 4.0,
        front_to_back_db: 80.0,
        side_lobe_db: 80.0,
        electrical_tilt_deg: 0.0,
    };
    // 12 dB (φ/φ3dB)² is exp(-12 ln 10 / 10 (φ/φ3dB)²): the sphere's share is π a b / (1.2 ln 10) / 4π
    let share = 6.0_f64.to_radians() * 4.0_f64.to_radians() / (1.2 * 10.0_f64.ln()) / 4.0;
    let ratio = Pattern::Sector(beam).sphere_mean_ratio();
    assert!((ratio / (1000.0 * share) - 1.0).abs() < 0.005, "{ratio}");
}
