//! Prices from a catalogue, through the program: the same plan as with prices of the scenario's own; mistakes told with their line.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::planned::{plan, verified};
use crate::world::{World, divario, text};

const HEADER: &str = "id,label,capex_eur,opex_eur_per_year,energy_eur_per_year,lifetime_years,source,year\n";

/// All prices of the scenario as a catalogue, with one more that nothing needs.
fn catalogue(world: &World) -> String {
    let mut text = HEADER.to_owned();
    for (id, item) in world.scenario["costs"]["items"].as_object().unwrap() {
        let cell = |name: &str| item.get(name).map_or_else(String::new, Value::to_string);
        let columns = [
            "label",
            "capex_eur",
            "opex_eur_per_year",
            "energy_eur_per_year",
            "lifetime_years",
            "source",
            "year",
        ];
        writeln!(text, "{id},{}", columns.map(cell).join(",")).unwrap();
    }
    text + "zeppelin,\"Airship\",1000000,1,0,1,\"a test\",1990\n"
}

/// The world with all of its prices in a catalogue.
fn priced_elsewhere() -> World {
    let mut world = World::new();
    let prices = catalogue(&world);
    world.write("prices.csv", &prices);
    world.set("/costs/catalogue", json!("prices.csv"));
    world.remove("/costs", "items");
    world
}

#[test]
fn prices_of_a_catalogue_make_the_same_plan() {
    let own = World::new();
    let (own, _) = verified(&own);
    let world = priced_elsewhere();
    let (run, _) = plan(&world);
    assert!(!run.stderr.contains("zeppelin"), "{}", run.stderr);
    let (plan, _) = verified(&world);
    assert_eq!((&plan["cost"], &plan["ledger"]), (&own["cost"], &own["ledger"]));
    let inputs = plan["provenance"]["inputs"].as_array().unwrap();
    assert!(
        inputs.iter().any(|input| input["path"] == "prices.csv" && input["sha256"].is_string()),
        "{inputs:?}"
    );
}

#[test]
fn a_price_of_the_scenario_comes_before_that_of_the_catalogue() {
    let mut world = priced_elsewhere();
    let own = World::new().scenario["costs"]["items"]["base_station"].clone();
    world.set("/costs/items", json!({ "base_station": own }));
    world.set("/costs/items/base_station/capex_eur", json!(12_345.0));
    let (plan, _) = verified(&world);
    let items = plan["cost"]["items"].as_array().unwrap();
    let station = items.iter().find(|item| item["item"] == "base_station").unwrap();
    assert_eq!(station["capex_eur"].as_f64().unwrap(), 12_345.0 * station["count"].as_f64().unwrap());
}

#[test]
fn mistakes_in_a_catalogue_are_told_with_their_line() {
    let mut world = priced_elsewhere();
    world.write("prices.csv", &format!("{HEADER}mast,Mast,cheap,1,0,0,a test,2007\n"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    for said in ["prices.csv:2, column capex_eur: found \"cheap\" [bad-number]", "remedy:"] {
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
    world.set("/costs/catalogue", json!("nowhere.csv"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("/costs/catalogue: there is no file nowhere.csv"), "{}", run.stderr);
}
