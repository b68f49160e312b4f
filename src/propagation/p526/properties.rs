//! What the complete method must do on any path: exchange of the ends, continuity, no gain, no nonsense.

use proptest::prelude::*;

use super::super::profile::Zone;
use super::super::profile::tests::{Path, any_path, step_within};
use super::*;

/// The largest step that the method has: 0.011 dB of the knife edge and 0.018 dB for either height gain.
const STEP_DB: f64 = 0.05;

const MEDIAN: P526 = P526 { effective_earth_radius_km: 8500.0 };

fn any_terminals() -> impl Strategy<Value = Terminals> {
    let polarisation = prop_oneof![Just(Polarisation::Horizontal), Just(Polarisation::Vertical)];
    (0.5..100.0_f64, 0.5..100.0_f64, 30.0..30_000.0_f64, polarisation).prop_map(
        |(tx_height_m, rx_height_m, frequency_mhz, polarisation)| Terminals {
            tx_height_m,
            rx_height_m,
            frequency_mhz,
            polarisation,
        },
    )
}

#[test]
fn flat_land_far_beyond_the_horizon_is_a_spherical_earth() {
    // by eq. (39) what Bullington finds for the smooth surface goes in and comes out again
    let path = Path::even(0.5, &[0.0; 201]);
    let terminals = Terminals {
        tx_height_m: 10.0,
        rx_height_m: 20.0,
        frequency_mhz: 900.0,
        polarisation: Polarisation::Vertical,
    };
    let terms = MEDIAN.terms(&path.profile(), &terminals);
    assert_eq!((terms.hts_mod_m, terms.hrs_mod_m), (10.0, 20.0));
    assert!((terms.ld_db - terms.ldsph_db).abs() < 1e-9 && terms.ld_db > 50.0, "{terms:?}");
}

#[test]
fn the_sea_leads_long_waves_further_than_land() {
    let path = Path::even(1.0, &[0.0; 101]);
    let over = |zone: Zone| {
        let profile = Profile { zone: &[zone; 101], ..path.profile() };
        let terminals = Terminals {
            tx_height_m: 10.0,
            rx_height_m: 10.0,
            frequency_mhz: 30.0,
            polarisation: Polarisation::Vertical,
        };
        MEDIAN.diffraction_loss_db(&profile, &terminals)
    };
    assert!(over(Zone::Sea) + 10.0 < over(Zone::Inland));
    assert_eq!(over(Zone::CoastalLand), over(Zone::Inland));
}

#[test]
fn what_the_method_was_not_made_for_is_refused() {
    let path = Path::even(1.0, &[0.0; 3]);
    let good = Terminals {
        tx_height_m: 10.0,
        rx_height_m: 10.0,
        frequency_mhz: 900.0,
        polarisation: Polarisation::Vertical,
    };
    let quantity =
        |model: P526, terminals| model.check(&path.profile(), &terminals).unwrap_err().quantity.symbol;
    assert!(MEDIAN.check(&path.profile(), &good).unwrap().is_empty());
    assert_eq!(quantity(MEDIAN, Terminals { frequency_mhz: 9.9, ..good }), "f");
    assert_eq!(quantity(MEDIAN, Terminals { rx_height_m: -0.1, ..good }), "h");
    assert_eq!(quantity(P526 { effective_earth_radius_km: 100.0 }, good), "ae");
    let thick_air = P526 { effective_earth_radius_km: 2_000.0 };
    assert!(thick_air.check(&path.profile(), &good).unwrap().has(&EFFECTIVE_EARTH_RADIUS));
}

proptest! {
    #[test]
    fn the_answer_alone_is_that_of_the_terms(path in any_path(), terminals in any_terminals()) {
        let terms = MEDIAN.terms(&path.profile(), &terminals);
        let alone_db = MEDIAN.basic_transmission_loss_db(&path.profile(), &terminals);
        prop_assert_eq!(alone_db.to_bits(), terms.lb_db.to_bits());
        prop_assert!(terms.ld_db >= terms.lbulla_db && terms.lbulla_db >= 0.0);
    }

    #[test]
    fn the_ends_may_be_swapped(path in any_path(), terminals in any_terminals()) {
        let there_db = MEDIAN.basic_transmission_loss_db(&path.profile(), &terminals);
        let back_db = MEDIAN.basic_transmission_loss_db(&path.swapped().profile(), &terminals.swapped());
        prop_assert!((there_db - back_db).abs() < 1e-6, "{there_db} {back_db}");
    }

    #[test]
    fn no_step_but_the_documented(
        path in any_path(), terminals in any_terminals(), relief in 0.0..1.0_f64, ends in any::<[u8; 2]>(),
    ) {
        let ground_m: Vec<f64> = path.ground_m.iter().map(|height_m| height_m * relief * relief).collect();
        let path = Path { ground_m, ..path };
        let by_frequency = |x: f64| (terminals.tx_height_m, 30.0 + 5_970.0 * x, 8500.0, 0.0);
        let by_height = |x: f64| (0.5 + 100.0 * x, terminals.frequency_mhz, 8500.0, 0.0);
        let by_radius = |x: f64| (terminals.tx_height_m, terminals.frequency_mhz, 4_000.0 + 20_000.0 * x, 0.0);
        let by_hill = |x: f64| (terminals.tx_height_m, terminals.frequency_mhz, 8500.0, 1_000.0 * x);
        let sweeps: [&dyn Fn(f64) -> (f64, f64, f64, f64); 4] = [&by_frequency, &by_height, &by_radius, &by_hill];
        let middle = path.ground_m.len() / 2;
        for sweep in sweeps {
            let loss_db = |x: f64| {
                let (tx_height_m, frequency_mhz, effective_earth_radius_km, hill_m) = sweep(x);
                let mut path = path.clone();
                path.ground_m[middle] += hill_m;
                let terminals = Terminals { tx_height_m, frequency_mhz, ..terminals };
                P526 { effective_earth_radius_km }.basic_transmission_loss_db(&path.profile(), &terminals)
            };
            let (step_db, around) = step_within(f64::from(ends[0]) / 255.0, f64::from(ends[1]) / 255.0, loss_db);
            prop_assert!(step_db < STEP_DB, "{step_db} at {around:?}");
        }
    }

    #[test]
    fn twice_the_points_on_smooth_terrain_change_little(
        waves in 1.0..4.0_f64, relief_m in 0.0..300.0_f64, length_km in 2.0..60.0_f64, terminals in any_terminals(),
    ) {
        let sampled = |steps: u32| {
            let height_m = |step: u32| relief_m * (waves * 6.3 * f64::from(step) / f64::from(steps)).sin();
            Path::even(length_km / f64::from(steps), &(0..=steps).map(height_m).collect::<Vec<_>>())
        };
        let loss_db = |steps| MEDIAN.diffraction_loss_db(&sampled(steps).profile(), &terminals);
        let (coarse_db, fine_db) = (loss_db(400), loss_db(800));
        prop_assert!((coarse_db - fine_db).abs() < 0.5, "{coarse_db} {fine_db}");
    }
}
