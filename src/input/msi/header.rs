//! The keys of the file, and which points belong to which block.

use super::lines::numbered;
use super::{Cut, Notes};

/// Gains that an antenna of an access network can have, dBi: a piece of wire to a dish.
const GAIN_DBI: (f64, f64) = (-20.0, 50.0);
/// Gain of a half-wave dipole, dBi, as the readers of the format have it.
const DIPOLE_DBI: f64 = 2.15;
/// Carrier frequencies that can be, MHz; less is a comma that stands for thousands.
const FREQUENCY_MHZ: (f64, f64) = (10.0, 300_000.0);
/// Tilts that can be, degrees.
const TILT_DEG: (f64, f64) = (-90.0, 90.0);

/// What was read before the points are looked at.
#[derive(Default)]
pub(super) struct Header {
    pub name: Option<String>,
    pub make: Option<String>,
    pub gain_dbi: Option<f64>,
    pub frequency_mhz: Option<f64>,
    pub electrical_tilt_deg: Option<f64>,
    pub horizontal: Option<Cut>,
    pub vertical: Option<Cut>,
    /// Gain from elsewhere, dBi.
    own_gain_dbi: Option<f64>,
    /// Lines of numbers alone that stand before any block.
    stray_count: u32,
    /// Whether GAIN stood there, readable or not.
    has_gain: bool,
}

/// Which block the points belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Header,
    Horizontal,
    Vertical,
}

/// Reads the keys and gathers the points, and notes what is missing; `None`, where there is no pattern at all.
/// A gain from elsewhere (dBi) takes the place of the file's.
pub(super) fn read(text: &str, own_gain_dbi: Option<f64>, notes: &mut Notes) -> Option<Header> {
    let mut header = Header { own_gain_dbi, ..Header::default() };
    let mut block = Block::Header;
    for (number, line) in numbered(text) {
        let line = line.trim();
        if line.is_empty() || ["#", "//", ";"].iter().any(|comment| line.starts_with(comment)) {
            continue;
        }
        if line.starts_with(|first: char| first.is_ascii_digit() || "+-.,".contains(first)) {
            header.point(block, number, line, notes);
        } else {
            block = header.key(block, number, line, notes);
        }
    }
    if let Some(own_dbi) = own_gain_dbi {
        (header.gain_dbi, header.has_gain) = (Some(own_dbi), true);
    }
    header.is_pattern(notes).then_some(header)
}

impl Header {
    fn point(&mut self, block: Block, number: u64, line: &str, notes: &mut Notes) {
        let cut = match block {
            Block::Header => None,
            Block::Horizontal => self.horizontal.as_mut(),
            Block::Vertical => self.vertical.as_mut(),
        };
        match cut {
            Some(cut) => cut.point(number, line, notes),
            // a name without its key may be a number
            None if number == 1 => self.name = Some(line.to_owned()),
            None => self.stray_count += 1,
        }
    }

    /// Takes a line that starts with a word; the block that the lines after it belong to.
    fn key(&mut self, block: Block, number: u64, line: &str, notes: &mut Notes) -> Block {
        let (key, value) =
            line.split_once(|c: char| c.is_whitespace() || "=:,".contains(c)).unwrap_or((line, ""));
        let value = value.trim_start_matches(|c: char| c.is_whitespace() || "=:,".contains(c)).trim_end();
        match key.to_ascii_uppercase().as_str() {
            "HORIZONTAL" => return self.start(Block::Horizontal, number, value, notes),
            "VERTICAL" => return self.start(Block::Vertical, number, value, notes),
            "NAME" => self.name = Some(value.to_owned()).filter(|name| !name.is_empty()),
            "MAKE" => self.make = Some(value.to_owned()).filter(|make| !make.is_empty()),
            "GAIN" if self.own_gain_dbi.is_none() => self.gain(number, value, notes),
            "FREQUENCY" => self.frequency_mhz = frequency_mhz(number, value, notes),
            "ELECTRICAL_TILT" => self.electrical_tilt_deg = tilt_deg(value).or(self.electrical_tilt_deg),
            // often a word ("ELECTRICAL"), which says nothing that the cuts do not
            "TILT" => self.electrical_tilt_deg = self.electrical_tilt_deg.or_else(|| tilt_deg(value)),
            // some makers leave the key of the first line out
            _ if number == 1 => self.name = Some(line.to_owned()),
            _ => {}
        }
        block
    }

    fn start(&mut self, block: Block, number: u64, value: &str, notes: &mut Notes) -> Block {
        let (place, name) = match block {
            Block::Vertical => (&mut self.vertical, "VERTICAL"),
            _ => (&mut self.horizontal, "HORIZONTAL"),
        };
        if let Some(first) = place {
            let found = format!("has {name} again, after line {}", first.line());
            notes.refuse("repeated-block", number, found, "keep one pattern in a file");
        }
        *place = Some(Cut::new(name, number, value.parse().ok()));
        block
    }

    fn gain(&mut self, number: u64, value: &str, notes: &mut Notes) {
        let found = gain_dbi(number, value, notes);
        if self.gain_dbi.is_some() && self.gain_dbi != found {
            notes.refuse("repeated-gain", number, format!("has a second GAIN, {value}"), "keep one of them");
        }
        (self.gain_dbi, self.has_gain) = (found, true);
    }

    fn is_pattern(&self, notes: &mut Notes) -> bool {
        if self.horizontal.is_none() && self.vertical.is_none() {
            let (found, remedy) = self.no_pattern();
            notes.refuse_file("not-a-pattern", found, remedy);
            return false;
        }
        for (name, missing) in
            [("HORIZONTAL", self.horizontal.is_none()), ("VERTICAL", self.vertical.is_none())]
        {
            if missing {
                let remedy = format!("add the line \"{name} 360\" and its 360 points");
                notes.refuse_file("missing-block", format!("has no {name} block"), remedy);
            }
        }
        if !self.has_gain {
            let remedy = "add a line such as \"GAIN 17.0 dBi\" before the points, from the data sheet, or give gain_dbi in the scenario";
            notes.refuse_file("missing-gain", "has no GAIN", remedy);
        }
        true
    }

    fn no_pattern(&self) -> (String, &'static str) {
        if self.stray_count >= 359 {
            let found =
                format!("has {} lines of numbers, but no HORIZONTAL, VERTICAL and GAIN", self.stray_count);
            return (found, "convert it to an MSI Planet file: it looks like one of Radio Mobile");
        }
        let remedy = "give an MSI Planet file: a header, then HORIZONTAL and VERTICAL with 360 points each";
        ("has neither a HORIZONTAL nor a VERTICAL block".into(), remedy)
    }
}

/// The number that a value starts with, and what follows it, in lower case.
fn figure(value: &str) -> (Option<f64>, String) {
    let end = value.find(|c: char| !(c.is_ascii_digit() || "+-.,".contains(c))).unwrap_or(value.len());
    let (figure, rest) = value.split_at(end);
    (figure.replace(',', ".").parse().ok(), rest.trim().to_lowercase())
}

/// A gain as the file states it, brought to dBi.
fn gain_dbi(number: u64, value: &str, notes: &mut Notes) -> Option<f64> {
    let (figure, unit) = figure(value);
    let unit = unit.trim_start_matches(['(', '[']);
    let gain_dbi = figure.and_then(|figure| {
        if unit.starts_with("dbi") {
            return Some(figure);
        }
        if unit.is_empty() || unit == "db" {
            let what = format!(
                "GAIN {value} has no unit; read as dBd, as the format has it: {:.2} dBi. Write dBi or dBd behind it",
                figure + DIPOLE_DBI
            );
            notes.warn(number, &what);
            return Some(figure + DIPOLE_DBI);
        }
        unit.starts_with("dbd").then_some(figure + DIPOLE_DBI)
    });
    let remedy = "write the gain of the data sheet with its unit, for example \"GAIN 17.0 dBi\"";
    match gain_dbi {
        None => notes.refuse("bad-gain", number, format!("has GAIN \"{value}\""), remedy),
        Some(gain_dbi) if !(GAIN_DBI.0..=GAIN_DBI.1).contains(&gain_dbi) => {
            notes.refuse("out-of-range", number, format!("has a gain of {gain_dbi} dBi"), remedy);
        }
        Some(_) => return gain_dbi,
    }
    None
}

fn tilt_deg(value: &str) -> Option<f64> {
    figure(value).0.filter(|tilt_deg| (TILT_DEG.0..=TILT_DEG.1).contains(tilt_deg))
}

/// A frequency in MHz; where it is not one number, it is left out and said.
fn frequency_mhz(number: u64, value: &str, notes: &mut Notes) -> Option<f64> {
    let (figure, unit) = figure(value);
    let mhz = match unit.as_str() {
        "" | "mhz" => figure,
        "ghz" => figure.map(|ghz| ghz * 1e3),
        "khz" => figure.map(|khz| khz / 1e3),
        "hz" => figure.map(|hz| hz / 1e6),
        _ => None,
    };
    let within = mhz.filter(|mhz| (FREQUENCY_MHZ.0..=FREQUENCY_MHZ.1).contains(mhz));
    if within.is_none() && !value.is_empty() {
        notes.warn(number, &format!("FREQUENCY \"{value}\" is not one frequency; not used"));
    }
    within
}
