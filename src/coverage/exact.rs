//! The plain survey: for every cell and every site in range the exact path between the two, and nothing spared.
//!
//! Slow, and the reference: the sampling error of any faster engine is measured against it.

use rayon::prelude::*;

use super::survey::{Asked, SiteCells, Survey};
use super::tally::{Heard, Tally, TallyRow};
use super::{Access, Window};
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
    window: &Window,
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Survey, Error> {
    let mut tally = Tally::new(window, asked.strongest.max(1));
    let listener = Listener { access, terrain, sites, window, progress };
    progress.start("Coverage map", window.grid.rows as u64);
    let site_cells = tally
        .rows_mut()
        .into_par_iter()
        .enumerate()
        .map_init(ProfileBuffer::default, |buffer, (row, mut tally)| listener.row(row, &mut tally, buffer))
        .reduce(|| vec![SiteCells::default(); sites.len()], sum);
    progress.finish();
    if progress.stopped() {
        return Err(Error::Interrupted);
    }
    Ok(Survey::new(access, window, tally.finish(), site_cells))
}

fn sum(mut one: Vec<SiteCells>, other: Vec<SiteCells>) -> Vec<SiteCells> {
    one.iter_mut().zip(other).for_each(|(one, other)| *one = one.plus(other));
    one
}

/// What all workers look at.
struct Listener<'a> {
    access: &'a Access,
    terrain: &'a Terrain,
    sites: &'a [(usize, &'a Site)],
    window: &'a Window,
    progress: &'a dyn Progress,
}

impl Listener<'_> {
    /// Hears all sites in one row of the window; returns the cells of each.
    fn row(&self, row: usize, tally: &mut TallyRow, buffer: &mut ProfileBuffer) -> Vec<SiteCells> {
        let mut site_cells = vec![SiteCells::default(); self.sites.len()];
        for col in 0..self.window.grid.cols {
            let at = self.window.on_terrain(row, col);
            if !self.terrain.is_sea(at) && !self.progress.stopped() {
                self.cell(at, col, tally, &mut site_cells, buffer);
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
        buffer: &mut ProfileBuffer,
    ) {
        let place = self.terrain.grid.center(row, col);
        for (&(server, site), cells) in self.sites.iter().zip(site_cells) {
            if site.position.distance_m(place) > self.access.range_max_m() {
                continue;
            }
            match self.access.reach(self.terrain, site, place, buffer) {
                None => cells.behind_void += 1,
                Some(reach) => {
                    let heard = Heard {
                        path_loss_db: reach.path_loss_db,
                        clearance_m: reach.clearance_m,
                        fresnel_clearance_m: reach.fresnel_clearance_m,
                        serves: self.access.holds(f64::from(reach.path_loss_db)),
                    };
                    *cells = cells.plus(SiteCells::of(&heard));
                    tally.hear(window_col, server, heard);
                }
            }
        }
    }
}
