//! `divario frontier`: several budgets, from the arguments to the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::plan_file::{departures, schema};
use crate::planned::{Planned, json_file, scenarios};
use crate::world::{Run, World, divario, files_in, text};

/// Sweeps budgets of a scenario into a folder.
fn swept(scenario: &Path, out: &Path, options: &[&str]) -> Run {
    let scenarios = scenarios();
    let usual = ["frontier", text(scenario), "--data", text(&scenarios), "--out", text(out)];
    divario(&[&usual, options].concat())
}

fn done(scenario: &Path, out: &Path, options: &[&str]) -> Run {
    let run = swept(scenario, out, options);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

fn points(out: &Path) -> Vec<Value> {
    json_file(&out.join("frontier.json"))["points"].as_array().unwrap().clone()
}

fn figure(point: &Value, pointer: &str) -> f64 {
    point.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {pointer} in {point}"))
}

#[test]
fn the_smallest_scenario_s_frontier_as_the_user_reads_it() {
    let planned = Planned::minimal();
    let run = done(&planned.scenario, &planned.out, &["--no-progress"]);
    let time = run.stdout.lines().find(|line| line.starts_with("  Time")).unwrap();
    let said = run.stdout.replace(text(&planned.out), "OUT").replace(time, "  Time");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    insta::assert_snapshot!(said, @r"
    Two comuni (invented)
      Households              2,000, 723 without broadband
      Gap                     of weighted households, to what no plan can beat
      Time

                                      households    newly           EUR per  EUR per
       budget EUR capital EUR  sites     covered   served      gap  covered  further
                0     no plan
           30,000     no plan
           60,000     no plan
           90,000      80,000      1         142      142   0.28 %      563        -
          120,000      80,000      1         142      142   0.28 %      563        -
          150,000      80,000      1         142      142   0.28 %      563        -
        * 180,000     160,000      2         266      266   1.01 %      602      645
          210,000     160,000      2         266      266   1.01 %      602        -
          240,000     240,000      3         361      320   6.09 %      665      842
        = 245,000     240,000      3         361      320   6.09 %      665        -

      No plan at 60,000: C3 budget: the cheapest site that could be built, fed and
      serve somebody, ridge-west, costs 80,000 euro; the budget is 60,000 euro:
      20,000 euro more would let a plan begin
      *  the knee: beyond it each further euro buys clearly less
      =  the scenario's own budget
    Results: OUT (start with README.txt)
    ");
}

#[test]
fn files_keep_their_schema_and_more_money_is_never_worse() {
    let planned = Planned::minimal();
    let printed = done(&planned.scenario, &planned.out, &["--format", "json"]).stdout;
    let files = files_in(&planned.out);
    let names = ["README.txt", "charts/frontier.png", "charts/frontier.svg", "frontier.csv", "frontier.json"];
    assert_eq!(files.keys().collect::<Vec<_>>(), names);
    let figures = json_file(&planned.out.join("frontier.json"));
    assert_eq!(departures(&schema("frontier"), &figures), [""; 0]);
    assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), figures, "what is printed is frontier.json");
    let points = points(&planned.out);
    let rows = String::from_utf8(files["frontier.csv"].clone()).unwrap().lines().count();
    assert_eq!(rows, points.len() + 1);
    let (without, with): (Vec<Value>, Vec<Value>) = points.into_iter().partition(|one| one["plan"].is_null());
    assert!(without.iter().all(|one| one["infeasible"].as_str().unwrap().starts_with("C3 budget: ")));
    assert!(!with.is_empty() && figure(&without[0], "/budget_eur") < figure(&with[0], "/budget_eur"));
    for pair in with.windows(2) {
        for rising in ["/budget_eur", "/plan/value", "/bound/value", "/plan/capex_eur"] {
            assert!(figure(&pair[0], rising) <= figure(&pair[1], rising), "{rising}: {pair:?}");
        }
    }
    for point in &with {
        assert!(figure(point, "/plan/capex_eur") <= figure(point, "/budget_eur"), "{point}");
        assert!(figure(point, "/plan/value") <= figure(point, "/bound/value"), "{point}");
    }
}

#[test]
fn the_scenario_s_own_budget_has_the_figures_of_its_plan() {
    let planned = Planned::world().done();
    let out = planned.home.path().join("frontier");
    let own = planned.plan()["cost"]["budget_eur"].to_string();
    done(&planned.scenario, &out, &["--budgets-eur", &own]);
    let (points, plan) = (points(&out), planned.plan());
    assert_eq!((points.len(), &points[0]["is_scenario_budget"]), (1, &json!(true)));
    for (ours, theirs) in [
        ("/plan/households_covered", "/households/covered"),
        ("/plan/households_newly_served", "/households/newly_served"),
        ("/plan/capex_eur", "/cost/capex_eur"),
        ("/plan/opex_eur_per_year", "/cost/opex_eur_per_year"),
        ("/plan/value", "/objective/value"),
        ("/bound/value", "/objective/bound"),
    ] {
        assert_eq!(points[0].pointer(ours), plan.pointer(theirs), "{ours}");
    }
    let ids = |sites: &Value| -> Vec<Value> {
        sites.as_array().unwrap().iter().map(|site| site["id"].clone()).collect()
    };
    assert_eq!(points[0]["plan"]["sites"], Value::Array(ids(&plan["sites"])));
}

/// All files of a frontier, the two figures that may differ taken out.
fn files_on(planned: &Planned, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let out = planned.home.path().join(threads);
    done(&planned.scenario, &out, &["--quiet", "--threads", threads, "--steps", "3"]);
    let mut files = files_in(&out);
    let mut figures = json_file(&out.join("frontier.json"));
    let provenance = figures["provenance"].as_object_mut().unwrap();
    assert_eq!(provenance.remove("threads").unwrap().to_string(), threads);
    assert!(provenance.remove("wall_s").is_some());
    files.insert("frontier.json".to_owned(), figures.to_string().into_bytes());
    files
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let planned = Planned::minimal();
    let (one, three) = (files_on(&planned, "1"), files_on(&planned, "3"));
    assert!(one == three, "{:?}", one.keys().filter(|name| one[*name] != three[*name]).collect::<Vec<_>>());
}

/// A committed site that costs 43,000 euro, as in the small world, and money for less and for more.
fn committed() -> World {
    let mut world = World::new();
    world.set("/sites/inline/0/terms/status", json!("committed"));
    world
}

#[test]
fn a_budget_below_the_fixed_sites_is_answered_in_words() {
    let world = committed();
    let run = done(&world.save(), &world.out(), &["--budgets-eur", "60000,1"]);
    assert!(run.stdout.contains("            1     no plan\n"), "{}", run.stdout);
    let reason = "No plan at 1: C2 fixed sites and C3 budget: 43,000 euro are needed for 1 committed site";
    let said = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(reason), "{said}");
    let points = points(&world.out());
    assert_eq!((&points[0]["status"], &points[0]["plan"]), (&json!("infeasible"), &Value::Null));
    assert!(points[0]["infeasible"].as_str().unwrap().contains("or commit to fewer sites"));
    assert!(figure(&points[1], "/plan/households_covered") > 0.0);
    let table = fs::read_to_string(world.out().join("frontier.csv")).unwrap();
    assert!(table.lines().nth(1).unwrap().starts_with("1.0,infeasible,false,false,,"), "{table}");
}

#[test]
fn where_no_budget_pays_the_fixed_sites_there_is_no_plan() {
    let world = committed();
    let run = swept(&world.save(), &world.out(), &["--budgets-eur", "1,2"]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("at none of the budgets; at the largest, 2 euro: C2 fixed sites and C3 budget"),
        "{}",
        run.stderr
    );
    assert!(!world.out().exists());
}

/// What `divario plan` says of a budget is said of the largest: money, not a rule that would hold with more of it.
#[test]
fn where_no_budget_buys_anything_the_words_are_those_of_a_plan() {
    let mut world = World::new();
    world.set("/governance/enforce", json!([1, 4]));
    let scenario = world.save();
    let run = swept(&scenario, &world.out(), &["--budgets-eur", "0,5000"]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    for said in [
        "at the largest, 5,000 euro: C3 budget: the cheapest site",
        "38,000 euro more would let a plan begin",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(!world.out().exists() && !run.stderr.contains("C9"), "{}", run.stderr);
    world.set("/governance/funds/0/capex_eur", json!(0.0));
    let run = swept(&world.save(), &world.out(), &[]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("/governance/funds: the budget is 0 euro"), "{}", run.stderr);
}

#[test]
fn a_guideline_that_no_money_helps_is_named_before_anything_is_computed() {
    let mut world = World::new();
    world.set("/governance/enforce", json!([3])).set("/governance/rules/operators_min", json!(2));
    let run = swept(&world.save(), &world.out(), &[]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("asks for guideline 3, which does not hold whatever is built"),
        "{}",
        run.stderr
    );
}

/// The scenario does not exist: had it been read, that would be the complaint.
#[test]
fn budgets_that_make_no_sense_are_refused_before_anything_is_read() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let cases: [(&[&str], &str); 9] = [
        (&["--from-eur", "-5"], "--from-eur: found -5 [out-of-range]"),
        (&["--to-eur", "nan"], "--to-eur: found NaN [out-of-range]"),
        (&["--steps", "0"], "--steps: found 0 [out-of-range]"),
        (&["--steps", "1"], "for one budget alone use --budgets-eur"),
        (&["--steps", "-3"], "invalid value '-3'"),
        (&["--budgets-eur", "1,-2"], "--budgets-eur: found -2 [out-of-range]"),
        (&["--budgets-eur", "1,x"], "invalid value 'x'"),
        (&["--budgets-eur", "1", "--steps", "3"], "cannot be used with"),
        (&["--time-limit-s", "0"], "--time-limit-s: found 0 [out-of-range]"),
    ];
    for (options, said) in cases {
        let run = swept(Path::new("nowhere.json"), &out, options);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{options:?}");
        assert!(run.stderr.contains(said), "{options:?}: {}", run.stderr);
    }
    assert!(!out.exists());
}

#[test]
fn a_range_upside_down_is_refused_and_former_results_stay() {
    let planned = Planned::minimal();
    done(&planned.scenario, &planned.out, &["--budgets-eur", "100000"]);
    let before = files_in(&planned.out);
    let run = swept(&planned.scenario, &planned.out, &["--from-eur", "2", "--to-eur", "1"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("--from-eur: the range goes from 2 euro to 1 euro [empty-range]"),
        "{}",
        run.stderr
    );
    assert_eq!(files_in(&planned.out), before);
}

#[test]
fn results_do_not_take_the_place_of_inputs_or_of_other_results() {
    Planned::minimal().assert_folders_stay_apart("frontier", "frontier.json");
}
