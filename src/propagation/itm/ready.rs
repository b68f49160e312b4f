//! The model made ready for one wave: what no path changes is computed once, and a path is followed from its ground to
//! its loss.

use super::super::profile::Terminals;
use super::Itm;
use super::ground::{Impedance, effective_curvature_per_m, surface_refractivity_n_units};
use super::link::{Carrier, Link, Mode};
use super::longley_rice::Reference;
use super::relief::Relief;
use super::terms::{Terms, free_space_db};
use super::terrain::{Geometry, Survey, system_height_m};
use super::variability::{Chance, Variability};

/// A model, the wave and the ground that it meets.
#[derive(Debug, Clone, Copy)]
pub(in crate::propagation) struct Ready {
    n0_n_units: f64,
    carrier: Carrier,
    pub(super) chance: Chance,
}

/// The air over a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::propagation) struct Air {
    /// Height of the system, m above sea level.
    pub h_sys_m: f64,
    /// Surface refractivity N_s, N-units.
    pub n_s_n_units: f64,
    /// Effective radius a_e of the Earth, m.
    pub a_e_m: f64,
}

/// A path and what was found of it.
pub(super) struct Followed {
    h_sys_m: f64,
    link: Link,
    reference: Reference,
    variability: Variability,
}

impl Ready {
    /// For the frequency and polarisation of these terminals; their heights have no say.
    pub fn new(itm: &Itm, terminals: &Terminals) -> Self {
        let z_g = Impedance::of_ground(
            itm.permittivity,
            itm.conductivity_s_per_m,
            terminals.frequency_mhz,
            terminals.polarisation,
        );
        let carrier = Carrier::new(terminals.frequency_mhz, z_g);
        Self { n0_n_units: itm.n0_n_units, carrier, chance: Chance::of(itm, carrier.wavenumber_per_m) }
    }

    /// The effective curvature of the Earth under a path whose system stands so high (m), 1/m.
    pub fn curvature_per_m(&self, h_sys_m: f64) -> f64 {
        effective_curvature_per_m(surface_refractivity_n_units(self.n0_n_units, h_sys_m))
    }

    /// The air over a path whose system stands so high, m.
    pub(super) fn air(&self, h_sys_m: f64) -> Air {
        let n_s_n_units = surface_refractivity_n_units(self.n0_n_units, h_sys_m);
        Air { h_sys_m, n_s_n_units, a_e_m: 1.0 / effective_curvature_per_m(n_s_n_units) }
    }

    /// What some ground shows between antennas so high (m) above its ends.
    pub fn survey(&self, relief: &mut impl Relief, h_m: [f64; 2]) -> (Air, Survey) {
        let air = self.air(system_height_m(relief));
        (air, Survey::of(relief, air.a_e_m, h_m))
    }

    /// The model over some ground.
    pub(super) fn over(&self, relief: &mut impl Relief, h_m: [f64; 2]) -> Followed {
        let (air, survey) = self.survey(relief, h_m);
        self.follow(Mode::PointToPoint, &air, survey.geometry(air.a_e_m))
    }

    /// The model from the geometry of a path on.
    pub(super) fn follow(&self, mode: Mode, air: &Air, geometry: Geometry) -> Followed {
        let link = self.link(mode, air, geometry);
        let reference = Reference::of(&link);
        let variability = Variability::of(&link, &self.chance);
        Followed { h_sys_m: air.h_sys_m, link, reference, variability }
    }

    #[inline(always)]
    pub(super) fn link(&self, mode: Mode, air: &Air, geometry: Geometry) -> Link {
        Link::new(geometry, mode, self.carrier, air.n_s_n_units, air.a_e_m)
    }
}

impl Followed {
    /// Basic transmission loss A, dB.
    pub fn loss_db(&self) -> f64 {
        loss_db(self.h_sys_m, &self.link, self.reference.a_ref_db, &self.variability)
    }

    /// Every intermediate quantity.
    pub fn terms(&self) -> Terms {
        Terms::new(&self.link, self.h_sys_m, &self.reference, &self.variability, self.loss_db())
    }
}

/// Basic transmission loss A, dB; NaN where the height of the system is: the floor of the reference would hide it.
#[inline(always)]
pub(super) fn loss_db(h_sys_m: f64, link: &Link, a_ref_db: f64, variability: &Variability) -> f64 {
    let loss_db = variability.attenuation_db(a_ref_db) + free_space_db(link);
    if h_sys_m.is_nan() { f64::NAN } else { loss_db }
}
