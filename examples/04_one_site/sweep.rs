//! Every cell by the sweep of radials: what is known of a radial's ground grows with it, and serves all its cells.

use std::sync::atomic::{AtomicU32, Ordering};

use divario::coverage::{Station, sweep_cells};
use divario::progress::Silent;
use divario::propagation::Model;
use divario::propagation::radial::{Answer, Asked};
use ndarray::Array2;

use super::Scene;

/// A path loss for each cell in range.
pub fn losses(scene: &Scene, model: Model) -> Array2<f32> {
    raster(scene, &Asked { model: Some(model), ..nothing(scene) }, |answer| answer.loss_db)
}

/// The clearance of the ray to each cell in range, m; of the first Fresnel zone where `fresnel` is true.
pub fn clearances(scene: &Scene, effective_earth_radius_km: f64, fresnel: bool) -> Array2<f32> {
    let asked = Asked { clearance_radius_km: Some(effective_earth_radius_km), fresnel, ..nothing(scene) };
    raster(scene, &asked, |answer| if fresnel { answer.fresnel_clearance_m } else { answer.clearance_m })
}

fn nothing(scene: &Scene) -> Asked {
    Asked {
        model: None,
        clearance_radius_km: None,
        fresnel: false,
        frequency_mhz: scene.terminals.frequency_mhz,
        polarisation: scene.terminals.polarisation,
        clutter: scene.terrain.clutter.is_some(),
        zones: false,
        clearing_km: scene.terrain.clearing_m / 1_000.0,
    }
}

/// Threads write their cells as they come: each cell is written once.
fn raster(scene: &Scene, asked: &Asked, value: impl Fn(&Answer) -> f64 + Sync) -> Array2<f32> {
    let (rows, cols) = (scene.terrain.grid.rows, scene.terrain.grid.cols);
    let station = Station {
        position: scene.site,
        antenna_height_m: scene.terminals.tx_height_m,
        rx_height_m: scene.terminals.rx_height_m,
        range_m: scene.range_m,
        sector: scene.sector,
    };
    let values: Vec<AtomicU32> = (0..rows * cols).map(|_| AtomicU32::new(f32::NAN.to_bits())).collect();
    let own = scene.terrain.grid.cell_of(scene.site);
    let wanted = |row: usize, col: usize| {
        let taken = scene.every == 1 || (row.is_multiple_of(scene.every) && col.is_multiple_of(scene.every));
        taken && own != Some((row, col))
    };
    let put = |(row, col): (usize, usize), answer: &Answer| {
        values[row * cols + col].store((value(answer) as f32).to_bits(), Ordering::Relaxed);
    };
    sweep_cells(&scene.terrain, &station, asked, wanted, put, &Silent);
    let bits = values.into_iter().map(|value| f32::from_bits(value.into_inner())).collect();
    Array2::from_shape_vec((rows, cols), bits).expect("there is a value for each cell")
}
