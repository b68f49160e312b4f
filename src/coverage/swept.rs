//! The swept survey: one site after the other, radial by radial, in memory for one site's range and the map.

use rayon::prelude::*;

use super::cells::tasks;
use super::ear::{Ear, Hearing};
use super::fan::Fan;
use super::layer::Layer;
use super::survey::SiteCells;
use super::tally::{Tallied, Tally, TallyRow};
use super::{Access, Window};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;

/// What the sites do in a window, with clearances where `sight` is true, and the cells of each.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub(super) fn swept(
    access: &Access,
    terrain: &Terrain,
    sites: &[(usize, &Site)],
    window: &Window,
    (strongest, sight): (usize, bool),
    progress: &dyn Progress,
) -> Result<(Tallied, Vec<SiteCells>), Error> {
    let mut tally = Tally::new(window, strongest, sight);
    let mut site_cells = Vec::with_capacity(sites.len());
    let steps: usize = sites
        .iter()
        .map(|(_, site)| tasks(&Fan::new(terrain.grid, site.position, access.range_max_m())))
        .sum();
    progress.start("Coverage map", steps as u64);
    for &(server, site) in sites {
        let in_range = Window::around(&terrain.grid, [site.position], access.range_max_m());
        let part = in_range.and_then(|in_range| in_range.within(window));
        site_cells.push(part.map_or_else(SiteCells::default, |part| {
            let layer = Layer::swept(access, terrain, site, part, sight, progress);
            hear(access, terrain, (server, site), &layer, window, &mut tally)
        }));
        if progress.stopped() {
            return Err(Error::Interrupted);
        }
    }
    progress.finish();
    Ok((tally.finish(), site_cells))
}

/// Takes a site's layer into the tally, row by row in parallel.
fn hear(
    access: &Access,
    terrain: &Terrain,
    site: (usize, &Site),
    layer: &Layer,
    window: &Window,
    tally: &mut Tally,
) -> SiteCells {
    let (server, ear) = (site.0, Ear::new(access, terrain, site.1));
    let listener = Listener { access, terrain, server, ear, layer, window };
    let first = layer.window.first_row - window.first_row;
    tally
        .rows_mut()
        .into_par_iter()
        .skip(first)
        .take(layer.window.grid.rows)
        .zip(layer.window.first_row..layer.window.first_row + layer.window.grid.rows)
        .map_init(Memory::default, |memory, (mut tally, row)| listener.row(row, &mut tally, memory))
        .reduce(SiteCells::default, SiteCells::plus)
}

/// What all workers look at.
struct Listener<'a> {
    access: &'a Access,
    terrain: &'a Terrain,
    server: usize,
    ear: Ear<'a>,
    layer: &'a Layer,
    window: &'a Window,
}

/// One worker's memory.
#[derive(Default)]
struct Memory {
    path_loss_db: Vec<f32>,
    hearing: Hearing,
}

impl Listener<'_> {
    fn row(&self, row: usize, tally: &mut TallyRow, memory: &mut Memory) -> SiteCells {
        let first = self.layer.window.first_col;
        self.layer.path_losses_db(row, &mut memory.path_loss_db);
        self.ear.hear((row, first), &memory.path_loss_db, &mut memory.hearing);
        let mut cells = SiteCells::default();
        for (place, path_loss_db) in memory.path_loss_db.iter().enumerate() {
            let col = first + place;
            if path_loss_db.is_nan() {
                cells.behind_void += u64::from(self.is_behind_void(row, col));
            } else {
                let heard = self.ear.heard(&memory.hearing, place, self.layer.clearances_m(row, col));
                cells = cells.plus(SiteCells::of(&heard));
                tally.hear(col - self.window.first_col, self.server, heard);
            }
        }
        cells
    }

    /// Whether only a void can be why nothing is heard: on land and in range.
    fn is_behind_void(&self, row: usize, col: usize) -> bool {
        let place = self.terrain.grid.center(row, col);
        !self.terrain.is_sea((row, col))
            && self.ear.site.position.distance_m(place) <= self.access.range_max_m()
    }
}
