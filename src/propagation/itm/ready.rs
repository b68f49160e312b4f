//! The model made ready for one wave: what no path changes is computed once, and a path is followed from its ground to
//! its loss.

use super::super::profile::Terminals;
use super::Itm;
use super::ground::{Impedance, effective_curvature_per_m, surface_refractivity_n_units};
use super::link::{Carrier, Link, Mode};
use super::longley_rice::Reference;
use super::relief::Relief;
use super::terms::{Terms, free_space_db};
use super::terrain::{Geometry, system_height_m};
use super::variability::{Chance, Variability};

/// A model, the wave and the ground that it meets.
#[derive(Debug, Clone, Copy)]
pub(in crate::propagation) struct Ready {
    n0_n_units: f64,
    carrier: Carrier,
    chance: Chance,
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

    /// Basic transmission loss that is not exceeded between antennas so high (m) above the ends of the ground, dB.
    pub fn loss_db(&self, relief: &mut impl Relief, h_m: [f64; 2]) -> f64 {
        self.over(relief, h_m).loss_db()
    }

    /// The effective curvature of the Earth under a path whose system stands so high (m), 1/m.
    pub fn curvature_per_m(&self, h_sys_m: f64) -> f64 {
        effective_curvature_per_m(surface_refractivity_n_units(self.n0_n_units, h_sys_m))
    }

    /// The model over some ground.
    pub(super) fn over(&self, relief: &mut impl Relief, h_m: [f64; 2]) -> Followed {
        let h_sys_m = system_height_m(relief);
        self.follow(Mode::PointToPoint, h_sys_m, |a_e_m| Geometry::over(relief, a_e_m, h_m))
    }

    /// The model from the height of the system on; the geometry depends on the effective radius of the Earth (m).
    pub(super) fn follow(
        &self,
        mode: Mode,
        h_sys_m: f64,
        geometry: impl FnOnce(f64) -> Geometry,
    ) -> Followed {
        let n_s_n_units = surface_refractivity_n_units(self.n0_n_units, h_sys_m);
        let a_e_m = 1.0 / effective_curvature_per_m(n_s_n_units);
        let link = Link::new(geometry(a_e_m), mode, self.carrier, n_s_n_units, a_e_m);
        let reference = Reference::of(&link);
        let variability = Variability::of(&link, &self.chance);
        Followed { h_sys_m, link, reference, variability }
    }
}

impl Followed {
    /// Basic transmission loss A, dB; NaN where the height of the system is.
    pub fn loss_db(&self) -> f64 {
        if self.h_sys_m.is_nan() {
            return f64::NAN; // the floor of the reference would hide it
        }
        self.variability.attenuation_db(self.reference.a_ref_db) + free_space_db(&self.link)
    }

    /// Every intermediate quantity.
    pub fn terms(&self) -> Terms {
        Terms::new(&self.link, self.h_sys_m, &self.reference, &self.variability, self.loss_db())
    }
}
