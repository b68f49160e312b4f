//! `divario verify` on the folder of a vote: what it proves, and that whatever was tampered with is named.

use std::fs;
use std::path::{Path, PathBuf};

use divario::score::DecisionRecord;
use serde_json::{Value, json};

use super::{Change, Vote, rows};
use crate::planned::json_file;
use crate::world::{Run, divario, text};

fn verify(out: &Path, options: &[&str]) -> Run {
    divario(&[&["verify", text(out)], options].concat())
}

/// A vote that is done, and its folder.
fn decided() -> (Vote, PathBuf) {
    let vote = Vote::of([[6, 4], [3, 7]]);
    vote.done();
    let out = vote.world.out();
    (vote, out)
}

fn refusal(out: &Path, options: &[&str]) -> String {
    let run = verify(out, options);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(run.stderr.contains("divario: verification failed: "), "{}", run.stderr);
    run.stderr
}

/// Changes a file as somebody would who also knows how to write a record that fits.
fn forge(out: &Path, name: &str, change: impl FnOnce(&mut Value)) {
    let mut document = json_file(&out.join(name));
    change(&mut document);
    let bytes = format!("{document:#}\n");
    fs::write(out.join(name), &bytes).unwrap();
    let mut record: DecisionRecord = serde_json::from_value(json_file(&out.join("decision.json"))).unwrap();
    let file = record.files.iter_mut().find(|file| file.path == name).unwrap();
    file.sha256 = divario::scenario::sha256(bytes.as_bytes());
    fs::write(out.join("decision.json"), record.sealed().unwrap().bytes().unwrap()).unwrap();
}

#[test]
fn a_decision_verifies_by_itself_with_its_ballots_and_with_its_scenario() {
    let (vote, out) = decided();
    let alone = verify(&out, &[]);
    assert_eq!(alone.status, 0, "{}", alone.stderr);
    for said in
        ["not counted again; give --ballots FILE", "not compared; give --scenario FILE", "0, 0 adopted"]
    {
        assert!(alone.stdout.contains(said), "{said}: {}", alone.stdout);
    }
    let (ballots, scenario) = (vote.file(), vote.world.path("scenario.json"));
    let whole = verify(&out, &["--ballots", text(&ballots), "--scenario", text(&scenario)]);
    assert_eq!(whole.status, 0, "{}", whole.stderr);
    assert!(whole.stdout.contains("counted again: the same"), "{}", whole.stdout);
    assert!(whole.stdout.contains("files that people voted on: the same"), "{}", whole.stdout);
    assert!(whole.stdout.lines().all(|line| line.chars().count() <= 80), "{}", whole.stdout);
    let json: Value = serde_json::from_str(&verify(&out, &["--format", "json", "--quiet"]).stdout).unwrap();
    assert_eq!((&json["recounted"], json["plans"].as_array().unwrap().len()), (&json!(false), 3));
}

#[test]
fn every_file_that_is_changed_is_named() {
    let (_vote, out) = decided();
    let record: DecisionRecord = serde_json::from_value(json_file(&out.join("decision.json"))).unwrap();
    assert!(record.files.len() > 20, "{}", record.files.len());
    for file in &record.files {
        let path = out.join(&file.path);
        let sound = fs::read(&path).unwrap();
        let mut changed = sound.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(&path, &changed).unwrap();
        let refusal = refusal(&out, &[]);
        assert!(
            refusal.contains(&format!("failed: {}", file.path)) || refusal.contains(&file.path),
            "{refusal}"
        );
        fs::write(&path, &sound).unwrap();
    }
    assert_eq!(verify(&out, &[]).status, 0);
}

#[test]
fn a_changed_record_is_named() {
    let (_vote, out) = decided();
    let record = out.join("decision.json");
    let sound = fs::read_to_string(&record).unwrap();
    let changes = [
        (
            sound.replace(
                "\"proposals\": []",
                "\"proposals\": [{\"proposal\":\"a\",\"adopted\":true,\"reason\":\"b\"}]",
            ),
            "digest_sha256",
        ),
        (sound.replace("divario decision 1", "divario decision 2"), "decision.json, format"),
        (sound.replace("  ", "\t"), "the same content in other bytes"),
        (sound.replacen("\"format\"", "\"forma\"", 1), "unknown field"),
    ];
    for (changed, said) in changes {
        assert_ne!(changed, sound);
        fs::write(&record, changed).unwrap();
        let refusal = refusal(&out, &[]);
        assert!(refusal.contains(said), "{said}: {refusal}");
    }
}

/// A record that fits is no help where figures do not follow from tallies and plans.
#[test]
fn figures_that_do_not_follow_are_named() {
    let changes: [(&str, Change, &str); 6] = [
        (
            "ballots.json",
            &|one| one["vote"]["rounds"][1]["multipliers_micro"][0] = json!(1),
            "ballots.json, vote.rounds[1].multipliers_micro[0]: found 1; expected 600000",
        ),
        (
            "ballots.json",
            &|one| one["vote"]["rounds"][0]["total"]["ballots"] = json!(25),
            "ballots.json, vote.rounds[0].total.ballots: found 25; expected 24",
        ),
        (
            "ballots.json",
            &|one| one["plans"][2]["bound"] = json!(1.5),
            "ballots.json, plans[2].bound: found 1.5; expected ",
        ),
        (
            "ballots.json",
            &|one| one["changes"][0]["sites_added"] = json!(["s9"]),
            "ballots.json, changes[0].sites_added",
        ),
        (
            "scenario_round_2.json",
            &|one| one["objective"]["unserved_weight"] = json!(0.7),
            "plan/certificate.json, scenario.sha256",
        ),
        ("ballots.json", &|one| one["own_objective"]["unserved_weight"] = json!(2.0), "ballots.json, "),
    ];
    for (name, change, said) in changes {
        let (_vote, out) = decided();
        forge(&out, name, change);
        let refusal = refusal(&out, &[]);
        assert!(refusal.contains(said), "{said}: {refusal}");
    }
}

/// Tallies that somebody made up hold together; the ballots tell.
#[test]
fn tallies_that_were_made_up_are_found_out_by_the_ballots() {
    let (vote, out) = decided();
    let ballots = vote.file();
    forge(&out, "ballots.json", |one| {
        one["vote"]["voters_in_both_rounds"] = json!(23);
    });
    assert_eq!(verify(&out, &[]).status, 0);
    let refusal_of_count = refusal(&out, &["--ballots", text(&ballots)]);
    assert!(
        refusal_of_count.contains("ballots.json, vote.voters_in_both_rounds: found 23; expected 24"),
        "{refusal_of_count}"
    );
    vote.write(&rows([[6, 4], [4, 6]]));
    let other = refusal(&out, &["--ballots", text(&ballots)]);
    assert!(other.contains("ballots.csv: found the SHA-256 "), "{other}");
}

#[test]
fn another_scenario_is_found_out() {
    let (vote, out) = decided();
    let scenario = vote.world.path("scenario.json");
    let sound = fs::read_to_string(&scenario).unwrap();
    fs::write(&scenario, sound.replace("Small world", "Other world")).unwrap();
    let refusal = refusal(&out, &["--scenario", text(&scenario)]);
    assert!(refusal.contains("scenario.json: found the SHA-256 "), "{refusal}");
}

#[test]
fn what_cannot_be_verified_so_is_bad_input() {
    let (vote, out) = decided();
    let (ballots, scenario) = (vote.file(), vote.world.path("scenario.json"));
    let again = verify(&out, &["--scenario", text(&scenario), "--recompute"]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("scenario_round_2.json --recompute"), "{}", again.stderr);
    let plan = verify(&out.join("plan"), &["--ballots", text(&ballots)]);
    assert_eq!(plan.status, 2);
    assert!(plan.stderr.contains("holds no decision.json"), "{}", plan.stderr);
    fs::remove_file(out.join("tallies.csv")).unwrap();
    let missing = verify(&out, &[]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("tallies.csv: cannot be read"), "{}", missing.stderr);
}
