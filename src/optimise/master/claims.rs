//! What a relaxed plan claims, and the rows that its claims break.

use super::Master;
use crate::certificate::{Counted, ONE, UNIT};
use crate::optimise::highs::Relaxed;
use crate::optimise::pricing::{Part, Pricing};
use crate::optimise::proof::MasterRow;
use crate::optimise::value_cuts::{Claimed, better_rows, broken};

impl Master<'_> {
    /// Rows of C1 and C5 that a relaxed plan breaks, or one between it and the centre.
    pub(super) fn broken_values(&self, relaxed: &Relaxed) -> Vec<Pricing> {
        if !self.problem.classes.take_time {
            let look = |works: &[f64]| {
                let claimed = Claimed { works, blocks: &relaxed.blocks, households: &relaxed.households };
                broken(self.problem, &self.blocks, &claimed, &self.wanted)
            };
            return [look(&self.centre), look(&relaxed.works)].concat();
        }
        let (part, claim) = self.priced(relaxed);
        let prices = self.prices(&relaxed.sum);
        let captives = self.captive_prices(&relaxed.sum);
        let look = |works: &[f64]| better_rows(self.problem, &part, works, claim, (&prices, &captives));
        look(&self.centre).or_else(|| look(&relaxed.works)).into_iter().collect()
    }

    /// Where time has a price, what counts of the one block, households as often as promises and rules price them, and what a
    /// relaxed plan claims of it, households.
    fn priced(&self, relaxed: &Relaxed) -> (Part, f64) {
        let mut times = vec![0_i128; self.problem.group_count];
        for (row, count) in &relaxed.sum {
            let asked = self.linear[*row as usize].households.iter().filter(|(_, by)| *by < 0);
            asked.for_each(|(group, by)| times[*group as usize] -= i128::from(*by) * i128::from(*count));
        }
        let times: Vec<i64> = times.into_iter().map(|times| (times / i128::from(ONE)) as i64).collect();
        let households = times
            .iter()
            .zip(&relaxed.households)
            .map(|(times, households)| *times as f64 / UNIT as f64 * households);
        let (households, weight): (f64, f64) = (households.sum(), relaxed.blocks.iter().sum());
        let is_idle = times.iter().all(|times| *times == 0);
        let (counted, claim) = match (self.wanted.weight, is_idle) {
            (true, true) => (Counted::Weight, weight),
            (true, false) => (Counted::Both(times), weight + households),
            (false, _) => (Counted::Households(times), households),
        };
        (Part { counted, ..Part::block(&self.blocks, 0) }, claim)
    }

    /// C6 promises: what a relaxed plan keeps of them by what it claims to serve, households, and the groups that it serves less
    /// than was promised.
    pub(super) fn kept(&self, relaxed: &Relaxed) -> (f64, Vec<u32>) {
        let (mut kept, mut short) = (0.0, Vec::new());
        for (group, (promised, served)) in
            (0..).zip(self.problem.promised_micro.iter().zip(&relaxed.households))
        {
            let promised = *promised as f64 / UNIT as f64;
            kept += promised.min(*served);
            if *served < promised {
                short.push(group);
            }
        }
        (kept, short)
    }

    /// The prices that a sum of rows comes to; nothing where nobody takes time, for there they are not asked for.
    fn prices(&self, sum: &[(u32, i64)]) -> Vec<f64> {
        let mut prices = vec![0.0; self.problem.classes.len()];
        if !self.problem.classes.take_time {
            return prices;
        }
        let mut counted = 0.0;
        for &(row, times) in sum {
            if let MasterRow::Value(pricing) = &self.rows[row as usize] {
                counted += times as f64;
                pricing.prices().for_each(|(class, one)| prices[class] += times as f64 * one as f64);
            }
        }
        for price in &mut prices {
            *price /= f64::max(counted, 1.0);
        }
        prices
    }

    /// The prices of captives that a sum of rows comes to, for each group.
    fn captive_prices(&self, sum: &[(u32, i64)]) -> Vec<f64> {
        let mut prices = vec![0.0; self.problem.group_count];
        let mut counted = 0.0;
        for &(row, times) in sum {
            if let MasterRow::Value(pricing) = &self.rows[row as usize] {
                counted += times as f64;
                for one in &pricing.captives.prices {
                    prices[one.group as usize] += times as f64 * one.price_micro as f64;
                }
            }
        }
        prices.into_iter().map(|price| price / f64::max(counted, 1.0)).collect()
    }
}
