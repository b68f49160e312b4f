//! Who could be served by whom where sectors have only so much time, interference left out.
//!
//! Classes come by falling weight for the time that they take at least; each goes to the offer that takes the smallest share of
//! the time left to its sector. One that finds no room may send another of the same sector elsewhere. What is served so is a
//! plan's value; the most that could be served may be a little more (whole places and two directions make it a hard question),
//! which the bound allows for.

use super::classes::ClassOffer;
use super::reduced::Reduced;

/// Who is served by whom, and what time is worth.
#[derive(Debug, Clone, Default)]
pub(super) struct Serving {
    /// For each class the place of the offer that serves it among its own.
    pub offer: Vec<Option<u32>>,
    /// Weight served, millionths.
    pub weight: i64,
    /// Weight for a microsecond of each sector, millionths: what the most deserving of those who found no time would bring.
    pub time_price: Vec<f64>,
}

/// Serves some classes, in this order, from the sites that work, whose sectors have so much time each, µs of each second.
pub(super) fn serve(problem: &Reduced, order: &[u32], works: &[bool], time_us: u32) -> Serving {
    let mut work = Work::new(problem, works, time_us);
    work.serve_promised(order);
    for &class in order {
        if work.offer[class as usize].is_none() {
            work.serve(class as usize);
        }
    }
    work.finish(order)
}

/// The classes by falling weight for the time that their cheapest offer takes, equals in order.
pub(super) fn order(problem: &Reduced) -> Vec<u32> {
    let classes = &problem.classes;
    let least_us = |class: usize| classes.offers(class).iter().map(larger_us).min().unwrap_or(0);
    let density: Vec<f64> =
        (0..classes.len()).map(|class| density(classes.weight[class], least_us(class))).collect();
    let mut order: Vec<u32> = (0..classes.len() as u32).collect();
    order.sort_by(|&one, &other| {
        density[other as usize].total_cmp(&density[one as usize]).then(one.cmp(&other))
    });
    order
}

/// Time that an offer takes in the direction that takes more, µs of each second.
pub(super) fn larger_us(offer: &ClassOffer) -> u32 {
    offer.airtime_us[0].max(offer.airtime_us[1])
}

/// Weight for a microsecond; infinite where no time is taken.
pub(super) fn density(weight: i64, time_us: u32) -> f64 {
    if time_us == 0 { f64::INFINITY } else { weight as f64 / f64::from(time_us) }
}

struct Work<'a> {
    problem: &'a Reduced,
    works: &'a [bool],
    offer: Vec<Option<u32>>,
    left_us: Vec<[u32; 2]>,
    members: Vec<Vec<u32>>,
    /// How often a sector was found to have nobody to send elsewhere.
    stuck: Vec<u8>,
}

/// A sector that had nobody to send elsewhere so often is not asked again.
const STUCK_MOST: u8 = 3;

impl<'a> Work<'a> {
    fn new(problem: &'a Reduced, works: &'a [bool], time_us: u32) -> Self {
        Self {
            problem,
            works,
            offer: vec![None; problem.classes.len()],
            left_us: vec![[time_us; 2]; problem.sector_count],
            members: vec![Vec::new(); problem.sector_count],
            stuck: vec![0; problem.sector_count],
        }
    }

    /// C6 promises: those to whom service was promised come first, as many as were promised.
    fn serve_promised(&mut self, order: &[u32]) {
        let mut missing_micro = self.problem.promised_micro.clone();
        if missing_micro.is_empty() {
            return;
        }
        for class in order.iter().map(|&class| class as usize) {
            let missing_micro = &mut missing_micro[self.problem.classes.group[class] as usize];
            if *missing_micro > 0 && self.serve(class) {
                *missing_micro -= self.problem.classes.households[class];
            }
        }
    }

    /// Serves a class where some sector has room for it, or can make it.
    fn serve(&mut self, class: usize) -> bool {
        self.put_at_best(class) || self.make_room(class)
    }

    fn is_open(&self, offer: &ClassOffer) -> bool {
        self.works[offer.site as usize]
    }

    fn fits(&self, offer: &ClassOffer) -> bool {
        let left_us = self.left_us[offer.sector as usize];
        offer.airtime_us[0] <= left_us[0] && offer.airtime_us[1] <= left_us[1]
    }

    /// Puts a class to the offer that takes the smallest share of what is left; false where none has room.
    fn put_at_best(&mut self, class: usize) -> bool {
        let mut best: Option<(f64, usize)> = None;
        for (at, offer) in self.problem.classes.offers(class).iter().enumerate() {
            if self.is_open(offer) && self.fits(offer) {
                let share = self.share_of_left(offer);
                if best.is_none_or(|(least, _)| share < least) {
                    best = Some((share, at));
                }
            }
        }
        let Some((_, at)) = best else { return false };
        self.put(class, at);
        true
    }

    fn share_of_left(&self, offer: &ClassOffer) -> f64 {
        let left_us = self.left_us[offer.sector as usize];
        let share = |way: usize| f64::from(offer.airtime_us[way]) / f64::from(left_us[way].max(1));
        share(0).max(share(1))
    }

    fn put(&mut self, class: usize, at: usize) {
        let offer = &self.problem.classes.offers(class)[at];
        let left_us = &mut self.left_us[offer.sector as usize];
        (0..2).for_each(|way| left_us[way] -= offer.airtime_us[way]);
        self.members[offer.sector as usize].push(class as u32);
        self.offer[class] = Some(at as u32);
    }

    fn take_out(&mut self, class: usize) {
        let Some(at) = self.offer[class].take() else { return };
        let offer = &self.problem.classes.offers(class)[at as usize];
        let left_us = &mut self.left_us[offer.sector as usize];
        (0..2).for_each(|way| left_us[way] += offer.airtime_us[way]);
        self.members[offer.sector as usize].retain(|member| *member as usize != class);
    }

    /// Serves a class after sending another of the same sector to an offer of its own, where there is such a move.
    fn make_room(&mut self, class: usize) -> bool {
        let offers = self.problem.classes.offers(class);
        for (at, offer) in offers.iter().enumerate() {
            if !self.is_open(offer) || self.stuck[offer.sector as usize] >= STUCK_MOST {
                continue;
            }
            let Some((other, its)) = self.find_move(offer) else {
                self.stuck[offer.sector as usize] += 1;
                continue;
            };
            self.take_out(other);
            self.put(other, its);
            self.put(class, at);
            return true;
        }
        false
    }

    /// The first member of a sector whose going would make room, and the first of its offers elsewhere that has room.
    fn find_move(&self, wanted: &ClassOffer) -> Option<(usize, usize)> {
        let left_us = self.left_us[wanted.sector as usize];
        self.members[wanted.sector as usize].iter().find_map(|&member| {
            let offers = self.problem.classes.offers(member as usize);
            let its = &offers[self.offer[member as usize]? as usize];
            let is_enough = (0..2).all(|way| wanted.airtime_us[way] <= left_us[way] + its.airtime_us[way]);
            let elsewhere =
                |offer: &ClassOffer| offer.sector != wanted.sector && self.is_open(offer) && self.fits(offer);
            let at = if is_enough { offers.iter().position(elsewhere) } else { None };
            at.map(|at| (member as usize, at))
        })
    }

    /// What is served of these classes; what others would bring is no price of time.
    fn finish(self, order: &[u32]) -> Serving {
        let classes = &self.problem.classes;
        let mut time_price = vec![0.0_f64; self.problem.sector_count];
        let mut weight = 0;
        for class in order.iter().map(|&class| class as usize) {
            if self.offer[class].is_some() {
                weight += classes.weight[class];
                continue;
            }
            for offer in classes.offers(class).iter().filter(|offer| self.works[offer.site as usize]) {
                let price = &mut time_price[offer.sector as usize];
                *price = price.max(density(classes.weight[class], larger_us(offer)));
            }
        }
        Serving { offer: self.offer, weight, time_price }
    }
}
