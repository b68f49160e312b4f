//! Fixed microwave links, ITU-R P.530-17 (12/2017): the share of the time in which a link of given margin works.
//!
//! | file | section | what it gives |
//! |---|---|---|
//! | [`fresnel`] | §2.2.1 | radius of the first Fresnel zone, diffraction fading |
//! | [`multipath`] | §2.3.1, §2.3.2 | occurrence and depth of multipath fading in the average worst month |
//! | [`average_year`] | §2.3.4 | the same in the average year |
//! | [`rain`] | §2.4.1 | rain attenuation, from the rain rate by P.838-3 |
//! | [`availability`] | | both together: [`FixedLink::outage`], [`FixedLink::terms`] |
//!
//! The formulas were read in public implementations, `inigodelportillo/ITU-Rpy` (P.530-17), `eeveetza/p530` and
//! `ic-crc/crc-covlib` (both P.530-18, whose sections above are the same but for the occurrence factor p0, which needs
//! maps there). Where they differ, the files say what was taken and why. Equation numbers are left out where the
//! revisions count differently.
//!
//! *Cautious on purpose*: [`FixedLink::outage`] takes the multipath of the average worst month and the rain of the
//! average year, and adds the two. Converting the former to the year would only shrink it. Paths under 5 km, which the
//! recommendation lets go without multipath, have theirs counted too.
//!
//! *Left out*: atmospheric gases (0.2 dB/km at 23 GHz; *unverified*), enhancement, wet snow, selective fading,
//! cross-polarisation, diversity, shorter periods than a month.
//!
//! *Valid for* the ranges of the [`Quantity`]s below, which are those of the rain method; where they have a narrower
//! usual range ([`FREQUENCY`], [`REACH`] and others), it is that of the multipath method, and beyond it there is a
//! warning.

pub mod availability;
pub mod average_year;
pub mod fresnel;
pub mod multipath;
pub mod rain;

pub use availability::{FixedLinkTerms, Outage};
pub use fresnel::first_fresnel_radius_m;
pub use multipath::multipath_outage_percent;
pub use rain::{RAIN_PERCENT, rain_attenuation_exceeded_db, rain_outage_percent};

use super::profile::Polarisation;
use super::quantity::{OutOfRange, Quantity, Warnings};

/// Carrier frequency.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "GHz", (1.0, 100.0)).usually((1.0, 45.0));
/// Path length.
pub static LENGTH: Quantity = Quantity::new("path length", "d", "km", (0.01, 60.0));
/// Frequency times path length, below which layers of air do not fade a link as the multipath law says.
pub static REACH: Quantity =
    Quantity::new("frequency times path length", "f d", "GHz km", (0.0, 6_000.0)).usually((15.0, 6_000.0));
/// Height of either antenna.
pub static ANTENNA_HEIGHT: Quantity =
    Quantity::new("antenna height above sea level", "h", "m", (-500.0, 10_000.0));
/// Refractivity gradient; the usual range is that of the world map of P.453.
pub static REFRACTIVITY_GRADIENT: Quantity =
    Quantity::new("refractivity gradient", "dN1", "N-units/km", (-2_000.0, 200.0)).usually((-1_382.0, -42.0));
/// Terrain roughness; the usual range is that of the world map of P.530-17.
pub static TERRAIN_ROUGHNESS: Quantity =
    Quantity::new("terrain roughness", "sa", "m", (0.0, 5_000.0)).usually((0.0, 1_845.0));
/// Rain rate.
pub static RAIN_RATE: Quantity = Quantity::new("rain rate", "R0.01", "mm/h", (0.0, 250.0));
/// Flat fade margin; a link without any is always out.
pub static FLAT_MARGIN: Quantity = Quantity::new("flat fade margin", "A", "dB", (-1_000.0, 1_000.0));

/// Terrain roughness where nothing better is known, m.
///
/// Rough terrain breaks up the layers that cause multipath, so a low value is the cautious one. The heights of the
/// elevation models of Liguria scatter by 330 to 480 m; 100 m raises the predicted outage by two thirds or more.
pub const TERRAIN_ROUGHNESS_DEFAULT_M: f64 = 100.0;

/// A fixed link in line of sight, as far as fading is concerned.
///
/// # Example
/// ```
/// use divario::propagation::{FixedLink, Polarisation};
/// let link = FixedLink {
///     length_km: 20.0,
///     frequency_ghz: 18.0,
///     polarisation: Polarisation::Vertical,
///     tx_height_amsl_m: 900.0,
///     rx_height_amsl_m: 400.0,
///     dn1_n_units_per_km: -300.0,
///     terrain_roughness_m: 330.0,
///     rain_rate_mm_per_h: 40.0,
///     flat_margin_db: 35.0,
/// };
/// assert!(link.check()?.is_empty());
/// assert_eq!(format!("{:.1}", link.rain_attenuation_db()), "32.6");
/// assert_eq!(format!("{:.4}", link.availability_percent()?), "99.9918");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedLink {
    /// Length d, km ([`LENGTH`]).
    pub length_km: f64,
    /// Carrier frequency f, GHz ([`FREQUENCY`]).
    pub frequency_ghz: f64,
    /// Polarisation.
    pub polarisation: Polarisation,
    /// Height of one antenna above mean sea level, m ([`ANTENNA_HEIGHT`]).
    pub tx_height_amsl_m: f64,
    /// Height of the other antenna above mean sea level, m ([`ANTENNA_HEIGHT`]).
    pub rx_height_amsl_m: f64,
    /// Refractivity gradient dN1 in the lowest 65 m not exceeded for 1 % of an average year, N-units/km
    /// ([`REFRACTIVITY_GRADIENT`]); regional values are in [`super::climate`].
    pub dn1_n_units_per_km: f64,
    /// Roughness sa: standard deviation of the terrain heights in 110 km × 110 km around, m ([`TERRAIN_ROUGHNESS`]);
    /// [`TERRAIN_ROUGHNESS_DEFAULT_M`] where it is not known.
    pub terrain_roughness_m: f64,
    /// Rain rate R0.01 exceeded for 0.01 % of an average year, mm/h ([`RAIN_RATE`]); regional values are in
    /// [`super::climate`].
    pub rain_rate_mm_per_h: f64,
    /// Margin A over the receiver threshold in clear air, dB ([`FLAT_MARGIN`]).
    pub flat_margin_db: f64,
}

impl FixedLink {
    /// Checks the inputs; warnings where the multipath law was not made for them.
    ///
    /// # Errors
    /// [`OutOfRange`] for an input that the methods were not made for.
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        LENGTH.check(self.length_km, &mut warnings)?;
        FREQUENCY.check(self.frequency_ghz, &mut warnings)?;
        REACH.check(self.frequency_ghz * self.length_km, &mut warnings)?;
        ANTENNA_HEIGHT.check(self.tx_height_amsl_m, &mut warnings)?;
        ANTENNA_HEIGHT.check(self.rx_height_amsl_m, &mut warnings)?;
        REFRACTIVITY_GRADIENT.check(self.dn1_n_units_per_km, &mut warnings)?;
        TERRAIN_ROUGHNESS.check(self.terrain_roughness_m, &mut warnings)?;
        RAIN_RATE.check(self.rain_rate_mm_per_h, &mut warnings)?;
        FLAT_MARGIN.check(self.flat_margin_db, &mut warnings)?;
        multipath::OCCURRENCE.check(self.multipath_occurrence_percent(), &mut warnings)?;
        Ok(warnings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link of the mountains behind Genova with 30 dB of margin.
    pub(super) fn link(length_km: f64, frequency_ghz: f64, rain_rate_mm_per_h: f64) -> FixedLink {
        FixedLink {
            length_km,
            frequency_ghz,
            polarisation: Polarisation::Vertical,
            tx_height_amsl_m: 900.0,
            rx_height_amsl_m: 400.0,
            dn1_n_units_per_km: -400.0,
            terrain_roughness_m: TERRAIN_ROUGHNESS_DEFAULT_M,
            rain_rate_mm_per_h,
            flat_margin_db: 30.0,
        }
    }

    #[test]
    fn what_the_method_was_not_made_for_is_refused() {
        let good = link(10.0, 18.0, 40.0);
        for bad in [
            link(0.0, 18.0, 40.0),
            link(61.0, 18.0, 40.0),
            link(10.0, 0.9, 40.0),
            link(10.0, 101.0, 40.0),
            link(10.0, 18.0, -1.0),
            FixedLink { tx_height_amsl_m: f64::NAN, ..good },
            FixedLink { dn1_n_units_per_km: 201.0, ..good },
            FixedLink { terrain_roughness_m: -1.0, ..good },
            FixedLink { flat_margin_db: f64::NAN, ..good },
        ] {
            assert!(bad.outage().is_err(), "{bad:?}");
        }
        assert!(link(60.0, 100.0, 250.0).outage().is_ok());
    }

    #[test]
    fn what_multipath_was_not_made_for_is_told() {
        assert!(link(10.0, 18.0, 40.0).check().unwrap().is_empty());
        assert!(link(10.0, 45.1, 40.0).check().unwrap().has(&FREQUENCY));
        assert!(link(1.0, 14.9, 40.0).check().unwrap().has(&REACH));
        let flat = FixedLink { dn1_n_units_per_km: 0.0, ..link(10.0, 18.0, 40.0) };
        assert!(flat.check().unwrap().has(&REFRACTIVITY_GRADIENT));
    }
}
