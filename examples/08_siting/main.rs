//! What choosing sites costs and how much of it is proven, beside what else one could do.
//!
//! `./dev siting` runs four cases and prints a table. By hand, for one:
//! `cargo run --release --example 08_siting -- --sites 500 --points 100000 --budget-eur 1500000 --seconds 15`; with
//! `--pops 3` sites must be fed over links, with `--load-kbps 50` sectors have only so much time. The country is invented
//! (see `country.rs`). On it:
//!
//! - `greedy`: most households for the euro, again and again; no proof;
//! - `compact`: the whole question as one model, solved by HiGHS alone;
//! - `divario`: [`divario::optimise::solve`], its plan judged and its bound worked out anew from the certificate;
//! - `coverage-alone`, with `--pops`: the plan that does not care how sites are fed, and what of it is fed.
//!
//! All plans are judged by the same rules in whole numbers. One line of JSON tells what the country is like, and one for
//! each method what it found.

#[path = "../04_one_site/meter.rs"]
mod meter;
#[path = "../../benches/peers/mountains.rs"]
mod mountains;

mod compact;
mod country;
mod greedy;
mod judge;
mod proven;
mod random;
mod relief;
mod report;
mod traffic;

use std::error::Error;

use clap::{Parser, ValueEnum};
use country::{Asked, Country};
use divario::certificate::Instance;
use judge::{indices, judge};
use meter::Meter;
use report::{Format, Line, Report, households};
use serde_json::json;
use traffic::Traffic;

/// Chooses sites on invented country, by several methods side by side.
#[derive(Debug, Parser)]
#[command(args_override_self = true)]
struct Arguments {
    /// Candidate sites, on high ground
    #[arg(long, default_value_t = 500)]
    sites: usize,
    /// Household points, a quarter of them scattered and the others in villages
    #[arg(long, default_value_t = 100_000)]
    points: usize,
    /// What may be spent, euro
    #[arg(long, default_value_t = 1_500_000.0)]
    budget_eur: f64,
    /// Points of presence of the fibre, at most 80; with none, every site is fed
    #[arg(long, default_value_t = 0)]
    pops: usize,
    /// What a subscriber draws in the busy hour, kbit/s; without it sectors serve whom they cover
    #[arg(long)]
    load_kbps: Option<f64>,
    /// Households that subscribe, %
    #[arg(long, default_value_t = 50.0)]
    subscribers_percent: f64,
    /// Time for divario, s
    #[arg(long, default_value_t = 15.0)]
    seconds: f64,
    /// Time for the compact model, s [default: as for divario]
    #[arg(long)]
    compact_seconds: Option<f64>,
    /// Gap at which a plan is good enough, % of the bound
    #[arg(long, default_value_t = 0.01)]
    gap_percent: f64,
    /// Another seed invents other country
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The methods to run [default: all]
    #[arg(long, value_delimiter = ',')]
    only: Vec<Method>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

/// A way to choose sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    Greedy,
    Compact,
    Divario,
    CoverageAlone,
}

type Lines = Result<Vec<Line>, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let meter = Meter::start();
    let country = Country::invent(&arguments.asked());
    let report = Report::start(arguments.format, &country, meter.spent().wall_s);
    for method in Method::value_variants().iter().filter(|method| arguments.wants(**method)) {
        let lines = match method {
            Method::Greedy => greedy(&country.instance),
            Method::Compact => compact(&country.instance, &arguments),
            Method::Divario => divario(&country.instance, &arguments),
            Method::CoverageAlone => coverage_alone(&country.instance, &arguments),
        };
        lines?.iter().for_each(|line| report.say(line));
    }
    Ok(())
}

impl Arguments {
    fn asked(&self) -> Asked {
        let &Self { sites, points, pops, budget_eur, subscribers_percent, seed, .. } = self;
        let traffic = self.load_kbps.map(|load_kbps| Traffic { subscribers_percent, load_kbps });
        Asked { sites, points, pops, budget_eur, traffic, seed }
    }

    fn wants(&self, method: Method) -> bool {
        let is_possible = method != Method::CoverageAlone || self.pops > 0;
        is_possible && (self.only.is_empty() || self.only.contains(&method))
    }

    fn gap_ratio(&self) -> f64 {
        self.gap_percent / 100.0
    }
}

fn greedy(instance: &Instance) -> Lines {
    let meter = Meter::start();
    let open = greedy::choose(instance);
    let spent = meter.spent();
    let checked = judge(instance, &open)?;
    Ok(vec![Line::new("greedy", Some(&checked), indices(&open).len(), spent)])
}

fn compact(instance: &Instance, arguments: &Arguments) -> Lines {
    let time_limit_s = arguments.compact_seconds.unwrap_or(arguments.seconds);
    let meter = Meter::start();
    let found = compact::solve(instance, arguments.gap_ratio(), time_limit_s)?;
    let spent = meter.spent();
    let checked = found.open.as_ref().map(|open| judge(instance, open)).transpose()?;
    let count = found.open.as_ref().map_or(0, |open| indices(open).len());
    let mut line = Line::new("compact", checked.as_ref(), count, spent).bounded(found.bound_households);
    line.details = json!({
        "status": format!("{:?}", found.status),
        "claimed_households": found.claimed_households,
        "columns": found.columns,
        "rows": found.rows,
    });
    Ok(vec![line])
}

fn divario(instance: &Instance, arguments: &Arguments) -> Lines {
    let meter = Meter::start();
    let solution = proven::plan(instance, arguments.gap_ratio(), arguments.seconds)?;
    let spent = meter.spent();
    let check_ms = proven::check_bound(instance, &solution)?;
    let checked = judge(instance, &solution.open)?;
    let count = indices(&solution.open).len();
    let mut line = Line::new("divario", Some(&checked), count, spent);
    // With capacity divario serves places in another way than the judge: the plan is worth the better of the two.
    line.value_households = line.value_households.map(|judged| judged.max(households(solution.value_micro)));
    let mut line = line.bounded(households(solution.bound_micro));
    line.details = json!({
        "solver": solution.solver,
        "claimed_households": households(solution.value_micro),
        "judged_households": households(checked.value_micro),
        "bound_check_ms": check_ms,
        "proof_rows": solution.rows.len(),
        "proof_sums": proven::sums(&solution.cases),
        "peak_memory_mib": meter::peak_memory_mib(),
    });
    Ok(vec![line])
}

fn coverage_alone(instance: &Instance, arguments: &Arguments) -> Lines {
    let alone = proven::without_feeding(instance);
    let meter = Meter::start();
    let solution = proven::plan(&alone, arguments.gap_ratio(), arguments.seconds)?;
    let spent = meter.spent();
    let claimed = judge(&alone, &solution.open)?;
    let fed = judge::fed(instance, &solution.open);
    let kept = judge(instance, &fed)?;
    let count = |open: &[bool]| indices(open).len();
    Ok(vec![
        Line::new("coverage alone, claimed", Some(&claimed), count(&solution.open), spent)
            .bounded(households(solution.bound_micro)),
        Line::new("coverage alone, fed", Some(&kept), count(&fed), spent),
    ])
}
