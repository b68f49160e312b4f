//! The master problem: rows found so far, their relaxation, and what sums of them prove.
//!
//! Its variables are y_i, θ_g and, where promises or rules speak of households, h_g and p. Rows of C1 and C5 (Benders cuts) and of C4 hold in every case, and come as relaxed plans
//! break them.

use std::collections::HashSet;
use std::time::Duration;

use super::blocks::Blocks;
use super::cuts::{Cut, neighbour_cuts};
use super::highs::{Relaxation, Relaxed};
use super::pricing::{Part, Pricing};
use super::proof::{MasterRow, Proof};
use super::reduced::Reduced;
use super::separate::separate;
use super::value_cuts::{Claimed, Wanted, better_rows, broken, full_or_nothing};
use crate::certificate::{Counted, Fixing, Goal, Linear, ONE, Step, UNIT, sum_bound_micro};

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

    /// Rows of C1 and C5 that a relaxed plan breaks, or one between it and the centre.
    fn broken_values(&self, relaxed: &Relaxed) -> Vec<Pricing> {
        if !self.problem.classes.take_time {
            let look = |works: &[f64]| {
                let claimed = Claimed { works, blocks: &relaxed.blocks, households: &relaxed.households };
                broken(self.problem, &self.blocks, &claimed, &self.wanted)
            };
            return [look(&self.centre), look(&relaxed.works)].concat();
        }
        let (part, claim) = self.priced(relaxed);
        let prices = self.prices(&relaxed.sum);
        let captives = self.captive_prices(&relaxed.sum);
        let look = |works: &[f64]| better_rows(self.problem, &part, works, claim, (&prices, &captives));
        look(&self.centre).or_else(|| look(&relaxed.works)).into_iter().collect()
    }

    /// Where time has a price, what counts of the one block, households as often as promises and rules price them, and what a
    /// relaxed plan claims of it, households.
    fn priced(&self, relaxed: &Relaxed) -> (Part, f64) {
        let mut times = vec![0_i128; self.problem.group_count];
        for (row, count) in &relaxed.sum {
            let asked = self.linear[*row as usize].households.iter().filter(|(_, by)| *by < 0);
            asked.for_each(|(group, by)| times[*group as usize] -= i128::from(*by) * i128::from(*count));
        }
        let times: Vec<i64> = times.into_iter().map(|times| (times / i128::from(ONE)) as i64).collect();
        let households = times
            .iter()
            .zip(&relaxed.households)
            .map(|(times, households)| *times as f64 / UNIT as f64 * households);
        let (households, weight): (f64, f64) = (households.sum(), relaxed.blocks.iter().sum());
        let is_idle = times.iter().all(|times| *times == 0);
        let (counted, claim) = match (self.wanted.weight, is_idle) {
            (true, true) => (Counted::Weight, weight),
            (true, false) => (Counted::Both(times), weight + households),
            (false, _) => (Counted::Households(times), households),
        };
        (Part { counted, ..Part::block(&self.blocks, 0) }, claim)
    }

    /// C6 promises: what a relaxed plan keeps of them by what it claims to serve, households, and the groups that it serves less
    /// than was promised.
    fn kept(&self, relaxed: &Relaxed) -> (f64, Vec<u32>) {
        let (mut kept, mut short) = (0.0, Vec::new());
        for (group, (promised, served)) in
            (0..).zip(self.problem.promised_micro.iter().zip(&relaxed.households))
        {
            let promised = *promised as f64 / UNIT as f64;
            kept += promised.min(*served);
            if *served < promised {
                short.push(group);
            }
        }
        (kept, short)
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

    /// The prices of captives that a sum of rows comes to, for each group.
    fn captive_prices(&self, sum: &[(u32, i64)]) -> Vec<f64> {
        let mut prices = vec![0.0; self.problem.group_count];
        let mut counted = 0.0;
        for &(row, times) in sum {
            if let MasterRow::Value(pricing) = &self.rows[row as usize] {
                counted += times as f64;
                for one in &pricing.captives.prices {
                    prices[one.group as usize] += times as f64 * one.price_micro as f64;
                }
            }
        }
        prices.into_iter().map(|price| price / f64::max(counted, 1.0)).collect()
    }

    /// What the cases prove together.
    pub fn proof(self, cases: Vec<Step>) -> Proof {
        Proof::new(self.rows, self.linear, cases).without_idle_rows()
    }
}
