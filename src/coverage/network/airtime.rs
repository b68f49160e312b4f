//! What each place asks of a sector's time in the busy hour.
//!
//! ```text
//! airtime = households · take-up · promised rate / contention / net rate of the place's scheme
//! ```
//!
//! An anchor with a committed rate asks for all of it, at any time, in both directions; one without is a subscriber.

use crate::demand::Demand as Places;
use crate::scenario::Service;

/// What all places ask: the household points, then the anchors.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    pub places: Vec<Wanted>,
}

/// What one place asks, downlink and uplink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wanted {
    /// Net rates that a sector must give it, Mbit/s.
    pub rates_mbps: [f64; 2],
    /// Traffic in the busy hour, Mbit/s.
    pub traffic_mbps: [f64; 2],
}

/// Traffic of each place (the household points, then the anchors) in the busy hour where it is served, downlink and uplink, Mbit/s.
#[must_use]
pub fn traffic_mbps(places: &Places, service: &Service) -> Vec<[f64; 2]> {
    Demand::of(places, service).places.iter().map(|wanted| wanted.traffic_mbps).collect()
}

impl Demand {
    pub fn of(places: &Places, service: &Service) -> Self {
        let promised_mbps = [service.rate_mbps, service.uplink_rate_mbps];
        let subscribers = |count: f64| Wanted {
            rates_mbps: promised_mbps,
            traffic_mbps: promised_mbps.map(|rate_mbps| count * rate_mbps / service.contention_ratio),
        };
        let points = places.points.iter().map(|point| subscribers(point.households * service.take_up_ratio));
        let anchors = places.anchors.iter().map(|anchor| match anchor.committed_mbps {
            None => subscribers(1.0),
            Some(rate_mbps) => Wanted { rates_mbps: [rate_mbps; 2], traffic_mbps: [rate_mbps; 2] },
        });
        Self { places: points.chain(anchors).collect() }
    }
}

impl Wanted {
    /// Share of a sector's time, at net rates (Mbit/s).
    pub fn airtime_ratio(&self, rates_mbps: [f64; 2]) -> [f64; 2] {
        [self.traffic_mbps[0] / rates_mbps[0], self.traffic_mbps[1] / rates_mbps[1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn airtime_by_hand() {
        // 40 households, a tenth subscribes: 4 · 8 / 20 = 1.6 Mbit/s down; at 16 Mbit/s a tenth of the time
        let wanted = Wanted { rates_mbps: [8.0, 1.0], traffic_mbps: [1.6, 0.2] };
        assert_eq!(wanted.airtime_ratio([16.0, 4.0]), [0.1, 0.05]);
    }
}
