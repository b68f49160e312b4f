//! Inequality between comuni: the Gini coefficient and Theil's T of their covered ratios, weighted by households.
//!
//! Comune i has h households, c of them covered, and the ratio x = c / h. With H, C the sums of h and c, and the weighted mean
//! μ = C / H:
//!
//! ```text
//!           sum over i, j of h_i h_j |x_i − x_j|     sum over i < j of |c_i h_j − c_j h_i|
//! Gini  =   ────────────────────────────────────  =  ─────────────────────────────────────
//!                        2 H² μ                                     H C
//!
//! Theil =   sum over i of h_i / H · x_i / μ · ln(x_i / μ)  =  sum over i of c_i / C · ln((c_i / C) / (h_i / H))
//! ```
//!
//! | | all ratios equal | one comune | largest value | nobody covered |
//! |---|---|---|---|---|
//! | Gini | 0 | 0 | 1 − h / H, all coverage in a comune of h households | none: 0 / 0 |
//! | Theil | 0 | 0 | ln(H / h), the same | none |
//!
//! Neither changes where all ratios are multiplied by one number, and both fall where coverage moves from a comune that has more of it
//! to one that has less. A comune without households has no ratio and no weight; one with nobody covered adds 0 to Theil's sum, the
//! limit of x ln x. The numerator of Gini is a whole number, and so exact; the terms of Theil are added up from the smallest, whatever
//! the order of the comuni.
//!
//! *Source*: both are the textbook definitions for weighted data (Gini 1912 as half the relative mean difference, Theil 1967),
//! *unverified* against the originals; their properties are tested here.

use super::Share;

/// Gini coefficient, 0 to below 1; none where nobody is covered.
pub(super) fn gini(shares: &[Share]) -> Option<f64> {
    let total = total(shares)?;
    let pairs = shares.iter().enumerate().flat_map(|(at, a)| shares[at + 1..].iter().map(move |b| (a, b)));
    let apart = pairs.map(|(a, b)| {
        (a.covered_micro * b.households_micro - b.covered_micro * a.households_micro).unsigned_abs()
    });
    let scale = total.households_micro as f64 * total.covered_micro as f64;
    Some(apart.sum::<u128>() as f64 / scale)
}

/// Theil's T, natural logarithm, 0 or more; none where nobody is covered.
pub(super) fn theil(shares: &[Share]) -> Option<f64> {
    let total = total(shares)?;
    let mut terms: Vec<f64> =
        shares.iter().filter(|share| share.covered_micro > 0).map(|share| term(*share, total)).collect();
    terms.sort_by(f64::total_cmp);
    // Equal ratios leave a rest of rounding, on either side of 0.
    Some(terms.iter().sum::<f64>().max(0.0))
}

/// A covered share of all that are covered, times the logarithm of how far it is from the share of households.
fn term(share: Share, total: Share) -> f64 {
    let covered_ratio = share.covered_micro as f64 / total.covered_micro as f64;
    let households_ratio = share.households_micro as f64 / total.households_micro as f64;
    // The logarithm of libm has the same digits on every machine.
    covered_ratio * libm::log(covered_ratio / households_ratio)
}

fn total(shares: &[Share]) -> Option<Share> {
    let total = shares.iter().fold(Share::default(), |sum, share| Share {
        households_micro: sum.households_micro + share.households_micro,
        covered_micro: sum.covered_micro + share.covered_micro,
    });
    (total.covered_micro > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(households: i128, covered: i128) -> Share {
        Share { households_micro: households * 1_000_000, covered_micro: covered * 1_000_000 }
    }

    fn close(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-12)
    }

    /// 100 households fully covered, 300 of which a third is: H = 400, C = 200, μ = 1/2.
    /// Gini = |100 · 300 − 100 · 100| / (400 · 200) = 20,000 / 80,000 = 1/4.
    /// Theil = 1/2 · ln(1/2 ÷ 1/4) + 1/2 · ln(1/2 ÷ 3/4) = (ln 2 − ln 3/2) / 2 = ln(4/3) / 2.
    #[test]
    fn two_comuni_by_hand() {
        let shares = [share(100, 100), share(300, 100)];
        assert!(close(gini(&shares), 0.25));
        assert!(close(theil(&shares), (4.0_f64 / 3.0).ln() / 2.0));
    }

    /// Ratios 1, 1/2 and 0 over 10 households each: Gini = (50 + 100 + 50) / (30 · 15) = 4/9;
    /// Theil = 2/3 ln 2 + 1/3 ln 1 + 0.
    #[test]
    fn three_comuni_by_hand() {
        let shares = [share(10, 10), share(10, 5), share(10, 0)];
        assert!(close(gini(&shares), 4.0 / 9.0));
        assert!(close(theil(&shares), 2.0 / 3.0 * 2.0_f64.ln()));
    }

    #[test]
    fn all_coverage_in_one_comune_is_the_largest_value() {
        let shares = [share(25, 25), share(75, 0)];
        assert!(close(gini(&shares), 0.75));
        assert!(close(theil(&shares), 4.0_f64.ln()));
    }

    #[test]
    fn special_cases() {
        for nobody in [vec![], vec![share(10, 0), share(5, 0)], vec![share(0, 0)]] {
            assert_eq!((gini(&nobody), theil(&nobody)), (None, None));
        }
        assert_eq!((gini(&[share(7, 3)]), theil(&[share(7, 3)])), (Some(0.0), Some(0.0)));
        let with_empty = [share(10, 10), share(0, 0), share(10, 5)];
        assert_eq!(gini(&with_empty), gini(&[share(10, 10), share(10, 5)]));
        assert_eq!(theil(&with_empty), theil(&[share(10, 10), share(10, 5)]));
    }

    /// Comuni with 1 to 1,000 households, some of them covered.
    fn any_shares() -> impl Strategy<Value = Vec<Share>> {
        let one = (1_i128..=1_000).prop_flat_map(|households| (Just(households), 0..=households));
        let some =
            prop::collection::vec(one.prop_map(|(households, covered)| share(households, covered)), 1..12);
        some.prop_filter("somebody is covered", |shares| total(shares).is_some())
    }

    proptest! {
        #[test]
        fn both_stay_in_their_range(shares in any_shares()) {
            let smallest = shares.iter().map(|share| share.households_micro).min().unwrap() as f64;
            let least_ratio = smallest / total(&shares).unwrap().households_micro as f64;
            prop_assert!((0.0..=1.0 - least_ratio + 1e-12).contains(&gini(&shares).unwrap()));
            prop_assert!((0.0..=-least_ratio.ln() + 1e-12).contains(&theil(&shares).unwrap()));
        }

        #[test]
        fn equal_ratios_are_0(sizes in prop::collection::vec(1_i128..1_000, 1..12), tenths in 1_i128..=10) {
            let shares: Vec<Share> = sizes.iter().map(|size| share(size * 10, size * tenths)).collect();
            prop_assert_eq!(gini(&shares), Some(0.0));
            prop_assert!(theil(&shares).unwrap() < 1e-12);
        }

        #[test]
        fn unequal_ratios_are_not(shares in any_shares()) {
            let first = shares[0];
            let apart = |one: &Share| one.covered_micro * first.households_micro != first.covered_micro * one.households_micro;
            if shares.iter().any(apart) {
                prop_assert!(gini(&shares).unwrap() > 1e-9 && theil(&shares).unwrap() > 1e-12);
            }
        }

        #[test]
        fn the_scale_of_coverage_or_of_households_changes_nothing(shares in any_shares(), times in 2_i128..9) {
            let thinner: Vec<Share> =
                shares.iter().map(|one| Share { households_micro: one.households_micro * times, ..*one }).collect();
            let larger: Vec<Share> = thinner
                .iter()
                .map(|one| Share { covered_micro: one.covered_micro * times, ..*one })
                .collect();
            for scaled in [thinner, larger] {
                prop_assert!(close(gini(&scaled), gini(&shares).unwrap()));
                prop_assert!(close(theil(&scaled), theil(&shares).unwrap()));
            }
        }

        #[test]
        fn the_order_of_comuni_changes_no_bit(shares in any_shares(), turn in 0_usize..12) {
            let mut turned = shares.clone();
            turned.rotate_left(turn % shares.len());
            turned.reverse();
            prop_assert_eq!(gini(&turned), gini(&shares));
            prop_assert_eq!(theil(&turned), theil(&shares));
        }

        /// Households that move from the better covered of two comuni of one size to the other, without passing it.
        #[test]
        fn what_moves_to_those_with_less_makes_it_more_even(
            shares in any_shares(), size in 10_i128..1_000, low in 0_i128..4, step in 1_i128..3,
        ) {
            let high = low + 2 * step + 1;
            let with = |a: i128, b: i128| {
                let pair = [share(size, a), share(size, b)];
                shares.iter().copied().chain(pair).collect::<Vec<_>>()
            };
            let (before, after) = (with(low, high), with(low + step, high - step));
            prop_assert!(gini(&after) < gini(&before));
            prop_assert!(theil(&after) < theil(&before));
        }
    }
}
