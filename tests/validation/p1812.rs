//! Published cases of P.1812: the logs of two reference implementations, quantity by quantity, and cases made with one of
//! them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use divario::propagation::{Profile, Zone};

use crate::p1812_cases::{BETA0, Comparison, Logged, inputs};
use crate::{p1812_tables, shared};

/// What the MATLAB log (`eeveetza/p1812`) holds.
const MEDIAN: &[(&str, &str)] = &[
    ("Lbulla_eq21", "lbulla50_db"),
    ("Lbulls_eq21", "lbulls50_db"),
    ("Ldsph_eq27", "ldsph50_db"),
    ("Lbd_eq43", "lbd_db"),
];

#[test]
fn every_case_on_published_profiles() {
    let Some(folder) = shared::folder("validation/p1812", "published cases of P.1812") else {
        return;
    };
    let mut comparison = Comparison::new([
        "P.1812 p1812, Lb",
        "P.1812 p1812, every logged loss",
        "P.1812 p1812, every other quantity",
    ]);
    let mut cases = 0;
    for (name, own) in [("results", BETA0), ("results_matlab", MEDIAN)] {
        for file in fs::read_dir(folder.join(name)).unwrap() {
            let file = file.unwrap().path();
            let case = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let (profile_name, _) = case.rsplit_once('_').unwrap();
            let ground = PublishedProfile::read(&folder.join(format!("profiles/{profile_name}.csv")));
            let logged = read_log(&file);
            let (model, terminals) = inputs(&logged);
            let terms = model.terms(&ground.profile(), &terminals);
            comparison.note(&format!("{name}/{case}"), &logged, own, &terms);
            let alone_db = model.basic_transmission_loss_db(&ground.profile(), &terminals);
            assert_eq!(alone_db.to_bits(), terms.lb_db.to_bits(), "{case}");
            cases += 1;
        }
    }
    assert!(cases > 0);
    comparison.settle();
}

#[test]
fn every_case_on_invented_terrain() {
    on_tables(
        "validation/generated_frac",
        [
            "P.1812 generated_frac, Lb",
            "P.1812 generated_frac, every logged loss",
            "P.1812 generated_frac, every other quantity",
        ],
    );
}

#[test]
fn every_case_on_ligurian_terrain() {
    on_tables(
        "validation/generated_lig",
        [
            "P.1812 generated_lig, Lb",
            "P.1812 generated_lig, every logged loss",
            "P.1812 generated_lig, every other quantity",
        ],
    );
}

fn on_tables(name: &str, subjects: [&'static str; 3]) {
    let Some(folder) = shared::folder(name, "cases of P.1812 made for this project") else {
        return;
    };
    let mut comparison = Comparison::new(subjects);
    let [profiles, clutter, cases] =
        ["profiles.csv", "clutter.csv", "p1812.csv"].map(|name| folder.join(name));
    p1812_tables::compare(&profiles, &clutter, &cases, &mut comparison);
    comparison.settle();
}

/// A profile in the format of the ITU-R databank.
struct PublishedProfile {
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    zone: Vec<Zone>,
}

impl PublishedProfile {
    fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let (_, after) = text.split_once("{Begin of Profile}").unwrap();
        let (points, _) = after.split_once("{End of Profile}").unwrap();
        let mut profile = Self { distance_km: vec![], ground_m: vec![], clutter_m: vec![], zone: vec![] };
        for line in points.lines().filter(|line| line.split(',').count() >= 5) {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            let number = |index: usize| -> f64 { cells[index].parse().unwrap() };
            profile.distance_km.push(number(0));
            profile.ground_m.push(number(1));
            profile.clutter_m.push(number(3));
            profile.zone.push(match cells[4] {
                "1" => Zone::Sea,
                "3" => Zone::CoastalLand,
                "4" => Zone::Inland,
                other => panic!("zone {other:?}"),
            });
        }
        profile
    }

    fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &self.zone,
        }
    }
}

/// The numbers of a log under the column names of the tables.
struct LoggedCase(BTreeMap<String, f64>);

impl Logged for LoggedCase {
    fn number(&self, column: &str) -> f64 {
        *self.0.get(column).unwrap_or_else(|| panic!("no {column}"))
    }
}

fn read_log(file: &Path) -> LoggedCase {
    let text = fs::read_to_string(file).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let value = cells.get(3)?.parse().ok()?;
        Some((column(cells[0], cells[1]), value))
    });
    LoggedCase(rows.collect())
}

/// "hst (m)", "Eq (90a)" is the column `hst_eq90a`; "htc' (m)", "Table 5" is `htc_tab5`; "p (%)", "" is `p`.
fn column(name: &str, source: &str) -> String {
    let symbol = name.split(' ').next().unwrap().trim_end_matches('\'');
    if source == "Table 5" {
        return format!("{symbol}_tab5");
    }
    let equation = source.split_once('(').map(|(_, rest)| rest.trim_end_matches(')').replace('-', "_"));
    equation.map_or_else(|| symbol.to_owned(), |equation| format!("{symbol}_eq{equation}"))
}
