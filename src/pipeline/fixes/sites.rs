//! One more site with what feeds it, whatever the budget.
//!
//! For each household point that is left, the sites whose signal would do for it come into question, the cheapest first. Of those that
//! are next for some point, the ones that are so for most households are tried, so many at once whatever the machine, until each point
//! has a change that serves it or its cheapest have been tried in vain, or enough have been tried in all.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::super::choice::Choice;
use super::super::options::Options;
use super::super::quiet::Quiet;
use super::super::{Air, rules, serving_sites};
use super::{Beside, Tried};
use crate::coverage::Network;
use crate::optimise::Extension;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{Fix, Tries};

/// Tried at once.
const AT_ONCE: usize = 8;
/// Tried in all.
const TRIED: usize = 96;
/// Tried for a household point.
const FOR_EACH: usize = 6;

/// Sites with what feeds each, by rising cost.
struct Candidates {
    extensions: Vec<Extension>,
    /// For each household point the cheapest of those whose signal would do for it, as long as it is left; cheapest first.
    of_point: Vec<Vec<usize>>,
    is_tried: Vec<bool>,
    /// For each household point the least that a change costs that was seen to serve it, euro.
    known_eur: Vec<f64>,
}

impl Beside<'_> {
    /// The sites that serve somebody, in the order in which they were tried, and those with which the plan misses what is enforced;
    /// none where that is ended before.
    ///
    /// # Errors
    /// As the network.
    pub(super) fn sites(
        &self,
        is_ended: &dyn Fn() -> bool,
        progress: &dyn Progress,
    ) -> Result<Option<Tries>, Error> {
        let mut candidates = self.candidates();
        let most = candidates.of_point.iter().flatten().collect::<BTreeSet<_>>().len().min(TRIED);
        let (mut tries, mut count) = (Tries::default(), 0);
        progress.start_extra("Trying single changes", most as u64);
        while count < TRIED {
            if is_ended() {
                progress.finish();
                return Ok(None);
            }
            let next = candidates.next(self, AT_ONCE.min(TRIED - count));
            if next.is_empty() {
                break;
            }
            for outcome in self.together(&candidates, &next, progress)? {
                match outcome {
                    Tried::Serves(fix) => {
                        candidates.count(&fix);
                        tries.fixes.push(fix);
                    }
                    Tried::Misses(site, objection) => {
                        tries.objections.insert(site, objection);
                    }
                }
            }
            count += next.len();
            progress.advance(next.len() as u64);
        }
        progress.advance(most.saturating_sub(count) as u64);
        progress.finish();
        Ok(Some(tries))
    }

    /// What comes of some candidates, of those that serve somebody, in their order.
    fn together(
        &self,
        candidates: &Candidates,
        some: &[usize],
        progress: &dyn Progress,
    ) -> Result<Vec<Tried>, Error> {
        let Options { sites, access, hearings, .. } = self.options;
        let extensions: Vec<&Extension> = some.iter().map(|&one| &candidates.extensions[one]).collect();
        let choices: Vec<Choice> = extensions.iter().map(|extension| self.choice(extension)).collect();
        let (air, quiet) = (Air::of(self.inputs, access, hearings), Quiet::new(progress));
        let networks = choices.par_iter().map(|choice| air.busy_hour(&serving_sites(sites, choice), &quiet));
        let networks: Vec<Network> = networks.collect::<Result<_, Error>>()?;
        let all = extensions.into_iter().zip(&choices).zip(networks);
        Ok(all.filter_map(|((extension, choice), network)| self.tried(extension, choice, network)).collect())
    }

    /// The sites that may serve and could be made to work by what may be paid for.
    fn candidates(&self) -> Candidates {
        let ruled_out = rules::ruled_out(self.inputs, &self.options.question.tiers);
        let extensions = self.judged.choice.extensions(&self.options.question).into_iter().enumerate();
        let may_serve = |(site, extension): &(usize, Extension)| {
            let may_be = extension.sites.iter().all(|&one| ruled_out[one].is_none());
            self.options.sites[*site].serves() && may_be
        };
        let extensions = extensions.filter_map(|(site, extension)| Some((site, extension?)));
        let mut extensions: Vec<Extension> = extensions.filter(may_serve).map(|(_, one)| one).collect();
        extensions.sort_by(|one, other| one.capex_eur.total_cmp(&other.capex_eur));
        let mut of_point = vec![Vec::new(); self.inputs.demand.points.len()];
        for (candidate, extension) in extensions.iter().enumerate() {
            for point in self.reached(extension) {
                if of_point[point].len() < FOR_EACH {
                    of_point[point].push(candidate);
                }
            }
        }
        Candidates {
            is_tried: vec![false; extensions.len()],
            known_eur: vec![f64::INFINITY; of_point.len()],
            extensions,
            of_point,
        }
    }

    /// The household points that are left and that the signal of one of its sites would do for.
    fn reached(&self, extension: &Extension) -> BTreeSet<usize> {
        let serving = extension.sites.iter().filter(|&&site| self.options.sites[site].serves());
        let reached = serving.flat_map(|&site| &self.options.coverage.covered[site]);
        let points = reached.filter(|(_, reach)| reach.serves).map(|(point, _)| *point as usize);
        points.filter(|&point| self.is_open(point)).collect()
    }
}

impl Candidates {
    /// Those to be tried next, so many at most.
    fn next(&mut self, beside: &Beside, count: usize) -> Vec<usize> {
        let mut wanted_by = vec![0.0; self.extensions.len()];
        for (point, candidates) in self.of_point.iter().enumerate() {
            let untried = candidates.iter().find(|&&one| !self.is_tried[one]);
            if let Some(&next) = untried
                && self.extensions[next].capex_eur < self.known_eur[point]
            {
                wanted_by[next] += beside.inputs.demand.points[point].households;
            }
        }
        let mut next: Vec<usize> = (0..wanted_by.len()).filter(|&one| wanted_by[one] > 0.0).collect();
        next.sort_by(|&one, &other| wanted_by[other].total_cmp(&wanted_by[one]).then(one.cmp(&other)));
        next.truncate(count);
        for &one in &next {
            self.is_tried[one] = true;
        }
        next
    }

    fn count(&mut self, fix: &Fix) {
        for &point in &fix.points {
            let known_eur = &mut self.known_eur[point as usize];
            *known_eur = known_eur.min(fix.capex_eur);
        }
    }
}
