//! Equity, worked out again from comuni and points.

use super::figures::check_report;
use crate::certificate::Refusal;
use crate::score::{Plan, equity_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    check_zones(plan)?;
    check_report("equity", &plan.equity, &equity_of(&plan.comuni, &plan.points), "comuni[] and points[]")
}

/// The scenario names an attribute that every comune has, or none.
fn check_zones(plan: &Plan) -> Result<(), Refusal> {
    let first = plan.comuni.first().map(|comune| comune.altitude_zone.is_some());
    let other = plan.comuni.iter().find(|comune| Some(comune.altitude_zone.is_some()) != first);
    other.map_or(Ok(()), |comune| {
        let found = comune.altitude_zone.as_deref().unwrap_or("null");
        let place = format!("plan.json, altitude_zone of comune {}", comune.istat);
        Err(Refusal::of(place, found, "a zone for every comune, or for none"))
    })
}
