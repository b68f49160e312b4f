//! What one more site would bring, at what each class is worth in a plan.

use super::classes::ClassOffer;
use super::reduced::Reduced;
use super::selection::Selection;
use super::serving::{density, larger_us};

/// The classes that a site would serve and what each brings: those worth most for their time first, until a sector has none
/// left; the last one in part.
pub(super) fn harvest(problem: &Reduced, selection: &Selection, site: usize) -> Vec<(u32, f64)> {
    let wanted = problem.classes.by_class(site).filter_map(|offers| {
        let class = offers[0].class as usize;
        let worth = selection.worth(class) + selection.relief_worth(class, site);
        (worth > 0.0).then_some((offers, worth))
    });
    if !problem.classes.take_time {
        return wanted.map(|(offers, worth)| (offers[0].class, worth)).collect();
    }
    let mut wanted: Vec<(&ClassOffer, f64)> = wanted.map(|(offers, worth)| (least(offers), worth)).collect();
    let by_sector = |one: &(&ClassOffer, f64), other: &(&ClassOffer, f64)| {
        let worth = |(offer, worth): &(&ClassOffer, f64)| density(*worth as i64, larger_us(offer));
        let by_worth = worth(other).total_cmp(&worth(one));
        one.0.sector.cmp(&other.0.sector).then(by_worth).then(one.0.class.cmp(&other.0.class))
    };
    wanted.sort_by(by_sector);
    let mut taken = Vec::with_capacity(wanted.len());
    for sector in wanted.chunk_by(|one, other| one.0.sector == other.0.sector) {
        fill(problem.plan_time_us, sector, &mut taken);
    }
    taken
}

/// The offer that takes least time.
fn least(offers: &[ClassOffer]) -> &ClassOffer {
    let mut least = &offers[0];
    for offer in &offers[1..] {
        if larger_us(offer) < larger_us(least) {
            least = offer;
        }
    }
    least
}

fn fill(time_us: u32, wanted: &[(&ClassOffer, f64)], taken: &mut Vec<(u32, f64)>) {
    let mut left_us = time_us;
    for (offer, worth) in wanted {
        let takes_us = larger_us(offer);
        if takes_us > left_us {
            taken.push((offer.class, worth * f64::from(left_us) / f64::from(takes_us)));
            return;
        }
        left_us -= takes_us;
        taken.push((offer.class, *worth));
    }
}
