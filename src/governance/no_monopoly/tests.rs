//! Guideline 1 by hand: both sides of its limit, in words too.

use super::*;
use crate::governance::{CoveredPoint, Dependence, captivities, concentrations, worst_concentration};
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
    audit_monopoly(&Monopoly { max_ratio, ..monopoly(&captivities(points, dependence), points, dependence) })
}

fn monopoly<'a>(
    captivities: &'a [Captivity],
    points: &[CoveredPoint<'_>],
    dependence: &Dependence<'_>,
) -> Monopoly<'a> {
    Monopoly {
        captivities,
        spectrum_holder: dependence.spectrum_holder,
        concessionaires: &[],
        concentration: worst_concentration(&concentrations(points, dependence)).copied(),
        after: None,
        comuni: &COMUNI,
        owners: &OWNERS,
        max_ratio: 0.5,
    }
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
         is kept in every comune. On the scale of Herfindahl and Hirschman, from 0 where nobody depends on a private \
         owner to 10,000 where all depend on one, dependence is highest in Triora: 2,500."
    );
    assert_eq!(
        holds.explanation.it,
        "Nel comune di Triora il servizio di 50 delle 100 famiglie coperte (50 %) dipende da un solo proprietario \
         privato, Torri S.p.A.: tutti i siti che le coprono gli appartengono, o sono collegati alla fibra \
         attraverso le sue proprietà. È il caso peggiore, e il limite del 50 % è rispettato in ogni comune. \
         Secondo l’indice di Herfindahl-Hirschman, che va da 0, se nessuno dipende da un privato, a 10.000, se tutti \
         dipendono da uno solo, la dipendenza è massima nel comune di Triora: 2.500."
    );
    let fails = audit(&points, &dependence(&owners), 0.499_999);
    assert!(!fails.holds);
    assert!(fails.explanation.en.contains(" The limit is 50 %; every other comune keeps it. "));
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

/// Site 0 is of Torri S.p.A., which hands it over, or of a public owner that has left it to Torri for some years.
#[test]
fn what_remains_after_the_last_end_is_told() {
    let (during, later) = ([vec![0], vec![1]], [vec![], vec![1]]);
    let points = [point(0, 60.0, &[0]), point(1, 10.0, &[1]), point(1, 30.0, &[0])];
    let pairs = captivities(&points, &dependence(&during));
    let audit = |concessionaires: &[usize], left: &[Captivity]| {
        let after = Some((12, left));
        let whole = monopoly(&pairs, &points, &dependence(&during));
        audit_monopoly(&Monopoly { concessionaires, after, ..whole }).explanation
    };
    let some = captivities(&points, &dependence(&later));
    let told = audit(&[], &some);
    assert!(told.en.contains("them is that owner's, or is fed through its property. "), "{}", told.en);
    assert!(
        told.en.ends_with(
            "After the end of year 12, when the last concession or reversion is through, the largest share is 25 %, on \
             Ponti S.r.l. in Pigna."
        ),
        "{}",
        told.en
    );
    assert!(
        told.it.ends_with(
            "la quota massima di famiglie dipendenti è del 25 %: da Ponti S.r.l., nel comune di Pigna."
        ),
        "{}",
        told.it
    );
    let told = audit(&[0], &[]);
    assert!(
        told.en.contains("that owner's or in its concession, or is fed through what it has or runs. "),
        "{}",
        told.en
    );
    assert!(told.it.contains("gli appartengono o sono in sua concessione"), "{}", told.it);
    assert!(told.en.ends_with("nobody depends on one private owner alone any more."), "{}", told.en);
    assert!(told.it.ends_with("nessuno dipende più da un solo proprietario privato."), "{}", told.it);
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
