//! Writing a cloud-optimised GeoTIFF through GDAL's COG driver.
//!
//! GDAL's safe interface cannot give a band its unit, but a virtual raster (VRT), which is a piece of XML, can. So the
//! values go into a plain GeoTIFF in memory, a VRT on top of it adds the units, and the COG is a copy of that.
//!
//! No data is NaN, as inside the engine: no value has to be set aside and converted, and QGIS and GDAL both treat it as
//! transparent. Overviews take the nearest cell, because neither a server's number nor a level in decibels can be averaged.
//! The bytes depend on the image alone, not on the number of threads.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use gdal::errors::GdalError;
use gdal::raster::{Buffer, RasterCreationOptions};
use gdal::{Dataset, Driver, DriverManager, Metadata, vsi};
use ndarray::Array2;

use super::read::reference_of;
use crate::problem::Error;

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

/// The image as a cloud-optimised GeoTIFF: tiles of 512 cells, DEFLATE with predictor, overviews down to one tile.
///
/// # Errors
/// [`Error::Failed`] when the image has no band, bands differ in size, the coordinate reference system is unknown, or
/// GDAL fails otherwise.
pub fn cloud_optimised_geotiff(image: &Image) -> Result<Vec<u8>, Error> {
    let same_size = image.bands.windows(2).all(|pair| pair[0].values.dim() == pair[1].values.dim());
    if image.bands.is_empty() || !same_size {
        return Err(failed("an image needs at least one band, and all of one size"));
    }
    written(image).map_err(|error| failed(error.to_string()))
}

fn failed(reason: impl Into<String>) -> Error {
    Error::Failed { stage: "writing a GeoTIFF", reason: reason.into() }
}

fn written(image: &Image) -> Result<Vec<u8>, GdalError> {
    let values = MemoryFile::new("values.tif");
    write_values(image, &values.0)?;
    let described = described(image, &values.0)?;
    let cog = MemoryFile::new("cog.tif");
    described.create_copy(&driver("COG")?, &cog.0, &options(&cog_options())?)?.close()?;
    vsi::get_vsi_mem_file_bytes_owned(&cog.0)
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
        // NaN has many bit patterns; one will do.
        let cells = band.values.iter().map(|value| if value.is_nan() { f32::NAN } else { *value }).collect();
        values.rasterband(number + 1)?.write((0, 0), (cols, rows), &mut Buffer::new((cols, rows), cells))?;
    }
    values.close()
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

/// A file in GDAL's memory under a name of its own, gone when dropped.
struct MemoryFile(PathBuf);

impl MemoryFile {
    fn new(ending: &str) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self(PathBuf::from(format!("/vsimem/divario-write-{number}-{ending}")))
    }
}

impl Drop for MemoryFile {
    fn drop(&mut self) {
        // Fails, as it should, where the file was never made or its bytes were taken out.
        let _ = vsi::unlink_mem_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use gdal::raster::RasterBand;

    use super::*;

    fn ramp(rows: usize, cols: usize) -> Array2<f32> {
        Array2::from_shape_fn(
            (rows, cols),
            |(row, col)| if row == col { f32::NAN } else { (row * cols + col) as f32 },
        )
    }

    /// A band in metres and one whose unit XML would stumble over.
    fn file(height_m: &Array2<f32>, share: &Array2<f32>) -> Vec<u8> {
        let bands = [
            Band { name: "height_m", unit: "m", meaning: "height", values: height_m },
            Band { name: "share", unit: "<1 & \"2\"", meaning: "è <b>", values: share },
        ];
        let metadata = [("scenario", "Valle <&> à 🗼".to_owned())];
        let geo_transform = [400_000.0, 30.0, 0.0, 4_900_000.0, 0.0, -30.0];
        cloud_optimised_geotiff(&Image {
            crs: "EPSG:32632",
            geo_transform,
            metadata: &metadata,
            bands: &bands,
        })
        .unwrap()
    }

    fn opened<R>(bytes: Vec<u8>, look: impl FnOnce(Dataset) -> R) -> R {
        let copy = MemoryFile::new("read.tif");
        vsi::create_mem_file(&copy.0, bytes).unwrap();
        look(Dataset::open(&copy.0).unwrap())
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
            pool.install(|| file(&height_m, &share))
        };
        let one = on(1);
        assert!(one == on(1) && one == on(4));
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let values = ramp(3, 3);
        let band = Band { name: "a", unit: "m", meaning: "", values: &values };
        let image = Image { crs: "EPSG:32632", geo_transform: [0.0; 6], metadata: &[], bands: &[] };
        assert!(cloud_optimised_geotiff(&image).unwrap_err().to_string().contains("at least one band"));
        let nowhere = Image { crs: "EPSG:1", bands: &[band], ..image };
        assert!(matches!(cloud_optimised_geotiff(&nowhere), Err(Error::Failed { .. })));
    }
}
