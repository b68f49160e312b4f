//! Sites that can be built in several ways, through the program.

use serde_json::{Value, json};

use crate::planned::{plan, verified};
use crate::world::{World, divario, text};

/// A world in which s1 can be built low with a weak antenna, or tall with a good one.
fn low_or_tall(tall_eur: f64) -> World {
    let mut world = World::new();
    world.set("/sites/inline/1/terms/status", json!("forbidden"));
    world.set("/sites/inline/0/terms/antenna_height_m", json!(2.0));
    world.set("/sites/inline/0/terms/antenna", json!({"isotropic": {"gain_dbi": -20.0}}));
    let good = json!({"isotropic": {"gain_dbi": 12.0}});
    let tall = json!([{"name": "tall", "structure": "tall_mast", "antenna_height_m": 25.0, "antenna": good}]);
    world.scenario["sites"]["inline"][0]["terms"]["alternatives"] = tall;
    let mut item = world.scenario["costs"]["items"]["mast"].clone();
    item["capex_eur"] = json!(tall_eur);
    world.scenario["costs"]["items"]["tall_mast"] = item;
    world.scenario["costs"]["structures"]["tall_mast"] = json!(["tall_mast"]);
    world
}

fn sites(plan: &Value) -> Vec<(String, f64)> {
    let sites = plan["sites"].as_array().unwrap().iter();
    sites.map(|site| (site["id"].as_str().unwrap().to_owned(), site["height_m"].as_f64().unwrap())).collect()
}

#[test]
fn a_place_is_built_in_the_way_that_serves_more_and_in_no_other() {
    let (tall, said) = verified(&low_or_tall(20_000.0));
    assert_eq!(sites(&tall), [("s1/tall".to_owned(), 25.0)], "{said}");
    let mut low_alone = low_or_tall(20_000.0);
    low_alone.scenario["sites"]["inline"][0]["terms"]["alternatives"] = json!([]);
    let (low, _) = verified(&low_alone);
    let value = |plan: &Value| plan["objective"]["value"].as_f64().unwrap();
    assert!(value(&tall) > value(&low), "{} and {}", value(&tall), value(&low));
    assert!(!low.to_string().contains("s1/tall"));
}

#[test]
fn what_is_too_dear_is_built_in_the_cheaper_way() {
    let world = low_or_tall(10_000_000.0);
    let (run, out) = plan(&world);
    if run.status == 0 {
        let (plan, _) = verified(&world);
        assert!(sites(&plan).iter().all(|(id, _)| id == "s1"), "{plan}");
    } else {
        assert!(run.status == 3 && !out.exists(), "{}", run.stderr);
    }
}

#[test]
fn other_ways_are_asked_for_by_their_own_ids() {
    let world = low_or_tall(20_000.0);
    let (scenario, out) = (world.save(), world.path("map"));
    let run = divario(&["coverage", text(&scenario), "--site", "s1/tall", "--out", text(&out)]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = divario(&["coverage", text(&scenario), "--out", text(&out)]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let sites = std::fs::read_to_string(out.join("sites.geojson")).unwrap();
    assert!(sites.contains("\"s1\"") && !sites.contains("s1/tall"), "of each place the first way: {sites}");
}

/// What `divario check` says of a world.
fn refusal(world: &World) -> String {
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    run.stderr
}

#[test]
fn a_way_to_build_needs_a_name_without_a_slash() {
    let mut world = low_or_tall(20_000.0);
    let name = "/sites/inline/0/terms/alternatives/0/name";
    let said = refusal(world.set(name, json!("")));
    assert!(
        said.contains(&format!("{name}: found nothing in it [empty]\n    remedy: a name is needed\n")),
        "{said}"
    );
    let said = refusal(world.set(name, json!("tall/er")));
    for part in
        [&format!("{name}: \"tall/er\" has a slash in it [slash-in-name]"), "choose a name without one"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn what_must_not_be_built_is_built_in_no_other_way() {
    let mut world = low_or_tall(20_000.0);
    world.set("/sites/inline/1/terms/status", json!("candidate"));
    let said = refusal(world.set("/sites/inline/0/terms/status", json!("forbidden")));
    let place = "/sites/inline/0/terms/alternatives: other ways to build a site that must not be built";
    for part in [place, "alternatives-of-forbidden-site", "take them out, or make the site a candidate"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
