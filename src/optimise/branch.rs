//! Branch and bound over sites: the relaxation in cases, each bounded by a sum of rows in whole numbers.
//!
//! The case with the largest bound is looked at next. Its relaxation is solved, rows that the solution breaks are added (they hold
//! in every case), and so on while that helps; then plans are made of the fraction, and the case is split by a site that works in
//! part. Cases whose bound is no more than the best plan's value need no further look. The tree is the proof.

use super::blocks::Blocks;
use super::cuts::{Cut, neighbour_cuts};
use super::highs::{Relaxation, Relaxed, VERSION};
use super::improve::improve;
use super::limits::{Limits, Watch};
use super::proof::{MasterRow, Proof, root};
use super::reduced::Reduced;
use super::rounding::round;
use super::separate::separate;
use super::solution::gap_ratio;
use super::solve::Best;
use super::value_cuts::{broken, full_or_nothing};
use crate::certificate::{Case, Fixing, Linear, ONE, sum_bound_micro};
use crate::problem::Error;

/// Rounds of rows in the first case, and in each that follows.
const ROOT_ROUNDS: usize = 400;
const CASE_ROUNDS: usize = 4;
/// The same while plans are looked for.
const DIVE_ROUNDS: usize = 3;
/// More than are ever needed for a solution in whole sites.
const ROUNDS_MAX: usize = 2_000;
/// Plans are made of the first case's fraction in one of so many rounds.
const ROOT_REPAIR_EVERY: usize = 10;
/// Rounds in which the bound must fall by this share of the gap, or rows are no longer looked for.
const STALLED_ROUNDS: usize = 12;
const STALLED_RATIO: f64 = 0.01;
/// Plans are made of the fraction in one case of so many.
const REPAIR_EVERY: usize = 20;
/// A plan made of a fraction is worth swapping sites where it serves this share of the best.
const NEAR_RATIO: f64 = 0.98;
/// Share of the way from the centre of the fractions so far to the newest at which rows are looked for.
const OUTWARD_RATIO: f64 = 0.5;

/// Improves plan and bound until the gap is closed, the cases are all done, or time is up; the solver's name and version, or none
/// where it never answered.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn close_gap<'a>(
    problem: &'a Reduced,
    best: &mut Best<'a>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Option<String>, Error> {
    let Some(mut tree) = Tree::new(problem, best, limits) else { return Ok(None) };
    let mut cases = 0;
    while let Some(case) = tree.next(best, limits) {
        if watch.over()? || limits.node_limit.is_some_and(|most| cases >= most) {
            break;
        }
        tree.look_at(case, best, limits, watch)?;
        cases += 1;
        watch.step();
    }
    tree.report(best);
    Ok(tree.answered.then(|| format!("HiGHS {VERSION}")))
}

/// A case: sites fixed on the way to it, and what bounds it.
struct Node {
    fixed: Vec<(u32, Fixing)>,
    bound_micro: i64,
    sum: Vec<(u32, i64)>,
    /// The site that splits it, and the two cases.
    split: Option<(u32, [usize; 2])>,
    is_done: bool,
}

struct Tree<'a> {
    problem: &'a Reduced,
    blocks: Blocks,
    relaxation: Relaxation,
    rows: Vec<MasterRow>,
    linear: Vec<Linear>,
    nodes: Vec<Node>,
    centre: Vec<f64>,
    last_rounded: Vec<bool>,
    answered: bool,
}

impl<'a> Tree<'a> {
    fn new(problem: &'a Reduced, best: &Best, limits: &Limits) -> Option<Self> {
        let blocks = Blocks::of(problem);
        let relaxation = Relaxation::new(problem, &blocks.of_group, limits.seed)?;
        let (nodes, centre) = (Vec::new(), vec![0.0; problem.site_count()]);
        let (rows, linear) = (Vec::new(), Vec::new());
        let mut tree = Self { problem, blocks, relaxation, rows, linear, nodes, centre, last_rounded: Vec::new(), answered: false };
        let (rows, sum) = best.proof.first_sum(problem, &tree.blocks);
        for row in rows {
            tree.add(row)?;
        }
        for cut in neighbour_cuts(&problem.network) {
            tree.add_new_cut(cut)?;
        }
        let covering = vec![0.0; problem.classes.len()];
        if !problem.classes.take_time {
            for block in 0..tree.blocks.groups.len() {
                tree.add(MasterRow::Value(full_or_nothing(problem, &tree.blocks, block, &covering).into()))?;
            }
        }
        let bound_micro = tree.bound_of(&sum, &root(problem));
        tree.nodes.push(Node { fixed: Vec::new(), bound_micro, sum, split: None, is_done: false });
        Some(tree)
    }

    fn add(&mut self, row: MasterRow) -> Option<()> {
        let linear = row.linear(self.problem);
        self.relaxation.add(&row, &linear)?;
        self.rows.push(row);
        self.linear.push(linear);
        Some(())
    }

    fn add_new_cut(&mut self, cut: Cut) -> Option<bool> {
        let row = MasterRow::Feeding(cut);
        if self.rows.contains(&row) {
            return Some(false);
        }
        self.add(row).map(|()| true)
    }

    fn bound_of(&self, sum: &[(u32, i64)], fixing: &[Fixing]) -> i64 {
        let bound = sum_bound_micro(self.problem.group_count, &self.linear, sum, fixing);
        bound.unwrap_or(i64::MAX).min(self.problem.classes.total_weight())
    }

    /// The case with the largest bound, unless the gap is closed.
    fn next(&mut self, best: &Best, limits: &Limits) -> Option<usize> {
        let value = best.selection.weight();
        let open = self.nodes.iter().enumerate().filter(|(_, node)| !node.is_done);
        let (case, node) = open.max_by(|(one, a), (other, b)| a.bound_micro.cmp(&b.bound_micro).then(other.cmp(one)))?;
        (gap_ratio(value, node.bound_micro) > limits.gap_ratio.max(super::solution::PROOF_TOLERANCE_RATIO)).then_some(case)
    }

    /// Bounds a case, and splits it where that is not enough.
    fn look_at(&mut self, case: usize, best: &mut Best<'a>, limits: &Limits, watch: &Watch) -> Result<(), Error> {
        let mut fixing = root(self.problem);
        for &(site, fixed) in &self.nodes[case].fixed {
            fixing[site as usize] = fixed;
        }
        self.relaxation.fix(&fixing);
        let relaxed = self.tighten(case, &fixing, best, limits, watch)?;
        let Some(relaxed) = relaxed else {
            self.nodes[case].is_done = true;
            return Ok(());
        };
        if std::env::var("DBG").is_ok() && case < 3 {
            let mut y: Vec<(f64, usize)> = relaxed.works.iter().copied().enumerate().map(|(i, y)| (y, i)).filter(|(y, _)| *y > 1e-6).collect();
            y.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (y, i) in &y { eprintln!("y {i} {y:.3} cost {} pop {} plan {}", self.problem.cost_cents[*i] / 100, self.problem.network.fed_by_pop[*i], best.selection.works()[*i]); }
            for (i, w) in best.selection.works().iter().enumerate() { if *w { eprintln!("plan {i} y {:.3} cost {}", relaxed.works[i], self.problem.cost_cents[i]/100); } }
        }
        if case % REPAIR_EVERY == 0 {
            self.repair(&relaxed.works, best, watch)?;
            self.dive(relaxed.works.clone(), fixing.clone(), best, watch)?;
            self.relaxation.fix(&fixing);
        }
        let is_beaten = self.nodes[case].bound_micro <= best.selection.weight();
        match self.branching_site(&relaxed.works, &fixing) {
            Some(site) if !is_beaten => self.split(case, site),
            _ => self.nodes[case].is_done = true,
        }
        Ok(())
    }

    /// Solves the case's relaxation and adds rows while that helps; none where the solver fails.
    fn tighten(
        &mut self,
        case: usize,
        fixing: &[Fixing],
        best: &mut Best<'a>,
        limits: &Limits,
        watch: &Watch,
    ) -> Result<Option<Relaxed>, Error> {
        let rounds = if case == 0 { ROOT_ROUNDS } else { CASE_ROUNDS };
        let (mut last, mut marks) = (None, Vec::new());
        for round in 0..ROUNDS_MAX {
            if watch.over()? {
                break;
            }
            let Some(relaxed) = self.relaxation.solve(watch.left()) else { return Ok(last) };
            self.answered = true;
            self.keep_better(case, fixing, &relaxed);
            let (value, bound_micro) = (best.selection.weight(), self.nodes[case].bound_micro);
            marks.push(bound_micro);
            if std::env::var("DBG").is_ok() { eprintln!("case {case} of {} round {round} rows {} bound {:.3} value {:.3} t {:?}", self.nodes.len(), self.rows.len(), bound_micro as f64/1e6, value as f64/1e6, watch.left()); }
            let is_closed = gap_ratio(value, bound_micro) <= limits.gap_ratio;
            let is_split = self.branching_site(&relaxed.works, fixing).is_some();
            let is_enough = round + 1 >= rounds || is_stalled(&marks, value);
            if case == 0 && round % ROOT_REPAIR_EVERY == ROOT_REPAIR_EVERY - 1 {
                self.repair(&relaxed.works, best, watch)?;
            }
            // A solution in whole sites is no end while it breaks rows.
            let goes_on = !is_closed && !(is_split && is_enough) && self.add_broken(&relaxed)?;
            last = Some(relaxed);
            if !goes_on {
                break;
            }
            watch.step();
        }
        Ok(last)
    }

    /// Keeps the bound that a relaxation's multipliers prove for a case, where it is better than what is known.
    fn keep_better(&mut self, case: usize, fixing: &[Fixing], relaxed: &Relaxed) {
        let sum = self.completed(relaxed.sum.clone());
        let bound_micro = self.bound_of(&sum, fixing);
        let node = &mut self.nodes[case];
        if bound_micro < node.bound_micro {
            (node.bound_micro, node.sum) = (bound_micro, sum);
        }
    }

    /// Every block must be counted once: what rounding took away is made up for at its largest row.
    fn completed(&self, mut sum: Vec<(u32, i64)>) -> Vec<(u32, i64)> {
        for groups in &self.blocks.groups {
            let Some(group) = groups.first() else { continue };
            let speaks = |row: u32| self.linear[row as usize].groups.binary_search(group).is_ok();
            let counted: i64 = sum.iter().filter(|(row, _)| speaks(*row)).map(|(_, times)| times).sum();
            if counted < ONE {
                let largest = sum.iter_mut().filter(|(row, _)| speaks(*row)).max_by_key(|(row, times)| (*times, u32::MAX - row));
                if let Some((_, times)) = largest {
                    *times += ONE - counted;
                }
            }
        }
        sum
    }

    /// Adds the rows that a relaxation breaks; false where there are none.
    fn add_broken(&mut self, relaxed: &Relaxed) -> Result<bool, Error> {
        let failed = || Error::Failed { stage: "Choosing sites", reason: "the solver takes no more rows".to_owned() };
        for (centre, works) in self.centre.iter_mut().zip(&relaxed.works) {
            *centre += OUTWARD_RATIO * (works - *centre);
        }
        let mut added = false;
        let prices = self.centre_prices(&relaxed.sum);
        let mut found = broken(self.problem, &self.blocks, &self.centre, &relaxed.blocks, &prices);
        if found.is_empty() || !self.problem.classes.take_time {
            found.extend(broken(self.problem, &self.blocks, &relaxed.works, &relaxed.blocks, &prices));
        }
        for pricing in found {
            self.add(MasterRow::Value(pricing.into())).ok_or_else(failed)?;
            added = true;
        }
        for cut in separate(&self.problem.network, &relaxed.works) {
            added |= self.add_new_cut(cut).ok_or_else(failed)?;
        }
        Ok(added)
    }

    /// The prices that a sum of rows comes to.
    fn centre_prices(&self, sum: &[(u32, i64)]) -> Vec<f64> {
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
        prices.iter_mut().for_each(|price| *price /= counted.max(1.0));
        prices
    }

    /// Makes a plan of a fraction, and swaps sites where it comes near the best.
    fn repair(&mut self, works: &[f64], best: &mut Best<'a>, watch: &Watch) -> Result<(), Error> {
        let mut selection = round(self.problem, works, watch)?;
        let known = best.selection.weight();
        if std::env::var("DBG").is_ok() { eprintln!("rounded {:.3}", selection.weight() as f64 / 1e6); }
        if selection.weight() as f64 > NEAR_RATIO * known as f64 && selection.works() != self.last_rounded {
            self.last_rounded = selection.works().to_vec();
            improve(self.problem, &mut selection, watch)?;
            if std::env::var("DBG").is_ok() { eprintln!("improved {:.3}", selection.weight() as f64 / 1e6); }
        }
        if selection.weight() > best.selection.weight() {
            best.selection = selection;
        }
        Ok(())
    }

    /// Fixes the site that works most in part, solves again, and so on down to whole sites: a plan that the relaxation likes.
    fn dive(&mut self, mut works: Vec<f64>, mut fixing: Vec<Fixing>, best: &mut Best<'a>, watch: &Watch) -> Result<(), Error> {
        while let Some(site) = self.nearly_working(&works, &fixing) {
            if watch.over()? {
                return Ok(());
            }
            fixing[site] = Fixing::With;
            self.relaxation.fix(&fixing);
            for round in 0..DIVE_ROUNDS {
                let Some(relaxed) = self.relaxation.solve(watch.left()) else { return Ok(()) };
                let is_last = round + 1 == DIVE_ROUNDS || !self.add_broken(&relaxed)?;
                works = relaxed.works;
                if is_last {
                    break;
                }
            }
        }
        self.repair(&works, best, watch)
    }

    /// The free site that works most, but in part.
    fn nearly_working(&self, works: &[f64], fixing: &[Fixing]) -> Option<usize> {
        let in_part = |site: &usize| fixing[*site] == Fixing::Free && works[*site] > 0.05 && works[*site] < 1.0 - 1e-6;
        (0..works.len()).filter(in_part).max_by(|&one, &other| works[one].total_cmp(&works[other]).then(other.cmp(&one)))
    }

    /// The free site that is farthest from working or not.
    fn branching_site(&self, works: &[f64], fixing: &[Fixing]) -> Option<u32> {
        let distance = |site: usize| (works[site] - 0.5).abs();
        let free = (0..works.len()).filter(|&site| fixing[site] == Fixing::Free && distance(site) < 0.5 - 1e-6);
        free.min_by(|&one, &other| distance(one).total_cmp(&distance(other)).then(one.cmp(&other))).map(|site| site as u32)
    }

    fn split(&mut self, case: usize, site: u32) {
        let Node { fixed, bound_micro, sum, .. } = &self.nodes[case];
        let (bound_micro, first) = (*bound_micro, self.nodes.len());
        let child = |fixing: Fixing| {
            let fixed: Vec<(u32, Fixing)> = fixed.iter().copied().chain([(site, fixing)]).collect();
            Node { fixed, bound_micro, sum: sum.clone(), split: None, is_done: false }
        };
        let children = [child(Fixing::Without), child(Fixing::With)];
        self.nodes.extend(children);
        let node = &mut self.nodes[case];
        (node.split, node.is_done) = (Some((site, [first, first + 1])), true);
    }

    /// Keeps the tree's bound where it is better than what is known.
    fn report(&self, best: &mut Best) {
        if self.nodes.is_empty() {
            return;
        }
        let proof = Proof::new(self.problem, self.rows.clone(), self.case(0)).without_idle_rows();
        let bound_micro = proof.bound_micro(self.problem);
        if bound_micro < best.bound_micro {
            (best.proof, best.bound_micro) = (proof, bound_micro);
        }
    }

    fn case(&self, node: usize) -> Case {
        match &self.nodes[node].split {
            None => Case::Sum(self.nodes[node].sum.clone()),
            Some((site, [without, with])) => Case::Split {
                site: *site,
                without: self.case(*without).into(),
                with: self.case(*with).into(),
            },
        }
    }
}

/// Whether the bound has all but stopped falling towards a plan's value.
fn is_stalled(bounds_micro: &[i64], value_micro: i64) -> bool {
    let Some(before) = bounds_micro.len().checked_sub(STALLED_ROUNDS + 1) else { return false };
    let now = bounds_micro[bounds_micro.len() - 1];
    ((bounds_micro[before] - now) as f64) < STALLED_RATIO * (now - value_micro) as f64
}
