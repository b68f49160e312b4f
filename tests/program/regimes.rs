//! `divario regimes`: the scenario under each way to govern the spectrum, through the program.

use serde_json::{Value, json};

use crate::planned::json_file;
use crate::world::{Run, World, divario, text};

/// Compares the world's regimes.
fn compared(world: &World) -> (Run, Value) {
    let out = world.out();
    let run = divario(&["regimes", text(&world.save()), "--out", text(&out)]);
    let report = if run.status == 0 { json_file(&out.join("regimes.json")) } else { Value::Null };
    (run, report)
}

/// The scenario as it is, and one more expensive with channels half as wide.
pub fn two_regimes() -> World {
    let mut world = World::new();
    let (width, public) = (world.scenario["radio"]["channel_mhz"].as_f64().unwrap(), owner(&world, false));
    let duty = json!({
        "points_min": 60.0, "listed_points_min": 30.0, "covered_ratio_min": 0.1,
        "comuni": [{"istat": "999001", "points": 40.0, "listed": true}, {"istat": "999002", "points": 10.0}]
    });
    let regime = |id: &str, kind: &str, fee_eur_per_year: f64| {
        json!({
            "id": id, "name": id, "kind": kind, "holder": public, "fee_eur_per_year": fee_eur_per_year,
            "coverage_duty": duty, "use_or_share_year": 2.5, "source": "a test"
        })
    };
    let mut narrow = regime("narrow", "provinces_in_competition", 9_000.0);
    narrow["radio"] = json!({"channel_mhz": width / 2.0});
    narrow["one_off_fee_eur"] = json!(500.0);
    world.set("/regimes", json!([regime("wide", "province_as_holder", 1_000.0), narrow]));
    world
}

/// An owner of the world, private or public.
fn owner(world: &World, is_private: bool) -> String {
    let owners = world.scenario["governance"]["owners"].as_array().unwrap();
    let found = owners.iter().find(|owner| (owner["kind"] == json!("private")) == is_private).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[test]
fn each_regime_is_planned_audited_and_proven() {
    let world = two_regimes();
    let (run, report) = compared(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for regime in report["regimes"].as_array().unwrap() {
        let (folder, plan) = (world.out().join(regime["id"].as_str().unwrap()), &regime["plan"]);
        assert_eq!(plan["governance"].as_array().unwrap().len(), 4);
        assert_eq!(plan["coverage_duty"]["points_min"], json!(60.0));
        assert_eq!(plan["use_or_share"]["from_year"], json!(2.5));
        let named = format!(
            "{} – {}",
            regime["name"].as_str().unwrap(),
            report["scenario"]["name"].as_str().unwrap()
        );
        assert_eq!(json_file(&folder.join("plan.json"))["scenario"]["name"], json!(named));
        let scenario = folder.join("scenario.json");
        let verified = divario(&[
            "verify",
            text(&folder),
            "--scenario",
            text(&scenario),
            "--data",
            text(world.folder.path()),
            "--recompute",
        ]);
        assert_eq!(verified.status, 0, "{}{}", verified.stdout, verified.stderr);
    }
    for said in ["regime", "guide-", "points of coverage", "Results: "] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
}

#[test]
fn a_regime_that_changes_nothing_has_the_plan_of_the_plan_command() {
    let mut world = two_regimes();
    let spectrum = world.scenario["governance"]["spectrum"].clone();
    world.set("/regimes/0/fee_eur_per_year", spectrum["fee_eur_per_year"].clone());
    world.set("/regimes/0/holder", json!(owner(&world, false)));
    let (_, report) = compared(&world);
    let out = world.path("plan");
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 0);
    let plan = json_file(&out.join("plan.json"));
    assert_eq!(report["regimes"][0]["plan"]["households_covered"], plan["households"]["covered"]);
    assert_eq!(report["regimes"][0]["plan"]["capex_eur"], plan["cost"]["capex_eur"]);
    let beside = world.path("beside");
    let under = world.out().join("wide");
    assert_eq!(divario(&["compare", text(&out), text(&under), "--out", text(&beside)]).status, 0);
    let keys = json_file(&beside.join("compare.json"))["scenario_keys"].clone();
    let pointers: Vec<&str> =
        keys.as_array().unwrap().iter().map(|key| key["pointer"].as_str().unwrap()).collect();
    let of_regimes = ["/name", "/regimes", "/market", "/participation", "/governance/spectrum"];
    let is_expected = |pointer: &&str| of_regimes.iter().any(|prefix| pointer.starts_with(prefix));
    assert!(pointers.iter().all(is_expected), "what its author left out is no difference: {pointers:?}");
}

/// Whoever works out a fee for each MHz and person has more decimals than plan.json.
#[test]
fn parts_of_a_cent_are_no_tampering() {
    let mut world = World::new();
    world.set("/governance/spectrum/one_off_fee_eur", json!(12_345.678));
    world.set("/governance/spectrum/fee_eur_per_year", json!(500.005));
    world.set("/sites/inline/0/terms/in_kind_eur_per_year", json!(300.1234));
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&world.out())]).status, 0);
    let plan = json_file(&world.out().join("plan.json"));
    assert_eq!(plan["cost"]["years"][0]["one_off_fee_eur"], json!(12_345.68));
    let fourth = plan["governance"][3]["explanation"].as_str().unwrap();
    assert!(fourth.contains("not counted here: 12,346 euro"), "{fourth}");
    let verified = divario(&["verify", text(&world.out())]);
    assert_eq!(verified.status, 0, "{}{}", verified.stdout, verified.stderr);
}

#[test]
fn what_the_scenario_obliges_to_and_no_regime_does_is_told() {
    let mut world = two_regimes();
    let duty = world.scenario["regimes"][0]["coverage_duty"].clone();
    world.set("/governance/spectrum/coverage_duty", duty.clone());
    world.set("/governance/spectrum/one_off_fee_eur", json!(1.0));
    let (run, report) = compared(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = "governance.spectrum.one_off_fee_eur holds under no regime that does not name its own: wide";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(!run.stderr.contains("governance.spectrum.coverage_duty holds"), "each names a duty of its own");
    assert!(report["warnings"].as_array().unwrap().contains(&json!(said)));
    world.set("/governance/spectrum", json!({"fee_eur_per_year": 1.0, "coverage_duty": duty}));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("/governance/spectrum/coverage_duty: obliges nobody"), "{}", run.stderr);
}

/// What is paid once, and a duty that is missed, are in plan.json: in its present value, and in what `compare` calls dominated.
#[test]
fn one_off_fee_and_duty_stand_in_the_plan_and_in_its_comparison() {
    let mut world = two_regimes();
    world.set("/regimes/1", world.scenario["regimes"][0].clone());
    world.set("/regimes/1/id", json!("paid"));
    world.set("/regimes/1/one_off_fee_eur", json!(700.0));
    world.set("/regimes/1/coverage_duty/points_min", json!(1_000.0));
    let (run, report) = compared(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let plans = ["wide", "paid"].map(|id| json_file(&world.out().join(id).join("plan.json")));
    let present_eur = plans.each_ref().map(|plan| plan["cost"]["present_value_eur"].as_f64().unwrap());
    assert!((present_eur[1] - present_eur[0] - 700.0).abs() < 0.005, "{present_eur:?}");
    let [wide, paid] = [0, 1].map(|at| &report["regimes"][at]);
    assert_eq!(paid["plan"]["present_value_eur"], plans[1]["cost"]["present_value_eur"]);
    assert_eq!(paid["dominated_by"], json!(["wide"]));
    assert_eq!(plans[1]["spectrum"]["coverage_duty"]["is_met"], json!(false));
    assert_eq!(wide["plan"]["coverage_duty"], plans[0]["spectrum"]["coverage_duty"]);
    let out = world.path("beside");
    let folders = ["wide", "paid"].map(|id| world.out().join(id));
    let run = divario(&["compare", text(&folders[0]), text(&folders[1]), "--out", text(&out)]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let beside = json_file(&out.join("compare.json"));
    assert_eq!(beside["plans"][1]["dominated_by"], json!([beside["plans"][0]["label"]]));
    assert_eq!(beside["plans"][1]["misses_duty"], json!(true));
    assert!(run.stdout.contains("COVERAGE DUTY NOT MET"), "{}", run.stdout);
    let figure = |name: &str| {
        let figures = beside["figures"].as_array().unwrap();
        figures.iter().find(|one| one["figure"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    assert_eq!(figure("one_off_fee_eur")["values"], json!([0.0, 700.0]));
    assert_eq!(figure("coverage_duty_met")["values"][1], json!(0.0));
    let difference = figure("present_value_eur")["differences"][1].as_f64().unwrap();
    assert!((difference - 700.0).abs() < 0.005, "{difference}");
}

#[test]
fn a_duty_of_the_scenario_itself_names_planned_comuni_once() {
    let mut world = World::new();
    let duty = |comuni: Value| json!({"points_min": 1.0, "listed_points_min": 0.0, "covered_ratio_min": 0.1, "comuni": comuni});
    for (comuni, place, code) in [
        (
            json!([{"istat": "008001", "points": 1.0}]),
            "/governance/spectrum/coverage_duty/comuni/0/istat",
            "unknown-comune",
        ),
        (
            json!([{"istat": "999001", "points": 1.0}, {"istat": "999001", "points": 1.0}]),
            "/governance/spectrum/coverage_duty/comuni",
            "repeated-id",
        ),
    ] {
        world.set("/governance/spectrum/coverage_duty", duty(comuni));
        let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
        assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(place) && run.stderr.contains(code), "{}", run.stderr);
        assert!(!world.out().exists());
    }
}

#[test]
fn the_band_of_each_regime_is_told() {
    let mut world = two_regimes();
    let limits = json!({"title": "A mask", "base_station": {"eirp_max_dbm": 50.0}, "source": "a test"});
    world.set("/regimes/0/radio", json!({"eirp_limits": limits, "reuse": {"channel_count": 4}}));
    let (run, report) = compared(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let band = &report["regimes"][0]["band"];
    let channel_mhz = band["channel_mhz"].as_f64().unwrap();
    assert_eq!(band["bandwidth_mhz"].as_f64(), Some(4.0 * channel_mhz));
    assert_eq!((&band["eirp_mask"], &band["base_station_eirp_max_dbm"]), (&json!("A mask"), &json!(50.0)));
    assert_eq!(report["regimes"][1]["band"]["eirp_mask"], json!(null));
}

#[test]
fn every_number_of_a_regime_moves_the_report() {
    let (_, base) = compared(&two_regimes());
    for (pointer, value) in [
        ("fee_eur_per_year", json!(1_500.0)),
        ("one_off_fee_eur", json!(700.0)),
        ("use_or_share_year", json!(3.0)),
        ("coverage_duty/points_min", json!(10.0)),
        ("coverage_duty/listed_points_min", json!(41.0)),
        ("coverage_duty/comuni/0/points", json!(41.0)),
        ("coverage_duty/comuni/0/listed", json!(false)),
        ("radio", json!({"base_station": {"station": {"tx_power_dbm": -30.0}}})),
    ] {
        let mut world = two_regimes();
        world.set(&format!("/regimes/0/{pointer}"), value);
        let (run, changed) = compared(&world);
        assert_eq!(run.status, 0, "{pointer}: {}", run.stderr);
        assert_ne!(base["regimes"][0], changed["regimes"][0], "{pointer}");
    }
}

#[test]
fn wrong_regimes_are_refused_with_their_place() {
    let world = two_regimes();
    let (private, public) = (owner(&world, true), owner(&world, false));
    let cases = [
        ("/regimes", json!([]), "/regimes", "empty"),
        ("/regimes/1/id", json!("wide"), "/regimes", "repeated-id"),
        ("/regimes/1/id", json!("a/b"), "/regimes/1/id", "unusable-id"),
        ("/regimes/1/holder", json!("nobody"), "/regimes/1/holder", "unknown-owner"),
        ("/regimes/1/holder", json!(private), "/regimes/1/holder", "wrong-holder"),
        ("/regimes/1/kind", json!("private_regional_licence"), "/regimes/1/holder", "wrong-holder"),
        ("/regimes/1/kind", json!("licence_exempt_5ghz"), "/regimes/1/holder", "contradiction"),
        ("/regimes/1/kind", json!("royal"), "/regimes/1/kind", "unknown-word"),
        ("/regimes/1/radio", json!({"channel_mhz": 500.0}), "/regimes/1/radio/channel_mhz", "out-of-range"),
        ("/regimes/1/radio", json!({"frequency_mhz": null}), "/regimes/1/radio", "missing-key"),
        ("/regimes/1/radio", json!({"colour": 1}), "/regimes/1/radio/colour", "unknown-key"),
        ("/regimes/1/radio", json!({"channel_mhz": 3.1}), "/regimes/1/radio/channel_mhz", "no-such-channel"),
        (
            "/regimes/1",
            json!({
                "id": "open", "name": "Open band", "kind": "licence_exempt_5ghz", "fee_eur_per_year": 0.0, "source": "a test"
            }),
            "/regimes/1/radio: its radio transmits at 3500 MHz",
            "contradiction",
        ),
        (
            "/regimes/1/coverage_duty/comuni/0/istat",
            json!("123456"),
            "/regimes/1/coverage_duty/comuni/0/istat",
            "unknown-comune",
        ),
    ];
    assert_ne!(private, public);
    for (pointer, value, place, code) in cases {
        let mut world = two_regimes();
        world.set(pointer, value);
        let (run, _) = compared(&world);
        assert_eq!(run.status, 2, "{pointer}: {}{}", run.stdout, run.stderr);
        for said in [place, code] {
            assert!(run.stderr.contains(said), "{pointer}, {said}: {}", run.stderr);
        }
        assert!(!world.out().exists(), "{pointer}");
    }
}

#[test]
fn check_knows_the_comuni_of_a_duty() {
    let mut world = two_regimes();
    world.set("/regimes/1/coverage_duty/comuni/0/istat", json!("123456"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("unknown-comune"), "{}", run.stderr);
}

#[test]
fn without_the_section_an_example_is_shown() {
    let (run, _) = compared(&World::new());
    assert_eq!(run.status, 2, "{}", run.stderr);
    for said in ["/regimes", "province_as_holder", "fee_eur_per_year"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}

#[test]
fn a_regime_without_a_plan_is_told_and_the_others_stand() {
    let mut world = two_regimes();
    world.set(
        "/regimes/1/radio",
        json!({"implementation_loss_db": 20.0, "base_station": {"station": {"tx_power_dbm": -30.0}}}),
    );
    let (run, report) = compared(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(report["regimes"][1]["status"], json!("infeasible"), "{report}");
    assert!(run.stdout.contains("narrow: no plan"), "{}", run.stdout);
}

#[test]
fn the_document_keeps_its_schema() {
    let (_, report) = compared(&two_regimes());
    let schema = divario(&["schema", "regimes"]);
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&report).map(|one| one.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
