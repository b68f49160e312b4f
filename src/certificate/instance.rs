//! The question in whole numbers: sites, money, possible links, and what each place could be offered.
//!
//! | quantity | unit |
//! |---|---|
//! | money | euro cents |
//! | weight | millionths of the objective's unit (a household, as the scenario weighs it), rounded up |
//! | airtime | microseconds of each second of a sector, rounded down |
//!
//! Rounding goes the way that lets more plans in, so that what bounds this question bounds the plan's.

use super::captivity::Captor;

/// What is to be decided, free of any geography.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instance {
    /// Sites, in order of stable id.
    pub sites: Vec<SiteColumn>,
    /// The site of each sector, rising.
    pub sector_sites: Vec<u32>,
    /// Time that each sector has, downlink and uplink alike, µs of each second.
    pub sector_time_us: u32,
    /// Groups that the demand belongs to (comuni), by name.
    pub groups: Vec<String>,
    /// Demand: what it is worth and which sectors could serve it. Places that none could serve are left out.
    pub demand: Vec<DemandRow>,
    /// Capital that may be spent, cents.
    pub budget_cents: i64,
    /// For each group the households that are promised to be served, millionths; empty where nothing is promised.
    pub promised_micro: Vec<i64>,
    /// What every plan keeps besides: the linear parts of the guidelines.
    pub rules: Vec<Rule>,
    /// Sets of sites (rising), in order of their first: ways to build one place, of which a plan opens one at most.
    pub alternatives: Vec<Vec<u32>>,
    /// Private owners, of whom no more than a share of each group may be captive; empty where that is not asked.
    pub captors: Vec<Captor>,
}

/// An inequality in money: a constant, what each served household adds, and what each site that works adds, are 0 or more
/// together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// What it is called where it is told.
    pub name: String,
    /// What is there in every plan, millionths of a euro.
    pub constant_micro_eur: i64,
    /// What a served household adds, millionths of a euro; 0 or more.
    pub household_micro_eur: i64,
    /// Sites (rising; none of them fixed) that add something where they work, millionths of a euro.
    pub sites_micro_eur: Vec<(u32, i64)>,
}

impl Rule {
    /// What it comes to where these sites work and so many households are served (millionths): millionths of a euro, rounded
    /// down.
    #[must_use]
    pub fn balance_micro_eur(&self, works: &[bool], households_micro: i64) -> i64 {
        let sites = self.sites_micro_eur.iter().filter(|(site, _)| works[*site as usize]);
        let plain_micro_eur = self.constant_micro_eur + sites.map(|(_, adds)| adds).sum::<i64>();
        let households = i128::from(self.household_micro_eur) * i128::from(households_micro);
        let balance = i128::from(plain_micro_eur) + households.div_euclid(MILLION);
        balance.clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }
}

/// Millionths in one.
const MILLION: i128 = 1_000_000;

/// A site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteColumn {
    /// Stable id.
    pub id: String,
    /// Capital cost with the cheapest link that could feed it, cents.
    pub capex_cents: i64,
    /// In every plan (existing or committed).
    pub fixed_open: bool,
    /// A link to a fibre point of presence is possible.
    pub fed_by_pop: bool,
    /// The sites (rising indices) with which a link is possible; links go both ways.
    pub neighbours: Vec<u32>,
}

/// A place with demand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DemandRow {
    /// Stable id.
    pub id: String,
    /// What serving it is worth, millionths.
    pub weight_micro: i64,
    /// Households in it, millionths.
    pub households_micro: i64,
    /// Index of its group.
    pub group: u32,
    /// The sectors (rising) whose signal alone would do.
    pub offers: Vec<Offer>,
    /// Served only where the loss of any one site leaves it a path.
    pub two_chains: bool,
}

/// A sector that could serve a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// Index of the sector.
    pub sector: u32,
    /// What the place would take of its time, downlink and uplink, µs of each second; interference would add to it.
    pub airtime_us: [u32; 2],
}

/// Microseconds in a second.
const SECOND_US: u32 = 1_000_000;

/// Most that weights, money and multipliers may come to, so that no sum overflows.
pub(super) const MOST: i64 = 1_000_000_000_000_000;

/// The same for the amounts of a rule, millionths of a euro.
const RULE_MOST: i64 = 100_000_000_000_000_000;

impl Instance {
    /// The site of a sector.
    #[must_use]
    pub fn site_of(&self, sector: u32) -> usize {
        self.sector_sites[sector as usize] as usize
    }

    /// What is left of the budget once the fixed sites are paid, cents; negative where they cost more.
    #[must_use]
    pub fn budget_after_fixed_cents(&self) -> i64 {
        let fixed = self.sites.iter().filter(|site| site.fixed_open);
        self.budget_cents - fixed.map(|site| site.capex_cents).sum::<i64>()
    }

    /// What it costs to let a site work, cents: nothing where it is paid for anyway.
    #[must_use]
    pub fn cost_to_decide_cents(&self, site: usize) -> i64 {
        let column = &self.sites[site];
        if column.fixed_open { 0 } else { column.capex_cents }
    }

    /// The first thing that makes the instance meaningless, in words.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if self.budget_cents.unsigned_abs() > MOST as u64 {
            return Some(format!("the budget is {} cents", self.budget_cents));
        }
        let faults = [
            Self::site_fault,
            Self::sector_fault,
            Self::demand_fault,
            Self::promise_fault,
            Self::rule_fault,
            Self::alternative_fault,
            Self::captor_fault,
        ];
        faults.into_iter().find_map(|fault| fault(self))
    }

    fn promise_fault(&self) -> Option<String> {
        let promised = &self.promised_micro;
        if !promised.is_empty() && promised.len() != self.groups.len() {
            return Some(format!("{} promises are made to {} groups", promised.len(), self.groups.len()));
        }
        let all: i128 = promised.iter().map(|micro| i128::from(*micro)).sum();
        let is_odd = promised.iter().any(|micro| *micro < 0) || all > i128::from(MOST);
        is_odd.then(|| format!("{all} millionths of a household are promised, or less than none to somebody"))
    }

    fn rule_fault(&self) -> Option<String> {
        self.rules.iter().find_map(|rule| {
            let Rule { name, constant_micro_eur, household_micro_eur, sites_micro_eur } = rule;
            let sites = || sites_micro_eur.iter().map(|(site, _)| *site);
            if !are_rising(sites(), self.sites.len()) {
                return Some(format!("the sites of rule {name:?} are not known ones in rising order"));
            }
            let all: i128 = sites_micro_eur.iter().map(|(_, adds)| i128::from(adds.unsigned_abs())).sum();
            let amounts =
                [i128::from(constant_micro_eur.unsigned_abs()), i128::from(*household_micro_eur), all];
            if *household_micro_eur < 0 || amounts.into_iter().any(|micro| micro > i128::from(RULE_MOST)) {
                return Some(format!("rule {name:?} has amounts out of range"));
            }
            let fixed = sites().find(|site| self.sites[*site as usize].fixed_open)?;
            Some(format!(
                "rule {name:?} decides on site {:?}, which is in every plan",
                self.sites[fixed as usize].id
            ))
        })
    }

    fn alternative_fault(&self) -> Option<String> {
        let mut is_taken = vec![false; self.sites.len()];
        self.alternatives.iter().enumerate().find_map(|(index, set)| {
            if set.len() < 2 || !are_rising(set.iter().copied(), self.sites.len()) {
                return Some(format!(
                    "set {index} of alternatives is no list of known sites in rising order"
                ));
            }
            if index > 0 && self.alternatives[index - 1][0] >= set[0] {
                return Some(format!("set {index} of alternatives is out of order"));
            }
            let odd = set.iter().find(|&&site| {
                std::mem::replace(&mut is_taken[site as usize], true) || self.sites[site as usize].fixed_open
            })?;
            let id = &self.sites[*odd as usize].id;
            Some(format!("site {id:?} is in every plan, or in two sets of alternatives"))
        })
    }

    fn captor_fault(&self) -> Option<String> {
        self.captors.iter().find_map(|captor| captor.fault(self))
    }

    fn site_fault(&self) -> Option<String> {
        let costs: i128 = self.sites.iter().map(|site| i128::from(site.capex_cents)).sum();
        if costs > i128::from(MOST) {
            return Some(format!("the sites cost {costs} cents together"));
        }
        self.sites.iter().enumerate().find_map(|(index, site)| {
            if site.capex_cents < 0 {
                return Some(format!("site {:?} costs {} cents", site.id, site.capex_cents));
            }
            if !are_rising(site.neighbours.iter().copied(), self.sites.len()) {
                return Some(format!(
                    "the neighbours of site {:?} are not known sites in rising order",
                    site.id
                ));
            }
            let is_mutual = |other: &&u32| {
                let others = &self.sites[**other as usize].neighbours;
                others.binary_search(&(index as u32)).is_ok() && **other as usize != index
            };
            let one_way = site.neighbours.iter().find(|other| !is_mutual(other))?;
            let other = &self.sites[*one_way as usize].id;
            Some(format!("site {:?} has neighbour {other:?}, but not the reverse", site.id))
        })
    }

    fn sector_fault(&self) -> Option<String> {
        let known = self.sector_sites.last().is_none_or(|site| (*site as usize) < self.sites.len());
        let rising = self.sector_sites.windows(2).all(|pair| pair[0] <= pair[1]);
        if self.sector_time_us > SECOND_US {
            return Some(format!("a sector has {} µs in each second", self.sector_time_us));
        }
        (!known || !rising).then(|| "the sectors are not those of known sites in rising order".to_owned())
    }

    fn demand_fault(&self) -> Option<String> {
        let total: i128 = self.demand.iter().map(|row| i128::from(row.weight_micro)).sum();
        if total > i128::from(MOST) {
            return Some(format!("the demand weighs {total} millionths together"));
        }
        let households: i128 = self.demand.iter().map(|row| i128::from(row.households_micro)).sum();
        if households > i128::from(MOST) {
            return Some(format!("the demand holds {households} millionths of a household together"));
        }
        self.demand.iter().find_map(|row| {
            if row.weight_micro < 0 {
                return Some(format!("place {:?} weighs {} millionths", row.id, row.weight_micro));
            }
            if row.households_micro < 0 {
                return Some(format!(
                    "place {:?} holds {} millionths of a household",
                    row.id, row.households_micro
                ));
            }
            if row.group as usize >= self.groups.len() {
                return Some(format!(
                    "place {:?} is in group {}, of {}",
                    row.id,
                    row.group,
                    self.groups.len()
                ));
            }
            if row
                .offers
                .iter()
                .flat_map(|offer| offer.airtime_us)
                .any(|time_us| time_us > self.sector_time_us)
            {
                return Some(format!("place {:?} is offered more time than a sector has", row.id));
            }
            let rising = are_rising(row.offers.iter().map(|offer| offer.sector), self.sector_sites.len());
            (!rising)
                .then(|| format!("the offers to place {:?} are not of known sectors in rising order", row.id))
        })
    }
}

/// Whether indices rise strictly and stay below a limit.
pub(super) fn are_rising(indices: impl Iterator<Item = u32>, limit: usize) -> bool {
    let mut least = 0_u64;
    for index in indices {
        if u64::from(index) < least || index as usize >= limit {
            return false;
        }
        least = u64::from(index) + 1;
    }
    true
}
