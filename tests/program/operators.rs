//! Guideline 3 through the program: how many operators a site bears, and what it means where as many must be able to sell.

use serde_json::{Value, json};

use crate::planned::{json_file, plan, verified};
use crate::world::{World, divario, text};

/// A world with money for both sites, neither of which reaches all, and two operators, both of which must be able to sell; each site
/// bears so many.
fn bearing(operators_max: [Option<u32>; 2]) -> World {
    let mut world = World::new();
    world
        .set("/governance/funds/0/capex_eur", json!(100_000.0))
        .set("/governance/rules/operators_min", json!(2));
    world.set("/radio/propagation/range_max_km", json!(2.15));
    let mut second = world.scenario["governance"]["operators"][0].clone();
    (second["id"], second["name"]) = (json!("op2"), json!("Second operator"));
    world.scenario["governance"]["operators"].as_array_mut().unwrap().push(second);
    for (site, most) in operators_max.into_iter().enumerate() {
        if let Some(most) = most {
            world.set(&format!("/sites/inline/{site}/terms/operators_max"), json!(most));
        }
    }
    world
}

fn enforced(mut world: World) -> World {
    world.set("/governance/enforce", json!([3]));
    world
}

fn sites(plan: &Value) -> Vec<&str> {
    plan["sites"].as_array().unwrap().iter().map(|site| site["id"].as_str().unwrap()).collect()
}

fn uncovered(plan: &Value, reason: &str) -> f64 {
    plan["comuni"].as_array().unwrap().iter().map(|one| one["uncovered"][reason].as_f64().unwrap()).sum()
}

fn value(plan: &Value) -> f64 {
    plan["objective"]["value"].as_f64().unwrap()
}

#[test]
fn two_operators_at_each_site_just_hold_and_one_fails() {
    let (plan, _) = verified(&bearing([Some(2), None]));
    let competition = &plan["competition"];
    assert_eq!((&plan["governance"][2]["holds"], &competition["lock_ins"]), (&json!(true), &json!([])));
    assert_eq!(competition["competitive"], plan["households"]["covered"]);
    let (plan, _) = verified(&bearing([Some(1), None]));
    let (three, competition) = (&plan["governance"][2], &plan["competition"]);
    assert_eq!((&three["holds"], &three["value"]), (&json!(false), &json!(1.0)));
    assert!(
        three["explanation"]
            .as_str()
            .unwrap()
            .contains("1 of 2 sites that serve households bears fewer: s1 (1)."),
        "{three}"
    );
    assert!(
        three["explanation_it"]
            .as_str()
            .unwrap()
            .contains("Tra i siti che servono famiglie, 1 su 2 ne ospita di meno: s1 (1)."),
        "{three}"
    );
    assert_eq!(competition["lock_ins"], json!(["s1"]));
    let households: f64 = competition["by_retailers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["households"].as_f64().unwrap())
        .sum();
    assert_eq!(json!(households), plan["households"]["covered"]);
    assert!(competition["competitive"].as_f64().unwrap() < households, "{competition}");
}

#[test]
fn enforced_it_rules_out_what_bears_too_few() {
    let (free, _) = verified(&bearing([Some(1), None]));
    assert_eq!(sites(&free), ["s1", "s2"]);
    let (kept, said) = verified(&enforced(bearing([Some(1), None])));
    assert_eq!((sites(&kept), &kept["governance"][2]["holds"]), (vec!["s2"], &json!(true)));
    assert!(uncovered(&kept, "too_few_operators") > 0.0 && uncovered(&free, "too_few_operators") == 0.0);
    assert!(value(&kept) < value(&free), "{said}");
    let (same, _) = verified(&enforced(bearing([Some(2), None])));
    assert_eq!((value(&same), sites(&same)), (value(&free), sites(&free)), "two just do");
}

/// A site that only carries links bears nobody, and is no lock-in.
#[test]
fn relays_do_not_count() {
    let mut world = enforced(bearing([Some(1), None]));
    world
        .set("/sites/inline/0/terms/relay_only", json!(true))
        .set("/sites/inline/0/terms/status", json!("committed"));
    let (plan, _) = verified(&world);
    assert_eq!((&plan["sites"][0]["retailers"], &plan["sites"][1]["retailers"]), (&Value::Null, &json!(2)));
    assert_eq!(plan["governance"][2]["holds"], json!(true));
}

#[test]
fn what_is_in_every_plan_and_bears_too_few_leaves_none() {
    let mut world = enforced(bearing([Some(1), None]));
    world.set("/sites/inline/0/terms/status", json!("committed"));
    let (run, _) = plan(&world);
    assert_eq!(run.status, 3, "{}", run.stderr);
    for said in ["guideline 3", "\"s1\"", "bears 1 where at least 2", "operators_max", "relay_only"] {
        assert!(run.stderr.contains(said), "«{said}» is missing in {}", run.stderr);
    }
    let run = divario(&["check", text(&world.save())]);
    assert!(
        run.stderr.contains("a plan would be refused") && run.stderr.contains("operators_max"),
        "{}",
        run.stderr
    );
}

#[test]
fn where_every_site_bears_too_few_the_refusal_says_so() {
    let (run, _) = plan(&enforced(bearing([Some(1), Some(0)])));
    assert_eq!(run.status, 3, "{}", run.stderr);
    let said = "guideline 3, which is enforced, rules out 2 candidate sites (\"s1\", \"s2\")";
    let remedy = "raise operators_max of their terms (/sites) to 2";
    assert!(run.stderr.contains(said) && run.stderr.contains(remedy), "{}", run.stderr);
}

#[test]
fn an_operator_that_publishes_nothing_is_not_eligible_where_that_is_asked() {
    let mut world = bearing([None, None]);
    world.set("/governance/rules/transparency_required", json!(true));
    world.set("/governance/operators/0/transparency", json!(true));
    let (plan, _) = verified(&world);
    assert_eq!(
        (&plan["competition"]["eligible_operators"], &plan["governance"][2]["holds"]),
        (&json!(1), &json!(false))
    );
    let words = plan["governance"][2]["explanation"].as_str().unwrap();
    assert!(words.contains("Second operator (does not publish prices and outages)"), "{words}");
}

/// The price of guideline 3 where a site bears too few, and where none does.
#[test]
fn it_is_priced_by_what_it_rules_out_and_at_nothing_where_that_is_nothing() {
    let price = |world: &World| {
        let out = world.path("principles");
        let run = divario(&["principles", text(&world.save()), "--out", text(&out)]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let report = json_file(&out.join("principles.json"));
        let prices = report["prices"].as_array().unwrap();
        prices.iter().find(|price| price["given_up"] == json!([3])).unwrap()["price"].clone()
    };
    let limited = price(&enforced(bearing([Some(1), None])));
    let (free, _) = verified(&bearing([Some(1), None]));
    let (kept, _) = verified(&enforced(bearing([Some(1), None])));
    assert!((limited["value"].as_f64().unwrap() - (value(&free) - value(&kept))).abs() < 1e-6, "{limited}");
    assert!(limited["value"].as_f64().unwrap() > 0.0);
    assert!(limited["value_at_least"].as_f64() <= limited["value"].as_f64());
    assert!(limited["value_at_most"].as_f64() >= limited["value"].as_f64());
    let idle = price(&enforced(bearing([Some(2), None])));
    for key in ["value", "value_at_least", "value_at_most", "households"] {
        assert_eq!(idle[key], json!(0.0), "{key}: {idle}");
    }
}
