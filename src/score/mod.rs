//! Score: what a plan achieves, costs and owes.
//!
//! [`assemble`] turns the results of all stages into a [`Plan`]; every other file of the output derives from
//! it. [`point_weights`], [`anchor_weights`] and [`site_capex_eur`] are what the optimiser is given, so that the
//! plan adds up to the cent to what was optimised.
//!
//! [`survey_report`] does the same for a [`SurveyReport`], the figures of a coverage map without a plan, and
//! [`path_report`] for a [`PathReport`], one path between two places. [`frontier_report`] sets the plans of several budgets side
//! by side, [`principles_report`] those of the same scenario with and without each guideline, [`ballots_report`] those with the
//! weights of a vote, and [`compare_report`] plans that lie in folders already.
//!
//! What the words of a plan mean:
//!
//! | word | meaning |
//! |---|---|
//! | usable site | not forbidden; to serve households, also not a mere relay |
//! | covered | a sector of the plan gives the promised rates with the asked probability, interference counted, and has time for it in the busy hour |
//! | served by | the sector that it is assigned to: the strongest of those that give the promised rates, or another where that one is full |
//! | with signal | the signal of a site of the plan would do, interference and load not counted |
//! | reachable | the signal of some usable site would do, whatever it costs and however it is fed |
//! | newly served | without broadband before, and covered |
//! | small comune | fewer residents than `objective.small_comune_below_population` |

mod anchors;
mod assemble;
mod audits;
mod balance;
mod ballots;
mod busy_hour;
mod compare;
mod competition;
mod comuni;
#[cfg(test)]
mod conservation;
mod cost;
mod cpe;
mod dominance;
mod equity;
mod feeding;
mod fixes;
mod frontier;
mod households;
mod ledger;
mod leeway;
mod link;
mod links;
mod managing_body;
mod market;
mod owners;
mod plan;
mod points;
mod principles;
mod proof;
mod prospects;
mod radio;
mod regimes;
mod rounding;
mod sectors;
mod service;
mod service_centre;
mod site_costs;
mod sites;
mod spectrum;
mod stages;
mod survey;
mod terrain;
mod weights;
#[cfg(test)]
mod world;

pub use assemble::assemble;
pub use audits::{Dependants, captivities_of};
pub use balance::{BalanceTerms, balance_of};
pub use ballots::{
    BallotsProvenance, BallotsReport, BallotsStages, ComuneChange, DECISION_FORMAT, DecisionRecord, FileHash,
    PriorityReport, VoteChange, VotePlan, WeighedAlike, WeightsOf, ballots_report, voted_objectives,
};
pub use compare::{
    Better, CompareProvenance, CompareReport, ComparedPlan, ComuneCompared, FigureGroup, FigureReport,
    FigureUnit, InputCompared, KeyCompared, NotComparable, PlanAtHand, PointsAgainst, ProofAgainst, Reason,
    Standpoint, Verdict, compare_report, not_comparable,
};
pub use competition::competition_of;
pub use cpe::cpe_of;
pub use equity::equity_of;
pub use fixes::{Fix, Tries};
pub use frontier::{
    AskedBudget, Contradiction, FoundPlan, FrontierBeside, FrontierBound, FrontierKnee, FrontierPlan,
    FrontierPoint, FrontierProvenance, FrontierReport, FrontierStages, FrontierStep, ValueUnit,
    frontier_report,
};
pub use leeway::{Balance, Captives, Keeps, Leeway, Objection};
#[cfg(test)]
pub(crate) use link::path_samples;
pub use link::{
    AccessPath, BackhaulPath, ClearingHeights, EndKind, HeightsAlone, LossTerm, PathAntenna, PathEnd,
    PathGeometry, PathLoss, PathObstacle, PathProvenance, PathPurpose, PathRate, PathReport, PathStages,
    PathTier, ProfilePoint, Terminal, WhatFor, path_report,
};
pub use managing_body::{loans_of, managing_body_of, small_seats};
pub use market::{
    ComuneReach, LicenseePlan, MarketProvenance, MarketReport, MarketStages, PointReach, PublicPlan, Reach,
    ReachedBy, market_report,
};
pub use plan::{
    AltitudeBy, AnchorReport, AssetKind, AssetReport, BalanceReport, BodyReport, CaseReport,
    CompetitionReport, ComuneEquity, ComuneReport, CostItemReport, CostReport, CoverageAlone, CpeReport,
    DependenceReport, DutyReport, EquityGroup, EquityReport, FixReport, FundReport, FundShareReport,
    GuidelineReport, HouseholdReport, InputFile, LayerReport, LinkReport, LinkTierReport, LoansReport,
    ManagingBodyReport, NewLinkReport, ObjectiveReport, OwnerReport, PhaseReport, Plan, PlanStatus,
    PointReport, PointState, PopReport, PromiseReport, ProposedSiteReport, Provenance, RetailersReport,
    ScenarioRef, ServiceCentreReport, ServiceMemberReport, ServiceYearReport, ShareReport, SiteReport,
    SmallComuniReport, SolverReport, SpectrumReport, TerrainReport, TowerReport, UncoveredReport, YearReport,
};
pub use principles::{
    Price, PrincipleBound, PrincipleCase, PrincipleFound, PrinciplePlan, PrinciplePrice, PrincipleSearch,
    PrinciplesProvenance, PrinciplesReport, PrinciplesStages, principles_report,
};
pub use radio::{EirpReport, RadioReport, SchemeReport, rounded as rounded_budget};
pub use regimes::{
    BandReport, RegimePlan, RegimeReport, RegimeSearch, RegimesProvenance, RegimesReport, RegimesStages,
    regimes_report,
};
pub use sectors::SectorReport;
#[cfg(feature = "gdal")]
pub(crate) use service::second_site;
pub use service_centre::service_centre_of;
pub use site_costs::{
    TierItems, link_capex_eur, link_opex_eur_per_year, purpose_capex_eur, site_capex_eur,
    site_energy_eur_per_year, site_opex_eur_per_year, site_rebuild_eur, site_running_eur,
};
pub use spectrum::spectrum_of;
pub use stages::{RuledOut, Stages};
pub use survey::{
    Ground, SurveyBand, SurveyModel, SurveyProvenance, SurveyReport, SurveySite, SurveyStages, SurveyTotals,
    SurveyWindow, survey_report,
};
pub use weights::{anchor_weights, is_small, point_weights};
