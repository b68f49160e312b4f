//! Figures, verdicts, comuni and proofs of two small plans, by hand.

use super::*;
use crate::certificate::DemandRow;
use crate::score::world::World;

fn at_hand(plan: &Plan) -> PlanAtHand<'_> {
    PlanAtHand {
        folder: "out/a",
        plan,
        sha256: "aa",
        scenario: None,
        scenario_changed: false,
        question: None,
    }
}

fn compared(plans: [&Plan; 2]) -> CompareReport {
    let [first, mut other] = plans.map(at_hand);
    other.folder = "out/b";
    compare_report(&[first, other], Vec::new())
}

fn figure<'a>(report: &'a CompareReport, name: &str) -> &'a FigureReport {
    report.figures.iter().find(|one| one.figure == name).unwrap()
}

#[test]
fn a_plan_beside_itself_differs_in_nothing() {
    let plan = World::three_sites().plan();
    let report = compared([&plan, &plan]);
    assert!(report.comparable && report.differs.is_empty());
    for figure in &report.figures {
        assert_eq!(figure.verdicts[0], Verdict::First, "{}", figure.figure);
        let known = matches!(figure.verdicts[1], Verdict::Same | Verdict::Unknown);
        assert!(known, "{}: {:?}", figure.figure, figure.verdicts);
        assert!(figure.differences[1].is_none_or(|difference| difference == 0.0), "{}", figure.figure);
    }
    assert!(report.plans.iter().all(|one| one.dominated_by.is_empty()));
    assert_eq!(report.plans[1].points.map(|points| (points.won, points.lost)), Some((0, 0)));
    let label = |index: usize| report.plans[index].label.clone();
    assert_eq!([label(0), label(1)], ["a", "b"].map(|folder| format!("{} ({folder})", plan.scenario.name)));
}

#[test]
fn cost_for_each_covered_household_comes_first_and_less_is_better() {
    let plan = World::three_sites().plan();
    let mut dear = plan.clone();
    dear.cost.capex_eur += 1_000.0;
    dear.cost.capex_per_covered_household_eur = Some(99_999.0);
    dear.cost.present_value_per_covered_household_eur = Some(99_999.5);
    let report = compared([&plan, &dear]);
    let first = &report.figures[0];
    assert_eq!(first.figure, "capex_per_covered_household_eur");
    assert_eq!(first.verdicts[1], Verdict::Worse);
    let each_eur = plan.cost.capex_per_covered_household_eur.unwrap();
    assert_eq!(first.differences, [None, Some(round_to(99_999.0 - each_eur))]);
    assert_eq!(figure(&report, "capex_eur").differences[1], Some(1_000.0));
    let running = figure(&report, "opex_per_covered_household_eur_per_year").values[0].unwrap();
    assert!((running - plan.cost.opex_eur_per_year / plan.households.covered).abs() <= 0.005);
    assert_eq!(report.plans[1].dominated_by, [report.plans[0].label.clone()]);
    assert!(report.plans[0].dominated_by.is_empty());
}

fn round_to(value: f64) -> f64 {
    crate::economics::round_to(value, 2)
}

#[test]
fn points_and_comuni_are_won_and_lost() {
    let plan = World::three_sites().plan();
    let mut other = plan.clone();
    let lost = plan.points.iter().position(|point| point.state == crate::score::PointState::Covered).unwrap();
    other.points[lost].state = crate::score::PointState::OverBudget;
    let households = plan.points[lost].households;
    let comune = other.comuni.iter_mut().find(|one| one.istat == plan.points[lost].istat).unwrap();
    comune.covered -= households;
    let report = compared([&plan, &other]);
    let points = report.plans[1].points.unwrap();
    assert_eq!((points.won, points.lost, points.households_lost), (0, 1, households));
    let told = report.comuni.iter().find(|one| one.istat == plan.points[lost].istat).unwrap();
    assert_eq!(told.differences, [None, Some(-households)]);
}

#[test]
fn other_households_are_told_and_nothing_of_them_is_judged() {
    let plan = World::three_sites().plan();
    let mut other = plan.clone();
    other.points[0].households += 1.0;
    other.points[1].lon += 0.01;
    other.points[2].previously_unserved += 1.0;
    other.points[3].id = "elsewhere".into();
    other.comuni[1].istat = "999999".into();
    let report = compared([&plan, &other]);
    let reasons: Vec<Reason> = report.differs.iter().map(|one| one.reason).collect();
    assert_eq!(
        reasons,
        [
            Reason::ComuneMissing,
            Reason::ComuneAdded,
            Reason::PointMissing,
            Reason::PointAdded,
            Reason::PointMoved,
            Reason::Households,
            Reason::ServedToday
        ]
    );
    assert!(report.differs.iter().all(|one| one.count == 1 && one.index == 1 && !one.example.is_empty()));
    assert!(!report.comparable);
    let judged = |name: &str| figure(&report, name).verdicts[1];
    assert_eq!((judged("households_covered"), judged("capex_eur")), (Verdict::Unknown, Verdict::Same));
    assert_eq!(report.comuni.len(), 3);
}

#[test]
fn a_guideline_that_is_measured_otherwise_has_no_difference() {
    let plan = World::three_sites().plan();
    let mut other = plan.clone();
    other.governance[1].measure = "Seats".into();
    other.governance[0].value += 0.5;
    other.governance[0].holds = !plan.governance[0].holds;
    let report = compared([&plan, &other]);
    assert_eq!(figure(&report, "guideline_2_value").verdicts[1], Verdict::Unknown);
    assert_eq!(figure(&report, "guideline_1_value").verdicts[1], Verdict::Worse);
    let expected = if plan.governance[0].holds { Verdict::Worse } else { Verdict::Better };
    assert_eq!(figure(&report, "guideline_1_holds").verdicts[1], expected);
}

/// A question with one place.
fn question(weight_micro: i64) -> Instance {
    let place = DemandRow {
        id: "p".into(),
        weight_micro,
        households_micro: 1_000_000,
        group: 0,
        offers: Vec::new(),
        two_chains: false,
    };
    Instance {
        sites: Vec::new(),
        sector_sites: Vec::new(),
        sector_time_us: 0,
        groups: vec!["g".into()],
        demand: vec![place],
        budget_cents: 0,
        promised_micro: Vec::new(),
        rules: Vec::new(),
        alternatives: Vec::new(),
        captors: Vec::new(),
    }
}

#[test]
fn a_difference_within_what_is_unproven_may_be_the_search() {
    let mut plan = World::three_sites().plan();
    (plan.objective.value, plan.objective.bound) = (100.0, 110.0);
    let mut other = plan.clone();
    let [same, heavier] = [question(5), question(6)];
    for (value, bound, question, expected) in [
        (109.0, 120.0, Some(&same), Some(true)),
        (111.0, 120.0, Some(&same), Some(false)),
        (95.0, 101.0, Some(&same), Some(true)),
        (95.0, 99.0, Some(&same), Some(false)),
        (100.0, 120.0, Some(&same), None),
        (109.0, 120.0, Some(&heavier), None),
        (109.0, 120.0, None, None),
    ] {
        (other.objective.value, other.objective.bound) = (value, bound);
        let plans = [&plan, &other].map(|plan| PlanAtHand { question: Some(&same), ..at_hand(plan) });
        let [first, own] = plans;
        let report = compare_report(&[first, PlanAtHand { question, folder: "b", ..own }], Vec::new());
        let proof = report.plans[1].proof.as_ref().unwrap();
        assert_eq!(proof.may_be_the_search, expected, "{value} of {bound}");
        assert_eq!(proof.same_objective, question.map(|one| *one == same));
        assert_eq!(figure(&report, "value").differences[1].is_some(), proof.same_objective == Some(true));
    }
}

#[test]
fn warnings_of_all_are_told_once() {
    let mut plan = World::three_sites().plan();
    plan.warnings = vec!["both".into()];
    let mut other = plan.clone();
    other.warnings.push("own".into());
    let report = compared([&plan, &other]);
    assert_eq!(report.warnings, ["both"]);
    assert_eq!(report.plans[1].warnings, ["own"]);
}
