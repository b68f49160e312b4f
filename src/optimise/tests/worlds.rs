//! Small worlds solved by hand.

use super::EXACT;
use crate::optimise::{DemandRow, Instance, Proof, SiteColumn, solve};
use crate::progress::Silent;

/// One valley, one fibre point of presence, six sites and four hamlets.
///
/// ```text
///   fibre ═══ 0 ─── 1 ─── 2          5        ═══ link to the fibre   ─── link between sites
///             │           │       (no link)
///             └──── 3 ────┘          │        site:    0   1   2   3   4   5
///                   │                │        price:  10  30  20  25  15  10  thousand euro
///                   4                │
///                   │                │        hamlet:  A (5) seen from 0, 3    B (8) from 2
///                  C (12)            D (50)            C (12) from 4           D (50) from 5
/// ```
fn valley(budget_eur: f64) -> Instance {
    let prices_eur = [10e3, 30e3, 20e3, 25e3, 15e3, 10e3];
    let site = |(index, &capex_eur): (usize, &f64)| SiteColumn {
        capex_eur,
        fixed_open: false,
        fed_by_pop: index == 0,
    };
    let row = |weight, covered_by| DemandRow { weight, covered_by };
    Instance {
        sites: prices_eur.iter().enumerate().map(site).collect(),
        demand: vec![row(5.0, vec![0, 3]), row(8.0, vec![2]), row(12.0, vec![4]), row(50.0, vec![5])],
        budget_eur,
        neighbours: vec![vec![1, 3], vec![0, 2], vec![1, 3], vec![0, 2, 4], vec![3], vec![]],
    }
}

fn opened(instance: &Instance) -> (Vec<usize>, f64) {
    let solution = solve(instance, &EXACT, &Silent).unwrap();
    assert_eq!(solution.proof, Proof::Optimal);
    ((0..solution.open.len()).filter(|&site| solution.open[site]).collect(), solution.objective)
}

#[test]
fn the_valley_is_built_from_the_fibre_outwards() {
    // Hamlet D is the biggest and its site the cheapest, but no link reaches it.
    assert_eq!(opened(&valley(9e3)), (vec![], 0.0));
    assert_eq!(opened(&valley(10e3)), (vec![0], 5.0));
    // C costs 10 + 25 + 15; for 49 there is only A.
    assert_eq!(opened(&valley(49e3)), (vec![0], 5.0));
    assert_eq!(opened(&valley(50e3)), (vec![0, 3, 4], 17.0));
    // B over 3, which is there already, costs 20 more; over 1 it would be 50.
    assert_eq!(opened(&valley(70e3)), (vec![0, 2, 3, 4], 25.0));
    assert_eq!(opened(&valley(1e6)), (vec![0, 2, 3, 4], 25.0));
}

#[test]
fn a_committed_site_works_only_where_it_is_fed() {
    // Site 4 is paid in any case: 15. Alone it covers nobody.
    let mut instance = valley(40e3);
    instance.sites[4].fixed_open = true;
    let poor = solve(&instance, &EXACT, &Silent).unwrap();
    assert_eq!((poor.objective, poor.unfed.as_slice()), (5.0, &[4][..]));
    assert_eq!(poor.open, [true, false, false, false, true, false]);
    // With 35 more, its chain 0, 3 can be paid.
    instance.budget_eur = 50e3;
    let fed = solve(&instance, &EXACT, &Silent).unwrap();
    assert_eq!((fed.objective, fed.unfed.as_slice()), (17.0, &[][..]));
}

#[test]
fn an_existing_site_feeds_and_covers_for_nothing() {
    let mut instance = valley(0.0);
    for site in [0, 3, 5] {
        instance.sites[site] = SiteColumn { capex_eur: 0.0, fixed_open: true, ..instance.sites[site] };
    }
    let solution = solve(&instance, &EXACT, &Silent).unwrap();
    assert_eq!((solution.objective, solution.bound), (5.0, 5.0));
    assert_eq!(solution.unfed, [5]);
    instance.budget_eur = 15e3;
    assert_eq!(opened(&instance), (vec![0, 3, 4, 5], 17.0));
}
