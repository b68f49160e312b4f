//! The comuni: which of the file are planned, their attributes, their territory on the map.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use geo::{InteriorPoint, MapCoords, MultiPolygon};

use super::Comune;
use crate::input::{PolygonRow, PolygonTable, read_polygons};
use crate::problem::{Findings, Problem};
use crate::scenario::{Area, Comuni, ServedRatio, ServedToday};
use crate::terrain::Projection;
use crate::units::LonLat;

/// The planned comuni and what the rest of the engine asks of the file.
#[derive(Debug, Clone)]
pub struct ComuniMap {
    /// The planned comuni, by rising ISTAT code.
    pub comuni: Vec<Comune>,
    /// Their territories in the working projection, m, in the same order.
    pub territories_m: Vec<MultiPolygon<f64>>,
    /// Territories of all comuni of the file, planned or not: land as against sea.
    pub land_m: Vec<MultiPolygon<f64>>,
    /// Codes of all comuni of the file, planned or not.
    pub all_istat: BTreeSet<String>,
}

/// Reads the comuni file and picks the planned ones.
pub fn read_comuni(
    file: &Path,
    fields: &Comuni,
    served: Option<&ServedToday>,
    area: &Area,
    projection: &Projection,
    findings: &mut Findings,
) -> Option<ComuniMap> {
    let ratios = match served {
        Some(ServedToday::SharePerComune { ratios }) => ratios.as_slice(),
        _ => &[],
    };
    let table = read_polygons(file, &wanted(fields, ratios), findings)?;
    check_axes(&table, projection, findings);
    let read = read_rows(&table, fields, ratios, projection, findings);
    let land_m = read.values().map(|(_, territory)| territory.clone()).collect();
    let all_istat: BTreeSet<String> = read.keys().cloned().collect();
    check_codes(area, &all_istat, file, findings);
    let planned = read.into_values().filter(|(comune, _)| is_planned(comune, area));
    let (comuni, territories_m): (Vec<_>, Vec<_>) = planned.unzip();
    if comuni.is_empty() && findings.problems.is_empty() {
        let remedy = "correct comuni_istat or box_deg";
        findings.problem(Problem::at("empty-area", "/area", "no comune of the file is in the area", remedy));
    }
    Some(ComuniMap { comuni, territories_m, land_m, all_istat })
}

/// Comuni and their territories in the working projection, by ISTAT code.
fn read_rows(
    table: &PolygonTable,
    fields: &Comuni,
    ratios: &[ServedRatio],
    projection: &Projection,
    findings: &mut Findings,
) -> BTreeMap<String, (Comune, MultiPolygon<f64>)> {
    let mut read = BTreeMap::new();
    for row in &table.rows {
        let Some(comune) = comune(table, row, fields, ratios, findings) else { continue };
        let Some(territory_m) = project(&comune.polygon, projection) else {
            let remedy = "choose a projection that reaches the comuni, or correct their coordinates";
            let found = format!("{} lies where the projection does not reach", comune.name);
            findings.problem(Problem::at("off-projection", "/area/crs", found, remedy));
            continue;
        };
        let code = comune.istat.clone();
        if read.insert(code.clone(), (comune, territory_m)).is_some() {
            let found = format!("the ISTAT code \"{code}\" is given twice");
            let remedy = "merge the two into one multipolygon";
            findings.problem(Problem::file("repeated-id", &table.file, found, remedy));
        }
    }
    read
}

fn wanted<'f>(fields: &'f Comuni, ratios: &'f [ServedRatio]) -> Vec<&'f str> {
    let own = [&fields.istat_field, &fields.name_field, &fields.population_field];
    let shares = ratios.iter().flat_map(|ratio| [&ratio.numerator_field, &ratio.denominator_field]);
    let own = own.into_iter().chain(&fields.altitude_zone_field);
    let mut names: Vec<&str> = own.chain(shares).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn comune(
    table: &PolygonTable,
    row: &PolygonRow,
    fields: &Comuni,
    ratios: &[ServedRatio],
    findings: &mut Findings,
) -> Option<Comune> {
    let istat = table.required(row, &fields.istat_field, findings).map(str::to_owned);
    let population = table.count(row, &fields.population_field, findings)?;
    let zone = fields.altitude_zone_field.as_ref().map(|field| table.required(row, field, findings));
    let istat = istat?;
    let name = table.text(row, &fields.name_field).unwrap_or(&istat).to_owned();
    let shares = ratios.iter().map(|ratio| share(table, row, ratio, findings));
    let served_today_ratio = shares.fold(0.0, f64::max);
    Some(Comune {
        istat,
        name,
        population: population as u32,
        altitude_zone: zone.flatten().map(str::to_owned),
        polygon: row.shape.clone(),
        served_today_ratio,
    })
}

/// A share between 0 and 1; an empty attribute counts as 0, as registers leave empty what does not exist.
fn share(table: &PolygonTable, row: &PolygonRow, ratio: &ServedRatio, findings: &mut Findings) -> f64 {
    let mut count = |field: &str| match table.text(row, field) {
        Some(_) => table.count(row, field, findings).unwrap_or(0.0),
        None => 0.0,
    };
    let (part, whole) = (count(&ratio.numerator_field), count(&ratio.denominator_field));
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}

fn project(polygon: &MultiPolygon<f64>, projection: &Projection) -> Option<MultiPolygon<f64>> {
    polygon
        .try_map_coords(|at| {
            let there = projection.to_metric(LonLat { lon_deg: at.x, lat_deg: at.y }).ok_or(())?;
            Ok::<_, ()>(geo::Coord { x: there.east_m, y: there.north_m })
        })
        .ok()
}

/// Latitude and longitude swapped is the commonest mistake: seen where only the swapped positions make sense.
fn check_axes(table: &PolygonTable, projection: &Projection, findings: &mut Findings) {
    let Some(area) = projection.area_of_use else { return };
    let inner: Vec<geo::Point<f64>> =
        table.rows.iter().filter_map(|row| row.shape.interior_point()).collect();
    let straight = inner.iter().filter(|at| area.contains(at.x(), at.y())).count();
    let swapped = inner.iter().filter(|at| area.contains(at.y(), at.x())).count();
    let example = inner.first().map(|at| format!("{:.3}, {:.3}", at.x(), at.y())).unwrap_or_default();
    if straight * 2 < inner.len() && swapped * 2 > inner.len() {
        let remedy = "RFC 7946 wants longitude first, then latitude: swap the coordinates";
        let found = format!("has its axes swapped: a comune lies at {example}");
        findings.problem(Problem::file("swapped-axes", &table.file, found, remedy));
    } else if straight == 0 {
        let remedy = "choose the projection for where the comuni lie, or correct their coordinates";
        let found =
            format!("lies outside the area in which /area/crs may be used: a comune lies at {example}");
        findings.problem(Problem::file("off-projection", &table.file, found, remedy));
    }
}

fn check_codes(area: &Area, known: &BTreeSet<String>, file: &Path, findings: &mut Findings) {
    for (index, code) in area.comuni_istat.iter().flatten().enumerate() {
        if !known.contains(code) {
            let found = format!("no comune of {} has the ISTAT code \"{code}\"", file.display());
            let remedy = "correct the code, or give the file that has it";
            let pointer = format!("/area/comuni_istat/{index}");
            findings.problem(Problem::at("unknown-istat-code", pointer, found, remedy));
        }
    }
}

fn is_planned(comune: &Comune, area: &Area) -> bool {
    match (&area.comuni_istat, area.box_deg) {
        (Some(codes), _) => codes.contains(&comune.istat),
        (None, Some(edges)) => {
            comune.polygon.interior_point().is_some_and(|at| edges.contains(at.x(), at.y()))
        }
        (None, None) => true,
    }
}
