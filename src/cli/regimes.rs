//! `divario regimes`: what each way to govern the spectrum makes of the plan, and what the user reads about it.

use std::path::{Path, PathBuf};

use clap::Args;
use divario::problem::Error;
use divario::score::{RegimeReport, RegimesReport, ShareReport};
use divario::{RegimesRequest, regimes};

use super::args::Global;
use super::commands::watching;
use super::report::{row, thousands, told, wrapped};
use super::short_names::short_names;

pub const EXAMPLES: &str = "Example:
  divario regimes scenarios/demo.json --out out/regimes

The scenario's section `regimes` names holders, fees and what each changes in the radio. Each is planned in full, coverage anew; each
search may take the scenario's solve.time_limit_s.";

/// Room for the id of a regime, so that a row has 80 letters at most.
const ID_WIDTH: usize = 20;

/// Arguments of `regimes`.
#[derive(Debug, Args)]
pub struct Regimes {
    /// The scenario file, with a section `regimes`.
    pub scenario: PathBuf,
    /// Folder for the results; made if it is not there. Earlier ones in it are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Seconds for each search, in place of the scenario's solve.time_limit_s.
    #[arg(long, value_name = "S")]
    pub time_limit_s: Option<f64>,
}

/// Runs the command.
pub fn run(arguments: &Regimes, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = RegimesRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        time_limit_s: arguments.time_limit_s,
        threads: rayon::current_num_threads(),
    };
    let report = regimes(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &RegimesReport, out: &Path) -> String {
    let (all, unserved) = (report.households, report.households_previously_unserved);
    let mut lines = vec![
        report.scenario.name.clone(),
        row("Households", &format!("{}, {} without broadband", thousands(all), thousands(unserved))),
        String::new(),
        columns(["", "fee EUR", "households", "newly", "EUR per", "guide-", ""]),
        columns(["regime", "a year", "covered", "served", "covered", "lines", "gap"]),
    ];
    let ids = report.regimes.iter().map(|regime| regime.id.as_str());
    let ids = short_names(&ids.collect::<Vec<_>>(), ID_WIDTH);
    lines.extend(report.regimes.iter().zip(&ids).map(|(regime, id)| figures(regime, id)));
    lines.push(String::new());
    lines.extend(report.regimes.iter().filter_map(words));
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

fn columns([regime, fee, covered, newly, each, held, gap]: [&str; 7]) -> String {
    format!("  {regime:<ID_WIDTH$}{fee:>9}{covered:>11}{newly:>9}{each:>9}{held:>9}{gap:>10}")
        .trim_end()
        .to_owned()
}

fn figures(regime: &RegimeReport, id: &str) -> String {
    let fee = thousands(regime.fee_eur_per_year);
    let Some(plan) = &regime.plan else { return columns([id, &fee, "no plan", "", "", "", ""]) };
    let held: Vec<String> = plan.guidelines_held.iter().map(u8::to_string).collect();
    columns([
        id,
        &fee,
        &thousands(plan.households_covered),
        &thousands(plan.households_newly_served),
        &plan.present_value_per_covered_household_eur.map_or_else(|| "-".to_owned(), thousands),
        &held.join(" "),
        &format!("{:.2} %", 100.0 * plan.gap_ratio),
    ])
}

/// Where frequencies must be offered to others.
fn shared(share: &ShareReport) -> String {
    let year = share.from_year;
    match share.comuni.as_slice() {
        [] => format!("no comune in which frequencies must be offered to others from year {year}"),
        [only] => format!("from year {year} to be offered to others in comune {only}"),
        comuni => format!(
            "from year {year} to be offered to others in {} comuni ({} households)",
            comuni.len(),
            thousands(share.households)
        ),
    }
}

/// What no figure of the table says, if there is anything.
fn words(regime: &RegimeReport) -> Option<String> {
    let mut parts = Vec::new();
    parts.extend(regime.infeasible.as_ref().map(|reason| format!("no plan: {reason}")));
    let duty = regime.plan.as_ref().and_then(|plan| plan.coverage_duty.as_ref());
    parts.extend(duty.map(|duty| {
        format!(
            "{} of {} points of coverage, {} of {} in listed comuni{}",
            duty.points,
            duty.points_min,
            duty.listed_points,
            duty.listed_points_min,
            if duty.is_met { "" } else { " (DUTY NOT MET)" }
        )
    }));
    let share = regime.plan.as_ref().and_then(|plan| plan.use_or_share.as_ref());
    parts.extend(share.map(shared));
    if !regime.dominated_by.is_empty() {
        parts.push(format!("dominated by {}", regime.dominated_by.join(", ")));
    }
    (!parts.is_empty()).then(|| wrapped(&format!("{}: {}", regime.id, parts.join("; "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_fits_a_terminal() {
        let id = "x".repeat(ID_WIDTH);
        let row = columns([&id, "1,000,000", "1,000,000", "1,000,000", "100,000", "1 2 3 4", "100.00 %"]);
        assert!(row.chars().count() <= 80, "{row}");
    }
}
