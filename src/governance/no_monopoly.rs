//! Guideline 1: no private monopoly, created or persisting.
//!
//! Measure: over all comuni m and private owners p, the largest share of the covered households of m that are
//! captive of p ([`Captivity`]). Limit: [`Rules::captive_max_ratio`](super::Rules). It is asked of the first phase, in which all
//! concessions run and nothing has reverted yet: no later one is worse ([`Concession`](super::Concession)). The words tell what
//! remains after the last end, and the largest index of concentration.
//!
//! *Source*: first of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use super::dependence::{Captivity, Concentration, worst_captivity};
use super::words::{counted, number, number_up, of_percent, percent, said};
use super::{Governance, Said, Verdict};
use crate::economics::round_to;

/// What guideline 1 looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Monopoly<'a> {
    /// Who is captive of whom in the first phase.
    pub captivities: &'a [Captivity],
    /// The holder of the spectrum, where private.
    pub spectrum_holder: Option<usize>,
    /// Private owners that have a concession.
    pub concessionaires: &'a [usize],
    /// The comune in which dependence lies in the fewest hands; none where nobody is captive.
    pub concentration: Option<Concentration>,
    /// The last year at whose end a concession is over or a site reverts, and who is captive of whom from then on; none where
    /// nothing ends.
    pub after: Option<(u32, &'a [Captivity])>,
    /// Names of comuni, by index.
    pub comuni: &'a [&'a str],
    /// Names of owners, by index.
    pub owners: &'a [&'a str],
    /// At most this share of a comune's covered households may depend on one private owner alone.
    pub max_ratio: f64,
}

/// Audits guideline 1.
#[must_use]
pub fn audit_monopoly(monopoly: &Monopoly<'_>) -> Verdict {
    let Monopoly { captivities, max_ratio, .. } = *monopoly;
    let exceeds = |pair: &&Captivity| pair.exceeds(max_ratio);
    let worst = worst_captivity(captivities);
    let explanation = worst.map_or_else(nobody_captive, |worst| {
        Said::joined(&[
            monopoly.dependents(worst),
            against_limit(captivities.iter().filter(exceeds), max_ratio),
            monopoly.concentrated(),
            monopoly.afterwards(),
        ])
    });
    Verdict {
        guideline: 1,
        holds: !worst.as_ref().is_some_and(exceeds),
        measure: said!(
            "Largest share of a comune's covered households that depend on one private owner alone",
            "Quota massima delle famiglie coperte di un comune che dipendono da un solo proprietario privato"
        ),
        value: worst.map_or(0.0, |worst| round_to(worst.ratio(), 6)),
        limit: max_ratio,
        unit: "ratio",
        explanation,
    }
}

impl Monopoly<'_> {
    fn dependents(&self, worst: &Captivity) -> Said {
        said!(
            "In {comune}, {captive} of {covered} covered households ({share}) depend on {owner} alone: {cause}.",
            "Nel comune di {comune} il servizio di {captive} delle {covered} famiglie coperte ({share}) dipende da un solo \
             proprietario privato, {owner}: {cause}.",
            comune = self.comuni[worst.comune],
            captive = number(worst.captive_households),
            covered = number(worst.covered_households),
            share = percent(worst.ratio()),
            owner = self.owners[worst.owner],
            cause = self.cause(worst.owner)
        )
    }

    fn cause(&self, owner: usize) -> Said {
        if self.spectrum_holder == Some(owner) {
            said!("it {holds}", "{holds}", holds = by_spectrum())
        } else if self.concessionaires.contains(&owner) {
            by_concession()
        } else {
            by_sites()
        }
    }

    fn concentrated(&self) -> Said {
        let Some(Concentration { comune, hhi }) = self.concentration else { return Said::nothing() };
        said!(
            "On the scale of Herfindahl and Hirschman, from 0 where nobody depends on a private owner to 10,000 where all depend on one, \
             dependence is highest in {comune}: {hhi}.",
            "Secondo l’indice di Herfindahl-Hirschman, che va da 0, se nessuno dipende da un privato, a 10.000, se tutti dipendono da uno \
             solo, la dipendenza è massima nel comune di {comune}: {hhi}.",
            comune = self.comuni[comune],
            hhi = number(hhi)
        )
    }

    /// What remains of dependence once all has ended that ends.
    fn afterwards(&self) -> Said {
        let Some((year, captivities)) = self.after else { return Said::nothing() };
        let year = number(f64::from(year));
        match worst_captivity(captivities) {
            None => said!(
                "After the end of year {year}, when the last concession or reversion is through, nobody depends on one private owner \
                 alone any more.",
                "Dopo la fine dell’anno {year}, scaduta l’ultima concessione o avvenuta l’ultima devoluzione al pubblico, nessuno dipende più \
                 da un solo proprietario privato.",
                year = year
            ),
            Some(left) => said!(
                "After the end of year {year}, when the last concession or reversion is through, the largest share is {share}, on \
                 {owner} in {comune}.",
                "Dopo la fine dell’anno {year}, scaduta l’ultima concessione o avvenuta l’ultima devoluzione al pubblico, la quota massima di \
                 famiglie dipendenti è {share}: da {owner}, nel comune di {comune}.",
                year = year,
                share = of_percent(left.ratio()),
                comune = self.comuni[left.comune],
                owner = self.owners[left.owner]
            ),
        }
    }
}

/// In words what guideline 1 is missed by in a comune, for one owner.
#[must_use]
pub fn captives_beyond(pair: &Captivity, comune: &str, owner: &str, max_ratio: f64) -> String {
    format!(
        "guideline 1 (no private monopoly) in {comune}: {} of {} covered households depend on {owner} alone, {} more than the \
         limit of {} allows",
        number(pair.captive_households).en,
        number(pair.covered_households).en,
        number_up(pair.excess_households(max_ratio)).en,
        percent(max_ratio).en
    )
}

/// In words why guideline 1 holds for no plan where a private owner holds the spectrum; none where it can hold.
#[must_use]
pub fn monopoly_by_spectrum(governance: &Governance) -> Option<String> {
    let holder = governance.spectrum.holder.as_deref()?;
    let holder = governance.owners.iter().find(|owner| owner.id == holder && !owner.kind.is_public())?;
    let max_ratio = governance.rules.captive_max_ratio;
    (max_ratio < 1.0).then(|| {
        format!(
            "{} is private and {}; at most {} of a comune's covered households may depend on one private owner alone. \
             Name a public holder (/governance/spectrum/holder), or a band without licence.",
            holder.name,
            by_spectrum().en,
            percent(max_ratio).en
        )
    })
}

fn by_spectrum() -> Said {
    said!(
        "holds the spectrum that every household of the plan uses",
        "detiene le frequenze usate da tutte le famiglie del piano"
    )
}

fn by_sites() -> Said {
    said!(
        "every site that covers them is that owner's, or is fed through its property",
        "tutti i siti che le coprono gli appartengono, o sono collegati alla fibra attraverso le sue proprietà"
    )
}

fn by_concession() -> Said {
    said!(
        "every site that covers them is that owner's or in its concession, or is fed through what it has or runs",
        "tutti i siti che le coprono gli appartengono o sono in sua concessione, o sono collegati alla fibra attraverso ciò che \
         possiede o gestisce"
    )
}

fn nobody_captive() -> Said {
    said!(
        "No covered household depends on one private owner alone, be it for its site, for the links that feed the \
         site, or for the spectrum.",
        "Nessuna famiglia coperta dipende da un solo proprietario privato, né per il sito che la serve, né per i \
         collegamenti di quel sito alla fibra, né per le frequenze."
    )
}

fn against_limit<'a>(exceeding: impl Iterator<Item = &'a Captivity>, max_ratio: f64) -> Said {
    let mut comuni: Vec<usize> = exceeding.map(|pair| pair.comune).collect();
    comuni.dedup();
    match comuni.len() as u32 {
        0 => said!(
            "This is the worst case, and the limit of {limit} is kept in every comune.",
            "È il caso peggiore, e il limite {limit} è rispettato in ogni comune.",
            limit = of_percent(max_ratio)
        ),
        1 => said!(
            "The limit is {limit}; every other comune keeps it.",
            "Il limite è {limit}; tutti gli altri comuni lo rispettano.",
            limit = of_percent(max_ratio)
        ),
        count => said!(
            "The limit is {limit}; {comuni} exceed it, and this is the worst case.",
            "Il limite è {limit}; {comuni} lo superano, e questo è il caso peggiore.",
            limit = of_percent(max_ratio),
            comuni = counted(count, [["comune", "comuni"]; 2])
        ),
    }
}

#[cfg(test)]
mod tests;
