//! Which groups of the demand are bounded together.

use std::rc::Rc;

use super::reduced::Reduced;

/// A division of the groups.
///
/// Where nobody takes time, each group can be bounded by itself: prices that fit one do not harm another. Where sectors share
/// their time among groups, all are one block.
#[derive(Debug, Clone)]
pub(super) struct Blocks {
    /// The groups (rising) of each block.
    pub groups: Vec<Rc<[u32]>>,
    /// The block of each group.
    pub of_group: Vec<usize>,
    /// The classes (rising) of each block.
    pub classes: Vec<Rc<[u32]>>,
}

impl Blocks {
    /// The blocks of a problem.
    pub fn of(problem: &Reduced) -> Self {
        let mut inhabited = vec![false; problem.group_count];
        problem.classes.group.iter().for_each(|&group| inhabited[group as usize] = true);
        let mut of_group = vec![0; problem.group_count];
        if !problem.classes.take_time {
            // Groups without demand go with the first block.
            let numbered = (0..problem.group_count).filter(|&group| inhabited[group]);
            numbered.enumerate().for_each(|(block, group)| of_group[group] = block);
        }
        let count = of_group.iter().max().map_or(0, |most| most + 1);
        let mut groups = vec![Vec::new(); count];
        (0..).zip(&of_group).for_each(|(group, &block)| groups[block].push(group));
        let mut classes = vec![Vec::new(); count];
        for (class, &group) in problem.classes.group.iter().enumerate() {
            classes[of_group[group as usize]].push(class as u32);
        }
        let shared = |lists: Vec<Vec<u32>>| lists.into_iter().map(Rc::from).collect();
        Self { groups: shared(groups), of_group, classes: shared(classes) }
    }

    /// All groups and classes as one block.
    pub fn whole(problem: &Reduced) -> (Rc<[u32]>, Rc<[u32]>) {
        ((0..problem.group_count as u32).collect(), (0..problem.classes.len() as u32).collect())
    }
}
