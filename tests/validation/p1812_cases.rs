//! Logged cases of P.1812: which column is which term, and how a row becomes the inputs of the model.

use divario::propagation::p1812::{P1812, Terms};
use divario::propagation::{Polarisation, Terminals};

use crate::deviations::Deviations;

/// Largest deviation of a loss, dB, and of any other quantity, relative to it. Logs print ten digits.
pub const TOLERANCE: f64 = 1e-6;

/// Columns and the terms that they hold. Logs of one implementation hold the Bullington and spherical-Earth losses of β0
/// under the names that another gives to the medians: those stand apart.
const COMMON: &[(&str, &str)] = &[
    ("dlt_eq78", "dlt_km"),
    ("dlr_eq81a", "dlr_km"),
    ("th_t_eq76_78", "theta_t_mrad"),
    ("th_r_eq79_81", "theta_r_mrad"),
    ("th_eq82", "theta_mrad"),
    ("hts", "hts_m"),
    ("hrs", "hrs_m"),
    ("htc_tab5", "hts_m"),
    ("hrc_tab5", "hrs_m"),
    ("w_tab5", "omega_ratio"),
    ("dtm", "dtm_km"),
    ("dlm", "dlm_km"),
    ("b0_eq5", "beta0_percent"),
    ("ae_eq7a", "ae_km"),
    ("hst_eq85", "hst_m"),
    ("hsr_eq86", "hsr_m"),
    ("hst_eq90a", "hst_ducting_m"),
    ("hsr_eq90b", "hsr_ducting_m"),
    ("hstd_eq89", "hstd_m"),
    ("hsrd_eq89", "hsrd_m"),
    ("htc_eq37a", "hts_mod_m"),
    ("hrc_eq37b", "hrs_mod_m"),
    ("hte_eq92a", "hte_m"),
    ("hre_eq92b", "hre_m"),
    ("hm_eq93", "hm_m"),
    ("Fi_eq40", "fi"),
    ("Fj_eq57", "fj"),
    ("Fk_eq58", "fk"),
    ("Lbfs_eq8", "lbfs_db"),
    ("Lb0p_eq10", "lb0p_db"),
    ("Lb0b_eq11", "lb0b_db"),
    ("Ld50_eq39", "ld50_db"),
    ("Ldb_eq39", "ldb_db"),
    ("Ldp_eq41", "ldp_db"),
    ("Lbd50_eq42", "lbd50_db"),
    ("Lminb0p_eq59", "lminb0p_db"),
    ("Lba_eq46", "lba_db"),
    ("Lminbap_eq60", "lminbap_db"),
    ("Lbda_eq61", "lbda_db"),
    ("Lbam_eq62", "lbam_db"),
    ("Lbs_eq44", "lbs_db"),
    ("Lbc_eq63", "lbc_db"),
    ("Lb_eq69", "lb_db"),
    ("Ep_eq70", "ep_dbuv_per_m"),
];

/// What the Python log (`eeveetza/Py1812`) holds: it prints the variables of Lbulla, Lbulls, Ldsph and Lbd after the β0
/// case and eq. (61) have overwritten them.
pub const BETA0: &[(&str, &str)] = &[
    ("Lbulla_eq21", "lbulla_b_db"),
    ("Lbulls_eq21", "lbulls_b_db"),
    ("Ldsph_eq27", "ldsph_b_db"),
    ("Lbd_eq43", "lbda_db"),
];

/// One logged case: numbers by column.
pub trait Logged {
    fn number(&self, column: &str) -> f64;
}

/// The inputs of a case.
pub fn inputs(case: &impl Logged) -> (P1812, Terminals) {
    let model = P1812 {
        time_percent: case.number("p"),
        location_percent: case.number("pL"),
        location_sigma_db: case.number("sigmaL"),
        delta_n_n_units_per_km: case.number("DN"),
        n0_n_units: case.number("N0"),
        latitude_deg: case.number("phi_eq4"),
        coast_distance_km: Some([case.number("dct"), case.number("dcr")]),
    };
    let terminals = Terminals {
        tx_height_m: case.number("htg"),
        rx_height_m: case.number("hrg"),
        frequency_mhz: case.number("f") * 1000.0,
        polarisation: if case.number("pol") == 1.0 {
            Polarisation::Horizontal
        } else {
            Polarisation::Vertical
        },
    };
    (model, terminals)
}

/// The deviations of a source: of its answer, of the other losses, of the other quantities.
pub struct Comparison {
    answer: Deviations,
    losses: Deviations,
    others: Deviations,
}

impl Comparison {
    pub fn new([answer, losses, others]: [&'static str; 3]) -> Self {
        Self {
            answer: Deviations::new(answer, TOLERANCE, "dB"),
            losses: Deviations::new(losses, TOLERANCE, "dB"),
            others: Deviations::new(others, TOLERANCE, "relative"),
        }
    }

    /// Notes every logged quantity of a case: the common ones, and those that are the log's own.
    pub fn note(&mut self, name: &str, case: &impl Logged, own: &[(&str, &str)], terms: &Terms) {
        for &(column, term) in COMMON.iter().chain(own) {
            let found = terms.rows().find(|row| row.name == term).expect("a term of this name").value;
            let (label, wanted) = (format!("{name} {column}"), case.number(column));
            if column == "Lb_eq69" {
                self.answer.note(&label, found, wanted);
            } else if term.contains("_db") {
                self.losses.note(&label, found, wanted);
            } else {
                self.others.note_relative(&label, found, wanted);
            }
        }
    }

    pub fn settle(self) {
        self.answer.settle();
        self.losses.settle();
        self.others.settle();
    }
}
