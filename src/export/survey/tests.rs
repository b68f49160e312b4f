//! Files of a coverage map: what is written is what the dictionary says.

use std::collections::BTreeMap;
use std::fs;

use ndarray::Array2;
use serde_json::Value;

use super::*;
use crate::coverage::{Rasters, SiteCells, Strongest, Window};
use crate::progress::Silent;
use crate::scenario::{ModelName, Propagation};
use crate::score::{
    Ground, InputFile, ScenarioRef, SurveyModel, SurveyProvenance, SurveySite, SurveyTotals, SurveyWindow,
};
use crate::terrain::Grid;

const GRID: Grid = Grid { west_m: 400_000.0, north_m: 4_870_000.0, cell_m: 50.0, rows: 2, cols: 3 };

/// Every array is filled with its place in the order of the bands, and has one cell without value.
fn survey(ranks: usize) -> Survey {
    let array =
        |value: usize| Array2::from_shape_fn((2, 3), |at| if at == (0, 0) { f32::NAN } else { value as f32 });
    let rank = |rank: usize| Strongest { server: array(15 + 2 * rank), rx_level_dbm: array(16 + 2 * rank) };
    Survey {
        window: Window::whole(&GRID),
        path_loss_db: array(0),
        together: Rasters {
            rx_level_dbm: array(1),
            sinr_db: array(2),
            uplink_sinr_db: array(3),
            margin_db: array(4),
            probability_ratio: array(5),
            mcs: array(6),
            rate_mbps: array(7),
            uplink_rate_mbps: array(8),
            best_server: array(9),
            sector: array(10),
            server_count: array(11),
        },
        clearance_m: array(12),
        fresnel_clearance_m: array(13),
        sites_in_sight: array(14),
        strongest: (0..ranks).map(rank).collect(),
        site_cells: vec![SiteCells::default()],
    }
}

fn site() -> SurveySite {
    let ground = Ground { cells: 4, km2: 0.01 };
    SurveySite {
        number: 0,
        id: "a".into(),
        name: "Bric \"<1>\"".into(),
        lon: 7.712_345_678,
        lat: 44.0,
        owner: "province".into(),
        status: "candidate".into(),
        relay_only: false,
        ground_m: 900.0,
        height_m: 20.0,
        in_range: ground,
        in_sight: ground,
        served: ground,
        best: ground,
        void_cells: 0,
        households_served: 12.0,
        households_served_ratio: 0.5,
    }
}

fn report(survey: &Survey) -> SurveyReport {
    let ground = Ground { cells: 5, km2: 0.0125 };
    SurveyReport {
        scenario: ScenarioRef { name: "Small".into(), description: None, sha256: "abc".into() },
        model: SurveyModel {
            frequency_mhz: 3_500.0,
            cpe_antenna_height_m: 6.0,
            rate_mbps: 8.0,
            uplink_rate_mbps: 2.0,
            probability_percent: 90.0,
            path_loss_max_db: 140.0,
            propagation: Propagation {
                model: ModelName::P526,
                p1812: None,
                itm: None,
                effective_earth_radius_factor: 1.333,
                location_sigma_db: 7.0,
                range_max_km: 4.0,
            },
        },
        window: SurveyWindow {
            crs: "EPSG:32632".into(),
            west_m: 400_000.0,
            south_m: 4_869_900.0,
            east_m: 400_150.0,
            north_m: 4_870_000.0,
            cell_m: 50.0,
            rows: 2,
            cols: 3,
            first_row: 0,
            first_col: 0,
        },
        bands: survey_bands(survey),
        together: SurveyTotals {
            in_range: ground,
            in_sight: ground,
            served: ground,
            households: 24.0,
            households_with_signal: 14.0,
            households_served: 12.0,
            households_served_ratio: 0.5,
        },
        sites: vec![site()],
        warnings: vec!["a warning".into()],
        provenance: SurveyProvenance {
            divario: "0".into(),
            inputs: vec![InputFile { path: "dem.tif".into(), sha256: "abc123".into() }],
            threads: 2,
            wall_s: 1.5,
        },
    }
}

fn written(survey: &Survey, report: &SurveyReport) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let home = tempfile::tempdir().unwrap();
    let mut folder = OutputFolder::open(home.path())?;
    write_survey(&SurveyResults { report, survey }, &mut folder, &Silent)?;
    folder.commit()?;
    let entries = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    Ok(entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect())
}

#[test]
fn every_file_of_the_dictionary_is_written_and_explained() {
    let survey = survey(2);
    let files = written(&survey, &report(&survey)).unwrap();
    let mut expected: Vec<_> =
        dictionary::files(19).map(|file| file.name).into_iter().chain(["README.txt"]).collect();
    expected.retain(|name| cfg!(feature = "gdal") || *name != "coverage.tif");
    expected.sort_unstable();
    assert_eq!(files.keys().collect::<Vec<_>>(), expected);
    let readme = String::from_utf8(files["README.txt"].clone()).unwrap();
    for (name, _) in files.iter().filter(|(name, _)| *name != "README.txt") {
        assert_eq!(readme.matches(&format!("\n{name}: ")).count(), 1, "{name}");
    }
    assert!(readme.contains("\n  rx_level_3_dbm ") && !readme.contains("server_4"), "{readme}");
}

#[test]
fn every_array_has_the_band_of_its_name() {
    let survey = survey(7);
    let bands = survey_bands(&survey);
    assert_eq!((bands.len(), survey_band_count(8)), (dictionary::BANDS.len(), dictionary::BANDS.len()));
    for (place, band) in bands.iter().enumerate() {
        assert_eq!((band.band as usize, band.cells), (place + 1, 5));
        assert_eq!((band.min, band.max), (Some(place as f32), Some(place as f32)), "{}", band.name);
    }
    let style =
        String::from_utf8(written(&survey, &report(&survey)).unwrap().remove("coverage.qml").unwrap())
            .unwrap();
    assert!(style.contains(" band=\"8\" ") && style.contains("\"7 Mbit/s\""), "{style}");
    let names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
    assert_eq!(names[7..12], ["rate_mbps", "uplink_rate_mbps", "best_server", "sector", "server_count"]);
    assert_eq!(names[27..], ["server_8", "rx_level_8_dbm"]);
}

#[test]
fn the_fields_of_the_sites_are_those_of_the_dictionary() {
    let survey = survey(0);
    let files = written(&survey, &report(&survey)).unwrap();
    let text = String::from_utf8(files["sites.geojson"].clone()).unwrap();
    let layer: ::geojson::FeatureCollection = text.parse().unwrap();
    let feature = &layer.features[0];
    let described = dictionary::files(15).into_iter().find(|file| file.name == "sites.geojson").unwrap();
    let mut explained: Vec<&str> = described.fields.iter().map(|field| field.name).collect();
    let mut found: Vec<&String> = feature.properties.as_ref().unwrap().keys().collect();
    explained.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, explained);
    assert!(text.contains("7.7123457"), "{text}");
}

#[test]
fn the_figures_keep_their_schema() {
    let survey = survey(1);
    let files = written(&survey, &report(&survey)).unwrap();
    let document: Value = serde_json::from_slice(&files["coverage.json"]).unwrap();
    let validator = jsonschema::validator_for(coverage_schema().as_value()).unwrap();
    assert_eq!(validator.iter_errors(&document).count(), 0);
    assert_eq!(document["bands"][15]["name"], "server_2");
}

#[test]
fn a_figure_that_is_none_is_refused() {
    let survey = survey(0);
    let mut report = report(&survey);
    report.together.households = f64::NAN;
    assert!(written(&survey, &report).unwrap_err().to_string().contains("not a finite number"));
}
