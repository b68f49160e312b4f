//! What signal promises and the busy hour does not keep, in words.

use super::service::{PointService, Service};
use super::{PointState, Stages};
use crate::coverage::{NetworkSector, Reception};

/// The warnings of the busy hour.
pub(super) fn warnings(stages: &Stages<'_>, service: &Service) -> Vec<String> {
    let busy_hour = BusyHour { stages, service };
    let all = [
        busy_hour.disturbed(),
        busy_hour.turned_away(),
        busy_hour.too_large(),
        busy_hour.anchors(),
        busy_hour.assumed_too_low(),
        busy_hour.assumed_too_high(),
    ];
    all.into_iter().flatten().collect()
}

struct BusyHour<'a> {
    stages: &'a Stages<'a>,
    service: &'a Service<'a>,
}

impl BusyHour<'_> {
    /// Households of the points of a state that something holds for.
    fn households(&self, state: PointState, holds: impl Fn(&PointService) -> bool) -> f64 {
        let points = self.stages.demand.points.iter().zip(&self.service.points);
        let counted = points.filter(|(_, service)| service.state() == state && holds(service));
        counted.map(|(point, _)| point.households).sum()
    }

    fn sectors(&self, holds: impl Fn(&NetworkSector) -> bool) -> usize {
        self.stages.network.sectors.iter().filter(|sector| holds(sector)).count()
    }

    fn disturbed(&self) -> Option<String> {
        let disturbed = self.households(PointState::Interference, |_| true);
        let asked = &self.stages.scenario.service;
        let short = |service: &PointService, way: usize, asked_mbps: f64| {
            let rate = |one: &Reception| one.rates_mbps[way].is_some_and(|rate_mbps| rate_mbps >= asked_mbps);
            !service.network.strongest.as_ref().is_some_and(rate)
        };
        let downlink =
            self.households(PointState::Interference, |service| short(service, 0, asked.rate_mbps));
        let uplink =
            self.households(PointState::Interference, |service| short(service, 1, asked.uplink_rate_mbps));
        (disturbed > 0.0).then(|| {
            format!(
                "interference between the plan's own sectors takes the asked service from {disturbed:.0} households that have \
                 the signal for it: the downlink from {downlink:.0}, the uplink from {uplink:.0}; more channels, narrower \
                 antennas or other azimuths would help"
            )
        })
    }

    fn turned_away(&self) -> Option<String> {
        let turned_away = self.households(PointState::NoCapacity, |service| !service.network.too_large);
        let sectors = plural(self.sectors(|sector| sector.households_turned_away > 0.0), "sector");
        (turned_away > 0.0).then(|| {
            format!(
                "{turned_away:.0} households find no time left in the busy hour, at {sectors}: more sectors, wider channels, a \
                 lower promised rate or a higher contention would help"
            )
        })
    }

    fn too_large(&self) -> Option<String> {
        let households = self.households(PointState::NoCapacity, |service| service.network.too_large);
        let large =
            |service: &&PointService| service.state() == PointState::NoCapacity && service.network.too_large;
        let points = plural(self.service.points.iter().filter(large).count(), "household point");
        (households > 0.0).then(|| {
            format!(
                "{points} with {households:.0} households would take more time than a whole sector has, and a point is served by \
                 one sector or not at all: give them as several points"
            )
        })
    }

    fn anchors(&self) -> Option<String> {
        let anchors = self.stages.demand.anchors.iter().zip(&self.service.anchors);
        let dark: Vec<&str> = anchors
            .filter(|(_, service)| !service.covered())
            .map(|(anchor, _)| anchor.name.as_str())
            .collect();
        let first = dark.iter().take(3).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let more = if dark.len() > 3 { " and others" } else { "" };
        let count = plural(dark.len(), "anchor institution");
        (!dark.is_empty())
            .then(|| format!("{count} without service: {first}{more}; anchors of the plan say why"))
    }

    fn assumed_too_low(&self) -> Option<String> {
        let assumed = self.stages.scenario.radio.reuse.load_ratio?;
        let busier = self.sectors(|sector| sector.load_ratio[0].max(sector.load_ratio[1]) > assumed);
        (busier > 0 && self.stages.network.sectors.len() > 1).then(|| {
            let sectors = plural(busier, "sector");
            format!(
                "{sectors} busier than radio.reuse.load_ratio ({assumed}), the share of the time in which all are taken to \
                 disturb others: interference is underestimated; without load_ratio each disturbs as much as it is busy"
            )
        })
    }

    fn assumed_too_high(&self) -> Option<String> {
        let assumed = self.stages.scenario.radio.reuse.load_ratio?;
        let idle = |way: usize| self.sectors(|sector| sector.load_ratio[way] < 0.5 * assumed);
        let (all, [down, up]) = (self.stages.network.sectors.len(), [idle(0), idle(1)]);
        (all > 1 && 2 * down.max(up) > all).then(|| {
            format!(
                "of {all} sectors {down} transmit less than half as long as radio.reuse.load_ratio ({assumed}) says, the \
                 households of {up}: interference is overestimated; without load_ratio each disturbs as much as it is busy"
            )
        })
    }
}

/// A number of things.
fn plural(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
