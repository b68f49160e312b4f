//! The best plan made better site by site: a site more, a site less, or one in place of another, as long as the network serves more.
//!
//! What a change is worth is estimated from the question, whose plans do not disturb each other; those that promise most are judged by
//! their networks, and the first that is better is kept. Tries are counted, not timed, so that the plan is the same on any machine
//! unless the time is cut short.

use std::cmp::Reverse;

use super::choice::Judged;
use super::judge::{Plans, merit};
use super::leeway::Change;
use super::question::Question;
use super::room::Room;
use super::thinner::{behind, parents};
use crate::certificate::{DemandRow, Instance};
use crate::economics::cents;
use crate::optimise::{self, Extension, extensions, fed};
use crate::problem::Error;
use crate::progress::Progress;

/// Networks that are judged at most, in all and without one that is better.
const TRIES: usize = 400;
const TRIES_IN_VAIN: usize = 60;
/// So many sites that could be added, and that could be taken out, are looked at in pairs.
const ADDED: usize = 40;
const TAKEN_OUT: usize = 40;

impl Plans<'_> {
    /// Changes the best plan for as long as that makes it better.
    pub(super) fn polish(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let question = self.question;
        let mut tries = 0;
        while let Some(best) = &self.best {
            let before = merit(question, best);
            let moves = moves(question, best);
            let mut is_better = false;
            for columns in moves.into_iter().take(TRIES_IN_VAIN) {
                if progress.enough() || tries == TRIES {
                    return Ok(());
                }
                tries += 1;
                self.judge(optimise::chosen(&question.instance, columns)?, progress)?;
                is_better = self.best.as_ref().is_some_and(|best| merit(question, best) > before);
                if is_better {
                    break;
                }
            }
            if !is_better {
                break;
            }
        }
        Ok(())
    }
}

/// A site, with what goes or comes with it.
struct Part {
    /// The sites, of the question's.
    sites: Vec<usize>,
    /// What they serve or would serve, millionths.
    gain: Gain,
    /// What they cost, cents.
    cost_cents: i64,
}

impl Part {
    /// What it is worth to a plan, as the question counts it.
    fn worth(&self, question: &Question) -> i128 {
        question.worth(self.gain.weight_micro, self.cost_cents)
    }
}

/// What is served, millionths.
#[derive(Clone, Copy, Default)]
struct Gain {
    weight_micro: i64,
    households_micro: i64,
}

impl Gain {
    fn of_places(instance: &Instance, places: impl Iterator<Item = usize>) -> Self {
        let rows = places.map(|place| &instance.demand[place]);
        rows.fold(Self::default(), |sum, row| sum.plus(Self::of(row)))
    }

    fn of(row: &DemandRow) -> Self {
        Self { weight_micro: row.weight_micro, households_micro: row.households_micro }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            weight_micro: self.weight_micro + other.weight_micro,
            households_micro: self.households_micro + other.households_micro,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            weight_micro: self.weight_micro - other.weight_micro,
            households_micro: self.households_micro - other.households_micro,
        }
    }
}

/// Plans that differ from the best by a site or two and that money pays for; those first that seem to keep the rules, of them what
/// promises most.
fn moves(question: &Question, best: &Judged) -> Vec<Vec<bool>> {
    let instance = &question.instance;
    let room = Room::beside(instance, &best.answer);
    let (added, taken_out) = (added(question, best, &room), taken_out(question, best));
    let left_cents = instance.budget_cents - best.checked.spent_cents;
    let columns = &best.choice.columns;
    let mut found: Vec<(Gain, i64, Vec<bool>)> = Vec::new();
    for more in added.iter().filter(|more| more.cost_cents <= left_cents) {
        found.push((more.gain, more.cost_cents, with(instance, columns, &more.sites)));
    }
    for less in &taken_out {
        let without = without(columns, &less.sites);
        found.push((Gain::default().minus(less.gain), -less.cost_cents, without.clone()));
        for more in added.iter().filter(|more| more.cost_cents <= left_cents + less.cost_cents) {
            let is_free = |served_by: Option<u32>| {
                served_by.is_none_or(|sector| less.sites.contains(&instance.site_of(sector)))
            };
            let taken = room.taken(&more.sites, is_free).into_iter();
            let gain = Gain::of_places(instance, taken).minus(less.gain);
            found.push((gain, more.cost_cents - less.cost_cents, with(instance, &without, &more.sites)));
        }
    }
    found.retain(|(_, _, columns)| all_fed(instance, columns));
    // A site more leaves others time for more than is promised: those that seem to miss rules come last, but they come.
    found.sort_by_cached_key(|(gain, cost_cents, columns)| {
        let seems_to_miss = !may_keep_rules(instance, best, *gain, columns);
        (seems_to_miss, Reverse(question.worth(gain.weight_micro, *cost_cents)), columns.clone())
    });
    found.dedup_by(|one, other| one.2 == other.2);
    found.into_iter().map(|(_, _, columns)| columns).collect()
}

/// Whether the rules would be kept where all that is promised came true.
fn may_keep_rules(instance: &Instance, best: &Judged, gain: Gain, columns: &[bool]) -> bool {
    let served_micro: i64 = best.answer.households_micro(instance).iter().sum();
    let links = best.answer.rules_extra_micro_eur.iter().copied().chain(std::iter::repeat(0));
    instance
        .rules
        .iter()
        .zip(links)
        .all(|(rule, links)| rule.balance_micro_eur(columns, served_micro + gain.households_micro) >= links)
}

/// Whether a chain of open sites feeds all that are open, but for those that are in every plan.
fn all_fed(instance: &Instance, columns: &[bool]) -> bool {
    let fed = fed(instance, columns);
    let sites = instance.sites.iter().zip(columns).zip(fed);
    sites.filter(|((site, open), _)| **open && !site.fixed_open).all(|(_, fed)| fed)
}

/// Sites that could be added, each with what feeds it; those first that would serve most.
fn added(question: &Question, best: &Judged, room: &Room) -> Vec<Part> {
    let instance = &question.instance;
    let part = |one: Extension| {
        let taken = room.taken(&one.sites, |served_by| served_by.is_none()).into_iter();
        Part { gain: Gain::of_places(instance, taken), cost_cents: cents(one.capex_eur), sites: one.sites }
    };
    let extensions = extensions(instance, &best.choice.columns);
    let mut parts: Vec<Part> = extensions.into_iter().flatten().map(part).collect();
    parts.retain(|part| part.gain.weight_micro > 0);
    parts.sort_by_key(|part| (-part.worth(question), part.sites.last().copied()));
    parts.truncate(ADDED);
    parts
}

/// Open sites that may go, each with those that it alone feeds; those first that serve least.
fn taken_out(question: &Question, best: &Judged) -> Vec<Part> {
    let instance = &question.instance;
    let parents = parents(question, &best.tree);
    let open: Vec<usize> = (0..instance.sites.len()).filter(|&site| best.choice.columns[site]).collect();
    let mut served = vec![Gain::default(); instance.sites.len()];
    for (row, sector) in instance.demand.iter().zip(&best.answer.served_by) {
        if let Some(sector) = sector {
            let site = instance.site_of(*sector);
            served[site] = served[site].plus(Gain::of(row));
        }
    }
    let part = |&site: &usize| {
        let sites = behind(&open, &parents, site);
        Part {
            gain: sites.iter().fold(Gain::default(), |sum, &site| sum.plus(served[site])),
            cost_cents: sites.iter().map(|&site| instance.sites[site].capex_cents).sum(),
            sites,
        }
    };
    let mut parts: Vec<Part> = open.iter().map(part).collect();
    parts.retain(|part| part.sites.iter().all(|&site| !instance.sites[site].fixed_open));
    parts.sort_by_key(|part| (part.worth(question), part.sites.clone()));
    parts.truncate(TAKEN_OUT);
    parts
}

fn with(instance: &Instance, columns: &[bool], sites: &[usize]) -> Vec<bool> {
    Change::of(instance, columns, sites).open
}

fn without(columns: &[bool], sites: &[usize]) -> Vec<bool> {
    let mut left = columns.to_vec();
    for &site in sites {
        left[site] = false;
    }
    left
}
