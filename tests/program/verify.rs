//! `divario verify`: what a plan's folder proves by itself, with the scenario, and computed again; and whatever was tampered
//! with is named.

use std::fs;
use std::path::{Path, PathBuf};

use divario::certificate::PlanFile;
use serde_json::{Value, json};

use crate::planned::{Planned, json_file, scenarios};
use crate::world::{Run, World, divario, text};

type Change<'a> = &'a dyn Fn(&mut Value);

pub fn verify(out: &Path, options: &[&str]) -> Run {
    divario(&[&["verify", text(out)], options].concat())
}

/// The small world and the folder of its plan.
fn planned_world() -> (World, PathBuf) {
    let world = World::new();
    let out = world.out();
    let run = divario(&["plan", text(&world.save()), "--out", text(&out), "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    (world, out)
}

/// Changes a JSON file of a plan as somebody would who knows how it is written.
fn tamper(file: &Path, change: impl FnOnce(&mut Value)) {
    let mut document = json_file(file);
    change(&mut document);
    fs::write(file, format!("{document:#}\n")).unwrap();
}

/// The verdict of a refused plan.
pub fn refusal(out: &Path, options: &[&str]) -> String {
    let run = verify(out, options);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(run.stderr.contains("divario: verification failed: "), "{}", run.stderr);
    run.stderr
}

#[test]
fn every_plan_verifies_by_itself_with_its_scenario_and_computed_again() {
    for planned in [Planned::world(), Planned::minimal(), Planned::demo()] {
        let planned = planned.done();
        let alone = verify(&planned.out, &[]);
        assert_eq!(
            (alone.status, alone.stderr.as_str()),
            (0, "Reading the plan\nChecking the proof\n"),
            "{}",
            alone.stderr
        );
        assert!(
            alone.stdout.contains("No plan under these rules serves a weight of more than "),
            "{}",
            alone.stdout
        );
        let (scenario, data) = (text(&planned.scenario), scenarios());
        let again = verify(&planned.out, &["--scenario", scenario, "--recompute", "--data", text(&data)]);
        assert_eq!(again.status, 0, "{}", again.stderr);
        assert!(again.stdout.contains("computed again, are the same"), "{}", again.stdout);
        assert!(verify(&planned.out, &["--verbose"]).stderr.contains("Verified in "));
    }
}

#[test]
fn the_objective_of_the_plan_is_that_of_the_certificate() {
    let planned = Planned::demo().done();
    let run = verify(&planned.out, &["--format", "json", "--quiet"]);
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let plan = planned.plan();
    for (key, field) in [("value_micro", "value"), ("bound_micro", "bound")] {
        let micro = (plan["objective"][field].as_f64().unwrap() * 1e6).round();
        assert_eq!(said[key].as_f64().unwrap(), micro, "{field}");
    }
    assert_eq!(said["households_served"], plan["households"]["covered"]);
    assert_eq!((&said["files_compared"], &said["recomputed"]), (&Value::Null, &json!(false)));
}

#[test]
fn a_changed_plan_is_named() {
    let (_world, out) = planned_world();
    let plan = out.join("plan.json");
    let sound = fs::read(&plan).unwrap();
    let changes: [(Change, &str); 6] = [
        (&|plan| plan["objective"]["bound"] = json!(1.0), "plan.json, objective.bound: found 1; expected "),
        (&|plan| plan["sites"][0]["id"] = json!("s9"), "plan.json, sites[0].id: found s9; expected "),
        (
            &|plan| plan["points"][0]["sector"] = json!(7),
            "plan.json, place \"h1\": found another sector or none",
        ),
        (
            &|plan| plan["comuni"][0]["covered"] = json!(1e3),
            "plan.json, covered of comune 999001: found 1000; expected 60, the sum of its points",
        ),
        (
            &|plan| plan["sites"][0]["lon"] = json!(7.0),
            "plan.json, SHA-256 without its lines of threads and wall_s",
        ),
        (&|plan| _ = plan.as_object_mut().unwrap().remove("cost"), "plan.json: found missing field `cost`"),
    ];
    for (change, said) in changes {
        fs::write(&plan, &sound).unwrap();
        tamper(&plan, change);
        let refusal = refusal(&out, &[]);
        assert!(refusal.contains(said), "{said}: {refusal}");
    }
}

#[test]
fn threads_and_duration_may_be_what_they_like() {
    let (_world, out) = planned_world();
    let plan = fs::read_to_string(out.join("plan.json")).unwrap();
    let provenance = json_file(&out.join("plan.json"))["provenance"].clone();
    let old = ["threads", "wall_s"].map(|key| format!("\"{key}\": {}", provenance[key]));
    let other = plan.replace(&old[0], "\"threads\": 77").replace(&old[1], "\"wall_s\": 0.125");
    assert_ne!(other, plan);
    fs::write(out.join("plan.json"), other).unwrap();
    assert_eq!(verify(&out, &[]).status, 0);
}

/// Somebody who writes both files: the plan changed, and the certificate's hash of it.
pub fn forge(out: &Path, change: impl FnOnce(&mut Value)) {
    let file = out.join("plan.json");
    tamper(&file, change);
    let bytes = fs::read(&file).unwrap();
    let sha256 = PlanFile::read(bytes.as_slice()).unwrap().sha256().to_owned();
    tamper(&out.join("certificate.json"), |certificate| certificate["plan_sha256"] = json!(sha256));
}

#[test]
fn what_is_forged_in_both_files_is_named_once_the_plan_is_worked_out_again() {
    let forgeries: [(&str, Change); 5] = [
        ("sites[0].lon", &|plan| plan["sites"][0]["lon"] = json!(8.0)),
        ("sites[0].height_m", &|plan| plan["sites"][0]["height_m"] = json!(999.0)),
        ("links[0].availability_percent", &|plan| plan["links"][0]["availability_percent"] = json!(100.0)),
        ("owners[0].name", &|plan| plan["owners"][0]["name"] = json!("Nobody")),
        ("governance[0].limit", &|plan| plan["governance"][0]["limit"] = json!(0.999)),
    ];
    for (place, change) in forgeries {
        let (world, out) = planned_world();
        forge(&out, change);
        let scenario = world.save();
        let run = verify(&out, &["--scenario", text(&scenario)]);
        assert_eq!(run.status, 0, "{place}, which nothing at hand tells: {}", run.stderr);
        let said = refusal(&out, &["--scenario", text(&scenario), "--recompute"]);
        assert!(said.contains(&format!("plan.json, {place}: found ")), "{place}: {said}");
        assert!(said.contains("worked out again from the scenario and its files"), "{said}");
    }
}

/// Gives the first point of a reason another, and counts it so wherever it is counted.
fn give_another_reason(plan: &mut Value, from: &str, to: &str) {
    let points = plan["points"].as_array_mut().unwrap();
    let point = points.iter_mut().find(|point| point["state"] == from).unwrap();
    point["state"] = json!(to);
    let (istat, households) = (point["istat"].clone(), point["households"].as_f64().unwrap());
    let all = plan["comuni"].as_array_mut().unwrap();
    let comune = all.iter_mut().find(|comune| comune["istat"] == istat).unwrap();
    let recount = |counts: &mut Value| {
        for (reason, sign) in [(from, -1.0), (to, 1.0)] {
            counts[reason] = json!(counts[reason].as_f64().unwrap() + sign * households);
        }
    };
    recount(&mut comune["uncovered"]);
    recount(&mut plan["households"]["uncovered"]);
}

/// There is money for one of two sites, whose signals do.
#[test]
fn a_reason_that_the_question_contradicts_is_named_though_all_counts_agree() {
    let contradicted = [
        ("no_site_reaches", "in the question a sector's signal would do for it"),
        ("signal_too_weak", "in the question a sector's signal would do for it"),
        ("no_backhaul", "in the question a site that could be fed"),
        ("too_few_operators", "the question has no rule of guideline 3"),
        ("ruled_out_by_ownership", "the question has no rule of guidelines 1 and 2"),
        ("running_costs", "the question has no rule of guideline 4"),
    ];
    let mut world = World::new();
    world.set("/radio/propagation/range_max_km", json!(2.15));
    world.set("/governance/funds/0/capex_eur", json!(60_000.0));
    let out = world.out();
    let run = divario(&["plan", text(&world.save()), "--out", text(&out), "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let sound = ["plan.json", "certificate.json"].map(|name| fs::read(out.join(name)).unwrap());
    for (reason, why) in contradicted {
        for (name, bytes) in ["plan.json", "certificate.json"].iter().zip(&sound) {
            fs::write(out.join(name), bytes).unwrap();
        }
        forge(&out, |plan| give_another_reason(plan, "over_budget", reason));
        let said = refusal(&out, &[]);
        assert!(said.contains("plan.json, state of point ") && said.contains(why), "{reason}: {said}");
    }
}

#[test]
fn what_coverage_alone_claims_is_no_more_than_all() {
    let (_world, out) = planned_world();
    forge(&out, |plan| plan["households"]["coverage_alone"]["claimed"] = json!(1e6));
    let said = refusal(&out, &[]);
    assert!(said.contains("plan.json, households.coverage_alone.claimed: found 1000000"), "{said}");
}

/// By git or an editor: line ends, indentation, a mark at the beginning. The certificate is of the bytes.
#[test]
fn a_plan_in_another_layout_is_said_to_be_that() {
    let (_world, out) = planned_world();
    let plan = out.join("plan.json");
    let sound = fs::read_to_string(&plan).unwrap();
    let compact = |text: &str| text.lines().map(str::trim).collect::<String>();
    for other in
        [sound.replace('\n', "\r\n"), sound.replace("  ", "\t"), compact(&sound), format!("{sound}\n")]
    {
        fs::write(&plan, &other).unwrap();
        let refusal = refusal(&out, &[]);
        for said in [
            "plan.json: found the same content in other bytes: line ends or layout were changed",
            "by git or an editor",
        ] {
            assert!(refusal.contains(said), "{said}: {refusal}");
        }
    }
}

#[test]
fn a_changed_certificate_is_named() {
    let (_world, out) = planned_world();
    let certificate = out.join("certificate.json");
    let sound = fs::read(&certificate).unwrap();
    let value_row = |one: &Value| {
        let rows = one["rows"].as_array().unwrap();
        rows.iter().position(|row| row.get("value").is_some()).unwrap()
    };
    let multiplier: Change = &|one| {
        let sum =
            one["cases"].as_array_mut().unwrap().iter_mut().find_map(|case| case.get_mut("sum")).unwrap();
        *sum = json!("AAE=");
    };
    let price: Change = &|one| {
        let at = value_row(one);
        one["rows"][at]["value"]["prices"] = json!("AA==");
    };
    let changes: [(Change, &str); 6] = [
        (multiplier, "certificate.json, cases["),
        (price, "certificate.json, rows["),
        (
            &|one| one["claim"]["bound_micro"] = json!(7),
            "certificate.json, claim.bound_micro: found 7; expected ",
        ),
        (&|one| _ = one["answer"]["open"].as_array_mut().unwrap().pop(), "certificate.json, answer"),
        (&|one| one["question"]["budget_cents"] = json!(9), "certificate.json, question_sha256"),
        (&|one| one["format"] = json!("divario certificate 2"), "certificate.json, format"),
    ];
    for (change, said) in changes {
        fs::write(&certificate, &sound).unwrap();
        tamper(&certificate, change);
        let refusal = refusal(&out, &[]);
        assert!(refusal.contains(said), "{said}: {refusal}");
    }
}

#[test]
fn a_changed_input_is_named_once_the_scenario_is_given() {
    let (world, out) = planned_world();
    let scenario = world.path("scenario.json");
    let households = fs::read_to_string(world.path("households.csv")).unwrap();
    world.write("households.csv", &households.replace(",30,none", ",31,none"));
    assert_eq!(verify(&out, &[]).status, 0);
    let refusal_of_input = refusal(&out, &["--scenario", text(&scenario)]);
    assert!(refusal_of_input.contains("households.csv: found the SHA-256 "), "{refusal_of_input}");
    world.write("households.csv", &households);
    assert_eq!(verify(&out, &["--scenario", text(&scenario)]).status, 0);
    world.write("scenario.json", &format!("{} ", fs::read_to_string(&scenario).unwrap()));
    let refusal_of_scenario = refusal(&out, &["--scenario", text(&scenario)]);
    assert!(refusal_of_scenario.contains("scenario.json: found the SHA-256 "), "{refusal_of_scenario}");
}

#[test]
fn a_scenario_beside_a_plan_is_the_plan_s_own_or_is_gone() {
    let (world, out) = planned_world();
    let beside = out.join("scenario.json");
    let read = fs::read(&beside).unwrap();
    assert_eq!(read, fs::read(world.path("scenario.json")).unwrap());
    fs::write(&beside, [read.as_slice(), b" "].concat()).unwrap();
    let refusal = refusal(&out, &[]);
    assert!(refusal.contains("out/scenario.json: found the SHA-256 "), "{refusal}");
    fs::remove_file(beside).unwrap();
    assert_eq!(verify(&out, &[]).status, 0);
}

#[test]
fn what_is_not_there_is_bad_input() {
    let (world, out) = planned_world();
    let scenario = world.path("scenario.json");
    assert_eq!(verify(&out, &["--scenario", "nowhere.json"]).status, 2);
    assert_eq!(verify(&out, &["--recompute"]).status, 2);
    fs::remove_file(world.path("dem.asc")).unwrap();
    let missing = verify(&out, &["--scenario", text(&scenario)]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("there is no file dem.asc"), "{}", missing.stderr);
    fs::remove_file(out.join("certificate.json")).unwrap();
    let run = verify(&out, &["--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("certificate.json: cannot be read"), "{}", run.stderr);
    assert!(run.stdout.contains("\"exit_status\":2"), "{}", run.stdout);
    assert_eq!(verify(&world.path("no/folder"), &[]).status, 2);
}
