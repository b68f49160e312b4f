//! The folder of results: `plan.json` keeps its schema and its promises, and every other file says the same.

mod gis;
mod layers;
pub mod raster;
mod report;
mod tables;

use serde_json::Value;

use crate::planned::{Planned, json_file, scenarios};
use crate::world::divario;

/// Keys that `plan.json` promises whoever builds on it, by the object or list of objects that holds them.
const PROMISED: [(&str, &[&str]); 13] = [
    (
        "",
        &[
            "scenario",
            "status",
            "objective",
            "households",
            "cost",
            "sites",
            "links",
            "comuni",
            "governance",
            "warnings",
            "provenance",
        ],
    ),
    ("/scenario", &["name", "sha256"]),
    ("/objective", &["value", "bound", "gap_ratio"]),
    (
        "/households",
        &["total", "covered", "covered_ratio", "previously_unserved", "newly_served", "with_signal"],
    ),
    ("/radio/downlink_schemes", &["name", "rate_mbps", "snr_db", "source"]),
    (
        "/cost",
        &[
            "capex_eur",
            "opex_eur_per_year",
            "present_value_eur",
            "capex_per_covered_household_eur",
            "present_value_per_covered_household_eur",
        ],
    ),
    (
        "/sites",
        &["id", "lon", "lat", "owner", "height_m", "households_served", "capex_eur", "opex_eur_per_year"],
    ),
    ("/links", &["from", "to", "band_ghz", "length_km", "margin_db", "availability_percent"]),
    ("/comuni", &["istat", "name", "population", "small", "households", "covered", "covered_ratio"]),
    ("/governance", &["guideline", "holds", "measure", "value", "limit", "unit", "explanation"]),
    ("/cost/items", &["item", "source", "price_year"]),
    ("/provenance", &["divario", "inputs", "solver", "threads", "wall_s"]),
    ("/provenance/inputs", &["path", "sha256"]),
];

/// A schema that the program prints.
pub fn schema(document: &str) -> Value {
    let run = divario(&["schema", document]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    serde_json::from_str(&run.stdout).unwrap()
}

/// What departs from a schema, in the words of a validator that is not ours.
pub fn departures(schema: &Value, document: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn keeps_every_promise(planned: &Planned) {
    let plan = planned.plan();
    assert_eq!(departures(&schema("plan"), &plan), [""; 0]);
    assert_eq!(
        departures(&schema("certificate"), &json_file(&planned.out.join("certificate.json"))),
        [""; 0]
    );
    promised_keys(&plan);
    tables::agree(&planned.out, &plan);
    layers::agree(&planned.out, &plan);
    gis::agree(&planned.out, &plan);
    raster::agrees(&planned.out, &plan);
    report::agrees(&planned.out, &plan);
}

fn promised_keys(plan: &Value) {
    for (pointer, keys) in PROMISED {
        let found = plan.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing"));
        let objects = found.as_array().map_or(std::slice::from_ref(found), Vec::as_slice);
        assert!(!objects.is_empty(), "{pointer} is empty: nothing can be seen in it");
        for (object, key) in objects.iter().flat_map(|object| keys.iter().map(move |key| (object, key))) {
            assert!(object.get(key).is_some(), "{pointer} has no {key}");
        }
    }
    let guidelines: Vec<u64> =
        plan["governance"].as_array().unwrap().iter().map(|g| g["guideline"].as_u64().unwrap()).collect();
    assert_eq!(guidelines, [1, 2, 3, 4]);
}

#[test]
fn the_results_of_a_small_world() {
    keeps_every_promise(&Planned::world().done());
}

#[test]
fn the_results_of_the_smallest_scenario() {
    keeps_every_promise(&Planned::minimal().done());
}

#[test]
fn the_results_of_the_demo_province() {
    keeps_every_promise(&Planned::demo().done());
}

#[test]
fn every_scenario_of_the_repository_keeps_the_schema_beside_it() {
    let schema = schema("scenario");
    let file = std::fs::read_to_string(scenarios().join("schema.json")).unwrap();
    assert_eq!(file, format!("{schema:#}\n"), "run: divario schema scenario > scenarios/schema.json");
    let mut seen = 0;
    for entry in std::fs::read_dir(scenarios()).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.file_name().unwrap() != "schema.json" {
            assert_eq!(departures(&schema, &json_file(&entry)), [""; 0], "{}", entry.display());
            seen += 1;
        }
    }
    assert!(seen >= 4, "only {seen} scenarios were found");
}

#[test]
fn all_schemas_say_which_dialect_they_are_written_in() {
    for document in ["scenario", "plan", "coverage", "link", "certificate"] {
        let schema = schema(document);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(jsonschema::meta::is_valid(&schema), "{document}");
    }
}
