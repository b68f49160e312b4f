//! An instance laid out for many rows: the places of each group side by side, with the sites that could serve them.

use super::captivity::Captor;
use super::instance::{Instance, Offer};

/// An instance without fault, ready to check rows.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The instance.
    pub instance: &'a Instance,
    groups: Vec<Places>,
    /// For each private owner the sites that work in no plan without it.
    dependent: Vec<Vec<bool>>,
}

/// The places of a group, in the order of the demand.
#[derive(Debug, Default)]
struct Places {
    /// Index in the demand, weight, households, and where the offers end.
    places: Vec<(u32, [i64; 2], usize)>,
    offers: Vec<SiteOffer>,
}

/// An offer with its site.
#[derive(Debug, Clone, Copy)]
pub(super) struct SiteOffer {
    pub site: u32,
    pub offer: Offer,
}

/// A place as rows see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Index in the demand.
    pub row: u32,
    /// Its place among those of its group.
    pub number: usize,
    pub weight_micro: i64,
    pub households_micro: i64,
    pub offers: &'a [SiteOffer],
}

impl<'a> Ground<'a> {
    /// Lays out an instance without fault.
    #[must_use]
    pub fn of(instance: &'a Instance) -> Self {
        let mut groups: Vec<Places> = instance.groups.iter().map(|_| Places::default()).collect();
        for (index, row) in (0..).zip(&instance.demand) {
            let group = &mut groups[row.group as usize];
            let with_site = |offer: &Offer| SiteOffer {
                site: instance.sector_sites[offer.sector as usize],
                offer: *offer,
            };
            group.offers.extend(row.offers.iter().map(with_site));
            group.places.push((index, [row.weight_micro, row.households_micro], group.offers.len()));
        }
        let everywhere = vec![true; instance.sites.len()];
        let dependent = |captor: &Captor| {
            captor.independent(instance, &everywhere).into_iter().map(|works| !works).collect()
        };
        Self { instance, groups, dependent: instance.captors.iter().map(dependent).collect() }
    }

    /// The sites that work in no plan without a known private owner.
    pub(super) fn dependent(&self, captor: u32) -> &[bool] {
        &self.dependent[captor as usize]
    }

    /// The places of known groups, group by group, each with the position of its group.
    pub(super) fn places(&self, groups: &[u32]) -> impl Iterator<Item = (usize, Place<'_>)> {
        let places = |(position, group): (usize, &u32)| {
            self.groups[*group as usize].iter().map(move |place| (position, place))
        };
        groups.iter().enumerate().flat_map(places)
    }
}

impl Places {
    fn iter(&self) -> impl Iterator<Item = Place<'_>> {
        let mut first = 0;
        self.places.iter().enumerate().map(move |(number, &(row, [weight_micro, households_micro], end))| {
            let offers = &self.offers[first..end];
            first = end;
            Place { row, number, weight_micro, households_micro, offers }
        })
    }
}
