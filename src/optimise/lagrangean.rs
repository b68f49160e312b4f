//! An upper bound without a solver: the Lagrangean dual of covering, with feeding left out.
//!
//! Pricing C1 with `u_j` between 0 and `W_j` leaves a knapsack, whose linear relaxation is solved by sorting:
//!
//! `L(u) = Σ_j (W_j − u_j) + max { Σ_i (Σ_{j ∈ J(i)} u_j) y_i : Σ_i c_i y_i ≤ B, 0 ≤ y ≤ 1 }`
//!
//! Every `u` gives a valid bound; a projected subgradient method looks for a good one. Dropping C4 only lets more plans
//! in, so the bound holds with feeding too.

use super::limits::Watch;
use super::reduced::{Reduced, TOLERANCE_EUR};
use crate::problem::Error;

/// Steps of the subgradient method.
const ITERATIONS: usize = 400;
/// Steps without a better bound after which the step length is halved.
const PATIENCE: usize = 12;
/// First step length, as a share of the Polyak step.
const FIRST_STEP_RATIO: f64 = 1.0;
/// Share of the last direction that is kept (heavy ball), against zigzag.
const MEMORY_RATIO: f64 = 0.6;

/// The best bound found; `target` is the weight of a known plan, towards which steps are measured.
pub(super) fn bound(problem: &Reduced, target: f64, watch: &Watch) -> Result<f64, Error> {
    let mut dual = Dual::new(problem);
    let mut best = problem.classes.total_weight();
    let (mut step_ratio, mut failures) = (FIRST_STEP_RATIO, 0);
    for _ in 0..ITERATIONS {
        if watch.over()? {
            break;
        }
        let value = dual.evaluate();
        failures = if value < best { 0 } else { failures + 1 };
        best = best.min(value);
        if failures > PATIENCE {
            (step_ratio, failures) = (step_ratio / 2.0, 0);
        }
        if best <= target || !dual.step(step_ratio * (value - target)) {
            break;
        }
        watch.step();
    }
    Ok(best)
}

/// Prices and what they lead to.
struct Dual<'a> {
    problem: &'a Reduced,
    /// u_j, what covering a class is worth to its sites.
    price: Vec<f64>,
    /// y_i of the knapsack.
    chosen: Vec<f64>,
    direction: Vec<f64>,
}

impl<'a> Dual<'a> {
    fn new(problem: &'a Reduced) -> Self {
        let classes = &problem.classes;
        Self {
            problem,
            price: classes.weight.clone(),
            chosen: vec![0.0; problem.site_count()],
            direction: vec![0.0; classes.len()],
        }
    }

    /// L(u), with the knapsack's choice left in `chosen`.
    fn evaluate(&mut self) -> f64 {
        let classes = &self.problem.classes;
        let unpriced: f64 =
            classes.weight.iter().zip(&self.price).map(|(weight, price)| weight - price).sum();
        let worth: Vec<f64> = (0..self.problem.site_count())
            .map(|site| classes.of_site.row(site).map(|class| self.price[class]).sum())
            .collect();
        unpriced + self.fill_knapsack(&worth)
    }

    /// C3 budget: the best fractional use of the money for sites of the given worth.
    fn fill_knapsack(&mut self, worth: &[f64]) -> f64 {
        let cost_eur = &self.problem.cost_eur;
        let ratio =
            |site: usize| if cost_eur[site] > 0.0 { worth[site] / cost_eur[site] } else { f64::INFINITY };
        let ratios: Vec<f64> = (0..worth.len()).map(ratio).collect();
        let mut order: Vec<usize> = (0..worth.len()).collect();
        order.sort_by(|&a, &b| ratios[b].total_cmp(&ratios[a]).then(a.cmp(&b)));
        let (mut left_eur, mut value) = (self.problem.budget_eur + TOLERANCE_EUR, 0.0);
        for site in order {
            let fits = cost_eur[site] <= left_eur;
            self.chosen[site] = if fits { 1.0 } else { left_eur / cost_eur[site] };
            left_eur = (left_eur - self.chosen[site] * cost_eur[site]).max(0.0);
            value += self.chosen[site] * worth[site];
        }
        value
    }

    /// Moves the prices so that the bound falls by about `wanted`; false where no direction is left.
    fn step(&mut self, wanted: f64) -> bool {
        let classes = &self.problem.classes;
        for class in 0..classes.len() {
            let subgradient = self.subgradient(class);
            self.direction[class] = subgradient + MEMORY_RATIO * self.direction[class];
        }
        let norm: f64 = self.direction.iter().map(|part| part * part).sum();
        if norm == 0.0 {
            return false;
        }
        for class in 0..classes.len() {
            let moved = self.price[class] - wanted / norm * self.direction[class];
            self.price[class] = moved.clamp(0.0, classes.weight[class]);
        }
        true
    }

    /// How the bound changes with a class's price: coverage by the choice, less the demand it meets.
    fn subgradient(&self, class: usize) -> f64 {
        let classes = &self.problem.classes;
        let coverage: f64 = classes.sites.row(class).map(|site| self.chosen[site]).sum();
        let at_most = self.price[class] >= classes.weight[class];
        let met = if at_most { coverage.min(1.0) } else { 1.0 };
        let change = coverage - met;
        // A price at its lower end cannot fall further.
        if self.price[class] <= 0.0 { change.min(0.0) } else { change }
    }
}
