//! Guideline 4: the running network pays for itself.
//!
//! Measure: the smallest yearly balance after the year of construction, euro per year:
//!
//! `balance(t) = subscribers · 12 · wholesale price − running costs − renewals(t)`,
//! `subscribers = covered households · take-up`.
//!
//! Running costs hold the leases and the spectrum fee. Limit: at least
//! [`Rules::balance_min_eur_per_year`](super::Rules). Capital to build is not part of it, nor is any subsidy, and
//! neither anchor fees nor hosting fees are counted. Every covered household counts as a possible subscriber,
//! whether or not it has broadband today, and the take-up is that of the established network from year 1. Each
//! year stands alone: no reserve is carried from a good year into the year of a renewal.
//!
//! Revenue being the same in every year, the worst year t* is that of the highest cost, and what would just
//! suffice follows in closed form:
//!
//! * break-even price = (cost(t*) + limit) / (12 · subscribers),
//! * minimum take-up = (cost(t*) + limit) / (12 · price · covered households).
//!
//! *Source*: fourth of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::Verdict;
use super::words::{euro, number, percent};
use crate::economics::{Year, to_cents};

const MONTHS_PER_YEAR: f64 = 12.0;

/// What guideline 4 looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operation<'a> {
    /// The cash flow from year 0, with the revenue of [`wholesale_revenue_eur_per_year`] from year 1.
    pub years: &'a [Year],
    /// Covered households.
    pub covered_households: f64,
    /// Share of them that subscribes.
    pub take_up_ratio: f64,
    /// Wholesale price of a line, euro per month.
    pub price_eur_per_month: f64,
    /// The balance must be at least this, euro per year.
    pub balance_min_eur_per_year: f64,
}

/// What the lines of the established network earn, euro per year.
///
/// ```
/// use divario::governance::wholesale_revenue_eur_per_year;
/// assert_eq!(wholesale_revenue_eur_per_year(1_000.0, 0.25, 10.0), 30_000.0);
/// ```
#[must_use]
pub fn wholesale_revenue_eur_per_year(
    covered_households: f64,
    take_up_ratio: f64,
    price_eur_per_month: f64,
) -> f64 {
    covered_households * take_up_ratio * price_eur_per_month * MONTHS_PER_YEAR
}

impl Operation<'_> {
    /// The running year with the smallest balance; the first of equals.
    fn worst_year(&self) -> Year {
        let running = self.years.iter().filter(|year| year.year > 0).copied();
        running.min_by(|a, b| a.balance_eur().total_cmp(&b.balance_eur())).unwrap_or_default()
    }

    /// Revenue at which the worst year's balance equals the limit, euro per year; not below 0.
    fn needed_revenue_eur_per_year(&self) -> f64 {
        (self.worst_year().cost_eur() + self.balance_min_eur_per_year).max(0.0)
    }

    /// Wholesale price at which the worst year just suffices, euro per month; none without subscribers.
    #[must_use]
    pub fn break_even_price_eur_per_month(&self) -> Option<f64> {
        let subscribers = self.covered_households * self.take_up_ratio;
        per(self.needed_revenue_eur_per_year(), MONTHS_PER_YEAR * subscribers)
    }

    /// Take-up at which the worst year just suffices (above 1: out of reach); none without price or households.
    #[must_use]
    pub fn minimum_take_up_ratio(&self) -> Option<f64> {
        let full_eur_per_year =
            wholesale_revenue_eur_per_year(self.covered_households, 1.0, self.price_eur_per_month);
        per(self.needed_revenue_eur_per_year(), full_eur_per_year)
    }
}

fn per(amount: f64, unit: f64) -> Option<f64> {
    (unit > 0.0).then(|| amount / unit)
}

/// Audits guideline 4.
#[must_use]
pub fn audit_balance(operation: &Operation<'_>) -> Verdict {
    let balance_eur = to_cents(operation.worst_year().balance_eur());
    let explanation = [income(operation), worst(operation), break_even(operation), NOT_COUNTED.into()];
    Verdict {
        guideline: 4,
        holds: balance_eur >= operation.balance_min_eur_per_year,
        measure: "Smallest yearly balance of the running network, without subsidy",
        value: balance_eur,
        limit: operation.balance_min_eur_per_year,
        unit: "eur_per_year",
        explanation: explanation.join(" "),
    }
}

const NOT_COUNTED: &str = "Anchor fees, hosting fees and subsidies are not counted, and no reserve is carried \
                           from one year to the next.";

fn income(operation: &Operation<'_>) -> String {
    format!(
        "If {} of the {} covered households subscribe, at {} per line and month, the network earns {} a year.",
        percent(operation.take_up_ratio),
        number(operation.covered_households),
        euro(operation.price_eur_per_month),
        euro(operation.worst_year().revenue_eur),
    )
}

fn worst(operation: &Operation<'_>) -> String {
    let year = operation.worst_year();
    let renewals = if to_cents(year.renewal_eur) > 0.0 {
        format!(" and renewals of {}", euro(year.renewal_eur))
    } else {
        String::new()
    };
    let balance_eur = to_cents(year.balance_eur());
    let outcome = if balance_eur < 0.0 {
        format!("{} are missing", euro(-balance_eur))
    } else {
        format!("{} are left", euro(balance_eur))
    };
    format!(
        "In the worst year, year {}, after running costs of {} (leases and spectrum fee included){renewals}, \
         {outcome}; the rule asks for a balance of at least {}.",
        year.year,
        euro(year.opex_eur),
        euro(operation.balance_min_eur_per_year),
    )
}

/// The figures are rounded up, so that whoever follows them keeps the guideline.
fn break_even(operation: &Operation<'_>) -> String {
    let take_up = operation.minimum_take_up_ratio().map(|ratio| rounded_up(ratio, 1_000.0));
    match (operation.break_even_price_eur_per_month(), take_up) {
        (None, None) => "Nothing is sold, so neither price nor take-up matters.".into(),
        (None, Some(_)) => "Without subscribers, no price matters.".into(),
        (Some(price), None) => format!("The rule is just met at a price of {}.", price_in_words(price)),
        (Some(price), Some(ratio)) if ratio <= 1.0 => {
            format!(
                "The rule is just met at a price of {}, or with a take-up of {}.",
                price_in_words(price),
                percent(ratio)
            )
        }
        (Some(price), Some(_)) => format!(
            "The rule is just met at a price of {}; at the present price it would not be met even if every covered \
             household subscribed.",
            price_in_words(price)
        ),
    }
}

fn price_in_words(price_eur_per_month: f64) -> String {
    format!("{} per line and month", euro(rounded_up(price_eur_per_month, 100.0)))
}

/// The next multiple of `1 / steps` upwards, forgiving what binary fractions add.
fn rounded_up(value: f64, steps: f64) -> f64 {
    (value * steps - 1e-6).ceil().max(0.0) / steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::{Asset, cash_flow};
    use proptest::prelude::*;

    fn years(opex_eur_per_year: f64, renewal_eur: f64, revenue_eur_per_year: f64) -> Vec<Year> {
        let asset = Asset { renewal_eur, lifetime_years: 3 };
        cash_flow(50_000.0, &[asset], opex_eur_per_year, revenue_eur_per_year, 5)
    }

    /// 1,000 households, 25 %, 10 euro: 30,000 a year.
    fn operation(years: &[Year]) -> Operation<'_> {
        Operation {
            years,
            covered_households: 1_000.0,
            take_up_ratio: 0.25,
            price_eur_per_month: 10.0,
            balance_min_eur_per_year: 0.0,
        }
    }

    #[test]
    fn just_balances_in_the_year_of_renewal() {
        let years = years(20_000.0, 10_000.0, 30_000.0);
        let verdict = audit_balance(&operation(&years));
        assert!(verdict.holds);
        assert_eq!((verdict.value, verdict.limit), (0.0, 0.0));
        assert_eq!(
            verdict.explanation,
            "If 25 % of the 1,000 covered households subscribe, at 10 euro per line and month, the network earns \
             30,000 euro a year. In the worst year, year 3, after running costs of 20,000 euro (leases and \
             spectrum fee included) and renewals of 10,000 euro, 0 euro are left; the rule asks for a balance of \
             at least 0 euro. The rule is just met at a price of 10 euro per line and month, or with a take-up \
             of 25 %. Anchor fees, hosting fees and subsidies are not counted, and no reserve is carried from one year to the next."
        );
    }

    #[test]
    fn one_cent_short_fails() {
        let years = years(20_000.01, 10_000.0, 30_000.0);
        let verdict = audit_balance(&operation(&years));
        assert_eq!((verdict.holds, verdict.value), (false, -0.01));
        assert!(verdict.explanation.contains("0.01 euro are missing"));
        assert!(verdict.explanation.contains("a price of 10.01 euro"), "{}", verdict.explanation);
    }

    #[test]
    fn the_limit_moves_the_break_even() {
        let years = years(20_000.0, 0.0, 30_000.0);
        let asked = Operation { balance_min_eur_per_year: 10_000.0, ..operation(&years) };
        assert!(audit_balance(&asked).holds);
        assert_eq!(asked.break_even_price_eur_per_month(), Some(10.0));
        let more = Operation { balance_min_eur_per_year: 10_000.01, ..asked };
        assert!(!audit_balance(&more).holds);
        let lenient = Operation { balance_min_eur_per_year: -1e6, ..asked };
        assert_eq!(lenient.break_even_price_eur_per_month(), Some(0.0));
    }

    #[test]
    fn an_empty_network_still_costs() {
        let years = years(500.0, 0.0, 0.0);
        let empty = Operation { covered_households: 0.0, ..operation(&years) };
        let verdict = audit_balance(&empty);
        assert_eq!((verdict.holds, verdict.value), (false, -500.0));
        assert!(verdict.explanation.contains("Nothing is sold"));
        let unsold = Operation { take_up_ratio: 0.0, ..operation(&years) };
        assert!(audit_balance(&unsold).explanation.contains("Without subscribers"));
        let free = Operation { price_eur_per_month: 0.0, ..operation(&years) };
        assert!(audit_balance(&free).explanation.contains("just met at a price of 0.17 euro"));
    }

    #[test]
    fn out_of_reach_is_said() {
        let years = years(200_000.0, 0.0, 30_000.0);
        assert!(audit_balance(&operation(&years)).explanation.contains("not be met even if every covered"));
    }

    proptest! {
        #[test]
        fn the_break_even_price_and_take_up_just_hold(
            opex in 1.0..1e6_f64, renewal in 0.0..1e6_f64, covered in 1.0..1e5_f64, take_up in 0.01..1.0_f64,
        ) {
            let priceless = years(opex, renewal, 0.0);
            let at = |price| Operation {
                covered_households: covered, take_up_ratio: take_up, price_eur_per_month: price,
                ..operation(&priceless)
            };
            let price = at(1.0).break_even_price_eur_per_month().unwrap();
            let revenue = wholesale_revenue_eur_per_year(covered, take_up, price);
            let sold = years(opex, renewal, revenue);
            let paid = Operation { years: &sold, ..at(price) };
            prop_assert!(audit_balance(&paid).holds);
            prop_assert!((paid.minimum_take_up_ratio().unwrap() - take_up).abs() < 1e-9);
            let short = years(opex, renewal, revenue - 0.02);
            let unpaid = Operation { years: &short, ..at(price) };
            prop_assert!(!audit_balance(&unpaid).holds);
        }
    }
}
