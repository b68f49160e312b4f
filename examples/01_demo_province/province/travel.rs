//! How far things are for somebody on foot: steep ground counts for more.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::survey::Survey;

/// A cell that no walk reaches.
pub const NOWHERE: u64 = u64::MAX;

/// A walk from several starts at once.
pub struct Walk {
    /// Effort to each cell in decimetres of level ground; [`NOWHERE`] where no walk leads.
    pub effort: Vec<u64>,
    /// Which start is nearest, by its position in the list.
    pub start: Vec<usize>,
    /// The cells reached, nearest first.
    pub order: Vec<usize>,
}

impl Walk {
    /// Walks from the starts, edge to edge, over all cells that are open.
    pub fn from(survey: &Survey, starts: &[usize], open: impl Fn(usize) -> bool) -> Self {
        Self::until(survey, starts, open, usize::MAX)
    }

    /// Walks from one start over open cells until so many are reached.
    pub fn within(survey: &Survey, start: usize, open: impl Fn(usize) -> bool, count: usize) -> Self {
        Self::until(survey, &[start], open, count)
    }

    fn until(survey: &Survey, starts: &[usize], open: impl Fn(usize) -> bool, count: usize) -> Self {
        let cells = survey.lattice.cells();
        let mut walk = Self { effort: vec![NOWHERE; cells], start: vec![0; cells], order: Vec::new() };
        let mut queue = BinaryHeap::new();
        for (index, &cell) in starts.iter().enumerate() {
            walk.effort[cell] = 0;
            walk.start[cell] = index;
            queue.push(Reverse((0, cell)));
        }
        while let Some(Reverse((effort, cell))) = queue.pop() {
            if effort > walk.effort[cell] {
                continue;
            }
            walk.order.push(cell);
            if walk.order.len() == count {
                break;
            }
            for next in survey.lattice.beside(cell).filter(|&next| open(next)) {
                let further = effort + step_effort(survey, cell, next);
                if further < walk.effort[next] {
                    walk.effort[next] = further;
                    walk.start[next] = walk.start[cell];
                    queue.push(Reverse((further, next)));
                }
            }
        }
        walk
    }
}

/// A step's length, and twelve times its climb or fall, and ground that is steep across the step.
fn step_effort(survey: &Survey, from: usize, to: usize) -> u64 {
    let climb_m = (survey.height_m[from] - survey.height_m[to]).abs();
    let level_m = survey.lattice.cell_m * (1.0 + 5.0 * survey.slope_ratio[to]);
    (10.0 * (level_m + 8.0 * climb_m)) as u64 + 1
}
