//! Small worlds solved by hand.

use super::random::{instance, place, site};
use super::solved;
use crate::certificate::{Instance, Offer};
use crate::optimise::Proof;

const THOUSAND_EUR: i64 = 100_000;

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
fn valley(budget_thousand_eur: i64) -> Instance {
    let links: [&[u32]; 6] = [&[1, 3], &[0, 2], &[1, 3], &[0, 2, 4], &[3], &[]];
    let prices = [10, 30, 20, 25, 15, 10];
    let column = |index: usize| site(index, prices[index] * THOUSAND_EUR, index == 0, links[index]);
    let demand = vec![place(5, &[0, 3]), place(8, &[2]), place(12, &[4]), place(50, &[5])];
    instance((0..6).map(column).collect(), demand, budget_thousand_eur * THOUSAND_EUR)
}

/// The sites of the best plan, and the households that it serves.
fn opened(instance: &Instance) -> (Vec<usize>, i64) {
    let solution = solved(instance);
    assert_eq!(solution.proof, Proof::Optimal);
    let open = (0..solution.open.len()).filter(|&site| solution.open[site]).collect();
    (open, solution.value_micro / 1_000_000)
}

#[test]
#[cfg(feature = "highs")]
fn the_valley_is_built_from_the_fibre_outwards() {
    // Hamlet D is the biggest and its site the cheapest, but no link reaches it.
    assert_eq!(opened(&valley(9)), (vec![], 0));
    assert_eq!(opened(&valley(10)), (vec![0], 5));
    // C costs 10 + 25 + 15; for 49 there is only A.
    assert_eq!(opened(&valley(49)), (vec![0], 5));
    assert_eq!(opened(&valley(50)), (vec![0, 3, 4], 17));
    // B over 3, which is there already, costs 20 more; over 1 it would be 50.
    assert_eq!(opened(&valley(70)), (vec![0, 2, 3, 4], 25));
    assert_eq!(opened(&valley(10_000)), (vec![0, 2, 3, 4], 25));
}

#[test]
fn a_committed_site_works_only_where_it_is_fed() {
    // Site 4 is paid in any case: 15. Alone it serves nobody.
    let mut instance = valley(40);
    instance.sites[4].fixed_open = true;
    let poor = solved(&instance);
    assert_eq!((poor.value_micro, poor.unfed.as_slice()), (5_000_000, &[4][..]));
    assert_eq!(poor.open, [true, false, false, false, true, false]);
    // With 35 more, its chain 0, 3 can be paid.
    instance.budget_cents = 50 * THOUSAND_EUR;
    let fed = solved(&instance);
    assert_eq!((fed.value_micro, fed.unfed.as_slice()), (17_000_000, &[][..]));
}

#[test]
fn an_existing_site_feeds_and_serves_for_nothing() {
    let mut instance = valley(0);
    for site in [0, 3, 5] {
        (instance.sites[site].capex_cents, instance.sites[site].fixed_open) = (0, true);
    }
    let solution = solved(&instance);
    assert_eq!((solution.value_micro, solution.bound_micro), (5_000_000, 5_000_000));
    assert_eq!(solution.unfed, [5]);
    instance.budget_cents = 15 * THOUSAND_EUR;
    assert_eq!(opened(&instance), (vec![0, 3, 4, 5], 17));
}

/// Two sites of two sectors each, four hamlets of 10, money for one site. Site 0 hears all four, but its only useful sector has
/// time for two of them; site 1 hears three, and its sectors have time for all.
fn town() -> Instance {
    let sites = vec![site(0, THOUSAND_EUR, true, &[]), site(1, THOUSAND_EUR, true, &[])];
    let hamlet = |offers: &[(u32, u32)]| {
        let offers =
            offers.iter().map(|&(sector, time_us)| Offer { sector, airtime_us: [time_us, time_us / 4] });
        crate::certificate::DemandRow { offers: offers.collect(), ..place(10, &[]) }
    };
    let demand = vec![
        hamlet(&[(0, 400_000), (2, 400_000)]),
        hamlet(&[(0, 400_000), (2, 300_000)]),
        hamlet(&[(0, 400_000), (3, 500_000)]),
        hamlet(&[(0, 300_000)]),
    ];
    Instance { sector_sites: vec![0, 0, 1, 1], ..instance(sites, demand, THOUSAND_EUR) }
}

#[test]
fn a_site_is_worth_what_its_sectors_have_time_for() {
    let solution = solved(&town());
    assert_eq!((solution.open, solution.value_micro), (vec![false, true], 30_000_000));
}

#[test]
fn two_sites_share_what_is_too_much_for_one() {
    let both = Instance { budget_cents: 2 * THOUSAND_EUR, ..town() };
    let solution = solved(&both);
    assert_eq!((solution.value_micro, solution.bound_micro), (40_000_000, 40_000_000));
    // With less time, sectors 0, 2 and 3 serve one each.
    let narrow = Instance { sector_time_us: 500_000, ..both };
    assert_eq!(solved(&narrow).value_micro, 30_000_000);
}
