//! P.1812 and ITM over invented, Ligurian and published terrain, through the program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::ntia::over_profile;
use super::{Case, LOSS, compare, polarisation, words};
use crate::shared;
use crate::table::{Row, Table};

const P1812_TOLERANCE_DB: f64 = 1e-6;
const ITM_TOLERANCE_DB: f64 = 0.01;

#[test]
fn p1812_and_itm_on_ligurian_terrain() {
    on_tables(
        "validation/generated_lig",
        ["loss --model p1812, generated_lig", "loss --model itm, generated_lig"],
    );
}

#[test]
fn p1812_and_itm_on_invented_terrain() {
    on_tables(
        "validation/generated_frac",
        ["loss --model p1812, generated_frac", "loss --model itm, generated_frac"],
    );
}

#[test]
fn p1812_on_published_profiles() {
    let Some(folder) = shared::folder("validation/p1812", "published cases of P.1812") else { return };
    let logs = fs::read_dir(folder.join("results")).unwrap().map(|file| file.unwrap().path());
    let cases: Vec<Case> = logs.map(|log| published(&folder, &log)).collect();
    compare("loss --model p1812, p1812", P1812_TOLERANCE_DB, &cases);
}

fn on_tables(name: &str, [p1812, itm]: [&'static str; 2]) {
    let Some(folder) = shared::folder(name, "published cases through the program") else { return };
    let [profiles, clutter, p1812_cases, itm_cases] =
        ["profiles.csv", "clutter.csv", "p1812.csv", "itm.csv"].map(|file| Table::read(&folder.join(file)));
    let ground: BTreeMap<&str, Row> = profiles.rows().map(|row| (row.text("id"), row)).collect();
    let clutter: BTreeMap<&str, Row> = clutter.rows().map(|row| (row.text("id"), row)).collect();
    let cases: Vec<Case> = p1812_cases
        .rows()
        .map(|row| {
            let heights_m = clutter.get(row.text("profile")).filter(|_| row.number("clutter") == 1.0);
            let profile = even_profile(&ground[row.text("profile")], heights_m);
            p1812_case(row.text("case"), profile, &|column| row.number(column))
        })
        .collect();
    compare(p1812, P1812_TOLERANCE_DB, &cases);
    let cases: Vec<Case> = itm_cases
        .rows()
        .map(|row| over_profile(row.text("case"), &row, even_profile(&ground[row.text("profile")], None)))
        .collect();
    compare(itm, ITM_TOLERANCE_DB, &cases);
}

fn even_profile(ground: &Row, clutter: Option<&Row>) -> String {
    let step_km = ground.number("step_m") / 1000.0;
    let ground_m = ground.numbers_from(8);
    let clutter_m = clutter.map_or_else(|| vec![0.0; ground_m.len()], |row| row.numbers_from(1));
    let mut text = "distance_km,height_m,clutter_height_m\n".to_owned();
    for (index, (ground_m, clutter_m)) in ground_m.iter().zip(clutter_m).enumerate() {
        writeln!(text, "{},{ground_m},{clutter_m}", index as f64 * step_km).unwrap();
    }
    text
}

fn p1812_case(name: &str, profile: String, number: &dyn Fn(&str) -> f64) -> Case {
    let options = [
        ("frequency-mhz", (number("f") * 1000.0).to_string()),
        ("tx-height-m", number("htg").to_string()),
        ("rx-height-m", number("hrg").to_string()),
        ("polarisation", polarisation(number("pol"), 1.0).to_owned()),
        ("time-percent", number("p").to_string()),
        ("location-percent", number("pL").to_string()),
        ("location-sigma-db", number("sigmaL").to_string()),
        ("delta-n", number("DN").to_string()),
        ("n0", number("N0").to_string()),
        ("tx", format!("{},{}", number("lam_t"), number("phi_t"))),
        ("rx", format!("{},{}", number("lam_r"), number("phi_r"))),
    ];
    Case {
        name: name.to_owned(),
        profile: Some(profile),
        options: words("p1812", &options),
        key: LOSS,
        wanted: number("Lb_eq69"),
    }
}

/// A case of the ITU-R databank: a log, and the profile that it belongs to.
fn published(folder: &Path, log: &Path) -> Case {
    let name = log.file_stem().unwrap().to_str().unwrap();
    let profile =
        fs::read_to_string(folder.join(format!("profiles/{}.csv", name.rsplit_once('_').unwrap().0)));
    let logged = fs::read_to_string(log).unwrap();
    let number = |column: &str| {
        // "Lb_eq69" is the line "Lb (dB),Eq (69),,…"; an input is the line that begins with its name.
        let wanted = if column == "Lb_eq69" { "Lb (dB)" } else { column };
        let line = logged.lines().find(|line| {
            let first = line.split(',').next().unwrap_or("").trim();
            first == wanted || first.split(" (").next() == Some(wanted)
        });
        line.unwrap_or_else(|| panic!("{name}: no {wanted}"))
            .split(',')
            .nth(3)
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    };
    p1812_case(name, zoned_profile(&profile.unwrap()), &number)
}

fn zoned_profile(text: &str) -> String {
    let (_, after) = text.split_once("{Begin of Profile}").unwrap();
    let (points, _) = after.split_once("{End of Profile}").unwrap();
    let mut profile = "distance_km,height_m,clutter_height_m,zone\n".to_owned();
    for cells in points.lines().map(|line| line.split(',').map(str::trim).collect::<Vec<_>>()) {
        if let [distance_km, ground_m, _, clutter_m, zone, ..] = cells[..] {
            let zone = match zone {
                "1" => "sea",
                "3" => "coastal",
                _ => "inland",
            };
            writeln!(profile, "{distance_km},{ground_m},{clutter_m},{zone}").unwrap();
        }
    }
    profile
}
