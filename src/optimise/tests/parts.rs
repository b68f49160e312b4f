//! The parts: merging, chains, separators.

use super::random::{Dice, place, small};
use crate::optimise::classes::Classes;
use crate::optimise::cuts::{Cut, neighbour_cuts};
use crate::optimise::feeding::{Network, OUT_OF_REACH};
use crate::optimise::reduced::Reduced;
use crate::optimise::separate::separate;

#[test]
fn equal_places_merge_and_hopeless_ones_go() {
    let demand = [place(1, &[0, 2]), place(4, &[1]), place(2, &[0, 1, 2]), place(9, &[1]), place(0, &[0])];
    // Site 1 cannot be used.
    let classes = Classes::merge(&demand, |sector| (sector != 1).then_some(sector), 3, |_| false, false);
    assert_eq!(
        (classes.weight.as_slice(), classes.members.as_slice()),
        (&[3_000_000][..], &[vec![0, 2]][..])
    );
    let sites: Vec<u32> = classes.offers(0).iter().map(|offer| offer.site).collect();
    assert_eq!((sites, classes.of_site(2).len(), classes.of_site(1).len()), (vec![0, 2], 1, 0));
}

#[test]
fn equal_places_stay_apart_where_that_is_asked() {
    let demand = [place(1, &[0]), place(2, &[0]), place(4, &[0])];
    assert_eq!(Classes::merge(&demand, Some, 1, |_| false, true).weight, [1_000_000, 2_000_000, 4_000_000]);
}

#[test]
fn places_that_take_time_stay_apart_and_so_do_groups() {
    let mut demand = vec![place(1, &[0]), place(2, &[0]), place(4, &[0])];
    demand[2].group = 1;
    assert_eq!(Classes::merge(&demand, Some, 1, |_| false, false).weight, [3_000_000, 4_000_000]);
    for row in &mut demand {
        row.offers[0].airtime_us[1] = 5;
    }
    assert_eq!(Classes::merge(&demand, Some, 1, |_| false, false).len(), 3);
}

#[test]
fn the_cheapest_chain_may_be_the_longer_one() {
    // fibre = 0 - 1 - 3 costs 1 + 9 + 1, over 2 and 4 it is 1 + 2 + 2 + 1.
    let neighbours = vec![vec![1, 2], vec![0, 3], vec![0, 4], vec![1, 4], vec![2, 3]];
    let network = Network { neighbours, fed_by_pop: vec![true, false, false, false, false] };
    let cost_cents = [1, 9, 2, 1, 2];
    let chains = network.cheapest(&[false; 5], &cost_cents, 6);
    assert_eq!(chains.cost_cents, [1, OUT_OF_REACH, 3, 6, 5]);
    assert_eq!(chains.chain(3, &[false; 5]), [3, 4, 2, 0]);
    let works = [true, false, true, false, false];
    assert_eq!(network.cheapest(&works, &cost_cents, 6).chain(3, &works), [3, 4]);
}

#[test]
fn equal_chains_go_to_fewer_sites_then_lower_indices() {
    // To 4: over 1 or 2 for 2, or over the free sites 3, 5 for the same.
    let neighbours = vec![vec![1, 2, 3], vec![0, 4], vec![0, 4], vec![0, 5], vec![1, 2, 5], vec![3, 4]];
    let network = Network { neighbours, fed_by_pop: vec![true, false, false, false, false, false] };
    let chains = network.cheapest(&[false; 6], &[1, 1, 1, 0, 1, 1], 9);
    assert_eq!(chains.chain(4, &[false; 6]), [4, 1, 0]);
}

#[test]
fn sites_too_dear_to_feed_are_out_of_reach() {
    for seed in 0..200 {
        let mut instance = small(seed);
        let problem = Reduced::new(&instance, 1.0).unwrap();
        instance.budget_cents += 100_000_000_000;
        let rich = Reduced::new(&instance, 1.0).unwrap();
        assert!(
            problem.in_reach.iter().zip(&rich.in_reach).all(|(poor, rich)| !poor || *rich),
            "seed {seed}"
        );
        assert_eq!(rich.network.fed(&vec![true; rich.site_count()]), rich.in_reach, "seed {seed}");
    }
}

/// fibre = 0 and 1; both lead over 2 to 3, and over 4 to 5; 3 and 5 are linked to 6.
fn fork() -> Network {
    let neighbours = vec![vec![2], vec![2, 4], vec![0, 1, 3], vec![2, 6], vec![1, 5], vec![4, 6], vec![3, 5]];
    Network { neighbours, fed_by_pop: vec![true, true, false, false, false, false, false] }
}

#[test]
fn an_island_is_cut_near_and_far() {
    let cuts = separate(&fork(), &[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    // Near: 3 and 5. Far: 2 next to the site 0 that works, and the fibre's other door 1.
    let cut = |separator: &[usize]| Cut { site: 6, separator: separator.to_vec() };
    assert_eq!(cuts, [cut(&[1, 2]), cut(&[3, 5])]);
}

#[test]
fn half_a_chain_feeds_half_a_site() {
    assert!(separate(&fork(), &[0.5, 0.5, 1.0, 0.5, 0.5, 0.5, 1.0]).is_empty());
    let cuts = separate(&fork(), &[0.5, 0.5, 1.0, 0.25, 0.5, 0.5, 1.0]);
    assert!(cuts.contains(&Cut { site: 6, separator: vec![3, 5] }), "{cuts:?}");
}

#[test]
fn separators_hold_for_fed_plans_and_are_broken_by_others() {
    let mut unfed_plans = 0;
    for seed in 0..400 {
        let problem = Reduced::new(&small(seed), 1.0).unwrap();
        let network = &problem.network;
        let mut dice = Dice::new(seed);
        let works: Vec<bool> = (0..network.len()).map(|_| dice.chance(0.4)).collect();
        let whole: Vec<f64> = works.iter().map(|&works| f64::from(u8::from(works))).collect();
        let found = separate(network, &whole);
        unfed_plans += u32::from(!found.is_empty());
        assert_eq!(found.is_empty(), network.fed(&works) == works, "seed {seed}");
        for cut in &found {
            assert!(works[cut.site] && cut.separator.iter().all(|&site| !works[site]), "seed {seed}");
        }
        for plan in 0..1_u32 << network.len() {
            let open: Vec<bool> = (0..network.len()).map(|site| plan >> site & 1 == 1).collect();
            let fed = network.fed(&open);
            for cut in found.iter().chain(&neighbour_cuts(network)) {
                let held = !fed[cut.site] || cut.separator.iter().any(|&site| fed[site]);
                assert!(held, "seed {seed}: {cut:?} forbids {fed:?}");
            }
        }
    }
    assert!(unfed_plans > 20, "{unfed_plans}");
}
