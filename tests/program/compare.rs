//! `divario compare`: plans of small worlds side by side, through the program.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::planned::json_file;
use crate::world::{Run, World, divario, files_in, text};

/// Folders of plans in one place.
struct Plans {
    home: TempDir,
}

impl Plans {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Plans a world into a folder.
    fn with(self, name: &str, change: impl FnOnce(&mut World)) -> Self {
        let mut world = World::new();
        change(&mut world);
        let (scenario, out) = (world.save(), self.path(name));
        let run = divario(&["--quiet", "plan", text(&scenario), "--out", text(&out)]);
        assert_eq!(fs::read(&scenario).unwrap(), fs::read(out.join("scenario.json")).unwrap());
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(fs::read(out.join("scenario.json")).unwrap(), fs::read(scenario).unwrap());
        self
    }

    /// The world as it is, and with a higher price of masts.
    fn two() -> Self {
        Self::new().with("plain", |_| ()).with("dear", |world| {
            world
                .set("/costs/items/mast/capex_eur", json!(24_000.0))
                .set("/governance/spectrum/fee_eur_per_year", json!(2_000.0));
        })
    }

    fn compared(&self, names: &[&str], options: &[&str]) -> (Run, PathBuf) {
        let folders: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        let out = self.path("compared");
        let mut arguments = vec!["compare"];
        arguments.extend(folders.iter().map(|folder| text(folder)));
        arguments.extend(["--out", text(&out)]);
        arguments.extend(options);
        (divario(&arguments), out)
    }
}

fn report(out: &Path) -> Value {
    json_file(&out.join("compare.json"))
}

fn figure<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["figures"].as_array().unwrap().iter().find(|one| one["figure"] == json!(name)).unwrap()
}

#[test]
fn figures_are_those_of_the_plans_and_differences_are_to_the_first() {
    let plans = Plans::two();
    let (run, out) = plans.compared(&["plain", "dear"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let report = report(&out);
    let [plain, dear] = ["plain", "dear"].map(|name| json_file(&plans.path(name).join("plan.json")));
    for (name, pointer) in [
        ("capex_per_covered_household_eur", "/cost/capex_per_covered_household_eur"),
        ("present_value_eur", "/cost/present_value_eur"),
        ("households_covered", "/households/covered"),
        ("households_newly_served", "/households/newly_served"),
        ("break_even_price_eur_per_month", "/balance/break_even_price_eur_per_month"),
        ("gini", "/equity/gini"),
        ("gap_ratio", "/objective/gap_ratio"),
        ("guideline_4_value", "/governance/3/value"),
    ] {
        let values = &figure(&report, name)["values"];
        assert_eq!(
            [&values[0], &values[1]],
            [&plain, &dear].map(|plan| plan.pointer(pointer).unwrap()),
            "{name}"
        );
    }
    let capital = figure(&report, "capex_eur");
    assert!(capital["differences"][1].as_f64().unwrap() > 0.0 && capital["verdicts"][1] == json!("worse"));
    assert_eq!(report["comparable"], json!(true));
    assert_eq!(report["plans"][1]["dominated_by"], json!(["Small world (plain)"]));
    assert_eq!(report["plans"][1]["proof"]["same_objective"], json!(true));
    let keys: Vec<&Value> =
        report["scenario_keys"].as_array().unwrap().iter().map(|key| &key["pointer"]).collect();
    assert_eq!(keys, ["/costs/items/mast/capex_eur", "/governance/spectrum/fee_eur_per_year"]);
    let plain = json_file(&plans.path("plain").join("scenario.json"));
    let own = plain.pointer("/costs/items/mast/capex_eur").unwrap();
    assert_eq!(report["scenario_keys"][0]["values"], json!([own.to_string(), "24000.0"]));
    assert_eq!(report["inputs"][0]["standing"], json!("same"));
}

#[test]
fn the_terminal_has_a_table_of_80_columns_and_the_document_keeps_its_schema() {
    let plans = Plans::two();
    let (run, out) = plans.compared(&["plain", "dear"], &[]);
    for said in ["plain", "dear", "EUR per", "dominated by 1", "2 keys differ", "open compare.html"] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
    let wide =
        run.stdout.lines().filter(|line| !line.starts_with("Results")).find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
    let schema: Value = serde_json::from_str(&divario(&["schema", "compare"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report(&out)).map(|one| one.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(fs::metadata(out.join("compare.html")).unwrap().len() < 15_000_000);
}

#[test]
fn the_same_folders_give_the_same_bytes() {
    let plans = Plans::two();
    let (_, out) = plans.compared(&["plain", "dear"], &["--threads", "1"]);
    let before = files_in(&out);
    let (run, out) = plans.compared(&["plain", "dear"], &["--threads", "3"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(before == files_in(&out));
    assert_eq!(before.len(), 5);
}

#[test]
fn other_households_are_refused_unless_asked_and_then_said() {
    let plans = Plans::new().with("plain", |_| ()).with("other", |world| {
        let path = world.path("households.csv");
        let changed = fs::read_to_string(&path).unwrap().replace(",30,none", ",31,none");
        fs::write(path, changed).unwrap();
    });
    let (run, out) = plans.compared(&["plain", "other"], &[]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    for said in ["not-comparable", "other/plan.json", "h1", "--anyway"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(!out.exists());
    let (run, out) = plans.compared(&["plain", "other"], &["--anyway"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("NOT COMPARABLE"), "{}", run.stdout);
    let report = report(&out);
    assert_eq!((&report["comparable"], &report["differs"][0]["example"]), (&json!(false), &json!("h1")));
    assert_eq!(figure(&report, "households_covered")["verdicts"][1], json!("unknown"));
    let table = fs::read_to_string(out.join("compare.csv")).unwrap();
    assert!(
        table.lines().any(|line| line.starts_with("households_covered,") && line.ends_with(",unknown,false"))
    );
    assert!(fs::read_to_string(out.join("README.txt")).unwrap().contains("NOT COMPARABLE"));
}

#[test]
fn wrong_folders_are_refused_with_place_and_remedy() {
    let plans = Plans::new().with("plain", |_| ()).with("other", |world| {
        world.set("/name", json!("Other"));
    });
    fs::create_dir(plans.path("empty")).unwrap();
    fs::write(plans.path("file"), "{}").unwrap();
    let plan = json_file(&plans.path("plain").join("plan.json"));
    let spoilt = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut own = plan.clone();
        change(&mut own);
        fs::create_dir(plans.path(name)).unwrap();
        fs::write(plans.path(name).join("plan.json"), own.to_string()).unwrap();
    };
    spoilt("extra", &|plan| plan["households"]["colour"] = json!(1));
    spoilt("lacking", &|plan| {
        plan["cost"].as_object_mut().unwrap().remove("capex_eur");
    });
    spoilt("later", &|plan| {
        plan["provenance"]["divario"] = json!("99.0.0");
        plan["new"] = json!(1);
    });
    fs::create_dir(plans.path("broken")).unwrap();
    fs::write(plans.path("broken").join("plan.json"), "{ \"scenario\": ").unwrap();
    let cases: [(&[&str], &str, &str); 10] = [
        (&["plain"], "too-few-plans", "plain"),
        (&["plain", "plain"], "same-folder", "plain"),
        (&["plain", "nowhere"], "no-plan", "does not exist"),
        (&["plain", "empty"], "no-plan", "holds no plan.json"),
        (&["plain", "file"], "no-plan", "is a file"),
        (&["plain", "extra"], "not-a-plan", "/households/colour"),
        (&["plain", "lacking"], "not-a-plan", "capex_eur"),
        (&["plain", "later"], "not-a-plan", "99.0.0"),
        (&["plain", "broken"], "not-json", "broken/plan.json"),
        (&["plain", "other", "a", "b", "c", "d", "e", "f", "g"], "too-many-plans", "at most 8"),
    ];
    for (names, code, said) in cases {
        let (run, out) = plans.compared(names, &[]);
        assert_eq!(run.status, 2, "{names:?}: {}", run.stderr);
        assert!(run.stderr.contains(code) && run.stderr.contains(said), "{names:?}, {said}: {}", run.stderr);
        assert!(run.stderr.contains("remedy") && !out.exists(), "{names:?}: {}", run.stderr);
    }
    assert_eq!(divario(&["compare", "--out", "x"]).status, 2);
}

#[test]
fn all_wrong_folders_are_told_together() {
    let plans = Plans::new();
    let (run, _) = plans.compared(&["one", "two"], &[]);
    assert_eq!(run.stderr.matches("no-plan").count(), 2, "{}", run.stderr);
}

#[test]
fn results_spare_plans_and_files_of_others() {
    let plans = Plans::two();
    let (own, out) = (plans.path("plain"), plans.path("compared"));
    let into = |out: &Path| divario(&["compare", text(&own), text(&plans.path("dear")), "--out", text(out)]);
    let run = into(&own);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("output-over-input"), "{}", run.stderr);
    fs::create_dir(&out).unwrap();
    fs::write(out.join("compare.csv"), "mine").unwrap();
    let run = into(&out);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("file-of-others"), "{}", run.stderr);
    assert_eq!(files_in(&out).len(), 1);
    fs::remove_file(out.join("compare.csv")).unwrap();
    fs::write(out.join("plan.json"), "{}").unwrap();
    assert!(into(&out).stderr.contains("folder-of-another-command"));
}

#[test]
fn a_plan_alone_in_its_folder_will_do() {
    let plans = Plans::two();
    for name in ["plain", "dear"] {
        let (from, to) = (plans.path(name), plans.path(&format!("{name}_alone")));
        fs::create_dir(&to).unwrap();
        fs::copy(from.join("plan.json"), to.join("plan.json")).unwrap();
    }
    let (run, out) = plans.compared(&["plain_alone", "dear_alone"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("only hashes are known"), "{}", run.stdout);
    let report = report(&out);
    assert_eq!(report["plans"][1]["proof"]["same_objective"], Value::Null);
    assert_eq!(report["plans"][1]["scenario_changed"], json!(false));
    assert_eq!(report["scenario_keys"], json!([]));
}

#[test]
fn another_scenario_beside_a_plan_is_not_taken_for_its_own() {
    let plans = Plans::two();
    fs::write(plans.path("dear").join("scenario.json"), "{\"name\": \"another\"}").unwrap();
    let (run, out) = plans.compared(&["plain", "dear"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("is not the scenario of the plan"), "{}", run.stderr);
    assert!(run.stderr.contains("it was changed since"), "{}", run.stderr);
    let told = |index: usize| {
        let plan = &report(&out)["plans"][index];
        [plan["scenario_at_hand"].clone(), plan["scenario_changed"].clone()]
    };
    assert_eq!((told(0), told(1)), ([json!(true), json!(false)], [json!(false), json!(true)]));
}

#[test]
fn a_plan_whose_figures_were_changed_is_told_of() {
    let plans = Plans::two();
    let file = plans.path("dear").join("plan.json");
    let (before, _) = plans.compared(&["plain", "dear"], &[]);
    assert!(!before.stderr.contains("was changed since it was certified"), "{}", before.stderr);
    let mut plan = json_file(&file);
    plan["households"]["covered"] = json!(999.0);
    fs::write(&file, format!("{plan:#}\n")).unwrap();
    let (run, out) = plans.compared(&["plain", "dear"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = "plan.json was changed since it was certified";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(report(&out)["warnings"].to_string().contains(said), "{}", report(&out)["warnings"]);
}

#[test]
fn names_are_text_whatever_they_hold() {
    let evil = "=cmd|</script><script>alert(1)</script>\"'&\u{2028}🗼";
    let plans = Plans::new().with("plain", |_| ()).with("evil", |world| {
        world.set("/name", json!(evil));
    });
    let (run, out) = plans.compared(&["plain", "evil"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(report(&out)["plans"][1]["label"], json!(evil));
    let page = fs::read_to_string(out.join("compare.html")).unwrap();
    assert!(!page.contains("alert(1)</script>"));
    let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
    assert!(!data.contains('\u{2028}') && serde_json::from_str::<Value>(data).is_ok());
    let table = fs::read_to_string(out.join("compare.csv")).unwrap();
    assert!(!table.contains(",\"=cmd") && !table.contains(",=cmd"), "{table}");
}
