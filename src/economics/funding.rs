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
    /// What a fund may pay for, or what an asset is: bits, of which one in common is enough.
    pub purposes: u8,
}

/// Public money in private assets, which is to be as little as can be.
const LEAK: i64 = 1_000_000_000;
/// Private money in public assets, of which there is as little as can be beside.
const CROSS: i64 = 1_000_000;

/// Who pays for what, for each asset in order.
///
/// The funds pay for as much as they can. Of all ways to do so as little public money as can be goes into private assets, and then as little
/// private money as can be into public ones; within that funds and assets take their turns in order, private assets first. What the
/// funds do not suffice for, or may not pay for, stays unpaid.
///
/// ```
/// use divario::economics::{Amount, Share, funding};
/// let public = |cents| Amount { cents, is_public: true, purposes: 1 };
/// let private = |cents| Amount { cents, is_public: false, purposes: 1 };
/// // Of a private asset of 50 the private fund of 30 pays what it has, public money the rest.
/// let shares = funding(&[public(60), private(50)], &[public(100), private(30)]);
/// assert_eq!(shares[1], [Share { fund: 1, cents: 30 }, Share { fund: 0, cents: 20 }]);
/// assert_eq!(shares[0], [Share { fund: 0, cents: 60 }]);
/// ```
#[must_use]
pub fn funding(assets: &[Amount], funds: &[Amount]) -> Vec<Vec<Share>> {
    let mut kinds: Vec<(bool, u8)> = assets.iter().map(|asset| (asset.is_public, asset.purposes)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kind_of =
        |asset: &Amount| kinds.binary_search(&(asset.is_public, asset.purposes)).unwrap_or_default();
    let mut flow = Flow::between(&kinds, assets, funds);
    while flow.pay_more() {}
    let mut shares = vec![Vec::new(); assets.len()];
    for (asset, shares) in assets.iter().zip(&mut shares) {
        let paid_cents = &mut flow.paid_cents[kind_of(asset)];
        let mut unpaid_cents = asset.cents;
        let mut order: Vec<usize> = (0..funds.len()).collect();
        order.sort_by_key(|&fund| funds[fund].is_public != asset.is_public);
        for fund in order {
            let cents = unpaid_cents.min(paid_cents[fund]);
            if cents > 0 {
                paid_cents[fund] -= cents;
                unpaid_cents -= cents;
                shares.push(Share { fund, cents });
            }
        }
    }
    shares
}

/// What each fund pays for all assets of a kind: a flow of most money at least cost, by paths that bring more (successive shortest paths).
struct Flow {
    /// By kind and fund; none where the fund may not pay for the kind.
    cost: Vec<Vec<Option<i64>>>,
    paid_cents: Vec<Vec<i64>>,
    unpaid_cents: Vec<i64>,
    left_cents: Vec<i64>,
}

impl Flow {
    fn between(kinds: &[(bool, u8)], assets: &[Amount], funds: &[Amount]) -> Self {
        let of_kind = |kind: &(bool, u8)| {
            let its = assets.iter().filter(|asset| (asset.is_public, asset.purposes) == *kind);
            its.map(|asset| asset.cents).sum()
        };
        let kind_count = i64::from(kinds.len() as u32);
        let cost = |(rank, kind): (i64, &(bool, u8))| {
            let of_fund = |(turn, fund): (i64, &Amount)| {
                let mixed = match (fund.is_public, kind.0) {
                    (true, false) => LEAK,
                    (false, true) => CROSS,
                    _ => 0,
                };
                // Earlier funds for earlier kinds, those of their own side first.
                let place = rank + if mixed > 0 { kind_count } else { 0 };
                let in_order = turn * (2 * kind_count - place);
                (fund.purposes & kind.1 != 0).then_some(mixed + in_order)
            };
            (0..).zip(funds).map(of_fund).collect()
        };
        Self {
            cost: (0..).zip(kinds).map(cost).collect(),
            paid_cents: vec![vec![0; funds.len()]; kinds.len()],
            unpaid_cents: kinds.iter().map(of_kind).collect(),
            left_cents: funds.iter().map(|fund| fund.cents).collect(),
        }
    }

    /// Pays more along the cheapest path from a fund that has money left to a kind that is not paid; false where there is none.
    fn pay_more(&mut self) -> bool {
        let Some(path) = self.cheapest_path() else { return false };
        let (first, last) = (path[0].1, path[path.len() - 1].0);
        let given_back = path.windows(2).map(|pair| self.paid_cents[pair[0].0][pair[1].1]);
        let ends = [self.left_cents[first], self.unpaid_cents[last]];
        let cents = given_back.chain(ends).min().unwrap_or(0);
        for (kind, fund) in &path {
            self.paid_cents[*kind][*fund] += cents;
        }
        for pair in path.windows(2) {
            self.paid_cents[pair[0].0][pair[1].1] -= cents;
        }
        self.left_cents[first] -= cents;
        self.unpaid_cents[last] -= cents;
        cents > 0
    }

    /// Pairs of kind and fund: the first fund, with money left, pays for the first kind in place of the second fund, which pays for the
    /// second kind, and so on to a kind that is not paid (Bellman and Ford).
    fn cheapest_path(&self) -> Option<Vec<(usize, usize)>> {
        let fund_count = self.left_cents.len();
        // What it takes to free a cent of each fund, and over which kind, from which fund.
        let mut freed: Vec<Option<i64>> =
            self.left_cents.iter().map(|left| (*left > 0).then_some(0)).collect();
        let mut over: Vec<Option<(usize, usize)>> = vec![None; fund_count];
        for _ in 0..fund_count {
            for (kind, cost) in self.cost.iter().enumerate() {
                for (giver, taker) in
                    (0..fund_count).flat_map(|one| (0..fund_count).map(move |two| (one, two)))
                {
                    let (Some(from), Some(gives), Some(takes)) = (freed[giver], cost[giver], cost[taker])
                    else {
                        continue;
                    };
                    let found = from + gives - takes;
                    if self.paid_cents[kind][taker] > 0 && freed[taker].is_none_or(|known| found < known) {
                        (freed[taker], over[taker]) = (Some(found), Some((kind, giver)));
                    }
                }
            }
        }
        let unpaid = (0..self.cost.len()).filter(|&kind| self.unpaid_cents[kind] > 0);
        let ends = unpaid.flat_map(|kind| (0..fund_count).map(move |fund| (kind, fund)));
        let known = ends.filter_map(|(kind, fund)| Some((freed[fund]? + self.cost[kind][fund]?, kind, fund)));
        let (_, kind, fund) = known.min()?;
        let mut path = vec![(kind, fund)];
        while let Some((kind, giver)) = over[path[path.len() - 1].1] {
            path.push((kind, giver));
        }
        path.reverse();
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amounts(max: usize, purposes: std::ops::Range<u8>) -> impl Strategy<Value = Vec<Amount>> {
        let amount = (0_i64..1_000, any::<bool>(), purposes)
            .prop_map(|(cents, is_public, purposes)| Amount { cents, is_public, purposes });
        prop::collection::vec(amount, 0..max)
    }

    fn sum<'a>(amounts: impl IntoIterator<Item = &'a Amount>) -> i64 {
        amounts.into_iter().map(|amount| amount.cents).sum()
    }

    /// The least that some kinds of assets together leave unpaid, over all sets of kinds (Hall): what they cost beyond what the funds
    /// hold that may pay for one of them. `leaks`: public money may pay for private assets.
    fn unpaid_cents(assets: &[Amount], funds: &[Amount], leaks: bool) -> i64 {
        let bits =
            |asset: &Amount| 1_u32 << (asset.purposes.trailing_zeros() + 3 * u32::from(asset.is_public));
        let lacks = |set: u32| {
            let wanted: Vec<&Amount> = assets.iter().filter(|asset| set & bits(asset) != 0).collect();
            let may = |fund: &&Amount| {
                wanted.iter().any(|asset| {
                    asset.purposes & fund.purposes != 0 && (leaks || asset.is_public || !fund.is_public)
                })
            };
            sum(wanted.iter().copied()) - sum(funds.iter().filter(may))
        };
        (0..64).map(lacks).max().unwrap_or(0)
    }

    fn one_purpose() -> impl Strategy<Value = Vec<Amount>> {
        amounts(6, 0..3).prop_map(|mut assets| {
            for asset in &mut assets {
                asset.purposes = 1 << asset.purposes;
            }
            assets
        })
    }

    /// Without purposes: private funds for private assets, each kind for its own, then what is left for the others.
    fn in_turns(assets: &[Amount], funds: &[Amount]) -> Vec<Vec<Share>> {
        let mut left_cents: Vec<i64> = funds.iter().map(|fund| fund.cents).collect();
        let mut unpaid_cents: Vec<i64> = assets.iter().map(|asset| asset.cents).collect();
        let mut shares = vec![Vec::new(); assets.len()];
        for (of_fund, of_asset) in [(false, false), (true, true), (true, false), (false, true)] {
            for asset in (0..assets.len()).filter(|&asset| assets[asset].is_public == of_asset) {
                for fund in (0..funds.len()).filter(|&fund| funds[fund].is_public == of_fund) {
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

    /// The first fund pays for what it may, so that the second, which may pay for all, is free for the rest.
    #[test]
    fn a_fund_with_a_purpose_makes_way() {
        let amount = |cents, purposes| Amount { cents, is_public: true, purposes };
        let shares = funding(&[amount(50, 1), amount(40, 2)], &[amount(60, 3), amount(30, 2)]);
        assert_eq!(shares[0], [Share { fund: 0, cents: 50 }]);
        assert_eq!(shares[1], [Share { fund: 0, cents: 10 }, Share { fund: 1, cents: 30 }]);
    }

    proptest! {
        /// Every asset is paid once as far as money goes, no fund gives more than it has or for what it may not, and public money goes into
        /// private assets only where private money may not or does not suffice.
        #[test]
        fn no_cent_is_lost_or_paid_twice(assets in one_purpose(), funds in amounts(5, 1..8)) {
            let shares = funding(&assets, &funds);
            let paid = |asset: usize| shares[asset].iter().map(|share| share.cents).sum::<i64>();
            let all_paid = (0..assets.len()).map(paid).sum::<i64>();
            prop_assert_eq!(sum(&assets) - all_paid, unpaid_cents(&assets, &funds, true));
            for (asset, amount) in assets.iter().enumerate() {
                prop_assert!(paid(asset) <= amount.cents);
                prop_assert!(shares[asset].iter().all(|share| funds[share.fund].purposes & amount.purposes != 0));
            }
            for (fund, amount) in funds.iter().enumerate() {
                let given: i64 = shares.iter().flatten().filter(|share| share.fund == fund).map(|share| share.cents).sum();
                prop_assert!(given <= amount.cents);
            }
            if unpaid_cents(&assets, &funds, true) == 0 {
                let private = assets.iter().zip(&shares).filter(|(asset, _)| !asset.is_public);
                let leaked: i64 = private
                    .flat_map(|(_, shares)| shares)
                    .filter(|share| funds[share.fund].is_public)
                    .map(|share| share.cents)
                    .sum();
                prop_assert_eq!(leaked, unpaid_cents(&assets, &funds, false));
            }
        }

        /// Where every fund may pay for everything they take simple turns.
        #[test]
        fn funds_without_purpose_take_turns(assets in amounts(6, 1..2), funds in amounts(5, 1..2)) {
            let has_money = |amounts: &[Amount]| amounts.iter().all(|amount| amount.cents > 0);
            prop_assume!(has_money(&assets) && sum(&funds) >= sum(&assets));
            prop_assert_eq!(funding(&assets, &funds), in_turns(&assets, &funds));
        }
    }
}
