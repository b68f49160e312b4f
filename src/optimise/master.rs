//! The master problem: rows found so far, their relaxation, and what sums of them prove.
//!
//! Its variables are y_i and θ_g alone. Rows of C1 and C5 (Benders cuts) and of C4 hold in every case, and come as relaxed plans
//! break them.

use std::collections::HashSet;
use std::time::Duration;

use super::blocks::Blocks;
use super::cuts::{Cut, neighbour_cuts};
use super::highs::{Relaxation, Relaxed};
use super::proof::{MasterRow, Proof};
use super::reduced::Reduced;
use super::separate::separate;
use super::value_cuts::{broken, full_or_nothing};
use crate::certificate::{Fixing, Linear, ONE, Step, sum_bound_micro};

/// Rows without a multiplier in so many solutions leave the relaxation once it holds many of them.
const IDLE_SOLUTIONS: u32 = 40;
const ROWS_SPARE: usize = 400;
/// Share of the way from the centre of the relaxed plans so far to the newest at which rows are looked for.
const OUTWARD_RATIO: f64 = 0.5;

/// The master problem.
pub(super) struct Master<'a> {
    problem: &'a Reduced,
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
    pub fn new(problem: &'a Reduced, proof: &Proof, seed: u32) -> Option<(Self, Vec<(u32, i64)>)> {
        let blocks = Blocks::of(problem);
        let (rows, sum) = proof.first_sum(problem, &blocks);
        let relaxation = Relaxation::new(problem, &blocks.of_group, seed)?;
        let centre = vec![0.0; problem.site_count()];
        let (linear, cuts) = (Vec::new(), HashSet::new());
        let mut master = Self { problem, blocks, relaxation, seed, rows: Vec::new(), linear, cuts, centre };
        for row in rows {
            master.add(row)?;
        }
        for cut in neighbour_cuts(&problem.network) {
            master.add_cut(cut)?;
        }
        master.add_first_values()?;
        Some((master, sum))
    }

    /// Where nobody takes time, the rows of the plan in which nothing works.
    fn add_first_values(&mut self) -> Option<()> {
        if self.problem.classes.take_time {
            return Some(());
        }
        let nobody = vec![0.0; self.problem.classes.len()];
        for block in 0..self.blocks.groups.len() {
            let pricing = full_or_nothing(self.problem, &self.blocks, block, &nobody);
            self.add(MasterRow::Value(pricing.into()))?;
        }
        Some(())
    }

    fn add(&mut self, row: MasterRow) -> Option<()> {
        self.linear.push(row.linear(self.problem));
        self.rows.push(row);
        self.hold(self.rows.len() as u32 - 1)
    }

    /// Puts a row into the relaxation.
    fn hold(&mut self, index: u32) -> Option<()> {
        let row = &self.rows[index as usize];
        if let MasterRow::Feeding(cut) = row {
            self.cuts.insert(cut.clone());
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
        let used = self.relaxation.in_use(IDLE_SOLUTIONS);
        if self.relaxation.len() > 2 * used.len() + ROWS_SPARE {
            self.relaxation = Relaxation::new(self.problem, &self.blocks.of_group, self.seed)?;
            self.cuts.clear();
            for index in used {
                self.hold(index)?;
            }
        }
        self.relaxation.fix(fixing);
        Some(())
    }

    /// Solves the relaxation; none where the solver fails or runs out of time.
    pub fn solve(&mut self, time_limit: Duration) -> Option<Relaxed> {
        self.relaxation.solve(time_limit)
    }

    /// What a sum of rows proves where some sites are fixed, millionths.
    pub fn bound_micro(&self, sum: &[(u32, i64)], fixing: &[Fixing]) -> i64 {
        sum_bound_micro(self.problem.group_count, &self.linear, sum, fixing).unwrap_or(i64::MAX)
    }

    /// Every block must be counted once: what rounding took away is made up for at its largest row.
    pub fn completed(&self, mut sum: Vec<(u32, i64)>) -> Vec<(u32, i64)> {
        for groups in &self.blocks.groups {
            let Some(group) = groups.first() else { continue };
            let speaks = |row: u32| self.linear[row as usize].groups.binary_search(group).is_ok();
            let of_block = || sum.iter().enumerate().filter(|(_, (row, _))| speaks(*row));
            let counted: i64 = of_block().map(|(_, (_, times))| times).sum();
            let largest =
                of_block().max_by_key(|(at, (_, times))| (*times, usize::MAX - at)).map(|(at, _)| at);
            if let Some(at) = largest.filter(|_| counted < ONE) {
                sum[at].1 += ONE - counted;
            }
        }
        sum
    }

    /// Adds the rows that a relaxed plan breaks; whether there are any. None where the solver takes no more.
    pub fn add_broken(&mut self, relaxed: &Relaxed) -> Option<bool> {
        for (centre, works) in self.centre.iter_mut().zip(&relaxed.works) {
            *centre += OUTWARD_RATIO * (works - *centre);
        }
        let mut added = false;
        let prices = self.prices(&relaxed.sum);
        let look = |works: &[f64]| broken(self.problem, &self.blocks, works, &relaxed.blocks, &prices);
        let mut found = look(&self.centre);
        if found.is_empty() || !self.problem.classes.take_time {
            found.extend(look(&relaxed.works));
        }
        for pricing in found {
            self.add(MasterRow::Value(pricing.into()))?;
            added = true;
        }
        for cut in separate(&self.problem.network, &relaxed.works) {
            added |= self.add_cut(cut)?;
        }
        Some(added)
    }

    /// The prices that a sum of rows comes to; nothing where nobody takes time, for there they are not asked for.
    fn prices(&self, sum: &[(u32, i64)]) -> Vec<f64> {
        let mut prices = vec![0.0; self.problem.classes.len()];
        if !self.problem.classes.take_time {
            return prices;
        }
        let mut counted = 0.0;
        for &(row, times) in sum {
            if let MasterRow::Value(pricing) = &self.rows[row as usize] {
                counted += times as f64;
                pricing.prices().for_each(|(class, one)| prices[class] += times as f64 * one as f64);
            }
        }
        for price in &mut prices {
            *price /= f64::max(counted, 1.0);
        }
        prices
    }

    /// What the cases prove together.
    pub fn proof(self, cases: Vec<Step>) -> Proof {
        Proof::new(self.rows, self.linear, cases).without_idle_rows()
    }
}
