//! Customer premises equipment (CPE): the radios at households, bought as subscribers come and again at the end of their life.
//!
//! ```text
//! bought(t) = max { 0, subscribers(t) − Σ over u = t − L + 1 … t − 1 of bought(u) }
//! ```
//!
//! A terminal that is bought in year u serves that year and the L − 1 after it. Where subscribers leave, theirs serve those who come next.
//! What is bought is proportional to the subscribers: twice as many in every year need twice as many terminals in every year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which terminal subscribers need, and who buys it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cpe {
    /// The item, one of `items` or of the catalogue, that each subscriber has one of, installation included. It has no running cost, and
    /// no site or link needs it.
    #[schemars(length(min = 1))]
    pub item: String,
    /// Who buys it.
    pub paid_by: CpePayer,
}

/// Who buys the terminals of subscribers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CpePayer {
    /// The network, out of what it earns.
    Network,
    /// Each subscriber: no cost of the network.
    Subscriber,
}

/// A terminal, as far as money is concerned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CpeTerms {
    /// Price of one, euro.
    pub capex_eur: f64,
    /// Years that it lives.
    pub lifetime_years: u32,
}

impl CpeTerms {
    /// Terminals bought in each year for so many subscribers in each, from year 0. A lifetime of 0 years counts as 1.
    ///
    /// ```
    /// use divario::economics::CpeTerms;
    /// let terms = CpeTerms { capex_eur: 250.0, lifetime_years: 2 };
    /// // Ten in year 1, thirty from year 2: the first ten are bought again in year 3, the others in year 4.
    /// assert_eq!(terms.bought(&[0.0, 10.0, 30.0, 30.0, 30.0]), [0.0, 10.0, 20.0, 10.0, 20.0]);
    /// ```
    #[must_use]
    pub fn bought(&self, subscribers: &[f64]) -> Vec<f64> {
        let lives_after = self.lifetime_years.max(1) as usize - 1;
        let mut bought: Vec<f64> = Vec::with_capacity(subscribers.len());
        for (year, needed) in subscribers.iter().enumerate() {
            let alive: f64 = bought[year.saturating_sub(lives_after)..].iter().sum();
            bought.push((needed - alive).max(0.0));
        }
        bought
    }

    /// What they cost in each year, euro.
    #[must_use]
    pub fn spent_eur(&self, subscribers: &[f64]) -> Vec<f64> {
        self.bought(subscribers).into_iter().map(|count| count * self.capex_eur).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(lifetime_years: u32) -> CpeTerms {
        CpeTerms { capex_eur: 250.0, lifetime_years }
    }

    #[test]
    fn steady_subscribers_buy_once_in_a_life() {
        let steady = [0.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0];
        assert_eq!(terms(3).bought(&steady), [0.0, 8.0, 0.0, 0.0, 8.0, 0.0, 0.0]);
        assert_eq!(terms(1).bought(&steady), [0.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0]);
        assert_eq!(terms(0).bought(&steady), terms(1).bought(&steady));
        assert_eq!(terms(60).bought(&steady), [0.0, 8.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(terms(3).spent_eur(&steady)[1], 2_000.0);
    }

    #[test]
    fn who_comes_gets_what_was_left_behind() {
        assert_eq!(terms(4).bought(&[0.0, 10.0, 4.0, 10.0, 12.0, 12.0]), [0.0, 10.0, 0.0, 0.0, 2.0, 10.0]);
    }

    proptest! {
        #[test]
        fn every_subscriber_has_one_and_none_lies_idle_that_was_just_bought(
            subscribers in prop::collection::vec(0.0..1e5_f64, 1..30), lifetime_years in 1_u32..12,
        ) {
            let bought = terms(lifetime_years).bought(&subscribers);
            for (year, needed) in subscribers.iter().enumerate() {
                let first = (year + 1).saturating_sub(lifetime_years as usize);
                let alive: f64 = bought[first..=year].iter().sum();
                prop_assert!(alive >= needed - 1e-6);
                prop_assert!(bought[year] == 0.0 || alive <= needed + 1e-6);
            }
        }

        #[test]
        fn so_many_times_the_subscribers_need_so_many_times_the_terminals(
            subscribers in prop::collection::vec(0.0..1e3_f64, 1..30), lifetime_years in 1_u32..12, factor in 0.0..5.0_f64,
        ) {
            let more: Vec<f64> = subscribers.iter().map(|count| factor * count).collect();
            let pairs = terms(lifetime_years).bought(&subscribers).into_iter().zip(terms(lifetime_years).bought(&more));
            for (one, other) in pairs {
                prop_assert!((factor * one - other).abs() < 1e-6);
            }
        }
    }
}
