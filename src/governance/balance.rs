//! Guideline 4: the running network pays for itself.
//!
//! Measure: the lowest reserve over the running years after the ramp-up, euro, in the worst case of the scenario's stresses. The
//! reserve is what the network has earned and not spent since year 1, carried from year to year, so that good years save for the
//! renewals to come ([`crate::economics::year_ends`]):
//!
//! `reserve(t) = reserve(t − 1) + revenue(t) − running costs − renewals(t) − terminals(t)`, `reserve(0) = 0`,
//! `revenue(t) = covered households · take-up(t) · 12 · wholesale price + hosting + anchor fees`.
//!
//! Running costs hold the leases and the spectrum fee. Limit: at least
//! [`Rules::reserve_min_eur`](super::Rules). Capital to build is not part of it, nor is any subsidy; of the fee of an anchor institution
//! counts what it spends today, no more. The reserve bears no interest. Every covered household counts as a possible subscriber,
//! whether or not it has broadband today.
//!
//! Stresses multiply subscribers, price and energy, and take one tower out; the reserve falls with each, so that the worst case is that
//! of the fewest subscribers, the lowest price, the dearest energy, and the tower whose loss takes most. Which that is hangs on the price,
//! so that what just suffices is so for every tower. Where the network buys the terminals
//! of subscribers, it may be that of most subscribers instead, so that both are looked at. What just suffices follows in
//! closed form: with the rest of the reserve A(t) and B(t) that one euro of price brings by year t, the break-even price is the largest
//! of `(limit − A(t)) / B(t)`, and so for the take-up, of whose revenue its terminals are taken; a year in which these cost more bounds it
//! from above.
//!
//! *Source*: fourth of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{
    number, of_percent, percent, price_that_does, ratio_that_does, round_amount, said, so_many,
};
use super::{Said, Verdict};
use crate::economics::{
    CpeTerms, Loss, MONTHS_PER_YEAR, Stress, Year, YearEnd, enough_subscribers, needed_ratio, to_cents,
    year_ends,
};

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
    /// The same with the most subscribers, where that could be worse.
    pub crowded: Option<Stress>,
    /// The terminals that the network buys for subscribers.
    pub cpe: Option<CpeTerms>,
    /// The towers of which one may be lost, and what each takes then: of them always the one whose loss is worst.
    pub towers: &'a [(&'a Said, Loss)],
}

/// A case that the network must bear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BalanceCase<'a> {
    /// How the years go.
    pub stress: Stress,
    /// The tower that is lost, and what that takes.
    pub tower: Option<(&'a Said, Loss)>,
}

impl BalanceCase<'_> {
    /// The ends of all running years.
    fn ends(&self, years: &[Year]) -> Vec<YearEnd> {
        let loss = self.tower.map_or(Loss::default(), |(_, loss)| loss);
        year_ends(years, &self.stress, &loss)
    }
}

impl<'a> Operation<'a> {
    fn running(&self) -> impl Iterator<Item = Year> {
        self.years.iter().filter(|year| year.year > 0).copied()
    }

    /// The ends of all running years, in the worst case.
    #[must_use]
    pub fn year_ends(&self) -> Vec<YearEnd> {
        self.worst_case().ends(self.years)
    }

    /// Of the stresses, with each tower lost where one may be, the case that leaves the lowest reserve after the ramp-up; the first of
    /// equals.
    #[must_use]
    pub fn worst_case(&self) -> BalanceCase<'a> {
        let lowest = |case: BalanceCase<'a>| (self.lowest(&case).reserve_eur, case);
        let worst = self.all_cases().map(lowest).min_by(|one, other| one.0.total_cmp(&other.0));
        worst.map_or(BalanceCase { stress: self.stress, tower: None }, |(_, case)| case)
    }

    fn all_cases(&self) -> impl Iterator<Item = BalanceCase<'a>> {
        let (towers, none) = (self.towers, self.towers.is_empty().then_some(None));
        let stresses = std::iter::once(self.stress).chain(self.crowded);
        stresses.flat_map(move |stress| {
            let towers = towers.iter().copied().map(Some).chain(none);
            towers.map(move |tower| BalanceCase { stress, tower })
        })
    }

    fn is_early(&self, end: &YearEnd) -> bool {
        end.year <= self.ramp_up_years
    }

    /// The running year after the ramp-up that ends with the lowest reserve, in the worst case; the first of equals.
    #[must_use]
    pub fn worst(&self) -> YearEnd {
        self.lowest(&self.worst_case())
    }

    fn lowest(&self, case: &BalanceCase<'_>) -> YearEnd {
        let late = case.ends(self.years).into_iter().filter(|end| !self.is_early(end));
        let worst = late.min_by(|a, b| a.reserve_eur.total_cmp(&b.reserve_eur));
        worst.unwrap_or(YearEnd { year: 0, reserve_eur: 0.0, wholesale_eur: 0.0, cpe_eur: 0.0 })
    }

    /// What has to be lent to the network until it has subscribers enough, euro: the lowest reserve, as a positive number.
    #[must_use]
    pub fn bridging_eur(&self) -> f64 {
        let all = self.all_cases().flat_map(|case| case.ends(self.years));
        all.filter(|end| self.is_early(end)).map(|end| -end.reserve_eur).fold(0.0, f64::max)
    }

    /// Wholesale price at which the reserve just suffices, euro per month; none without subscribers.
    #[must_use]
    pub fn break_even_price_eur_per_month(&self) -> Option<f64> {
        let late = self.late_ends(&self.years_where(|year| year.take_up_ratio))?;
        let needed = late.into_iter().map(|ends| needed_ratio(&ends, self.reserve_min_eur));
        needed.reduce(|one, other| Some(one?.max(other?)))?
    }

    /// Established take-up at which the reserve just suffices (above 1: out of reach), the years before it in the same proportion; none
    /// without price or households, or where no number of subscribers pays for its terminals.
    #[must_use]
    pub fn minimum_take_up_ratio(&self) -> Option<f64> {
        let established_ratio = self.established_ratio();
        let part = |year: &Year| {
            if established_ratio > 0.0 { year.take_up_ratio / established_ratio } else { 1.0 }
        };
        let mut years = self.years_where(|year| part(year) * self.price_eur_per_month);
        self.buy_terminals(&mut years, part);
        let late = self.late_ends(&years)?;
        let ranges = late.into_iter().map(|ends| enough_subscribers(&ends, self.reserve_min_eur));
        let [least, most] = ranges.reduce(|one, other| {
            let ([one, one_most], [other, other_most]) = (one?, other?);
            Some([one.max(other), one_most.min(other_most)])
        })??;
        (least <= most).then_some(least)
    }

    /// The take-up of the last year, to which that of the others is in proportion; that of the network's size where nobody subscribes.
    fn established_ratio(&self) -> f64 {
        let last = self.running().last().map(|year| year.take_up_ratio);
        last.filter(|ratio| *ratio > 0.0).unwrap_or(self.take_up_ratio)
    }

    /// The years with so much of revenue for each covered household and month of a year.
    fn years_where(&self, brings_eur: impl Fn(&Year) -> f64) -> Vec<Year> {
        let mut years = self.years.to_vec();
        for year in years.iter_mut().filter(|year| year.year > 0) {
            year.revenue.wholesale_eur = self.covered_households * brings_eur(year) * MONTHS_PER_YEAR;
        }
        years
    }

    /// Puts the terminals of so many subscribers for each covered household in place of those that were bought.
    fn buy_terminals(&self, years: &mut [Year], subscribers: impl Fn(&Year) -> f64) {
        let Some(cpe) = self.cpe else { return };
        let all = years
            .iter()
            .map(|year| if year.year > 0 { self.covered_households * subscribers(year) } else { 0.0 });
        let spent_eur = cpe.spent_eur(&all.collect::<Vec<_>>());
        years.iter_mut().zip(spent_eur).for_each(|(year, spent_eur)| year.cpe_eur = spent_eur);
    }

    /// In each case the ends of the years after the ramp-up; none where nothing is sold.
    fn late_ends(&self, years: &[Year]) -> Option<Vec<Vec<YearEnd>>> {
        let sold = years.iter().any(|year| year.revenue.wholesale_eur > 0.0);
        let late = |case: BalanceCase<'_>| {
            let mut ends = case.ends(years);
            ends.retain(|end| !self.is_early(end));
            ends
        };
        sold.then(|| self.all_cases().map(late).collect())
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
            "Riserva più bassa della rete in esercizio, senza contributi pubblici"
        ),
        value: reserve_eur,
        limit: operation.reserve_min_eur,
        unit: "eur",
        explanation: Said::joined(&[
            income(operation),
            other_income(operation),
            terminals(operation),
            worst_case(operation),
            worst(operation),
            bridging(operation),
            break_even(operation),
            paid_once(operation),
            no_subsidy(),
        ]),
    }
}

/// What is paid once for the spectrum is no running cost.
fn paid_once(operation: &Operation<'_>) -> Said {
    let once_eur: f64 = operation.years.iter().map(|year| year.one_off_fee_eur).sum();
    if once_eur <= 0.0 {
        return Said::nothing();
    }
    said!(
        "What is paid once for the spectrum is no running cost and not counted here: {once}.",
        "Quanto si paga una tantum per lo spettro non è un costo di esercizio e qui non è conteggiato: {once}.",
        once = round_amount(once_eur)
    )
}

fn no_subsidy() -> Said {
    said!("No subsidy is counted.", "Non è conteggiato alcun contributo pubblico.")
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
            price = round_amount(operation.price_eur_per_month),
            revenue = round_amount(last.revenue.wholesale_eur),
            opex = round_amount(last.running.sum_eur())
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
        price = round_amount(operation.price_eur_per_month),
        little = round_amount(first.revenue.wholesale_eur),
        revenue = round_amount(last.revenue.wholesale_eur),
        opex = round_amount(last.running.sum_eur())
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
        hosting = round_amount(hosting_eur),
        fees = round_amount(fees_eur)
    )
}

/// What the terminals of subscribers cost over all years.
fn terminals(operation: &Operation<'_>) -> Said {
    let spent_eur = to_cents(operation.running().map(|year| year.cpe_eur).sum());
    let Some(cpe) = operation.cpe.filter(|_| spent_eur > 0.0) else { return Said::nothing() };
    said!(
        "The network buys the terminals of its subscribers at {each} each, for {spent} over all years; that is taken off its reserve.",
        "La rete compra gli apparati degli abbonati a {each} l’uno, per {spent} in tutti gli anni, detratti dalla sua riserva.",
        each = round_amount(cpe.capex_eur),
        spent = round_amount(spent_eur)
    )
}

/// What the network must bear, where that is worse than what is planned.
fn worst_case(operation: &Operation<'_>) -> Said {
    let BalanceCase { stress, tower } = operation.worst_case();
    if stress == Stress::NONE && tower.is_none() {
        return Said::nothing();
    }
    let tower = tower.map_or_else(Said::nothing, |(site, loss)| {
        said!(
            ", and the site {site} lost for {months}",
            "; sito {site} fuori uso per {months}",
            site = site.clone(),
            months = so_many(loss.outage_months, [["month", "months"], ["mese", "mesi"]])
        )
    });
    said!(
        "It must bear the worst of the stresses: {take_up} of the planned subscribers, {price} of the planned price, energy at \
         {energy} of its price{tower}.",
        "La rete deve reggere il peggiore dei casi avversi: abbonati, {take_up} del previsto; prezzo, {price} del previsto; energia, \
         {energy} del suo prezzo{tower}.",
        take_up = percent(stress.take_up_ratio),
        price = percent(stress.price_ratio),
        energy = percent(stress.energy_ratio),
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
            spent = round_amount(spent_eur)
        )
    } else {
        Said::nothing()
    };
    let reserve_eur = to_cents(reserve_eur);
    let outcome = if reserve_eur < 0.0 {
        said!("{missing} are missing", "mancano {missing}", missing = round_amount(-reserve_eur))
    } else {
        said!("{reserve} are in reserve", "la riserva è di {reserve}", reserve = round_amount(reserve_eur))
    };
    said!(
        "At the lowest point, the end of year {year}{renewals}, {outcome}; the rule asks for at least {least}.",
        "Nel punto più basso, alla fine dell’anno {year}{renewals}, {outcome}; la regola chiede almeno {least}.",
        year = number(f64::from(year)),
        renewals = renewals,
        outcome = outcome,
        least = round_amount(operation.reserve_min_eur)
    )
}

fn bridging(operation: &Operation<'_>) -> Said {
    let lent_eur = to_cents(operation.bridging_eur());
    if lent_eur <= 0.0 {
        return Said::nothing();
    }
    said!(
        "While subscribers come, until the end of year {year}, up to {lent} have to be lent to it, and paid back.",
        "Mentre il numero di abbonati cresce, fino alla fine dell’anno {year}, occorre anticipare alla rete fino a {lent}, da \
         restituire.",
        year = number(f64::from(operation.ramp_up_years)),
        lent = round_amount(lent_eur)
    )
}

/// The figures are rounded up, so that whoever follows them keeps the guideline.
fn break_even(operation: &Operation<'_>) -> Said {
    let take_up = operation.minimum_take_up_ratio().map(ratio_that_does);
    match (operation.break_even_price_eur_per_month(), take_up) {
        (None, None) => said!(
            "Nothing is sold, so neither price nor take-up matters.",
            "Non si vende nulla: né il prezzo né l’adesione contano."
        ),
        (None, Some(_)) => {
            said!("Without subscribers, no price matters.", "Senza abbonati nessun prezzo conta.")
        }
        (Some(price), None) => said!(
            "The rule is just met at a planned price of {price} per line and month.",
            "La regola è appena rispettata con un prezzo previsto di {price} per linea al mese.",
            price = price_that_does(price)
        ),
        (Some(price), Some(ratio)) if ratio <= 1.0 => said!(
            "The rule is just met at a planned price of {price} per line and month, or with a planned take-up of {take_up}.",
            "La regola è appena rispettata con un prezzo previsto di {price} per linea al mese, o con un’adesione prevista {take_up}.",
            price = price_that_does(price),
            take_up = of_percent(ratio)
        ),
        (Some(price), Some(_)) => said!(
            "The rule is just met at a planned price of {price} per line and month; at the present price it would not be met \
             even if the plan counted on every covered household.",
            "La regola è appena rispettata con un prezzo previsto di {price} per linea al mese; al prezzo attuale non lo \
             sarebbe neppure se il piano contasse sull’adesione di tutte le famiglie coperte.",
            price = price_that_does(price)
        ),
    }
}

#[cfg(test)]
mod tests;
