//! Demand as the search sees it: places that no plan can tell apart are one class, and offers lie in both orders.
//!
//! Places of one group that the same sectors could serve, and that take none of their time, are merged: no plan serves one of
//! them and not the other, so the merged problem has the same plans with the same values. Places that take time stay apart, and so do
//! poles: places that need two chains.

use crate::certificate::{DemandRow, Offer};

/// A sector that could serve a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClassOffer {
    /// The class.
    pub class: u32,
    /// The site, as the instance numbers it.
    pub site: u32,
    /// The sector, as the instance numbers it.
    pub sector: u32,
    /// What the class takes of its time, µs of each second.
    pub airtime_us: [u32; 2],
}

/// Demand merged, in an order that does not depend on the input's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    /// Weight of each class, millionths.
    pub weight: Vec<i64>,
    /// Households of each class, millionths.
    pub households: Vec<i64>,
    /// Group of each class.
    pub group: Vec<u32>,
    /// The places (rows of the instance) of each class.
    pub members: Vec<Vec<u32>>,
    /// Whether each class needs two chains (C10).
    pub is_pole: Vec<bool>,
    /// The classes that do, rising.
    pub poles: Vec<u32>,
    /// Some class takes time.
    pub take_time: bool,
    offers: Vec<ClassOffer>,
    of_class: Vec<usize>,
    /// Offers by site, then class, then sector.
    site_offers: Vec<ClassOffer>,
    of_site: Vec<usize>,
}

/// A place on its way into a class: its key, its weight and households, its row.
type Entry = ((u32, Vec<Offer>, bool), [i64; 2], u32);

impl Classes {
    /// Merges demand, unless the places are to stay apart; `site_of` gives each sector's site, or none where it cannot be used. Some
    /// places are left out.
    pub fn merge(
        demand: &[DemandRow],
        site_of: impl Fn(u32) -> Option<u32>,
        site_count: usize,
        is_left_out: impl Fn(u32) -> bool,
        are_apart: bool,
    ) -> Self {
        let usable = |row: &DemandRow| -> Vec<Offer> {
            row.offers.iter().copied().filter(|offer| site_of(offer.sector).is_some()).collect()
        };
        let entry = |(index, row): (u32, &DemandRow)| {
            ((row.group, usable(row), row.two_chains), [row.weight_micro, row.households_micro], index)
        };
        let mut entries: Vec<Entry> = (0..)
            .zip(demand)
            .filter(|(index, _)| !is_left_out(*index))
            .map(entry)
            .filter(|((_, offers, _), amounts, _)| !offers.is_empty() && *amounts != [0; 2])
            .collect();
        entries.sort();
        let is_idle = |entry: &Entry| !entry.0.2 && entry.0.1.iter().all(|offer| offer.airtime_us == [0; 2]);
        let mut classes = Self::empty();
        for group in entries.chunk_by(|one, other| !are_apart && one.0 == other.0 && is_idle(one)) {
            classes.push(group, &site_of);
        }
        classes.index_by_site(site_count);
        classes
    }

    fn empty() -> Self {
        Self {
            weight: Vec::new(),
            households: Vec::new(),
            group: Vec::new(),
            members: Vec::new(),
            is_pole: Vec::new(),
            poles: Vec::new(),
            take_time: false,
            offers: Vec::new(),
            of_class: vec![0],
            site_offers: Vec::new(),
            of_site: Vec::new(),
        }
    }

    fn push(&mut self, places: &[Entry], site_of: &impl Fn(u32) -> Option<u32>) {
        let ((group, offers, is_pole), ..) = &places[0];
        let class = self.weight.len() as u32;
        self.weight.push(places.iter().map(|(_, [weight, _], _)| weight).sum());
        self.households.push(places.iter().map(|(_, [_, households], _)| households).sum());
        self.group.push(*group);
        self.members.push(places.iter().map(|(.., row)| *row).collect());
        self.is_pole.push(*is_pole);
        self.poles.extend(is_pole.then_some(class));
        for offer in offers {
            let Some(site) = site_of(offer.sector) else { continue };
            self.take_time |= offer.airtime_us != [0; 2];
            self.offers.push(ClassOffer { class, site, sector: offer.sector, airtime_us: offer.airtime_us });
        }
        self.of_class.push(self.offers.len());
    }

    fn index_by_site(&mut self, site_count: usize) {
        self.site_offers = self.offers.clone();
        self.site_offers.sort_by_key(|offer| (offer.site, offer.class, offer.sector));
        let before = |site: usize| self.site_offers.partition_point(|offer| (offer.site as usize) < site);
        self.of_site = (0..=site_count).map(before).collect();
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.weight.len()
    }

    /// How many offers there are.
    pub fn offer_count(&self) -> usize {
        self.offers.len()
    }

    /// Weight of everything that some usable site could serve, millionths.
    pub fn total_weight(&self) -> i64 {
        self.weight.iter().sum()
    }

    /// The offers to a class, by rising sector.
    pub fn offers(&self, class: usize) -> &[ClassOffer] {
        &self.offers[self.of_class[class]..self.of_class[class + 1]]
    }

    /// The offers of a site, by rising class.
    pub fn of_site(&self, site: usize) -> &[ClassOffer] {
        &self.site_offers[self.of_site[site]..self.of_site[site + 1]]
    }

    /// The offers of a site, those to one class together.
    pub fn by_class(&self, site: usize) -> impl Iterator<Item = &[ClassOffer]> {
        self.of_site(site).chunk_by(|one, other| one.class == other.class)
    }

    /// The offers to a class, those of one site together.
    pub fn by_site(&self, class: usize) -> impl Iterator<Item = &[ClassOffer]> {
        self.offers(class).chunk_by(|one, other| one.site == other.site)
    }
}
