//! What was decided, and how good it is proven to be.

/// Gap below which a plan counts as optimal whatever was asked, as a share of the bound.
///
/// The solver's own feasibility tolerance; a narrower gap would be rounding, not proof.
/// *Source*: HiGHS 1.16, default of option `mip_feasibility_tolerance`.
pub(super) const PROOF_TOLERANCE_RATIO: f64 = 1e-6;

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
    /// Sites (rising indices) that are fixed open but that this plan does not feed: paid for, covering nobody.
    pub unfed: Vec<usize>,
    /// Weight covered.
    pub objective: f64,
    /// No plan under these rules covers more weight than this.
    pub bound: f64,
    /// How far it is proven.
    pub proof: Proof,
    /// Name and version of what solved it.
    pub solver: String,
}

impl Solution {
    /// Share of the bound that the plan may miss: `(bound − objective) / bound`, 0 where the bound is 0.
    #[must_use]
    pub fn gap_ratio(&self) -> f64 {
        gap_ratio(self.objective, self.bound)
    }
}

/// `(bound − objective) / bound`, never negative; 0 where the bound is 0.
pub(super) fn gap_ratio(objective: f64, bound: f64) -> f64 {
    if bound > 0.0 { ((bound - objective) / bound).max(0.0) } else { 0.0 }
}

/// Whether the gap is small enough to call the plan optimal.
pub(super) fn proof(objective: f64, bound: f64, asked_gap_ratio: f64) -> Proof {
    let closed = gap_ratio(objective, bound) <= asked_gap_ratio.max(PROOF_TOLERANCE_RATIO);
    if closed { Proof::Optimal } else { Proof::Feasible }
}
