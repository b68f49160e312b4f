//! Score: what a plan achieves, costs and owes.

mod plan;

pub use plan::{
    AnchorReport, ComuneReport, CostItemReport, CostReport, GuidelineReport, HouseholdReport, InputFile,
    LayerReport, LinkReport, ObjectiveReport, Plan, PlanStatus, PointReport, PointState, PopReport,
    Provenance, ScenarioRef, SiteReport, SmallComuniReport, SolverReport, TerrainReport, UncoveredReport,
    YearReport,
};
