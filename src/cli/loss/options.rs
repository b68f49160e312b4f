//! The options of one run of `loss`: a model takes those it reads, and what remains is refused.

use std::collections::BTreeMap;

use divario::problem::{Error, Findings, Place, Problem};
use divario::propagation::OutOfRange;
use divario::propagation::itm::warnings::UNEVENNESS;
use serde_json::Value;

use super::args::Loss;

/// Numbers that were given, and what has been made of them.
#[derive(Debug, Default)]
pub struct Options {
    /// Given and not yet read, by the name of the option without its dashes.
    given: BTreeMap<&'static str, f64>,
    /// Given and not a number; read when false.
    words: BTreeMap<&'static str, bool>,
    findings: Findings,
    /// What the model computes with, in the order read.
    pub inputs: Vec<(&'static str, Value)>,
    /// Names of those inputs that were not given.
    pub assumed: Vec<&'static str>,
}

impl Options {
    /// Everything that was given.
    pub fn of(arguments: &Loss) -> Self {
        let a = arguments;
        let numbers = [
            ("distance-km", a.distance_km),
            ("frequency-mhz", a.frequency_mhz),
            ("tx-height-m", a.tx_height_m),
            ("rx-height-m", a.rx_height_m),
            ("time-percent", a.time_percent),
            ("location-percent", a.location_percent),
            ("situation-percent", a.situation_percent),
            ("location-sigma-db", a.location_sigma_db),
            ("tx-coast-km", a.tx_coast_km),
            ("rx-coast-km", a.rx_coast_km),
            ("delta-n", a.delta_n),
            ("n0", a.n0),
            ("effective-earth-radius-km", a.effective_earth_radius_km),
            ("variability-mode", a.variability_mode.map(f64::from)),
            ("confidence-percent", a.confidence_percent),
            ("reliability-percent", a.reliability_percent),
            ("permittivity", a.permittivity),
            ("conductivity-s-per-m", a.conductivity_s_per_m),
            ("delta-h-m", a.delta_h_m),
            ("shadowing-db", a.shadowing_db),
            ("clutter-height-m", a.clutter_height_m),
            ("street-width-m", a.street_width_m),
            ("probability-percent", a.probability_percent),
            ("elevation-deg", a.elevation_deg),
            ("flat-margin-db", a.flat_margin_db),
            ("dn1", a.dn1),
            ("terrain-roughness-m", a.terrain_roughness_m),
            ("rain-rate-mm-per-h", a.rain_rate_mm_per_h),
        ];
        let words = [
            ("profile", a.profile.is_some()),
            ("polarisation", a.polarisation.is_some()),
            ("tx", a.tx.is_some()),
            ("rx", a.rx.is_some()),
            ("climate", a.climate.is_some()),
            ("tx-siting", a.tx_siting.is_some()),
            ("rx-siting", a.rx_siting.is_some()),
            ("terrain", a.terrain.is_some()),
            ("city", a.city.is_some()),
            ("clutter", a.clutter.is_some()),
            ("building", a.building.is_some()),
        ];
        Self {
            given: numbers.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
            words: words.into_iter().filter(|(_, given)| *given).collect(),
            ..Self::default()
        }
    }

    /// A number that the model cannot do without; NaN, with the problem noted, where it was not given.
    pub fn number(&mut self, name: &'static str) -> f64 {
        self.number_with_remedy(name, "give a number")
    }

    /// The same, with advice for who did not give it.
    pub fn number_with_remedy(&mut self, name: &'static str, remedy: &str) -> f64 {
        match self.given.remove(name) {
            Some(value) => self.reads(name, value),
            None => self.missing(name, remedy),
        }
    }

    /// A number with a default.
    pub fn number_or(&mut self, name: &'static str, default: f64) -> f64 {
        let value = self.given.remove(name).unwrap_or_else(|| {
            self.assumed.push(name);
            default
        });
        self.reads(name, value)
    }

    /// A choice with a default, and the words by which it was made.
    pub fn word_or<W: clap::ValueEnum>(&mut self, name: &'static str, given: Option<W>, default: W) -> W {
        if self.words.remove(name).is_none() {
            self.assumed.push(name);
        }
        self.reads_word(name, given.unwrap_or(default))
    }

    /// A choice that the model cannot do without; any, with the problem noted, where it was not made.
    pub fn word<W: clap::ValueEnum>(&mut self, name: &'static str, given: Option<W>) -> W {
        self.words.remove(name);
        if let Some(word) = given {
            return self.reads_word(name, word);
        }
        let words: Vec<String> = W::value_variants().iter().map(spelling).collect();
        self.missing(name, &format!("give one of {}", words.join(", ")));
        W::value_variants()[0].clone()
    }

    /// Marks an option as read whose value was taken elsewhere, and notes it among the inputs.
    pub fn reads_value(&mut self, name: &'static str, value: Value) {
        self.words.remove(name);
        self.inputs.push((name, value));
    }

    /// Notes that an option that is needed is not there.
    pub fn missing(&mut self, name: &'static str, remedy: &str) -> f64 {
        self.findings.problem(Problem {
            code: "missing-option",
            place: Place::Option(name),
            found: "is missing, and the model needs it".into(),
            remedy: remedy.into(),
        });
        f64::NAN
    }

    /// Notes a problem of the profile, or of options together.
    pub fn findings(&mut self) -> &mut Findings {
        &mut self.findings
    }

    /// Refuses what the model has not read, and everything that was noted.
    ///
    /// # Errors
    /// All problems together.
    pub fn settle(&mut self, model: &str) -> Result<(), Error> {
        let left = self.given.keys().chain(self.words.keys()).copied().collect::<Vec<_>>();
        for name in left {
            self.findings.problem(Problem {
                code: "unread-option",
                place: Place::Option(name),
                found: format!("is given, but the model {model} does not read it"),
                remedy: self.remedy_for_unread(name).into(),
            });
        }
        self.findings.settle()
    }

    fn remedy_for_unread(&self, name: &str) -> &'static str {
        let by_confidence = self.inputs.iter().any(|(read, _)| *read == "confidence-percent");
        if by_confidence && ["time-percent", "location-percent", "situation-percent"].contains(&name) {
            return "leave it out: confidence and reliability stand in its place";
        }
        "leave it out, or choose another model"
    }

    fn reads(&mut self, name: &'static str, value: f64) -> f64 {
        self.inputs.push((name, value.into()));
        value
    }

    fn reads_word<W: clap::ValueEnum>(&mut self, name: &'static str, word: W) -> W {
        self.inputs.push((name, spelling(&word).into()));
        word
    }

    /// The problem that a value out of range is, at the option it came from, with a hint where the unit is the likely slip.
    pub fn out_of_range(&self, error: OutOfRange) -> Error {
        let place = Place::Option(self.option_of(error));
        Problem { code: "out-of-range", place, found: error.to_string(), remedy: remedy(error) }.into()
    }

    /// The option that a value came from: by the end of the path it belongs to, else by the value itself; what no option
    /// gave, the profile did.
    fn option_of(&self, error: OutOfRange) -> &'static str {
        let name = error.quantity.name;
        if let Some((_, option)) =
            HEIGHTS.iter().find(|(word, _)| name.contains(word) && name.contains("height"))
        {
            return option;
        }
        let is = |value: &Value, scale: f64| value.as_f64() == Some(error.value * scale);
        let fits = |option: &str| option.contains("height") == name.contains("height");
        let same = |(option, value): &&(&'static str, Value)| {
            fits(option) && (is(value, 1.0) || is(value, MHZ_PER_GHZ))
        };
        // What the user gave comes before what was assumed.
        let given = self.inputs.iter().filter(same).find(|(option, _)| !self.assumed.contains(option));
        given.or_else(|| self.inputs.iter().find(same)).map_or("profile", |(option, _)| option)
    }
}

/// Models that take GHz get the option's MHz divided by this.
pub const MHZ_PER_GHZ: f64 = 1_000.0;

/// What models call the antennas at the two ends, and the options that give their heights.
const HEIGHTS: [(&str, &str); 5] = [
    ("transmitting", "tx-height-m"),
    ("base", "tx-height-m"),
    ("receiving", "rx-height-m"),
    ("customer", "rx-height-m"),
    ("mobile", "rx-height-m"),
];

fn spelling<W: clap::ValueEnum>(word: &W) -> String {
    word.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn remedy(error: OutOfRange) -> String {
    let OutOfRange { quantity, value } = error;
    let (least, largest) = quantity.valid;
    let fits = |value: f64| (least..=largest).contains(&value);
    if *quantity == UNEVENNESS {
        return "resample the profile to equal steps, which this model asks for".to_owned();
    }
    if quantity.unit == "GHz" {
        let [least_mhz, largest_mhz] = [least, largest].map(|ghz| ghz * MHZ_PER_GHZ);
        let slip = if fits(value * MHZ_PER_GHZ) {
            format!("this looks like GHz: give {}; ", value * MHZ_PER_GHZ * MHZ_PER_GHZ)
        } else {
            String::new()
        };
        return format!("{slip}the option takes {least_mhz} to {largest_mhz} MHz");
    }
    if quantity.unit == "MHz" && fits(value * MHZ_PER_GHZ) {
        return format!("this looks like GHz: give {}", value * MHZ_PER_GHZ);
    }
    if quantity.unit == "km" && fits(value / 1_000.0) {
        return format!("if these are metres, give {} km", value / 1_000.0);
    }
    format!("give {least} to {largest} {}", quantity.unit).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::args::{Arguments, Command};

    /// Options that say which model, or belong to every command; the rest belongs to some model.
    const NOT_OF_A_MODEL: [&str; 8] =
        ["model", "threads", "data", "quiet", "verbose", "no-progress", "format", "help"];

    fn value_of(option: &clap::Arg) -> String {
        let words = option.get_possible_values();
        match option.get_id().as_str() {
            "tx" | "rx" => "8.9,44.4".to_owned(),
            "variability_mode" => "12".to_owned(),
            _ => words.first().map_or_else(|| "7".to_owned(), |word| word.get_name().to_owned()),
        }
    }

    /// An option that is not listed in [`Options::of`] would be accepted and ignored.
    #[test]
    fn every_option_of_the_command_line_is_known() {
        let command = Arguments::command();
        let loss = command.find_subcommand("loss").unwrap();
        let options = loss.get_opts().filter(|option| !NOT_OF_A_MODEL.contains(&option.get_long().unwrap()));
        let mut count = 0;
        for option in options {
            let name = option.get_long().unwrap();
            let mut line = vec!["divario", "loss", "--model", "itm"];
            let (flag, value) = (format!("--{name}"), value_of(option));
            line.extend([flag.as_str(), value.as_str()]);
            match name {
                "confidence-percent" => line.extend(["--reliability-percent", "50"]),
                "reliability-percent" => line.extend(["--confidence-percent", "50"]),
                _ => {}
            }
            let Command::Loss(given) = Arguments::try_parse_from(&line).unwrap().command else {
                panic!("not loss");
            };
            let known = Options::of(&given);
            assert!(known.given.contains_key(name) || known.words.contains_key(name), "{name}");
            count += 1;
        }
        assert!(count > 30, "{count}");
    }
}
