//! A path with everything that its mechanisms share, made once for all of them.
//!
//! [`Shape`] is what the recommendation takes from a profile, whoever walked it: point by point for one path, or along a
//! radial for all its receivers ([`crate::propagation::radial`]).

use super::carrier::Carrier;
use super::climate::Climate;
use super::combination::{Combination, Mechanisms, with_troposcatter_db};
use super::diffraction::interpolation_factor;
use super::ducting::Ducting;
use super::geometry::{DuctGeometry, Horizons};
use super::line_of_sight::LineOfSight;
use super::{P1812, location, troposcatter};
use crate::propagation::elementary::log10;
use crate::propagation::p526::SmoothSurface;
use crate::propagation::profile::{Profile, Terminals};
use crate::propagation::zones::{self, Stretches};

/// What P.1812 takes from a profile besides diffraction.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Length d, km.
    pub d_km: f64,
    /// Antennas above mean sea level hts and hrs, m.
    pub antennas_m: [f64; 2],
    /// Zones along the path.
    pub zones: Stretches,
    /// Distances from the coast d_ct and d_cr, km.
    pub coast_km: [f64; 2],
    /// Whether the receiver lies at sea.
    pub rx_at_sea: bool,
    /// Horizons and angles over the Earth of the median radius.
    pub horizons: Horizons,
    /// Effective heights and roughness for ducting.
    pub duct: DuctGeometry,
}

impl Shape {
    /// Walks a profile, whose smooth surface has been fitted.
    pub fn of(inputs: &P1812, profile: &Profile, terminals: &Terminals, fitted: SmoothSurface) -> Self {
        let antennas_m = profile.antennas_m(terminals);
        let horizons = Horizons::of(profile, terminals, inputs.radii_km()[0]);
        Self {
            d_km: profile.length_km(),
            antennas_m,
            zones: Stretches::of(profile),
            coast_km: coast_km(inputs, profile),
            rx_at_sea: zones::ends_at_sea(profile)[1],
            horizons,
            duct: DuctGeometry::of(profile, antennas_m, fitted, &horizons),
        }
    }
}

/// A path with all that its mechanisms need, but the losses of diffraction.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    /// The inputs of the recommendation.
    inputs: &'a P1812,
    /// Frequency.
    carrier: &'a Carrier,
    /// What the profile comes down to.
    pub shape: Shape,
    /// Zones and refraction.
    pub climate: Climate,
    /// Line-of-sight losses.
    pub sight: LineOfSight,
}

impl<'a> Path<'a> {
    /// All that does not depend on diffraction.
    #[inline(always)]
    pub fn new(inputs: &'a P1812, carrier: &'a Carrier, shape: Shape) -> Self {
        let climate = Climate::over(&shape.zones, inputs.latitude_deg, inputs.delta_n_n_units_per_km);
        let [tx_m, rx_m] = shape.antennas_m;
        let rise_km = (rx_m - tx_m) / 1000.0;
        let sight = LineOfSight::new(
            (shape.d_km * shape.d_km + rise_km * rise_km).sqrt(),
            carrier,
            shape.horizons.dlt_km + shape.horizons.dlr_km,
            [log10(inputs.time_percent), climate.log_beta0],
        );
        Self { inputs, carrier, shape, climate, sight }
    }

    /// Fi, eq. (40).
    #[inline(always)]
    pub fn fi(&self) -> f64 {
        interpolation_factor(self.inputs.time_percent, self.climate.beta0_percent)
    }

    /// The losses of all mechanisms, from those of diffraction in the median and at p, dB.
    #[inline(always)]
    pub fn mechanisms(&self, losses_db: [f64; 2]) -> Mechanisms {
        Mechanisms { lba_db: self.ducting().loss_db(), ..self.mechanisms_but_ducts(losses_db) }
    }

    /// The same without the loss by ducts and layers, which is left open (NaN).
    #[inline(always)]
    pub fn mechanisms_but_ducts(&self, [ld50_db, ldp_db]: [f64; 2]) -> Mechanisms {
        let (p_percent, theta_mrad) = (self.inputs.time_percent, self.shape.horizons.theta_mrad);
        Mechanisms {
            p_percent,
            beta0_percent: self.climate.beta0_percent,
            omega_ratio: self.climate.omega_ratio,
            d_km: self.shape.d_km,
            theta_mrad,
            fi: self.fi(),
            lb0p_db: self.sight.lb0p_db,
            lb0b_db: self.sight.lb0b_db,
            ldp_db,
            lbd50_db: self.sight.lbfs_db + ld50_db, // P.1812 eq. (42)
            lbd_db: self.sight.lb0p_db + ldp_db,    // P.1812 eq. (43)
            lba_db: f64::NAN,
            lbs_db: self.lbs_db(),
        }
    }

    #[inline(always)]
    fn lbs_db(&self) -> f64 {
        troposcatter::troposcatter_loss_db(
            self.shape.d_km,
            self.shape.horizons.theta_mrad,
            self.carrier,
            self.inputs.time_percent,
            self.inputs.n0_n_units,
        )
    }

    /// Lb over land from the loss by diffraction in the median, where ducts have no say, dB.
    ///
    /// There Fi is 0 and no enhancement is left (eq. (9a), (41)), so that Lminb0p, Lbda and Lbam are one, eq. (59) to (62).
    /// The plain kernel takes Fi from the approximated normal distribution, 10⁻⁹ in place of 0, and so differs by
    /// 10⁻⁷ dB at most.
    #[inline(always)]
    pub fn median_but_ducts_db(&self, ld50_db: f64) -> f64 {
        let lbam_db = self.sight.lbfs_db + ld50_db;
        let lbc_db = with_troposcatter_db(lbam_db, self.lbs_db());
        self.at_locations_of_db(self.sight.lbfs_db, lbc_db)
    }

    /// Lb from its losses: location variability, which a receiver at sea has none of, comes last.
    #[inline(always)]
    pub fn at_locations_db(&self, combined: &Combination) -> f64 {
        self.at_locations_of_db(self.sight.lb0p_db, combined.lbc_db)
    }

    #[inline(always)]
    fn at_locations_of_db(&self, lb0p_db: f64, lbc_db: f64) -> f64 {
        let sigma_db = if self.shape.rx_at_sea { 0.0 } else { self.inputs.location_sigma_db };
        let percent = self.inputs.location_percent;
        location::loss_at_locations_db(lb0p_db, lbc_db, percent, sigma_db)
    }

    #[inline(always)]
    pub fn ducting(&self) -> Ducting {
        Ducting {
            d_km: self.shape.d_km,
            carrier: *self.carrier,
            p_percent: self.inputs.time_percent,
            climate: self.climate,
            horizons: self.shape.horizons,
            duct: self.shape.duct,
            antennas_m: self.shape.antennas_m,
            coast_km: self.shape.coast_km,
        }
    }
}

/// d_ct and d_cr: as given, else as the zones say; an end at sea is at the coast.
fn coast_km(inputs: &P1812, profile: &Profile) -> [f64; 2] {
    inputs.coast_km(zones::coast_km(profile), zones::ends_at_sea(profile))
}
