//! What no plan can earn beyond what it costs: proofs of weight, read as proofs of profit.
//!
//! Let each unit of weight earn R cents. A plan that costs between b and b′ keeps within the budget b′, so that it earns no more
//! than R · V(b′), V the least bound that any proof gives at b′, and it costs b at least: its profit is no more than R · V(b′) − b.
//! Budgets are divided into intervals, and the largest of these figures bounds the profit of every plan. The interval that gives it is
//! halved again and again, so that what its width adds becomes small.
//!
//! A penalty in place of intervals, money counted once and no budget at all, would need multipliers for money of exactly one in every
//! case of the proof. Those that searches find are one only at one budget and on average: in each case they are those of that case, and
//! taken as one they would prove much less.

use std::cmp::Reverse;

use super::budgets::ProofAtBudgets;

/// Millionths in one.
const MILLION: i128 = 1_000_000;

/// Times that an interval is halved.
const HALVINGS: usize = 60;

/// Weight as money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earning {
    /// What a unit of weight earns, cents.
    pub unit_cents: i64,
}

impl Earning {
    /// What so much weight (millionths) earns beyond so much money (cents), millionths of a cent.
    #[must_use]
    pub fn profit_micro_cents(self, weight_micro: i64, spent_cents: i64) -> i128 {
        i128::from(weight_micro) * i128::from(self.unit_cents) - i128::from(spent_cents) * MILLION
    }

    /// The most that any plan can spend without a loss where it serves so much weight, cents.
    #[must_use]
    pub fn most_spent_cents(self, weight_micro: i64) -> i64 {
        let cents = i128::from(weight_micro) * i128::from(self.unit_cents) / MILLION;
        i64::try_from(cents).unwrap_or(i64::MAX)
    }
}

/// What no plan can earn, and where plans could earn most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfitBound {
    /// No plan earns more beyond its cost, millionths of a cent; never below 0, which is the profit of building nothing.
    pub micro_cents: i128,
    /// The budget up to which a plan would have to spend for that, cents.
    pub budget_cents: i64,
}

/// Budgets between two amounts (cents), with what no plan in it can earn.
struct Interval {
    profit_micro_cents: i128,
    budgets_cents: [i64; 2],
}

/// The bound on profit that proofs of one question give together, for plans of up to so much money; none where no proof holds.
///
/// # Errors
/// Why a row of a proof need not hold, in words.
pub fn profit_bound(
    proofs: &mut [ProofAtBudgets],
    earning: Earning,
    most_cents: i64,
) -> Result<Option<ProfitBound>, String> {
    let mut interval = |from_cents: i64, to_cents: i64| {
        let mut least_micro: Option<i64> = None;
        for proof in proofs.iter_mut() {
            let bound_micro = proof.bound_micro(to_cents)?;
            least_micro = [least_micro, bound_micro].into_iter().flatten().min();
        }
        Ok::<_, String>(least_micro.map(|weight_micro| Interval {
            profit_micro_cents: earning.profit_micro_cents(weight_micro, from_cents),
            budgets_cents: [from_cents, to_cents],
        }))
    };
    let Some(whole) = interval(0, most_cents)? else { return Ok(None) };
    let mut intervals = vec![whole];
    for _ in 0..HALVINGS {
        let Some(at) = worst(&intervals) else { break };
        let [from_cents, to_cents] = intervals[at].budgets_cents;
        let middle_cents = from_cents + (to_cents - from_cents) / 2;
        if middle_cents == from_cents || intervals[at].profit_micro_cents <= 0 {
            break;
        }
        let (Some(low), Some(high)) =
            (interval(from_cents, middle_cents)?, interval(middle_cents, to_cents)?)
        else {
            break;
        };
        intervals[at] = low;
        intervals.push(high);
    }
    Ok(worst(&intervals).map(|at| ProfitBound {
        micro_cents: intervals[at].profit_micro_cents.max(0),
        budget_cents: intervals[at].budgets_cents[1],
    }))
}

/// The interval in which a plan could earn most, of equals that of the least money.
fn worst(intervals: &[Interval]) -> Option<usize> {
    let key = |at: &usize| (intervals[*at].profit_micro_cents, Reverse(intervals[*at].budgets_cents));
    (0..intervals.len()).max_by_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{Ground, Instance, ONE, Row, SiteColumn, Step};

    #[test]
    fn weight_is_turned_into_money_and_back() {
        let earning = Earning { unit_cents: 250 };
        assert_eq!(earning.profit_micro_cents(2_000_000, 400), 100_000_000);
        assert_eq!((earning.most_spent_cents(2_000_000), earning.most_spent_cents(1)), (500, 0));
    }

    /// A budget that buys two units of weight a cent, and 10 cents at most: where a unit earns a cent all of it is spent, where it earns
    /// less than half a cent nothing is.
    #[test]
    fn the_bound_is_where_money_earns_itself() {
        let site = SiteColumn { id: "s".into(), capex_cents: 10, fed_by_pop: true, ..SiteColumn::default() };
        let instance =
            Instance { sites: vec![site], groups: vec![], budget_cents: 10, ..Instance::default() };
        let ground = Ground::of(&instance);
        let (rows, steps) = ([Row::Budget], [Step::Sum(vec![(0, 2 * ONE)])]);
        let bound = |unit_cents: i64| {
            let mut proofs = [ProofAtBudgets::new(&ground, &rows, &steps).unwrap()];
            profit_bound(&mut proofs, Earning { unit_cents }, 10).unwrap().unwrap()
        };
        // Two millionths of weight a cent: 1,000,000 cents a unit earn twice what is spent.
        let rich = bound(1_000_000);
        assert!(rich.micro_cents >= 10_000_000 && rich.micro_cents <= 11_000_000, "{rich:?}");
        assert_eq!(rich.budget_cents, 10);
        let poor = bound(400_000);
        assert!(poor.micro_cents <= 800_000, "{poor:?}");
        assert_eq!(profit_bound(&mut [], Earning { unit_cents: 1 }, 10), Ok(None));
    }
}
