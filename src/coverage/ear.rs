//! One site as the cells of a map hear it: from path loss to levels.

use super::Access;
use super::access::BestSector;
use super::heading::Heading;
use super::tally::Heard;
use crate::propagation::elementary::exp10;
use crate::sites::Site;
use crate::terrain::{Terrain, height_at};

/// A site and where its antennas are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ear<'a> {
    access: &'a Access,
    terrain: &'a Terrain,
    pub site: &'a Site,
    antenna_m: f64,
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

    /// What the site does in a cell behind a path loss (dB), with clearances (m).
    #[inline]
    pub fn hear(&self, cell: (usize, usize), path_loss_db: f32, [ray_m, fresnel_m]: [f32; 2]) -> Heard {
        let (best, power_mw) = self.levels(self.heading(cell), f64::from(path_loss_db));
        let budget = self.access.budget();
        let snr = budget.snr(self.site.sectors[best.sector].tx_power_dbm, best.coupling_loss_db);
        Heard {
            rx_level_dbm: best.rx_level_dbm as f32,
            power_mw: power_mw as f32,
            clearance_m: ray_m,
            fresnel_clearance_m: fresnel_m,
            serves: budget.holds(snr),
        }
    }

    /// The best sector, and the power of all of them together (mW).
    #[inline]
    fn levels(&self, heading: Heading, path_loss_db: f64) -> (BestSector, f64) {
        let sectors = &self.site.sectors;
        let best = self.access.best_sector(sectors, heading, path_loss_db);
        if sectors.len() == 1 {
            return (best, exp10(0.1 * best.rx_level_dbm));
        }
        let power_mw = sectors
            .iter()
            .map(|sector| {
                let loss_db = self.access.coupling_loss_db(sector, heading, path_loss_db);
                exp10(0.1 * self.access.budget().downlink_level_dbm(sector.tx_power_dbm, loss_db))
            })
            .sum();
        (best, power_mw)
    }

    /// The path loss (dB) behind which its best sector is heard at a level (dBm) in a direction.
    #[inline]
    pub fn path_loss_db(&self, heading: Heading, rx_level_dbm: f64) -> f64 {
        let without_loss = self.access.best_sector(&self.site.sectors, heading, 0.0);
        without_loss.rx_level_dbm - rx_level_dbm
    }
}
