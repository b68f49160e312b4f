//! What the links of a plan carry in the busy hour, and who has to go where a link cannot carry all.
//!
//! ```text
//! fibre ── a ── b      the link into b carries what b serves, the link into a what a and b serve,
//!          └─── c      and c: downlink and uplink each by itself, of which the larger counts
//! ```
//!
//! A link keeps the first of those behind it, in the order that it is given, as far as it may carry them; whoever
//! finds no room is turned away, and another that takes less may still find some. Links far from the fibre come first, so that one
//! near it is asked for no more than can come to it. *Left out*: to ask a link again once one nearer to the fibre has turned somebody
//! away.

use super::{Link, Node};

/// More than rounding adds to a load.
const ROUNDING_MBPS: f64 = 1e-9;

/// A place that a site serves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Served {
    /// Index of the site.
    pub site: usize,
    /// Its traffic in the busy hour, downlink and uplink, Mbit/s.
    pub traffic_mbps: [f64; 2],
}

/// What links carry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loads {
    /// For each site the load of the link into it, Mbit/s: the larger direction; 0 where there is none.
    pub of_site_mbps: Vec<f64>,
    /// Those for whom some link has no room: places in the list of the served, rising.
    pub turned_away: Vec<usize>,
}

/// The loads of a plan's links, in the order of [`feed`](super::feed), each with the most that it may carry (Mbit/s), where these are
/// served: whoever comes first keeps its place.
#[must_use]
pub fn loads(links: &[(&Link, f64)], site_count: usize, served: &[Served]) -> Loads {
    let mut kept = vec![true; served.len()];
    gather(links, site_count, served, &mut kept, |_, most_mbps, behind, kept| {
        turn_away(most_mbps, served, behind, kept);
    });
    let mut of_site_mbps = vec![0.0; site_count];
    gather(links, site_count, served, &mut kept, |site, _, behind, _| {
        let sum_mbps = behind.iter().fold([0.0; 2], |sum, &one| plus(sum, served[one].traffic_mbps));
        of_site_mbps[site] = larger(sum_mbps);
    });
    let turned_away = (0..served.len()).filter(|&one| !kept[one]).collect();
    Loads { of_site_mbps, turned_away }
}

/// Comes to each link, those far from the fibre first: to the site that it feeds and the most that it may carry, with those behind
/// it who keep their place, in their order.
fn gather(
    links: &[(&Link, f64)],
    site_count: usize,
    served: &[Served],
    kept: &mut [bool],
    mut at: impl FnMut(usize, f64, &[usize], &mut [bool]),
) {
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); site_count];
    for (index, one) in served.iter().enumerate() {
        behind[one.site].push(index);
    }
    for (link, most_mbps) in links.iter().rev() {
        let Node::Site(site) = link.to else { continue };
        let mut here = std::mem::take(&mut behind[site]);
        here.retain(|&one| kept[one]);
        here.sort_unstable();
        at(site, *most_mbps, &here, kept);
        if let Node::Site(parent) = link.from {
            behind[parent].append(&mut here);
        }
    }
}

/// Of those behind a link, in their order, whoever finds no room goes.
fn turn_away(most_mbps: f64, served: &[Served], behind: &[usize], kept: &mut [bool]) {
    let mut load_mbps = [0.0; 2];
    for &one in behind {
        let with_it = plus(load_mbps, served[one].traffic_mbps);
        if larger(with_it) <= most_mbps + ROUNDING_MBPS {
            load_mbps = with_it;
        } else {
            kept[one] = false;
        }
    }
}

fn plus(one: [f64; 2], other: [f64; 2]) -> [f64; 2] {
    [one[0] + other[0], one[1] + other[1]]
}

fn larger([down, up]: [f64; 2]) -> f64 {
    down.max(up)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backhaul::feeding::tests::link;
    use Node::{Pop, Site};
    use proptest::prelude::*;

    /// fibre — 0 — 1 and 0 — 2, with the most that each link may carry, Mbit/s.
    fn fork(most_mbps: [f64; 3], site_count: usize, served: &[Served]) -> Loads {
        let ends = [(Pop(0), Site(0)), (Site(0), Site(1)), (Site(0), Site(2))];
        let links = ends.map(|(from, to)| link(from, to, 1.0));
        loads(&links.iter().zip(most_mbps).collect::<Vec<_>>(), site_count, served)
    }

    fn served(site: usize, down: f64, up: f64) -> Served {
        Served { site, traffic_mbps: [down, up] }
    }

    #[test]
    fn a_link_carries_all_that_is_served_behind_it_in_the_larger_direction() {
        let all = [served(0, 5.0, 1.0), served(1, 10.0, 1.0), served(2, 1.0, 8.0), served(2, 1.0, 8.0)];
        let Loads { of_site_mbps, turned_away } = fork([100.0; 3], 4, &all);
        assert_eq!(of_site_mbps, [18.0, 10.0, 16.0, 0.0]);
        assert_eq!(turned_away, [0; 0]);
    }

    #[test]
    fn whoever_comes_last_is_turned_away_first() {
        let all = [served(1, 6.0, 0.0), served(1, 5.0, 0.0), served(1, 4.0, 0.0), served(2, 3.0, 0.0)];
        // 5 does not fit beside 6, but 4 does.
        let Loads { of_site_mbps, turned_away } = fork([100.0, 10.0, 100.0], 3, &all);
        assert_eq!((of_site_mbps, turned_away), (vec![13.0, 10.0, 3.0], vec![1]));
    }

    #[test]
    fn what_the_link_at_the_fibre_turns_away_loads_no_link_behind() {
        let all = [served(1, 6.0, 0.0), served(2, 5.0, 0.0), served(0, 1.0, 0.0)];
        let Loads { of_site_mbps, turned_away } = fork([8.0, 10.0, 10.0], 3, &all);
        assert_eq!((of_site_mbps, turned_away), (vec![7.0, 6.0, 0.0], vec![1]));
    }

    proptest! {
        /// Whoever is served where: no link carries more than it can, nobody goes where all fit.
        #[test]
        fn no_link_is_over_its_capacity(
            all in prop::collection::vec((0_usize..3, 0.0..9.0_f64, 0.0..9.0_f64), 0..12),
            most_mbps in prop::array::uniform3(0.1..40.0_f64),
        ) {
            let all: Vec<Served> = all.into_iter().map(|(site, down, up)| served(site, down, up)).collect();
            let Loads { of_site_mbps, turned_away } = fork(most_mbps, 3, &all);
            for (load_mbps, most_mbps) in of_site_mbps.iter().zip(most_mbps) {
                prop_assert!(*load_mbps <= most_mbps + 1e-6);
            }
            let free = fork([1e6; 3], 3, &all).of_site_mbps;
            let fits = free.iter().zip(most_mbps).all(|(load_mbps, most_mbps)| *load_mbps <= most_mbps);
            prop_assert!(!fits || turned_away.is_empty());
        }
    }
}
