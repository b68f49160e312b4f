//! C9 captivity: prices of captives, and what places come for less to the sites that need an owner, by class.

use super::pricing::Layout;
use super::reduced::Reduced;
use crate::certificate::{CaptivePrices, most_discount_micro};

/// What a captive household of an owner counts less in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CaptivePrice {
    /// The group.
    pub group: u32,
    /// Index of the owner.
    pub captor: usize,
    /// Millionths for each millionth of a household.
    pub price_micro: i64,
}

/// Prices of captives with the discounts that they pay for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Discounts {
    /// By rising group.
    pub prices: Vec<CaptivePrice>,
    /// The discount of every class, millionths; empty where nothing has a price.
    pub class_micro: Vec<i64>,
}

impl Discounts {
    fn of_group(&self, group: u32) -> Option<&CaptivePrice> {
        let at = self.prices.binary_search_by_key(&group, |one| one.group).ok()?;
        Some(&self.prices[at])
    }

    /// The discount of a class, millionths.
    pub fn micro(&self, class: usize) -> i64 {
        self.class_micro.get(class).copied().unwrap_or(0)
    }

    /// Whether a site works in no plan without the owner whose captives have a price in a class's group.
    pub fn is_dependent(&self, problem: &Reduced, class: usize, site: usize) -> bool {
        let price = self.of_group(problem.classes.group[class]);
        price.is_some_and(|one| problem.dependent[one.captor][site])
    }

    /// What a class gains for those that may be captive beside it, millionths.
    pub fn allowance_micro(&self, problem: &Reduced, class: usize) -> i64 {
        self.allowance_of(problem, problem.classes.group[class], problem.classes.households[class])
    }

    /// The same for so many households of a group, millionths.
    pub fn allowance_of(&self, problem: &Reduced, group: u32, households_micro: i64) -> i64 {
        self.of_group(group)
            .map_or(0, |one| problem.captors[one.captor].allowance_micro(one.price_micro, households_micro))
    }

    /// The largest discount that a class may have, millionths.
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
    pub fn most_micro(&self, problem: &Reduced, class: usize) -> i64 {
        let price = self.of_group(problem.classes.group[class]);
        price.map_or(0, |one| most_discount_micro(one.price_micro, problem.classes.households[class]))
    }

    /// What spare captives come to, millionths.
    pub fn spare_worth_micro(&self, problem: &Reduced) -> i64 {
        let spare = |one: &CaptivePrice| problem.captors[one.captor].spare_worth_micro(one.price_micro);
        self.prices.iter().map(spare).sum()
    }

    /// The same in terms of the instance.
    pub fn rows(&self, problem: &Reduced, layout: &Layout) -> Vec<CaptivePrices> {
        let mut rows: Vec<CaptivePrices> = self.prices.iter().map(|one| row(one, layout)).collect();
        for (class, &micro) in self.class_micro.iter().enumerate().filter(|(_, micro)| **micro > 0) {
            let group = problem.classes.group[class];
            if let Ok(at) = rows.binary_search_by_key(&group, |row| row.group) {
                for &place in &problem.classes.members[class] {
                    rows[at].discounts_micro[layout.number(place)] = micro;
                }
            }
        }
        rows
    }
}

fn row(price: &CaptivePrice, layout: &Layout) -> CaptivePrices {
    CaptivePrices {
        group: price.group,
        captor: price.captor as u32,
        price_micro: price.price_micro,
        discounts_micro: vec![0; layout.count(price.group)],
    }
}
