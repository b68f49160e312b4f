//! The best server of one place and the number of sites that serve it: exact, without a close look at every site.
//!
//! Every n-th sample of a path gives a floor under its loss at an n-th of the work
//! ([`crate::propagation::p526`] says why). Sites are looked at by rising floor; as soon as a floor is above the best loss
//! found and too high for the service, so are all floors after it.

use super::Access;
use crate::sites::Site;
use crate::terrain::{ProfileBuffer, Terrain};
use crate::units::Projected;

/// Every how many-th sample a floor is taken from. A larger number makes floors cheaper and lower.
const FLOOR_STRIDE: u32 = 16;

/// What a floor is lowered by so that rounding cannot raise it above the loss, dB; rounding is a thousand times less.
const ROUNDING_DB: f64 = 1e-6;

/// What all sites together do at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BestServer {
    /// Index of the site with the least path loss; of equals the first.
    pub server: usize,
    /// Path loss from there, dB.
    pub path_loss_db: f64,
    /// Number of sites that give the asked service.
    pub serving: u32,
}

/// Finds best servers, place after place, in memory of its own.
#[derive(Debug, Default)]
pub(super) struct Finder {
    buffer: ProfileBuffer,
    /// Floor under the path loss (dB) and index of every site in range.
    floors: Vec<(f64, usize)>,
}

impl Finder {
    /// The best server of a place; `None` where every site is out of range or behind a void.
    pub fn best_server(
        &mut self,
        access: &Access,
        terrain: &Terrain,
        sites: &[&Site],
        place: Projected,
    ) -> Option<BestServer> {
        self.order_by_floor(access, terrain, sites, place);
        let mut best: Option<BestServer> = None;
        let mut serving = 0;
        for &(floor_db, server) in &self.floors {
            if best.is_some_and(|best| floor_db > best.path_loss_db) && !access.holds(floor_db) {
                break;
            }
            let Some(path_loss_db) = access.path_loss_db(terrain, sites[server], place, &mut self.buffer)
            else {
                continue;
            };
            serving += u32::from(access.holds(path_loss_db));
            if best.is_none_or(|best| (path_loss_db, server) < (best.path_loss_db, best.server)) {
                best = Some(BestServer { server, path_loss_db, serving });
            }
        }
        best.map(|best| BestServer { serving, ..best })
    }

    fn order_by_floor(&mut self, access: &Access, terrain: &Terrain, sites: &[&Site], place: Projected) {
        self.floors.clear();
        let in_range = |site: &Site| site.position.distance_m(place) <= access.range_max_m();
        for (server, site) in sites.iter().enumerate() {
            if site.serves() && in_range(site) {
                let floor = access.path_loss_floor_db(FLOOR_STRIDE, terrain, site, place, &mut self.buffer);
                // A void met by some samples is met by all of them.
                self.floors.extend(floor.map(|floor_db| (floor_db - ROUNDING_DB, server)));
            }
        }
        self.floors.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    }
}
