//! `divario market`: what a private licensee would build, through the program.

use serde_json::{Value, json};

use crate::planned::json_file;
use crate::world::{Run, World, divario, text};

/// Holds the world's plan against a licensee.
fn held(world: &World) -> (Run, Value) {
    let out = world.out();
    let run = divario(&["market", text(&world.save()), "--out", text(&out)]);
    let report = if run.status == 0 { json_file(&out.join("market.json")) } else { Value::Null };
    (run, report)
}

/// A world in which a subscriber pays so much a month.
fn paying(price_eur_per_month: f64) -> World {
    let mut world = World::new();
    world.set(
        "/market",
        json!({
            "price_eur_per_month": price_eur_per_month, "take_up_ratio": 0.5, "discount_rate_ratio": 0.08,
            "spectrum_fee_eur_per_year": 100.0, "source": "a test"
        }),
    );
    world
}

fn number(report: &Value, pointer: &str) -> f64 {
    report.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer}"))
}

#[test]
fn where_nothing_pays_the_licensee_builds_nothing_and_the_public_plan_stands_alone() {
    let (run, report) = held(&paying(0.1));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(report["licensee"]["builds"], json!(false));
    assert_eq!(number(&report, "/licensee/net_present_value_eur"), 0.0);
    assert_eq!(
        number(&report, "/reach/by_public_plan_alone"),
        number(&report, "/public_plan/households_covered")
    );
    assert!(run.stdout.contains("it builds nothing"), "{}", run.stdout);
}

#[test]
fn where_much_is_paid_the_licensee_builds_within_its_bound_and_its_books_add_up() {
    let (run, report) = held(&paying(900.0));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(report["licensee"]["builds"], json!(true), "{report}");
    let [revenue, cost, fee, value, bound] = [
        "present_revenue_eur",
        "present_cost_eur",
        "present_fee_eur",
        "net_present_value_eur",
        "net_present_value_bound_eur",
    ]
    .map(|key| number(&report, &format!("/licensee/{key}")));
    assert!((revenue - cost - fee - value).abs() < 0.02 && 0.0 < value && value <= bound, "{report}");
    let covered = number(&report, "/licensee/households_covered");
    let expected = covered * number(&report, "/present_revenue_per_household_eur");
    assert!((revenue - expected).abs() < 0.02, "{revenue} of {covered}");
    for said in ["licensee", "public plan", "Net present value", "Only the public plan reaches", "Results: "]
    {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Results")));
}

#[test]
fn the_public_plan_is_that_of_the_plan_command_and_verifies() {
    let world = paying(30.0);
    let (run, report) = held(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let out = world.path("plan");
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 0);
    let plan = json_file(&out.join("plan.json"));
    assert_eq!(plan["households"]["covered"], report["public_plan"]["households_covered"]);
    let verified = divario(&["verify", text(&world.out().join("plan"))]);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
}

#[test]
fn every_number_of_the_section_moves_the_report() {
    let (_, base) = held(&paying(900.0));
    for (key, value) in [
        ("price_eur_per_month", 890.0),
        ("take_up_ratio", 0.4),
        ("discount_rate_ratio", 0.07),
        ("spectrum_fee_eur_per_year", 200.0),
    ] {
        let mut world = paying(900.0);
        world.set(&format!("/market/{key}"), json!(value));
        let (_, changed) = held(&world);
        assert_ne!(base["licensee"], changed["licensee"], "{key}");
    }
}

#[test]
fn without_the_section_an_example_is_shown() {
    let (run, _) = held(&World::new());
    assert_eq!(run.status, 2, "{}", run.stderr);
    for said in ["/market", "price_eur_per_month", "discount_rate_ratio"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}

#[test]
fn the_document_keeps_its_schema() {
    let (_, report) = held(&paying(900.0));
    let schema = divario(&["schema", "market"]);
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&report).map(|one| one.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
