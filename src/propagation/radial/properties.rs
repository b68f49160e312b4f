//! The sweep against the plain kernels, over the same points: every quantity that it finds, and every loss.

use proptest::prelude::*;

use super::columns::{Columns, Found, FoundZones};
use super::edge::{Edge, Edges};
use super::losses::{Fixed, fit};
use super::rays::Rays;
use super::{Answer, Asked, Receiver, Samples, Surface, Sweep, Transmitter};
use super::{moments_of_steps, moments_of_steps_scalar};
use crate::propagation::p526::P526;
use crate::propagation::p526::bullington::loss_at_db;
use crate::propagation::p1812::carrier::Carrier;
use crate::propagation::p1812::geometry::Horizons;
use crate::propagation::p1812::{self, P1812};
use crate::propagation::profile::{Profile, Ray};
use crate::propagation::twins::{assert_twins, with_ties};
use crate::propagation::{Clearance, Model, Polarisation, Terminals, Zone};

/// How far a loss of the sweep may be from the plain kernel's, dB.
const LOSS_DB: f64 = 1e-6;

/// How far any quantity may be, of itself; and for those near 0, of the unit it is measured in.
const RELATIVE: f64 = 1e-9;

/// Places at which receivers are compared along a radial: the last are the longest paths.
const PLACES: usize = 48;

/// A radial and what is asked along it.
#[derive(Debug, Clone)]
pub(super) struct World {
    step_km: f64,
    /// The transmitter's ground, then every sample.
    pub(super) ground_m: Vec<f64>,
    pub(super) clutter_m: Vec<f64>,
    zone: Vec<Zone>,
    clearing_km: f64,
    heights_m: [f64; 2],
    frequency_mhz: f64,
    polarisation: Polarisation,
    time_percent: f64,
    /// How far beyond its last sample each receiver of a place stands, in steps, and its ground over the sample's, m.
    beyond: Vec<(f64, f64)>,
}

/// Numbers that look random, from a seed.
fn noise(seed: u64, index: usize) -> f64 {
    let mixed =
        (seed ^ (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 32)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The kinds of ground.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Fractal,
    Flat,
    Spikes,
    Sea,
    Dome,
}

impl Ground {
    fn height_m(self, seed: u64, count: usize, index: usize) -> f64 {
        let octave = |octave: i32| {
            let waves = f64::from(1 << octave) * 0.7;
            let phase = std::f64::consts::TAU * noise(seed, octave as usize);
            600.0 / waves * (std::f64::consts::TAU * waves * index as f64 / count as f64 + phase).sin()
        };
        match self {
            Self::Fractal => 800.0 + (0..9).map(octave).sum::<f64>() + 4.0 * noise(seed, index),
            Self::Flat => 120.0,
            Self::Spikes if noise(seed, index) > 0.93 => 900.0 * noise(seed + 1, index),
            Self::Spikes => 20.0,
            Self::Sea => (500.0 * (octave(1) / 600.0)).max(0.0),
            Self::Dome => -0.002 * (index as f64 - 0.4 * count as f64).powi(2),
        }
    }
}

/// One receiver behind each sample or several, of which the last is no farther away than the first behind the next sample;
/// at times more of them than a group holds.
fn beyond() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let count = prop_oneof![2 => Just(1_usize), 2 => 2_usize..4, 1 => 4_usize..12];
    let further = count.prop_flat_map(|count| prop::collection::vec((0.0..1.0_f64, -30.0..30.0_f64), count));
    (0.4..1.6_f64, further).prop_map(|(first, mut beyond)| {
        beyond[0].0 = 0.0;
        beyond.sort_by(|a, b| a.0.total_cmp(&b.0));
        beyond.into_iter().map(|(further, over_m)| (first + further, over_m)).collect()
    })
}

pub(super) fn worlds(count: impl Strategy<Value = usize>) -> impl Strategy<Value = World> {
    let kind = prop_oneof![
        4 => Just(Ground::Fractal),
        1 => Just(Ground::Flat),
        1 => Just(Ground::Spikes),
        1 => Just(Ground::Sea),
        1 => Just(Ground::Dome),
    ];
    let place =
        (any::<u64>(), count, kind, 0.01..0.1_f64, prop_oneof![Just(0.0), 0.0..0.4_f64], any::<bool>());
    let percent = prop_oneof![Just(50.0), 1.0..50.0_f64];
    let radio = (1.5..300.0_f64, 1.5..300.0_f64, 100.0..6_000.0_f64, any::<bool>(), percent);
    (place, radio, beyond()).prop_map(|((seed, count, kind, step_km, clearing_km, wooded), radio, beyond)| {
        let (tx_m, rx_m, frequency_mhz, vertical, time_percent) = radio;
        let ground_m: Vec<f64> = (0..count).map(|index| kind.height_m(seed, count, index)).collect();
        let clutter =
            |index: usize| if wooded { (40.0 * noise(seed + 2, index / 7) - 20.0).max(0.0) } else { 0.0 };
        let zone = |height_m: &f64| match *height_m {
            height_m if height_m <= 0.0 => Zone::Sea,
            height_m if height_m <= 100.0 => Zone::CoastalLand,
            _ => Zone::Inland,
        };
        World {
            step_km,
            clutter_m: (0..count).map(clutter).collect(),
            zone: ground_m.iter().map(zone).collect(),
            ground_m,
            clearing_km,
            heights_m: [tx_m, rx_m],
            frequency_mhz,
            polarisation: if vertical { Polarisation::Vertical } else { Polarisation::Horizontal },
            time_percent,
            beyond,
        }
    })
}

/// One receiver's path, as the plain kernels take it.
pub(super) struct Plain {
    distance_km: Vec<f64>,
    pub(super) ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    zone: Vec<Zone>,
}

impl Plain {
    pub(super) fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &self.zone,
        }
    }
}

impl World {
    pub(super) fn terminals(&self) -> Terminals {
        let [tx_height_m, rx_height_m] = self.heights_m;
        let (frequency_mhz, polarisation) = (self.frequency_mhz, self.polarisation);
        Terminals { tx_height_m, rx_height_m, frequency_mhz, polarisation }
    }

    fn p1812(&self) -> P1812 {
        P1812 {
            time_percent: self.time_percent,
            location_percent: 80.0,
            location_sigma_db: 4.0,
            ..P1812::LIGURIA_MEDIAN
        }
    }

    fn asked(&self, model: Option<Model>) -> Asked {
        Asked {
            model,
            clearance_radius_km: Some(8_000.0),
            fresnel: true,
            frequency_mhz: self.frequency_mhz,
            polarisation: self.polarisation,
            clutter: self.clutter_m.iter().any(|clutter_m| *clutter_m > 0.0),
            zones: self.zone.iter().any(|zone| *zone != Zone::Inland),
            clearing_km: self.clearing_km,
        }
    }

    fn transmitter(&self) -> Transmitter {
        let ground_m = self.ground_m[0];
        Transmitter { ground_m, antenna_m: ground_m + self.heights_m[0], zone: self.zone[0] }
    }

    /// Samples after which receivers stand: none, the first few, and then farther and farther apart.
    fn places(&self) -> Vec<usize> {
        let last = self.ground_m.len() - 1;
        let mut places: Vec<usize> =
            (0..PLACES).map(|place| if place < 24 { place } else { last * (place + 1) / PLACES }).collect();
        places.retain(|place| *place <= last);
        places.sort_unstable();
        places.dedup();
        places
    }

    fn receiver(&self, after: usize, (beyond, over_m): (f64, f64)) -> Receiver {
        let ground_m = self.ground_m[after] + over_m;
        Receiver {
            before: after,
            d_km: self.step_km * (after as f64 + beyond),
            ground_m,
            antenna_m: ground_m + self.heights_m[1],
            zone: self.zone[after],
        }
    }

    fn receivers(&self) -> Vec<Receiver> {
        let behind = |after| self.beyond.iter().map(move |beyond| self.receiver(after, *beyond));
        self.places().into_iter().flat_map(behind).collect()
    }

    pub(super) fn plain(&self, receiver: &Receiver) -> Plain {
        let after = receiver.before;
        let until = |values: &[f64], last: f64| [&values[..=after], &[last]].concat();
        let distance_km: Vec<f64> = (0..=after).map(|index| self.step_km * index as f64).collect();
        let distance_km = until(&distance_km, receiver.d_km);
        let mut clutter_m = until(&self.clutter_m, 0.0);
        for (clutter_m, x_km) in clutter_m.iter_mut().zip(&distance_km) {
            if x_km.min(receiver.d_km - x_km) <= self.clearing_km {
                *clutter_m = 0.0;
            }
        }
        clutter_m[0] = 0.0;
        let ground_m = until(&self.ground_m, receiver.ground_m);
        Plain { distance_km, ground_m, clutter_m, zone: [&self.zone[..=after], &[receiver.zone]].concat() }
    }

    /// Distances of the samples, km.
    fn x_km(&self) -> Vec<f64> {
        (1..self.ground_m.len()).map(|index| self.step_km * index as f64).collect()
    }

    fn samples<'a>(&'a self, x_km: &'a [f64]) -> Samples<'a> {
        let (ground_m, clutter_m, zone) = (&self.ground_m[1..], &self.clutter_m[1..], &self.zone[1..]);
        Samples { x_km, ground_m, clutter_m, zone }
    }

    /// Every receiver with its answer, when something else has happened for each before.
    pub(super) fn sweep(
        &self,
        model: Model,
        mut before: impl FnMut(&mut Sweep, &Receiver),
    ) -> Vec<(Answer, Receiver)> {
        let receivers = self.receivers();
        let mut sweep = Sweep::new(&self.asked(Some(model)));
        for receiver in &receivers {
            before(&mut sweep, receiver);
        }
        let columns = receivers.iter().copied().collect();
        let answers = sweep.ask(&self.transmitter(), &self.samples(&self.x_km()), &columns);
        answers.iter().copied().zip(receivers).collect()
    }
}

#[track_caller]
fn assert_same(name: &str, found: f64, expected: f64) {
    let allowed = RELATIVE * expected.abs().max(1.0);
    assert!(found == expected || (found - expected).abs() <= allowed, "{name}: {found} and not {expected}");
}

fn compare_losses(world: &World, model: Model) {
    let answers = world.sweep(model, |_, _| ());
    assert_eq!(answers.len(), world.receivers().len());
    for (answer, receiver) in answers {
        let plain = world.plain(&receiver);
        let loss_db = model.basic_transmission_loss_db(&plain.profile(), &world.terminals());
        let off_db = (answer.loss_db - loss_db).abs();
        assert!(off_db <= LOSS_DB, "{receiver:?}: {} and not {loss_db}", answer.loss_db);
        let clearance = Clearance::of(&plain.profile(), &world.terminals(), 8_000.0);
        assert_same("clearance", answer.clearance_m, clearance.clearance_m);
        assert_same("Fresnel clearance", answer.fresnel_clearance_m, clearance.fresnel_clearance_m);
    }
}

/// Everything that the sweep takes from the profile, and what is made of it, against the terms of the plain kernel.
fn compare_terms(world: &World) {
    let (model, terminals) = (world.p1812(), world.terminals());
    let wave = p1812::wave(&terminals);
    let tx = world.transmitter();
    let fixed = Fixed {
        model,
        carrier: Carrier::of(wave.frequency_ghz),
        wave,
        frequency_mhz: terminals.frequency_mhz,
        radii_km: model.radii_km(),
        second: true,
        least_time_db: f64::NAN,
        tx_ground_m: tx.ground_m,
        tx_antenna_m: tx.antenna_m,
    };
    let Sweep { kept, mut radial, .. } =
        Sweep::new(&world.asked(Some(Model::P1812(P1812 { time_percent: 10.0, ..model }))));
    radial.start(&kept, &tx, &world.samples(&world.x_km()));
    for receiver in world.receivers() {
        let mut rays = Rays::to(tx.antenna_m, &receiver);
        radial.grow(&kept, &mut rays);
        let mut columns = Columns::default();
        radial.find_p1812(&kept, &rays, &mut columns, 0);
        let found = columns.get(0);
        let zones = kept.zones.then(|| radial.found_zones(Some(&model), &receiver));
        let zones = zones.unwrap_or_else(|| FoundZones::inland(receiver.d_km));
        let terms = model.terms(&world.plain(&receiver).profile(), &terminals);
        compare_profile(&found, &zones, &terms);
        let lines = fit(&fixed.level(), &columns);
        let fitted = lines.surface(0);
        assert_same("hst", fitted.tx_m, terms.hst_m);
        assert_same("hsr", fitted.rx_m, terms.hsr_m);
        let surface = radial.under_obstacles(fitted, &receiver);
        assert_same("hstd", surface.tx_m, terms.hstd_m);
        assert_same("hsrd", surface.rx_m, terms.hsrd_m);
        let ducting = fitted.under_ends([tx.ground_m, receiver.ground_m]);
        let horizons_km = [found.dlt_km, found.d_km - found.dlr_km];
        let hm_m = radial.roughness_m(horizons_km, ducting, &receiver);
        assert_same("hm", hm_m, terms.hm_m);
        let edges = [(Surface::First, terms.lbulla50_db), (Surface::Second, terms.lbulla_b_db)];
        for ((surface, expected_db), radius_km) in edges.into_iter().zip(model.radii_km()) {
            let Edges { s_tim, s_rim, order } = radial.edges(&kept, radial.surface(&kept, surface), &rays);
            let edge = Edge { s_tim: s_tim[0], s_rim: s_rim[0], order: order[0] };
            let between_km = [found.first_km, found.last_km];
            assert_same(
                "Lbulla",
                bullington_db(&edge, between_km, &fixed, &receiver, radius_km),
                expected_db,
            );
        }
        let excesses_db = [terms.ldsph50_db - terms.lbulls50_db, terms.ldsph_b_db - terms.lbulls_b_db];
        for (radius, expected_db) in excesses_db.into_iter().enumerate() {
            let excess_db = radial.excess_db(&fixed, radius, &receiver, fitted, zones.sea_ratio);
            assert_same("excess", excess_db, expected_db.max(0.0));
            let clear = lines.slack[radius][0] > 0.0;
            assert!(!clear || excess_db == 0.0, "{excess_db} dB in spite of a clear smooth Earth");
        }
    }
}

fn bullington_db(
    edge: &Edge,
    between_km: [f64; 2],
    fixed: &Fixed<P1812>,
    receiver: &Receiver,
    radius_km: f64,
) -> f64 {
    let (tx_m, rx_m) = (fixed.tx_antenna_m, receiver.antenna_m);
    let ray = Ray { length_km: receiver.d_km, tx_m, rx_m, bulge_m_per_km2: 500.0 / radius_km };
    loss_at_db(edge.nu(&ray, fixed.wave.wavelength_m, between_km), receiver.d_km)
}

fn compare_profile(found: &Found, zones: &FoundZones, terms: &p1812::Terms) {
    let (rises, distances_km) = ([found.rise_t, found.rise_r], [found.dlt_km, found.dlr_km]);
    let horizons = Horizons::new(false, rises, distances_km, found.d_km, terms.ae_km);
    for (name, found, expected) in [
        ("omega", zones.sea_ratio, terms.omega_ratio),
        ("dtm", zones.land_km, terms.dtm_km),
        ("dlm", zones.inland_km, terms.dlm_km),
        ("dct", zones.dct_km, terms.dct_km),
        ("dcr", zones.dcr_km, terms.dcr_km),
        ("theta_t", horizons.theta_t_mrad, terms.theta_t_mrad),
        ("theta_r", horizons.theta_r_mrad, terms.theta_r_mrad),
        ("theta", horizons.theta_mrad, terms.theta_mrad),
        ("dlt", found.dlt_km, terms.dlt_km),
        ("dlr", found.dlr_km, terms.dlr_km),
    ] {
        assert_same(name, found, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn losses_and_clearances_are_those_of_the_plain_kernels(world in worlds(5_usize..400)) {
        compare_losses(&world, Model::P1812(world.p1812()));
        compare_losses(&world, Model::P526(P526 { effective_earth_radius_km: 8_500.0 }));
        compare_losses(&world, Model::FreeSpace);
    }

    #[test]
    fn the_moments_have_a_scalar_twin(heights_m in prop::collection::vec(with_ties(-50.0..900.0), 2..60)) {
        let x_km: Vec<f64> = (1..=heights_m.len()).map(|number| 0.03 * number as f64).collect();
        let mut moments = [(); 2].map(|()| vec![[0.0; 2]; heights_m.len() - 1]);
        moments_of_steps(&x_km, &heights_m, &mut moments[0]);
        moments_of_steps_scalar(&x_km, &heights_m, &mut moments[1]);
        assert_twins(&moments[0], &moments[1]);
    }

    #[test]
    fn every_term_is_that_of_the_plain_kernel(world in worlds(5_usize..400)) {
        compare_terms(&world);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn long_profiles_are_no_exception(world in worlds(400_usize..3_000)) {
        compare_losses(&world, Model::P1812(world.p1812()));
        compare_terms(&world);
    }
}
