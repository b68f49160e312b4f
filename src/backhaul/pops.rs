//! The fibre points of presence, put on the terrain.

use crate::problem::{Findings, Problem};
use crate::scenario::Pop;
use crate::sites::{SeaOrVoid, ground_at};
use crate::terrain::Terrain;
use crate::units::{LonLat, Projected};

/// A fibre point of presence on the terrain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PopPlace {
    /// Position in the working projection.
    pub position: Projected,
    /// Height of the microwave antenna above ground, m.
    pub antenna_height_m: f64,
}

/// Puts each point of presence on the terrain; notes those that lie elsewhere.
pub fn place_pops(
    pops: &[Pop],
    terrain: &Terrain,
    to_metric: &dyn Fn(LonLat) -> Option<Projected>,
    findings: &mut Findings,
) -> Vec<PopPlace> {
    let mut places = Vec::new();
    for (index, pop) in pops.iter().enumerate() {
        let lon_lat = LonLat { lon_deg: pop.lon_deg, lat_deg: pop.lat_deg };
        let found = match ground_at(terrain, to_metric, lon_lat) {
            Some((position, Ok(_))) => {
                places.push(PopPlace { position, antenna_height_m: pop.antenna_height_m });
                continue;
            }
            Some((_, Err(SeaOrVoid::Sea))) => "lies in the sea",
            Some((_, Err(SeaOrVoid::Void))) => "lies where no elevation layer has data",
            None => "lies outside the planning area and its margin",
        };
        let found = format!("point of presence \"{}\" at {}, {} {found}", pop.id, pop.lon_deg, pop.lat_deg);
        let remedy = if ground_at(terrain, to_metric, lon_lat.turned()).is_some() {
            "this looks like the latitude first: exchange lon_deg and lat_deg"
        } else {
            "correct lon_deg and lat_deg (longitude first), or widen /area/margin_m"
        };
        findings.problem(Problem::at("misplaced-pop", format!("/backhaul/pops/{index}"), found, remedy));
    }
    places
}
