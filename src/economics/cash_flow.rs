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

/// What a year of running costs, euro, each euro in one part alone.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Running {
    /// Energy, of links too.
    pub energy_eur: f64,
    /// Rent of sites.
    pub rent_eur: f64,
    /// Upkeep of sites.
    pub maintenance_eur: f64,
    /// Fee of the spectrum.
    pub spectrum_eur: f64,
    /// Links, less their energy.
    pub backhaul_eur: f64,
}

impl Running {
    /// All parts, euro.
    #[must_use]
    pub fn sum_eur(&self) -> f64 {
        self.energy_eur + self.rent_eur + self.maintenance_eur + self.spectrum_eur + self.backhaul_eur
    }
}

/// What a year brings, euro.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Revenue {
    /// Lines that are sold to operators.
    pub wholesale_eur: f64,
    /// Operators that are hosted on sites.
    pub hosting_eur: f64,
    /// What anchor institutions pay, no more than they spend today.
    pub anchor_fees_eur: f64,
}

impl Revenue {
    /// All parts, euro.
    #[must_use]
    pub fn sum_eur(&self) -> f64 {
        self.wholesale_eur + self.hosting_eur + self.anchor_fees_eur
    }
}

/// One year's money.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Year {
    /// Year: 0 is the year of construction.
    pub year: u32,
    /// Share of the covered households that subscribe.
    pub take_up_ratio: f64,
    /// Capital spent to build, euro.
    pub capex_eur: f64,
    /// Capital spent to renew, euro.
    pub renewal_eur: f64,
    /// Terminals bought for subscribers, euro.
    pub cpe_eur: f64,
    /// Paid once for the right to the spectrum, euro.
    pub one_off_fee_eur: f64,
    /// Running cost.
    pub running: Running,
    /// Revenue.
    pub revenue: Revenue,
}

impl Year {
    /// What the year costs, euro: capital, what is paid once for the spectrum, renewals, terminals and running costs.
    #[must_use]
    pub fn cost_eur(&self) -> f64 {
        self.capex_eur + self.one_off_fee_eur + self.renewal_eur + self.cpe_eur + self.running.sum_eur()
    }

    /// Revenue less running costs, renewals and terminals, euro: what the running network leaves. Capital and what is paid once
    /// for the spectrum are not part of it.
    #[must_use]
    pub fn balance_eur(&self) -> f64 {
        self.revenue.sum_eur() - self.running.sum_eur() - self.renewal_eur - self.cpe_eur
    }
}

/// The money of years 0 to `horizon_years`: capital in year 0, then running costs, revenue and renewals.
///
/// Every asset counts as new in year 0. Running costs are the same in every year from 1; `earned` gives take-up and revenue of a
/// running year.
///
/// ```
/// use divario::economics::{Asset, Revenue, Running, cash_flow};
/// let radio = Asset { renewal_eur: 500.0, lifetime_years: 2 };
/// let running = Running { energy_eur: 100.0, ..Running::default() };
/// let earned = |_| (0.1, Revenue { wholesale_eur: 250.0, ..Revenue::default() });
/// let years = cash_flow(800.0, &[radio], running, earned, 3);
/// assert_eq!(years.len(), 4);
/// assert_eq!(years[0].cost_eur(), 800.0);
/// assert_eq!(years[2].balance_eur(), 250.0 - 100.0 - 500.0);
/// ```
#[must_use]
pub fn cash_flow(
    capex_eur: f64,
    assets: &[Asset],
    running: Running,
    earned: impl Fn(u32) -> (f64, Revenue),
    horizon_years: u32,
) -> Vec<Year> {
    let run = |year| {
        let (take_up_ratio, revenue) = earned(year);
        Year { year, take_up_ratio, running, revenue, ..Year::default() }
    };
    let build = Year { capex_eur, ..Year::default() };
    let mut years: Vec<Year> = std::iter::once(build).chain((1..=horizon_years).map(run)).collect();
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

    fn flow(
        capex_eur: f64,
        assets: &[Asset],
        opex_eur: f64,
        revenue_eur: f64,
        horizon_years: u32,
    ) -> Vec<Year> {
        let running = Running { maintenance_eur: opex_eur, ..Running::default() };
        let revenue = Revenue { wholesale_eur: revenue_eur, ..Revenue::default() };
        cash_flow(capex_eur, assets, running, |_| (0.5, revenue), horizon_years)
    }

    /// 10,000 to build; of it 4,000 of radio renewed after 4 years; 600 a year to run; 5 %; 5 years.
    /// 10,000 + 600 × 4.329477 + 4,000 × 0.822702 = 10,000 + 2,597.69 + 3,290.81.
    #[test]
    fn five_years_by_hand() {
        let radio = Asset { renewal_eur: 4_000.0, lifetime_years: 4 };
        let years = flow(10_000.0, &[radio], 600.0, 900.0, 5);
        let costs_eur: Vec<f64> = years.iter().map(Year::cost_eur).collect();
        assert_eq!(costs_eur, [10_000.0, 600.0, 600.0, 600.0, 4_600.0, 600.0]);
        let balances_eur: Vec<f64> = years.iter().map(Year::balance_eur).collect();
        assert_eq!(balances_eur, [0.0, 300.0, 300.0, 300.0, -3_700.0, 300.0]);
        assert_eq!(cents(present_cost_eur(&years, 0.05)), 15_888.50);
    }

    #[test]
    fn at_rate_zero_the_present_value_is_the_sum() {
        let years = flow(7.0, &[Asset { renewal_eur: 2.0, lifetime_years: 1 }], 3.0, 99.0, 3);
        assert_eq!(present_cost_eur(&years, 0.0), 7.0 + 3.0 * 3.0 + 2.0 * 2.0);
    }

    #[test]
    fn renewals_of_the_same_year_add_up() {
        let assets = [2, 4].map(|lifetime_years| Asset { renewal_eur: 10.0, lifetime_years });
        let renewals_eur: Vec<f64> = flow(0.0, &assets, 0.0, 0.0, 6).iter().map(|y| y.renewal_eur).collect();
        assert_eq!(renewals_eur, [0.0, 0.0, 10.0, 0.0, 20.0, 0.0, 0.0]);
    }

    #[test]
    fn terminals_are_a_cost_of_their_year() {
        let mut years = flow(7.0, &[], 3.0, 99.0, 3);
        years[2].cpe_eur = 40.0;
        assert_eq!((years[2].cost_eur(), years[2].balance_eur()), (43.0, 56.0));
        assert_eq!(present_cost_eur(&years, 0.0), 7.0 + 3.0 * 3.0 + 40.0);
    }

    #[test]
    fn a_year_counts_every_part_once() {
        let running = Running {
            energy_eur: 1.0,
            rent_eur: 20.0,
            maintenance_eur: 300.0,
            spectrum_eur: 4_000.0,
            backhaul_eur: 50_000.0,
        };
        let revenue = Revenue { wholesale_eur: 100_000.0, hosting_eur: 6_000.0, anchor_fees_eur: 700.0 };
        let years = cash_flow(0.0, &[], running, |year| (f64::from(year), revenue), 1);
        assert_eq!(
            (years[1].cost_eur(), years[1].balance_eur(), years[1].take_up_ratio),
            (54_321.0, 52_379.0, 1.0)
        );
    }
}
