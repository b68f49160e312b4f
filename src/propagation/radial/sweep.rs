//! A question put to all receivers of one radial after the other.

use std::ops::Range;

use super::columns::{Columns, Found, LANES};
use super::direct::Direct;
use super::losses::{Fixed, p526_db, p1812_db, p1812_first_db};
use super::{Kept, Radial, Receiver, Samples, Surface, Transmitter};
use crate::propagation::itm::Ready;
use crate::propagation::p526::{P526, SmoothSurface, Wave};
use crate::propagation::p530::first_fresnel_radius_m;
use crate::propagation::p1812::carrier::Carrier;
use crate::propagation::p1812::ducting::least_time_db;
use crate::propagation::p1812::{self, P1812};
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
    /// The number under which the receiver came.
    pub id: u32,
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
/// let mut sweep = Sweep::new(&asked);
/// let transmitter = Transmitter { ground_m: 0.0, antenna_m: 20.0, zone: Zone::Inland };
/// sweep.start(&transmitter, &Samples { x_km: &[5.0], ground_m: &[50.0], clutter_m: &[], zone: &[] });
/// sweep.receive(7, 1, &Receiver { d_km: 10.0, ground_m: 0.0, antenna_m: 20.0, zone: Zone::Inland });
/// let answer = sweep.answers()[0];
/// assert_eq!((answer.id, format!("{:.1}", answer.loss_db)), (7, "155.8".to_owned()));
/// assert_eq!(format!("{:.2}", answer.clearance_m), "-31.47");
/// ```
#[derive(Debug, Clone)]
pub struct Sweep {
    pub(super) kept: Kept,
    question: Question,
    sight: Option<Sight>,
    pub(super) radial: Radial,
    direct: Direct,
    answers: Vec<Answer>,
    /// Who asked for each answer.
    receivers: Vec<Receiver>,
    waiting: Waiting,
    rough: Waiting,
}

/// Where and how clearances are measured.
#[derive(Debug, Clone, Copy)]
struct Sight {
    surface: Surface,
    /// Radius of the first Fresnel zone over √(x (d − x)) and over 1 / √d, m.
    fresnel: Option<f64>,
}

/// The model, made ready.
#[derive(Debug, Clone, Copy)]
enum Question {
    Nothing,
    FreeSpace { frequency_mhz: f64 },
    P526(Fixed<P526>),
    P1812(Fixed<P1812>),
    Itm(Ready),
}

/// Receivers whose losses are yet to be computed.
#[derive(Debug, Clone, Default)]
struct Waiting {
    columns: Columns,
    /// Place of each among the answers.
    places: [usize; LANES],
    /// Horizons of each, where roughness is yet to be looked at.
    points: [Option<[usize; 2]>; LANES],
    count: usize,
}

impl Waiting {
    #[inline]
    fn put(&mut self, place: usize, points: Option<[usize; 2]>, found: &Found) {
        self.columns.set(self.count, found);
        self.places[self.count] = place;
        self.points[self.count] = points;
        self.count += 1;
    }

    fn is_full(&self) -> bool {
        self.count == LANES
    }
}

/// Longest path on which more roughness is known never to lessen the loss by ducting, km: eq. (53) to (53a) fall with β
/// for every p from 1 to 50 %; beyond some 300 km they need not.
const ROUGHNESS_KNOWN_KM: f64 = 200.0;

/// Where ducts vary with time by this much at least, dB, most paths are better off by diffraction.
const DUCTS_RARE_DB: f64 = 30.0;

/// What a bound must clear so that rounding cannot turn it, dB.
const ROUNDING_DB: f64 = 1e-6;

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
        let radii_km = question.radii_km();
        let radius_km = radii_km[0].or(asked.clearance_radius_km).unwrap_or(super::FLAT_KM);
        let apart = |sight_km: &f64| *sight_km != radius_km;
        let kept = Kept {
            radius_km,
            second_radius_km: radii_km[1],
            sight_radius_km: asked.clearance_radius_km.filter(apart),
            clutter: asked.clutter,
            smooth: radii_km[0].is_some(),
            zones: asked.zones && radii_km[0].is_some(),
            clearing_km: asked.clearing_km,
        };
        let surface = if kept.sight_radius_km.is_some() { Surface::Sight } else { Surface::First };
        let fresnel =
            asked.fresnel.then(|| 2.0 * first_fresnel_radius_m(0.5, 0.5, asked.frequency_mhz / 1000.0));
        Self {
            kept,
            question,
            sight: asked.clearance_radius_km.map(|_| Sight { surface, fresnel }),
            radial: Radial::default(),
            direct: Direct::default(),
            answers: Vec::new(),
            receivers: Vec::new(),
            waiting: Waiting::default(),
            rough: Waiting::default(),
        }
    }

    /// Begins a radial; the answers of the one before are gone.
    pub fn start(&mut self, tx: &Transmitter, samples: &Samples) {
        self.answers.clear();
        self.receivers.clear();
        self.radial.start(&self.kept, tx, samples);
        match &mut self.question {
            Question::P526(fixed) => (fixed.tx_ground_m, fixed.tx_antenna_m) = (tx.ground_m, tx.antenna_m),
            Question::P1812(fixed) => (fixed.tx_ground_m, fixed.tx_antenna_m) = (tx.ground_m, tx.antenna_m),
            Question::Itm(ready) => self.direct.start(ready, &self.kept, tx, samples),
            Question::Nothing | Question::FreeSpace { .. } => {}
        }
    }

    /// Takes a receiver behind the first `before` samples; neither they nor its distance may be less than those of the
    /// receiver before it.
    #[inline]
    pub fn receive(&mut self, id: u32, before: usize, receiver: &Receiver) {
        self.radial.take(&self.kept, before, receiver.d_km);
        let [clearance_m, fresnel_clearance_m] = self.clearances_m(receiver);
        let place = self.answers.len();
        self.receivers.push(*receiver);
        self.answers.push(Answer { id, loss_db: f64::NAN, clearance_m, fresnel_clearance_m });
        match &self.question {
            Question::Nothing => {}
            Question::FreeSpace { frequency_mhz } => {
                let rise_km = (receiver.antenna_m - self.radial.tx_antenna_m) / 1000.0;
                let loss_db = free_space::free_space_loss_db(receiver.d_km.hypot(rise_km), *frequency_mhz);
                self.answers[place].loss_db = loss_db;
            }
            Question::P526(fixed) => {
                let found = self.radial.found_p526(&self.kept, fixed, receiver);
                self.waiting.put(place, None, &found);
            }
            Question::P1812(fixed) => {
                let (found, points) = self.radial.found_p1812(&self.kept, fixed, receiver);
                self.waiting.put(place, points, &found);
            }
            Question::Itm(ready) => {
                self.answers[place].loss_db = self.direct.loss_db(ready, &self.kept, before, receiver);
            }
        }
        if self.waiting.is_full() {
            self.settle();
        }
    }

    /// Whether the model looks so closely at what lies before a receiver that [`Self::approach`] is worth its while.
    #[must_use]
    pub fn wants_approach(&self) -> bool {
        matches!(self.question, Question::Itm(_))
    }

    /// Says what lies on the straight line right before the next receiver: ground (m above mean sea level) and clutter (m)
    /// of its last [`APPROACH`](super::APPROACH) steps without the ends, the nearest last, or of all if there are fewer. A
    /// path has a step more than there are samples before its receiver. Without it the samples stand for the line.
    pub fn approach(&mut self, ground_m: &[f64], clutter_m: &[f64]) {
        self.direct.approach(ground_m, clutter_m);
    }

    /// The answers of all receivers of the radial, in the order in which they came.
    pub fn answers(&mut self) -> &[Answer] {
        self.settle();
        self.settle_rough();
        &self.answers
    }

    /// One of the answers, with who asked.
    #[must_use]
    pub fn answered(&self, place: usize) -> (Answer, Receiver) {
        (self.answers[place], self.receivers[place])
    }

    /// Puts stretches of samples into `near`: outside of them the topped ground stays so far (m) below the ray to a
    /// receiver, or farther.
    pub fn near_ray(&self, receiver: &Receiver, within_m: f64, near: &mut Vec<Range<usize>>) {
        near.clear();
        if let Some(sight) = self.sight {
            let surface = self.radial.surface(&self.kept, sight.surface);
            surface.near_ray(receiver.d_km, receiver.antenna_m, within_m, &self.radial.x_km, near);
        }
    }

    /// Replaces the clearance of an answer (m) by a better one.
    pub fn correct_clearance(&mut self, place: usize, clearance_m: f64) {
        let answer = &mut self.answers[place];
        answer.clearance_m = clearance_m;
        answer.fresnel_clearance_m = answer.fresnel_clearance_m.min(clearance_m);
    }

    #[inline]
    fn clearances_m(&self, receiver: &Receiver) -> [f64; 2] {
        let Some(sight) = self.sight else { return [f64::NAN; 2] };
        let surface = self.radial.surface(&self.kept, sight.surface);
        let scale = sight.fresnel.map(|fresnel| fresnel / receiver.d_km.sqrt());
        let found = self.radial.clearances_m(surface, receiver.d_km, receiver.antenna_m, scale);
        if found[0].is_finite() {
            return found;
        }
        let lower_m =
            (self.radial.tx_antenna_m - self.radial.tx_ground_m).min(receiver.antenna_m - receiver.ground_m);
        [lower_m, if scale.is_some() { lower_m } else { f64::NAN }]
    }

    /// Computes the losses of those who wait.
    fn settle(&mut self) {
        match &self.question {
            Question::P526(fixed) if self.waiting.count > 0 => {
                let losses_db = p526_db(fixed, &self.waiting.columns);
                self.take(losses_db);
            }
            Question::P1812(fixed) if self.waiting.count > 0 => {
                let fixed = *fixed;
                let [losses_db, above_db] = p1812_first_db(&fixed, &self.waiting.columns, self.kept.zones);
                // losses first: a second look may settle some of these receivers at once
                let count = self.waiting.count;
                self.take(losses_db);
                self.look_again(&fixed, &above_db[..count]);
            }
            _ => {}
        }
    }

    /// Puts losses in their places.
    fn take(&mut self, losses_db: [f64; LANES]) {
        for (place, loss_db) in self.waiting.places[..self.waiting.count].iter().zip(losses_db) {
            self.answers[*place].loss_db = loss_db;
        }
        self.waiting.count = 0;
    }

    /// Finds the roughness of those receivers to whom it matters, and lets them wait anew.
    ///
    /// Their losses were computed without any, or without ducting altogether; roughness only raises the loss by ducting.
    /// Where that lies above diffraction anyhow, neither has a say.
    fn look_again(&mut self, fixed: &Fixed<P1812>, above_db: &[f64]) {
        for (lane, above_db) in above_db.iter().enumerate() {
            let mut found = self.waiting.columns.get(lane);
            if *above_db > ROUNDING_DB && found.d_km < ROUGHNESS_KNOWN_KM {
                continue;
            }
            let fitted = SmoothSurface { tx_m: found.fitted_tx_m, rx_m: found.fitted_rx_m };
            let surface = fitted.under_ends([fixed.tx_ground_m, found.rx_ground_m]);
            let points = self.waiting.points[lane];
            found.hm_m = points.map_or(0.0, |points| self.radial.roughness_m(points, surface, found.d_km));
            if self.rough.is_full() {
                self.settle_rough();
            }
            self.rough.put(self.waiting.places[lane], None, &found);
        }
    }

    fn settle_rough(&mut self) {
        let Question::P1812(fixed) = &self.question else { return };
        if self.rough.count > 0 {
            let [losses_db, _] = p1812_db(fixed, &self.rough.columns, self.kept.zones);
            for (place, loss_db) in self.rough.places[..self.rough.count].iter().zip(losses_db) {
                self.answers[*place].loss_db = loss_db;
            }
            self.rough.count = 0;
        }
    }
}

impl Question {
    fn new(model: Option<Model>, terminals: &Terminals) -> Self {
        match model {
            None => Self::Nothing,
            Some(Model::FreeSpace) => Self::FreeSpace { frequency_mhz: terminals.frequency_mhz },
            Some(Model::P526(p526)) => {
                let radius_km = p526.effective_earth_radius_km;
                Self::P526(fixed(p526, Wave::from(terminals), [radius_km; 2], false, terminals))
            }
            Some(Model::P1812(p1812)) => {
                let second = p1812.time_percent != p1812::diffraction::MEDIAN_PERCENT;
                let least_db = least_time_db(p1812.time_percent, p1812.latitude_deg);
                let fixed = fixed(p1812, p1812::wave(terminals), p1812.radii_km(), second, terminals);
                Self::P1812(Fixed { least_time_db: (least_db > DUCTS_RARE_DB).then_some(least_db), ..fixed })
            }
            Some(Model::Itm(itm)) => Self::Itm(Ready::new(&itm, terminals)),
        }
    }

    /// The radii over which surfaces are to be kept, km.
    fn radii_km(&self) -> [Option<f64>; 2] {
        match self {
            Self::P526(fixed) => [Some(fixed.radii_km[0]), None],
            Self::P1812(fixed) => [Some(fixed.radii_km[0]), fixed.second.then_some(fixed.radii_km[1])],
            Self::Nothing | Self::FreeSpace { .. } | Self::Itm(..) => [None, None],
        }
    }
}

fn fixed<M>(model: M, wave: Wave, radii_km: [f64; 2], second: bool, terminals: &Terminals) -> Fixed<M> {
    let (carrier, frequency_mhz) = (Carrier::of(wave.frequency_ghz), terminals.frequency_mhz);
    let least_time_db = None;
    Fixed {
        model,
        carrier,
        wave,
        frequency_mhz,
        radii_km,
        second,
        least_time_db,
        tx_ground_m: f64::NAN,
        tx_antenna_m: f64::NAN,
    }
}
