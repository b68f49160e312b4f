//! What the user reads when a command is over.

use divario::Summary;
use divario::problem::Error;
use serde::Serialize;
use serde_json::json;

use super::args::{Format, Global};
use super::commands::print;
use super::exit::ExitStatus;
use super::progress::say;

/// More problems than this are counted, not printed: the first ones say what is wrong.
const PROBLEMS_SHOWN: usize = 40;

/// Tells what went wrong, on standard error; as JSON on standard output too where that was asked.
pub fn error(error: &Error, global: &Global) {
    match error {
        Error::Input(problems) => {
            say(&format!("The input has {} {}.", problems.len(), plural(problems.len(), "problem")));
            for problem in problems.iter().take(PROBLEMS_SHOWN) {
                say(&format!("\n{problem}"));
            }
            if problems.len() > PROBLEMS_SHOWN {
                say(&format!("\n… and {} more of the kind.", problems.len() - PROBLEMS_SHOWN));
            }
        }
        other => say(&format!("divario: {other}")),
    }
    if global.format == Format::Json {
        // The exit status says the same; a closed standard output changes nothing about it.
        let _ = print(&error_json(error).to_string());
    }
}

fn error_json(error: &Error) -> serde_json::Value {
    let problems: Vec<serde_json::Value> = match error {
        Error::Input(problems) => problems
            .iter()
            .map(|problem| {
                json!({
                    "code": problem.code,
                    "place": problem.place.to_string(),
                    "found": problem.found,
                    "remedy": problem.remedy,
                })
            })
            .collect(),
        _ => Vec::new(),
    };
    json!({"error": error.to_string(), "exit_status": ExitStatus::from(error).code(), "problems": problems})
}

/// Tells what a command has found: as JSON where that is asked, else its warnings and a summary.
pub(super) fn told(
    document: &impl Serialize,
    warnings: &[String],
    summary: impl FnOnce() -> String,
    global: &Global,
) -> Result<(), Error> {
    if global.format == Format::Json {
        return print(&serde_json::to_string_pretty(document).map_err(|error| failed(&error))?);
    }
    if !global.quiet {
        for warning in warnings {
            say(&format!("warning: {warning}"));
        }
    }
    print(&summary())
}

fn failed(error: &serde_json::Error) -> Error {
    Error::Failed { stage: "rendering the result", reason: error.to_string() }
}

/// What `divario check` found.
pub fn checked(summary: &Summary, global: &Global) -> Result<(), Error> {
    told(summary, &summary.warnings, || found(summary), global)
}

fn found(summary: &Summary) -> String {
    let verdict = if summary.refusals.is_empty() { "is sound" } else { "can be read, but not be planned" };
    format!(
        "{} {verdict}: {} comuni, {} household points ({} households), {} usable sites,\nterrain of {} x {} cells.",
        summary.scenario,
        summary.comuni,
        summary.points,
        thousands(summary.households),
        summary.usable_sites,
        summary.rows,
        summary.cols
    )
}

pub(super) fn row(label: &str, value: &str) -> String {
    format!("  {label:<24}{value}")
}

/// Running text in lines of 80 characters, two of them blank.
pub(super) fn wrapped(text: &str) -> String {
    let mut lines = vec![" ".to_owned()];
    for word in text.split_whitespace() {
        let line = lines.len() - 1;
        if lines[line].chars().count() + 1 + word.chars().count() <= 80 {
            lines[line].push(' ');
            lines[line].push_str(word);
        } else {
            lines.push(format!("  {word}"));
        }
    }
    lines.join("\n")
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.into() } else { format!("{noun}s") }
}

/// A whole number with its digits in groups of three.
pub(super) fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_in_threes() {
        assert_eq!(thousands(1_234_567.4), "1,234,567");
        assert_eq!(thousands(-999.6), "-1,000");
        assert_eq!(thousands(0.2), "0");
    }
}
