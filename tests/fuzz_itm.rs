//! ITM on random valid inputs: no panic, no NaN, and what `check` accepts has an answer.
//!
//! A million cases: `cargo test --release --test fuzz_itm -- --ignored --nocapture`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::array;

use divario::propagation::itm::inputs::{
    CONDUCTIVITY, DELTA_H, FREQUENCY, PERMITTIVITY, REFRACTIVITY, RX_HEIGHT, TIME, TX_HEIGHT,
};
use divario::propagation::itm::warnings::{LENGTH, X_0};
use divario::propagation::itm::{Area, Climate, Itm, Quantile, Siting, VariabilityMode};
use divario::propagation::{Polarisation, Profile, Quantity, Terminals};

/// Numbers that look random and are the same everywhere: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, least: f64, largest: f64) -> f64 {
        least + (largest - least) * self.share()
    }

    /// Evenly over the orders of magnitude, and now and then right on a bound.
    fn any(&mut self, quantity: &Quantity) -> f64 {
        let (least, largest) = quantity.valid;
        match self.next() % 50 {
            0 => least,
            1 => largest,
            _ => (least.max(1e-9) * (largest / least.max(1e-9)).powf(self.share())).clamp(least, largest),
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[(self.next() % all.len() as u64) as usize]
    }

    /// Bounds and extremes of a percentage are as likely as its middle.
    fn percent(&mut self) -> f64 {
        let tail = self.any(&Quantity { valid: (TIME.valid.0, 50.0), ..TIME });
        if self.next().is_multiple_of(2) { tail } else { 100.0 - tail }
    }

    /// Either way to name the share of the cases.
    fn quantile(&mut self) -> Quantile {
        let [time_percent, location_percent, situation_percent] = array::from_fn(|_| self.percent());
        if self.next().is_multiple_of(2) {
            Quantile::TimeLocationSituation { time_percent, location_percent, situation_percent }
        } else {
            Quantile::ConfidenceReliability {
                confidence_percent: situation_percent,
                reliability_percent: time_percent,
            }
        }
    }

    fn model(&mut self) -> Itm {
        let number = self.one_of(&[0, 1, 2, 3]) + 10 * self.one_of(&[0, 1, 2, 3]);
        Itm {
            climate: self.one_of(&Climate::ALL),
            n0_n_units: self.any(&REFRACTIVITY),
            permittivity: self.any(&PERMITTIVITY),
            conductivity_s_per_m: self.any(&CONDUCTIVITY),
            variability_mode: VariabilityMode::from_ntia(number).unwrap(),
            quantile: self.quantile(),
        }
    }

    fn terminals(&mut self) -> Terminals {
        Terminals {
            tx_height_m: self.any(&TX_HEIGHT),
            rx_height_m: self.any(&RX_HEIGHT),
            frequency_mhz: self.any(&FREQUENCY),
            polarisation: self.one_of(&[Polarisation::Horizontal, Polarisation::Vertical]),
        }
    }

    /// A walk over hills, over the sea, or along a ramp, from three points to the length of a real profile.
    fn ground_m(&mut self) -> Vec<f64> {
        let count = self.between(3.0, 400.0) as usize;
        let (roughness_m, slope_m) = (self.one_of(&[0.0, 1.0, 30.0, 500.0]), self.between(-20.0, 20.0));
        let (mut height_m, ramp_m) = (self.between(0.0, 2000.0), self.one_of(&[0.0, slope_m]));
        (0..count)
            .map(|_| {
                height_m += ramp_m + roughness_m * self.between(-1.0, 1.0);
                height_m = height_m.clamp(-400.0, 4000.0);
                height_m
            })
            .collect()
    }
}

/// What came of the cases.
#[derive(Debug, Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    below_the_method: usize,
    by_confidence: usize,
    modes: [usize; 3],
}

impl Tally {
    fn note(&mut self, model: &Itm, mode: f64) {
        self.accepted += 1;
        self.by_confidence += usize::from(matches!(model.quantile, Quantile::ConfidenceReliability { .. }));
        self.modes[mode as usize - 1] += 1;
    }
}

fn point_to_point(random: &mut Random, tally: &mut Tally) {
    let (model, terminals, ground_m) = (random.model(), random.terminals(), random.ground_m());
    let length_km = random.any(&LENGTH);
    let last = (ground_m.len() - 1) as f64;
    let distance_km: Vec<f64> = (0..ground_m.len()).map(|index| length_km * index as f64 / last).collect();
    let wooded = random.next().is_multiple_of(2);
    let clutter_m: Vec<f64> =
        ground_m.iter().map(|_| if wooded { random.between(0.0, 30.0) } else { 0.0 }).collect();
    let profile =
        Profile { distance_km: &distance_km, ground_m: &ground_m, clutter_m: &clutter_m, zone: &[] };
    let Ok(warnings) = model.check(&profile, &terminals) else {
        tally.refused += 1;
        return;
    };
    let terms = model.terms(&profile, &terminals);
    assert!(terms.a_db.is_finite(), "{model:?} {terminals:?} {profile:?} {terms:#?}");
    assert_eq!(model.basic_transmission_loss_db(&profile, &terminals), terms.a_db);
    tally.below_the_method += usize::from(warnings.has(&X_0));
    tally.note(&model, terms.mode);
}

fn area(random: &mut Random, tally: &mut Tally) {
    let terminals = random.terminals();
    let area = Area {
        model: random.model(),
        distance_km: random.any(&LENGTH),
        delta_h_m: random.any(&DELTA_H),
        tx_siting: random.one_of(&Siting::ALL),
        rx_siting: random.one_of(&Siting::ALL),
    };
    let warnings = area.check(&terminals).unwrap();
    let terms = area.terms(&terminals);
    assert!(terms.a_db.is_finite(), "{area:?} {terminals:?} {terms:#?}");
    tally.below_the_method += usize::from(warnings.has(&X_0));
    tally.note(&area.model, terms.mode);
}

#[expect(clippy::print_stdout, reason = "whoever runs a million cases wants to see what they were")]
fn run(cases: usize) {
    let mut random = Random(20_240_118);
    let (mut paths, mut areas) = (Tally::default(), Tally::default());
    for _ in 0..cases {
        point_to_point(&mut random, &mut paths);
        area(&mut random, &mut areas);
    }
    println!("point-to-point: {paths:?}\narea: {areas:?}");
    for tally in [paths, areas] {
        assert!(tally.modes.into_iter().all(|count| count > cases / 200), "{tally:?}");
        assert!(tally.accepted > cases / 2 && tally.by_confidence > cases / 5, "{tally:?}");
    }
}

#[test]
fn twenty_thousand_random_cases_have_an_answer() {
    run(20_000);
}

#[test]
#[ignore = "a million cases of each mode, a quarter of a minute"]
fn a_million_random_cases_have_an_answer() {
    run(1_000_000);
}
