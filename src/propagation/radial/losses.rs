//! From what was found of some receivers to their losses: the closed forms of P.526 and P.1812, the very functions that
//! the plain kernels call, in loops that the compiler turns into vector code for whatever processor runs them.

use multiversion::multiversion;

use super::columns::{Columns, Found, LANES};
use super::edge::Edge;
use crate::propagation::free_space::free_space_loss_db;
use crate::propagation::p526::bullington::loss_at_db;
use crate::propagation::p526::{P526, SmoothSurface, Wave};
use crate::propagation::p1812::carrier::Carrier;
use crate::propagation::p1812::combination::Combination;
use crate::propagation::p1812::geometry::{DuctGeometry, Horizons};
use crate::propagation::p1812::path::{Path, Shape};
use crate::propagation::p1812::{P1812, diffraction};
use crate::propagation::profile::Ray;
use crate::propagation::zones::Stretches;

/// A model with everything that it computes from frequency and transmitter alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fixed<M> {
    pub model: M,
    pub carrier: Carrier,
    pub wave: Wave,
    pub frequency_mhz: f64,
    /// Effective radii of the Earth, km; the second is asked for where `second` is true.
    pub radii_km: [f64; 2],
    pub second: bool,
    /// The least that ducts can vary with time over land, dB, where that is enough for them to have no say on most
    /// paths.
    pub least_time_db: Option<f64>,
    pub tx_ground_m: f64,
    pub tx_antenna_m: f64,
}

impl<M> Fixed<M> {
    #[inline(always)]
    fn ray(&self, one: &Found, radius: usize) -> Ray {
        let bulge_m_per_km2 = 500.0 / self.radii_km[radius];
        Ray { length_km: one.d_km, tx_m: self.tx_antenna_m, rx_m: one.rx_antenna_m, bulge_m_per_km2 }
    }

    /// Bullington's loss and the excess of the spherical Earth, dB, P.1812 eq. (39).
    #[inline(always)]
    fn diffraction_db(&self, one: &Found, radius: usize) -> f64 {
        let (edge, excess_db) = if radius == 0 {
            (Edge { s_tim: one.s_tim, s_rim: one.s_rim, order: one.order }, one.excess_db)
        } else {
            (Edge { s_tim: one.s_tim_2, s_rim: one.s_rim_2, order: one.order_2 }, one.excess_2_db)
        };
        let between_km = [one.first_km, one.last_km];
        let nu = edge.nu(&self.ray(one, radius), self.wave.wavelength_m, between_km);
        loss_at_db(nu, one.d_km) + excess_db
    }
}

impl Fixed<P526> {
    /// Basic transmission loss of one receiver, dB.
    #[inline(always)]
    fn loss_db(&self, one: &Found) -> f64 {
        let rise_km = (one.rx_antenna_m - self.tx_antenna_m) / 1000.0;
        let slant_km = (one.d_km * one.d_km + rise_km * rise_km).sqrt();
        free_space_loss_db(slant_km, self.frequency_mhz) + self.diffraction_db(one, 0)
    }
}

impl Fixed<P1812> {
    /// Horizons, surfaces and zones of one receiver.
    #[inline(always)]
    fn shape<const ZONES: bool>(&self, one: &Found) -> Shape {
        let antennas_m = [self.tx_antenna_m, one.rx_antenna_m];
        let fitted = SmoothSurface { tx_m: one.fitted_tx_m, rx_m: one.fitted_rx_m };
        let surface = fitted.under_ends([self.tx_ground_m, one.rx_ground_m]);
        let zones = Stretches { sea_ratio: one.sea_ratio, land_km: one.land_km, inland_km: one.inland_km };
        let (rises, distances_km) = ([one.rise_t, one.rise_r], [one.dlt_km, one.dlr_km]);
        Shape {
            d_km: one.d_km,
            antennas_m,
            zones: if ZONES { zones } else { Stretches::inland(one.d_km) },
            coast_km: [one.dct_km, one.dcr_km],
            rx_at_sea: ZONES && one.rx_at_sea > 0.0,
            horizons: Horizons::new(false, rises, distances_km, one.d_km, self.radii_km[0]),
            duct: DuctGeometry::new(antennas_m, surface, one.hm_m),
        }
    }

    /// Basic transmission loss of one receiver over land, dB, as it is where ducts have no say, eq. (61); and how far a
    /// floor under ducting lies above diffraction, dB: where it does, they have none.
    #[inline(always)]
    fn loss_but_ducts_db(&self, one: &Found, least_time_db: f64) -> [f64; 2] {
        let path = Path::new(&self.model, &self.carrier, self.shape::<false>(one));
        let mechanisms = path.mechanisms_but_ducts(self.diffraction_losses_db(one, &path));
        let combined = Combination::without_ducts(&mechanisms);
        [path.at_locations_db(&combined), path.ducting().floor_db(least_time_db) - mechanisms.lbd_db]
    }

    /// Diffraction in the median and at p, dB.
    #[inline(always)]
    fn diffraction_losses_db(&self, one: &Found, path: &Path) -> [f64; 2] {
        let ld50_db = self.diffraction_db(one, 0);
        let ldb_db = if self.second { self.diffraction_db(one, 1) } else { ld50_db };
        [ld50_db, diffraction::between(ld50_db, || ldb_db, self.model.time_percent, path.fi())]
    }

    /// Basic transmission loss of one receiver, dB, and how far ducting with this roughness lies above diffraction, dB:
    /// where it does, roughness and ducting have no say, eq. (61).
    #[inline(always)]
    fn loss_db<const ZONES: bool>(&self, one: &Found) -> [f64; 2] {
        let path = Path::new(&self.model, &self.carrier, self.shape::<ZONES>(one));
        let mechanisms = path.mechanisms(self.diffraction_losses_db(one, &path));
        let combined = Combination::of(&mechanisms);
        [path.at_locations_db(&combined), combined.lminbap_db - mechanisms.lbd_db]
    }
}

/// Losses of P.526, dB.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn p526_db(fixed: &Fixed<P526>, columns: &Columns) -> [f64; LANES] {
    let mut losses_db = [0.0; LANES];
    for (lane, loss_db) in losses_db.iter_mut().enumerate() {
        *loss_db = fixed.loss_db(&columns.get(lane));
    }
    losses_db
}

/// Losses of P.1812 and how far ducting lies above diffraction, dB, as fast as can be: a first look, for receivers
/// whose roughness is not known yet.
pub(super) fn p1812_first_db(fixed: &Fixed<P1812>, columns: &Columns, zones: bool) -> [[f64; LANES]; 2] {
    match fixed.least_time_db {
        Some(least_time_db) if !zones => but_ducts_db(fixed, columns, least_time_db),
        _ => p1812_db(fixed, columns, zones),
    }
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn but_ducts_db(fixed: &Fixed<P1812>, columns: &Columns, least_time_db: f64) -> [[f64; LANES]; 2] {
    lanes(|lane| fixed.loss_but_ducts_db(&columns.get(lane), least_time_db))
}

/// Losses of P.1812, dB, and how far ducting lies above diffraction, dB; without zones all is inland.
pub(super) fn p1812_db(fixed: &Fixed<P1812>, columns: &Columns, zones: bool) -> [[f64; LANES]; 2] {
    if zones { with_zones_db(fixed, columns) } else { inland_db(fixed, columns) }
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn with_zones_db(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    lanes(|lane| fixed.loss_db::<true>(&columns.get(lane)))
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn inland_db(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    lanes(|lane| fixed.loss_db::<false>(&columns.get(lane)))
}

#[inline(always)]
fn lanes(one: impl Fn(usize) -> [f64; 2]) -> [[f64; LANES]; 2] {
    let mut found_db = [[0.0; LANES]; 2];
    let [losses_db, above_db] = &mut found_db;
    for (lane, (loss_db, above_db)) in losses_db.iter_mut().zip(above_db).enumerate() {
        [*loss_db, *above_db] = one(lane);
    }
    found_db
}
