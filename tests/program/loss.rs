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

#[test]
fn every_mistake_in_a_profile_is_named_with_its_line_and_what_to_do() {
    let cases: [(&str, &[&str]); 14] = [
        ("distance_km,height_m\n1,100\n2,60\n3,80\n", &["path.csv:2, column distance_km", "found 1", "is 0"]),
        ("distance_km,height_m\n0,100\n2,60\n2,80\n3,9\n", &["path.csv:4", "found 2 after 2", "in order"]),
        ("distance_km,height_m\n0,100\n3,60\n2,80\n", &["path.csv:4", "found 2 after 3"]),
        ("distance_km,height_m\n0,100\n1,NaN\n2,80\n", &["path.csv:3, column height_m", "NaN", "a number"]),
        ("distance_km,height_m\n0,100\nnan,7\n2,80\n", &["path.csv:3, column distance_km"]),
        ("distance_km,height_m\n0,100\n2,80\n", &["has 2 points", "at least one point between"]),
        ("distance_km,height_m\n", &["has 0 points"]),
        (
            "distance_m,height_m\n0,100\n1,60\n2,80\n",
            &["no column \"distance_km\"", "divide its metres by 1000"],
        ),
        ("distance_km,height_m\n0,9\n30,9\n60,9\n90,9\n120,9\n", &["path of 120 km", "look like metres"]),
        ("distance_km,height_m\n0,100\n1,60\n2500,80\n", &["path of 2500 km", "look like metres"]),
        ("distance_km,height_m\n0,100\n1,\"6,5\"\n2,80\n", &["path.csv:3", "write 6.5 with a decimal point"]),
        (
            "distance_km,height_m,zone\n0,1,sea\n1,1,lake\n2,8,sea\n",
            &["path.csv:3", "inland, coastal or sea"],
        ),
        ("distance_km,height_m,clutter_height_m\n0,1,0\n1,1,-3\n2,8,0\n", &["clutter_height_m", "found -3"]),
        ("distance_km,height_m,slope\n0,1,0\n1,1,3\n2,8,0\n", &["column \"slope\"", "take it out"]),
    ];
    for (profile, wanted) in cases {
        let run = Bench::with(profile).run_over_terrain("p526", &[]);
        refused(&run, wanted);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn every_mistake_in_the_options_is_named_with_range_and_remedy() {
    let bench = Bench::with(HILL);
    let cases: [(&[&str], &[&str]); 9] = [
        (
            &["--frequency-mhz", "3.5", "--tx-height-m", "20", "--rx-height-m", "6"],
            &["--frequency-mhz", "30 to 6000 MHz", "looks like GHz: give 3500"],
        ),
        (&["--frequency-mhz", "3500", "--tx-height-m", "-2", "--rx-height-m", "6"], &["--tx-height-m", "-2"]),
        (&["--frequency-mhz", "3500", "--tx-height-m", "20", "--rx-height-m", "0"], &["--rx-height-m"]),
        (&[&TERMINALS[..], &["--time-percent", "0"]].concat(), &["--time-percent", "of 0 %", "1 to 50"]),
        (&[&TERMINALS[..], &["--time-percent", "51"]].concat(), &["--time-percent", "1 to 50 %"]),
        (&[&TERMINALS[..], &["--location-percent", "90"]].concat(), &["--location-sigma-db", "is missing"]),
        (&[&TERMINALS[..], &["--climate", "desert"]].concat(), &["--climate", "does not read it"]),
        (&[&TERMINALS[..], &["--time-percent", "5,5"]].concat(), &["write 5.5 with a decimal point"]),
        (
            &["--frequency-mhz", "3500"],
            &["2 problems", "--tx-height-m: is missing", "--rx-height-m: is missing"],
        ),
    ];
    for (options, wanted) in cases {
        refused(&bench.run(&[&["--model", "p1812"], options].concat()), wanted);
    }
}
