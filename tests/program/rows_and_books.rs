//! The rows that enforced guidelines make in a proof, beside the books of the plan: two sound files of different terms are found out.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::planned::json_file;
use crate::verify::{forge, refusal, verify};
use crate::world::{World, divario, text};

/// A world in which this guideline is enforced and can be kept, with money of its own for private sites.
fn enforced(guideline: u8) -> World {
    let mut world = World::new();
    let funds = json!([
        {"id": "province", "public": true, "capex_eur": 150_000.0},
        {"id": "fund", "public": false, "capex_eur": 50_000.0}
    ]);
    let wholesale =
        json!({"open_access": true, "price_eur_per_month": 300.0, "hosting_eur_per_site_per_year": 500.0});
    world.set("/governance/funds", funds).set("/governance/wholesale", wholesale);
    world
        .set("/governance/rules/captive_max_ratio", json!(0.5))
        .set("/governance/enforce", json!([guideline]));
    let stresses = json!({
        "take_up_ratios": [1.0, 0.5], "price_ratios": [1.0, 0.8], "energy_ratios": [1.0, 2.0],
        "tower_loss": {"outage_months": 6.0, "uninsured_ratio": 0.5}
    });
    world.set("/governance/stresses", stresses);
    world
}

fn plan_into(world: &World, out: &Path) -> Value {
    let run = divario(&["plan", text(&world.save()), "--out", text(out), "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    json_file(&out.join("plan.json"))
}

/// Plans the world, then with something else; puts that plan beside the first proof, as if it were of the first scenario. What verify says.
fn mixed(guideline: u8, changes: &[(&str, Value)]) -> String {
    let mut world = enforced(guideline);
    let out = world.out();
    let first = plan_into(&world, &out);
    assert_eq!(verify(&out, &[]).status, 0, "{}", verify(&out, &[]).stderr);
    for (pointer, value) in changes {
        world.set(pointer, value.clone());
    }
    let other_out = world.path("other");
    let mut other = plan_into(&world, &other_out);
    assert_eq!(verify(&other_out, &[]).status, 0, "{}", verify(&other_out, &[]).stderr);
    let ids = |plan: &Value| -> Vec<Value> {
        plan["sites"].as_array().unwrap().iter().map(|site| site["id"].clone()).collect()
    };
    assert_eq!(ids(&first), ids(&other), "the same sites for {changes:?}");
    for section in ["scenario", "objective"] {
        other[section] = first[section].clone();
    }
    forge(&out, |plan| *plan = other);
    fs::remove_dir_all(other_out).unwrap();
    refusal(&out, &[])
}

#[test]
fn what_the_running_network_earns_and_spends_is_that_of_its_rows() {
    let changes: [(&str, Value); 5] = [
        ("/governance/rules/reserve_min_eur", json!(-500.0)),
        ("/governance/wholesale/price_eur_per_month", json!(301.0)),
        ("/governance/wholesale/hosting_eur_per_site_per_year", json!(700.0)),
        ("/governance/spectrum/fee_eur_per_year", json!(1_234.0)),
        ("/governance/stresses/tower_loss/uninsured_ratio", json!(0.6)),
    ];
    for (pointer, value) in changes {
        let said = mixed(4, &[(pointer, value)]);
        assert!(said.contains("what rule \"guideline 4 (reserve after year "), "{pointer}: {said}");
        assert!(said.contains("value less limit of guideline 4 in plan.json"), "{said}");
    }
}

#[test]
fn what_private_funds_hold_is_that_of_their_row() {
    let funds = [
        ("/governance/funds/0/capex_eur", json!(140_000.0)),
        ("/governance/funds/1/capex_eur", json!(60_000.0)),
    ];
    let said = mixed(2, &funds);
    assert!(
        said.contains("what rule \"guideline 2 (private sites from private funds)\" leaves, euro"),
        "{said}"
    );
}

#[test]
fn the_share_that_may_be_captive_is_that_of_the_question() {
    let said = mixed(1, &[("/governance/rules/captive_max_ratio", json!(0.6))]);
    assert!(said.contains("question.captors, max_ratio_micro of "), "{said}");
}
