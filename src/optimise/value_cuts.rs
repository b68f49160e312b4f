//! Rows of C1, C5 and C10 that a fraction of a plan breaks: prices at which its blocks are worth less than it claims.

use std::rc::Rc;

use super::blocks::Blocks;
use super::captive_cuts;
use super::classes::Classes;
use super::discounts::Discounts;
use super::pole_cuts::{PoleShare, cuts, pole_shares};
use super::poles::PoleCut;
use super::pricing::{Part, Pricing, cuts_of};
use super::reduced::Reduced;
use super::subgradient::{change, coverage, unpriced};
use super::time_price::{Seen, TimePrices};

/// A row is broken where a block claims this much more than it allows, households.
const BROKEN: f64 = 2e-6;
/// Steps towards better prices where time has a price.
const STEPS: usize = 40;
/// Share of the way to the least value known that a step aims at.
const AIM_RATIO: f64 = 0.02;
/// Steps without a better value after which they become shorter.
const PATIENCE: usize = 5;

/// A fraction of a plan, and what it claims to serve, households.
pub(super) struct Claimed<'a> {
    /// Sites, in part.
    pub works: &'a [f64],
    /// Weight in each block.
    pub blocks: &'a [f64],
    /// Households in each group, where they count.
    pub households: &'a [f64],
}

/// Where nobody takes time: the rows that a fraction of a plan breaks, for the weight of each block and the households of each
/// group that count.
pub(super) fn broken(problem: &Reduced, blocks: &Blocks, claimed: &Claimed, wanted: &Wanted) -> Vec<Pricing> {
    let shares = pole_shares(problem, claimed.works);
    let (served, cuts) = (served(problem, claimed.works, &shares), cuts(&shares));
    let allowed = |classes: &[u32], worth: &[i64]| -> f64 {
        let classes = classes.iter().map(|&class| class as usize);
        classes.map(|class| worth[class] as f64 * served[class].min(1.0)).sum()
    };
    let Reduced { classes: Classes { weight, households, .. }, .. } = problem;
    let breaks = |claim: f64, allowed: f64| claim > allowed / 1e6 + BROKEN;
    let row = |part: &Part, claim: f64, allowed: f64| {
        let plain = breaks(claim, allowed).then(|| full_or_nothing(problem, part, &served, &cuts));
        let with_captives = captive_cuts::best(problem, part, claimed.works, allowed);
        with_captives.filter(|(value, _)| breaks(claim, *value)).map(|(_, pricing)| pricing).or(plain)
    };
    let by_weight = (0..blocks.groups.len()).filter(|_| wanted.weight).filter_map(|block| {
        let allowed = allowed(&blocks.classes[block], weight);
        row(&Part::block(blocks, block), claimed.blocks[block], allowed)
    });
    let by_households = wanted.groups.iter().filter_map(|part| {
        let claim = claimed.households[part.groups[0] as usize];
        row(part, claim, allowed(&part.classes, households))
    });
    by_weight.chain(by_households).collect()
}

/// What rows are wanted of.
pub(super) struct Wanted {
    /// Weight counts.
    pub weight: bool,
    /// Groups whose households count.
    pub groups: Vec<Part>,
}

/// How often a fraction of a plan covers each class, poles as often as it serves them at most.
fn served(problem: &Reduced, works: &[f64], shares: &[PoleShare]) -> Vec<f64> {
    let mut served = vec![0.0; problem.classes.len()];
    for site in (0..works.len()).filter(|&site| works[site] > 0.0) {
        for offers in problem.classes.by_class(site) {
            served[offers[0].class as usize] += works[site];
        }
    }
    for one in shares {
        served[one.class as usize] = one.share;
    }
    served
}

/// The whole worth for classes that are not covered once, nothing for the others: the best prices where nobody takes time. Sites that
/// cut a pole off take its price, where such are given.
pub(super) fn full_or_nothing(
    problem: &Reduced,
    part: &Part,
    served: &[f64],
    cuts: &[(u32, Rc<PoleCut>)],
) -> Pricing {
    let price = |class: usize| if served[class] < 1.0 { part.worth_micro(problem, class) } else { 0 };
    let class_micro = part.classes.iter().map(|&class| price(class as usize)).collect();
    let (cuts, captives) = (cuts_of(cuts, &part.classes), Discounts::default());
    Pricing { part: part.clone(), class_micro, time_micro_per_us: Vec::new(), cuts, captives }
}

/// Where time has a price, and all classes are one part: what breaks a claim, the better of prices without and with captives; these
/// start at `captives` (for each group).
pub(super) fn better_rows(
    problem: &Reduced,
    part: &Part,
    works: &[f64],
    claim: f64,
    (centre, captives): (&[f64], &[f64]),
) -> Option<Pricing> {
    let plain = better_prices(problem, part, works, claim, centre);
    if problem.captors.is_empty() {
        return plain;
    }
    let value = |pricing: &Pricing| value_of(problem, pricing, works);
    let start = plain.as_ref().map_or_else(|| centre.to_vec(), |pricing| pricing.whole_prices(problem));
    let with_captives = captive_cuts::better(problem, part, works, (&start, captives));
    let breaks = |pricing: &Pricing| value(pricing) / 1e6 + BROKEN <= claim;
    let found = [plain, with_captives].into_iter().flatten().filter(breaks);
    found.min_by(|one, other| value(one).total_cmp(&value(other)))
}

/// What the row of some prices allows a fraction of a plan.
fn value_of(problem: &Reduced, pricing: &Pricing, works: &[f64]) -> f64 {
    let linear = pricing.linear(problem);
    let sites = linear.sites.iter().map(|(site, worth)| *worth as f64 * works[*site as usize]);
    linear.constant as f64 + sites.sum::<f64>()
}

/// Where time has a price, and all classes are one part: prices nearer to the best for a fraction of a plan that claims so much, households, by a projected
/// subgradient; none where they do not break its claim. `centre` are prices known to be good: there the search starts.
fn better_prices(
    problem: &Reduced,
    part: &Part,
    works: &[f64],
    claim: f64,
    centre: &[f64],
) -> Option<Pricing> {
    let worth: Vec<i64> =
        part.classes.iter().map(|&class| part.worth_micro(problem, class as usize)).collect();
    let shares = pole_shares(problem, works);
    let within = |(price, worth): (&f64, &i64)| price.clamp(0.0, *worth as f64);
    let mut price: Vec<f64> = centre.iter().zip(&worth).map(within).collect();
    let mut times = TimePrices::new(problem);
    let mut best: (f64, Vec<f64>) = (f64::INFINITY, Vec::new());
    let (mut ratio, mut failures) = (AIM_RATIO, 0);
    for _ in 0..STEPS {
        let (value, coverage) = value_at(problem, &worth, works, &price, &mut times, &shares);
        failures += 1;
        if value < best.0 {
            best = (value, price.clone());
            failures = 0;
        }
        if failures > PATIENCE {
            (ratio, failures) = (ratio / 2.0, 0);
            price.clone_from(&best.1);
        }
        step(&worth, &mut price, &coverage, value - best.0 + ratio * best.0);
    }
    if best.0 / 1e6 + BROKEN > claim {
        return None;
    }
    times.settle(problem, Seen::plain(&without_cut(&best.1, &shares)));
    Some(Pricing {
        part: part.clone(),
        class_micro: best.1.iter().map(|price| price.floor() as i64).collect(),
        time_micro_per_us: times.rounded(),
        cuts: cuts(&shares),
        captives: Discounts::default(),
    })
}

/// Prices as those see them that could serve: nothing for poles whose price sites take that cut them off.
fn without_cut(price: &[f64], shares: &[PoleShare]) -> Vec<f64> {
    let mut price = price.to_vec();
    for (class, _) in cuts(shares) {
        price[class as usize] = 0.0;
    }
    price
}

/// What a fraction of a plan comes to at most at these prices, and how often it serves each class.
fn value_at(
    problem: &Reduced,
    worth: &[i64],
    works: &[f64],
    price: &[f64],
    times: &mut TimePrices,
    shares: &[PoleShare],
) -> (f64, Vec<f64>) {
    let seen = without_cut(price, shares);
    let settled = times.settle_some(problem, Seen::plain(&seen), works);
    let mut taken: f64 = settled.iter().zip(works).map(|(worth, works)| worth * works).sum();
    let mut coverage = coverage(problem, times, Seen::plain(&seen), works);
    for one in shares.iter().filter(|one| one.share < 1.0) {
        taken += price[one.class as usize] * one.share;
        coverage[one.class as usize] = one.share;
    }
    (unpriced(worth, price) + taken, coverage)
}

/// Moves prices so that the value falls by about `wanted`.
fn step(worth: &[i64], price: &mut [f64], coverage: &[f64], wanted: f64) {
    let states = coverage.iter().zip(&*price).zip(worth);
    let changes: Vec<f64> =
        states.map(|((coverage, price), worth)| change(*coverage, *price, *worth as f64)).collect();
    let norm: f64 = changes.iter().map(|change| change * change).sum();
    if norm > 0.0 {
        for ((price, change), &worth) in price.iter_mut().zip(changes).zip(worth) {
            *price = (*price - wanted / norm * change).clamp(0.0, worth as f64);
        }
    }
}
