//! Choosing sites on synthetic country of the size of a province.
//!
//! `cargo bench --bench optimise`. The name says sites × demand points. Sites and points lie on a square of 100 km; a site
//! covers the points within 9 km, can be linked to sites within 15 km, and every second one to the fibre; there is money
//! for about 28 of them. One sample is one whole answer, plan and proof, by HiGHS and what comes before it: read `median`.

use std::hint::black_box;

use divan::Bencher;
use divario::certificate::{DemandRow, Instance, Offer, SiteColumn};
use divario::optimise::{Limits, Proof, solve};
use divario::progress::Silent;

/// Side of the country, km.
const SIDE_KM: f64 = 100.0;
/// The country lies in so many strips from west to east.
const GROUPS: u32 = 20;
/// Farthest a site serves, and farthest a link goes, km.
const SERVES_KM: f64 = 9.0;
const LINKS_KM: f64 = 15.0;

fn main() {
    divan::main();
}

/// Greedy plan, swaps, Lagrangean bound, branch and bound.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn solve_200_sites_x_5000_points_within_2_percent(bencher: Bencher) {
    let instance = country(200, 5_000);
    let limits =
        Limits { gap_ratio: 0.02, time_limit_s: 20.0, seed: 1, node_limit: None, plan_time_ratio: 1.0 };
    bencher.bench_local(|| {
        let solution = solve(&instance, &limits, &Silent).expect("the instance is sound");
        // A search cut short by the clock would measure the clock.
        assert_eq!(solution.proof, Proof::Optimal);
        black_box(solution)
    });
}

/// Sites and points scattered at random, always the same.
fn country(sites: usize, points: usize) -> Instance {
    let mut random = Random(1);
    let mut place = || (SIDE_KM * random.next(), SIDE_KM * random.next());
    let towers: Vec<(f64, f64)> = (0..sites).map(|_| place()).collect();
    let homes: Vec<(f64, f64)> = (0..points).map(|_| place()).collect();
    let linked = |index: usize| {
        let others = near(towers[index], &towers, LINKS_KM).into_iter();
        others.filter(|&other| other as usize != index).collect()
    };
    let mut site = |index: usize| SiteColumn {
        id: format!("site {index}"),
        capex_cents: 6_000_000 + (2_000_000.0 * random.next()) as i64,
        fixed_open: false,
        fed_by_pop: index.is_multiple_of(2),
        neighbours: linked(index),
    };
    let columns = (0..sites).map(&mut site).collect();
    let offer = |sector| Offer { sector, airtime_us: [0; 2] };
    let mut row = |&home: &(f64, f64)| DemandRow {
        id: String::new(),
        weight_micro: 1_000_000 * (1.0 + 30.0 * random.next()) as i64,
        households_micro: 0,
        group: (home.0 / SIDE_KM * f64::from(GROUPS)) as u32,
        offers: near(home, &towers, SERVES_KM).into_iter().map(offer).collect(),
        two_chains: false,
    };
    let demand = homes.iter().map(&mut row).filter(|row| !row.offers.is_empty()).collect();
    Instance {
        sites: columns,
        sector_sites: (0..sites as u32).collect(),
        sector_time_us: 1_000_000,
        groups: (0..GROUPS).map(|group| format!("strip {group}")).collect(),
        demand,
        budget_cents: 200_000_000,
        ..Instance::default()
    }
}

fn near(from: (f64, f64), towers: &[(f64, f64)], reach_km: f64) -> Vec<u32> {
    let close = |tower: (f64, f64)| (tower.0 - from.0).hypot(tower.1 - from.1) <= reach_km;
    (0..towers.len() as u32).filter(|&index| close(towers[index as usize])).collect()
}

/// Numbers from 0 to 1 by a linear congruence modulo 2⁶⁴, of which the upper half is taken.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as f64 / (1_u64 << 32) as f64
    }
}
