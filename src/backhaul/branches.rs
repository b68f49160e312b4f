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
