//! The tree of links that feeds the open sites.

use crate::backhaul::{Link, Node, parents};

/// For each site, the node that feeds it.
#[derive(Debug, Clone)]
pub(super) struct Feeding {
    parent: Vec<Option<Node>>,
}

impl Feeding {
    /// The tree of the plan's links.
    pub(super) fn of(links: &[Link], site_count: usize) -> Self {
        Self { parent: parents(links, site_count) }
    }

    /// The nodes between a site and the fibre: the one that feeds it first, its point of presence last.
    pub(super) fn chain(&self, site: usize) -> Vec<Node> {
        let mut chain = Vec::new();
        let mut next = self.parent[site];
        while let Some(node) = next {
            chain.push(node);
            next = match node {
                // In a tree no chain is longer than there are sites.
                Node::Site(site) if chain.len() <= self.parent.len() => self.parent[site],
                Node::Site(_) | Node::Pop(_) => None,
            };
        }
        chain
    }

    /// Links between a site and the fibre; 0 where they do not lead to a point of presence.
    pub(super) fn hops(&self, site: usize) -> u32 {
        let chain = self.chain(site);
        if matches!(chain.last(), Some(Node::Pop(_))) { chain.len() as u32 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hops_count_links_and_lost_chains_count_none() {
        // PoP 0 → 0 → 1 → 2; 3 alone; 4 and 5 feed each other.
        let parent = [
            Some(Node::Pop(0)),
            Some(Node::Site(0)),
            Some(Node::Site(1)),
            None,
            Some(Node::Site(5)),
            Some(Node::Site(4)),
        ];
        let feeding = Feeding { parent: parent.to_vec() };
        let hops: Vec<u32> = (0..6).map(|site| feeding.hops(site)).collect();
        assert_eq!(hops, [1, 2, 3, 0, 0, 0]);
        assert_eq!(feeding.chain(2), [Node::Site(1), Node::Site(0), Node::Pop(0)]);
    }
}
