//! Optimise: which sites to build. The model stands in `formulation.md`.

/// A maximum-coverage problem with budget and feeding, free of any geography.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// Sites, in order of stable id.
    pub sites: Vec<SiteColumn>,
    /// Demand: weight and the sites (rising indices) that cover it. Points covered by nobody are left out.
    pub demand: Vec<DemandRow>,
    /// Capital that may be spent, euro.
    pub budget_eur: f64,
    /// For each site, the sites (rising indices) with which a backhaul link is possible.
    pub neighbours: Vec<Vec<usize>>,
}

/// A site as the optimiser sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SiteColumn {
    /// Capital cost with the link that feeds it, euro.
    pub capex_eur: f64,
    /// In every plan (existing or committed).
    pub fixed_open: bool,
    /// A link to a fibre point of presence is possible.
    pub fed_by_pop: bool,
}

/// A demand point as the optimiser sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandRow {
    /// What covering it is worth.
    pub weight: f64,
    /// Who covers it.
    pub covered_by: Vec<usize>,
}

/// How far a solution is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Within the asked gap of the best possible.
    Optimal,
    /// A plan with a valid bound, wider than the asked gap.
    Feasible,
}

/// The chosen sites and how good they can be proven to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// Open sites, one entry a site.
    pub open: Vec<bool>,
    /// Weight covered.
    pub objective: f64,
    /// No plan under these rules covers more weight than this.
    pub bound: f64,
    /// How far it is proven.
    pub proof: Proof,
    /// Name and version of what solved it.
    pub solver: String,
}
