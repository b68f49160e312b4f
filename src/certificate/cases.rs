//! What bounds a case: a sum of rows that no plan of the case can beat.

use super::rows::Linear;

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

/// The bound that a sum of rows gives where some sites are fixed, millionths.
///
/// The sum counts every group at least once, so that it bounds Σ θ_g (no θ is negative); of the sites that are free it takes
/// those that help.
///
/// # Errors
/// Why it proves nothing, in words.
pub fn sum_bound_micro(
    groups: usize,
    rows: &[Linear],
    multipliers: &[(u32, i64)],
    fixing: &[Fixing],
) -> Result<i64, String> {
    let mut counted = vec![0_i64; groups];
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
        for group in &row.groups {
            counted[*group as usize] = counted[*group as usize].saturating_add(*multiplier);
        }
        for (site, coefficient) in &row.sites {
            let worth = &mut worth[*site as usize];
            *worth = worth.checked_add(times * i128::from(*coefficient)).ok_or_else(too_much)?;
        }
    }
    if let Some(group) = counted.iter().position(|counted| *counted < ONE) {
        return Err(format!("the sum counts group {group} less than once"));
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
