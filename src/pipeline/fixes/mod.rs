//! Single changes that would serve some whom a plan leaves: one more site with what feeds it, or faster links. Each is tried: the network
//! of the busy hour is worked out with it, and only whom that one serves is counted.
//!
//! Money is not asked for, that is what a change costs. All else that is enforced is kept, and in all no fewer households are served than
//! before.

mod links;
mod sites;
mod tried;

use super::choice::Judged;
use super::loads::{Carriage, Carrying};
use super::options::Options;
use super::quiet::Quiet;
use super::{busy_hour, serving_sites};
use crate::coverage::Network;
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{Fix, Objection, Tries};

/// A plan, beside which changes are tried.
struct Beside<'a> {
    inputs: &'a Inputs,
    options: &'a Options,
    judged: &'a Judged,
    /// Its network before links turned anybody away.
    network: Network,
    carrying: Carrying<'a>,
    /// What its links carry.
    now: Carriage,
    /// Households that it serves.
    households: f64,
    /// Whether each household point is captive in every plan.
    captive: Vec<bool>,
}

/// Changes that were tried and serve somebody, sites before links; and the sites that what is enforced bars. None where the user does not
/// wait for all of them.
///
/// # Errors
/// As the network.
pub(super) fn tries(
    inputs: &Inputs,
    options: &Options,
    judged: &Judged,
    is_ended: &dyn Fn() -> bool,
    progress: &dyn Progress,
) -> Result<Option<Tries>, Error> {
    let beside = Beside::of(inputs, options, judged, progress)?;
    let mut tries = beside.sites(is_ended, progress)?;
    if let Some(tries) = &mut tries {
        tries.fixes.extend(beside.links());
    }
    Ok(tries)
}

/// What came of a change that serves somebody.
enum Tried {
    Serves(Fix),
    /// It misses something that is enforced; its site.
    Misses(usize, Objection),
}

impl<'a> Beside<'a> {
    fn of(
        inputs: &'a Inputs,
        options: &'a Options,
        judged: &'a Judged,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        let Options { question, sites, access, hearings, .. } = options;
        let quiet = Quiet::new(progress);
        let network = busy_hour(inputs, access, &serving_sites(sites, &judged.choice), hearings, &quiet)?;
        let carrying = Carrying::of(inputs, question, &judged.choice.open, &judged.tree, &network);
        let now = carrying.within(question.left_cents(&judged.choice.columns));
        let households = served_households(inputs, &judged.network);
        let captive = question.captive_points(inputs.demand.points.len());
        Ok(Self { inputs, options, judged, network, carrying, now, households, captive })
    }

    /// Whether a household point is left by the plan, and some plan may serve it.
    fn is_open(&self, point: usize) -> bool {
        self.judged.network.points[point].served_by.is_none() && !self.captive[point]
    }
}

fn served_households(inputs: &Inputs, network: &Network) -> f64 {
    let points = inputs.demand.points.iter().zip(&network.points);
    points.filter(|(_, service)| service.served_by.is_some()).map(|(point, _)| point.households).sum()
}
