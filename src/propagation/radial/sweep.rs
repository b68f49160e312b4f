//! A question put to all receivers of one radial after the other.

use std::ops::Range;

use super::batch::Batch;
use super::direct::Direct;
use super::fresnel::Line;
use super::losses::Fixed;
use super::question::Question;
use super::rays::Rays;
use super::skyline::Skyline;
use super::{Kept, Radial, Receiver, Receivers, Samples, Surface, Transmitter};
use crate::propagation::p526::bullington::depth_without_loss;
use crate::propagation::p530::first_fresnel_radius_m;
use crate::propagation::p1812::P1812;
use crate::propagation::profile::{Polarisation, Terminals, Zone};
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
/// use divario::propagation::radial::{Asked, Receiver, Receivers, Samples, Sweep, Transmitter};
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
/// let answer = sweep.ask(&transmitter, &samples, &Receivers::from_iter([receiver]))[0];
/// assert_eq!(format!("{:.1} {:.2}", answer.loss_db, answer.clearance_m), "155.8 -31.47");
/// ```
#[derive(Debug, Clone)]
pub struct Sweep {
    pub(super) kept: Kept,
    /// Whether zones are asked for; along a radial that lies inland as a whole there are none.
    looks_at_zones: bool,
    question: Question,
    sight: Option<Sight>,
    pub(super) radial: Radial,
    direct: Direct,
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
        let kept = kept(asked, &question);
        let surface = if kept.sight_radius_km.is_some() { Surface::Sight } else { Surface::First };
        let fresnel =
            asked.fresnel.then(|| 2.0 * first_fresnel_radius_m(0.5, 0.5, asked.frequency_mhz / 1000.0));
        Self {
            kept,
            looks_at_zones: kept.zones,
            question,
            sight: asked.clearance_radius_km.map(|_| Sight { surface, fresnel }),
            radial: Radial::default(),
            direct: Direct::default(),
            answers: Vec::new(),
            batch: Batch::default(),
            rough: Batch::default(),
        }
    }

    /// Answers all receivers of a radial, in their order: neither the samples before one nor its distance may be less than
    /// those of the receiver before it.
    pub fn ask(&mut self, tx: &Transmitter, samples: &Samples, receivers: &Receivers) -> &[Answer] {
        self.kept.zones = self.looks_at_zones && has_zones(tx, samples, receivers);
        self.batch.start(self.kept.zones);
        self.rough.start(self.kept.zones);
        self.radial.start(&self.kept, tx, samples);
        self.question.start(tx);
        if let Question::Itm(ready) = &self.question {
            self.direct.start(ready, &self.kept, tx, samples);
        }
        // what is asked is answered below, and what is not has never been
        self.answers.resize(receivers.len(), Answer::NONE);
        let mut asked = 0;
        while asked < receivers.len() {
            let mut rays = Rays::of(tx.antenna_m, receivers, asked, self.batch.room());
            self.radial.grow(&self.kept, &mut rays);
            if let Some(sight) = self.sight {
                self.find_clearances(sight, asked, &rays);
            }
            self.find_losses(asked, &rays, receivers);
            asked += rays.count;
        }
        self.settle(receivers);
        if let Question::P1812(fixed) = &self.question {
            self.rough.settle_rough(fixed, &mut self.answers);
        }
        &self.answers
    }

    /// The clearances of a group of receivers, of which the first stands at a place.
    fn find_clearances(&mut self, sight: Sight, place: usize, rays: &Rays) {
        let surface = self.radial.surface(&self.kept, sight.surface);
        let scales = sight.fresnel.map(|fresnel| rays.d_km.map(|d_km| fresnel / d_km.sqrt()));
        let [clear_m, zone_m] = self.radial.clearances_m(surface, rays, scales);
        let tx_height_m = self.radial.tx_antenna_m - self.radial.tx_ground_m;
        for (lane, answer) in self.answers[place..place + rays.count].iter_mut().enumerate() {
            // without a sample the ray is as high over the ground as its lower end
            let lower_m = || tx_height_m.min(rays.antenna_m[lane] - rays.ground_m[lane]);
            let alone = clear_m[lane].is_infinite();
            answer.clearance_m = if alone { lower_m() } else { clear_m[lane] };
            answer.fresnel_clearance_m = if alone && scales.is_some() { lower_m() } else { zone_m[lane] };
        }
    }

    /// The losses of a group of receivers, of which the first stands at a place, or what they are made of.
    fn find_losses(&mut self, place: usize, rays: &Rays, receivers: &Receivers) {
        let asking = place..place + rays.count;
        match &self.question {
            Question::Nothing => {}
            Question::FreeSpace { frequency_mhz } => {
                for (lane, answer) in self.answers[asking].iter_mut().enumerate() {
                    let rise_km = (rays.antenna_m[lane] - self.radial.tx_antenna_m) / 1000.0;
                    let slant_km = rays.d_km[lane].hypot(rise_km);
                    answer.loss_db = free_space::free_space_loss_db(slant_km, *frequency_mhz);
                }
            }
            Question::P526(_) => {
                self.find_zones(None, receivers, asking);
                let (columns, lane) = self.batch.next();
                self.radial.find_p526(&self.kept, rays, columns, lane);
                self.take(place, rays.count, receivers);
            }
            Question::P1812(Fixed { model, .. }) => {
                let model = *model;
                self.find_zones(Some(&model), receivers, asking);
                let (columns, lane) = self.batch.next();
                self.radial.find_p1812(&self.kept, rays, columns, lane);
                self.take(place, rays.count, receivers);
            }
            Question::Itm(ready) => {
                for place in asking {
                    let receiver = receivers.get(place);
                    self.direct.find_loss(ready, &self.kept, &receiver, place, &mut self.answers);
                }
            }
        }
    }

    /// Adds a group to those who wait for their losses.
    fn take(&mut self, place: usize, count: usize, receivers: &Receivers) {
        self.batch.take(place, count);
        if self.batch.is_full() {
            self.settle(receivers);
        }
    }

    /// The losses of all who wait.
    fn settle(&mut self, receivers: &Receivers) {
        let Self { batch, radial, direct, answers, rough, .. } = self;
        match &self.question {
            Question::P526(fixed) => batch.settle_p526(fixed, radial, receivers, answers),
            Question::P1812(fixed) => batch.settle_p1812(fixed, radial, receivers, answers, rough),
            Question::Itm(ready) => direct.settle(ready, answers),
            Question::Nothing | Question::FreeSpace { .. } => {}
        }
    }

    /// Finds the zones of some receivers' paths, if they are looked at.
    fn find_zones(&mut self, model: Option<&P1812>, receivers: &Receivers, asking: Range<usize>) {
        if self.kept.zones {
            for (lane, place) in asking.enumerate() {
                self.batch.put_zones(lane, &self.radial.found_zones(model, &receivers.get(place)));
            }
        }
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

    /// Whether more than so many samples stand over the ray to a receiver by more than a height (m).
    #[must_use]
    pub fn is_blocked(&self, receiver: &Receiver, by_m: f64, samples: usize) -> bool {
        self.sight_line(receiver).is_some_and(|(surface, line)| {
            surface.is_blocked(&line, receiver.before, (by_m, samples), &self.radial.x_km)
        })
    }

    /// Puts stretches of the radial (km from the transmitter) into `near`: outside of them the topped ground stays so far
    /// (m) below the ray to a receiver, or farther.
    pub fn near_ray(&self, receiver: &Receiver, within_m: f64, near: &mut Vec<Range<f64>>) {
        near.clear();
        if let Some((surface, line)) = self.sight_line(receiver) {
            surface.near_ray(&line, within_m, &self.radial.x_km, near);
        }
    }

    /// The surface for clearances and the ray to a receiver over it, if clearances are asked for.
    fn sight_line(&self, receiver: &Receiver) -> Option<(&Skyline, Line)> {
        let surface = self.radial.surface(&self.kept, self.sight?.surface);
        let slope = (receiver.antenna_m - self.radial.tx_antenna_m) / receiver.d_km;
        Some((surface, surface.line_of(slope, receiver.d_km)))
    }

    /// Puts a better answer in the place of one.
    pub fn correct(&mut self, place: usize, answer: Answer) {
        self.answers[place] = answer;
    }
}

impl Answer {
    /// Nothing asked for.
    const NONE: Self = Self { loss_db: f64::NAN, clearance_m: f64::NAN, fresnel_clearance_m: f64::NAN };
}

/// Whether any place along a radial is not inland.
fn has_zones(tx: &Transmitter, samples: &Samples, receivers: &Receivers) -> bool {
    [&[tx.zone], samples.zone, &receivers.zone].into_iter().flatten().any(|zone| *zone != Zone::Inland)
}

/// What is to be kept for a question.
fn kept(asked: &Asked, question: &Question) -> Kept {
    let radii_km = question.radii_km();
    let radius_km = radii_km[0].or(asked.clearance_radius_km).unwrap_or(super::FLAT_KM);
    Kept {
        radius_km,
        second_radius_km: radii_km[1],
        sight_radius_km: asked.clearance_radius_km.filter(|sight_km| *sight_km != radius_km),
        clutter: asked.clutter,
        smooth: radii_km[0].is_some(),
        zones: asked.zones && radii_km[0].is_some(),
        clearing_km: asked.clearing_km,
        grazing: question.wavelength_m().map_or(f64::INFINITY, depth_without_loss),
    }
}
