//! `divario principles`: what each guideline costs, and what the user reads about it.

use std::path::{Path, PathBuf};

use clap::Args;
use divario::problem::Error;
use divario::score::{Price, PrincipleCase, PrinciplePrice, PrinciplesReport, ValueUnit};
use divario::{PrinciplesRequest, principles};

use super::args::Global;
use super::commands::watching;
use super::report::{row, thousands, told, wrapped};

pub const EXAMPLES: &str = "Example:
  divario principles scenarios/demo.json --out out/principles

Guidelines that the scenario enforces are priced, or all four where it enforces none: one search with all of them, one without
each, one without any. Terrain, coverage and links are computed once; each search may take the scenario's solve.time_limit_s.";

/// Arguments of `principles`.
#[derive(Debug, Args)]
pub struct Principles {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Folder for the results; made if it is not there. Earlier prices in it are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Seconds for each search, in place of the scenario's solve.time_limit_s.
    #[arg(long, value_name = "S")]
    pub time_limit_s: Option<f64>,
}

/// Runs the command.
pub fn run(arguments: &Principles, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = PrinciplesRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        time_limit_s: arguments.time_limit_s,
        threads: rayon::current_num_threads(),
    };
    let report = principles(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &PrinciplesReport, out: &Path) -> String {
    let (all, unserved) = (report.households, report.households_previously_unserved);
    let mut lines = vec![
        report.scenario.name.clone(),
        row("Households", &format!("{}, {} without broadband", thousands(all), thousands(unserved))),
        row("Time", &format!("{:.1} s", report.provenance.wall_s)),
        String::new(),
        columns(["", "households", "newly", "capital", "EUR per", ""]),
        columns(["Guidelines enforced", "covered", "served", "EUR", "covered", "gap"]),
    ];
    lines.extend(report.cases.iter().map(case));
    lines.extend([String::new(), prices_head(report.value_unit).to_owned()]);
    lines.extend(report.prices.iter().map(price));
    lines.extend(report.cases.iter().filter_map(without_plan));
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

fn columns([enforced, covered, newly, capital, each, gap]: [&str; 6]) -> String {
    format!("  {enforced:<24}{covered:>11}{newly:>10}{capital:>12}{each:>10}{gap:>10}").trim_end().to_owned()
}

fn case(case: &PrincipleCase) -> String {
    let enforced = named(&case.enforced);
    let Some(plan) = &case.plan else { return format!("  {enforced:<24}    no plan") };
    let gap =
        case.bound.as_ref().map_or_else(|| "-".to_owned(), |one| format!("{:.2} %", 100.0 * one.gap_ratio));
    columns([
        &enforced,
        &thousands(plan.households_covered),
        &thousands(plan.households_newly_served),
        &thousands(plan.capex_eur),
        &plan.capex_per_covered_household_eur.map_or_else(|| "-".to_owned(), thousands),
        &gap,
    ])
}

/// Guidelines as "1, 2 and 4".
fn named(guidelines: &[u8]) -> String {
    let numbers: Vec<String> = guidelines.iter().map(u8::to_string).collect();
    match numbers.as_slice() {
        [] => "none".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn prices_head(unit: ValueUnit) -> &'static str {
    match unit {
        ValueUnit::Households => "What they cost: households that would be covered besides (proven between)",
        ValueUnit::WeightedHouseholds => {
            "What they cost: households that would be covered besides; weight (proven between)"
        }
    }
}

fn price(one: &PrinciplePrice) -> String {
    let given_up = match one.given_up.as_slice() {
        [only] => format!("guideline {only}"),
        _ => "all of them".to_owned(),
    };
    let words = match &one.price {
        Some(price) => amounts(price),
        None => one.missing.clone().unwrap_or_default(),
    };
    format!("  {given_up:<24}{words}")
}

fn amounts(price: &Price) -> String {
    let weight = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), thousands);
    let dearer = price
        .capex_per_covered_household_eur
        .map_or_else(String::new, |eur| format!("; {eur:+.2} EUR per covered household"));
    format!(
        "{:>11}; {} ({} to {}){dearer}",
        thousands(price.households),
        thousands(price.value),
        // What is proven stays proven: no more than the least, no less than the most.
        weight(price.value_at_least.map(f64::floor)),
        weight(price.value_at_most.map(f64::ceil))
    )
}

/// Why a case has no plan.
fn without_plan(case: &PrincipleCase) -> Option<String> {
    let reason = case.infeasible.as_deref()?;
    Some(wrapped(&format!("No plan with {} enforced: {reason}", named(&case.enforced))))
}
