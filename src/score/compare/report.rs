//! `compare.json`: several plans side by side, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::score::{GuidelineReport, PlanStatus, ScenarioRef};

/// Two to eight plans side by side. All lists of values are in the order of `plans`; all differences are to the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompareReport {
    /// Whether all plans are of the same comuni and the same households; if not, only what can be is compared.
    pub comparable: bool,
    /// What differs in area or households from the first plan; empty where the plans are comparable.
    pub differs: Vec<NotComparable>,
    /// The plans, in the order in which they were given.
    pub plans: Vec<ComparedPlan>,
    /// Key figures, cost per covered household first.
    pub figures: Vec<FigureReport>,
    /// Every comune of any plan, by ISTAT code: who wins and who loses.
    pub comuni: Vec<ComuneCompared>,
    /// Every input file of any plan, by path.
    pub inputs: Vec<InputCompared>,
    /// Keys in which the scenarios differ that lie beside their plans, by JSON pointer.
    pub scenario_keys: Vec<KeyCompared>,
    /// What a reader should doubt of the comparison, or of all plans.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: CompareProvenance,
}

/// In what a plan cannot be compared with the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NotComparable {
    /// Which of `plans`, from 0.
    pub index: usize,
    /// Label of the plan.
    pub plan: String,
    /// What differs.
    pub reason: Reason,
    /// How many comuni or points differ so.
    pub count: u32,
    /// The first of them, by code or id.
    pub example: String,
}

/// What makes plans no longer comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Comuni of the first plan that it lacks.
    ComuneMissing,
    /// Comuni that the first plan lacks.
    ComuneAdded,
    /// Household points of the first plan that it lacks.
    PointMissing,
    /// Household points that the first plan lacks.
    PointAdded,
    /// Points that lie elsewhere, or in another comune.
    PointMoved,
    /// Points with another number of households.
    Households,
    /// Points with another number of households without broadband today.
    ServedToday,
}

/// One of the plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedPlan {
    /// What it is called here: its scenario's name; where plans have equal names, what tells their folders apart.
    pub label: String,
    /// End of the path of its folder, as long as it takes to tell it from the others.
    pub folder: String,
    /// Its scenario.
    pub scenario: ScenarioRef,
    /// How far it is proven.
    pub status: PlanStatus,
    /// Version of divario that made it.
    pub divario: String,
    /// SHA-256 of its plan.json, hexadecimal.
    pub plan_sha256: String,
    /// Whether its scenario lies beside it, so that keys could be compared.
    pub scenario_at_hand: bool,
    /// Whether the scenario beside it was changed since, by its SHA-256: its keys were not compared.
    pub scenario_changed: bool,
    /// Labels of the plans that are no worse in households covered, in cost for each of them, in guidelines kept and in the duty of the
    /// right to the spectrum, and better in one.
    pub dominated_by: Vec<String>,
    /// Whether it misses the coverage duty of the right to the spectrum.
    pub misses_duty: bool,
    /// The comune with the smallest share covered; of equals, the first by ISTAT code. Null where nobody is covered, or no comune has
    /// households.
    pub least_covered_comune: Option<String>,
    /// The guidelines, as plan.json has them.
    pub governance: Vec<GuidelineReport>,
    /// Points that it wins and loses against the first plan; null for the first.
    pub points: Option<PointsAgainst>,
    /// What the proofs say of the difference to the first plan; null for the first.
    pub proof: Option<ProofAgainst>,
    /// What a reader should doubt of this plan alone.
    pub warnings: Vec<String>,
}

/// Points that both plans have, with the same households.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointsAgainst {
    /// Points that both have.
    pub compared: u32,
    /// Covered here and not by the first.
    pub won: u32,
    /// Households there.
    pub households_won: f64,
    /// Covered by the first and not here.
    pub lost: u32,
    /// Households there.
    pub households_lost: f64,
}

/// Whether the difference in what the objective is worth follows from the scenarios, or could be one of the searches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProofAgainst {
    /// Whether the same places have the same weights in both, by their certificates; null where a certificate is missing.
    pub same_objective: Option<bool>,
    /// `objective.value` of this plan less that of the first; null where objectives are not the same, or not known to be.
    pub value_difference: Option<f64>,
    /// How much more the plan of lower value could be worth, as far as is proven: its bound less its value; null likewise.
    pub unproven: Option<f64>,
    /// Whether a better search could close the difference: it is no more than `unproven`; null likewise, and where there is none.
    pub may_be_the_search: Option<bool>,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureReport {
    /// Which: its name in `compare.csv`, with its unit.
    pub figure: String,
    /// What it belongs to.
    pub group: FigureGroup,
    /// Its unit.
    pub unit: FigureUnit,
    /// What is better.
    pub better: Better,
    /// Whether it means the same in all plans: it does not hang on area and households where these differ.
    pub comparable: bool,
    /// Its value in each plan; null where there is none.
    pub values: Vec<Option<f64>>,
    /// That less the value of the first plan; null for the first, and where a value is missing or means something else.
    pub differences: Vec<Option<f64>>,
    /// How each plan compares with the first.
    pub verdicts: Vec<Verdict>,
}

/// Kinds of figures, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureGroup {
    /// Cost for each covered household.
    CostPerHousehold,
    /// Whom the plan reaches.
    Reach,
    /// Money.
    Money,
    /// Whether the running network pays for itself.
    RunningNetwork,
    /// How evenly it covers.
    Equity,
    /// Verdicts of the guidelines, and what they measure.
    Guidelines,
    /// What is built.
    Network,
    /// The objective and its proof.
    Proof,
}

/// Units of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    /// Euro.
    Eur,
    /// Euro per year.
    EurPerYear,
    /// Euro per month.
    EurPerMonth,
    /// Households.
    Households,
    /// A share from 0 to 1.
    Ratio,
    /// From 0 (all alike) to 1.
    Index,
    /// A number of things.
    Count,
    /// Points of coverage that the right to the spectrum asks for.
    Points,
    /// Weight of the objective.
    Weight,
    /// 1 where it holds, 0 where it does not.
    Holds,
    /// That of the guideline's measure, `plans[].governance[].unit`.
    OfGuideline,
}

/// What is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More.
    More,
    /// Less.
    Less,
    /// Neither: it hangs on what is wanted.
    Neither,
}

/// How a plan's figure compares with that of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is the first.
    First,
    /// The same value.
    Same,
    /// Better.
    Better,
    /// Worse.
    Worse,
    /// Another value, neither better nor worse.
    Other,
    /// Cannot be told.
    Unknown,
}

/// A comune in each plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComuneCompared {
    /// Six-digit ISTAT code.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Households, in the first plan that has it.
    pub households: f64,
    /// Households covered in each plan; null where a plan does not have it.
    pub covered: Vec<Option<f64>>,
    /// The same over all its households in that plan; null too where it has none.
    pub covered_ratio: Vec<Option<f64>>,
    /// `covered` less that of the first plan; null for the first, where either is missing, or where its households differ.
    pub differences: Vec<Option<f64>>,
}

/// An input file in each plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputCompared {
    /// Path as the scenario names it.
    pub path: String,
    /// SHA-256 in each plan, hexadecimal; null where the plan did not read it.
    pub sha256: Vec<Option<String>>,
    /// How it stands.
    pub standing: Standpoint,
}

/// How an input stands in several plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standpoint {
    /// Every plan read the same bytes.
    Same,
    /// Every plan read it, with other bytes.
    Changed,
    /// Some plans alone read it.
    NotInAll,
}

/// A key of the scenario in each plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeyCompared {
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// Its value as compact JSON, long ones cut short; null where the scenario lacks it, or does not lie beside the plan.
    pub values: Vec<Option<String>>,
}

/// What made the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CompareProvenance {
    /// Version of divario.
    pub divario: String,
}
