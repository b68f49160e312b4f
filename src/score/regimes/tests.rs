//! Dominance, by hand.

use super::*;
use crate::score::world::World;

fn regime(id: &str) -> Regime {
    serde_json::from_value(serde_json::json!({
        "id": id, "name": id, "kind": "province_as_holder", "holder": "provincia", "fee_eur_per_year": 10.0, "source": "a test"
    }))
    .unwrap()
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

/// A plan under a right for which so much is paid once.
fn plan(one_off_fee_eur: f64) -> Plan {
    let mut world = World::three_sites();
    world.scenario.governance.spectrum.one_off_fee_eur = one_off_fee_eur;
    world.plan()
}

#[test]
fn a_dearer_regime_with_the_same_plan_is_dominated_and_one_without_a_plan_is_not_compared() {
    let [cheap, dear] = [0.0, 1_000.0].map(plan);
    let report = report(&[
        (regime("cheap"), Ok(&cheap)),
        (regime("dear"), Ok(&dear)),
        (regime("none"), Err("nothing".into())),
    ]);
    let dominated: Vec<&[String]> = report.regimes.iter().map(|one| one.dominated_by.as_slice()).collect();
    assert_eq!(dominated, [&[][..], &["cheap".to_owned()], &[]]);
    assert_eq!(report.regimes[2].infeasible.as_deref(), Some("nothing"));
    let [cheap, dear] = [0, 1].map(|at| report.regimes[at].plan.as_ref().unwrap().present_value_eur);
    assert!((dear - cheap - 1_000.0).abs() < 0.005);
}

#[test]
fn a_guideline_more_keeps_a_dearer_regime_from_being_dominated() {
    let (better, mut worse) = (plan(9.0), plan(0.0));
    let held = worse.governance.iter_mut().find(|verdict| verdict.holds).unwrap();
    held.holds = false;
    let report = report(&[(regime("dear"), Ok(&better)), (regime("cheap"), Ok(&worse))]);
    assert!(report.regimes.iter().all(|one| one.dominated_by.is_empty()), "{:?}", report.regimes);
}
