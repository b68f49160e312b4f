//! Guidelines that a scenario enforces: before anything is computed, what they cost, and what they bar.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::planned::{Planned, scenarios};
use crate::world::{World, divario, text};

/// What `divario plan` would refuse is no bad input: `divario check` warns of it in the same words.
#[test]
fn check_warns_of_what_a_plan_would_be_refused_for() {
    for (enforced, pointer, value) in [
        (3, "/governance/rules/operators_min", json!(2)),
        (2, "/governance/rules/local_members_min", json!(2)),
        (1, "/governance/spectrum/holder", json!("towerco")),
    ] {
        let mut world = World::new();
        world.set("/governance/enforce", json!([enforced])).set(pointer, value);
        let scenario = world.save();
        let plan = divario(&["plan", text(&scenario), "--out", text(&world.out()), "--no-progress"]);
        assert_eq!(plan.status, 3, "{}", plan.stderr);
        let words = plan.stderr.trim().strip_prefix("divario: ").unwrap();
        let check = divario(&["check", text(&scenario)]);
        assert_eq!(check.status, 0, "{}", check.stderr);
        assert!(
            check.stderr.contains(&format!("warning: a plan would be refused: {words}")),
            "{}",
            check.stderr
        );
        assert!(check.stdout.contains("can be read, but not be planned"), "{}", check.stdout);
    }
}

#[test]
fn a_guideline_that_is_enforced_twice_is_refused() {
    let mut world = World::new();
    world.set("/governance/enforce", json!([1, 2, 1]));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    let said = "/governance/enforce/2: guideline 1 is named twice [repeated-guideline]\n    remedy: name each guideline once";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}

/// The smallest scenario with so many euro for a line.
fn minimal(price_eur: f64, enforced: &[u8]) -> Value {
    let planned = Planned::changed("minimal.json", |scenario| {
        scenario["governance"]["wholesale"]["price_eur_per_month"] = json!(price_eur);
        scenario["governance"]["enforce"] = json!(enforced);
    });
    planned.done().plan()
}

/// At these prices the network of the plan without rules keeps guideline 4, though by the question's count no plan of three sites does.
#[test]
fn what_a_plan_keeps_by_itself_costs_nothing_to_enforce() {
    for (price_eur, enforced) in [(23.84, &[4_u8][..]), (23.9, &[4]), (23.9, &[3, 4])] {
        let (free, bound) = (minimal(price_eur, &[]), minimal(price_eur, enforced));
        let keeps = |number: u64| {
            let verdicts = free["governance"].as_array().unwrap().iter();
            verdicts.filter(|verdict| verdict["guideline"] == number).all(|verdict| verdict["holds"] == true)
        };
        assert!(enforced.iter().all(|&number| keeps(number.into())), "{}", free["governance"]);
        assert_eq!(bound["objective"]["value"], free["objective"]["value"], "{enforced:?} at {price_eur}");
    }
}

/// What the loss of a tower takes grows with the price, and which is the worst changes with it.
#[test]
fn the_price_that_a_refusal_asks_for_bears_the_loss_of_every_tower() {
    let at = |price_eur: f64| {
        Planned::changed("minimal.json", |scenario| {
            scenario["governance"]["wholesale"]["price_eur_per_month"] = json!(price_eur);
            scenario["governance"]["wholesale"]["hosting_eur_per_site_per_year"] = json!(600.0);
            scenario["governance"]["enforce"] = json!([4]);
            scenario["governance"]["stresses"] = json!({
                "take_up_ratios": [1.0, 0.5], "price_ratios": [1.0, 0.8], "energy_ratios": [1.0, 2.0],
                "tower_loss": {"outage_months": 6.0, "uninsured_ratio": 0.2}
            });
        })
    };
    let planned = at(11.0);
    let data = scenarios();
    let asked = ["--data", text(&data), "--out", text(&planned.out)];
    let run = divario(&[&["plan", text(&planned.scenario)], &asked[..]].concat());
    assert_eq!(run.status, 3, "{}", run.stderr);
    let (_, asked) = run.stderr.split_once("would keep all with a line at ").unwrap();
    let price_eur: f64 = asked.split_once(' ').unwrap().0.parse().unwrap();
    let plan = at(price_eur).done().plan();
    assert!(plan["households"]["covered"].as_f64().unwrap() > 0.0);
    let asked_eur = plan["balance"]["break_even_price_stressed_eur_per_month"].as_f64().unwrap();
    assert!(asked_eur <= price_eur, "{asked_eur} {price_eur}");
}

/// The reasons of the points that a plan leaves.
fn states(plan: &Value) -> BTreeSet<&str> {
    plan["points"].as_array().unwrap().iter().map(|point| point["state"].as_str().unwrap()).collect()
}

/// Each site that is left would break what is enforced, which its network tells and its signal does not.
#[test]
fn a_site_that_a_guideline_bars_is_not_outweighed() {
    for (price_eur, enforced, reason) in
        [(11.0, 1, "ruled_out_by_ownership"), (22.14, 4, "running_costs"), (23.5, 4, "running_costs")]
    {
        let plan = minimal(price_eur, &[enforced]);
        let states = states(&plan);
        assert!(states.contains(reason) && !states.contains("outweighed"), "{price_eur}: {states:?}");
    }
}
