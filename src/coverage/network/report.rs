//! The network in the order of its sectors, points and anchors.

use super::busy_hour::Settled;
use super::{Network, NetworkSector, PlaceService, SectorAt};
use crate::demand::Demand as Places;
use crate::sites::Site;

/// Names sites and places again.
pub(super) fn report(
    chosen: &[(usize, &Site)],
    sectors: &[SectorAt],
    channels: &[u32],
    Settled { interference, answers, assignment }: Settled,
    demand: &Places,
) -> Network {
    let households = |place: usize| demand.points.get(place).map_or(0.0, |point| point.households);
    let mut network = Network {
        sectors: sectors
            .iter()
            .enumerate()
            .map(|(index, at)| NetworkSector {
                site: chosen[at.chosen].0,
                number: at.number,
                channel: channels[index],
                activity_ratio: interference.activity_ratio[index],
                uplink_noise_rise_db: interference.uplink_noise_rise_db[index],
                load_ratio: assignment.load_ratio[index],
                offered_load_ratio: assignment.offered_load_ratio[index],
                households_served: 0.0,
                households_turned_away: 0.0,
            })
            .collect(),
        points: Vec::with_capacity(demand.points.len()),
        anchors: Vec::with_capacity(demand.anchors.len()),
    };
    for (place, answer) in answers.into_iter().enumerate() {
        let served_by = assignment.option[place].map(|option| answer.options[option]);
        match (served_by, answer.options.first()) {
            (Some(served_by), _) => network.sectors[served_by.sector].households_served += households(place),
            (None, Some(first)) => network.sectors[first.sector].households_turned_away += households(place),
            (None, None) => {}
        }
        let mut servers: Vec<usize> =
            answer.options.iter().map(|option| network.sectors[option.sector].site).collect();
        servers.sort_unstable();
        servers.dedup();
        let service = PlaceService {
            has_signal: answer.has_signal,
            servers,
            too_large: assignment.too_large[place],
            link_full: false,
            served_by,
            strongest: answer.strongest,
        };
        if place < demand.points.len() { network.points.push(service) } else { network.anchors.push(service) }
    }
    network
}
