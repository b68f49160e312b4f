//! Rows of `comuni.csv`. What each field means stands in [`super::dictionary`].

use serde::Serialize;

use crate::score::{ComuneReach, Reach};

/// One comune.
#[derive(Debug, Serialize)]
pub(super) struct ComuneRow<'a> {
    istat: &'a str,
    name: &'a str,
    by_both: f64,
    by_public_plan_alone: f64,
    by_market_alone: f64,
    by_neither: f64,
    newly_served_by_public_plan_alone: f64,
}

impl<'a> From<&'a ComuneReach> for ComuneRow<'a> {
    fn from(comune: &'a ComuneReach) -> Self {
        let Reach { by_both, by_public_plan_alone, by_market_alone, by_neither, .. } = comune.reach;
        Self {
            istat: &comune.istat,
            name: &comune.name,
            by_both,
            by_public_plan_alone,
            by_market_alone,
            by_neither,
            newly_served_by_public_plan_alone: comune.reach.newly_served_by_public_plan_alone,
        }
    }
}
