//! C9 captivity in a choice of sites: who would lose all service were a private owner to withdraw.

use super::reduced::Reduced;
use crate::certificate::Captor;

/// What captivity comes to in a plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Captivity {
    /// For each owner the sites that work without it.
    independent: Vec<Vec<bool>>,
    /// For each owner what its captives in each group are more than it may have, millionths of a household.
    excess_micro: Vec<Vec<i64>>,
}

impl Captivity {
    /// That of sites that work and serve some classes, so many households in each group, millionths.
    pub fn of(
        problem: &Reduced,
        works: &[bool],
        is_served: impl Fn(usize) -> bool,
        households_micro: &[i64],
    ) -> Self {
        let independent: Vec<Vec<bool>> =
            problem.captors.iter().map(|captor| independent(problem, captor, works)).collect();
        let mut captive_micro = vec![vec![0; problem.group_count]; problem.captors.len()];
        let classes = &problem.classes;
        for class in (0..classes.len()).filter(|&class| classes.households[class] > 0 && is_served(class)) {
            for (independent, captive_micro) in independent.iter().zip(&mut captive_micro) {
                if !is_free(problem, class, independent) {
                    captive_micro[classes.group[class] as usize] += classes.households[class];
                }
            }
        }
        let excess = |(captor, captive_micro): (&Captor, Vec<i64>)| {
            let pairs = captive_micro.iter().zip(households_micro);
            pairs.map(|(captive, served)| captor.excess_micro(*captive, *served)).collect()
        };
        let excess_micro = problem.captors.iter().zip(captive_micro).map(excess).collect();
        Self { independent, excess_micro }
    }

    /// Captives beyond what may be, of all owners in all groups, millionths of a household.
    pub fn all_excess_micro(&self) -> i64 {
        self.excess_micro.iter().flatten().sum()
    }

    /// Captives of a class that is served that one more site would set free where they are too many, millionths of a household.
    pub fn relief_micro(&self, problem: &Reduced, class: usize, site: usize) -> i64 {
        let classes = &problem.classes;
        let owners = problem.captors.iter().zip(&self.independent).zip(&self.excess_micro);
        let reliefs = owners.map(|((captor, independent), excess_micro)| {
            let excess_micro = excess_micro[classes.group[class] as usize];
            let helps = excess_micro > 0
                && captor.sites.binary_search(&(site as u32)).is_err()
                && !is_free(problem, class, independent);
            if helps { excess_micro.min(classes.households[class]) } else { 0 }
        });
        reliefs.sum()
    }
}

/// The sites that work without an owner, of those that work.
fn independent(problem: &Reduced, captor: &Captor, works: &[bool]) -> Vec<bool> {
    let mut others = works.to_vec();
    captor.sites.iter().for_each(|&site| others[site as usize] = false);
    let roots = captor.fed_by_others.iter().map(|&site| site as usize).filter(|&site| others[site]);
    let mut independent = problem.network.reached(roots, &others);
    independent.iter_mut().zip(&others).for_each(|(independent, other)| *independent &= other);
    independent
}

/// Whether a site that works without an owner could serve a class.
fn is_free(problem: &Reduced, class: usize, independent: &[bool]) -> bool {
    problem.classes.offers(class).iter().any(|offer| independent[offer.site as usize])
}
