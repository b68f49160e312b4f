//! Opens rasters of any GDAL format and brings heights onto the working grid.

use std::path::Path;
use std::sync::Once;

use gdal::errors::GdalError;
use gdal::raster::reproject;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::{Dataset, DriverManager};

/// Rows, columns and GDAL's six numbers of the grid that a raster is to be brought onto.
#[derive(Debug, Clone)]
pub struct Target {
    /// Coordinate reference system, as text that GDAL understands (`EPSG:32632`, WKT, PROJ string).
    pub crs: String,
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
    /// West edge, cell width, 0, north edge, 0, minus cell height; in units of the CRS.
    pub geo_transform: [f64; 6],
}

/// What is wrong with a coordinate reference system as the working one, if anything.
#[must_use]
pub fn crs_trouble(crs: &str) -> Option<String> {
    let Ok(reference) = SpatialRef::from_definition(crs) else {
        return Some("is not a coordinate reference system that PROJ knows".into());
    };
    if reference.is_geographic() {
        return Some("is geographic: its unit is the degree, not the metre".into());
    }
    if !reference.is_projected() {
        return Some("is not a map projection".into());
    }
    let metre = (reference.linear_units() - 1.0).abs() < 1e-9;
    (!metre).then(|| format!("has another unit than the metre ({} m)", reference.linear_units()))
}

/// Side of the parts that heights are warped in, cells: most grids are one part.
///
/// A part takes 4 bytes a cell, and what GDAL works in as much again.
pub const HEIGHT_TILE_SIDE: usize = 4_096;

/// Warps an elevation raster bilinearly onto the target grid, in squares of `tile_side` cells, and hands heights over in
/// runs: row, first column, heights in m, NaN where the raster has no data or does not reach. `crs` is used where the file
/// names none. Tells whether the raster declares a value for missing data.
///
/// GDAL places every cell exactly (no approximating transformer), and takes a height from the four cells around it: parts
/// give the same heights as the whole. Only where the raster is finer than the target does GDAL average over as many
/// cells as it finds the raster finer in that part, and the last digits depend on the parts, as they do on its own.
///
/// # Errors
/// A sentence saying why GDAL cannot open, place or read the file.
pub fn warp_heights(
    file: &Path,
    crs: Option<&str>,
    target: &Target,
    tile_side: usize,
    mut take: impl FnMut(usize, usize, &[f32]),
) -> Result<bool, String> {
    let placed = Placed::open(file, crs)?;
    let source = &placed.dataset;
    let has_nodata = source.rasterband(1).map_err(say)?.no_data_value().is_some();
    for tile in target.tiles(tile_side) {
        let warped = empty_heights(&target.part(tile)).map_err(say)?;
        reproject(source, &warped).map_err(say)?;
        let band = warped.rasterband(1).map_err(say)?;
        let mut run = vec![f32::NAN; tile.cols];
        for row in 0..tile.rows {
            let (origin, size) = ((0, row.cast_signed()), (tile.cols, 1));
            band.read_into_slice(origin, size, size, &mut run, None).map_err(say)?;
            take(tile.row + row, tile.col, &run);
        }
    }
    Ok(has_nodata)
}

/// An open raster that knows where it lies.
pub(super) struct Placed {
    pub dataset: Dataset,
    /// What `dataset` is a view of. GDAL does not keep it open for the view: dropped after it, as fields drop in order.
    _viewed: Option<Dataset>,
}

impl Placed {
    /// Opens a raster and makes sure that it can be placed on the map.
    pub fn open(file: &Path, crs: Option<&str>) -> Result<Self, String> {
        limit_cache();
        let dataset = Dataset::open(file).map_err(say)?;
        if dataset.raster_count() == 0 {
            return Err("holds no raster band".into());
        }
        let transform =
            dataset.geo_transform().map_err(|_| "has no georeference (no geotransform)".to_owned())?;
        if transform[2] != 0.0 || transform[4] != 0.0 {
            return Err("is rotated; warp it north-up first, for example with gdalwarp".into());
        }
        match (dataset.spatial_ref(), crs) {
            (Ok(_), _) => Ok(Self { dataset, _viewed: None }),
            (Err(_), Some(crs)) => Self::view(dataset, crs),
            (Err(_), None) => {
                Err("says no coordinate reference system; name it with the key \"crs\" beside \"file\""
                    .into())
            }
        }
    }

    /// A view of a dataset that carries a CRS. The file itself is not touched.
    fn view(dataset: Dataset, crs: &str) -> Result<Self, String> {
        let driver = DriverManager::get_driver_by_name("VRT").map_err(say)?;
        let options = gdal::raster::RasterCreationOptions::default();
        let mut view = dataset.create_copy(&driver, "", &options).map_err(say)?;
        view.set_spatial_ref(&reference(crs)?).map_err(say)?;
        Ok(Self { dataset: view, _viewed: Some(dataset) })
    }
}

/// What GDAL may keep of the blocks it has read, MB. Left to itself it takes a twentieth of the machine's memory, and what it
/// has taken stays in the heap of the program to its end.
const CACHE_MB: u64 = 64;

/// Bounds GDAL's cache, once for the whole program, unless somebody has done so before.
pub(super) fn limit_cache() {
    static LIMITED: Once = Once::new();
    LIMITED.call_once(|| {
        const KEY: &str = "GDAL_CACHEMAX";
        if gdal::config::get_config_option(KEY, "").is_ok_and(|limit| limit.is_empty()) {
            // A cache of GDAL's own size is no reason to stop.
            let _ = gdal::config::set_config_option(KEY, &CACHE_MB.to_string());
        }
    });
}

fn empty_heights(target: &Target) -> Result<Dataset, GdalError> {
    let driver = DriverManager::get_driver_by_name("MEM")?;
    let mut dataset = driver.create_with_band_type::<f32, _>("", target.cols, target.rows, 1)?;
    dataset.set_geo_transform(&target.geo_transform)?;
    dataset.set_spatial_ref(&reference_of(&target.crs)?)?;
    let mut band = dataset.rasterband(1)?;
    band.set_no_data_value(Some(f64::NAN))?;
    band.fill(f64::NAN, None)?;
    Ok(dataset)
}

/// The CRS that a text names, easting or longitude first.
pub(super) fn reference_of(crs: &str) -> Result<SpatialRef, GdalError> {
    let mut reference = SpatialRef::from_definition(crs)?;
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(reference)
}

pub(super) fn reference(crs: &str) -> Result<SpatialRef, String> {
    gis_order(SpatialRef::from_definition(crs))
        .map_err(|_| format!("{crs} is not a known coordinate reference system"))
}

/// Longitude or easting first, whatever the authority says.
pub(super) fn gis_order(reference: Result<SpatialRef, GdalError>) -> Result<SpatialRef, String> {
    let mut reference = reference.map_err(say)?;
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(reference)
}

pub(super) fn say(error: GdalError) -> String {
    match error {
        GdalError::CplError { msg, .. } | GdalError::NullPointer { msg, .. } if !msg.is_empty() => msg,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{GeographicTile, target};
    use super::*;

    fn heights_by(side: usize, file: &Path, target: &Target) -> Vec<f32> {
        let mut height_m = vec![0.0; target.rows * target.cols];
        let place = |row: usize, col: usize, run: &[f32]| {
            height_m[row * target.cols + col..][..run.len()].copy_from_slice(run);
        };
        assert!(warp_heights(file, None, target, side, place).unwrap());
        height_m
    }

    fn same_bits(one: &[f32], other: &[f32]) -> bool {
        one.iter().zip(other).all(|(one, other)| one.to_bits() == other.to_bits())
    }

    #[test]
    fn tiles_give_the_heights_of_the_whole_to_the_last_bit() {
        let file = GeographicTile::of_heights();
        let whole = heights_by(usize::MAX, file.path(), &target(60.0));
        assert!(
            whole.iter().filter(|height_m| height_m.is_nan()).count() > 1_000,
            "voids and beyond the edge"
        );
        assert!(whole.iter().filter(|height_m| **height_m > 500.0).count() > 10_000, "ground");
        for side in [256, 100, 61] {
            assert!(same_bits(&heights_by(side, file.path(), &target(60.0)), &whole), "tiles of {side}");
        }
    }

    /// What the documentation of [`warp_heights`] says of finer rasters: different, and little.
    #[test]
    fn tiles_of_finer_rasters_differ_in_digits_alone() {
        let file = GeographicTile::of_heights();
        let inside = Target { rows: 150, cols: 150, ..target(150.0) };
        let [whole, tiled] = [usize::MAX, 50].map(|side| heights_by(side, file.path(), &inside));
        let apart = whole.iter().zip(&tiled).map(|(one, other)| (one - other).abs());
        let apart_m: Vec<f32> = apart.filter(|apart_m| !apart_m.is_nan()).collect();
        let mean_m = apart_m.iter().sum::<f32>() / apart_m.len() as f32;
        assert!(apart_m.len() > 10_000 && mean_m < 1.0, "{mean_m} m");
    }
}
