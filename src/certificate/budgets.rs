//! One proof at several budgets: of its rows only those of C3 change, and its multipliers stay what they are.
//!
//! Any multipliers prove a bound, good or bad, so those that were found at one budget prove one at every other. With more money the
//! row of C3 leaves more and fewer sites are out of reach: the bound of a proof never falls as the budget rises.

use super::cases::{Fixing, Goal};
use super::ground::Ground;
use super::rows::{Linear, Row};
use super::steps::{Step, steps_bound_micro};

/// Promises are left out of it: what holds for plans that keep something holds for all only so.
const WHATEVER_IS_KEPT: Goal = Goal::Value { kept_micro: 0 };

/// A proof, ready to be worked out at any budget.
#[derive(Debug)]
pub struct ProofAtBudgets<'a> {
    ground: &'a Ground<'a>,
    rows: &'a [Row],
    steps: &'a [Step],
    linear: Vec<Linear>,
    fixed_cents: i64,
}

impl<'a> ProofAtBudgets<'a> {
    /// Rows and cases of an instance without fault.
    ///
    /// # Errors
    /// Why a row need not hold, in words.
    pub fn new(ground: &'a Ground<'a>, rows: &'a [Row], steps: &'a [Step]) -> Result<Self, String> {
        let instance = ground.instance;
        let linear = rows.iter().map(|row| row.linear(ground)).collect::<Result<_, _>>()?;
        let fixed_cents = instance.budget_cents - instance.budget_after_fixed_cents();
        Ok(Self { ground, rows, steps, linear, fixed_cents })
    }

    /// The most weight that any plan within a budget (cents) serves, whatever it keeps of the promises, millionths; none where the sum
    /// goes beyond all numbers. A budget that does not pay the fixed sites has no plan, and its bound says nothing.
    ///
    /// # Errors
    /// Why a row need not hold, in words.
    pub fn bound_micro(&mut self, budget_cents: i64) -> Result<Option<i64>, String> {
        for (row, linear) in self.rows.iter().zip(&mut self.linear).filter(|(row, _)| row.depends_on_budget())
        {
            *linear = row.linear_at(self.ground, budget_cents - self.fixed_cents)?;
        }
        let instance = self.ground.instance;
        let fixing = vec![Fixing::Free; instance.sites.len()];
        let groups = instance.groups.len();
        Ok(steps_bound_micro(WHATEVER_IS_KEPT, groups, &self.linear, self.steps, fixing).ok())
    }
}

/// The same for several budgets at once.
///
/// # Errors
/// As [`ProofAtBudgets`].
pub fn bounds_micro_at(
    ground: &Ground,
    rows: &[Row],
    steps: &[Step],
    budgets_cents: &[i64],
) -> Result<Vec<Option<i64>>, String> {
    let mut proof = ProofAtBudgets::new(ground, rows, steps)?;
    budgets_cents.iter().map(|budget_cents| proof.bound_micro(*budget_cents)).collect()
}
