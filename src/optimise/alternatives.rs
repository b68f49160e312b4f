//! C8: ways to build one place, of which a plan has one at most.

use std::borrow::Cow;

use super::feeding::OUT_OF_REACH;
use crate::certificate::Instance;

/// Which sites stand in for each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Alternatives {
    /// The sets as the instance has them.
    pub sets: Vec<Vec<u32>>,
    /// The set of each site that is in one.
    of_site: Vec<Option<usize>>,
}

impl Alternatives {
    /// Those of an instance.
    pub fn of(instance: &Instance) -> Self {
        let mut of_site = vec![None; instance.sites.len()];
        for (index, set) in instance.alternatives.iter().enumerate() {
            for site in set {
                of_site[*site as usize] = Some(index);
            }
        }
        Self { sets: instance.alternatives.clone(), of_site }
    }

    /// Whether a site is one of several ways to build its place.
    pub fn has(&self, site: usize) -> bool {
        self.of_site[site].is_some()
    }

    /// The other ways to build a site's place.
    pub fn others(&self, site: usize) -> impl Iterator<Item = usize> {
        let set = self.of_site[site].map_or(&[][..], |set| &self.sets[set]);
        set.iter().map(|other| *other as usize).filter(move |other| *other != site)
    }

    /// Whether no two of these sites are ways to build one place.
    pub fn go_together(&self, sites: &[usize]) -> bool {
        let is_other = |site: &usize| self.others(*site).any(|other| sites.contains(&other));
        self.sets.is_empty() || !sites.iter().any(is_other)
    }

    /// What sites cost where those whose place is built another way are not to be had.
    pub fn cost_cents<'c>(&self, works: &[bool], cost_cents: &'c [i64]) -> Cow<'c, [i64]> {
        let mut cost_cents = Cow::Borrowed(cost_cents);
        for set in self.sets.iter().filter(|set| set.iter().any(|site| works[*site as usize])) {
            for site in set.iter().map(|site| *site as usize).filter(|site| !works[*site]) {
                cost_cents.to_mut()[site] = OUT_OF_REACH;
            }
        }
        cost_cents
    }
}
