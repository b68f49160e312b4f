//! Guideline 3: operators compete on the network, and accept social duties.
//!
//! An operator is eligible if wholesale access is open to all on the same terms and if it offers a social tariff, serves every
//! household that the network covers, repairs faults within [`Rules::fault_repair_max_h`], and publishes prices and outages where
//! [`Rules::transparency_required`]. At an open site that serves households as many of them can sell as it bears, its **retailers**:
//! `min(operators_max, eligible operators)`. A site that only carries links does not count.
//!
//! Measure: the fewest retailers of a site that serves households; without such a site, the eligible operators. Limit: at least
//! [`Rules::operators_min`]. A site with fewer is a **lock-in**.
//!
//! *Source*: third of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::words::{Noun, counted, listed, number, said, so_many};
use super::{Governance, Operator, Rules, Said, Verdict};

/// Sites that a verdict names; more are counted.
const NAMED_MAX: usize = 5;
const HOURS: Noun = [["hour", "hours"], ["ora", "ore"]];

/// What guideline 3 looks at, whatever is built.
#[derive(Debug, Clone, Copy)]
pub struct Competition<'a> {
    /// Operators that would sell.
    pub operators: &'a [Operator],
    /// Every eligible operator may buy, on the same terms.
    pub open_access: bool,
    /// The thresholds.
    pub rules: &'a Rules,
}

/// An open site that serves households.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServingSite<'a> {
    /// Its id.
    pub id: &'a str,
    /// How many operators it bears; none: any number.
    pub operators_max: Option<u32>,
}

impl<'a> Competition<'a> {
    /// What the scenario says.
    #[must_use]
    pub fn of(governance: &'a Governance) -> Self {
        let Governance { operators, wholesale, rules, .. } = governance;
        Self { operators, open_access: wholesale.open_access, rules }
    }

    /// Operators that may sell on the network.
    #[must_use]
    pub fn eligible_count(&self) -> u32 {
        let eligible = self.operators.iter().filter(|operator| objections(operator, self.rules).is_empty());
        if self.open_access { eligible.count() as u32 } else { 0 }
    }

    /// Operators that can sell at a site that bears so many; none: any number.
    #[must_use]
    pub fn retailers(&self, operators_max: Option<u32>) -> u32 {
        let eligible_count = self.eligible_count();
        operators_max.map_or(eligible_count, |most| most.min(eligible_count))
    }

    /// Whether fewer can sell at such a site than must.
    #[must_use]
    pub fn is_lock_in(&self, operators_max: Option<u32>) -> bool {
        self.retailers(operators_max) < self.rules.operators_min
    }
}

/// Audits guideline 3.
#[must_use]
pub fn audit_competition(competition: &Competition<'_>, sites: &[ServingSite<'_>]) -> Verdict {
    let Competition { operators, open_access, rules } = *competition;
    let willing = |operator: &&Operator| objections(operator, rules).is_empty();
    let (fit, unfit): (Vec<&Operator>, Vec<&Operator>) = operators.iter().partition(willing);
    let eligible_count = competition.eligible_count();
    let fewest = sites.iter().map(|site| competition.retailers(site.operators_max)).min();
    let fewest = fewest.unwrap_or(eligible_count);
    Verdict {
        guideline: 3,
        holds: fewest >= rules.operators_min,
        measure: if fewest < eligible_count { at_sites() } else { on_network() },
        value: f64::from(fewest),
        limit: f64::from(rules.operators_min),
        unit: "operators",
        explanation: Said::joined(&[
            if open_access { eligible(&fit) } else { closed() },
            said!(
                "The rule asks for at least {min}.",
                "La regola ne chiede almeno {min}.",
                min = number(f64::from(rules.operators_min))
            ),
            lock_ins(competition, sites),
            refused(&unfit, competition),
        ]),
    }
}

fn on_network() -> Said {
    said!("Operators eligible to sell on the network", "Operatori ammessi a vendere sulla rete")
}

fn at_sites() -> Said {
    said!(
        "Fewest operators that can sell at a site that serves households",
        "Numero minimo di operatori che possono vendere in un sito che serve famiglie"
    )
}

/// The sites that bear too few, where enough operators are eligible.
fn lock_ins(competition: &Competition<'_>, sites: &[ServingSite<'_>]) -> Said {
    if competition.is_lock_in(None) {
        return Said::nothing();
    }
    let few: Vec<&ServingSite> =
        sites.iter().filter(|site| competition.is_lock_in(site.operators_max)).collect();
    let named = |site: &&ServingSite| format!("{} ({})", site.id, competition.retailers(site.operators_max));
    let named: Vec<String> = few.iter().take(NAMED_MAX).map(named).collect();
    let rest = few.len() - named.len();
    let together = &*named.join(", ");
    let named = match rest {
        0 => listed(&named),
        1 => said!("{named} and one more", "{named} e un altro", named = together),
        _ => said!(
            "{named} and {rest} more",
            "{named} e altri {rest}",
            named = together,
            rest = number(rest as f64)
        ),
    };
    let count = few.len();
    if count == 0 {
        return Said::nothing();
    }
    said!(
        "{count} of {of} sites that serve households {bear} fewer: {named}.",
        "Tra i siti che servono famiglie, {count} su {of} ne {bear} di meno: {named}.",
        bear = if count == 1 { said!("bears", "ospita") } else { said!("bear", "ospitano") },
        count = number(count as f64),
        of = number(sites.len() as f64),
        named = named
    )
}

fn closed() -> Said {
    said!(
        "Wholesale access is not open to every operator on the same terms, so none counts as eligible.",
        "L’accesso all’ingrosso non è aperto a tutti gli operatori alle stesse condizioni, perciò nessuno è ammesso."
    )
}

fn eligible(operators: &[&Operator]) -> Said {
    let names: Vec<String> = operators.iter().map(|operator| operator.name.clone()).collect();
    let names_said = listed(&names);
    match names.len() as u32 {
        0 => said!(
            "No operator is eligible to sell on the network.",
            "Nessun operatore è ammesso a vendere sulla rete."
        ),
        1 => said!(
            "One operator is eligible to sell on the network: {names}.",
            "Un solo operatore è ammesso a vendere sulla rete: {names}.",
            names = names_said
        ),
        count => said!(
            "{operators} are eligible to sell on the network: {names}.",
            "{operators} sono ammessi a vendere sulla rete: {names}.",
            operators = counted(count, [["operator", "operators"], ["operatore", "operatori"]]),
            names = names_said
        ),
    }
}

fn refused(operators: &[&Operator], competition: &Competition<'_>) -> Said {
    let Competition { open_access, rules, .. } = *competition;
    let said: Vec<(&str, Vec<Said>)> =
        operators.iter().map(|operator| (operator.name.as_str(), objections(operator, rules))).collect();
    if said.is_empty() {
        return Said::nothing();
    }
    let told = |language: fn(&Said) -> &str| {
        let of_one = |(name, objections): &(&str, Vec<Said>)| {
            format!("{name} ({})", objections.iter().map(language).collect::<Vec<_>>().join(", "))
        };
        said.iter().map(of_one).collect::<Vec<_>>().join("; ")
    };
    let told = Said { en: told(|one| &one.en), it: told(|one| &one.it) };
    if open_access {
        return said!("Not eligible: {told}.", "Non ammessi: {told}.", told = told);
    }
    said!(
        "With open access these would not be eligible either: {told}.",
        "Anche con l’accesso aperto non sarebbero ammessi: {told}.",
        told = told
    )
}

/// Why an operator does not qualify, whatever the terms of access.
fn objections(operator: &Operator, rules: &Rules) -> Vec<Said> {
    let mut objections = Vec::new();
    if !operator.social_tariff {
        objections.push(said!("offers no social tariff", "non offre una tariffa sociale"));
    }
    if !operator.whole_footprint {
        objections
            .push(said!("does not serve every covered household", "non serve tutte le famiglie coperte"));
    }
    if operator.fault_repair_h > rules.fault_repair_max_h {
        objections.push(said!(
            "repairs faults within {took}, where the limit is {allowed}",
            "ripara i guasti entro {took}, mentre il limite è di {allowed}",
            took = so_many(operator.fault_repair_h, HOURS),
            allowed = so_many(rules.fault_repair_max_h, HOURS)
        ));
    }
    if rules.transparency_required && !operator.transparency {
        objections.push(said!("does not publish prices and outages", "non pubblica prezzi e disservizi"));
    }
    objections
}

#[cfg(test)]
mod tests;
