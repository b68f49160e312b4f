//! The same plan on any number of threads: every byte but two figures of `plan.json`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::planned::Planned;
use crate::world::files_in;

/// One is the plain way; two and five divide the work unevenly.
const THREADS: [&str; 3] = ["1", "2", "5"];

/// All files of a plan, the two figures that may differ taken out of `plan.json`.
fn files_on(planned: &Planned, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let out = planned.home.path().join(threads);
    planned.plan_into(&out, &["--quiet", "--threads", threads]);
    let mut files = files_in(&out);
    let text = String::from_utf8(files.remove("plan.json").unwrap()).unwrap();
    let plan: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(plan["provenance"]["threads"].to_string(), threads);
    let differing = ["threads", "wall_s"].map(|key| format!("\"{key}\": {}", plan["provenance"][key]));
    for (key, line) in ["threads", "wall_s"].iter().zip(&differing) {
        assert_eq!(text.matches(line).count(), 1, "{key} stands once in plan.json");
    }
    // The text and not the value: the order and the form of the rest must be the same too.
    let rest = differing.iter().fold(text, |text, line| text.replacen(line.as_str(), "", 1));
    files.insert("plan.json".into(), rest.into_bytes());
    files
}

fn same_on_any_number_of_threads(planned: &Planned) {
    let plain = files_on(planned, THREADS[0]);
    assert!(plain.len() > 15, "only {} files", plain.len());
    for threads in &THREADS[1..] {
        let other = files_on(planned, threads);
        assert!(plain.keys().eq(other.keys()), "{threads} threads wrote other files");
        let differing: Vec<&String> =
            plain.iter().filter(|(name, bytes)| &other[*name] != *bytes).map(|(name, _)| name).collect();
        assert!(differing.is_empty(), "not the same on {threads} threads as on one: {differing:?}");
    }
}

#[test]
fn a_small_world_on_one_two_and_five_threads() {
    same_on_any_number_of_threads(&Planned::world());
}

#[test]
fn the_smallest_scenario_on_one_two_and_five_threads() {
    same_on_any_number_of_threads(&Planned::minimal());
}

#[test]
fn the_demo_province_on_one_two_and_five_threads() {
    same_on_any_number_of_threads(&Planned::demo());
}
