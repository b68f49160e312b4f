//! The plain rule: again and again what brings most households for the money. No swaps, no proof, no look at capacity.
//!
//! Where every site is fed, what a site brings only falls while others open, so that a site is looked at again only when it
//! comes first (lazy evaluation). Where sites feed each other, a step opens the cheapest chain that feeds a site, judged by
//! all that the chain covers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use divario::certificate::Instance;

/// The open sites.
pub fn choose(instance: &Instance) -> Vec<bool> {
    let mut greedy = Greedy::new(instance);
    if instance.sites.iter().all(|site| site.fed_by_pop) {
        greedy.add_sites();
    } else {
        while let Some(chain) = greedy.best_chain() {
            greedy.open(&chain);
        }
    }
    greedy.open
}

struct Greedy<'a> {
    instance: &'a Instance,
    /// The places that each site covers.
    places: Vec<Vec<u32>>,
    served: Vec<bool>,
    open: Vec<bool>,
    left_cents: i64,
}

impl<'a> Greedy<'a> {
    fn new(instance: &'a Instance) -> Self {
        let mut places = vec![Vec::new(); instance.sites.len()];
        for (place, row) in (0..).zip(&instance.demand) {
            row.offers.iter().for_each(|offer| places[instance.site_of(offer.sector)].push(place));
        }
        let open = vec![false; instance.sites.len()];
        let served = vec![false; instance.demand.len()];
        Self { instance, places, served, open, left_cents: instance.budget_cents }
    }

    fn add_sites(&mut self) {
        let sites = 0..self.open.len() as u32;
        let mut waiting: BinaryHeap<_> = sites.map(|site| (self.worth(&[site]), Reverse(site))).collect();
        while let Some((_, Reverse(site))) = waiting.pop() {
            let worth = self.worth(&[site]);
            if worth == 0 {
                continue;
            }
            if waiting.peek().is_some_and(|(next, _)| worth < *next) {
                waiting.push((worth, Reverse(site)));
            } else {
                self.open(&[site]);
            }
        }
    }

    fn best_chain(&self) -> Option<Vec<u32>> {
        let chains = self.cheapest_chains();
        let best = chains.into_iter().map(|chain| (self.worth(&chain), Reverse(chain))).max()?;
        let (worth, Reverse(chain)) = best;
        (worth > 0).then_some(chain)
    }

    /// Weight for each euro that closed sites would bring together; nothing where that is more than what is left.
    fn worth(&self, sites: &[u32]) -> i64 {
        let cents = self.cents(sites);
        if cents > self.left_cents { 0 } else { self.gain_micro(sites) / (cents / 100).max(1) }
    }

    fn cents(&self, sites: &[u32]) -> i64 {
        sites.iter().map(|&site| self.instance.sites[site as usize].capex_cents).sum()
    }

    fn gain_micro(&self, sites: &[u32]) -> i64 {
        let mut places: Vec<u32> = Vec::new();
        for &site in sites {
            places.extend(self.places[site as usize].iter().filter(|&&place| !self.served[place as usize]));
        }
        if sites.len() > 1 {
            places.sort_unstable();
            places.dedup();
        }
        places.iter().map(|&place| self.instance.demand[place as usize].weight_micro).sum()
    }

    fn open(&mut self, sites: &[u32]) {
        self.left_cents -= self.cents(sites);
        for &site in sites {
            self.open[site as usize] = true;
            self.places[site as usize].iter().for_each(|&place| self.served[place as usize] = true);
        }
    }

    /// For each closed site that can be fed the cheapest chain of closed sites that does (Dijkstra).
    fn cheapest_chains(&self) -> Vec<Vec<u32>> {
        let mut chains: Vec<Option<Vec<u32>>> = vec![None; self.open.len()];
        let starts = (0..self.open.len() as u32).filter(|&site| self.is_next_to_fed(site));
        let mut waiting: BinaryHeap<_> =
            starts.map(|site| Reverse((self.cents(&[site]), vec![site]))).collect();
        while let Some(Reverse((cents, chain))) = waiting.pop() {
            let Some(&end) = chain.last() else { continue };
            if chains[end as usize].is_some() {
                continue;
            }
            for &next in &self.instance.sites[end as usize].neighbours {
                if !self.open[next as usize] && chains[next as usize].is_none() {
                    let longer = [&chain[..], &[next]].concat();
                    waiting.push(Reverse((cents + self.cents(&[next]), longer)));
                }
            }
            chains[end as usize] = Some(chain);
        }
        chains.into_iter().flatten().collect()
    }

    /// Whether a closed site has a link to the fibre or to an open site.
    fn is_next_to_fed(&self, site: u32) -> bool {
        let column = &self.instance.sites[site as usize];
        let is_fed = column.fed_by_pop || column.neighbours.iter().any(|&other| self.open[other as usize]);
        is_fed && !self.open[site as usize]
    }
}
