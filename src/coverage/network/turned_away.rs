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
