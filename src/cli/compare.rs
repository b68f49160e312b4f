//! `divario compare`: plans side by side, and what the user reads about them.

use std::path::{Path, PathBuf};

use clap::Args;
use divario::problem::Error;
use divario::score::{CompareReport, ComparedPlan};
use divario::{CompareRequest, compare};

use super::args::Global;
use super::commands::watching;
use super::report::{plural, row, thousands, told, wrapped};
use super::short_names::short_names;

pub const EXAMPLES: &str = "Example:
  divario compare out/demo out/cheaper --out out/compare
  divario compare out/regimes/province out/regimes/exempt --out out/compare

Any folder with a plan.json will do, whichever command made it. All differences are to the first. Plans of other comuni or other
households are refused unless --anyway is given, and the page then says what differs.";

/// Letters of a label that are shown.
const LABEL_WIDTH: usize = 23;

/// Of these the letters of a name, after its number.
const NAME_WIDTH: usize = LABEL_WIDTH - "1 ".len();

/// What is told first.
const COST: &str = "present_value_per_covered_household_eur";

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Folders of plans, two to eight; all differences are to the first.
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder for the results; made if it is not there. Earlier ones in it are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Compare what can be where comuni or households differ, and say so in the results.
    #[arg(long)]
    pub anyway: bool,
}

/// Runs the command.
pub fn run(arguments: &Compare, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = CompareRequest {
        folders: arguments.folders.clone(),
        out: arguments.out.clone(),
        anyway: arguments.anyway,
    };
    let report = compare(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &CompareReport, out: &Path) -> String {
    let mut lines = vec![format!("{} plans side by side", report.plans.len())];
    if !report.comparable {
        let ways = match report.differs.len() {
            1 => "one way".to_owned(),
            more => format!("{more} ways"),
        };
        lines.push(row("NOT COMPARABLE", &format!("they differ in area or households ({ways})")));
    }
    lines.push(String::new());
    lines.push(columns(["", "EUR per", "households", "newly", "capital", "guide-", ""]));
    lines.push(columns(["plan", "covered", "covered", "served", "EUR", "lines", "gap"]));
    let names: Vec<&str> = report.plans.iter().map(name).collect();
    let names = short_names(&names, NAME_WIDTH);
    lines.extend(names.iter().enumerate().flat_map(|(index, name)| figures(report, index, name)));
    lines.push(String::new());
    lines.extend((0..report.plans.len()).filter_map(|index| words(report, index)));
    lines.push(inputs(report));
    lines.push(format!("Results: {} (open compare.html)", out.display()));
    lines.join("\n")
}

fn columns([plan, each, covered, newly, capital, held, gap]: [&str; 7]) -> String {
    format!("  {plan:<LABEL_WIDTH$}{each:>9}{covered:>11}{newly:>8}{capital:>11}{held:>8}{gap:>8}")
        .trim_end()
        .to_owned()
}

/// The plan's line, and the differences to the first under it.
fn figures(report: &CompareReport, index: usize, name: &str) -> Vec<String> {
    let plan = &report.plans[index];
    let figure = |key: &str| report.figures.iter().find(|one| one.figure == key);
    let told = |name: &str| {
        let value = figure(name).and_then(|one| one.values[index]);
        value.map_or_else(|| "-".to_owned(), |value| amount(name, value))
    };
    let change = |name: &str| {
        let difference = figure(name).and_then(|one| one.differences[index]);
        difference.map_or_else(String::new, |difference| signed(&amount(name, difference)))
    };
    let names = [COST, "households_covered", "households_newly_served", "capex_eur"];
    let held: Vec<String> =
        plan.governance.iter().filter(|one| one.holds).map(|one| one.guideline.to_string()).collect();
    let gap = figure("gap_ratio").and_then(|one| one.values[index]);
    let gap = gap.map_or_else(String::new, |ratio| format!("{:.2} %", 100.0 * ratio));
    let [each, covered, newly, capital] = names.map(told);
    let label = format!("{} {name}", index + 1);
    let mut lines = vec![columns([&label, &each, &covered, &newly, &capital, &held.join(" "), &gap])];
    let [each, covered, newly, capital] = names.map(change);
    if index > 0 {
        lines.push(columns(["", &each, &covered, &newly, &capital, "", ""]));
    }
    lines
}

/// The folder where the label is not the scenario's whole name, for it tells plans apart, or where that is longer than its room.
fn name(plan: &ComparedPlan) -> &str {
    let is_whole = plan.label == plan.scenario.name;
    let fits = plan.label.chars().count() <= NAME_WIDTH;
    if is_whole && fits { &plan.label } else { &plan.folder }
}

/// Cost of a household in cents, for plans differ by little there; all else whole.
fn amount(name: &str, value: f64) -> String {
    if name != COST {
        return thousands(value);
    }
    let cents = (100.0 * value).round();
    let sign = if cents < 0.0 { "-" } else { "" };
    format!("{sign}{}.{:02.0}", thousands((cents.abs() / 100.0).trunc()), cents.abs() % 100.0)
}

fn signed(text: &str) -> String {
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    if is_zero || text.starts_with('-') {
        text.trim_start_matches(|sign| is_zero && sign == '-').to_owned()
    } else {
        format!("+{text}")
    }
}

/// What no figure of the table says of a plan, if there is anything.
fn words(report: &CompareReport, index: usize) -> Option<String> {
    let plan = &report.plans[index];
    let missed = plan.misses_duty.then(|| "COVERAGE DUTY NOT MET".to_owned());
    let parts: Vec<String> = missed.into_iter().chain(against(plan)).chain(dominated(report, plan)).collect();
    (!parts.is_empty()).then(|| wrapped(&format!("{}: {}", index + 1, parts.join("; "))))
}

/// Points won and lost, and what the proofs say; nothing of the first.
fn against(plan: &ComparedPlan) -> Option<String> {
    let (points, proof) = (plan.points?, plan.proof.as_ref()?);
    let proven = match (proof.same_objective, proof.may_be_the_search) {
        (_, Some(true)) => "the difference in value may be one of the search: it is within what is unproven",
        (_, Some(false)) => "the difference in value is more than what is unproven",
        (Some(true), None) => "the same value",
        (Some(false), None) => "another objective",
        (None, None) => "objectives not known to be the same",
    };
    let [won, lost] = [points.households_won, points.households_lost].map(thousands);
    Some(format!("{won} households won, {lost} lost against 1; {proven}"))
}

fn dominated(report: &CompareReport, plan: &ComparedPlan) -> Option<String> {
    let by = &plan.dominated_by;
    let numbers = report.plans.iter().enumerate().filter(|(_, one)| by.contains(&one.label));
    let numbers: Vec<String> = numbers.map(|(number, _)| (number + 1).to_string()).collect();
    (!by.is_empty()).then(|| format!("dominated by {}", numbers.join(" and ")))
}

fn inputs(report: &CompareReport) -> String {
    let changed = report.inputs.iter().filter(|one| one.standing != divario::score::Standpoint::Same).count();
    let keys = report.scenario_keys.len();
    let at_hand = report.plans.iter().filter(|one| one.scenario_at_hand).count();
    let scenarios = match at_hand {
        0 | 1 => "of the scenarios only hashes are known".to_owned(),
        count => {
            format!("{keys} {} of {count} scenarios", if keys == 1 { "key differs" } else { "keys differ" })
        }
    };
    wrapped(&format!(
        "Inputs: {changed} of {} {} differ; {scenarios}",
        report.inputs.len(),
        plural(report.inputs.len(), "file")
    ))
}
