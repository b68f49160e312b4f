//! Which sites a network would miss the rules by less without: each with all that it alone feeds.

use super::question::Question;
use crate::backhaul::{Link, Node};
use crate::certificate::{Answer, Instance};

/// One site of so many is taken out at a time, at least one.
const SITES_A_STEP: usize = 20;
/// Millionths in one.
const MILLION: i128 = 1_000_000;

/// The plan without the sites that cost the rules most beside what those whom they serve bring; none where every site brings as much
/// as it costs. `tree` feeds the open sites (`columns`, of the question's), `answer` says whom they serve.
pub(super) fn thinner(
    question: &Question,
    columns: &[bool],
    tree: &[Link],
    answer: &Answer,
) -> Option<Vec<bool>> {
    let parents = parents(question, tree);
    let accounts = Accounts::of(&question.instance, answer);
    let open: Vec<usize> = (0..columns.len()).filter(|&site| columns[site]).collect();
    let may_go = |site: &&usize| !question.instance.sites[**site].fixed_open;
    let mut gains: Vec<(i128, &usize)> = open
        .iter()
        .filter(may_go)
        .map(|site| (accounts.gain(&behind(&open, &parents, *site)), site))
        .collect();
    gains.retain(|(gain, _)| *gain > 0);
    gains.sort_by_key(|&(gain, site)| (-gain, *site));
    let mut left = columns.to_vec();
    for (_, site) in gains.into_iter().take(open.len().div_ceil(SITES_A_STEP)) {
        for site in behind(&open, &parents, *site) {
            left[site] = false;
        }
    }
    (left != columns).then_some(left)
}

/// For each of the question's sites the one that feeds it; none where the fibre does, or nothing.
pub(super) fn parents(question: &Question, tree: &[Link]) -> Vec<Option<usize>> {
    let column = |node: Node| match node {
        Node::Site(site) => question.sites.binary_search(&site).ok(),
        Node::Pop(_) => None,
    };
    let mut parents = vec![None; question.sites.len()];
    for link in tree {
        if let Some(site) = column(link.to) {
            parents[site] = column(link.from);
        }
    }
    parents
}

/// A site and those of the open ones whose chain to the fibre leads over it.
pub(super) fn behind(open: &[usize], parents: &[Option<usize>], site: usize) -> Vec<usize> {
    let leads_over = |from: &usize| {
        let mut chain = std::iter::successors(Some(*from), |at| parents[*at]).take(parents.len());
        chain.any(|at| at == site)
    };
    open.iter().copied().filter(leads_over).collect()
}

/// What each rule comes to, and what each site and those whom it serves add to it, millionths of a euro.
struct Accounts {
    /// By rule.
    balances: Vec<i128>,
    /// By rule, then site.
    adds: Vec<Vec<i128>>,
}

impl Accounts {
    fn of(instance: &Instance, answer: &Answer) -> Self {
        let mut served_micro = vec![0_i128; instance.sites.len()];
        for (row, sector) in instance.demand.iter().zip(&answer.served_by) {
            if let Some(sector) = sector {
                served_micro[instance.site_of(*sector)] += i128::from(row.households_micro);
            }
        }
        let is_open = |site: &u32| answer.open.binary_search(site).is_ok();
        let adds = instance.rules.iter().map(|rule| {
            let household = i128::from(rule.household_micro_eur);
            let mut adds: Vec<i128> = served_micro.iter().map(|micro| household * micro / MILLION).collect();
            for (site, micro) in rule.sites_micro_eur.iter().filter(|(site, _)| is_open(site)) {
                adds[*site as usize] += i128::from(*micro);
            }
            adds
        });
        let adds: Vec<Vec<i128>> = adds.collect();
        let links = answer.rules_extra_micro_eur.iter().copied().chain(std::iter::repeat(0));
        let constants = instance.rules.iter().zip(links);
        let constants =
            constants.map(|(rule, links)| i128::from(rule.constant_micro_eur) - i128::from(links));
        Self {
            balances: constants.zip(&adds).map(|(one, adds)| one + adds.iter().sum::<i128>()).collect(),
            adds,
        }
    }

    /// By how much less the rules are missed without some sites; below 0 where by more.
    fn gain(&self, sites: &[usize]) -> i128 {
        let without = self.balances.iter().zip(&self.adds).map(|(balance, adds)| {
            let left = balance - sites.iter().map(|&site| adds[site]).sum::<i128>();
            left.min(0) - balance.min(&0)
        });
        without.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{DemandRow, Offer, Rule, SiteColumn};

    /// Fibre — 0 — 1 — 2 and fibre — 3; each site costs 10 euro to run, and each household brings one.
    fn question(households: [i64; 4]) -> (Question, Answer) {
        let place = |(sector, households)| DemandRow {
            households_micro: households * 1_000_000,
            offers: vec![Offer { sector, airtime_us: [0; 2] }],
            ..DemandRow::default()
        };
        let rule = Rule {
            name: "running".into(),
            constant_micro_eur: 0,
            household_micro_eur: 1_000_000,
            sites_micro_eur: (0..4).map(|site| (site, -10_000_000)).collect(),
        };
        let instance = Instance {
            sites: vec![SiteColumn { fed_by_pop: true, ..SiteColumn::default() }; 4],
            sector_sites: vec![0, 1, 2, 3],
            groups: vec!["all".into()],
            demand: (0..4).zip(households).map(place).collect(),
            rules: vec![rule],
            ..Instance::default()
        };
        let served_by = (0..4).map(Some).collect();
        let answer = Answer { open: vec![0, 1, 2, 3], served_by, ..Answer::default() };
        (Question::of_instance(instance), answer)
    }

    fn tree() -> Vec<Link> {
        use Node::{Pop, Site};
        let ends = [(Pop(0), Site(0)), (Site(0), Site(1)), (Site(1), Site(2)), (Pop(0), Site(3))];
        ends.map(|(from, to)| Link {
            from,
            to,
            band: 0,
            band_ghz: 18.0,
            length_km: 1.0,
            rx_level_dbm: -40.0,
            tiers: Vec::new(),
            clearance_m: 10.0,
        })
        .to_vec()
    }

    fn left(households: [i64; 4]) -> Option<Vec<bool>> {
        let (question, answer) = question(households);
        thinner(&question, &[true; 4], &tree(), &answer)
    }

    #[test]
    fn the_site_that_costs_most_goes_with_all_that_it_feeds() {
        assert_eq!(left([9, 9, 9, 4]), Some(vec![true, true, true, false]));
        assert_eq!(left([12, 1, 9, 4]), Some(vec![true, false, false, true]));
        assert_eq!(left([1, 9, 1, 9]), Some(vec![false, false, false, true]));
        assert_eq!(left([30, 1, 9, 4]), None, "together they earn what they cost");
        let (mut question, answer) = question([9, 9, 9, 4]);
        question.instance.sites[3].fixed_open = true;
        assert_eq!(thinner(&question, &[true; 4], &tree(), &answer), Some(vec![false, false, false, true]));
    }
}
