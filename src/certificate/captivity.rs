//! C9 captivity: who would lose all service were a private owner to withdraw.
//!
//! A place that is served is captive of an owner where no site that works without that owner could serve it: no open site that is
//! not the owner's, fed from a point of presence that is not the owner's, over open sites none of which is the owner's.

use super::answer::Answer;
use super::instance::{DemandRow, Instance};

/// A private owner, and how much of a group may depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Captor {
    /// What it is called where it is told.
    pub name: String,
    /// Its sites, rising.
    pub sites: Vec<u32>,
    /// Sites (rising) with a possible link to the fibre at a point of presence that is not the owner's.
    pub fed_by_others: Vec<u32>,
    /// At most this share of a group's served households may be captive of it, millionths.
    pub max_ratio_micro: i64,
    /// And so many more, for what rounding adds, millionths of a household.
    pub spare_micro: i64,
}

/// How many households of a group are captive of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Captives {
    /// Index of the owner.
    pub captor: u32,
    /// Index of the group.
    pub group: u32,
    /// Served households that are captive, millionths.
    pub captive_micro: i64,
    /// All served households of the group, millionths.
    pub served_micro: i64,
}

/// Millionths in one.
const MILLION: i128 = 1_000_000;

impl Captives {
    /// By how much they are more than may be, millionths of a household, rounded up; 0 where they are not.
    #[must_use]
    pub fn excess_micro(&self, instance: &Instance) -> i64 {
        instance.captors[self.captor as usize].excess_micro(self.captive_micro, self.served_micro)
    }
}

impl Captor {
    /// By how much captives are more than the owner may have among so many who are served, millionths of a household, rounded up;
    /// 0 where they are not.
    #[must_use]
    pub fn excess_micro(&self, captive_micro: i64, served_micro: i64) -> i64 {
        let allowed = i128::from(self.max_ratio_micro) * i128::from(served_micro)
            + MILLION * i128::from(self.spare_micro);
        let over = MILLION * i128::from(captive_micro) - allowed;
        (over + MILLION - 1).div_euclid(MILLION).clamp(0, i64::MAX.into()) as i64
    }

    /// The open sites that work without the owner.
    #[must_use]
    pub fn independent(&self, instance: &Instance, open: &[bool]) -> Vec<bool> {
        let may_work = |site: usize| open[site] && self.sites.binary_search(&(site as u32)).is_err();
        let mut works = vec![false; open.len()];
        let mut waiting: Vec<usize> =
            self.fed_by_others.iter().map(|&site| site as usize).filter(|&site| may_work(site)).collect();
        while let Some(site) = waiting.pop() {
            if !std::mem::replace(&mut works[site], true) {
                let others = instance.sites[site].neighbours.iter().map(|&other| other as usize);
                waiting.extend(others.filter(|&other| may_work(other)));
            }
        }
        works
    }

    /// What makes it meaningless, in words.
    pub(super) fn fault(&self, instance: &Instance) -> Option<String> {
        let count = instance.sites.len();
        let Self { name, sites, fed_by_others, max_ratio_micro, spare_micro } = self;
        for list in [sites, fed_by_others] {
            if !super::instance::are_rising(list.iter().copied(), count) {
                return Some(format!("the sites of owner {name:?} are not known ones in rising order"));
            }
        }
        let is_unfed = |site: &&u32| !instance.sites[**site as usize].fed_by_pop;
        if let Some(site) = fed_by_others.iter().find(is_unfed) {
            let id = &instance.sites[*site as usize].id;
            return Some(format!("owner {name:?} leaves site {id:?} a link to the fibre that it has not"));
        }
        let in_range = (0..=MILLION as i64).contains(max_ratio_micro)
            && (0..=super::instance::MOST).contains(spare_micro);
        (!in_range).then(|| format!("owner {name:?} may have captives out of range"))
    }
}

impl Answer {
    /// C9 captivity: every owner and group with captives, by owner, then group. The plan names no site or place that the
    /// instance does not have.
    #[must_use]
    pub fn captives(&self, instance: &Instance) -> Vec<Captives> {
        let served_micro = self.households_micro(instance);
        let of_captor = |captor: usize| {
            let mut captive_micro = vec![0; instance.groups.len()];
            for place in self.captive_places(instance, captor) {
                let row = &instance.demand[place];
                captive_micro[row.group as usize] += row.households_micro;
            }
            let captives = move |(group, (captive_micro, served_micro))| Captives {
                captor: captor as u32,
                group,
                captive_micro,
                served_micro,
            };
            (0..).zip(captive_micro.into_iter().zip(served_micro.clone())).map(captives)
        };
        let all = (0..instance.captors.len()).flat_map(of_captor);
        all.filter(|captives| captives.captive_micro > 0).collect()
    }

    /// C9 captivity: those of them that are more than may be.
    #[must_use]
    pub fn too_many_captives(&self, instance: &Instance) -> Vec<Captives> {
        self.captives(instance).into_iter().filter(|one| one.excess_micro(instance) > 0).collect()
    }

    /// The places (rising) that are served and captive of an owner.
    #[must_use]
    pub fn captive_places(&self, instance: &Instance, captor: usize) -> Vec<usize> {
        let independent = instance.captors[captor].independent(instance, &self.is_open(instance));
        let is_free =
            |row: &DemandRow| row.offers.iter().any(|offer| independent[instance.site_of(offer.sector)]);
        let places = instance.demand.iter().zip(&self.served_by).enumerate();
        let captive = places.filter(|(_, (row, sector))| sector.is_some() && !is_free(row));
        captive.map(|(place, _)| place).collect()
    }
}
