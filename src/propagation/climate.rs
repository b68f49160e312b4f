//! Radio climate of Liguria, where nothing was measured: rain rate, refractivity gradient and terrain roughness, which
//! [`super::p530`] takes as inputs.
//!
//! *Source*: ITU-R maps, interpolated at the places named with the public implementation `inigodelportillo/ITU-Rpy`
//! 0.4.0. The maps themselves may not be passed on; these few numbers stand for them:
//! - rain rate R0.01, P.837-7, over one minute, exceeded for 0.01 % of an average year;
//! - refractivity gradient dN1, P.453-13, in the lowest 65 m, not exceeded for 1 % of an average year;
//! - terrain roughness sa, P.530-17, standard deviation of the heights within 110 km × 110 km.
//!
//! The maps are smooth. Cloudbursts on the slopes above the coast exceed them, which [`RAIN_RATE_STRESS_MM_PER_H`] is for.

/// What the maps say of one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RadioClimate {
    /// Name of the place.
    pub place: &'static str,
    /// Province in which it lies.
    pub province: &'static str,
    /// The province's code.
    pub province_code: &'static str,
    /// Longitude, ° east.
    pub lon_deg: f64,
    /// Latitude, ° north.
    pub lat_deg: f64,
    /// Rain rate R0.01, mm/h.
    pub rain_rate_mm_per_h: f64,
    /// Refractivity gradient dN1, N-units/km.
    pub dn1_n_units_per_km: f64,
    /// Terrain roughness sa, m.
    pub terrain_roughness_m: f64,
}

/// Rain rate with which a plan should still hold, mm/h: half as much again as the wettest place of the table.
///
/// An engineer's choice, not a figure of a recommendation.
pub const RAIN_RATE_STRESS_MM_PER_H: f64 = 60.0;

/// The places of Liguria; the first of a province stands for it.
pub const LIGURIA: [RadioClimate; 5] = [
    RadioClimate {
        place: "Genova",
        province: "Genova",
        province_code: "GE",
        lon_deg: 8.93,
        lat_deg: 44.41,
        rain_rate_mm_per_h: 40.2,
        dn1_n_units_per_km: -293.8,
        terrain_roughness_m: 329.0,
    },
    RadioClimate {
        place: "Santo Stefano d'Aveto",
        province: "Genova",
        province_code: "GE",
        lon_deg: 9.45,
        lat_deg: 44.545,
        rain_rate_mm_per_h: 39.1,
        dn1_n_units_per_km: -285.1,
        terrain_roughness_m: 375.0,
    },
    RadioClimate {
        place: "Imperia",
        province: "Imperia",
        province_code: "IM",
        lon_deg: 8.03,
        lat_deg: 43.89,
        rain_rate_mm_per_h: 32.7,
        dn1_n_units_per_km: -339.6,
        terrain_roughness_m: 483.0,
    },
    RadioClimate {
        place: "La Spezia",
        province: "La Spezia",
        province_code: "SP",
        lon_deg: 9.82,
        lat_deg: 44.10,
        rain_rate_mm_per_h: 35.5,
        dn1_n_units_per_km: -347.4,
        terrain_roughness_m: 393.0,
    },
    RadioClimate {
        place: "Savona",
        province: "Savona",
        province_code: "SV",
        lon_deg: 8.48,
        lat_deg: 44.31,
        rain_rate_mm_per_h: 35.2,
        dn1_n_units_per_km: -302.2,
        terrain_roughness_m: 326.0,
    },
];

/// The radio climate of a place, or of a province by its name or code; capitals do not matter.
///
/// # Example
/// ```
/// use divario::propagation::climate::radio_climate;
/// assert_eq!(radio_climate("GE").map(|found| found.rain_rate_mm_per_h), Some(40.2));
/// assert_eq!(radio_climate("la spezia").map(|found| found.province_code), Some("SP"));
/// assert_eq!(radio_climate("Torino"), None);
/// ```
#[must_use]
pub fn radio_climate(place_or_province: &str) -> Option<&'static RadioClimate> {
    let names = |climate: &RadioClimate| [climate.place, climate.province, climate.province_code];
    LIGURIA
        .iter()
        .find(|climate| names(climate).iter().any(|name| name.eq_ignore_ascii_case(place_or_province)))
}

#[cfg(test)]
mod tests {
    use super::super::p530::{RAIN_RATE, REFRACTIVITY_GRADIENT, TERRAIN_ROUGHNESS};
    use super::super::quantity::Warnings;
    use super::*;

    #[test]
    fn every_value_is_a_usual_input_of_p530() {
        for climate in LIGURIA {
            let mut warnings = Warnings::default();
            RAIN_RATE.check(climate.rain_rate_mm_per_h, &mut warnings).unwrap();
            REFRACTIVITY_GRADIENT.check(climate.dn1_n_units_per_km, &mut warnings).unwrap();
            TERRAIN_ROUGHNESS.check(climate.terrain_roughness_m, &mut warnings).unwrap();
            assert!(warnings.is_empty(), "{climate:?}");
        }
    }

    #[test]
    fn a_province_has_the_rain_of_its_wettest_place() {
        for climate in LIGURIA {
            let province = radio_climate(climate.province_code).unwrap();
            assert_eq!(province.province, climate.province);
            assert!(province.rain_rate_mm_per_h >= climate.rain_rate_mm_per_h);
            assert!(RAIN_RATE_STRESS_MM_PER_H > 1.4 * climate.rain_rate_mm_per_h);
        }
        assert_eq!(radio_climate("SANTO STEFANO D'AVETO").unwrap().rain_rate_mm_per_h, 39.1);
    }
}
