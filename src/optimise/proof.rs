//! A bound with what proves it, in the terms of the search; handed over in those of the certificate.

use std::rc::Rc;

use super::blocks::Blocks;
use super::cuts::Cut;
use super::pricing::{Layout, Pricing};
use super::reduced::Reduced;
use crate::certificate::{Fixing, Goal, Ground, Instance, Linear, ONE, Row, Step, steps_bound_micro};

/// An inequality that every plan keeps.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum MasterRow {
    /// C3 budget: what works costs no more than what is left.
    Budget,
    /// C4 feeding: a site works only if something works in a set of sites that cuts it off.
    Feeding(Cut),
    /// C1 covering: what a block is served is bounded by what the sites that work could take at given prices.
    /// C5 time: the same, for no sector sells more than it has.
    /// C9 captivity: the same, for captives may have a price.
    Value(Rc<Pricing>),
    /// C6 promises: what is kept of them is no more than what some groups are served and the others were promised.
    Promises(Vec<u32>),
    /// C7 rules: the rule of this index.
    Rule(u32),
    /// C8 alternatives: of the set of this index one site works at most.
    Alternatives(u32),
}

impl MasterRow {
    /// The inequality over the sites in reach.
    pub fn linear(&self, problem: &Reduced) -> Linear {
        match self {
            Self::Budget => budget(problem),
            Self::Feeding(cut) => cut.linear(),
            Self::Value(pricing) => pricing.linear(problem),
            Self::Promises(groups) => Linear::of_promises(&problem.promised_micro, groups),
            Self::Rule(rule) => Linear::of_rule(&problem.rules[*rule as usize], problem.group_count),
            Self::Alternatives(set) => Linear::of_alternatives(&problem.alternatives.sets[*set as usize]),
        }
    }

    /// The same in terms of the instance.
    fn row(&self, problem: &Reduced, layout: &Layout) -> Row {
        match self {
            Self::Budget => Row::Budget,
            Self::Feeding(cut) => Row::Feeding {
                site: cut.site as u32,
                separator: cut.separator.iter().map(|&site| site as u32).collect(),
            },
            Self::Value(pricing) => pricing.row(problem, layout),
            Self::Promises(groups) => Row::Promises { groups: groups.clone() },
            Self::Rule(rule) => Row::Rule(*rule),
            Self::Alternatives(set) => Row::Alternatives(*set),
        }
    }
}

fn budget(problem: &Reduced) -> Linear {
    let cost = |(site, cents): (u32, &i64)| (site, -cents);
    let sites = (0..).zip(&problem.cost_cents).map(cost).filter(|(_, cents)| *cents != 0).collect();
    Linear { constant: problem.budget_cents, sites, ..Linear::default() }
}

/// That no more can be kept than was promised, and the row of money beside it.
pub(super) fn all_promised(problem: &Reduced) -> Proof {
    let rows = vec![MasterRow::Promises(Vec::new()), MasterRow::Budget];
    let linear = rows.iter().map(|row| row.linear(problem)).collect();
    Proof::new(rows, linear, vec![Step::Sum(vec![(0, ONE), (1, 0)])])
}

/// Rows, and a division into cases with a sum of rows in each.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proof {
    rows: Vec<MasterRow>,
    linear: Vec<Linear>,
    cases: Vec<Step>,
}

impl Proof {
    /// Rows and cases, each case a sum of these rows.
    pub fn new(rows: Vec<MasterRow>, linear: Vec<Linear>, cases: Vec<Step>) -> Self {
        Self { rows, linear, cases }
    }

    /// What the sum proves: no plan comes to more, millionths. The largest number where it proves nothing.
    pub fn bound_micro(&self, goal: Goal, problem: &Reduced) -> i64 {
        let bound = steps_bound_micro(goal, problem.group_count, &self.linear, &self.cases, root(problem));
        bound.unwrap_or(i64::MAX)
    }

    /// The rows and the sum of a proof without cases, its value row divided by blocks.
    pub fn first_sum(&self, problem: &Reduced, blocks: &Blocks) -> (Vec<MasterRow>, Vec<(u32, i64)>) {
        let [Step::Sum(sum)] = self.cases.as_slice() else { return (Vec::new(), Vec::new()) };
        let (mut rows, mut times) = (Vec::new(), Vec::new());
        for &(row, count) in sum {
            let parts = match &self.rows[row as usize] {
                MasterRow::Value(pricing) => pricing
                    .by_block(problem, blocks)
                    .into_iter()
                    .map(|part| MasterRow::Value(part.into()))
                    .collect(),
                other => vec![other.clone()],
            };
            for part in parts {
                times.push((rows.len() as u32, count));
                rows.push(part);
            }
        }
        (rows, times)
    }

    /// The same without the rows that no sum counts.
    pub fn without_idle_rows(mut self) -> Self {
        let mut is_counted = vec![false; self.rows.len()];
        for (row, _) in sums(&mut self.cases).flatten() {
            is_counted[*row as usize] = true;
        }
        let mut renumbered = vec![0; self.rows.len()];
        let kept = (0..self.rows.len()).filter(|&row| is_counted[row]);
        (0..).zip(kept).for_each(|(new, row)| renumbered[row] = new);
        for (row, _) in sums(&mut self.cases).flatten() {
            *row = renumbered[*row as usize];
        }
        let mut counted = is_counted.iter();
        self.rows.retain(|_| counted.next() == Some(&true));
        let mut counted = is_counted.iter();
        self.linear.retain(|_| counted.next() == Some(&true));
        self
    }

    /// The same in terms of the instance, with a row for what no affordable chain feeds.
    ///
    /// # Errors
    /// Why a row does not hold, in words: a mistake of the search.
    pub fn certificate(
        &self,
        problem: &Reduced,
        instance: &Instance,
    ) -> Result<(Vec<Row>, Vec<Step>), String> {
        let layout = Layout::of(instance);
        let mut rows: Vec<Row> = self.rows.iter().map(|row| row.row(problem, &layout)).collect();
        let ground = Ground::of(instance);
        let reach = rows.len() as u32;
        let out_of_reach = Row::OutOfReach.linear(&ground)?;
        let mut cases = self.cases.clone();
        if !out_of_reach.sites.is_empty() {
            let linear: Vec<Linear> = rows.iter().map(|row| row.linear(&ground)).collect::<Result<_, _>>()?;
            add_out_of_reach(&mut cases, &linear, &out_of_reach, reach);
            rows.push(Row::OutOfReach);
        }
        Ok((rows, cases))
    }
}

/// The sum of each case.
fn sums(cases: &mut [Step]) -> impl Iterator<Item = &mut Vec<(u32, i64)>> {
    cases.iter_mut().filter_map(|step| match step {
        Step::Split(_) => None,
        Step::Sum(sum) => Some(sum),
    })
}

/// Counts the row for sites out of reach in each sum as often as keeps them out.
fn add_out_of_reach(cases: &mut [Step], rows: &[Linear], out_of_reach: &Linear, index: u32) {
    for sum in sums(cases) {
        let worth = |site: u32| -> i128 {
            let counted = |(row, times): &(u32, i64)| {
                let sites = &rows[*row as usize].sites;
                let at = sites.binary_search_by_key(&site, |(site, _)| *site).ok();
                at.map_or(0, |at| i128::from(sites[at].1) * i128::from(*times))
            };
            sum.iter().map(counted).sum()
        };
        let times = |(site, keeps_out): &(u32, i64)| {
            let least = i128::from(-keeps_out).max(1);
            (worth(*site).max(0) + least - 1) / least
        };
        let times = out_of_reach.sites.iter().map(times).max().unwrap_or(0);
        sum.push((index, times as i64));
    }
}

/// Sites out of reach work in no plan; the others may.
pub(super) fn root(problem: &Reduced) -> Vec<Fixing> {
    let fixing = |in_reach: &bool| if *in_reach { Fixing::Free } else { Fixing::Without };
    problem.in_reach.iter().map(fixing).collect()
}
