//! C3 and C8 relaxed: the best use of the budget in parts of sites, of which alternatives share one whole (the linear
//! multiple-choice knapsack; sorting the steps from each way to the next dearer one that is worth it is exact).

use super::reduced::Reduced;

/// Parts of sites.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filled {
    /// How much of each site is taken.
    pub chosen: Vec<f64>,
    /// What they are worth together.
    pub worth: f64,
    /// What a further cent would bring.
    pub cent_worth: f64,
}

/// From one way to build a place, or nothing, to the next: more worth for more money.
struct Step {
    from: Option<usize>,
    to: usize,
    worth: f64,
    cents: i64,
}

impl Step {
    fn ratio(&self) -> f64 {
        if self.cents > 0 { self.worth / self.cents as f64 } else { f64::INFINITY }
    }
}

/// The best parts of sites of the given worth that the budget pays for.
pub(super) fn fill(problem: &Reduced, worth: &[f64]) -> Filled {
    let mut steps = steps(problem, worth);
    steps.sort_by(|one, other| other.ratio().total_cmp(&one.ratio()).then(one.to.cmp(&other.to)));
    let mut filled = Filled { chosen: vec![0.0; worth.len()], worth: 0.0, cent_worth: 0.0 };
    let mut left_cents = problem.budget_cents;
    for step in steps {
        let part = if step.cents <= left_cents { 1.0 } else { left_cents as f64 / step.cents as f64 };
        filled.chosen[step.to] = part;
        if let Some(from) = step.from {
            filled.chosen[from] -= part;
        }
        filled.worth += part * step.worth;
        if part < 1.0 {
            filled.cent_worth = step.ratio();
            break;
        }
        left_cents -= step.cents;
    }
    filled
}

/// What each set of alternatives is worth beyond its money, where a cent has a price: the multiplier of its row.
pub(super) fn surplus(problem: &Reduced, worth: &[f64], cent_worth: f64) -> Vec<f64> {
    let beyond = |site: &u32| {
        let site = *site as usize;
        if problem.in_reach[site] { worth[site] - cent_worth * problem.cost_cents[site] as f64 } else { 0.0 }
    };
    let sets = problem.alternatives.sets.iter();
    sets.map(|set| set.iter().map(beyond).fold(0.0, f64::max)).collect()
}

fn steps(problem: &Reduced, worth: &[f64]) -> Vec<Step> {
    let is_useful = |site: &usize| worth[*site] > 0.0 && problem.in_reach[*site];
    let alone = (0..worth.len()).filter(|site| !problem.alternatives.has(*site)).filter(is_useful);
    let mut steps: Vec<Step> =
        alone.map(|to| Step { from: None, to, worth: worth[to], cents: problem.cost_cents[to] }).collect();
    for set in &problem.alternatives.sets {
        let useful = set.iter().map(|site| *site as usize).filter(is_useful).collect();
        steps.extend(hull(&problem.cost_cents, worth, useful));
    }
    steps
}

/// The steps along the upper hull of some ways over their cost: each brings less for a cent than the one before it.
fn hull(cost_cents: &[i64], worth: &[f64], mut ways: Vec<usize>) -> Vec<Step> {
    ways.sort_by(|&a, &b| {
        cost_cents[a].cmp(&cost_cents[b]).then(worth[b].total_cmp(&worth[a])).then(a.cmp(&b))
    });
    let mut steps: Vec<Step> = Vec::new();
    for to in ways {
        loop {
            let from = steps.last().map(|step| step.to);
            let before = |amounts: f64, of: Option<usize>| of.map_or(amounts, |of| amounts - worth[of]);
            let cents = cost_cents[to] - from.map_or(0, |from| cost_cents[from]);
            let step = Step { from, to, worth: before(worth[to], from), cents };
            if step.worth <= 0.0 {
                break;
            }
            if steps.last().is_none_or(|last| step.ratio() < last.ratio()) {
                steps.push(step);
                break;
            }
            steps.pop();
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::tests::random::{instance, site};
    use super::*;
    use proptest::prelude::*;

    fn problem(costs_cents: &[i64], alternatives: &[&[u32]], budget_cents: i64) -> Reduced {
        let sites = costs_cents.iter().enumerate().map(|(at, cents)| site(at, *cents, true, &[])).collect();
        let mut instance = instance(sites, Vec::new(), budget_cents);
        instance.alternatives = alternatives.iter().map(|set| set.to_vec()).collect();
        Reduced::new(&instance, 1.0).unwrap()
    }

    #[test]
    fn the_dearer_way_replaces_the_cheaper_one_in_part() {
        // Sites 0 and 1 are ways to build one place, 2 is another: 0 is best for the cent, then 2, then the step from 0 to 1.
        let problem = problem(&[10, 20, 10], &[&[0, 1]], 25);
        let filled = fill(&problem, &[10.0, 14.0, 8.0]);
        assert_eq!(filled.chosen, [0.5, 0.5, 1.0]);
        assert_eq!((filled.worth, filled.cent_worth), (20.0, 0.4));
        assert_eq!(surplus(&problem, &[10.0, 14.0, 8.0], 0.4), [6.0]);
    }

    #[test]
    fn ways_that_bring_less_for_more_are_left_out() {
        // Over cost: (10, 5), (20, 6), (30, 15): the second lies under the line from the first to the third.
        let problem = problem(&[10, 20, 30], &[&[0, 1, 2]], 100);
        let filled = fill(&problem, &[5.0, 6.0, 15.0]);
        assert_eq!((filled.chosen, filled.worth, filled.cent_worth), (vec![0.0, 0.0, 1.0], 15.0, 0.0));
    }

    proptest! {
        /// The filling costs no more than there is, and no price of money bounds it lower than it is worth: it is the best.
        #[test]
        fn the_filling_is_the_best_in_parts(
            ways in prop::collection::vec((0..30_i64, 0..40_u32), 1..9), budget_cents in 0..90_i64,
        ) {
            let costs: Vec<i64> = ways.iter().map(|(cents, _)| *cents).collect();
            let worth: Vec<f64> = ways.iter().map(|(_, worth)| f64::from(*worth)).collect();
            let set: Vec<u32> = (0..ways.len() as u32 / 2).collect();
            let sets: &[&[u32]] = if set.len() > 1 { &[&set] } else { &[] };
            let problem = problem(&costs, sets, budget_cents);
            let filled = fill(&problem, &worth);
            let spent: f64 = filled.chosen.iter().zip(&costs).map(|(part, cents)| part * *cents as f64).sum();
            prop_assert!(spent <= budget_cents as f64 + 1e-9);
            let alone = (0..worth.len()).filter(|site| !problem.alternatives.has(*site) && problem.in_reach[*site]);
            let price = filled.cent_worth;
            let rest: f64 = alone.map(|site| (worth[site] - price * costs[site] as f64).max(0.0)).sum();
            let bound = price * budget_cents as f64 + rest + surplus(&problem, &worth, price).iter().sum::<f64>();
            prop_assert!((filled.worth - bound).abs() < 1e-6, "{} and {bound}", filled.worth);
        }
    }
}
