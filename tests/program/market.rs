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

/// Terminals of so many euro that live ten years, the horizon: each is bought once.
fn with_terminals(capex_eur: f64, paid_by: &str) -> World {
    let mut world = paying(900.0);
    world.set(
        "/costs/items/terminal",
        json!({
            "label": "Terminal", "capex_eur": capex_eur, "opex_eur_per_year": 0.0, "lifetime_years": 10, "source": "a test", "year": 2025
        }),
    );
    world.set("/costs/cpe", json!({"item": "terminal", "paid_by": paid_by}));
    world
}

#[test]
fn a_licensee_pays_for_its_terminals() {
    let (_, without) = held(&with_terminals(300.0, "subscriber"));
    let (run, with) = held(&with_terminals(300.0, "network"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    // Half of the households, in year 1, at 8 %: 150 / 1.08.
    assert_eq!(number(&with, "/present_cpe_per_household_eur"), 138.89);
    assert!(without.get("present_cpe_per_household_eur").is_none());
    let money = [
        "present_revenue_eur",
        "present_cost_eur",
        "present_cpe_eur",
        "present_fee_eur",
        "net_present_value_eur",
    ];
    let [revenue, cost, terminals, fee, value] = money.map(|key| number(&with, &format!("/licensee/{key}")));
    assert!((revenue - cost - terminals - fee - value).abs() < 0.02, "{with}");
    assert!((terminals - 138.89 * number(&with, "/licensee/households_covered")).abs() < 0.02);
    assert!(value < number(&without, "/licensee/net_present_value_eur"));
    assert!(value <= number(&with, "/licensee/net_present_value_bound_eur"));
}

#[test]
fn where_terminals_cost_more_than_lines_bring_no_licensee_builds() {
    let (run, report) = held(&with_terminals(1e6, "network"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        (&report["licensee"]["builds"], number(&report, "/licensee/net_present_value_bound_eur")),
        (&json!(false), 0.0)
    );
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
