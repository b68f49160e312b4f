//! Points, idle frequencies and dominance, by hand.

use super::*;
use crate::score::world::World;

fn regime(id: &str, one_off_fee_eur: f64, points: &[(&str, f64, bool)]) -> Regime {
    let comuni =
        points.iter().map(|&(istat, points, listed)| DutyComune { istat: istat.into(), points, listed });
    let mut regime: Regime = serde_json::from_value(serde_json::json!({
        "id": id, "name": id, "kind": "province_as_holder", "holder": "provincia", "fee_eur_per_year": 10.0,
        "one_off_fee_eur": one_off_fee_eur, "use_or_share_year": 2.5, "source": "a test"
    }))
    .unwrap();
    regime.coverage_duty = Some(CoverageDuty {
        points_min: 60.0,
        listed_points_min: 30.0,
        covered_ratio_min: 0.5,
        comuni: comuni.collect(),
    });
    regime
}

fn report(regimes: &[(Regime, Result<&Plan, String>)]) -> RegimesReport {
    let world = World::three_sites();
    regimes_report(&RegimesStages {
        scenario: &world.scenario,
        scenario_sha256: "abc",
        demand: &world.demand,
        searches: regimes
            .iter()
            .map(|(regime, found)| RegimeSearch {
                regime,
                radio: world.scenario.radio.clone(),
                found: found.clone(),
            })
            .collect(),
        solver: "divario".into(),
        time_limit_s: 1.0,
        warnings: Vec::new(),
        inputs: Vec::new(),
        threads: 1,
        wall_s: 0.0,
    })
}

/// A plan in which comuni are covered to these shares, in their order.
fn plan(ratios: [f64; 2]) -> Plan {
    let mut plan = World::three_sites().plan();
    for (comune, ratio) in plan.comuni.iter_mut().zip(ratios) {
        comune.covered_ratio = Some(ratio);
        comune.covered = ratio * comune.households;
    }
    plan
}

fn codes() -> [String; 2] {
    let comuni = World::three_sites().plan().comuni;
    [comuni[0].istat.clone(), comuni[1].istat.clone()]
}

#[test]
fn points_come_from_comuni_that_are_covered_enough() {
    let [first, second] = codes();
    let points = [(first.as_str(), 40.0, true), (second.as_str(), 25.0, false)];
    for (ratios, all, listed, is_met) in
        [([0.5, 0.5], 65.0, 40.0, true), ([0.49, 1.0], 25.0, 0.0, false), ([0.5, 0.49], 40.0, 40.0, false)]
    {
        let plan = plan(ratios);
        let report = report(&[(regime("a", 0.0, &points), Ok(&plan))]);
        let duty = report.regimes[0].plan.as_ref().unwrap().coverage_duty.clone().unwrap();
        assert_eq!((duty.points, duty.listed_points, duty.is_met), (all, listed, is_met), "{ratios:?}");
        assert_eq!(duty.comuni_reached.len() + duty.comuni_missed.len(), 2);
    }
}

#[test]
fn frequencies_lie_idle_where_nobody_is_covered() {
    let plan = plan([0.0, 0.3]);
    let report = report(&[(regime("a", 0.0, &[]), Ok(&plan))]);
    let share = report.regimes[0].plan.as_ref().unwrap().use_or_share.clone().unwrap();
    assert_eq!((share.comuni, share.from_year), (vec![codes()[0].clone()], 2.5));
    assert_eq!(share.households, plan.comuni[0].households);
}

#[test]
fn a_dearer_regime_with_the_same_plan_is_dominated_and_one_without_a_plan_is_not_compared() {
    let plan = plan([1.0, 1.0]);
    let report = report(&[
        (regime("cheap", 0.0, &[]), Ok(&plan)),
        (regime("dear", 1_000.0, &[]), Ok(&plan)),
        (regime("none", 0.0, &[]), Err("nothing".into())),
    ]);
    let dominated: Vec<&[String]> = report.regimes.iter().map(|one| one.dominated_by.as_slice()).collect();
    assert_eq!(dominated, [&[][..], &["cheap".to_owned()], &[]]);
    assert_eq!(report.regimes[2].infeasible.as_deref(), Some("nothing"));
    let [cheap, dear] = [0, 1].map(|at| report.regimes[at].plan.as_ref().unwrap().present_value_eur);
    assert_eq!(dear - cheap, 1_000.0);
}

#[test]
fn a_guideline_more_keeps_a_dearer_regime_from_being_dominated() {
    let better = plan([1.0, 1.0]);
    let mut worse = better.clone();
    let held = worse.governance.iter_mut().find(|verdict| verdict.holds).unwrap();
    held.holds = false;
    let report = report(&[(regime("dear", 9.0, &[]), Ok(&better)), (regime("cheap", 0.0, &[]), Ok(&worse))]);
    assert!(report.regimes.iter().all(|one| one.dominated_by.is_empty()), "{:?}", report.regimes);
}
