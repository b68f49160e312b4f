//! A GeoTIFF as bare terrain: its own cells, no clutter, no sea.

use std::error::Error;
use std::path::Path;

use divario::raster::{Target, warp_heights};
use divario::terrain::{Grid, Terrain};
use gdal::Dataset;
use ndarray::Array2;

/// Side of the pieces in which a raster is read, cells.
const TILE_SIDE: usize = 2_048;

/// Reads a raster as it lies; cells without data are voids.
pub fn read(file: &Path) -> Result<Terrain, Box<dyn Error>> {
    terrain(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn terrain(file: &Path) -> Result<Terrain, Box<dyn Error>> {
    let (grid, crs) = geometry(file)?;
    let geo_transform = grid.geo_transform();
    let target = Target { crs: crs.clone(), rows: grid.rows, cols: grid.cols, geo_transform };
    let mut height_m = Array2::from_elem((grid.rows, grid.cols), f32::NAN);
    warp_heights(file, None, &target, TILE_SIDE, |row, col, run_m| {
        for (height_m, value_m) in height_m.slice_mut(ndarray::s![row, col..]).iter_mut().zip(run_m) {
            *height_m = *value_m;
        }
    })?;
    Ok(Terrain::bare(grid, crs, height_m))
}

/// Where the cells of a raster lie, and in which coordinate reference system.
fn geometry(file: &Path) -> Result<(Grid, String), Box<dyn Error>> {
    let dataset = Dataset::open(file).map_err(|_| "is missing, or no raster that GDAL can open")?;
    let (cols, rows) = dataset.raster_size();
    let [west_m, cell_m, row_turn, north_m, col_turn, height_m] = dataset.geo_transform()?;
    let crs = dataset.spatial_ref()?.to_wkt()?;
    if let Some(trouble) = divario::raster::crs_trouble(&crs) {
        return Err(format!("its coordinate reference system {trouble}").into());
    }
    let square = (cell_m + height_m).abs() <= 1e-6 * cell_m && row_turn == 0.0 && col_turn == 0.0;
    if !square {
        return Err("its cells are not square, or not north up".into());
    }
    Ok((Grid { west_m, north_m, cell_m, rows, cols }, crs))
}

#[cfg(test)]
mod tests {
    use divario::raster::{Band, Image, cloud_optimised_geotiff};

    use super::*;

    #[test]
    fn cells_are_read_as_they_were_written() {
        let height_m = Array2::from_shape_fn((40, 30), |(row, col)| {
            if (row, col) == (7, 9) { f32::NAN } else { (row * row) as f32 / 7.0 + col as f32 }
        });
        let grid = Grid { west_m: 460_001.0, north_m: 4_927_003.0, cell_m: 30.0, rows: 40, cols: 30 };
        let band = Band { name: "height_m", unit: "m", meaning: "", values: &height_m };
        let image =
            Image { crs: "EPSG:32632", geo_transform: grid.geo_transform(), metadata: &[], bands: &[band] };
        let file = tempfile::Builder::new().suffix(".tif").tempfile().unwrap();
        cloud_optimised_geotiff(&image, file.path()).unwrap();

        let terrain = read(file.path()).unwrap();
        assert_eq!(terrain.grid, grid);
        assert_eq!(terrain.void_cells(), 1);
        let same = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        assert!(terrain.height_m.iter().zip(&height_m).all(same));
    }
}
