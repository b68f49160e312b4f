//! What one receiver finds along its radial.

use super::columns::{Found, FoundZones};
use super::edge::Edge;
use super::skyline::Aim;
use super::{Kept, Radial, Receiver, Surface};
use crate::propagation::p1812::P1812;

/// What the two antennas see of the bare ground.
#[derive(Debug, Clone, Copy)]
struct Sight {
    /// Slopes up to the horizons, m/km.
    rises: [f64; 2],
    /// Distances of the horizons from their antennas, km.
    distances_km: [f64; 2],
    /// The two horizons among the samples.
    points: Option<[usize; 2]>,
}

impl Sight {
    /// Antennas that see each other.
    #[inline]
    fn clear(ray_slope: f64, bend: f64, distances_km: [f64; 2], points: Option<[usize; 2]>) -> Self {
        Self { rises: [ray_slope, -ray_slope - 2.0 * bend], distances_km, points }
    }
}

impl Radial {
    /// What P.526 wants to know.
    #[inline]
    pub(super) fn found_p526(&self, kept: &Kept, receiver: &Receiver, aim: &Aim) -> Found {
        let edge = self.edge(self.surface(kept, Surface::First), aim);
        self.found_edge(&edge, receiver)
    }

    /// What P.1812 wants to know, but for the roughness between the two samples that are the horizons.
    #[inline]
    pub(super) fn found_p1812(
        &self,
        kept: &Kept,
        receiver: &Receiver,
        aim: &Aim,
    ) -> (Found, Option<[usize; 2]>) {
        let (sight, edge) = self.horizons(aim);
        let edge = if kept.clutter { self.edge(self.surface(kept, Surface::First), aim) } else { edge };
        let mut found = Found {
            rise_t: sight.rises[0],
            rise_r: sight.rises[1],
            dlt_km: sight.distances_km[0],
            dlr_km: sight.distances_km[1],
            ..self.found_edge(&edge, receiver)
        };
        if kept.second_radius_km.is_some() {
            let edge = self.edge(self.surface(kept, Surface::Second), aim);
            (found.s_tim_2, found.s_rim_2, found.order_2) = (edge.s_tim, edge.s_rim, edge.order);
        }
        (found, sight.points)
    }

    /// The edge, with the samples that the smooth surface is fitted to.
    #[inline]
    fn found_edge(&self, edge: &Edge, receiver: &Receiver) -> Found {
        let d_km = receiver.d_km;
        let last = receiver.before.checked_sub(1);
        // without a sample the path is one step from the transmitter's ground, and has no point in between
        let (between_km, last_ground_m, [v1, v2]) = match last {
            Some(last) => ([self.x_km[0], self.x_km[last]], self.ground_m[last], self.moments[last]),
            None => ([0.0, d_km], self.tx_ground_m, [0.0; 2]),
        };
        Found {
            d_km,
            rx_ground_m: receiver.ground_m,
            rx_antenna_m: receiver.antenna_m,
            first_km: between_km[0],
            last_km: between_km[1],
            fitted_from_km: last.map_or(0.0, |last| self.x_km[last]),
            last_ground_m,
            v1,
            v2,
            s_tim: edge.s_tim,
            s_rim: edge.s_rim,
            order: edge.order,
            ..Found::default()
        }
    }

    /// The zones of a path, and its distances from the coast as the model has them.
    #[inline]
    pub(super) fn found_zones(&self, model: Option<&P1812>, receiver: &Receiver) -> FoundZones {
        let (stretches, by_zones_km, at_sea) = self.zones.to(receiver.zone, receiver.d_km);
        let [dct_km, dcr_km] = model.map_or(by_zones_km, |model| model.coast_km(by_zones_km, at_sea));
        FoundZones {
            sea_ratio: stretches.sea_ratio,
            land_km: stretches.land_km,
            inland_km: stretches.inland_km,
            dct_km,
            dcr_km,
            rx_at_sea: f64::from(u8::from(at_sea[1])),
        }
    }

    /// The horizons over bare ground, and the edge that it makes.
    #[inline]
    fn horizons(&self, aim: &Aim) -> (Sight, Edge) {
        let (d, view) = (aim.d_km, self.bare.view(aim));
        let bend = self.bare.half_curvature() * d;
        let Some((first, rise)) = self.bare.steepest() else {
            return (Sight::clear(view.ray_slope, bend, [0.5 * d; 2], None), Edge::NONE);
        };
        let s_tim = rise + bend;
        if rise <= view.ray_slope {
            let (point, depth) = self.bare.deepest_in_fresnel_zone(&view, &self.x_km).unwrap_or((0, 0.0));
            let x_km = self.x_km[point];
            let sight = Sight::clear(view.ray_slope, bend, [x_km, d - x_km], Some([point; 2]));
            return (sight, Edge { s_tim, s_rim: -s_tim, order: -depth });
        }
        let (last, slope) = self.bare.steepest_from(&view, &self.x_km).unwrap_or((first, 0.0));
        let (first, last) = (first.min(last), first.max(last));
        let sight = Sight {
            rises: [rise, slope - 2.0 * bend],
            distances_km: [self.x_km[first], d - self.x_km[last]],
            points: Some([first, last]),
        };
        (sight, Edge { s_tim, s_rim: slope - bend, order: 0.0 })
    }
}
