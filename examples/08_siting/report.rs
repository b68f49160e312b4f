//! What is said: lines of JSON, or rows of a Markdown table.

use divario::certificate::{Checked, Instance};
use serde::Serialize;
use serde_json::{Value, json};

use super::compact::{arcs, classes};
use super::country::{Country, HOUSEHOLD_MICRO};
use super::meter::Spent;

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A line for the country, and one for each method
    Json,
    /// Rows of a table, without its head: case, method, households, share, bound, gap, seconds, sites
    Markdown,
}

/// What a method found.
#[derive(Debug, Serialize)]
pub struct Line {
    pub method: &'static str,
    /// Where there is a plan, what it serves.
    pub value_households: Option<f64>,
    pub bound_households: Option<f64>,
    pub gap_ratio: Option<f64>,
    pub sites_open: usize,
    pub spent_eur: f64,
    pub wall_s: f64,
    pub cpu_s: Option<f64>,
    /// What only this method tells.
    pub details: Value,
}

impl Line {
    /// A plan as checked, with nothing said about how good it is.
    pub fn new(method: &'static str, checked: Option<&Checked>, open: usize, spent: Spent) -> Self {
        Self {
            method,
            value_households: checked.map(|checked| households(checked.value_micro)),
            bound_households: None,
            gap_ratio: None,
            sites_open: open,
            spent_eur: checked.map_or(0.0, |checked| checked.spent_cents as f64 / 100.0),
            wall_s: spent.wall_s,
            cpu_s: spent.cpu_s,
            details: Value::Null,
        }
    }

    /// The same with a bound.
    pub fn bounded(mut self, bound_households: f64) -> Self {
        self.bound_households = Some(bound_households);
        self.gap_ratio = self.value_households.map(|value| (bound_households - value) / bound_households);
        self
    }
}

pub fn households(weight_micro: i64) -> f64 {
    weight_micro as f64 / HOUSEHOLD_MICRO as f64
}

/// Where lines go.
pub struct Report {
    format: Format,
    case: String,
    households: f64,
}

impl Report {
    /// Says what the country is like.
    pub fn start(format: Format, country: &Country, made_s: f64) -> Self {
        let instance = &country.instance;
        let [classes, offers] = merged(instance);
        let pairs: usize = instance.demand.iter().map(|row| row.offers.len()).sum();
        let report = Self { format, case: case(country), households: country.households as f64 };
        if format == Format::Json {
            print(&json!({
                "sites": instance.sites.len(),
                "sites_next_to_fibre": instance.sites.iter().filter(|site| site.fed_by_pop).count(),
                "arcs": arcs(instance).count(),
                "points_covered": instance.demand.len(),
                "pairs": pairs,
                "classes": classes,
                "pairs_of_classes": offers,
                "households": country.households,
                "households_in_reach": households(instance.demand.iter().map(|row| row.weight_micro).sum()),
                "budget_eur": instance.budget_cents as f64 / 100.0,
                "made_s": made_s,
            }));
        }
        report
    }

    /// Says what a method found.
    pub fn say(&self, line: &Line) {
        match self.format {
            Format::Json => print(&json!(line)),
            Format::Markdown => print(&self.row(line)),
        }
    }

    fn row(&self, line: &Line) -> String {
        let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0}"));
        let percent = |ratio: Option<f64>| {
            ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{:.2} %", 100.0 * ratio))
        };
        format!(
            "| {} | {} | {} | {} | {} | {} | {:.1} | {} |",
            self.case,
            line.method,
            shown(line.value_households),
            percent(line.value_households.map(|value| value / self.households)),
            shown(line.bound_households),
            percent(line.gap_ratio),
            line.wall_s,
            line.sites_open,
        )
    }
}

/// How many classes of equal places there are, and how many offers to them.
fn merged(instance: &Instance) -> [usize; 2] {
    let classes = classes(&instance.demand);
    [classes.len(), classes.keys().map(Vec::len).sum()]
}

fn case(country: &Country) -> String {
    let instance = &country.instance;
    let budget_keur = instance.budget_cents as f64 / 100_000.0;
    let links = match arcs(instance).count() {
        fed if fed == instance.sites.len() => String::new(),
        arcs => format!(", {arcs} arcs"),
    };
    format!("{} × {}{links}, {budget_keur:.0} k€", instance.sites.len(), country.points)
}

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print(line: &impl std::fmt::Display) {
    println!("{line}");
}
