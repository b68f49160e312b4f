//! Samples the terrain along a radial: from a site outwards, one sample a cell's side.

use std::ops::Range;

use multiversion::multiversion;

use super::Terrain;
use super::surface::Surface;

/// Samples whose places are computed before their heights are looked up.
const BLOCK: usize = 64;

/// The samples of a radial behind its site, in buffers that are used again for the next.
#[derive(Debug, Clone, Default)]
pub struct RadialBuffer {
    /// Distances from the site, km.
    pub x_km: Vec<f64>,
    /// Heights of the ground above mean sea level, m.
    pub ground_m: Vec<f64>,
    /// Clutter above ground, m; empty where the terrain has none.
    pub clutter_m: Vec<f64>,
}

impl RadialBuffer {
    /// Samples bilinear heights and the nearest clutter from a row and column (counted from the centre of cell (0, 0))
    /// on, in steps as long as a cell's side: `step` says how row and column change. Positions off the grid take the
    /// height of its rim. Ends before a void.
    pub fn sample(&mut self, terrain: &Terrain, from: (f64, f64), step: (f64, f64), count: usize) {
        let surface = Surface::of(terrain);
        let cell_km = terrain.grid.cell_m / 1000.0;
        self.x_km.clear();
        self.x_km.extend((1..=count).map(|number| number as f64 * cell_km));
        self.ground_m.resize(count, 0.0);
        self.clutter_m.resize(if surface.is_bare() { 0 } else { count }, 0.0);
        let last = ((terrain.grid.rows - 1) as f64, (terrain.grid.cols - 1) as f64);
        let mut known = count;
        for first in (0..count).step_by(BLOCK) {
            let end = (first + BLOCK).min(count);
            let places = places([from, step, last], first as f64 + 1.0);
            self.look_up(&surface, &places, first..end);
        }
        if let Some(void) = self.ground_m.iter().position(|height_m| height_m.is_nan()) {
            known = void;
        }
        for column in [&mut self.x_km, &mut self.ground_m, &mut self.clutter_m] {
            column.truncate(known);
        }
    }

    fn look_up(&mut self, surface: &Surface, (rows, cols): &Places, block: Range<usize>) {
        let places = rows.iter().copied().zip(cols.iter().copied());
        let ground = self.ground_m[block.clone()].iter_mut();
        if surface.is_bare() {
            ground.zip(places).for_each(|(ground_m, at)| *ground_m = surface.ground_m(at));
        } else {
            for ((ground_m, clutter_m), at) in ground.zip(&mut self.clutter_m[block]).zip(places) {
                (*ground_m, *clutter_m) = surface.ground_and_clutter_m(at);
            }
        }
    }
}

/// Rows and columns of a block of samples.
type Places = ([f64; BLOCK], [f64; BLOCK]);

/// Rows and columns of a block of samples, held on the grid.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn places([from, step, last]: [(f64, f64); 3], first: f64) -> Places {
    let mut places = ([0.0; BLOCK], [0.0; BLOCK]);
    for (number, (row, col)) in (0_i32..).zip(places.0.iter_mut().zip(&mut places.1)) {
        let steps = first + f64::from(number);
        *row = (from.0 + steps * step.0).max(0.0).min(last.0);
        *col = (from.1 + steps * step.1).max(0.0).min(last.1);
    }
    places
}
