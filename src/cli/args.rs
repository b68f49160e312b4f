//! What the program accepts.

use std::path::PathBuf;

use super::ballots::{Ballots, EXAMPLES as BALLOTS_EXAMPLES};
use super::compare::{Compare, EXAMPLES as COMPARE_EXAMPLES};
use super::frontier::{EXAMPLES as FRONTIER_EXAMPLES, Frontier};
use super::loss::Loss;
use super::market::{EXAMPLES as MARKET_EXAMPLES, Market};
use super::principles::{EXAMPLES as PRINCIPLES_EXAMPLES, Principles};
use super::regimes::{EXAMPLES as REGIMES_EXAMPLES, Regimes};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Plans public broadband for mountain provinces: coverage over real terrain, sites, links, cost, governance.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Example:\n  divario plan scenarios/demo.json --out out/demo")]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Heading of the help for what every command takes.
const GLOBAL: &str = "Options of every command";

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Worker threads; as many as the machine has cores if left out. Results do not depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = threads, help_heading = GLOBAL)]
    pub threads: Option<usize>,
    /// Second folder in which the scenario's relative paths are looked for, after the scenario's own.
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL)]
    pub data: Option<PathBuf>,
    /// Say nothing but errors and results.
    #[arg(long, global = true, conflicts_with = "verbose", help_heading = GLOBAL)]
    pub quiet: bool,
    /// Say more: the duration of each stage.
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub verbose: bool,
    /// Show no progress.
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub no_progress: bool,
    /// Form of what goes to standard output.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, help_heading = GLOBAL)]
    pub format: Format,
}

/// Form of what goes to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a scenario and every file it names; report all problems of a step together; compute nothing.
    #[command(after_help = "Example:\n  divario check scenarios/demo.json")]
    Check(Check),
    /// Make a plan: coverage, choice of sites, feeding links, score, all files.
    #[command(after_help = PLAN_NOTES)]
    Plan(Plan),
    /// Verify a plan and its proof, without making one: what was proven, or the first thing that does not hold.
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Find what each of several budgets buys: households, a bound, the knee, the price of a further household.
    #[command(after_help = FRONTIER_EXAMPLES, allow_negative_numbers = true)]
    Frontier(Frontier),
    /// Find what each guideline costs: the same scenario planned with all of them, without each, and without any.
    #[command(after_help = PRINCIPLES_EXAMPLES, allow_negative_numbers = true)]
    Principles(Principles),
    /// Find what a private licensee would build for its profit, and whom the public plan alone reaches.
    #[command(after_help = MARKET_EXAMPLES, allow_negative_numbers = true)]
    Market(Market),
    /// Plan under each way to govern the spectrum: holder, fee, radio, duties, side by side.
    #[command(after_help = REGIMES_EXAMPLES, allow_negative_numbers = true)]
    Regimes(Regimes),
    /// Count ballots in two rounds, and find what the vote changes in the plan.
    #[command(after_help = BALLOTS_EXAMPLES)]
    Ballots(Ballots),
    /// Set plans that lie in folders side by side: figures, maps, who wins and loses, what changed in the inputs.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// Map what given sites do: best server, path loss, received level, rate, line of sight.
    #[command(after_help = COVERAGE_EXAMPLES)]
    Coverage(Coverage),
    /// Look at one path between two places: profile, sight, loss, link budget both ways, heights that would clear it.
    #[command(after_help = LINK_EXAMPLES, allow_negative_numbers = true)]
    Link(Link),
    /// Run one propagation model on one path, and show every step.
    Loss(Box<Loss>),
    /// Print a JSON Schema, generated from divario's own types.
    #[command(after_help = "Example:\n  divario schema scenario > scenario.schema.json")]
    Schema(Schema),
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The scenario file.
    pub scenario: PathBuf,
}

const PLAN_NOTES: &str = "Example:
  divario plan scenarios/demo.json --out out/demo
  divario plan scenarios/demo.json --frontier out/frontier --out out/demo

Ctrl-C while sites are being chosen or plans compared ends that alone: the best plan so far
is worked out and written with its gap, exit status 0; while single changes are tried, these
alone are left out. A second Ctrl-C in the same stage, or one at any other time, stops at
once: nothing is written, exit status 130.
Where no plan could serve anybody, the rules that bind and the least that would have to give are told: exit status 3.";

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Folder for the results; made if it is not there. Earlier results in it are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// A folder that `divario frontier` filled for the same households: the report page shows its chart and its table with this plan
    /// marked on them.
    #[arg(long, value_name = "DIR")]
    pub frontier: Option<PathBuf>,
}

const VERIFY_EXAMPLES: &str = "Example:
  divario verify out/demo
  divario verify out/demo --scenario scenarios/demo.json --recompute
  divario verify out/ballots --ballots data/demo/ballots.csv";

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The folder of a plan, with its `plan.json` and `certificate.json`, or of a vote, with its `decision.json`.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The scenario file that the plan was made from: it and every file that it names are compared too.
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Compute again from the terrain which sector could serve which place, and all that `plan.json` says of its sites, and compare that too.
    #[arg(long, requires = "scenario")]
    pub recompute: bool,
    /// The file of ballots behind a decision: they are counted again.
    #[arg(long, value_name = "FILE")]
    pub ballots: Option<PathBuf>,
}

const COVERAGE_EXAMPLES: &str = "Example:
  divario coverage scenarios/demo.json --site m-public-01 --out out/mast";

/// Arguments of `coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Folder for the results; made if it is not there. An earlier map in it is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Id of a site; may be given more than once. Left out: all sites that may serve.
    #[arg(long = "site", value_name = "ID")]
    pub sites: Vec<String>,
    /// How many of the strongest sites to keep for each cell, from 1 to 8.
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = strongest)]
    pub strongest: usize,
}

const LINK_EXAMPLES: &str = "Example:
  divario link scenarios/demo.json --from m-public-01 --to t-bell-05 --out out/link
  divario link scenarios/demo.json --from m-public-01 --to 8.1655,43.9571

An end is the id of a site, a point of presence or a household point, or a position as longitude,latitude (WGS 84, degrees).
Where one id is of two kinds, write site:ID, pop:ID or household:ID.";

/// Arguments of `link`.
#[derive(Debug, Args)]
pub struct Link {
    /// The scenario file.
    pub scenario: PathBuf,
    /// One end; of an access link the station.
    #[arg(long, value_name = "ID|LON,LAT", allow_hyphen_values = true)]
    pub from: String,
    /// The other end; of an access link the household.
    #[arg(long, value_name = "ID|LON,LAT", allow_hyphen_values = true)]
    pub to: String,
    /// Folder for the results, the picture among them; made if it is not there. Left out: nothing is written.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Height of the antenna at --from above ground, from 0.5 to 300 m. Left out: that of the site, the point of presence or
    /// the household in the scenario; a bare position for a station needs it.
    #[arg(long, value_name = "M")]
    pub from_height_m: Option<f64>,
    /// Height of the antenna at --to above ground, from 0.5 to 300 m; a bare position has a household's if left out.
    #[arg(long, value_name = "M")]
    pub to_height_m: Option<f64>,
    /// What the path is for. Left out: backhaul where both ends are sites or points of presence, else access.
    #[arg(long = "as", value_enum, value_name = "PURPOSE")]
    pub purpose: Option<Purpose>,
}

/// What a path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Purpose {
    /// From a site to a household, with the radio of the scenario.
    Access,
    /// A microwave link, in the band for its length.
    Backhaul,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which document.
    #[arg(value_enum, default_value_t = Document::Scenario)]
    pub document: Document,
}

/// A document with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Document {
    /// The scenario file.
    Scenario,
    /// `plan.json`.
    Plan,
    /// `coverage.json`.
    Coverage,
    /// `link.json`.
    Link,
    /// `frontier.json`.
    Frontier,
    /// `principles.json`.
    Principles,
    /// `market.json`.
    Market,
    /// `regimes.json`.
    Regimes,
    /// `compare.json`.
    Compare,
    /// `certificate.json`.
    Certificate,
    /// `ballots.json`.
    Ballots,
    /// `decision.json`.
    Decision,
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads) if (1..=1024).contains(&threads) => Ok(threads),
        _ => Err("give a whole number from 1 to 1024".into()),
    }
}

fn strongest(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(strongest) if (1..=8).contains(&strongest) => Ok(strongest),
        _ => Err("give a whole number from 1 to 8".into()),
    }
}
