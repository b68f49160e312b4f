//! The antenna that serves all around: a pole whose beam is a disc.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An antenna with the same gain in every azimuth, of which gain and vertical beamwidth are known.
///
/// *Source*: the vertical part of the sector antenna of 3GPP TR 36.814, table A.2.1.1-2: 12 · (angle / beamwidth)² decibels
/// below the gain, at most `side_lobe_db`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OmniPattern {
    /// Gain in the disc, dBi.
    #[schemars(range(min = -20.0, max = 20.0))]
    pub gain_dbi: f64,
    /// Vertical width of the disc where it has 3 dB less, degrees.
    #[schemars(range(min = 1.0, max = 180.0))]
    pub vertical_beamwidth_deg: f64,
    /// Most that is lost above and below the disc, dB.
    #[schemars(range(min = 1.0, max = 60.0))]
    pub side_lobe_db: f64,
    /// Electrical down-tilt, degrees: the disc becomes a cone.
    #[schemars(range(min = -30.0, max = 45.0))]
    pub electrical_tilt_deg: f64,
}

impl OmniPattern {
    /// Gain at an elevation (degrees), dBi.
    #[must_use]
    pub fn gain_dbi(&self, elevation_deg: f64) -> f64 {
        let off_ratio = (elevation_deg + self.electrical_tilt_deg) / self.vertical_beamwidth_deg;
        self.gain_dbi - (12.0 * off_ratio * off_ratio).min(self.side_lobe_db)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;
    use super::*;

    const POLE: OmniPattern = OmniPattern {
        gain_dbi: 10.0,
        vertical_beamwidth_deg: 8.0,
        side_lobe_db: 15.0,
        electrical_tilt_deg: 2.0,
    };

    #[test]
    fn half_the_power_is_left_at_the_edge_of_the_disc_and_side_lobes_beyond() {
        assert_eq!(POLE.gain_dbi(-2.0), 10.0);
        assert_eq!([POLE.gain_dbi(2.0), POLE.gain_dbi(-6.0)], [7.0, 7.0]);
        assert_eq!([POLE.gain_dbi(90.0), POLE.gain_dbi(-90.0)], [-5.0, -5.0]);
        let pattern = Pattern::Omni(POLE);
        assert_eq!(pattern.gain_dbi(0.0, 2.0), pattern.gain_dbi(123.0, 2.0));
    }

    #[test]
    fn it_radiates_about_what_it_is_fed() {
        let ratio = Pattern::Omni(POLE).sphere_mean_ratio();
        assert!((0.8..1.2).contains(&ratio), "{ratio}");
    }
}
