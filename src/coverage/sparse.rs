//! One site against places here and there: each by its own exact path, or all along a radial in one walk.
//!
//! The sweep walks a radial once, up to its farthest place; exact paths walk from the site to each. Where places are
//! very dense the sweep is cheaper: the samples are counted, and it is taken where it saves most of them.

use super::cells::{Station, come_near, samples, samples_before};
use super::fan::Fan;
use super::sight::Sight;
use super::{Access, Reach};
use crate::demand::Near;
use crate::propagation::radial::{Asked, Sweep};
use crate::sites::Site;
use crate::terrain::{Approach, ProfileBuffer, RadialBuffer, Terrain, height_at};
use crate::units::Projected;

/// What a place costs beside its samples, in samples of a path: by its own path, and along a radial. Estimates, not yet
/// measured: they decide which way is taken, never what a path is worth.
const PATH_SAMPLES: usize = 40;
const RECEIVER_SAMPLES: usize = 20;

/// How many times cheaper a sweep must be to be taken: it errs a little, where a path of its own does not.
const CHEAPER_TIMES: usize = 4;

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
}

/// A place as seen from the site.
#[derive(Debug, Clone, Copy)]
struct Spot {
    radial: usize,
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
            sight: asked.clearance_radius_km.map(Sight::new),
            spots: Vec::new(),
        }
    }

    /// A site against those of the places that are near it, by rising index.
    pub fn row(&mut self, site: &Site, places: &[Projected], near: &[Near]) -> Row {
        if !self.may_sweep {
            return self.by_paths(site, places, near);
        }
        let fan = Fan::new(self.terrain.grid, site.position, self.access.range_max_m());
        self.spots.clear();
        let spot = |near: &Near| Spot {
            radial: fan.radial_of(places[near.index as usize]),
            distance_m: near.distance_m,
            index: near.index,
        };
        self.spots.extend(near.iter().map(spot));
        self.spots.sort_unstable_by_key(|spot| spot.radial);
        if self.sweep_is_cheaper() {
            self.swept(site, places, &fan, near.len())
        } else {
            self.by_paths(site, places, near)
        }
    }

    fn sweep_is_cheaper(&self) -> bool {
        let cell_m = self.terrain.grid.cell_m;
        let count = |spot: &Spot| samples_before(spot.distance_m, cell_m);
        let by_paths: usize = self.spots.iter().map(|spot| count(spot) + PATH_SAMPLES).sum();
        let radials = self.spots.chunk_by(|one, other| one.radial == other.radial);
        let walked: usize = radials.map(|spots| spots.iter().map(count).max().unwrap_or(0)).sum();
        CHEAPER_TIMES * (walked + RECEIVER_SAMPLES * self.spots.len()) < by_paths
    }

    fn by_paths(&mut self, site: &Site, places: &[Projected], near: &[Near]) -> Row {
        let mut row = Row::default();
        for near in near {
            match self.access.reach(self.terrain, site, places[near.index as usize], &mut self.path) {
                Some(reach) => row.reaches.push((near.index, reach)),
                None => row.voids += 1,
            }
        }
        row
    }

    fn swept(&mut self, site: &Site, places: &[Projected], fan: &Fan, count: usize) -> Row {
        let mut spots = std::mem::take(&mut self.spots);
        let mut reaches = Vec::with_capacity(count);
        for wedge in spots.chunk_by_mut(|one, other| one.radial == other.radial) {
            wedge.sort_unstable_by(|one, other| {
                one.distance_m.total_cmp(&other.distance_m).then(one.index.cmp(&other.index))
            });
            self.walk(site, places, fan, wedge, &mut reaches);
        }
        self.spots = spots;
        reaches.sort_unstable_by_key(|(index, _)| *index);
        Row { voids: (count - reaches.len()) as u64, reaches }
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
        let (terrain, cell_m) = (self.terrain, self.terrain.grid.cell_m);
        let station = Station::of(self.access, site);
        let (Some(transmitter), Some(last)) = (station.transmitter(terrain), wedge.last()) else { return };
        let count = samples_before(last.distance_m, cell_m);
        self.radial.sample(terrain, fan.site(), fan.step(last.radial), count);
        self.sweep.start(&transmitter, &samples(&self.radial));
        for spot in wedge {
            let ground_m = height_at(terrain, places[spot.index as usize]);
            let before = samples_before(spot.distance_m, cell_m);
            let line = [fan.site(), terrain.grid.fractional(places[spot.index as usize])];
            if before <= self.radial.x_km.len()
                && !ground_m.is_nan()
                && come_near(&mut self.sweep, &mut self.approach, terrain, line, before)
            {
                self.sweep.receive(spot.index, before, &station.receiver(spot.distance_m, ground_m));
            }
        }
        if let Some(sight) = &mut self.sight {
            let at = |index: u32| places[index as usize];
            sight.look_again(terrain, &mut self.sweep, at, (site.position, &transmitter));
        }
        let reach = |answer: &crate::propagation::radial::Answer| {
            let clearances_m = [answer.clearance_m, answer.fresnel_clearance_m];
            (answer.id, self.access.reach_of(answer.loss_db, clearances_m))
        };
        reaches.extend(self.sweep.answers().iter().map(reach));
    }
}
