//! Ballots and sections that cannot be counted: refused with place and remedy, and nothing is written.

use std::fs;

use serde_json::{Value, json};

use super::{Change, Vote, rows};
use crate::world::{World, divario, files_in, text};

fn refused(vote: &Vote, expected: &[&str]) {
    let run = vote.run(&[]);
    assert_eq!(run.status, 2, "{}\n{}", run.stdout, run.stderr);
    for said in expected.iter().chain(&["remedy: "]) {
        assert!(run.stderr.contains(said), "«{said}» is missing in:\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("panicked") && !vote.world.out().exists());
}

/// The vote with a row more.
fn with_row(row: &str) -> Vote {
    let vote = Vote::of([[5, 5], [5, 5]]);
    let mut rows = rows([[5, 5], [5, 5]]);
    rows.push(row.to_owned());
    vote.write(&rows);
    vote
}

#[test]
fn unknown_comuni_are_refused_with_place_and_remedy() {
    refused(
        &with_row("1,new,999003,5,5"),
        &[
            "ballots.csv:50, column comune: found \"999003\" [unknown-istat-code]",
            "give the ISTAT code of a planned comune, six digits as text: 999001, 999002",
        ],
    );
}

#[test]
fn duplicates_are_refused() {
    refused(
        &with_row("2,v00,999001,9,1"),
        &[
            "ballots.csv:50, column voter: \"v00\" has a ballot of round 2 in line 26 already [repeated-ballot]",
        ],
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let vote = with_row("3,new,999001,5,5\n1,other,999002,5,6\n1,third,999002,x,5");
    refused(
        &vote,
        &["3 problems", "bad-round", "the points add up to 11 [wrong-sum]", "column unserved: found \"x\""],
    );
    let proposals = vote.world.path("proposals.csv");
    fs::write(&proposals, "proposal,adopted,reason\nA,perhaps,x\n").unwrap();
    let run = vote.run(&["--proposals", text(&proposals)]);
    assert!(run.stderr.contains("4 problems") && run.stderr.contains("give yes or no"), "{}", run.stderr);
}

#[test]
fn rounds_of_too_few_tell_nothing() {
    let vote = Vote::of([[5, 5], [5, 5]]);
    vote.write(&rows([[5, 5], [5, 5]])[..33]);
    refused(&vote, &["has 9 ballots of round 2; nothing may be told of fewer than 10 [too-few-ballots]"]);
}

#[test]
fn a_scenario_that_asks_nobody_is_refused() {
    let mut vote = Vote::of([[5, 5], [5, 5]]);
    vote.world.remove("", "participation");
    refused(&vote, &["/participation: is missing", "add the section with its priorities"]);
}

#[test]
fn files_that_are_not_there_are_refused() {
    let vote = Vote::of([[5, 5], [5, 5]]);
    fs::remove_file(vote.file()).unwrap();
    refused(&vote, &["ballots.csv: cannot be read", "unreadable-file"]);
}

#[test]
fn results_replace_neither_ballots_nor_files_of_others() {
    let vote = Vote::of([[5, 5], [5, 5]]);
    let out = vote.world.out();
    fs::create_dir(&out).unwrap();
    fs::copy(vote.file(), out.join("mine.csv")).unwrap();
    let scenario = vote.world.save();
    let run =
        divario(&["ballots", text(&scenario), "--ballots", text(&out.join("mine.csv")), "--out", text(&out)]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("output-over-input"), "{}", run.stderr);
    for (name, code) in [
        ("tallies.csv", "file-of-others"),
        ("plan/sites.csv", "file-of-others"),
        ("plan.json", "folder-of-another-command"),
    ] {
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
        fs::write(out.join(name), "mine").unwrap();
        let run = vote.run(&[]);
        assert_eq!(run.status, 2, "{name}");
        assert!(run.stderr.contains(code), "{name}: {}", run.stderr);
        assert_eq!(files_in(&out).len(), 1);
    }
}

#[test]
fn a_vote_that_no_network_can_serve_writes_nothing() {
    let mut vote = Vote::of([[5, 5], [5, 5]]);
    vote.world.set("/governance/funds/0/capex_eur", json!(1_000.0));
    let run = vote.run(&[]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(!vote.world.out().exists());
}

/// What a section says of itself and of the objective must fit.
#[test]
fn sections_that_contradict_themselves_are_refused() {
    let check = |change: &dyn Fn(&mut Value)| {
        let mut vote = Vote::of([[5, 5], [5, 5]]);
        change(&mut vote.world.scenario);
        let run = divario(&["check", text(&World::save(&vote.world))]);
        assert_eq!(run.status, 2, "{}", run.stdout);
        run.stderr
    };
    let cases: [(Change, &str); 7] = [
        (
            &|one| _ = one["participation"]["priorities"].as_array_mut().unwrap().pop(),
            "/participation/priorities: found 1 [too-few-priorities]",
        ),
        (
            &|one| one["participation"]["priorities"][1]["raises"] = json!("unserved_weight"),
            "/participation/priorities/1/raises: another priority raises unserved_weight too [repeated-weight]",
        ),
        (
            &|one| one["participation"]["priorities"][1]["id"] = json!("unserved"),
            "/participation/priorities/1/id: \"unserved\" is given twice [repeated-id]",
        ),
        (
            &|one| one["participation"]["priorities"][1]["id"] = json!("voter"),
            "/participation/priorities/1/id: found \"voter\" [reserved-id]",
        ),
        (
            &|one| one["objective"]["served_weight"] = json!(0),
            "/participation/priorities/1/raises: /objective/served_weight is 0, which no vote can raise",
        ),
        (
            &|one| one["objective"]["unserved_weight"] = json!(501),
            "/participation/priorities/0/raises: with all points /objective/unserved_weight would be 1002",
        ),
        (
            &|one| one["participation"]["group_min"] = json!(1),
            "/participation/group_min: found 1 [out-of-range]",
        ),
    ];
    for (change, said) in cases {
        let stderr = check(change);
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
}
