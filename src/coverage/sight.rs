//! A second look at the cells whose sight hangs by a thread: along the very line to them, not the radial beside it.
//!
//! The radial tells where on the way the ray comes near the ground; there, and nowhere else, the line is looked at. So in
//! mountains a second look costs a few dozen samples in place of the whole path. On a plain rays come near the ground all
//! along, but there the radial errs as little as neighbouring cells differ: nothing is doubtful on level ground.
//!
//! Clutter stands or not, half a cell aside: where it may be what hides a cell, the line is looked at too.
//!
//! Where the second look moves the clearance or turns the sight, the sweep's path loss is wrong too: an edge right before a
//! low antenna costs 20 dB and more. There all is taken from the exact path.

use std::ops::Range;

use multiversion::multiversion;

use crate::propagation::radial::{Answer, Asked, Receiver, Receivers, Sweep, Transmitter};
use crate::propagation::{Clearance, Profile, Terminals};
use crate::terrain::{ProfileBuffer, RadialBuffer, StraightLine, Terrain};
use crate::units::Projected;

/// Cells are looked at again where the sweep's clearance is below this share of a cell's side, either way: what the
/// sweep errs by grows with how far its radial lies from the line, and that is a share of a cell too.
const DOUBTFUL_CELLS: f64 = 0.2;

/// Ground that the sweep has so many times farther below the ray than what is doubtful does not reach it on the line.
const NEAR_TIMES: f64 = 2.0;

/// Where the clearance moves by more than this share of a cell's side, or its sign turns, all is taken from the exact path.
const MOVED_CELLS: f64 = 0.1;

/// So many samples of clutter a line may pass by, half a cell beside a radial that meets them: a corner of a wood. What stands
/// over the ray in more of them hides the cell, as it does on most paths through woods on a plain.
const PASSED_BY: usize = 4;

/// Looks again, for one worker.
pub(super) struct Sight {
    asked: Asked,
    effective_earth_radius_km: f64,
    /// Stretches near the ray, km.
    near: Vec<Range<f64>>,
    profile: ProfileBuffer,
}

impl Sight {
    /// For those who are asked this; none where clearances are not asked for.
    pub fn new(asked: &Asked) -> Option<Self> {
        asked.clearance_radius_km.map(|effective_earth_radius_km| Self {
            asked: *asked,
            effective_earth_radius_km,
            near: Vec::new(),
            profile: ProfileBuffer::default(),
        })
    }

    /// Corrects the answers to a radial's doubtful receivers, which stand at places; `site` is where the transmitter
    /// stands.
    pub fn look_again(
        &mut self,
        terrain: &Terrain,
        radial: &RadialBuffer,
        sweep: &mut Sweep,
        receivers: &Receivers,
        at: impl Fn(usize) -> Projected,
        (site, transmitter): (Projected, &Transmitter),
    ) {
        // the radial errs no more than half a cell aside makes, and that is bent either way
        let doubtful_m = (DOUBTFUL_CELLS * terrain.grid.cell_m).min(radial.unevenness_m);
        // what hides a receiver may be clutter that the line passes by
        let hidden_m = doubtful_m + radial.clutter_step_m;
        for index in 0..receivers.len() {
            let swept = sweep.answers()[index];
            if -hidden_m < swept.clearance_m && swept.clearance_m < doubtful_m {
                let receiver = receivers.get(index);
                if swept.clearance_m < -doubtful_m && sweep.is_blocked(&receiver, doubtful_m, PASSED_BY) {
                    continue;
                }
                sweep.near_ray(&receiver, NEAR_TIMES * doubtful_m + radial.clutter_step_m, &mut self.near);
                let path = Path { terrain, ends: [site, at(index)], transmitter, receiver: &receiver };
                if let Some(answer) = self.corrected(&path, &swept) {
                    sweep.correct(index, answer);
                }
            }
        }
    }

    /// The answer that a path deserves in place of the swept one; none where that is as good, or the path meets a void.
    fn corrected(&mut self, path: &Path, swept: &Answer) -> Option<Answer> {
        let line = StraightLine::between(path.terrain, path.ends[0], path.ends[1])?;
        let antennas_m = [path.transmitter.antenna_m, path.receiver.antenna_m];
        let near = std::mem::take(&mut self.near);
        let clearance_m = near.iter().try_fold(f64::INFINITY, |least_m, near| {
            Some(self.clearance_m(&line, near, antennas_m)?.min(least_m))
        });
        self.near = near;
        let clearance_m = clearance_m.filter(|clearance_m| clearance_m.is_finite())?;
        let moves = (clearance_m > 0.0) != (swept.clearance_m > 0.0)
            || (clearance_m - swept.clearance_m).abs() > MOVED_CELLS * path.terrain.grid.cell_m;
        if moves && self.asks_for_more() {
            return self.exact(path);
        }
        let fresnel_clearance_m =
            if self.asked.fresnel { swept.fresnel_clearance_m.min(clearance_m) } else { f64::NAN };
        Some(Answer { clearance_m, fresnel_clearance_m, ..*swept })
    }

    /// Whether anything is asked for that a wrong sight makes wrong.
    fn asks_for_more(&self) -> bool {
        self.asked.model.is_some() || self.asked.fresnel
    }

    /// Least clearance over a stretch, m; infinite where no sample lies there, and none where one lies in a void.
    fn clearance_m(
        &mut self,
        line: &StraightLine,
        near_km: &Range<f64>,
        [tx_m, rx_m]: [f64; 2],
    ) -> Option<f64> {
        if !line.sample(1_000.0 * near_km.start..1_000.0 * near_km.end, &mut self.profile) {
            return None;
        }
        let length_km = line.length_m() / 1_000.0;
        let ray = Ray {
            tx_m,
            slope: (rx_m - tx_m) / length_km,
            length_km,
            half_curvature: 500.0 / self.effective_earth_radius_km,
        };
        let Self { profile, .. } = self;
        Some(least_above_m(&ray, [&profile.distance_km, &profile.ground_m, &profile.clutter_m]))
    }

    /// The answer by the exact path; none where that meets a void.
    fn exact(&mut self, Path { terrain, ends: [from, to], transmitter, receiver }: &Path) -> Option<Answer> {
        let Self { asked, profile, .. } = self;
        if !profile.sample(terrain, *from, *to) {
            return None;
        }
        let zone = if asked.zones { &profile.zone[..] } else { &[] };
        let profile = Profile { zone, ..profile.profile() };
        let terminals = Terminals {
            tx_height_m: transmitter.antenna_m - transmitter.ground_m,
            rx_height_m: receiver.antenna_m - receiver.ground_m,
            frequency_mhz: asked.frequency_mhz,
            polarisation: asked.polarisation,
        };
        let clearance = Clearance::of(&profile, &terminals, self.effective_earth_radius_km);
        Some(Answer {
            loss_db: asked
                .model
                .map_or(f64::NAN, |model| model.basic_transmission_loss_db(&profile, &terminals)),
            clearance_m: clearance.clearance_m,
            fresnel_clearance_m: if asked.fresnel { clearance.fresnel_clearance_m } else { f64::NAN },
        })
    }
}

/// The ray of a path, over an Earth that bulges by C d (length − d).
struct Ray {
    tx_m: f64,
    /// m/km
    slope: f64,
    length_km: f64,
    /// C, m/km²
    half_curvature: f64,
}

impl Ray {
    /// How far above a point at a distance (km) with ground and clutter (m) it passes, m.
    #[inline(always)]
    fn above_m(&self, d: f64, ground_m: f64, clutter_m: f64) -> f64 {
        let bulge_m = self.half_curvature * d * (self.length_km - d);
        self.tx_m + self.slope * d - (ground_m + clutter_m) - bulge_m
    }
}

/// Points that are looked at side by side.
const LANES: usize = 8;

/// How far above points with distances (km), ground and clutter (m) a ray passes at least, m; infinite without any.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn least_above_m(ray: &Ray, columns: [&[f64]; 3]) -> f64 {
    least_above_m_scalar(ray, columns)
}

#[inline(always)]
fn least_above_m_scalar(ray: &Ray, columns: [&[f64]; 3]) -> f64 {
    let [(d_km, d_left_km), (ground_m, ground_left_m), (clutter_m, clutter_left_m)] =
        columns.map(|column| column.as_chunks::<LANES>());
    let mut least_m = [f64::INFINITY; LANES];
    for ((d_km, ground_m), clutter_m) in d_km.iter().zip(ground_m).zip(clutter_m) {
        for lane in 0..LANES {
            let above_m = ray.above_m(d_km[lane], ground_m[lane], clutter_m[lane]);
            least_m[lane] = if above_m < least_m[lane] { above_m } else { least_m[lane] };
        }
    }
    let left = d_left_km.iter().zip(ground_left_m).zip(clutter_left_m);
    let others_m = left.map(|((d_km, ground_m), clutter_m)| ray.above_m(*d_km, *ground_m, *clutter_m));
    least_m.into_iter().chain(others_m).fold(f64::INFINITY, f64::min)
}

/// A path that is looked at again.
struct Path<'a> {
    terrain: &'a Terrain,
    /// Where the transmitter stands, and the receiver.
    ends: [Projected; 2],
    transmitter: &'a Transmitter,
    receiver: &'a Receiver,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-50.0..900.0), 0..60), slope in -50.0..50.0_f64,
        ) {
            let d_km: Vec<f64> = (0..heights_m.len()).map(|number| 1.0 + 0.03 * number as f64).collect();
            let clutter_m: Vec<f64> = heights_m.iter().map(|height_m| height_m % 7.0).collect();
            let ray = Ray { tx_m: 300.0, slope, length_km: 12.0, half_curvature: 0.06 };
            let columns = [&d_km[..], &heights_m, &clutter_m];
            assert_twins(least_above_m(&ray, columns), least_above_m_scalar(&ray, columns));
        }
    }
}
