//! Which sites of a tree of links share no site on their chains to the fibre.
//!
//! ```text
//! fibre ─┬─ a ─┬─ b      one branch: a, b, c. Whoever hears b and c keeps no path where a is lost.
//!        │     └─ c
//!        └─ d ─── e      another: chains of different branches have nothing in common but the fibre.
//! ```

use super::{Link, Node};

/// The branches of a tree that starts at the points of presence.
#[derive(Debug, Clone)]
pub struct Branches {
    /// For each site the site of its chain that the fibre feeds itself, and its links to the fibre; none where nothing feeds it.
    of_site: Vec<Option<(usize, usize)>>,
}

impl Branches {
    /// Those of a plan's links, one into each site that is fed, in any order.
    #[must_use]
    pub fn of(links: &[Link], site_count: usize) -> Self {
        let parents = parents(links, site_count);
        Self { of_site: (0..site_count).map(|site| branch(&parents, site)).collect() }
    }

    /// Of some sites the one on another branch than this site with the fewest links to the fibre, ties to the lowest index: a
    /// path that lasts where any one site of the other is lost.
    #[must_use]
    pub fn second(&self, first: usize, sites: &[usize]) -> Option<usize> {
        let (own, _) = self.of_site[first]?;
        let fed = sites.iter().filter_map(|&site| Some((site, self.of_site[site]?)));
        let others = fed.filter(|(_, (branch, _))| *branch != own);
        others.min_by_key(|&(site, (_, hops))| (hops, site)).map(|(site, _)| site)
    }
}

/// For each site, what a tree of links feeds it from.
#[must_use]
pub fn parents(links: &[Link], site_count: usize) -> Vec<Option<Node>> {
    let mut parents = vec![None; site_count];
    for link in links {
        if let Node::Site(site) = link.to {
            parents[site] = Some(link.from);
        }
    }
    parents
}

/// What each site and all that is fed over it have together, `N` amounts at a time, where each site has so much of its own.
/// `parent` tells the site above one, if there is any.
#[must_use]
pub fn with_all_behind<const N: usize>(
    own: &[[f64; N]],
    parent: impl Fn(usize) -> Option<usize>,
) -> Vec<[f64; N]> {
    let mut all = own.to_vec();
    for (site, amounts) in own.iter().enumerate() {
        let mut above = parent(site);
        // In a tree no chain is longer than there are sites.
        for _ in 0..own.len() {
            let Some(one) = above else { break };
            all[one].iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
            above = parent(one);
        }
    }
    all
}

fn branch(parents: &[Option<Node>], mut site: usize) -> Option<(usize, usize)> {
    // In a tree no chain is longer than there are sites.
    for hops in 1..=parents.len() {
        match parents[site]? {
            Node::Pop(_) => return Some((site, hops)),
            Node::Site(parent) => site = parent,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backhaul::feeding::tests::link;

    #[test]
    fn a_site_has_what_is_fed_over_it() {
        // 0 → 1 → 2 and 0 → 3; 4 stands alone.
        let parents = [None, Some(0), Some(1), Some(0), None];
        let own = [[1.0, 5.0], [10.0, 0.0], [100.0, 0.5], [1_000.0, 0.0], [7.0, 7.0]];
        let all = with_all_behind(&own, |site| parents[site]);
        assert_eq!(all, [[1_111.0, 5.5], [110.0, 0.5], [100.0, 0.5], [1_000.0, 0.0], [7.0, 7.0]]);
    }

    #[test]
    fn a_second_path_lies_on_another_branch() {
        use Node::{Pop, Site};
        // PoP 0 → 0 → 1, 0 → 2; PoP 1 → 3 → 4; 5 hangs on nothing.
        let ends = [
            (Site(0), Site(1)),
            (Pop(0), Site(0)),
            (Site(0), Site(2)),
            (Pop(1), Site(3)),
            (Site(3), Site(4)),
            (Site(6), Site(5)),
        ];
        let links = ends.map(|(from, to)| link(from, to, 1.0));
        let branches = Branches::of(&links, 7);
        assert_eq!(branches.second(1, &[0, 1, 2]), None);
        assert_eq!(branches.second(1, &[1, 2, 4, 3]), Some(3));
        assert_eq!((branches.second(1, &[5, 6]), branches.second(5, &[1])), (None, None));
    }
}
