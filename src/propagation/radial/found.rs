//! What one receiver finds along its radial.

use super::columns::Found;
use super::edge::Edge;
use super::losses::Fixed;
use super::{Kept, Radial, Receiver, Surface};
use crate::propagation::p526::bullington::loss_over_db;
use crate::propagation::p526::{P526, SmoothSurface, SphericalEarth};
use crate::propagation::p1812::P1812;
use crate::propagation::profile::{Profile, Ray, level};

/// Radius of the clearance at which diffraction over a smooth Earth ends, in units of √(d1 d2 λ / d), P.1812 eq. (25).
const CLEAR_FACTOR: f64 = 17.456;

impl Radial {
    /// What P.526 wants to know.
    #[inline]
    pub(super) fn found_p526(&mut self, kept: &Kept, fixed: &Fixed<P526>, receiver: &Receiver) -> Found {
        let (zones, ..) = self.zones(kept, receiver);
        let excess_db = self.excess_db(fixed, 0, receiver, self.fitted(receiver), zones.sea_ratio);
        let edge = self.edge(self.surface(kept, Surface::First), receiver.d_km, receiver.antenna_m);
        Found { excess_db, ..self.found_edge(&edge, receiver) }
    }

    /// What P.1812 wants to know, but for the roughness between the two samples that are the horizons.
    #[inline]
    pub(super) fn found_p1812(
        &mut self,
        kept: &Kept,
        fixed: &Fixed<P1812>,
        receiver: &Receiver,
    ) -> (Found, Option<[usize; 2]>) {
        let (sight, edge) = self.horizons(receiver);
        let edge = if kept.clutter {
            self.edge(self.surface(kept, Surface::First), receiver.d_km, receiver.antenna_m)
        } else {
            edge
        };
        let fitted = self.fitted(receiver);
        let (zones, by_zones_km, at_sea) = self.zones(kept, receiver);
        let [dct_km, dcr_km] = fixed.model.coast_km(by_zones_km, at_sea);
        let mut found = Found {
            excess_db: self.excess_db(fixed, 0, receiver, fitted, zones.sea_ratio),
            rise_t: sight.rises[0],
            rise_r: sight.rises[1],
            dlt_km: sight.distances_km[0],
            dlr_km: sight.distances_km[1],
            fitted_tx_m: fitted.tx_m,
            fitted_rx_m: fitted.rx_m,
            sea_ratio: zones.sea_ratio,
            land_km: zones.land_km,
            inland_km: zones.inland_km,
            dct_km,
            dcr_km,
            rx_at_sea: f64::from(u8::from(at_sea[1])),
            ..self.found_edge(&edge, receiver)
        };
        if fixed.second {
            let edge = self.edge(self.surface(kept, Surface::Second), receiver.d_km, receiver.antenna_m);
            (found.s_tim_2, found.s_rim_2, found.order_2) = (edge.s_tim, edge.s_rim, edge.order);
            found.excess_2_db = self.excess_db(fixed, 1, receiver, fitted, zones.sea_ratio);
        }
        (found, sight.points)
    }

    #[inline]
    fn found_edge(&self, edge: &Edge, receiver: &Receiver) -> Found {
        let [first_km, last_km] = self.between_km(receiver.d_km);
        Found {
            d_km: receiver.d_km,
            rx_ground_m: receiver.ground_m,
            rx_antenna_m: receiver.antenna_m,
            first_km,
            last_km,
            s_tim: edge.s_tim,
            s_rim: edge.s_rim,
            order: edge.order,
            ..Found::default()
        }
    }

    /// What the spherical Earth costs more than Bullington's edge over the smooth surface, dB, eq. (39).
    ///
    /// It costs nothing where the ray clears the smooth surface by [`CLEAR_FACTOR`] √(d1 d2 λ / d) everywhere. With
    /// w = d1 / d and the antennas at hte and hre over the surface, the ray's height over it is
    /// `hte (1 − w) + hre w − C d² w (1 − w) ≥ √(w (1 − w)) (2 √(hte hre) − C d² / 2)`, so that
    /// `2 √(hte hre) > 17.456 √(d λ) + C d² / 2` is enough. Obstacles lower the surface: without them the antennas stand no
    /// higher, and the test holds all the more.
    #[inline]
    pub(super) fn excess_db<M>(
        &mut self,
        fixed: &Fixed<M>,
        radius: usize,
        receiver: &Receiver,
        fitted: SmoothSurface,
        sea_ratio: f64,
    ) -> f64 {
        let (d, radius_km) = (receiver.d_km, fixed.radii_km[radius]);
        let antennas_m = [self.tx_antenna_m, receiver.antenna_m];
        let [hte, hre] = fitted.under_ends([self.tx_ground_m, receiver.ground_m]).height_of(antennas_m);
        let asked = CLEAR_FACTOR * (d * fixed.wave.wavelength_m).sqrt() + 250.0 * d * d / radius_km;
        if 2.0 * (hte * hre).sqrt() > asked * (1.0 + 1e-9) {
            return 0.0;
        }
        let heights_m = self.under_obstacles(fitted, receiver).height_of(antennas_m);
        let earth =
            SphericalEarth { length_km: d, tx_height_m: heights_m[0], rx_height_m: heights_m[1], sea_ratio };
        let ldsph_db = earth.loss_db(&fixed.wave, radius_km);
        if ldsph_db <= 0.0 {
            return 0.0;
        }
        let [tx_m, rx_m] = heights_m;
        let ray = Ray { length_km: d, tx_m, rx_m, bulge_m_per_km2: 500.0 / radius_km };
        (ldsph_db - self.over_level_db(&ray, fixed.wave.wavelength_m)).max(0.0)
    }

    /// Bullington's loss over a surface without height, dB: rare, and looked at sample by sample.
    fn over_level_db(&self, ray: &Ray, wavelength_m: f64) -> f64 {
        let distance_km: Vec<f64> = std::iter::once(0.0)
            .chain(self.x_km[..self.taken].iter().copied())
            .chain([ray.length_km])
            .collect();
        let zeros = vec![0.0; distance_km.len()];
        let profile = Profile { distance_km: &distance_km, ground_m: &zeros, clutter_m: &zeros, zone: &[] };
        loss_over_db(&profile, level, ray, wavelength_m)
    }
}
