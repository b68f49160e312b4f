//! Cuts of C10 that a fraction of a plan makes use of: for each pole the lost site, and the sites that cut the pole off then, that
//! work least, by maximum flow.

use std::rc::Rc;

use super::poles::PoleCut;
use super::reduced::Reduced;
use super::separate::{Flow, PARTS};

/// A pole is served more than a cut allows where this much is missing.
const BROKEN: f64 = 1e-5;

/// How often a fraction of a plan serves a pole at most.
pub(super) struct PoleShare {
    /// The pole's class.
    pub class: u32,
    /// The least that works of any cut, or of those that offer it service.
    pub share: f64,
    /// The cut; none where those that offer service work no more.
    pub cut: Option<Rc<PoleCut>>,
}

/// What a fraction of a plan does for each pole.
pub(super) fn pole_shares(problem: &Reduced, works: &[f64]) -> Vec<PoleShare> {
    let poles = &problem.classes.poles;
    if poles.is_empty() {
        return Vec::new();
    }
    let parts: Vec<i64> = works.iter().map(|part| (part.clamp(0.0, 1.0) * PARTS).round() as i64).collect();
    let share = |(&class, offering): (&u32, &Vec<usize>)| {
        let mut least =
            Least { problem, works, parts: &parts, offering, share: sum(works, offering), cut: None };
        least.look();
        PoleShare { class, share: least.share, cut: least.cut.map(Rc::new) }
    };
    poles.iter().zip(&problem.pole_sites).map(share).collect()
}

/// The cuts of poles that are served less than once.
pub(super) fn cuts(shares: &[PoleShare]) -> Vec<(u32, Rc<PoleCut>)> {
    let short = shares.iter().filter(|one| one.share < 1.0);
    short.filter_map(|one| Some((one.class, one.cut.clone()?))).collect()
}

fn sum(works: &[f64], sites: &[usize]) -> f64 {
    sites.iter().map(|&site| works[site]).sum()
}

/// The least cut of a pole that is known.
struct Least<'a> {
    problem: &'a Reduced,
    works: &'a [f64],
    parts: &'a [i64],
    offering: &'a [usize],
    share: f64,
    cut: Option<PoleCut>,
}

impl Least<'_> {
    /// Looks at the network as it is, then without each site that much of the flow goes through.
    fn look(&mut self) {
        let network = &self.problem.network;
        let mut flow = Flow::to_place(network, self.parts, self.offering);
        let all = flow.push_to_place(2 * PARTS as i64);
        if all < self.in_parts() {
            self.keep(&flow, None);
        }
        let mut through: Vec<(i64, usize)> =
            (0..network.len()).map(|site| (flow.through(site), site)).collect();
        through.sort_unstable_by_key(|(parts, site)| (-parts, *site));
        for (parts, lost) in through {
            if parts == 0 || all - parts >= self.in_parts() {
                break;
            }
            let mut left = self.parts.to_vec();
            left[lost] = 0;
            let mut flow = Flow::to_place(network, &left, self.offering);
            if flow.push_to_place(self.in_parts()) < self.in_parts() {
                self.keep(&flow, Some(lost));
            }
        }
    }

    /// What a cut must be less than, in parts: being served once needs no cut.
    fn in_parts(&self) -> i64 {
        ((self.share - BROKEN).min(1.0) * PARTS) as i64
    }

    /// Keeps the smaller of the cuts next to the pole and next to the fibre. A cut that needs no loss holds with any.
    fn keep(&mut self, flow: &Flow, lost: Option<usize>) {
        let near_place = flow.separator_near_place(lost);
        let near_fibre = flow.separator_near_fibre_of_place(lost, self.offering);
        let separator = if near_fibre.len() < near_place.len() { near_fibre } else { near_place };
        let other = || (0..self.works.len()).find(|site| separator.binary_search(site).is_err());
        if let Some(lost) = lost.or_else(other) {
            self.share = sum(self.works, &separator);
            self.cut = Some(PoleCut { lost, separator });
        }
    }
}
