//! P.1812 on invented terrain: every quantity that the public reference program logged, and a great many random paths that
//! must come out as numbers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "validation/deviations.rs"]
mod deviations;
#[path = "validation/p1812_cases.rs"]
mod p1812_cases;
#[path = "validation/p1812_tables.rs"]
mod p1812_tables;
#[path = "shared/random.rs"]
mod random;
#[path = "validation/table.rs"]
#[expect(dead_code, reason = "the published cases ask more of a table")]
mod table;

use std::path::Path;

use divario::propagation::p1812::{ANTENNA_HEIGHT, FREQUENCY, LENGTH, P1812};
use divario::propagation::{P526, Polarisation, Profile, Quantity, Terminals, Zone};

use p1812_cases::Comparison;
use random::Random;

#[test]
fn every_logged_quantity_on_invented_terrain() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut comparison = Comparison::new([
        "P.1812 golden, Lb",
        "P.1812 golden, every logged loss",
        "P.1812 golden, every other quantity",
    ]);
    let [profiles, clutter, cases] =
        ["frac_profiles.csv", "frac_clutter.csv", "p1812-8_frac.csv"].map(|name| folder.join(name));
    p1812_tables::compare(&profiles, &clutter, &cases, &mut comparison);
    comparison.settle();
}

#[test]
fn twenty_thousand_random_paths_come_out_as_numbers() {
    random_paths(20_000);
}

#[test]
#[ignore = "a million paths take seven seconds; the twenty thousand beside it always run"]
fn a_million_random_paths_come_out_as_numbers() {
    random_paths(1_000_000);
}

/// Random valid inputs through both models: no panic, no NaN, nothing infinite, and never below the floor.
fn random_paths(count: usize) {
    let mut random = Random::new(1812);
    let mut ground = Terrain::default();
    for case in 0..count {
        ground.draw(&mut random);
        let (profile, terminals, model) = (ground.profile(), terminals(&mut random), inputs(&mut random));
        model.check(&profile, &terminals).unwrap_or_else(|error| panic!("case {case}: {error}"));
        let terms = model.terms(&profile, &terminals);
        if let Some(odd) = terms.rows().find(|row| !row.value.is_finite()) {
            panic!("case {case}: {} is {}\n{model:?}\n{terminals:?}\n{profile:?}", odd.name, odd.value);
        }
        let alone_db = model.basic_transmission_loss_db(&profile, &terminals);
        assert_eq!(alone_db.to_bits(), terms.lb_db.to_bits(), "case {case}");
        let p526 = P526 { effective_earth_radius_km: random.between(1_900.0, 1e6) };
        p526.check(&profile, &terminals).unwrap_or_else(|error| panic!("case {case}: {error}"));
        let terms = p526.terms(&profile, &terminals);
        assert!(terms.rows().all(|row| row.value.is_finite()), "case {case}: {terms:?}");
        assert!(terms.ld_db >= terms.lbulla_db && terms.lbulla_db >= 0.0, "case {case}: {terms:?}");
    }
}

/// Buffers of a random profile.
#[derive(Default)]
struct Terrain {
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    zone: Vec<Zone>,
}

impl Terrain {
    /// From 3 to 60 points and now and then 1500, over 1 m to 3000 km, flat, hilly or absurdly steep, with zones or
    /// without.
    fn draw(&mut self, random: &mut Random) {
        let most = [58, 1_498][usize::from(random.below(50) == 0)];
        let count = 3 + random.below(most);
        let length_km = anywhere(random, &LENGTH);
        let relief_m = [0.0, 10.0, 1_000.0, 8_000.0][random.below(4)];
        let woods_m = [0.0, 30.0][random.below(2)];
        let zones = [Zone::Inland, Zone::CoastalLand, Zone::Sea];
        let share = random.between(0.0, 1.0);
        self.distance_km.clear();
        self.distance_km.extend((0..count).scan(0.0, |along, _| {
            let here = *along;
            *along += random.between(0.1, 1.0);
            Some(here)
        }));
        let scale = length_km / self.distance_km[count - 1];
        self.distance_km.iter_mut().for_each(|distance_km| *distance_km *= scale);
        self.distance_km[count - 1] = length_km;
        self.ground_m.clear();
        self.ground_m.extend((0..count).map(|_| random.between(-0.05, 1.0) * relief_m));
        self.clutter_m.clear();
        self.clutter_m.extend((0..count).map(|_| random.between(0.0, 1.0) * woods_m));
        self.zone.clear();
        if random.below(2) == 0 {
            let zone = |_| if random.between(0.0, 1.0) < share { Zone::Sea } else { zones[random.below(3)] };
            self.zone.extend((0..count).map(zone));
        }
    }

    fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &self.zone,
        }
    }
}

/// Evenly over the orders of magnitude, and now and then right on a bound of what is valid or usual.
fn anywhere(random: &mut Random, quantity: &Quantity) -> f64 {
    let (least, largest) = quantity.valid;
    match random.below(30) {
        0 => least,
        1 => largest,
        2 => quantity.usual.0,
        _ => (least * (largest / least).powf(random.between(0.0, 1.0))).clamp(least, largest),
    }
}

fn terminals(random: &mut Random) -> Terminals {
    Terminals {
        tx_height_m: anywhere(random, &ANTENNA_HEIGHT),
        rx_height_m: anywhere(random, &ANTENNA_HEIGHT),
        frequency_mhz: anywhere(random, &FREQUENCY),
        polarisation: [Polarisation::Horizontal, Polarisation::Vertical][random.below(2)],
    }
}

fn inputs(random: &mut Random) -> P1812 {
    P1812 {
        time_percent: [50.0, 1.0, random.between(1.0, 50.0)][random.below(3)],
        location_percent: [1.0, 50.0, 99.0, random.between(1.0, 99.0)][random.below(4)],
        location_sigma_db: random.between(0.0, 20.0),
        delta_n_n_units_per_km: random.between(1.0, 150.0),
        n0_n_units: random.between(200.0, 500.0),
        latitude_deg: random.between(-90.0, 90.0),
        coast_distance_km: [None, Some([0.0, 3.0]), Some([500.0, 500.0])][random.below(3)],
    }
}
