//! Who takes the price of a place that needs two chains (C10): instead of all that could serve it, sites that cut it off.
//!
//! ```text
//! fibre ── a ── k ── s ┄ place      k is lost: every chain that is left to s or t crosses c, so c works: z ≤ y_c
//!     └─── c ── d ── t ┄┘           none is lost: every chain crosses a or c, so both work: 2 z ≤ y_a + y_c
//! ```
//!
//! A place that is served keeps, whichever site k is lost, a chain of working sites from the fibre to a site that could serve it.
//! A set D of other sites that meets every such chain past k then holds a site that works: `z_j ≤ Σ_{i ∈ D} y_i`. A set D that
//! meets every such chain, none being lost, holds two that work, for the loss of a single one would leave no chain:
//! `2 z_j ≤ Σ_{i ∈ D} y_i`.

use super::instance::Instance;
use super::rows::is_joined;

/// Sites that take the price of a place that needs two chains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separator {
    /// The place, by index in the demand.
    pub place: u32,
    /// The site that is lost; none where two of the sites must work.
    pub lost: Option<u32>,
    /// The sites (rising) of which one must work, or two.
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

    /// That of a place; none where those take its price that could serve it.
    pub fn of_place(&mut self, place: u32) -> Option<&'a Separator> {
        let at = self.given.binary_search_by_key(&place, |separator| separator.place).ok()?;
        self.asked += 1;
        Some(&self.given[at])
    }

    /// Whether all were of places that the row prices.
    pub fn check_asked(&self) -> Result<(), String> {
        let all = self.asked == self.given.len();
        if all { Ok(()) } else { Err("a separator is of a place that is not priced".to_owned()) }
    }
}

impl Separator {
    /// What each of its sites takes of a price: all of it, or half of it where two must work, rounded up.
    #[must_use]
    pub fn share(lost: Option<u32>, price: i64) -> i64 {
        if lost.is_some() { price } else { price - price / 2 }
    }

    /// No chain of possible links leads from the fibre past the lost site and these to a site that could serve the place.
    fn check(&self, instance: &Instance) -> Result<(), String> {
        let Some(row) = instance.demand.get(self.place as usize).filter(|row| row.two_chains) else {
            return Err(format!("place {} is none that needs two chains", self.place));
        };
        let count = instance.sites.len();
        let named = || self.sites.iter().chain(&self.lost);
        let known = named().all(|&site| (site as usize) < count);
        let rising = self.sites.windows(2).all(|pair| pair[0] < pair[1]);
        let is_lost = |site: &u32| Some(*site) == self.lost;
        if !known || !rising || self.sites.iter().any(is_lost) {
            return Err(format!("the separator of place {:?} is not a rising list of other sites", row.id));
        }
        let mut blocked = vec![false; count];
        named().for_each(|&site| blocked[site as usize] = true);
        let offering = row.offers.iter().map(|offer| instance.site_of(offer.sector));
        if is_joined(instance, offering, &blocked) {
            return Err(format!("a chain leads to place {:?} past the lost site and the separator", row.id));
        }
        Ok(())
    }
}
