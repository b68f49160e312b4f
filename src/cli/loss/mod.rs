//! `divario loss`: one model on one path, every step shown; needs no scenario.

mod answer;
mod args;
mod distance;
mod fixed_link;
mod itm;
mod options;
mod place;
mod terrain;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use divario::input::{PathProfile, read_profile};
use divario::problem::Error;

use super::args::Global;
use answer::Answer;
pub use args::Loss;
use args::{Name, PolarisationName};
use divario::propagation::{Polarisation, Terminals};
use options::Options;

/// Reads the path, runs the model, prints the answer.
///
/// # Errors
/// All problems of profile and options together; where standard output cannot be written.
pub fn run(arguments: &Loss, global: &Global) -> Result<(), Error> {
    let mut options = Options::of(arguments);
    let path = arguments.profile.as_deref().and_then(|file| read(file, global, &mut options));
    let mut warnings = std::mem::take(&mut options.findings().warnings);
    warnings.extend(path.iter().flat_map(|path| unread_parts(arguments.model, path)));
    let mut request = Request { arguments, path, options };
    let answer = request.answer()?.with_warnings(warnings);
    answer.print(&spelling(arguments.model), &request.options, global)
}

/// One run: what was asked, and what has been read of it.
struct Request<'a> {
    arguments: &'a Loss,
    path: Option<PathProfile>,
    options: Options,
}

impl Request<'_> {
    fn answer(&mut self) -> Result<Answer, Error> {
        match self.arguments.model {
            Name::FreeSpace => self.free_space(),
            Name::P526 => self.p526(),
            Name::P1812 => self.p1812(),
            Name::Itm => self.itm(),
            Name::ItmArea => self.itm_area(),
            Name::Sui => self.sui(),
            Name::Ecc33 => self.ecc33(),
            Name::Cost231Hata => self.cost231_hata(),
            Name::P2108HeightGain => self.p2108_height_gain(),
            Name::P2108Statistical => self.p2108_statistical(),
            Name::P2109 => self.p2109(),
            Name::P530 => self.p530(),
        }
    }

    /// Refuses what was not read, and reports everything that was noted.
    fn settle(&mut self) -> Result<(), Error> {
        self.options.settle(&spelling(self.arguments.model))
    }

    /// The profile of a model that cannot do without, once everything else has been read.
    fn settle_with_path(&mut self) -> Result<PathProfile, Error> {
        match &self.arguments.profile {
            Some(file) => self.options.reads_value("profile", file.display().to_string().into()),
            None => {
                self.options.missing("profile", "give a CSV file, or - for standard input");
            }
        }
        self.settle()?;
        self.path.take().ok_or(Error::Failed { stage: "reading the profile", reason: "no profile".into() })
    }

    /// The length of the path, km, of the profile or as given, once everything else has been read.
    fn settle_with_length(&mut self) -> Result<f64, Error> {
        if self.arguments.profile.is_some() {
            return Ok(self.settle_with_path()?.profile().length_km());
        }
        let length_km = self.options.number("distance-km");
        self.settle()?;
        Ok(length_km)
    }

    /// Polarisation; vertical if left out.
    fn polarisation(&mut self) -> Polarisation {
        let vertical = PolarisationName::Vertical;
        match self.options.word_or("polarisation", self.arguments.polarisation, vertical) {
            PolarisationName::Horizontal => Polarisation::Horizontal,
            PolarisationName::Vertical => Polarisation::Vertical,
        }
    }

    /// Frequency, heights, polarisation: what every model over terrain reads.
    fn terminals(&mut self) -> Terminals {
        Terminals {
            frequency_mhz: self.options.number("frequency-mhz"),
            tx_height_m: self.options.number("tx-height-m"),
            rx_height_m: self.options.number("rx-height-m"),
            polarisation: self.polarisation(),
        }
    }
}

/// What a profile says and the model does not look at.
fn unread_parts(model: Name, path: &PathProfile) -> Vec<String> {
    let bends_over_terrain = matches!(model, Name::P1812 | Name::P526 | Name::Itm | Name::P530);
    let clutter_m = &path.clutter_m;
    let mut unread = Vec::new();
    if !path.zone.is_empty() && !matches!(model, Name::P1812 | Name::P526) {
        unread.push("the model does not look at the zones of the profile".to_owned());
    }
    if !bends_over_terrain && clutter_m.iter().any(|height_m| *height_m != 0.0) {
        unread.push("the model does not look at the clutter of the profile".to_owned());
    }
    if model == Name::Itm && clutter_m.iter().any(|height_m| *height_m != 0.0) {
        unread.push("clutter raises the horizons here; NTIA's own model knows none".to_owned());
    }
    if let (true, [first_m, .., last_m]) = (bends_over_terrain, clutter_m.as_slice())
        && (*first_m, *last_m) != (0.0, 0.0)
    {
        unread.push(format!(
            "clutter of {first_m} m and {last_m} m at the two ends does not count: they stand on bare ground"
        ));
    }
    unread
}

fn spelling(model: Name) -> String {
    model.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The profile in a file, or on standard input; relative paths are looked for in the data folder too.
fn read(named: &Path, global: &Global, options: &mut Options) -> Option<PathProfile> {
    if named == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes);
        return read_profile(Path::new("standard input"), read, options.findings());
    }
    let file = locate(named, global.data.as_deref());
    read_profile(&file, std::fs::read(&file), options.findings())
}

fn locate(named: &Path, data: Option<&Path>) -> PathBuf {
    let second = data.map(|folder| folder.join(named)).filter(|file| file.is_file());
    if named.is_file() { named.to_path_buf() } else { second.unwrap_or_else(|| named.to_path_buf()) }
}
