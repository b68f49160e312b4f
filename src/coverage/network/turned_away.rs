//! Who loses service because a link to the fibre is full.

use super::Network;
use super::airtime::Demand;
use crate::demand::Demand as Places;
use crate::scenario::Service;

impl Network {
    /// Takes service from some places (by index: the household points, then the anchors), for whom a link has no room. Their sectors
    /// have the time back; what they disturbed still counts, so that nobody who stays is served worse than the network says.
    pub fn turn_away(&mut self, demand: &Places, service: &Service, places: &[usize]) {
        let points = self.points.len();
        for &place in places {
            let at = if place < points { &mut self.points[place] } else { &mut self.anchors[place - points] };
            (at.link_full, at.served_by) = (true, None);
        }
        if !places.is_empty() {
            self.sum_households(demand);
            self.sum_loads(&Demand::of(demand, service));
        }
    }

    /// Sums anew the households that each sector serves, so that no rounding is left behind.
    fn sum_households(&mut self, demand: &Places) {
        self.sectors.iter_mut().for_each(|sector| sector.households_served = 0.0);
        for (point, service) in demand.points.iter().zip(&self.points) {
            if let Some(reception) = &service.served_by {
                self.sectors[reception.sector].households_served += point.households;
            }
        }
    }

    /// The same of the time that it gives.
    fn sum_loads(&mut self, airtime: &Demand) {
        self.sectors.iter_mut().for_each(|sector| sector.load_ratio = [0.0; 2]);
        let places = self.points.iter().chain(&self.anchors).zip(&airtime.places);
        for (service, wanted) in places {
            let Some(reception) = &service.served_by else { continue };
            let [Some(down_mbps), Some(up_mbps)] = reception.rates_mbps else { continue };
            let takes = wanted.airtime_ratio([down_mbps, up_mbps]);
            let load_ratio = &mut self.sectors[reception.sector].load_ratio;
            (0..2).for_each(|way| load_ratio[way] += takes[way]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::{NetworkSector, PlaceService, Reception};
    use crate::demand::HouseholdPoint;
    use crate::radio::Ratios;
    use crate::scenario::Scenario;
    use crate::units::{LonLat, Projected};

    fn sector() -> NetworkSector {
        NetworkSector {
            site: 0,
            number: 0,
            channel: 1,
            activity_ratio: [0.2, 0.1],
            uplink_noise_rise_db: 1.0,
            load_ratio: [0.9, 0.9],
            offered_load_ratio: [0.9, 0.9],
            households_served: 60.0,
            households_turned_away: 5.0,
        }
    }

    fn served() -> PlaceService {
        let reception = Reception {
            sector: 0,
            path_loss_db: 120.0,
            rx_level_dbm: -70.0,
            sinr: Ratios { downlink_db: 20.0, uplink_db: 20.0 },
            margin_db: 9.0,
            probability_ratio: 0.95,
            schemes: [Some(2), Some(1)],
            rates_mbps: [Some(14.0), Some(7.0)],
            clearance_m: 10.0,
            fresnel_clearance_m: 2.0,
        };
        PlaceService { has_signal: true, servers: vec![0], served_by: Some(reception), ..Default::default() }
    }

    fn point(households: f64) -> HouseholdPoint {
        HouseholdPoint {
            id: "p".into(),
            comune: 0,
            lon_lat: LonLat { lon_deg: 8.0, lat_deg: 44.0 },
            position: Projected { east_m: 0.0, north_m: 0.0 },
            households,
            unserved_households: households,
        }
    }

    /// 7 Mbit/s down and 2 up are shared by 20, and 35 % subscribe: 40 households take 4.9 Mbit/s of 14, and 1.4 of 7.
    #[test]
    fn whoever_goes_gives_the_sector_its_time_back_and_disturbs_no_less() {
        let scenario: Scenario =
            serde_json::from_str(include_str!("../../../scenarios/minimal.json")).unwrap();
        let demand =
            Places { comuni: Vec::new(), points: [20.0, 40.0].map(point).to_vec(), anchors: Vec::new() };
        let mut network =
            Network { sectors: vec![sector()], points: vec![served(), served()], anchors: Vec::new() };
        let before = network.clone();
        network.turn_away(&demand, &scenario.service, &[]);
        assert_eq!(network, before);
        network.turn_away(&demand, &scenario.service, &[0]);
        assert_eq!(network.points[0], PlaceService { served_by: None, link_full: true, ..served() });
        assert_eq!(network.points[1], served());
        let NetworkSector { load_ratio, households_served, .. } = network.sectors[0];
        assert_eq!(households_served, 40.0);
        assert!((load_ratio[0] - 0.35).abs() < 1e-12 && (load_ratio[1] - 0.2).abs() < 1e-12);
        assert_eq!(
            NetworkSector { load_ratio: [0.9; 2], households_served: 60.0, ..network.sectors[0].clone() },
            sector()
        );
    }
}
