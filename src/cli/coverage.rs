//! `divario coverage`: a map of given sites, and what the user reads about it.

use std::path::Path;

use divario::problem::Error;
use divario::score::{Ground, SurveyReport, SurveySite};
use divario::{SurveyRequest, survey};

use super::args::{Coverage, Global};
use super::commands::watching;
use super::report::{plural, row, thousands, told};

/// More sites than this are left to the files.
const SITES_SHOWN: usize = 20;

/// Room for the id of a site.
const ID_CHARS: usize = 22;

/// Runs the command.
pub fn run(arguments: &Coverage, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = SurveyRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        sites: arguments.sites.clone(),
        strongest: arguments.strongest,
        threads: rayon::current_num_threads(),
    };
    let report = survey(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &SurveyReport, out: &Path) -> String {
    let (window, together) = (&report.window, &report.together);
    let sites = report.sites.len();
    let mut lines = vec![
        report.scenario.name.clone(),
        row("Map", &format!("{} x {} cells of {} m", window.rows, window.cols, window.cell_m)),
        row("Sites", &format!("{sites}, up to {} km away", report.model.propagation.range_max_km)),
        row(
            "Served",
            &format!(
                "{} Mbit/s down, {} up, net, in {} % of places",
                report.model.rate_mbps, report.model.uplink_rate_mbps, report.model.probability_percent
            ),
        ),
        row(
            "Households served",
            &format!(
                "{} of {} ({:.1} %) in the busy hour",
                thousands(together.households_served),
                thousands(together.households),
                100.0 * together.households_served_ratio
            ),
        ),
        row(
            "With enough signal",
            &format!("{}, interference and load not counted", thousands(together.households_with_signal)),
        ),
        row("Time", &format!("{:.1} s, {}", report.provenance.wall_s, threads(report))),
        String::new(),
        format!(
            "  {:<ID_CHARS$}{:>12}{:>12}{:>12}{:>12}",
            "", "in range", "in sight", "signal", "households"
        ),
        format!("  {:<ID_CHARS$}{:>12}{:>12}{:>12}{:>12}", "site", "km2", "km2", "km2", "with signal"),
    ];
    lines.extend(
        shown(report).map(|site| {
            figures(&site.id, [site.in_range, site.in_sight, site.served], site.households_served)
        }),
    );
    if sites > SITES_SHOWN {
        let more = sites - SITES_SHOWN;
        lines.push(format!("  and {more} more {}: see coverage.json", plural(more, "site")));
    }
    let all = [together.in_range, together.in_sight, together.served];
    lines.push(figures("together", all, together.households_with_signal));
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

/// The sites that the table shows: those that serve most households, of equals most ground, by id.
fn shown(report: &SurveyReport) -> impl Iterator<Item = &SurveySite> {
    let mut sites: Vec<&SurveySite> = report.sites.iter().collect();
    sites.sort_by(|one, other| {
        let served = |site: &SurveySite| (site.households_served, site.served.km2);
        served(other).partial_cmp(&served(one)).unwrap_or(std::cmp::Ordering::Equal)
    });
    sites.truncate(SITES_SHOWN);
    sites.sort_by_key(|site| site.number);
    sites.into_iter()
}

fn figures(label: &str, [in_range, in_sight, served]: [Ground; 3], households: f64) -> String {
    format!(
        "  {:<ID_CHARS$}{:>12.2}{:>12.2}{:>12.2}{:>12}",
        shortened(label),
        in_range.km2,
        in_sight.km2,
        served.km2,
        thousands(households)
    )
}

fn shortened(id: &str) -> String {
    if id.chars().count() < ID_CHARS {
        return id.to_owned();
    }
    id.chars().take(ID_CHARS - 2).chain("…".chars()).collect()
}

fn threads(report: &SurveyReport) -> String {
    let threads = report.provenance.threads;
    format!("{threads} {}", plural(threads as usize, "thread"))
}
