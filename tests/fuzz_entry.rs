//! Random valid inputs to the models without a profile: comparison models, clutter, building entry, fixed links. None
//! panics, none gives NaN, and each keeps the promise that its module makes for the whole valid range.

use divario::propagation::cost231_hata::{self, Cost231Hata};
use divario::propagation::ecc33::{self, Ecc33};
use divario::propagation::p530::{self, average_year};
use divario::propagation::p2108::{self, ClutterType, HeightGain, StatisticalClutter};
use divario::propagation::p2109::{self, Building, BuildingEntry};
use divario::propagation::sui::{self, Sui, Terrain};
use divario::propagation::{FixedLink, Polarisation, Quantity};

#[test]
fn twenty_thousand_cases() {
    run(20_000);
}

#[test]
#[ignore = "a million cases of every model take about ten seconds"]
fn a_million_cases() {
    run(1_000_000);
}

fn run(cases: usize) {
    let mut random = Random(0x5eed);
    for _ in 0..cases {
        comparison_models(&mut random);
        clutter(&mut random);
        building_entry(&mut random);
        fixed_link(&mut random);
    }
}

/// The generator splitmix64: the same cases on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A valid value of a quantity, one in sixteen times an end of its range.
    fn of(&mut self, quantity: &Quantity) -> f64 {
        let (least, largest) = quantity.valid;
        match self.next() % 32 {
            0 => least,
            1 => largest,
            _ => {
                let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
                (least + share * (largest - least)).clamp(least, largest)
            }
        }
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[(self.next() % choices.len() as u64) as usize]
    }
}

fn comparison_models(random: &mut Random) {
    let sui = Sui {
        distance_km: random.of(&sui::DISTANCE),
        frequency_mhz: random.of(&sui::FREQUENCY),
        base_height_m: random.of(&sui::BASE_HEIGHT),
        cpe_height_m: random.of(&sui::CPE_HEIGHT),
        terrain: random.one_of(&[Terrain::Hilly, Terrain::Between, Terrain::Flat]),
        shadowing_db: random.of(&sui::SHADOWING),
    };
    assert!(sui.check().is_ok() && sui.loss_db() >= sui.terms().free_space_db, "{sui:?}");
    assert!(sui.terms().rows().all(|term| term.value.is_finite()), "{sui:?}");
    let ecc33 = Ecc33 {
        distance_km: random.of(&ecc33::DISTANCE),
        frequency_mhz: random.of(&ecc33::FREQUENCY),
        base_height_m: random.of(&ecc33::BASE_HEIGHT),
        cpe_height_m: random.of(&ecc33::CPE_HEIGHT),
        city: random.one_of(&[ecc33::City::Medium, ecc33::City::Large]),
    };
    assert!(ecc33.check().is_ok() && ecc33.loss_db() >= ecc33.terms().free_space_db, "{ecc33:?}");
    assert!(ecc33.terms().rows().all(|term| term.value.is_finite()), "{ecc33:?}");
    let hata = Cost231Hata {
        distance_km: random.of(&cost231_hata::DISTANCE),
        frequency_mhz: random.of(&cost231_hata::FREQUENCY),
        base_height_m: random.of(&cost231_hata::BASE_HEIGHT),
        mobile_height_m: random.of(&cost231_hata::MOBILE_HEIGHT),
        city: random.one_of(&[cost231_hata::City::Medium, cost231_hata::City::Metropolitan]),
    };
    assert!(hata.check().is_ok() && hata.loss_db() >= hata.terms().free_space_db, "{hata:?}");
    assert!(hata.terms().rows().all(|term| term.value.is_finite()), "{hata:?}");
}

fn clutter(random: &mut Random) {
    let end = HeightGain {
        frequency_ghz: random.of(&p2108::HEIGHT_GAIN_FREQUENCY),
        antenna_height_m: random.of(&p2108::ANTENNA_HEIGHT),
        clutter: random.one_of(&[
            ClutterType::Water,
            ClutterType::Open,
            ClutterType::Suburban,
            ClutterType::UrbanOrTrees,
            ClutterType::DenseUrban,
        ]),
        clutter_height_m: random.of(&p2108::CLUTTER_HEIGHT),
        street_width_m: random.of(&p2108::STREET_WIDTH),
    };
    // most antennas should stand below the clutter, or little is tried
    let low = HeightGain { antenna_height_m: end.antenna_height_m / 20.0 + 0.01, ..end };
    for end in [end, low] {
        assert!(end.check().is_ok() && end.loss_db() >= 0.0 && end.loss_db().is_finite(), "{end:?}");
    }
    let town = StatisticalClutter {
        frequency_ghz: random.of(&p2108::STATISTICAL_FREQUENCY),
        distance_km: random.of(&p2108::DISTANCE) / random.one_of(&[1.0, 100.0]),
        location_percent: random.of(&p2108::LOCATIONS),
    };
    let town = StatisticalClutter { distance_km: town.distance_km.max(p2108::DISTANCE.valid.0), ..town };
    assert!(town.check().is_ok(), "{town:?}");
    assert!(town.terms().rows().all(|term| term.value.is_finite()), "{town:?}");
}

fn building_entry(random: &mut Random) {
    let entry = BuildingEntry {
        frequency_ghz: random.of(&p2109::FREQUENCY),
        probability_percent: random.of(&p2109::PROBABILITY),
        building: random.one_of(&[Building::Traditional, Building::ThermallyEfficient]),
        elevation_deg: random.of(&p2109::ELEVATION),
    };
    // no loss is below the third component alone, -3 dB
    assert!(entry.check().is_ok() && entry.loss_db() >= -3.0 - 1e-9, "{entry:?}");
    assert!(entry.terms().rows().all(|term| term.value.is_finite()), "{entry:?}");
}

fn fixed_link(random: &mut Random) {
    let link = FixedLink {
        length_km: random.of(&p530::LENGTH),
        frequency_ghz: random.of(&p530::FREQUENCY),
        polarisation: random.one_of(&[Polarisation::Horizontal, Polarisation::Vertical]),
        tx_height_amsl_m: random.of(&p530::ANTENNA_HEIGHT),
        rx_height_amsl_m: random.of(&p530::ANTENNA_HEIGHT),
        dn1_n_units_per_km: random.of(&p530::REFRACTIVITY_GRADIENT),
        terrain_roughness_m: random.of(&p530::TERRAIN_ROUGHNESS),
        rain_rate_mm_per_h: random.of(&p530::RAIN_RATE),
        flat_margin_db: random.of(&p530::FLAT_MARGIN) / random.one_of(&[1.0, 20.0]),
    };
    let availability_percent = link.availability_percent();
    assert!(availability_percent.is_ok_and(|share| (0.0..=100.0).contains(&share)), "{link:?}");
    assert_eq!(availability_percent, Ok(link.terms().availability_percent), "{link:?}");
    let needed = ["q_a_prime", "q_t", "q_a"];
    let whole = |term: divario::propagation::Term| term.value.is_finite() || needed.contains(&term.name);
    assert!(link.terms().rows().all(whole), "{link:?} {:?}", link.terms());
    let latitude_deg = random.of(&average_year::LATITUDE);
    let year = link.multipath_outage_year_percent(latitude_deg);
    assert!(year.is_ok_and(|share| (0.0..=100.0).contains(&share)), "{link:?} {latitude_deg}");
}
