//! What covering a household or an anchor is worth to the optimiser.

use crate::demand::{Comune, Demand, HouseholdPoint};
use crate::scenario::Objective;

/// Whether a comune is small: fewer residents than the scenario's threshold; exactly as many is not small.
#[must_use]
pub fn is_small(comune: &Comune, objective: &Objective) -> bool {
    comune.population < objective.small_comune_below_population
}

/// What covering each household point is worth, in the order of [`Demand::points`]:
///
/// `unserved · (unserved_weight + bonus) + served · (served_weight + bonus)`,
///
/// where *unserved* and *served* are the households without and with broadband today, and *bonus* is
/// `small_comune_bonus` in small comuni and 0 elsewhere.
#[must_use]
pub fn point_weights(demand: &Demand, objective: &Objective) -> Vec<f64> {
    let weight = |point: &HouseholdPoint| {
        let small = is_small(&demand.comuni[point.comune], objective);
        let bonus = if small { objective.small_comune_bonus } else { 0.0 };
        let served_households = point.households - point.unserved_households;
        point.unserved_households * (objective.unserved_weight + bonus)
            + served_households * (objective.served_weight + bonus)
    };
    demand.points.iter().map(weight).collect()
}

/// What covering each anchor institution is worth, in the order of [`Demand::anchors`]: `anchor_weight`.
#[must_use]
pub fn anchor_weights(demand: &Demand, objective: &Objective) -> Vec<f64> {
    vec![objective.anchor_weight; demand.anchors.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    #[test]
    fn weights_by_hand() {
        let world = World::three_sites();
        let objective = world.scenario.objective;
        // Triora has 5,000 residents and is not small, Pigna has 4,999 and is.
        assert_eq!(
            world.demand.comuni.iter().map(|c| is_small(c, &objective)).collect::<Vec<_>>(),
            [false, true]
        );
        // 40 unserved × 2 + 60 served × 0.5; 50 unserved × (2 + 1).
        assert_eq!(point_weights(&world.demand, &objective)[..2], [110.0, 150.0]);
        assert_eq!(anchor_weights(&world.demand, &objective), [5.0]);
    }
}
