//! The yearly cash flow of a network that is built at once and then runs.

use super::{present_value_eur, renewal_years};

/// Something that is bought, and bought again at the end of its life.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asset {
    /// Price of all of it, euro, in the years of renewal.
    pub renewal_eur: f64,
    /// Years after which it is bought again.
    pub lifetime_years: u32,
}

/// One year's money.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Year {
    /// Year: 0 is the year of construction.
    pub year: u32,
    /// Capital spent to build, euro.
    pub capex_eur: f64,
    /// Capital spent to renew, euro.
    pub renewal_eur: f64,
    /// Running cost, euro.
    pub opex_eur: f64,
    /// Revenue, euro.
    pub revenue_eur: f64,
}

impl Year {
    /// What the year costs, euro: capital, renewals and running costs.
    #[must_use]
    pub fn cost_eur(&self) -> f64 {
        self.capex_eur + self.renewal_eur + self.opex_eur
    }

    /// Revenue less running costs and renewals, euro: what the running network leaves. Capital is not part of it.
    #[must_use]
    pub fn balance_eur(&self) -> f64 {
        self.revenue_eur - self.opex_eur - self.renewal_eur
    }
}

/// The money of years 0 to `horizon_years`: capital in year 0, then running costs, revenue and renewals.
///
/// Every asset counts as new in year 0. Running costs and revenue are the same in every year from 1.
///
/// ```
/// use divario::economics::{Asset, cash_flow};
/// let radio = Asset { renewal_eur: 500.0, lifetime_years: 2 };
/// let years = cash_flow(800.0, &[radio], 100.0, 250.0, 3);
/// assert_eq!(years.len(), 4);
/// assert_eq!(years[0].cost_eur(), 800.0);
/// assert_eq!(years[2].balance_eur(), 250.0 - 100.0 - 500.0);
/// ```
#[must_use]
pub fn cash_flow(
    capex_eur: f64,
    assets: &[Asset],
    opex_eur_per_year: f64,
    revenue_eur_per_year: f64,
    horizon_years: u32,
) -> Vec<Year> {
    let running = |year| Year {
        year,
        opex_eur: opex_eur_per_year,
        revenue_eur: revenue_eur_per_year,
        ..Year::default()
    };
    let build = Year { capex_eur, ..Year::default() };
    let mut years: Vec<Year> = std::iter::once(build).chain((1..=horizon_years).map(running)).collect();
    for asset in assets {
        for year in renewal_years(asset.lifetime_years, horizon_years) {
            years[year as usize].renewal_eur += asset.renewal_eur;
        }
    }
    years
}

/// Present value of the costs of all years, in year 0, euro; revenue is not part of it.
#[must_use]
pub fn present_cost_eur(years: &[Year], rate_ratio: f64) -> f64 {
    let costs_eur: Vec<f64> = years.iter().map(Year::cost_eur).collect();
    present_value_eur(&costs_eur, rate_ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(eur: f64) -> f64 {
        (eur * 100.0).round() / 100.0
    }

    /// 10,000 to build; of it 4,000 of radio renewed after 4 years; 600 a year to run; 5 %; 5 years.
    /// 10,000 + 600 × 4.329477 + 4,000 × 0.822702 = 10,000 + 2,597.69 + 3,290.81.
    #[test]
    fn five_years_by_hand() {
        let radio = Asset { renewal_eur: 4_000.0, lifetime_years: 4 };
        let years = cash_flow(10_000.0, &[radio], 600.0, 900.0, 5);
        let costs_eur: Vec<f64> = years.iter().map(Year::cost_eur).collect();
        assert_eq!(costs_eur, [10_000.0, 600.0, 600.0, 600.0, 4_600.0, 600.0]);
        let balances_eur: Vec<f64> = years.iter().map(Year::balance_eur).collect();
        assert_eq!(balances_eur, [0.0, 300.0, 300.0, 300.0, -3_700.0, 300.0]);
        assert_eq!(cents(present_cost_eur(&years, 0.05)), 15_888.50);
    }

    #[test]
    fn at_rate_zero_the_present_value_is_the_sum() {
        let years = cash_flow(7.0, &[Asset { renewal_eur: 2.0, lifetime_years: 1 }], 3.0, 99.0, 3);
        assert_eq!(present_cost_eur(&years, 0.0), 7.0 + 3.0 * 3.0 + 2.0 * 2.0);
    }

    #[test]
    fn renewals_of_the_same_year_add_up() {
        let assets = [2, 4].map(|lifetime_years| Asset { renewal_eur: 10.0, lifetime_years });
        let renewals_eur: Vec<f64> =
            cash_flow(0.0, &assets, 0.0, 0.0, 6).iter().map(|y| y.renewal_eur).collect();
        assert_eq!(renewals_eur, [0.0, 0.0, 10.0, 0.0, 20.0, 0.0, 0.0]);
    }
}
