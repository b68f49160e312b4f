//! Reads rasters of any GDAL format onto the working grid.

use std::path::Path;

use gdal::errors::GdalError;
use gdal::raster::reproject;
use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use gdal::{Dataset, DriverManager};
use ndarray::Array2;

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

/// An elevation raster brought onto the working grid.
#[derive(Debug, Clone)]
pub struct HeightRaster {
    /// Heights `[rows, cols]`, m; NaN where the raster has no data or does not reach.
    pub height_m: Array2<f32>,
    /// False where the raster declares no value for missing data.
    pub has_nodata: bool,
}

/// A raster of classes brought onto the working grid.
#[derive(Debug, Clone)]
pub struct ClassRaster {
    /// Class numbers `[rows, cols]`; `None` where the raster has no data or does not reach.
    pub class: Array2<Option<u8>>,
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

/// Warps an elevation raster bilinearly onto the target grid. `crs` is used where the file names none.
///
/// # Errors
/// A sentence saying why GDAL cannot open, place or read the file.
pub fn warp_heights(file: &Path, crs: Option<&str>, target: &Target) -> Result<HeightRaster, String> {
    let placed = Placed::open(file, crs)?;
    let source = &placed.dataset;
    let has_nodata = source.rasterband(1).map_err(say)?.no_data_value().is_some();
    let warped = empty_heights(target).map_err(say)?;
    reproject(source, &warped).map_err(say)?;
    let band = warped.rasterband(1).map_err(say)?;
    let height_m = band.read_band_as::<f32>().map_err(say)?.to_array().map_err(say)?;
    Ok(HeightRaster { height_m, has_nodata })
}

/// Takes the class of the cell in which each cell centre of the target grid lies.
///
/// # Errors
/// A sentence saying why GDAL cannot open, place or read the file.
pub fn read_classes(file: &Path, crs: Option<&str>, target: &Target) -> Result<ClassRaster, String> {
    let placed = Placed::open(file, crs)?;
    let source = &placed.dataset;
    let cells = source_cells(source, target)?;
    let (cols, rows) = source.raster_size();
    let (rows, cols) = (rows.cast_signed(), cols.cast_signed());
    let inside = |&(row, col): &(isize, isize)| row >= 0 && col >= 0 && row < rows && col < cols;
    let Some(window) = Window::of(cells.iter().filter(|cell| inside(cell))) else {
        return Ok(ClassRaster { class: Array2::from_elem((target.rows, target.cols), None) });
    };
    let band = source.rasterband(1).map_err(say)?;
    let origin = (window.col, window.row);
    let size = (window.cols, window.rows);
    let values = band.read_as::<u8>(origin, size, size, None).map_err(say)?;
    let nodata = band.no_data_value();
    let pick = |(row, col): (isize, isize)| {
        let offset = (row - window.row) as usize * window.cols + (col - window.col) as usize;
        let value = values.data()[offset];
        (nodata != Some(f64::from(value))).then_some(value)
    };
    let picked = cells.into_iter().map(|cell| inside(&cell).then(|| pick(cell)).flatten()).collect();
    let class = Array2::from_shape_vec((target.rows, target.cols), picked).map_err(|e| e.to_string())?;
    Ok(ClassRaster { class })
}

/// A part of a raster, in its own rows and columns.
struct Window {
    row: isize,
    col: isize,
    rows: usize,
    cols: usize,
}

impl Window {
    fn of<'c>(cells: impl Iterator<Item = &'c (isize, isize)>) -> Option<Self> {
        let mut edges: Option<(isize, isize, isize, isize)> = None;
        for &(row, col) in cells {
            let (top, left, bottom, right) = edges.unwrap_or((row, col, row, col));
            edges = Some((top.min(row), left.min(col), bottom.max(row), right.max(col)));
        }
        edges.map(|(top, left, bottom, right)| Self {
            row: top,
            col: left,
            rows: (bottom - top + 1) as usize,
            cols: (right - left + 1) as usize,
        })
    }
}

/// For each cell of the target, the (row, column) of the source in which its centre lies.
fn source_cells(source: &Dataset, target: &Target) -> Result<Vec<(isize, isize)>, String> {
    let to_source =
        CoordTransform::new(&reference(&target.crs)?, &gis_order(source.spatial_ref())?).map_err(say)?;
    let [west, width, _, north, _, height] = source.geo_transform().map_err(say)?;
    let [target_west, target_width, _, target_north, _, target_height] = target.geo_transform;
    let mut cells = Vec::with_capacity(target.rows * target.cols);
    for row in 0..target.rows {
        let mut x: Vec<f64> =
            (0..target.cols).map(|col| target_west + (col as f64 + 0.5) * target_width).collect();
        let mut y = vec![target_north + (row as f64 + 0.5) * target_height; target.cols];
        to_source.transform_coords(&mut x, &mut y, &mut []).map_err(say)?;
        let cell = |(x, y): (&f64, &f64)| {
            (((y - north) / height).floor() as isize, ((x - west) / width).floor() as isize)
        };
        cells.extend(x.iter().zip(&y).map(cell));
    }
    Ok(cells)
}

/// An open raster that knows where it lies.
struct Placed {
    dataset: Dataset,
    /// What `dataset` is a view of. GDAL does not keep it open for the view: dropped after it, as fields drop in order.
    _viewed: Option<Dataset>,
}

impl Placed {
    /// Opens a raster and makes sure that it can be placed on the map.
    fn open(file: &Path, crs: Option<&str>) -> Result<Self, String> {
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

fn reference(crs: &str) -> Result<SpatialRef, String> {
    gis_order(SpatialRef::from_definition(crs))
        .map_err(|_| format!("{crs} is not a known coordinate reference system"))
}

/// Longitude or easting first, whatever the authority says.
fn gis_order(reference: Result<SpatialRef, GdalError>) -> Result<SpatialRef, String> {
    let mut reference = reference.map_err(say)?;
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(reference)
}

fn say(error: GdalError) -> String {
    match error {
        GdalError::CplError { msg, .. } | GdalError::NullPointer { msg, .. } if !msg.is_empty() => msg,
        other => other.to_string(),
    }
}
