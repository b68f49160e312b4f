//! The most that chains of links could carry.

use super::{Network, Node};

/// For each site the most that some chain of usable sites could carry to it, Mbit/s, had each link its best tier; 0 where none feeds it.
#[must_use]
pub fn widest_mbps(network: &Network, pops: usize, usable: &[bool]) -> Vec<f64> {
    let mut widest_mbps = vec![0.0_f64; usable.len()];
    let mut reached: Vec<(Node, f64)> = (0..pops).map(|pop| (Node::Pop(pop), f64::INFINITY)).collect();
    while let Some((node, to_node_mbps)) = reached.pop() {
        for link in network.from(node) {
            let Node::Site(site) = link.to else { continue };
            let mbps = to_node_mbps.min(link.most_mbps());
            if usable[site] && mbps > widest_mbps[site] {
                widest_mbps[site] = mbps;
                reached.push((link.to, mbps));
            }
        }
    }
    widest_mbps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backhaul::Link;
    use crate::backhaul::feeding::tests::link;
    use Node::{Pop, Site};

    fn wide(from: Node, to: Node, capacity_mbps: f64) -> Link {
        let mut link = link(from, to, 1.0);
        link.tiers[0].capacity_mbps = capacity_mbps;
        link
    }

    #[test]
    fn the_widest_chain_counts_whatever_its_length() {
        let network = Network::new(&[
            wide(Pop(0), Site(0), 50.0),
            wide(Site(0), Site(1), 10.0),
            wide(Site(0), Site(2), 40.0),
            wide(Site(2), Site(1), 60.0),
            wide(Site(3), Site(4), 70.0),
        ]);
        assert_eq!(widest_mbps(&network, 1, &[true; 5]), [50.0, 40.0, 40.0, 0.0, 0.0]);
        let without_2 = [true, true, false, true, true];
        assert_eq!(widest_mbps(&network, 1, &without_2), [50.0, 10.0, 0.0, 0.0, 0.0]);
    }
}
