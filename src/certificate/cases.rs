//! What bounds a case: a sum of rows that no plan of the case can beat.

use super::rows::Linear;

/// Gap below which a plan counts as optimal whatever was asked, as a share of the bound: what rounding prices to whole numbers
/// takes away.
pub const PROOF_TOLERANCE_RATIO: f64 = 1e-6;

/// A multiplier of this much counts a row once.
pub const ONE: i64 = 1_000_000_000;

/// Most that a row may count, so that its coefficients can be multiplied.
const MULTIPLIER_MOST: i64 = 1_000_000_000_000_000_000;

/// How a case treats a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixing {
    /// It may work or not.
    Free,
    /// It does not work.
    Without,
    /// It works.
    With,
}

/// What a sum bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The weight that a plan serves that keeps at least so much of the promises, millionths of a household.
    Value {
        /// How much it keeps.
        kept_micro: i64,
    },
    /// What a plan keeps of the promises.
    Kept,
}

/// How often a sum counts what stands on the left.
struct Left {
    groups: Vec<i64>,
    households: Vec<i128>,
    kept: i64,
}

impl Left {
    /// None where it counts more than can be held.
    fn add(&mut self, row: &Linear, times: i64) -> Option<()> {
        for group in &row.groups {
            let counted = &mut self.groups[*group as usize];
            *counted = counted.saturating_add(times);
        }
        for (group, coefficient) in &row.households {
            let counted = &mut self.households[*group as usize];
            *counted = counted.checked_add(i128::from(*coefficient) * i128::from(times))?;
        }
        if row.kept {
            self.kept = self.kept.saturating_add(times);
        }
        Some(())
    }

    /// What the goal needs is counted at least once, and nothing less than never: nothing on the left is negative.
    fn check(&self, goal: Goal) -> Result<(), String> {
        let once = |counted: &i64| *counted < ONE;
        match goal {
            Goal::Value { .. } => {
                if let Some(group) = self.groups.iter().position(once) {
                    return Err(format!("the sum counts group {group} less than once"));
                }
            }
            Goal::Kept if once(&self.kept) => {
                return Err("the sum counts what is kept of the promises less than once".to_owned());
            }
            Goal::Kept => {}
        }
        let below = self.households.iter().position(|counted| *counted < 0);
        below.map_or(Ok(()), |group| {
            Err(format!("the sum counts the households of group {group} less than never"))
        })
    }
}

/// The bound that a sum of rows gives where some sites are fixed, millionths.
///
/// The sum counts every group at least once, so that it bounds Σ θ_g (no θ is negative), or what is kept of the promises; of the
/// sites that are free it takes those that help.
///
/// # Errors
/// Why it proves nothing, in words.
pub fn sum_bound_micro(
    goal: Goal,
    groups: usize,
    rows: &[Linear],
    multipliers: &[(u32, i64)],
    fixing: &[Fixing],
) -> Result<i64, String> {
    let mut left = Left { groups: vec![0; groups], households: vec![0; groups], kept: 0 };
    let mut worth = vec![0_i128; fixing.len()];
    let mut sum = 0_i128;
    for (at, (index, multiplier)) in multipliers.iter().enumerate() {
        let rising = at == 0 || multipliers[at - 1].0 < *index;
        let Some(row) = rows.get(*index as usize).filter(|_| rising) else {
            return Err(format!("row {index} is not there, or out of order"));
        };
        if !(0..=MULTIPLIER_MOST).contains(multiplier) {
            return Err(format!("the multiplier {multiplier} of row {index} is out of range"));
        }
        let times = i128::from(*multiplier);
        let too_much = || format!("with row {index} the sum is out of range");
        sum = sum.checked_add(times * i128::from(row.constant)).ok_or_else(too_much)?;
        left.add(row, *multiplier).ok_or_else(too_much)?;
        for (site, coefficient) in &row.sites {
            let worth = &mut worth[*site as usize];
            *worth = worth.checked_add(times * i128::from(*coefficient)).ok_or_else(too_much)?;
        }
    }
    left.check(goal)?;
    if let Goal::Value { kept_micro } = goal {
        let kept = i128::from(left.kept) * i128::from(kept_micro);
        sum = sum.checked_sub(kept).ok_or("the sum is out of range")?;
    }
    for (worth, fixing) in worth.iter().zip(fixing) {
        let taken = match fixing {
            Fixing::Free => (*worth).max(0),
            Fixing::Without => 0,
            Fixing::With => *worth,
        };
        sum = sum.checked_add(taken).ok_or("the sum is out of range")?;
    }
    i64::try_from(sum.div_euclid(i128::from(ONE))).map_err(|_| "the sum is out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn households_counted_less_than_never_more_often_than_can_be_counted_are_not_forgotten() {
        // Each row counts them 10^35 times less than never: 1,702 of them wrap around to more than never.
        let row = Linear { households: vec![(0, -100_000_000_000_000_000)], ..Linear::default() };
        let rows = vec![row; 1_702];
        let multipliers: Vec<(u32, i64)> = (0..1_702).map(|row| (row, MULTIPLIER_MOST)).collect();
        let refusal =
            sum_bound_micro(Goal::Value { kept_micro: 0 }, 1, &rows, &multipliers, &[]).unwrap_err();
        assert!(refusal.ends_with("the sum is out of range"), "{refusal}");
    }
}
