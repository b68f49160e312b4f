//! What was decided, and how good it is proven to be.

use crate::certificate::{PROOF_TOLERANCE_RATIO, Row, Step};

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
    /// Sites (rising indices) that are fixed open but that this plan does not feed: paid for, serving nobody.
    pub unfed: Vec<usize>,
    /// Weight that they could serve by their signal alone, in the time that they have, millionths.
    pub value_micro: i64,
    /// No plan under these rules that keeps as much of the promises serves more weight than this, millionths.
    pub bound_micro: i64,
    /// Households that they could serve of those promised, millionths.
    pub kept_micro: i64,
    /// No plan under these rules serves more of those promised than this, millionths; 0 where nothing is promised.
    pub kept_bound_micro: i64,
    /// Inequalities that every plan keeps.
    pub rows: Vec<Row>,
    /// A division into cases in prefix order, in each of which a sum of these rows proves the bound.
    pub cases: Vec<Step>,
    /// The same for what is kept of the promises; empty where nothing is promised.
    pub kept_cases: Vec<Step>,
    /// How far it is proven.
    pub proof: Proof,
    /// The time limit ended the search, so that another run may end elsewhere.
    pub out_of_time: bool,
    /// Neither plan nor bound became better any more, and the gap is wider than was asked.
    pub stood_still: bool,
    /// The user ended the search and took the best plan so far.
    pub ended_by_user: bool,
    /// Name and version of what solved it.
    pub solver: String,
}

impl Solution {
    /// Share of the bound that the plan may miss: `(bound − value) / bound`, 0 where the bound is 0.
    #[must_use]
    pub fn gap_ratio(&self) -> f64 {
        gap_ratio(self.value_micro, self.bound_micro)
    }
}

/// `(bound − value) / bound`, never negative; 0 where the bound is 0.
pub(super) fn gap_ratio(value_micro: i64, bound_micro: i64) -> f64 {
    if bound_micro > 0 { ((bound_micro - value_micro) as f64 / bound_micro as f64).max(0.0) } else { 0.0 }
}

/// Whether the gap is small enough to call the plan optimal.
pub(super) fn proof(value_micro: i64, bound_micro: i64, asked_gap_ratio: f64) -> Proof {
    let closed = gap_ratio(value_micro, bound_micro) <= asked_gap_ratio.max(PROOF_TOLERANCE_RATIO);
    if closed { Proof::Optimal } else { Proof::Feasible }
}
