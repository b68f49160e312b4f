//! Cases in prefix order, as they are written: so deep a division that no stack would hold it is checked all the same.

use super::cases::{Case, Fixing, sum_bound_micro};
use super::instance::Instance;
use super::rows::Linear;

/// A split, followed by all of the case without its site and then all of that with it; or a case with its sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// By this site.
    Split(u32),
    /// Rows (by index) with multipliers, in thousand-millionths.
    Sum(Vec<(u32, i64)>),
}

impl Case {
    /// The same in prefix order.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut waiting = vec![self];
        while let Some(case) = waiting.pop() {
            match case {
                Self::Sum(multipliers) => steps.push(Step::Sum(multipliers.clone())),
                Self::Split { site, without, with } => {
                    steps.push(Step::Split(*site));
                    waiting.extend([&**with, &**without]);
                }
            }
        }
        steps
    }
}

/// The most weight that any plan serves, millionths: the largest bound of all cases.
///
/// # Errors
/// The step at which they prove nothing, and why, in words.
pub fn steps_bound_micro(
    instance: &Instance,
    rows: &[Linear],
    steps: &[Step],
) -> Result<i64, (usize, String)> {
    let mut open = OpenSplits { fixing: vec![Fixing::Free; instance.sites.len()], splits: Vec::new() };
    let mut most_micro: Option<i64> = None;
    let mut is_whole = false;
    for (at, step) in steps.iter().enumerate() {
        if is_whole {
            return Err((at, "one case more than the splits make".to_owned()));
        }
        match step {
            Step::Split(site) => open.split(*site).map_err(|reason| (at, reason))?,
            Step::Sum(multipliers) => {
                let bound = sum_bound_micro(instance.groups.len(), rows, multipliers, &open.fixing);
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
    use super::super::instance::SiteColumn;
    use super::*;
    use crate::certificate::{ONE, bound_micro};

    fn instance(sites: usize) -> Instance {
        Instance {
            sites: vec![SiteColumn::default(); sites],
            groups: vec!["a".into()],
            ..Instance::default()
        }
    }

    /// Row i says that the group is served i at most, and that site i serves 7.
    fn rows(count: u32) -> Vec<Linear> {
        let row = |at: u32| Linear { groups: vec![0], constant: at.into(), sites: vec![(at, 7)] };
        (0..count).map(row).collect()
    }

    fn sum(row: u32) -> Case {
        Case::Sum(vec![(row, ONE)])
    }

    fn split(site: u32, without: Case, with: Case) -> Case {
        Case::Split { site, without: Box::new(without), with: Box::new(with) }
    }

    #[test]
    fn steps_prove_what_the_cases_prove() {
        let (instance, rows) = (instance(4), rows(4));
        let case = split(1, split(3, sum(3), sum(0)), split(0, sum(0), split(2, sum(1), sum(2))));
        let by_steps = steps_bound_micro(&instance, &rows, &case.steps());
        assert_eq!(by_steps.unwrap(), bound_micro(&instance, &rows, &case).unwrap());
    }

    #[test]
    fn steps_that_make_no_whole_are_refused() {
        let sum = || Step::Sum(vec![(0, ONE)]);
        let cases: [(Vec<Step>, usize, &str); 6] = [
            (vec![], 0, "fewer cases"),
            (vec![Step::Split(0), sum()], 2, "fewer cases"),
            (vec![sum(), sum()], 1, "one case more"),
            (vec![Step::Split(0), sum(), sum(), sum()], 3, "one case more"),
            (vec![Step::Split(0), Step::Split(0), sum(), sum(), sum()], 1, "split already"),
            (vec![Step::Split(2), sum(), sum()], 0, "no site"),
        ];
        for (steps, at, said) in cases {
            let (place, reason) = steps_bound_micro(&instance(2), &rows(2), &steps).unwrap_err();
            assert_eq!(place, at, "{steps:?}");
            assert!(reason.contains(said), "{reason}");
        }
    }

    #[test]
    fn a_division_as_deep_as_there_are_sites_is_walked_without_a_stack() {
        let depth = 20_000;
        let sums = (0..=depth).map(|_| Step::Sum(vec![(0, ONE)]));
        let steps: Vec<Step> = (0..depth).map(Step::Split).chain(sums).collect();
        // Site 0 serves 7 where it works: in one half of all plans.
        assert_eq!(steps_bound_micro(&instance(depth as usize), &rows(1), &steps).unwrap(), 7);
    }
}
