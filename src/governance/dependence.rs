//! Who depends on which private owner, comune by comune: what guideline 1 is measured by.
//!
//! A covered household is **captive** of a private owner if it would lose the network should that owner withdraw: every open site
//! that covers it is the owner's, or run by it, or is fed through what the owner has or runs, or the owner holds the spectrum.
//!
//! ```text
//!   PoP (public) ── site A (private X) ── site B (public) )))  household 1: captive of X, by feeding
//!        └───────── site C (public)                       )))  household 2: under B and C: not captive
//! ```
//!
//! How far dependence lies in few hands is told by the index of Herfindahl and Hirschman (HHI): a covered household that is captive of n
//! private owners counts 1/n for each; `s_p` is the share of the comune's covered households so counted for owner p, and
//! `HHI = 10,000 · Σ s_p²`, from 0 where nobody is captive to 10,000 where all are captive of one owner alone. The shares come to no
//! more than 1 together, and none of them is more than the captive share of its owner: so a limit θ of captive shares bounds the index
//! by 10,000 θ. (The merger guidelines of the European Union look at 1,000 and 2,000: *unverified*, and of markets, not of networks.)

use std::collections::BTreeMap;

use crate::economics::round_to;

/// Households at one place that the plan covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoveredPoint<'a> {
    /// Index of the comune.
    pub comune: usize,
    /// Households.
    pub households: f64,
    /// The open sites that cover them, by index; at least one.
    pub servers: &'a [usize],
}

/// On which private owners a network depends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dependence<'a> {
    /// For each site, the private owners without whom it is silent (its own, and those along the chain to the
    /// fibre), by rising index, each once.
    pub private_owners: &'a [Vec<usize>],
    /// The holder of the spectrum, where private.
    pub spectrum_holder: Option<usize>,
}

/// How many of a comune's covered households are captive of one private owner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Captivity {
    /// Index of the comune.
    pub comune: usize,
    /// Index of the private owner.
    pub owner: usize,
    /// Captive households.
    pub captive_households: f64,
    /// All covered households of the comune.
    pub covered_households: f64,
}

impl Captivity {
    /// Captive share of the covered households, 0 to 1; 0 where nobody is covered.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        if self.covered_households > 0.0 { self.captive_households / self.covered_households } else { 0.0 }
    }

    /// Whether the share is larger than may be.
    #[must_use]
    pub fn exceeds(&self, max_ratio: f64) -> bool {
        round_to(self.ratio(), 6) > max_ratio
    }

    /// Captive households beyond what may be.
    #[must_use]
    pub fn excess_households(&self, max_ratio: f64) -> f64 {
        (self.captive_households - max_ratio * self.covered_households).max(0.0)
    }
}

/// Every pair of comune and private owner with captive households, by comune, then owner.
#[must_use]
pub fn captivities(points: &[CoveredPoint<'_>], dependence: &Dependence<'_>) -> Vec<Captivity> {
    let mut covered_households: BTreeMap<usize, f64> = BTreeMap::new();
    let mut captive_households: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for point in points {
        *covered_households.entry(point.comune).or_default() += point.households;
        for owner in captors(point.servers, dependence) {
            *captive_households.entry((point.comune, owner)).or_default() += point.households;
        }
    }
    let captivity = |((comune, owner), captive_households)| Captivity {
        comune,
        owner,
        captive_households,
        covered_households: covered_households[&comune],
    };
    captive_households.into_iter().map(captivity).filter(|pair| pair.captive_households > 0.0).collect()
}

/// The private owners of whom a household under these sites is captive.
fn captors(servers: &[usize], dependence: &Dependence<'_>) -> Vec<usize> {
    let needed = |server: &usize| &dependence.private_owners[*server];
    let Some((first, others)) = servers.split_first() else { return Vec::new() };
    let by_all = |owner: &usize| others.iter().map(needed).all(|owners| owners.contains(owner));
    let mut captors: Vec<usize> = needed(first).iter().copied().filter(by_all).collect();
    if let Some(holder) = dependence.spectrum_holder.filter(|holder| !captors.contains(holder)) {
        captors.push(holder);
    }
    captors
}

/// The pair with the largest captive share; the first of equals.
#[must_use]
pub fn worst_captivity(captivities: &[Captivity]) -> Option<&Captivity> {
    captivities.iter().reduce(|worst, pair| if pair.ratio() > worst.ratio() { pair } else { worst })
}

/// How far a comune's dependence on private owners lies in few hands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Index of the comune.
    pub comune: usize,
    /// Herfindahl-Hirschman index, 0 to 10,000.
    pub hhi: f64,
}

/// The index where all depend on one owner alone.
const HHI_MAX: f64 = 10_000.0;

/// The index of every comune with captive households, by comune.
#[must_use]
pub fn concentrations(points: &[CoveredPoint<'_>], dependence: &Dependence<'_>) -> Vec<Concentration> {
    let mut covered_households: BTreeMap<usize, f64> = BTreeMap::new();
    let mut parts: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for point in points {
        *covered_households.entry(point.comune).or_default() += point.households;
        let owners = captors(point.servers, dependence);
        for owner in &owners {
            *parts.entry((point.comune, *owner)).or_default() += point.households / owners.len() as f64;
        }
    }
    let mut hhi: BTreeMap<usize, f64> = BTreeMap::new();
    for ((comune, _), households) in parts.into_iter().filter(|(_, households)| *households > 0.0) {
        *hhi.entry(comune).or_default() += HHI_MAX * (households / covered_households[&comune]).powi(2);
    }
    hhi.into_iter().map(|(comune, hhi)| Concentration { comune, hhi }).collect()
}

/// The comune with the largest index; the first of equals.
#[must_use]
pub fn worst_concentration(concentrations: &[Concentration]) -> Option<&Concentration> {
    concentrations.iter().reduce(|worst, one| if one.hhi > worst.hhi { one } else { worst })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(comune: usize, households: f64, servers: &[usize]) -> CoveredPoint<'_> {
        CoveredPoint { comune, households, servers }
    }

    fn dependence(private_owners: &[Vec<usize>]) -> Dependence<'_> {
        Dependence { private_owners, spectrum_holder: None }
    }

    /// Site 0 is of owner 0 and fed over owner 1, site 1 of owner 0, site 2 public.
    #[test]
    fn the_index_by_hand() {
        let owners = [vec![0, 1], vec![0], vec![]];
        let hhi = |points: &[CoveredPoint<'_>]| concentrations(points, &dependence(&owners));
        assert_eq!(hhi(&[point(0, 7.0, &[1])]), [Concentration { comune: 0, hhi: 10_000.0 }]);
        // Each of the two owners has half of all.
        assert_eq!(hhi(&[point(3, 8.0, &[0])])[0].hhi, 5_000.0);
        // Owner 0: (20 / 2 + 20) / 80 = 3/8; owner 1: 10 / 80 = 1/8.
        let mixed =
            [point(0, 20.0, &[0]), point(0, 20.0, &[1]), point(0, 40.0, &[2]), point(1, 9.0, &[0, 2])];
        assert_eq!(hhi(&mixed), [Concentration { comune: 0, hhi: 1_562.5 }]);
        assert_eq!(worst_concentration(&hhi(&[])), None);
    }

    #[test]
    fn who_leaves_the_other_alone_makes_the_index_rise() {
        let together = [vec![0, 1]];
        let alone = [vec![1]];
        let hhi = |owners: &[Vec<usize>]| concentrations(&[point(0, 5.0, &[0])], &dependence(owners))[0].hhi;
        assert_eq!((hhi(&together), hhi(&alone)), (5_000.0, 10_000.0));
    }

    fn any_points() -> impl Strategy<Value = Vec<(usize, f64, Vec<usize>)>> {
        let servers = prop::collection::vec(0_usize..4, 1..4);
        prop::collection::vec((0_usize..2, 0.0..100.0_f64, servers), 0..20)
    }

    fn any_owners() -> impl Strategy<Value = Vec<Vec<usize>>> {
        prop::collection::vec(prop::sample::subsequence(vec![0, 1, 2], 0..=3), 4)
    }

    proptest! {
        #[test]
        fn shares_stay_between_nothing_and_all(points in any_points(), owners in any_owners()) {
            let points: Vec<_> = points.iter().map(|(m, w, servers)| point(*m, *w, servers)).collect();
            for pair in captivities(&points, &dependence(&owners)) {
                prop_assert!((0.0..=1.0).contains(&pair.ratio()));
            }
        }

        /// So a limit of captive shares bounds the index.
        #[test]
        fn the_index_is_at_most_the_largest_captive_share(
            points in any_points(), owners in any_owners(), holder in prop::option::of(0_usize..3),
        ) {
            let points: Vec<_> = points.iter().map(|(m, w, servers)| point(*m, *w, servers)).collect();
            let dependence = Dependence { private_owners: &owners, spectrum_holder: holder };
            let pairs = captivities(&points, &dependence);
            for one in concentrations(&points, &dependence) {
                let own = pairs.iter().filter(|pair| pair.comune == one.comune);
                let largest = own.map(Captivity::ratio).fold(0.0, f64::max);
                prop_assert!(0.0 < one.hhi && one.hhi <= 10_000.0 * largest * (1.0 + 1e-12), "{one:?} {largest}");
            }
        }

        /// The private owners whom sites need never become more over the years (`concession`): so captives do not either.
        #[test]
        fn who_needs_fewer_owners_has_no_more_captives(
            points in any_points(), owners in any_owners(), gone in any_owners(), holder in prop::option::of(0_usize..3),
        ) {
            let points: Vec<_> = points.iter().map(|(m, w, servers)| point(*m, *w, servers)).collect();
            let left = |(needed, gone): (&Vec<usize>, &Vec<usize>)| {
                needed.iter().copied().filter(|owner| !gone.contains(owner)).collect()
            };
            let later: Vec<Vec<usize>> = owners.iter().zip(&gone).map(left).collect();
            let pairs = |private_owners: &[Vec<usize>]| {
                captivities(&points, &Dependence { private_owners, spectrum_holder: holder })
            };
            let before = pairs(&owners);
            for after in pairs(&later) {
                let same = |one: &&Captivity| (one.comune, one.owner) == (after.comune, after.owner);
                let before = before.iter().find(same).map_or(0.0, |one| one.captive_households);
                prop_assert!(after.captive_households <= before + 1e-9);
            }
        }
    }
}
