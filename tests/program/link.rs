//! `divario link`: one path between two places, from its arguments to its files.

use std::fs;

use serde_json::{Value, json};

use crate::plan_file::{departures, schema};
use crate::planned::{Planned, json_file, scenarios};
use crate::world::{Run, World, divario, files_in, text};

/// Looks at a path of the small world.
fn between(world: &World, from: &str, to: &str, options: &[&str]) -> Run {
    let scenario = world.save();
    divario(&[&["link", text(&scenario), "--no-progress", "--from", from, "--to", to], options].concat())
}

fn said(run: &Run) -> Value {
    assert_eq!(run.status, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The path as JSON.
fn path(world: &World, from: &str, to: &str, options: &[&str]) -> Value {
    said(&between(world, from, to, &[options, &["--format", "json"]].concat()))
}

/// Status 2, nothing on standard output, and one problem with code, option and all these words.
fn refused(run: &Run, code: &str, option: &str, words: &[&str]) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains("has 1 problem."), "{}", run.stderr);
    for part in [&[format!("[{code}]").as_str(), &format!("--{option}: ")], words].concat() {
        assert!(run.stderr.contains(part), "no {part:?} in {}", run.stderr);
    }
}

#[test]
fn an_access_link_as_the_user_reads_it() {
    let world = World::new();
    let run = between(&world, "s1", "h1", &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    insta::assert_snapshot!(run.stdout, @r"
    site s1 to household h1
      Path                    access, 1.118 km (1.128 km straight), 3500 MHz
      From                    site s1 (Mid valley)
                              antenna 20.00 m over 128.49 m, looks to 242.9°, +7.51°
      To                      household h1 (Val d'Ombra)
                              antenna 6.00 m over 290.00 m, looks to 62.8°, -7.52°
      Antenna                 sector 1 of 1, all around: 12.0 of 12.0 dBi
      Ray                     clear by 7.12 m
      0.6 of 1st Fresnel zone clear by 5.50 m
      Whole 1st Fresnel zone  clear by 4.26 m
      Tightest obstacle       after 0.932 km at 8.15516,43.91324
                              ground 263.50 m
                              7.91 m under it, zone radius 3.64 m

      Height that clears                    from         or to
      the ray                                any           any
      0.6 of 1st Fresnel zone             1.91 m        0.01 m
      whole 1st Fresnel zone              4.32 m        1.19 m

      Path loss, ITU-R P.526
      free space                          104.37 dB
      terrain and air                       0.00 dB
      clutter                               0.00 dB
      = path loss                         104.37 dB

      Link budget                       downlink       uplink
      transmitter power                    30.00        30.00 dBm
      feeder                               -1.00        -1.00 dB
      transmitting antenna                 12.00        12.00 dBi
      = radiated (EIRP)                    41.00        41.00 dBm
      path loss                          -104.37      -104.37 dB
      building entry                        0.00         0.00 dB
      body                                  0.00         0.00 dB
      receiving antenna                    12.00        12.00 dBi
      feeder                               -1.00        -1.00 dB
      = received level                    -52.37       -52.37 dBm
      noise floor                        -100.04      -100.04 dBm
      noise rise by interference            0.00         0.00 dB
      implementation loss                   2.00         2.00 dB
      signal-to-noise ratio                11.20         6.40 dB
      = threshold                         -86.84       -91.64 dBm
      signal to noise and interference     47.67        47.67 dB
      margin over the threshold            34.47        39.27 dB
      fade margin                          -7.69        -7.69 dB
      = reserve                            26.78        31.58 dB

      Promised rates          hold
      Deciding direction      downlink, reserve +26.78 dB
      Probability             100.0 % of like places (90 % asked)
      Downlink                22.24 Mbit/s by 64-QAM 3/4 (7 Mbit/s asked)
      Uplink                  21.15 Mbit/s by 64-QAM 3/4 (2 Mbit/s asked)
      Interference            not counted: it needs a plan
    ");
}

#[test]
fn a_microwave_link_as_the_user_reads_it() {
    let world = World::new();
    let run = between(&world, "p1", "s1", &["--out", text(&world.out())]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(run.stdout.replace(text(&world.out()), "OUT"), @r"
    point of presence p1 to site s1
      Path                    backhaul, 1.674 km, 23000 MHz
      From                    point of presence p1 (Fibre)
                              antenna 30.00 m over 120.72 m, looks to 1.3°, -0.08°
      To                      site s1 (Mid valley)
                              antenna 20.00 m over 128.49 m, looks to 181.3°, +0.07°
      Ray                     clear by 20.58 m
      0.6 of 1st Fresnel zone clear by 19.92 m
      Whole 1st Fresnel zone  clear by 19.48 m
      Tightest obstacle       after 0.985 km at 8.16528,43.91086
                              ground 125.27 m
                              24.10 m under it, zone radius 2.30 m

      Height that clears                    from         or to
      the ray                                any           any
      0.6 of 1st Fresnel zone                any           any
      whole 1st Fresnel zone                 any           any

      Level, the same both ways           23 GHz
      transmitter power                    20.00 dBm
      transmitting antenna                 38.00 dBi
      free space                         -124.16 dB
      receiving antenna                    38.00 dBi
      = received level                    -28.16 dBm
      threshold of the lowest tier        -72.00 dBm
      = margin                             43.84 dB

      0.6 of zone, k = 4/3    +19.92 m
      Ray, k = 2/3            +20.57 m
      Planning rule           holds
      Availability            99.99900 % (99.9 % asked), ITU-R P.530
      lost to multipath       0.00000 % of the worst month
      lost to rain            0.00100 % of the year

      Tier           threshold      margin  availability     capital    a year
      100 Mbit/s     -72.0 dBm    43.84 dB    99.99900 %   8,000 EUR   400 EUR
    Results: OUT (start with README.txt)
    ");
}

#[test]
fn the_files_are_written_and_what_is_printed_is_link_json() {
    let world = World::new();
    let said = path(&world, "s1", "h4", &["--out", text(&world.out())]);
    let files = files_in(&world.out());
    assert_eq!(files.keys().collect::<Vec<_>>(), ["README.txt", "link.json", "link.png", "link.svg"]);
    assert_eq!(said, json_file(&world.out().join("link.json")));
    assert_eq!(departures(&schema("link"), &said), [""; 0]);
    assert_eq!(&files["link.png"][1..4], b"PNG");
    assert!(String::from_utf8_lossy(&files["link.svg"]).contains("s1 → household h4"));
    // nothing in it depends on the clock or the threads
    let again = path(&world, "s1", "h4", &["--out", text(&world.out()), "--threads", "1"]);
    assert_eq!(again, said);
    assert!(files_in(&world.out()) == files);
}

#[test]
fn without_a_folder_nothing_is_written() {
    let world = World::new();
    world.save();
    let before = files_in(world.folder.path());
    path(&world, "s1", "h1", &[]);
    assert!(files_in(world.folder.path()) == before);
}

#[test]
fn the_figures_add_up() {
    let world = World::new();
    let report = path(&world, "s2", "h3", &[]);
    let number = |pointer: &str| report.pointer(pointer).and_then(Value::as_f64).unwrap();
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-6, "{found} {wanted}");
    let loss = |part: &str| number(&format!("/access/loss/{part}_db"));
    near(loss("free_space") + loss("terrain") + loss("clutter"), loss("total"));
    for way in 0..2 {
        let term = |term: &str| number(&format!("/access/budget/{way}/{term}"));
        near(term("path_loss_db"), loss("total"));
        near(
            term("eirp_dbm") - term("path_loss_db") + term("rx_antenna_gain_dbi") - term("rx_feeder_loss_db"),
            term("rx_level_dbm"),
        );
        near(term("rx_level_dbm") - term("threshold_dbm"), term("margin_db"));
        near(term("margin_db") - term("fade_margin_db"), term("reserve_db"));
    }
    let lowest = report["profile"].as_array().unwrap().iter().skip(1).rev().skip(1).map(|point| {
        let of = |key: &str| point[key].as_f64().unwrap();
        of("ray_m") - of("ground_m") - of("clutter_m") - of("bulge_m")
    });
    assert!((lowest.fold(f64::INFINITY, f64::min) - number("/geometry/clearance_m")).abs() < 0.021);
}

/// What `divario plan` says of a point that a site serves, and `divario coverage` of a link that it uses.
#[test]
fn a_path_of_a_plan_is_the_same_path() {
    let planned = Planned::minimal().done();
    let plan = planned.plan();
    let scenarios = scenarios();
    let look = |from: &str, to: &str| {
        let options = ["--data", text(&scenarios), "--format", "json", "--no-progress"];
        let command = ["link", text(&planned.scenario), "--from", from, "--to", to];
        said(&divario(&[&command[..], &options].concat()))
    };
    let close = |found: &Value, wanted: &Value| {
        let (found, wanted) = (found.as_f64().unwrap(), wanted.as_f64().unwrap());
        assert!((found - wanted).abs() < 0.011, "{found} {wanted}");
    };
    let served = |point: &&Value| point["state"] == "covered";
    for point in plan["points"].as_array().unwrap().iter().filter(served).step_by(7).take(5) {
        let (site, id) = (point["server"].as_str().unwrap(), point["id"].as_str().unwrap());
        let report = look(&format!("site:{site}"), &format!("household:{id}"));
        let access = &report["access"];
        close(&report["geometry"]["clearance_m"], &point["clearance_m"]);
        close(&report["geometry"]["fresnel_clearance_m"], &point["fresnel_clearance_m"]);
        if access["antenna"]["sector"] == point["sector"] {
            close(&access["budget"][0]["rx_level_dbm"], &point["rx_level_dbm"]);
        }
        assert_eq!(access["holds"], json!(true), "{point}");
    }
    for link in plan["links"].as_array().unwrap() {
        let report = look(link["from"].as_str().unwrap(), link["to"].as_str().unwrap());
        let backhaul = &report["backhaul"];
        assert_eq!((&backhaul["band_ghz"], &backhaul["holds"]), (&link["band_ghz"], &json!(true)));
        let tiers = backhaul["tiers"].as_array().unwrap();
        let tier = tiers.iter().find(|tier| tier["capacity_mbps"] == link["capacity_mbps"]).unwrap();
        assert_eq!(tier["usable"], json!(true));
        close(&tier["margin_db"], &link["margin_db"]);
        close(&tier["capex_eur"], &link["capex_eur"]);
        close(&tier["opex_eur_per_year"], &link["opex_eur_per_year"]);
        close(&tier["availability_percent"], &link["availability_percent"]);
        close(&report["geometry"]["length_km"], &link["length_km"]);
    }
}

#[test]
fn a_household_named_first_is_put_second_and_that_is_told() {
    let world = World::new();
    let straight = path(&world, "s1", "h1", &[]);
    let run = between(&world, "h1", "s1", &["--to-height-m", "20", "--format", "json"]);
    let swapped = said(&run);
    let warning =
        "the ends are shown the other way round: site s1 is the station, household point h1 the household";
    assert_eq!(swapped["warnings"], json!([warning]));
    assert_eq!((&swapped["swapped"], &straight["swapped"]), (&json!(true), &json!(false)));
    for key in ["from", "to", "geometry", "access", "profile"] {
        assert_eq!(swapped[key], straight[key], "{key}");
    }
}

#[test]
fn what_a_path_is_for_follows_from_its_ends_or_the_user() {
    let world = World::new();
    for (from, to, options, purpose) in [
        ("s1", "h1", &[][..], "access"),
        ("s1", "s2", &[], "backhaul"),
        ("s1", "s2", &["--as", "access"], "access"),
        ("s1", "8.1655,43.9120", &[], "access"),
        ("8.1655,43.9120", "s1", &[], "access"),
        ("s1", "h1", &["--as", "backhaul"], "backhaul"),
    ] {
        let report = path(&world, from, to, options);
        assert_eq!(report["purpose"], purpose, "{from} {to} {options:?}");
        assert_eq!(report["access"].is_null(), purpose == "backhaul");
        assert_eq!(report["backhaul"].is_null(), purpose == "access");
    }
}

#[test]
fn antennas_stand_where_the_scenario_or_the_user_puts_them() {
    let world = World::new();
    let heights = |from: &str, to: &str, options: &[&str]| {
        let report = path(&world, from, to, options);
        ["from", "to"].map(|end| report[end]["antenna_height_m"].as_f64().unwrap())
    };
    assert_eq!(heights("s1", "h1", &[]), [20.0, 6.0]);
    assert_eq!(heights("p1", "s1", &[]), [30.0, 20.0]);
    assert_eq!(heights("s1", "h1", &["--from-height-m", "45.5", "--to-height-m", "3"]), [45.5, 3.0]);
    assert_eq!(heights("s1", "8.1655,43.9120", &[]), [20.0, 6.0]);
    assert_eq!(heights("8.1655,43.9120", "h1", &["--from-height-m", "12"]), [12.0, 6.0]);
    let report = path(&world, "8.1655,43.9120", "h1", &["--from-height-m", "12"]);
    assert_eq!(report["access"]["antenna"]["sector"], Value::Null, "it is pointed");
    assert_eq!(report["access"]["antenna"]["gain_dbi"], json!(12.0));
}

/// Along the slope of the small world low antennas see each other, and the first Fresnel zone touches the ground.
#[test]
fn a_height_that_clears_does_clear() {
    let world = World::new();
    let at = |height_m: f64| {
        let heights = ["--from-height-m", &height_m.to_string(), "--to-height-m", "4"];
        path(&world, "8.190573,43.905", "8.190573,43.930", &heights)
    };
    let free_m = |report: &Value| report["geometry"]["fresnel_06_clearance_m"].as_f64().unwrap();
    let low = at(1.0);
    assert!(free_m(&low) < 0.0 && low["geometry"]["in_sight"] == json!(true), "{}", low["geometry"]);
    let height_m = low["clearing_heights"]["fresnel_06"]["from_m"].as_f64().unwrap();
    assert!(free_m(&at(height_m)) >= 0.0 && free_m(&at(height_m - 0.5)) < 0.0, "{height_m}");
    let lacks_m = low["obstacle"]["lacks_m"].as_f64().unwrap();
    assert!((free_m(&low) + lacks_m).abs() < 1e-9, "the obstacle is where it lacks");
}

#[test]
fn very_short_paths_have_figures_and_a_picture() {
    let world = World::new();
    let out = world.out();
    let options = ["--from-height-m", "20", "--out", text(&out)];
    let report = path(&world, "8.165482,43.917065", "8.165482,43.917335", &options);
    let length_km = report["geometry"]["length_km"].as_f64().unwrap();
    assert!((0.029..0.031).contains(&length_km), "{length_km}");
    assert_eq!(report["obstacle"], Value::Null);
    assert!(report["warnings"].to_string().contains("number of profile points"), "{}", report["warnings"]);
}

#[test]
fn an_unknown_end_is_told_with_the_nearest_ids() {
    let world = World::new();
    let run = between(&world, "s11", "nowhere", &["--out", text(&world.out())]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(run.stderr, @r#"
    The input has 2 problems.

    --from: no site, point of presence or household point has the id "s11" [unknown-end]
        remedy: did you mean "s1"?

    --to: no site, point of presence or household point has the id "nowhere" [unknown-end]
        remedy: give the id of a site, for example "s1", "s2", of a point of presence or of a household point, or a position as 8.1655,43.9171
    "#);
    assert!(!world.out().exists());
}

#[test]
fn positions_that_are_none_are_refused() {
    let world = World::new();
    let from = |position: &str| between(&world, position, "h1", &["--from-height-m", "20"]);
    for malformed in ["8,1655,43,9171", "8.1655;43.9171", "8.1655 43.9171", "8.1655,", "8.1655,north"] {
        refused(&from(malformed), "malformed-position", "from", &[malformed, "as 8.1655,43.9171"]);
    }
    refused(&from("8.1655,143.9"), "malformed-position", "from", &["-90 to 90"]);
    refused(&from("43.9171,8.1655"), "misplaced-end", "from", &["latitude first", "give 8.1655,43.9171"]);
    refused(&from("-8.1655,43.9171"), "misplaced-end", "from", &["outside the planning area", "margin_m"]);
    refused(&from("8.1655,43.8980"), "misplaced-end", "from", &["in the sea"]);
}

#[test]
fn heights_that_no_mast_has_are_refused_together() {
    let world = World::new();
    let run = between(&world, "s1", "h1", &["--from-height-m", "-5", "--to-height-m", "301"]);
    assert_eq!(run.status, 2);
    for part in
        ["has 2 problems", "--from-height-m: found -5 m", "--to-height-m: found 301 m", "0.5 to 300 m"]
    {
        assert!(run.stderr.contains(part), "no {part:?} in {}", run.stderr);
    }
    refused(&between(&world, "s1", "h1", &["--to-height-m", "nan"]), "out-of-range", "to-height-m", &[]);
    refused(&between(&world, "8.1655,43.9120", "h1", &[]), "missing-height", "from-height-m", &["--from"]);
}

#[test]
fn paths_that_cannot_be_are_refused() {
    let mut world = World::new();
    refused(&between(&world, "s1", "8.165482,43.917065", &[]), "same-place", "to", &["0.0"]);
    world.set("/backhaul/bands/0/length_max_km", json!(0.5));
    refused(&between(&world, "s1", "s2", &[]), "no-band", "as", &["2.4", "0.5 km", "--as access"]);
    let mut dem = fs::read_to_string(world.path("dem.asc")).unwrap();
    // a void across the valley, in the row that lies half-way between s1 and h3
    let row = 6 + 17;
    let lines: Vec<String> = dem.lines().map(str::to_owned).collect();
    dem = lines
        .iter()
        .enumerate()
        .map(|(index, line)| if index == row { ["-9999"; 60].join(" ") } else { line.clone() } + "\n")
        .collect();
    world.write("dem.asc", &dem);
    refused(&between(&world, "s1", "h3", &[]), "path-over-void", "to", &["first at 8.1", "elevation layer"]);
}

#[test]
fn an_id_of_two_kinds_is_asked_for() {
    let mut world = World::new();
    world.set("/sites/inline/0/id", json!("h1"));
    let run = between(&world, "h1", "h2", &[]);
    refused(
        &run,
        "ambiguous-end",
        "from",
        &["a site and a household point", "\"site:h1\" or \"household:h1\""],
    );
    let report = path(&world, "site:h1", "household:h1", &[]);
    assert_eq!([&report["from"]["kind"], &report["to"]["kind"]], ["site", "household"]);
}

#[test]
fn results_do_not_take_the_place_of_inputs_or_of_other_results() {
    let world = World::new();
    let own = between(&world, "s1", "h1", &["--out", text(world.folder.path())]);
    assert_eq!((own.status, own.stderr.contains("[output-over-input]")), (2, true), "{}", own.stderr);
    for document in ["plan.json", "coverage.json"] {
        let out = world.path(document.trim_end_matches(".json"));
        fs::create_dir(&out).unwrap();
        fs::write(out.join(document), "{}").unwrap();
        let run = between(&world, "s1", "h1", &["--out", text(&out)]);
        refused(&run, "folder-of-another-command", "out", &[document]);
        assert_eq!(files_in(&out).len(), 1);
    }
    path(&world, "s1", "h1", &["--out", text(&world.out())]);
    let scenario = world.save();
    for command in ["plan", "coverage"] {
        let run = divario(&[command, text(&scenario), "--out", text(&world.out())]);
        refused(&run, "folder-of-another-command", "out", &["link.json"]);
    }
    assert_eq!(
        between(&world, "s1", "h2", &["--out", text(&world.out())]).status,
        0,
        "its own may be replaced"
    );
}

#[test]
fn a_site_that_a_plan_leaves_alone_is_looked_at_with_a_warning() {
    let mut world = World::new();
    world.set("/sites/inline/0/terms/status", json!("forbidden"));
    world.set("/sites/inline/1/terms/relay_only", json!(true));
    let warnings = |from: &str, to: &str| path(&world, from, to, &[])["warnings"].to_string();
    assert!(warnings("s1", "h1").contains("site s1 is forbidden"));
    assert!(warnings("s2", "h1").contains("site s2 is relay only"));
    assert_eq!(warnings("p1", "s2"), "[]", "a relay carries links");
}

#[test]
fn every_model_of_a_scenario_tells_its_steps() {
    let mut world = World::new();
    let sections = [
        ("free_space", Value::Null, "lbfs_db"),
        ("p526", Value::Null, "ldsph_db"),
        (
            "p1812",
            json!({"time_percent": 10.0, "delta_n_n_units_per_km": 45.0, "n0_n_units": 325.0, "latitude_deg": 44.0}),
            "lba_db",
        ),
        (
            "itm",
            json!({"climate": "continental_temperate", "n0_n_units": 301.0, "permittivity": 15.0,
            "conductivity_s_per_m": 0.005, "time_percent": 50.0, "situation_percent": 50.0}),
            "a_ref_db",
        ),
    ];
    for (model, settings, term) in sections {
        world.set("/radio/propagation/model", json!(model));
        for other in ["p1812", "itm"] {
            world.set(&format!("/radio/propagation/{other}"), Value::Null);
        }
        if !settings.is_null() {
            world.set(&format!("/radio/propagation/{model}"), settings);
        }
        let loss = &path(&world, "s2", "h3", &[])["access"]["loss"];
        assert_eq!(loss["model"], model);
        let has = |step: &Value| step["name"] == term && step["value"].is_number();
        assert!(loss["terms"].as_array().unwrap().iter().any(has), "{model}: {loss}");
    }
}
