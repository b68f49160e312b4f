//! The swept raster and the exact path to each cell, side by side.

use std::sync::atomic::{AtomicU32, Ordering};

use divario::coverage::{Station, sweep_cells};
use divario::progress::Silent;
use divario::propagation::radial::{Answer, Asked};
use divario::propagation::{Clearance, Model, Polarisation, Profile, Terminals};
use divario::terrain::ProfileBuffer;
use ndarray::Array2;
use rayon::prelude::*;

use super::statistics::{Losses, Sight, Sighted};
use super::worlds::World;

/// Transmitter and receiver.
pub const TERMINALS: Terminals = Terminals {
    tx_height_m: 20.0,
    rx_height_m: 5.0,
    frequency_mhz: 3_500.0,
    polarisation: Polarisation::Vertical,
};

/// How far a site is listened for, m.
pub const RANGE_M: f64 = 20_000.0;

/// Losses are compared in one cell of so many, along rows and along columns.
pub const LOSS_STRIDE: usize = 7;

/// Lines of sight are compared in one cell of so many, along rows and along columns.
pub const SIGHT_STRIDE: usize = 2;

/// A world and the Earth under it.
pub struct Comparison<'a> {
    pub world: &'a World,
    pub effective_earth_radius_km: f64,
}

impl Comparison<'_> {
    /// Path losses by a model, of all sites.
    pub fn losses(&self, model: Model) -> Losses {
        let clearance_radius_km = Some(self.effective_earth_radius_km); // as the program asks: it corrects losses too
        let asked = Asked { model: Some(model), clearance_radius_km, ..self.nothing() };
        let exact = |profile: &Profile| model.basic_transmission_loss_db(profile, &TERMINALS);
        let of_site =
            |&site: &(usize, usize)| self.pairs(site, LOSS_STRIDE, &asked, |answer| answer.loss_db, exact);
        Losses::of(self.world.sites.iter().flat_map(of_site))
    }

    /// Lines of sight, of all sites.
    pub fn sight(&self) -> Sight {
        let asked = Asked { clearance_radius_km: Some(self.effective_earth_radius_km), ..self.nothing() };
        let exact = |profile: &Profile| self.clearance_m(profile);
        let of_site = |&site: &(usize, usize)| {
            self.pairs(site, SIGHT_STRIDE, &asked, |answer| answer.clearance_m, exact)
        };
        Sight::of(self.world.sites.iter().flat_map(of_site), self.world.sites.len())
    }

    fn clearance_m(&self, profile: &Profile) -> f64 {
        Clearance::of(profile, &TERMINALS, self.effective_earth_radius_km).clearance_m
    }

    fn nothing(&self) -> Asked {
        let terrain = &self.world.terrain;
        Asked {
            model: None,
            clearance_radius_km: None,
            fresnel: false,
            frequency_mhz: TERMINALS.frequency_mhz,
            polarisation: TERMINALS.polarisation,
            clutter: terrain.clutter.is_some(),
            zones: false,
            clearing_km: terrain.clearing_m / 1_000.0,
        }
    }

    /// A quantity, swept and exact, in those cells of a stride that have both.
    fn pairs(
        &self,
        site: (usize, usize),
        stride: usize,
        asked: &Asked,
        swept: impl Fn(&Answer) -> f64 + Sync,
        exact: impl Fn(&Profile) -> f64 + Sync,
    ) -> Vec<Sighted> {
        let swept = self.swept(site, stride, asked, swept);
        let wanted: Vec<((usize, usize), f32)> = swept
            .indexed_iter()
            .filter(|(_, value)| !value.is_nan())
            .map(|(at, value)| (at, *value))
            .collect();
        let (terrain, from) = (&self.world.terrain, self.world.terrain.grid.center(site.0, site.1));
        let exact = |buffer: &mut ProfileBuffer, ((row, col), swept): ((usize, usize), f32)| {
            let to = terrain.grid.center(row, col);
            buffer.sample(terrain, from, to).then(|| {
                let profile = Profile { zone: &[], ..buffer.profile() };
                let in_sight = self.clearance_m(&profile) > 0.0;
                Sighted {
                    swept,
                    exact: exact(&profile) as f32,
                    in_sight,
                    distance_km: from.distance_m(to) / 1_000.0,
                }
            })
        };
        let found: Vec<Option<Sighted>> =
            wanted.into_par_iter().map_init(ProfileBuffer::default, exact).collect();
        found.into_iter().flatten().collect()
    }

    /// What the sweep gives in the cells of a stride; NaN elsewhere, at sea and at the site itself.
    fn swept(
        &self,
        site: (usize, usize),
        stride: usize,
        asked: &Asked,
        value: impl Fn(&Answer) -> f64 + Sync,
    ) -> Array2<f32> {
        let terrain = &self.world.terrain;
        let station = Station {
            position: terrain.grid.center(site.0, site.1),
            antenna_height_m: TERMINALS.tx_height_m,
            rx_height_m: TERMINALS.rx_height_m,
            range_m: RANGE_M,
            sector: None,
        };
        let cols = terrain.grid.cols;
        let values: Vec<AtomicU32> =
            (0..terrain.grid.cells()).map(|_| AtomicU32::new(f32::NAN.to_bits())).collect();
        let wanted = |row: usize, col: usize| {
            row.is_multiple_of(stride)
                && col.is_multiple_of(stride)
                && (row, col) != site
                && !terrain.is_sea((row, col))
        };
        let put = |(row, col): (usize, usize), answer: &Answer| {
            values[row * cols + col].store((value(answer) as f32).to_bits(), Ordering::Relaxed);
        };
        sweep_cells(terrain, &station, asked, wanted, put, &Silent);
        let values = values.into_iter().map(|bits| f32::from_bits(bits.into_inner())).collect();
        Array2::from_shape_vec((terrain.grid.rows, cols), values).expect("there is a value for each cell")
    }
}
