//! Whom sites beyond a plan would have time for: of those that the plan leaves, as many as fit into their sectors' time by the signal
//! of these sites. Interference is left out, as in the question.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::certificate::{Answer, Instance, Offer};

/// The places of a question that a plan does not serve, by the sites that could serve them.
pub(super) struct Room<'a> {
    instance: &'a Instance,
    /// For each site the places that it offers service, rising.
    offered: Vec<Vec<u32>>,
    served_by: &'a [Option<u32>],
}

impl<'a> Room<'a> {
    /// Beside an answer.
    pub fn beside(instance: &'a Instance, answer: &'a Answer) -> Self {
        let mut offered: Vec<Vec<u32>> = vec![Vec::new(); instance.sites.len()];
        for (place, row) in (0..).zip(&instance.demand) {
            for offer in &row.offers {
                let places = &mut offered[instance.site_of(offer.sector)];
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        Self { instance, offered, served_by: &answer.served_by }
    }

    /// The places that these sites would have time for, of those of whom a condition on who serves them now holds, rising. Places are
    /// taken by what they are worth for their time, equals in order.
    pub fn taken(&self, sites: &[usize], may: impl Fn(Option<u32>) -> bool) -> Vec<usize> {
        let has_us = u64::from(self.instance.sector_time_us);
        let mut wishes: Vec<(Reverse<i64>, usize, &Offer)> = Vec::new();
        for &site in sites {
            for &place in &self.offered[site] {
                if may(self.served_by[place as usize]) {
                    wishes.extend(self.wish(site, place as usize));
                }
            }
        }
        wishes.sort_by_key(|(worth, place, offer)| (*worth, *place, offer.sector));
        let mut given_us: BTreeMap<u32, [u64; 2]> = BTreeMap::new();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for (_, place, offer) in wishes {
            let given = given_us.entry(offer.sector).or_default();
            let after = [0, 1].map(|way| given[way] + u64::from(offer.airtime_us[way]));
            if after.iter().all(|us| *us <= has_us) && taken.insert(place) {
                *given = after;
            }
        }
        taken.into_iter().collect()
    }

    /// The offer of a site that takes a place the least time, with the weight for a second of it.
    fn wish(&self, site: usize, place: usize) -> Option<(Reverse<i64>, usize, &Offer)> {
        let row = &self.instance.demand[place];
        let own = row.offers.iter().filter(|offer| self.instance.site_of(offer.sector) == site);
        let offer = own.min_by_key(|offer| (offer.airtime_us.iter().max().copied(), offer.sector))?;
        let most_us = i64::from(offer.airtime_us.into_iter().max().unwrap_or(0)).max(1);
        (row.weight_micro > 0).then_some((Reverse(row.weight_micro / most_us), place, offer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{DemandRow, SiteColumn};

    /// A place of so much weight to which sectors offer service in so much of their time.
    fn place(weight: i64, offers: &[(u32, u32)]) -> DemandRow {
        DemandRow {
            weight_micro: weight * 1_000_000,
            offers: offers.iter().map(|&(sector, us)| Offer { sector, airtime_us: [us, 0] }).collect(),
            ..DemandRow::default()
        }
    }

    #[test]
    fn places_are_taken_by_their_worth_for_the_time_until_it_is_over() {
        let instance = Instance {
            sites: vec![SiteColumn::default(); 2],
            // Site 0 has two sectors.
            sector_sites: vec![0, 0, 1],
            sector_time_us: 100,
            demand: vec![
                place(10, &[(0, 60), (2, 10)]),
                place(9, &[(0, 50), (1, 40)]),
                place(2, &[(0, 50)]),
                place(50, &[(0, 30)]),
                place(0, &[(1, 1)]),
                place(7, &[(1, 70)]),
            ],
            ..Instance::default()
        };
        let served_by = vec![None, None, None, Some(2), None, None];
        let answer = Answer { served_by, ..Answer::default() };
        let room = Room::beside(&instance, &answer);
        let taken = |sites: &[usize]| room.taken(sites, |served_by| served_by.is_none());
        // Sector 1 has 40 for the second and none for the last; sector 0 has 60 for the first and none for the third.
        assert_eq!(taken(&[0]), [0, 1]);
        assert_eq!(taken(&[1]), [0]);
        // Site 1 takes the first in less time, and leaves room for the third.
        assert_eq!(taken(&[0, 1]), [0, 1, 2]);
        assert_eq!(room.taken(&[0], |served_by| served_by == Some(2)), [3]);
    }
}
