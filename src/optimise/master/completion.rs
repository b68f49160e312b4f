//! Sums made complete: what the goal needs is counted once, and no household less than never.

use super::Master;
use crate::certificate::{Goal, Linear, ONE, UNIT};

impl Master<'_> {
    /// What the goal needs must be counted once, and no household less than never: what rounding took away is made up for.
    pub fn completed(&self, mut sum: Vec<(u32, i64)>) -> Vec<(u32, i64)> {
        if self.goal == Goal::Kept {
            self.count_once(&mut sum, |row| row.kept);
        } else {
            for groups in &self.blocks.groups {
                let Some(group) = groups.first() else { continue };
                self.count_once(&mut sum, |row| row.groups.binary_search(group).is_ok());
            }
        }
        self.count_households(&mut sum);
        sum
    }

    /// Counts the largest of some rows more, where they count less than once together.
    fn count_once(&self, sum: &mut [(u32, i64)], speaks: impl Fn(&Linear) -> bool) {
        let some = || sum.iter().enumerate().filter(|(_, (row, _))| speaks(&self.linear[*row as usize]));
        let counted: i64 = some().map(|(_, (_, times))| times).sum();
        let largest = some().max_by_key(|(at, (_, times))| (*times, usize::MAX - at)).map(|(at, _)| at);
        if let Some(at) = largest.filter(|_| counted < ONE) {
            sum[at].1 += ONE - counted;
        }
    }

    /// Counts the row of all households of a group where the others count them less than never.
    fn count_households(&self, sum: &mut Vec<(u32, i64)>) {
        let mut counted = vec![0_i128; self.problem.group_count];
        for (row, times) in &*sum {
            for (group, by) in &self.linear[*row as usize].households {
                counted[*group as usize] += i128::from(*by) * i128::from(*times);
            }
        }
        for &(group, row) in &self.whole_rows {
            let missing = -counted[group as usize];
            if missing > 0 {
                let times = (missing + i128::from(UNIT) - 1) / i128::from(UNIT);
                match sum.binary_search_by_key(&row, |(row, _)| *row) {
                    Ok(at) => sum[at].1 += times as i64,
                    Err(at) => sum.insert(at, (row, times as i64)),
                }
            }
        }
    }
}
