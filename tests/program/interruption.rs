//! Ctrl-C: the program ends at once, with status 130, and nothing is left of what it began; but the first one while sites are
//! chosen ends the search alone, and the best plan so far is written.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use crate::planned::{Planned, json_file, scenarios};
use crate::world::{divario, files_in, text};

/// The program promises a second; a loaded machine may need more.
const END_MAX: Duration = Duration::from_secs(5);

/// The demo province on fine cells, with a long reach: minutes of work in the stages before and after the choice.
fn long_plan(cell_m: f64, range_max_km: f64) -> Planned {
    Planned::changed("demo.json", |scenario| {
        scenario["terrain"]["cell_m"] = cell_m.into();
        scenario["radio"]["propagation"]["range_max_km"] = range_max_km.into();
    })
}

fn start(command: &str, planned: &Planned, out: &Path) -> (Child, BufReader<ChildStderr>) {
    let ballots = scenarios().join("../data/demo/ballots.csv");
    let vote = if command == "ballots" { vec!["--ballots", text(&ballots)] } else { Vec::new() };
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("divario"))
        .args([command, "--threads", "2"])
        .args(vote)
        .arg("--data")
        .args([&scenarios(), Path::new("--out"), out, &planned.scenario])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    (child, stderr)
}

fn wait_for_stage(stderr: &mut BufReader<ChildStderr>, stage: &str) {
    let mut line = String::new();
    while line.trim_end() != stage {
        line.clear();
        assert!(stderr.read_line(&mut line).unwrap() > 0, "the program ended before «{stage}»");
    }
}

fn send(child: &Child, signal: &str) {
    let kill = format!("kill -{signal} {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// Sends a signal, and returns the exit status and how long it took.
fn stop(child: &mut Child, signal: &str) -> (Option<i32>, Duration) {
    let sent = Instant::now();
    send(child, signal);
    (child.wait().unwrap().code(), sent.elapsed())
}

/// Interrupts a plan in a stage; it must end at once and leave nothing.
fn interrupted(planned: &Planned, stage: &str, signal: &str) {
    interrupted_command("plan", planned, stage, signal);
}

fn interrupted_command(command: &str, planned: &Planned, stage: &str, signal: &str) {
    let made = planned.home.path().join("made");
    let (mut child, mut stderr) = start(command, planned, &made.join("for/results"));
    wait_for_stage(&mut stderr, stage);
    let (status, took) = stop(&mut child, signal);
    assert_eq!(status, Some(130), "in «{stage}»");
    assert!(took < END_MAX, "in «{stage}» it took {took:?}");
    assert!(!made.exists(), "in «{stage}» it left {:?}", files_in(&made).keys());
}

#[test]
fn while_reading() {
    interrupted(&long_plan(8.0, 14.0), "Reading input", "INT");
}

#[test]
fn while_computing_coverage() {
    interrupted(&long_plan(15.0, 100.0), "Coverage", "INT");
}

#[test]
fn while_drawing_the_coverage_map() {
    interrupted(&long_plan(15.0, 14.0), "Coverage map", "INT");
}

#[test]
fn while_mapping_given_sites() {
    interrupted_command("coverage", &long_plan(15.0, 100.0), "Coverage map", "INT");
}

/// Votes and markets share a plan's ground; regimes hear all anew, so that all that is done for one of them is a search.
#[test]
fn while_computing_coverage_for_a_vote_a_market_or_a_regime() {
    let planned = long_plan(30.0, 100.0);
    interrupted_command("ballots", &planned, "Coverage", "INT");
    interrupted_command("market", &planned, "Coverage", "INT");
    interrupted_command("regimes", &planned, "Coverage (1/3)", "TERM");
}

#[test]
fn while_reading_for_regimes() {
    interrupted_command("regimes", &long_plan(8.0, 14.0), "Reading input", "INT");
}

/// Plans of a vote are compared, so that none of their searches may end early; of a market a termination ends all.
#[test]
fn while_sites_are_chosen_for_a_vote_or_a_market() {
    interrupted_command("ballots", &long_search(), "Choosing sites (the scenario's own weights)", "INT");
    interrupted_command("market", &long_search(), "Choosing sites (1/8)", "TERM");
}

#[test]
fn a_termination_is_as_clean() {
    interrupted(&long_plan(15.0, 100.0), "Coverage", "TERM");
}

#[test]
fn former_results_survive() {
    let planned = long_plan(15.0, 100.0);
    fs::create_dir_all(planned.out.join("charts")).unwrap();
    for name in ["plan.json", "charts/cash_flow.svg", "notes.txt"] {
        fs::write(planned.out.join(name), "former").unwrap();
    }
    fs::write(planned.out.join("plan.json"), r#"{"provenance": {"divario": "0.1.0"}}"#).unwrap();
    let before = files_in(&planned.out);
    let (mut child, mut stderr) = start("plan", &planned, &planned.out);
    wait_for_stage(&mut stderr, "Coverage");
    assert_eq!(stop(&mut child, "INT").0, Some(130));
    assert_eq!(files_in(&planned.out), before);
}

/// What is said at the first Ctrl-C while sites are chosen.
const ENDING: &str =
    "stopping the search; the best so far is worked out and written; press Ctrl-C again to give up";

/// What is said at the first Ctrl-C while changes are tried.
const SPARING: &str =
    "leaving out what is still to be tried; the plan is written; press Ctrl-C again to give up";

/// The demo province on coarse cells, searched for more than can be proven.
fn long_search() -> Planned {
    Planned::changed("demo.json", |scenario| {
        scenario["terrain"]["cell_m"] = 240.0.into();
        scenario["solve"]["gap_ratio"] = 0.0.into();
    })
}

/// Sends one Ctrl-C in a stage of a command that then comes to its end with results; what is said from there on.
fn ended_in(command: &str, planned: &Planned, stage: &str) -> String {
    let (mut child, mut stderr) = start(command, planned, &planned.out);
    wait_for_stage(&mut stderr, stage);
    send(&child, "INT");
    to_its_end(&mut child, &mut stderr)
}

/// Waits for the results; what is said until then.
fn to_its_end(child: &mut Child, stderr: &mut BufReader<ChildStderr>) -> String {
    let mut said = String::new();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{said}");
    said
}

/// At the first Ctrl-C in a stage the best plan so far is written, and verifies.
fn keeps_the_best_so_far(stage: &str) {
    let planned = long_search();
    let said = ended_in("plan", &planned, stage);
    assert!(said.starts_with(ENDING), "{said}");
    let plan = planned.plan();
    assert!(plan["warnings"].to_string().contains("ended by the user"), "{}", plan["warnings"]);
    assert!(plan["households"]["covered"].as_f64().unwrap() > 0.0);
    let verified = divario(&["verify", text(&planned.out)]);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
}

#[test]
fn the_first_ctrl_c_while_sites_are_chosen_keeps_the_best_plan_so_far() {
    keeps_the_best_so_far("Choosing sites");
}

#[test]
fn the_first_ctrl_c_while_plans_are_compared_keeps_the_best_so_far() {
    keeps_the_best_so_far("Comparing plans");
}

/// The plan is there already: whoever does not wait for the changes beside it loses none of it.
#[test]
fn the_first_ctrl_c_while_changes_are_tried_keeps_the_plan_without_them() {
    let planned = Planned::demo();
    ended_in("plan", &planned, "Trying single changes");
    let plan = planned.plan();
    assert!(plan["warnings"].to_string().contains("did not wait for single changes"), "{}", plan["warnings"]);
    let points = plan["points"].as_array().unwrap();
    assert!(points.iter().all(|point| point["cheapest_fix"].is_null()));
    assert!(plan["households"]["covered"].as_f64().unwrap() > 0.0);
    let data = scenarios();
    let again = ["--recompute", "--scenario", text(&planned.scenario), "--data", text(&data)];
    let verified = divario(&[&["verify", text(&planned.out)], &again[..]].concat());
    assert_eq!(verified.status, 0, "{}", verified.stderr);
}

/// One Ctrl-C for the search, one for what comes on top of its plan.
#[test]
fn whoever_ended_the_search_may_do_without_the_changes_too() {
    let planned = long_search();
    let (mut child, mut stderr) = start("plan", &planned, &planned.out);
    wait_for_stage(&mut stderr, "Choosing sites");
    send(&child, "INT");
    wait_for_stage(&mut stderr, "Trying single changes");
    send(&child, "INT");
    let said = to_its_end(&mut child, &mut stderr);
    assert!(said.starts_with(SPARING), "{said}");
    let warnings = planned.plan()["warnings"].to_string();
    assert!(
        warnings.contains("ended by the user") && warnings.contains("did not wait for single changes"),
        "{warnings}"
    );
    let verified = divario(&["verify", text(&planned.out)]);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
}

#[test]
fn the_second_ctrl_c_gives_up() {
    let planned = long_search();
    let (mut child, mut stderr) = start("plan", &planned, &planned.out);
    wait_for_stage(&mut stderr, "Choosing sites");
    send(&child, "INT");
    wait_for_stage(&mut stderr, ENDING);
    let (status, took) = stop(&mut child, "INT");
    assert_eq!(status, Some(130));
    assert!(took < END_MAX && !planned.out.exists(), "{took:?}");
}

#[test]
fn a_termination_while_sites_are_chosen_keeps_nothing() {
    interrupted(&long_search(), "Choosing sites", "TERM");
}

/// Of nine budgets the search at the second is ended: two are written, and the others named.
#[test]
fn the_first_ctrl_c_while_budgets_are_swept_keeps_those_that_are_done() {
    let planned = Planned::demo();
    let said = ended_in("frontier", &planned, "Choosing sites (3/9)");
    assert!(said.starts_with(ENDING) && !said.contains("(4/9)"), "{said}");
    assert!(said.contains("warning: the search was ended by the user: 6 budgets, from "), "{said}");
    let frontier = json_file(&planned.out.join("frontier.json"));
    assert_eq!(frontier["points"].as_array().unwrap().len(), 3);
    assert!(frontier["warnings"].to_string().contains("are missing"), "{}", frontier["warnings"]);
}

#[test]
fn the_second_ctrl_c_while_budgets_are_swept_gives_up() {
    let planned = Planned::demo();
    let (mut child, mut stderr) = start("frontier", &planned, &planned.out);
    wait_for_stage(&mut stderr, "Choosing sites (3/9)");
    send(&child, "INT");
    wait_for_stage(&mut stderr, ENDING);
    let (status, took) = stop(&mut child, "INT");
    // Where the rest was done in the time between, there was nothing left to give up.
    assert!(status == Some(130) || status == Some(0), "{status:?}");
    assert!(took < END_MAX, "{took:?}");
    assert_eq!(planned.out.exists(), status == Some(0));
}
