//! Household points: read, matched with their comuni, checked.

use std::collections::BTreeSet;
use std::path::Path;

use super::{ComuneFinder, ComuniMap, HouseholdPoint};
use crate::input::{PointColumns, PointRow, PointTable, read_points};
use crate::problem::{Findings, Problem};
use crate::scenario::{ComuneBy, Households, ServedToday};
use crate::terrain::Projection;
use crate::units::Projected;

/// Reads the household file and keeps the points of the planned comuni, by rising id.
pub fn read_households(
    file: &Path,
    spec: &Households,
    served: Option<&ServedToday>,
    map: &ComuniMap,
    projection: &Projection,
    findings: &mut Findings,
) -> Vec<HouseholdPoint> {
    let Some(table) = read_points(file, &columns(spec, served), findings) else { return Vec::new() };
    check_axes(&table, projection, findings);
    let finder = ComuneFinder::new(&map.territories_m);
    let mut reader = Reader { spec, served, map, finder, table: &table, tally: Tally::default() };
    let mut points: Vec<HouseholdPoint> =
        table.rows.iter().filter_map(|row| reader.point(row, projection, findings)).collect();
    reader.tally.report(file, findings);
    warn_unknown_classes(&table, served, findings);
    points.sort_by(|a, b| a.id.cmp(&b.id));
    refuse_repeated_ids(file, &points, findings);
    if points.is_empty() {
        let remedy = "give a file whose points lie in the planned comuni";
        findings.problem(Problem::file(
            "no-households",
            file,
            "holds no household of the planned comuni",
            remedy,
        ));
    }
    points
}

fn columns<'s>(spec: &'s Households, served: Option<&'s ServedToday>) -> PointColumns<'s> {
    let mut required = vec![spec.id_column.as_str(), spec.households_column.as_str()];
    if spec.comune_by == ComuneBy::Code {
        required.push(&spec.istat_column);
    }
    if let Some(ServedToday::PerPoint { column, .. }) = served {
        required.push(column);
    }
    PointColumns { lon: &spec.lon_column, lat: &spec.lat_column, required, optional: Vec::new() }
}

/// Where the points lie only if latitude and longitude are exchanged, they probably are.
fn check_axes(table: &PointTable, projection: &Projection, findings: &mut Findings) {
    let Some(area) = projection.area_of_use else { return };
    let count = |swap: bool| {
        let inside = |row: &&PointRow| {
            let (lon, lat) = (row.shape.lon_deg, row.shape.lat_deg);
            if swap { area.contains(lat, lon) } else { area.contains(lon, lat) }
        };
        table.rows.iter().filter(inside).count()
    };
    if count(false) * 2 < table.rows.len() && count(true) * 2 > table.rows.len() {
        let remedy = "exchange the columns of longitude and latitude in the scenario, or in the file";
        findings.problem(Problem::file("swapped-axes", &table.file, "has its axes swapped", remedy));
    }
}

/// What was passed over, counted; told once at the end.
#[derive(Default)]
struct Tally {
    nowhere: usize,
    outside_territory: usize,
    /// Where the first of those stands.
    first_outside: Option<String>,
    empty: usize,
    repeated_positions: usize,
    positions: BTreeSet<(u64, u64)>,
}

impl Tally {
    fn report(&self, file: &Path, findings: &mut Findings) {
        let mut tell = |count: usize, what: &str| {
            if count > 0 {
                findings.warn(format!("{}: {count} {what}", name(file)));
            }
        };
        tell(self.nowhere, "points lie in no planned comune and were left out");
        let first = self.first_outside.as_deref().unwrap_or_default();
        let outside = format!(
            "points lie outside the polygon of the comune whose code they carry (the first: {first})"
        );
        tell(self.outside_territory, &outside);
        tell(self.empty, "points have no households and were left out");
        tell(self.repeated_positions, "points share the position of another point");
    }
}

fn name(file: &Path) -> String {
    file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}

struct Reader<'a> {
    spec: &'a Households,
    served: Option<&'a ServedToday>,
    map: &'a ComuniMap,
    finder: ComuneFinder<'a>,
    table: &'a PointTable,
    tally: Tally,
}

impl Reader<'_> {
    fn point(
        &mut self,
        row: &PointRow,
        projection: &Projection,
        findings: &mut Findings,
    ) -> Option<HouseholdPoint> {
        let households = self.table.count(row, &self.spec.households_column, findings)?;
        let Some(position) = projection.to_metric(row.shape) else {
            self.tally.nowhere += 1;
            return None;
        };
        let comune = self.comune(row, position, findings)?;
        if households == 0.0 {
            self.tally.empty += 1;
            return None;
        }
        let id = self.table.required(row, &self.spec.id_column, findings)?.to_owned();
        let bits = (row.shape.lon_deg.to_bits(), row.shape.lat_deg.to_bits());
        self.tally.repeated_positions += usize::from(!self.tally.positions.insert(bits));
        let unserved_households = households * (1.0 - self.served_ratio(row, comune));
        Some(HouseholdPoint { id, comune, lon_lat: row.shape, position, households, unserved_households })
    }

    fn comune(&mut self, row: &PointRow, position: Projected, findings: &mut Findings) -> Option<usize> {
        if self.spec.comune_by == ComuneBy::Polygon {
            let found = self.finder.find(position);
            self.tally.nowhere += usize::from(found.is_none());
            return found;
        }
        let code = self.table.text(row, &self.spec.istat_column).unwrap_or("");
        if let Ok(index) = self.map.comuni.binary_search_by(|comune| comune.istat.as_str().cmp(code)) {
            if !self.finder.contains(index, position) {
                self.tally.outside_territory += 1;
                let place = self.table.place(row, &self.spec.istat_column).to_string();
                self.tally.first_outside.get_or_insert(place);
            }
            return Some(index);
        }
        // A file for the whole region is no mistake: points of other comuni are simply not planned here.
        if !self.map.all_istat.contains(code) {
            let (place, found) =
                (self.table.place(row, &self.spec.istat_column), format!("found \"{code}\""));
            let remedy =
                "give the ISTAT code of a comune in the comuni file, or set comune_by to \"polygon\""
                    .to_owned();
            findings.problem(Problem { code: "unknown-istat-code", place, found, remedy });
        }
        None
    }

    fn served_ratio(&self, row: &PointRow, comune: usize) -> f64 {
        match self.served {
            Some(ServedToday::PerPoint { column, served_classes }) => {
                let class = self.table.text(row, column).unwrap_or("");
                f64::from(u8::from(served_classes.iter().any(|served| served == class)))
            }
            Some(ServedToday::SharePerComune { .. }) => self.map.comuni[comune].served_today_ratio,
            None => 0.0,
        }
    }
}

/// A class that no point has is most likely misspelt.
fn warn_unknown_classes(table: &PointTable, served: Option<&ServedToday>, findings: &mut Findings) {
    let Some(ServedToday::PerPoint { column, served_classes }) = served else { return };
    for class in served_classes {
        if table.rows.iter().all(|row| table.text(row, column) != Some(class)) {
            findings.warn(format!("{}: no point has the service class \"{class}\"", name(&table.file)));
        }
    }
}

fn refuse_repeated_ids(file: &Path, points: &[HouseholdPoint], findings: &mut Findings) {
    for pair in points.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let found = format!("the id \"{}\" is given twice", pair[0].id);
        findings.problem(Problem::file("repeated-id", file, found, "give every point its own id"));
    }
}
