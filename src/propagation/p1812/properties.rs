//! What the whole model promises.

use proptest::prelude::*;

use super::*;
use crate::propagation::profile::tests::{Path as Ground, any_path, step_within};
use crate::propagation::{Polarisation, Zone};

/// The largest step that P.1812 has where the horizons stay where they are and the coast far: 0.011 dB of the knife edge and
/// 0.018 dB for either height gain.
const STEP_DB: f64 = 0.05;

/// Masts as often as towers, mountains and aircraft: over the whole valid range, evenly in orders of magnitude.
fn any_height_m() -> impl Strategy<Value = f64> {
    let (least_m, largest_m) = ANTENNA_HEIGHT.valid;
    (least_m.ln()..=largest_m.ln()).prop_map(move |ln| ln.exp().clamp(least_m, largest_m))
}

fn any_terminals() -> impl Strategy<Value = Terminals> {
    let polarisation = prop_oneof![Just(Polarisation::Horizontal), Just(Polarisation::Vertical)];
    (any_height_m(), any_height_m(), FREQUENCY.valid.0..=FREQUENCY.valid.1, polarisation).prop_map(
        |(tx_height_m, rx_height_m, frequency_mhz, polarisation)| Terminals {
            tx_height_m,
            rx_height_m,
            frequency_mhz,
            polarisation,
        },
    )
}

fn any_inputs() -> impl Strategy<Value = P1812> {
    (1.0..=50.0_f64, 1.0..=99.0_f64, 20.0..100.0_f64, 270.0..400.0_f64, -80.0..80.0_f64).prop_map(
        |(time_percent, location_percent, delta_n, n0_n_units, latitude_deg)| P1812 {
            time_percent,
            location_percent,
            location_sigma_db: 5.5,
            delta_n_n_units_per_km: delta_n,
            n0_n_units,
            latitude_deg,
            coast_distance_km: None,
        },
    )
}

/// Terrain of all kinds, from plains to mountains, 0.01 to 400 km long, with sea in places.
fn any_ground() -> impl Strategy<Value = (Ground, Vec<Zone>)> {
    let zone = prop_oneof![Just(Zone::Inland), Just(Zone::CoastalLand), Just(Zone::Sea)];
    (any_path(), 0.0..1.0_f64, 0.5..5.0_f64, prop::collection::vec(zone, 1..6)).prop_map(
        |(path, relief, stretch, zones)| {
            let ground_m: Vec<f64> =
                path.ground_m.iter().map(|height_m| height_m * relief * relief).collect();
            let distance_km = path.distance_km.iter().map(|distance_km| distance_km * stretch).collect();
            let count = ground_m.len();
            let zone = (0..count).map(|index| zones[index * zones.len() / count]).collect();
            (Ground { distance_km, ground_m, ..path }, zone)
        },
    )
}

fn same_horizons([one, other]: &[Terms; 2]) -> bool {
    (one.dlt_km - other.dlt_km).abs() + (one.dlr_km - other.dlr_km).abs() < 1e-3
}

proptest! {
    #[test]
    fn the_answer_alone_is_that_of_the_terms(
        (ground, zone) in any_ground(), terminals in any_terminals(), model in any_inputs(), median in any::<bool>(),
    ) {
        let model = if median { P1812 { time_percent: 50.0, ..model } } else { model };
        let profile = Profile { zone: &zone, ..ground.profile() };
        let alone_db = model.basic_transmission_loss_db(&profile, &terminals);
        prop_assert_eq!(alone_db.to_bits(), model.terms(&profile, &terminals).lb_db.to_bits());
    }

    #[test]
    fn the_ends_may_be_swapped(
        (ground, zone) in any_ground(), terminals in any_terminals(), model in any_inputs(),
    ) {
        let model = P1812 { location_percent: 50.0, ..model };
        let there = model.terms(&Profile { zone: &zone, ..ground.profile() }, &terminals);
        let back_zone: Vec<Zone> = zone.iter().rev().copied().collect();
        let back_ground = ground.swapped();
        let back = model.terms(&Profile { zone: &back_zone, ..back_ground.profile() }, &terminals.swapped());
        prop_assert!((there.lb_db - back.lb_db).abs() < 1e-6, "{there:?} {back:?}");
        prop_assert!((there.dlt_km - back.dlr_km).abs() < 1e-9 && (there.hte_m - back.hre_m).abs() < 1e-6);
    }

    #[test]
    fn the_horizons_never_overlap((ground, _) in any_ground(), terminals in any_terminals()) {
        let terms = P1812::LIGURIA_MEDIAN.terms(&ground.profile(), &terminals);
        let length_km = ground.profile().length_km();
        prop_assert!(terms.dlt_km > 0.0 && terms.dlr_km > 0.0);
        prop_assert!(terms.dlt_km + terms.dlr_km <= length_km * (1.0 + 1e-12));
    }

    #[test]
    fn more_locations_and_thinner_air_never_lose_less(
        (ground, _) in any_ground(), terminals in any_terminals(), model in any_inputs(),
        more_percent in 0.0..49.0_f64, less_n_units in 0.0..70.0_f64,
    ) {
        let loss_db = |model: P1812| model.basic_transmission_loss_db(&ground.profile(), &terminals);
        let location_percent = (model.location_percent + more_percent).min(99.0);
        let at_more_db = loss_db(P1812 { location_percent, ..model });
        prop_assert!(at_more_db >= loss_db(model));
        let n0_n_units = model.n0_n_units - less_n_units;
        let in_thin_air_db = loss_db(P1812 { n0_n_units, ..model });
        prop_assert!(in_thin_air_db >= loss_db(model) - 1e-9);
    }

    #[test]
    fn no_step_but_the_documented_along_time_frequency_and_height(
        (ground, zone) in any_ground(), terminals in any_terminals(), model in any_inputs(), ends in any::<[u8; 2]>(),
    ) {
        // far from the coast, whose own steps are larger
        let model = P1812 { coast_distance_km: Some([500.0; 2]), location_percent: 50.0, ..model };
        let zone: Vec<Zone> = zone.iter().map(|&zone| if zone == Zone::Sea { Zone::CoastalLand } else { zone }).collect();
        let profile = Profile { zone: &zone, ..ground.profile() };
        let [from, to] = ends.map(|end| f64::from(end) / 255.0);
        let by_time = |x: f64| P1812 { time_percent: 1.0 + 49.0 * x, ..model }.terms(&profile, &terminals);
        let by_frequency = |x: f64| model.terms(&profile, &Terminals { frequency_mhz: 30.0 + 5_970.0 * x, ..terminals });
        let by_height = |x: f64| model.terms(&profile, &Terminals { tx_height_m: 1.0 + 2_999.0 * x, ..terminals });
        let by_air = |x: f64| P1812 { delta_n_n_units_per_km: 20.0 + 80.0 * x, ..model }.terms(&profile, &terminals);
        let sweeps: [&dyn Fn(f64) -> Terms; 4] = [&by_time, &by_frequency, &by_height, &by_air];
        for (index, sweep) in sweeps.into_iter().enumerate() {
            let (step_db, around) = step_within(from, to, |x| sweep(x).lb_db);
            prop_assert!(step_db < STEP_DB || !same_horizons(&around.map(sweep)), "{index}: {step_db} at {around:?}");
        }
    }

    #[test]
    fn no_step_but_the_documented_as_a_hill_grows_into_the_ray(
        (ground, zone) in any_ground(), terminals in any_terminals(), model in any_inputs(), hill in 0.0..1.0_f64,
    ) {
        prop_assume!(ground.ground_m.len() > 2);
        let model = P1812 { coast_distance_km: Some([500.0; 2]), location_percent: 50.0, ..model };
        let point = 1 + ((ground.ground_m.len() - 2) as f64 * hill) as usize;
        let grown = |height_m: f64| {
            let mut ground = ground.clone();
            ground.ground_m[point] = height_m;
            model.terms(&Profile { zone: &zone, ..ground.profile() }, &terminals)
        };
        let (step_db, around) = step_within(0.0, 2_000.0, |height_m| grown(height_m).lb_db);
        prop_assert!(step_db < STEP_DB || !same_horizons(&around.map(grown)), "{step_db} at {around:?}");
    }

    /// But where finer points show another summit, as the module documents.
    #[test]
    fn twice_the_points_on_smooth_terrain_change_little(
        waves in 1.0..4.0_f64, relief_m in 0.0..300.0_f64, length_km in 2.0..60.0_f64, terminals in any_terminals(),
        time_percent in 1.0..=50.0_f64,
    ) {
        let model = P1812 { time_percent, ..P1812::LIGURIA_MEDIAN };
        let hills = Hills { waves, relief_m, length_km };
        let coarse_steps = hills.steps_under(&terminals);
        let [coarse, fine] = [1, 2].map(|finer| model.terms(&hills.sampled(finer * coarse_steps).profile(), &terminals));
        let moved_km = (coarse.dlt_km - fine.dlt_km).abs().max((coarse.dlr_km - fine.dlr_km).abs());
        let same_summits = moved_km < 3.0 * length_km / f64::from(coarse_steps);
        prop_assert!((coarse.lb_db - fine.lb_db).abs() < 1.0 || !same_summits, "{coarse:?} {fine:?}");
    }
}

/// Sine waves as terrain.
struct Hills {
    waves: f64,
    relief_m: f64,
    length_km: f64,
}

impl Hills {
    fn sampled(&self, steps: u32) -> Ground {
        let height_m =
            |step: u32| self.relief_m * (self.waves * 6.3 * f64::from(step) / f64::from(steps)).sin();
        let ground_m: Vec<f64> = (0..=steps).map(height_m).collect();
        Ground::even(self.length_km / f64::from(steps), &ground_m)
    }

    /// How many steps it takes to see how the ray parts from the ground about the lower antenna, and 400 at least: of
    /// clearances h + s d the deepest in its Fresnel zone is that at d = h / s.
    fn steps_under(&self, terminals: &Terminals) -> u32 {
        let [tx_m, rx_m] = [terminals.tx_height_m, terminals.rx_height_m];
        let steepest_m = (tx_m - rx_m).abs() + (1.0 + self.waves * 6.3) * self.relief_m; // over the whole length
        400.max((steepest_m / tx_m.min(rx_m)) as u32)
    }
}

#[test]
fn what_the_recommendation_was_not_made_for_is_refused() {
    let path = Ground::even(1.0, &[0.0; 9]);
    let good = Terminals {
        tx_height_m: 30.0,
        rx_height_m: 10.0,
        frequency_mhz: 3_500.0,
        polarisation: Polarisation::Vertical,
    };
    let median = P1812::LIGURIA_MEDIAN;
    let refused = |model: P1812, terminals: Terminals, path: &Ground| {
        model.check(&path.profile(), &terminals).unwrap_err().quantity.symbol
    };
    assert!(median.check(&path.profile(), &good).unwrap().is_empty());
    assert_eq!(refused(P1812 { time_percent: 0.0, ..median }, good, &path), "p");
    assert_eq!(refused(P1812 { time_percent: 50.1, ..median }, good, &path), "p");
    assert_eq!(refused(P1812 { location_percent: 99.5, ..median }, good, &path), "pL");
    assert_eq!(refused(P1812 { delta_n_n_units_per_km: 157.0, ..median }, good, &path), "deltaN");
    assert_eq!(refused(P1812 { n0_n_units: f64::NAN, ..median }, good, &path), "N0");
    assert_eq!(refused(P1812 { coast_distance_km: Some([0.0, -1.0]), ..median }, good, &path), "dct, dcr");
    assert_eq!(refused(median, Terminals { frequency_mhz: 3.5, ..good }, &path), "f");
    assert_eq!(refused(median, Terminals { rx_height_m: -5.0, ..good }, &path), "htg, hrg");
    assert_eq!(refused(median, good, &Ground::even(1.0, &[0.0; 2])), "n");
    assert_eq!(refused(median, good, &Ground::even(1_000.0, &[0.0; 9])), "d");
    let short = Ground::even(0.05, &[0.0; 4]);
    let warnings = median.check(&short.profile(), &good).unwrap();
    assert!(warnings.has(&POINTS) && warnings.has(&LENGTH) && !warnings.has(&FREQUENCY));
}

#[test]
fn a_path_of_two_points_is_a_clear_one() {
    let path = Ground::even(0.03, &[0.0, 2.0]);
    let terminals = Terminals {
        tx_height_m: 20.0,
        rx_height_m: 5.0,
        frequency_mhz: 3_500.0,
        polarisation: Polarisation::Vertical,
    };
    let terms = P1812::LIGURIA_MEDIAN.terms(&path.profile(), &terminals);
    assert!(terms.rows().all(|row| row.value.is_finite()), "{terms:?}");
    assert_eq!((terms.path_in_sight, terms.ld50_db), (1.0, 0.0));
    assert!((terms.lb_db - terms.lbfs_db).abs() < 0.01, "{terms:?}");
}

/// Two summits show at nearly the same elevation; a little height decides which of them is the horizon, and with it how
/// much the ducts are shielded from the antenna.
#[test]
fn the_horizon_jumps_from_summit_to_summit() {
    let mut ground = vec![0.0; 81];
    (ground[1], ground[50]) = (40.0, 700.0);
    let path = Ground::even(0.1, &ground);
    let terms = |tx_height_m: f64| {
        let terminals = Terminals {
            tx_height_m,
            rx_height_m: 10.0,
            frequency_mhz: 3_500.0,
            polarisation: Polarisation::Vertical,
        };
        P1812 { time_percent: 1.0, ..P1812::LIGURIA_MEDIAN }.terms(&path.profile(), &terminals)
    };
    let (_, [low_m, high_m]) = step_within(10.0, 40.0, |tx_height_m| terms(tx_height_m).dlt_km);
    let (near, far) = (terms(low_m), terms(high_m));
    assert_eq!((near.dlt_km, far.dlt_km), (0.1, 5.0));
    let step_db = far.lba_db - near.lba_db;
    assert!((18.0..20.0).contains(&step_db), "{step_db}");
}

/// What finer points may change: here another summit shows, right before a low antenna.
#[test]
fn a_summit_before_a_low_antenna_moves_lb0p() {
    let terminals = Terminals {
        tx_height_m: 1.0,
        rx_height_m: 1.016_590_196_007_686,
        frequency_mhz: 30.0,
        polarisation: Polarisation::Horizontal,
    };
    let hills = Hills { waves: 1.258_929_937_523_753_7, relief_m: 255.916_697, length_km: 23.387_278 };
    let model = P1812 { time_percent: 1.0, ..P1812::LIGURIA_MEDIAN };
    let [coarse, fine] = [400, 800].map(|steps| model.terms(&hills.sampled(steps).profile(), &terminals));
    assert!(coarse.dlr_km > 18.0 && fine.dlr_km < 0.3, "{coarse:?} {fine:?}");
    let step_db = fine.lb0p_db - coarse.lb0p_db;
    assert!((3.3..3.5).contains(&step_db) && step_db < 2.6 * 50.0_f64.log10(), "{step_db}");
}

#[test]
fn points_too_far_apart_miss_how_a_steep_ray_ends() {
    let terminals = Terminals {
        tx_height_m: 1_960.0,
        rx_height_m: 1.0,
        frequency_mhz: 30.0,
        polarisation: Polarisation::Horizontal,
    };
    let hills = Hills { waves: 1.0, relief_m: 234.0, length_km: 17.7 };
    let loss_db =
        |steps| P1812::LIGURIA_MEDIAN.basic_transmission_loss_db(&hills.sampled(steps).profile(), &terminals);
    let enough = hills.steps_under(&terminals);
    assert!((3_000..5_000).contains(&enough), "{enough}");
    assert!((4.0..4.5).contains(&(loss_db(enough) - loss_db(400))), "{} {}", loss_db(enough), loss_db(400));
    assert!((loss_db(8 * enough) - loss_db(enough)).abs() < 0.1);
}
