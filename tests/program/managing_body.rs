//! Guideline 2 through the program: seats of the managing body, and what is lent in which comune.

use serde_json::{Value, json};

use crate::planned::{plan, verified};
use crate::world::{World, divario, text};

/// A world whose one small comune has so many of fifteen seats, at least four being asked; guideline 2 holds otherwise.
fn seated(small: u32, more: &[Value]) -> World {
    let mut world = World::new();
    world.set("/sites/inline/1/terms/owner", json!("comuni"));
    let mut seats =
        vec![json!({"owner": "comuni", "seats": 15 - small}), json!({"istat": "999001", "seats": small})];
    seats.extend_from_slice(more);
    world.set("/governance/managing_body/seats", json!(seats));
    world.set("/governance/rules/small_comuni_seats_min", json!(4));
    world
}

fn second(plan: &Value) -> &Value {
    &plan["governance"][1]
}

#[test]
fn four_small_seats_just_hold_and_three_fail() {
    let (plan, _) = verified(&seated(4, &[]));
    assert_eq!((&second(&plan)["holds"], &second(&plan)["unit"]), (&json!(true), &json!("eur")));
    let body = &plan["managing_body"];
    assert_eq!((&body["seats"], &body["small_comuni_seats"]), (&json!(15), &json!(4)));
    let (plan, _) = verified(&seated(3, &[]));
    let two = second(&plan);
    assert_eq!((&two["holds"], &two["value"], &two["unit"]), (&json!(false), &json!(3.0), &json!("seats")));
    let words =
        "3 of its 15 seats are of comuni with fewer than 5,000 residents, which is too few (at least 4).";
    assert!(two["explanation"].as_str().unwrap().contains(words), "{two}");
    let parole = "3 dei suoi 15 seggi spettano a comuni con meno di 5.000 residenti";
    assert!(two["explanation_it"].as_str().unwrap().contains(parole), "{two}");
}

/// Costa Chiara has exactly 5,000 residents.
#[test]
fn a_comune_with_as_many_residents_as_the_threshold_is_not_small() {
    let (plan, _) = verified(&seated(3, &[json!({"istat": "999002", "seats": 9})]));
    assert_eq!(
        (&plan["managing_body"]["small_comuni_seats"], &second(&plan)["holds"]),
        (&json!(3), &json!(false))
    );
    let bodies = plan["managing_body"]["bodies"].as_array().unwrap();
    let ratios = |key: &str| bodies.iter().filter_map(|one| one[key].as_f64()).sum::<f64>();
    assert!((ratios("seats_ratio") - 1.0).abs() < 1e-5);
    assert!((ratios("served_ratio") - 1.0).abs() < 1e-5, "the two comuni are all there are");
    assert_eq!(bodies[0]["assets_ratio"], json!(1.0), "the comuni own whatever is built");
}

#[test]
fn enforced_too_few_seats_leave_no_plan() {
    let mut world = seated(3, &[]);
    world.set("/governance/enforce", json!([2]));
    let (run, _) = plan(&world);
    assert_eq!(run.status, 3, "{}", run.stderr);
    for said in [
        "guideline 2",
        "Consortium: 3 of its 15 seats",
        "/governance/managing_body/seats",
        "small_comuni_seats_min",
    ] {
        assert!(run.stderr.contains(said), "«{said}» is missing in {}", run.stderr);
    }
}

#[test]
fn seats_of_nobody_of_strangers_and_in_the_wrong_number_are_refused() {
    let refused = |seats: Value, total: u32, expected: &[&str]| {
        let mut world = World::new();
        world
            .set("/governance/managing_body/seats", seats)
            .set("/governance/rules/seats_total", json!(total));
        let run = divario(&["check", text(&world.save())]);
        assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
        for part in expected.iter().chain(&["remedy:"]) {
            assert!(run.stderr.contains(part), "«{part}» is missing in {}", run.stderr);
        }
    };
    let at = "/governance/managing_body/seats";
    refused(
        json!([{"istat": "123456", "seats": 3}]),
        3,
        &[&format!("{at}/0/istat"), "\"123456\"", "unknown-comune"],
    );
    refused(json!([{"owner": "nobody", "seats": 3}]), 3, &[&format!("{at}/0/owner"), "unknown-owner"]);
    refused(json!([{"seats": 3}]), 3, &[&format!("{at}/0"), "neither owner nor istat", "whose-seats"]);
    refused(
        json!([{"owner": "comuni", "istat": "999001", "seats": 3}]),
        3,
        &["both owner and istat", "whose-seats"],
    );
    refused(
        json!([{"owner": "comuni", "seats": 3}]),
        4,
        &["/governance/rules/seats_total", "come to 3, not to 4"],
    );
    refused(json!([]), 4, &["seats-do-not-add-up"]);
    refused(
        json!([{"istat": "999001", "seats": 1}, {"istat": "999001", "seats": 2}]),
        3,
        &[at, "given twice"],
    );
    refused(json!([{"owner": "comuni", "seats": 0}]), 1, &[&format!("{at}/0/seats"), "found 0"]);
}

/// That a private owner has a seat breaks no rule; the plan says so. Seats that come to the total are sound.
#[test]
fn a_private_owner_may_have_a_seat() {
    let mut world = seated(4, &[json!({"owner": "towerco", "seats": 1})]);
    world.set("/governance/rules/seats_total", json!(16));
    let (plan, _) = verified(&world);
    assert_eq!(second(&plan)["holds"], json!(true));
    assert_eq!(plan["managing_body"]["bodies"][2]["owner"], json!("towerco"));
}

/// Both sites stand in Costa Chiara or Val d'Ombra; one is lent something.
#[test]
fn what_is_lent_is_told_by_comune() {
    let mut world = World::new();
    world.set("/governance/funds/0/capex_eur", json!(100_000.0));
    world.set("/sites/inline/0/terms/in_kind_eur_per_year", json!(100.0));
    world.set("/sites/inline/1/terms/in_kind_eur_per_year", json!(50.0));
    let (plan, _) = verified(&world);
    let lent: f64 = plan["ledger"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["in_kind_present_value_eur"].as_f64().unwrap())
        .sum();
    let comuni = plan["comuni"].as_array().unwrap();
    let credited: f64 = comuni.iter().map(|one| one["in_kind_present_value_eur"].as_f64().unwrap()).sum();
    let loans = &plan["loans"];
    let outside = loans["outside_present_value_eur"].as_f64().unwrap();
    assert!(lent > 0.0 && credited > 0.0);
    assert!((credited + outside - lent).abs() < 0.01, "{credited} {outside} {lent}");
    assert!((loans["present_value_eur"].as_f64().unwrap() - lent).abs() < 0.01);
    for site in plan["sites"].as_array().unwrap() {
        assert!(["999001", "999002"].contains(&site["istat"].as_str().unwrap()), "{site}");
    }
}
