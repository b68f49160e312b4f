//! `divario ballots`: a vote, from the files to what it changed and to the record of the decision.

mod decision;
mod refused;

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::every_number_matters::leaves;
use crate::plan_file::{departures, schema};
use crate::planned::{Planned, json_file, scenarios};
use crate::world::{Run, World, divario, files_in, text};

/// Points for the two priorities of the small world: who has nothing, and who has a line already.
type Points = [u32; 2];

/// What a test changes in a document.
type Change<'a> = &'a dyn Fn(&mut Value);

/// The small world with a vote; in each round twelve voters of either comune.
pub struct Vote {
    pub world: World,
}

impl Vote {
    /// Everybody gives these points in the rounds.
    pub fn of(rounds: [Points; 2]) -> Self {
        let mut world = World::new();
        world.scenario["participation"] = json!({
            "priorities": [
                {"id": "unserved", "label": "Who has nothing", "raises": "unserved_weight"},
                {"id": "second", "label": "A second line", "raises": "served_weight"}
            ],
            "points_per_ballot": 10, "comune_weighting": "ballots", "group_min": 10
        });
        let vote = Self { world };
        vote.write(&rows(rounds));
        vote
    }

    pub fn write(&self, rows: &[String]) {
        self.world
            .write("ballots.csv", &format!("round,voter,comune,unserved,second\n{}\n", rows.join("\n")));
    }

    pub fn file(&self) -> PathBuf {
        self.world.path("ballots.csv")
    }

    pub fn run(&self, options: &[&str]) -> Run {
        let (scenario, ballots, out) = (self.world.save(), self.file(), self.world.out());
        let usual = ["ballots", text(&scenario), "--ballots", text(&ballots), "--out", text(&out)];
        divario(&[&usual, options].concat())
    }

    /// Counts and plans; `ballots.json`.
    pub fn done(&self) -> Value {
        let run = self.run(&["--quiet"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        self.report()
    }

    pub fn report(&self) -> Value {
        json_file(&self.world.out().join("ballots.json"))
    }
}

/// Twelve voters of each comune, in both rounds.
pub fn rows(rounds: [Points; 2]) -> Vec<String> {
    let row = |round: usize, voter: usize| {
        let ([one, other], comune) = (rounds[round], 999_001 + voter / 12);
        format!("{},v{voter:02},{comune},{one},{other}", round + 1)
    };
    (0..2).flat_map(|round| (0..24).map(move |voter| row(round, voter))).collect()
}

#[test]
fn files_keep_their_schemas_and_hold_together() {
    let vote = Vote::of([[5, 5], [1, 9]]);
    let run = vote.run(&["--no-progress"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    let out = vote.world.out();
    let report = vote.report();
    assert_eq!(departures(&schema("ballots"), &report), [""; 0]);
    assert_eq!(departures(&schema("decision"), &json_file(&out.join("decision.json"))), [""; 0]);
    for folder in ["plan", "plan_own", "plan_round_1"] {
        let plan = json_file(&out.join(folder).join("plan.json"));
        assert_eq!(departures(&schema("plan"), &plan), [""; 0], "{folder}");
        assert_eq!(divario(&["verify", text(&out.join(folder))]).status, 0, "{folder}");
    }
    assert!(files_in(&out).contains_key("plan/coverage.tif"));
    let weights: Vec<f64> = report["priorities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["round_2_weight"].as_f64().unwrap())
        .collect();
    assert_eq!(weights, [0.2, 0.18], "a fifth of 1, and nine fifths of 0.1");
}

/// The scenario of round 2 can be checked and planned, and the question behind the plan computed again from it.
#[test]
fn the_scenario_of_round_2_is_that_of_the_plan() {
    let vote = Vote::of([[5, 5], [2, 8]]);
    vote.done();
    let (home, out, again) = (vote.world.folder.path(), vote.world.out(), vote.world.path("again"));
    let scenario = out.join("scenario_round_2.json");
    let check = divario(&["check", text(&scenario), "--data", text(home)]);
    assert_eq!(check.status, 0, "{}", check.stderr);
    let run = divario(&["plan", text(&scenario), "--data", text(home), "--out", text(&again)]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let [taken, found] = [out.join("plan"), again].map(|folder| json_file(&folder.join("plan.json")));
    assert_eq!(taken["scenario"], found["scenario"]);
    let value = |plan: &Value| plan["objective"]["value"].as_f64().unwrap();
    assert!(value(&taken) >= value(&found), "{} {}", taken["objective"], found["objective"]);
    let plan = out.join("plan");
    let verified =
        ["verify", text(&plan), "--scenario", text(&scenario), "--data", text(home), "--recompute"];
    assert_eq!(divario(&verified).status, 0);
}

#[test]
fn uniform_ballots_change_nothing_at_all() {
    let report = Vote::of([[5, 5], [5, 5]]).done();
    for priority in report["priorities"].as_array().unwrap() {
        assert_eq!(priority["own_weight"], priority["round_2_weight"]);
        assert_eq!(priority["shift_ratio"], json!(0.0));
    }
    for change in report["changes"].as_array().unwrap() {
        for list in ["sites_added", "sites_dropped", "comuni"] {
            assert_eq!(change[list], json!([]), "{list}");
        }
        assert_eq!(change["capex_eur"], json!(0.0));
        assert_eq!(change["weighed_alike"]["before"], change["weighed_alike"]["after"]);
    }
}

/// Who has a line already lives in the east, and masts do not reach far: all points for them move the one mast that the money buys.
#[test]
fn a_vote_moves_the_mast() {
    let mut vote = Vote::of([[10, 0], [0, 10]]);
    vote.world.set("/radio/propagation/range_max_km", json!(1.5));
    vote.world.set("/objective/small_comune_bonus", json!(0.0)).set("/objective/anchor_weight", json!(0.0));
    let report = vote.done();
    let change = &report["changes"][1];
    assert_eq!((&change["from"], &change["to"]), (&json!("round_1"), &json!("round_2")));
    assert_ne!(change["sites_added"], json!([]), "{change}");
    assert_ne!(change["sites_dropped"], json!([]), "{change}");
    let alike = &change["weighed_alike"];
    let [before, after, bound] = ["before", "after", "bound"].map(|key| alike[key].as_f64().unwrap());
    assert!(before < after && after <= bound, "{alike}");
    let comuni = change["comuni"].as_array().unwrap();
    let sum = |key: &str| comuni.iter().map(|one| one[key].as_f64().unwrap()).sum::<f64>();
    let households = change["households_covered"].as_f64().unwrap();
    assert!((sum("covered_after") - sum("covered_before") - households).abs() < 1e-6, "{change}");
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_no_byte() {
    let vote = Vote::of([[7, 3], [4, 6]]);
    vote.done();
    let once = files_in(&vote.world.out());
    assert_eq!(vote.run(&["--quiet", "--threads", "1"]).status, 0);
    let mut alone = files_in(&vote.world.out());
    for plan in ["plan/plan.json", "plan_own/plan.json", "plan_round_1/plan.json"] {
        alone.insert(plan.into(), once[plan].clone());
    }
    assert!(once == alone, "threads");
    let mut reversed = rows([[7, 3], [4, 6]]);
    reversed.reverse();
    vote.write(&reversed);
    let mut other = vote.done();
    let first: Value = serde_json::from_slice(&once["ballots.json"]).unwrap();
    assert_ne!(other["ballots_sha256"], first["ballots_sha256"]);
    other["ballots_sha256"] = first["ballots_sha256"].clone();
    assert_eq!(other, first);
}

/// Nothing of the section is read and ignored: whatever is changed changes what is told, or is refused.
#[test]
fn everything_in_the_section_matters() {
    let uneven = |vote: &Vote| {
        let rows = rows([[7, 3], [4, 6]]).into_iter().enumerate();
        // Thirteen and ten voters, of whom the ten want something else.
        let of = |(index, row): (usize, String)| match index % 24 {
            12 => Some(row.replace("999002", "999001")),
            13 => None,
            14.. => Some(row.replace(",7,3", ",0,10").replace(",4,6", ",1,9")),
            _ => Some(row),
        };
        vote.write(&rows.filter_map(of).collect::<Vec<_>>());
    };
    let told = |change: &dyn Fn(&mut Value)| {
        let mut vote = Vote::of([[7, 3], [4, 6]]);
        uneven(&vote);
        change(&mut vote.world.scenario);
        let run = vote.run(&["--quiet"]);
        (run.status == 0).then(|| {
            let report = vote.report();
            json!([report["vote"]["groups"], report["plans"]])
        })
    };
    let base = told(&|_| ());
    assert!(base.is_some());
    let mut scenario = Vote::of([[7, 3], [4, 6]]).world.scenario;
    let leaves = leaves::of(&scenario);
    let section: Vec<_> = leaves.iter().filter(|leaf| leaf.pointer.starts_with("/participation/")).collect();
    assert_eq!(section.len(), 5, "two weights, points, weighting, least size");
    for leaf in section {
        let matters = leaf.nudges().into_iter().any(|nudge| {
            told(&|scenario| *scenario.pointer_mut(&leaf.pointer).unwrap() = nudge.clone()) != base
        });
        assert!(matters, "{leaf}");
    }
    scenario["participation"].as_object_mut().unwrap().remove("group_min").unwrap();
    let left_out = told(&|changed| *changed = scenario.clone());
    assert_eq!(left_out, base, "ten is what is taken where nothing is said");
}

#[test]
fn the_demo_province_votes() {
    let planned = Planned::changed("demo.json", |scenario| scenario["terrain"]["cell_m"] = 240.into());
    let (data, home) = (scenarios(), planned.home.path());
    let ballots = data.parent().unwrap().join("data/demo/ballots.csv");
    let proposals = home.join("proposals.csv");
    fs::write(
        &proposals,
        "proposal,adopted,reason\nA mast at the pass,no,\"it serves nobody, at 80,000 euro\"\n",
    )
    .unwrap();
    let run = divario(&[
        "ballots",
        text(&planned.scenario),
        "--data",
        text(&data),
        "--ballots",
        text(&ballots),
        "--proposals",
        text(&proposals),
        "--out",
        text(&planned.out),
        "--no-progress",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    let report = json_file(&planned.out.join("ballots.json"));
    for group in report["vote"]["groups"].as_array().unwrap() {
        for round in ["round_1", "round_2"] {
            assert!(group[round]["ballots"].as_u64().unwrap() >= 10, "{group}");
        }
    }
    let out = text(&planned.out);
    let verified = divario(&["verify", out, "--ballots", text(&ballots)]);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
    for said in ["counted again: the same", "1, 0 adopted", "proof holds: weight"] {
        assert!(verified.stdout.contains(said), "{said}: {}", verified.stdout);
    }
}
