//! An upper bound without a solver: prices for places, for time and for feeding, moved until the bound falls no more.
//!
//! Pricing C1 with u_j, C5 with μ_s and rows of C4 with λ_c leaves a knapsack, whose linear relaxation is solved by sorting
//! ([`fill`]; C8 stays in it):
//!
//! ```text
//! L(u, μ, λ) = Σ_j (W_j − u_j) + max { Σ_i (V_i(u, μ) + Σ_c λ_c a_ci) y_i : Σ_i c_i y_i ≤ B, 0 ≤ y ≤ 1 }
//! ```
//!
//! with V_i as in [`crate::certificate::Prices`] and a_ci = +1 on the separator of c, −1 on its site. Every choice gives a valid
//! bound; captives (C9) have no price here. For given u the best μ of a sector is the ratio of price to time at which its time runs out, found by sorting; u and λ
//! follow a projected subgradient. Rows of C4 are found on the way, where the mean of the knapsacks breaks them.

use std::rc::Rc;

use super::blocks::Blocks;
use super::cuts::{Cut, neighbour_cuts};
use super::discounts::Discounts;
use super::knapsack::{fill, surplus};
use super::limits::Watch;
use super::poles::{PoleCut, first_cuts};
use super::pricing::{Part, Pricing};
use super::proof::{MasterRow, Proof};
use super::reduced::Reduced;
use super::separate::separate;
use super::subgradient::{change, coverage, unpriced};
use super::time_price::{Seen, TimePrices};
use crate::certificate::{Counted, Goal, ONE, Step, UNIT};
use crate::problem::Error;

/// Promises are left out: what bounds all plans bounds those that keep them.
const VALUE: Goal = Goal::Value { kept_micro: 0 };

/// Steps of the subgradient method.
const ITERATIONS: usize = 600;
/// Steps without a better bound after which the step length is halved.
const PATIENCE: usize = 12;
/// First step length, as a share of the Polyak step.
const FIRST_STEP_RATIO: f64 = 1.0;
/// Share of the last direction that is kept (heavy ball), against zigzag.
const MEMORY_RATIO: f64 = 0.6;
/// Steps between two looks for rows of C4 that the mean of the choices breaks.
const SEPARATE_EVERY: usize = 20;
/// Weight of the newest choice in that mean.
const MEAN_RATIO: f64 = 0.1;

/// The best bound found, with its proof; `target` is the weight of a known plan, towards which steps are measured.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn bound(problem: &Reduced, target: i64, watch: &Watch) -> Result<Proof, Error> {
    let mut dual = Dual::new(problem);
    let target = target as f64;
    let mut best = (f64::INFINITY, dual.prices());
    let (mut step_ratio, mut failures) = (FIRST_STEP_RATIO, 0);
    for iteration in 1..=ITERATIONS {
        if watch.over()? {
            break;
        }
        let value = dual.evaluate();
        failures += 1;
        if value < best.0 {
            best = (value, dual.prices());
            failures = 0;
        }
        if failures > PATIENCE {
            (step_ratio, failures) = (step_ratio / 2.0, 0);
        }
        if best.0 <= target || !dual.step(step_ratio * (value - target)) {
            break;
        }
        if iteration % SEPARATE_EVERY == 0 {
            watch.proved(best.1.clone().proof(problem, &dual.cuts).bound_micro(VALUE, problem));
            dual.add_cuts();
        }
        watch.step();
    }
    let (found, nothing) = (best.1.proof(problem, &dual.cuts), nothing_known(problem));
    let bound_micro = |proof: &Proof| proof.bound_micro(VALUE, problem);
    Ok(if bound_micro(&found) < bound_micro(&nothing) { found } else { nothing })
}

/// Everybody who could be served: the bound of one who knows nothing.
pub(super) fn nothing_known(problem: &Reduced) -> Proof {
    let prices = WholePrices {
        class_micro: vec![0; problem.classes.len()],
        time_micro_per_us: Vec::new(),
        cut_micro: Vec::new(),
        set_micro: Vec::new(),
        budget: 0,
    };
    prices.proof(problem, &[])
}

/// Prices and what they lead to. Prices are millionths, as weights are.
struct Dual<'a> {
    problem: &'a Reduced,
    /// u_j, what serving a class is worth to the sites.
    price: Vec<f64>,
    times: TimePrices,
    /// Two of these sites must work where a pole is served: they take its price by halves.
    poles: Vec<(u32, Rc<PoleCut>)>,
    cuts: Vec<Cut>,
    /// λ_c, what a row of C4 is worth.
    cut_price: Vec<f64>,
    /// Scale of λ_c against u_j.
    cut_scale: f64,
    /// y_i of the knapsack, and its mean over the steps.
    chosen: Vec<f64>,
    mean: Vec<f64>,
    /// What a euro cent is worth at the end of the knapsack.
    budget_price: f64,
    /// What each set of alternatives is worth beyond its money.
    set_price: Vec<f64>,
    coverage: Vec<f64>,
    direction: Vec<f64>,
    cut_direction: Vec<f64>,
}

impl<'a> Dual<'a> {
    fn new(problem: &'a Reduced) -> Self {
        let classes = &problem.classes;
        let cuts = neighbour_cuts(&problem.network);
        Self {
            problem,
            price: classes.weight.iter().map(|&weight| weight as f64).collect(),
            times: TimePrices::new(problem),
            poles: first_cuts(problem),
            cut_price: vec![0.0; cuts.len()],
            cut_scale: cut_scale(problem),
            chosen: vec![0.0; problem.site_count()],
            mean: vec![0.0; problem.site_count()],
            budget_price: 0.0,
            set_price: Vec::new(),
            coverage: vec![0.0; classes.len()],
            direction: vec![0.0; classes.len()],
            cut_direction: vec![0.0; cuts.len()],
            cuts,
        }
    }

    /// L(u, μ, λ) at the best μ, with the knapsack's choice left in `chosen`.
    fn evaluate(&mut self) -> f64 {
        let unpriced = unpriced(&self.problem.classes.weight, &self.price);
        let mut seen = self.price.clone();
        for (class, _) in &self.poles {
            seen[*class as usize] = 0.0;
        }
        let mut worth = self.times.settle(self.problem, Seen::plain(&seen));
        for (class, cut) in &self.poles {
            cut.separator.iter().for_each(|&site| worth[site] += self.price[*class as usize] / 2.0);
        }
        for (cut, price) in self.cuts.iter().zip(&self.cut_price) {
            cut.separator.iter().for_each(|&site| worth[site] += price);
            worth[cut.site] -= price;
        }
        let filled = fill(self.problem, &worth);
        self.set_price = surplus(self.problem, &worth, filled.cent_worth);
        (self.chosen, self.budget_price) = (filled.chosen, filled.cent_worth);
        self.coverage = coverage(self.problem, &self.times, Seen::plain(&seen), &self.chosen);
        for (class, cut) in &self.poles {
            self.coverage[*class as usize] = cut.allowed(&self.chosen);
        }
        for (mean, chosen) in self.mean.iter_mut().zip(&self.chosen) {
            *mean += MEAN_RATIO * (chosen - *mean);
        }
        unpriced + filled.worth
    }

    /// Moves the prices so that the bound falls by about `wanted`; false where no direction is left.
    fn step(&mut self, wanted: f64) -> bool {
        let mut norm = 0.0;
        for class in 0..self.direction.len() {
            let weight = self.problem.classes.weight[class] as f64;
            let change = change(self.coverage[class], self.price[class], weight);
            let direction = change + MEMORY_RATIO * self.direction[class];
            self.direction[class] = direction;
            norm += direction * direction;
        }
        for cut in 0..self.cuts.len() {
            let direction = self.cut_subgradient(cut) + MEMORY_RATIO * self.cut_direction[cut];
            self.cut_direction[cut] = direction;
            norm += direction * direction;
        }
        if norm == 0.0 {
            return false;
        }
        let length = wanted / norm;
        for ((price, direction), &weight) in
            self.price.iter_mut().zip(&self.direction).zip(&self.problem.classes.weight)
        {
            *price = (*price - length * direction).clamp(0.0, weight as f64);
        }
        for (price, direction) in self.cut_price.iter_mut().zip(&self.cut_direction) {
            *price = (*price - length * self.cut_scale * direction).max(0.0);
        }
        true
    }

    /// How the bound changes with the price of a row of C4, in the scale of these prices.
    fn cut_subgradient(&self, cut: usize) -> f64 {
        let Cut { site, separator } = &self.cuts[cut];
        let change = separator.iter().map(|&other| self.chosen[other]).sum::<f64>() - self.chosen[*site];
        let change = if self.cut_price[cut] <= 0.0 { change.min(0.0) } else { change };
        change * self.cut_scale
    }

    fn add_cuts(&mut self) {
        for cut in separate(&self.problem.network, &self.mean) {
            if !self.cuts.contains(&cut) {
                self.cuts.push(cut);
                self.cut_price.push(0.0);
                self.cut_direction.push(0.0);
            }
        }
    }

    /// The prices at hand, as whole numbers.
    fn prices(&self) -> WholePrices {
        let whole = |price: &f64| price.round() as i64;
        WholePrices {
            class_micro: self.price.iter().map(|price| price.floor() as i64).collect(),
            time_micro_per_us: self.times.rounded(),
            cut_micro: self.cut_price.iter().map(whole).collect(),
            set_micro: self.set_price.iter().map(whole).collect(),
            budget: (self.budget_price * ONE as f64).round() as i64,
        }
    }
}

/// Prices in whole numbers: what proves a bound.
#[derive(Clone)]
struct WholePrices {
    class_micro: Vec<i64>,
    time_micro_per_us: Vec<[i64; 2]>,
    cut_micro: Vec<i64>,
    set_micro: Vec<i64>,
    budget: i64,
}

impl WholePrices {
    fn proof(self, problem: &Reduced, cuts: &[Cut]) -> Proof {
        if problem.group_count == 0 {
            return Proof::new(Vec::new(), Vec::new(), vec![Step::Sum(Vec::new())]);
        }
        let (groups, classes) = Blocks::whole(problem);
        let pricing = Pricing {
            part: Part { groups, classes, counted: Counted::Weight },
            class_micro: self.class_micro,
            time_micro_per_us: self.time_micro_per_us,
            cuts: first_cuts(problem),
            captives: Discounts::default(),
        };
        let mut rows = vec![MasterRow::Value(pricing.into()), MasterRow::Budget];
        let mut sum = vec![(0, ONE), (1, self.budget)];
        let feeding = cuts.iter().cloned().map(MasterRow::Feeding).zip(self.cut_micro);
        let sets = (0..).map(MasterRow::Alternatives).zip(self.set_micro);
        for (row, price) in feeding.chain(sets).filter(|(_, price)| *price > 0) {
            sum.push((rows.len() as u32, price * ONE / UNIT));
            rows.push(row);
        }
        let linear = rows.iter().map(|row| row.linear(problem)).collect();
        Proof::new(rows, linear, vec![Step::Sum(sum)])
    }
}

/// How much larger the steps of feeding's prices are than those of places': the root of how many classes a site can serve.
fn cut_scale(problem: &Reduced) -> f64 {
    let offers: usize = (0..problem.site_count()).map(|site| problem.classes.of_site(site).len()).sum();
    (offers as f64 / problem.site_count().max(1) as f64).sqrt()
}
