//! Equity of a plan, through the program.

use serde_json::json;

use crate::planned::verified;
use crate::world::{World, divario, text};

/// All are covered: Val d'Ombra with 400 residents and 60 households, Costa Chiara with 5,000 and 90.
#[test]
fn the_small_world_by_hand() {
    let (plan, _) = verified(&World::new());
    let equity = &plan["equity"];
    let sizes: Vec<_> =
        equity["by_comune_size"].as_array().unwrap().iter().map(|one| one["households"].clone()).collect();
    assert_eq!(sizes, [60.0, 0.0, 0.0, 90.0, 0.0]);
    assert_eq!((&equity["gini"], &equity["theil"]), (&json!(0.0), &json!(0.0)));
    assert_eq!(equity["altitude_by"], "point_ground");
    let small = &equity["small_comuni"];
    assert_eq!(small.as_array().unwrap().len(), 1, "5,000 residents are not fewer than 5,000");
    assert_eq!((&small[0]["istat"], &small[0]["main_reason"]), (&json!("999001"), &json!(null)));
    assert_eq!(equity["by_province"][0]["group"], "999");
}

/// The attribute that says 5 of every comune is taken for its zone.
#[test]
fn a_named_attribute_is_the_altitude_zone() {
    let mut world = World::new();
    world.set("/demand/comuni/altitude_zone_field", json!("served"));
    let (plan, _) = verified(&world);
    assert_eq!(plan["equity"]["altitude_by"], "comune_zone");
    let groups = plan["equity"]["by_altitude"].as_array().unwrap();
    assert_eq!((groups.len(), &groups[0]["group"], &groups[0]["comuni"]), (1, &json!("plain"), &json!(2)));
    assert_eq!(plan["comuni"][0]["altitude_zone"], "5");
    world.set("/demand/comuni/altitude_zone_field", json!("zone"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("\"zone\""), "{}", run.stderr);
}
