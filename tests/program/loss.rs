//! `divario loss`: a profile and a model in, a loss and every step out.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::world::{Run, divario, divario_with_stdin, text};

/// Ten kilometres with a hill half-way, transmitter first.
const HILL: &str = "distance_km,height_m\n0,100\n2.5,60\n5,180\n7.5,40\n10,80\n";

/// Options that every model over terrain needs.
const TERMINALS: [&str; 6] = ["--frequency-mhz", "3500", "--tx-height-m", "20", "--rx-height-m", "6"];

struct Bench {
    folder: TempDir,
}

impl Bench {
    fn with(profile: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("path.csv"), profile).unwrap();
        Self { folder }
    }

    fn run(&self, options: &[&str]) -> Run {
        let file = self.folder.path().join("path.csv");
        divario(&[&["loss", "--profile", text(&file)], options].concat())
    }

    fn run_over_terrain(&self, model: &str, options: &[&str]) -> Run {
        self.run(&[&["--model", model], &TERMINALS[..], options].concat())
    }
}

fn json(run: &Run) -> Value {
    assert_eq!(run.status, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// Status 2, and a message with all of these.
fn refused(run: &Run, wanted: &[&str]) {
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    for part in wanted {
        assert!(run.stderr.contains(part), "no {part:?} in {}", run.stderr);
    }
}

#[test]
fn every_model_answers_in_json_with_steps_inputs_and_warnings() {
    let bench = Bench::with(HILL);
    let over_terrain: [(&str, &[&str], &str); 4] = [
        ("free-space", &[], "lbfs_db"),
        ("p526", &[], "ldsph_db"),
        ("p1812", &["--time-percent", "10"], "lbam_db"),
        ("itm", &["--climate", "continental-temperate"], "a_ref_db"),
    ];
    for (model, options, term) in over_terrain {
        let run = bench.run_over_terrain(model, &[options, &["--format", "json"]].concat());
        let answer = json(&run);
        assert_eq!(answer["model"], *model);
        assert!(answer["basic_transmission_loss_db"].as_f64().unwrap() > 120.0, "{answer}");
        assert!(answer["terms"][term].is_number(), "{model}: {answer}");
        assert!(answer["warnings"].is_array() && answer["inputs"]["frequency_mhz"] == 3500.0);
    }
}

#[test]
fn standard_input_is_a_profile_too() {
    let arguments = [&["loss", "--profile", "-", "--model", "p526"], &TERMINALS[..]].concat();
    let piped = divario_with_stdin(&arguments, HILL);
    assert_eq!(piped.status, 0, "{}", piped.stderr);
    let from_file = Bench::with(HILL).run_over_terrain("p526", &[]);
    let answer = |run: &Run| run.stdout.lines().nth(1).unwrap().to_owned();
    assert_eq!(answer(&piped), answer(&from_file));
}

/// Models that read a profile, with what each needs beside terminals.
const OVER_PROFILES: [(&str, &[&str]); 9] = [
    ("p1812", &[]),
    ("p526", &[]),
    ("itm", &[]),
    ("free-space", &[]),
    ("sui", &["--terrain", "b"]),
    ("ecc33", &[]),
    ("cost231-hata", &[]),
    ("itm-area", &["--delta-h-m", "90"]),
    ("p530", &["--flat-margin-db", "30"]),
];

#[test]
fn every_mistake_in_a_profile_is_named_with_its_line_and_what_to_do_whatever_the_model() {
    let cases: [(&str, &[&str]); 17] = [
        ("distance_km,height_m\n1,100\n2,60\n3,80\n", &["path.csv:2, column distance_km", "found 1", "is 0"]),
        ("distance_km,height_m\n0,100\n2,60\n2,80\n3,9\n", &["path.csv:4", "found 2 after 2", "in order"]),
        ("distance_km,height_m\n0,100\n3,60\n2,80\n", &["path.csv:4", "found 2 after 3"]),
        ("distance_km,height_m\n0,100\n1,NaN\n2,80\n", &["path.csv:3, column height_m", "NaN", "a number"]),
        ("distance_km,height_m\n0,100\nnan,7\n2,80\n", &["path.csv:3, column distance_km"]),
        ("distance_km,height_m\n0,100\n1,1e308\n2,80\n", &["path.csv:3, column height_m", "-500 to 9000"]),
        ("distance_km,height_m\n0,100\n2,80\n", &["has 2 points", "at least one point between"]),
        ("distance_km,height_m\n", &["has 0 points"]),
        ("\n", &["is empty"]),
        (
            "distance_m,height_m\n0,100\n1,60\n2,80\n",
            &["no column \"distance_km\"", "divide its metres by 1000"],
        ),
        ("distance_km,height_m\n0,9\n30,9\n60,9\n90,9\n120,9\n", &["path of 120 km", "look like metres"]),
        (
            "distance_km,height_m\n0,9\n5,9\n10,9\n15,9\n20,9\n25,9\n30,9\n35,9\n",
            &["path of 35 km", "look like metres"],
        ),
        ("distance_km,height_m\n0,100\n1,\"6,5\"\n2,80\n", &["path.csv:3", "write 6.5 with a decimal point"]),
        ("distance_km,height_m,height_m\n0,1,2\n1,1,2\n2,8,2\n", &["the column \"height_m\" twice"]),
        (
            "distance_km,height_m,zone\n0,1,sea\n1,1,lake\n2,8,sea\n",
            &["path.csv:3", "inland, coastal or sea"],
        ),
        ("distance_km,height_m,clutter_height_m\n0,1,0\n1,1,-3\n2,8,0\n", &["clutter_height_m", "found -3"]),
        ("distance_km,height_m,slope\n0,1,0\n1,1,3\n2,8,0\n", &["column \"slope\"", "take it out"]),
    ];
    for (model, options) in OVER_PROFILES {
        for (profile, wanted) in cases {
            let run = Bench::with(profile).run_over_terrain(model, options);
            refused(&run, wanted);
            assert_eq!(run.stdout, "");
        }
    }
}

#[test]
fn gigahertz_and_antennas_below_ground_are_refused_whatever_the_model() {
    let bench = Bench::with(HILL);
    for (model, options) in OVER_PROFILES {
        let heights = |tx_m, rx_m| ["--model", model, "--tx-height-m", tx_m, "--rx-height-m", rx_m];
        let run = |frequency_mhz, heights: [&str; 6]| {
            bench.run(&[&heights[..], &["--frequency-mhz", frequency_mhz], options].concat())
        };
        refused(&run("3500", heights("-2", "6")), &["--tx-height-m", "-2 m", "outside the valid range"]);
        refused(&run("3500", heights("20", "-2")), &["--rx-height-m", "-2 m", "outside the valid range"]);
        refused(&run("-3500", heights("20", "6")), &["--frequency-mhz", "outside the valid range"]);
        let gigahertz = run("3.5", heights("20", "6"));
        if model == "free-space" {
            assert!(gigahertz.stdout.contains("Warning: frequency of 3.5 MHz"), "{}", gigahertz.stdout);
        } else {
            refused(&gigahertz, &["--frequency-mhz", "this looks like GHz: give 3500"]);
        }
    }
    for options in [
        &["--model", "p2109", "--building", "traditional"][..],
        &["--model", "p2108-statistical", "--distance-km", "1"],
        &["--model", "p2108-height-gain", "--clutter", "suburban", "--rx-height-m", "3"],
    ] {
        let run = divario(&[&["loss", "--frequency-mhz", "2.5"], options].concat());
        refused(&run, &["--frequency-mhz", "this looks like GHz: give 2500", "MHz"]);
    }
}

#[test]
fn every_mistake_in_the_options_is_named_with_range_and_remedy() {
    let bench = Bench::with(HILL);
    let cases: [(&[&str], &[&str]); 10] = [
        (&["--time-percent", "0"], &["--time-percent", "of 0 %", "give 1 to 50 %"]),
        (&["--n0", "0"], &["--n0: sea-level refractivity of 0 N-units"]),
        (&["--time-percent", "51"], &["--time-percent", "1 to 50 %"]),
        (&["--location-percent", "90"], &["--location-sigma-db", "is missing", "5.5 is usual"]),
        (&["--climate", "desert"], &["--climate", "does not read it"]),
        (&["--time-percent", "5,5"], &["write 5.5 with a decimal point"]),
        (&["--tx", "8.9,44.4"], &["--rx: is missing", "give both ends"]),
        (&["--tx", "8.9,44.4", "--rx", "8.9,44.4"], &["0.000 km apart", "10.000 km long", "longitude first"]),
        (&["--tx", "8.9", "--rx", "8.9,44.4"], &["longitude and latitude", "8.93,44.41"]),
        (&["--distance-km", "7"], &["cannot be used with"]),
    ];
    for (options, wanted) in cases {
        refused(&bench.run_over_terrain("p1812", options), wanted);
    }
    let bare = bench.run(&["--model", "p1812", "--frequency-mhz", "3500"]);
    refused(&bare, &["2 problems", "--tx-height-m: is missing", "--rx-height-m: is missing"]);
    let mode = bench.run_over_terrain("itm", &["--variability-mode", "12.5"]);
    refused(&mode, &["give 0, 1, 2 or 3, with 10, 20 or 30 added"]);
    let both = ["--confidence-percent", "50", "--reliability-percent", "50", "--time-percent", "50"];
    refused(
        &bench.run_over_terrain("itm", &both),
        &["--time-percent", "confidence and reliability stand in its place"],
    );
}

#[test]
fn itm_asks_for_equal_steps() {
    let run = Bench::with("distance_km,height_m\n0,9\n1,9\n2.5,9\n3,9\n4,9\n").run_over_terrain("itm", &[]);
    refused(
        &run,
        &["--profile", "unevenness of the spacing of 0.5 steps", "resample the profile to equal steps"],
    );
}

#[test]
fn a_blocked_link_has_no_availability() {
    let wall = "distance_km,height_m\n0,100\n5,900\n10,100\n";
    let run = Bench::with(wall).run_over_terrain("p530", &["--flat-margin-db", "30"]);
    refused(&run, &["--profile", "below terrain", "raise the antennas"]);
}

/// Warnings of a run over ten kilometres of the given rows between two ends.
fn warnings(header: &str, rows: &[&str], model: &str, options: &[&str]) -> Vec<String> {
    let run = Bench::with(&format!("{header}\n{}\n", rows.join("\n")))
        .run_over_terrain(model, &[options, &["--format", "json"]].concat());
    let listed = json(&run)["warnings"].as_array().unwrap().clone();
    listed.iter().map(|warning| warning.as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_has_no_say_is_told() {
    let zoned = "distance_km,height_m,clutter_height_m,zone";
    let land = ["0,100,7,inland", "2,60,4,inland", "4,80,0,inland", "6,80,0,inland", "8,90,0,inland"];
    let told = |model: &str, options: &[&str], wanted: &str| {
        let found = warnings(zoned, &land, model, options);
        assert!(found.iter().any(|warning| warning.contains(wanted)), "{model}: no {wanted:?} in {found:?}");
    };
    told("itm", &[], "does not look at the zones");
    told("itm", &[], "clutter of 7 m and 0 m at the two ends does not count");
    told("itm", &[], "raises the horizons");
    told("ecc33", &[], "does not look at the clutter");
    told("itm", &["--location-percent", "90"], "leaves --location-percent no say");
    told("itm", &["--variability-mode", "0", "--time-percent", "90"], "leaves --time-percent no say");
    told("p1812", &["--location-sigma-db", "5"], "has no say in half of the places");
    let sea = ["0,0,0,sea", "2,0,0,sea", "4,0,0,sea", "6,0,0,sea", "8,9,0,coastal"];
    let found = warnings(zoned, &sea, "p1812", &[]);
    assert!(found.iter().any(|warning| warning.contains("give --rx-coast-km 1.000")), "{found:?}");
    assert!(!found.iter().any(|warning| warning.contains("--tx-coast-km")), "{found:?}");
}

#[test]
fn a_long_coarse_path_is_computed_and_doubted() {
    let rows: Vec<String> = (0..=60).map(|index| format!("{},100", 3 * index)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = warnings("distance_km,height_m", &rows, "p1812", &[]);
    assert!(found.iter().any(|warning| warning.contains("if these are metres")), "{found:?}");
}
