//! Concessions and reversions through the program: what is refused, and what guideline 1 makes of them.

use serde_json::{Value, json};

use crate::planned::{plan, verified};
use crate::world::{World, divario, text};

/// A world in which the region has the fibre and the first site; the second is of the comuni. Both can be paid for, and neither
/// reaches all: the second alone reaches 50 households of Costa Chiara, of which the plan covers 90.
fn two_owners() -> World {
    let mut world = World::new();
    let owners = world.scenario["governance"]["owners"].as_array_mut().unwrap();
    owners.push(json!({"id": "region", "name": "Region", "kind": "other_public"}));
    world
        .set("/sites/inline/0/terms/owner", json!("region"))
        .set("/sites/inline/1/terms/owner", json!("comuni"));
    world.set("/backhaul/pops/0/owner", json!("region"));
    world.set("/governance/funds/0/capex_eur", json!(100_000.0));
    world.set("/radio/propagation/range_max_km", json!(2.15));
    world
}

fn concession(grantor: &str, concessionaire: &str, until_year: u32) -> Value {
    json!({"id": grantor, "grantor": grantor, "concessionaire": concessionaire, "until_year": until_year})
}

fn granted(mut world: World, concessions: &[Value]) -> World {
    world.set("/governance/concessions", json!(concessions));
    world
}

/// What the program says of a world that it refuses.
fn refusal(world: &World) -> String {
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("remedy:"), "{}", run.stderr);
    run.stderr
}

#[test]
fn what_is_no_concession_is_refused() {
    let refused = |concessions: &[Value], expected: &[&str]| {
        let said = refusal(&granted(two_owners(), concessions));
        for part in expected {
            assert!(said.contains(part), "«{part}» is missing in:\n{said}");
        }
    };
    let at = |field: &str| format!("/governance/concessions/0/{field}");
    refused(
        &[concession("nobody", "stranger", 5)],
        &[&at("grantor"), "\"nobody\"", &at("concessionaire"), "\"stranger\"", "unknown-owner"],
    );
    refused(
        &[concession("comuni", "region", 5)],
        &[&at("concessionaire"), "\"region\" is public", "public-concessionaire"],
    );
    refused(&[concession("towerco", "towerco", 5)], &[&at("concessionaire"), "self-concession"]);
    refused(&[concession("comuni", "comuni", 5)], &["self-concession"]);
    let mut private = concession("towerco", "comuni", 5);
    private["concessionaire"] = json!("towerco2");
    refused(&[private], &[&at("grantor"), "\"towerco\" is private", "private-grantor", "reverts"]);
    refused(&[concession("comuni", "towerco", 0)], &[&at("until_year"), "found 0"]);
    refused(&[concession("comuni", "towerco", 11)], &[&at("until_year"), "beyond the horizon of 10 years"]);
    let mut again = concession("comuni", "towerco", 6);
    again["id"] = json!("again");
    refused(
        &[concession("comuni", "towerco", 5), again],
        &["/governance/concessions/1/grantor", "two-concessions"],
    );
    refused(&[concession("comuni", "towerco", 5), concession("comuni", "towerco", 5)], &["repeated-id"]);
}

#[test]
fn what_is_no_reversion_is_refused() {
    let refused = |owner: &str, year: u32, to: &str, expected: &[&str]| {
        let mut world = two_owners();
        world.set("/sites/inline/1/terms/owner", json!(owner));
        world.set("/sites/inline/1/terms/reverts", json!({"year": year, "to": to}));
        let said = refusal(&world);
        for part in expected {
            assert!(said.contains(part), "«{part}» is missing in:\n{said}");
        }
    };
    let at = "/sites/inline/1/terms/reverts";
    refused("comuni", 5, "region", &[at, "\"comuni\" is public already", "public-reversion"]);
    refused("towerco", 5, "towerco", &[&format!("{at}/to"), "\"towerco\" is private", "private-reversion"]);
    refused("towerco", 5, "nobody", &[&format!("{at}/to"), "unknown-owner"]);
    refused("towerco", 0, "comuni", &[&format!("{at}/year"), "found 0"]);
    refused("towerco", 11, "comuni", &[&format!("{at}/year"), "year-beyond-horizon"]);
}

fn comuni(plan: &Value, field: &str) -> Vec<f64> {
    plan["comuni"].as_array().unwrap().iter().map(|one| one[field].as_f64().unwrap()).collect()
}

/// The second site is run by the tower company until year 5.
#[test]
fn a_concession_counts_until_its_end_and_is_told() {
    let (plan, _) = verified(&granted(two_owners(), &[concession("comuni", "towerco", 5)]));
    assert_eq!(plan["sites"].as_array().unwrap().len(), 2);
    assert_eq!(
        (comuni(&plan, "captive_ratio"), comuni(&plan, "hhi")),
        (vec![0.0, 0.555_556], vec![0.0, 3_086.42])
    );
    assert_eq!(comuni(&plan, "captive_ratio_after"), [0.0, 0.0]);
    let phases = &plan["dependence"]["phases"];
    assert_eq!((&phases[1]["after_year"], &phases[1]["captive_ratio"]), (&json!(5), &json!(0.0)));
    let first = &plan["governance"][0];
    assert!(first["explanation"].as_str().unwrap().contains("After the end of year 5"), "{first}");
    assert!(first["explanation_it"].as_str().unwrap().contains("Dopo la fine dell’anno 5"), "{first}");
    let public = verified(&two_owners()).0;
    assert_eq!((comuni(&public, "captive_ratio"), comuni(&public, "hhi")), (vec![0.0; 2], vec![0.0; 2]));
}

/// Enforced, the limit has two sides: the share that the concession makes, and a little less. That it ends helps nothing.
#[test]
fn a_concession_that_just_holds_and_one_that_just_fails() {
    let world = |limit: f64, until_year: u32| {
        let mut world = granted(two_owners(), &[concession("comuni", "towerco", until_year)]);
        world.set("/governance/rules/captive_max_ratio", json!(limit)).set("/governance/enforce", json!([1]));
        world
    };
    let (free, _) = verified(&world(1.0, 10));
    let share = comuni(&free, "captive_ratio").into_iter().fold(0.0, f64::max);
    let value = |plan: &Value| plan["objective"]["value"].as_f64().unwrap();
    let (held, _) = verified(&world(share, 10));
    assert_eq!((value(&held), &held["governance"][0]["holds"]), (value(&free), &json!(true)));
    for until_year in [1, 10] {
        let (less, _) = verified(&world(share - 1e-3, until_year));
        assert_eq!(less["governance"][0]["holds"], json!(true));
        assert!(value(&less) < value(&free), "{less}");
        assert!(value(&free) <= free["objective"]["bound"].as_f64().unwrap());
    }
}

/// A private site that reverts is its owner's until then, wherever it is asked.
#[test]
fn a_private_site_that_reverts_counts_until_then() {
    let world = |reverts: Option<u32>| {
        let mut world = two_owners();
        world.set("/sites/inline/1/terms/owner", json!("towerco"));
        if let Some(year) = reverts {
            world.set("/sites/inline/1/terms/reverts", json!({"year": year, "to": "comuni"}));
        }
        world
    };
    let (never, _) = verified(&world(None));
    let (later, _) = verified(&world(Some(8)));
    assert_eq!(comuni(&never, "captive_ratio"), comuni(&later, "captive_ratio"));
    assert_eq!(comuni(&never, "captive_ratio"), comuni(&never, "captive_ratio_after"));
    assert_eq!(comuni(&later, "captive_ratio_after"), [0.0, 0.0]);
    let rows = later["ledger"].as_array().unwrap();
    let of_s2: Vec<&Value> = rows.iter().filter(|row| row["site"] == json!("s2")).collect();
    assert!(!of_s2.is_empty());
    assert!(
        of_s2.iter().all(|row| row["reversion_year"] == json!(8) && row["reverts_to"] == json!("comuni"))
    );
}

/// Where all that feeds anybody is in concession, every plan has captives: enforced, there is none.
#[test]
fn fibre_in_concession_makes_everybody_captive() {
    let mut world = granted(two_owners(), &[concession("region", "towerco", 3)]);
    let (audited, _) = verified(&world);
    assert!(comuni(&audited, "captive_ratio").into_iter().all(|ratio| ratio == 1.0));
    assert!(comuni(&audited, "hhi").into_iter().all(|hhi| hhi == 10_000.0));
    world.set("/governance/enforce", json!([1]));
    let (run, _) = plan(&world);
    assert_eq!(run.status, 3, "{}{}", run.stdout, run.stderr);
}
