//! Small invented instances from a seed.

use crate::optimise::{DemandRow, Instance, SiteColumn};

/// A repeatable source of numbers (SplitMix64, public domain algorithm by Sebastiano Vigna).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `count − 1`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// From 0 to 1.
    pub(super) fn ratio(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in about this share of calls.
    pub(super) fn chance(&mut self, ratio: f64) -> bool {
        self.ratio() < ratio
    }
}

/// An instance of at most 10 sites, with any mix of fixed sites, islands and sites with a link to the fibre.
pub(super) fn small(seed: u64) -> Instance {
    let mut dice = Dice::new(seed);
    let count = 1 + dice.below(10);
    let (fixed_ratio, pop_ratio) = ([0.0, 0.2, 0.5][dice.below(3)], [0.15, 0.4, 1.0][dice.below(3)]);
    let sites: Vec<SiteColumn> = (0..count).map(|_| site(&mut dice, fixed_ratio, pop_ratio)).collect();
    let link_ratio = [0.15, 0.3, 0.6][dice.below(3)];
    let neighbours = links(&mut dice, count, link_ratio);
    let cover_ratio = [0.1, 0.25, 0.5][dice.below(3)];
    let demand = (0..dice.below(25)).map(|_| row(&mut dice, count, cover_ratio)).collect();
    let fixed_eur: f64 = sites.iter().filter(|site| site.fixed_open).map(|site| site.capex_eur).sum();
    let spare_eur = [0.0, 40.0, 120.0, 250.0, 1_000.0][dice.below(5)] * 1_000.0;
    Instance { sites, demand, budget_eur: fixed_eur + spare_eur, neighbours }
}

fn site(dice: &mut Dice, fixed_ratio: f64, pop_ratio: f64) -> SiteColumn {
    let fixed_open = dice.chance(fixed_ratio);
    let built = fixed_open && dice.chance(0.7);
    let capex_eur = if built { 0.0 } else { 1_000.0 * (10 + dice.below(90)) as f64 };
    SiteColumn { capex_eur, fixed_open, fed_by_pop: dice.chance(pop_ratio) }
}

fn links(dice: &mut Dice, count: usize, ratio: f64) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); count];
    for a in 0..count {
        for b in a + 1..count {
            if dice.chance(ratio) {
                neighbours[a].push(b);
                neighbours[b].push(a);
            }
        }
    }
    for others in &mut neighbours {
        others.sort_unstable();
    }
    neighbours
}

fn row(dice: &mut Dice, count: usize, ratio: f64) -> DemandRow {
    let covered_by = (0..count).filter(|_| dice.chance(ratio)).collect();
    DemandRow { weight: (1 + dice.below(40)) as f64 * 0.25, covered_by }
}
