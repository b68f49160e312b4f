//! Rows of C1 and C5 that a fraction of a plan breaks: prices at which its blocks are worth less than it claims.

use super::blocks::Blocks;
use super::pricing::Pricing;
use super::reduced::Reduced;
use super::subgradient::{change, coverage, unpriced};
use super::time_price::TimePrices;

/// A row is broken where a block claims this much more than it allows, households.
const BROKEN: f64 = 2e-6;
/// Steps towards better prices where time has a price.
const STEPS: usize = 40;
/// Share of the way to the least value known that a step aims at.
const AIM_RATIO: f64 = 0.02;
/// Steps without a better value after which they become shorter.
const PATIENCE: usize = 5;

/// Prices whose rows `works` breaks, where each block claims `claims` (households). `centre` are prices known to be good; they
/// are where the search starts where time has a price.
pub(super) fn broken(
    problem: &Reduced,
    blocks: &Blocks,
    works: &[f64],
    claims: &[f64],
    centre: &[f64],
) -> Vec<Pricing> {
    if problem.classes.take_time {
        return better_prices(problem, blocks, works, claims.iter().sum::<f64>() * 1e6, centre);
    }
    let served = served(problem, works);
    let one = |block: usize| {
        let classes = blocks.classes[block].iter().map(|&class| class as usize);
        let weight = |class: usize| problem.classes.weight[class] as f64;
        let allowed: f64 = classes.map(|class| weight(class) * served[class].min(1.0)).sum();
        (claims[block] > allowed / 1e6 + BROKEN).then(|| full_or_nothing(problem, blocks, block, &served))
    };
    (0..blocks.groups.len()).filter_map(one).collect()
}

/// How often a fraction of a plan covers each class.
fn served(problem: &Reduced, works: &[f64]) -> Vec<f64> {
    let mut served = vec![0.0; problem.classes.len()];
    for site in (0..works.len()).filter(|&site| works[site] > 0.0) {
        for offers in problem.classes.by_class(site) {
            served[offers[0].class as usize] += works[site];
        }
    }
    served
}

/// The whole weight for classes that are not covered once, nothing for the others: the best prices where nobody takes time.
pub(super) fn full_or_nothing(problem: &Reduced, blocks: &Blocks, block: usize, served: &[f64]) -> Pricing {
    let classes = blocks.classes[block].clone();
    let price = |class: usize| if served[class] < 1.0 { problem.classes.weight[class] } else { 0 };
    let class_micro = classes.iter().map(|&class| price(class as usize)).collect();
    Pricing { groups: blocks.groups[block].clone(), classes, class_micro, time_micro_per_us: Vec::new() }
}

/// Prices nearer to the best for a fraction of a plan, by a projected subgradient; none where they do not break its claim.
fn better_prices(
    problem: &Reduced,
    blocks: &Blocks,
    works: &[f64],
    claim: f64,
    centre: &[f64],
) -> Vec<Pricing> {
    let mut price = centre.to_vec();
    let mut times = TimePrices::new(problem);
    let mut best: (f64, Vec<f64>) = (f64::INFINITY, Vec::new());
    let (mut ratio, mut failures) = (AIM_RATIO, 0);
    for _ in 0..STEPS {
        let (value, coverage) = value_at(problem, works, &price, &mut times);
        failures += 1;
        if value < best.0 {
            best = (value, price.clone());
            failures = 0;
        }
        if failures > PATIENCE {
            (ratio, failures) = (ratio / 2.0, 0);
            price.clone_from(&best.1);
        }
        step(problem, &mut price, &coverage, value - best.0 + ratio * best.0);
    }
    if best.0 / 1e6 + BROKEN > claim / 1e6 {
        return Vec::new();
    }
    times.settle(problem, &best.1);
    vec![Pricing {
        groups: blocks.groups[0].clone(),
        classes: blocks.classes[0].clone(),
        class_micro: best.1.iter().map(|price| price.floor() as i64).collect(),
        time_micro_per_us: times.rounded(),
    }]
}

/// What a fraction of a plan could serve at most at these prices, and how often it serves each class.
fn value_at(problem: &Reduced, works: &[f64], price: &[f64], times: &mut TimePrices) -> (f64, Vec<f64>) {
    let worth = times.settle_some(problem, price, works);
    let taken: f64 = worth.iter().zip(works).map(|(worth, works)| worth * works).sum();
    (unpriced(problem, price) + taken, coverage(problem, times, price, works))
}

/// Moves prices so that the value falls by about `wanted`.
fn step(problem: &Reduced, price: &mut [f64], coverage: &[f64], wanted: f64) {
    let weights = problem.classes.weight.iter().map(|&weight| weight as f64);
    let states = coverage.iter().zip(&*price).zip(weights);
    let changes: Vec<f64> =
        states.map(|((coverage, price), weight)| change(*coverage, *price, weight)).collect();
    let norm: f64 = changes.iter().map(|change| change * change).sum();
    if norm > 0.0 {
        for (class, (price, change)) in price.iter_mut().zip(changes).enumerate() {
            *price = (*price - wanted / norm * change).clamp(0.0, problem.classes.weight[class] as f64);
        }
    }
}
