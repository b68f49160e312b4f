//! `divario frontier`: what each of several budgets buys, and what the user reads about it.

mod args;

use std::path::Path;

use divario::problem::Error;
use divario::score::{FrontierPoint, FrontierReport, ValueUnit};
use divario::{FrontierRequest, frontier};

pub use args::{EXAMPLES, Frontier};

use super::args::Global;
use super::commands::watching;
use super::report::{row, thousands, told, wrapped};

/// Runs the command.
pub fn run(arguments: &Frontier, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = FrontierRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        budgets: arguments.budgets(),
        time_limit_s: arguments.time_limit_s,
        threads: rayon::current_num_threads(),
    };
    let report = frontier(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &FrontierReport, out: &Path) -> String {
    let (all, unserved) = (report.households, report.households_previously_unserved);
    let mut lines = vec![
        report.scenario.name.clone(),
        row("Households", &format!("{}, {} without broadband", thousands(all), thousands(unserved))),
        row("Gap", gap_words(report.value_unit)),
        row("Time", &format!("{:.1} s", report.provenance.wall_s)),
        String::new(),
        columns(["", "", "", "households", "newly", "", "EUR per", "EUR per"]),
        columns(["budget EUR", "capital EUR", "sites", "covered", "served", "gap", "covered", "further"]),
    ];
    lines.extend(report.points.iter().map(line));
    lines.push(String::new());
    lines.extend(without_plan(report));
    lines.extend(legend(report));
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

fn gap_words(unit: ValueUnit) -> &'static str {
    match unit {
        ValueUnit::Households => "of households, to what no plan can beat",
        ValueUnit::WeightedHouseholds => "of weighted households, to what no plan can beat",
    }
}

fn columns([budget, capital, sites, covered, newly, gap, each, further]: [&str; 8]) -> String {
    format!("{budget:>13}{capital:>12}{sites:>7}{covered:>12}{newly:>9}{gap:>9}{each:>9}{further:>9}")
        .trim_end()
        .to_owned()
}

fn line(point: &FrontierPoint) -> String {
    let budget = format!("{}{}", mark(point), thousands(point.budget_eur));
    let (Some(plan), Some(bound)) = (&point.plan, &point.bound) else {
        return format!("{budget:>13}     no plan");
    };
    let or_none = |eur: Option<f64>| eur.map_or_else(|| "-".to_owned(), thousands);
    columns([
        &budget,
        &thousands(plan.capex_eur),
        &plan.sites.len().to_string(),
        &thousands(plan.households_covered),
        &thousands(plan.households_newly_served),
        &format!("{:.2} %", 100.0 * bound.gap_ratio),
        &or_none(plan.capex_per_covered_household_eur),
        &or_none(point.step.as_ref().and_then(|step| step.eur_per_household)),
    ])
}

/// How a row is marked before its budget.
fn mark(point: &FrontierPoint) -> &'static str {
    match (point.is_knee, point.is_scenario_budget) {
        (true, true) => "*= ",
        (true, false) => "* ",
        (false, true) => "= ",
        (false, false) => "",
    }
}

/// Why there is no plan at the largest of those budgets that have none; frontier.json has the reason of each.
fn without_plan(report: &FrontierReport) -> Option<String> {
    let point = report.points.iter().rfind(|point| point.plan.is_none())?;
    let reason = point.infeasible.as_deref().unwrap_or("none was found");
    Some(wrapped(&format!("No plan at {}: {reason}", thousands(point.budget_eur))))
}

fn legend(report: &FrontierReport) -> Vec<String> {
    let knee = match report.knee {
        Some(_) => "  *  the knee: beyond it each further euro buys clearly less",
        None => "  No knee: the curve is as good as straight, bends upwards, or has too few points",
    };
    let own = report.points.iter().any(|point| point.is_scenario_budget);
    let own = own.then(|| "  =  the scenario's own budget".to_owned());
    std::iter::once(knee.to_owned()).chain(own).collect()
}
