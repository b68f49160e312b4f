//! The sector antenna of 3GPP: a parabola of decibels in either plane, and floors where real antennas have lobes.
//!
//! *Source*: TR 36.814 table A.2.1.1-2 (horizontal, vertical with electrical tilt, combination), read in
//! `fraunhoferhhi/QuaDRiGa` (`gen_arrayant_3gpp_macro.m`, which names V9.0.0, 2010-03); the same without a tilt,
//! TR 38.901 table 7.3-1, read in `nsnam/ns-3-dev-git` (`src/antenna/model/three-gpp-antenna-model.cc`, which the
//! project documents as v15.0.0). The two agree; the reports themselves are *unverified*.
//!
//! *Valid for* panels with one main lobe. For an antenna that is round in the horizontal plane see [`super::OmniPattern`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wrapped_deg;

/// A sector antenna, as a data sheet describes it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectorPattern {
    /// Gain in the main lobe, dBi.
    #[schemars(range(min = -20.0, max = 50.0))]
    pub gain_dbi: f64,
    /// Width of the main lobe in the horizontal plane between its −3 dB points, degrees.
    #[schemars(range(min = 1.0, max = 360.0))]
    pub horizontal_beamwidth_deg: f64,
    /// Width of the main lobe in the vertical plane between its −3 dB points, degrees.
    #[schemars(range(min = 1.0, max = 180.0))]
    pub vertical_beamwidth_deg: f64,
    /// Loss behind the antenna, and the most there is anywhere (A_m), dB.
    #[schemars(range(min = 0.0, max = 80.0))]
    pub front_to_back_db: f64,
    /// Most loss above and below the main lobe (SLA_v), dB.
    #[schemars(range(min = 0.0, max = 80.0))]
    pub side_lobe_db: f64,
    /// Electrical down-tilt: how far the main lobe lies below the horizon, all round, degrees.
    #[schemars(range(min = -30.0, max = 30.0))]
    pub electrical_tilt_deg: f64,
}

impl SectorPattern {
    /// Gain in a direction, dBi: azimuth off boresight in degrees, clockwise, any value; elevation in degrees.
    ///
    /// The symbols: φ the azimuth off boresight, θ how far the direction lies below the horizon.
    #[must_use]
    pub fn gain_dbi(&self, azimuth_off_deg: f64, elevation_deg: f64) -> f64 {
        let phi_deg = wrapped_deg(azimuth_off_deg);
        let theta_deg = -elevation_deg;
        // A_H(φ) = min(12 (φ / φ3dB)², A_m)
        let horizontal_db =
            (12.0 * (phi_deg / self.horizontal_beamwidth_deg).powi(2)).min(self.front_to_back_db);
        // A_V(θ) = min(12 ((θ − θetilt) / θ3dB)², SLA_v)
        let vertical_db = (12.0
            * ((theta_deg - self.electrical_tilt_deg) / self.vertical_beamwidth_deg).powi(2))
        .min(self.side_lobe_db);
        // A(φ, θ) = min(A_H(φ) + A_V(θ), A_m)
        self.gain_dbi - (horizontal_db + vertical_db).min(self.front_to_back_db)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The antenna of TR 36.814 table A.2.1.1-2, with a gain of 14 dBi.
    const MACRO: SectorPattern = SectorPattern {
        gain_dbi: 14.0,
        horizontal_beamwidth_deg: 70.0,
        vertical_beamwidth_deg: 10.0,
        front_to_back_db: 25.0,
        side_lobe_db: 20.0,
        electrical_tilt_deg: 15.0,
    };

    #[test]
    fn half_a_beamwidth_off_costs_three_decibels() {
        assert_eq!(MACRO.gain_dbi(0.0, -15.0), 14.0);
        assert_eq!(MACRO.gain_dbi(35.0, -15.0), 11.0);
        assert_eq!(MACRO.gain_dbi(-35.0, -15.0), 11.0);
        assert_eq!(MACRO.gain_dbi(0.0, -10.0), 11.0);
        assert_eq!(MACRO.gain_dbi(0.0, -20.0), 11.0);
        assert_eq!(MACRO.gain_dbi(35.0, -10.0), 8.0);
    }

    #[test]
    fn the_floors_hold() {
        // 12 (15/10)² = 27 dB is more than the 20 dB of side lobes
        assert_eq!(MACRO.gain_dbi(0.0, 0.0), 14.0 - 20.0);
        assert_eq!(MACRO.gain_dbi(0.0, 90.0), 14.0 - 20.0);
        // 12 (180/70)² = 79 dB is more than the front-to-back ratio, and nothing adds to that
        assert_eq!(MACRO.gain_dbi(180.0, -15.0), 14.0 - 25.0);
        assert_eq!(MACRO.gain_dbi(180.0, 90.0), 14.0 - 25.0);
    }

    #[test]
    fn an_electrical_tilt_lowers_the_beam_all_round() {
        let ahead_db = MACRO.gain_dbi(0.0, -15.0) - MACRO.gain_dbi(0.0, -11.0);
        let aside_db = MACRO.gain_dbi(60.0, -15.0) - MACRO.gain_dbi(60.0, -11.0);
        assert!((ahead_db - 1.92).abs() < 1e-9, "{ahead_db}");
        assert!((aside_db - ahead_db).abs() < 1e-9, "{aside_db}");
    }

    #[test]
    fn the_element_of_the_report_that_knows_no_tilt() {
        // 65° × 65°, 8 dBi, 30 dB: 12 (90/65)² = 23.006 dB at a right angle
        let element = SectorPattern {
            gain_dbi: 8.0,
            horizontal_beamwidth_deg: 65.0,
            vertical_beamwidth_deg: 65.0,
            front_to_back_db: 30.0,
            side_lobe_db: 30.0,
            electrical_tilt_deg: 0.0,
        };
        assert!((element.gain_dbi(90.0, 0.0) - (8.0 - 23.005_917)).abs() < 1e-6);
        assert!((element.gain_dbi(0.0, -90.0) - (8.0 - 23.005_917)).abs() < 1e-6);
        assert_eq!(element.gain_dbi(90.0, 90.0), 8.0 - 30.0);
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        let text = r#"{"gain_dbi": 8, "horizontal_beamwidth_deg": 65, "vertical_beamwidth_deg": 65,
            "front_to_back_db": 30, "side_lobe_db": 30, "tilt_deg": 0}"#;
        assert!(serde_json::from_str::<SectorPattern>(text).is_err());
        let right = text.replace("\"tilt_deg\"", "\"electrical_tilt_deg\"");
        assert_eq!(serde_json::from_str::<SectorPattern>(&right).unwrap().side_lobe_db, 30.0);
    }
}
