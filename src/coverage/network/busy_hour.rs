//! Who is served by whom, and the interference that goes with it: served, disturbed, and served again.

use rayon::prelude::*;

use super::Asked;
use super::airtime::Demand;
use super::assignment::{Assignment, assign};
use super::coupling::links_of_sectors;
use super::hear::Sky;
use super::interference::{Interference, Time, settle};
use super::options::{Answer, Listener, Signal};
use crate::problem::Error;
use crate::progress::Progress;

/// Times that everybody is served anew with the interference that the last serving makes.
const SERVINGS: usize = 4;

/// How much busier than by those served before each sector is taken to be the last time, so that others find time too.
const HEADROOM_RATIO: f64 = 1.25;

/// What stays the same while it is found out who is served by whom.
pub(super) struct BusyHour<'a> {
    pub nets: &'a Listener<'a>,
    pub sky: &'a Sky,
    pub airtime: &'a Demand,
    pub channels: &'a [u32],
    pub asked: &'a Asked<'a>,
}

/// Who is served by whom, and the interference that goes with it.
pub(super) struct Settled {
    pub interference: Interference,
    pub answers: Vec<Answer>,
    pub assignment: Assignment,
}

impl BusyHour<'_> {
    /// Serves everybody, then again with the interference of those that were served, until no sector is busier than it was
    /// taken to be. The last time none may be: so interference is never that of a quieter network than the one that stands.
    /// The first time everybody sends to the sector that is heard best; where that stands, those whom interference keeps from
    /// service count among those who disturb, for they would.
    pub fn settled(&self, strongest: Vec<Option<Signal>>, progress: &dyn Progress) -> Result<Settled, Error> {
        let load_max_ratio = self.asked.service.load_max_ratio;
        let fixed = self.nets.access.reuse().load_ratio.is_some();
        let servings = if fixed { 1 } else { SERVINGS };
        progress.start("Busy hour", (servings * self.sky.places.len()) as u64);
        let mut servers = strongest;
        let mut serving = 1;
        loop {
            let links = links_of_sectors(self.nets, self.sky, &servers, self.channels);
            let capped = serving == SERVINGS;
            let headroom_ratio = if capped { HEADROOM_RATIO } else { 1.0 };
            let time = Time { load_max_ratio, headroom_ratio };
            let interference = settle(self.nets.access, &links, self.airtime, time);
            let answers = self.answers(&interference, progress)?;
            let most_ratio = |activity: &[f64; 2]| if capped { *activity } else { [load_max_ratio; 2] };
            let caps_ratio: Vec<[f64; 2]> = interference.activity_ratio.iter().map(most_ratio).collect();
            let assignment = assign(&answers, self.airtime, self.asked, caps_ratio);
            if serving == servings || assignment.is_within(&interference.activity_ratio) {
                progress.finish();
                return Ok(Settled { interference, answers, assignment });
            }
            servers = self.servers(&answers, &assignment);
            serving += 1;
        }
    }

    fn answers(&self, interference: &Interference, progress: &dyn Progress) -> Result<Vec<Answer>, Error> {
        let tuned = self.nets.tuned(self.channels, interference);
        let answers = self
            .sky
            .places
            .par_iter()
            .zip(self.airtime.places.par_iter())
            .map(|(heard, wanted)| {
                progress.advance(1);
                tuned.answer(heard, wanted)
            })
            .collect();
        if progress.stopped() { Err(Error::Interrupted) } else { Ok(answers) }
    }

    /// The sector that serves each place.
    fn servers(&self, answers: &[Answer], assignment: &Assignment) -> Vec<Option<Signal>> {
        let signal = |place: usize| {
            let sector = answers[place].options[assignment.option[place]?].sector;
            self.nets.signals(&self.sky.places[place]).find(|signal| signal.sector == sector)
        };
        (0..answers.len()).into_par_iter().map(signal).collect()
    }
}
