//! Whether the links of `plan.json` can carry and cost what it says.

use std::collections::BTreeMap;

use super::agreement::cents;
use super::plan_file::{LinkSays, PlanSays};
use super::refusal::Refusal;

/// Whether a link of the plan feeds a site.
pub(super) fn feed(plan: &PlanSays, site: &str) -> bool {
    plan.links.iter().any(|link| link.to == site)
}

/// No link carries more than it can, and none costs more than the site that it feeds.
pub(super) fn check(plan: &PlanSays) -> Result<(), Refusal> {
    let sites: BTreeMap<&str, f64> =
        plan.sites.iter().map(|site| (site.id.as_str(), site.capex_eur)).collect();
    plan.links.iter().try_for_each(|link| {
        let LinkSays { to, load_mbps, capacity_mbps, capex_eur, .. } = link;
        let place = |field: &str| format!("plan.json, link to {to:?}, {field}");
        let carries = *load_mbps >= 0.0 && load_mbps <= capacity_mbps;
        if !carries {
            let expected = format!("0 to its capacity of {capacity_mbps} Mbit/s");
            return Err(Refusal::of(place("load_mbps"), load_mbps, expected));
        }
        let most_cents = sites.get(to.as_str()).map_or(0, |capex_eur| cents(*capex_eur));
        if (0..=most_cents).contains(&cents(*capex_eur)) {
            return Ok(());
        }
        let expected = format!("0 to {most_cents}, what the site that it feeds costs with it");
        Err(Refusal::of(place("capex_eur, in cents"), cents(*capex_eur), expected))
    })
}
