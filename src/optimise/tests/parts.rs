//! The parts: merging, chains, separators.

use super::random::small;
use crate::optimise::classes::Classes;
use crate::optimise::feeding::Network;
use crate::optimise::instance::DemandRow;
use crate::optimise::reduced::Reduced;

fn row(weight: f64, covered_by: &[usize]) -> DemandRow {
    DemandRow { weight, covered_by: covered_by.to_vec() }
}

#[test]
fn equal_rows_merge_and_hopeless_rows_go() {
    let demand = [row(1.0, &[0, 2]), row(4.0, &[1]), row(2.0, &[0, 1, 2]), row(9.0, &[1]), row(0.0, &[0])];
    // Site 1 cannot be used; 2 becomes 1.
    let classes = Classes::merge(&demand, &[Some(0), None, Some(1)], 2);
    assert_eq!(classes.weight, [3.0]);
    assert_eq!(classes.sites.row(0).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(classes.of_site.row(1).collect::<Vec<_>>(), [0]);
}

#[test]
fn the_cheapest_chain_may_be_the_longer_one() {
    // fibre = 0 - 1 - 3 costs 1 + 9 + 1, over 2 and 4 it is 1 + 2 + 2 + 1.
    let neighbours = vec![vec![1, 2], vec![0, 3], vec![0, 4], vec![1, 4], vec![2, 3]];
    let network = Network { neighbours, fed_by_pop: vec![true, false, false, false, false] };
    let cost_eur = [1.0, 9.0, 2.0, 1.0, 2.0];
    let chains = network.cheapest(&[false; 5], &cost_eur, 6.0);
    assert_eq!(chains.cost_eur, [1.0, f64::INFINITY, 3.0, 6.0, 5.0]);
    assert_eq!(chains.chain(3, &[false; 5]), [3, 4, 2, 0]);
    let works = [true, false, true, false, false];
    assert_eq!(network.cheapest(&works, &cost_eur, 6.0).chain(3, &works), [3, 4]);
}

#[test]
fn equal_chains_go_to_fewer_sites_then_lower_indices() {
    // To 4: over 1 or 2 for 2, or over the free sites 3, 5 for the same.
    let neighbours = vec![vec![1, 2, 3], vec![0, 4], vec![0, 4], vec![0, 5], vec![1, 2, 5], vec![3, 4]];
    let network = Network { neighbours, fed_by_pop: vec![true, false, false, false, false, false] };
    let chains = network.cheapest(&[false; 6], &[1.0, 1.0, 1.0, 0.0, 1.0, 1.0], 9.0);
    assert_eq!(chains.chain(4, &[false; 6]), [4, 1, 0]);
}

#[test]
fn sites_too_dear_to_feed_are_dropped() {
    for seed in 0..200 {
        let mut instance = small(seed);
        let problem = Reduced::new(&instance).unwrap();
        instance.budget_eur += 1e9;
        let rich = Reduced::new(&instance).unwrap();
        assert!(problem.original.iter().all(|site| rich.original.contains(site)), "seed {seed}");
        let linked = rich.network.fed(&vec![true; rich.site_count()]);
        assert!(linked.iter().all(|&linked| linked), "seed {seed}");
    }
}

#[cfg(feature = "highs")]
mod cuts {
    use super::super::random::{Dice, small};
    use crate::optimise::cuts::{broken, neighbour_cuts};
    use crate::optimise::feeding::Network;
    use crate::optimise::reduced::Reduced;

    /// fibre = 0 and 1; both lead over 2 to 3, and over 4 to 5; 3 and 5 are linked to 6.
    fn fork() -> Network {
        let neighbours =
            vec![vec![2], vec![2, 4], vec![0, 1, 3], vec![2, 6], vec![1, 5], vec![4, 6], vec![3, 5]];
        Network { neighbours, fed_by_pop: vec![true, true, false, false, false, false, false] }
    }

    #[test]
    fn an_island_is_cut_near_and_far() {
        let works = [true, false, false, false, false, false, true];
        let cuts = broken(&fork(), &works);
        assert!(cuts.iter().all(|cut| cut.site == 6));
        // Near: 3 and 5. Far: 2 next to the fed site 0, and the fibre's other door 1.
        assert_eq!(
            cuts.iter().map(|cut| cut.separator.as_slice()).collect::<Vec<_>>(),
            [&[3, 5][..], &[1, 2]]
        );
    }

    #[test]
    fn separators_hold_no_site_behind_another() {
        // Next to 2 and 3 lie 0, 1 and 6; the fibre reaches 6 only through 1.
        let works = [false, false, true, true, false, false, false];
        let mut network = fork();
        assert_eq!(broken(&network, &works)[0].separator, [0, 1]);
        network.fed_by_pop[4] = true;
        assert_eq!(broken(&network, &works)[0].separator, [0, 1, 6]);
    }

    #[test]
    fn cuts_hold_for_fed_plans_and_are_broken_by_others() {
        let mut unfed_plans = 0;
        for seed in 0..400 {
            let problem = Reduced::new(&small(seed)).unwrap();
            let network = &problem.network;
            let mut dice = Dice::new(seed);
            let works: Vec<bool> = (0..network.len()).map(|_| dice.chance(0.4)).collect();
            let found = broken(network, &works);
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
}
