//! `README.txt`: what lies in the output folder, where it comes from, and what each field means.

use std::fmt::Write;
use std::path::Path;

use super::dictionary::{FILES, Field, File, notes};
use super::stamp::{Stamp, one_line};
use super::wrapped::wrapped;
use crate::score::{InputFile, Plan};

/// Longest line of running text.
const LINE_CHARS: usize = 100;

/// What is done to names that other people chose.
const TABLES: &str = "In tables (.csv) a text that begins with =, +, - or @ has an apostrophe before it, so that no spreadsheet takes \
                      it for a formula; numbers are as they are.";

/// What the text is made from.
pub(super) struct About<'a> {
    /// Where the results come from, as names and values.
    pub stamp: &'a [(&'static str, String)],
    /// Files that were read.
    pub inputs: &'a [InputFile],
    /// What a reader must know and no field says.
    pub notes: &'a [String],
    /// Every file that the folder may hold.
    pub files: &'a [File],
}

/// The text for the folder of a plan in which `written` lies.
pub(super) fn text(plan: &Plan, written: &[String]) -> String {
    let (stamp, inputs) = (&Stamp::of(plan).lines(), &plan.provenance.inputs);
    text_about(&About { stamp, inputs, notes: &notes(), files: FILES }, written)
}

/// The text for a folder in which `written` lies.
pub(super) fn text_about(about: &About, written: &[String]) -> String {
    let mut text = String::from(
        "Results of divario, an open planning engine for public broadband in mountain provinces.\n\n",
    );
    for (key, value) in about.stamp {
        line(&mut text, &format!("{key:<16} {value}"));
    }
    text.push_str("\nRead from (SHA-256, path as the scenario names it)\n");
    for input in about.inputs {
        line(&mut text, &format!("  {} {}", input.sha256, one_line(&input.path)));
    }
    text.push('\n');
    for note in about.notes {
        text.push_str(&wrapped(note, LINE_CHARS));
    }
    if written.iter().any(|name| Path::new(name).extension().is_some_and(|extension| extension == "csv")) {
        text.push_str(&wrapped(TABLES, LINE_CHARS));
    }
    for file in about.files.iter().filter(|file| is_written(file, written)) {
        describe(&mut text, file);
    }
    text
}

fn is_written(file: &File, written: &[String]) -> bool {
    written.iter().any(|name| name == file.name || (file.name.ends_with('/') && name.starts_with(file.name)))
}

fn describe(text: &mut String, file: &File) {
    text.push('\n');
    line(text, &format!("{}: {}", file.name, file.holds));
    let width =
        |part: fn(&Field) -> &str| file.fields.iter().map(|field| part(field).len()).max().unwrap_or(0);
    let (name_width, unit_width) = (width(|field| field.name), width(|field| field.unit));
    for Field { name, unit, meaning } in file.fields {
        line(text, &format!("  {name:<name_width$}  {unit:<unit_width$}  {meaning}"));
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{}", line.trim_end()).expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn it_names_the_scenario_its_inputs_and_what_was_written() {
        let written = ["plan.json", "cashflow.csv", "charts/cost.svg"].map(str::to_owned);
        let text = text(&sample::plan(), &written);
        assert!(text.contains("\nscenario         Small \"world\" <1>\n"));
        assert!(text.contains("  abc123 dem.tif\n"));
        assert!(text.contains("\nplan.json: everything"));
        assert!(text.contains("\n  opex_eur                   euro    running cost\n"));
        assert!(text.contains("\ncharts/: "));
        assert!(!text.contains("\nsites.csv: "));
        assert!(text.ends_with('\n'));
    }

    #[test]
    fn every_listed_file_is_described_once() {
        let all: Vec<_> = FILES.iter().map(|file| file.name.replace("charts/", "charts/cost.svg")).collect();
        let text = text(&sample::plan(), &all);
        for file in FILES {
            assert_eq!(text.matches(&format!("\n{}: ", file.name)).count(), 1, "{}", file.name);
        }
    }
}
