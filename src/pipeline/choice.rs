//! Sites chosen for a question, in terms of all sites, and what the network of the busy hour makes of them.

use super::question::Question;
use crate::backhaul::{Carried, Link};
use crate::certificate::{Answer, Checked, Evidence};
use crate::coverage;
use crate::optimise::{Chosen, Extension, Solution, extensions, fed};
use crate::problem::Error;

/// A choice of sites.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Whether each of the question's sites is open.
    pub columns: Vec<bool>,
    /// Whether each of all sites is open, forbidden ones included.
    pub open: Vec<bool>,
    /// Sites that are open but not fed.
    pub unfed: Vec<usize>,
    /// Weight that they could serve by their signal alone, millionths.
    pub signal_micro: i64,
}

impl Choice {
    /// The sites that were chosen for a question, of so many in all.
    pub fn of(question: &Question, chosen: Chosen, site_count: usize) -> Self {
        let mut open = vec![false; site_count];
        for (&site, &is_open) in question.sites.iter().zip(&chosen.open) {
            open[site] = is_open;
        }
        let fed = fed(&question.instance, &chosen.open);
        let columns = 0..chosen.open.len();
        let unfed = columns.filter(|&column| chosen.open[column] && !fed[column]);
        let unfed = unfed.map(|column| question.sites[column]).collect();
        Self { columns: chosen.open, open, unfed, signal_micro: chosen.value_micro }
    }

    /// For each of all sites that does not work what it would cost to have it work too.
    pub fn extensions(&self, question: &Question) -> Vec<Option<Extension>> {
        let mut more = vec![None; self.open.len()];
        for (&site, extension) in question.sites.iter().zip(extensions(&question.instance, &self.columns)) {
            let among_all = |columns: Vec<usize>| columns.iter().map(|&one| question.sites[one]).collect();
            more[site] = extension.map(|one| Extension { sites: among_all(one.sites), ..one });
        }
        more
    }
}

/// A choice of sites with what their network does, counted in the question's terms.
pub(super) struct Judged {
    /// The sites.
    pub choice: Choice,
    /// What those that are fed do together.
    pub network: coverage::Network,
    /// The links that feed them.
    pub tree: Vec<Link>,
    /// For each site what the link into it carries, and with which tier.
    pub carried: Vec<Option<Carried>>,
    /// Whom they serve, as the question counts it.
    pub answer: Answer,
    /// What that comes to.
    pub checked: Checked,
    /// Places that the network serves and the answer does not count.
    pub uncounted_places: usize,
}

impl Judged {
    /// What proves how good the answer is.
    ///
    /// # Errors
    /// [`Error::Failed`] where answer or proof do not keep the rules: a mistake of an earlier stage.
    pub fn evidence(&self, question: &Question, solution: &Solution) -> Result<Evidence, Error> {
        let Solution { rows, cases, kept_cases, .. } = solution.clone();
        let evidence = Evidence::new(question.instance.clone(), self.answer.clone(), rows, cases, kept_cases);
        evidence.map_err(|reason| Error::Failed { stage: "counting what the plan serves", reason })
    }

    /// Whether it serves anybody who counts.
    pub fn serves_somebody(&self) -> bool {
        self.checked.value_micro > 0
    }

    /// What the user should know of it.
    pub fn warning(&self) -> Option<String> {
        let count = self.uncounted_places;
        (count > 0).then(|| {
            format!(
                "{count} places that the plan serves do not count in its proven value: swept paths, from which sites were \
                 chosen, do not offer them the sector that serves them, or not in its time"
            )
        })
    }
}
