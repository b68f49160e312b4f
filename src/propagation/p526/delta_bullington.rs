//! The complete "delta-Bullington" method, ITU-R P.526-15 §4.5.2, P.1812 §4.3.4: Bullington over the terrain, corrected
//! by what a smooth Earth costs more than Bullington finds for it.
//!
//! ```text
//!  Ld = Lbulla            + max(Ldsph - Lbulls, 0)
//!       real terrain            the smooth surface under it: spherical Earth less Bullington
//! ```
//!
//! P.526 and P.1812 both call what is in this file; there is no second one.

use super::Wave;
use super::bullington::loss_over_db;
use super::smooth_surface::SmoothSurface;
use super::spherical::SphericalEarth;
use crate::propagation::profile::{Profile, Ray, level, topped};

/// A path made ready for the method: all that does not depend on the radius of the Earth.
#[derive(Debug, Clone, Copy)]
pub struct DeltaBullington<'a> {
    profile: &'a Profile<'a>,
    wave: Wave,
    sea_ratio: f64,
    antennas_m: [f64; 2],
    smooth_antennas_m: [f64; 2],
}

/// The loss over an Earth of one radius, in its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiffractionLoss {
    /// Bullington loss over the actual, clutter-topped terrain `Lbulla`, dB.
    pub lbulla_db: f64,
    /// Bullington loss over the smooth surface `Lbulls`, dB.
    pub lbulls_db: f64,
    /// Spherical-Earth loss over the smooth surface `Ldsph`, dB.
    pub ldsph_db: f64,
    /// Diffraction loss `Ld`, dB.
    pub ld_db: f64,
}

impl<'a> DeltaBullington<'a> {
    /// The method for a path between two antennas (m above mean sea level) over its smooth surface for diffraction.
    #[must_use]
    pub fn new(
        profile: &'a Profile<'a>,
        antennas_m: [f64; 2],
        surface: SmoothSurface,
        sea_ratio: f64,
        wave: Wave,
    ) -> Self {
        Self { profile, wave, sea_ratio, antennas_m, smooth_antennas_m: surface.height_of(antennas_m) }
    }

    /// Heights of the antennas above the smooth surface, m: P.1812 eq. (37), (38).
    #[must_use]
    pub fn smooth_antennas_m(&self) -> [f64; 2] {
        self.smooth_antennas_m
    }

    /// The loss over an Earth of this effective radius (km), in its parts.
    #[must_use]
    pub fn parts(&self, effective_earth_radius_km: f64) -> DiffractionLoss {
        let lbulla_db = self.actual_db(effective_earth_radius_km);
        let ldsph_db = self.spherical_db(effective_earth_radius_km);
        let lbulls_db = self.smooth_db(effective_earth_radius_km);
        let ld_db = lbulla_db + (ldsph_db - lbulls_db).max(0.0); // P.1812 eq. (39)
        DiffractionLoss { lbulla_db, lbulls_db, ldsph_db, ld_db }
    }

    /// The loss alone, dB.
    ///
    /// Mountain paths mostly clear their smooth surface, so that the spherical Earth costs nothing; Bullington over that
    /// surface costs at least that, and need not be asked.
    #[must_use]
    pub fn loss_db(&self, effective_earth_radius_km: f64) -> f64 {
        let ldsph_db = self.spherical_db(effective_earth_radius_km);
        let more_db = if ldsph_db > 0.0 { ldsph_db - self.smooth_db(effective_earth_radius_km) } else { 0.0 };
        self.actual_db(effective_earth_radius_km) + more_db.max(0.0) // P.1812 eq. (39)
    }

    fn actual_db(&self, radius_km: f64) -> f64 {
        let ray = self.ray(self.antennas_m, radius_km);
        loss_over_db(self.profile, topped, &ray, self.wave.wavelength_m)
    }

    fn smooth_db(&self, radius_km: f64) -> f64 {
        let ray = self.ray(self.smooth_antennas_m, radius_km);
        loss_over_db(self.profile, level, &ray, self.wave.wavelength_m)
    }

    fn spherical_db(&self, radius_km: f64) -> f64 {
        let [tx_height_m, rx_height_m] = self.smooth_antennas_m;
        let length_km = self.profile.length_km();
        let earth = SphericalEarth { length_km, tx_height_m, rx_height_m, sea_ratio: self.sea_ratio };
        earth.loss_db(&self.wave, radius_km)
    }

    fn ray(&self, [tx_m, rx_m]: [f64; 2], radius_km: f64) -> Ray {
        Ray { length_km: self.profile.length_km(), tx_m, rx_m, bulge_m_per_km2: 500.0 / radius_km }
    }
}
