//! What signal promises and the busy hour does not keep, in words.

use super::PointState::{Covered, NoSecondPath};
use super::service::{PointService, Service};
use super::{PointState, Stages};
use crate::coverage::{NetworkSector, Reception};
use crate::governance::thousands;

/// The warnings of the busy hour.
pub(super) fn warnings(stages: &Stages<'_>, service: &Service) -> Vec<String> {
    let busy_hour = BusyHour { stages, service };
    let all = [
        busy_hour.disturbed(),
        busy_hour.turned_away(),
        busy_hour.too_large(),
        busy_hour.links_full(),
        busy_hour.anchors(),
        busy_hour.single_paths(),
        busy_hour.assumed_load(),
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
        // a sum of nothing is -0
        counted.map(|(point, _)| point.households).sum::<f64>() + 0.0
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
        let both = downlink + uplink - disturbed;
        (disturbed > 0.0).then(|| {
            format!(
                "interference between the plan's own sectors takes the asked service from {} households that have \
                 the signal for it: only the downlink from {}, only the uplink from {}, both from {}; more \
                 channels, narrower antennas or other azimuths would help",
                thousands(disturbed),
                thousands(downlink - both),
                thousands(uplink - both),
                thousands(both)
            )
        })
    }

    fn turned_away(&self) -> Option<String> {
        let turned_away = self.households(PointState::NoCapacity, |service| !service.network.too_large);
        let sectors = plural(self.sectors(|sector| sector.households_turned_away > 0.0), "sector");
        (turned_away > 0.0).then(|| {
            format!(
                "{} households find no time left in the busy hour, at {sectors}: more sectors, wider channels, a \
                 lower promised rate or a higher contention would help",
                thousands(turned_away)
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
                "{points} with {} households would take more time than a whole sector has, and a point is served by \
                 one sector or not at all: give them as several points",
                thousands(households)
            )
        })
    }

    fn links_full(&self) -> Option<String> {
        let households = self.households(PointState::LinkFull, |_| true);
        (households > 0.0).then(|| {
            format!(
                "links cannot carry {} households for whom sectors have time: money for dearer tiers, tiers \
                 of more capacity in backhaul.bands, shorter links or another point of presence would help",
                thousands(households)
            )
        })
    }

    fn anchors(&self) -> Option<String> {
        let (count, named) = self.named(|service| !matches!(service.state(), Covered | NoSecondPath))?;
        let count = plural(count, "anchor institution");
        Some(format!("{count} without service: {named}; anchors of the plan say why"))
    }

    fn single_paths(&self) -> Option<String> {
        let (count, named) = self.named(|service| service.state() == NoSecondPath)?;
        let said = if count == 1 { "that asks for two paths is" } else { "that ask for two paths are" };
        Some(format!(
            "{} {said} served over one alone: {named}; the loss of one site would cut each of them off, and they do not count as \
             covered",
            plural(count, "anchor institution")
        ))
    }

    /// How many anchors something holds for, and the names of the first; none where it holds for none.
    fn named(&self, holds: impl Fn(&PointService) -> bool) -> Option<(usize, String)> {
        let anchors = self.stages.demand.anchors.iter().zip(&self.service.anchors);
        let names: Vec<&str> =
            anchors.filter(|(_, service)| holds(service)).map(|(anchor, _)| anchor.name.as_str()).collect();
        let first = names.iter().take(3).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let more = if names.len() > 3 { " and others" } else { "" };
        (!names.is_empty()).then(|| (names.len(), format!("{first}{more}")))
    }

    /// How far the share of the time that the scenario gives for all is from the sectors' own.
    fn assumed_load(&self) -> Option<String> {
        let assumed = self.stages.scenario.radio.reuse.load_ratio?;
        let busier = [0, 1].map(|way| self.sectors(|sector| sector.load_ratio[way] > assumed));
        let idle = [0, 1].map(|way| self.sectors(|sector| sector.load_ratio[way] < 0.5 * assumed));
        let all = self.stages.network.sectors.len();
        let far_off = busier != [0, 0] || 2 * idle[0].max(idle[1]) > all;
        (all > 1 && far_off).then(|| {
            format!(
                "radio.reuse.load_ratio has all {all} sectors disturb others in {assumed} of the time: {} transmit longer and {} \
                 less than half as long, the households of {} longer and those of {} less than half as long; without \
                 load_ratio each disturbs as much as it is busy",
                busier[0], idle[0], busier[1], idle[1]
            )
        })
    }
}

/// A number of things.
fn plural(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{} {thing}s", thousands(count as f64)) }
}
