//! What a plan does to the folder that it writes into.

use std::fs;

use serde_json::json;

use crate::planned::Planned;
use crate::world::{World, divario, files_in, text};

#[test]
fn former_results_are_replaced_and_foreign_files_stay() {
    let mut world = World::new();
    let out = world.out();
    let plan = |world: &World| divario(&["plan", text(&world.save()), "--out", text(&out)]).status;
    assert_eq!(plan(&world), 0);
    fs::write(out.join("notes.txt"), "mine").unwrap();
    fs::write(out.join("charts/own.svg"), "<svg/>").unwrap();
    let former = files_in(&out);
    world.set("/name", json!("Another name"));
    assert_eq!(plan(&world), 0);
    let mut now = files_in(&out);
    assert!(former.keys().eq(now.keys()), "{:?}", now.keys());
    for foreign in ["notes.txt", "charts/own.svg"] {
        assert_eq!(now.remove(foreign), former.get(foreign).cloned());
    }
    // Each of these names the scenario.
    for own in [
        "plan.json",
        "scenario.json",
        "README.txt",
        "sites.geojson",
        "coverage.geojson",
        "coverage.tif",
        "map.png",
        "report.html",
    ] {
        assert_ne!(now[own], former[own], "{own} is the former one");
    }
    let text = String::from_utf8(now["plan.json"].clone()).unwrap();
    assert!(text.contains("Another name"));
}

/// A folder that divario did not make: whoever keeps a file there under the name of a result keeps it.
#[test]
fn files_of_others_are_not_replaced() {
    let world = World::new();
    let scenario = world.save();
    let link = ["--from", "s1", "--to", "h1"];
    let cases: [(&str, &[&str], &[&str]); 4] = [
        (
            "plan",
            &[],
            &["sites.csv", "README.txt", "map.png", "plan.json", "scenario.json", "charts/cash_flow.svg"],
        ),
        ("coverage", &[], &["README.txt", "coverage.tif", "coverage.json"]),
        ("frontier", &["--budgets-eur", "60000"], &["frontier.csv", "charts/frontier.svg"]),
        ("link", &link, &["link.svg", "README.txt"]),
    ];
    for (command, options, names) in cases {
        for name in names {
            let out = world.path(&format!("{command}-{}", name.replace('/', "-")));
            fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
            fs::write(out.join(name), "mine").unwrap();
            let before = files_in(&out);
            let run = divario(&[&[command, text(&scenario), "--out", text(&out)], options].concat());
            assert_eq!(run.status, 2, "{command} {name}: {}", run.stderr);
            for said in [*name, "file-of-others", "choose another folder with --out, or move the file away"] {
                assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
            }
            assert_eq!(files_in(&out), before);
        }
    }
}

/// Whoever tries something in the scenario that lies beside a plan does not lose it to the next plan.
#[test]
fn a_scenario_that_was_changed_beside_a_plan_is_neither_replaced_nor_planned_there() {
    let mut world = World::new();
    let (out, beside) = (world.out(), world.out().join("scenario.json"));
    let data = world.folder.path().to_path_buf();
    let plan = |scenario: &std::path::Path| {
        divario(&["plan", text(scenario), "--data", text(&data), "--out", text(&out)])
    };
    assert_eq!(plan(&world.save()).status, 0);
    let run = plan(&beside);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("output-over-input"), "{}", run.stderr);
    fs::write(&beside, "mine").unwrap();
    let before = files_in(&out);
    let run = plan(&world.save());
    assert_eq!(run.status, 2, "{}", run.stderr);
    for said in ["file-of-others", "out/scenario.json", "is not the scenario of the plan beside it"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert_eq!(files_in(&out), before);
    fs::write(&beside, world.set("/name", json!("Another")).scenario.to_string()).unwrap();
    fs::copy(&beside, world.path("scenario.json")).unwrap();
    let run = plan(&world.path("scenario.json"));
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn other_files_are_no_hindrance() {
    let world = World::new();
    let out = world.out();
    fs::create_dir_all(out.join("charts")).unwrap();
    fs::write(out.join("scenario notes.txt"), "mine").unwrap();
    fs::write(out.join("charts/own.svg"), "<svg/>").unwrap();
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 0);
    assert_eq!(fs::read(out.join("charts/own.svg")).unwrap(), b"<svg/>");
}

#[test]
fn a_folder_is_made_with_those_above_it() {
    let planned = Planned::world();
    planned.plan_into(&planned.home.path().join("a/b/c"), &[]);
    assert!(planned.home.path().join("a/b/c/plan.json").is_file());
}

#[test]
fn a_folder_in_the_way_of_a_file_leaves_everything_as_it_was() {
    let planned = Planned::world();
    fs::create_dir_all(planned.out.join("sites.csv")).unwrap();
    fs::write(planned.out.join("plan.json"), r#"{"provenance": {"divario": "0.1.0"}}"#).unwrap();
    let before = files_in(&planned.out);
    let run = divario(&["plan", text(&planned.scenario), "--out", text(&planned.out)]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("sites.csv"), "{}", run.stderr);
    assert_eq!(files_in(&planned.out), before);
}

#[test]
fn bad_input_leaves_former_results_alone() {
    let mut world = World::new();
    let out = world.out();
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 0);
    let before = files_in(&out);
    world.set("/terrain/layers/0/file", json!("no.tif"));
    assert_eq!(divario(&["plan", text(&world.save()), "--out", text(&out)]).status, 2);
    assert_eq!(files_in(&out), before);
}

/// The input does not exist either: had anything been read, that would be the complaint.
#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "a test left out must say so")]
fn a_read_only_folder_is_found_before_anything_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(out.join("probe"), "").is_ok() {
        eprintln!("LEFT OUT: a read-only folder, for this user may write everywhere (root)");
        return;
    }
    for folder in [out.clone(), out.join("deeper")] {
        let run = divario(&["plan", "nowhere.json", "--out", text(&folder)]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
        assert!(run.stderr.contains("in which you may write"), "{}", run.stderr);
    }
}

/// The kernel's own file system takes no files from anybody, root included.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_can_write_is_found_before_anything_is_read() {
    let run = divario(&["plan", "nowhere.json", "--out", "/proc/divario-results"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("cannot write /proc/divario-results"), "{}", run.stderr);
}
