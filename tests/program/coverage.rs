//! `divario coverage`: a map of given sites, from its arguments to its files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::plan_file::raster::gdalinfo;
use crate::plan_file::{departures, schema};
use crate::planned::{Planned, json_file, scenarios};
use crate::world::{Run, World, divario, files_in, text};

/// Maps sites of a scenario into a folder.
fn mapped(scenario: &Path, out: &Path, options: &[&str]) -> Run {
    let scenarios = scenarios();
    let usual = ["coverage", text(scenario), "--data", text(&scenarios), "--out", text(out)];
    divario(&[&usual, options].concat())
}

fn done(scenario: &Path, out: &Path, options: &[&str]) -> Run {
    let run = mapped(scenario, out, options);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

/// Values of all bands at the cell in which a place lies, as GDAL reads them.
fn values_at(map: &Path, lon_deg: f64, lat_deg: f64) -> Vec<f64> {
    let (lon, lat) = (lon_deg.to_string(), lat_deg.to_string());
    let output = std::process::Command::new("gdallocationinfo")
        .args(["-valonly", "-wgs84", text(map), &lon, &lat])
        .output()
        .expect("gdallocationinfo is needed (Debian: gdal-bin); ./dev setup installs it");
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(|line| line.trim().parse().unwrap()).collect()
}

#[test]
fn the_smallest_scenario_s_sites_together() {
    let planned = Planned::minimal();
    let run = done(&planned.scenario, &planned.out, &["--no-progress", "--threads", "1"]);
    let files = files_in(&planned.out);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["README.txt", "coverage.json", "coverage.qml", "coverage.tif", "sites.geojson"]
    );
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Results")));
    let time = run.stdout.lines().find(|line| line.starts_with("  Time")).unwrap();
    assert!(time.ends_with(" s, 1 thread"), "{time}");
    let said = run.stdout.replace(text(&planned.out), "OUT").replace(time, "  Time");
    insta::assert_snapshot!(said, @r"
    Two comuni (invented)
      Map                     95 x 115 cells of 90 m
      Sites                   3, up to 4 km away
      Served                  7 Mbit/s down, 2 up, net, in 90 % of places
      Households served       361 of 2,000 (18.1 %) in the busy hour
      With enough signal      824, interference and load not counted
      Time

                                in range    in sight      signal  households
      site                           km2         km2         km2 with signal
      ridge-east                   43.04       17.21       17.26         184
      ridge-west                   48.01       18.81       18.87         249
      shoulder                     49.22       12.05       12.35         680
      together                     71.64       28.41       28.39         824
    Results: OUT (start with README.txt)
    ");
}

#[test]
fn the_figures_keep_their_schema_and_agree_with_the_map() {
    let planned = Planned::minimal();
    done(&planned.scenario, &planned.out, &[]);
    let figures = json_file(&planned.out.join("coverage.json"));
    assert_eq!(departures(&schema("coverage"), &figures), [""; 0]);
    for key in ["scenario", "model", "window", "bands", "together", "sites", "warnings", "provenance"] {
        assert!(figures.get(key).is_some(), "{key}");
    }
    agrees(&gdalinfo(&planned.out.join("coverage.tif")), &figures);
    let served = |site: &Value| site["served"]["cells"].as_u64().unwrap();
    let sites = figures["sites"].as_array().unwrap();
    let together = served(&figures["together"]);
    assert!(sites.iter().map(served).max() < Some(together) && together < sites.iter().map(served).sum());
    let best: u64 = sites.iter().map(|site| site["best"]["cells"].as_u64().unwrap()).sum();
    assert_eq!(figures["together"]["in_range"]["cells"], json!(best));
}

/// Bands, size and place of the map are those of the figures.
fn agrees(info: &Value, figures: &Value) {
    assert_eq!(info["metadata"]["IMAGE_STRUCTURE"]["LAYOUT"], "COG");
    assert_eq!(info["metadata"][""]["scenario_sha256"], figures["scenario"]["sha256"]);
    let window = &figures["window"];
    assert_eq!(info["size"], json!([window["cols"], window["rows"]]));
    assert_eq!(info["geoTransform"][0], window["west_m"]);
    assert_eq!(info["geoTransform"][3], window["north_m"]);
    let (found, said) = (info["bands"].as_array().unwrap(), figures["bands"].as_array().unwrap());
    assert_eq!(found.len(), 19);
    for (found, said) in found.iter().zip(said) {
        assert_eq!((&found["description"], &found["unit"]), (&said["name"], &said["unit"]));
        assert_eq!((&found["type"], &found["noDataValue"]), (&json!("Float32"), &json!("NaN")));
        let near =
            |key: &str, of: &str| (found[key].as_f64().unwrap() - said[of].as_f64().unwrap()).abs() < 1e-2;
        assert!(near("computedMin", "min") && near("computedMax", "max"), "{found} {said}");
    }
}

#[test]
fn a_cell_says_what_the_site_above_it_does() {
    let planned = Planned::minimal();
    done(&planned.scenario, &planned.out, &["--site", "shoulder", "--strongest", "2"]);
    let figures = json_file(&planned.out.join("coverage.json"));
    let site = &figures["sites"][0];
    assert_eq!(
        (&site["id"], &site["number"], figures["sites"].as_array().unwrap().len()),
        (&json!("shoulder"), &json!(0), 1)
    );
    let at = values_at(
        &planned.out.join("coverage.tif"),
        site["lon"].as_f64().unwrap(),
        site["lat"].as_f64().unwrap(),
    );
    let [
        path_loss_db,
        rx_level_dbm,
        sinr_db,
        uplink_sinr_db,
        margin_db,
        probability_ratio,
        mcs,
        rate_mbps,
        uplink_rate_mbps,
        best_server,
        sector,
        server_count,
        clearance_m,
        _,
        in_sight,
    ] = at[..]
    else {
        panic!("one site has no second: {at:?}")
    };
    assert!(path_loss_db < 100.0 && margin_db > 40.0 && rate_mbps > 8.0 && clearance_m > 0.0, "{at:?}");
    // Transmitter 32 dBm, feeders 1.5 dB, antennas 10 and 17 dBi, the household 15 dB below the disc; noise -174 + 67.96 + 7 dBm
    // at the household, 5 at the site.
    assert!((rx_level_dbm - (42.5 - path_loss_db)).abs() < 1e-3, "{at:?}");
    assert!((sinr_db - (rx_level_dbm + 99.0412)).abs() < 1e-3, "{at:?}");
    assert!((uplink_sinr_db - sinr_db + 5.0).abs() < 1e-3, "7 dB less power, 2 dB less noise: {at:?}");
    // 1.2816 deviations of 7 dB are kept for fading.
    let edge_db = figures["model"]["path_loss_max_db"].as_f64().unwrap() + 8.971 - 15.0;
    assert!((margin_db - (edge_db - path_loss_db)).abs() < 0.01, "{at:?}");
    assert_eq!((mcs, sector), (6.0, 0.0), "the fastest of seven");
    assert!((rate_mbps - 22.2394).abs() < 1e-3 && (uplink_rate_mbps - 21.1507).abs() < 1e-3, "{at:?}");
    assert_eq!((probability_ratio > 0.999, best_server, server_count, in_sight), (true, 0.0, 1.0, 1.0));
}

/// All files of a map, the two figures that may differ taken out.
fn files_on(planned: &Planned, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let out = planned.home.path().join(threads);
    done(&planned.scenario, &out, &["--quiet", "--threads", threads]);
    let mut files = files_in(&out);
    let text = String::from_utf8(files.remove("coverage.json").unwrap()).unwrap();
    let provenance = &serde_json::from_str::<Value>(&text).unwrap()["provenance"];
    assert_eq!(provenance["threads"].to_string(), threads);
    let differing = ["threads", "wall_s"].map(|key| format!("\"{key}\": {}", provenance[key]));
    let rest = differing.iter().fold(text, |text, line| text.replacen(line.as_str(), "", 1));
    files.insert("coverage.json".into(), rest.into_bytes());
    files
}

#[test]
fn the_same_bytes_on_one_two_and_five_threads() {
    let planned = Planned::minimal();
    let one = files_on(&planned, "1");
    for threads in ["2", "5"] {
        for (name, bytes) in files_on(&planned, threads) {
            assert!(one[&name] == bytes, "{name} is not the same on {threads} threads as on one");
        }
    }
}

#[test]
fn the_order_of_the_wishes_does_not_matter() {
    let planned = Planned::minimal();
    let other = planned.home.path().join("other");
    done(&planned.scenario, &planned.out, &["--site", "shoulder", "--site", "ridge-east"]);
    let run = done(
        &planned.scenario,
        &other,
        &["--site", "ridge-east", "--site", "shoulder", "--site", "shoulder"],
    );
    assert!(run.stderr.contains("shoulder is asked for more than once"), "{}", run.stderr);
    let (one, two) = (files_in(&planned.out), files_in(&other));
    for name in ["coverage.tif", "sites.geojson"] {
        assert!(one[name] == two[name], "{name}");
    }
}

#[test]
fn every_unknown_id_is_told_and_nothing_is_written() {
    let planned = Planned::minimal();
    let run =
        mapped(&planned.scenario, &planned.out, &["--no-progress", "--site", "ridge", "--site", "nowhere"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(run.stderr, @r#"
    The input has 2 problems.

    --site: no site on the terrain of the scenario has the id "ridge" [unknown-site]
        remedy: did you mean "ridge-east", "ridge-west"?

    --site: no site on the terrain of the scenario has the id "nowhere" [unknown-site]
        remedy: choose one of the 3 sites, for example "ridge-east", "ridge-west", "shoulder"
    "#);
    assert!(!planned.out.exists());
}

#[test]
fn a_forbidden_site_is_shown_to_whoever_asks_for_it() {
    let mut world = World::new();
    world.set("/sites/inline/1/terms/status", json!("forbidden"));
    world.set("/sites/inline/0/terms/relay_only", json!(true));
    let scenario = world.save();
    let none = divario(&["coverage", text(&scenario), "--out", text(&world.out())]);
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("no-serving-site"), "{}", none.stderr);
    let run = done(&scenario, &world.out(), &["--site", "s2", "--site", "s1", "--quiet", "--format", "json"]);
    assert_eq!(run.stderr, "");
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(said, json_file(&world.out().join("coverage.json")), "what is printed is coverage.json");
    let warnings = said["warnings"].to_string();
    assert!(warnings.contains("s2 is forbidden") && warnings.contains("s1 is relay only"), "{warnings}");
    assert_eq!(
        (&said["sites"][1]["status"], &said["sites"][0]["relay_only"]),
        (&json!("forbidden"), &json!(true))
    );
    // The plan of this world covers as many with this site alone.
    assert_eq!(said["sites"][0]["households_served"], json!(150.0));
    assert_eq!(said["together"]["households_served"], json!(150.0));
    for site in said["sites"].as_array().unwrap() {
        assert!(site["households_served"].as_f64() > Some(0.0), "{site}");
        assert!(site["served"]["cells"].as_u64() > Some(0), "{site}");
    }
}

/// The small world is 57 cells wide with its margin; a site stands two cells from its edge and reaches one kilometre.
#[test]
fn a_map_ends_where_the_terrain_ends() {
    let mut world = World::new();
    world.set("/sites/inline/0/lon_deg", json!(8.1340)).set("/radio/propagation/range_max_km", json!(1.0));
    done(&world.save(), &world.out(), &["--site", "s1", "--quiet"]);
    let figures = json_file(&world.out().join("coverage.json"));
    let window = &figures["window"];
    assert_eq!(window["first_col"], json!(0));
    let (rows, cols) = (window["rows"].as_u64().unwrap(), window["cols"].as_u64().unwrap());
    assert!((21..=23).contains(&rows) && (11..=16).contains(&cols), "{window}");
    let cells = figures["sites"][0]["in_range"]["cells"].as_u64().unwrap();
    // Half a disk of 314 cells, and the columns between the site and the edge.
    assert!((150..=260).contains(&cells), "{cells}");
    assert_eq!(figures["together"]["in_range"]["cells"], json!(cells));
}

#[test]
fn a_folder_that_cannot_be_written_is_found_first() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    let run = divario(&["coverage", "nowhere.json", "--out", text(&file)]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("it is a file, not a folder"), "{}", run.stderr);
}

#[test]
fn results_do_not_take_the_place_of_inputs_or_of_other_results() {
    Planned::minimal().assert_folders_stay_apart("coverage", "coverage.json");
}

#[test]
fn an_earlier_map_is_replaced_and_foreign_files_stay() {
    let planned = Planned::minimal();
    done(&planned.scenario, &planned.out, &["--site", "shoulder"]);
    fs::write(planned.out.join("notes.txt"), "mine").unwrap();
    let former = files_in(&planned.out);
    done(&planned.scenario, &planned.out, &["--site", "ridge-east"]);
    let now = files_in(&planned.out);
    assert!(former.keys().eq(now.keys()), "{:?}", now.keys());
    for (name, bytes) in &now {
        // The dictionary names the scenario and its inputs, the style the rates, which are the same.
        let same = ["notes.txt", "README.txt", "coverage.qml"].contains(&name.as_str());
        assert_eq!(former[name] == *bytes, same, "{name}");
    }
}
