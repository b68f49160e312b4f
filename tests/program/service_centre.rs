//! A service centre of the comuni, through the program.

use serde_json::{Value, json};

use crate::planned::{Planned, plan, verified};
use crate::world::{World, divario, text};

fn centre() -> Value {
    json!({
        "member_kind": "town_hall", "cost_share_ratio": 0.5, "other_revenue_eur_per_year": 100.0, "tariff_share_ratio": 0.25,
        "size_classes": [{"below_population": 1000, "weight": 1.0}, {"weight": 3.0}],
        "fee_cap_below_population": 5000, "fee_cap_eur_per_year": 120.0,
        "stresses": [
            {"name": "ordinary", "cost_ratio": 1.0, "other_revenue_ratio": 1.0},
            {"name": "dear energy", "cost_ratio": 1.5, "other_revenue_ratio": 0.5}
        ]
    })
}

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap() * 100.0).round() as i64
}

/// The one member of the small world is capped: what it does not pay is told, on the terminal too.
#[test]
fn a_shortfall_is_told_and_verified() {
    let mut world = World::new();
    world.set("/governance/service_centre", centre());
    let (run, _) = plan(&world);
    let (plan, verdict) = verified(&world);
    let books = &plan["service_centre"];
    let cost_eur = 0.5 * plan["cost"]["opex_eur_per_year"].as_f64().unwrap();
    let need_cents = (150.0 * cost_eur).round() as i64 - 5_000;
    assert_eq!(cents(&books["need_eur_per_year"]), need_cents);
    assert_eq!(cents(&books["fees_eur_per_year"]), 12_000);
    let tariffs_cents = need_cents / 4;
    assert_eq!(cents(&books["tariffs_eur_per_year"]), tariffs_cents);
    let short_cents = need_cents - 12_000 - tariffs_cents;
    assert!(short_cents > 0);
    assert_eq!(cents(&books["shortfall_eur_per_year"]), short_cents);
    assert_eq!(cents(&books["years"][1]["balance_eur"]), -short_cents);
    assert!(run.stdout.contains(" ARE MISSING"), "{}", run.stdout);
    assert!(verdict.contains("follow from each other"), "{verdict}");
}

/// Seventeen comuni of the demo: the books of the worst year balance, and no small comune pays more than the cap.
#[test]
fn the_books_of_the_demo_balance_to_the_cent() {
    let demo = Planned::changed("demo.json", |scenario| {
        scenario["terrain"]["cell_m"] = json!(120.0);
        scenario["governance"]["service_centre"] = centre();
        scenario["governance"]["service_centre"]["fee_cap_eur_per_year"] = json!(5_000.0);
    })
    .done();
    let plan = demo.plan();
    let books = &plan["service_centre"];
    let members = books["members"].as_array().unwrap();
    let sum = |field: &str| members.iter().map(|one| cents(&one[field])).sum::<i64>();
    let paid_cents = sum("fee_eur_per_year") + sum("tariff_eur_per_year");
    let worst = &books["years"][1];
    assert_eq!(paid_cents + cents(&worst["other_revenue_eur"]), cents(&worst["cost_eur"]));
    assert_eq!((cents(&worst["balance_eur"]), cents(&books["shortfall_eur_per_year"])), (0, 0));
    assert!(cents(&books["years"][0]["balance_eur"]) > 0);
    assert_eq!(members.len(), 17);
    let capped = members.iter().filter(|one| one["capped"] == true);
    assert!(capped.clone().count() > 0 && capped.clone().all(|one| one["fee_eur_per_year"] == 5_000.0));
    let served = members.iter().filter(|one| one["served"] == true).count();
    let lines: u64 = members.iter().map(|one| one["lines"].as_u64().unwrap()).sum();
    assert!(served > 0 && served as u64 == lines, "one hall in each");
}

#[test]
fn terms_that_contradict_themselves_are_refused_together() {
    let mut world = World::new();
    world.set("/governance/service_centre", centre());
    world.set("/governance/service_centre/member_kind", json!("school"));
    let classes = json!([{"below_population": 900, "weight": 1.0}, {"below_population": 900, "weight": 2.0}]);
    world.set("/governance/service_centre/size_classes", classes);
    world.set("/governance/service_centre/stresses/1/name", json!("ordinary"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    for said in [
        "4 problems",
        "/governance/service_centre/member_kind: no anchor institution is of the kind \"school\" [unknown-kind]",
        "there are: town_hall",
        "/governance/service_centre/size_classes: 0 classes have no below_population [open-size-class]",
        "/governance/service_centre/size_classes: \"900\" is given twice [repeated-id]",
        "/governance/service_centre/stresses: \"ordinary\" is given twice [repeated-id]",
    ] {
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
}
