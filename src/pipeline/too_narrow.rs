//! Links too narrow for anybody: where no tier carries what a single place asks for, no plan serves one.

use super::options::Options;
use crate::backhaul::widest_mbps;
use crate::certificate::DemandRow;
use crate::coverage::traffic_mbps;
use crate::inputs::Inputs;
use crate::sites::Site;

/// What rounding may take from a link, Mbit/s; less than any place that counts asks for.
const ROUNDING_MBPS: f64 = 1e-6;

/// A place whose traffic no chain of links to a site carries.
struct Narrow<'a> {
    row: &'a DemandRow,
    /// Among all sites.
    site: usize,
    asks_mbps: f64,
    carries_mbps: f64,
}

impl Narrow<'_> {
    fn missing_mbps(&self) -> f64 {
        self.asks_mbps - self.carries_mbps
    }
}

/// In words that no link carries what even one place asks for, and how much is missing; none where some place could be carried.
pub(super) fn too_narrow(inputs: &Inputs, options: &Options) -> Option<String> {
    let usable: Vec<bool> = inputs.sites.iter().map(Site::usable).collect();
    let widest_mbps = widest_mbps(&options.links, inputs.pops.len(), &usable);
    let traffic_mbps = traffic_mbps(&inputs.demand, &inputs.scenario.service);
    let question = &options.question;
    let instance = &question.instance;
    let mut nearest: Option<Narrow> = None;
    for (place, row) in instance.demand.iter().enumerate().filter(|(_, row)| row.weight_micro > 0) {
        let [down_mbps, up_mbps] = traffic_mbps[question.place(place)];
        let asks_mbps = down_mbps.max(up_mbps);
        for offer in &row.offers {
            let site = question.sites[instance.site_of(offer.sector)];
            let narrow = Narrow { row, site, asks_mbps, carries_mbps: widest_mbps[site] };
            if narrow.missing_mbps() <= ROUNDING_MBPS {
                return None;
            }
            if nearest.as_ref().is_none_or(|known| narrow.missing_mbps() < known.missing_mbps()) {
                nearest = Some(narrow);
            }
        }
    }
    nearest.map(|nearest| words(inputs, &nearest))
}

fn words(inputs: &Inputs, nearest: &Narrow) -> String {
    let Narrow { row, site, asks_mbps, carries_mbps } = nearest;
    format!(
        "link capacity: no chain of links carries what even one place asks for in the busy hour; {} asks for {} Mbit/s, the links to \
         {} carry {} at most: {} Mbit/s more of each (/backhaul/bands, capacity_mbps of tiers) would let a plan begin; or ask for less \
         (/service/rate_mbps, uplink_rate_mbps, contention_ratio)",
        row.id,
        up(*asks_mbps),
        inputs.sites[*site].id,
        down(*carries_mbps),
        up(nearest.missing_mbps()),
    )
}

/// With four decimals, no less than it is.
fn up(mbps: f64) -> f64 {
    (mbps * 1e4 - ROUNDING_MBPS).ceil() / 1e4
}

/// With four decimals, no more than it is.
fn down(mbps: f64) -> f64 {
    (mbps * 1e4 + ROUNDING_MBPS).floor() / 1e4
}
