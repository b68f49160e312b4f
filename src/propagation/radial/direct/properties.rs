//! ITM along a radial against the plain kernel over the same points.

use proptest::prelude::*;

use super::super::properties::{World, worlds};
use super::super::{Receiver, Sweep};
use super::APPROACH;
use crate::propagation::Model;
use crate::propagation::itm::{Climate, Itm, Quantile, VariabilityMode};

/// How far a loss along a radial may be from the plain kernel's, dB.
const LOSS_DB: f64 = 1e-6;

fn models() -> impl Strategy<Value = Itm> {
    (0_usize..7, 250.0..400.0_f64, 0_u32..40, 1.0..99.0_f64).prop_filter_map(
        "numbers of modes end in 0 to 3",
        |(climate, n0_n_units, mode, percent)| {
            Some(Itm {
                climate: Climate::ALL[climate],
                n0_n_units,
                permittivity: 15.0,
                conductivity_s_per_m: 0.005,
                variability_mode: VariabilityMode::from_ntia(mode)?,
                quantile: Quantile::TimeLocationSituation {
                    time_percent: percent,
                    location_percent: 100.0 - percent,
                    situation_percent: 50.0,
                },
            })
        },
    )
}

/// The points right before a receiver, on another line than the samples'.
fn approach(world: &World, after: usize) -> (Vec<f64>, Vec<f64>) {
    let aside = |index: usize| world.ground_m[index] + 9.0 * (index as f64).sin();
    let points = (after + 1).saturating_sub(APPROACH).max(1)..after + 1;
    (points.clone().map(aside).collect(), points.map(|index| world.clutter_m[index]).collect())
}

fn compare(world: &World, itm: Itm, near: bool) {
    let come_near = |sweep: &mut Sweep, receiver: &Receiver| {
        let (ground_m, clutter_m) = approach(world, receiver.before);
        if near {
            sweep.approach(&ground_m, &clutter_m);
        }
    };
    for (answer, receiver) in world.sweep(Model::Itm(itm), come_near) {
        let mut plain = world.plain(&receiver);
        let after = receiver.before;
        let (ground_m, _) = approach(world, after);
        if near {
            plain.ground_m[after + 1 - ground_m.len()..=after].copy_from_slice(&ground_m);
        }
        let terms = itm.terms(&plain.profile(), &world.terminals());
        let off_db = (answer.loss_db - terms.a_db).abs();
        assert!(off_db <= LOSS_DB, "{receiver:?}: {} and not {terms:?}", answer.loss_db);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn losses_are_those_of_the_plain_kernel(world in worlds(5_usize..400), itm in models()) {
        compare(&world, itm, false);
        compare(&world, itm, true);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn long_profiles_are_no_exception(world in worlds(400_usize..3_000), itm in models()) {
        compare(&world, itm, false);
        compare(&world, itm, true);
    }
}
