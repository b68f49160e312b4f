//! The files of the province.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use gdal::raster::{Buffer, GdalType, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;
use gdal::{Dataset, DriverManager};
use geo::Coord;
use serde::Serialize;

use super::Province;
use super::ballots::{PRIORITIES, ballots};
use super::comuni::PROVINCE;
use super::globe::EPSG;
use super::lattice::{NORTH_M, WEST_M};
use super::readme::readme;

type Done<T> = Result<T, Box<dyn Error>>;

/// Writes every file and names it.
pub fn all(province: &Province, folder: &Path) -> Done<Vec<PathBuf>> {
    let height_m: Vec<i16> = province.survey.height_m.iter().map(|&height_m| height_m as i16).collect();
    let files = [
        raster(province, folder.join("elevation.tif"), height_m, &["COMPRESS=LZW", "PREDICTOR=2"])?,
        raster(province, folder.join("land_cover.tif"), province.cover.clone(), &["COMPRESS=LZW"])?,
        text(folder.join("comuni.geojson"), &comuni(province)?)?,
        text(folder.join("households.csv"), &households(province)?)?,
        text(folder.join("town_halls.geojson"), &town_halls(province)?)?,
        text(folder.join("candidate_sites.geojson"), &candidate_sites(province)?)?,
        text(folder.join("ballots.csv"), &votes(province)?)?,
        text(folder.join("README.md"), &readme(province))?,
    ];
    Ok(files.into())
}

fn text(file: PathBuf, content: &str) -> Done<PathBuf> {
    fs::write(&file, content)?;
    Ok(file)
}

/// LZW, not deflate: its bytes do not depend on the version of a compression library.
fn raster<T: GdalType + Copy>(
    province: &Province,
    file: PathBuf,
    cells: Vec<T>,
    options: &[&str],
) -> Done<PathBuf> {
    let lattice = province.survey.lattice;
    let options: RasterCreationOptions = options.iter().copied().collect();
    let mut dataset: Dataset = DriverManager::get_driver_by_name("GTiff")?
        .create_with_band_type_with_options::<T, _>(&file, lattice.side, lattice.side, 1, &options)?;
    dataset.set_spatial_ref(&SpatialRef::from_epsg(EPSG)?)?;
    dataset.set_geo_transform(&[WEST_M, lattice.cell_m, 0.0, NORTH_M, 0.0, -lattice.cell_m])?;
    let mut band = dataset.rasterband(1)?;
    band.write((0, 0), (lattice.side, lattice.side), &mut Buffer::new((lattice.side, lattice.side), cells))?;
    dataset.close()?;
    Ok(file)
}

#[derive(Serialize)]
struct Feature<P, C> {
    r#type: &'static str,
    properties: P,
    geometry: Geometry<C>,
}

#[derive(Serialize)]
struct Geometry<C> {
    r#type: &'static str,
    coordinates: C,
}

/// A feature collection, one feature a line.
fn collection<P: Serialize, C: Serialize>(
    kind: &'static str,
    features: impl IntoIterator<Item = Done<(P, C)>>,
) -> Done<String> {
    let mut lines = Vec::new();
    for feature in features {
        let (properties, coordinates) = feature?;
        let geometry = Geometry { r#type: kind, coordinates };
        lines.push(serde_json::to_string(&Feature { r#type: "Feature", properties, geometry })?);
    }
    Ok(format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n")))
}

#[derive(Serialize)]
struct ComuneRow<'a> {
    istat: &'a str,
    name: &'a str,
    province: &'a str,
    population: u32,
    households: u32,
    households_served: u32,
    altitude_zone: u8,
}

fn comuni(province: &Province) -> Done<String> {
    let features = province.comuni.list.iter().enumerate().map(|(index, comune)| {
        let points = province.points.iter().filter(|point| point.comune == index);
        let row = ComuneRow {
            istat: &comune.istat,
            name: comune.name,
            province: PROVINCE,
            population: comune.population,
            households: comune.households,
            households_served: points.filter(|point| point.served()).map(|point| point.households).sum(),
            altitude_zone: comune.altitude_zone,
        };
        let ring: Vec<[f64; 2]> = province.borders[index].exterior().coords().copied().map(pair).collect();
        Ok((row, [ring]))
    });
    collection("Polygon", features)
}

fn pair(place: Coord<f64>) -> [f64; 2] {
    [place.x, place.y]
}

#[derive(Serialize)]
struct HouseholdRow<'a> {
    id: String,
    istat: &'a str,
    lon: f64,
    lat: f64,
    households: u32,
    service_class: &'a str,
}

fn households(province: &Province) -> Done<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for (index, point) in province.points.iter().enumerate() {
        let place = province.globe.near(province.survey.lattice, point.cell, point.east_m, point.north_m)?;
        table.serialize(HouseholdRow {
            id: format!("h{:04}", index + 1),
            istat: &province.comuni.list[point.comune].istat,
            lon: place.x,
            lat: place.y,
            households: point.households,
            service_class: point.service_class,
        })?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

fn votes(province: &Province) -> Done<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["round", "voter", "comune"].into_iter().chain(PRIORITIES))?;
    for ballot in ballots(&province.comuni.list) {
        let istat = &province.comuni.list[ballot.comune].istat;
        table.serialize((ballot.round, ballot.voter, istat, ballot.points))?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

#[derive(Serialize)]
struct TownHallRow<'a> {
    istat: &'a str,
    name: String,
}

fn town_halls(province: &Province) -> Done<String> {
    let features = province.comuni.list.iter().map(|comune| {
        let row = TownHallRow { istat: &comune.istat, name: format!("Municipio di {}", comune.name) };
        Ok((row, pair(province.globe.near(province.survey.lattice, comune.town, 0.0, 0.0)?)))
    });
    collection("Point", features)
}

#[derive(Serialize)]
struct SiteRow<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
}

fn candidate_sites(province: &Province) -> Done<String> {
    let features = province.structures.iter().map(|structure| {
        let row = SiteRow { id: &structure.id, name: &structure.name, kind: structure.kind };
        // A bell tower stands beside the town hall, not on it.
        let aside_m = if structure.kind == "bell_tower" { 11.0 } else { 0.0 };
        Ok((row, pair(province.globe.near(province.survey.lattice, structure.cell, aside_m, -aside_m)?)))
    });
    collection("Point", features)
}
