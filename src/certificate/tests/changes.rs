//! Whatever single thing is changed, in the certificate or in the plan: it is refused.

use super::super::{Certificate, PlanFile, Proven, Refusal, verify};
use super::leaves::changed;
use super::world::World;

fn verified(certificate: &[u8], plan: &[u8]) -> Result<Proven, Refusal> {
    verify(&Certificate::read(certificate)?, &PlanFile::read(plan)?)
}

#[test]
fn no_leaf_of_the_certificate_can_be_changed() {
    let world = World::new();
    let plan = world.plan_json();
    let document = serde_json::to_value(world.certificate()).unwrap();
    let changed = changed(&document);
    assert!(changed.len() > 1_500, "only {} changes", changed.len());
    for (pointer, document) in changed {
        let verdict = verified(document.to_string().as_bytes(), plan.as_bytes());
        assert!(verdict.is_err(), "nobody saw the change at {pointer}");
    }
}

#[test]
fn no_field_can_be_added_left_out_or_given_twice() {
    let world = World::new();
    let (plan, text) = (world.plan_json(), String::from_utf8(world.certificate().bytes()).unwrap());
    let all = [
        text.replacen('{', "{\"more\": 1,", 1),
        text.replacen("\"budget\": {", "\"budget\": {\"more\": 1", 1),
        text.replacen("\"proof_sha256\"", "\"prof_sha256\"", 1),
        text.replacen("\"claim\"", "\"format\": \"divario certificate 3\", \"claim\"", 1),
        text.replacen("\"split\": 0", "\"split\": 0, \"sum\": \"\"", 1),
    ];
    for changed in all {
        assert_ne!(changed, text);
        assert!(verified(changed.as_bytes(), plan.as_bytes()).is_err(), "{changed}");
    }
}

#[test]
fn no_leaf_of_the_plan_can_be_changed() {
    let world = World::new();
    let certificate = world.certificate().bytes();
    for (pointer, plan) in changed(&world.plan) {
        if pointer.starts_with("/provenance/") && !pointer.contains("inputs") {
            continue;
        }
        let verdict = verified(&certificate, format!("{plan:#}\n").as_bytes());
        assert!(verdict.is_err(), "nobody saw the change at {pointer}");
    }
}

#[test]
fn a_refusal_names_the_field_and_both_numbers() {
    let world = World::new();
    let certificate = world.certificate().bytes();
    let refusals = [
        ("/objective/bound", "plan.json, objective.bound: found 15; expected 14"),
        (
            "/sites/1/capex_eur",
            "plan.json, sites[].capex_eur beside certificate.json, answer.links_extra_cents: found 50; expected 150",
        ),
        (
            "/cost/capex_eur",
            "plan.json, cost.capex_eur, in cents: found 1050; expected 950, to a cent for each site",
        ),
        (
            "/households/covered",
            "plan.json, households.covered: found 14; expected 13, the sum of its points",
        ),
        (
            "/points/1/sector",
            "plan.json, place \"h2\": found another sector or none; expected it served by sector 2 of site \"a\"",
        ),
    ];
    for (pointer, expected) in refusals {
        let mut plan = world.plan.clone();
        let leaf = plan.pointer_mut(pointer).unwrap();
        *leaf =
            leaf.as_u64().map_or_else(|| (leaf.as_f64().unwrap() + 1.0).into(), |whole| (whole + 1).into());
        let refusal = verified(&certificate, format!("{plan:#}\n").as_bytes()).unwrap_err();
        assert_eq!(refusal.to_string(), expected);
    }
}
