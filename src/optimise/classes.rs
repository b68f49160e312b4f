//! Exact merge of demand: points that the same sites cover count as one, with the sum of their weights.
//!
//! No plan can cover one of them and not the other, so the merged problem has the same plans with the same values.

use super::instance::DemandRow;
use super::sparse::Rows;

/// Demand merged by covering set, in lexicographic order of the sets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    /// Weight of each class.
    pub(super) weight: Vec<f64>,
    /// Sites that cover each class.
    pub(super) sites: Rows,
    /// Classes that each site covers.
    pub(super) of_site: Rows,
}

impl Classes {
    /// Merges demand; `renumbered` gives each site its new index, or none where it cannot be used.
    pub(super) fn merge(demand: &[DemandRow], renumbered: &[Option<u32>], site_count: usize) -> Self {
        let mut rows: Vec<(Vec<u32>, f64)> = demand
            .iter()
            .map(|row| (row.covered_by.iter().filter_map(|&site| renumbered[site]).collect(), row.weight))
            .filter(|(sites, weight): &(Vec<u32>, f64)| !sites.is_empty() && *weight > 0.0)
            .collect();
        // Weights are part of the order, so that their sums do not depend on the order of the input.
        rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let groups = || rows.chunk_by(|a, b| a.0 == b.0);
        let weight = groups().map(|group| group.iter().map(|row| row.1).sum()).collect();
        let sites = Rows::pack(groups().map(|group| group[0].0.as_slice()));
        let of_site = sites.transpose(site_count);
        Self { weight, sites, of_site }
    }

    /// How many classes there are.
    pub(super) fn len(&self) -> usize {
        self.weight.len()
    }

    /// Weight of everything that some usable site covers.
    pub(super) fn total_weight(&self) -> f64 {
        self.weight.iter().sum()
    }
}
