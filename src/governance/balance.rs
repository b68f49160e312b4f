//! Guideline 4: the running network pays for itself.
//!
//! Measure: the lowest reserve over the running years after the ramp-up, euro, in the worst case of the scenario's stresses. The
//! reserve is what the network has earned and not spent since year 1, carried from year to year, so that good years save for the
//! renewals to come ([`crate::economics::year_ends`]):
//!
//! `reserve(t) = reserve(t − 1) + revenue(t) − running costs − renewals(t)`, `reserve(0) = 0`,
//! `revenue(t) = covered households · take-up(t) · 12 · wholesale price + hosting + anchor fees`.
//!
//! Running costs hold the leases and the spectrum fee. Limit: at least
//! [`Rules::reserve_min_eur`](super::Rules). Capital to build is not part of it, nor is any subsidy; of the fee of an anchor institution
//! counts what it spends today, no more. The reserve bears no interest. Every covered household counts as a possible subscriber,
//! whether or not it has broadband today.
//!
//! Stresses multiply subscribers, price and energy, and take one tower out; the reserve falls with each, so that the worst case is that
//! of the fewest subscribers, the lowest price, the dearest energy, and the tower whose loss takes most. What just suffices follows in
//! closed form: with the rest of the reserve A(t) and B(t) that one euro of price brings by year t, the break-even price is the largest
//! of `(limit − A(t)) / B(t)`, and so for the take-up.
//!
//! *Source*: fourth of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{amount, number, of_percent, percent, said};
use super::{Said, Verdict};
use crate::economics::{Loss, MONTHS_PER_YEAR, Stress, Year, YearEnd, needed_ratio, to_cents, year_ends};

/// What guideline 4 looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operation<'a> {
    /// The cash flow from year 0.
    pub years: &'a [Year],
    /// Covered households.
    pub covered_households: f64,
    /// Share of them that subscribes once the network is established.
    pub take_up_ratio: f64,
    /// Wholesale price of a line, euro per month.
    pub price_eur_per_month: f64,
    /// The reserve must be at least this at the end of each running year after the ramp-up, euro.
    pub reserve_min_eur: f64,
    /// Years in which the reserve may be lower.
    pub ramp_up_years: u32,
    /// The worst that the network must bear.
    pub stress: Stress,
    /// The tower whose loss takes most, and what it takes.
    pub tower: Option<(&'a str, Loss)>,
}

impl Operation<'_> {
    fn running(&self) -> impl Iterator<Item = Year> {
        self.years.iter().filter(|year| year.year > 0).copied()
    }

    /// The ends of all running years, in the worst case.
    #[must_use]
    pub fn year_ends(&self) -> Vec<YearEnd> {
        self.ends(self.years)
    }

    fn ends(&self, years: &[Year]) -> Vec<YearEnd> {
        let loss = self.tower.map_or(Loss::default(), |(_, loss)| loss);
        year_ends(years, &self.stress, &loss)
    }

    fn is_early(&self, end: &YearEnd) -> bool {
        end.year <= self.ramp_up_years
    }

    /// The running year after the ramp-up that ends with the lowest reserve; the first of equals.
    #[must_use]
    pub fn worst(&self) -> YearEnd {
        let late = self.year_ends().into_iter().filter(|end| !self.is_early(end));
        let worst = late.min_by(|a, b| a.reserve_eur.total_cmp(&b.reserve_eur));
        worst.unwrap_or(YearEnd { year: 0, reserve_eur: 0.0, wholesale_eur: 0.0 })
    }

    /// What has to be lent to the network until it has subscribers enough, euro: the lowest reserve, as a positive number.
    #[must_use]
    pub fn bridging_eur(&self) -> f64 {
        let early = self.year_ends().into_iter().filter(|end| self.is_early(end));
        early.map(|end| -end.reserve_eur).fold(0.0, f64::max)
    }

    /// Wholesale price at which the reserve just suffices, euro per month; none without subscribers.
    #[must_use]
    pub fn break_even_price_eur_per_month(&self) -> Option<f64> {
        self.needed(|year| year.take_up_ratio)
    }

    /// Established take-up at which the reserve just suffices (above 1: out of reach), the years before it in the same proportion; none
    /// without price or households.
    #[must_use]
    pub fn minimum_take_up_ratio(&self) -> Option<f64> {
        let part = |take_up_ratio: f64| {
            if self.take_up_ratio > 0.0 { take_up_ratio / self.take_up_ratio } else { 1.0 }
        };
        self.needed(|year| part(year.take_up_ratio) * self.price_eur_per_month)
    }

    /// So much of a unit is needed that brings this for each covered household and month of a year.
    fn needed(&self, brings_eur: impl Fn(&Year) -> f64) -> Option<f64> {
        let mut years = self.years.to_vec();
        for year in years.iter_mut().filter(|year| year.year > 0) {
            year.revenue.wholesale_eur = self.covered_households * brings_eur(year) * MONTHS_PER_YEAR;
        }
        let sold = years.iter().any(|year| year.revenue.wholesale_eur > 0.0);
        let mut late = self.ends(&years);
        late.retain(|end| !self.is_early(end));
        if sold { needed_ratio(&late, self.reserve_min_eur) } else { None }
    }
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
        explanation: Said::joined(&[
            income(operation),
            other_income(operation),
            worst_case(operation),
            worst(operation),
            bridging(operation),
            break_even(operation),
            no_subsidy(),
        ]),
    }
}

fn no_subsidy() -> Said {
    said!("No subsidy is counted.", "Nessun sussidio è contato.")
}

fn income(operation: &Operation<'_>) -> Said {
    let (first, last) = (operation.running().next(), operation.running().last());
    let [first, last] = [first, last].map(Option::unwrap_or_default);
    if first.take_up_ratio == last.take_up_ratio {
        return said!(
            "If {take_up} of the {covered} covered households subscribe, at {price} per line and month, the network earns \
             {revenue} a year; running costs are {opex} a year, leases and spectrum fee included.",
            "Con un’adesione {take_up} delle famiglie coperte ({covered}), a {price} per linea al mese, la rete incassa \
             {revenue} l’anno; i costi di esercizio sono di {opex} l’anno, compresi gli affitti e il canone delle frequenze.",
            take_up = of_percent(last.take_up_ratio),
            covered = number(operation.covered_households),
            price = amount(operation.price_eur_per_month),
            revenue = amount(last.revenue.wholesale_eur),
            opex = amount(last.running.sum_eur())
        );
    }
    said!(
        "If {early} of the {covered} covered households subscribe in year {one} and {late} in year {year}, at {price} per line and \
         month, the network earns {little} and then {revenue} a year; running costs are {opex} a year, leases and spectrum fee \
         included.",
        "Con un’adesione {early} delle famiglie coperte ({covered}) nell’anno {one} e {late} nell’anno {year}, a {price} per linea \
         al mese, la rete incassa {little} e poi {revenue} l’anno; i costi di esercizio sono di {opex} l’anno, compresi gli affitti e \
         il canone delle frequenze.",
        early = of_percent(first.take_up_ratio),
        one = number(f64::from(first.year)),
        late = of_percent(last.take_up_ratio),
        covered = number(operation.covered_households),
        year = number(f64::from(last.year)),
        price = amount(operation.price_eur_per_month),
        little = amount(first.revenue.wholesale_eur),
        revenue = amount(last.revenue.wholesale_eur),
        opex = amount(last.running.sum_eur())
    )
}

fn other_income(operation: &Operation<'_>) -> Said {
    let Some(year) = operation.running().last() else { return Said::nothing() };
    let (hosting_eur, fees_eur) = (year.revenue.hosting_eur, year.revenue.anchor_fees_eur);
    if to_cents(hosting_eur + fees_eur) <= 0.0 {
        return Said::nothing();
    }
    said!(
        "Operators that are hosted on public sites pay {hosting} a year, and public offices {fees}, no more than they spend today.",
        "Gli operatori ospitati sui siti pubblici pagano {hosting} l’anno e gli enti pubblici collegati {fees}, non più di quanto \
         spendono oggi.",
        hosting = amount(hosting_eur),
        fees = amount(fees_eur)
    )
}

/// What the network must bear, where that is worse than what is planned.
fn worst_case(operation: &Operation<'_>) -> Said {
    if operation.stress == Stress::NONE && operation.tower.is_none() {
        return Said::nothing();
    }
    let tower = operation.tower.map_or_else(Said::nothing, |(site, loss)| {
        said!(
            ", and the site {site} lost for {months} months",
            ", e il sito {site} perduto per {months} mesi",
            site = site,
            months = number(loss.outage_months)
        )
    });
    said!(
        "It must bear the worst of the stresses: {take_up} of the planned subscribers, {price} of the planned price, energy at \
         {energy} of its price{tower}.",
        "Deve reggere il peggiore degli scenari avversi: abbonati, {take_up} del previsto; prezzo, {price} del previsto; energia, \
         {energy} del suo prezzo{tower}.",
        take_up = percent(operation.stress.take_up_ratio),
        price = percent(operation.stress.price_ratio),
        energy = percent(operation.stress.energy_ratio),
        tower = tower
    )
}

fn worst(operation: &Operation<'_>) -> Said {
    let YearEnd { year, reserve_eur, .. } = operation.worst();
    let spent_eur: f64 =
        operation.running().take_while(|one| one.year <= year).map(|one| one.renewal_eur).sum();
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
        year = number(f64::from(year)),
        renewals = renewals,
        outcome = outcome,
        least = amount(operation.reserve_min_eur)
    )
}

fn bridging(operation: &Operation<'_>) -> Said {
    let lent_eur = to_cents(operation.bridging_eur());
    if lent_eur <= 0.0 {
        return Said::nothing();
    }
    said!(
        "While subscribers come, until the end of year {year}, up to {lent} have to be lent to it, and paid back.",
        "Mentre gli abbonati arrivano, fino alla fine dell’anno {year}, le si devono prestare fino a {lent}, da restituire.",
        year = number(f64::from(operation.ramp_up_years)),
        lent = amount(lent_eur)
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
mod tests;
