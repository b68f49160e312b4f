//! Guideline 1: no private monopoly.
//!
//! A covered household is **captive** of a private owner if it would lose the network should that owner
//! withdraw: every open site that covers it is the owner's, or is fed through the owner's sites or point of
//! presence, or the owner holds the spectrum.
//!
//! ```text
//!   PoP (public) ── site A (private X) ── site B (public) )))  household 1: captive of X, by feeding
//!        └───────── site C (public)                       )))  household 2: under B and C: not captive
//! ```
//!
//! Measure: over all comuni m and private owners p, the largest share of the covered households of m that are
//! captive of p. Limit: [`Rules::captive_max_ratio`](super::Rules).
//!
//! *Source*: first of the provinces' four guidelines. Its legal footing in Italian and European law is
//! *unverified*.

use std::collections::BTreeMap;

use super::words::{counted, number, number_up, of_percent, percent, said};
use super::{Governance, Said, Verdict};
use crate::economics::round_to;

/// Households at one place that the plan covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoveredPoint<'a> {
    /// Index of the comune.
    pub comune: usize,
    /// Households.
    pub households: f64,
    /// The open sites that cover them, by index; at least one.
    pub servers: &'a [usize],
}

/// On which private owners a network depends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dependence<'a> {
    /// For each site, the private owners without whom it is silent (its own, and those along the chain to the
    /// fibre), by rising index, each once.
    pub private_owners: &'a [Vec<usize>],
    /// The holder of the spectrum, where private.
    pub spectrum_holder: Option<usize>,
}

/// How many of a comune's covered households are captive of one private owner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Captivity {
    /// Index of the comune.
    pub comune: usize,
    /// Index of the private owner.
    pub owner: usize,
    /// Captive households.
    pub captive_households: f64,
    /// All covered households of the comune.
    pub covered_households: f64,
}

impl Captivity {
    /// Captive share of the covered households, 0 to 1; 0 where nobody is covered.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        if self.covered_households > 0.0 { self.captive_households / self.covered_households } else { 0.0 }
    }

    /// Whether the share is larger than may be.
    #[must_use]
    pub fn exceeds(&self, max_ratio: f64) -> bool {
        round_to(self.ratio(), 6) > max_ratio
    }

    /// Captive households beyond what may be.
    #[must_use]
    pub fn excess_households(&self, max_ratio: f64) -> f64 {
        (self.captive_households - max_ratio * self.covered_households).max(0.0)
    }
}

/// Every pair of comune and private owner with captive households, by comune, then owner.
#[must_use]
pub fn captivities(points: &[CoveredPoint<'_>], dependence: &Dependence<'_>) -> Vec<Captivity> {
    let mut covered_households: BTreeMap<usize, f64> = BTreeMap::new();
    let mut captive_households: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for point in points {
        *covered_households.entry(point.comune).or_default() += point.households;
        for owner in captors(point.servers, dependence) {
            *captive_households.entry((point.comune, owner)).or_default() += point.households;
        }
    }
    let captivity = |((comune, owner), captive_households)| Captivity {
        comune,
        owner,
        captive_households,
        covered_households: covered_households[&comune],
    };
    captive_households.into_iter().map(captivity).filter(|pair| pair.captive_households > 0.0).collect()
}

/// The private owners of whom a household under these sites is captive.
fn captors(servers: &[usize], dependence: &Dependence<'_>) -> Vec<usize> {
    let needed = |server: &usize| &dependence.private_owners[*server];
    let Some((first, others)) = servers.split_first() else { return Vec::new() };
    let by_all = |owner: &usize| others.iter().map(needed).all(|owners| owners.contains(owner));
    let mut captors: Vec<usize> = needed(first).iter().copied().filter(by_all).collect();
    if let Some(holder) = dependence.spectrum_holder.filter(|holder| !captors.contains(holder)) {
        captors.push(holder);
    }
    captors
}

/// The pair with the largest captive share; the first of equals.
#[must_use]
pub fn worst_captivity(captivities: &[Captivity]) -> Option<&Captivity> {
    captivities.iter().reduce(|worst, pair| if pair.ratio() > worst.ratio() { pair } else { worst })
}

/// Audits guideline 1, given the names of comuni and owners by index.
#[must_use]
pub fn audit_monopoly(
    captivities: &[Captivity],
    spectrum_holder: Option<usize>,
    comuni: &[&str],
    owners: &[&str],
    max_ratio: f64,
) -> Verdict {
    let exceeds = |pair: &&Captivity| pair.exceeds(max_ratio);
    let worst = worst_captivity(captivities);
    let explanation = worst.map_or_else(nobody_captive, |worst| {
        let cause = if spectrum_holder == Some(worst.owner) {
            said!("it {holds}", "{holds}", holds = by_spectrum())
        } else {
            by_sites()
        };
        Said::joined(&[
            dependents(worst, comuni[worst.comune], owners[worst.owner], cause),
            against_limit(captivities.iter().filter(exceeds), max_ratio),
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

fn dependents(worst: &Captivity, comune: &str, owner: &str, cause: Said) -> Said {
    said!(
        "In {comune}, {captive} of {covered} covered households ({share}) depend on {owner} alone: {cause}.",
        "Nel comune di {comune} il servizio di {captive} famiglie su {covered} coperte ({share}) dipende da un solo \
         proprietario privato, {owner}: {cause}.",
        comune = comune,
        captive = number(worst.captive_households),
        covered = number(worst.covered_households),
        share = percent(worst.ratio()),
        owner = owner,
        cause = cause
    )
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
        "detiene le frequenze che tutte le famiglie del piano usano"
    )
}

fn by_sites() -> Said {
    said!(
        "every site that covers them is that owner's, or is fed through its property",
        "tutti i siti che le coprono gli appartengono, o sono collegati alla fibra attraverso le sue proprietà"
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMUNI: [&str; 2] = ["Triora", "Pigna"];
    const OWNERS: [&str; 2] = ["Torri S.p.A.", "Ponti S.r.l."];

    fn point(comune: usize, households: f64, servers: &[usize]) -> CoveredPoint<'_> {
        CoveredPoint { comune, households, servers }
    }

    fn dependence(private_owners: &[Vec<usize>]) -> Dependence<'_> {
        Dependence { private_owners, spectrum_holder: None }
    }

    fn audit(points: &[CoveredPoint<'_>], dependence: &Dependence<'_>, max_ratio: f64) -> Verdict {
        let pairs = captivities(points, dependence);
        audit_monopoly(&pairs, dependence.spectrum_holder, &COMUNI, &OWNERS, max_ratio)
    }

    #[test]
    fn half_a_comune_is_captive_and_the_limit_has_two_sides() {
        // Site 0 is private, site 1 public; 50 households see 0 alone, 50 see both.
        let owners = [vec![0], vec![]];
        let points = [point(0, 50.0, &[0]), point(0, 50.0, &[0, 1])];
        let holds = audit(&points, &dependence(&owners), 0.5);
        assert!(holds.holds);
        assert_eq!((holds.value, holds.limit), (0.5, 0.5));
        assert_eq!(
            holds.explanation.en,
            "In Triora, 50 of 100 covered households (50 %) depend on Torri S.p.A. alone: every site that covers \
             them is that owner's, or is fed through its property. This is the worst case, and the limit of 50 % \
             is kept in every comune."
        );
        assert_eq!(
            holds.explanation.it,
            "Nel comune di Triora il servizio di 50 famiglie su 100 coperte (50 %) dipende da un solo proprietario \
             privato, Torri S.p.A.: tutti i siti che le coprono gli appartengono, o sono collegati alla fibra \
             attraverso le sue proprietà. È il caso peggiore, e il limite del 50 % è rispettato in ogni comune."
        );
        let fails = audit(&points, &dependence(&owners), 0.499_999);
        assert!(!fails.holds);
        assert!(fails.explanation.en.ends_with("The limit is 50 %; every other comune keeps it."));
    }

    #[test]
    fn two_private_owners_compete_but_one_chain_binds_them() {
        let apart = [vec![0], vec![1]];
        assert_eq!(audit(&[point(0, 10.0, &[0, 1])], &dependence(&apart), 0.0).value, 0.0);
        // Site 1 of owner 1 is fed through a site of owner 0.
        let chained = [vec![0], vec![0, 1]];
        let verdict = audit(&[point(0, 10.0, &[0, 1])], &dependence(&chained), 0.0);
        assert_eq!((verdict.holds, verdict.value), (false, 1.0));
        assert!(verdict.explanation.en.contains("Torri S.p.A."));
    }

    #[test]
    fn a_private_spectrum_holder_holds_everybody() {
        let owners = [vec![], vec![1]];
        let network = Dependence { private_owners: &owners, spectrum_holder: Some(1) };
        let pairs = captivities(&[point(0, 3.0, &[0]), point(1, 4.0, &[1])], &network);
        assert_eq!(pairs.iter().map(|pair| pair.captive_households).collect::<Vec<_>>(), [3.0, 4.0]);
        let verdict = audit(&[point(0, 3.0, &[0]), point(1, 4.0, &[1])], &network, 0.9);
        assert!(verdict.explanation.en.contains("it holds the spectrum"));
        assert!(verdict.explanation.en.contains("2 comuni exceed it"));
    }

    #[test]
    fn nobody_covered_and_nobody_there() {
        let owners = [vec![0]];
        let empty = audit(&[], &dependence(&owners), 0.0);
        assert_eq!((empty.holds, empty.value), (true, 0.0));
        assert!(empty.explanation.en.starts_with("No covered household"));
        let deserted = audit(&[point(0, 0.0, &[0])], &dependence(&owners), 0.0);
        assert_eq!((deserted.holds, deserted.value), (true, 0.0));
    }

    fn any_points() -> impl Strategy<Value = Vec<(usize, f64, Vec<usize>)>> {
        let servers = prop::collection::vec(0_usize..4, 1..4);
        prop::collection::vec((0_usize..2, 0.0..100.0_f64, servers), 0..20)
    }

    fn any_owners() -> impl Strategy<Value = Vec<Vec<usize>>> {
        prop::collection::vec(prop::sample::subsequence(vec![0, 1], 0..=2), 4)
    }

    proptest! {
        #[test]
        fn shares_stay_between_nothing_and_all(points in any_points(), owners in any_owners()) {
            let points: Vec<_> = points.iter().map(|(m, w, servers)| point(*m, *w, servers)).collect();
            for pair in captivities(&points, &dependence(&owners)) {
                prop_assert!((0.0..=1.0).contains(&pair.ratio()));
            }
        }

        #[test]
        fn one_more_public_site_never_makes_more_captives(points in any_points(), owners in any_owners()) {
            let mut owners = owners;
            owners.push(vec![]);
            let wider: Vec<_> = points
                .iter()
                .map(|(m, w, servers)| (*m, *w, servers.iter().copied().chain([4]).collect::<Vec<_>>()))
                .collect();
            let before: Vec<_> = points.iter().map(|(m, w, servers)| point(*m, *w, servers)).collect();
            let after: Vec<_> = wider.iter().map(|(m, w, servers)| point(*m, *w, servers)).collect();
            let value = |points: &[CoveredPoint<'_>]| audit(points, &dependence(&owners), 0.5).value;
            prop_assert!(value(&after) <= value(&before));
        }
    }
}
