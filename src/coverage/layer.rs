//! What one site does in every cell within its range.

use std::sync::atomic::{AtomicU32, Ordering};

use super::cells::sweep_cells;
use super::station::Station;
use super::{Access, Window};
use crate::progress::Progress;
use crate::propagation::radial::Answer;
use crate::sites::Site;
use crate::terrain::Terrain;

/// A site's path losses and clearances over a window. Each cell belongs to one radial and is written once, whichever
/// thread walks it.
pub(super) struct Layer {
    pub window: Window,
    loss_db: Cells,
    clearance_m: Cells,
    fresnel_clearance_m: Cells,
}

/// Values that many threads write, NaN at first.
struct Cells(Vec<AtomicU32>);

impl Cells {
    fn new(count: usize) -> Self {
        Self((0..count).map(|_| AtomicU32::new(f32::NAN.to_bits())).collect())
    }

    #[inline]
    fn put(&self, at: usize, value: f64) {
        self.0[at].store((value as f32).to_bits(), Ordering::Relaxed);
    }

    #[inline]
    fn get(&self, at: usize) -> f32 {
        f32::from_bits(self.0[at].load(Ordering::Relaxed))
    }
}

impl Layer {
    /// Sweeps the cells of a window that lie on land and within range of a site; with clearances where `sight` is true.
    pub fn swept(
        access: &Access,
        terrain: &Terrain,
        site: &Site,
        window: Window,
        sight: bool,
        progress: &dyn Progress,
    ) -> Self {
        let count = window.grid.cells();
        let clearances = if sight { count } else { 0 };
        let layer = Self {
            window,
            loss_db: Cells::new(count),
            clearance_m: Cells::new(clearances),
            fresnel_clearance_m: Cells::new(clearances),
        };
        let station = Station::of(access, site);
        let asked = access.asked(terrain, sight);
        let wanted = |row: usize, col: usize| layer.place(row, col).is_some() && !terrain.is_sea((row, col));
        sweep_cells(terrain, &station, &asked, wanted, |cell, answer| layer.put(cell, answer), progress);
        layer
    }

    /// Path losses in a row of the terrain, from the first column of the window to the last, dB; no number out of range, at
    /// sea and behind voids.
    pub fn path_losses_db(&self, row: usize, losses_db: &mut Vec<f32>) {
        losses_db.clear();
        let cols = self.window.first_col..self.window.first_col + self.window.grid.cols;
        losses_db.extend(cols.map(|col| self.place(row, col).map_or(f32::NAN, |at| self.loss_db.get(at))));
    }

    /// Clearances of the ray and of the first Fresnel zone in a cell, m; no numbers where they were not asked for.
    #[inline]
    pub fn clearances_m(&self, row: usize, col: usize) -> [f32; 2] {
        let Some(at) = self.place(row, col).filter(|_| !self.clearance_m.0.is_empty()) else {
            return [f32::NAN; 2];
        };
        [self.clearance_m.get(at), self.fresnel_clearance_m.get(at)]
    }

    #[inline]
    fn place(&self, row: usize, col: usize) -> Option<usize> {
        let (row, col) = (row.checked_sub(self.window.first_row)?, col.checked_sub(self.window.first_col)?);
        (row < self.window.grid.rows && col < self.window.grid.cols)
            .then(|| row * self.window.grid.cols + col)
    }

    #[inline]
    fn put(&self, (row, col): (usize, usize), answer: &Answer) {
        let Some(at) = self.place(row, col) else { return };
        self.loss_db.put(at, answer.loss_db);
        if !self.clearance_m.0.is_empty() {
            self.clearance_m.put(at, answer.clearance_m);
            self.fresnel_clearance_m.put(at, answer.fresnel_clearance_m);
        }
    }
}
