//! The relaxation of the master problem, solved by HiGHS: the only file that knows this library.
//!
//! Columns are y_i in [0, 1], one θ for each block of groups, h_g where households count, and p where some are promised; the
//! objective is the sum of the θ, or p. Rows come one by one, and sites are
//! fixed and freed between solutions; each solution starts from the last one's basis. Nothing that HiGHS says is taken on
//! trust: of its answer only the multipliers are used, and what they prove is worked out in whole numbers.

use std::time::{Duration, Instant};

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense};

use super::proof::MasterRow;
use super::reduced::Reduced;
use crate::certificate::{Fixing, Goal, Linear, ONE, UNIT};

/// Version of the HiGHS sources that the `highs` crate builds; a test compares it with `Cargo.lock`.
pub(super) const VERSION: &str = "1.16.0";

/// Weights are counted in households, money in thousands of euro: so the solver's tolerances mean little.
const MICRO: f64 = 1e6;
const CENTS: f64 = 1e5;
const MICRO_EUR: f64 = 1e9;

/// What budget, promises, rules and alternatives may be overdrawn for, in shares of all weight for a thousand euro, a household or
/// a site: so dear that no plan does it, but no relaxation is without a solution.
const OVERDRAFT_RATIO: f64 = 10.0;

/// The relaxation with the rows known so far.
pub(super) struct Relaxation {
    model: Option<Model>,
    goal: Goal,
    sites: Vec<Col>,
    blocks: Vec<Col>,
    /// h of each group where it counts.
    households: Vec<Option<Col>>,
    kept: Col,
    overdraft: Col,
    block_of_group: Vec<usize>,
    rows: Vec<Held>,
    fixed: Vec<Fixing>,
    spent: Duration,
}

/// A row in the model.
#[derive(Debug, Clone, Copy)]
struct Held {
    /// Its place among all rows.
    index: u32,
    kind: Kind,
    /// Solutions since it last had a multiplier.
    idle: u32,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// In cents.
    Budget,
    /// In millionths of a euro.
    Rule,
    Feeding,
    /// In millionths.
    Value,
}

impl Kind {
    fn of(row: &MasterRow) -> Self {
        match row {
            MasterRow::Budget => Self::Budget,
            MasterRow::Rule(_) => Self::Rule,
            MasterRow::Feeding(_) | MasterRow::Alternatives(_) => Self::Feeding,
            MasterRow::Value(_) | MasterRow::Promises(_) => Self::Value,
        }
    }

    /// What a row of this kind is divided by in the model.
    fn unit(self) -> f64 {
        match self {
            Self::Budget => CENTS,
            Self::Rule => MICRO_EUR,
            Self::Feeding | Self::Value => MICRO,
        }
    }
}

/// What a relaxation gave.
#[derive(Debug, Clone)]
pub(super) struct Relaxed {
    /// y_i.
    pub works: Vec<f64>,
    /// θ of each block, in households.
    pub blocks: Vec<f64>,
    /// h of each group, households; 0 where it does not count.
    pub households: Vec<f64>,
    /// p, households.
    pub kept: f64,
    /// A multiplier for each row that has one; [`ONE`] counts it once.
    pub sum: Vec<(u32, i64)>,
}

impl Relaxation {
    /// Without rows. `block_of_group` says which θ counts each group.
    pub fn new(problem: &Reduced, block_of_group: &[usize], goal: Goal, seed: u32) -> Option<Self> {
        let mut columns = RowProblem::new();
        let total = problem.classes.total_weight() as f64 / MICRO;
        let promised = problem.promised_micro.iter().sum::<i64>() as f64 / MICRO;
        let (theta_worth, kept_worth, kept_least) = match goal {
            Goal::Value { kept_micro } => (1.0, 0.0, kept_micro as f64 / MICRO),
            Goal::Kept => (0.0, 1.0, 0.0),
        };
        let sites = (0..problem.site_count()).map(|_| columns.add_column(0.0, 0.0..=1.0)).collect();
        let count = block_of_group.iter().max().map_or(0, |most| most + 1);
        let blocks = (0..count).map(|_| columns.add_column(theta_worth, 0.0..=total)).collect();
        let counts = problem.counts_households().into_iter();
        let households = counts.map(|counts| counts.then(|| columns.add_column(0.0, 0.0..))).collect();
        let kept = columns.add_column(kept_worth, kept_least..);
        let overdraft = columns.add_column(-OVERDRAFT_RATIO * total.max(promised), 0.0..);
        let mut model = columns.try_optimise(Sense::Maximise).ok()?;
        model.make_quiet();
        model.try_set_option("threads", 1).ok()?;
        model.try_set_option("solver", "simplex").ok()?;
        model.try_set_option("presolve", "off").ok()?;
        model.try_set_option("random_seed", i32::try_from(seed).unwrap_or(i32::MAX)).ok()?;
        Some(Self {
            model: Some(model),
            goal,
            sites,
            blocks,
            households,
            kept,
            overdraft,
            block_of_group: block_of_group.to_vec(),
            rows: Vec::new(),
            fixed: vec![Fixing::Free; problem.site_count()],
            spent: Duration::ZERO,
        })
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows that had a multiplier in one of the last so many solutions.
    pub fn in_use(&self, solutions: u32) -> Vec<u32> {
        self.rows.iter().filter(|row| row.idle < solutions).map(|row| row.index).collect()
    }

    /// Adds a row; `index` is its place in the sums.
    pub fn add(&mut self, index: u32, row: &MasterRow, linear: &Linear) -> Option<()> {
        let kind = Kind::of(row);
        let unit = kind.unit();
        let may_overdraw = match row {
            MasterRow::Budget | MasterRow::Rule(_) | MasterRow::Alternatives(_) => true,
            // What is to be kept at most can always be less.
            MasterRow::Promises(_) => self.goal != Goal::Kept,
            MasterRow::Feeding(_) | MasterRow::Value(_) => false,
        };
        let mut blocks: Vec<usize> =
            linear.groups.iter().map(|&group| self.block_of_group[group as usize]).collect();
        blocks.sort_unstable();
        blocks.dedup();
        let sites = linear.sites.iter().map(|(site, by)| (self.sites[*site as usize], -(*by as f64) / unit));
        let mut row: Vec<(Col, f64)> =
            sites.chain(blocks.iter().map(|&block| (self.blocks[block], 1.0))).collect();
        let households = linear.households.iter();
        row.extend(
            households.filter_map(|(group, by)| Some((self.households[*group as usize]?, *by as f64 / unit))),
        );
        if linear.kept {
            row.push((self.kept, 1.0));
        }
        if may_overdraw {
            row.push((self.overdraft, -1.0));
        }
        self.model.as_mut()?.try_add_row(..=linear.constant as f64 / unit, row).ok()?;
        self.rows.push(Held { index, kind, idle: 0 });
        Some(())
    }

    /// Fixes and frees sites.
    pub fn fix(&mut self, fixing: &[Fixing]) {
        let Some(model) = &mut self.model else { return };
        for (site, (now, wanted)) in self.fixed.iter_mut().zip(fixing).enumerate() {
            if now != wanted {
                let bounds = match wanted {
                    Fixing::Free => 0.0..=1.0,
                    Fixing::Without => 0.0..=0.0,
                    Fixing::With => 1.0..=1.0,
                };
                model.change_column_bounds(self.sites[site], bounds);
                *now = *wanted;
            }
        }
    }

    /// Solves the relaxation; none where the solver fails or runs out of time.
    pub fn solve(&mut self, time_limit: Duration) -> Option<Relaxed> {
        let mut model = self.model.take()?;
        // The limit is held against the time of all solutions of the model.
        model.try_set_option("time_limit", (self.spent + time_limit).as_secs_f64()).ok()?;
        let started = Instant::now();
        let solved = model.try_solve().ok()?;
        self.spent += started.elapsed();
        let relaxed = (solved.status() == HighsModelStatus::Optimal).then(|| {
            let solution = solved.get_solution();
            let columns = solution.columns();
            let value = |column: &Col| columns[column.index()];
            let works = self.sites.iter().map(|site| value(site).clamp(0.0, 1.0)).collect();
            let blocks = self.blocks.iter().map(value).collect();
            let households =
                self.households.iter().map(|column| column.as_ref().map_or(0.0, value)).collect();
            let sum = self.sum(solution.dual_rows());
            Relaxed { works, blocks, households, kept: value(&self.kept), sum }
        });
        self.model = Some(solved.into());
        relaxed
    }

    /// The multipliers of the rows as whole numbers.
    fn sum(&mut self, duals: &[f64]) -> Vec<(u32, i64)> {
        let multiplier = |(row, dual): (&mut Held, &f64)| {
            let times = match row.kind {
                Kind::Budget | Kind::Rule => dual / row.kind.unit() * MICRO * ONE as f64,
                Kind::Feeding => dual / MICRO * UNIT as f64 * ONE as f64,
                Kind::Value => dual * ONE as f64,
            };
            let times = times.abs().round() as i64;
            row.idle = if times > 0 { 0 } else { row.idle + 1 };
            (row.index, times)
        };
        let multipliers = self.rows.iter_mut().zip(duals).map(multiplier);
        let mut sum: Vec<(u32, i64)> = multipliers.filter(|(_, times)| *times > 0).collect();
        sum.sort_unstable();
        sum
    }
}
