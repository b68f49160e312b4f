//! Prices of places and of sectors' time, and the row that they prove (C1, C5 and C10), by class.

use std::rc::Rc;

use super::blocks::Blocks;
use super::classes::{ClassOffer, Classes};
use super::discounts::Discounts;
use super::poles::PoleCut;
use super::reduced::Reduced;
use crate::certificate::{Counted, Instance, Linear, Prices, Row, Separator, UNIT};

/// Groups and classes of a row, and what counts of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Groups, rising.
    pub groups: Rc<[u32]>,
    /// Their classes, rising.
    pub classes: Rc<[u32]>,
    /// What counts of a class that is served.
    pub counted: Counted,
}

impl Part {
    /// The weight of a block.
    pub fn block(blocks: &Blocks, block: usize) -> Self {
        let (groups, classes) = (blocks.groups[block].clone(), blocks.classes[block].clone());
        Self { groups, classes, counted: Counted::Weight }
    }

    /// The households of a group, once each.
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
    pub fn households(problem: &Reduced, group: u32) -> Self {
        let of_group = (0..).zip(&problem.classes.group).filter(|(_, of)| **of == group);
        let classes = of_group.map(|(class, _)| class).collect();
        Self { groups: [group].into(), classes, counted: Counted::Households(vec![UNIT]) }
    }

    /// What serving a class of these groups counts, millionths.
    pub fn worth_micro(&self, problem: &Reduced, class: usize) -> i64 {
        let Classes { weight, households, group, .. } = &problem.classes;
        let position = self.groups.binary_search(&group[class]).unwrap_or(usize::MAX);
        self.counted.worth_micro(position, weight[class], households[class])
    }
}

/// Prices for all classes of some groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pricing {
    /// What is priced.
    pub part: Part,
    /// Price of each of its classes, millionths.
    pub class_micro: Vec<i64>,
    /// Prices of time, downlink and uplink, millionths per µs; empty where no class takes time.
    pub time_micro_per_us: Vec<[i64; 2]>,
    /// Poles (rising classes) whose price sites take that cut them off, with these sites.
    pub cuts: Vec<(u32, Rc<PoleCut>)>,
    /// Prices of captives; every class is one place where there are any.
    pub captives: Discounts,
}

impl Pricing {
    /// Each class with its price, millionths.
    pub fn prices(&self) -> impl Iterator<Item = (usize, i64)> {
        self.part.classes.iter().map(|&class| class as usize).zip(self.class_micro.iter().copied())
    }

    /// The price of every class; 0 for those of other groups.
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
    pub fn whole_prices(&self, problem: &Reduced) -> Vec<f64> {
        let mut prices = vec![0.0; problem.classes.len()];
        self.prices().for_each(|(class, price)| prices[class] = price as f64);
        prices
    }

    /// The row that the prices prove; the same as the certificate works out place by place, sites out of reach left out.
    pub fn linear(&self, problem: &Reduced) -> Linear {
        let mut worth = self.time_worth(problem);
        let mut constant = self.captives.spare_worth_micro(problem);
        for (class, price) in self.prices() {
            let discount_micro = self.captives.micro(class);
            constant += self.worth_micro(problem, class) - price;
            if let Some(cut) = self.cut(class) {
                cut.separator.iter().for_each(|&site| worth[site] += cut.share(price));
            } else if price > 0 || discount_micro > 0 {
                for offers in problem.classes.by_site(class) {
                    let (site, left) = (offers[0].site as usize, self.most_left(price, offers));
                    let is_dependent = self.captives.is_dependent(problem, class, site);
                    let left = if is_dependent { left - discount_micro } else { left.max(discount_micro) };
                    worth[site] += left.max(0);
                }
            }
        }
        let sites = (0..).zip(worth).filter(|(_, worth)| *worth != 0).collect();
        let Part { groups, counted, .. } = &self.part;
        let households = groups.iter().copied().zip(counted.households().iter().copied());
        Linear {
            groups: if counted.has_weight() { groups.to_vec() } else { Vec::new() },
            households: households.filter(|(_, times)| *times > 0).collect(),
            constant,
            sites,
            kept: false,
        }
    }

    /// What serving a class comes to, with what it gains where captives have a price, millionths.
    fn worth_micro(&self, problem: &Reduced, class: usize) -> i64 {
        self.part.worth_micro(problem, class) + self.captives.allowance_micro(problem, class)
    }

    /// What cuts off a pole whose price those do not take that could serve it.
    fn cut(&self, class: usize) -> Option<&PoleCut> {
        let at = self.cuts.binary_search_by_key(&(class as u32), |(class, _)| *class).ok()?;
        Some(&self.cuts[at].1)
    }

    /// What the time of each site's sectors is worth.
    fn time_worth(&self, problem: &Reduced) -> Vec<i64> {
        let worth = |site: usize| {
            let sectors = self.time_micro_per_us.get(problem.sectors[site].clone()).unwrap_or(&[]);
            sectors.iter().flatten().sum::<i64>() * i64::from(problem.sector_time_us)
        };
        (0..problem.site_count()).map(worth).collect()
    }

    /// What is left of a class's price once the cheapest of a site's sectors is paid for its time.
    fn most_left(&self, price: i64, offers: &[ClassOffer]) -> i64 {
        if self.time_micro_per_us.is_empty() {
            return price;
        }
        let left = |offer: &ClassOffer| {
            let [down, up] = self.time_micro_per_us[offer.sector as usize];
            price - down * i64::from(offer.airtime_us[0]) - up * i64::from(offer.airtime_us[1])
        };
        offers.iter().map(left).max().unwrap_or(0)
    }

    /// The same prices, block by block, where nothing but weight counts.
    pub fn by_block(&self, problem: &Reduced, blocks: &Blocks) -> Vec<Self> {
        let mut price = vec![0; problem.classes.len()];
        self.prices().for_each(|(class, micro)| price[class] = micro);
        let of_block = |block: usize| Self {
            class_micro: blocks.classes[block].iter().map(|&class| price[class as usize]).collect(),
            part: Part::block(blocks, block),
            time_micro_per_us: self.time_micro_per_us.clone(),
            cuts: cuts_of(&self.cuts, &blocks.classes[block]),
            captives: Discounts::default(),
        };
        (0..blocks.groups.len()).map(of_block).collect()
    }

    /// The same prices place by place. What no site in reach could serve is priced at its whole worth.
    pub fn row(&self, problem: &Reduced, layout: &Layout) -> Row {
        let Part { groups, counted, .. } = &self.part;
        let worth = |(position, group): (usize, &u32)| {
            let worth = |&[weight, households]: &[i64; 2]| {
                let allowance_micro = self.captives.allowance_of(problem, *group, households);
                counted.worth_micro(position, weight, households) + allowance_micro
            };
            layout.amounts[*group as usize].iter().map(worth).collect()
        };
        let mut price: Vec<Vec<i64>> = groups.iter().enumerate().map(worth).collect();
        for (class, mut left) in self.prices() {
            let Ok(group) = groups.binary_search(&problem.classes.group[class]) else { continue };
            for &row in &problem.classes.members[class] {
                let price = &mut price[group][layout.places[row as usize]];
                *price = left.min(*price);
                left -= *price;
            }
        }
        let times = (0..).zip(self.time_micro_per_us.iter().copied()).filter(|(_, time)| *time != [0; 2]);
        Row::Value(Prices {
            groups: groups.to_vec(),
            counted: counted.clone(),
            places_micro: price.concat(),
            times_micro_per_us: times.collect(),
            separators: self.separators(problem),
            captives: self.captives.rows(problem, layout),
        })
    }

    /// Who takes the prices of poles, by rising place: of those that no affordable chains could join twice, sites out of reach.
    fn separators(&self, problem: &Reduced) -> Vec<Separator> {
        let Classes { members, .. } = &problem.classes;
        let of_classes = self.cuts.iter().map(|(class, cut)| (members[*class as usize][0], &**cut));
        let is_priced = |group: u32| self.part.groups.binary_search(&group).is_ok();
        let hopeless = problem.hopeless.iter().filter(|(_, group, _)| is_priced(*group));
        let hopeless = hopeless.map(|(place, _, cut)| (*place, cut));
        let mut separators: Vec<Separator> =
            of_classes.chain(hopeless).map(|(place, cut)| cut.separator(place)).collect();
        separators.sort_unstable_by_key(|separator| separator.place);
        separators
    }
}

/// Those of some cuts that are of these classes.
pub(super) fn cuts_of(cuts: &[(u32, Rc<PoleCut>)], classes: &[u32]) -> Vec<(u32, Rc<PoleCut>)> {
    let cuts = cuts.iter().filter(|(class, _)| classes.binary_search(class).is_ok());
    cuts.cloned().collect()
}

/// Where the places of an instance stand in its groups, and what they come to.
pub(super) struct Layout {
    /// Weights and households of the places of each group, in the order of the demand, millionths.
    amounts: Vec<Vec<[i64; 2]>>,
    /// For each place where it stands in its group.
    places: Vec<usize>,
}

impl Layout {
    /// How many places a group has.
    pub fn count(&self, group: u32) -> usize {
        self.amounts[group as usize].len()
    }

    /// Where a place stands in its group.
    pub fn number(&self, place: u32) -> usize {
        self.places[place as usize]
    }
}

impl Layout {
    /// That of an instance.
    pub fn of(instance: &Instance) -> Self {
        let mut layout = Self { amounts: vec![Vec::new(); instance.groups.len()], places: Vec::new() };
        for row in &instance.demand {
            let group = &mut layout.amounts[row.group as usize];
            layout.places.push(group.len());
            group.push([row.weight_micro, row.households_micro]);
        }
        layout
    }
}
