//! One terrain profile from a CSV file: `distance_km,height_m` and, where known, `clutter_height_m` and `zone`.
//!
//! The first row is the transmitter, the last the receiver. Any other column is refused: nothing is read and ignored.

use std::io;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::course::check_course;
use super::csv_text::{delimiter, refusal, text_of};
use super::number::to_number;
use crate::problem::{Findings, Place, Problem};
use crate::propagation::profile_check::{CLUTTER_HEIGHT, GROUND_HEIGHT};
use crate::propagation::{Profile, Zone};

pub(super) const DISTANCE: &str = "distance_km";
const HEIGHT: &str = "height_m";
const CLUTTER: &str = "clutter_height_m";
const ZONE: &str = "zone";

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
    if text.trim().is_empty() {
        let remedy = format!("give the header {DISTANCE},{HEIGHT} and a row for each point");
        findings.problem(Problem::file("empty-file", file, "is empty", remedy));
        return None;
    }
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
        for (index, name) in header.iter().enumerate() {
            if header.iter().take(index).any(|earlier| earlier.trim() == name.trim()) {
                let remedy = "keep one of them".to_owned();
                note("repeated-column", format!("has the column \"{}\" twice", name.trim()), remedy);
            }
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
        path.ground_m.push(self.number(line, HEIGHT, &record[height], GROUND_HEIGHT.valid));
        path.clutter_m.push(match clutter.map(|index| record[index].trim()) {
            None | Some("") => 0.0,
            Some(text) => self.number(line, CLUTTER, text, CLUTTER_HEIGHT.valid),
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
