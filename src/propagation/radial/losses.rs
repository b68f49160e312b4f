//! From what was found of some receivers to their losses: the closed forms of P.526 and P.1812, the very functions that
//! the plain kernels call, in loops that the compiler turns into vector code for whatever processor runs them.

use multiversion::multiversion;

use super::Transmitter;
use super::columns::{Columns, Found, FoundZones, LANES, ZoneColumns};
use super::edge::Edge;
use super::level::Level;
use crate::propagation::free_space::free_space_loss_db;
use crate::propagation::p526::bullington::loss_at_db;
use crate::propagation::p526::smooth_surface::moments_of_step;
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
    /// The least that the loss by ducts can vary with time over land, dB.
    pub least_time_db: f64,
    pub tx_ground_m: f64,
    pub tx_antenna_m: f64,
}

impl<M> Fixed<M> {
    /// Another transmitter.
    pub fn start(&mut self, tx: &Transmitter) {
        (self.tx_ground_m, self.tx_antenna_m) = (tx.ground_m, tx.antenna_m);
    }

    /// What the smooth surface is measured against.
    pub fn level(&self) -> Level {
        let Self { tx_ground_m, tx_antenna_m, radii_km, .. } = *self;
        Level { tx_ground_m, tx_antenna_m, radii_km, wavelength_m: self.wave.wavelength_m }
    }

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

impl Found {
    /// The line of least squares under the path.
    #[inline(always)]
    fn fitted(&self) -> SmoothSurface {
        let [v1, v2] = moments_of_step(self.last_km, self.d_km, self.last_ground_m, self.rx_ground_m);
        SmoothSurface::of_moments([self.v1 + v1, self.v2 + v2], self.d_km)
    }
}

/// The smooth surfaces of some receivers, before obstacles lower them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fitted {
    /// At the transmitter, m above mean sea level.
    pub tx_m: [f64; LANES],
    /// At the receiver, m above mean sea level.
    pub rx_m: [f64; LANES],
    /// Positive where the spherical Earth of a radius costs nothing, m.
    pub slack: [[f64; LANES]; 2],
}

impl Fitted {
    /// The fitted surface under one receiver's path.
    #[inline]
    pub fn surface(&self, lane: usize) -> SmoothSurface {
        SmoothSurface { tx_m: self.tx_m[lane], rx_m: self.rx_m[lane] }
    }
}

/// Fits the smooth surfaces.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn fit(level: &Level, columns: &Columns) -> Fitted {
    fit_scalar(level, columns)
}

#[inline(always)]
fn fit_scalar(level: &Level, columns: &Columns) -> Fitted {
    let mut found = Fitted { tx_m: [0.0; LANES], rx_m: [0.0; LANES], slack: [[0.0; LANES]; 2] };
    for lane in 0..LANES {
        let one = columns.get(lane);
        let fitted = one.fitted();
        (found.tx_m[lane], found.rx_m[lane]) = (fitted.tx_m, fitted.rx_m);
        found.slack[0][lane] = level.slack(&one, fitted, level.radii_km[0]);
        found.slack[1][lane] = level.slack(&one, fitted, level.radii_km[1]);
    }
    found
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
    fn shape(&self, one: &Found, zones: &FoundZones) -> Shape {
        let antennas_m = [self.tx_antenna_m, one.rx_antenna_m];
        let surface = one.fitted().under_ends([self.tx_ground_m, one.rx_ground_m]);
        let (rises, distances_km) = ([one.rise_t, one.rise_r], [one.dlt_km, one.dlr_km]);
        let FoundZones { sea_ratio, land_km, inland_km, dct_km, dcr_km, rx_at_sea } = *zones;
        Shape {
            d_km: one.d_km,
            antennas_m,
            zones: Stretches { sea_ratio, land_km, inland_km },
            coast_km: [dct_km, dcr_km],
            rx_at_sea: rx_at_sea > 0.0,
            horizons: Horizons::new(false, rises, distances_km, one.d_km, self.radii_km[0]),
            duct: DuctGeometry::new(antennas_m, surface, one.hm_m),
        }
    }

    /// Basic transmission loss of one receiver over land, dB, as it is where ducts have no say, eq. (61); and how far a
    /// floor under ducting lies above diffraction, dB: where it does, they have none.
    #[inline(always)]
    fn loss_but_ducts_db(&self, one: &Found) -> [f64; 2] {
        let path = Path::new(&self.model, &self.carrier, self.shape(one, &FoundZones::inland(one.d_km)));
        let mechanisms = path.mechanisms_but_ducts(self.diffraction_losses_db(one, &path));
        let combined = Combination::without_ducts(&mechanisms);
        [path.at_locations_db(&combined), path.ducting().floor_db(self.least_time_db) - mechanisms.lbd_db]
    }

    /// The same in the median, where a few mechanisms are all that is left of them.
    #[inline(always)]
    fn median_but_ducts_db(&self, one: &Found) -> [f64; 2] {
        let path = Path::new(&self.model, &self.carrier, self.shape(one, &FoundZones::inland(one.d_km)));
        let ld50_db = self.diffraction_db(one, 0);
        let floor_db = path.ducting().floor_db(self.least_time_db);
        [path.median_but_ducts_db(ld50_db), floor_db - (path.sight.lbfs_db + ld50_db)]
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
    fn loss_db(&self, one: &Found, zones: &FoundZones) -> [f64; 2] {
        let path = Path::new(&self.model, &self.carrier, self.shape(one, zones));
        let mechanisms = path.mechanisms(self.diffraction_losses_db(one, &path));
        let combined = Combination::of(&mechanisms);
        [path.at_locations_db(&combined), combined.lminbap_db - mechanisms.lbd_db]
    }
}

/// Losses of P.526, dB.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn p526_db(fixed: &Fixed<P526>, columns: &Columns) -> [f64; LANES] {
    p526_db_scalar(fixed, columns)
}

#[inline(always)]
fn p526_db_scalar(fixed: &Fixed<P526>, columns: &Columns) -> [f64; LANES] {
    let mut losses_db = [0.0; LANES];
    for (lane, loss_db) in losses_db.iter_mut().enumerate() {
        *loss_db = fixed.loss_db(&columns.get(lane));
    }
    losses_db
}

/// Losses of P.1812 and how far ducting lies above diffraction, dB, as fast as can be: a first look, for receivers
/// whose roughness is not known yet.
pub(super) fn p1812_first_db(
    fixed: &Fixed<P1812>,
    columns: &Columns,
    zones: Option<&ZoneColumns>,
) -> [[f64; LANES]; 2] {
    match zones {
        None if fixed.second => but_ducts_db(fixed, columns),
        None => median_db(fixed, columns),
        Some(_) => p1812_db(fixed, columns, zones),
    }
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn median_db(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    median_db_scalar(fixed, columns)
}

#[inline(always)]
fn median_db_scalar(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    let mut found_db = [[0.0; LANES]; 2];
    for lane in 0..LANES {
        [found_db[0][lane], found_db[1][lane]] = fixed.median_but_ducts_db(&columns.get(lane));
    }
    found_db
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn but_ducts_db(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    but_ducts_db_scalar(fixed, columns)
}

#[inline(always)]
fn but_ducts_db_scalar(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    let mut found_db = [[0.0; LANES]; 2];
    for lane in 0..LANES {
        [found_db[0][lane], found_db[1][lane]] = fixed.loss_but_ducts_db(&columns.get(lane));
    }
    found_db
}

/// Losses of P.1812, dB, and how far ducting lies above diffraction, dB; without zones all is inland.
pub(super) fn p1812_db(
    fixed: &Fixed<P1812>,
    columns: &Columns,
    zones: Option<&ZoneColumns>,
) -> [[f64; LANES]; 2] {
    zones.map_or_else(|| inland_db(fixed, columns), |zones| with_zones_db(fixed, columns, zones))
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn with_zones_db(fixed: &Fixed<P1812>, columns: &Columns, zones: &ZoneColumns) -> [[f64; LANES]; 2] {
    with_zones_db_scalar(fixed, columns, zones)
}

#[inline(always)]
fn with_zones_db_scalar(fixed: &Fixed<P1812>, columns: &Columns, zones: &ZoneColumns) -> [[f64; LANES]; 2] {
    let mut found_db = [[0.0; LANES]; 2];
    for lane in 0..LANES {
        [found_db[0][lane], found_db[1][lane]] = fixed.loss_db(&columns.get(lane), &zones.get(lane));
    }
    found_db
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2+fma", "aarch64+neon"))]
fn inland_db(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    inland_db_scalar(fixed, columns)
}

#[inline(always)]
fn inland_db_scalar(fixed: &Fixed<P1812>, columns: &Columns) -> [[f64; LANES]; 2] {
    let mut found_db = [[0.0; LANES]; 2];
    for lane in 0..LANES {
        let one = columns.get(lane);
        [found_db[0][lane], found_db[1][lane]] = fixed.loss_db(&one, &FoundZones::inland(one.d_km));
    }
    found_db
}

#[cfg(test)]
mod tests;
