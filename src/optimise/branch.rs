//! Branch and bound over sites: the relaxation in cases, each bounded by a sum of rows in whole numbers.
//!
//! The case with the largest bound is looked at next. Its relaxation is solved, rows that the solution breaks are added, and so on
//! while that helps; then plans are made of the relaxed one, and the case is split by a site that works in part. Cases whose bound
//! is no more than the best plan's value need no further look. The tree is the proof.

use super::highs::{Relaxed, VERSION};
use super::limits::{Limits, Watch};
use super::master::Master;
use super::plans::Planner;
use super::proof::{Proof, root};
use super::reduced::Reduced;
use super::selection::Selection;
use super::solution::gap_ratio;
use super::solve::Proven;
use super::standstill::{Standstill, is_stalled};
use crate::certificate::{Fixing, Goal, PROOF_TOLERANCE_RATIO, Step};
use crate::problem::Error;

/// Rounds of rows in the first case, and in each that follows.
const ROOT_ROUNDS: usize = 400;
const CASE_ROUNDS: usize = 4;
/// More than are ever needed for a solution in whole sites.
const ROUNDS_MAX: usize = 2_000;
/// Plans are made of the first case's relaxation in one of so many rounds, and of others in one of so many cases.
const ROOT_PLANS_EVERY: usize = 10;
const PLANS_EVERY: usize = 20;
/// A site that works within this of 0 or 1 is whole.
const WHOLE: f64 = 1e-8;

/// Improves plan and bound until the gap is closed, neither becomes better any more, or time is up. `first` is the proof to begin
/// with, a sum of rows.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn close_gap<'a>(
    problem: &'a Reduced,
    goal: Goal,
    first: Proof,
    best: &mut Selection<'a>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Proven, Error> {
    let Some(mut tree) = Tree::new(problem, goal, &first, limits) else {
        return Ok(Proven { proof: first, solver: None });
    };
    let mut cases = 0;
    let mut standstill = Standstill::of(goal, problem.classes.take_time);
    while let Some(case) = tree.next(best, limits) {
        let (value_micro, bound_micro) = (reached_micro(goal, best), tree.nodes[case].bound_micro);
        let is_enough = limits.node_limit.is_some_and(|most| cases >= most);
        if is_enough || standstill.is_over(value_micro, bound_micro) || watch.over()? {
            break;
        }
        tree.look_at(case, best, limits, watch)?;
        watch.proved(tree.bound_micro());
        cases += 1;
        watch.step();
    }
    let solver = tree.answered.then(|| format!("HiGHS {VERSION}"));
    let proof = tree.proof();
    let is_better = proof.bound_micro(goal, problem) < first.bound_micro(goal, problem);
    Ok(Proven { proof: if is_better { proof } else { first }, solver })
}

/// What a plan comes to; nothing where it misses a rule or has too many captives.
fn reached_micro(goal: Goal, plan: &Selection) -> i64 {
    let merit = plan.merit();
    match goal {
        _ if !merit.is_kept() => 0,
        Goal::Value { .. } => merit.weight,
        Goal::Kept => merit.kept_micro,
    }
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
    goal: Goal,
    master: Master<'a>,
    planner: Planner<'a>,
    nodes: Vec<Node>,
    answered: bool,
}

impl<'a> Tree<'a> {
    fn new(problem: &'a Reduced, goal: Goal, first: &Proof, limits: &Limits) -> Option<Self> {
        let (master, sum) = Master::new(problem, goal, first, limits.seed)?;
        let bound_micro = master.bound_micro(&sum, &root(problem));
        let nodes = vec![Node { fixed: Vec::new(), bound_micro, sum, split: None, is_done: false }];
        Some(Self { problem, goal, master, planner: Planner::new(problem), nodes, answered: false })
    }

    /// What no plan exceeds: the largest bound of a case that is not split.
    fn bound_micro(&self) -> i64 {
        let leaves = self.nodes.iter().filter(|node| node.split.is_none());
        leaves.map(|node| node.bound_micro).max().unwrap_or(i64::MAX)
    }

    /// The case with the largest bound, unless the gap is closed.
    fn next(&self, best: &Selection, limits: &Limits) -> Option<usize> {
        let open = self.nodes.iter().enumerate().filter(|(_, node)| !node.is_done);
        let largest = |(one, a): &(usize, &Node), (other, b): &(usize, &Node)| {
            a.bound_micro.cmp(&b.bound_micro).then(other.cmp(one))
        };
        let (case, node) = open.max_by(largest)?;
        (!is_closed(self.goal, best, node.bound_micro, limits)).then_some(case)
    }

    /// Bounds a case, and splits it where that is not enough.
    fn look_at(
        &mut self,
        case: usize,
        best: &mut Selection<'a>,
        limits: &Limits,
        watch: &Watch,
    ) -> Result<(), Error> {
        let mut fixing = root(self.problem);
        for &(site, fixed) in &self.nodes[case].fixed {
            fixing[site as usize] = fixed;
        }
        self.master.enter(&fixing).ok_or_else(no_solver)?;
        let Some(relaxed) = self.tighten(case, &fixing, best, limits, watch)? else {
            self.nodes[case].is_done = true;
            return Ok(());
        };
        let site = branching_site(&relaxed.works, &fixing);
        if site.is_none() || case.is_multiple_of(PLANS_EVERY) {
            self.planner.round(&relaxed.works, best, watch)?;
        }
        if case.is_multiple_of(PLANS_EVERY) {
            self.planner.dive(&mut self.master, relaxed.works, fixing, best, watch)?;
        }
        let is_beaten = self.nodes[case].bound_micro <= reached_micro(self.goal, best);
        match site {
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
        best: &mut Selection<'a>,
        limits: &Limits,
        watch: &Watch,
    ) -> Result<Option<Relaxed>, Error> {
        let rounds = if case == 0 { ROOT_ROUNDS } else { CASE_ROUNDS };
        let (mut last, mut bounds_micro) = (None, Vec::new());
        for round in 1..=ROUNDS_MAX {
            if watch.over()? {
                break;
            }
            let Some(relaxed) = self.master.solve(watch.left()) else { return Ok(last) };
            self.answered = true;
            self.keep_better(case, fixing, &relaxed);
            if case == 0 {
                watch.proved(self.nodes[0].bound_micro);
            }
            if case == 0 && round.is_multiple_of(ROOT_PLANS_EVERY) {
                self.planner.round(&relaxed.works, best, watch)?;
            }
            bounds_micro.push(self.nodes[case].bound_micro);
            let is_enough = round >= rounds || is_stalled(&bounds_micro, reached_micro(self.goal, best));
            // A solution in whole sites is no end while it breaks rows; where time has a price, the last of these are never found.
            let may_end = self.problem.classes.take_time || branching_site(&relaxed.works, fixing).is_some();
            let stops =
                (is_enough && may_end) || is_closed(self.goal, best, self.nodes[case].bound_micro, limits);
            let added = !stops && self.master.add_broken(&relaxed).ok_or_else(no_solver)?;
            last = Some(relaxed);
            if !added {
                break;
            }
            watch.step();
        }
        Ok(last)
    }

    /// Keeps the bound that a relaxation's multipliers prove for a case, where it is better than what is known.
    fn keep_better(&mut self, case: usize, fixing: &[Fixing], relaxed: &Relaxed) {
        let sum = self.master.completed(relaxed.sum.clone());
        let bound_micro = self.master.bound_micro(&sum, fixing);
        let node = &mut self.nodes[case];
        if bound_micro < node.bound_micro {
            (node.bound_micro, node.sum) = (bound_micro, sum);
        }
    }

    fn split(&mut self, case: usize, site: u32) {
        let first = self.nodes.len();
        let node = &mut self.nodes[case];
        (node.split, node.is_done) = (Some((site, [first, first + 1])), true);
        let (bound_micro, sum, fixed) = (node.bound_micro, std::mem::take(&mut node.sum), node.fixed.clone());
        for fixing in [Fixing::Without, Fixing::With] {
            let fixed = fixed.iter().copied().chain([(site, fixing)]).collect();
            self.nodes.push(Node { fixed, bound_micro, sum: sum.clone(), split: None, is_done: false });
        }
    }

    /// What the tree proves.
    fn proof(self) -> Proof {
        let cases = self.cases();
        self.master.proof(cases)
    }

    /// The cases in prefix order.
    fn cases(&self) -> Vec<Step> {
        let (mut steps, mut waiting) = (Vec::new(), vec![0]);
        while let Some(node) = waiting.pop() {
            let Node { split, sum, .. } = &self.nodes[node];
            match split {
                None => steps.push(Step::Sum(sum.clone())),
                Some((site, [without, with])) => {
                    steps.push(Step::Split(*site));
                    waiting.extend([*with, *without]);
                }
            }
        }
        steps
    }
}

/// Whether a bound is as near to the best plan as was asked.
fn is_closed(goal: Goal, best: &Selection, bound_micro: i64, limits: &Limits) -> bool {
    gap_ratio(reached_micro(goal, best), bound_micro) <= limits.gap_ratio.max(PROOF_TOLERANCE_RATIO)
}

/// The free site that is farthest from working or not; none where all are whole.
fn branching_site(works: &[f64], fixing: &[Fixing]) -> Option<u32> {
    let distance = |site: usize| (works[site] - 0.5).abs();
    let in_part = |site: &usize| fixing[*site] == Fixing::Free && distance(*site) < 0.5 - WHOLE;
    let nearest =
        |one: &usize, other: &usize| distance(*one).total_cmp(&distance(*other)).then(one.cmp(other));
    (0..works.len()).filter(in_part).min_by(nearest).map(|site| site as u32)
}

fn no_solver() -> Error {
    Error::Failed { stage: "Choosing sites", reason: "the solver takes no more rows".to_owned() }
}
