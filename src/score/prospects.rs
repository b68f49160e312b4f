//! What the sites beyond the plan could do for those whom it does not cover.

use super::leeway::{Newly, Objection};
use super::{PointState, RuledOut, Stages};
use crate::coverage::PlaceService;
use crate::optimise::Extension;

/// The uncovered households, as each site beyond the plan would find them.
#[derive(Debug, Clone)]
pub(super) struct Prospects<'a> {
    stages: &'a Stages<'a>,
    /// For each site the uncovered households that its signal would do for.
    reached_households: Vec<f64>,
}

/// What keeps a site from serving a place; the first is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Obstacle {
    /// Nothing: the plan does without it all the same, for what it would replace or disturb.
    Outweighed,
    /// The budget.
    Budget,
    /// An enforced guideline.
    Objection(Objection),
}

impl Obstacle {
    /// What it makes of a place.
    pub(super) fn state(self) -> PointState {
        match self {
            Self::Outweighed => PointState::Outweighed,
            Self::Budget => PointState::OverBudget,
            Self::Objection(Objection::RunningCosts) => PointState::RunningCosts,
            Self::Objection(Objection::Ownership) => PointState::RuledOutByOwnership,
        }
    }
}

impl<'a> Prospects<'a> {
    /// Counts whom each site reaches of those whom the network does not serve.
    pub(super) fn of(stages: &'a Stages<'a>) -> Self {
        let is_open =
            |point: usize| stages.network.points[point].served_by.is_none() && !stages.captive[point];
        let reached = |site: usize| {
            let points = stages.coverage.covered[site].iter().map(|(point, _)| *point as usize);
            points.filter(|&point| is_open(point)).map(|point| stages.demand.points[point].households).sum()
        };
        Self { stages, reached_households: (0..stages.sites.len()).map(reached).collect() }
    }

    /// The sites that may serve and could be made to work, but for those over sites at which too few operators could sell.
    fn candidates(&self) -> impl Iterator<Item = (usize, &'a Extension)> {
        let stages = self.stages;
        let sites = stages.extensions.iter().enumerate().filter(|(site, _)| stages.may_serve(*site));
        let extensions = sites.filter_map(|(site, extension)| Some((site, extension.as_ref()?)));
        let bears_too_few = |site: &usize| stages.ruled_out[*site] == Some(RuledOut::TooFewOperators);
        extensions.filter(move |(_, extension)| !extension.sites.iter().any(bears_too_few))
    }

    /// Why an enforced guideline does not let a site serve so many households of a comune beside the plan; none where it does. What came
    /// of having tried the site says more than what its signal would do for.
    fn objection(&self, site: usize, comune: usize, households: f64) -> Option<Objection> {
        let tried = self.stages.tries.objections.get(&site);
        if tried.is_some() {
            return tried.copied();
        }
        let all_households = self.reached_households[site].max(households);
        self.stages.leeway.objection(site, Newly { comune, households, all_households })
    }

    /// What keeps each place of some from the site that is kept least; none where no site could be made to work for it. `covered`
    /// are the places that each site's signal would do for, `at` their comuni and households.
    pub(super) fn least_obstacles(
        &self,
        places: &[PlaceService],
        covered: &[Vec<(u32, crate::coverage::Reach)>],
        at: impl Fn(usize) -> (usize, f64),
    ) -> Vec<Option<Obstacle>> {
        let mut least: Vec<Option<Obstacle>> = vec![None; places.len()];
        for (site, extension) in self.candidates() {
            for place in
                covered[site].iter().filter(|(_, reach)| reach.serves).map(|(place, _)| *place as usize)
            {
                let (comune, households) = at(place);
                let found = self.obstacle(site, extension, comune, households);
                least[place] = Some(least[place].map_or(found, |known| known.min(found)));
            }
        }
        least
    }

    fn obstacle(&self, site: usize, extension: &Extension, comune: usize, households: f64) -> Obstacle {
        let is_owners = |site: &usize| self.stages.ruled_out[*site] == Some(RuledOut::Ownership);
        if extension.sites.iter().any(is_owners) {
            return Obstacle::Objection(Objection::Ownership);
        }
        match self.objection(site, comune, households) {
            Some(objection) => Obstacle::Objection(objection),
            None if self.stages.leeway.pays_for(site, extension.capex_eur) => Obstacle::Outweighed,
            None => Obstacle::Budget,
        }
    }
}
