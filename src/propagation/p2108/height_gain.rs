//! P.2108-1 §3.1, the height-gain correction: the median loss of an antenna that stands lower than what surrounds it.
//!
//! ```text
//!    ray  - - - .
//!                 ` .  θ     ______          R   representative clutter height
//!                     ` . | |      |         h   antenna height
//!                         *-|------|- h      ws  street width
//!                  _______|_|______|____
//!                         |ws|
//! ```
//!
//! *The jump of the recommendation*: at h = R the loss among houses and trees is not 0 but J(0) - 6.03 = 0.003 dB.

use super::super::p526::knife_edge_loss_db;
use super::super::quantity::{OutOfRange, Quantity, Warnings};
use super::super::terms::terms;

/// Carrier frequency for which §3.1 was made.
pub static HEIGHT_GAIN_FREQUENCY: Quantity = Quantity::new("frequency", "f", "GHz", (0.03, 3.0));
/// Antenna height above ground; over open ground the loss grows without bound towards 0.
pub static ANTENNA_HEIGHT: Quantity = Quantity::new("antenna height", "h", "m", (0.01, 10_000.0));
/// Representative height of the clutter.
pub static CLUTTER_HEIGHT: Quantity = Quantity::new("clutter height", "R", "m", (0.01, 500.0));
/// Width of the street.
pub static STREET_WIDTH: Quantity = Quantity::new("street width", "ws", "m", (0.1, 1_000.0));

/// Width of the street where it is not known, m; P.2108-1 §3.1.
pub const STREET_WIDTH_DEFAULT_M: f64 = 27.0;

/// Loss of a grazing knife edge, dB, which the path to the top of the clutter already has; P.2108-1 eq. (2a).
const GRAZING_EDGE_DB: f64 = 6.03;

/// What surrounds the antenna, P.2108-1 table 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClutterType {
    /// Water.
    Water,
    /// Open country.
    Open,
    /// Suburbs.
    Suburban,
    /// Town, or trees.
    UrbanOrTrees,
    /// Dense town.
    DenseUrban,
}

impl ClutterType {
    /// Representative height where nothing is known of the place, m; P.2108-1 table 3.
    #[must_use]
    pub fn default_height_m(self) -> f64 {
        match self {
            Self::Water | Self::Open | Self::Suburban => 10.0,
            Self::UrbanOrTrees => 15.0,
            Self::DenseUrban => 20.0,
        }
    }

    /// Whether roofs or crowns stand between the antenna and the ray, so that it bends over an edge.
    fn has_edges(self) -> bool {
        !matches!(self, Self::Water | Self::Open)
    }
}

/// The inputs of §3.1.
///
/// # Example
/// ```
/// use divario::propagation::p2108::{ClutterType, HeightGain};
/// let end = HeightGain::usual(1.5, 2.0, ClutterType::Suburban);
/// end.check()?;
/// assert_eq!(format!("{:.2}", end.loss_db()), "20.45");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeightGain {
    /// Carrier frequency f, GHz ([`HEIGHT_GAIN_FREQUENCY`]).
    pub frequency_ghz: f64,
    /// Height h of the antenna above ground, m ([`ANTENNA_HEIGHT`]).
    pub antenna_height_m: f64,
    /// What surrounds it.
    pub clutter: ClutterType,
    /// Representative height R of the clutter, m ([`CLUTTER_HEIGHT`]).
    pub clutter_height_m: f64,
    /// Street width ws, m ([`STREET_WIDTH`]).
    pub street_width_m: f64,
}

terms! {
    /// The terms of a height-gain correction; those that the case does not need are NaN.
    pub struct HeightGainTerms {
        /// hdif, clutter height over the antenna: R - h, eq. (2d)
        h_dif_m,
        /// θclut, angle from the antenna to the top of the clutter: atan(hdif / ws), eq. (2e)
        theta_clut_deg,
        /// Kh2, decibels of a tenfold height over open ground: 21.8 + 6.2 log10 f, eq. (2f)
        k_h2,
        /// Kν, 0.342 √f, eq. (2g)
        k_nu,
        /// ν, diffraction parameter of the edge: Kν √(hdif θclut), eq. (2c)
        nu,
        /// J(ν), loss of the edge, P.526 eq. (31)
        j_nu_db,
        /// Ah, the loss: J(ν) - 6.03 among edges, eq. (2a); -Kh2 log10(h / R) in the open, eq. (2b); 0 above the clutter
        a_h_db,
    }
}

impl HeightGain {
    /// An antenna where nothing is known of the place but its kind: clutter height and street width of the table.
    #[must_use]
    pub fn usual(frequency_ghz: f64, antenna_height_m: f64, clutter: ClutterType) -> Self {
        Self {
            frequency_ghz,
            antenna_height_m,
            clutter,
            clutter_height_m: clutter.default_height_m(),
            street_width_m: STREET_WIDTH_DEFAULT_M,
        }
    }

    /// Checks the inputs; §3.1 knows no warning.
    ///
    /// # Errors
    /// [`OutOfRange`] where §3.1 does not hold.
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        HEIGHT_GAIN_FREQUENCY.check(self.frequency_ghz, &mut warnings)?;
        ANTENNA_HEIGHT.check(self.antenna_height_m, &mut warnings)?;
        CLUTTER_HEIGHT.check(self.clutter_height_m, &mut warnings)?;
        STREET_WIDTH.check(self.street_width_m, &mut warnings)?;
        Ok(warnings)
    }

    /// Every term of the loss.
    #[must_use]
    pub fn terms(&self) -> HeightGainTerms {
        let h_dif_m = self.clutter_height_m - self.antenna_height_m; // eq. (2d)
        let theta_clut_deg = (h_dif_m / self.street_width_m).atan().to_degrees(); // eq. (2e)
        let k_h2 = 21.8 + 6.2 * self.frequency_ghz.log10(); // eq. (2f)
        let k_nu = 0.342 * self.frequency_ghz.sqrt(); // eq. (2g)
        let mut terms = HeightGainTerms {
            h_dif_m,
            theta_clut_deg,
            k_h2,
            k_nu,
            nu: f64::NAN,
            j_nu_db: f64::NAN,
            a_h_db: 0.0,
        };
        if h_dif_m > 0.0 && self.clutter.has_edges() {
            terms.nu = k_nu * (h_dif_m * theta_clut_deg).sqrt(); // eq. (2c)
            terms.j_nu_db = knife_edge_loss_db(terms.nu);
            terms.a_h_db = terms.j_nu_db - GRAZING_EDGE_DB; // eq. (2a)
        } else if h_dif_m > 0.0 {
            terms.a_h_db = -k_h2 * (self.antenna_height_m / self.clutter_height_m).log10(); // eq. (2b)
        }
        terms
    }

    /// Clutter loss Ah of one end, dB; 0 where the antenna stands above the clutter.
    #[must_use]
    pub fn loss_db(&self) -> f64 {
        self.terms().a_h_db
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KINDS: [ClutterType; 5] = [
        ClutterType::Water,
        ClutterType::Open,
        ClutterType::Suburban,
        ClutterType::UrbanOrTrees,
        ClutterType::DenseUrban,
    ];

    #[test]
    fn open_ground_worked_by_hand() {
        // Kh2 = 21.8 + 6.2 log10 1.5 = 22.891766; log10(2 / 10) = -0.698970
        let loss_db = HeightGain::usual(1.5, 2.0, ClutterType::Water).loss_db();
        assert!((loss_db - 16.000_66).abs() < 1e-5, "{loss_db}");
    }

    #[test]
    fn dense_town_worked_by_hand() {
        // hdif = 18 m, θ = 33.6901°, ν = 0.342 √1.5 √(18 · 33.6901) = 10.31468
        // J = 6.9 + 20 log10(√(10.21468² + 1) + 10.21468) = 33.1256 dB
        let loss_db = HeightGain::usual(1.5, 2.0, ClutterType::DenseUrban).loss_db();
        assert!((loss_db - 27.0956).abs() < 1e-3, "{loss_db}");
    }

    #[test]
    fn above_the_clutter_nothing_is_lost_and_just_below_it_next_to_nothing() {
        for kind in KINDS {
            let at = |antenna_height_m| HeightGain::usual(2.0, antenna_height_m, kind).loss_db();
            assert_eq!(at(kind.default_height_m()), 0.0);
            assert_eq!(at(kind.default_height_m() + 5.0), 0.0);
            let jump_db = at(kind.default_height_m() - 1e-9);
            assert!((0.0..0.003).contains(&jump_db), "{kind:?} {jump_db}");
        }
    }

    #[test]
    fn both_sides_of_every_range() {
        let good = HeightGain::usual(3.0, 2.0, ClutterType::Suburban);
        assert!(good.check().unwrap().is_empty());
        assert!(HeightGain { frequency_ghz: 0.03, ..good }.check().is_ok());
        for bad in [
            HeightGain { frequency_ghz: 0.0299, ..good },
            HeightGain { frequency_ghz: 3.01, ..good },
            HeightGain { antenna_height_m: 0.0, ..good },
            HeightGain { antenna_height_m: -2.0, ..good },
            HeightGain { clutter_height_m: 0.0, ..good },
            HeightGain { street_width_m: f64::NAN, ..good },
        ] {
            assert!(bad.check().is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_higher_antenna_never_loses_more(
            frequency_ghz in 0.03..3.0_f64, low_m in 0.01..30.0_f64, more_m in 0.0..5.0_f64,
            street_width_m in 1.0..100.0_f64, kind in 0_usize..5,
        ) {
            let low = HeightGain { street_width_m, ..HeightGain::usual(frequency_ghz, low_m, KINDS[kind]) };
            let high = HeightGain { antenna_height_m: low_m + more_m, ..low };
            prop_assert!(low.loss_db() >= high.loss_db() && high.loss_db() >= 0.0);
        }
    }
}
