//! What prices of captives prove beside those of places and time.
//!
//! In a group let each household that is captive of an owner p count ν less. By C9 captives are no more than r of those who are
//! served and a spare s, so that
//!
//! ```text
//! Σ_g θ_g ≤ Σ_{j served} W'_j − Σ_{j captive} ν H_j + ν s,   W'_j = W_j + ν r H_j
//! ```
//!
//! Let D be the sites that work in no plan without p: p's own, and those that no chain joins to the fibre without p. With a
//! discount 0 ≤ d_j ≤ ν H_j for each place, W'_j stands for W_j in the row of prices, and
//!
//! ```text
//! v_ij = max { 0, u_j − d_j − μ_s · a_js : s ∈ i offers j }   where i ∈ D
//! v_ij = max { 0, d_j, u_j − μ_s · a_js : s ∈ i offers j }    where i ∉ D, and some offer is there
//! ```
//!
//! for what site i takes of place j. For let sector s of site i serve j. It is paid μ_s · a_js for its time, which all whom s serves
//! pay within T (μ_s↓ + μ_s↑). What is left is to come from the v of the sites that work:
//!
//! - i ∉ D: v_ij ≥ u_j − μ_s · a_js is all of it.
//! - i ∈ D, and some k ∉ D that works offers j: v_ij + v_kj ≥ (u_j − d_j − μ_s · a_js) + d_j is all of it.
//! - i ∈ D, and none does: whatever works and offers j needs p, so j is captive and counts ν H_j ≥ d_j less: v_ij is enough.
//!
//! One owner is priced in each group of a row, and any owner in any other row: with two in one group neither of two sites, one of
//! each owner, need take all of a place that is captive of nobody.

use super::captivity::Captor;
use super::ground::{Ground, Place};

/// Prices of the captives that an owner has in a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaptivePrices {
    /// Index of the group.
    pub group: u32,
    /// Index of the owner.
    pub captor: u32,
    /// How much less a captive household counts, millionths for each millionth of it.
    pub price_micro: i64,
    /// The discount of each place of the group, in the order of the demand, millionths.
    pub discounts_micro: Vec<i64>,
}

/// Most that a captive household may be priced at, so that no sum overflows.
const PRICE_MOST: i64 = 1_000_000_000_000;

/// Millionths of a millionth in one.
const MILLION: i128 = 1_000_000;

impl Captor {
    /// What a place gains where captives have a price, for those that may be captive beside it, millionths, rounded up; the largest
    /// number where that is out of range.
    #[must_use]
    pub fn allowance_micro(&self, price_micro: i64, households_micro: i64) -> i64 {
        let whole = i128::from(price_micro) * i128::from(self.max_ratio_micro) * i128::from(households_micro);
        i64::try_from((whole + MILLION * MILLION - 1) / (MILLION * MILLION)).unwrap_or(i64::MAX)
    }

    /// What the spare captives come to, millionths, rounded up; the largest number where that is out of range.
    #[must_use]
    pub fn spare_worth_micro(&self, price_micro: i64) -> i64 {
        let whole = i128::from(price_micro) * i128::from(self.spare_micro);
        i64::try_from((whole + MILLION - 1) / MILLION).unwrap_or(i64::MAX)
    }
}

/// What captive households count less at a price, millionths, rounded down.
#[must_use]
pub fn most_discount_micro(price_micro: i64, households_micro: i64) -> i64 {
    let whole = i128::from(price_micro) * i128::from(households_micro) / MILLION;
    i64::try_from(whole).unwrap_or(i64::MAX)
}

/// What is different for a place of a group whose captives have a price.
#[derive(Debug, Clone, Copy)]
pub(super) struct Discount<'a> {
    /// d_j.
    pub micro: i64,
    /// ν r H_j, rounded up.
    pub allowance_micro: i64,
    /// D.
    pub dependent: &'a [bool],
}

/// Refuses prices that prove nothing for these groups.
pub(super) fn check(ground: &Ground, groups: &[u32], captives: &[CaptivePrices]) -> Result<(), String> {
    for (at, one) in captives.iter().enumerate() {
        let is_rising = at == 0 || captives[at - 1].group < one.group;
        if !is_rising || groups.binary_search(&one.group).is_err() {
            return Err(
                "the groups whose captives have a price are not priced ones in rising order".to_owned()
            );
        }
        if one.captor as usize >= ground.instance.captors.len() {
            return Err(format!("there is no owner {}", one.captor));
        }
        if !(0..=PRICE_MOST).contains(&one.price_micro) {
            return Err(format!("the price {} of captives is out of range", one.price_micro));
        }
        let places = ground.places(&[one.group]).count();
        if one.discounts_micro.len() != places {
            return Err(format!("there are {} discounts for {places} places", one.discounts_micro.len()));
        }
    }
    Ok(())
}

/// That of a place, once it is no more than its captives count less.
pub(super) fn discount<'a>(
    ground: &'a Ground,
    captives: &[CaptivePrices],
    group: u32,
    place: &Place,
) -> Result<Option<Discount<'a>>, String> {
    let Ok(at) = captives.binary_search_by_key(&group, |one| one.group) else { return Ok(None) };
    let CaptivePrices { captor, price_micro, discounts_micro, .. } = &captives[at];
    let micro = discounts_micro[place.number];
    let most = most_discount_micro(*price_micro, place.households_micro);
    if !(0..=most).contains(&micro) {
        let id = &ground.instance.demand[place.row as usize].id;
        return Err(format!("the discount {micro} of place {id:?} is not from 0 to {most}"));
    }
    let owner = &ground.instance.captors[*captor as usize];
    let allowance_micro = owner.allowance_micro(*price_micro, place.households_micro);
    Ok(Some(Discount { micro, allowance_micro, dependent: ground.dependent(*captor) }))
}

/// What the spare captives of all these owners come to, millionths.
pub(super) fn spare_worth_micro(ground: &Ground, captives: &[CaptivePrices]) -> Option<i64> {
    let spare =
        |one: &CaptivePrices| ground.instance.captors[one.captor as usize].spare_worth_micro(one.price_micro);
    captives.iter().map(spare).try_fold(0_i64, i64::checked_add)
}
