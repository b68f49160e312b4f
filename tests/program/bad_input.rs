//! Wrong input, through the program: every mistake is named with file, place, value and remedy; exit status 2;
//! nothing is written.

use crate::world::{Run, World, divario, text};
use serde_json::json;

/// Plans the world and expects a refusal that says all of `expected` and leaves no output.
fn refused(world: &World, expected: &[&str]) -> Run {
    let scenario = world.save();
    let run = divario(&["plan", text(&scenario), "--out", text(&world.out())]);
    assert_eq!(run.status, 2, "status {}\n{}\n{}", run.status, run.stdout, run.stderr);
    for part in expected {
        assert!(run.stderr.contains(part), "«{part}» is missing in:\n{}", run.stderr);
    }
    assert!(run.stderr.contains("remedy:"), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(!world.out().exists(), "a refused plan left an output folder");
    run
}

#[test]
fn the_sound_world_is_planned() {
    let world = World::new();
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(world.out().join("plan.json").is_file());
}

#[test]
fn three_mistakes_are_reported_together() {
    let mut world = World::new();
    world
        .set("/terrain/cel_m", json!(30))
        .set("/service/probability_percent", json!(120))
        .remove("/costs", "horizon_years");
    let expected = [
        "3 problems",
        "/terrain/cel_m",
        "did you mean \"cell_m\"",
        "/service/probability_percent",
        "found 120",
        "horizon_years",
    ];
    refused(&world, &expected);
}

#[test]
fn sources_are_of_something_that_is_there() {
    let mut world = World::new();
    world.set(
        "/sources",
        json!({"/governance/rules": "a rule", "/governance/wholesale/price_eur_per_month": "a price"}),
    );
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    world.set("/sources", json!({"/governance/rulez": "a rule", "rules": "a rule", "/costs": " "}));
    refused(
        &world,
        &[
            "3 problems",
            "/sources/~1governance~1rulez: there is no \"/governance/rulez\" in the scenario [unknown-place]",
            "/sources/rules: there is no \"rules\"",
            "/sources/~1costs: found nothing in it",
        ],
    );
}

#[test]
fn three_contradictions_are_reported_together() {
    let mut world = World::new();
    world.set("/sites/inline/0/terms/owner", json!("nobody"));
    world.set("/costs/per_site", json!(["antenna"]));
    world.set("/radio/channel_mhz", json!(6.3));
    refused(
        &world,
        &[
            "/sites/inline/0/terms/owner",
            "\"nobody\"",
            "/costs/per_site/0",
            "\"antenna\"",
            "no channel of 6.3 MHz",
        ],
    );
}

/// Only a key that is optional is said to be.
#[test]
fn what_is_empty_is_said_to_be_needed() {
    let mut world = World::new();
    world.set("/governance/owners", json!([])).set("/name", json!(" ")).set("/sites/inline/0/id", json!(""));
    let run = refused(
        &world,
        &[
            "/governance/owners: found nothing in it [empty]\n    remedy: give at least one entry\n",
            "/name: found nothing in it [empty]\n    remedy: a name is needed\n",
            "/sites/inline/0/id: found nothing in it [empty]\n    remedy: an id is needed",
        ],
    );
    assert!(!run.stderr.contains("leave the key out"), "{}", run.stderr);
    let mut world = World::new();
    world.set("/area/comuni_istat", json!([]));
    refused(
        &world,
        &["/area/comuni_istat: found nothing in it", "give at least one entry, or leave the key out"],
    );
}

#[test]
fn a_per_cent_given_as_a_ratio_gets_a_hint() {
    let mut world = World::new();
    world.set("/costs/discount_rate_ratio", json!(5));
    refused(&world, &["/costs/discount_rate_ratio", "5 % is written 0.05"]);
}

#[test]
fn text_that_is_not_json_names_the_line() {
    let world = World::new();
    world.write("scenario.json", "{\n \"name\": \"x\",,\n}");
    let run = divario(&["check", text(&world.path("scenario.json"))]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("line 2"), "{}", run.stderr);
}

#[test]
fn a_key_given_twice_is_refused() {
    let world = World::new();
    let text_twice = world.scenario.to_string().replacen("\"area\":", "\"name\":\"again\",\"area\":", 1);
    world.write("scenario.json", &text_twice);
    let run = divario(&["check", text(&world.path("scenario.json"))]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("duplicate field `name`"), "{}", run.stderr);
}

#[test]
fn a_missing_scenario_is_named() {
    let run = divario(&["plan", "nowhere.json", "--out", "unused"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("nowhere.json"), "{}", run.stderr);
}

#[test]
fn empty_and_truncated_rasters_are_refused() {
    let mut world = World::new();
    world.write("dem.asc", "");
    refused(&world, &["/terrain/layers/0/file", "dem.asc"]);
    let whole = World::new();
    let head: String = std::fs::read_to_string(whole.path("dem.asc")).unwrap().chars().take(2_000).collect();
    world.write("dem.asc", &head);
    refused(&world, &["/terrain/layers/0/file", "dem.asc"]);
    world.write("dem.hgt", "too short");
    world.set("/terrain/layers/0/file", json!("dem.hgt"));
    refused(&world, &["dem.hgt"]);
}

#[test]
fn a_broken_raster_is_spoken_of_by_divario_alone() {
    let mut world = World::new();
    // The head of a GeoTIFF whose directory lies beyond the end of the file: GDAL has a word of its own for it.
    std::fs::write(world.path("dem.tif"), b"II*\0\xff\xff\0\0 and nothing more").unwrap();
    world.set("/terrain/layers/0/file", json!("dem.tif"));
    let run = refused(&world, &["The input has 1 problem.", "/terrain/layers/0/file", "dem.tif"]);
    let expected =
        ["Reading input", "The input has 1 problem.", "", "/terrain/layers/0/file: ", "    remedy: "];
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{}", run.stderr);
    for (line, start) in lines.iter().zip(expected) {
        assert!(line.starts_with(start), "{}", run.stderr);
    }
}

#[test]
fn a_raster_of_another_continent_is_refused() {
    let world = World::new();
    let elsewhere = std::fs::read_to_string(world.path("dem.asc")).unwrap().replace("430000", "9430000");
    world.write("dem.asc", &elsewhere);
    refused(&world, &["has no data in the planning area", "/terrain/layers/0/file"]);
}

#[test]
fn a_raster_that_covers_too_little_is_refused() {
    let world = World::new();
    let shifted = std::fs::read_to_string(world.path("dem.asc")).unwrap().replace("430000", "433000");
    world.write("dem.asc", &shifted);
    refused(&world, &["cells of the planned comuni have no elevation", "add a coarser layer"]);
}

#[test]
fn a_raster_without_crs_is_refused() {
    let mut world = World::new();
    world.remove("/terrain/layers/0", "crs");
    refused(&world, &["dem.asc", "coordinate reference system", "\"crs\""]);
}

#[test]
fn a_geographic_or_unknown_working_crs_is_refused() {
    let mut world = World::new();
    world.set("/area/crs", json!("EPSG:4326"));
    refused(&world, &["/area/crs", "geographic", "EPSG:32632"]);
    world.set("/area/crs", json!("EPSG:99999999"));
    refused(&world, &["/area/crs", "EPSG:99999999"]);
}

/// The world in cells of 1 m, with so much around it.
fn vast(margin_m: f64) -> World {
    let mut world = World::new();
    world.set("/terrain/cell_m", json!(1.0)).set("/area/margin_m", json!(margin_m));
    world
}

fn check(world: &World) -> Run {
    divario(&["check", text(&world.save())])
}

#[test]
fn a_grid_that_no_memory_holds_is_refused_with_its_numbers_and_the_cells_that_would_do() {
    let run = check(&vast(90_000.0));
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.stderr, @r"
    Reading input
    The input has 1 problem.

    /terrain/cell_m: cells of 1 m make 184601 x 185001 = 34151369601 cells; 5 bytes each for the terrain and 0.4 GB for reading rasters are 171.1 GB, more than the 4.0 GB that a run may hold [too-many-cells]
        remedy: take cells of 7 m or more, make /area/margin_m smaller, or plan fewer comuni
    ");
}

#[test]
fn what_a_plan_holds_beside_the_terrain_is_counted_before_any_raster_is_read() {
    let world = vast(2_000.0);
    world.write("dem.asc", "no raster");
    let run = refused(&world, &["too-many-cells"]);
    insta::assert_snapshot!(run.stderr, @r"
    Reading input
    The input has 1 problem.

    /terrain/cell_m: cells of 1 m make 8601 x 9001 = 77417601 cells; 5 bytes each for the terrain, 156 for the coverage map, and 0.2 GB besides are 12.7 GB, more than the 4.0 GB that a run may hold [too-many-cells]
        remedy: take cells of 2 m or more, make /area/margin_m smaller, or plan fewer comuni
    ");
}

#[test]
fn check_says_of_what_may_be_read_that_a_plan_would_be_refused() {
    let mut smaller = vast(300.0);
    let run = check(smaller.set("/terrain/cell_m", json!(2.0)));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("refused"), "{}", run.stderr);
    let run = check(&vast(300.0));
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected =
        ["a plan would be refused: cells of 1 m make ", "more than the 4.0 GB", "take cells of 2 m"];
    for part in expected {
        assert!(run.stderr.contains(part), "«{part}» is missing in:\n{}", run.stderr);
    }
}

#[test]
fn swapped_axes_are_recognised() {
    let world = World::new();
    let mut comuni: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(world.path("comuni.geojson")).unwrap()).unwrap();
    for feature in comuni["features"].as_array_mut().unwrap() {
        for at in feature["geometry"]["coordinates"][0].as_array_mut().unwrap() {
            at.as_array_mut().unwrap().reverse();
        }
    }
    world.write("comuni.geojson", &comuni.to_string());
    refused(&world, &["comuni.geojson", "axes swapped", "longitude first"]);
}

#[test]
fn swapped_household_columns_are_recognised() {
    let mut world = World::new();
    world
        .set("/demand/households/lon_column", json!("lat"))
        .set("/demand/households/lat_column", json!("lon"));
    refused(&world, &["households.csv", "axes swapped"]);
}

#[test]
fn a_missing_column_lists_those_there_are() {
    let mut world = World::new();
    world.set("/demand/households/households_column", json!("famiglie"));
    refused(&world, &["households.csv:1", "\"famiglie\"", "id, istat, lon, lat, households, class"]);
}

#[test]
fn bad_numbers_are_placed_by_file_line_and_column() {
    let world = World::new();
    let wrong = std::fs::read_to_string(world.path("households.csv"))
        .unwrap()
        .replace("8.158000,43.917000,20", "8.158000,43.917000,many")
        .replace("8.140340,43.933086,10", "8.140340,43.933086,-10");
    world.write("households.csv", &wrong);
    refused(
        &world,
        &["households.csv:3, column households", "\"many\"", "households.csv:4, column households", "-10"],
    );
}

#[test]
fn unknown_istat_codes_are_named() {
    let mut world = World::new();
    world.set("/area/comuni_istat", json!(["999001", "123456", "12"]));
    refused(&world, &["/area/comuni_istat/2", "six digits"]);
    world.set("/area/comuni_istat", json!(["999001", "123456"]));
    refused(&world, &["/area/comuni_istat/1", "123456"]);
    let mut world = World::new();
    let wrong =
        std::fs::read_to_string(world.path("households.csv")).unwrap().replace("h4,999002", "h4,777777");
    world.write("households.csv", &wrong);
    refused(&world, &["households.csv:5, column istat", "777777"]);
    world.set("/demand/households/comune_by", json!("polygon"));
    assert_eq!(divario(&["check", text(&world.save())]).status, 0);
}

#[test]
fn a_file_of_no_rows_is_refused() {
    let world = World::new();
    world.write("households.csv", "id,istat,lon,lat,households,class\n");
    refused(&world, &["households.csv", "no usable point"]);
}

#[test]
fn a_site_in_the_sea_or_off_the_map_is_refused() {
    let mut world = World::new();
    world.set("/sites/inline/0/lat_deg", json!(43.8955)).set("/sites/inline/1/lon_deg", json!(9.9));
    refused(&world, &["/sites/inline/0", "in the sea", "/sites/inline/1", "outside the planning area"]);
}

#[test]
fn a_point_of_presence_off_the_map_is_refused() {
    let mut world = World::new();
    world.set("/backhaul/pops/0/lon_deg", json!(9.9));
    refused(&world, &["/backhaul/pops/0", "longitude first"]);
}

#[test]
fn a_missing_file_names_the_folders_looked_in() {
    let mut world = World::new();
    world.set("/terrain/layers/0/file", json!("no.tif"));
    refused(&world, &["/terrain/layers/0/file", "no.tif", "--data"]);
}

#[test]
fn the_output_folder_is_tried_before_anything_is_computed() {
    let mut world = World::new();
    world.set("/terrain/layers/0/file", json!("no.tif"));
    world.write("file", "in the way");
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.path("file").join("out"))]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
    assert!(!run.stderr.contains("no.tif"), "the input was read before the output was tried: {}", run.stderr);
}

#[test]
fn fixed_sites_dearer_than_the_budget_are_infeasible() {
    let mut world = World::new();
    world
        .set("/sites/inline/0/terms/status", json!("committed"))
        .set("/governance/funds/0/capex_eur", json!(1000.0));
    let run = divario(&["plan", text(&world.save()), "--out", text(&world.out())]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("no plan satisfies the constraints")
            && run.stderr.contains("1,000 euro")
            && run.stderr.contains("/governance/funds"),
        "{}",
        run.stderr
    );
    assert!(!world.out().exists());
}

#[test]
fn a_service_class_that_nobody_has_is_told() {
    let mut world = World::new();
    world.set("/demand/served_today/per_point/served_classes", json!(["FTTH"]));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("no point has the service class \"FTTH\""), "{}", run.stderr);
}

#[test]
fn a_share_that_is_no_number_is_placed() {
    let mut world = World::new();
    let ratios = json!([{"numerator_field": "served", "denominator_field": "all"}]);
    world.set("/demand/served_today", json!({"share_per_comune": {"ratios": ratios}}));
    assert_eq!(divario(&["check", text(&world.save())]).status, 0);
    let wrong = std::fs::read_to_string(world.path("comuni.geojson")).unwrap().replacen(
        "\"served\":5",
        "\"served\":\"n/a\"",
        1,
    );
    world.write("comuni.geojson", &wrong);
    refused(&world, &["comuni.geojson, feature 0, served", "n/a"]);
}

#[test]
fn results_never_replace_their_inputs() {
    let world = World::new();
    let scenario = world.save();
    let run = divario(&["plan", text(&scenario), "--out", text(world.folder.path())]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("output-over-input"), "{}", run.stderr);
    assert!(world.path("households.csv").is_file() && !world.path("plan.json").exists());
}

#[test]
fn all_missing_files_and_the_crs_are_told_together() {
    let mut world = World::new();
    world.set("/terrain/layers/0/file", json!("no.tif")).set("/demand/comuni/file", json!("no.geojson"));
    world.set("/area/crs", json!("EPSG:4326")).set("/sites/inline/0/terms/owner", json!("nobody"));
    refused(&world, &["4 problems", "no.tif", "no.geojson", "geographic", "nobody"]);
}

#[test]
fn an_undeclared_void_is_refused() {
    let world = World::new();
    let holed = std::fs::read_to_string(world.path("dem.asc")).unwrap().replace(" 125 ", " -32768 ");
    assert!(holed.contains("-32768"));
    world.write("dem.asc", &holed);
    refused(&world, &["dem.asc", "height of -", "gdal_edit.py -a_nodata"]);
}

#[test]
fn a_projection_that_stretches_is_refused_and_one_with_northing_first_is_not() {
    let mut world = World::new();
    world.set("/area/crs", json!("EPSG:3857"));
    refused(&world, &["/area/crs", "stretched-crs"]);
    world.set("/area/crs", json!("EPSG:6707"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn polygons_without_area_and_empty_files_are_refused() {
    let world = World::new();
    let comuni = std::fs::read_to_string(world.path("comuni.geojson")).unwrap();
    let mut comuni: serde_json::Value = serde_json::from_str(&comuni).unwrap();
    comuni["features"][1]["geometry"]["coordinates"] = json!([]);
    world.write("comuni.geojson", &comuni.to_string());
    refused(&world, &["comuni.geojson, feature 1"]);
    let world = World::new();
    world.write("households.csv", "");
    refused(&world, &["households.csv", "is empty"]);
}

#[test]
fn a_model_without_its_settings_is_refused_and_settings_without_their_model_too() {
    let mut world = World::new();
    world.set("/radio/propagation/model", json!("p1812"));
    refused(&world, &["/radio/propagation/p1812", "is missing", "divario schema scenario"]);
    let settings = json!({
        "time_percent": 50.0, "delta_n_n_units_per_km": 45.0, "n0_n_units": 325.0, "latitude_deg": 44.0
    });
    world.set("/radio/propagation/p1812", settings).set("/radio/propagation/model", json!("p526"));
    refused(&world, &["/radio/propagation/p1812", "the model is not p1812", "take it out"]);
    world
        .set("/radio/propagation/model", json!("p1812"))
        .set("/radio/propagation/p1812/time_percent", json!(0));
    refused(&world, &["/radio/propagation/p1812/time_percent", "found 0", "1 to 50"]);
}

/// A sector's antenna of the world's gain.
fn panel() -> serde_json::Value {
    json!({"sector": {"gain_dbi": 12.0, "horizontal_beamwidth_deg": 90.0, "vertical_beamwidth_deg": 20.0,
        "front_to_back_db": 25.0, "side_lobe_db": 18.0, "electrical_tilt_deg": 0.0}})
}

#[test]
fn an_antenna_that_does_not_suit_its_sectors_is_refused_and_a_site_may_have_its_own() {
    let mut world = World::new();
    world.set("/radio/base_station/antenna", panel());
    refused(&world, &["/radio/base_station/layout", "does not serve all around", "terms.antenna"]);
    let mut world = World::new();
    world.set(
        "/sites/inline/0/terms/layout",
        json!({"regular": {"count": 3, "first_azimuth_deg": 0, "tilt_deg": 0}}),
    );
    refused(&world, &["/sites/inline/0/terms/layout", "no direction"]);
    world.set("/sites/inline/0/terms/antenna", panel());
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn a_measured_beam_does_not_serve_all_around() {
    let mut world = World::new();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/radio/antennas/panel_90.msi");
    world.set("/radio/base_station/antenna", json!({"measured": {"file": file}}));
    refused(&world, &["/radio/base_station/antenna", " dB less in its weakest azimuth", "6 dB is the most"]);
}

#[test]
fn a_licence_holds_in_its_band_and_for_its_width() {
    let mut world = World::new();
    world.set("/radio/licence", json!("bfwa_5725_5875"));
    refused(&world, &["/radio/frequency_mhz", "7 MHz around 3500 MHz", "5725 to 5875 MHz"]);
    world.set("/radio/licence", json!("eu_2008_411_ec")).set("/radio/reuse/channel_count", json!(29));
    refused(&world, &["/radio/reuse/channel_count", "29 channels of 7 MHz in each direction", "has 400 MHz"]);
    world.set("/radio/reuse/channel_count", json!(28)).set("/radio/frequency_mhz", json!(3402));
    refused(&world, &["/radio/frequency_mhz", "3400 to 3800 MHz"]);
}

#[test]
fn limits_that_limit_nothing_are_refused() {
    let mut world = World::new();
    world.set("/radio/eirp_limits", json!({"title": "Ours", "source": "us"}));
    refused(&world, &["/radio/eirp_limits", "no station is limited"]);
}

#[test]
fn a_household_s_antenna_has_no_tilt() {
    let mut world = World::new();
    let mut antenna = panel();
    antenna["sector"]["electrical_tilt_deg"] = json!(2.0);
    world.set("/radio/cpe/antenna", antenna);
    refused(&world, &["/radio/cpe/antenna/sector/electrical_tilt_deg", "pointed at its server"]);
}

#[test]
fn two_sites_on_one_mast_do_not_share_a_given_channel() {
    let mut world = World::new();
    let layout = json!({"given": {"sectors": [{"azimuth_deg": 0, "tilt_deg": 0, "channel": 2}]}});
    for site in 0..2 {
        world
            .set(&format!("/sites/inline/{site}/terms/antenna"), panel())
            .set(&format!("/sites/inline/{site}/terms/layout"), layout.clone())
            .set(&format!("/sites/inline/{site}/terms/status"), json!("committed"))
            .set(&format!("/sites/inline/{site}/lon_deg"), json!(8.165_482))
            .set(&format!("/sites/inline/{site}/lat_deg"), json!(43.917_065));
    }
    refused(&world, &["\"s1\" and \"s2\" stand in one place", "channel 2", "/radio/reuse/shared_at_site"]);
    world.set("/radio/reuse/channel_count", json!(2)).set(
        "/sites/inline/1/terms/layout",
        json!({"regular": {"count": 2,
        "first_azimuth_deg": 0, "tilt_deg": 0}}),
    );
    refused(&world, &["stand in one place with 3 sectors, and channel_count is 2"]);
    world.set("/radio/reuse/channel_count", json!(3)).set("/sites/inline/1/terms/layout", layout);
    world.set("/sites/inline/1/terms/status", json!("candidate"));
    let run = divario(&["check", text(&world.save())]);
    assert!(
        run.status == 0 && format!("{}{}", run.stdout, run.stderr).contains("drown each other"),
        "{}",
        run.stderr
    );
}

#[test]
fn only_what_stands_somewhere_is_held_against_the_licence() {
    let mut world = World::new();
    let sectors = json!({"given": {"sectors": [{"azimuth_deg": 0, "tilt_deg": 0, "tx_power_dbm": 20}]}});
    world.set("/radio/base_station/antenna", panel()).set("/radio/base_station/layout", sectors);
    world
        .set("/radio/base_station/station/tx_power_dbm", json!(59))
        .set("/radio/licence", json!("eu_2008_411_ec"));
    let run = divario(&["check", text(&world.save())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    world.set("/radio/base_station/layout/given/sectors/0", json!({"azimuth_deg": 0, "tilt_deg": 0}));
    refused(&world, &["/radio/base_station/layout", "would radiate"]);
}

#[test]
fn missing_files_of_antennas_are_told_together() {
    let mut world = World::new();
    let measured = |file: &str| json!({"measured": {"file": file}});
    world.set("/radio/cpe/antenna", measured("none.msi"));
    world
        .set("/sites/inline/0/terms/antenna", measured(""))
        .set("/sites/inline/1/terms/antenna", measured("."));
    refused(
        &world,
        &["3 problems", "there is no file none.msi", "the path is empty", ". is a folder, not a file"],
    );
}

#[test]
fn ways_to_build_what_stands_or_what_is_the_same_are_refused() {
    let mut world = World::new();
    world.scenario["sites"]["inline"][0]["terms"]["alternatives"] = json!([
        {"name": "tall", "antenna_height_m": 30.0}, {"name": "tall", "structure": "castle"}, {"name": "same"}
    ]);
    let ways = "/sites/inline/0/terms/alternatives";
    let structure = format!("{ways}/1/structure");
    refused(
        &world,
        &["\"castle\" has no cost", &structure, "\"tall\" is given twice", "\"same\" differs in nothing"],
    );
    world.set(ways, json!([{"name": "tall", "antenna_height_m": 30.0}]));
    world.set("/sites/inline/0/terms/status", json!("existing"));
    refused(&world, &[ways, "other ways to build a site that is in every plan", "make the site a candidate"]);
    world.set("/sites/inline/0/terms/status", json!("candidate"));
    world.set(ways, json!([{"antenna_height_m": 0.5}]));
    refused(&world, &["antenna_height_m", "name"]);
}

#[test]
fn a_point_of_presence_with_the_id_of_a_site_from_a_file_is_refused() {
    let mut world = World::new();
    let terms = world.scenario["sites"]["inline"][0]["terms"].clone();
    world.scenario["sites"]["files"] =
        json!([{"file": "masts.csv", "id_prefix": "p", "id_column": "number", "terms": terms}]);
    world.write("masts.csv", "number,lon,lat\n1,8.165482,43.917065\n");
    refused(&world, &["/backhaul/pops/0/id", "\"p1\" is the id of a site too"]);
}

#[test]
fn prices_that_no_sum_can_hold_are_refused_as_such() {
    let mut world = World::new();
    world.set("/governance/enforce", json!([4])).set("/costs/horizon_years", json!(60));
    for item in ["mast", "radio", "hop"] {
        world.set(&format!("/costs/items/{item}/opex_eur_per_year"), json!(1e9));
    }
    refused(&world, &["guideline 4", "has amounts out of range", "lower the prices"]);
}

#[test]
fn places_with_the_latitude_first_are_told_so() {
    let mut world = World::new();
    for place in ["/sites/inline/0", "/backhaul/pops/0"] {
        let value = world.scenario.pointer(place).unwrap();
        let (lon, lat) = (value["lon_deg"].clone(), value["lat_deg"].clone());
        world.set(&format!("{place}/lon_deg"), lat).set(&format!("{place}/lat_deg"), lon);
    }
    let hint = "this looks like the latitude first: exchange lon_deg and lat_deg";
    let run = refused(&world, &["/sites/inline/0", "/backhaul/pops/0", hint]);
    assert_eq!(run.stderr.matches(hint).count(), 2, "{}", run.stderr);
}
