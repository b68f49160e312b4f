//! `divario market`: what a private licensee would build, beside the public plan, and what the user reads about it.

use std::path::{Path, PathBuf};

use clap::Args;
use divario::problem::Error;
use divario::score::{ComuneReach, MarketReport};
use divario::{MarketRequest, market};

use super::args::Global;
use super::commands::watching;
use super::report::{row, thousands, told};

pub const EXAMPLES: &str = "Example:
  divario market scenarios/demo.json --out out/market

The scenario's section `market` holds what a private licensee would earn and pay. The public plan is made first, as `divario plan`
would; then the licensee's is searched for at several budgets, each of which may take the scenario's solve.time_limit_s.";

/// Comuni that are named.
const NAMED: usize = 3;

/// Arguments of `market`.
#[derive(Debug, Args)]
pub struct Market {
    /// The scenario file, with a section `market`.
    pub scenario: PathBuf,
    /// Folder for the results; made if it is not there. Earlier ones in it are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Seconds for each search, in place of the scenario's solve.time_limit_s.
    #[arg(long, value_name = "S")]
    pub time_limit_s: Option<f64>,
}

/// Runs the command.
pub fn run(arguments: &Market, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = MarketRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        out: arguments.out.clone(),
        time_limit_s: arguments.time_limit_s,
        threads: rayon::current_num_threads(),
    };
    let report = market(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &MarketReport, out: &Path) -> String {
    let (private, public) = (&report.licensee, &report.public_plan);
    let count = |one: usize| thousands(one as f64);
    let mut lines = vec![
        report.scenario.name.clone(),
        row(
            "Households",
            &format!(
                "{}, {} without broadband",
                thousands(report.households),
                thousands(report.households_previously_unserved)
            ),
        ),
        row(
            "A household pays",
            &format!("{} EUR in all, worth today", thousands(report.present_revenue_per_household_eur)),
        ),
        String::new(),
        columns("", "licensee", "public plan"),
        columns("Sites", &count(private.sites.len()), &count(public.sites.len())),
        columns(
            "Households covered",
            &thousands(private.households_covered),
            &thousands(public.households_covered),
        ),
        columns(
            "Newly served",
            &thousands(private.households_newly_served),
            &thousands(public.households_newly_served),
        ),
        columns("Capital, EUR", &thousands(private.capex_eur), &thousands(public.capex_eur)),
        columns("Net present value, EUR", &thousands(private.net_present_value_eur), "-"),
        columns("  no more than", &thousands(private.net_present_value_bound_eur), "-"),
        columns("Proven gap", "-", &format!("{:.2} %", 100.0 * public.gap_ratio)),
        String::new(),
    ];
    if !private.builds {
        lines.push("Nothing that was found pays a licensee: it builds nothing".into());
    }
    lines.extend(reached(report));
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

fn columns(what: &str, licensee: &str, public: &str) -> String {
    format!("  {what:<24}{licensee:>14}{public:>14}").trim_end().to_owned()
}

/// Whom one of the two alone reaches.
fn reached(report: &MarketReport) -> Vec<String> {
    let reach = &report.reach;
    let mut lines = vec![format!(
        "Only the public plan reaches {} households, {} of them newly",
        thousands(reach.by_public_plan_alone),
        thousands(reach.newly_served_by_public_plan_alone)
    )];
    let mut comuni: Vec<&ComuneReach> =
        report.comuni.iter().filter(|comune| comune.reach.by_public_plan_alone > 0.0).collect();
    comuni.sort_by(|one, other| other.reach.by_public_plan_alone.total_cmp(&one.reach.by_public_plan_alone));
    let words = |comune: &&ComuneReach| {
        format!("  {:<24}{:>14}", comune.name, thousands(comune.reach.by_public_plan_alone))
    };
    lines.extend(comuni.iter().take(NAMED).map(words));
    if comuni.len() > NAMED {
        lines.push(format!("  and {} further comuni", comuni.len() - NAMED));
    }
    lines.push(format!(
        "Only the licensee reaches {}, both {}, neither {}",
        thousands(reach.by_market_alone),
        thousands(reach.by_both),
        thousands(reach.by_neither)
    ));
    lines
}
