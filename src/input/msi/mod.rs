//! Antenna patterns from MSI Planet files (`.msi`, `.pln`, `.ant`): a header, 360 losses around, 360 losses up and down.
//!
//! ```text
//! NAME panel            lines are "KEY value"; keys that are not read do no harm
//! FREQUENCY 3500        MHz, unless it says otherwise
//! GAIN 17.0 dBi         dBd where it says nothing: dBi = dBd + 2.15
//! ELECTRICAL_TILT 2
//! HORIZONTAL 360        degrees clockwise from the boresight, and the loss below the gain, dB
//! 0 0.0
//! ...
//! VERTICAL 360          degrees from the horizon ahead downwards: 90 is straight down, 270 straight up
//! 0 0.4
//! ...
//! ```
//!
//! There is no standard, only usage. *Sources* that were read: the description of the format by the handbook of Radio
//! Mobile (radiomobile.pe1mew.nl, "MSI": fields, MHz, dBd unless dBi is written, losses without a sign below a maximum
//! of 0, 0° the horizon); `KomelT/RaPlaT` (`raster/r.sector/main.c`: dBd by default, + 2.15, and the vertical cut read
//! at the angle by which a receiver lies *below* the antenna, 360° less what it lies above); `lichinka/prato`
//! (`antenna.c`: the same direction); the CPAN module `RF::Antenna::Planet::MSI::Format` 0.13 (NAME may lack its key,
//! keys in any case). Which way the toolbox of MathWorks counts, whose `msiread` calls the same column "Elevation", is
//! *unverified*; a file that says to be tilted down and is tilted up is warned of.
//!
//! What is clear is read, and said where it departs from the above; what is not is refused:
//!
//! | found | what becomes of it |
//! |---|---|
//! | angles from −180 instead of 0 | read |
//! | points out of order, an angle of 360 with the loss of 0 | read; said |
//! | steps of up to 2°, so also one missing angle | straight lines between the neighbours, in decibels; said |
//! | half degrees and finer | every whole degree; said |
//! | coarser steps, half a pattern, two losses for an angle | refused |
//! | all values negative or 0 | gains relative to the peak, read as losses; said |
//! | both signs | refused; up to 1 dB above the peak is read as the peak, and said |
//! | a least loss above 0.1 dB | left as it is, since losses count from the gain; said. Above 6 dB refused |
//! | a gain without unit | dBd, as the format has it; said |
//! | decimal commas, UTF-16, Latin-1 | read; said |

mod cut;
mod header;
mod lines;

use std::path::Path;

use self::cut::Cut;
use self::header::Header;
use crate::problem::{Findings, Place, Problem};
use crate::radio::antenna::MeasuredPattern;

/// Losses down to this much above the stated gain are rounding, dB.
const ABOVE_PEAK_MAX_DB: f64 = 1.0;
/// A least loss up to this one is rounding, dB.
const PEAK_ROUNDING_DB: f64 = 0.1;
/// A least loss above this one means that the values are something else, dB.
const PEAK_LOSS_MAX_DB: f64 = 6.0;
/// An antenna tilted down that has this much more above the horizon is upside down, dB.
const UPSIDE_DOWN_DB: f64 = 0.5;
/// An antenna whose stated tilt has this much less than its beam does not have that tilt, dB.
const OFF_TILT_DB: f64 = 1.0;
/// How far from the horizon ahead the beam is looked for, degrees.
const AHEAD_DEG: i32 = 60;

/// What an MSI Planet file says of an antenna.
#[derive(Debug, Clone, PartialEq)]
pub struct MsiFile {
    /// Name of the antenna; that of the file, where it gives none.
    pub name: String,
    /// Manufacturer.
    pub make: Option<String>,
    /// Gain and both cuts.
    pub pattern: MeasuredPattern,
    /// Frequency of the measurement, MHz.
    pub frequency_mhz: Option<f64>,
    /// Electrical down-tilt with which it was measured, degrees; the cuts have it in them.
    pub electrical_tilt_deg: Option<f64>,
}

/// Reads an MSI Planet file; `None`, with the problems noted, where it gives no pattern. A gain from elsewhere (dBi) takes the
/// place of the file's, which then need not have one.
pub fn read_msi(file: &Path, own_gain_dbi: Option<f64>, findings: &mut Findings) -> Option<MsiFile> {
    let mut notes = Notes { file, findings };
    let text = lines::read_text(&mut notes)?;
    parse(&text, own_gain_dbi, &mut notes)
}

/// The antenna that a text describes.
fn parse(text: &str, own_gain_dbi: Option<f64>, notes: &mut Notes) -> Option<MsiFile> {
    let before = notes.findings.problems.len();
    let header = header::read(text, own_gain_dbi, notes)?;
    let mut horizontal_db = header.horizontal.as_ref().and_then(|block| block.losses_db(notes));
    let mut vertical_db = header.vertical.as_ref().and_then(|block| block.losses_db(notes));
    if let (Some(horizontal), Some(vertical)) = (&mut horizontal_db, &mut vertical_db) {
        settle_signs(horizontal, vertical, notes);
    }
    if notes.findings.problems.len() > before {
        return None;
    }
    warn_of_wrong_direction(&header, vertical_db.as_deref()?, notes);
    pattern_of(header, horizontal_db?, vertical_db?, notes)
}

fn pattern_of(
    header: Header,
    horizontal_db: Vec<f64>,
    vertical_db: Vec<f64>,
    notes: &mut Notes,
) -> Option<MsiFile> {
    match MeasuredPattern::new(header.gain_dbi?, horizontal_db, vertical_db) {
        Ok(pattern) => Some(MsiFile {
            name: header.name.unwrap_or_else(|| notes.stem()),
            make: header.make,
            pattern,
            frequency_mhz: header.frequency_mhz,
            electrical_tilt_deg: header.electrical_tilt_deg,
        }),
        Err(error) => {
            notes.refuse_file("bad-pattern", error.to_string(), "check the points of both cuts");
            None
        }
    }
}

/// Makes losses of what may be gains relative to the peak, and says where the peak is not 0.
fn settle_signs(horizontal_db: &mut [f64], vertical_db: &mut [f64], notes: &mut Notes) {
    let all_db = || horizontal_db.iter().chain(vertical_db.iter()).copied();
    let least_db = all_db().fold(f64::INFINITY, f64::min);
    let most_db = all_db().fold(f64::NEG_INFINITY, f64::max);
    let sign = if most_db <= ABOVE_PEAK_MAX_DB && most_db < -least_db { -1.0 } else { 1.0 };
    if sign < 0.0 {
        notes.warn_file("values are negative: read as gains relative to the peak");
    }
    let peak_db = if sign < 0.0 { -most_db } else { least_db };
    check_peak(peak_db, notes);
    for loss_db in horizontal_db.iter_mut().chain(vertical_db) {
        *loss_db = (sign * *loss_db).max(0.0);
    }
}

fn check_peak(peak_db: f64, notes: &mut Notes) {
    if peak_db < -ABOVE_PEAK_MAX_DB {
        let found = format!("has values of both signs, down to {peak_db}");
        notes.refuse_file("mixed-signs", found, "give losses below the gain, in dB, from 0 up");
    } else if peak_db > PEAK_LOSS_MAX_DB {
        let found = format!("has no value below {peak_db} dB: these are no losses below the peak");
        notes.refuse_file("no-peak", found, "give losses below the gain, in dB, from 0 up");
    } else if peak_db < 0.0 {
        notes.warn_file(&format!("has losses down to {peak_db} dB, above the stated gain: read as 0"));
    } else if peak_db > PEAK_ROUNDING_DB {
        let what = format!("the least loss is {peak_db} dB, not 0: the full gain is nowhere reached");
        notes.warn_file(&what);
    }
}

/// Files that count their vertical cut upwards exist; where the stated tilt tells, it is said.
fn warn_of_wrong_direction(header: &Header, vertical_db: &[f64], notes: &mut Notes) {
    let Some(tilt_deg) = header.electrical_tilt_deg.filter(|tilt_deg| tilt_deg.abs() >= 1.0) else { return };
    let below_db = |angle_deg: f64| vertical_db[(angle_deg.round() as i32).rem_euclid(360) as usize];
    let upside_down_db = below_db(tilt_deg) - below_db(-tilt_deg);
    if upside_down_db > UPSIDE_DOWN_DB {
        notes.warn_file(&format!(
            "says to be tilted down by {tilt_deg}°, but has {upside_down_db:.1} dB more that far above the horizon \
             than below it: its vertical cut may count upwards; it is read downwards, as the format has it"
        ));
        return;
    }
    let ahead_deg = || (-AHEAD_DEG..=AHEAD_DEG).map(f64::from);
    let Some(peak_deg) = ahead_deg().min_by(|one, other| below_db(*one).total_cmp(&below_db(*other))) else {
        return;
    };
    if below_db(tilt_deg) - below_db(peak_deg) > OFF_TILT_DB {
        notes.warn_file(&format!(
            "says to be tilted down by {tilt_deg}°, but its beam looks down by {peak_deg}°; the cut counts"
        ));
    }
}

/// Notes what is found, with its place.
struct Notes<'a> {
    file: &'a Path,
    findings: &'a mut Findings,
}

impl Notes<'_> {
    fn refuse(&mut self, code: &'static str, line: u64, found: String, remedy: impl Into<String>) {
        let place = Place::Cell(self.file.to_path_buf(), line, String::new());
        self.findings.problem(Problem { code, place, found, remedy: remedy.into() });
    }

    fn refuse_file(&mut self, code: &'static str, found: impl Into<String>, remedy: impl Into<String>) {
        self.findings.problem(Problem::file(code, self.file, found, remedy));
    }

    fn warn(&mut self, line: u64, what: &str) {
        self.findings.warn(format!("{}:{line}: {what}", self.file.display()));
    }

    fn warn_file(&mut self, what: &str) {
        self.findings.warn(format!("{}: {what}", self.file.display()));
    }

    fn stem(&self) -> String {
        self.file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    }
}

#[cfg(test)]
mod tests;
