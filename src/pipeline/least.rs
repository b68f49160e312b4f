//! The least that the link into a site can cost: what the question holds of it, since no plan pays less.

use crate::scenario::{Backhaul, SiteTerms, Status};
use crate::score::TierItems;

/// A site, and the tiers (of bands, by index) that some possible link into it could take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feedable<'a> {
    /// Its terms.
    pub terms: &'a SiteTerms,
    /// Bands and tiers.
    pub tiers: &'a [(usize, usize)],
}

impl Feedable<'_> {
    /// Whether the site is in every plan: it may then stay without a link.
    pub fn is_fixed(&self) -> bool {
        matches!(self.terms.status, Status::Existing | Status::Committed)
    }

    /// The least of an amount over all tiers that could feed the site; of a fixed site, and where none can, without any.
    pub fn least_eur(&self, spec: &Backhaul, amount_eur: impl Fn(TierItems) -> f64) -> f64 {
        if self.is_fixed() || self.tiers.is_empty() {
            return amount_eur(TierItems::NONE);
        }
        let all = self.tiers.iter().map(|&(band, tier)| amount_eur(TierItems::of(spec, band, tier)));
        all.fold(f64::INFINITY, f64::min)
    }
}
