//! Prices of places and of sectors' time, and the row that they prove (C1 and C5), by class.

use super::classes::ClassOffer;
use super::reduced::Reduced;
use crate::certificate::{Instance, Linear, Prices, Row};

/// Prices for all classes of some groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pricing {
    /// Groups (rising) whose classes are priced.
    pub groups: Vec<u32>,
    /// Price of each class, millionths; 0 for those of other groups.
    pub class_micro: Vec<i64>,
    /// Prices of time, downlink and uplink, millionths per µs; empty where no class takes time.
    pub time_micro_per_us: Vec<[i64; 2]>,
}

impl Pricing {
    /// Whether a class belongs to the priced groups.
    fn speaks_of(&self, problem: &Reduced, class: usize) -> bool {
        self.groups.binary_search(&problem.classes.group[class]).is_ok()
    }

    /// The row that the prices prove; the same as the certificate works out place by place, sites out of reach left out.
    pub fn linear(&self, problem: &Reduced) -> Linear {
        let classes = &problem.classes;
        let priced = (0..classes.len()).filter(|&class| self.speaks_of(problem, class));
        let constant = priced.map(|class| classes.weight[class] - self.class_micro[class]).sum();
        let worth = |site: usize| (site as u32, self.worth(problem, site));
        let sites = (0..problem.site_count()).map(worth).filter(|(_, worth)| *worth != 0).collect();
        Linear { groups: self.groups.clone(), constant, sites }
    }

    /// What a site could take at these prices, millionths.
    fn worth(&self, problem: &Reduced, site: usize) -> i64 {
        let time: i64 = self.time_worth(problem, site);
        let classes = problem.classes.by_class(site);
        time + classes.map(|offers| self.most_left(offers).max(0)).sum::<i64>()
    }

    fn time_worth(&self, problem: &Reduced, site: usize) -> i64 {
        if self.time_micro_per_us.is_empty() {
            return 0;
        }
        let sectors = problem.sectors[site].clone();
        let price: i64 = self.time_micro_per_us[sectors].iter().flatten().sum();
        price * i64::from(problem.sector_time_us)
    }

    /// What is left of a class's price once the cheapest of a site's sectors is paid for its time.
    fn most_left(&self, offers: &[ClassOffer]) -> i64 {
        let price = self.class_micro[offers[0].class as usize];
        if self.time_micro_per_us.is_empty() {
            return price;
        }
        let left = |offer: &ClassOffer| {
            let [down, up] = self.time_micro_per_us[offer.sector as usize];
            price - down * i64::from(offer.airtime_us[0]) - up * i64::from(offer.airtime_us[1])
        };
        offers.iter().map(left).max().unwrap_or(0)
    }

    /// The same prices place by place. What no site in reach could serve is priced at its whole weight.
    pub fn row(&self, problem: &Reduced, instance: &Instance) -> Row {
        let weight = |row: usize| instance.demand[row].weight_micro;
        let mut price: Vec<i64> = (0..instance.demand.len()).map(weight).collect();
        for (class, members) in problem.classes.members.iter().enumerate() {
            let mut left = self.class_micro[class];
            for &row in members {
                price[row as usize] = left.min(weight(row as usize));
                left -= price[row as usize];
            }
        }
        let mut asked = vec![false; instance.groups.len()];
        self.groups.iter().for_each(|&group| asked[group as usize] = true);
        let places = instance.demand.iter().zip(price).filter(|(row, _)| asked[row.group as usize]);
        let times = (0..).zip(self.time_micro_per_us.iter().copied()).filter(|(_, time)| *time != [0; 2]);
        Row::Value(Prices {
            groups: self.groups.clone(),
            places_micro: places.map(|(_, price)| price).collect(),
            times_micro_per_us: times.collect(),
        })
    }
}
