//! Who takes the price of a place that needs two chains (C10): instead of all that could serve it, sites that cut it off once one
//! site is lost.
//!
//! ```text
//! fibre ── a ── k ── s ─ ─ place      k is lost: every chain that is left to s or t crosses c
//!     └─── c ── d ── t ─ ─            so whoever serves the place has c work: z ≤ y_c
//! ```
//!
//! A place that is served keeps, whichever site k is lost, a chain of working sites from the fibre to a site that could serve it.
//! A set D of other sites that meets every such chain past k then holds a site that works: `z_j ≤ Σ_{i ∈ D} y_i`.

use super::instance::Instance;
use super::rows::is_joined;

/// Sites that take the price of a place that needs two chains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separator {
    /// The place, by index in the demand.
    pub place: u32,
    /// The site that is lost.
    pub lost: u32,
    /// The sites (rising) of which one must work.
    pub sites: Vec<u32>,
}

/// The separators of a row, each to be asked for once.
pub(super) struct Separators<'a> {
    given: &'a [Separator],
    asked: usize,
}

impl<'a> Separators<'a> {
    /// Those of a row, once each holds.
    pub fn of(instance: &Instance, given: &'a [Separator]) -> Result<Self, String> {
        if given.windows(2).any(|pair| pair[0].place >= pair[1].place) {
            return Err("the separators are not of places in rising order".to_owned());
        }
        given.iter().try_for_each(|separator| separator.check(instance))?;
        Ok(Self { given, asked: 0 })
    }

    /// The sites that take the price of a place; none where those do that could serve it.
    pub fn sites(&mut self, place: u32) -> Option<&'a [u32]> {
        let at = self.given.binary_search_by_key(&place, |separator| separator.place).ok()?;
        self.asked += 1;
        Some(&self.given[at].sites)
    }

    /// Whether all were of places that the row prices.
    pub fn check_asked(&self) -> Result<(), String> {
        let all = self.asked == self.given.len();
        if all { Ok(()) } else { Err("a separator is of a place that is not priced".to_owned()) }
    }
}

impl Separator {
    /// No chain of possible links leads from the fibre past the lost site and these to a site that could serve the place.
    fn check(&self, instance: &Instance) -> Result<(), String> {
        let Some(row) = instance.demand.get(self.place as usize).filter(|row| row.two_chains) else {
            return Err(format!("place {} is none that needs two chains", self.place));
        };
        let count = instance.sites.len();
        let known = (self.lost as usize) < count && self.sites.iter().all(|&site| (site as usize) < count);
        let rising = self.sites.windows(2).all(|pair| pair[0] < pair[1]);
        if !known || !rising || self.sites.binary_search(&self.lost).is_ok() {
            return Err(format!("the separator of place {:?} is not a rising list of other sites", row.id));
        }
        let mut blocked = vec![false; count];
        self.sites.iter().chain([&self.lost]).for_each(|&site| blocked[site as usize] = true);
        let offering = row.offers.iter().map(|offer| instance.site_of(offer.sector));
        if is_joined(instance, offering, &blocked) {
            return Err(format!("a chain leads to place {:?} past the lost site and the separator", row.id));
        }
        Ok(())
    }
}
