//! The running network over the years and under stress, through the program.

use serde_json::{Value, json};

use crate::planned::{plan, verified};
use crate::world::{World, divario, text};

/// Subscribers come over four years; the worst case is worse in every way.
fn stressed() -> World {
    let mut world = World::new();
    world.set("/service/take_up_ratio", json!(0.4));
    let wholesale = json!({
        "open_access": true, "price_eur_per_month": 30.0,
        "take_up_by_year": [{"year": 1, "ratio": 0.1}, {"year": 4, "ratio": 0.4}],
        "hosting_eur_per_site_per_year": 500.0
    });
    world.set("/governance/wholesale", wholesale);
    world.set("/governance/rules/ramp_up_years", json!(2));
    let stresses = json!({
        "take_up_ratios": [1.0, 0.5], "price_ratios": [1.0, 0.8], "energy_ratios": [1.0],
        "tower_loss": {"outage_months": 6.0, "uninsured_ratio": 0.5}
    });
    world.set("/governance/stresses", stresses);
    world
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Years add up to reserves, the worst case is the verdict's, and verify works all of it out again.
#[test]
fn the_reserve_of_every_year_and_case_is_told_and_verified() {
    let world = stressed();
    plan(&world);
    let (plan, verdict) = verified(&world);
    assert!(verdict.contains("follow from each other"), "{verdict}");
    let years = plan["cost"]["years"].as_array().unwrap();
    let mut reserve_eur = 0.0;
    for year in &years[1..] {
        let wholesale_eur =
            number(&plan["households"]["covered"]) * number(&year["take_up_ratio"]) * 12.0 * 30.0;
        assert!((number(&year["wholesale_eur"]) - wholesale_eur).abs() < 0.02);
        reserve_eur +=
            number(&year["revenue_eur"]) - number(&year["opex_eur"]) - number(&year["renewal_eur"]);
        assert!((number(&year["reserve_eur"]) - reserve_eur).abs() < 0.2);
        assert!(number(&year["reserve_stressed_eur"]) <= number(&year["reserve_eur"]));
    }
    let cases = plan["balance"]["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 8, "two take-ups, two prices, with and without the tower");
    let worst_eur = cases.iter().map(|case| number(&case["reserve_eur"])).fold(f64::INFINITY, f64::min);
    assert_eq!(number(&plan["governance"][3]["value"]), worst_eur);
    let after_ramp_up = years[3..].iter().map(|year| number(&year["reserve_stressed_eur"]));
    assert_eq!(after_ramp_up.fold(f64::INFINITY, f64::min), worst_eur);
    let asked = |field: &str| number(&plan["balance"][field]);
    assert!(asked("break_even_price_stressed_eur_per_month") > asked("break_even_price_eur_per_month"));
    assert!(asked("minimum_take_up_stressed_ratio") > asked("minimum_take_up_ratio"));
}

/// The network buys a terminal for each subscriber, in some case for more of them than planned.
fn with_terminals() -> World {
    let mut world = stressed();
    world.set(
        "/costs/items/terminal",
        json!({
            "label": "Terminal", "capex_eur": 400.0, "opex_eur_per_year": 0.0, "lifetime_years": 5, "source": "unverified", "year": 2007
        }),
    );
    world.set("/costs/cpe", json!({"item": "terminal", "paid_by": "network"}));
    world.set("/governance/stresses/take_up_ratios", json!([1.0, 0.5, 1.5]));
    world
}

/// Terminals stand in years, ledger and present value, and in the reserve of every case.
#[test]
fn terminals_are_bought_out_of_the_reserve_told_and_verified() {
    let world = with_terminals();
    let (with, _) = verified(&world);
    let covered = number(&with["households"]["covered"]);
    // 10, 20, 30 and 40 % of the covered households; those of years 1 to 4 again from year 6 on.
    let tenth_eur = covered * 0.1 * 400.0;
    let years = with["cost"]["years"].as_array().unwrap();
    let spent: Vec<f64> = years.iter().map(|year| number(&year["cpe_eur"])).collect();
    for (year, expected) in [0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0].into_iter().enumerate() {
        assert!((spent[year] - expected * tenth_eur).abs() < 0.02, "{year}: {spent:?}");
    }
    let mut reserve_eur = 0.0;
    for year in &years[1..] {
        let spent = ["opex_eur", "renewal_eur", "cpe_eur"].map(|part| number(&year[part]));
        reserve_eur += number(&year["revenue_eur"]) - spent.iter().sum::<f64>();
        assert!((number(&year["reserve_eur"]) - reserve_eur).abs() < 0.2);
    }
    let rows: Vec<&Value> =
        with["ledger"].as_array().unwrap().iter().filter(|row| row["kind"] == "cpe").collect();
    assert_eq!((rows.len(), &rows[0]["renewals"]), (1, &json!(8)));
    assert!((number(&rows[0]["renewals_eur"]) - spent.iter().sum::<f64>()).abs() < 0.01);
    let worst_eur = number(&with["governance"][3]["value"]);
    let cases = with["balance"]["cases"].as_array().unwrap();
    assert_eq!(
        cases.iter().map(|case| number(&case["reserve_eur"])).fold(f64::INFINITY, f64::min),
        worst_eur
    );
    assert!(world.out().join("cashflow.csv").is_file());
    let table = std::fs::read_to_string(world.out().join("cashflow.csv")).unwrap();
    assert!(table.starts_with("year,capex_eur,renewal_eur,cpe_eur,opex_eur,"), "{table}");
}

/// The same plan, its households, its money, but for what subscribers pay themselves.
#[test]
fn who_pays_for_terminals_is_told_by_the_present_value() {
    let mut world = with_terminals();
    let (network, _) = verified(&world);
    world.set("/costs/cpe/paid_by", json!("subscriber"));
    let (subscriber, _) = verified(&world);
    assert_eq!(network["cost"]["cpe"]["purchases_eur"], subscriber["cost"]["cpe"]["purchases_eur"]);
    let row = network["ledger"].as_array().unwrap().iter().find(|row| row["kind"] == "cpe").unwrap();
    let [with, without] = [&network, &subscriber].map(|plan| number(&plan["cost"]["present_value_eur"]));
    assert!((with - without - number(&row["present_value_eur"])).abs() < 0.02, "{with} {without}");
    let price = |plan: &Value| number(&plan["balance"]["break_even_price_stressed_eur_per_month"]);
    assert!(price(&network) > price(&subscriber));
    assert!(subscriber["cost"]["years"][1].get("cpe_eur").is_none());
}

#[test]
fn terminals_that_cannot_be_are_refused() {
    for (item, opex_eur, said) in [
        ("phone", 0.0, "/costs/cpe/item: \"phone\" has no price [unknown-item]"),
        (
            "terminal",
            12.0,
            "/costs/cpe/item: 12 euro a year to run \"terminal\" are counted nowhere [running-terminal]",
        ),
        (
            "radio",
            0.0,
            "/costs/cpe/item: \"radio\" is bought for sites and links too (/costs/per_site) [shared-item]",
        ),
    ] {
        let mut world = with_terminals();
        world.set("/costs/items/terminal/opex_eur_per_year", json!(opex_eur));
        world.set("/costs/cpe/item", json!(item));
        let run = divario(&["check", text(&world.save())]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
}

/// What first years of 1 % of subscribers leave must not look as if the network paid for itself.
#[test]
fn one_in_a_hundred_does_not_pay_for_a_network() {
    let mut world = stressed();
    world.set("/governance/wholesale/take_up_by_year", json!([{"year": 1, "ratio": 0.01}]));
    world.remove("/governance", "stresses");
    plan(&world);
    let (plan, _) = verified(&world);
    assert_eq!(plan["governance"][3]["holds"], json!(false));
    assert!(number(&plan["balance"]["minimum_take_up_ratio"]) > 0.01);
}

#[test]
fn terms_that_cannot_be_are_refused_together() {
    let mut world = stressed();
    let steps = json!([{"year": 3, "ratio": 0.2}, {"year": 2, "ratio": 0.5}, {"year": 60, "ratio": 0.3}]);
    world.set("/governance/wholesale/take_up_by_year", steps);
    let fees = json!([{"kind": "school", "fee_eur_per_year": 1.0, "spent_today_eur_per_year": 1.0}]);
    world.set("/governance/wholesale/anchor_fees", fees);
    world.set("/governance/rules/ramp_up_years", json!(20));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    for said in [
        "/governance/wholesale/take_up_by_year/1/year: year 2 comes after year 3 [years-out-of-order]",
        "/governance/wholesale/take_up_by_year/1/ratio: 0.5 is more than /service/take_up_ratio",
        "/governance/wholesale/take_up_by_year/2/year: year 60 lies beyond the horizon",
        "/governance/wholesale/anchor_fees/0/kind: no anchor institution is of the kind \"school\" [unknown-kind]",
        "/governance/rules/ramp_up_years: 20 of 10 years",
    ] {
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
}
