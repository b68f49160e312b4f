//! Cuts of C10 that a fraction of a plan makes use of: for each pole the sites that cut it off and work least, as the network is or
//! without one site, by maximum flow.

use std::rc::Rc;

use super::poles::{PoleCut, first_cuts};
use super::reduced::Reduced;
use super::separate::{Flow, PARTS};

/// A cut is worth more than another where it allows less by this much.
const LESS: f64 = 1e-5;

/// How often a fraction of a plan serves a pole at most.
pub(super) struct PoleShare {
    /// The pole's class.
    pub class: u32,
    /// What the cut allows.
    pub share: f64,
    /// The cut that allows least.
    pub cut: Rc<PoleCut>,
}

/// What a fraction of a plan does for each pole.
pub(super) fn pole_shares(problem: &Reduced, works: &[f64]) -> Vec<PoleShare> {
    let parts: Vec<i64> = works.iter().map(|part| (part.clamp(0.0, 1.0) * PARTS).round() as i64).collect();
    let share = |((class, cut), offering): ((u32, Rc<PoleCut>), &Vec<usize>)| {
        let share = cut.allowed(works);
        let mut least = Least { problem, works, parts: &parts, offering, share, cut };
        least.look();
        PoleShare { class, share: least.share, cut: least.cut }
    };
    first_cuts(problem).into_iter().zip(&problem.pole_sites).map(share).collect()
}

/// The cuts of poles that are served less than once.
pub(super) fn cuts(shares: &[PoleShare]) -> Vec<(u32, Rc<PoleCut>)> {
    let short = shares.iter().filter(|one| one.share < 1.0);
    short.map(|one| (one.class, one.cut.clone())).collect()
}

/// The least cut of a pole that is known.
struct Least<'a> {
    problem: &'a Reduced,
    works: &'a [f64],
    parts: &'a [i64],
    offering: &'a [usize],
    share: f64,
    cut: Rc<PoleCut>,
}

impl Least<'_> {
    /// Looks at the network as it is, then without each site that much of the flow goes through.
    fn look(&mut self) {
        let network = &self.problem.network;
        let mut flow = Flow::to_place(network, self.parts, self.offering);
        let all = flow.push_to_place(2 * PARTS as i64);
        if all < 2 * self.wanted() {
            self.keep(&flow, None);
        }
        let mut through: Vec<(i64, usize)> =
            (0..network.len()).map(|site| (flow.through(site), site)).collect();
        through.sort_unstable_by_key(|(parts, site)| (-parts, *site));
        for (parts, lost) in through {
            if parts == 0 || all - parts >= self.wanted() {
                break;
            }
            let mut left = self.parts.to_vec();
            left[lost] = 0;
            let mut flow = Flow::to_place(network, &left, self.offering);
            if flow.push_to_place(self.wanted()) < self.wanted() {
                self.keep(&flow, Some(lost));
            }
        }
    }

    /// What a better cut allows less than, in parts; one that allows a pole to be served once is no cut.
    fn wanted(&self) -> i64 {
        ((self.share - LESS).min(1.0) * PARTS) as i64
    }

    /// Keeps the smaller of the cuts next to the pole and next to the fibre.
    fn keep(&mut self, flow: &Flow, lost: Option<usize>) {
        let near_place = flow.separator_near_place(lost);
        let near_fibre = flow.separator_near_fibre_of_place(lost, self.offering);
        let separator = if near_fibre.len() < near_place.len() { near_fibre } else { near_place };
        let cut = PoleCut { lost, separator };
        (self.share, self.cut) = (cut.allowed(self.works), cut.into());
    }
}
