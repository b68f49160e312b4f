//! What `loss` says: the answer, and every step on the way to it.

use divario::problem::Error;
use divario::propagation::{Term, Warnings};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::options::Options;
use crate::cli::args::{Format, Global};
use crate::cli::commands::print;

/// What a model found.
pub struct Answer {
    /// The model and its source.
    pub title: &'static str,
    /// What was asked, in words.
    pub what: &'static str,
    /// Key of the answer in JSON.
    pub key: &'static str,
    /// The answer.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// The steps, in order.
    pub terms: Vec<Term>,
    /// What to beware of.
    pub warnings: Vec<String>,
}

impl Answer {
    /// A basic transmission loss.
    pub fn loss(title: &'static str, loss_db: f64, terms: Vec<Term>, warnings: &Warnings) -> Self {
        Self::of(title, ("basic transmission loss", "basic_transmission_loss_db"), loss_db, terms, warnings)
    }

    /// Another quantity in decibels: what it is, and its key in JSON.
    pub fn of(
        title: &'static str,
        (what, key): (&'static str, &'static str),
        value: f64,
        terms: Vec<Term>,
        warnings: &Warnings,
    ) -> Self {
        let warnings = warnings.iter().map(ToString::to_string).collect();
        Self { title, what, key, value, unit: "dB", terms, warnings }
    }

    /// The answer with further warnings.
    pub fn with_warnings(mut self, warnings: impl IntoIterator<Item = String>) -> Self {
        self.warnings.extend(warnings);
        self
    }

    /// Prints the answer in the form that was asked for.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn print(&self, model: &str, options: &Options, global: &Global) -> Result<(), Error> {
        match global.format {
            Format::Text => print(self.text(options).trim_end()),
            Format::Json => {
                let document = Document { model, answer: self, options };
                let text = serde_json::to_string_pretty(&document)
                    .map_err(|error| Error::Failed { stage: "writing JSON", reason: error.to_string() })?;
                print(&text)
            }
        }
    }

    /// The answer as people read it: losses to hundredths, shares of the time to their last nines.
    fn rounded(&self) -> String {
        if self.unit == "%" { format!("{:.5}", self.value) } else { format!("{:.2}", self.value) }
    }

    fn text(&self, options: &Options) -> String {
        let mut lines = vec![
            self.title.to_owned(),
            format!("{}: {} {}", self.what, self.rounded(), self.unit),
            String::new(),
            "Computed with".to_owned(),
        ];
        for (name, value) in &options.inputs {
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let assumed = if options.assumed.contains(name) { "   (not given: default)" } else { "" };
            lines.push(format!("  {name:<26} {shown}{assumed}"));
        }
        lines.extend([String::new(), "Step by step".to_owned()]);
        for Term { name, value, meaning } in &self.terms {
            lines.push(format!("  {name:<26} {:>14}  {meaning}", shown(*value)));
        }
        if !self.warnings.is_empty() {
            lines.push(String::new());
            lines.extend(self.warnings.iter().map(|warning| format!("Warning: {warning}")));
        }
        lines.join("\n")
    }
}

/// A number to six places, or a dash where the path did not need the term.
fn shown(value: f64) -> String {
    if value.is_nan() {
        "–".to_owned()
    } else if value != 0.0 && value.abs() < 1e-4 {
        format!("{value:.6e}")
    } else {
        format!("{value:.6}")
    }
}

/// The whole as JSON, keys in the order of the calculation.
struct Document<'a> {
    model: &'a str,
    answer: &'a Answer,
    options: &'a Options,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, answer, options } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("model", model)?;
        map.serialize_entry(answer.key, &answer.value)?;
        map.serialize_entry(
            "terms",
            &Pairs(answer.terms.iter().map(|term| (term.name.to_owned(), term.value))),
        )?;
        map.serialize_entry("warnings", &answer.warnings)?;
        map.serialize_entry("inputs", &Pairs(options.inputs.iter().map(|(name, value)| (key(name), value))))?;
        let assumed: Vec<String> = options.assumed.iter().map(|name| key(name)).collect();
        map.serialize_entry("assumed", &assumed)?;
        map.end()
    }
}

/// Keys and values as a JSON object, in their own order.
struct Pairs<I>(I);

impl<V: Serialize, I: Iterator<Item = (String, V)> + Clone> Serialize for Pairs<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

/// An option's name as a JSON key.
fn key(option: &str) -> String {
    option.replace('-', "_")
}

/// A position as it is given on the command line.
pub fn lon_lat(lon_deg: f64, lat_deg: f64) -> Value {
    format!("{lon_deg},{lat_deg}").into()
}
