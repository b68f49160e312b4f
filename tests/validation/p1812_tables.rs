//! Cases of P.1812 in tables: profiles of equal spacing, clutter, and a row of logged quantities for each case.

use std::collections::BTreeMap;
use std::path::Path;

use divario::propagation::Profile;

use crate::p1812_cases::{BETA0, Comparison, Logged, inputs};
use crate::table::{Row, Table};

impl Logged for Row<'_> {
    fn number(&self, column: &str) -> f64 {
        Row::number(self, column)
    }
}

/// A profile of equal spacing.
struct Terrain {
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
}

/// Compares every case of a table; all points lie inland.
pub fn compare(profiles: &Path, clutter: &Path, cases: &Path, comparison: &mut Comparison) {
    let (profiles, clutter) = (read_profiles(profiles), read_clutter(clutter));
    for case in Table::read(cases).rows() {
        let Terrain { distance_km, ground_m } = &profiles[case.text("profile")];
        let bare_m = vec![0.0; ground_m.len()];
        let clutter_m = if case.number("clutter") == 1.0 { &clutter[case.text("profile")] } else { &bare_m };
        let profile = Profile { distance_km, ground_m, clutter_m, zone: &[] };
        let (model, terminals) = inputs(&case);
        let terms = model.terms(&profile, &terminals);
        comparison.note(case.text("case"), &case, BETA0, &terms);
        let alone_db = model.basic_transmission_loss_db(&profile, &terminals);
        assert_eq!(alone_db.to_bits(), terms.lb_db.to_bits(), "{}", case.text("case"));
    }
}

fn read_profiles(file: &Path) -> BTreeMap<String, Terrain> {
    let ground = |row: Row| {
        let ground_m = row.numbers_from(8);
        let step_km = row.number("step_m") / 1000.0;
        let distance_km = (0..ground_m.len()).map(|index| index as f64 * step_km).collect();
        (row.text("id").to_owned(), Terrain { distance_km, ground_m })
    };
    Table::read(file).rows().map(ground).collect()
}

fn read_clutter(file: &Path) -> BTreeMap<String, Vec<f64>> {
    Table::read(file).rows().map(|row| (row.text("id").to_owned(), row.numbers_from(1))).collect()
}
