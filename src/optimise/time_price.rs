//! What a sector's time is worth at given prices of its places: the ratio of price to time at which its time runs out.

use rayon::prelude::*;

use super::classes::ClassOffer;
use super::reduced::Reduced;
use super::subgradient::SITES_TOGETHER;

/// Prices of classes as sites see them: some pay less than others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    price: &'a [f64],
    discounts: Option<(&'a Reduced, &'a [f64])>,
}

impl<'a> Seen<'a> {
    /// The same for all.
    pub fn plain(price: &'a [f64]) -> Self {
        Self { price, discounts: None }
    }

    /// Less by a discount for sites that work in no plan without the owner that is watched in the class's group.
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
    pub fn with_discounts(price: &'a [f64], problem: &'a Reduced, discounts: &'a [f64]) -> Self {
        Self { price, discounts: Some((problem, discounts)) }
    }

    /// What a site is offered for the class of some offers.
    fn at(self, site: usize, offers: &[ClassOffer]) -> f64 {
        let class = offers[0].class as usize;
        match self.discounts {
            Some((problem, discounts)) if discounts[class] > 0.0 && problem.needs_watched(class, site) => {
                self.price[class] - discounts[class]
            }
            _ => self.price[class],
        }
    }
}

/// Prices of time, millionths per µs.
#[derive(Debug, Clone)]
pub(super) struct TimePrices {
    /// For each sector; empty where no class takes time.
    prices: Vec<[f64; 2]>,
}

impl TimePrices {
    pub fn new(problem: &Reduced) -> Self {
        let count = if problem.classes.take_time { problem.sector_count } else { 0 };
        Self { prices: vec![[0.0; 2]; count] }
    }

    /// Finds the best prices of time for prices of classes; what each site could take at them.
    pub fn settle(&mut self, problem: &Reduced, price: Seen) -> Vec<f64> {
        let sites = 0..problem.site_count();
        if self.prices.is_empty() {
            let worth =
                |site: usize| problem.classes.by_class(site).map(|offers| price.at(site, offers)).sum();
            return sites.into_par_iter().with_min_len(SITES_TOGETHER).map(worth).collect();
        }
        let before = &*self;
        let settled: Vec<(Vec<[f64; 2]>, f64)> = sites
            .into_par_iter()
            .with_min_len(SITES_TOGETHER)
            .map(|site| before.settle_site(problem, price, site))
            .collect();
        settled
            .into_iter()
            .enumerate()
            .map(|(site, (prices, worth))| {
                self.prices[problem.sectors[site].clone()].copy_from_slice(&prices);
                worth
            })
            .collect()
    }

    /// The same for the sites that work in a fraction of a plan; the others could take nothing.
    pub fn settle_some(&mut self, problem: &Reduced, price: Seen, works: &[f64]) -> Vec<f64> {
        let sites: Vec<usize> = (0..works.len()).filter(|&site| works[site] > 0.0).collect();
        let mut worth = vec![0.0; works.len()];
        for site in sites {
            let (prices, value) = self.settle_site(problem, price, site);
            self.prices[problem.sectors[site].clone()].copy_from_slice(&prices);
            worth[site] = value;
        }
        worth
    }

    fn settle_site(&self, problem: &Reduced, price: Seen, site: usize) -> (Vec<[f64; 2]>, f64) {
        let sectors = problem.sectors[site].clone();
        let mut wanted: Vec<Vec<(&ClassOffer, f64)>> = vec![Vec::new(); sectors.len()];
        for offers in problem.classes.by_class(site) {
            let price = price.at(site, offers);
            if price > 0.0 {
                let (offer, _) = best(offers, price, &self.prices, 0);
                wanted[offer.sector as usize - sectors.start].push((offer, price));
            }
        }
        let time_us = f64::from(problem.sector_time_us);
        let prices: Vec<[f64; 2]> = wanted.into_iter().map(|wanted| price_of_time(wanted, time_us)).collect();
        let time: f64 = prices.iter().flatten().sum::<f64>() * time_us;
        let left =
            |offers: &[ClassOffer]| best(offers, price.at(site, offers), &prices, sectors.start).1.max(0.0);
        let places: f64 = problem.classes.by_class(site).map(left).sum();
        (prices, time + places)
    }

    /// As whole numbers.
    pub fn rounded(&self) -> Vec<[i64; 2]> {
        self.prices.iter().map(|prices| prices.map(|price| price.round() as i64)).collect()
    }
}

/// Of a site's offers to a class the one that leaves most of its price, and what it leaves; `prices` starts at sector `first`.
fn best<'o>(
    offers: &'o [ClassOffer],
    price: f64,
    prices: &[[f64; 2]],
    first: usize,
) -> (&'o ClassOffer, f64) {
    let left = |offer: &ClassOffer| {
        let [down, up] = prices[offer.sector as usize - first];
        price - down * f64::from(offer.airtime_us[0]) - up * f64::from(offer.airtime_us[1])
    };
    let mut best = (&offers[0], left(&offers[0]));
    for offer in &offers[1..] {
        let left = left(offer);
        if left > best.1 {
            best = (offer, left);
        }
    }
    best
}

/// Prices of a sector's time: in the direction that is asked for most, the ratio at which it runs out.
fn price_of_time(mut wanted: Vec<(&ClassOffer, f64)>, time_us: f64) -> [f64; 2] {
    let asked_us = |way: usize| wanted.iter().map(|(offer, _)| f64::from(offer.airtime_us[way])).sum::<f64>();
    let (down_us, up_us) = (asked_us(0), asked_us(1));
    let way = usize::from(up_us > down_us);
    if down_us.max(up_us) <= time_us {
        return [0.0; 2];
    }
    let ratio = |(offer, price): &(&ClassOffer, f64)| price / f64::from(offer.airtime_us[way]);
    wanted.sort_unstable_by(|one, other| {
        ratio(other).total_cmp(&ratio(one)).then(one.0.class.cmp(&other.0.class))
    });
    let mut prices = [0.0; 2];
    let mut given_us = 0.0;
    for one in &wanted {
        given_us += f64::from(one.0.airtime_us[way]);
        if given_us >= time_us {
            prices[way] = ratio(one);
            break;
        }
    }
    prices
}

/// What a site serves of each class at given prices, from 0 to 1: what leaves something over, and of what leaves nothing as
/// much as there is time for.
pub(super) fn picks(problem: &Reduced, times: &TimePrices, price: Seen, site: usize) -> Vec<(u32, f64)> {
    let classes = problem.classes.by_class(site).filter(|offers| price.at(site, offers) > 0.0);
    if times.prices.is_empty() {
        return classes.map(|offers| (offers[0].class, 1.0)).collect();
    }
    let first = problem.sectors[site].start;
    let mut left_us = vec![[f64::from(problem.sector_time_us); 2]; problem.sectors[site].len()];
    let (mut taken, mut even) = (Vec::new(), Vec::new());
    for offers in classes {
        let price = price.at(site, offers);
        let (offer, left) = best(offers, price, &times.prices, 0);
        if left > price * EVEN_RATIO {
            let left_us = &mut left_us[offer.sector as usize - first];
            (0..2).for_each(|way| left_us[way] -= f64::from(offer.airtime_us[way]));
            taken.push((offer.class, 1.0));
        } else if left >= -price * EVEN_RATIO {
            even.push(offer);
        }
    }
    for offer in even {
        let left_us = &mut left_us[offer.sector as usize - first];
        let part = |way: usize| left_us[way] / f64::from(offer.airtime_us[way]).max(1.0);
        let part = part(0).min(part(1)).clamp(0.0, 1.0);
        (0..2).for_each(|way| left_us[way] -= part * f64::from(offer.airtime_us[way]));
        taken.push((offer.class, part));
    }
    taken
}

/// Share of a price that rounding may leave over.
const EVEN_RATIO: f64 = 1e-9;
