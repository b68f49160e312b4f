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

/// The most weight that any plan serves, whatever it keeps of the promises, within each of some budgets (cents), millionths, as rows and cases prove it of an instance
/// without fault; none where their sum goes beyond all numbers. A budget that does not pay the fixed sites has no plan, and its
/// bound says nothing.
///
/// # Errors
/// Why a row need not hold, in words.
pub fn bounds_micro_at(
    ground: &Ground,
    rows: &[Row],
    steps: &[Step],
    budgets_cents: &[i64],
) -> Result<Vec<Option<i64>>, String> {
    let instance = ground.instance;
    let mut linear: Vec<Linear> = rows.iter().map(|row| row.linear(ground)).collect::<Result<_, _>>()?;
    let fixed_cents = instance.budget_cents - instance.budget_after_fixed_cents();
    let mut bound = |budget_cents: &i64| {
        for (row, linear) in rows.iter().zip(&mut linear).filter(|(row, _)| row.depends_on_budget()) {
            *linear = row.linear_at(ground, budget_cents - fixed_cents)?;
        }
        let fixing = vec![Fixing::Free; instance.sites.len()];
        Ok(steps_bound_micro(WHATEVER_IS_KEPT, instance.groups.len(), &linear, steps, fixing).ok())
    };
    budgets_cents.iter().map(&mut bound).collect()
}
