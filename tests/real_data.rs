//! Real scenarios on public data of Liguria, reduced so that they take seconds.
//!
//! The data is not part of the repository: see `shared/mod.rs` for where it is looked for.
#![cfg(feature = "gdal")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use divario::progress::Silent;
use divario::score::{Plan, PlanStatus};
use divario::{Inputs, PlanRequest, Summary};
use serde_json::{Value, json};
use tempfile::TempDir;

fn data(what: &str) -> Option<PathBuf> {
    shared::folder("data", what)
}

fn scenario(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// The province of Imperia on coarse cells, over shorter paths, with a wide gap.
fn reduced_imperia() -> Value {
    let text = fs::read_to_string(scenario("imperia.json")).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    document["costs"]["catalogue"] = json!(scenario("../data/economics/prices.csv"));
    document["terrain"]["cell_m"] = json!(150);
    document["radio"]["propagation"]["range_max_km"] = json!(8);
    document["solve"] = json!({"gap_ratio": 0.1, "time_limit_s": 600, "seed": 1});
    document
}

fn saved(document: &Value, home: &TempDir) -> PathBuf {
    let file = home.path().join("scenario.json");
    fs::write(&file, document.to_string()).unwrap();
    file
}

/// Checks a scenario as it is; it may warn of nothing but land beyond the elevation models and sites that stand there.
fn clean(name: &str) -> Option<Summary> {
    let data = data(&format!("check of scenarios/{name}"))?;
    let summary = divario::check(&scenario(name), Some(&data), &Silent).unwrap();
    let expected = [
        "cells have no elevation (0 of them in the planned comuni)",
        "at sea or where there is no elevation",
    ];
    for warning in &summary.warnings {
        assert!(expected.iter().any(|part| warning.contains(part)), "{name}: {warning}");
    }
    Some(summary)
}

#[test]
fn imperia_is_sound() {
    let Some(summary) = clean("imperia.json") else { return };
    assert_eq!(summary.comuni, 38);
    assert!(summary.points > 4_000 && summary.usable_sites >= 300, "{summary:?}");
}

#[test]
fn imperia_on_public_sites_is_sound() {
    let Some(summary) = clean("imperia_public_sites.json") else { return };
    assert_eq!(summary.comuni, 38);
}

#[test]
fn liguria_is_sound() {
    let Some(summary) = clean("liguria.json") else { return };
    assert_eq!(summary.comuni, 234);
    assert!(summary.points > 30_000 && summary.usable_sites > 1_000, "{summary:?}");
}

/// Plans on so many threads; the plan, and all files but `plan.json`.
fn plan_on(threads: usize, scenario: &Path, data: &Path) -> (Plan, BTreeMap<PathBuf, Vec<u8>>) {
    let out = scenario.with_file_name(threads.to_string());
    let request = PlanRequest {
        scenario: scenario.to_path_buf(),
        data: Some(data.to_path_buf()),
        out: out.clone(),
        frontier: None,
        threads,
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let mut plan = pool.install(|| divario::plan(&request, &Silent)).unwrap();
    (plan.provenance.threads, plan.provenance.wall_s) = (0, 0.0);
    let folders = [out.clone(), out.join("charts")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let named = files.map(|path| (path.strip_prefix(&out).unwrap().to_path_buf(), fs::read(&path).unwrap()));
    (plan, named.filter(|(name, _)| name != Path::new("plan.json")).collect())
}

#[test]
fn a_reduced_plan_of_imperia_is_sensible_and_the_same_on_one_thread_and_two() {
    let Some(data) = data("a reduced plan of scenarios/imperia.json") else { return };
    let home = tempfile::tempdir().unwrap();
    let file = saved(&reduced_imperia(), &home);
    let (plan, files) = plan_on(1, &file, &data);
    let (on_two, files_on_two) = plan_on(2, &file, &data);
    assert!(plan == on_two, "two threads made another plan");
    let differing: Vec<&PathBuf> =
        files.keys().filter(|name| files.get(*name) != files_on_two.get(*name)).collect();
    assert!(files.len() > 15 && files.len() == files_on_two.len() && differing.is_empty(), "{differing:?}");
    sensible(&plan);
    fed(&plan);
}

fn sensible(plan: &Plan) {
    // Interference takes its share of what signal alone could serve in the time that there is; the rest is the proof's.
    let objective = &plan.objective;
    assert!(objective.value < objective.signal_value && plan.status == PlanStatus::Feasible, "{objective:?}");
    assert!(objective.signal_value < objective.bound && objective.gap_ratio < 0.35, "{objective:?}");
    let households = &plan.households;
    assert!(households.covered <= households.with_signal, "{households:?}");
    assert!((0.2..0.95).contains(&households.covered_ratio), "{households:?}");
    assert!(households.newly_served > 0.0 && households.covered <= households.reachable, "{households:?}");
    assert!(plan.cost.capex_eur <= plan.cost.budget_eur, "{} euro", plan.cost.capex_eur);
    assert!(plan.cost.capex_eur > 0.8 * plan.cost.budget_eur, "money is left: {} euro", plan.cost.capex_eur);
    let of_comuni: f64 = plan.comuni.iter().map(|comune| comune.covered).sum();
    assert!((of_comuni - households.covered).abs() < 1e-3, "{of_comuni} in comuni, {households:?}");
}

/// Every link joins places that the plan names, and every site that serves hangs on a point of presence.
fn fed(plan: &Plan) {
    let mut reached: BTreeSet<&str> = plan.pops.iter().map(|pop| pop.id.as_str()).collect();
    let sites: BTreeSet<&str> = plan.sites.iter().map(|site| site.id.as_str()).collect();
    for link in &plan.links {
        assert!(sites.contains(link.to.as_str()), "{} is no site of the plan", link.to);
        assert!(reached.contains(link.from.as_str()), "{} feeds before it is fed", link.from);
        assert!(reached.insert(&link.to), "{} is fed twice", link.to);
    }
    let unfed: Vec<&str> = sites.difference(&reached).copied().collect();
    for site in plan.sites.iter().filter(|site| unfed.contains(&site.id.as_str())) {
        assert_eq!((site.hops, site.households_served), (0, 0.0), "{}", site.id);
        assert!(plan.warnings.iter().any(|warning| warning.contains(&site.id)), "{}: no warning", site.id);
    }
}

/// The tile with its voids, unpacked: a scenario names files, not members of an archive.
fn tile_with_voids(data: &Path, home: &TempDir) {
    let archive = data.join("dem/srtm3_with_voids/N43E007.hgt.zip");
    let output = Command::new("gdal_translate")
        .args(["-q", "-of", "SRTMHGT"])
        .arg(format!("/vsizip/{}/N43E007.hgt", archive.display()))
        .arg(home.path().join("N43E007.hgt"))
        .output()
        .expect("gdal_translate is needed (Debian: gdal-bin); ./dev setup installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Reads reduced Imperia with these elevation layers.
fn read_with(layers: &[&str], home: &TempDir, data: &Path) -> Inputs {
    let mut document = reduced_imperia();
    let layer = |file: &&str| json!({"file": file, "shows": "surface"});
    document["terrain"]["layers"] = layers.iter().map(layer).collect();
    Inputs::read(&saved(&document, home), Some(data), &Silent).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_coarser_model_fills_the_voids_of_a_finer_one() {
    let Some(data) = data("filling the voids of SRTM") else { return };
    let home = tempfile::tempdir().unwrap();
    tile_with_voids(&data, &home);
    let alone = read_with(&["N43E007.hgt"], &home, &data).terrain;
    let layered = read_with(&["N43E007.hgt", "dem/liguria_225m.tif"], &home, &data).terrain;
    let filled_by_others = read_with(&["dem/srtm3_void_filled/N43E007.hgt"], &home, &data).terrain;
    // Counted by layer, and nothing twice.
    assert_eq!(layered.sources[0].cells, alone.sources[0].cells);
    assert_eq!(layered.sources[1].cells, alone.void_cells() - layered.void_cells());
    let counted: usize = layered.sources.iter().map(|source| source.cells).sum();
    assert_eq!(counted + layered.void_cells(), layered.grid.cells());
    // Inside the tile, where the published filling has a height, the coarse model gives one too, near it.
    let mut apart_m: Vec<f32> = Vec::new();
    for (cell, ground) in layered.ground.indexed_iter() {
        let was_void = alone.layer(cell).is_none();
        assert_eq!(was_void, ground.layer() != Some(0), "{cell:?}");
        let filled = filled_by_others.layer(cell) == Some(0) && ground.layer() == Some(1);
        if was_void && filled && !ground.is_sea() {
            apart_m.push((layered.height_m[cell] - filled_by_others.height_m[cell]).abs());
        }
    }
    apart_m.sort_by(f32::total_cmp);
    let median_m = apart_m[apart_m.len() / 2];
    assert!(apart_m.len() > 100 && median_m < 60.0, "{} voids, {median_m} m apart", apart_m.len());
}
