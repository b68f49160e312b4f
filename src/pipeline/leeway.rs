//! What a plan leaves room for: the budget's rest, and what the enforced guidelines would say of each site beyond it.

use super::choice::Judged;
use super::question::Question;
use super::rules::{PerHousehold, keeps};
use crate::certificate::{self, Instance, Rule};
use crate::inputs::Inputs;
use crate::optimise::{Extension, fed};
use crate::score::{Balance, Captives, Leeway};

/// Millionths in one.
const MILLION: f64 = 1e6;

/// What is left beside a judged plan, for each of all sites with what it takes to have it work too.
pub(super) fn beside(
    inputs: &Inputs,
    question: &Question,
    judged: &Judged,
    extensions: &[Option<Extension>],
) -> Leeway {
    let instance = &question.instance;
    let left_cents = instance.budget_cents - judged.checked.spent_cents;
    let change = |extension: &Extension| Change::extending(question, &judged.choice.columns, extension);
    let changes: Vec<Option<Change>> = extensions.iter().map(|one| one.as_ref().map(change)).collect();
    let served_micro = judged.answer.households_micro(instance);
    let works = fed(instance, &judged.choice.columns);
    let served = (works.as_slice(), served_micro.iter().sum());
    let captives_of_all = judged.answer.captives(instance);
    let links_micro_eur = judged.answer.rules_extra_micro_eur.iter().copied().chain(std::iter::repeat(0));
    Leeway {
        budget_eur: left_cents as f64 / 100.0,
        balances: instance
            .rules
            .iter()
            .zip(links_micro_eur)
            .map(|(rule, links)| {
                let household = PerHousehold::of(&inputs.scenario, rule);
                balance((rule, links), household, served, &changes)
            })
            .collect(),
        captors: (0..instance.captors.len())
            .map(|captor| captives(instance, captor, &captives_of_all, &changes))
            .collect(),
        covered_households: served_micro.iter().map(|micro| *micro as f64 / MILLION).collect(),
        captive_max_ratio: inputs.scenario.governance.rules.captive_max_ratio,
    }
}

/// A plan with one more site that works.
pub(super) struct Change {
    /// The site, among the question's.
    pub site: usize,
    /// Whether each of the question's sites is open then.
    pub open: Vec<bool>,
    /// Whether each of them works.
    works: Vec<bool>,
}

impl Change {
    /// With an extension, whose sites are among all.
    pub fn extending(question: &Question, columns: &[bool], extension: &Extension) -> Self {
        let added = extension.sites.iter().filter_map(|site| question.sites.binary_search(site).ok());
        Self::of(&question.instance, columns, &added.collect::<Vec<_>>())
    }

    /// Another way to build an open site stands in for it.
    pub fn of(instance: &Instance, columns: &[bool], added: &[usize]) -> Self {
        let mut open = columns.to_vec();
        for ways in &instance.alternatives {
            if ways.iter().any(|way| added.contains(&(*way as usize))) {
                for way in ways {
                    open[*way as usize] = false;
                }
            }
        }
        for &site in added {
            open[site] = true;
        }
        let works = fed(instance, &open);
        Self { site: added.last().copied().unwrap_or_default(), open, works }
    }
}

/// What a rule leaves where these sites work and so many households are served (millionths). The plan's links take so many millionths
/// of a euro of it, beyond what their sites hold for them.
fn balance(
    (rule, links_micro_eur): (&Rule, i64),
    household: PerHousehold,
    (works, served_micro): (&[bool], i64),
    changes: &[Option<Change>],
) -> Balance {
    let left_micro_eur = rule.balance_micro_eur(works, served_micro) - links_micro_eur;
    let sites_eur = |works: &[bool]| {
        let adds = rule.sites_micro_eur.iter().filter(|(site, _)| works[*site as usize]);
        adds.map(|(_, micro)| micro).sum::<i64>() as f64 / MILLION
    };
    let now_eur = sites_eur(works);
    let added_eur = |change: &Change| sites_eur(&change.works) - now_eur;
    Balance {
        keeps: keeps(rule),
        left_eur: left_micro_eur as f64 / MILLION,
        household_eur: household.net_micro_eur() as f64 / MILLION,
        site_eur: changes.iter().map(|change| change.as_ref().map_or(0.0, added_eur)).collect(),
    }
}

fn captives(
    instance: &Instance,
    captor: usize,
    of_all: &[certificate::Captives],
    changes: &[Option<Change>],
) -> Captives {
    let mut households = vec![0.0; instance.groups.len()];
    for one in of_all.iter().filter(|one| one.captor as usize == captor) {
        households[one.group as usize] = one.captive_micro as f64 / MILLION;
    }
    let depends =
        |change: &Change| !instance.captors[captor].independent(instance, &change.open)[change.site];
    Captives {
        households,
        depends: changes.iter().map(|change| change.as_ref().is_some_and(depends)).collect(),
    }
}
