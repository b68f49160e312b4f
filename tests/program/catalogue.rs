//! Prices from a catalogue, through the program: the same plan as with prices of the scenario's own; mistakes told with their line.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::ballots::Vote;
use crate::planned::{json_file, plan, scenarios, verified};
use crate::regimes::two_regimes;
use crate::world::{World, divario, text};

const HEADER: &str =
    "id,label,capex_eur,opex_eur_per_year,energy_eur_per_year,lifetime_years,source,year,verified\n";

/// Every figure of a row.
const ALL: &str = "capex_eur opex_eur_per_year energy_eur_per_year lifetime_years";

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
        let verified = if item["source"].as_str().unwrap().contains("unverified") { "" } else { ALL };
        writeln!(text, "{id},{},{verified}", columns.map(cell).join(",")).unwrap();
    }
    text + "zeppelin,\"Airship\",1000000,1,0,1,\"unverified\",1990,\n"
}

fn priced_elsewhere() -> World {
    elsewhere(World::new())
}

/// The world with all of its prices in a catalogue.
fn elsewhere(mut world: World) -> World {
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
    let mut radio = World::new().scenario["costs"]["items"]["radio"].clone();
    radio["capex_eur"] = json!(12_345.0);
    world.set("/costs/items", json!({ "radio": radio }));
    let (plan, _) = verified(&world);
    let row = plan["ledger"].as_array().unwrap().iter().find(|row| row["item"] == "radio").unwrap();
    assert_eq!(row["capex_eur"], json!(12_345.0), "{row}");
}

#[test]
fn mistakes_in_a_catalogue_are_told_with_their_line() {
    let mut world = priced_elsewhere();
    world.write("prices.csv", &format!("{HEADER}mast,Mast,cheap,1,0,0,a test,2007,\n"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    for said in ["prices.csv:2, column capex_eur: found \"cheap\" [bad-number]", "remedy:"] {
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
    world.write(
        "prices.csv",
        &format!("{HEADER}mast,Mast,-5,1,0,9,unverified,2007,\nmast,Mast,5,1,0,9,unverified,2007,\n"),
    );
    let run = divario(&["check", text(&world.save())]);
    for said in
        ["prices.csv:2, column capex_eur", "prices.csv:3, column id: \"mast\" is priced in line 2 already"]
    {
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
    world.set("/costs/catalogue", json!("nowhere.csv"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("/costs/catalogue: there is no file nowhere.csv"), "{}", run.stderr);
}

#[test]
fn what_neither_scenario_nor_catalogue_prices_is_named() {
    let mut world = priced_elsewhere();
    world.set("/costs/per_link/0", json!("balloon"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("/costs/per_link/0") && run.stderr.contains("balloon"), "{}", run.stderr);
}

/// `divario verify` compares the file, and reads it again where the plan is worked out anew.
#[test]
fn another_price_than_the_plan_was_made_with_is_found() {
    let world = priced_elsewhere();
    let (_, out) = plan(&world);
    let scenario = world.path("scenario.json");
    let verify = || divario(&["verify", text(&out), "--scenario", text(&scenario), "--recompute"]);
    let verified = verify();
    assert_eq!(verified.status, 0, "{}", verified.stderr);
    world.write("prices.csv", &catalogue(&World::new()).replacen("1000000", "1000001", 1));
    let verified = verify();
    assert_eq!(verified.status, 1, "{}", verified.stdout);
    assert!(verified.stderr.contains("prices.csv: found the SHA-256"), "{}", verified.stderr);
}

/// The scenario of a regime holds the prices that it was planned with, and needs no catalogue.
#[test]
fn a_scenario_of_a_regime_holds_its_prices() {
    let world = elsewhere(two_regimes());
    let out = world.out();
    let run = divario(&["regimes", text(&world.save()), "--out", text(&out)]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(json_file(&out.join("regimes.json"))["provenance"]["inputs"].to_string().contains("prices.csv"));
    let (folder, home) = (out.join("narrow"), text(world.folder.path()));
    let scenario = folder.join("scenario.json");
    fs::remove_file(world.path("prices.csv")).unwrap();
    let verify = ["verify", text(&folder), "--scenario", text(&scenario), "--data", home, "--recompute"];
    let verified = divario(&verify);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
}

/// The scenarios of a vote rest on the same files as the one that was voted on, wherever the catalogue lies.
#[test]
fn a_scenario_of_a_vote_rests_on_the_same_catalogue() {
    let mut vote = Vote::of([[5, 5], [9, 1]]);
    vote.world = elsewhere(vote.world);
    vote.done();
    let (out, own) = (vote.world.out(), vote.world.path("scenario.json"));
    let (plan, last) = (out.join("plan"), out.join("scenario_round_2.json"));
    let verify = |folder: &Path, scenario: &Path, data: &Path, options: &[&str]| {
        let usual = ["verify", text(folder), "--scenario", text(scenario), "--data", text(data)];
        let verified = divario(&[&usual, options].concat());
        assert_eq!(verified.status, 0, "{}", verified.stderr);
    };
    verify(&plan, &last, vote.world.folder.path(), &["--recompute"]);
    let data = vote.world.path("data");
    fs::create_dir(&data).unwrap();
    fs::rename(vote.world.path("prices.csv"), data.join("prices.csv")).unwrap();
    assert_eq!(vote.run(&["--data", text(&data)]).status, 0);
    verify(&out, &own, &data, &[]);
}

/// The three Ligurian scenarios buy at one price.
#[test]
fn no_price_of_the_ligurian_scenarios_is_written_twice() {
    for name in ["imperia.json", "imperia_public_sites.json", "liguria.json"] {
        let costs = &json_file(&scenarios().join(name))["costs"];
        assert_eq!(costs["catalogue"], json!("../data/economics/prices.csv"), "{name}");
        assert!(costs.get("items").is_none(), "{name}");
    }
}
