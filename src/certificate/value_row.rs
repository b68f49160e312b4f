//! What prices prove about the weight that plans can serve.
//!
//! Let each place j have a price u_j between 0 and its weight W_j, and the time of each sector s a price per microsecond for
//! each direction, μ_s = (μ_s↓, μ_s↑) ≥ 0. A place that is served pays W_j − u_j at once and u_j to the site that serves it:
//!
//! ```text
//! Σ_g θ_g = Σ_j W_j z_j ≤ Σ_j (W_j − u_j) + Σ_i y_i V_i
//!
//! V_i = Σ_{s ∈ i} T (μ_s↓ + μ_s↑) + Σ_j max { 0, u_j − μ_s · a_js : s ∈ i offers j }
//! ```
//!
//! for a site that works serves each place over one sector, and what it serves over s takes no more than T of its time. (With
//! all μ = 0 and u_j ∈ {0, W_j} these are the Benders cuts of maximum covering: Cordeau, Furini and Ljubić, EJOR 275, 2019,
//! *unverified*: read as an abstract.)
//!
//! The price of a place that needs two chains (C10) may be taken by a [`Separator`] instead: by every site i of a set D of which one
//! works wherever the place is served, or by halves, where two do. Then u_j ≤ u_j Σ_{i ∈ D} y_i, or half of that, takes the place of
//! what its server takes: each site of D has u_j more in its V_i, or half of it, and the sites that could serve the place have
//! nothing for it. The time that it is given needs no price: what the other places are given is no more than T all the same.
//!
//! Captives of private owners can have a price too (C9): see `captive_prices.rs`.
//!
//! Households can stand beside the weight, or instead of it: a place then is worth W_j + b_g H_j, or b_g H_j alone, on both sides.

use super::captive_prices::{self, CaptivePrices, Discount};
use super::ground::{Ground, SiteOffer};
use super::instance::Instance;
use super::rows::{Linear, UNIT};
use super::separator::{Separator, Separators};

/// Most that a microsecond may be priced at, and that the time of a site's sectors may come to, millionths: so that no sum
/// overflows.
const TIME_PRICE_MOST: i64 = 1 << 32;
const WORTH_MOST: i64 = 100_000_000_000_000_000;

/// Prices for the places of some groups, and for the time of sectors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prices {
    /// Groups (rising) whose demand is priced.
    pub groups: Vec<u32>,
    /// What counts of a place that is served.
    pub counted: Counted,
    /// The price of each place of these groups, group by group and there in the order of the demand, millionths.
    pub places_micro: Vec<i64>,
    /// Prices of time, downlink and uplink, millionths per µs, for sectors (rising) where they are not 0.
    pub times_micro_per_us: Vec<(u32, [i64; 2])>,
    /// By rising place, who takes its price where those do not that could serve it.
    pub separators: Vec<Separator>,
    /// C9 captivity: prices of captives, in some of the groups (rising).
    pub captives: Vec<CaptivePrices>,
}

/// What counts of a place that is served, millionths for each millionth of a household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Counted {
    /// Its weight alone.
    #[default]
    Weight,
    /// Its weight, and its households as often as given for each priced group.
    Both(Vec<i64>),
    /// Its households alone, as often as given for each priced group.
    Households(Vec<i64>),
}

/// Most that households may count, so that no place is worth more than can be added up.
const COUNT_MOST: i64 = 1_000_000_000_000;

impl Counted {
    /// How often households count in each priced group; nothing where they do not.
    #[must_use]
    pub fn households(&self) -> &[i64] {
        match self {
            Self::Weight => &[],
            Self::Both(times) | Self::Households(times) => times,
        }
    }

    /// Whether the weight counts.
    #[must_use]
    pub fn has_weight(&self) -> bool {
        !matches!(self, Self::Households(_))
    }

    /// What a place in the priced group of this position is worth, millionths, rounded up; the largest number where that is out of
    /// range.
    #[must_use]
    pub fn worth_micro(&self, position: usize, weight_micro: i64, households_micro: i64) -> i64 {
        let weight = if self.has_weight() { i128::from(weight_micro) } else { 0 };
        let times = i128::from(self.households().get(position).copied().unwrap_or(0));
        let households = (times * i128::from(households_micro) + i128::from(UNIT) - 1) / i128::from(UNIT);
        i64::try_from(weight + households).unwrap_or(i64::MAX)
    }

    fn check(&self, groups: usize) -> Result<(), String> {
        let times = self.households();
        let fits = matches!(self, Self::Weight) || times.len() == groups;
        if fits && times.iter().all(|times| (0..=COUNT_MOST).contains(times)) {
            Ok(())
        } else {
            Err("households are not counted once for each group, or out of range".to_owned())
        }
    }
}

/// The row that prices prove.
pub(super) fn value_row(ground: &Ground, prices: &Prices) -> Result<Linear, String> {
    let instance = ground.instance;
    check_groups(instance, &prices.groups)?;
    prices.counted.check(prices.groups.len())?;
    let times = times(instance, &prices.times_micro_per_us)?;
    let mut worth = time_worth(instance, &times)?;
    captive_prices::check(ground, &prices.groups, &prices.captives)?;
    let mut constant = captive_prices::spare_worth_micro(ground, &prices.captives)
        .filter(|spare| *spare <= WORTH_MOST)
        .ok_or("captives are worth more than can be counted")?;
    let mut given = prices.places_micro.iter();
    let mut separators = Separators::of(instance, &prices.separators)?;
    for (position, place) in ground.places(&prices.groups) {
        let Some(&price) = given.next() else { return Err("there are fewer prices than places".to_owned()) };
        let discount = captive_prices::discount(ground, &prices.captives, prices.groups[position], &place)?;
        let plain = prices.counted.worth_micro(position, place.weight_micro, place.households_micro);
        let most = plain.saturating_add(discount.map_or(0, |one| one.allowance_micro));
        if price < 0 || price > most || most > WORTH_MOST {
            let id = &instance.demand[place.row as usize].id;
            return Err(format!("the price {price} of place {id:?} is not from 0 to its worth, {most}"));
        }
        constant =
            constant.checked_add(most - price).ok_or("the places are worth more than can be counted")?;
        match separators.of_place(place.row) {
            Some(Separator { lost, sites, .. }) => {
                let share = Separator::share(*lost, price);
                sites.iter().try_for_each(|&site| add(&mut worth, site, share))?;
            }
            None => add_place(&times, place.offers, price, discount, &mut worth)?,
        }
    }
    separators.check_asked()?;
    if given.next().is_some() {
        return Err("there are more prices than places".to_owned());
    }
    let sites = (0..).zip(worth).filter(|(_, worth)| *worth != 0).collect();
    let households = prices.groups.iter().copied().zip(prices.counted.households().iter().copied());
    Ok(Linear {
        groups: if prices.counted.has_weight() { prices.groups.clone() } else { Vec::new() },
        households: households.filter(|(_, times)| *times > 0).collect(),
        constant,
        sites,
        kept: false,
    })
}

fn check_groups(instance: &Instance, groups: &[u32]) -> Result<(), String> {
    let rising = groups.windows(2).all(|pair| pair[0] < pair[1]);
    let known = groups.last().is_some_and(|last| (*last as usize) < instance.groups.len());
    if rising && known { Ok(()) } else { Err("the groups are not known ones in rising order".to_owned()) }
}

/// Prices of time by sector.
fn times(instance: &Instance, given: &[(u32, [i64; 2])]) -> Result<Vec<[i64; 2]>, String> {
    let mut times = vec![[0; 2]; instance.sector_sites.len()];
    for (at, (sector, prices)) in given.iter().enumerate() {
        let rising = at == 0 || given[at - 1].0 < *sector;
        let Some(time) = times.get_mut(*sector as usize).filter(|_| rising) else {
            return Err("the sectors with a price are not known ones in rising order".to_owned());
        };
        if !prices.iter().all(|price| (0..=TIME_PRICE_MOST).contains(price)) {
            return Err(format!("the prices {prices:?} of sector {sector} are out of range"));
        }
        *time = *prices;
    }
    Ok(times)
}

/// For each site what its sectors' time is worth.
fn time_worth(instance: &Instance, times: &[[i64; 2]]) -> Result<Vec<i64>, String> {
    let mut worth = vec![0_i64; instance.sites.len()];
    for (site, [down, up]) in instance.sector_sites.iter().zip(times) {
        worth[*site as usize] += i64::from(instance.sector_time_us) * (down + up);
        if worth[*site as usize] > WORTH_MOST {
            return Err(format!(
                "the time of site {:?} is priced out of range",
                instance.sites[*site as usize].id
            ));
        }
    }
    Ok(worth)
}

/// Adds what a place is worth to each site that offers it: the most over the site's sectors.
fn add_place(
    times: &[[i64; 2]],
    offers: &[SiteOffer],
    price: i64,
    discount: Option<Discount>,
    worth: &mut [i64],
) -> Result<(), String> {
    if price == 0 && discount.is_none_or(|discount| discount.micro == 0) {
        return Ok(());
    }
    let left = |SiteOffer { offer, .. }: &SiteOffer| {
        let [down, up] = times[offer.sector as usize];
        price - down * i64::from(offer.airtime_us[0]) - up * i64::from(offer.airtime_us[1])
    };
    for of_site in offers.chunk_by(|one, other| one.site == other.site) {
        let site = of_site[0].site;
        let most = of_site.iter().map(left).max().unwrap_or(0);
        let taken =
            discount.map_or(
                most,
                |Discount { micro, dependent, .. }| {
                    if dependent[site as usize] { most - micro } else { most.max(micro) }
                },
            );
        add(worth, site, taken)?;
    }
    Ok(())
}

/// Adds to what a site is worth, unless it is less than nothing.
fn add(worth: &mut [i64], site: u32, more: i64) -> Result<(), String> {
    let worth = &mut worth[site as usize];
    *worth = worth.checked_add(more.max(0)).ok_or("a site is worth more than can be counted")?;
    Ok(())
}
