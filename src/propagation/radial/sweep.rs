//! A question put to all receivers of one radial after the other.

use std::ops::Range;

use multiversion::multiversion;

use super::batch::Batch;
use super::columns::FoundZones;
use super::direct::Direct;
use super::losses::Fixed;
use super::question::Question;
use super::skyline::Aim;
use super::{Kept, Radial, Receiver, Samples, Surface, Transmitter};
use crate::propagation::p530::first_fresnel_radius_m;
use crate::propagation::p1812::P1812;
use crate::propagation::profile::{Polarisation, Terminals};
use crate::propagation::{Model, free_space};

/// What every receiver is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// The model of the path loss, if that is asked for.
    pub model: Option<Model>,
    /// Effective radius of the Earth over which the ray's clearance is asked for, if it is, km.
    pub clearance_radius_km: Option<f64>,
    /// Whether the clearance of the first Fresnel zone is asked for too.
    pub fresnel: bool,
    /// Carrier frequency, MHz.
    pub frequency_mhz: f64,
    /// Polarisation.
    pub polarisation: Polarisation,
    /// Whether there is clutter.
    pub clutter: bool,
    /// Whether there is sea, or land of more than one zone.
    pub zones: bool,
    /// Clutter does not count within this distance of either end, km.
    pub clearing_km: f64,
}

/// What a receiver gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Basic transmission loss, dB; NaN where it was not asked for.
    pub loss_db: f64,
    /// Least height of the ray above the ground and its clutter, m; NaN where it was not asked for.
    pub clearance_m: f64,
    /// The same less the radius of the first Fresnel zone, m; NaN where it was not asked for.
    pub fresnel_clearance_m: f64,
}

/// A radial and the receivers along it, in buffers that are used again for the next.
///
/// # Example
/// ```
/// use divario::propagation::radial::{Asked, Receiver, Samples, Sweep, Transmitter};
/// use divario::propagation::{EARTH_RADIUS_KM, Model, P526, Polarisation, Zone};
/// let radius_km = 4.0 / 3.0 * EARTH_RADIUS_KM;
/// let asked = Asked {
///     model: Some(Model::P526(P526 { effective_earth_radius_km: radius_km })),
///     clearance_radius_km: Some(radius_km),
///     fresnel: true,
///     frequency_mhz: 3500.0,
///     polarisation: Polarisation::Vertical,
///     clutter: false,
///     zones: false,
///     clearing_km: 0.0,
/// };
/// let transmitter = Transmitter { ground_m: 0.0, antenna_m: 20.0, zone: Zone::Inland };
/// let samples = Samples { x_km: &[5.0], ground_m: &[50.0], clutter_m: &[], zone: &[] };
/// let receiver = Receiver { before: 1, d_km: 10.0, ground_m: 0.0, antenna_m: 20.0, zone: Zone::Inland };
/// let mut sweep = Sweep::new(&asked);
/// let answer = sweep.ask(&transmitter, &samples, &[receiver])[0];
/// assert_eq!(format!("{:.1} {:.2}", answer.loss_db, answer.clearance_m), "155.8 -31.47");
/// ```
#[derive(Debug, Clone)]
pub struct Sweep {
    pub(super) kept: Kept,
    question: Question,
    sight: Option<Sight>,
    pub(super) radial: Radial,
    direct: Direct,
    /// Slopes of the rays to all receivers, m/km.
    slopes: Vec<f64>,
    answers: Vec<Answer>,
    batch: Batch,
    rough: Batch,
}

/// Where and how clearances are measured.
#[derive(Debug, Clone, Copy)]
struct Sight {
    surface: Surface,
    /// Radius of the first Fresnel zone over √(x (d − x)) and over 1 / √d, m.
    fresnel: Option<f64>,
}

impl Sweep {
    /// A question, with everything that it needs and no more.
    #[must_use]
    pub fn new(asked: &Asked) -> Self {
        let terminals = Terminals {
            tx_height_m: 0.0,
            rx_height_m: 0.0,
            frequency_mhz: asked.frequency_mhz,
            polarisation: asked.polarisation,
        };
        let question = Question::new(asked.model, &terminals);
        let kept = kept(asked, question.radii_km());
        let surface = if kept.sight_radius_km.is_some() { Surface::Sight } else { Surface::First };
        let fresnel =
            asked.fresnel.then(|| 2.0 * first_fresnel_radius_m(0.5, 0.5, asked.frequency_mhz / 1000.0));
        Self {
            kept,
            question,
            sight: asked.clearance_radius_km.map(|_| Sight { surface, fresnel }),
            radial: Radial::default(),
            direct: Direct::default(),
            slopes: Vec::new(),
            answers: Vec::new(),
            batch: Batch::default(),
            rough: Batch::default(),
        }
    }

    /// Answers all receivers of a radial, in their order: neither the samples before one nor its distance may be less than
    /// those of the receiver before it.
    pub fn ask(&mut self, tx: &Transmitter, samples: &Samples, receivers: &[Receiver]) -> &[Answer] {
        self.radial.start(&self.kept, tx, samples);
        self.question.start(tx);
        self.answers.resize(receivers.len(), Answer::NONE);
        self.slopes.resize(receivers.len(), 0.0);
        ray_slopes(tx.antenna_m, receivers, &mut self.slopes);
        match self.question {
            Question::Nothing => self.each(receivers, |_, _, _, _| ()),
            Question::FreeSpace { frequency_mhz } => self.each(receivers, |sweep, place, receiver, _| {
                let rise_km = (receiver.antenna_m - sweep.radial.tx_antenna_m) / 1000.0;
                let slant_km = receiver.d_km.hypot(rise_km);
                sweep.answers[place].loss_db = free_space::free_space_loss_db(slant_km, frequency_mhz);
            }),
            Question::P526(_) => self.ask_p526(receivers),
            Question::P1812(_) => self.ask_p1812(receivers),
            Question::Itm(ready) => {
                self.direct.start(&ready, &self.kept, tx, samples);
                self.each(receivers, |sweep, place, receiver, _| {
                    let Self { direct, kept, .. } = sweep;
                    sweep.answers[place].loss_db = direct.loss_db(&ready, kept, receiver);
                });
            }
        }
        &self.answers
    }

    /// Lets the profile grow to each receiver in turn, finds its clearances, and calls for more.
    #[inline]
    fn each(&mut self, receivers: &[Receiver], mut more: impl FnMut(&mut Self, usize, &Receiver, &Aim)) {
        for (place, receiver) in receivers.iter().enumerate() {
            self.radial.take(&self.kept, receiver.before, receiver.d_km);
            let aim = Aim { d_km: receiver.d_km, antenna_m: receiver.antenna_m, slope: self.slopes[place] };
            self.answers[place] = match self.sight {
                None => Answer::NONE,
                Some(sight) => {
                    let [clearance_m, fresnel_clearance_m] = self.clearances_m(sight, receiver, &aim);
                    Answer { clearance_m, fresnel_clearance_m, ..Answer::NONE }
                }
            };
            more(self, place, receiver, &aim);
        }
    }

    fn ask_p526(&mut self, receivers: &[Receiver]) {
        self.each(receivers, |sweep, place, receiver, aim| {
            let found = sweep.radial.found_p526(&sweep.kept, receiver, aim);
            sweep.batch.put(place, None, &found, sweep.zones(None, receiver).as_ref());
            if sweep.batch.is_full() {
                sweep.settle_p526(receivers);
            }
        });
        self.settle_p526(receivers);
    }

    fn settle_p526(&mut self, receivers: &[Receiver]) {
        if let Question::P526(fixed) = &self.question {
            self.batch.settle_p526(fixed, &mut self.radial, receivers, &mut self.answers);
        }
    }

    fn ask_p1812(&mut self, receivers: &[Receiver]) {
        let Question::P1812(Fixed { model, .. }) = self.question else { return };
        self.each(receivers, |sweep, place, receiver, aim| {
            let (found, points) = sweep.radial.found_p1812(&sweep.kept, receiver, aim);
            sweep.batch.put(place, points, &found, sweep.zones(Some(&model), receiver).as_ref());
            if sweep.batch.is_full() {
                sweep.settle_p1812(receivers);
            }
        });
        self.settle_p1812(receivers);
        if let Question::P1812(fixed) = &self.question {
            self.rough.settle_rough(fixed, &mut self.answers);
        }
    }

    fn settle_p1812(&mut self, receivers: &[Receiver]) {
        if let Question::P1812(fixed) = &self.question {
            let Self { batch, radial, answers, rough, .. } = self;
            batch.settle_p1812(fixed, radial, receivers, answers, rough);
        }
    }

    /// The zones of a path, if they are looked at.
    #[inline]
    fn zones(&self, model: Option<&P1812>, receiver: &Receiver) -> Option<FoundZones> {
        self.kept.zones.then(|| self.radial.found_zones(model, receiver))
    }

    /// Whether the model looks so closely at what lies before a receiver that [`Self::approach`] is worth its while.
    #[must_use]
    pub fn wants_approach(&self) -> bool {
        matches!(self.question, Question::Itm(_))
    }

    /// Says what lies on the straight line right before a receiver of the next question, one after the other: ground (m
    /// above mean sea level) and clutter (m) of its last [`APPROACH`](super::APPROACH) steps without the ends, the nearest
    /// last, or of all if there are fewer. A path has a step more than there are samples before its receiver. Without it
    /// the samples stand for the line.
    pub fn approach(&mut self, ground_m: &[f64], clutter_m: &[f64]) {
        self.direct.approach(ground_m, clutter_m);
    }

    /// The answers to the last question.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Puts stretches of the radial (km from the transmitter) into `near`: outside of them the topped ground stays so far
    /// (m) below the ray to a receiver, or farther.
    pub fn near_ray(&self, receiver: &Receiver, within_m: f64, near: &mut Vec<Range<f64>>) {
        near.clear();
        if let Some(sight) = self.sight {
            let surface = self.radial.surface(&self.kept, sight.surface);
            surface.near_ray(&self.radial.aim(receiver), within_m, &self.radial.x_km, near);
        }
    }

    /// Replaces the clearance of an answer (m) by a better one.
    pub fn correct_clearance(&mut self, place: usize, clearance_m: f64) {
        let answer = &mut self.answers[place];
        answer.clearance_m = clearance_m;
        answer.fresnel_clearance_m = answer.fresnel_clearance_m.min(clearance_m);
    }

    #[inline]
    fn clearances_m(&self, sight: Sight, receiver: &Receiver, aim: &Aim) -> [f64; 2] {
        let surface = self.radial.surface(&self.kept, sight.surface);
        let scale = sight.fresnel.map(|fresnel| fresnel / receiver.d_km.sqrt());
        let found = self.radial.clearances_m(surface, aim, scale);
        if found[0].is_finite() {
            return found;
        }
        let lower_m =
            (self.radial.tx_antenna_m - self.radial.tx_ground_m).min(receiver.antenna_m - receiver.ground_m);
        [lower_m, if scale.is_some() { lower_m } else { f64::NAN }]
    }
}

impl Answer {
    /// Nothing asked for.
    const NONE: Self = Self { loss_db: f64::NAN, clearance_m: f64::NAN, fresnel_clearance_m: f64::NAN };
}

/// Slopes of the rays from an antenna (m above mean sea level), m/km: many divisions at once.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn ray_slopes(antenna_m: f64, receivers: &[Receiver], slopes: &mut [f64]) {
    for (slope, receiver) in slopes.iter_mut().zip(receivers) {
        *slope = (receiver.antenna_m - antenna_m) / receiver.d_km;
    }
}

/// What is to be kept for a question whose model needs surfaces over these radii (km).
fn kept(asked: &Asked, radii_km: [Option<f64>; 2]) -> Kept {
    let radius_km = radii_km[0].or(asked.clearance_radius_km).unwrap_or(super::FLAT_KM);
    Kept {
        radius_km,
        second_radius_km: radii_km[1],
        sight_radius_km: asked.clearance_radius_km.filter(|sight_km| *sight_km != radius_km),
        clutter: asked.clutter,
        smooth: radii_km[0].is_some(),
        zones: asked.zones && radii_km[0].is_some(),
        clearing_km: asked.clearing_km,
    }
}
