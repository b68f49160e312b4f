//! Laws that the whole model keeps, and the jumps that it has.

use proptest::prelude::*;

use super::super::profile::Polarisation;
use super::super::profile::tests::Path;
use super::super::profile_check::{CLUTTER_HEIGHT, GROUND_HEIGHT, POINTS, START};
use super::super::quantity::Quantity;
use super::inputs::{PERMITTIVITY, RELIABILITY};
use super::warnings::{LENGTH, SURFACE_REFRACTIVITY, UNEVENNESS};
use super::*;

fn model(mode: u32, quantile: Quantile) -> Itm {
    Itm {
        climate: Climate::ContinentalTemperate,
        n0_n_units: 301.0,
        permittivity: 15.0,
        conductivity_s_per_m: 0.005,
        variability_mode: VariabilityMode::from_ntia(mode).unwrap(),
        quantile,
    }
}

fn terminals(tx_height_m: f64, rx_height_m: f64) -> Terminals {
    Terminals { tx_height_m, rx_height_m, frequency_mhz: 3500.0, polarisation: Polarisation::Vertical }
}

fn area(delta_h_m: f64, distance_km: f64) -> Area {
    Area {
        model: model(12, Quantile::MEDIAN),
        distance_km,
        delta_h_m,
        tx_siting: Siting::Random,
        rx_siting: Siting::Careful,
    }
}

fn percents(time_percent: f64, location_percent: f64, situation_percent: f64) -> Quantile {
    Quantile::TimeLocationSituation { time_percent, location_percent, situation_percent }
}

/// Masts as often as towers, mountains and aircraft: over the whole valid range, evenly in orders of magnitude.
fn any_height_m() -> impl Strategy<Value = f64> {
    let (least_m, largest_m) = TX_HEIGHT.valid;
    (least_m.ln()..=largest_m.ln()).prop_map(move |ln| ln.exp().clamp(least_m, largest_m))
}

/// A spacing of which all multiples are exact, so that no rounding decides where a fit begins.
const EXACT_KM: f64 = 0.0625;

fn any_path() -> impl Strategy<Value = Path> {
    prop::collection::vec(0.0..1500.0_f64, 3..200).prop_map(|ground_m| Path::even(EXACT_KM, &ground_m))
}

/// 20 km of hills, as a function of the place.
fn hills(points: u32, phase: f64) -> Path {
    let height_m = |point: u32| {
        let x = std::f64::consts::TAU * f64::from(point) / f64::from(points);
        500.0 + 150.0 * (2.0 * x + phase).sin() + 60.0 * (5.0 * x + 3.0 * phase).sin()
    };
    let ground_m: Vec<f64> = (0..=points).map(height_m).collect();
    Path::even(20.0 / f64::from(points), &ground_m)
}

proptest! {
    #[test]
    fn the_ends_may_be_swapped(path in any_path(), tx_m in any_height_m(), rx_m in any_height_m()) {
        let model = model(0, percents(70.0, 60.0, 80.0));
        let there_db = model.basic_transmission_loss_db(&path.profile(), &terminals(tx_m, rx_m));
        let back = terminals(tx_m, rx_m).swapped();
        let back_db = model.basic_transmission_loss_db(&path.swapped().profile(), &back);
        prop_assert!((there_db - back_db).abs() < 1e-6, "{there_db} {back_db}");
    }

    /// In every mode: a smaller share of the time, the locations or the situations never asks for more. The allowance
    /// is for the deviate's jump at the median.
    #[test]
    fn a_larger_share_never_loses_less(
        path in any_path(), mode in 0_u32..4, flags in 0_u32..4, which in 0_usize..3,
        shares in prop::array::uniform3(0.01..99.0_f64), more in 0.0..0.9_f64, tx_m in any_height_m(),
        rx_m in any_height_m(),
    ) {
        let mut larger = shares;
        larger[which] += more;
        let loss_db = |[time, location, situation]: [f64; 3]| {
            let model = model(mode + 10 * flags, percents(time, location, situation));
            model.basic_transmission_loss_db(&path.profile(), &terminals(tx_m, rx_m))
        };
        prop_assert!(loss_db(larger) >= loss_db(shares) - 1e-4, "{} {}", loss_db(larger), loss_db(shares));
    }

    #[test]
    fn the_reference_never_promises_a_gain(path in any_path(), tx_m in any_height_m(), rx_m in any_height_m()) {
        let terms = model(12, Quantile::MEDIAN).terms(&path.profile(), &terminals(tx_m, rx_m));
        prop_assert!(terms.a_ref_db >= 0.0 && terms.a_db.is_finite());
        prop_assert!((terms.a_db - terms.free_space_db - terms.a_ref_db + terms.v_med_db).abs() < 0.01
            || terms.a_ref_db < terms.v_med_db);
    }

    #[test]
    fn clutter_changes_what_is_seen_and_nothing_of_the_ground(
        path in any_path(), tx_m in any_height_m(), rx_m in any_height_m(),
    ) {
        let mut wooded = path.clone();
        wooded.clutter_m = vec![15.0; path.clutter_m.len()];
        let model = model(12, Quantile::MEDIAN);
        let [bare, wooded] =
            [path, wooded].map(|path| model.terms(&path.profile(), &terminals(tx_m, rx_m)));
        prop_assert_eq!((bare.n_s_n_units, bare.h_sys_m), (wooded.n_s_n_units, wooded.h_sys_m));
        let sum_mrad = |terms: &Terms| terms.theta_tx_mrad + terms.theta_rx_mrad;
        let seen = bare.horizon_tx_km + bare.horizon_rx_km <= 1.5 * bare.d_km;
        prop_assert!(!seen || sum_mrad(&wooded) >= sum_mrad(&bare) - 1e-9);
    }

    /// From line of sight to diffraction, and on to scatter, where nothing but the distance changes.
    #[test]
    fn the_three_regions_meet(delta_h_m in 0.0..800.0_f64, tx_m in any_height_m(), rx_m in any_height_m(), frequency_mhz in 40.0..10e3_f64) {
        let terminals = Terminals { frequency_mhz, ..terminals(tx_m, rx_m) };
        let at = |distance_km: f64| area(delta_h_m, distance_km).terms(&terminals);
        let d_sml_km = at(1.0).d_sml_km;
        let d_x_km = at(d_sml_km + 1.0).d_x_km;
        for (edge_km, modes) in [(d_sml_km, [1.0, 2.0]), (d_x_km, [2.0, 3.0])] {
            let [before, after] = [at(edge_km * (1.0 - 1e-9)), at(edge_km * (1.0 + 1e-9))];
            prop_assert!((after.a_db - before.a_db).abs() < 1e-4, "{before:?} {after:?}");
            if d_x_km > d_sml_km * 1.001 && d_x_km < 9_999.0 {
                prop_assert_eq!([before.mode, after.mode], modes);
            }
        }
    }

    /// Twice the points on the same smooth hills: the ground stays, and so nearly do the loss and what horizons there
    /// are. Terminals in sight have none; theirs follow from the effective heights, and these from whole points.
    #[test]
    fn finer_sampling_of_smooth_hills_changes_little(
        phase in 0.0..6.3_f64, tx_m in any_height_m(), rx_m in any_height_m(),
    ) {
        let model = model(12, Quantile::MEDIAN);
        let [coarse, fine] =
            [600, 1200].map(|points| model.terms(&hills(points, phase).profile(), &terminals(tx_m, rx_m)));
        let delta_h_off = (coarse.delta_h_m - fine.delta_h_m).abs() / fine.delta_h_m;
        prop_assert!(delta_h_off < 0.1, "{delta_h_off} {coarse:?} {fine:?}");
        let off_km = (coarse.horizon_tx_km - fine.horizon_tx_km).abs() + (coarse.horizon_rx_km - fine.horizon_rx_km).abs();
        // a horizon that moves to another hill is one of the model's own jumps
        prop_assert!((coarse.a_db - fine.a_db).abs() < 2.0 || off_km > 0.5, "{coarse:?} {fine:?}");
        let in_sight = |terms: &Terms| terms.d_ml_km > 1.5 * terms.d_km;
        prop_assert!(
            (coarse.theta_tx_mrad - fine.theta_tx_mrad).abs() < 0.5 || in_sight(&coarse) || in_sight(&fine),
            "{coarse:?} {fine:?}"
        );
    }
}

/// The largest of the model's own jumps: in sight the horizons are those that such terrain would have, and the moment
/// that a point touches the ray they are that point.
#[test]
fn a_hill_that_touches_the_ray_costs_a_jump() {
    let loss_db = |hill_m: f64| {
        let mut ground_m: Vec<f64> =
            (0..101).map(|point| 100.0 + 3.0 * (1.7 * f64::from(point)).sin()).collect();
        ground_m[50] = 100.0 + hill_m;
        let path = Path::even(0.1, &ground_m);
        model(12, Quantile::MEDIAN).terms(&path.profile(), &terminals(30.0, 10.0)).a_db
    };
    let largest_db = (0..6_000)
        .map(|step| f64::from(step) * 0.01)
        .map(|hill_m| (loss_db(hill_m + 0.01) - loss_db(hill_m)).abs())
        .fold(0.0, f64::max);
    assert!((largest_db - 14.4).abs() < 0.5, "{largest_db}");
}

#[test]
fn what_cannot_be_answered_is_refused_by_name() {
    let good = Path::even(0.5, &[300.0, 250.0, 320.0, 200.0, 250.0]);
    let itm = model(12, Quantile::MEDIAN);
    let refused = |itm: Itm, path: &Path, tx_m: f64| -> &'static Quantity {
        itm.check(&path.profile(), &terminals(tx_m, 6.0)).unwrap_err().quantity
    };
    assert!(itm.check(&good.profile(), &terminals(20.0, 6.0)).is_ok());
    assert_eq!(refused(itm, &good, 0.4), &TX_HEIGHT);
    assert_eq!(refused(Itm { n0_n_units: 249.0, ..itm }, &good, 20.0), &REFRACTIVITY);
    assert_eq!(refused(Itm { permittivity: 1.0, ..itm }, &good, 20.0), &PERMITTIVITY);
    assert_eq!(refused(Itm { conductivity_s_per_m: 0.0, ..itm }, &good, 20.0), &CONDUCTIVITY);
    let quantile = Quantile::ConfidenceReliability { confidence_percent: 50.0, reliability_percent: 0.0 };
    assert_eq!(refused(Itm { quantile, ..itm }, &good, 20.0), &RELIABILITY);
    let with = |change: fn(&mut Path)| {
        let mut path = good.clone();
        change(&mut path);
        path
    };
    assert_eq!(refused(itm, &with(|path| path.ground_m[2] = f64::NAN), 20.0), &GROUND_HEIGHT);
    assert_eq!(refused(itm, &with(|path| path.clutter_m[2] = -1.0), 20.0), &CLUTTER_HEIGHT);
    assert_eq!(refused(itm, &with(|path| path.distance_km[2] = 1.1), 20.0), &UNEVENNESS);
    assert_eq!(refused(itm, &with(|path| path.distance_km[0] = 0.1), 20.0), &START);
    assert_eq!(refused(itm, &with(|path| path.distance_km.reverse()), 20.0), &START);
    assert_eq!(refused(itm, &Path::even(1.0, &[0.0, 0.0]), 20.0), &POINTS);
    assert_eq!(refused(itm, &Path::even(LENGTH.valid.1, &[0.0; 3]), 20.0), &LENGTH);
    let abyss = Itm { n0_n_units: 400.0, ..itm };
    assert_eq!(refused(abyss, &Path::even(1.0, &[-100.0; 5]), 20.0), &SURFACE_REFRACTIVITY);
}

/// Whoever does not ask [`Itm::check`] first gets no number, wherever in the profile there is none.
#[test]
fn a_height_that_is_no_number_gives_none() {
    let itm = model(12, Quantile::MEDIAN);
    for count in [2, 3, 20, 60, 400] {
        for index in (0..count).step_by(1 + count / 40) {
            let mut path = hills(count as u32 - 1, 1.0);
            path.ground_m[index] = f64::NAN;
            let loss_db = itm.basic_transmission_loss_db(&path.profile(), &terminals(20.0, 6.0));
            assert!(loss_db.is_nan(), "{index} of {count}: {loss_db}");
            let mut path = hills(count as u32 - 1, 1.0);
            path.clutter_m[index] = f64::NAN;
            assert!(itm.terms(&path.profile(), &terminals(20.0, 6.0)).a_db.is_nan());
        }
    }
}

#[test]
fn uneven_points_are_refused_in_parts_of_a_step() {
    let mut path = Path::even(0.5, &[0.0; 5]);
    path.distance_km[2] = 1.05;
    let error = model(12, Quantile::MEDIAN).check(&path.profile(), &terminals(20.0, 6.0)).unwrap_err();
    assert!(error.quantity == &UNEVENNESS && (error.value - 0.1).abs() < 1e-9, "{error}");
}

#[test]
fn a_horizon_below_the_method_is_warned_of_and_has_an_answer() {
    // Two islands over sea at 30 MHz, 250 m before antennas of 50 m
    let mut ground_m = vec![0.0; 201];
    (ground_m[1], ground_m[199]) = (60.0, 60.0);
    let path = Path::even(0.25, &ground_m);
    let itm = Itm { permittivity: 80.0, conductivity_s_per_m: 5.0, ..model(12, Quantile::MEDIAN) };
    let terminals = Terminals { frequency_mhz: 30.0, ..terminals(50.0, 50.0) };
    assert!(itm.check(&path.profile(), &terminals).unwrap().has(&warnings::X_0));
    let terms = itm.terms(&path.profile(), &terminals);
    assert!(terms.x_0_km < 0.0 && terms.a_db.is_finite(), "{terms:?}");
}
