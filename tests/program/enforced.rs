//! Guidelines that a scenario enforces, before anything is computed.

use serde_json::json;

use crate::world::{World, divario, text};

/// What `divario plan` would refuse is no bad input: `divario check` warns of it in the same words.
#[test]
fn check_warns_of_what_a_plan_would_be_refused_for() {
    for (enforced, pointer, value) in [
        (3, "/governance/rules/operators_min", json!(2)),
        (2, "/governance/rules/local_members_min", json!(2)),
        (1, "/governance/spectrum/holder", json!("towerco")),
    ] {
        let mut world = World::new();
        world.set("/governance/enforce", json!([enforced])).set(pointer, value);
        let scenario = world.save();
        let plan = divario(&["plan", text(&scenario), "--out", text(&world.out()), "--no-progress"]);
        assert_eq!(plan.status, 3, "{}", plan.stderr);
        let words = plan.stderr.trim().strip_prefix("divario: ").unwrap();
        let check = divario(&["check", text(&scenario)]);
        assert_eq!(check.status, 0, "{}", check.stderr);
        assert!(
            check.stderr.contains(&format!("warning: a plan would be refused: {words}")),
            "{}",
            check.stderr
        );
        assert!(check.stdout.contains("can be read, but not be planned"), "{}", check.stdout);
    }
}

#[test]
fn a_guideline_that_is_enforced_twice_is_refused() {
    let mut world = World::new();
    world.set("/governance/enforce", json!([1, 2, 1]));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    let said = "/governance/enforce/2: guideline 1 is named twice [repeated-guideline]\n    remedy: name each guideline once";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}
