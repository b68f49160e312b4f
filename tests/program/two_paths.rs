//! Anchor institutions that ask for two paths, through the program.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::planned::Planned;
use crate::world::{World, divario, text};

/// Where its chain of links leads from a site that is not lost; true at a point of presence.
fn reaches_fibre(parents: &BTreeMap<&str, &str>, mut node: String, lost: &str) -> bool {
    while let Some(parent) = parents.get(node.as_str()) {
        if node == lost {
            return false;
        }
        node = (*parent).to_owned();
    }
    true
}

fn ids(path: &Value) -> Vec<&str> {
    path.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn the_loss_of_no_site_cuts_a_town_hall_of_the_demo_off_that_asks_for_two_paths() {
    let planned = Planned::changed("demo.json", |scenario| {
        scenario["terrain"]["cell_m"] = json!(120.0);
        scenario["demand"]["anchors"][0]["dual_path"] = json!(true);
        // Enough for a second chain to be built for some of them.
        scenario["objective"]["anchor_weight"] = json!(200);
    })
    .done();
    let plan = planned.plan();
    let links = plan["links"].as_array().unwrap();
    let parents: BTreeMap<&str, &str> =
        links.iter().map(|link| (link["to"].as_str().unwrap(), link["from"].as_str().unwrap())).collect();
    assert_eq!(parents.len(), plan["sites"].as_array().unwrap().len(), "one link into each site");
    let (mut covered, mut alone) = (0, 0);
    for anchor in plan["anchors"].as_array().unwrap() {
        assert_eq!(anchor["dual_path"], true);
        let paths: Vec<Vec<&str>> = anchor["paths"].as_array().unwrap().iter().map(ids).collect();
        if anchor["covered"] == true {
            covered += 1;
            assert_eq!((paths.len(), paths[0][0]), (2, anchor["server"].as_str().unwrap()));
            for lost in parents.keys() {
                let keeps = |path: &Vec<&str>| reaches_fibre(&parents, path[0].to_owned(), lost);
                assert!(paths.iter().any(keeps), "{anchor} without {lost}");
            }
        } else {
            alone += usize::from(anchor["state"] == "no_second_path");
            assert!(paths.len() <= 1, "{anchor}");
        }
    }
    assert!(covered > 0, "no town hall has two paths, and {alone} have one");
    let said = plan["warnings"].to_string();
    assert_eq!(said.contains("served over one alone"), alone > 0, "{said}");
    let verdict = divario(&["verify", text(&planned.out)]);
    assert_eq!(verdict.status, 0, "{}", verdict.stderr);
}

/// The world has one site with a link to the fibre and one behind it at most: no hall has a second path.
#[test]
fn a_town_hall_with_one_path_fails_when_two_are_asked_for() {
    let mut world = World::new();
    let state = |world: &World| {
        let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let plan: Value =
            serde_json::from_str(&std::fs::read_to_string(world.out().join("plan.json")).unwrap()).unwrap();
        (plan["anchors"][0].clone(), plan["objective"]["value"].as_f64().unwrap())
    };
    let (served, value) = state(&world);
    assert_eq!((&served["state"], &served["dual_path"]), (&json!("covered"), &json!(false)));
    world.set("/demand/anchors/0/dual_path", json!(true));
    let (alone, without) = state(&world);
    assert_eq!((&alone["state"], &alone["covered"]), (&json!("no_second_path"), &json!(false)));
    assert_eq!(alone["paths"].as_array().unwrap().len(), 1);
    assert!((value - without - 5.0).abs() < 1e-5, "{value}, then {without}");
    let verdict = divario(&["verify", text(&world.out())]);
    assert_eq!(verdict.status, 0, "{}", verdict.stderr);
}

#[test]
fn what_is_neither_true_nor_false_is_refused() {
    let mut world = World::new();
    world.set("/demand/anchors/0/dual_path", json!("yes"));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 2);
    for said in ["/demand/anchors/0/dual_path", "found \"yes\"", "true or false"] {
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}
