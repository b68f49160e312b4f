//! Section `market`: what a profit-seeking private licensee would earn and pay.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::{CpeTerms, cents, discount_ratio, present_value_eur};

/// The terms of a private licensee, against whose network `divario market` holds the public plan. No other command reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// What a subscriber pays it, euro per month.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub price_eur_per_month: f64,
    /// Share of the covered households that subscribe.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub take_up_ratio: f64,
    /// Its weighted cost of capital, real, as a ratio: 0.08 is eight per cent.
    #[schemars(range(min = 0.0, max = 0.5))]
    pub discount_rate_ratio: f64,
    /// What it pays for the spectrum if it builds anything, euro per year.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub spectrum_fee_eur_per_year: f64,
    /// Where these figures come from; the word *unverified* where nobody has checked them.
    #[schemars(length(min = 1))]
    pub source: String,
}

impl Market {
    /// What a covered household pays over so many years, worth in year 0, cents.
    #[must_use]
    pub fn household_cents(&self, horizon_years: u32) -> i64 {
        cents(12.0 * self.price_eur_per_month * self.take_up_ratio * self.years_ratio(horizon_years))
    }

    /// What the terminals of a covered household cost it over so many years, worth in year 0, cents.
    #[must_use]
    pub fn cpe_cents(&self, cpe: &CpeTerms, horizon_years: u32) -> i64 {
        let mut subscribers = vec![self.take_up_ratio; horizon_years as usize + 1];
        subscribers[0] = 0.0;
        cents(present_value_eur(&cpe.spent_eur(&subscribers), self.discount_rate_ratio))
    }

    /// What the spectrum costs over so many years, worth in year 0, cents.
    #[must_use]
    pub fn fee_cents(&self, horizon_years: u32) -> i64 {
        cents(self.spectrum_fee_eur_per_year * self.years_ratio(horizon_years))
    }

    /// What one euro a year is worth in year 0.
    fn years_ratio(&self, horizon_years: u32) -> f64 {
        (1..=horizon_years).map(|year| discount_ratio(self.discount_rate_ratio, year)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 20 euro a month from a quarter of all: 60 a year; at 25 % over two years 60 × (0.8 + 0.64) = 86.40.
    #[test]
    fn two_years_by_hand() {
        let market = Market {
            price_eur_per_month: 20.0,
            take_up_ratio: 0.25,
            discount_rate_ratio: 0.25,
            spectrum_fee_eur_per_year: 100.0,
            source: "a test".into(),
        };
        assert_eq!((market.household_cents(2), market.fee_cents(2)), (8_640, 14_400));
        // A quarter of a terminal of 100 euro in year 1, and where it lives a year again in year 2.
        let cpe = |lifetime_years| CpeTerms { capex_eur: 100.0, lifetime_years };
        assert_eq!((market.cpe_cents(&cpe(2), 2), market.cpe_cents(&cpe(1), 2)), (2_000, 3_600));
    }
}
