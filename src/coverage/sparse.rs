//! One site against places here and there: each by its own exact path, or all along a radial in one walk.
//!
//! The sweep walks a radial once, up to its farthest place, and pays more for each of its samples; exact paths walk from
//! the site to each place. Where places are very dense and far the sweep is cheaper: samples and places are counted, and
//! it is taken where it saves most of the time. A province's households, one or two a radial, take exact paths.

#[cfg(test)]
mod costs;

use super::cells::{come_near, samples};
use super::fan::Fan;
use super::sight::Sight;
use super::station::Station;
use super::{Access, Reach};
use crate::demand::Near;
use crate::propagation::radial::{Asked, Receivers, Sweep};
use crate::sites::Site;
use crate::terrain::{Approach, ProfileBuffer, RadialBuffer, Terrain, height_at, zone_at};
use crate::units::Projected;

/// What the two ways cost, ns: a path and each sample of it; along a radial each sample, whose ground is kept for all
/// behind it, and each receiver. Measured with P.1812 at half of the time by `costs.rs` on two virtual cores of an AMD
/// EPYC (Zen 3), 2026-11-26; other models differ, ITM most, whose receivers cost nearly three times as much. These figures
/// decide which way is taken, never what a path is worth.
const PATH_NS: usize = 880;
const PATH_SAMPLE_NS: usize = 12;
const RADIAL_SAMPLE_NS: usize = 20;
const RECEIVER_NS: usize = 550;

/// How many times cheaper a sweep must be to be taken: it errs a little, where a path of its own does not, and who is covered
/// is the question that everything hangs on.
const CHEAPER_TIMES: usize = 8;

/// One worker's memory.
pub(super) struct Listener<'a> {
    may_sweep: bool,
    access: &'a Access,
    terrain: &'a Terrain,
    path: ProfileBuffer,
    sweep: Sweep,
    radial: RadialBuffer,
    approach: Approach,
    sight: Option<Sight>,
    spots: Vec<Spot>,
    /// Places along a radial that are asked for, and the receivers there.
    heard: Vec<u32>,
    receivers: Receivers,
}

/// A place as seen from the site.
#[derive(Debug, Clone, Copy)]
struct Spot {
    radial: usize,
    /// Samples of the radial before it.
    before: usize,
    distance_m: f64,
    index: u32,
}

/// What a site does at its places: those in range by rising index, and how many were lost to voids.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub reaches: Vec<(u32, Reach)>,
    pub voids: u64,
}

impl<'a> Listener<'a> {
    /// A listener that sweeps dense places where it may.
    pub fn new(access: &'a Access, terrain: &'a Terrain, may_sweep: bool) -> Self {
        let asked: Asked = access.asked(terrain, true);
        Self {
            may_sweep,
            access,
            terrain,
            path: ProfileBuffer::default(),
            sweep: Sweep::new(&asked),
            radial: RadialBuffer::default(),
            approach: Approach::default(),
            sight: Sight::new(&asked),
            spots: Vec::new(),
            heard: Vec::new(),
            receivers: Receivers::default(),
        }
    }

    /// A site against those of the places that are near it, by rising index.
    pub fn row(&mut self, site: &Site, places: &[Projected], near: &[Near]) -> Row {
        let fan = Fan::new(self.terrain.grid, site.position, self.access.range_max_m());
        self.turn(places, near, &fan);
        let mut reaches = if self.may_sweep && self.sweep_is_cheaper() {
            self.swept(site, places, &fan)
        } else {
            self.by_paths(site, places)
        };
        reaches.sort_unstable_by_key(|(index, _)| *index);
        Row { voids: (near.len() - reaches.len()) as u64, reaches }
    }

    /// The places one after the other in a turn around the site: neighbouring paths read the same stretches of terrain
    /// while the processor still has them at hand.
    fn turn(&mut self, places: &[Projected], near: &[Near], fan: &Fan) {
        let spot = |near: &Near| {
            let (radial, before) = fan.radial_of(places[near.index as usize]);
            Spot { radial, before, distance_m: near.distance_m, index: near.index }
        };
        self.spots.clear();
        self.spots.extend(near.iter().map(spot));
        self.spots.sort_unstable_by_key(|spot| spot.radial);
    }

    fn sweep_is_cheaper(&self) -> bool {
        let cell_m = self.terrain.grid.cell_m;
        let along = |spot: &Spot| (spot.distance_m / cell_m) as usize;
        let by_paths_ns: usize = self.spots.iter().map(|spot| PATH_NS + PATH_SAMPLE_NS * along(spot)).sum();
        let radials = self.spots.chunk_by(|one, other| one.radial == other.radial);
        let walked: usize =
            radials.map(|spots| spots.iter().map(|spot| spot.before).max().unwrap_or(0)).sum();
        CHEAPER_TIMES * (RADIAL_SAMPLE_NS * walked + RECEIVER_NS * self.spots.len()) < by_paths_ns
    }

    fn by_paths(&mut self, site: &Site, places: &[Projected]) -> Vec<(u32, Reach)> {
        let (access, terrain, path) = (self.access, self.terrain, &mut self.path);
        let mut reach = |spot: &Spot| {
            let reach = access.reach(terrain, site, places[spot.index as usize], path)?;
            Some((spot.index, reach))
        };
        self.spots.iter().filter_map(&mut reach).collect()
    }

    fn swept(&mut self, site: &Site, places: &[Projected], fan: &Fan) -> Vec<(u32, Reach)> {
        let mut spots = std::mem::take(&mut self.spots);
        let mut reaches = Vec::with_capacity(spots.len());
        for wedge in spots.chunk_by_mut(|one, other| one.radial == other.radial) {
            wedge.sort_unstable_by(|one, other| {
                one.distance_m.total_cmp(&other.distance_m).then(one.index.cmp(&other.index))
            });
            self.walk(site, places, fan, wedge, &mut reaches);
        }
        self.spots = spots;
        reaches
    }

    /// Walks one radial for the places along it, nearest first.
    fn walk(
        &mut self,
        site: &Site,
        places: &[Projected],
        fan: &Fan,
        wedge: &[Spot],
        reaches: &mut Vec<(u32, Reach)>,
    ) {
        let terrain = self.terrain;
        let station = Station::of(self.access, site);
        let (Some(transmitter), Some(last)) = (station.transmitter(terrain), wedge.last()) else { return };
        self.radial.sample(terrain, &fan.crossings(last.radial, last.before));
        self.heard.clear();
        self.receivers.clear();
        for spot in wedge.iter().take_while(|spot| spot.before <= self.radial.x_km.len()) {
            let place = places[spot.index as usize];
            let ground_m = height_at(terrain, place);
            let line = [fan.site(), terrain.grid.fractional(place)];
            if !ground_m.is_nan()
                && come_near(&mut self.sweep, &mut self.approach, terrain, line, spot.before)
            {
                self.heard.push(spot.index);
                let zone = zone_at(terrain, place);
                self.receivers.push(&station.receiver(spot.before, spot.distance_m, ground_m, zone));
            }
        }
        self.sweep.ask(&transmitter, &samples(&self.radial), &self.receivers);
        if let Some(sight) = &mut self.sight {
            let at = |index: usize| places[self.heard[index] as usize];
            sight.look_again(
                terrain,
                &self.radial,
                &mut self.sweep,
                &self.receivers,
                at,
                (site.position, &transmitter),
            );
        }
        let reach = |(index, answer): (&u32, &crate::propagation::radial::Answer)| {
            let clearances_m = [answer.clearance_m, answer.fresnel_clearance_m];
            let heading = self.access.heading(terrain, site, places[*index as usize]);
            (*index, self.access.reach_of(site, heading, answer.loss_db, clearances_m))
        };
        reaches.extend(self.heard.iter().zip(self.sweep.answers()).map(reach));
    }
}
