//! Cents shared out by weight, none left over, none made up.
//!
//! Everybody gets `level · weight`, rounded to the nearest cent and no more than its most, at the level at which all that is to be
//! shared is given. The k-th cent of a claim of weight w falls due at the level `(k − ½) / w`; cents are given in the order in which
//! they fall due, and where several do at once, to the first claim first.
//!
//! More to share out is therefore more cents in the same order: nobody gets less of a larger sum, and nobody's order moves a cent of
//! somebody else's. The method of largest remainders, which rounds quotas down and gives the rest to the largest fractions, has
//! neither property; a test below shows it. (In votes these are the methods of Webster and of Hamilton, and what goes wrong in the
//! second is known as the Alabama paradox.)

/// Somebody with whom cents are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    /// Relative weight; of 0 nothing is given.
    pub(super) weight: u64,
    /// No more than this.
    pub(super) most_cents: u64,
}

impl Claim {
    /// The most that can be given.
    fn room_cents(self) -> u64 {
        if self.weight == 0 { 0 } else { self.most_cents }
    }

    /// What has fallen due at a level in steps.
    fn due_cents(self, level_steps: u128) -> u64 {
        let twice = level_steps.saturating_mul(2).saturating_mul(self.weight.into());
        let due = twice.saturating_add(STEPS) / (2 * STEPS);
        u64::try_from(due).map_or(self.room_cents(), |due| due.min(self.room_cents()))
    }
}

/// Levels are searched in steps of one cent by weight over so many; what lies between two steps is given one by one.
const STEPS: u128 = 1 << 40;

/// What each claim gets, in their order: together `total_cents`, or all that there is room for if that is less.
pub(super) fn share_out(total_cents: u64, claims: &[Claim]) -> Vec<u64> {
    let room_cents: u128 = claims.iter().map(|claim| u128::from(claim.room_cents())).sum();
    if u128::from(total_cents) >= room_cents {
        return claims.iter().map(|claim| claim.room_cents()).collect();
    }
    let level_steps = last_level_below(total_cents, claims);
    let mut given_cents: Vec<u64> = claims.iter().map(|claim| claim.due_cents(level_steps)).collect();
    for _ in given_cents.iter().sum::<u64>()..total_cents {
        if let Some(next) = next_due(claims, &given_cents) {
            given_cents[next] += 1;
        }
    }
    given_cents
}

/// The highest level, in steps, at which no more than all has fallen due. There is room for more than all.
fn last_level_below(total_cents: u64, claims: &[Claim]) -> u128 {
    let is_above = |level_steps: u128| {
        let due: u128 = claims.iter().map(|claim| u128::from(claim.due_cents(level_steps))).sum();
        due > total_cents.into()
    };
    let mut above: u128 = 1;
    while !is_above(above) {
        above = above.saturating_mul(2);
    }
    let mut below = above / 2;
    while above - below > 1 {
        let middle = below.midpoint(above);
        if is_above(middle) { above = middle } else { below = middle }
    }
    below
}

/// The claim whose next cent falls due first.
fn next_due(claims: &[Claim], given_cents: &[u64]) -> Option<usize> {
    let open = (0..claims.len()).filter(|at| given_cents[*at] < claims[*at].room_cents());
    // (2a + 1) / weight of a, against the same of b.
    let due = |a: usize, b: usize| (2 * u128::from(given_cents[a]) + 1) * u128::from(claims[b].weight);
    open.min_by(|&a, &b| due(a, b).cmp(&due(b, a)))
}

/// The level at which the last cent has fallen due, cents by weight; 0 where nothing was given.
pub(super) fn level(claims: &[Claim], given_cents: &[u64]) -> f64 {
    let given = claims.iter().zip(given_cents).filter(|(_, cents)| **cents > 0);
    given.map(|(claim, cents)| (*cents as f64 - 0.5) / claim.weight as f64).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claims(weights: &[u64]) -> Vec<Claim> {
        weights.iter().map(|weight| Claim { weight: *weight, most_cents: u64::MAX }).collect()
    }

    /// At a level of 3 cents by weight: 3, 6 and 9.
    #[test]
    fn whole_shares_are_exact() {
        assert_eq!(share_out(18, &claims(&[1, 2, 3])), [3, 6, 9]);
        assert_eq!(share_out(0, &claims(&[1, 2, 3])), [0, 0, 0]);
        assert_eq!(share_out(5, &[]), [0_u64; 0]);
    }

    #[test]
    fn of_equal_claims_the_first_get_the_odd_cents() {
        assert_eq!(share_out(11, &claims(&[7, 7, 7])), [4, 4, 3]);
    }

    /// The first may have 2 only: the 16 others go to the second and third, two to three.
    #[test]
    fn what_one_cannot_take_is_spread_over_the_others() {
        let mut claims = claims(&[10, 2, 3]);
        claims[0].most_cents = 2;
        assert_eq!(share_out(18, &claims), [2, 6, 10]);
        claims[1].most_cents = 4;
        claims[2].most_cents = 5;
        assert_eq!(share_out(18, &claims), [2, 4, 5], "no more than there is room for");
    }

    #[test]
    fn no_weight_gets_nothing() {
        assert_eq!(share_out(9, &claims(&[0, 1])), [0, 9]);
        assert_eq!(share_out(9, &claims(&[0, 0])), [0, 0]);
    }

    /// Weights 1, 3 and 3 of seven parts: largest remainders give the first 1 of 3 cents and none of 4.
    #[test]
    fn largest_remainders_would_take_a_cent_back_where_more_is_shared() {
        let by_remainders = |total: u64| {
            let quotas = [1, 3, 3].map(|weight| weight * total);
            let mut given = quotas.map(|quota| quota / 7);
            let mut order = [0, 1, 2];
            order.sort_by_key(|at| std::cmp::Reverse(quotas[*at] % 7));
            let rest = total - given.iter().sum::<u64>();
            order.iter().take(rest as usize).for_each(|at| given[*at] += 1);
            given
        };
        assert_eq!([3, 4].map(by_remainders), [[1, 1, 1], [0, 2, 2]]);
        let ours = [3, 4].map(|total| share_out(total, &claims(&[1, 3, 3])));
        assert!(ours[0].iter().zip(&ours[1]).all(|(less, more)| less <= more), "{ours:?}");
    }

    #[test]
    fn the_largest_numbers_are_shared_too() {
        let large = [Claim { weight: u64::MAX, most_cents: 5 }, Claim { weight: 1, most_cents: u64::MAX }];
        assert_eq!(share_out(1 << 53, &large), [5, (1 << 53) - 5]);
    }

    fn any_claims() -> impl Strategy<Value = Vec<Claim>> {
        let most = prop_oneof![0_u64..2_000, Just(u64::MAX)];
        let one = (0_u64..3_000_000, most).prop_map(|(weight, most_cents)| Claim { weight, most_cents });
        prop::collection::vec(one, 1..12)
    }

    proptest! {
        /// What the search and its rest give is what giving one cent after the other does.
        #[test]
        fn it_is_cent_after_cent(claims in any_claims(), total in 0_u64..3_000) {
            let mut given = vec![0; claims.len()];
            for _ in 0..total {
                let Some(next) = next_due(&claims, &given) else { break };
                given[next] += 1;
            }
            prop_assert_eq!(share_out(total, &claims), given);
        }

        #[test]
        fn all_is_given_and_nobody_gets_more_than_the_most(claims in any_claims(), total in 0_u64..1_000_000_000) {
            let given = share_out(total, &claims);
            let room: u128 = claims.iter().map(|claim| u128::from(claim.room_cents())).sum();
            prop_assert_eq!(u128::from(given.iter().sum::<u64>()), room.min(total.into()));
            prop_assert!(given.iter().zip(&claims).all(|(cents, claim)| *cents <= claim.most_cents));
        }

        #[test]
        fn more_to_share_is_less_for_nobody(claims in any_claims(), total in 0_u64..1_000_000, more in 1_u64..50) {
            let (before, after) = (share_out(total, &claims), share_out(total + more, &claims));
            prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
        }

        /// Up to half a cent, and where a cap holds somebody back.
        #[test]
        fn each_is_the_level_by_its_weight(claims in any_claims(), total in 1_u64..1_000_000) {
            let given = share_out(total, &claims);
            let level = level(&claims, &given);
            for (cents, claim) in given.iter().zip(&claims) {
                let exact = level * claim.weight as f64;
                prop_assert!(*cents as f64 <= exact + 0.5 + 1e-6);
                prop_assert!(*cents == claim.room_cents() || *cents as f64 >= exact - 0.5 - 1e-6);
            }
        }
    }
}
