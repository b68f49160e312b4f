//! What links carry, with which tiers and at what cost, through the program.

use serde_json::{Value, json};

use crate::planned::{json_file, plan, verified};
use crate::world::{World, divario, text};

/// A tier, dearer by one `tier` for each step above the first.
fn tiers(capacities_mbps: &[f64]) -> Value {
    let tier = |(step, capacity_mbps): (usize, &f64)| {
        let items = vec!["tier"; step];
        json!({"capacity_mbps": capacity_mbps, "receiver_threshold_dbm": -72.0 + 6.0 * step as f64, "items": items})
    };
    capacities_mbps.iter().enumerate().map(tier).collect()
}

/// fibre — s1 — s2: links reach no farther than from one to the next, and s2, at the head of the valley, is what serves; s1, with a
/// poor antenna, serves 20 households at most. Five points with 150 households take 15.75 Mbit/s, the town hall 0.35.
fn chain(capacities_mbps: &[f64], funds_eur: f64) -> World {
    let mut world = World::new();
    world.set("/sites/inline/0/terms/antenna", json!({"isotropic": {"gain_dbi": -20.0}}));
    world.set("/sites/inline/1/lon_deg", json!(8.165)).set("/sites/inline/1/lat_deg", json!(43.932));
    world.set("/sites/inline/1/terms/owner", json!("comuni"));
    world.set("/governance/funds/0/capex_eur", json!(funds_eur));
    world.set("/backhaul/bands/0/length_max_km", json!(2.5));
    world.set("/backhaul/bands/0/tiers", tiers(capacities_mbps));
    let mut item = world.scenario["costs"]["items"]["hop"].clone();
    (item["label"], item["capex_eur"], item["opex_eur_per_year"]) =
        (json!("Tier"), json!(5_000.0), json!(100.0));
    world.set("/costs/items/tier", item);
    world
}

fn value(plan: &Value) -> f64 {
    plan["objective"]["value"].as_f64().unwrap()
}

/// Of each link its far end, what it can and does carry (Mbit/s), and its capital cost (euro).
fn links(plan: &Value) -> Vec<(String, f64, f64, f64)> {
    let number = |link: &Value, key: &str| link[key].as_f64().unwrap();
    let link = |link: &Value| {
        let far = link["to"].as_str().unwrap().to_owned();
        let [capacity, load, capex] =
            ["capacity_mbps", "load_mbps", "capex_eur"].map(|key| number(link, key));
        (far, capacity, load, capex)
    };
    plan["links"].as_array().unwrap().iter().map(link).collect()
}

fn link(far: &str, capacity_mbps: f64, load_mbps: f64, capex_eur: f64) -> (String, f64, f64, f64) {
    (far.into(), capacity_mbps, load_mbps, capex_eur)
}

fn states(plan: &Value) -> Vec<&str> {
    plan["points"].as_array().unwrap().iter().map(|point| point["state"].as_str().unwrap()).collect()
}

/// The money of a plan, and that its parts add up.
fn capex_eur(plan: &Value) -> f64 {
    let sum = |rows: &Value| {
        rows.as_array().unwrap().iter().map(|row| row["capex_eur"].as_f64().unwrap()).sum::<f64>()
    };
    let capex_eur = plan["cost"]["capex_eur"].as_f64().unwrap();
    assert_eq!((sum(&plan["sites"]), sum(&plan["cost"]["items"])), (capex_eur, capex_eur));
    capex_eur
}

fn extra(world: &World) -> Value {
    json_file(&world.out().join("certificate.json"))["answer"]["links_extra_cents"].clone()
}

#[test]
fn a_link_near_the_fibre_takes_a_dearer_tier_for_all_behind_it() {
    let mut world = chain(&[10.0, 40.0], 200_000.0);
    // Now s1 serves most, and s2 is there all the same.
    world.set("/sites/inline/0/terms/antenna", json!({"isotropic": {"gain_dbi": 12.0}}));
    world.set("/sites/inline/1/terms/status", json!("committed"));
    let (plan, _) = verified(&world);
    assert_eq!(links(&plan), [link("s1", 40.0, 16.1, 13_000.0), link("s2", 10.0, 1.05, 8_000.0)]);
    // Two masts, two radios, two links, one tier.
    assert_eq!((capex_eur(&plan), extra(&world)), (91_000.0, json!(500_000)));
    let items = plan["cost"]["items"].as_array().unwrap();
    let tier = items.iter().find(|row| row["item"] == "tier").unwrap();
    assert_eq!((&tier["count"], &tier["opex_eur_per_year"]), (&json!(1), &json!(100.0)));
    assert_eq!(plan["links"][0]["opex_eur_per_year"], json!(500.0));
    let layer = json_file(&world.out().join("links.geojson"));
    assert_eq!(layer["features"][0]["properties"]["load_mbps"], json!(16.1));
}

#[test]
fn whom_no_tier_carries_is_turned_away_with_the_reason() {
    let world = chain(&[10.0], 200_000.0);
    let (plan, _) = verified(&world);
    assert_eq!(links(&plan), [link("s1", 10.0, 6.65, 8_000.0), link("s2", 10.0, 6.65, 8_000.0)]);
    // The town hall first, then whoever weighs most for the traffic: 60 households of the small comune. 40 and 50 others do not fit.
    assert_eq!(states(&plan), ["covered", "covered", "covered", "link_full", "link_full"]);
    assert_eq!((value(&plan), &plan["households"]["covered"]), (77.0, &json!(60.0)));
    assert_eq!(plan["comuni"][1]["uncovered"]["link_full"], json!(90.0));
    assert!(
        plan["warnings"].to_string().contains("links cannot carry 90 households"),
        "{}",
        plan["warnings"]
    );
    assert_eq!(plan["points"][4]["server"], json!("s2"));
    let sector = &plan["sites"][1]["sectors"][0];
    assert_eq!(sector["households_served"], json!(60.0));
}

#[test]
fn what_the_budget_does_not_pay_is_done_without() {
    // Sites and links are 86,000, and a tier for each of two links 10,000 more.
    let (rich, poor) = (chain(&[10.0, 40.0], 96_000.0), chain(&[10.0, 40.0], 95_999.0));
    let (plan, _) = verified(&rich);
    assert_eq!((value(&plan), capex_eur(&plan)), (122.0, 96_000.0));
    let (plan, _) = verified(&poor);
    assert_eq!((value(&plan), capex_eur(&plan), extra(&poor)), (77.0, 86_000.0, json!(0)));
    assert_eq!(links(&plan).iter().map(|one| one.1).collect::<Vec<_>>(), [10.0, 10.0]);
    assert_eq!(plan["objective"]["bound"], json!(122.0));
}

/// One faster link would not do: the other would be full.
#[test]
fn whom_money_leaves_out_is_told_which_links_would_do() {
    let (plan, run) = verified(&chain(&[10.0, 40.0], 95_999.0));
    assert_eq!(states(&plan), ["covered", "covered", "covered", "link_full", "link_full"]);
    let links = json!([{"to": "s1", "capacity_mbps": 40.0}, {"to": "s2", "capacity_mbps": 40.0}]);
    let fix =
        json!({"capex_eur": 10_000.0, "sites": [], "new_links": [], "links": links, "slower_links": []});
    assert_eq!(
        (&plan["points"][3]["cheapest_fix"], &plan["points"][4]["cheapest_fix"]),
        (&fix, &fix),
        "{run:?}"
    );
    assert_eq!(
        (&plan["comuni"][1]["cheapest_fix"], &plan["comuni"][1]["cheapest_fix_households"]),
        (&fix, &json!(90.0))
    );
    let mut one_tier = chain(&[10.0, 40.0], 95_999.0);
    one_tier.set("/backhaul/bands/0/tiers", tiers(&[10.0]));
    let (plan, _) = verified(&one_tier);
    assert_eq!(plan["points"][3]["cheapest_fix"], Value::Null, "no tier carries them");
}

/// What a faster link costs to run is more than they would pay.
#[test]
fn no_link_is_named_that_an_enforced_guideline_forbids() {
    let mut world = chain(&[10.0, 40.0], 95_999.0);
    world.set("/costs/items/tier/opex_eur_per_year", json!(20_000.0));
    world.set("/governance/enforce", json!([4])).set("/governance/rules/reserve_min_eur", json!(0.0));
    world.set("/governance/wholesale/price_eur_per_month", json!(50.0));
    let (plan, _) = verified(&world);
    assert_eq!(
        (&plan["points"][3]["state"], &plan["points"][3]["cheapest_fix"]),
        (&json!("link_full"), &Value::Null)
    );
}

/// s2 is fed from the fibre itself over a band whose one tier costs 30,000; behind s1 it would cost nothing, were there money for both.
#[test]
fn a_plan_whose_links_cost_too_much_gives_way_to_another() {
    let mut world = chain(&[40.0], 70_000.0);
    let mut far = world.scenario["backhaul"]["bands"][0].clone();
    (far["band_ghz"], far["length_max_km"]) = (json!(15.0), json!(8.0));
    far["tiers"] = json!([{"capacity_mbps": 40.0, "receiver_threshold_dbm": -72.0, "items": ["tier"]}]);
    world.scenario["backhaul"]["bands"].as_array_mut().unwrap().push(far);
    world.set("/costs/items/tier/capex_eur", json!(30_000.0));
    let (plan, _) = verified(&world);
    assert_eq!((links(&plan), value(&plan)), (vec![link("s1", 40.0, 2.1, 8_000.0)], 24.0));
    world.set("/governance/funds/0/capex_eur", json!(73_000.0));
    let (plan, _) = verified(&world);
    assert_eq!((links(&plan), value(&plan)), (vec![link("s2", 40.0, 16.1, 38_000.0)], 122.0));
}

/// What a dearer tier costs to run counts in the rules of guideline 4.
#[test]
fn links_take_what_they_cost_to_run_from_the_reserve() {
    let mut world = chain(&[10.0, 40.0], 200_000.0);
    world.set("/costs/items/tier/opex_eur_per_year", json!(2_000.0));
    world.set("/governance/enforce", json!([4])).set("/governance/rules/reserve_min_eur", json!(0.0));
    world.set("/governance/wholesale/price_eur_per_month", json!(30.0));
    let (reserve, _) = verified(&world);
    assert_eq!(reserve["governance"][3]["holds"], json!(true));
    let answer = json_file(&world.out().join("certificate.json"))["answer"].clone();
    // Two tiers: 4,000 in year 1; 8 × 4,000 and two times 5,000 to renew them in year 8; 10 × 4,000 and these in year 10.
    assert_eq!(
        answer["rules_extra_micro_eur"],
        json!([4_000_000_000_i64, 42_000_000_000_i64, 50_000_000_000_i64])
    );
    world.set("/costs/items/tier/opex_eur_per_year", json!(20_000.0));
    let (run, _) = plan(&world);
    if run.status == 0 {
        let (plan, _) = verified(&world);
        assert_eq!(plan["governance"][3]["holds"], json!(true));
        assert!(links(&plan).iter().all(|link| link.1 == 10.0), "{plan}");
    } else {
        assert!(run.status == 3 && run.stderr.contains("C7 rules"), "{}", run.stderr);
    }
}

#[test]
fn more_capacity_is_never_worse() {
    let values =
        |plans: Vec<World>| -> Vec<f64> { plans.iter().map(|world| value(&verified(world).0)).collect() };
    let one = values([3.0, 6.0, 10.0, 12.0, 14.0, 17.0].map(|most| chain(&[most], 96_000.0)).into());
    assert!(one.is_sorted() && one[0] < one[5], "{one:?}");
    // A second tier, where there is money for both links, for one, for none.
    for funds_eur in [96_000.0, 92_000.0, 86_000.0] {
        let two = values([11.0, 13.0, 17.0, 40.0].map(|most| chain(&[10.0, most], funds_eur)).into());
        assert!(two.is_sorted() && two[0] >= one[2], "{funds_eur}: {two:?}");
    }
}

#[test]
fn the_tiers_of_a_path_are_shown() {
    let mut world = chain(&[10.0, 40.0], 200_000.0);
    world.set("/backhaul/bands/0/tiers/1/receiver_threshold_dbm", json!(-28.5));
    let scenario = world.save();
    let path = ["link", text(&scenario), "--from", "p1", "--to", "s1"];
    let run = divario(&path);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows: Vec<&str> = run.stdout.lines().filter(|line| line.contains("Mbit/s")).collect();
    assert!(rows[0].ends_with(" EUR") && rows[1].ends_with("  NOT USABLE"), "{}", run.stdout);
    let report = divario(&[&path[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let tiers = &report["backhaul"]["tiers"];
    assert_eq!((&tiers[0]["usable"], &tiers[1]["usable"]), (&json!(true), &json!(false)));
    // A link of a plan may not take it either: the root carries no more than the lower tier.
    let (plan, _) = verified(&world);
    assert!(links(&plan).iter().all(|link| link.1 == 10.0), "{plan}");
}

#[test]
fn wrong_tiers_are_told_with_their_place_and_a_remedy() {
    let refused = |change: &dyn Fn(&mut World), said: &[&str]| {
        let mut world = chain(&[10.0, 40.0], 200_000.0);
        change(&mut world);
        let run = divario(&["check", text(&world.save())]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        for said in said {
            assert!(run.stderr.contains(said), "no {said:?} in {}", run.stderr);
        }
    };
    let set =
        |pointer: &'static str, value: Value| move |world: &mut World| _ = world.set(pointer, value.clone());
    refused(
        &set("/backhaul/bands/0/tiers/1/capacity_mbps", json!(10.0)),
        &[
            "/backhaul/bands/0/tiers/1/capacity_mbps: 10 Mbit/s after 10 Mbit/s [tiers-out-of-order]",
            "by rising capacity",
        ],
    );
    refused(
        &set("/backhaul/bands/0/tiers/1/receiver_threshold_dbm", json!(-72.5)),
        &[
            "/backhaul/bands/0/tiers/1/receiver_threshold_dbm: -72.5 dBm after -72 dBm",
            "no lower level than the tier before",
        ],
    );
    refused(
        &set("/backhaul/bands/0/tiers/1/items", json!(["tier", "dish"])),
        &[
            "/backhaul/bands/0/tiers/1/items/1: \"dish\" has no price [unknown-item]",
            "price it in /costs/items",
        ],
    );
    refused(&set("/backhaul/bands/0/tiers", json!([])), &["/backhaul/bands/0/tiers"]);
    let old = |world: &mut World| {
        world.remove("/backhaul/bands/0", "tiers");
        world.set("/backhaul/bands/0/receiver_threshold_dbm", json!(-72.0));
    };
    refused(
        &old,
        &[
            "/backhaul/bands/0/receiver_threshold_dbm: nobody reads the key",
            "the key \"tiers\" is missing",
            "each tier with the `receiver_threshold_dbm` that it needs",
        ],
    );
}

#[test]
fn what_links_cost_cannot_be_tampered_with() {
    let world = chain(&[10.0, 40.0], 200_000.0);
    verified(&world);
    let refused = |file: &str, pointer: &str, instead: Value, said: &str| {
        let path = world.out().join(file);
        let kept = std::fs::read(&path).unwrap();
        let mut document = json_file(&path);
        *document.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = instead;
        std::fs::write(&path, format!("{document:#}\n")).unwrap();
        let verdict = divario(&["verify", text(&world.out())]);
        assert!(verdict.status == 1 && verdict.stderr.contains(said), "{pointer}: {}", verdict.stderr);
        std::fs::write(&path, kept).unwrap();
    };
    refused("certificate.json", "/answer/links_extra_cents", json!(0), "claim.spent_cents");
    refused("certificate.json", "/answer/links_extra_cents", json!(-1), "C3");
    refused(
        "plan.json",
        "/links/0/load_mbps",
        json!(40.5),
        "load_mbps: found 40.5; expected 0 to its capacity of 40",
    );
    refused("plan.json", "/links/0/capacity_mbps", json!(10.0), "expected 0 to its capacity of 10");
    refused("plan.json", "/links/0/capex_eur", json!(1e6), "link to \"s1\", capex_eur");
    refused("plan.json", "/links/0/capex_eur", json!(12_000.0), "SHA-256");
    refused("plan.json", "/links/0/opex_eur_per_year", json!(1.0), "SHA-256");
    refused(
        "plan.json",
        "/sites/0/capex_eur",
        json!(48_001.0),
        "answer.links_extra_cents: found 1000000; expected 1000100",
    );
}
