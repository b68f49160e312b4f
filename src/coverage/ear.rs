//! One site as the cells of a map hear it: from path loss to levels, row by row.

use multiversion::multiversion;

use super::Access;
use super::heading::{Heading, azimuth_deg, elevation_deg};
use super::tally::Heard;
use crate::propagation::elementary::exp10;
use crate::sites::{Sector, Site};
use crate::terrain::{Terrain, height_at};

/// A site and where its antennas are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ear<'a> {
    access: &'a Access,
    terrain: &'a Terrain,
    pub site: &'a Site,
    antenna_m: f64,
}

/// Cells next to each other in a row of the terrain, as a site is heard in them; one worker's memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Hearing {
    household_m: Vec<f64>,
    azimuth_deg: Vec<f64>,
    elevation_deg: Vec<f64>,
    level_dbm: Vec<f64>,
    best: Vec<Best>,
    power_mw: Vec<f64>,
}

/// The sector that is heard best in a cell.
#[derive(Debug, Clone, Copy)]
struct Best {
    rx_level_dbm: f64,
    tx_power_dbm: f64,
}

impl<'a> Ear<'a> {
    pub fn new(access: &'a Access, terrain: &'a Terrain, site: &'a Site) -> Self {
        let antenna_m = height_at(terrain, site.position) + site.terms.antenna_height_m;
        Self { access, terrain, site, antenna_m }
    }

    /// Direction of a household's antenna in the middle of a cell (row and column of the terrain).
    #[inline]
    pub fn heading(&self, (row, col): (usize, usize)) -> Heading {
        let grid = &self.terrain.grid;
        let household_m =
            f64::from(self.terrain.heights_m()[row * grid.cols + col]) + self.access.cpe_height_m();
        let to = (grid.center(row, col), household_m);
        Heading::between((self.site.position, self.antenna_m), to, self.access.effective_earth_radius_km())
    }

    /// Hears the site in as many cells as there are path losses (dB; what is no number gives what is none), from the cell at
    /// a row and column of the terrain on.
    pub fn hear(&self, (row, col): (usize, usize), path_loss_db: &[f32], hearing: &mut Hearing) {
        let cells = path_loss_db.len();
        self.turn((row, col), cells, hearing);
        hearing.best.clear();
        hearing.best.resize(
            cells,
            Best { rx_level_dbm: f64::NEG_INFINITY, tx_power_dbm: self.site.sectors[0].tx_power_dbm },
        );
        hearing.power_mw.clear();
        hearing.power_mw.resize(cells, 0.0);
        for sector in &self.site.sectors {
            self.hear_sector(sector, path_loss_db, hearing);
        }
    }

    /// Directions of the cells.
    fn turn(&self, (row, col): (usize, usize), cells: usize, hearing: &mut Hearing) {
        let grid = &self.terrain.grid;
        let heights_m = &self.terrain.heights_m()[row * grid.cols + col..][..cells];
        let cpe_m = self.access.cpe_height_m();
        hearing.household_m.clear();
        hearing.household_m.extend(heights_m.iter().map(|height_m| f64::from(*height_m) + cpe_m));
        let first = grid.center(row, col);
        let (at, radius_km) = (self.site.position, self.access.effective_earth_radius_km());
        let line = Line {
            east_m: first.east_m - at.east_m,
            step_m: grid.cell_m,
            north_m: first.north_m - at.north_m,
            antenna_m: self.antenna_m,
            radius_km,
        };
        hearing.azimuth_deg.resize(cells, 0.0);
        hearing.elevation_deg.resize(cells, 0.0);
        headings(&line, &hearing.household_m, &mut hearing.azimuth_deg, &mut hearing.elevation_deg);
    }

    fn hear_sector(&self, sector: &Sector, path_loss_db: &[f32], hearing: &mut Hearing) {
        let Hearing { azimuth_deg, elevation_deg, level_dbm, best, power_mw, .. } = hearing;
        level_dbm.clear();
        let headings = azimuth_deg.iter().zip(elevation_deg.iter());
        level_dbm.extend(headings.zip(path_loss_db).map(|((azimuth_deg, elevation_deg), path_loss_db)| {
            let towards = Heading { azimuth_deg: *azimuth_deg, elevation_deg: *elevation_deg };
            let loss_db = self.access.coupling_loss_db(sector, towards, f64::from(*path_loss_db));
            self.access.budget().downlink_level_dbm(sector.tx_power_dbm, loss_db)
        }));
        for (best, level_dbm) in best.iter_mut().zip(level_dbm.iter()) {
            if *level_dbm > best.rx_level_dbm {
                *best = Best { rx_level_dbm: *level_dbm, tx_power_dbm: sector.tx_power_dbm };
            }
        }
        add_powers(level_dbm, power_mw);
    }

    /// What was heard in one of the cells, with clearances (m).
    pub fn heard(&self, hearing: &Hearing, cell: usize, [ray_m, fresnel_m]: [f32; 2]) -> Heard {
        let Best { rx_level_dbm, tx_power_dbm } = hearing.best[cell];
        let budget = self.access.budget();
        let coupling_loss_db = budget.downlink_level_dbm(tx_power_dbm, 0.0) - rx_level_dbm;
        Heard {
            rx_level_dbm: rx_level_dbm as f32,
            power_mw: hearing.power_mw[cell] as f32,
            clearance_m: ray_m,
            fresnel_clearance_m: fresnel_m,
            serves: budget.holds(budget.snr(tx_power_dbm, coupling_loss_db)),
        }
    }

    /// The path loss (dB) behind which its best sector is heard at a level (dBm) in a direction.
    #[inline]
    pub fn path_loss_db(&self, heading: Heading, rx_level_dbm: f64) -> f64 {
        let without_loss = self.access.best_sector(&self.site.sectors, heading, 0.0);
        without_loss.rx_level_dbm - rx_level_dbm
    }
}

/// A row of cells as an antenna sees it: the first so far to the east, all so far to the north, m.
struct Line {
    east_m: f64,
    step_m: f64,
    north_m: f64,
    antenna_m: f64,
    radius_km: f64,
}

/// Directions of households at heights (m above mean sea level) along a row, degrees.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn headings(line: &Line, household_m: &[f64], azimuths_deg: &mut [f64], elevations_deg: &mut [f64]) {
    headings_scalar(line, household_m, azimuths_deg, elevations_deg);
}

#[inline(always)]
fn headings_scalar(line: &Line, household_m: &[f64], azimuths_deg: &mut [f64], elevations_deg: &mut [f64]) {
    let cells = household_m.len().min(azimuths_deg.len()).min(elevations_deg.len());
    for cell in 0..cells {
        let east_m = line.east_m + cell as f64 * line.step_m;
        let distance_m = (east_m * east_m + line.north_m * line.north_m).sqrt();
        azimuths_deg[cell] = azimuth_deg(east_m, line.north_m);
        elevations_deg[cell] = elevation_deg(household_m[cell] - line.antenna_m, distance_m, line.radius_km);
    }
}

/// Adds levels (dBm) to powers (mW).
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn add_powers(levels_dbm: &[f64], powers_mw: &mut [f64]) {
    add_powers_scalar(levels_dbm, powers_mw);
}

#[inline(always)]
fn add_powers_scalar(levels_dbm: &[f64], powers_mw: &mut [f64]) {
    let cells = levels_dbm.len().min(powers_mw.len());
    for cell in 0..cells {
        powers_mw[cell] += exp10(0.1 * levels_dbm[cell]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            household_m in prop::collection::vec(with_ties(-50.0..3_000.0), 1..40), east_m in with_ties(-30_000.0..30_000.0),
            north_m in with_ties(-30_000.0..30_000.0), antenna_m in 0.0..3_000.0_f64,
        ) {
            let line = Line { east_m, step_m: 30.0, north_m, antenna_m, radius_km: 8_494.7 };
            let run = |turn: fn(&Line, &[f64], &mut [f64], &mut [f64])| {
                let (mut azimuths_deg, mut elevations_deg) = (household_m.clone(), household_m.clone());
                turn(&line, &household_m, &mut azimuths_deg, &mut elevations_deg);
                (azimuths_deg, elevations_deg)
            };
            assert_twins(run(headings), run(headings_scalar));
            let levels_dbm: Vec<f64> = household_m.iter().map(|height_m| 0.05 * height_m - 150.0).collect();
            let add = |add: fn(&[f64], &mut [f64])| {
                let mut powers_mw = vec![1e-9; levels_dbm.len()];
                add(&levels_dbm, &mut powers_mw);
                powers_mw
            };
            assert_twins(add(add_powers), add(add_powers_scalar));
        }
    }
}
