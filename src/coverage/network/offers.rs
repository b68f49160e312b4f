//! What the signal of each sector alone could do at each place: what siting chooses from.

use rayon::prelude::*;

use super::airtime::{Demand, Wanted};
use crate::coverage::{Access, Matrix, Reach};
use crate::demand::Demand as Places;
use crate::radio::Way;
use crate::scenario::Service;
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::units::Projected;

/// A sector whose signal alone would give a place what it asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceOffer {
    /// Index of its site.
    pub site: u32,
    /// Its place among the site's sectors.
    pub number: u32,
    /// Share of its time that the place would take, downlink and uplink; interference adds to it.
    pub airtime_ratio: [f64; 2],
}

/// For each place (the household points, then the anchors) what it could be offered, by rising site and number.
#[must_use]
pub fn offers(
    access: &Access,
    terrain: &Terrain,
    places: &Places,
    service: &Service,
    sites: &[Site],
    matrix: &Matrix,
) -> Vec<Vec<PlaceOffer>> {
    let wanted = Demand::of(places, service);
    let points = places.points.iter().map(|point| point.position);
    let positions: Vec<Projected> =
        points.chain(places.anchors.iter().map(|anchor| anchor.position)).collect();
    let first_anchor = places.points.len() as u32;
    let of_site = |(index, site): (usize, &Site)| {
        let anchors = matrix.anchors[index].iter().map(|(anchor, reach)| (first_anchor + anchor, reach));
        let heard = matrix.covered[index].iter().map(|(point, reach)| (*point, reach)).chain(anchors);
        let station = Listened { access, terrain, site, index: index as u32 };
        let offer = |(place, reach): (u32, &Reach)| {
            let at = place as usize;
            station
                .offers(positions[at], reach, &wanted.places[at])
                .map(move |offer| (place, offer))
                .collect::<Vec<_>>()
        };
        heard.flat_map(offer).collect::<Vec<_>>()
    };
    let found: Vec<Vec<(u32, PlaceOffer)>> = sites.par_iter().enumerate().map(of_site).collect();
    let mut offers = vec![Vec::new(); positions.len()];
    for (place, offer) in found.into_iter().flatten() {
        offers[place as usize].push(offer);
    }
    offers
}

/// A site that is listened to.
struct Listened<'a> {
    access: &'a Access,
    terrain: &'a Terrain,
    site: &'a Site,
    index: u32,
}

impl Listened<'_> {
    /// The sectors whose signal alone gives a place what it wants.
    fn offers(&self, place: Projected, reach: &Reach, wanted: &Wanted) -> impl Iterator<Item = PlaceOffer> {
        let heading = self.access.heading(self.terrain, self.site, place);
        let budget = self.access.budget();
        self.site.sectors.iter().enumerate().filter_map(move |(number, sector)| {
            let path_loss_db = f64::from(reach.path_loss_db);
            let coupling_loss_db = self.access.coupling_loss_db(sector, heading, path_loss_db);
            let snr = budget.snr(sector.tx_power_dbm, coupling_loss_db);
            let down_mbps = budget.rate_mbps(Way::Downlink, snr.downlink_db)?;
            let up_mbps = budget.rate_mbps(Way::Uplink, snr.uplink_db)?;
            let does = down_mbps >= wanted.rates_mbps[0] && up_mbps >= wanted.rates_mbps[1];
            let airtime_ratio = wanted.airtime_ratio([down_mbps, up_mbps]);
            does.then_some(PlaceOffer { site: self.index, number: number as u32, airtime_ratio })
        })
    }
}
