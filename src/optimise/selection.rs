//! A choice of sites that work, with what it covers and costs, kept up to date while sites come and go.

use super::reduced::{Reduced, TOLERANCE_EUR};

/// Sites that work, and how many of them cover each class.
#[derive(Debug, Clone)]
pub(super) struct Selection<'a> {
    problem: &'a Reduced,
    works: Vec<bool>,
    covering_count: Vec<u32>,
}

impl<'a> Selection<'a> {
    /// The selection of the given sites.
    pub(super) fn of(problem: &'a Reduced, works: &[bool]) -> Self {
        let mut selection = Self {
            problem,
            works: vec![false; problem.site_count()],
            covering_count: vec![0; problem.classes.len()],
        };
        (0..works.len()).filter(|&site| works[site]).for_each(|site| selection.open(site));
        selection
    }

    /// Which sites work.
    pub(super) fn works(&self) -> &[bool] {
        &self.works
    }

    /// Lets a site work that did not.
    pub(super) fn open(&mut self, site: usize) {
        self.works[site] = true;
        self.problem.classes.of_site.row(site).for_each(|class| self.covering_count[class] += 1);
    }

    /// Takes out a site that worked.
    pub(super) fn close(&mut self, site: usize) {
        self.works[site] = false;
        self.problem.classes.of_site.row(site).for_each(|class| self.covering_count[class] -= 1);
    }

    /// Takes out every site that no chain of working sites feeds.
    pub(super) fn close_unfed(&mut self) {
        let fed = self.problem.network.fed(&self.works);
        (0..fed.len()).filter(|&site| !fed[site]).for_each(|site| {
            if self.works[site] {
                self.close(site);
            }
        });
    }

    /// No working site covers the class.
    pub(super) fn is_uncovered(&self, class: usize) -> bool {
        self.covering_count[class] == 0
    }

    /// Whether others cover all that this working site covers.
    pub(super) fn is_spare(&self, site: usize) -> bool {
        self.problem.classes.of_site.row(site).all(|class| self.covering_count[class] > 1)
    }

    /// Weight covered. Summed in the order of classes, so that equal selections have equal weights.
    pub(super) fn weight(&self) -> f64 {
        let weights = self.problem.classes.weight.iter().zip(&self.covering_count);
        weights.filter(|&(_, &count)| count > 0).map(|(weight, _)| weight).sum()
    }

    /// Money spent, euro.
    pub(super) fn spent_eur(&self) -> f64 {
        let costs_eur = self.problem.cost_eur.iter().zip(&self.works);
        costs_eur.filter(|&(_, &works)| works).map(|(cost_eur, _)| cost_eur).sum()
    }

    /// Money left, tolerance included, euro.
    pub(super) fn left_eur(&self) -> f64 {
        self.problem.budget_eur + TOLERANCE_EUR - self.spent_eur()
    }
}
