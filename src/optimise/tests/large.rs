//! An invented province of full size: slow, run by hand.

use std::time::Instant;

use super::random::Dice;
use crate::optimise::improve::improve;
use crate::optimise::limits::Watch;
use crate::optimise::reduced::Reduced;
use crate::optimise::{DemandRow, Instance, Limits, SiteColumn, greedy, lagrangean, solve};
use crate::progress::Silent;

/// Side of the invented province, m.
const SIDE_M: f64 = 50_000.0;
/// Longest link between sites, m.
const LINK_M: f64 = 15_000.0;
/// Farthest household that a site can see, m.
const RANGE_M: f64 = 8_000.0;

type Place = [f64; 2];

fn distance_m(a: Place, b: Place) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn anywhere(dice: &mut Dice) -> Place {
    [dice.ratio() * SIDE_M, dice.ratio() * SIDE_M]
}

/// Three in four households live in villages 1.5 km wide, the others anywhere.
fn households(dice: &mut Dice, count: usize) -> Vec<Place> {
    let villages: Vec<Place> = (0..80).map(|_| anywhere(dice)).collect();
    let mut household = || {
        if dice.chance(0.25) {
            return anywhere(dice);
        }
        let village = villages[dice.below(villages.len())];
        [village[0] + (dice.ratio() - 0.5) * 1_500.0, village[1] + (dice.ratio() - 0.5) * 1_500.0]
    };
    (0..count).map(|_| household()).collect()
}

/// Sites see households in range through random shadow, `seen_ratio` of them in all; shadows are `block_m` wide.
fn province(
    site_count: usize,
    point_count: usize,
    seen_ratio: f64,
    block_m: f64,
    budget_eur: f64,
) -> Instance {
    let mut dice = Dice::new(2026);
    let places: Vec<Place> = (0..site_count).map(|_| anywhere(&mut dice)).collect();
    let sees = |site: usize, home: Place| {
        let block = (home[0] / block_m).floor() * 1e6 + (home[1] / block_m).floor();
        let mut shadow = Dice::new((block * 1e4) as u64 + site as u64);
        distance_m(places[site], home) < RANGE_M && shadow.chance(seen_ratio)
    };
    let mut row = |&home: &Place| {
        let covered_by = (0..site_count).filter(|&site| sees(site, home)).collect();
        DemandRow { weight: (1 + dice.below(4)) as f64, covered_by }
    };
    let points = households(&mut Dice::new(7), point_count);
    let mut demand: Vec<DemandRow> = points.iter().map(&mut row).collect();
    demand.retain(|row| !row.covered_by.is_empty());
    let mut site = |index: usize| SiteColumn {
        capex_eur: 40_000.0 + 1_000.0 * dice.below(110) as f64,
        fixed_open: index % 100 == 99,
        fed_by_pop: dice.chance(0.04),
    };
    let sites: Vec<SiteColumn> = (0..site_count).map(&mut site).collect();
    let mut neighbours = vec![Vec::new(); site_count];
    for a in 0..site_count {
        for b in 0..a {
            if distance_m(places[a], places[b]) < LINK_M && dice.chance(0.25) {
                neighbours[a].push(b);
                neighbours[b].push(a);
            }
        }
    }
    for others in &mut neighbours {
        others.sort_unstable();
    }
    Instance { sites, demand, budget_eur, neighbours }
}

/// Writes what each part of the method takes and gives.
#[expect(clippy::print_stderr, reason = "a measurement that a person reads")]
fn measure(name: &str, instance: &Instance, time_limit_s: f64) -> f64 {
    let watch = Watch::start(600.0, &Silent);
    let mut started = Instant::now();
    let mut lap_s = || std::mem::replace(&mut started, Instant::now()).elapsed().as_secs_f64();
    let problem = Reduced::new(instance).unwrap();
    let pairs: usize = (0..problem.classes.len()).map(|class| problem.classes.sites.row(class).count()).sum();
    eprintln!(
        "{name}: {} sites, {} rows, {} classes, {pairs} pairs, reduced in {:.2} s",
        instance.sites.len(),
        instance.demand.len(),
        problem.classes.len(),
        lap_s()
    );
    let mut selection = greedy::construct(&problem, &watch).unwrap();
    eprintln!("greedy {:.1} in {:.2} s", selection.weight(), lap_s());
    improve(&problem, &mut selection, &watch).unwrap();
    eprintln!("swaps {:.1} in {:.2} s", selection.weight(), lap_s());
    let bound = lagrangean::bound(&problem, selection.weight(), &watch).unwrap();
    eprintln!("dual {bound:.1} in {:.2} s", lap_s());
    let limits = Limits { gap_ratio: 0.001, time_limit_s, seed: 1, node_limit: None };
    let solution = solve(instance, &limits, &Silent).unwrap();
    let took_s = lap_s();
    eprintln!(
        "{} {:.1} of {:.1}, gap {:.2} %, in {took_s:.1} s",
        solution.solver,
        solution.objective,
        solution.bound,
        100.0 * solution.gap_ratio()
    );
    assert!(took_s < time_limit_s + 1.0, "took {took_s} s of {time_limit_s} s");
    solution.gap_ratio()
}

#[test]
#[ignore = "takes a minute; run by hand for its figures"]
fn coverage_and_feeding_300_sites_5000_points() {
    assert!(measure("300 x 5,000", &province(300, 5_000, 0.25, 250.0, 3e6), 60.0) < 0.05);
}

#[test]
#[ignore = "takes two minutes; run by hand for its figures"]
fn coverage_and_feeding_1000_sites_35000_points() {
    assert!(measure("1,000 x 35,000", &province(1_000, 35_000, 0.2, 50.0, 4e6), 60.0) < 0.25);
}
