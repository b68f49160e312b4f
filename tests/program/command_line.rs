//! The command line: exit statuses, usage, help, and what goes to which stream.

use serde_json::{Value, json};

use crate::planned::{Planned, json_file};
use crate::world::{Run, World, divario, text};

/// The only JSON document on standard output.
fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

/// Names of all commands, as `--help` lists them.
fn commands() -> Vec<String> {
    let help = divario(&["--help"]).stdout;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.take_while(|line| !line.is_empty()).filter(|line| line.starts_with("  "));
    let names = names.filter(|line| !line.starts_with("   "));
    names
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn every_command_helps_with_an_example() {
    let commands = commands();
    assert!(commands.iter().any(|name| name == "plan") && commands.len() >= 3, "{commands:?}");
    for arguments in [vec!["--help"], vec!["-h"], vec!["help"]] {
        let help = divario(&arguments);
        assert_eq!((help.status, help.stderr.as_str()), (0, ""));
        assert!(help.stdout.contains("Example:\n  divario plan "), "{}", help.stdout);
    }
    for command in &commands {
        let help = divario(&[command, "--help"]);
        assert_eq!((help.status, help.stderr.as_str()), (0, ""));
        assert!(help.stdout.contains(&format!("Example:\n  divario {command} ")), "{}", help.stdout);
        assert!(help.stdout.contains("--threads <N>"), "{}", help.stdout);
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(divario(&["--version"]).stdout, format!("divario {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_ends_with_status_2_and_says_what_is_wrong() {
    let cases: [(&[&str], &str); 16] = [
        (&[], "Usage: divario"),
        (&["plant"], "plan"),
        (&["plan"], "<SCENARIO>"),
        (&["plan", "x.json"], "--out <DIR>"),
        (&["coverage", "x.json"], "--out <DIR>"),
        (&["link", "x.json", "--from", "a"], "--to <ID|LON,LAT>"),
        (&["link", "x.json", "--from", "a", "--to", "b", "--as", "relay"], "access, backhaul"),
        (&["coverage", "x.json", "--out", "o", "--strongest", "0"], "a whole number from 1 to 8"),
        (&["coverage", "x.json", "--out", "o", "--strongest", "9"], "a whole number from 1 to 8"),
        (&["check", "x.json", "y.json"], "y.json"),
        (&["check", "x.json", "--colour"], "--colour"),
        (&["check", "x.json", "--threads", "0"], "a whole number from 1 to 1024"),
        (&["check", "x.json", "--threads", "1025"], "a whole number from 1 to 1024"),
        (&["check", "x.json", "--threads", "two"], "a whole number from 1 to 1024"),
        (&["check", "x.json", "--format", "xml"], "text, json"),
        (&["check", "x.json", "--quiet", "--verbose"], "cannot be used with"),
    ];
    for (arguments, said) in cases {
        let run = divario(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn exit_statuses_tell_success_failure_bad_input_and_infeasibility_apart() {
    let mut world = World::new();
    let scenario = world.save();
    let out = world.out();
    assert_eq!(divario(&["check", text(&scenario)]).status, 0);
    assert_eq!(divario(&["plan", text(&scenario), "--out", text(&scenario)]).status, 1);
    world.set("/terrain/cell_m", json!("wide"));
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 2);
    world.set("/terrain/cell_m", json!(100.0)).set("/sites/inline/0/terms/status", json!("committed"));
    world.set("/governance/funds/0/capex_eur", json!(1.0));
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 3);
}

#[test]
fn every_failure_is_one_json_document_where_json_is_asked() {
    let mut world = World::new();
    let scenario = world.save();
    let in_the_way = ["plan", text(&scenario), "--out", text(&scenario), "--format", "json"];
    let failed = divario(&in_the_way);
    assert_eq!((failed.status, &document(&failed)["exit_status"]), (1, &json!(1)));
    world.set("/terrain/cel_m", json!(30)).set("/service/rate_mbps", json!(-1));
    let refused = divario(&["check", text(&world.save()), "--format", "json"]);
    let said = document(&refused);
    assert_eq!((refused.status, &said["exit_status"]), (2, &json!(2)));
    let places: Vec<&str> =
        said["problems"].as_array().unwrap().iter().map(|one| one["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["/service/rate_mbps", "/terrain/cel_m"]);
    for problem in said["problems"].as_array().unwrap() {
        for key in ["code", "found", "remedy"] {
            assert!(!problem[key].as_str().unwrap().is_empty(), "{problem}");
        }
    }
}

#[test]
fn infeasibility_is_one_json_document_where_json_is_asked() {
    let mut world = World::new();
    world.set("/sites/inline/0/terms/status", json!("committed"));
    world.set("/governance/funds/0/capex_eur", json!(1.0));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out()), "--format", "json"]);
    assert_eq!((run.status, &document(&run)["exit_status"]), (3, &json!(3)));
    assert!(document(&run)["error"].as_str().unwrap().contains("no plan satisfies the constraints"));
}

#[test]
fn success_is_one_json_document_where_json_is_asked() {
    let planned = Planned::world();
    let checked = divario(&["check", text(&planned.scenario), "--format", "json"]);
    assert_eq!(checked.status, 0);
    let said = document(&checked);
    assert_eq!(
        (&said["scenario"], &said["comuni"], &said["points"]),
        (&json!("Small world"), &json!(2), &json!(5))
    );
    let run = planned.plan_into(&planned.out, &["--format", "json"]);
    assert_eq!(document(&run), planned.plan(), "what is printed is plan.json");
}

#[test]
fn quiet_says_nothing_but_the_result() {
    let planned = Planned::minimal();
    let scenarios = crate::planned::scenarios();
    let check = ["check", text(&planned.scenario), "--data", text(&scenarios)];
    assert!(divario(&check).stderr.contains("warning: "), "this scenario was chosen for its warning");
    let checked = divario(&[&check[..], &["--quiet"]].concat());
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""));
    assert!(checked.stdout.contains("is sound"));
    let run = planned.plan_into(&planned.out, &["--quiet"]);
    assert_eq!(run.stderr, "");
    assert!(run.stdout.contains("Households covered"));
}

#[test]
fn quiet_errors_are_heard() {
    let run = divario(&["check", "nowhere.json", "--quiet"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("nowhere.json"));
}

#[test]
fn only_the_result_goes_to_standard_output() {
    let planned = Planned::world();
    let quiet = planned.plan_into(&planned.out, &["--quiet"]).stdout;
    let plain = planned.plan_into(&planned.out, &[]);
    let verbose = planned.plan_into(&planned.out, &["--verbose"]);
    let silent = planned.plan_into(&planned.out, &["--no-progress"]);
    assert!([&plain, &verbose, &silent].iter().all(|run| run.stdout == quiet), "{quiet}");
    assert!(plain.stderr.contains("Coverage\n") && !plain.stderr.contains("done in"), "{}", plain.stderr);
    assert!(verbose.stderr.contains("Coverage: done in "), "{}", verbose.stderr);
    assert!(!silent.stderr.contains("Coverage"), "{}", silent.stderr);
}

#[test]
fn relative_paths_are_looked_for_beside_the_scenario_and_then_in_the_data_folder() {
    let world = World::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("scenario.json");
    std::fs::copy(world.save(), &moved).unwrap();
    assert_eq!(divario(&["check", text(&moved)]).status, 2);
    assert_eq!(divario(&["check", text(&moved), "--data", text(world.folder.path())]).status, 0);
    std::fs::write(elsewhere.path().join("households.csv"), "id,istat,lon,lat,households,class\n").unwrap();
    let run = divario(&["check", text(&moved), "--data", text(world.folder.path())]);
    assert!(
        run.stderr.contains("no usable point"),
        "the file beside the scenario comes first: {}",
        run.stderr
    );
}

#[test]
fn the_schemas_are_the_library_s() {
    let scenario = divario(&["schema"]);
    assert_eq!(document(&scenario), divario::scenario::schema(), "the scenario's is the default");
    assert_eq!(document(&divario(&["schema", "plan"])), divario::export::plan_schema().to_value());
    assert_eq!(document(&divario(&["schema", "coverage"])), divario::export::coverage_schema().to_value());
    assert_eq!(document(&divario(&["schema", "link"])), divario::export::link_schema().to_value());
    assert_eq!(document(&divario(&["schema", "frontier"])), divario::export::frontier_schema().to_value());
    assert_eq!(document(&divario(&["schema", "compare"])), divario::export::compare_schema().to_value());
    assert_eq!(document(&divario(&["schema", "ballots"])), divario::export::ballots_schema().to_value());
    assert_eq!(document(&divario(&["schema", "decision"])), divario::export::decision_schema().to_value());
}

#[test]
fn three_mistakes_as_the_user_reads_them() {
    let mut world = World::new();
    world.set("/terrain/cel_m", json!(30)).set("/service/probability_percent", json!(120));
    world.set("/radio/propagation/model", json!("p256"));
    let run = divario(&["check", text(&world.save()), "--no-progress"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(run.stderr, @r#"
    The input has 3 problems.

    /radio/propagation/model: found "p256" [unknown-word]
        remedy: did you mean "p526"? Else give one of free_space, p526, p1812, itm

    /service/probability_percent: found 120 [out-of-range]
        remedy: give a number from 1 to 99.9

    /terrain/cel_m: nobody reads the key "cel_m" [unknown-key]
        remedy: did you mean "cell_m"? Else remove it; known here: cell_m, land_cover, layers, sea_level_m
    "#);
}

#[test]
fn the_plan_as_the_user_reads_it() {
    let planned = Planned::world();
    let run = planned.plan_into(&planned.out, &["--no-progress"]);
    let said = run.stdout.replace(text(&planned.out), "OUT");
    assert_eq!(run.stderr, "", "nothing about this world is worth a warning");
    insta::assert_snapshot!(said, @r"
    Small world
      Households covered  150 of 150 (100.0 %)
      Coverage alone      would claim 150; its sites would serve 150
      Newly served        100 of 100 without broadband
      Capital             43,000 of 60,000 euro; 287 a household
      Proof               within 0.00 % of the best possible, as asked
      Guideline 1         holds (0.0 %, limit 20.0 %)
      Guideline 2         holds (0 euro, limit 0 euro)
      Guideline 3         holds (1 operator, limit 1 operator)
      Guideline 4         holds (−600 euro, limit −10,000 euro)
    Results: OUT
      report.html         the plan on one page: map, tables, charts, proof
      README.txt          what each file holds
      divario verify      checks the proof in that folder
    ");
    assert_eq!(json_file(&planned.out.join("plan.json"))["status"], "optimal");
}

#[test]
fn what_is_said_of_a_plan_fits_a_terminal_whatever_the_names() {
    let long = "Una comunità montana dal nome assai lungo, ".repeat(9);
    let mut world = World::new();
    world.set("/name", json!(long)).set("/sites/inline/0/name", json!(long));
    world.set("/governance/owners/0/name", json!(long)).set("/governance/funds/0/capex_eur", json!(9.9e8));
    let demo = Planned::demo();
    let runs = [Planned::of(world), demo].map(|planned| planned.plan_into(&planned.out, &["--quiet"]).stdout);
    for said in runs {
        let wide = said.lines().find(|line| line.chars().count() > 80 && !line.starts_with("Results: "));
        assert_eq!(wide, None);
        assert!(said.lines().any(|line| line.trim_start().starts_with("report.html ")), "{said}");
    }
}
