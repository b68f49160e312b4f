//! The honesty line: what a plan for the same money would claim that looks at coverage alone, and what its sites would serve.

use super::judge::{Plans, works_or_is_fixed};
use crate::certificate::{Instance, Offer};
use crate::optimise;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::CoverageAlone;

/// Millionths in one.
const MILLION: f64 = 1e6;

impl Plans<'_> {
    /// Drafts a plan as if every site were fed and had time for all, and has its sites serve in the busy hour, over the links that
    /// feed them. None where the user has waited long enough, or nothing can be chosen.
    pub(super) fn coverage_alone(&mut self, progress: &dyn Progress) -> Result<Option<CoverageAlone>, Error> {
        if progress.enough() {
            return Ok(None);
        }
        let instance = &self.question.instance;
        let alone = alone(instance);
        let chosen = match optimise::draft(&alone, &self.draft_limits(), progress) {
            Err(Error::Infeasible(_) | Error::Unfound(_)) => return Ok(None),
            chosen => chosen?,
        };
        if progress.enough() {
            return Ok(None);
        }
        let is_open = |offer: &Offer| chosen.open[alone.site_of(offer.sector)];
        let claimed = alone.demand.iter().filter(|row| row.offers.iter().any(is_open));
        let claimed_micro: i64 = claimed.map(|row| row.households_micro).sum();
        let built = works_or_is_fixed(instance, &chosen.open);
        let seen = self.judge(optimise::chosen(instance, built)?, progress)?;
        let served_micro: i64 = seen.answer.households_micro(instance).iter().sum();
        Ok(Some(CoverageAlone {
            claimed: claimed_micro as f64 / MILLION,
            covered: served_micro as f64 / MILLION,
        }))
    }
}

/// The question without feeding, time and rules.
fn alone(instance: &Instance) -> Instance {
    let mut alone = Instance { rules: Vec::new(), captors: Vec::new(), ..instance.clone() };
    for site in &mut alone.sites {
        site.fed_by_pop = true;
        site.neighbours.clear();
    }
    for offer in alone.demand.iter_mut().flat_map(|row| &mut row.offers) {
        offer.airtime_us = [0; 2];
    }
    for row in &mut alone.demand {
        row.two_chains = false;
    }
    alone
}
