//! Places that sites reach and no plan would serve: they weigh nothing, or ask for more time than a sector has.

use super::options::Options;
use crate::inputs::Inputs;
use crate::score;

/// The place that asks for the least of a sector's time.
struct Slowest {
    /// Among household points, then anchors.
    place: usize,
    /// Among all sites.
    site: usize,
    /// Share of the time, in the direction in which it is more.
    airtime_ratio: f64,
}

/// In words why nobody whom sites reach would be served, and how much time is missing.
pub(super) fn reached_in_vain(inputs: &Inputs, options: &Options) -> String {
    nearest(inputs, options).map_or_else(
        || "C1 covering: whoever is in reach has no weight: raise a weight of /objective".into(),
        |nearest| words(inputs, options, &nearest),
    )
}

/// Of the places that weigh something the one that comes nearest to being served; none where none is in reach.
fn nearest(inputs: &Inputs, options: &Options) -> Option<Slowest> {
    let (demand, objective) = (&inputs.demand, &inputs.scenario.objective);
    let weights =
        [score::point_weights(demand, objective), score::anchor_weights(demand, objective)].concat();
    let counting = (0..).zip(options.offered()).zip(weights).filter(|(_, weight)| *weight > 0.0);
    let offers = counting.flat_map(|((place, offers), _)| offers.iter().map(move |offer| (place, offer)));
    let all = offers.map(|(place, offer)| Slowest {
        place,
        site: offer.site as usize,
        airtime_ratio: offer.airtime_ratio[0].max(offer.airtime_ratio[1]),
    });
    all.min_by(|one, other| one.airtime_ratio.total_cmp(&other.airtime_ratio))
}

fn words(inputs: &Inputs, options: &Options, nearest: &Slowest) -> String {
    let Slowest { place, site, airtime_ratio } = *nearest;
    let points = &inputs.demand.points;
    let id = points
        .get(place)
        .map_or_else(|| inputs.demand.anchors[place - points.len()].name.as_str(), |point| point.id.as_str());
    let load_max_ratio = inputs.scenario.service.load_max_ratio;
    let percent = |ratio: f64| 100.0 * ratio;
    // Rounded up, so that it would do to allow so much.
    let asks_percent = (percent(airtime_ratio) * 1e3).ceil() / 1e3;
    let remedy = if airtime_ratio <= 1.0 {
        format!("a load_max_ratio of {:.5} would let a plan begin, or ask for less", asks_percent / 100.0)
    } else {
        format!("ask for {:.1} times less", airtime_ratio / load_max_ratio)
    };
    format!(
        "C5 time: who is in reach asks for more time than a sector may give; {id} asks for the least, {asks_percent:.3} % of that of a \
         sector of {}, and {:.3} % may be given (/service/load_max_ratio): {remedy} (/service/rate_mbps, uplink_rate_mbps, \
         contention_ratio)",
        options.sites[site].id,
        percent(load_max_ratio),
    )
}
