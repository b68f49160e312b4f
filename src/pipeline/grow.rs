//! More sites for a plan that misses something, where it misses less with them; and fewer, where some serve and feed nobody.

use super::choice::Judged;
use super::judge::{Plans, Seen, merit};
use super::leeway::Change;
use super::question::Question;
use super::thinner::parents;
use crate::certificate::Answer;
use crate::optimise::{self, extensions};
use crate::problem::Error;
use crate::progress::Progress;

/// Sites are added one after the other, so many at most.
const ROUNDS: usize = 20;
/// So many are tried each time.
const TRIES: usize = 6;

impl Plans<'_> {
    /// Adds a site to a plan that misses something, where its network misses less with it; none where none helps.
    pub(super) fn grow_towards(
        &mut self,
        plan: &Seen,
        progress: &dyn Progress,
    ) -> Result<Option<Seen>, Error> {
        let question = self.question;
        for columns in larger(question, &plan.columns, &plan.answer).into_iter().take(TRIES) {
            if progress.enough() {
                break;
            }
            let next = self.judge(optimise::chosen(&question.instance, columns)?, progress)?;
            if next.missed.measure() < plan.missed.measure() {
                return Ok(Some(next));
            }
        }
        Ok(None)
    }

    /// Takes sites out of the best plan that serve nobody and feed nobody.
    pub(super) fn drop_idle(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let question = self.question;
        for _ in 0..ROUNDS {
            let Some(best) = &self.best else { break };
            let (before, columns) = (merit(question, best), without_idle(question, best));
            if columns == best.choice.columns || progress.enough() {
                break;
            }
            self.judge(optimise::chosen(&question.instance, columns)?, progress)?;
            if self.best.as_ref().is_none_or(|best| merit(question, best) == before) {
                break;
            }
        }
        Ok(())
    }
}

/// The plan with one more site that the rest of the budget pays for, each with what feeds it; that first whose signal would do for
/// most of what is not served.
pub(super) fn larger(question: &Question, columns: &[bool], answer: &Answer) -> Vec<Vec<bool>> {
    let instance = &question.instance;
    let extensions = extensions(instance, columns);
    let changes = extensions.iter().flatten().map(|one| Change::of(instance, columns, &one.sites));
    let unserved = instance.demand.iter().zip(&answer.served_by).filter(|(_, sector)| sector.is_none());
    let mut worth_micro = vec![0_i64; instance.sites.len()];
    for (row, _) in unserved {
        let mut sites: Vec<usize> = row.offers.iter().map(|offer| instance.site_of(offer.sector)).collect();
        sites.dedup();
        for site in sites {
            worth_micro[site] += row.weight_micro;
        }
    }
    let mut affordable: Vec<Change> = changes
        .filter(|change| worth_micro[change.site] > 0 && question.left_cents(&change.open) >= 0)
        .collect();
    affordable.sort_by_key(|change| (-worth_micro[change.site], change.site));
    affordable.into_iter().map(|change| change.open).collect()
}

/// The open sites that serve somebody or feed another, and those that are fixed.
fn without_idle(question: &Question, best: &Judged) -> Vec<bool> {
    let instance = &question.instance;
    let mut is_busy: Vec<bool> = instance.sites.iter().map(|site| site.fixed_open).collect();
    for sector in best.answer.served_by.iter().flatten() {
        is_busy[instance.site_of(*sector)] = true;
    }
    let open = best.choice.columns.iter().enumerate().filter(|(_, open)| **open);
    let parents = parents(question, &best.tree);
    for parent in open.filter_map(|(site, _)| parents[site]) {
        is_busy[parent] = true;
    }
    best.choice.columns.iter().zip(is_busy).map(|(open, is_busy)| *open && is_busy).collect()
}
