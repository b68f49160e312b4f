//! Small invented instances from a seed.

use crate::certificate::{Captor, DemandRow, Instance, Offer, Rule, SiteColumn};

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

    /// From `least` to `most`.
    pub(super) fn from(&mut self, least: u32, most: u32) -> i64 {
        i64::from(least) + i64::from((self.next() % u64::from(most - least + 1)) as u32)
    }

    /// True in about this share of calls.
    pub(super) fn chance(&mut self, ratio: f64) -> bool {
        ((self.next() >> 11) as f64 / (1_u64 << 53) as f64) < ratio
    }
}

/// A site of this price, cents.
pub(in crate::optimise) fn site(
    index: usize,
    capex_cents: i64,
    fed_by_pop: bool,
    neighbours: &[u32],
) -> SiteColumn {
    SiteColumn {
        id: format!("s{index}"),
        capex_cents,
        fixed_open: false,
        fed_by_pop,
        neighbours: neighbours.to_vec(),
    }
}

/// A place of this weight in households, covered by sectors that have time for everybody.
pub(in crate::optimise) fn place(households: i64, sectors: &[u32]) -> DemandRow {
    let offers = sectors.iter().map(|&sector| Offer { sector, airtime_us: [0; 2] }).collect();
    let micro = households * 1_000_000;
    DemandRow {
        id: String::new(),
        weight_micro: micro,
        households_micro: micro,
        group: 0,
        offers,
        two_chains: false,
    }
}

/// Each site with one sector, all places in one group.
pub(in crate::optimise) fn instance(
    sites: Vec<SiteColumn>,
    demand: Vec<DemandRow>,
    budget_cents: i64,
) -> Instance {
    let sector_sites = (0..sites.len() as u32).collect();
    Instance {
        sites,
        sector_sites,
        sector_time_us: 800_000,
        groups: vec!["all".into()],
        demand,
        budget_cents,
        ..Instance::default()
    }
}

/// An instance of at most 9 sites whose sectors have time for all, with any mix of fixed sites, islands and sites with a link
/// to the fibre.
pub(super) fn small(seed: u64) -> Instance {
    let mut dice = Dice::new(seed);
    let count = 1 + dice.below(9);
    let mut instance = ground(&mut dice, count);
    let cover_ratio = [0.1, 0.25, 0.5][dice.below(3)];
    let places = dice.below(25);
    instance.sector_sites = (0..count as u32).collect();
    instance.demand = (0..places).map(|_| demand(&mut dice, count, cover_ratio, 0)).collect();
    Instance { alternatives: alternatives(seed, &instance), ..instance }
}

/// An instance of at most 6 sites with one or two sectors each, and of at most 7 places that take so much time that not all of
/// them fit.
pub(super) fn crowded(seed: u64) -> Instance {
    let mut dice = Dice::new(seed);
    let count = 1 + dice.below(6);
    let mut instance = ground(&mut dice, count);
    instance.sector_sites = (0..count as u32).flat_map(|site| vec![site; 1 + dice.below(2)]).collect();
    let sectors = instance.sector_sites.len();
    let cover_ratio = [0.2, 0.4, 0.6][dice.below(3)];
    let places = dice.below(8);
    instance.demand = (0..places).map(|_| demand(&mut dice, sectors, cover_ratio, 600_000)).collect();
    Instance { alternatives: alternatives(seed, &instance), ..instance }
}

/// In every other instance, sets of two to four of the sites that are not fixed.
fn alternatives(seed: u64, instance: &Instance) -> Vec<Vec<u32>> {
    let mut dice = Dice::new(seed ^ 0xA1);
    let mut free: Vec<u32> =
        (0..).zip(&instance.sites).filter(|(_, site)| !site.fixed_open).map(|(at, _)| at).collect();
    let mut sets = Vec::new();
    while seed.is_multiple_of(2) && free.len() > 1 && dice.chance(0.8) {
        let count = free.len().min(2 + dice.below(3));
        let mut set: Vec<u32> = (0..count).map(|_| free.swap_remove(dice.below(free.len()))).collect();
        set.sort_unstable();
        sets.push(set);
    }
    sets.sort();
    sets
}

/// An instance with promises to its groups, rules about money, or both.
pub(super) fn bound(seed: u64, mut instance: Instance) -> Instance {
    let mut dice = Dice::new(seed ^ 0xB0);
    if dice.chance(0.7) {
        instance.promised_micro = vec![0; instance.groups.len()];
        for row in &instance.demand {
            instance.promised_micro[row.group as usize] += row.households_micro;
        }
        for promised in &mut instance.promised_micro {
            *promised = *promised * dice.from(0, 12) / 10;
        }
    }
    let decided: Vec<u32> =
        (0..).zip(&instance.sites).filter(|(_, site)| !site.fixed_open).map(|(at, _)| at).collect();
    let mut costs = |share: f64, least: u32, most: u32| -> Vec<(u32, i64)> {
        let some: Vec<u32> = decided.iter().copied().filter(|_| dice.chance(share)).collect();
        some.into_iter().map(|site| (site, -1_000_000_000 * dice.from(least, most))).collect()
    };
    let (private, running) = (costs(0.5, 10, 99), costs(1.0, 1, 20));
    if dice.chance(0.4) {
        let constant_micro_eur = 1_000_000_000 * dice.from(0, 150);
        instance.rules.push(Rule {
            name: "private money".into(),
            constant_micro_eur,
            household_micro_eur: 0,
            sites_micro_eur: private,
        });
    }
    if dice.chance(0.4) {
        let (constant_micro_eur, household_micro_eur) =
            (-1_000_000_000 * dice.from(0, 10), 100_000_000 * dice.from(1, 30));
        instance.rules.push(Rule {
            name: "balance".into(),
            constant_micro_eur,
            household_micro_eur,
            sites_micro_eur: running,
        });
    }
    instance
}

/// The same with some places that need two chains.
pub(super) fn with_poles(seed: u64, mut instance: Instance) -> Instance {
    let mut dice = Dice::new(seed ^ 0x90);
    let share = [0.2, 0.5, 1.0][dice.below(3)];
    for row in &mut instance.demand {
        row.two_chains = dice.chance(share);
    }
    instance
}

/// An instance of at most 8 places with one or two private owners, whose sites and points of presence are some of its own.
pub(super) fn captive(seed: u64, mut instance: Instance) -> Instance {
    let mut dice = Dice::new(seed ^ 0xCA);
    instance.demand.truncate(8);
    let owner_count = 1 + dice.below(2);
    let owners: Vec<usize> = instance.sites.iter().map(|_| dice.below(owner_count + 2)).collect();
    let max_ratio_micro = [0, 250_000, 500_000, 800_000][dice.below(4)];
    let pop_ratio = [0.0, 0.2][dice.below(2)];
    for owner in 0..owner_count {
        let others = (0..).zip(&instance.sites).filter(|(_, site)| site.fed_by_pop);
        let fed_by_others = others.filter(|_| !dice.chance(pop_ratio)).map(|(site, _)| site).collect();
        let its = (0..).zip(&owners).filter(|(_, of)| **of == owner).map(|(site, _)| site);
        instance.captors.push(Captor {
            name: format!("owner {owner}"),
            sites: its.collect(),
            fed_by_others,
            max_ratio_micro,
            spare_micro: 0,
        });
    }
    instance
}

/// Sites, links and money without demand.
fn ground(dice: &mut Dice, count: usize) -> Instance {
    let (fixed_ratio, pop_ratio) = ([0.0, 0.2, 0.5][dice.below(3)], [0.15, 0.4, 1.0][dice.below(3)]);
    let link_ratio = [0.15, 0.3, 0.6][dice.below(3)];
    let neighbours = links(dice, count, link_ratio);
    let column = |(index, neighbours): (usize, Vec<u32>)| {
        random_site(dice, index, fixed_ratio, pop_ratio, &neighbours)
    };
    let sites: Vec<SiteColumn> = neighbours.into_iter().enumerate().map(column).collect();
    let fixed_cents: i64 = sites.iter().filter(|site| site.fixed_open).map(|site| site.capex_cents).sum();
    let spare_cents = [0, 40, 120, 250, 1_000][dice.below(5)] * 100_000;
    Instance {
        sites,
        sector_time_us: 800_000,
        groups: vec!["north".into(), "nobody".into(), "south".into()],
        budget_cents: fixed_cents + spare_cents,
        ..Instance::default()
    }
}

fn random_site(
    dice: &mut Dice,
    index: usize,
    fixed_ratio: f64,
    pop_ratio: f64,
    neighbours: &[u32],
) -> SiteColumn {
    let fixed_open = dice.chance(fixed_ratio);
    let is_built = fixed_open && dice.chance(0.7);
    let capex_cents = if is_built { 0 } else { 100_000 * dice.from(10, 99) };
    SiteColumn { fixed_open, ..site(index, capex_cents, dice.chance(pop_ratio), neighbours) }
}

fn links(dice: &mut Dice, count: usize, ratio: f64) -> Vec<Vec<u32>> {
    let mut neighbours = vec![Vec::new(); count];
    for a in 0..count {
        for b in a + 1..count {
            if dice.chance(ratio) {
                neighbours[a].push(b as u32);
                neighbours[b].push(a as u32);
            }
        }
    }
    for others in &mut neighbours {
        others.sort_unstable();
    }
    neighbours
}

fn demand(dice: &mut Dice, sectors: usize, cover_ratio: f64, longest_us: usize) -> DemandRow {
    let mut offers = Vec::new();
    for sector in (0..sectors as u32).filter(|_| dice.chance(cover_ratio)).collect::<Vec<_>>() {
        let airtime_us = [dice.below(longest_us + 1) as u32, dice.below(longest_us / 2 + 1) as u32];
        offers.push(Offer { sector, airtime_us });
    }
    let weight_micro = 250_000 * dice.from(1, 40);
    // Like places, but not in the same order as by weight.
    let households_micro = 500_000 * (1 + weight_micro / 250_000 % 7);
    let (id, group) = (format!("p{}", dice.below(1_000)), 2 * dice.below(2) as u32);
    DemandRow { id, weight_micro, households_micro, group, offers, two_chains: false }
}
