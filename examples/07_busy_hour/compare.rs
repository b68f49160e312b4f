//! How far the map is from the points: a cell stands for its centre, knows 24 sites by name, and its losses are swept.

use divario::coverage::{Network, Rasters};
use serde::Serialize;

use super::World;

/// Differences of the downlink's ratio of signal to noise and interference, dB, where both hear the same sector best.
#[derive(Debug, Serialize)]
pub struct Apart {
    compared: usize,
    median_db: f64,
    nine_of_ten_db: f64,
    ninety_nine_of_hundred_db: f64,
    /// Mean with its sign: what the map says too much.
    mean_db: f64,
}

/// Compares each point with the cell that it lies in, where that is in its middle third.
pub fn apart(world: &World, network: &Network, map: &Rasters) -> Apart {
    let mut apart_db: Vec<f64> = Vec::new();
    for (point, served) in world.demand.points.iter().zip(&network.points) {
        let (Some(cell), Some(best)) = (world.terrain.grid.cell_of(point.position), served.strongest) else {
            continue;
        };
        let sector = &network.sectors[best.sector];
        let centre = world.terrain.grid.center(cell.0, cell.1);
        let is_central = centre.distance_m(point.position) < world.terrain.grid.cell_m / 6.0;
        let is_same = map.best_server[cell] == sector.site as f32 && map.sector[cell] == sector.number as f32;
        if is_central && is_same {
            apart_db.push(f64::from(map.sinr_db[cell]) - best.sinr.downlink_db);
        }
    }
    let mean_db = apart_db.iter().sum::<f64>() / apart_db.len().max(1) as f64;
    let mut sizes_db: Vec<f64> = apart_db.iter().map(|apart_db| apart_db.abs()).collect();
    sizes_db.sort_by(f64::total_cmp);
    let at = |share: f64| sizes_db.get((sizes_db.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
    Apart {
        compared: apart_db.len(),
        median_db: at(0.5),
        nine_of_ten_db: at(0.9),
        ninety_nine_of_hundred_db: at(0.99),
        mean_db,
    }
}
