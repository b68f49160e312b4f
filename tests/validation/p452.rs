//! What P.452-18 shares with P.526 and P.1812, on its own published cases from 0.1 to 50 GHz.
//!
//! *The same*: path geometry, smooth surfaces, effective Earth radius, β0, ω, and diffraction by delta-Bullington at the
//! median and at p of the time. *Other in P.452*: ground cover within 50 m of a terminal does not count (the test takes it
//! away); free space carries gases, and Lb0p, Lb0b with it; troposcatter Lbs; ducting Lba with gases; Fj. Those losses
//! are not compared.

use std::fs;
use std::path::Path;

use divario::propagation::p1812::{P1812, Terms};
use divario::propagation::{EARTH_RADIUS_KM, Polarisation, Profile, Terminals, Zone};

use crate::deviations::Deviations;
use crate::shared;
use crate::table::{Row, Table};

/// Largest deviation of a diffraction loss, relative; logged with eight decimals, but from a ΔN logged with six.
const LOSS_TOLERANCE_RATIO: f64 = 1e-7;

/// Largest deviation of the geometry, relative; logged with six decimals.
const TOLERANCE_RATIO: f64 = 1e-6;

/// How far from a terminal P.452-18 leaves out the ground cover, km.
const CLEARED_KM: f64 = 0.05;

const GEOMETRY: &[(&str, &str)] = &[
    ("ae", "ae_km"),
    ("hts", "hts_m"),
    ("hrs", "hrs_m"),
    ("theta_t", "theta_t_mrad"),
    ("theta_r", "theta_r_mrad"),
    ("theta", "theta_mrad"),
    ("hm", "hm_m"),
    ("hte", "hte_m"),
    ("hre", "hre_m"),
    ("hstd", "hstd_m"),
    ("hsrd", "hsrd_m"),
    ("dlt", "dlt_km"),
    ("dlr", "dlr_km"),
    ("dtm", "dtm_km"),
    ("dlm", "dlm_km"),
    ("b0", "beta0_percent"),
    ("omega", "omega_ratio"),
];

const DIFFRACTION: &[(&str, &str)] = &[("Ldsph", "ldsph50_db"), ("Ld50", "ld50_db"), ("Ldp", "ldp_db")];

#[test]
fn every_shared_quantity() {
    let Some(folder) = shared::folder("validation/p452", "published cases of P.452") else {
        return;
    };
    let mut geometry = Deviations::new("P.1812 on p452, geometry", TOLERANCE_RATIO, "relative");
    let mut diffraction =
        Deviations::new("P.1812 on p452, Ldsph, Ld50, Ldp", LOSS_TOLERANCE_RATIO, "relative");
    for file in fs::read_dir(folder.join("results")).unwrap() {
        let file = file.unwrap().path();
        let ground = Terrain::read(&folder.join("profiles").join(file.file_name().unwrap()));
        for (number, case) in Table::read(&file).rows().enumerate() {
            let terms = model(&case).terms(&ground.profile(), &terminals(&case));
            let label = |column| format!("{}/{number} {column}", file.file_stem().unwrap().display());
            for &(column, term) in GEOMETRY {
                geometry.note_relative(&label(column), value(&terms, term), case.number(column));
            }
            for &(column, term) in DIFFRACTION {
                diffraction.note_relative(&label(column), value(&terms, term), case.number(column));
            }
        }
    }
    geometry.settle();
    diffraction.settle();
}

fn value(terms: &Terms, name: &str) -> f64 {
    terms.rows().find(|row| row.name == name).unwrap().value
}

fn model(case: &Row) -> P1812 {
    P1812 {
        time_percent: case.number("p (%)"),
        delta_n_n_units_per_km: case.number("DN"),
        n0_n_units: case.number("N0"),
        latitude_deg: middle_latitude_deg(case),
        ..P1812::LIGURIA_MEDIAN
    }
}

/// Latitude half the length of the path from the transmitter along the great circle to the receiver, degrees.
fn middle_latitude_deg(case: &Row) -> f64 {
    let radians = |column: &str| case.number(column).to_radians();
    let (tx_lat, rx_lat) = (radians("phit_n (deg)"), radians("phir_n (deg)"));
    let east = radians("phir_e (deg)") - radians("phit_e (deg)");
    let north = rx_lat.sin() * tx_lat.cos() - rx_lat.cos() * tx_lat.sin() * east.cos();
    let bearing = (rx_lat.cos() * east.sin()).atan2(north);
    let half = 0.5 * case.number("dtot") / EARTH_RADIUS_KM;
    (tx_lat.sin() * half.cos() + tx_lat.cos() * half.sin() * bearing.cos()).asin().to_degrees()
}

fn terminals(case: &Row) -> Terminals {
    let horizontal = case.number("pol (1-h/2-v)") == 1.0;
    Terminals {
        tx_height_m: case.number("htg (m)"),
        rx_height_m: case.number("hrg (m)"),
        frequency_mhz: case.number("f (GHz)") * 1000.0,
        polarisation: if horizontal { Polarisation::Horizontal } else { Polarisation::Vertical },
    }
}

struct Terrain {
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    zone: Vec<Zone>,
}

impl Terrain {
    fn read(file: &Path) -> Self {
        let mut reader = csv::Reader::from_path(file).unwrap();
        let mut ground = Self { distance_km: vec![], ground_m: vec![], clutter_m: vec![], zone: vec![] };
        for row in reader.deserialize::<(f64, f64, f64, String, u8)>() {
            let (distance_km, ground_m, clutter_m, _, zone) = row.unwrap();
            ground.distance_km.push(distance_km);
            ground.ground_m.push(ground_m);
            ground.clutter_m.push(clutter_m);
            ground.zone.push(match zone {
                1 => Zone::CoastalLand,
                2 => Zone::Inland,
                3 => Zone::Sea,
                other => panic!("zone {other}"),
            });
        }
        ground.clear_the_ends();
        ground
    }

    /// P.452-18 leaves out the ground cover within 50 m of a terminal.
    fn clear_the_ends(&mut self) {
        let far_km = self.distance_km[self.distance_km.len() - 1] - CLEARED_KM;
        for (clutter_m, distance_km) in self.clutter_m.iter_mut().zip(&self.distance_km) {
            if *distance_km < CLEARED_KM || *distance_km > far_km {
                *clutter_m = 0.0;
            }
        }
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
