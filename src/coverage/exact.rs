//! The plain survey: for every cell and every site in range the exact path between the two, and nothing spared.
//!
//! Slow, and the reference: the sampling error of any faster engine is measured against it.

use rayon::prelude::*;

use super::ear::{Ear, Hearing};
use super::survey::{Asked, SiteCells, Survey, kept};
use super::tally::{Tally, TallyRow};
use super::{Access, Network, Window};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::{ProfileBuffer, Terrain};

/// Surveys a window ([`super::survey()`] says what that is) exact path by exact path, row by row in parallel.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn exact_survey(
    access: &Access,
    terrain: &Terrain,
    sites: &[(usize, &Site)],
    network: &Network,
    window: &Window,
    asked: Asked,
    progress: &dyn Progress,
) -> Result<Survey, Error> {
    let mut tally = Tally::new(window, kept(asked, sites.len()), true);
    let ears: Vec<(usize, Ear)> =
        sites.iter().map(|(server, site)| (*server, Ear::new(access, terrain, site))).collect();
    let listener = Listener { access, terrain, ears: &ears, window, progress };
    progress.start("Coverage map", window.grid.rows as u64);
    let site_cells = tally
        .rows_mut()
        .into_par_iter()
        .enumerate()
        .map_init(Memory::default, |memory, (row, mut tally)| listener.row(row, &mut tally, memory))
        .reduce(|| vec![SiteCells::default(); sites.len()], sum);
    progress.finish();
    if progress.stopped() {
        return Err(Error::Interrupted);
    }
    let station = super::cell_service::Station::new(access, terrain, sites, network);
    Ok(Survey::new(&station, window, asked, tally.finish(), site_cells))
}

fn sum(mut one: Vec<SiteCells>, other: Vec<SiteCells>) -> Vec<SiteCells> {
    one.iter_mut().zip(other).for_each(|(one, other)| *one = one.plus(other));
    one
}

/// One worker's memory.
#[derive(Default)]
struct Memory {
    path: ProfileBuffer,
    hearing: Hearing,
}

/// What all workers look at.
struct Listener<'a> {
    access: &'a Access,
    terrain: &'a Terrain,
    ears: &'a [(usize, Ear<'a>)],
    window: &'a Window,
    progress: &'a dyn Progress,
}

impl Listener<'_> {
    /// Hears all sites in one row of the window; returns the cells of each.
    fn row(&self, row: usize, tally: &mut TallyRow, memory: &mut Memory) -> Vec<SiteCells> {
        let mut site_cells = vec![SiteCells::default(); self.ears.len()];
        for col in 0..self.window.grid.cols {
            let at = self.window.on_terrain(row, col);
            if !self.terrain.is_sea(at) && !self.progress.stopped() {
                self.cell(at, col, tally, &mut site_cells, memory);
            }
        }
        self.progress.advance(1);
        site_cells
    }

    fn cell(
        &self,
        (row, col): (usize, usize),
        window_col: usize,
        tally: &mut TallyRow,
        site_cells: &mut [SiteCells],
        memory: &mut Memory,
    ) {
        let place = self.terrain.grid.center(row, col);
        for ((server, ear), cells) in self.ears.iter().zip(site_cells) {
            if ear.site.position.distance_m(place) > self.access.range_max_m() {
                continue;
            }
            match self.access.reach(self.terrain, ear.site, place, &mut memory.path) {
                None => cells.behind_void += 1,
                Some(reach) => {
                    let clearances_m = [reach.clearance_m, reach.fresnel_clearance_m];
                    ear.hear((row, col), &[reach.path_loss_db], &mut memory.hearing);
                    let heard = ear.heard(&memory.hearing, 0, clearances_m);
                    *cells = cells.plus(SiteCells::of(&heard));
                    tally.hear(window_col, *server, heard);
                }
            }
        }
    }
}
