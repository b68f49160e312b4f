//! `regimes.json`: the scenario under each spectrum regime, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::RegimeKind;
use crate::score::{
    DutyReport, GuidelineReport, InputFile, PlanStatus, ScenarioRef, ShareReport, SolverReport,
};

/// The scenario planned in full under each of its spectrum regimes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegimesReport {
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// Households at all points of the planned comuni.
    pub households: f64,
    /// Of these, without broadband today.
    pub households_previously_unserved: f64,
    /// In the scenario's order.
    pub regimes: Vec<RegimeReport>,
    /// What the engine did not know, or what a reader should doubt, of the scenario as it is; each plan has its own too.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: RegimesProvenance,
}

/// A regime.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegimeReport {
    /// Its id, the name of its folder.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind it is.
    pub kind: RegimeKind,
    /// Who holds the right; null where nobody does.
    pub holder: Option<String>,
    /// Fee, euro per year.
    pub fee_eur_per_year: f64,
    /// What is paid once, euro.
    pub one_off_fee_eur: f64,
    /// Both over the horizon of the costs, worth in year 0, euro.
    pub present_fees_eur: f64,
    /// Its frequencies, and what may be radiated on them.
    pub band: BandReport,
    /// Where these figures come from.
    pub source: String,
    /// `optimal` within the asked gap, `feasible`, or `infeasible` where no plan was found.
    pub status: PlanStatus,
    /// Why there is no plan; null where there is one.
    pub infeasible: Option<String>,
    /// The plan; null where there is none.
    pub plan: Option<RegimePlan>,
    /// Ids of regimes that are no worse in households covered, in cost for each of them in guidelines kept and in the duty of
    /// the right, and better in one.
    pub dominated_by: Vec<String>,
}

/// The frequencies of a regime.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BandReport {
    /// Carrier frequency, MHz.
    pub frequency_mhz: f64,
    /// Width of a channel, MHz.
    pub channel_mhz: f64,
    /// Channels that sectors share.
    pub channel_count: u32,
    /// All of them together, MHz.
    pub bandwidth_mhz: f64,
    /// Name of the limits of radiated power; null where nothing limits it.
    pub eirp_mask: Option<String>,
    /// Most that a base station may radiate over a channel under them, dBm; null where nothing limits it.
    pub base_station_eirp_max_dbm: Option<f64>,
}

/// The plan under a regime.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegimePlan {
    /// Ids of its sites, rising.
    pub sites: Vec<String>,
    /// Capital cost, euro.
    pub capex_eur: f64,
    /// Running cost with the fee, euro per year.
    pub opex_eur_per_year: f64,
    /// Households covered in the busy hour, with interference and load.
    pub households_covered: f64,
    /// The same over all households; 0 where there are none.
    pub households_covered_ratio: f64,
    /// Households without broadband today that are covered.
    pub households_newly_served: f64,
    /// Present value of all costs, what is paid once for the right among them, euro.
    pub present_value_eur: f64,
    /// The same for each covered household, euro; null where nobody is covered.
    pub present_value_per_covered_household_eur: Option<f64>,
    /// Weight served in the busy hour.
    pub value: f64,
    /// No plan under this regime serves more weight than this.
    pub bound: f64,
    /// `(bound − value) / bound`.
    pub gap_ratio: f64,
    /// Numbers of the guidelines that hold, rising.
    pub guidelines_held: Vec<u8>,
    /// The audit of all four guidelines.
    pub governance: Vec<GuidelineReport>,
    /// Points of coverage; null where the regime asks for none.
    pub coverage_duty: Option<DutyReport>,
    /// What must be offered to others; null where nothing must.
    pub use_or_share: Option<ShareReport>,
    /// What the user should know of the plan.
    pub warnings: Vec<String>,
}

/// What made the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegimesProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every input file of the scenario as it is with its checksum, by path.
    pub inputs: Vec<InputFile>,
    /// The solvers, and the settings of each search.
    pub solver: SolverReport,
    /// Threads in use; no result depends on them.
    pub threads: u32,
    /// Duration of the run, s; differs from run to run.
    pub wall_s: f64,
}
