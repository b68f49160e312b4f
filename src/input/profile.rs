//! One terrain profile from a CSV file: `distance_km,height_m` and, where known, `clutter_height_m` and `zone`.
//!
//! The first row is the transmitter, the last the receiver. Any other column is refused: nothing is read and ignored.

use std::io;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::csv_text::{delimiter, refusal, text_of};
use super::number::to_number;
use crate::problem::{Findings, Place, Problem};
use crate::propagation::{Profile, Zone};

const DISTANCE: &str = "distance_km";
const HEIGHT: &str = "height_m";
const CLUTTER: &str = "clutter_height_m";
const ZONE: &str = "zone";

/// Heights of land above or below the sea that exist on Earth, m, with room to spare.
const HEIGHT_M: (f64, f64) = (-500.0, 9_000.0);

/// Heights of trees and buildings, m, with room to spare.
const CLUTTER_M: (f64, f64) = (0.0, 1_000.0);

/// A path longer than this is not one over terrain, km: its distances are metres.
const LENGTH_MAX_KM: f64 = 2_000.0;

/// Points further apart than this on average are no profile of terrain, km: their distances are metres …
const SPACING_MAX_KM: f64 = 5.0;

/// … unless there are fewer of them than this, as in an exercise with a single hill.
const POINTS_OF_A_PROFILE: usize = 5;

/// A path without a point between its ends says nothing about the terrain.
const POINTS_MIN: usize = 3;

/// A terrain profile that owns its points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PathProfile {
    /// Distance from the transmitter, km.
    pub distance_km: Vec<f64>,
    /// Height of the ground above mean sea level, m.
    pub ground_m: Vec<f64>,
    /// Height of what stands on the ground, m.
    pub clutter_m: Vec<f64>,
    /// Zone of each point; empty where the file does not say.
    pub zone: Vec<Zone>,
}

impl PathProfile {
    /// The points, as the models take them.
    #[must_use]
    pub fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &self.zone,
        }
    }
}

/// The profile in what was read from `file`; `None`, with all problems noted, where it holds none that can be used.
///
/// # Errors
/// None of its own: what could not be read (`bytes`) is noted as a problem too.
pub fn read_profile(file: &Path, bytes: io::Result<Vec<u8>>, findings: &mut Findings) -> Option<PathProfile> {
    let before = findings.problems.len();
    let text = text_of(file, bytes, findings)?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            findings.problem(refusal(file, &error));
            return None;
        }
    };
    let mut points = Points { file, columns: Columns::of(file, &header, findings)?, findings, lines: vec![] };
    let mut path = PathProfile::default();
    for record in reader.records() {
        match record {
            Ok(record) => points.take(&record, &mut path),
            Err(error) => {
                findings.problem(refusal(file, &error));
                return None;
            }
        }
    }
    let lines = points.lines;
    if findings.problems.len() == before {
        check_course(file, &path.distance_km, &lines, findings);
    }
    (findings.problems.len() == before).then_some(path)
}

/// Where the columns stand in a row.
struct Columns {
    distance: usize,
    height: usize,
    clutter: Option<usize>,
    zone: Option<usize>,
}

impl Columns {
    fn of(file: &Path, header: &StringRecord, findings: &mut Findings) -> Option<Self> {
        let find = |wanted: &str| header.iter().position(|name| name.trim() == wanted);
        let mut note = |code, found: String, remedy: String| {
            let place = Place::Cell(file.to_path_buf(), 1, String::new());
            findings.problem(Problem { code, place, found, remedy });
        };
        for wanted in [DISTANCE, HEIGHT].into_iter().filter(|wanted| find(wanted).is_none()) {
            note("missing-column", format!("has no column \"{wanted}\""), missing_remedy(wanted, header));
        }
        let unknown = |name: &&str| ![DISTANCE, HEIGHT, CLUTTER, ZONE].contains(&name.trim());
        for name in header.iter().filter(unknown) {
            let remedy = format!("take it out, or call it {DISTANCE}, {HEIGHT}, {CLUTTER} or {ZONE}");
            note("unknown-column", format!("has a column \"{name}\", which is not read"), remedy);
        }
        let found = Self {
            distance: find(DISTANCE)?,
            height: find(HEIGHT)?,
            clutter: find(CLUTTER),
            zone: find(ZONE),
        };
        header.iter().all(|name| !unknown(&name)).then_some(found)
    }
}

fn missing_remedy(wanted: &str, header: &StringRecord) -> String {
    if wanted == DISTANCE && header.iter().any(|name| name.trim() == "distance_m") {
        return format!("call the column {DISTANCE} and divide its metres by 1000");
    }
    format!("write the header {DISTANCE},{HEIGHT} and, where known, {CLUTTER} and {ZONE}")
}

/// Takes rows one by one, and notes every mistake in them.
struct Points<'a> {
    file: &'a Path,
    columns: Columns,
    findings: &'a mut Findings,
    /// Line of each point in the file.
    lines: Vec<u64>,
}

impl Points<'_> {
    fn take(&mut self, record: &StringRecord, path: &mut PathProfile) {
        let line = record.position().map_or(0, csv::Position::line);
        self.lines.push(line);
        let Columns { distance, height, clutter, zone } = self.columns;
        path.distance_km.push(self.number(line, DISTANCE, &record[distance], (f64::MIN, f64::MAX)));
        path.ground_m.push(self.number(line, HEIGHT, &record[height], HEIGHT_M));
        path.clutter_m.push(match clutter.map(|index| record[index].trim()) {
            None | Some("") => 0.0,
            Some(text) => self.number(line, CLUTTER, text, CLUTTER_M),
        });
        if let Some(index) = zone {
            path.zone.push(self.zone(line, record[index].trim()));
        }
    }

    /// The number in a cell; a problem is noted where there is none, or none that can be.
    fn number(&mut self, line: u64, column: &str, text: &str, (least, largest): (f64, f64)) -> f64 {
        match to_number(text) {
            Ok(number) if (least..=largest).contains(&number) => number,
            Ok(number) => {
                let remedy = format!("give metres, {least} to {largest}");
                self.note("out-of-range", line, column, format!("found {number}"), remedy)
            }
            Err((found, remedy)) => self.note("bad-number", line, column, found, remedy),
        }
    }

    fn zone(&mut self, line: u64, text: &str) -> Zone {
        match text {
            "inland" => Zone::Inland,
            "coastal" => Zone::CoastalLand,
            "sea" => Zone::Sea,
            _ => {
                let remedy = "write inland, coastal or sea".into();
                self.note("unknown-zone", line, ZONE, format!("found \"{text}\""), remedy);
                Zone::Inland
            }
        }
    }

    fn note(&mut self, code: &'static str, line: u64, column: &str, found: String, remedy: String) -> f64 {
        let place = Place::Cell(self.file.to_path_buf(), line, column.into());
        self.findings.problem(Problem { code, place, found, remedy });
        f64::NAN
    }
}

/// What the distances must be together: enough, from 0, rising, in kilometres.
fn check_course(file: &Path, distance_km: &[f64], lines: &[u64], findings: &mut Findings) {
    let count = distance_km.len();
    if count < POINTS_MIN {
        let found = format!("has {count} {}", if count == 1 { "point" } else { "points" });
        let remedy = "give the transmitter, the receiver and at least one point between them";
        findings.problem(Problem::file("too-few-points", file, found, remedy));
        return;
    }
    let mut note = |code, index: usize, found: String, remedy: &str| {
        let place = Place::Cell(file.to_path_buf(), lines[index], DISTANCE.into());
        findings.problem(Problem { code, place, found, remedy: remedy.into() });
    };
    if distance_km[0] != 0.0 {
        let remedy = "the first point is the transmitter: its distance is 0; take it from all the others";
        note("start-not-zero", 0, format!("found {}", distance_km[0]), remedy);
    }
    for index in (1..count).filter(|&index| distance_km[index] <= distance_km[index - 1]) {
        let found = format!("found {} after {}", distance_km[index], distance_km[index - 1]);
        note("not-ascending", index, found, "give the points in order from the transmitter, each place once");
    }
    let length_km = distance_km[count - 1];
    let spacing_km = length_km / (count - 1) as f64;
    if length_km > LENGTH_MAX_KM || (count >= POINTS_OF_A_PROFILE && spacing_km > SPACING_MAX_KM) {
        let found = format!("found a path of {length_km} km with a point every {spacing_km} km on average");
        let remedy = "these look like metres: divide them by 1000";
        note("distance-not-km", count - 1, found, remedy);
    }
}
