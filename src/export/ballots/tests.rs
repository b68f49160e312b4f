//! The files of a vote over the sample plan.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::export::sample;
use crate::participation::{Ballot, Comune, count};
use crate::progress::Silent;
use crate::scenario::{ComuneWeighting, Objective, Participation, Priority, Raised};
use crate::score::{BallotsStages, ballots_report};

const OWN: Objective = Objective {
    unserved_weight: 1.0,
    served_weight: 0.1,
    small_comune_bonus: 0.5,
    small_comune_below_population: 5_000,
    small_comune_floor_ratio: 0.0,
    anchor_weight: 5.0,
};

/// Three comuni: one told by itself, two together; the vote drops a site.
fn report() -> BallotsReport {
    let priority = |id: &str, raises| Priority { id: id.into(), label: format!("{id}, wanted"), raises };
    let participation = Participation {
        priorities: vec![priority("homes", Raised::UnservedWeight), priority("halls", Raised::AnchorWeight)],
        points_per_ballot: 4,
        comune_weighting: ComuneWeighting::Ballots,
        group_min: 2,
    };
    let comuni = ["1", "2", "3"].map(|istat| Comune { istat: istat.into(), residents: 10 });
    let mut ballots = Vec::new();
    for (voter, comune) in [0, 0, 1, 2].into_iter().enumerate() {
        for (round, points) in [vec![2, 2], vec![3, 1]].into_iter().enumerate() {
            ballots.push(Ballot { round, voter: voter.to_string(), comune, points });
        }
    }
    let (before, mut after) = (sample::plan(), sample::plan());
    after.sites.pop();
    after.comuni[0].covered = 0.0;
    ballots_report(&BallotsStages {
        vote: &count(&ballots, &comuni, &participation).unwrap(),
        participation: &participation,
        own_objective: OWN,
        ballots_sha256: "ab",
        plans: [&before, &before, &after],
    })
}

fn written() -> BTreeMap<String, Vec<u8>> {
    let home = tempfile::tempdir().unwrap();
    let (world, plan, evidence, report) =
        (sample::World::new(), sample::plan(), sample::evidence(), report());
    let mut folder = OutputFolder::open(home.path()).unwrap();
    let results = BallotsResults {
        report: &report,
        scenarios: [b"{1}", b"{2}"],
        others: [(&plan, &evidence); 2],
        last: &world.results(),
        proposals: None,
    };
    write_ballots(&results, &mut folder, &Silent).unwrap();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "nothing but what lies aside");
    let names = folder.staged().to_vec();
    folder.commit().unwrap();
    names.into_iter().map(|name| (name.clone(), fs::read(home.path().join(name)).unwrap())).collect()
}

#[test]
fn every_file_is_in_the_dictionary_and_every_other_in_the_record() {
    let files = written();
    let readme = String::from_utf8(files["README.txt"].clone()).unwrap();
    for file in dictionary::files() {
        assert!(files.keys().any(|name| name.starts_with(file.name)), "{} was not written", file.name);
        assert_eq!(readme.matches(&format!("\n{}: ", file.name)).count(), 1, "{}", file.name);
    }
    let record: DecisionRecord = serde_json::from_slice(&files["decision.json"]).unwrap();
    let named: Vec<&String> = record.files.iter().map(|file| &file.path).collect();
    assert_eq!(named, files.keys().filter(|name| *name != "decision.json").collect::<Vec<_>>());
    for file in &record.files {
        assert_eq!(decided_sha256(&file.path, &files[&file.path]), file.sha256, "{}", file.path);
    }
}

#[test]
fn rows_have_the_fields_of_the_dictionary_in_its_order() {
    let report = report();
    let rows = [
        (&dictionary::PRIORITIES, serde_json::to_value(&report.priorities[0]).unwrap()),
        (&dictionary::TALLIES, serde_json::to_value(&rows::tallies(&report)[0]).unwrap()),
        (&dictionary::SITES, serde_json::to_value(rows::sites(&report).next().unwrap()).unwrap()),
        (&dictionary::COMUNI, serde_json::to_value(rows::comuni(&report).next().unwrap()).unwrap()),
    ];
    for (table, row) in rows {
        let mut columns: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
        let mut fields: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        columns.sort_unstable();
        fields.sort_unstable();
        assert_eq!(fields, columns, "{}", table.name);
    }
}

#[test]
fn tables_tell_groups_and_what_changed() {
    let files = written();
    let lines = |name: &str| -> Vec<String> {
        String::from_utf8(files[name].clone()).unwrap().lines().map(str::to_owned).collect()
    };
    assert_eq!(lines("tallies.csv")[1], "1,1,10,homes,2,4,0.5,2,6,0.75,0.25");
    assert_eq!(lines("tallies.csv")[3], "others,2,20,homes,2,4,0.5,2,6,0.75,0.25");
    assert_eq!(lines("tallies.csv")[6], "all,3,,halls,4,8,0.5,4,4,0.25,-0.25");
    assert_eq!(
        lines("priorities.csv")[1],
        "homes,\"homes, wanted\",unserved_weight,1.0,0.5,1.0,0.75,1.5,0.25"
    );
    let gone = sample::plan().sites.pop().unwrap().id;
    assert_eq!(lines("changed_sites.csv")[1], format!("own,round_2,{gone},dropped"));
    assert!(
        lines("changed_comuni.csv")[1].starts_with("own,round_2,008001,"),
        "{:?}",
        lines("changed_comuni.csv")
    );
}

#[test]
fn the_figures_keep_their_schema() {
    let validator = jsonschema::validator_for(ballots_schema().as_value()).unwrap();
    let mut document: serde_json::Value = serde_json::from_slice(&written()["ballots.json"]).unwrap();
    assert_eq!(validator.iter_errors(&document).count(), 0);
    document["plans"][0]["weights_of"] = "mine".into();
    assert_eq!(validator.iter_errors(&document).count(), 1);
}

#[test]
fn the_steps_announced_are_the_steps_done() {
    struct Count(std::sync::atomic::AtomicI64);
    impl Progress for Count {
        fn start(&self, _stage: &str, total: u64) {
            self.0.fetch_sub(total.cast_signed(), std::sync::atomic::Ordering::Relaxed);
        }
        fn advance(&self, steps: u64) {
            self.0.fetch_add(steps.cast_signed(), std::sync::atomic::Ordering::Relaxed);
        }
        fn finish(&self) {}
        fn stopped(&self) -> bool {
            false
        }
    }
    let (home, count) = (tempfile::tempdir().unwrap(), Count(0.into()));
    let (world, plan, evidence, report) =
        (sample::World::new(), sample::plan(), sample::evidence(), report());
    let mut folder = OutputFolder::open(home.path()).unwrap();
    let results = BallotsResults {
        report: &report,
        scenarios: [b"{1}", b"{2}"],
        others: [(&plan, &evidence); 2],
        last: &world.results(),
        proposals: None,
    };
    write_ballots(&results, &mut folder, &count).unwrap();
    assert_eq!(count.0.into_inner(), 0);
}
