//! The reasons of those who are not covered, as far as the question tells them: what sectors offer them, what could be fed, and what is
//! enforced.

use std::collections::BTreeMap;

use super::super::super::rules::keeps;
use super::figures::word;
use crate::certificate::{DemandRow, Instance, Refusal, fed};
use crate::score::{Keeps, Plan, PointReport, PointState};

pub(super) fn check(plan: &Plan, question: &Instance) -> Result<(), Refusal> {
    let known = Known::of(question);
    plan.points.iter().try_for_each(|point| known.check(point))
}

/// What the question says.
struct Known<'a> {
    question: &'a Instance,
    /// Places with households, by id.
    rows: BTreeMap<&'a str, &'a DemandRow>,
    /// For each site: a chain of possible links joins it to the fibre, were all open.
    feedable: Vec<bool>,
    /// Guidelines that some row or captor stands for.
    enforced: Vec<u8>,
}

impl<'a> Known<'a> {
    fn of(question: &'a Instance) -> Self {
        let rows = question.demand.iter().filter(|row| row.households_micro > 0);
        let captors = (!question.captors.is_empty()).then_some(1);
        let guidelines = question.rules.iter().filter_map(|rule| match keeps(rule) {
            Keeps::Guideline(number) => Some(number),
            Keeps::Funds => None,
        });
        Self {
            question,
            rows: rows.map(|row| (row.id.as_str(), row)).collect(),
            feedable: fed(question, &vec![true; question.sites.len()]),
            enforced: guidelines.chain(captors).collect(),
        }
    }

    fn check(&self, point: &PointReport) -> Result<(), Refusal> {
        let why_not = self.by_rules(point.state).or_else(|| self.by_offers(&point.id, point.state));
        why_not.map_or(Ok(()), |expected| {
            Err(Refusal::of(
                format!("plan.json, state of point {:?}", point.id),
                word(&point.state),
                expected,
            ))
        })
    }

    /// What forbids a reason, for no rule of the question stands for it.
    fn by_rules(&self, state: PointState) -> Option<&'static str> {
        let asks = |guidelines: &[u8]| guidelines.iter().any(|number| self.enforced.contains(number));
        match state {
            PointState::RuledOutByOwnership if !asks(&[1, 2]) => {
                Some("another reason: the question has no rule of guidelines 1 and 2")
            }
            PointState::TooFewOperators if !asks(&[3]) => {
                Some("another reason: the question has no rule of guideline 3")
            }
            PointState::RunningCosts if !asks(&[4]) => {
                Some("another reason: the question has no rule of guideline 4")
            }
            _ => None,
        }
    }

    /// What forbids a reason, for the question has a sector that offers the place service.
    fn by_offers(&self, id: &str, state: PointState) -> Option<&'static str> {
        let offers = &self.rows.get(id)?.offers;
        let is_fed = || offers.iter().any(|offer| self.feedable[self.question.site_of(offer.sector)]);
        match state {
            PointState::NoSiteReaches | PointState::SignalTooWeak if !offers.is_empty() => {
                Some("another reason: in the question a sector's signal would do for it")
            }
            PointState::NoBackhaul | PointState::TooFewOperators if is_fed() => Some(
                "another reason: in the question a site that could be fed, and sold from, offers it service",
            ),
            _ => None,
        }
    }
}
