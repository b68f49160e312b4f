//! C9 captivity in rows of C1 and C5: prices of captives at which a fraction of a plan is worth less than it claims.
//!
//! What such a row allows is convex in the prices of captives ([`CaptivePrices`](crate::certificate::CaptivePrices) says what it is).
//! Where nobody takes time one price for each group is searched for, and for each place the best of three prices follows; else
//! prices of captives and places follow a projected subgradient together.

use super::discounts::{CaptivePrice, Discounts};
use super::pricing::{Part, Pricing};
use super::reduced::Reduced;
use super::subgradient::change;
use super::time_price::{Seen, TimePrices, picks};
use crate::certificate::most_discount_micro;

/// Steps of a search for one price.
const SEARCH_STEPS: usize = 40;
/// Where such a search divides what is left of its range.
const GOLDEN_RATIO: f64 = 0.618;
/// No captive household is priced higher, in weight for a household: sums stay within what can be added up.
const PRICE_MOST: f64 = 1_000.0;
/// A share of captives so near to all would have no price that is too high.
const LEAST_REST_RATIO: f64 = 0.01;
/// Steps of the subgradient, and what it aims at, as without captives.
const STEPS: usize = 40;
const AIM_RATIO: f64 = 0.02;
const PATIENCE: usize = 5;

/// A class in a fraction of a plan.
struct Exposed {
    worth: f64,
    households: f64,
    /// How often sites cover it that need the owner, and how often others do.
    by_owner: f64,
    by_others: f64,
}

/// Where nobody takes time, and all classes of a part are of one group: the price of some owner's captives at which the part is
/// allowed least, and how much that is, millionths; none where it is not less than what is allowed without.
pub(super) fn best(problem: &Reduced, part: &Part, works: &[f64], allowed: f64) -> Option<(f64, Pricing)> {
    let &first = part.classes.first()?;
    let group = problem.classes.group[first as usize];
    let of_owner = |captor: usize| {
        let exposed = exposed(problem, part, works, captor);
        let worst = exposed.iter().filter(|one| one.by_owner > 0.0 && one.households > 0.0);
        let most = worst.map(|one| one.worth / one.households).reduce(f64::max)?;
        let ratio = problem.captors[captor].max_ratio_micro as f64 / 1e6;
        let price = least((most / (1.0 - ratio).max(LEAST_REST_RATIO)).min(PRICE_MOST), |price| {
            value(problem, captor, &exposed, price)
        });
        let price_micro = (price * 1e6).round() as i64;
        let found = value(problem, captor, &exposed, price_micro as f64 / 1e6);
        (found < allowed).then(|| {
            (found, three_prices(problem, part, &exposed, CaptivePrice { group, captor, price_micro }))
        })
    };
    let owners = (0..problem.captors.len()).filter_map(of_owner);
    owners.min_by(|one, other| one.0.total_cmp(&other.0))
}

fn exposed(problem: &Reduced, part: &Part, works: &[f64], captor: usize) -> Vec<Exposed> {
    let one = |&class: &u32| {
        let class = class as usize;
        let (mut by_owner, mut by_others) = (0.0, 0.0);
        for offers in problem.classes.by_site(class) {
            let site = offers[0].site as usize;
            let covering = if problem.dependent[captor][site] { &mut by_owner } else { &mut by_others };
            *covering += works[site];
        }
        let worth = part.worth_micro(problem, class) as f64;
        Exposed { worth, households: problem.classes.households[class] as f64, by_owner, by_others }
    };
    part.classes.iter().map(one).collect()
}

/// What classes are allowed at a price of captives, millionths.
fn value(problem: &Reduced, captor: usize, exposed: &[Exposed], price: f64) -> f64 {
    let owner = &problem.captors[captor];
    let gain = price * owner.max_ratio_micro as f64 / 1e6;
    let least = |one: &Exposed| {
        let worth = one.worth + gain * one.households;
        let allowed = one.allowed(worth, (price * one.households).min(worth));
        allowed.into_iter().fold(f64::INFINITY, f64::min)
    };
    price * owner.spare_micro as f64 + exposed.iter().map(least).sum::<f64>()
}

impl Exposed {
    /// What it is allowed at prices of its whole worth, of the discount, and of nothing.
    fn allowed(&self, worth: f64, discount: f64) -> [f64; 3] {
        let left = worth - discount;
        [worth * self.by_others + left * self.by_owner, left + discount * self.by_others, worth]
    }
}

/// The row of a price of captives, with the best price of each place.
fn three_prices(problem: &Reduced, part: &Part, exposed: &[Exposed], price: CaptivePrice) -> Pricing {
    let mut discounts = Discounts { prices: vec![price], class_micro: vec![0; problem.classes.len()] };
    let mut class_micro = Vec::with_capacity(part.classes.len());
    for (one, &class) in exposed.iter().zip(part.classes.iter()) {
        let class = class as usize;
        let worth = part.worth_micro(problem, class) + discounts.allowance_micro(problem, class);
        let most = most_discount_micro(price.price_micro, problem.classes.households[class]);
        let discount = most.min(worth);
        let [whole, half, nothing] = one.allowed(worth as f64, discount as f64);
        let (price, discount) = if nothing <= whole.min(half) {
            (0, 0)
        } else if half < whole {
            (discount, discount)
        } else {
            (worth, discount)
        };
        class_micro.push(price);
        discounts.class_micro[class] = discount;
    }
    let (cuts, captives) = (Vec::new(), discounts);
    Pricing { part: part.clone(), class_micro, time_micro_per_us: Vec::new(), cuts, captives }
}

/// Where a convex function is least between nothing and `most`, about.
fn least(most: f64, value: impl Fn(f64) -> f64) -> f64 {
    let (mut from, mut to) = (0.0, most);
    let inner = |from: f64, to: f64| [to - GOLDEN_RATIO * (to - from), from + GOLDEN_RATIO * (to - from)];
    for _ in 0..SEARCH_STEPS {
        let [low, high] = inner(from, to);
        if value(low) <= value(high) { to = high } else { from = low }
    }
    f64::midpoint(from, to)
}

/// Where time has a price: prices of captives of the owner that matters most in each group, from `captives` on, and of places, from
/// `start` on; none where no captives have a price.
pub(super) fn better(
    problem: &Reduced,
    part: &Part,
    works: &[f64],
    (start, captives): (&[f64], &[f64]),
) -> Option<Pricing> {
    let mut search = Search::new(problem, part, works, (start, captives));
    let (mut ratio, mut failures) = (AIM_RATIO, 0);
    let mut best = (f64::INFINITY, search.rest.clone(), search.captive.clone());
    for _ in 0..STEPS {
        let value = search.evaluate();
        failures += 1;
        if value < best.0 {
            best = (value, search.rest.clone(), search.captive.clone());
            failures = 0;
        }
        let wanted = value - best.0 + ratio * best.0;
        if failures > PATIENCE {
            (ratio, failures) = (ratio / 2.0, 0);
            (search.rest, search.captive) = (best.1.clone(), best.2.clone());
        } else {
            search.step(wanted);
        }
    }
    (search.rest, search.captive) = (best.1, best.2);
    search.pricing()
}

/// Prices on their way.
struct Search<'a> {
    problem: &'a Reduced,
    part: &'a Part,
    works: &'a [f64],
    worth: Vec<f64>,
    /// W'_j − u_j: what a place keeps for itself.
    rest: Vec<f64>,
    /// ν of each group.
    captive: Vec<f64>,
    /// Discounts help where sites that need the owner work more than others.
    is_exposed: Vec<bool>,
    times: TimePrices,
    price: Vec<f64>,
    discount: Vec<f64>,
    covered: Vec<f64>,
    by_owner: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(
        problem: &'a Reduced,
        part: &'a Part,
        works: &'a [f64],
        (start, captives): (&[f64], &[f64]),
    ) -> Self {
        let count = problem.classes.len();
        let worth: Vec<f64> = (0..count).map(|class| part.worth_micro(problem, class) as f64).collect();
        let rest = worth.iter().zip(start).map(|(worth, start)| worth - start.clamp(0.0, *worth)).collect();
        let mut search = Self {
            problem,
            part,
            works,
            rest,
            captive: captives.iter().map(|price_micro| price_micro / 1e6).collect(),
            is_exposed: Vec::new(),
            times: TimePrices::new(problem),
            price: vec![0.0; count],
            discount: vec![0.0; count],
            covered: vec![0.0; count],
            by_owner: vec![0.0; count],
            worth,
        };
        search.is_exposed = (0..count).map(|class| search.is_exposed(class)).collect();
        search
    }

    fn is_exposed(&self, class: usize) -> bool {
        let balance = self.problem.classes.by_site(class).map(|offers| {
            let site = offers[0].site as usize;
            if self.problem.needs_watched(class, site) { self.works[site] } else { -self.works[site] }
        });
        balance.sum::<f64>() > 0.0
    }

    /// The share of a group that may be captive of its owner, and the spare; none where no owner matters.
    fn limit(&self, group: usize) -> Option<(f64, f64)> {
        let owner = &self.problem.captors[self.problem.watched[group]?];
        Some((owner.max_ratio_micro as f64 / 1e6, owner.spare_micro as f64))
    }

    /// W'_j.
    fn whole_worth(&self, class: usize) -> f64 {
        let group = self.problem.classes.group[class] as usize;
        let ratio = self.limit(group).map_or(0.0, |(ratio, _)| ratio);
        self.worth[class] + self.captive[group] * ratio * self.problem.classes.households[class] as f64
    }

    /// What is allowed at these prices, but for what discounts add to sites that do not need an owner.
    fn evaluate(&mut self) -> f64 {
        let classes = &self.problem.classes;
        for class in 0..classes.len() {
            let worth = self.whole_worth(class);
            self.rest[class] = self.rest[class].clamp(0.0, worth);
            self.price[class] = worth - self.rest[class];
            let captive = self.captive[classes.group[class] as usize] * classes.households[class] as f64;
            self.discount[class] = if self.is_exposed[class] { captive.min(self.price[class]) } else { 0.0 };
        }
        let seen = Seen::with_discounts(&self.price, self.problem, &self.discount);
        let taken = self.times.settle_some(self.problem, seen, self.works);
        let taken: f64 = taken.iter().zip(self.works).map(|(worth, works)| worth * works).sum();
        self.cover();
        let spare = |(group, price): (usize, &f64)| self.limit(group).map_or(0.0, |(_, spare)| price * spare);
        self.rest.iter().sum::<f64>() + taken + self.captive.iter().enumerate().map(spare).sum::<f64>()
    }

    /// How often each class is covered, and how often by sites that need the owner.
    fn cover(&mut self) {
        let seen = Seen::with_discounts(&self.price, self.problem, &self.discount);
        self.covered.fill(0.0);
        self.by_owner.fill(0.0);
        for site in (0..self.works.len()).filter(|&site| self.works[site] > 0.0) {
            for (class, part) in picks(self.problem, &self.times, seen, site) {
                let class = class as usize;
                self.covered[class] += self.works[site] * part;
                if self.problem.needs_watched(class, site) {
                    self.by_owner[class] += self.works[site] * part;
                }
            }
        }
    }

    /// Moves all prices so that the value falls by about `wanted`.
    fn step(&mut self, wanted: f64) {
        let classes = &self.problem.classes;
        let changes: Vec<f64> = (0..classes.len())
            .map(|class| change(self.covered[class], self.price[class], self.price[class] + self.rest[class]))
            .collect();
        let (slopes, scales) = self.slopes();
        let of_captives = slopes.iter().zip(&scales).map(|(slope, scale)| slope * slope / scale.max(1.0));
        let norm = changes.iter().map(|change| change * change).sum::<f64>() + of_captives.sum::<f64>();
        if norm <= 0.0 {
            return;
        }
        let length = wanted / norm;
        self.rest.iter_mut().zip(&changes).for_each(|(rest, change)| *rest += length * change);
        for ((price, slope), scale) in self.captive.iter_mut().zip(&slopes).zip(&scales) {
            *price = (*price - length * slope / scale.max(1.0)).clamp(0.0, PRICE_MOST);
        }
    }

    /// How the value changes with the price of each group's captives, and the square of the scale of these prices.
    fn slopes(&self) -> (Vec<f64>, Vec<f64>) {
        let classes = &self.problem.classes;
        let limits: Vec<Option<(f64, f64)>> =
            (0..self.captive.len()).map(|group| self.limit(group)).collect();
        let mut slopes: Vec<f64> = limits.iter().map(|limit| limit.map_or(0.0, |(_, spare)| spare)).collect();
        let mut scales = vec![0.0; slopes.len()];
        for class in 0..classes.len() {
            let (group, households) = (classes.group[class] as usize, classes.households[class] as f64);
            let Some((ratio, _)) = limits[group] else { continue };
            let captive = if self.is_exposed[class] { self.by_owner[class] } else { 0.0 };
            slopes[group] += households * (ratio * self.covered[class] - captive);
            scales[group] += households * households;
        }
        for (slope, price) in slopes.iter_mut().zip(&self.captive) {
            if *price <= 0.0 {
                *slope = slope.min(0.0);
            }
        }
        (slopes, scales)
    }

    /// The prices at hand in whole numbers, with the best prices of all sectors' time.
    fn pricing(mut self) -> Option<Pricing> {
        self.evaluate();
        let price = |(group, price): (usize, &f64)| {
            let price_micro = (price * 1e6).round() as i64;
            let captor = self.problem.watched[group].filter(|_| price_micro > 0)?;
            Some(CaptivePrice { group: group as u32, captor, price_micro })
        };
        let prices: Vec<CaptivePrice> = self.captive.iter().enumerate().filter_map(price).collect();
        if prices.is_empty() {
            return None;
        }
        let classes = &self.problem.classes;
        let mut captives = Discounts { prices, class_micro: vec![0; classes.len()] };
        let mut class_micro = Vec::with_capacity(classes.len());
        for class in 0..classes.len() {
            let worth =
                self.part.worth_micro(self.problem, class) + captives.allowance_micro(self.problem, class);
            let price = (self.price[class].floor() as i64).clamp(0, worth);
            let most = captives.most_micro(self.problem, class);
            captives.class_micro[class] = if self.is_exposed[class] { most.min(price) } else { 0 };
            class_micro.push(price);
        }
        for (class, price) in class_micro.iter().enumerate() {
            self.price[class] = *price as f64;
            self.discount[class] = captives.class_micro[class] as f64;
        }
        let seen = Seen::with_discounts(&self.price, self.problem, &self.discount);
        self.times.settle(self.problem, seen);
        Some(Pricing {
            part: self.part.clone(),
            class_micro,
            time_micro_per_us: self.times.rounded(),
            cuts: Vec::new(),
            captives,
        })
    }
}
