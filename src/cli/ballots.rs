//! `divario ballots`: a vote, and what the user reads about what it changed.

use std::path::{Path, PathBuf};

use clap::Args;
use divario::problem::Error;
use divario::score::{BallotsReport, PriorityReport, VoteChange, VotePlan, WeightsOf};
use divario::{BallotsRequest, ballots};

use super::args::Global;
use super::commands::watching;
use super::report::{row, thousands, told};

pub const EXAMPLES: &str = "Example:
  divario ballots scenarios/demo.json --ballots data/demo/ballots.csv --out out/ballots

The file of ballots has the columns round (1 before people were informed, 2 after), voter (a token, the same in both rounds), comune
(ISTAT code) and one for each priority of the scenario's section participation. Three plans are made: with the scenario's own
weights and with those of each round; Ctrl-C stops all, and nothing is written.";

/// Room for the label of a priority.
const LABEL_CHARS: usize = 34;

/// Room for ids of sites; what is longer is left to the files.
const SITES_CHARS: usize = 40;

/// Arguments of `ballots`.
#[derive(Debug, Args)]
pub struct Ballots {
    /// The scenario file, with a section `participation`.
    pub scenario: PathBuf,
    /// The file of ballots.
    #[arg(long = "ballots", value_name = "FILE")]
    pub file: PathBuf,
    /// A file of proposals and what became of them, for the record: columns proposal, adopted (yes or no), reason.
    #[arg(long, value_name = "FILE")]
    pub proposals: Option<PathBuf>,
    /// Folder for the results; made if it is not there. An earlier vote in it is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Ballots, global: &Global) -> Result<(), Error> {
    let progress = watching(&arguments.out, global)?;
    let request = BallotsRequest {
        scenario: arguments.scenario.clone(),
        data: global.data.clone(),
        ballots: arguments.file.clone(),
        proposals: arguments.proposals.clone(),
        out: arguments.out.clone(),
        threads: rayon::current_num_threads(),
    };
    let report = ballots(&request, &progress)?;
    told(&report, &report.warnings, || summary(&report, &arguments.out), global)
}

fn summary(report: &BallotsReport, out: &Path) -> String {
    let [first, second] = [0, 1].map(|round| report.vote.rounds[round].total.ballots);
    let mut lines = vec![
        report.scenario.name.clone(),
        row("Ballots", &format!("{first} before people were informed, {second} after")),
        row("Told", &groups(report)),
        String::new(),
        shares(["share of the points", "round 1", "round 2", "shift", "weight"]),
    ];
    lines.extend(report.priorities.iter().map(priority));
    lines.push(String::new());
    lines.push(columns(["", "", "households", "newly", "anchor", "", ""]));
    lines.push(columns(["plan with", "sites", "covered", "served", "halls etc.", "capital EUR", "gap"]));
    lines.extend(report.plans.iter().map(plan));
    lines.push(String::new());
    lines.extend(report.changes.iter().take(2).flat_map(change));
    lines.push(format!("Results: {} (start with README.txt)", out.display()));
    lines.join("\n")
}

fn groups(report: &BallotsReport) -> String {
    let (alone, together): (Vec<_>, Vec<_>) =
        report.vote.groups.iter().partition(|group| group.comuni.len() == 1);
    let others: usize = together.iter().map(|group| group.comuni.len()).sum();
    let least = report.participation.group_min;
    format!("{} comuni alone, {others} together; {least} ballots or more each", alone.len())
}

fn shares([label, first, second, shift, weight]: [&str; 5]) -> String {
    format!("  {label:<LABEL_CHARS$}{first:>10}{second:>10}{shift:>10}{weight:>10}")
}

fn priority(priority: &PriorityReport) -> String {
    let percent = |ratio: f64| format!("{:.1} %", 100.0 * ratio);
    let label: String = priority.label.chars().take(LABEL_CHARS - 1).collect();
    shares([
        &label,
        &percent(priority.round_1_share_ratio),
        &percent(priority.round_2_share_ratio),
        &format!("{:+.1}", 100.0 * priority.shift_ratio),
        &format!("{:.3}", priority.round_2_weight),
    ])
}

fn columns([plan, sites, covered, newly, anchors, capital, gap]: [&str; 7]) -> String {
    format!("  {plan:<18}{sites:>6}{covered:>12}{newly:>9}{anchors:>12}{capital:>12}{gap:>9}")
        .trim_end()
        .to_owned()
}

fn plan(plan: &VotePlan) -> String {
    let name = match plan.weights_of {
        WeightsOf::Own => "its own weights",
        WeightsOf::Round1 => "those of round 1",
        WeightsOf::Round2 => "those of round 2",
    };
    columns([
        name,
        &plan.sites.len().to_string(),
        &thousands(plan.households_covered),
        &thousands(plan.households_newly_served),
        &plan.anchors_covered.to_string(),
        &thousands(plan.capex_eur),
        &format!("{:.2} %", 100.0 * plan.gap_ratio),
    ])
}

/// What becomes of a plan when the weights are those of round 2.
fn change(change: &VoteChange) -> Vec<String> {
    let before = match change.from {
        WeightsOf::Own => "Its own to round 2",
        WeightsOf::Round1 | WeightsOf::Round2 => "Round 1 to round 2",
    };
    if change.sites_added.is_empty() && change.sites_dropped.is_empty() {
        return vec![row(before, "no site comes or goes")];
    }
    let gained = change.comuni.iter().filter(|one| one.covered_after > one.covered_before).count();
    let lost = change.comuni.iter().filter(|one| one.covered_after < one.covered_before).count();
    let alike = change.weighed_alike;
    let [serves_before, serves_after] = [alike.before, alike.after].map(thousands);
    vec![
        row(
            before,
            &format!("{} sites added, {} dropped", change.sites_added.len(), change.sites_dropped.len()),
        ),
        row("  added", &sites(&change.sites_added)),
        row("  dropped", &sites(&change.sites_dropped)),
        row("  comuni", &format!("{gained} with more covered households, {lost} with fewer")),
        row("  as round 2 weighs", &format!("{serves_before} before, {serves_after} after")),
    ]
}

/// As many ids as a line has room for.
fn sites(ids: &[String]) -> String {
    let mut line = String::new();
    for (index, id) in ids.iter().enumerate() {
        let more = ids.len() - index;
        if line.chars().count() + id.chars().count() > SITES_CHARS {
            return format!("{line} and {more} more");
        }
        let before = if index == 0 { "" } else { ", " };
        line = format!("{line}{before}{id}");
    }
    if line.is_empty() { "none".to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_sites_are_named_as_a_line_has_room_for() {
        let ids = |count: usize| (0..count).map(|id| format!("site-{id:02}")).collect::<Vec<_>>();
        assert_eq!(sites(&[]), "none");
        assert_eq!(sites(&ids(2)), "site-00, site-01");
        assert_eq!(sites(&ids(9)), "site-00, site-01, site-02, site-03 and 5 more");
        assert!(row("Sites dropped", &sites(&ids(999))).chars().count() <= 80);
    }
}
