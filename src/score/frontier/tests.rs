//! Frontiers by hand: which plan and which bound a budget takes, and what the steps cost.

use super::*;
use crate::score::world::World;

/// A plan that costs and covers so much, found at a budget of this many euro.
fn found(budget_eur: i64, spent_eur: i64, households: f64) -> FoundPlan {
    let figures = FrontierPlan {
        found_at_budget_eur: budget_eur as f64,
        capex_eur: spent_eur as f64,
        opex_eur_per_year: 100.0,
        sites: vec![format!("of {budget_eur}")],
        links: 1,
        households_covered: households,
        households_covered_ratio: households / 210.0,
        households_newly_served: 0.0,
        value: households,
        signal_value: households,
        capex_per_covered_household_eur: Some((100.0 * spent_eur as f64 / households).round() / 100.0),
        warnings: Vec::new(),
    };
    let value_micro = (households * 1e6) as i64;
    FoundPlan {
        spent_cents: spent_eur * 100,
        kept_micro: 0,
        value_micro,
        has_uncounted_places: false,
        figures,
    }
}

fn asked(budget_eur: i64, bound: i64) -> AskedBudget {
    AskedBudget { cents: budget_eur * 100, bound: Ok((bound * 1_000_000, budget_eur * 100)) }
}

fn report(world: &World, found: Vec<FoundPlan>, budgets: Vec<AskedBudget>) -> FrontierReport {
    frontier_report(FrontierStages {
        scenario: &world.scenario,
        scenario_sha256: "abc",
        demand: &world.demand,
        scenario_budget_cents: 6_000_000,
        found,
        budgets,
        solver: "divario".into(),
        warnings: Vec::new(),
        inputs: Vec::new(),
        threads: 1,
        wall_s: 0.5,
    })
}

fn usual() -> FrontierReport {
    let found =
        vec![found(20_000, 19_000, 100.0), found(40_000, 38_000, 150.0), found(60_000, 57_000, 160.0)];
    report(&World::three_sites(), found, vec![asked(20_000, 100), asked(40_000, 160), asked(60_000, 200)])
}

#[test]
fn three_budgets_by_hand() {
    let report = usual();
    let capex: Vec<f64> = report.points.iter().map(|point| point.plan.as_ref().unwrap().capex_eur).collect();
    assert_eq!(capex, [19_000.0, 38_000.0, 57_000.0]);
    assert_eq!(report.points[0].step, None);
    let steps: Vec<&FrontierStep> = report.points.iter().filter_map(|point| point.step.as_ref()).collect();
    assert_eq!(
        steps[0],
        &FrontierStep { capex_eur: 19_000.0, households: 50.0, eur_per_household: Some(380.0) }
    );
    assert_eq!(steps[1].eur_per_household, Some(1_900.0));
    let gaps: Vec<f64> = report.points.iter().map(|point| point.bound.as_ref().unwrap().gap_ratio).collect();
    assert_eq!(gaps, [0.0, 0.0625, 0.2]);
    let words: Vec<PlanStatus> = report.points.iter().map(|point| point.status).collect();
    assert_eq!(words, [PlanStatus::Optimal, PlanStatus::Feasible, PlanStatus::Feasible]);
    assert_eq!((report.scenario_budget_eur, report.points[2].is_scenario_budget), (60_000.0, true));
    // Heights above the chord: 50/60 less a half.
    let knee = report.knee.unwrap();
    assert_eq!((knee.point, knee.budget_eur, knee.above_chord_ratio), (1, 40_000.0, 0.333_333));
    assert_eq!(report.points.iter().map(|point| point.is_knee).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_budget_keeps_an_earlier_plan_that_serves_more_and_takes_a_later_one_that_it_can_pay() {
    let plans = vec![found(20_000, 19_000, 100.0), found(40_000, 38_000, 90.0), found(60_000, 39_000, 150.0)];
    let budgets = vec![asked(20_000, 100), asked(30_000, 200), asked(40_000, 200), asked(60_000, 200)];
    let report = report(&World::three_sites(), plans, budgets);
    let found_at: Vec<f64> =
        report.points.iter().map(|point| point.plan.as_ref().unwrap().found_at_budget_eur).collect();
    assert_eq!(found_at, [20_000.0, 20_000.0, 60_000.0, 60_000.0]);
    let step = |at: usize| report.points[at].step.clone().unwrap();
    assert_eq!(step(1), FrontierStep { capex_eur: 0.0, households: 0.0, eur_per_household: None });
    assert_eq!((step(2).households, step(3).eur_per_household), (50.0, None));
}

#[test]
fn of_equal_plans_the_cheapest_is_taken() {
    let plans = vec![found(40_000, 38_000, 90.0), found(60_000, 30_000, 90.0)];
    let report = report(&World::three_sites(), plans, vec![asked(60_000, 90)]);
    assert_eq!(report.points[0].plan.as_ref().unwrap().capex_eur, 30_000.0);
    assert_eq!(report.knee, None);
}

#[test]
fn a_budget_without_a_plan_is_answered_in_words_and_is_no_point_of_the_curve() {
    let mut budgets = vec![asked(20_000, 100), asked(40_000, 150)];
    budgets.insert(0, AskedBudget { cents: 500, bound: Err("the fixed sites cost more".into()) });
    let plans = vec![found(20_000, 19_000, 100.0), found(40_000, 38_000, 150.0)];
    let report = report(&World::three_sites(), plans, budgets);
    let first = &report.points[0];
    assert_eq!((first.status, first.budget_eur), (PlanStatus::Infeasible, 5.0));
    assert_eq!(first.infeasible.as_deref(), Some("the fixed sites cost more"));
    assert!(first.plan.is_none() && first.bound.is_none() && report.points[1].step.is_none());
}

#[test]
fn a_bound_is_one_on_households_only_where_all_weigh_alike() {
    assert_eq!(usual().value_unit, ValueUnit::WeightedHouseholds);
    assert_eq!(usual().points[1].bound.as_ref().unwrap().households, None);
    let mut world = World::three_sites();
    let objective = &mut world.scenario.objective;
    (objective.unserved_weight, objective.served_weight) = (1.0, 1.0);
    (objective.small_comune_bonus, objective.anchor_weight) = (0.0, 0.0);
    let households = |world: &World, uncounted| {
        let mut plan = found(40_000, 38_000, 150.0);
        plan.has_uncounted_places = uncounted;
        report(world, vec![plan], vec![asked(40_000, 160)]).points[0].bound.clone().unwrap().households
    };
    assert_eq!((households(&world, false), households(&world, true)), (Some(160.0), None));
    world.scenario.objective.anchor_weight = 1.0;
    assert_eq!(households(&world, false), None);
}

/// What contradicts itself in the usual frontier after a change.
fn contradicted(change: impl FnOnce(&mut FrontierReport)) -> Vec<String> {
    let mut report = usual();
    change(&mut report);
    let told = |one: &Contradiction| format!("{} {}", one.pointer, one.found);
    report.contradictions().iter().map(told).collect()
}

#[test]
fn a_frontier_as_it_is_made_contradicts_nothing() {
    assert_eq!(contradicted(|_| ()), Vec::<String>::new());
    assert!(usual().knee.is_some() && usual().points[2].is_scenario_budget);
}

#[test]
fn what_cannot_be_so_is_told_with_its_place() {
    type Change = fn(&mut FrontierReport);
    let cases: [(Change, &str); 23] = [
        (|report| report.points.clear(), "/points holds no budget"),
        (|report| report.points[1].plan = None, "/points/1/plan is null; a smaller budget has one"),
        (|report| report.points[1].plan = None, "/points/1/status is that of a plan, and there is none"),
        (
            |report| report.points[1].status = PlanStatus::Infeasible,
            "/points/1/status is that of a budget without a plan, and there is one",
        ),
        (|report| report.points[1].bound = None, "/points/1/bound is that of a budget without a plan"),
        (
            |report| report.points[1].budget_eur = 20_000.0,
            "/points/1/budget_eur is 20000, no more than the 20000 before it",
        ),
        (
            |report| plan(report).capex_eur = 40_001.0,
            "/points/1/plan/capex_eur is 40001, more than the 40000 of its budget",
        ),
        (
            |report| plan(report).households_covered = 999.0,
            "/points/1/plan/households_covered is 999, more than the",
        ),
        (
            |report| plan(report).households_newly_served = 999.0,
            "/points/1/plan/households_newly_served is 999, more than the",
        ),
        (|report| plan(report).value = 161.0, "/points/1/plan/value is 161, more than the 160 of its bound"),
        (|report| plan(report).opex_eur_per_year = -1.0, "/points/1/plan/opex_eur_per_year is -1"),
        (|report| report.points[2].budget_eur = 1e308, "/points/2/budget_eur is 1e308, more than there is"),
        (
            |report| plan(report).households_covered_ratio = 0.9,
            "/points/1/plan/households_covered_ratio is 0.9; 150 of",
        ),
        (
            |report| plan(report).capex_per_covered_household_eur = Some(1.0),
            "/points/1/plan/capex_per_covered_household_eur is 1.00; 38000 euro for 150 households are 253.33",
        ),
        (
            |report| plan(report).found_at_budget_eur = 7.0,
            "/points/1/plan/found_at_budget_eur is 7, the budget of no point",
        ),
        (
            |report| report.points[1].bound.as_mut().unwrap().proven_at_budget_eur = 7.0,
            "/points/1/bound/proven_at_budget_eur is 7, the budget of no point",
        ),
        (
            |report| report.points[1].bound.as_mut().unwrap().gap_ratio = 0.0,
            "/points/1/bound/gap_ratio is 0; from 150 to the bound of 160",
        ),
        (|report| report.points[2].step = None, "/points/2/step does not follow"),
        (
            |report| report.points[0].is_scenario_budget = true,
            "/points/0/is_scenario_budget is true at a budget of 20000; /scenario_budget_eur is 60000",
        ),
        (|report| report.points[0].is_knee = true, "/points/0/is_knee is true; /knee names point 1"),
        (|report| report.knee = None, "/points/1/is_knee is true; /knee names none"),
        (|report| report.knee.as_mut().unwrap().point = 3, "/knee/point is 3; there are 3 points"),
        (|report| report.knee.as_mut().unwrap().budget_eur = 1.0, "/knee/budget_eur is 1; point 1 has 40000"),
    ];
    for (change, said) in cases {
        let told = contradicted(change);
        assert!(told.iter().any(|one| one.starts_with(said)), "{said}: {told:?}");
    }
}

fn plan(report: &mut FrontierReport) -> &mut FrontierPlan {
    report.points[1].plan.as_mut().unwrap()
}
