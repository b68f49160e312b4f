//! A plan, checked against the rules by nothing but the question.

use super::captivity::Captives;
use super::instance::{DemandRow, Instance, Offer, Rule};

/// Which sites are open, and who is served by which sector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Open sites (rising indices).
    pub open: Vec<u32>,
    /// For each place the sector that serves it.
    pub served_by: Vec<Option<u32>>,
    /// What its links cost to build beyond what the open sites hold for them, cents.
    pub links_extra_cents: i64,
    /// For each rule what they take from it beyond what its sites hold for them, millionths of a euro; empty where that is nothing.
    pub rules_extra_micro_eur: Vec<i64>,
}

/// What a plan that keeps the rules comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Weight served, millionths.
    pub value_micro: i64,
    /// Households served of those that were promised, millionths.
    pub kept_micro: i64,
    /// Money spent, cents.
    pub spent_cents: i64,
    /// Open sites that no chain of open sites feeds; all of them fixed.
    pub unfed: Vec<u32>,
}

impl Answer {
    /// Checks the plan against C1 to C10.
    ///
    /// # Errors
    /// The first rule that it breaks, in words.
    pub fn check(&self, instance: &Instance) -> Result<Checked, String> {
        let open = self.open_flags(instance)?;
        check_fixed(instance, &open)?;
        check_alternatives(instance, &open)?;
        let spent_cents = check_budget(instance, &open, self.links_extra_cents)?;
        let fed = fed(instance, &open);
        let unfed = check_feeding(instance, &open, &fed)?;
        let value_micro = check_covering(instance, &self.served_by, &fed)?;
        check_time(instance, &self.served_by)?;
        let households = households(instance, &self.served_by);
        self.check_rules(instance, &fed, &households)?;
        self.check_captivity(instance)?;
        check_two_chains(instance, &fed, &self.served_by)?;
        Ok(Checked {
            value_micro,
            kept_micro: kept_micro(&instance.promised_micro, &households),
            spent_cents,
            unfed,
        })
    }

    /// Households served in each group, millionths. The plan names no place that the instance does not have.
    #[must_use]
    pub fn households_micro(&self, instance: &Instance) -> Vec<i64> {
        households(instance, &self.served_by)
    }

    /// C7 rules: what is left of each, millionths of a euro; below 0 where it is missed. The plan names no site or place that the
    /// instance does not have.
    #[must_use]
    pub fn left_micro_eur(&self, instance: &Instance) -> Vec<i64> {
        let open = self.is_open(instance);
        self.rules_left(instance, &fed(instance, &open), &households(instance, &self.served_by))
    }

    /// C7 rules: what each is missed by, millionths of a euro; 0 where it is kept. The plan names no site or place that the
    /// instance does not have.
    #[must_use]
    pub fn missed_micro_eur(&self, instance: &Instance) -> Vec<i64> {
        let left = self.left_micro_eur(instance);
        left.into_iter().map(|micro| micro.min(0).saturating_neg()).collect()
    }

    /// C3 budget: by how many cents the plan is beyond it; 0 where it is kept. The plan names no site that the instance does not have.
    #[must_use]
    pub fn overspent_cents(&self, instance: &Instance) -> i64 {
        let open = self.is_open(instance);
        (spent_cents(instance, &open, self.links_extra_cents) - instance.budget_cents).max(0)
    }

    /// C10 two chains: takes out of those who are served whoever needs two chains and has them not; how many. The plan names no
    /// site or place that the instance does not have.
    pub fn drop_single_chains(&mut self, instance: &Instance) -> usize {
        let open = self.is_open(instance);
        let single = single_chains(instance, &fed(instance, &open), &self.served_by);
        for &place in &single {
            self.served_by[place] = None;
        }
        single.len()
    }

    /// C7 rules: what households and sites add to each rule's constant, less what the links take, leaves it at 0 or more.
    fn check_rules(
        &self,
        instance: &Instance,
        works: &[bool],
        households_micro: &[i64],
    ) -> Result<(), String> {
        let extra = &self.rules_extra_micro_eur;
        let is_of_rules = extra.is_empty() || extra.len() == instance.rules.len();
        if !is_of_rules || extra.iter().any(|micro| *micro < 0) {
            return Err(format!(
                "C7: links take {extra:?} millionths of a euro from {} rules",
                instance.rules.len()
            ));
        }
        let left = self.rules_left(instance, works, households_micro);
        let first = instance.rules.iter().zip(left).find(|(_, left)| *left < 0);
        first.map_or(Ok(()), |(Rule { name, .. }, left)| {
            let missed = left.unsigned_abs();
            Err(format!("C7: rule {name:?} is missed by {missed} millionths of a euro"))
        })
    }

    /// What is left of each rule, millionths of a euro; below 0 where it is missed.
    fn rules_left(&self, instance: &Instance, works: &[bool], households_micro: &[i64]) -> Vec<i64> {
        let all_micro: i64 = households_micro.iter().sum();
        let extra = self.rules_extra_micro_eur.iter().copied().chain(std::iter::repeat(0));
        let left =
            |(rule, extra): (&Rule, i64)| rule.balance_micro_eur(works, all_micro).saturating_sub(extra);
        instance.rules.iter().zip(extra).map(left).collect()
    }

    /// C9 captivity: of the served households of each group no more are captive of one private owner than may be.
    fn check_captivity(&self, instance: &Instance) -> Result<(), String> {
        let first = self.too_many_captives(instance).into_iter().next();
        first.map_or(Ok(()), |one| {
            let Captives { captor, group, captive_micro, served_micro } = one;
            Err(format!(
                "C9: of {served_micro} millionths of a household served in group {:?}, {captive_micro} are captive of {:?}, \
                 {} more than may be",
                instance.groups[group as usize],
                instance.captors[captor as usize].name,
                one.excess_micro(instance)
            ))
        })
    }

    /// Whether each site is open. The plan names none that the instance does not have.
    pub(super) fn is_open(&self, instance: &Instance) -> Vec<bool> {
        let mut open = vec![false; instance.sites.len()];
        for site in &self.open {
            open[*site as usize] = true;
        }
        open
    }

    fn open_flags(&self, instance: &Instance) -> Result<Vec<bool>, String> {
        let mut open = vec![false; instance.sites.len()];
        for (at, site) in self.open.iter().enumerate() {
            let rising = at == 0 || self.open[at - 1] < *site;
            let Some(open) = open.get_mut(*site as usize).filter(|_| rising) else {
                return Err("the open sites are not known ones in rising order".to_owned());
            };
            *open = true;
        }
        Ok(open)
    }
}

/// C2 fixed sites: each is open.
fn check_fixed(instance: &Instance, open: &[bool]) -> Result<(), String> {
    let closed = instance.sites.iter().zip(open).find(|(site, open)| site.fixed_open && !**open);
    closed.map_or(Ok(()), |(site, _)| {
        Err(format!("C2: site {:?} stands already, and is not in the plan", site.id))
    })
}

/// C8 alternatives: of the ways to build a place one is open at most.
fn check_alternatives(instance: &Instance, open: &[bool]) -> Result<(), String> {
    let open_of = |set: &'_ Vec<u32>| -> Vec<String> {
        let open = set.iter().filter(|site| open[**site as usize]);
        open.map(|site| format!("{:?}", instance.sites[*site as usize].id)).collect()
    };
    let double = instance.alternatives.iter().map(open_of).find(|ids| ids.len() > 1);
    double.map_or(Ok(()), |ids| Err(format!("C8: {} are ways to build one place", ids.join(" and "))))
}

/// What open sites cost, and their links beyond what the sites hold for them, cents.
fn spent_cents(instance: &Instance, open: &[bool], links_extra_cents: i64) -> i64 {
    let bought = instance.sites.iter().zip(open).filter(|(_, open)| **open);
    bought.map(|(site, _)| site.capex_cents).sum::<i64>().saturating_add(links_extra_cents)
}

/// C3 budget: open sites and their links cost no more than the budget.
fn check_budget(instance: &Instance, open: &[bool], links_extra_cents: i64) -> Result<i64, String> {
    if links_extra_cents < 0 {
        return Err(format!("C3: links cost {links_extra_cents} cents beyond what the sites hold for them"));
    }
    let spent_cents = spent_cents(instance, open, links_extra_cents);
    if spent_cents > instance.budget_cents {
        return Err(format!("C3: {spent_cents} cents are spent of {}", instance.budget_cents));
    }
    Ok(spent_cents)
}

/// C4 feeding: every open site is fed, or fixed; those that are not fed.
fn check_feeding(instance: &Instance, open: &[bool], fed: &[bool]) -> Result<Vec<u32>, String> {
    let unfed: Vec<u32> =
        (0..open.len() as u32).filter(|&site| open[site as usize] && !fed[site as usize]).collect();
    match unfed.iter().map(|&site| &instance.sites[site as usize]).find(|site| !site.fixed_open) {
        Some(site) => Err(format!("C4: site {:?} is open, and no chain of open sites feeds it", site.id)),
        None => Ok(unfed),
    }
}

/// Which of the open sites a chain of open sites joins to the fibre.
#[must_use]
pub fn fed(instance: &Instance, open: &[bool]) -> Vec<bool> {
    let roots = (0..open.len()).filter(|&site| open[site] && instance.sites[site].fed_by_pop);
    let mut waiting: Vec<usize> = roots.collect();
    let mut fed = vec![false; open.len()];
    for &site in &waiting {
        fed[site] = true;
    }
    while let Some(site) = waiting.pop() {
        for other in instance.sites[site].neighbours.iter().map(|&other| other as usize) {
            if open[other] && !fed[other] {
                fed[other] = true;
                waiting.push(other);
            }
        }
    }
    fed
}

/// The offer of a sector to a place.
fn offer(instance: &Instance, place: usize, sector: u32) -> Option<&Offer> {
    let offers = &instance.demand[place].offers;
    offers.binary_search_by_key(&sector, |offer| offer.sector).ok().map(|at| &offers[at])
}

/// C1 covering: whoever is served is served by a sector that can, at a site that is fed; what they weigh together.
fn check_covering(instance: &Instance, served_by: &[Option<u32>], fed: &[bool]) -> Result<i64, String> {
    if served_by.len() != instance.demand.len() {
        return Err(format!(
            "C1: {} places are spoken of, there are {}",
            served_by.len(),
            instance.demand.len()
        ));
    }
    let mut value_micro = 0;
    for (place, (row, sector)) in instance.demand.iter().zip(served_by).enumerate() {
        let Some(sector) = *sector else { continue };
        if offer(instance, place, sector).is_none() {
            return Err(format!("C1: sector {sector} cannot serve place {:?}", row.id));
        }
        if !fed[instance.site_of(sector)] {
            return Err(format!(
                "C1: place {:?} is served by sector {sector}, whose site is not fed",
                row.id
            ));
        }
        value_micro += row.weight_micro;
    }
    Ok(value_micro)
}

/// C5 time: no sector gives more of its time than it has.
fn check_time(instance: &Instance, served_by: &[Option<u32>]) -> Result<(), String> {
    let mut given_us = vec![[0_u64; 2]; instance.sector_sites.len()];
    for (place, sector) in served_by.iter().enumerate() {
        let Some(offer) = sector.and_then(|sector| offer(instance, place, sector)) else { continue };
        let given_us = &mut given_us[offer.sector as usize];
        (0..2).for_each(|way| given_us[way] += u64::from(offer.airtime_us[way]));
    }
    let has_us = u64::from(instance.sector_time_us);
    let over = given_us.iter().position(|given_us| given_us.iter().any(|time_us| *time_us > has_us));
    over.map_or(Ok(()), |sector| {
        Err(format!("C5: sector {sector} gives {:?} µs of each second, and has {has_us}", given_us[sector]))
    })
}

/// Households served in each group, millionths.
fn households(instance: &Instance, served_by: &[Option<u32>]) -> Vec<i64> {
    let mut households = vec![0; instance.groups.len()];
    let served = instance.demand.iter().zip(served_by).filter(|(_, sector)| sector.is_some());
    served.for_each(|(row, _)| households[row.group as usize] += row.households_micro);
    households
}

/// C6 promises: as many households as were promised to each group, or as many as are served there, millionths.
#[must_use]
pub fn kept_micro(promised_micro: &[i64], served_micro: &[i64]) -> i64 {
    promised_micro.iter().zip(served_micro).map(|(promised, served)| promised.min(served)).sum()
}

/// C10 two chains: whichever site is lost, whoever is served and needs two chains keeps one to a site that could serve it.
fn check_two_chains(instance: &Instance, fed: &[bool], served_by: &[Option<u32>]) -> Result<(), String> {
    let single = single_chains(instance, fed, served_by);
    single.first().map_or(Ok(()), |&place| {
        let id = &instance.demand[place].id;
        Err(format!("C10: place {id:?} is served, and the loss of one site would leave it no path"))
    })
}

/// The places that are served and need two chains, and that the loss of some one site would cut off: each site is lost in turn.
fn single_chains(instance: &Instance, fed_now: &[bool], served_by: &[Option<u32>]) -> Vec<usize> {
    let mut single: Vec<usize> = Vec::new();
    let mut asking: Vec<usize> = (0..instance.demand.len())
        .filter(|&place| {
            instance.demand[place].two_chains && served_by.get(place).is_some_and(Option::is_some)
        })
        .collect();
    for lost in (0..fed_now.len()).filter(|&site| fed_now[site]) {
        if asking.is_empty() {
            break;
        }
        let mut left = fed_now.to_vec();
        left[lost] = false;
        let left = fed(instance, &left);
        let keeps = |row: &DemandRow| row.offers.iter().any(|offer| left[instance.site_of(offer.sector)]);
        let (kept, cut): (Vec<usize>, Vec<usize>) =
            asking.into_iter().partition(|&place| keeps(&instance.demand[place]));
        single.extend(cut);
        asking = kept;
    }
    single.sort_unstable();
    single
}
