//! Guideline 4: the running network pays for itself.
//!
//! Measure: the lowest reserve over the running years, euro. The reserve is what the network has earned and not spent
//! since year 1, carried from year to year, so that good years save for the renewals to come:
//!
//! `reserve(t) = reserve(t − 1) + revenue − running costs − renewals(t)`, `reserve(0) = 0`,
//! `revenue = covered households · take-up · 12 · wholesale price`.
//!
//! Running costs hold the leases and the spectrum fee. Limit: at least
//! [`Rules::reserve_min_eur`](super::Rules). Capital to build is not part of it, nor is any subsidy, and neither
//! anchor fees nor hosting fees are counted; the reserve bears no interest. Every covered household counts as a
//! possible subscriber, whether or not it has broadband today, and the take-up is that of the established network
//! from year 1.
//!
//! Revenue R being the same in every year, what just suffices follows in closed form from the costs C(t) summed up to
//! year t: `R = max over t of (C(t) + limit) / t`, and from it the break-even price `R / (12 · subscribers)` and the
//! minimum take-up `R / (12 · price · covered households)`.
//!
//! *Source*: fourth of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{amount, number, of_percent, said};
use super::{Said, Verdict};
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
    /// The reserve must be at least this at the end of each running year, euro.
    pub reserve_min_eur: f64,
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

/// A running year and the reserve at its end.
#[derive(Debug, Clone, Copy, Default)]
struct YearEnd {
    year: Year,
    reserve_eur: f64,
}

impl Operation<'_> {
    fn running(&self) -> impl Iterator<Item = Year> {
        self.years.iter().filter(|year| year.year > 0).copied()
    }

    /// The running year that ends with the lowest reserve; the first of equals.
    fn worst(&self) -> YearEnd {
        let mut reserve_eur = 0.0;
        let ends = self.running().map(|year| {
            reserve_eur += year.balance_eur();
            YearEnd { year, reserve_eur }
        });
        ends.min_by(|a, b| a.reserve_eur.total_cmp(&b.reserve_eur)).unwrap_or_default()
    }

    /// Yearly revenue at which the lowest reserve equals the limit, euro per year; not below 0.
    fn needed_revenue_eur_per_year(&self) -> f64 {
        let mut cost_eur = 0.0;
        let needed = self.running().map(|year| {
            cost_eur += year.cost_eur();
            (cost_eur + self.reserve_min_eur) / f64::from(year.year)
        });
        needed.fold(0.0, f64::max)
    }

    /// Wholesale price at which the reserve just suffices, euro per month; none without subscribers.
    #[must_use]
    pub fn break_even_price_eur_per_month(&self) -> Option<f64> {
        let subscribers = self.covered_households * self.take_up_ratio;
        per(self.needed_revenue_eur_per_year(), MONTHS_PER_YEAR * subscribers)
    }

    /// Take-up at which the reserve just suffices (above 1: out of reach); none without price or households.
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
    let reserve_eur = to_cents(operation.worst().reserve_eur);
    Verdict {
        guideline: 4,
        holds: reserve_eur >= operation.reserve_min_eur,
        measure: said!(
            "Lowest reserve of the running network, without subsidy",
            "Riserva più bassa della rete in esercizio, senza sussidi"
        ),
        value: reserve_eur,
        limit: operation.reserve_min_eur,
        unit: "eur",
        explanation: Said::joined([
            income(operation),
            worst(operation),
            break_even(operation),
            not_counted(),
        ]),
    }
}

fn not_counted() -> Said {
    said!(
        "Anchor fees, hosting fees and subsidies are not counted.",
        "Non sono contati i canoni degli enti collegati, quelli di ospitalità e i sussidi."
    )
}

fn income(operation: &Operation<'_>) -> Said {
    said!(
        "If {take_up} of the {covered} covered households subscribe, at {price} per line and month, the network earns \
         {revenue} a year; running costs are {opex} a year, leases and spectrum fee included.",
        "Con un’adesione {take_up} delle famiglie coperte ({covered}), a {price} per linea al mese, la rete incassa \
         {revenue} l’anno; i costi di esercizio sono di {opex} l’anno, compresi gli affitti e il canone delle frequenze.",
        take_up = of_percent(operation.take_up_ratio),
        covered = number(operation.covered_households),
        price = amount(operation.price_eur_per_month),
        revenue = amount(operation.worst().year.revenue_eur),
        opex = amount(operation.worst().year.opex_eur)
    )
}

fn worst(operation: &Operation<'_>) -> Said {
    let YearEnd { year, reserve_eur } = operation.worst();
    let spent_eur: f64 =
        operation.running().take_while(|one| one.year <= year.year).map(|one| one.renewal_eur).sum();
    let renewals = if to_cents(spent_eur) > 0.0 {
        said!(
            ", with renewals of {spent} paid by then",
            ", dopo aver pagato rinnovi per {spent}",
            spent = amount(spent_eur)
        )
    } else {
        Said::nothing()
    };
    let reserve_eur = to_cents(reserve_eur);
    let outcome = if reserve_eur < 0.0 {
        said!("{missing} are missing", "mancano {missing}", missing = amount(-reserve_eur))
    } else {
        said!("{reserve} are in reserve", "la riserva è di {reserve}", reserve = amount(reserve_eur))
    };
    said!(
        "At the lowest point, the end of year {year}{renewals}, {outcome}; the rule asks for at least {least}.",
        "Nel punto più basso, alla fine dell’anno {year}{renewals}, {outcome}; la regola chiede almeno {least}.",
        year = number(f64::from(year.year)),
        renewals = renewals,
        outcome = outcome,
        least = amount(operation.reserve_min_eur)
    )
}

/// The figures are rounded up, so that whoever follows them keeps the guideline.
fn break_even(operation: &Operation<'_>) -> Said {
    let take_up = operation.minimum_take_up_ratio().map(|ratio| rounded_up(ratio, 1_000.0));
    match (operation.break_even_price_eur_per_month(), take_up) {
        (None, None) => said!(
            "Nothing is sold, so neither price nor take-up matters.",
            "Non si vende nulla: né il prezzo né l’adesione contano."
        ),
        (None, Some(_)) => {
            said!("Without subscribers, no price matters.", "Senza abbonati nessun prezzo conta.")
        }
        (Some(price), None) => said!(
            "The rule is just met at a price of {price} per line and month.",
            "La regola è appena rispettata con un prezzo di {price} per linea al mese.",
            price = rounded_price(price)
        ),
        (Some(price), Some(ratio)) if ratio <= 1.0 => said!(
            "The rule is just met at a price of {price} per line and month, or with a take-up of {take_up}.",
            "La regola è appena rispettata con un prezzo di {price} per linea al mese, o con un’adesione {take_up}.",
            price = rounded_price(price),
            take_up = of_percent(ratio)
        ),
        (Some(price), Some(_)) => said!(
            "The rule is just met at a price of {price} per line and month; at the present price it would not be met \
             even if every covered household subscribed.",
            "La regola è appena rispettata con un prezzo di {price} per linea al mese; al prezzo attuale non lo \
             sarebbe neppure se tutte le famiglie coperte si abbonassero.",
            price = rounded_price(price)
        ),
    }
}

fn rounded_price(price_eur_per_month: f64) -> Said {
    amount(rounded_up(price_eur_per_month, 100.0))
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
            reserve_min_eur: 0.0,
        }
    }

    #[test]
    fn saves_for_the_year_of_renewal() {
        // Three years of 10,000 left over, just spent by the renewal of 30,000 in year 3.
        let years = years(20_000.0, 30_000.0, 30_000.0);
        let verdict = audit_balance(&operation(&years));
        assert!(verdict.holds);
        assert_eq!((verdict.value, verdict.limit), (0.0, 0.0));
        assert_eq!(
            verdict.explanation.en,
            "If 25 % of the 1,000 covered households subscribe, at 10 euro per line and month, the network earns \
             30,000 euro a year; running costs are 20,000 euro a year, leases and spectrum fee included. At the \
             lowest point, the end of year 3, with renewals of 30,000 euro paid by then, 0 euro are in reserve; the \
             rule asks for at least 0 euro. The rule is just met at a price of 10 euro per line and month, or with a \
             take-up of 25 %. Anchor fees, hosting fees and subsidies are not counted."
        );
        assert_eq!(
            verdict.explanation.it,
            "Con un’adesione del 25 % delle famiglie coperte (1.000), a 10 euro per linea al mese, la rete incassa \
             30.000 euro l’anno; i costi di esercizio sono di 20.000 euro l’anno, compresi gli affitti e il canone delle \
             frequenze. Nel punto più basso, alla fine dell’anno 3, dopo aver pagato rinnovi per 30.000 euro, la riserva \
             è di 0 euro; la regola chiede almeno 0 euro. La regola è appena rispettata con un prezzo di 10 euro per linea \
             al mese, o con un’adesione del 25 %. Non sono contati i canoni degli enti collegati, quelli di ospitalità e i \
             sussidi."
        );
    }

    #[test]
    fn three_cents_short_over_three_years_fail() {
        let years = years(20_000.01, 30_000.0, 30_000.0);
        let verdict = audit_balance(&operation(&years));
        assert_eq!((verdict.holds, verdict.value), (false, -0.03));
        assert!(verdict.explanation.en.contains("0.03 euro are missing"));
        assert!(verdict.explanation.en.contains("a price of 10.01 euro"), "{}", verdict.explanation.en);
    }

    #[test]
    fn the_limit_moves_the_break_even() {
        let years = years(20_000.0, 0.0, 30_000.0);
        let asked = Operation { reserve_min_eur: 10_000.0, ..operation(&years) };
        assert!(audit_balance(&asked).holds);
        assert_eq!(asked.break_even_price_eur_per_month(), Some(10.0));
        let more = Operation { reserve_min_eur: 10_000.01, ..asked };
        assert!(!audit_balance(&more).holds);
        let lenient = Operation { reserve_min_eur: -1e6, ..asked };
        assert_eq!(lenient.break_even_price_eur_per_month(), Some(0.0));
    }

    #[test]
    fn an_empty_network_still_costs() {
        let years = years(500.0, 0.0, 0.0);
        let empty = Operation { covered_households: 0.0, ..operation(&years) };
        let verdict = audit_balance(&empty);
        assert_eq!((verdict.holds, verdict.value), (false, -2_500.0));
        assert!(verdict.explanation.en.contains("Nothing is sold"));
        let unsold = Operation { take_up_ratio: 0.0, ..operation(&years) };
        assert!(audit_balance(&unsold).explanation.en.contains("Without subscribers"));
        let free = Operation { price_eur_per_month: 0.0, ..operation(&years) };
        assert!(audit_balance(&free).explanation.en.contains("just met at a price of 0.17 euro"));
    }

    #[test]
    fn out_of_reach_is_said() {
        let years = years(200_000.0, 0.0, 30_000.0);
        assert!(
            audit_balance(&operation(&years)).explanation.en.contains("not be met even if every covered")
        );
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
