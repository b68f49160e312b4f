//! A measured antenna: its horizontal and its vertical cut, and what lies between them.
//!
//! Manufacturers publish two cuts, not the sphere. The gain elsewhere is made of both by *horizontal projection
//! interpolation*: the loss of the horizontal cut, corrected by what the vertical cut says of that elevation, ahead and
//! behind in proportion to the azimuth. With φ the azimuth off boresight and θ the elevation,
//!
//! ```text
//! L(φ,θ) = LH(φ) + (1 - |φ|/180°) (LV ahead(θ) - LH(0°)) + |φ|/180° (LV behind(θ) - LH(180°)),  at least 0
//! ```
//!
//! At φ = 0° and 180° this is the vertical cut. On the horizon it is the horizontal cut, as long as the two agree
//! there. Where they do not, the antenna has an electrical tilt, and the horizontal cut was taken at the height of the
//! main lobe, as a cone: the vertical cut decides ahead, and the horizontal cut comes back at the elevation where the
//! vertical one has its loss. A cut taken on the horizon, with the loss of the horizon in it, comes out right as well.
//!
//! Towards the zenith and the nadir the azimuth keeps its say, though there is none: a few decibels of what is lowest
//! anyway.
//!
//! *Source*: Altair WinProp 2021.2, "Horizontal Projection Interpolation (HPI) Algorithm", eq. (1), in gains; the copy
//! that was read had lost the operators of the equation, which follow from its two conditions (both cuts come back,
//! with and without an electrical tilt). That page has the method best for tilted antennas. The literature behind it is
//! *unverified*; the floor of 0 dB is ours: no direction may have more than the gain.

use super::wrapped_deg;

/// Values of a cut: one for each degree.
const DEGREES: usize = 360;

/// An antenna as its two cuts describe it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredPattern {
    gain_dbi: f64,
    horizontal_loss_db: Vec<f64>,
    vertical_loss_db: Vec<f64>,
}

/// A cut that is none.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CutError {
    /// Not one value for each degree.
    #[error("the {cut} cut has {count} values; it needs 360, one for each degree")]
    Count {
        /// Which cut.
        cut: &'static str,
        /// How many values it has.
        count: usize,
    },
    /// A value that is no loss.
    #[error("the {cut} cut has a loss of {loss_db} dB at {angle_deg}°; a loss is a number from 0 up")]
    Loss {
        /// Which cut.
        cut: &'static str,
        /// Where, degrees.
        angle_deg: usize,
        /// What stands there, dB.
        loss_db: f64,
    },
    /// A gain that is no number.
    #[error("the gain is {gain_dbi} dBi; it must be a finite number")]
    Gain {
        /// What it is, dBi.
        gain_dbi: f64,
    },
}

impl MeasuredPattern {
    /// A pattern from its gain, dBi, and the losses below that gain for each degree, dB.
    ///
    /// The horizontal cut runs clockwise from the boresight; the vertical one from the horizon ahead (0) straight down
    /// (90), the horizon behind (180) and straight up (270).
    ///
    /// # Errors
    /// [`CutError`] when a cut has not 360 values, one of them is negative or no number, or the gain is none.
    pub fn new(
        gain_dbi: f64,
        horizontal_loss_db: Vec<f64>,
        vertical_loss_db: Vec<f64>,
    ) -> Result<Self, CutError> {
        if !gain_dbi.is_finite() {
            return Err(CutError::Gain { gain_dbi });
        }
        check_cut("horizontal", &horizontal_loss_db)?;
        check_cut("vertical", &vertical_loss_db)?;
        Ok(Self { gain_dbi, horizontal_loss_db, vertical_loss_db })
    }

    /// What the data sheet calls the gain, dBi.
    #[must_use]
    pub fn peak_gain_dbi(&self) -> f64 {
        self.gain_dbi
    }

    /// Losses of the horizontal cut, dB, clockwise from the boresight, one for each degree.
    #[must_use]
    pub fn horizontal_loss_db(&self) -> &[f64] {
        &self.horizontal_loss_db
    }

    /// Losses of the vertical cut, dB, from the horizon ahead downwards, one for each degree.
    #[must_use]
    pub fn vertical_loss_db(&self) -> &[f64] {
        &self.vertical_loss_db
    }

    /// Gain in a direction, dBi: azimuth off boresight in degrees, clockwise, any value; elevation in degrees,
    /// −90 to 90.
    #[must_use]
    pub fn gain_dbi(&self, azimuth_off_deg: f64, elevation_deg: f64) -> f64 {
        let phi_deg = wrapped_deg(azimuth_off_deg);
        let behind = phi_deg.abs() / 180.0;
        let [front_db, back_db] = [0, 180].map(|angle_deg| self.horizontal_loss_db[angle_deg]);
        let ahead_correction_db = at_angle(&self.vertical_loss_db, -elevation_deg) - front_db;
        let behind_correction_db = at_angle(&self.vertical_loss_db, 180.0 + elevation_deg) - back_db;
        let loss_db = at_angle(&self.horizontal_loss_db, phi_deg)
            + (1.0 - behind) * ahead_correction_db
            + behind * behind_correction_db;
        self.gain_dbi - loss_db.max(0.0)
    }
}

fn check_cut(cut: &'static str, loss_db: &[f64]) -> Result<(), CutError> {
    if loss_db.len() != DEGREES {
        return Err(CutError::Count { cut, count: loss_db.len() });
    }
    match loss_db.iter().position(|loss_db| !(loss_db.is_finite() && *loss_db >= 0.0)) {
        Some(angle_deg) => Err(CutError::Loss { cut, angle_deg, loss_db: loss_db[angle_deg] }),
        None => Ok(()),
    }
}

/// The loss at an angle between −360 and 720 degrees, on the straight line between its neighbours.
fn at_angle(cut_db: &[f64], angle_deg: f64) -> f64 {
    let angle_deg = angle_deg.rem_euclid(360.0);
    let below = (angle_deg as usize).min(DEGREES - 1);
    let beyond = angle_deg - below as f64;
    cut_db[below] + beyond * (cut_db[(below + 1) % DEGREES] - cut_db[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Losses that name their angle: 0 at 0°, 1.8 at 180°, 3.59 at 359°.
    fn ramp_db() -> Vec<f64> {
        (0..DEGREES).map(|angle_deg| angle_deg as f64 / 100.0).collect()
    }

    #[test]
    fn azimuths_count_clockwise_and_the_vertical_cut_downwards() {
        let mut notched = vec![0.0; DEGREES];
        notched[90] = 5.0;
        let horizontal = MeasuredPattern::new(10.0, notched, vec![0.0; DEGREES]).unwrap();
        assert_eq!(horizontal.gain_dbi(90.0, 0.0), 5.0);
        assert_eq!(horizontal.gain_dbi(-90.0, 0.0), 10.0);
        assert_eq!(horizontal.gain_dbi(-270.0, 0.0), 5.0);
        let mut one_sided = vec![20.0; DEGREES];
        one_sided[..90].fill(0.0);
        let vertical = MeasuredPattern::new(10.0, vec![0.0; DEGREES], one_sided).unwrap();
        assert_eq!(vertical.gain_dbi(0.0, -45.0), 10.0);
        assert_eq!(vertical.gain_dbi(0.0, 45.0), -10.0);
        assert_eq!(vertical.gain_dbi(180.0, -45.0), -10.0);
    }

    #[test]
    fn between_degrees_the_loss_runs_straight() {
        assert!((at_angle(&ramp_db(), 12.25) - 0.1225).abs() < 1e-12);
        assert!((at_angle(&ramp_db(), -1.0) - 3.59).abs() < 1e-12);
        assert!((at_angle(&ramp_db(), 359.5) - 3.59 / 2.0).abs() < 1e-12);
        assert!((at_angle(&ramp_db(), 361.0) - 0.01).abs() < 1e-12);
        // the remainder of this rounds to 360 itself
        assert_eq!(at_angle(&ramp_db(), -1e-300), 0.0);
    }

    #[test]
    fn what_is_no_cut_is_refused() {
        let good = || vec![0.0; DEGREES];
        assert_eq!(
            MeasuredPattern::new(0.0, vec![0.0; 359], good()),
            Err(CutError::Count { cut: "horizontal", count: 359 })
        );
        for bad in [-0.1, f64::NAN, f64::INFINITY] {
            let mut cut = good();
            cut[17] = bad;
            let refusal = MeasuredPattern::new(0.0, good(), cut).unwrap_err();
            assert!(refusal.to_string().contains("vertical cut has a loss of"), "{refusal}");
            assert!(refusal.to_string().contains("at 17°"), "{refusal}");
        }
        assert!(MeasuredPattern::new(f64::NAN, good(), good()).is_err());
    }
}
