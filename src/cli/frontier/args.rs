//! What `divario frontier` accepts.

use std::path::PathBuf;

use clap::Args;
use divario::Budgets;

pub const EXAMPLES: &str = "Example:
  divario frontier scenarios/demo.json --out out/frontier
  divario frontier scenarios/demo.json --from-eur 500000 --to-eur 2500000 --steps 5 --out out/frontier
  divario frontier scenarios/demo.json --budgets-eur 750000,1000000,1500000 --time-limit-s 20 --out out/frontier

Left out, the budgets are eighths of twice the scenario's own, or of what all sites cost together where that is less, the scenario's
own among them; what existing and committed sites cost stands in place of anything less. The search at each budget may take the
scenario's solve.time_limit_s, so that a sweep may take as many times as long as one plan.";

/// Arguments of `frontier`.
#[derive(Debug, Args)]
pub struct Frontier {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Folder for the results; made if it is not there. An earlier frontier in it is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The least budget, euro. Left out: 0, or what existing and committed sites cost.
    #[arg(long, value_name = "EUR")]
    pub from_eur: Option<f64>,
    /// The largest budget, euro. Left out: twice the scenario's, or what all sites cost together if that is less; the
    /// scenario's own where its funds name what they pay for.
    #[arg(long, value_name = "EUR")]
    pub to_eur: Option<f64>,
    /// How many budgets, evenly spaced, from 2 to 200. Left out: 9.
    #[arg(long, value_name = "N")]
    pub steps: Option<u32>,
    /// These budgets instead, euro, with commas between them, in any order.
    #[arg(long, value_name = "EUR,EUR", value_delimiter = ',', allow_hyphen_values = true, conflicts_with_all = ["from_eur", "to_eur", "steps"])]
    pub budgets_eur: Option<Vec<f64>>,
    /// Seconds for the search at each budget, in place of the scenario's solve.time_limit_s.
    #[arg(long, value_name = "S")]
    pub time_limit_s: Option<f64>,
}

impl Frontier {
    /// The budgets that are asked for.
    pub fn budgets(&self) -> Budgets {
        match &self.budgets_eur {
            Some(budgets_eur) => Budgets::Listed(budgets_eur.clone()),
            None => Budgets::Range { from_eur: self.from_eur, to_eur: self.to_eur, steps: self.steps },
        }
    }
}
