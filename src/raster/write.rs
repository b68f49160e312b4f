//! Writing a cloud-optimised GeoTIFF through GDAL's COG driver.
//!
//! GDAL's safe interface cannot give a band its unit, but a virtual raster (VRT), which is a piece of XML, can. So the
//! values go into a plain GeoTIFF beside the file, a VRT on top of it adds the units, and the COG is a copy of that. On
//! disk, so that no more than GDAL's cache is in memory.
//!
//! No data is NaN, as inside the engine: no value has to be set aside and converted, and QGIS and GDAL both treat it as
//! transparent. Overviews take the nearest cell, because neither a server's number nor a level in decibels can be averaged.
//! The bytes depend on the image alone, not on the number of threads.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gdal::errors::GdalError;
use gdal::raster::{Buffer, RasterBand, RasterCreationOptions};
use gdal::{Dataset, Driver, DriverManager, Metadata};
use ndarray::{Array2, Axis};

use super::read::{limit_cache, reference_of};
use crate::problem::Error;

/// Rows handed to GDAL at once.
const ROWS_AT_ONCE: usize = 64;

/// One quantity of an image.
#[derive(Debug, Clone, Copy)]
pub struct Band<'a> {
    /// Short name, which QGIS shows.
    pub name: &'a str,
    /// Unit of the values.
    pub unit: &'a str,
    /// What the values say, in words.
    pub meaning: &'a str,
    /// The values, `[rows, cols]`, row 0 in the north; NaN where there is none.
    pub values: &'a Array2<f32>,
}

/// A georeferenced image of one or more bands of the same size.
#[derive(Debug, Clone, Copy)]
pub struct Image<'a> {
    /// Coordinate reference system, in any form that GDAL reads, for example `EPSG:32632`.
    pub crs: &'a str,
    /// GDAL's six numbers: west, cell width, 0, north, 0, minus cell height; m.
    pub geo_transform: [f64; 6],
    /// Keys and values of the whole image, in order.
    pub metadata: &'a [(&'static str, String)],
    /// The quantities.
    pub bands: &'a [Band<'a>],
}

/// Writes the image as a cloud-optimised GeoTIFF: tiles of 512 cells, DEFLATE with predictor, overviews down to one tile.
///
/// While it is made, the bare values lie in a file beside it.
///
/// # Errors
/// [`Error::Failed`] when the image has no band, bands differ in size, the coordinate reference system is unknown, or
/// GDAL fails otherwise, as on a full disk.
pub fn cloud_optimised_geotiff(image: &Image, file: &Path) -> Result<(), Error> {
    let same_size = image.bands.windows(2).all(|pair| pair[0].values.dim() == pair[1].values.dim());
    if image.bands.is_empty() || !same_size {
        return Err(failed("an image needs at least one band, and all of one size"));
    }
    write(image, file).map_err(|error| failed(error.to_string()))
}

fn failed(reason: impl Into<String>) -> Error {
    Error::Failed { stage: "writing a GeoTIFF", reason: reason.into() }
}

fn write(image: &Image, file: &Path) -> Result<(), GdalError> {
    limit_cache();
    let values = Scratch::beside(file);
    write_values(image, &values.0)?;
    let described = described(image, &values.0)?;
    described.create_copy(&driver("COG")?, file, &options(&cog_options())?)?.close()
}

fn driver(name: &str) -> Result<Driver, GdalError> {
    DriverManager::get_driver_by_name(name)
}

fn cog_options() -> [(&'static str, String); 5] {
    [
        ("COMPRESS", "DEFLATE".into()),
        ("PREDICTOR", "YES".into()),
        ("BLOCKSIZE", "512".into()),
        ("OVERVIEW_RESAMPLING", "NEAREST".into()),
        ("NUM_THREADS", rayon::current_num_threads().to_string()),
    ]
}

fn options(pairs: &[(&str, String)]) -> Result<RasterCreationOptions, GdalError> {
    let mut options = RasterCreationOptions::new();
    for (key, value) in pairs {
        options.set_name_value(key, value)?;
    }
    Ok(options)
}

/// Writes the bare values and their place on the ground.
fn write_values(image: &Image, file: &Path) -> Result<(), GdalError> {
    let (rows, cols) = image.bands[0].values.dim();
    let layout = options(&[("INTERLEAVE", "BAND".into()), ("BIGTIFF", "IF_SAFER".into())])?;
    let count = image.bands.len();
    let mut values =
        driver("GTiff")?.create_with_band_type_with_options::<f32, _>(file, cols, rows, count, &layout)?;
    values.set_geo_transform(&image.geo_transform)?;
    values.set_spatial_ref(&reference_of(image.crs)?)?;
    for (number, band) in image.bands.iter().enumerate() {
        write_band(band, &mut values.rasterband(number + 1)?)?;
    }
    values.close()
}

fn write_band(band: &Band, target: &mut RasterBand) -> Result<(), GdalError> {
    let cols = band.values.ncols();
    for (part, first) in band.values.axis_chunks_iter(Axis(0), ROWS_AT_ONCE).zip((0..).step_by(ROWS_AT_ONCE))
    {
        // NaN has many bit patterns; one will do.
        let cells = part.iter().map(|value| if value.is_nan() { f32::NAN } else { *value }).collect();
        let size = (cols, part.nrows());
        target.write((0, first), size, &mut Buffer::new(size, cells))?;
    }
    Ok(())
}

/// The values with names, units and metadata, without a copy of them.
fn described(image: &Image, values: &Path) -> Result<Dataset, GdalError> {
    let mut described = Dataset::open(virtual_raster(image, values))?;
    described.set_geo_transform(&image.geo_transform)?;
    described.set_spatial_ref(&reference_of(image.crs)?)?;
    for (key, value) in image.metadata {
        described.set_metadata_item(key, value, "")?;
    }
    for (number, band) in image.bands.iter().enumerate() {
        let mut target = described.rasterband(number + 1)?;
        target.set_no_data_value(Some(f64::NAN))?;
        target.set_description(band.name)?;
        target.set_metadata_item("meaning", band.meaning, "")?;
    }
    Ok(described)
}

/// A VRT that passes every band through and gives it its unit; GDAL opens the text itself as if it were a file.
fn virtual_raster(image: &Image, values: &Path) -> String {
    let (rows, cols) = image.bands[0].values.dim();
    let source = escaped(&values.to_string_lossy());
    let mut xml = format!("<VRTDataset rasterXSize=\"{cols}\" rasterYSize=\"{rows}\">");
    for (number, band) in (1..).zip(image.bands) {
        let unit = escaped(band.unit);
        write!(
            xml,
            "<VRTRasterBand dataType=\"Float32\" band=\"{number}\"><UnitType>{unit}</UnitType><SimpleSource>\
             <SourceFilename relativeToVRT=\"0\">{source}</SourceFilename><SourceBand>{number}</SourceBand>\
             </SimpleSource></VRTRasterBand>"
        )
        .expect("a string takes any text");
    }
    xml + "</VRTDataset>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A file beside another, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(file: &Path) -> Self {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".values.tif");
        Self(file.with_file_name(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Fails, as it should, where the file was never made.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn ramp(rows: usize, cols: usize) -> Array2<f32> {
        Array2::from_shape_fn(
            (rows, cols),
            |(row, col)| if row == col { f32::NAN } else { (row * cols + col) as f32 },
        )
    }

    /// A band in metres and one whose unit XML would stumble over.
    fn file(height_m: &Array2<f32>, share: &Array2<f32>) -> (TempDir, PathBuf) {
        let bands = [
            Band { name: "height_m", unit: "m", meaning: "height", values: height_m },
            Band { name: "share", unit: "<1 & \"2\"", meaning: "è <b>", values: share },
        ];
        let metadata = [("scenario", "Valle <&> à 🗼".to_owned())];
        let geo_transform = [400_000.0, 30.0, 0.0, 4_900_000.0, 0.0, -30.0];
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("image.tif");
        let image = Image { crs: "EPSG:32632", geo_transform, metadata: &metadata, bands: &bands };
        cloud_optimised_geotiff(&image, &file).unwrap();
        (home, file)
    }

    fn opened<R>((_home, file): (TempDir, PathBuf), look: impl FnOnce(Dataset) -> R) -> R {
        look(Dataset::open(file).unwrap())
    }

    #[test]
    fn nothing_is_left_beside_the_file() {
        let (home, file) = file(&ramp(20, 30), &ramp(20, 30));
        let left: Vec<PathBuf> =
            fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(left, [file]);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let (height_m, share) = (ramp(700, 1_100), ramp(700, 1_100).mapv(|value| value / 1e6));
        opened(file(&height_m, &share), |image| {
            assert_eq!(image.raster_size(), (1_100, 700));
            assert_eq!(image.geo_transform().unwrap(), [400_000.0, 30.0, 0.0, 4_900_000.0, 0.0, -30.0]);
            assert_eq!(image.spatial_ref().unwrap().auth_code().unwrap(), 32_632);
            assert_eq!(image.metadata_item("scenario", "").unwrap(), "Valle <&> à 🗼");
            for (number, values) in [(1, &height_m), (2, &share)] {
                let band = image.rasterband(number).unwrap();
                assert!(band.no_data_value().unwrap().is_nan());
                let read = band.read_band_as::<f32>().unwrap();
                assert!(read.data().iter().zip(values).all(|(a, b)| a == b || (a.is_nan() && b.is_nan())));
            }
        });
    }

    #[test]
    fn bands_have_names_and_units() {
        opened(file(&ramp(4, 3), &ramp(4, 3)), |image| {
            let bands = [1, 2].map(|number| image.rasterband(number).unwrap());
            assert_eq!(
                bands.each_ref().map(Metadata::description).map(Result::unwrap),
                ["height_m", "share"]
            );
            assert_eq!(bands.each_ref().map(RasterBand::unit), ["m", "<1 & \"2\""]);
            assert_eq!(bands[1].metadata_item("meaning", "").unwrap(), "è <b>");
        });
    }

    #[test]
    fn the_layout_is_that_of_a_cog() {
        opened(file(&ramp(700, 1_100), &ramp(700, 1_100)), |image| {
            let structure = |key| image.metadata_item(key, "IMAGE_STRUCTURE").unwrap();
            assert_eq!(["LAYOUT", "COMPRESSION", "PREDICTOR"].map(structure), ["COG", "DEFLATE", "3"]);
            let band = image.rasterband(1).unwrap();
            assert_eq!(band.block_size(), (512, 512));
            assert_eq!(band.overview_count().unwrap(), 2);
            assert_eq!(band.overview(1).unwrap().size(), (275, 175));
        });
    }

    #[test]
    fn the_same_image_gives_the_same_bytes_on_any_number_of_threads() {
        let (height_m, share) = (ramp(900, 1_100), ramp(900, 1_100));
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let (_home, file) = pool.install(|| file(&height_m, &share));
            fs::read(file).unwrap()
        };
        let one = on(1);
        assert!(one == on(1) && one == on(4));
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let values = ramp(3, 3);
        let band = Band { name: "a", unit: "m", meaning: "", values: &values };
        let image = Image { crs: "EPSG:32632", geo_transform: [0.0; 6], metadata: &[], bands: &[] };
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("image.tif");
        let empty = cloud_optimised_geotiff(&image, &file).unwrap_err().to_string();
        assert!(empty.contains("at least one band"), "{empty}");
        let nowhere = Image { crs: "EPSG:1", bands: &[band], ..image };
        assert!(matches!(cloud_optimised_geotiff(&nowhere, &file), Err(Error::Failed { .. })));
        let elsewhere = Image { crs: "EPSG:32632", ..nowhere };
        let missing = home.path().join("missing/image.tif");
        assert!(matches!(cloud_optimised_geotiff(&elsewhere, &missing), Err(Error::Failed { .. })));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
