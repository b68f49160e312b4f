//! What a group of receivers finds along its radial.

use super::columns::{Columns, FoundZones, fill};
use super::edge::Edges;
use super::rays::{GROUP, Lanes, Rays};
use super::{Kept, Radial, Receiver, Surface};
use crate::propagation::p1812::P1812;

/// What both antennas see of the bare ground.
#[derive(Debug, Clone, Copy)]
struct Sights {
    /// Slopes up to the horizons, m/km.
    rises: [Lanes; 2],
    /// Distances of the horizons from their antennas, km.
    distances_km: [Lanes; 2],
}

impl Sights {
    const NONE: Self = Self { rises: [[0.0; GROUP]; 2], distances_km: [[0.0; GROUP]; 2] };
}

impl Radial {
    /// Puts what P.526 wants to know into columns, from a lane on.
    pub(super) fn find_p526(&self, kept: &Kept, rays: &Rays, columns: &mut Columns, lane: usize) {
        self.find_ends(rays, columns, lane);
        self.edges(kept, self.surface(kept, Surface::First), rays).fill(columns, lane);
    }

    /// Puts what P.1812 wants to know into columns, from a lane on, but for the roughness between the two samples that are
    /// the horizons.
    pub(super) fn find_p1812(&self, kept: &Kept, rays: &Rays, columns: &mut Columns, lane: usize) {
        self.find_ends(rays, columns, lane);
        let (sights, edges) = self.horizons(rays);
        fill(&mut columns.rise_t, lane, sights.rises[0]);
        fill(&mut columns.rise_r, lane, sights.rises[1]);
        fill(&mut columns.dlt_km, lane, sights.distances_km[0]);
        fill(&mut columns.dlr_km, lane, sights.distances_km[1]);
        let edges =
            if kept.clutter { self.edges(kept, self.surface(kept, Surface::First), rays) } else { edges };
        edges.fill(columns, lane);
        if kept.second_radius_km.is_some() {
            let edges = self.edges(kept, self.surface(kept, Surface::Second), rays);
            fill(&mut columns.s_tim_2, lane, edges.s_tim);
            fill(&mut columns.s_rim_2, lane, edges.s_rim);
            fill(&mut columns.order_2, lane, edges.order);
        }
    }

    /// The receivers, and the samples that the smooth surface is fitted to.
    fn find_ends(&self, rays: &Rays, columns: &mut Columns, lane: usize) {
        fill(&mut columns.d_km, lane, rays.d_km);
        fill(&mut columns.rx_ground_m, lane, rays.ground_m);
        fill(&mut columns.rx_antenna_m, lane, rays.antenna_m);
        fill(&mut columns.first_km, lane, [self.x_km.first().copied().unwrap_or(0.0); GROUP]);
        for (lane, before) in (lane..).zip(rays.before) {
            // without a sample the path is one step from the transmitter's ground
            let last = before.checked_sub(1).map(|last| last as usize);
            columns.last_km[lane] = last.map_or(0.0, |last| self.x_km[last]);
            columns.last_ground_m[lane] = last.map_or(self.tx_ground_m, |last| self.ground_m[last]);
            [columns.v1[lane], columns.v2[lane]] = last.map_or([0.0; 2], |last| self.moments[last]);
        }
    }

    /// The zones of a path, and its distances from the coast as the model has them; those of receivers before it must have
    /// been asked for.
    pub(super) fn found_zones(&mut self, model: Option<&P1812>, receiver: &Receiver) -> FoundZones {
        for index in self.taken..receiver.before {
            self.zones.push(self.zone[index], self.x_km[index]);
        }
        self.taken = receiver.before;
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

    /// The horizons over bare ground, and the edges that they make.
    fn horizons(&self, rays: &Rays) -> (Sights, Edges) {
        let rays = &rays.over_bare_ground();
        let ray_slopes = self.bare.ray_slopes(rays);
        let bend = rays.d_km.map(|d| self.bare.half_curvature() * d);
        let [from_tx, from_rx] = [self.bare.steepest(rays), self.bare.steepest_from(rays, &self.bare())];
        let (mut sights, mut edges) = (Sights::NONE, Edges::NONE);
        for lane in 0..GROUP {
            let d = rays.d_km[lane];
            // tangents touch the ground in their order, or at one point
            let beyond_km = d - from_tx.away_km[lane];
            let crossed = beyond_km < from_rx.away_km[lane];
            sights.distances_km[0][lane] =
                if crossed { d - from_rx.away_km[lane] } else { from_tx.away_km[lane] };
            sights.distances_km[1][lane] = if crossed { beyond_km } else { from_rx.away_km[lane] };
            sights.rises[0][lane] = from_tx.slope[lane];
            sights.rises[1][lane] = from_rx.slope[lane] - 2.0 * bend[lane];
            edges.s_tim[lane] = from_tx.slope[lane] + bend[lane];
            edges.s_rim[lane] = from_rx.slope[lane] - bend[lane];
        }
        for lane in (0..rays.count).filter(|lane| from_tx.slope[*lane] <= ray_slopes[*lane]) {
            let d = rays.d_km[lane];
            let (before, line) = (rays.before[lane] as usize, self.bare.line(rays, lane));
            let deepest = self.bare.deepest_in_fresnel_zone(before, &line, f64::INFINITY, &self.x_km);
            let (x_km, depth) =
                deepest.map_or((0.5 * d, f64::INFINITY), |(point, depth)| (self.x_km[point], depth));
            sights.rises[0][lane] = ray_slopes[lane];
            sights.rises[1][lane] = -ray_slopes[lane] - 2.0 * bend[lane];
            sights.distances_km[0][lane] = x_km;
            sights.distances_km[1][lane] = d - x_km;
            (edges.s_rim[lane], edges.order[lane]) = (-edges.s_tim[lane], -depth);
        }
        (sights, edges)
    }
}
