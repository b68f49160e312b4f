//! `divario principles`: what each guideline costs, through the program.

use serde_json::{Value, json};

use crate::planned::json_file;
use crate::world::{Run, World, divario, text};

/// Prices the world's guidelines.
fn priced(world: &World) -> (Run, Value) {
    let out = world.out();
    let run = divario(&["principles", text(&world.save()), "--out", text(&out)]);
    let report = if run.status == 0 { json_file(&out.join("principles.json")) } else { Value::Null };
    (run, report)
}

/// Site s2 is private and public money alone builds it: where guideline 2 is enforced s1 is all there is.
fn two_sites() -> World {
    let mut world = World::new();
    world.set("/governance/wholesale/price_eur_per_month", json!(500.0));
    world
}

fn enforced(report: &Value) -> Vec<&Value> {
    report["cases"].as_array().unwrap().iter().map(|case| &case["enforced"]).collect()
}

#[test]
fn all_four_are_priced_where_none_is_enforced() {
    let (run, report) = priced(&two_sites());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let sets = [
        json!([1, 2, 3, 4]),
        json!([2, 3, 4]),
        json!([1, 3, 4]),
        json!([1, 2, 4]),
        json!([1, 2, 3]),
        json!([]),
    ];
    assert_eq!(enforced(&report), sets.iter().collect::<Vec<_>>());
    for case in report["cases"].as_array().unwrap() {
        let plan = &case["plan"];
        for guideline in case["enforced"].as_array().unwrap() {
            let verdicts = plan["governance"].as_array().unwrap();
            let verdict = verdicts.iter().find(|one| one["guideline"] == *guideline).unwrap();
            assert_eq!(verdict["holds"], json!(true), "{case}");
        }
        assert!(plan["value"].as_f64().unwrap() <= case["bound"]["value"].as_f64().unwrap(), "{case}");
    }
    for said in ["Guidelines enforced", "1, 2, 3 and 4", "What they cost", "Results: "] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
}

#[test]
fn a_price_is_the_difference_of_two_plans_and_lies_between_its_bounds() {
    let (_, report) = priced(&two_sites());
    let cases = report["cases"].as_array().unwrap();
    let value = |case: &Value, key: &str| case["plan"][key].as_f64().unwrap();
    for (price, case) in report["prices"].as_array().unwrap().iter().zip(&cases[1..]) {
        let price = &price["price"];
        for (of_price, of_plan) in [("households", "households_covered"), ("value", "value")] {
            let difference = value(case, of_plan) - value(&cases[0], of_plan);
            assert!((price[of_price].as_f64().unwrap() - difference).abs() < 1e-6, "{price}");
        }
        let [least, most] = ["value_at_least", "value_at_most"].map(|key| price[key].as_f64().unwrap());
        let paid = price["value"].as_f64().unwrap();
        assert!(0.0 <= least && least <= paid && paid <= most, "{price}");
    }
}

#[test]
fn only_what_is_enforced_is_priced_and_the_plan_command_agrees() {
    let mut world = two_sites();
    world.set("/governance/enforce", json!([2]));
    let (run, report) = priced(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(enforced(&report), [&json!([2]), &json!([])]);
    let out = world.path("plan");
    let made = divario(&["plan", text(&world.save()), "--out", text(&out)]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let plan = json_file(&out.join("plan.json"));
    assert_eq!(plan["households"]["covered"], report["cases"][0]["plan"]["households_covered"]);
}

#[test]
fn a_guideline_that_leaves_no_plan_is_told_and_the_others_are_priced() {
    let mut world = two_sites();
    world.set("/governance/rules/operators_min", json!(9)).set("/governance/enforce", json!([2, 3]));
    let (run, report) = priced(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(report["cases"][0]["status"], json!("infeasible"));
    assert!(report["cases"][0]["infeasible"].as_str().unwrap().contains("guideline 3"));
    assert_eq!(report["cases"][2]["plan"]["found_with"], json!([2]));
    assert!(report["prices"].as_array().unwrap().iter().all(|price| price["price"].is_null()));
    assert!(run.stdout.contains("No plan with 2 and 3 enforced"), "{}", run.stdout);
}

#[test]
fn where_no_case_has_a_plan_the_words_are_those_of_the_last() {
    let mut world = two_sites();
    world.set("/governance/funds", json!([{"id": "poor", "public": true, "capex_eur": 1.0}]));
    let (run, _) = priced(&world);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(run.stderr.contains("C3 budget") && !world.out().exists(), "{}", run.stderr);
}

#[test]
fn wrong_options_are_refused() {
    let world = two_sites();
    let scenario = world.save();
    let out = world.out();
    let run = divario(&["principles", text(&scenario), "--out", text(&out), "--time-limit-s", "-1"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("--time-limit-s") && !out.exists(), "{}", run.stderr);
}

#[test]
fn the_document_keeps_its_schema() {
    let (_, report) = priced(&two_sites());
    let schema = divario(&["schema", "principles"]);
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&report).map(|one| one.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
