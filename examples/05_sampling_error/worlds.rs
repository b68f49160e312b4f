//! The terrains that are looked at, and where on them sites stand.

use std::error::Error;
use std::path::Path;

use divario::Inputs;
use divario::progress::Silent;
use divario::raster::{HEIGHT_TILE_SIDE, Target, warp_heights};
use divario::terrain::{Grid, Terrain};
use ndarray::Array2;

/// Sites are spread over so many rows and columns of equal parts of a terrain, one in each part that has land.
const PARTS: usize = 3;

/// A site goes to the highest ground within so many cells, and on from there.
const CLIMB_CELLS: usize = 10;

/// The Genoa model: 40 km × 40 km in UTM 32.
const GENOA: Grid = Grid { west_m: 480_000.0, north_m: 4_920_000.0, cell_m: 20.0, rows: 2_000, cols: 2_000 };

/// A terrain with sites.
pub struct World {
    pub name: &'static str,
    pub terrain: Terrain,
    /// Cells on which sites stand.
    pub sites: Vec<(usize, usize)>,
}

impl World {
    fn new(name: &'static str, terrain: Terrain) -> Self {
        let sites = sites(&terrain);
        Self { name, terrain, sites }
    }
}

/// All of them.
pub fn all(data: &Path) -> Result<[World; 3], Box<dyn Error>> {
    let read = |scenario: &str| {
        let file = Path::new("scenarios").join(scenario);
        Inputs::read(&file, Some(data), &Silent).map(|inputs| inputs.terrain)
    };
    Ok([
        World::new("demo province, 30 m", read("demo.json")?),
        World::new("Imperia, SRTM, 60 m", read("imperia.json")?),
        World::new("Genoa, 20 m", genoa(&data.join("dem/genova_20m.tif"))?),
    ])
}

/// Where the model has no data lies the sea, or land that it does not show: no receiver stands there.
fn genoa(file: &Path) -> Result<Terrain, String> {
    let mut height_m = Array2::from_elem((GENOA.rows, GENOA.cols), f32::NAN);
    let crs = "EPSG:32632";
    let geo_transform = GENOA.geo_transform();
    let target = Target { crs: crs.into(), rows: GENOA.rows, cols: GENOA.cols, geo_transform };
    warp_heights(file, None, &target, HEIGHT_TILE_SIDE, |row, first_col, heights_m| {
        for (col, &found_m) in (first_col..).zip(heights_m) {
            height_m[[row, col]] = found_m;
        }
    })?;
    let no_data: Vec<(usize, usize)> =
        height_m.indexed_iter().filter(|(_, height_m)| height_m.is_nan()).map(|(cell, _)| cell).collect();
    let mut terrain =
        Terrain::bare(GENOA, crs, height_m.mapv(|known_m| if known_m.is_nan() { 0.0 } else { known_m }));
    for cell in no_data {
        terrain.set_sea(cell, true);
    }
    Ok(terrain)
}

/// The summits near the middle of each part of a terrain.
fn sites(terrain: &Terrain) -> Vec<(usize, usize)> {
    let middle = |part: usize, cells: usize| (2 * part + 1) * cells / (2 * PARTS);
    let mut summits = Vec::new();
    for (row, col) in (0..PARTS * PARTS).map(|part| (part / PARTS, part % PARTS)) {
        let at = (middle(row, terrain.grid.rows), middle(col, terrain.grid.cols));
        let reach = terrain.grid.rows.min(terrain.grid.cols) / (2 * PARTS);
        summits.extend(nearest_land(terrain, at, reach).map(|land| summit(terrain, land)));
    }
    summits.sort_unstable();
    summits.dedup();
    summits
}

/// Cells on known land within so many rows and columns.
fn land_around(
    terrain: &Terrain,
    (row, col): (usize, usize),
    reach: usize,
) -> impl Iterator<Item = (usize, usize)> {
    let rows = row.saturating_sub(reach)..(row + reach + 1).min(terrain.grid.rows);
    let cols = col.saturating_sub(reach)..(col + reach + 1).min(terrain.grid.cols);
    rows.flat_map(move |row| cols.clone().map(move |col| (row, col)))
        .filter(|&cell| !terrain.is_sea(cell) && !terrain.height_m[cell].is_nan())
}

fn nearest_land(terrain: &Terrain, at: (usize, usize), reach: usize) -> Option<(usize, usize)> {
    let apart = |cell: &(usize, usize)| cell.0.abs_diff(at.0).pow(2) + cell.1.abs_diff(at.1).pow(2);
    land_around(terrain, at, reach).min_by_key(apart)
}

/// Climbs until no ground nearby is higher.
fn summit(terrain: &Terrain, from: (usize, usize)) -> (usize, usize) {
    let mut top = from;
    loop {
        let higher = land_around(terrain, top, CLIMB_CELLS).fold(top, |best, cell| {
            if terrain.height_m[cell] > terrain.height_m[best] { cell } else { best }
        });
        if higher == top {
            return top;
        }
        top = higher;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_stand_on_summits_on_land() {
        let grid = Grid { west_m: 0.0, north_m: 900.0, cell_m: 10.0, rows: 90, cols: 90 };
        // A cone about (40, 50); the southern third is sea.
        let height_m = |(row, col): (usize, usize)| 500.0 - (row as f32 - 40.0).hypot(col as f32 - 50.0);
        let mut terrain = Terrain::bare(grid, "EPSG:32632", Array2::from_shape_fn((90, 90), height_m));
        assert_eq!(sites(&terrain), [(40, 50)]);
        for cell in (0..60).flat_map(|row| (0..90).map(move |col| (row, col))) {
            terrain.set_sea(cell, true);
        }
        // On the shore, as high up as land goes.
        assert_eq!(sites(&terrain), [(60, 50)]);
    }
}
