//! The books of the service centre, drawn up again from its terms, the running costs, comuni and anchors.

use super::figures::check_report;
use crate::certificate::Refusal;
use crate::score::{Plan, service_centre_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    let Some(report) = &plan.service_centre else { return Ok(()) };
    let of = "its terms, cost.opex_eur_per_year, comuni[] and anchors[]";
    check_report("service_centre", report, &service_centre_of(&report.terms, plan), of)
}
