//! `divario plan --frontier`: what other budgets would buy, on the page of a plan.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::planned::{Planned, json_file, scenarios};
use crate::world::{Run, divario, files_in, text};

/// The smallest scenario planned, and the folder of its frontier at two budgets.
fn with_frontier() -> (Planned, PathBuf) {
    let planned = Planned::minimal();
    let frontier = planned.home.path().join("frontier");
    let budgets = ["--budgets-eur", "120000,245000"];
    let run = on(&planned.scenario, "frontier", &frontier, &budgets);
    assert_eq!(run.status, 0, "{}", run.stderr);
    (planned, frontier)
}

fn on(scenario: &Path, command: &str, out: &Path, options: &[&str]) -> Run {
    let scenarios = scenarios();
    let usual = [command, text(scenario), "--data", text(&scenarios), "--out", text(out)];
    divario(&[&usual, options].concat())
}

/// What the page of a plan reads of the frontier.
fn shown(out: &Path) -> Value {
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
    serde_json::from_str::<Value>(data).unwrap()["frontier"].take()
}

/// How often the plan is named in the legends of the chart.
fn marks(out: &Path) -> usize {
    fs::read_to_string(out.join("charts/frontier.svg")).unwrap().matches("the plan of this folder").count()
}

/// Changes a scenario in its file.
fn change(scenario: &Path, change: impl FnOnce(&mut Value)) {
    let mut document = json_file(scenario);
    change(&mut document);
    fs::write(scenario, document.to_string()).unwrap();
}

#[test]
fn the_page_shows_the_frontier_of_its_scenario_and_the_plan_is_as_without() {
    let (planned, frontier) = with_frontier();
    planned.plan_into(&planned.out, &["--frontier", text(&frontier)]);
    let (beside, points) = (shown(&planned.out), json_file(&frontier.join("frontier.json"))["points"].take());
    assert_eq!(beside["same_scenario"], json!(true));
    for (key, pointer) in [
        ("budget_eur", "/budget_eur"),
        ("capex_eur", "/plan/capex_eur"),
        ("households_covered", "/plan/households_covered"),
        ("gap_ratio", "/bound/gap_ratio"),
    ] {
        for (shown, point) in beside["points"].as_array().unwrap().iter().zip(points.as_array().unwrap()) {
            assert_eq!(Some(&shown[key]), point.pointer(pointer), "{key}");
        }
    }
    assert_eq!(marks(&planned.out), 2);
    let mut with = files_in(&planned.out);
    planned.plan_into(&planned.out, &[]);
    let mut without = files_in(&planned.out);
    assert_eq!(shown(&planned.out), Value::Null);
    with.remove("charts/frontier.svg").unwrap();
    for files in [&mut with, &mut without] {
        // The page differs, and these hold how long the run took.
        for name in ["report.html", "plan.json", "certificate.json"] {
            files.remove(name).unwrap();
        }
    }
    assert!(with == without, "{:?} and {:?}", with.keys(), without.keys());
}

#[test]
fn with_other_funds_the_page_says_so_and_the_plan_is_marked_among_households_alone() {
    let (planned, frontier) = with_frontier();
    change(&planned.scenario, |scenario| scenario["governance"]["funds"][0]["capex_eur"] = json!(180_000.0));
    planned.plan_into(&planned.out, &["--frontier", text(&frontier)]);
    let beside = shown(&planned.out);
    assert_eq!(beside["same_scenario"], json!(false));
    let hash = &json_file(&frontier.join("frontier.json"))["scenario"]["sha256"];
    assert_eq!(&beside["scenario"]["sha256"], hash);
    assert_eq!(marks(&planned.out), 1);
}

/// A frontier among so many households, its shares with them.
fn with_households(frontier: &str, households: f64) -> String {
    let mut document: Value = serde_json::from_str(frontier).unwrap();
    document["households"] = json!(households);
    for point in document["points"].as_array_mut().unwrap() {
        if let Some(covered) = point["plan"]["households_covered"].as_f64() {
            point["plan"]["households_covered_ratio"] = json!((1e6 * covered / households).round() / 1e6);
        }
    }
    document.to_string()
}

#[test]
fn what_is_no_frontier_of_these_households_is_refused_and_nothing_is_written() {
    let (planned, frontier) = with_frontier();
    let file = frontier.join("frontier.json");
    let sound = fs::read_to_string(&file).unwrap();
    let refused = |changed: Option<String>, said: &[&str]| {
        match changed {
            Some(changed) => fs::write(&file, changed).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let run = on(&planned.scenario, "plan", &planned.out, &["--frontier", text(&frontier)]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        for said in said {
            assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
        }
        assert!(!planned.out.exists());
    };
    let with = |pointer: &str, value: Value| {
        let mut document: Value = serde_json::from_str(&sound).unwrap();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value;
        Some(document.to_string())
    };
    refused(
        Some(with_households(&sound, 1999.0)),
        &["not-comparable", "/households is 1999; the scenario has 2000"],
    );
    refused(
        with("/households", json!(1999.0)),
        &["contradiction", "/points/0/plan/households_covered_ratio is"],
    );
    refused(
        with("/points/1/plan/households_covered", json!(2001.0)),
        &[
            "contradiction",
            "/points/1/plan/households_covered is 2001, more than the 2000",
            "frontier.json",
            "`divario frontier`",
        ],
    );
    refused(with("/points", json!([])), &["/points holds no budget"]);
    refused(with("/points/0/plan/capex_eur", json!(-1.0)), &["/points/0/plan/capex_eur is -1"]);
    refused(with("/points/0/plan/value", json!("1e999")), &["not-a-frontier"]);
    refused(with("/points/0/colour", json!("red")), &["not-a-frontier", "has the key /points/0/colour"]);
    refused(with("/points/0/budget_eur", json!("much")), &["not-a-frontier", "cannot be read as a frontier"]);
    refused(with("/provenance/divario", json!(0)), &["not-a-frontier"]);
    refused(Some("{".into()), &["not-json", "frontier.json"]);
    refused(None, &["no-frontier", "give --frontier a folder that `divario frontier` has filled"]);
}
