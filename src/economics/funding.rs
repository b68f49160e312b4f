//! Which fund pays for which asset.

/// A part of what an asset costs, and the fund that pays it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Index of the fund.
    pub fund: usize,
    /// What it pays, cents.
    pub cents: i64,
}

/// Money of one kind, or what it is to be spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Cents.
    pub cents: i64,
    /// A public fund, or an asset of a public owner.
    pub is_public: bool,
}

/// Who pays for what, for each asset in order.
///
/// Private funds pay for private assets first, as guideline 2 counts them, then each fund for assets of its own kind, and what is
/// left over for the others; within that funds and assets take their turns in order. What the funds together do not suffice for stays
/// unpaid.
///
/// ```
/// use divario::economics::{Amount, Share, funding};
/// let public = |cents| Amount { cents, is_public: true };
/// let private = |cents| Amount { cents, is_public: false };
/// // Of a private asset of 50 the private fund of 30 pays what it has, public money the rest.
/// let shares = funding(&[public(60), private(50)], &[public(100), private(30)]);
/// assert_eq!(shares[1], [Share { fund: 1, cents: 30 }, Share { fund: 0, cents: 20 }]);
/// assert_eq!(shares[0], [Share { fund: 0, cents: 60 }]);
/// ```
#[must_use]
pub fn funding(assets: &[Amount], funds: &[Amount]) -> Vec<Vec<Share>> {
    let mut left_cents: Vec<i64> = funds.iter().map(|fund| fund.cents).collect();
    let mut unpaid_cents: Vec<i64> = assets.iter().map(|asset| asset.cents).collect();
    let mut shares = vec![Vec::new(); assets.len()];
    for (of_fund, of_asset) in [(false, false), (true, true), (true, false), (false, true)] {
        for (asset, _) in of_kind(assets, of_asset) {
            for (fund, _) in of_kind(funds, of_fund) {
                let cents = left_cents[fund].min(unpaid_cents[asset]);
                if cents > 0 {
                    left_cents[fund] -= cents;
                    unpaid_cents[asset] -= cents;
                    shares[asset].push(Share { fund, cents });
                }
            }
        }
    }
    shares
}

fn of_kind(amounts: &[Amount], is_public: bool) -> impl Iterator<Item = (usize, &Amount)> {
    amounts.iter().enumerate().filter(move |(_, amount)| amount.is_public == is_public)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amounts(max: usize) -> impl Strategy<Value = Vec<Amount>> {
        let amount = (0_i64..1_000, any::<bool>()).prop_map(|(cents, is_public)| Amount { cents, is_public });
        prop::collection::vec(amount, 0..max)
    }

    fn sum(amounts: &[Amount], is_public: bool) -> i64 {
        of_kind(amounts, is_public).map(|(_, amount)| amount.cents).sum()
    }

    proptest! {
        /// Every asset is paid once as far as money goes, no fund gives more than it has, and public money goes into private assets
        /// only where private money does not suffice for them.
        #[test]
        fn no_cent_is_lost_or_paid_twice(assets in amounts(6), funds in amounts(5)) {
            let shares = funding(&assets, &funds);
            let paid = |asset: usize| shares[asset].iter().map(|share| share.cents).sum::<i64>();
            let all_funds: i64 = funds.iter().map(|fund| fund.cents).sum();
            let all_assets: i64 = assets.iter().map(|asset| asset.cents).sum();
            prop_assert_eq!((0..assets.len()).map(paid).sum::<i64>(), all_funds.min(all_assets));
            for (asset, amount) in assets.iter().enumerate() {
                prop_assert!(paid(asset) <= amount.cents);
            }
            for (fund, amount) in funds.iter().enumerate() {
                let given: i64 = shares.iter().flatten().filter(|share| share.fund == fund).map(|share| share.cents).sum();
                prop_assert!(given <= amount.cents);
            }
            if all_funds >= all_assets {
                let leaked: i64 = of_kind(&assets, false)
                    .flat_map(|(asset, _)| &shares[asset])
                    .filter(|share| funds[share.fund].is_public)
                    .map(|share| share.cents)
                    .sum();
                prop_assert_eq!(leaked, (sum(&assets, false) - sum(&funds, false)).max(0));
            }
        }
    }
}
