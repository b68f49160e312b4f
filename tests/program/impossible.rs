//! Impossible questions, through the program: the rules that bind and the least that would have to give, in words; exit status 3;
//! nothing is written.

use serde_json::json;

use crate::planned::{Planned, json_file, scenarios};
use crate::world::{World, divario, text};

/// Plans the world and expects that no plan is possible, with all of `expected` said.
fn impossible(world: &World, expected: &[&str]) {
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 3, "status {}\n{}\n{}", run.status, run.stdout, run.stderr);
    assert!(run.stderr.contains("divario: no plan satisfies the constraints: "), "{}", run.stderr);
    for part in expected {
        assert!(run.stderr.contains(part), "«{part}» is missing in:\n{}", run.stderr);
    }
    assert!(run.stdout.is_empty() && !world.out().exists(), "{}", run.stdout);
}

/// The world with so many euro.
fn with_funds(capex_eur: f64) -> World {
    let mut world = World::new();
    world.set("/governance/funds/0/capex_eur", json!(capex_eur));
    world
}

#[test]
fn a_budget_of_nothing_or_too_little_names_the_cheapest_beginning() {
    let cheapest = "the cheapest site that could be built, fed and serve somebody, s1, costs 43,000 euro";
    impossible(&with_funds(0.0), &["C3 budget", cheapest, "is 0 euro: 43,000 euro more"]);
    impossible(&with_funds(42_999.99), &["/governance/funds", cheapest, ": 0.01 euro more"]);
}

#[test]
fn the_least_that_is_missing_is_all_that_is_missing() {
    let world = with_funds(43_000.0);
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out()), "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let plan = json_file(&world.out().join("plan.json"));
    assert!(plan["households"]["covered"].as_f64().unwrap() > 0.0);
}

#[test]
fn sites_that_stand_already_serve_without_a_budget() {
    let mut world = with_funds(0.0);
    world.set("/sites/inline/0/terms/status", json!("existing"));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out()), "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn where_nothing_can_be_fed_the_link_that_comes_nearest_is_named() {
    let mut world = World::new();
    world.set("/backhaul/bands/0/length_max_km", json!(0.5));
    let nearest = "pop:p1 to site:s1, 1.67 km, is 1.17 km longer than any band reaches";
    impossible(&world, &["C4 feeding (/backhaul)", "\"s1\"", nearest, "divario link --from pop:p1"]);
    world.set("/backhaul/bands/0/length_max_km", json!(8.0));
    world.set("/backhaul/bands/0/tx_power_dbm", json!(-30.0));
    impossible(&world, &["C4 feeding", "works 0.0000 % of the time of the 99.9 % asked for"]);
}

/// What it asks for would do.
#[test]
fn where_a_sector_has_too_little_time_for_anybody_the_least_share_is_named() {
    let mut world = World::new();
    world.set("/service/load_max_ratio", json!(0.01));
    world.set("/service/contention_ratio", json!(5.0));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    let (_, after) = run.stderr.split_once("C5 time: ").unwrap();
    let (_, after) = after.split_once("a load_max_ratio of ").unwrap();
    let ratio: f64 = after.split_once(' ').unwrap().0.parse().unwrap();
    world.set("/service/load_max_ratio", json!(ratio));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn who_is_in_reach_and_weighs_nothing_is_told_so() {
    let mut world = World::new();
    // There is no institution.
    world.set("/demand/anchors", json!([]));
    for weight in ["unserved_weight", "served_weight", "small_comune_bonus"] {
        world.set(&format!("/objective/{weight}"), json!(0.0));
    }
    impossible(&world, &["C1 covering: whoever is in reach has no weight", "/objective"]);
}

#[test]
fn where_nobody_is_reached_the_path_that_comes_nearest_is_named() {
    let mut world = World::new();
    world.set("/radio/base_station/station/tx_power_dbm", json!(-30.0));
    impossible(
        &world,
        &["C1 covering", "in 90 % of places", "the path that comes nearest, from s", "and lacks"],
    );
    world.set("/backhaul/bands/0/length_max_km", json!(0.5));
    impossible(
        &world,
        &["C1 covering", "\nand: C4 feeding (/backhaul): no chain of links joins 2 usable sites"],
    );
}

#[test]
fn relays_alone_serve_nobody() {
    let mut world = World::new();
    for site in 0..2 {
        world.set(&format!("/sites/inline/{site}/terms/relay_only"), json!(true));
    }
    impossible(&world, &["C1 covering", "relay_only"]);
}

#[test]
fn forbidden_sites_and_no_point_of_presence_are_bad_input() {
    let mut world = World::new();
    for site in 0..2 {
        world.set(&format!("/sites/inline/{site}/terms/status"), json!("forbidden"));
    }
    world.set("/backhaul/pops", json!([]));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("/backhaul/pops: found nothing in it"), "{}", run.stderr);
    assert!(!world.out().exists());
}

#[test]
fn where_all_is_one_private_owners_guideline_1_leaves_nothing() {
    let mut world = World::new();
    for site in 0..2 {
        world.set(&format!("/sites/inline/{site}/terms/owner"), json!("towerco"));
    }
    // Of institutions nobody is a captive.
    world.set("/governance/enforce", json!([1])).set("/demand/anchors", json!([]));
    let captive =
        "C9 captivity: whoever could be served would depend on one private owner alone (\"towerco\")";
    impossible(&world, &[captive, "/governance/rules/captive_max_ratio", "/governance/enforce"]);
}

#[test]
fn where_a_fund_may_not_pay_the_least_that_is_missing_is_proven() {
    let mut world = World::new();
    let fund = |id: &str, capex_eur: f64, kinds: serde_json::Value| json!({"id": id, "public": true, "capex_eur": capex_eur, "pays_for": kinds});
    let funds = |links_eur: f64| {
        json!([
            fund("masts", 1e6, json!(["structure", "equipment"])),
            fund("links", links_eur, json!(["link"])),
        ])
    };
    world.set("/governance/funds", funds(7_999.99));
    let least =
        "C7 rules, funds for links: s1, the least of it for which somebody could be served, takes 8,000 euro";
    impossible(
        &world,
        &[
            least,
            "7,999.99 euro is left: 0.01 euro more of these funds",
            "/governance/funds, capex_eur or pays_for",
        ],
    );
    world.set("/governance/funds", funds(8_000.0));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out()), "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn a_committed_site_that_was_listed_twice_is_told_of() {
    let mut world = World::new();
    let mut again = world.scenario["sites"]["inline"][0].clone();
    again["id"] = json!("s1-again");
    world.scenario["sites"]["inline"].as_array_mut().unwrap().push(again);
    for site in [0, 2] {
        world.set(&format!("/sites/inline/{site}/terms/status"), json!("committed"));
    }
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let told =
        "committed sites \"s1\" and \"s1-again\" stand in one place, and every plan builds and pays for both";
    assert!(format!("{}{}", run.stdout, run.stderr).contains(told), "{}{}", run.stdout, run.stderr);
}

#[test]
fn candidate_islands_are_counted_and_named() {
    let mut world = World::new();
    let mut island = world.scenario["sites"]["inline"][0].clone();
    island["id"] = json!("island");
    (island["lon_deg"], island["lat_deg"]) = (json!(8.140_34), json!(43.933_086));
    island["terms"]["antenna_height_m"] = json!(1.0);
    world.scenario["sites"]["inline"].as_array_mut().unwrap().push(island);
    world.set("/backhaul/bands/0/length_max_km", json!(2.5));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let warning = "warning: no chain of links joins 1 candidate site (\"island\") to a point of presence";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
}

/// The smallest scenario where links carry so much, by a command: its exit status and what it says.
fn with_links_of(capacity_mbps: f64, command: &str) -> (i32, String) {
    let planned = Planned::changed("minimal.json", |scenario| {
        scenario["backhaul"]["bands"][0]["tiers"][0]["capacity_mbps"] = json!(capacity_mbps);
    });
    let data = scenarios();
    let run = divario(&[
        command,
        text(&planned.scenario),
        "--data",
        text(&data),
        "--out",
        text(&planned.out),
        "--quiet",
    ]);
    assert_eq!(planned.out.exists(), run.status == 0);
    (run.status, run.stderr)
}

/// The smallest place has one household: 0.35 subscribers at 7 Mbit/s, shared by 20.
#[test]
fn links_too_narrow_for_any_place_are_told_with_what_is_missing() {
    for command in ["plan", "frontier"] {
        let (status, said) = with_links_of(0.1, command);
        assert_eq!(status, 3, "{said}");
        for part in ["link capacity", "asks for 0.1225 Mbit/s", "carry 0.1 at most: 0.0225 Mbit/s more"] {
            assert!(said.contains(part), "«{part}» is missing in:\n{said}");
        }
    }
    assert_eq!(with_links_of(0.1225, "plan").0, 0);
}
