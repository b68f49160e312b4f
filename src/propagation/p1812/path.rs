//! A path with everything that its mechanisms share, made once for all of them.

use super::climate::Climate;
use super::combination::Mechanisms;
use super::diffraction::interpolation_factor;
use super::ducting::Ducting;
use super::geometry::{DuctGeometry, Horizons};
use super::line_of_sight::LineOfSight;
use super::{P1812, troposcatter};
use crate::propagation::p526::{DeltaBullington, Form, SmoothSurface, Wave};
use crate::propagation::profile::{Profile, Terminals};
use crate::propagation::zones;

/// Speed of light as the reference implementations print it, after P.2001, m/s.
const SPEED_OF_LIGHT_P2001_M_PER_S: f64 = 2.998e8;

/// A path with all that its mechanisms need.
pub struct Path<'a> {
    /// The inputs of the recommendation.
    inputs: &'a P1812,
    /// Length d, km.
    pub d_km: f64,
    /// Frequency f, GHz.
    pub f_ghz: f64,
    /// Antennas above mean sea level hts and hrs, m.
    pub antennas_m: [f64; 2],
    /// Distances from the coast d_ct and d_cr, km.
    pub coast_km: [f64; 2],
    /// Zones and refraction.
    pub climate: Climate,
    /// Horizons and angles.
    pub horizons: Horizons,
    /// Smooth surface hst and hsr, as fitted.
    pub fitted: SmoothSurface,
    /// Smooth surface for diffraction hstd and hsrd.
    pub surface: SmoothSurface,
    /// Effective heights and roughness for ducting.
    pub duct: DuctGeometry,
    /// Line-of-sight losses.
    pub sight: LineOfSight,
    /// Diffraction, for any radius of the Earth.
    pub diffraction: DeltaBullington<'a>,
}

impl<'a> Path<'a> {
    /// All that does not depend on the losses of diffraction.
    pub fn of(inputs: &'a P1812, profile: &'a Profile<'a>, terminals: &Terminals) -> Self {
        let (d_km, f_ghz) = (profile.length_km(), terminals.frequency_mhz / 1000.0);
        let antennas_m = profile.antennas_m(terminals);
        let climate = Climate::of(profile, inputs.latitude_deg, inputs.delta_n_n_units_per_km);
        let horizons = Horizons::of(profile, terminals, climate.ae_km);
        let fitted = SmoothSurface::fitted(profile);
        let surface = fitted.under_obstacles(profile, antennas_m);
        let wave = Wave {
            frequency_ghz: f_ghz,
            wavelength_m: SPEED_OF_LIGHT_P2001_M_PER_S / (f_ghz * 1e9),
            polarisation: terminals.polarisation,
            form: Form::Practical,
        };
        Self {
            inputs,
            d_km,
            f_ghz,
            antennas_m,
            coast_km: coast_km(inputs, profile),
            climate,
            horizons,
            fitted,
            surface,
            duct: DuctGeometry::of(profile, antennas_m, fitted, &horizons),
            sight: LineOfSight::new(
                profile.slant_km(terminals),
                f_ghz,
                horizons.dlt_km + horizons.dlr_km,
                inputs.time_percent,
                climate.beta0_percent,
            ),
            diffraction: DeltaBullington::new(profile, antennas_m, surface, climate.omega_ratio, wave),
        }
    }

    /// Fi, eq. (40).
    pub fn fi(&self) -> f64 {
        interpolation_factor(self.inputs.time_percent, self.climate.beta0_percent)
    }

    /// The radii of the Earth at the median and at β0, km.
    pub fn radii_km(&self) -> [f64; 2] {
        [self.climate.ae_km, self.climate.ab_km]
    }

    /// The losses of all mechanisms, from those of diffraction, dB.
    pub fn mechanisms(&self, [ld50_db, ldp_db]: [f64; 2]) -> Mechanisms {
        let (p_percent, theta_mrad) = (self.inputs.time_percent, self.horizons.theta_mrad);
        Mechanisms {
            p_percent,
            beta0_percent: self.climate.beta0_percent,
            omega_ratio: self.climate.omega_ratio,
            d_km: self.d_km,
            theta_mrad,
            fi: self.fi(),
            lb0p_db: self.sight.lb0p_db,
            lb0b_db: self.sight.lb0b_db,
            ldp_db,
            lbd50_db: self.sight.lbfs_db + ld50_db, // P.1812 eq. (42)
            lbd_db: self.sight.lb0p_db + ldp_db,    // P.1812 eq. (43)
            lba_db: self.ducting().loss_db(),
            lbs_db: troposcatter::troposcatter_loss_db(
                self.d_km,
                theta_mrad,
                self.f_ghz,
                p_percent,
                self.inputs.n0_n_units,
            ),
        }
    }

    fn ducting(&self) -> Ducting {
        Ducting {
            d_km: self.d_km,
            f_ghz: self.f_ghz,
            p_percent: self.inputs.time_percent,
            climate: self.climate,
            horizons: self.horizons,
            duct: self.duct,
            antennas_m: self.antennas_m,
            coast_km: self.coast_km,
        }
    }
}

/// d_ct and d_cr: as given, else as the zones say; an end at sea is at the coast.
fn coast_km(inputs: &P1812, profile: &Profile) -> [f64; 2] {
    let [tx_km, rx_km] = inputs.coast_distance_km.unwrap_or_else(|| zones::coast_km(profile));
    let [tx_at_sea, rx_at_sea] = zones::ends_at_sea(profile);
    [if tx_at_sea { 0.0 } else { tx_km }, if rx_at_sea { 0.0 } else { rx_km }]
}
