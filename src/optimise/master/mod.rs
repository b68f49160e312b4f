//! The master problem: rows found so far, their relaxation, and what sums of them prove.
//!
//! Its variables are y_i, θ_g and, where promises or rules speak of households, h_g and p. Rows of C1 and C5 (Benders cuts) and of C4
//! hold in every case, and come as relaxed plans break them.

mod claims;
mod completion;

use std::collections::HashSet;
use std::time::Duration;

use super::blocks::Blocks;
use super::cuts::{Cut, neighbour_cuts};
use super::highs::{Relaxation, Relaxed};
use super::pricing::{Part, Pricing};
use super::proof::{MasterRow, Proof};
use super::reduced::Reduced;
use super::separate::separate;
use super::value_cuts::{Wanted, full_or_nothing};
use crate::certificate::{Fixing, Goal, Linear, Step, sum_bound_micro};

/// Rows without a multiplier in so many solutions leave the relaxation once it holds many of them.
const IDLE_SOLUTIONS: u32 = 40;
const ROWS_SPARE: usize = 400;
/// Share of the way from the centre of the relaxed plans so far to the newest at which rows are looked for.
const OUTWARD_RATIO: f64 = 0.5;

/// A row of C6 is broken where more is claimed to be kept, households.
const BROKEN: f64 = 2e-6;

/// The master problem.
pub(super) struct Master<'a> {
    problem: &'a Reduced,
    goal: Goal,
    wanted: Wanted,
    /// For each group that counts by households the row that bounds them by all there are.
    whole_rows: Vec<(u32, u32)>,
    /// The rows of C6 that the relaxation holds.
    promises: HashSet<Vec<u32>>,
    blocks: Blocks,
    relaxation: Relaxation,
    seed: u32,
    rows: Vec<MasterRow>,
    linear: Vec<Linear>,
    /// The rows of C4 that the relaxation holds.
    cuts: HashSet<Cut>,
    centre: Vec<f64>,
}

impl<'a> Master<'a> {
    /// The master problem with the rows of a proof without cases, and the sum of these that is the proof; none where there is no
    /// solver.
    pub fn new(
        problem: &'a Reduced,
        goal: Goal,
        proof: &Proof,
        seed: u32,
    ) -> Option<(Self, Vec<(u32, i64)>)> {
        let blocks = Blocks::of(problem);
        let (rows, sum) = proof.first_sum(problem, &blocks);
        let counted = (0..).zip(problem.counts_households()).filter(|(_, counts)| *counts);
        let wanted = Wanted {
            weight: goal != Goal::Kept,
            groups: counted.map(|(group, _)| Part::households(problem, group)).collect(),
        };
        let mut master = Self {
            problem,
            goal,
            wanted,
            whole_rows: Vec::new(),
            promises: HashSet::new(),
            relaxation: Relaxation::new(problem, &blocks.of_group, goal, seed)?,
            blocks,
            seed,
            rows: Vec::new(),
            linear: Vec::new(),
            cuts: HashSet::new(),
            centre: vec![0.0; problem.site_count()],
        };
        for row in rows {
            master.add(row)?;
        }
        for cut in neighbour_cuts(&problem.network) {
            master.add_cut(cut)?;
        }
        master.add_first_values()?;
        master.add_promises_and_rules()?;
        Some((master, sum))
    }

    /// Rows of the plan in which nothing works: for weight where nobody takes time.
    fn add_first_values(&mut self) -> Option<()> {
        let [nobody, everybody] = [0.0, 1.0].map(|served| vec![served; self.problem.classes.len()]);
        if self.wanted.weight && !self.problem.classes.take_time {
            for block in 0..self.blocks.groups.len() {
                self.add_value(full_or_nothing(
                    self.problem,
                    &Part::block(&self.blocks, block),
                    &nobody,
                    &[],
                ))?;
            }
        }
        for part in self.wanted.groups.clone() {
            self.add_value(full_or_nothing(self.problem, &part, &nobody, &[]))?;
            // Served by everybody: no more households than there are.
            self.whole_rows.push((part.groups[0], self.rows.len() as u32));
            self.add_value(full_or_nothing(self.problem, &part, &everybody, &[]))?;
        }
        Some(())
    }

    /// The rows of C6 for nobody and for all, and those of C7 and C8.
    fn add_promises_and_rules(&mut self) -> Option<()> {
        if !self.problem.promised_micro.is_empty() {
            self.add_promises(Vec::new())?;
            let promised = (0..).zip(&self.problem.promised_micro).filter(|(_, micro)| **micro > 0);
            self.add_promises(promised.map(|(group, _)| group).collect())?;
        }
        for rule in 0..self.problem.rules.len() {
            self.add(MasterRow::Rule(rule as u32))?;
        }
        for set in 0..self.problem.alternatives.sets.len() {
            self.add(MasterRow::Alternatives(set as u32))?;
        }
        Some(())
    }

    fn add_value(&mut self, pricing: Pricing) -> Option<()> {
        self.add(MasterRow::Value(pricing.into()))
    }

    /// Adds the row of C6 in which these groups count with what they are served, unless the relaxation holds it; whether it was
    /// added.
    fn add_promises(&mut self, groups: Vec<u32>) -> Option<bool> {
        if self.promises.contains(&groups) {
            return Some(false);
        }
        self.add(MasterRow::Promises(groups)).map(|()| true)
    }

    fn add(&mut self, row: MasterRow) -> Option<()> {
        self.linear.push(row.linear(self.problem));
        self.rows.push(row);
        self.hold(self.rows.len() as u32 - 1)
    }

    /// Puts a row into the relaxation.
    fn hold(&mut self, index: u32) -> Option<()> {
        let row = &self.rows[index as usize];
        match row {
            MasterRow::Feeding(cut) => drop(self.cuts.insert(cut.clone())),
            MasterRow::Promises(groups) => drop(self.promises.insert(groups.clone())),
            _ => {}
        }
        self.relaxation.add(index, row, &self.linear[index as usize])
    }

    /// Adds a row of C4 unless the relaxation holds it; whether it was added.
    fn add_cut(&mut self, cut: Cut) -> Option<bool> {
        if self.cuts.contains(&cut) {
            return Some(false);
        }
        self.add(MasterRow::Feeding(cut)).map(|()| true)
    }

    /// Fixes sites for a case. Starts the relaxation anew from the rows in use once it is full of others.
    pub fn enter(&mut self, fixing: &[Fixing]) -> Option<()> {
        let mut used = self.relaxation.in_use(IDLE_SOLUTIONS);
        if self.relaxation.len() > 2 * used.len() + ROWS_SPARE {
            self.relaxation = Relaxation::new(self.problem, &self.blocks.of_group, self.goal, self.seed)?;
            self.cuts.clear();
            self.promises.clear();
            used.extend(self.never_found_again());
            used.sort_unstable();
            used.dedup();
            for index in used {
                self.hold(index)?;
            }
        }
        self.relaxation.fix(fixing);
        Some(())
    }

    /// Rows that no solution is looked through for: without them it could have no bound.
    fn never_found_again(&self) -> impl Iterator<Item = u32> {
        let is_first = |row: &MasterRow| match row {
            MasterRow::Budget | MasterRow::Rule(_) | MasterRow::Alternatives(_) => true,
            MasterRow::Promises(groups) => groups.is_empty(),
            MasterRow::Feeding(_) | MasterRow::Value(_) => false,
        };
        let first = (0..).zip(&self.rows).filter(move |(_, row)| is_first(row)).map(|(index, _)| index);
        first.chain(self.whole_rows.iter().map(|(_, row)| *row))
    }

    /// Solves the relaxation; none where the solver fails or runs out of time.
    pub fn solve(&mut self, time_limit: Duration) -> Option<Relaxed> {
        self.relaxation.solve(time_limit)
    }

    /// What a sum of rows proves where some sites are fixed, millionths.
    pub fn bound_micro(&self, sum: &[(u32, i64)], fixing: &[Fixing]) -> i64 {
        sum_bound_micro(self.goal, self.problem.group_count, &self.linear, sum, fixing).unwrap_or(i64::MAX)
    }

    /// Adds the rows that a relaxed plan breaks; whether there are any. None where the solver takes no more.
    pub fn add_broken(&mut self, relaxed: &Relaxed) -> Option<bool> {
        for (centre, works) in self.centre.iter_mut().zip(&relaxed.works) {
            *centre += OUTWARD_RATIO * (works - *centre);
        }
        let mut added = false;
        for pricing in self.broken_values(relaxed) {
            self.add_value(pricing)?;
            added = true;
        }
        let (kept, short) = self.kept(relaxed);
        if relaxed.kept > kept + BROKEN {
            added |= self.add_promises(short)?;
        }
        for cut in separate(&self.problem.network, &relaxed.works) {
            added |= self.add_cut(cut)?;
        }
        Some(added)
    }

    /// What the cases prove together.
    pub fn proof(self, cases: Vec<Step>) -> Proof {
        Proof::new(self.rows, self.linear, cases).without_idle_rows()
    }
}
