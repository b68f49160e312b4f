//! The bound: a division into cases, in prefix order as it is written, so that none is too deep for a stack.

use super::cases::{Fixing, Goal, sum_bound_micro};
use super::ground::Ground;
use super::instance::Instance;
use super::rows::{Linear, Row};

/// A split, followed by all of the case without its site and then all of that with it; or a case with its sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// By this site.
    Split(u32),
    /// Rows (rising indices) with multipliers, in thousand-millionths: [`ONE`](super::ONE) counts a row once.
    Sum(Vec<(u32, i64)>),
}

/// The most that any plan comes to, millionths, as rows and cases prove it of an instance without fault.
///
/// # Errors
/// Why a row need not hold, or a case proves nothing, in words.
pub fn proven_bound_micro(
    goal: Goal,
    instance: &Instance,
    rows: &[Row],
    steps: &[Step],
) -> Result<i64, String> {
    let ground = Ground::of(instance);
    let linear: Vec<Linear> = rows.iter().map(|row| row.linear(&ground)).collect::<Result<_, _>>()?;
    let fixing = vec![Fixing::Free; instance.sites.len()];
    steps_bound_micro(goal, instance.groups.len(), &linear, steps, fixing).map_err(|(_, reason)| reason)
}

/// The same from rows that were worked out, for so many groups, where some sites may be fixed already: the largest bound of all
/// cases.
///
/// # Errors
/// The step at which they prove nothing, and why, in words.
pub fn steps_bound_micro(
    goal: Goal,
    groups: usize,
    rows: &[Linear],
    steps: &[Step],
    fixing: Vec<Fixing>,
) -> Result<i64, (usize, String)> {
    let mut open = OpenSplits { fixing, splits: Vec::new() };
    let mut most_micro: Option<i64> = None;
    let mut is_whole = false;
    for (at, step) in steps.iter().enumerate() {
        if is_whole {
            return Err((at, "one case more than the splits make".to_owned()));
        }
        match step {
            Step::Split(site) => open.split(*site).map_err(|reason| (at, reason))?,
            Step::Sum(multipliers) => {
                let bound = sum_bound_micro(goal, groups, rows, multipliers, &open.fixing);
                most_micro = most_micro.max(Some(bound.map_err(|reason| (at, reason))?));
                is_whole = open.close();
            }
        }
    }
    most_micro.filter(|_| is_whole).ok_or((steps.len(), "fewer cases than the splits make".to_owned()))
}

/// The splits between the whole and the case at hand.
struct OpenSplits {
    fixing: Vec<Fixing>,
    splits: Vec<usize>,
}

impl OpenSplits {
    fn split(&mut self, site: u32) -> Result<(), String> {
        let at = site as usize;
        match self.fixing.get_mut(at) {
            Some(fixing) if *fixing == Fixing::Free => *fixing = Fixing::Without,
            _ => return Err(format!("a split by site {site}, which is no site or split already")),
        }
        self.splits.push(at);
        Ok(())
    }

    /// Goes on from a case that is done to the next; true where there is none.
    fn close(&mut self) -> bool {
        while let Some(&site) = self.splits.last() {
            if self.fixing[site] == Fixing::Without {
                self.fixing[site] = Fixing::With;
                return false;
            }
            self.fixing[site] = Fixing::Free;
            self.splits.pop();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::ONE;

    const VALUE: Goal = Goal::Value { kept_micro: 0 };

    /// What steps prove of one group and so many sites, none of them fixed.
    fn bound(sites: usize, rows: &[Linear], steps: &[Step]) -> Result<i64, (usize, String)> {
        steps_bound_micro(VALUE, 1, rows, steps, vec![Fixing::Free; sites])
    }

    /// Row i says that the group is served i at most, and that site i serves 7.
    fn rows(count: u32) -> Vec<Linear> {
        let row = |at: u32| Linear {
            groups: vec![0],
            constant: at.into(),
            sites: vec![(at, 7)],
            ..Linear::default()
        };
        (0..count).map(row).collect()
    }

    fn sum(row: u32) -> Step {
        Step::Sum(vec![(row, ONE)])
    }

    #[test]
    fn steps_prove_the_largest_bound_of_their_cases() {
        // Site 1 without, divided by 3: 3 without site 3's seven, 0 with. Then with it, by 0 and by 2: 0, 1 with site 1's, 2 with site 2's.
        let steps = [
            Step::Split(1),
            Step::Split(3),
            sum(3),
            sum(0),
            Step::Split(0),
            sum(0),
            Step::Split(2),
            sum(1),
            sum(2),
        ];
        assert_eq!(bound(4, &rows(4), &steps), Ok(9));
        assert_eq!(bound(4, &rows(4), &steps[1..4]), Ok(7));
        let fixed = vec![Fixing::Without, Fixing::Free, Fixing::Free, Fixing::Free];
        assert_eq!(steps_bound_micro(VALUE, 1, &rows(4), &steps[1..4], fixed), Ok(3));
    }

    #[test]
    fn steps_that_make_no_whole_are_refused() {
        let sum = || sum(0);
        let cases: [(Vec<Step>, usize, &str); 6] = [
            (vec![], 0, "fewer cases"),
            (vec![Step::Split(0), sum()], 2, "fewer cases"),
            (vec![sum(), sum()], 1, "one case more"),
            (vec![Step::Split(0), sum(), sum(), sum()], 3, "one case more"),
            (vec![Step::Split(0), Step::Split(0), sum(), sum(), sum()], 1, "split already"),
            (vec![Step::Split(2), sum(), sum()], 0, "no site"),
        ];
        for (steps, at, said) in cases {
            let (place, reason) = bound(2, &rows(2), &steps).unwrap_err();
            assert_eq!(place, at, "{steps:?}");
            assert!(reason.contains(said), "{reason}");
        }
    }

    #[test]
    fn a_division_as_deep_as_there_are_sites_is_walked_without_a_stack() {
        let depth = 20_000;
        let sums = (0..=depth).map(|_| sum(0));
        let steps: Vec<Step> = (0..depth).map(Step::Split).chain(sums).collect();
        // Site 0 serves 7 where it works: in one half of all plans.
        assert_eq!(bound(depth as usize, &rows(1), &steps).unwrap(), 7);
    }
}
