//! How many operators can sell to whom, from the sites and points of a plan as they are rounded.

use std::collections::BTreeMap;

use super::rounding::SHARE_DECIMALS;
use super::{CompetitionReport, PointReport, PointState, RetailersReport, SiteReport};
use crate::economics::round_to;

/// So many operators make a market.
const COMPETITIVE_MIN: u32 = 2;

/// What guideline 3 looks at, where so many operators are eligible and so many are asked for.
#[must_use]
pub fn competition_of(
    [eligible_operators, operators_min]: [u32; 2],
    sites: &[SiteReport],
    points: &[PointReport],
) -> CompetitionReport {
    let retailers: BTreeMap<&str, u32> =
        sites.iter().filter_map(|site| Some((site.id.as_str(), site.retailers?))).collect();
    let mut households: BTreeMap<u32, f64> = BTreeMap::new();
    for point in points.iter().filter(|point| point.state == PointState::Covered) {
        let at_server = point.server.as_deref().and_then(|server| retailers.get(server));
        *households.entry(at_server.copied().unwrap_or(0)).or_default() += point.households;
    }
    let sum = |households: f64| round_to(households, SHARE_DECIMALS);
    let competitive = households.range(COMPETITIVE_MIN..).map(|(_, households)| households).sum();
    let lock_ins = sites.iter().filter(|site| site.retailers.is_some_and(|count| count < operators_min));
    CompetitionReport {
        eligible_operators,
        operators_min,
        by_retailers: households
            .iter()
            .map(|(&retailers, &households)| RetailersReport { retailers, households: sum(households) })
            .collect(),
        // A sum of nothing is -0.
        competitive: sum(competitive) + 0.0,
        lock_ins: lock_ins.map(|site| site.id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::score::Plan;
    use crate::score::world::World;

    fn households(plan: &Plan) -> Vec<(u32, f64)> {
        plan.competition.by_retailers.iter().map(|one| (one.retailers, one.households)).collect()
    }

    /// Site a serves 100 households and c 50; b, which reaches the 100 too, serves none.
    #[test]
    fn each_household_has_the_operators_of_its_site() {
        let mut world = World::three_sites();
        let mut beta = world.scenario.governance.operators[0].clone();
        (beta.id, beta.name) = ("beta".into(), "Beta".into());
        world.scenario.governance.operators.push(beta);
        let plan = world.plan();
        assert_eq!((households(&plan), plan.competition.competitive), (vec![(2, 150.0)], 150.0));
        assert!(plan.competition.lock_ins.is_empty());
        world.site_mut("c").terms.operators_max = Some(1);
        world.site_mut("b").terms.operators_max = Some(0);
        let plan = world.plan();
        assert_eq!((households(&plan), plan.competition.competitive), (vec![(1, 50.0), (2, 100.0)], 100.0));
        assert_eq!(
            plan.sites.iter().map(|site| site.retailers).collect::<Vec<_>>(),
            [Some(2), Some(0), Some(1)]
        );
        assert_eq!(
            (plan.competition.lock_ins.as_slice(), plan.governance[2].holds),
            (&["b".to_owned()][..], false)
        );
        world.scenario.governance.rules.operators_min = 2;
        assert_eq!(world.plan().competition.lock_ins, ["b", "c"]);
        world.site_mut("b").terms.relay_only = true;
        let plan = world.plan();
        assert_eq!((plan.sites[1].retailers, &plan.competition.lock_ins[..]), (None, &["c".to_owned()][..]));
        assert_eq!((plan.governance[2].value, plan.governance[2].holds), (1.0, false));
    }

    #[test]
    fn nobody_sells_where_access_is_closed() {
        let mut world = World::three_sites();
        world.scenario.governance.wholesale.open_access = false;
        let plan = world.plan();
        assert_eq!((households(&plan), plan.competition.competitive), (vec![(0, 150.0)], 0.0));
        assert_eq!(plan.competition.lock_ins, ["a", "b", "c"]);
    }
}
