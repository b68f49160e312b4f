//! Who is served by whom, so that no sector gives more time than it has.
//!
//! Anchors come first, then the points that are worth most for the time they take. Where that leaves a promise short, it comes before
//! all else: of its points those that hold most households for their time, until it is kept; so do promises that others leave short by
//! that. Each place gets the strongest of its options that has room. One that finds none may send another of the same sector to an option of its own. Where there is time for all,
//! everybody is with the strongest sector. *Left out*: promises that compete for one sector are kept in their order; longer chains of moves; no claim is made that nobody more could be
//! served.

use super::airtime::Demand;
use super::options::Answer;
use super::{Asked, Promise, ROUNDING, Reception};

/// Who is served by whom.
pub(super) struct Assignment {
    /// For each place the option that serves it.
    pub option: Vec<Option<usize>>,
    /// Whether each place has options, and would fill any of their sectors beyond its time.
    pub too_large: Vec<bool>,
    /// Share of its time that each sector gives, downlink and uplink.
    pub load_ratio: Vec<[f64; 2]>,
    /// The same, if each served every place whose first option it is.
    pub offered_load_ratio: Vec<[f64; 2]>,
}

/// Assigns places to their options.
///
/// `loads_max_ratio`: the time that each sector has.
pub(super) fn assign(
    answers: &[Answer],
    airtime: &Demand,
    asked: &Asked,
    loads_max_ratio: Vec<[f64; 2]>,
) -> Assignment {
    let mut work = Work::new(answers, airtime, loads_max_ratio);
    let mut is_first = vec![false; asked.promises.len()];
    loop {
        work.fill(asked, &is_first);
        let short = |promise: &usize| !is_first[*promise] && !work.keeps(&asked.promises[*promise]);
        let short: Vec<usize> = (0..is_first.len()).filter(short).collect();
        if short.is_empty() {
            break;
        }
        for promise in short {
            is_first[promise] = true;
        }
        work.empty();
    }
    Assignment {
        too_large: work.costs.iter().map(|costs| is_too_large(costs, asked.service.load_max_ratio)).collect(),
        option: work.option,
        load_ratio: work.load_ratio,
        offered_load_ratio: work.offered_load_ratio,
    }
}

impl Assignment {
    /// Whether no sector gives more time than this.
    pub fn is_within(&self, most_ratio: &[[f64; 2]]) -> bool {
        let within =
            |(load, most): (&[f64; 2], &[f64; 2])| (0..2).all(|way| load[way] <= most[way] + ROUNDING);
        self.load_ratio.iter().zip(most_ratio).all(within)
    }
}

/// What an option costs.
#[derive(Debug, Clone, Copy)]
struct Cost {
    sector: usize,
    airtime_ratio: [f64; 2],
}

struct Work {
    costs: Vec<Vec<Cost>>,
    option: Vec<Option<usize>>,
    /// Places with each sector, in the order in which they came.
    members: Vec<Vec<usize>>,
    load_ratio: Vec<[f64; 2]>,
    offered_load_ratio: Vec<[f64; 2]>,
    loads_max_ratio: Vec<[f64; 2]>,
}

impl Work {
    fn new(answers: &[Answer], airtime: &Demand, loads_max_ratio: Vec<[f64; 2]>) -> Self {
        let sectors = loads_max_ratio.len();
        let costs: Vec<Vec<Cost>> = answers
            .iter()
            .zip(&airtime.places)
            .map(|(answer, wanted)| {
                let cost = |option: &Reception| {
                    let [Some(down), Some(up)] = option.rates_mbps else { return None };
                    Some(Cost { sector: option.sector, airtime_ratio: wanted.airtime_ratio([down, up]) })
                };
                answer.options.iter().filter_map(cost).collect()
            })
            .collect();
        let mut offered_load_ratio = vec![[0.0; 2]; sectors];
        for first in costs.iter().filter_map(|costs: &Vec<Cost>| costs.first()) {
            add(&mut offered_load_ratio[first.sector], first.airtime_ratio);
        }
        Self {
            option: vec![None; costs.len()],
            costs,
            members: vec![Vec::new(); sectors],
            load_ratio: vec![[0.0; 2]; sectors],
            offered_load_ratio,
            loads_max_ratio,
        }
    }

    /// Serves whom it can, some promises first.
    fn fill(&mut self, asked: &Asked, is_first: &[bool]) {
        for (promise, _) in asked.promises.iter().zip(is_first).filter(|(_, is_first)| **is_first) {
            self.keep(promise);
        }
        for place in self.order(asked.point_values) {
            self.serve(place);
        }
    }

    /// Serves nobody any more.
    fn empty(&mut self) {
        self.option.fill(None);
        self.members.iter_mut().for_each(Vec::clear);
        self.load_ratio.fill([0.0; 2]);
    }

    /// Whether so many are served as are promised.
    fn keeps(&self, promise: &Promise) -> bool {
        let served = promise.points.iter().filter(|(place, _)| self.option[*place].is_some());
        promise.is_kept_by(served.map(|(_, households)| households).sum())
    }

    /// Serves of a promise those that hold most households for their time, until it is kept.
    fn keep(&mut self, promise: &Promise) {
        let with_options = promise.points.iter().filter(|(place, _)| !self.costs[*place].is_empty());
        let mut points: Vec<(usize, f64)> = with_options.copied().collect();
        points.sort_by(|one, other| {
            let density = |(place, households): &(usize, f64)| self.density(*place, *households);
            density(other).total_cmp(&density(one)).then(one.0.cmp(&other.0))
        });
        let mut served_households = 0.0;
        for (place, households) in points {
            if promise.is_kept_by(served_households) {
                break;
            }
            if self.serve(place) {
                served_households += households;
            }
        }
    }

    /// Serves a place if there is room, or another can make some; whether it is served.
    fn serve(&mut self, place: usize) -> bool {
        if self.option[place].is_some() {
            return true;
        }
        if let Some(option) = (0..self.costs[place].len()).find(|option| self.has_room(place, *option)) {
            self.put(place, option);
        } else {
            self.make_room(place);
        }
        self.option[place].is_some()
    }

    /// Anchors in their order, then points by falling value for the time that their cheapest option takes, equals in order.
    fn order(&self, point_values: &[f64]) -> Vec<usize> {
        let points = point_values.len();
        let density = |place: &usize| self.density(*place, point_values[*place]);
        let mut by_value: Vec<usize> = (0..points).filter(|place| !self.costs[*place].is_empty()).collect();
        by_value.sort_by(|one, other| density(other).total_cmp(&density(one)).then(one.cmp(other)));
        (points..self.costs.len()).chain(by_value).collect()
    }

    /// A value for the time that the cheapest option of a place takes.
    fn density(&self, place: usize, value: f64) -> f64 {
        let times = self.costs[place].iter().map(|cost| larger(cost.airtime_ratio));
        let least = times.fold(f64::INFINITY, f64::min);
        if least > 0.0 { value / least } else { f64::INFINITY }
    }

    fn has_room(&self, place: usize, option: usize) -> bool {
        let cost = &self.costs[place][option];
        self.fits(cost.sector, self.load_ratio[cost.sector], cost.airtime_ratio)
    }

    fn fits(&self, sector: usize, load_ratio: [f64; 2], more: [f64; 2]) -> bool {
        (0..2).all(|way| load_ratio[way] + more[way] <= self.loads_max_ratio[sector][way] + ROUNDING)
    }

    fn put(&mut self, place: usize, option: usize) {
        let cost = self.costs[place][option];
        add(&mut self.load_ratio[cost.sector], cost.airtime_ratio);
        self.members[cost.sector].push(place);
        self.option[place] = Some(option);
    }

    fn take_out(&mut self, place: usize) {
        let Some(option) = self.option[place].take() else { return };
        let cost = self.costs[place][option];
        self.members[cost.sector].retain(|member| *member != place);
        // Summed anew, so that no rounding is left behind.
        let mut load_ratio = [0.0; 2];
        for member in &self.members[cost.sector] {
            if let Some(option) = self.option[*member] {
                add(&mut load_ratio, self.costs[*member][option].airtime_ratio);
            }
        }
        self.load_ratio[cost.sector] = load_ratio;
    }

    /// Serves a place by one of its options after moving another place to one of its own, if there is such a move.
    fn make_room(&mut self, place: usize) {
        for option in 0..self.costs[place].len() {
            let cost = self.costs[place][option];
            let Some((other, its_option)) = self.find_move(cost) else { continue };
            self.take_out(other);
            self.put(other, its_option);
            self.put(place, option);
            return;
        }
    }

    /// The first member of a sector whose going would make room, and the first option that has room for it.
    fn find_move(&self, cost: Cost) -> Option<(usize, usize)> {
        self.members[cost.sector].iter().find_map(|&member| {
            let its = self.costs[member][self.option[member]?];
            let mut without = self.load_ratio[cost.sector];
            (0..2).for_each(|way| without[way] -= its.airtime_ratio[way]);
            if !self.fits(cost.sector, without, cost.airtime_ratio) {
                return None;
            }
            let elsewhere = |option: &usize| {
                self.costs[member][*option].sector != cost.sector && self.has_room(member, *option)
            };
            (0..self.costs[member].len()).find(elsewhere).map(|option| (member, option))
        })
    }
}

fn is_too_large(costs: &[Cost], load_max_ratio: f64) -> bool {
    let too_large = |cost: &Cost| larger(cost.airtime_ratio) > load_max_ratio + ROUNDING;
    !costs.is_empty() && costs.iter().all(too_large)
}

fn add(load_ratio: &mut [f64; 2], more: [f64; 2]) {
    (0..2).for_each(|way| load_ratio[way] += more[way]);
}

fn larger(airtime_ratio: [f64; 2]) -> f64 {
    airtime_ratio[0].max(airtime_ratio[1])
}
