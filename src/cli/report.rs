//! What the user reads when a command is over.

use std::path::Path;

use divario::Summary;
use divario::governance::euro;
use divario::problem::Error;
use divario::score::{
    GuidelineReport, Plan, PlanStatus, PromiseReport, ServiceCentreReport, UncoveredReport,
};
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

/// What `divario check` found.
pub fn checked(summary: &Summary, global: &Global) -> Result<(), Error> {
    if global.format == Format::Json {
        return print(&serde_json::to_string_pretty(summary).map_err(|error| failed(&error))?);
    }
    if !global.quiet {
        warnings(&summary.warnings);
    }
    let verdict = if summary.refusals.is_empty() { "is sound" } else { "can be read, but not be planned" };
    print(&format!(
        "{} {verdict}: {} comuni, {} household points ({} households), {} usable sites,\nterrain of {} x {} cells.",
        summary.scenario,
        summary.comuni,
        summary.points,
        thousands(summary.households),
        summary.usable_sites,
        summary.rows,
        summary.cols
    ))
}

/// What `divario plan` made: the figures that matter, the verdicts, where to look next.
pub fn planned(plan: &Plan, out: &Path, global: &Global) -> Result<(), Error> {
    if global.format == Format::Json {
        return print(&serde_json::to_string_pretty(plan).map_err(|error| failed(&error))?);
    }
    if !global.quiet {
        warnings(&plan.warnings);
    }
    print(&summary(plan, out))
}

pub(super) fn failed(error: &serde_json::Error) -> Error {
    Error::Failed { stage: "rendering the result", reason: error.to_string() }
}

pub(super) fn warnings(warnings: &[String]) {
    for warning in warnings {
        say(&format!("warning: {warning}"));
    }
}

fn summary(plan: &Plan, out: &Path) -> String {
    let households = &plan.households;
    let cost = &plan.cost;
    let per_household = cost.capex_per_covered_household_eur;
    let per_household = per_household.map_or_else(|| "-".to_owned(), |eur| euro(eur.round()));
    let mut lines = vec![
        plan.scenario.name.clone(),
        row(
            "Households covered",
            &format!(
                "{} of {} ({:.1} %)",
                thousands(households.covered),
                thousands(households.total),
                100.0 * households.covered_ratio
            ),
        ),
        row("With enough signal", &with_signal(plan)),
        row("Coverage alone", &coverage_alone(plan)),
        row(
            "Newly served",
            &format!(
                "{} of {} without broadband",
                thousands(households.newly_served),
                thousands(households.previously_unserved)
            ),
        ),
        row("Capital", &format!("{} of {}", euro(cost.capex_eur.round()), euro(cost.budget_eur.round()))),
        row("Per covered household", &per_household),
        row("Sites and links", &format!("{} and {}", plan.sites.len(), plan.links.len())),
        row("Proof", &proof(plan)),
    ];
    lines.extend(evenness(plan).map(|words| row("Least covered comune", &words)));
    lines.extend(plan.service_centre.as_ref().map(|centre| row("Service centre", &books(centre))));
    lines.extend(plan.objective.promises.as_ref().map(|promises| row("Promised to small", &kept(promises))));
    for verdict in &plan.governance {
        lines.push(row(&format!("Guideline {}", verdict.guideline), &verdict_words(verdict)));
    }
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

/// Who comes last, and how evenly the comuni are covered; none where nobody is, or all are in one.
fn evenness(plan: &Plan) -> Option<String> {
    let (worst, gini) = (plan.equity.worst_comuni.first()?, plan.equity.gini?);
    let comune = plan.comuni.iter().find(|comune| comune.istat == worst.istat)?;
    let worst_percent = 100.0 * worst.covered_ratio;
    let words = format!("{} ({worst_percent:.1} %); Gini over comuni {gini:.2}", comune.name);
    (plan.comuni.len() > 1).then_some(words)
}

/// What the service centre needs of its members, and what is missing of it.
fn books(centre: &ServiceCentreReport) -> String {
    let needed = euro(centre.need_eur_per_year.round());
    let missing = match centre.shortfall_eur_per_year {
        short if short > 0.0 => format!("; {} ARE MISSING", euro(short)),
        _ => String::new(),
    };
    format!("{needed} a year from {} members{missing}", centre.members.len())
}

/// What is kept of the promises to small comuni.
fn kept(promises: &PromiseReport) -> String {
    format!(
        "{} of {} households kept; no plan keeps more than {}",
        thousands(promises.kept),
        thousands(promises.households),
        thousands(promises.kept_bound)
    )
}

/// What coverage maps usually claim, and why it is not so.
fn with_signal(plan: &Plan) -> String {
    let lost = |part: fn(&UncoveredReport) -> f64| {
        thousands(plan.comuni.iter().map(|one| part(&one.uncovered)).sum())
    };
    format!(
        "{}; {} disturbed, {} beyond capacity",
        thousands(plan.households.with_signal),
        lost(|why| why.interference),
        lost(|why| why.no_capacity + why.link_full)
    )
}

/// What the same money would claim without regard to links, time and interference.
fn coverage_alone(plan: &Plan) -> String {
    plan.households.coverage_alone.map_or_else(
        || "not drawn".to_owned(),
        |alone| {
            format!(
                "would claim {}; its sites would serve {}",
                thousands(alone.claimed),
                thousands(alone.covered)
            )
        },
    )
}

fn verdict_words(verdict: &GuidelineReport) -> String {
    let quantity = |value: f64| match verdict.unit.as_str() {
        "ratio" => format!("{:.1} %", 100.0 * value),
        "eur" => euro(value.round()),
        unit if value == 1.0 => format!("1 {}", unit.trim_end_matches('s')),
        unit => format!("{} {unit}", thousands(value)),
    };
    let word = if verdict.holds { "holds" } else { "DOES NOT HOLD" };
    format!("{word} ({}, limit {})", quantity(verdict.value), quantity(verdict.limit))
}

pub(super) fn row(label: &str, value: &str) -> String {
    format!("  {label:<24}{value}")
}

fn proof(plan: &Plan) -> String {
    let gap_percent = 100.0 * plan.objective.gap_ratio;
    match plan.status {
        PlanStatus::Optimal => format!("within {gap_percent:.2} % of the best possible, as asked"),
        PlanStatus::Feasible => {
            format!("within {gap_percent:.2} % of the best possible; check it with divario verify")
        }
        PlanStatus::Infeasible => "no plan keeps every rule".into(),
    }
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
