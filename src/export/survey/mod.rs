//! The files of a coverage map: raster, sites, figures and their dictionary.

mod dictionary;
mod rows;
#[cfg(test)]
mod tests;

use ndarray::Array2;

use super::dictionary::Field;
use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Writer, document, geojson, gis, quantities};
use crate::coverage::Survey;
use crate::problem::Error;
use crate::progress::Progress;
#[cfg(feature = "gdal")]
use crate::raster::{Band, Image, cloud_optimised_geotiff};
use crate::score::{SurveyBand, SurveyReport};

/// Steps that [`write_survey`] reports.
const STEPS: u64 = 4 + cfg!(feature = "gdal") as u64;

/// Bands of all sites together; each rank after the best server adds two.
const BANDS_TOGETHER: usize = 15;

/// Everything that the files are made from.
pub struct SurveyResults<'a> {
    /// The figures.
    pub report: &'a SurveyReport,
    /// The arrays.
    pub survey: &'a Survey,
}

/// JSON Schema (draft 2020-12) of `coverage.json`, generated from the types.
#[must_use]
pub fn coverage_schema() -> schemars::Schema {
    schemars::schema_for!(SurveyReport)
}

/// The bands of a survey's map, with the range of their values.
#[must_use]
pub fn survey_bands(survey: &Survey) -> Vec<SurveyBand> {
    let described = |(band, (field, values)): (u32, (&Field, &Array2<f32>))| SurveyBand {
        band,
        name: field.name.into(),
        unit: field.unit.into(),
        meaning: field.meaning.into(),
        cells: known(values).count() as u64,
        min: known(values).reduce(f32::min),
        max: known(values).reduce(f32::max),
    };
    (1..).zip(bands(survey)).map(described).collect()
}

/// Bands of a map that keeps so many of the strongest sites for each cell.
#[must_use]
pub const fn survey_band_count(strongest: usize) -> usize {
    BANDS_TOGETHER + 2 * strongest.saturating_sub(1)
}

fn known(values: &Array2<f32>) -> impl Iterator<Item = f32> {
    values.iter().copied().filter(|value| !value.is_nan())
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `coverage.json` comes last,
/// so that whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite or the raster cannot be made.
pub fn write_survey(
    results: &SurveyResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    Writer::write(folder, progress, STEPS, |writer| write_each(results, writer))
}

fn write_each(results: &SurveyResults, writer: &mut Writer) -> Result<(), Error> {
    let figures = document::bytes("coverage.json", results.report)?;
    #[cfg(feature = "gdal")]
    writer.put_by("coverage.tif", |file| geotiff(results, file))?;
    let rates_mbps = results.survey.together.rate_mbps.iter().copied();
    writer.put("coverage.qml", || gis::raster_style(rates_mbps, dictionary::BANDS))?;
    writer.put("sites.geojson", || sites(results.report))?;
    let written = [writer.folder.staged(), &["coverage.json".to_owned()]].concat();
    writer.put("README.txt", || Ok(readme(results, &written).into_bytes()))?;
    writer.put("coverage.json", || Ok(figures))
}

/// The arrays in the order of [`dictionary::BANDS`], each with its description.
fn bands(survey: &Survey) -> impl Iterator<Item = (&'static Field, &Array2<f32>)> {
    let loss = [&survey.path_loss_db];
    let sight = [&survey.clearance_m, &survey.fresnel_clearance_m, &survey.sites_in_sight];
    let together = loss.into_iter().chain(quantities(&survey.together)).chain(sight);
    let by_rank = survey.strongest.iter().flat_map(|rank| [&rank.server, &rank.rx_level_dbm]);
    dictionary::BANDS.iter().zip(together.chain(by_rank))
}

#[cfg(feature = "gdal")]
fn geotiff(results: &SurveyResults, file: &std::path::Path) -> Result<(), Error> {
    let bands = bands(results.survey).map(|(field, values)| Band {
        name: field.name,
        unit: field.unit,
        meaning: field.meaning,
        values,
    });
    let image = Image {
        crs: &results.report.window.crs,
        geo_transform: results.survey.window.grid.geo_transform(),
        metadata: &SurveyStamp::of(&results.report.scenario, &results.report.provenance.divario).lines(),
        bands: &bands.collect::<Vec<_>>(),
    };
    cloud_optimised_geotiff(&image, file)
}

fn sites(report: &SurveyReport) -> Result<Vec<u8>, Error> {
    let features =
        report.sites.iter().map(|site| Ok((rows::SiteRow::from(site), geojson::point(site.lon, site.lat))));
    geojson::layer("sites", &SurveyStamp::of(&report.scenario, &report.provenance.divario), features)
}

/// Names of all files.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files(1).into_iter().map(|file| file.name).collect()
}

fn readme(results: &SurveyResults, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&results.report.scenario, &results.report.provenance.divario).lines(),
        inputs: &results.report.provenance.inputs,
        notes: &dictionary::notes(),
        files: &dictionary::files(bands(results.survey).count()),
    };
    text_about(&about, written)
}
