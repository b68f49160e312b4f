//! What a choice of sites comes to, whoever made it: one way of serving and one check for all methods.
//!
//! Only fed sites serve. Places come by falling weight for the time that they take at least, each to the open sector that has
//! room and that it takes least time of; without capacity that is the first open offer. The answer is then checked by
//! [`Answer::check`], which knows nothing of this.

use std::cmp::Reverse;

use divario::certificate::{Answer, Checked, DemandRow, Instance, Offer};

/// What the open sites serve by the rules.
///
/// # Errors
/// The rule that the choice breaks, in words.
pub fn judge(instance: &Instance, open: &[bool]) -> Result<Checked, String> {
    let served_by = serve(instance, &fed(instance, open));
    let answer = Answer { open: indices(open), served_by, ..Answer::default() };
    answer.check(instance)
}

/// The open sites.
pub fn indices(open: &[bool]) -> Vec<u32> {
    (0..).zip(open).filter(|(_, open)| **open).map(|(site, _)| site).collect()
}

/// The open sites that a chain of open sites feeds.
pub fn fed(instance: &Instance, open: &[bool]) -> Vec<bool> {
    let mut fed = vec![false; open.len()];
    let is_root = |site: &u32| instance.sites[*site as usize].fed_by_pop;
    let mut waiting: Vec<u32> = indices(open).into_iter().filter(is_root).collect();
    while let Some(site) = waiting.pop() {
        let site = site as usize;
        if open[site] && !std::mem::replace(&mut fed[site], true) {
            waiting.extend(&instance.sites[site].neighbours);
        }
    }
    fed
}

fn serve(instance: &Instance, works: &[bool]) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..instance.demand.len()).collect();
    order.sort_by_key(|&place| Reverse(worth_of_time(&instance.demand[place])));
    let mut left_us = vec![[instance.sector_time_us; 2]; instance.sector_sites.len()];
    let mut served_by = vec![None; instance.demand.len()];
    for place in order {
        let offers =
            instance.demand[place].offers.iter().filter(|offer| works[instance.site_of(offer.sector)]);
        let with_room = offers.filter(|offer| has_room(left_us[offer.sector as usize], offer));
        if let Some(offer) = with_room.min_by_key(|offer| longer_us(offer)) {
            let left_us = &mut left_us[offer.sector as usize];
            (0..2).for_each(|way| left_us[way] -= offer.airtime_us[way]);
            served_by[place] = Some(offer.sector);
        }
    }
    served_by
}

/// Weight for each microsecond at the offer that takes least, millionths.
fn worth_of_time(row: &DemandRow) -> i64 {
    let least_us = row.offers.iter().map(longer_us).min().unwrap_or(0);
    row.weight_micro / i64::from(least_us.max(1))
}

fn longer_us(offer: &Offer) -> u32 {
    offer.airtime_us[0].max(offer.airtime_us[1])
}

fn has_room(left_us: [u32; 2], offer: &Offer) -> bool {
    (0..2).all(|way| offer.airtime_us[way] <= left_us[way])
}
