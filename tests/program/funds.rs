//! Funds that may not pay for everything.

use serde_json::{Value, json};

use crate::planned::json_file;
use crate::world::{Run, World, divario, text};

/// The small world with funds for masts and radios, and for links.
fn world(masts_eur: f64, links_eur: f64) -> World {
    let mut world = World::new();
    // Each site serves whom the other does not reach.
    world.set("/radio/propagation/range_max_km", json!(2.15));
    let fund = |id: &str, capex_eur: f64, pays_for: Value| json!({"id": id, "public": true, "capex_eur": capex_eur, "pays_for": pays_for});
    world.set(
        "/governance/funds",
        json!([
            fund("masts", masts_eur, json!(["structure", "equipment"])),
            fund("links", links_eur, json!(["link"])),
        ]),
    );
    world
}

fn plan(world: &World) -> Run {
    divario(&["plan", text(&world.save()), "--out", text(&world.out()), "--no-progress", "--quiet"])
}

/// What the links of the small world cost, and all the rest of its sites, one each.
fn prices(world: &World) -> (f64, f64) {
    assert_eq!(plan(world).status, 0);
    let plan = json_file(&world.out().join("plan.json"));
    let first = |kinds: &[&str]| -> f64 {
        let rows = plan["ledger"].as_array().unwrap().iter();
        let of_first = rows.filter(|row| row["site"] == plan["sites"][0]["id"]);
        let of_kind = of_first.filter(|row| kinds.iter().any(|kind| row["kind"] == *kind));
        of_kind.map(|row| row["capex_eur"].as_f64().unwrap()).sum()
    };
    (first(&["structure", "equipment"]), first(&["link"]))
}

#[test]
fn each_fund_pays_for_what_it_may_and_the_plan_is_as_large_as_that_allows() {
    let rich = world(500_000.0, 500_000.0);
    let (site_eur, link_eur) = prices(&rich);
    let both = json_file(&rich.out().join("plan.json"));
    assert_eq!(both["sites"].as_array().unwrap().len(), 2);

    // Links for one site alone, whatever there is for masts.
    let poor = world(500_000.0, 1.5 * link_eur);
    assert_eq!(plan(&poor).status, 0);
    let one = json_file(&poor.out().join("plan.json"));
    assert_eq!(one["sites"].as_array().unwrap().len(), 1);
    let spent = |at: usize| one["cost"]["funds"][at]["spent_eur"].as_f64().unwrap();
    assert_eq!((spent(0), spent(1)), (site_eur, link_eur));
    assert_eq!(one["cost"]["funds"][1]["pays_for"], json!(["link"]));
    assert_eq!(one["status"], "optimal");
    let dark = one["points"].as_array().unwrap().iter().filter(|point| point["state"] == "over_budget");
    assert!(dark.count() > 0, "whom the other site would serve is beyond the budget of links");
    let verified = divario(&["verify", text(&poor.out()), "--scenario", text(&poor.save()), "--recompute"]);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
}

#[test]
fn what_the_funds_may_pay_for_leaves_no_plan() {
    let (_, link_eur) = prices(&world(500_000.0, 500_000.0));
    let run = plan(&world(500_000.0, link_eur - 100.0));
    assert_eq!(run.status, 3, "{}", run.stderr);
    for part in ["C7 rules, funds for links", "100 euro more of these funds (/governance/funds"] {
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    let mut committed = world(500_000.0, link_eur - 100.0);
    for site in [0, 1] {
        committed.set(&format!("/sites/inline/{site}/terms/status"), json!("committed"));
    }
    let run = plan(&committed);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(run.stderr.contains("C3 budget: the committed sites need"), "{}", run.stderr);
    assert!(run.stderr.contains("euro for links, and the funds that may pay for it hold"), "{}", run.stderr);
}

#[test]
fn wrong_purposes_are_refused() {
    let refused = |change: fn(&mut World), expected: &str| {
        let mut world = world(1e5, 1e5);
        change(&mut world);
        let run = divario(&["check", text(&world.save())]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    };
    refused(
        |world| _ = world.set("/governance/funds/1/pays_for", json!(["structure"])),
        "no fund pays for \"link\", which has a price in /costs",
    );
    refused(
        |world| _ = world.set("/governance/funds/1/pays_for", json!(["link", "link"])),
        "/governance/funds/1/pays_for",
    );
    refused(
        |world| _ = world.set("/governance/funds/1/pays_for", json!(["fibre"])),
        "/governance/funds/1/pays_for",
    );
    refused(|world| _ = world.set("/governance/funds/1/pays_for", json!([])), "/governance/funds/1/pays_for");
}

#[test]
fn a_frontier_ends_at_what_the_funds_hold() {
    let world = world(60_000.0, 40_000.0);
    let (scenario, out) = (world.save(), world.out());
    let frontier = |budgets: &str| {
        divario(&[
            "frontier",
            text(&scenario),
            "--out",
            text(&out),
            "--no-progress",
            "--quiet",
            "--budgets-eur",
            budgets,
        ])
    };
    let run = frontier("50000,100001");
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("a budget of 100,001 euro is asked for, the funds hold 100,000 euro"),
        "{}",
        run.stderr
    );
    assert_eq!(frontier("50000,100000").status, 0);
}
