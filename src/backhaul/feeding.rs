//! The chain of links from the fibre to each open site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};

use super::pairs::lay;
use super::{Link, Node};

/// All possible links, by their ends.
#[derive(Debug, Clone, Default)]
pub struct Network {
    links_of: HashMap<Node, Vec<Link>>,
    last_resorts: HashSet<Node>,
}

impl Network {
    /// Over possible links.
    #[must_use]
    pub fn new(links: &[Link]) -> Self {
        let mut links_of: HashMap<Node, Vec<Link>> = HashMap::new();
        for link in links {
            links_of.entry(link.from).or_default().push(link.clone());
            links_of.entry(link.to).or_default().push(link.clone().reversed());
        }
        for links in links_of.values_mut() {
            links.sort_by_key(|link| link.to);
        }
        Self { links_of, last_resorts: HashSet::new() }
    }

    /// The same where some nodes feed others only if nothing else can.
    #[must_use]
    pub fn with_last_resorts(self, nodes: Vec<Node>) -> Self {
        Self { last_resorts: nodes.into_iter().collect(), ..self }
    }

    /// Links that leave a node, by rising other end.
    #[must_use]
    pub fn from(&self, node: Node) -> &[Link] {
        self.links_of.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The sites (rising indices) to which a link from a site is possible.
    pub fn sites_linked_to(&self, site: usize) -> impl Iterator<Item = usize> {
        let other = |link: &Link| if let Node::Site(site) = link.to { Some(site) } else { None };
        self.from(Node::Site(site)).iter().filter_map(other)
    }

    /// Whether a link from a point of presence to a site is possible.
    #[must_use]
    pub fn fed_by_pop(&self, site: usize) -> bool {
        self.from(Node::Site(site)).iter().any(|link| matches!(link.to, Node::Pop(_)))
    }
}

/// The tree of links that feeds the open sites: fewest last resorts on the way to the fibre, then fewest hops, then least length;
/// ties by index.
/// Links run from the fibre outwards and come in that order. Open sites without a chain are absent.
#[must_use]
pub fn feed(network: &Network, pops: usize, open: &[bool]) -> Vec<Link> {
    feed_pairs(network, pops, open, &[])
}

/// The same where some places are to keep a path whichever site is lost: by the open sites that offer each service, the most
/// important place first, two chains that share no site are laid where they fit those before; all else as in [`feed`].
#[must_use]
pub fn feed_pairs(network: &Network, pops: usize, open: &[bool], places: &[Vec<usize>]) -> Vec<Link> {
    let laid = if places.is_empty() { BTreeMap::new() } else { lay(network, open, places) };
    let mut queue: BinaryHeap<Reverse<Step>> =
        (0..pops).map(|pop| Reverse(Step::at(Node::Pop(pop)))).collect();
    let mut fed: HashSet<Node> = HashSet::new();
    let mut tree = Vec::new();
    while let Some(Reverse(step)) = queue.pop() {
        if !fed.insert(step.node) {
            continue;
        }
        tree.extend(step.by.map(|by| by.0.clone()));
        let last_resorts = step.last_resorts + u32::from(network.last_resorts.contains(&step.node));
        for link in network.from(step.node) {
            if let Node::Site(site) = link.to
                && open[site]
                && laid.get(&site).is_none_or(|by| *by == link.from)
            {
                let length_m = step.length_m + (link.length_km * 1_000.0).round() as u64;
                queue.push(Reverse(Step {
                    last_resorts,
                    hops: step.hops + 1,
                    length_m,
                    node: link.to,
                    by: Some(By(link)),
                }));
            }
        }
    }
    tree
}

/// A node about to be fed; ordered by last resorts, hops, length, node and the node it is fed from.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Step<'a> {
    last_resorts: u32,
    hops: u32,
    length_m: u64,
    node: Node,
    by: Option<By<'a>>,
}

impl Step<'_> {
    /// At a node where a tree begins.
    fn at(node: Node) -> Self {
        Self { last_resorts: 0, hops: 0, length_m: 0, node, by: None }
    }
}

/// The link by which a node is fed, ordered by its near end.
struct By<'a>(&'a Link);

impl PartialEq for By<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.from == other.0.from
    }
}
impl Eq for By<'_> {}
impl PartialOrd for By<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for By<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.from.cmp(&other.0.from)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::backhaul::{Branches, LinkTier};

    pub(in crate::backhaul) fn link(from: Node, to: Node, length_km: f64) -> Link {
        Link {
            from,
            to,
            band: 0,
            band_ghz: 18.0,
            length_km,
            rx_level_dbm: -40.0,
            tiers: vec![LinkTier { capacity_mbps: 100.0, margin_db: 30.0, availability_percent: 99.99 }],
            clearance_m: 10.0,
        }
    }

    /// fibre — 0 — 1 — 2, a shorter detour 0 — 3 — 1, and 4 alone.
    fn valley() -> Network {
        use Node::{Pop, Site};
        Network::new(&[
            link(Pop(0), Site(0), 5.0),
            link(Site(0), Site(1), 9.0),
            link(Site(1), Site(2), 4.0),
            link(Site(0), Site(3), 1.0),
            link(Site(3), Site(1), 1.0),
        ])
    }

    #[test]
    fn the_tree_takes_fewest_hops_and_runs_outwards() {
        use Node::{Pop, Site};
        let tree = feed(&valley(), 1, &[true; 5]);
        let ends: Vec<(Node, Node)> = tree.iter().map(|link| (link.from, link.to)).collect();
        assert_eq!(ends, [(Pop(0), Site(0)), (Site(0), Site(3)), (Site(0), Site(1)), (Site(1), Site(2))]);
    }

    /// fibre — 0 — 1 — 2 with 0 a last resort, and fibre — 3 — 4 — 1.
    #[test]
    fn a_last_resort_feeds_only_what_nothing_else_can() {
        use Node::{Pop, Site};
        let links = [
            link(Pop(0), Site(0), 1.0),
            link(Site(0), Site(1), 1.0),
            link(Site(1), Site(2), 1.0),
            link(Pop(0), Site(3), 9.0),
            link(Site(3), Site(4), 9.0),
            link(Site(4), Site(1), 9.0),
        ];
        let network = Network::new(&links).with_last_resorts(vec![Site(0)]);
        let fed_by = |open: &[bool; 5]| {
            let tree = feed(&network, 1, open);
            tree.iter().find(|link| link.to == Site(1)).map(|link| link.from)
        };
        assert_eq!(fed_by(&[true; 5]), Some(Site(4)));
        assert_eq!(fed_by(&[true, true, true, true, false]), Some(Site(0)));
        assert_eq!(feed(&network, 1, &[true; 5]).len(), 5);
    }

    #[test]
    fn a_closed_site_feeds_nobody() {
        let tree = feed(&valley(), 1, &[true, false, true, true, true]);
        assert_eq!(tree.len(), 2);
    }

    /// fibre — 0, fibre — 1; 0 — 2, 1 — 2, 0 — 3, 2 — 4, 3 — 4.
    fn crossing() -> Network {
        use Node::{Pop, Site};
        let ends = [(0, 2), (1, 2), (0, 3), (2, 4), (3, 4)];
        let inner = ends.map(|(from, to)| link(Site(from), Site(to), 5.0));
        Network::new(&[&[link(Pop(0), Site(0), 5.0), link(Pop(0), Site(1), 5.0)], &inner[..]].concat())
    }

    fn fed_by(tree: &[Link]) -> Vec<(Node, Node)> {
        let mut ends: Vec<(Node, Node)> = tree.iter().map(|link| (link.to, link.from)).collect();
        ends.sort_unstable();
        ends
    }

    #[test]
    fn a_pair_of_chains_comes_before_the_fewest_hops() {
        use Node::{Pop, Site};
        let fewest = feed(&crossing(), 1, &[true; 5]);
        let all = [
            (Site(0), Pop(0)),
            (Site(1), Pop(0)),
            (Site(2), Site(0)),
            (Site(3), Site(0)),
            (Site(4), Site(2)),
        ];
        assert_eq!(fed_by(&fewest), all);
        // Whoever hears 2 and 3 has two chains where 1 feeds 2.
        let paired = feed_pairs(&crossing(), 1, &[true; 5], &[vec![2, 3]]);
        assert_eq!(fed_by(&paired)[2], (Site(2), Site(1)));
        assert_eq!(paired.len(), fewest.len());
        assert_eq!(Branches::of(&paired, 5).second(2, &[2, 3]), Some(3));
    }

    #[test]
    fn a_pair_that_does_not_fit_what_is_laid_gets_none() {
        use Node::Site;
        // 2 by 1 and 3 by 0 are laid; then 4 lies on one branch or the other, and 0 and 3 on one and the same.
        let tree = feed_pairs(&crossing(), 1, &[true; 5], &[vec![2, 3], vec![0, 3], vec![1, 4]]);
        let branches = Branches::of(&tree, 5);
        assert_eq!(branches.second(0, &[0, 3]), None);
        assert_eq!(branches.second(1, &[1, 4]), Some(4));
        assert_eq!(fed_by(&tree)[4], (Site(4), Site(3)), "so that 1 and 4 are a pair");
    }

    #[test]
    fn closed_sites_carry_no_pair() {
        let open = [true, false, true, true, true];
        let tree = feed_pairs(&crossing(), 1, &open, &[vec![2, 3]]);
        assert_eq!(tree, feed(&crossing(), 1, &open));
    }

    #[test]
    fn neighbours_are_symmetric() {
        let network = valley();
        let neighbours: Vec<Vec<usize>> =
            (0..5).map(|site| network.sites_linked_to(site).collect()).collect();
        assert_eq!(neighbours, [vec![1, 3], vec![0, 2, 3], vec![1], vec![0, 1], vec![]]);
        assert!(network.fed_by_pop(0) && !network.fed_by_pop(1));
    }
}
