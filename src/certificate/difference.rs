//! The first thing in which a certified question differs from one that is computed again.

use std::fmt;

use super::instance::{DemandRow, Instance, Offer, SiteColumn};
use super::refusal::Refusal;

/// Holds a certified question against the same one computed again.
///
/// # Errors
/// The first difference: which site, which place, which offer.
pub fn compare(certified: &Instance, again: &Instance) -> Result<(), Refusal> {
    let place = |field: &str| format!("certificate.json, question.{field}");
    Refusal::unless_equal(place("budget_cents"), certified.budget_cents, again.budget_cents)?;
    Refusal::unless_equal(place("sector_time_us"), certified.sector_time_us, again.sector_time_us)?;
    same_names("group", &certified.groups, &again.groups, |name| name)?;
    let promised = |instance: &Instance| format!("{:?}", instance.promised_micro);
    Refusal::unless_equal(place("promised_micro"), promised(certified), promised(again))?;
    same_names("site", &certified.sites, &again.sites, |site| &site.id)?;
    for index in 0..again.sites.len() {
        compare_site(certified, again, index)?;
    }
    same_names("rule", &certified.rules, &again.rules, |rule| &rule.name)?;
    for (old, new) in certified.rules.iter().zip(&again.rules) {
        let place = format!("certificate.json, question, rule {:?}", new.name);
        Refusal::unless_equal(place, format!("{old:?}"), format!("{new:?}"))?;
    }
    let sets = |instance: &Instance| format!("{:?}", instance.alternatives);
    Refusal::unless_equal(place("alternatives"), sets(certified), sets(again))?;
    same_names("owner", &certified.captors, &again.captors, |captor| &captor.name)?;
    for (old, new) in certified.captors.iter().zip(&again.captors) {
        let place = format!("certificate.json, question, owner {:?}", new.name);
        Refusal::unless_equal(place, format!("{old:?}"), format!("{new:?}"))?;
    }
    same_names("place", &certified.demand, &again.demand, |row| &row.id)?;
    let places = certified.demand.iter().zip(&again.demand);
    places.into_iter().try_for_each(|(certified, row)| compare_place(certified, row, again))?;
    // Whatever no line above looks at.
    Refusal::unless_equal(
        "certificate.json, question, equal to the one computed again",
        certified == again,
        true,
    )
}

/// Refuses lists whose names are not the same in the same order.
fn same_names<T>(kind: &str, certified: &[T], again: &[T], name: impl Fn(&T) -> &str) -> Result<(), Refusal> {
    for index in 0..certified.len().max(again.len()) {
        let named = |list: &[T]| list.get(index).map_or("none".to_owned(), |one| format!("{:?}", name(one)));
        let place = format!("certificate.json, question, {kind} {index}");
        Refusal::unless_equal(place, named(certified), named(again))?;
    }
    Ok(())
}

fn compare_site(certified: &Instance, again: &Instance, index: usize) -> Result<(), Refusal> {
    let (old, new) = (&certified.sites[index], &again.sites[index]);
    let place = |field: &str| format!("certificate.json, question, site {:?}, {field}", new.id);
    Refusal::unless_equal(place("capex_cents"), old.capex_cents, new.capex_cents)?;
    Refusal::unless_equal(place("fixed_open"), old.fixed_open, new.fixed_open)?;
    Refusal::unless_equal(place("fed_by_pop"), old.fed_by_pop, new.fed_by_pop)?;
    Refusal::unless_equal(place("sectors"), sectors(certified, index), sectors(again, index))?;
    let ids = |site: &SiteColumn| {
        let ids = site.neighbours.iter().map(|&other| again.sites[other as usize].id.as_str());
        ids.collect::<Vec<_>>().join(", ")
    };
    Refusal::unless_equal(place("neighbours"), ids(old), ids(new))
}

/// How many sectors a site has.
fn sectors(instance: &Instance, site: usize) -> usize {
    instance.sector_sites.iter().filter(|of| **of as usize == site).count()
}

fn compare_place(certified: &DemandRow, again: &DemandRow, instance: &Instance) -> Result<(), Refusal> {
    let place = |field: &str| format!("certificate.json, question, place {:?}, {field}", again.id);
    Refusal::unless_equal(place("weight_micro"), certified.weight_micro, again.weight_micro)?;
    Refusal::unless_equal(place("households_micro"), certified.households_micro, again.households_micro)?;
    Refusal::unless_equal(place("group"), certified.group, again.group)?;
    Refusal::unless_equal(place("two_chains"), certified.two_chains, again.two_chains)?;
    if certified.offers == again.offers {
        return Ok(());
    }
    let at = certified.offers.iter().zip(&again.offers).take_while(|(old, new)| old == new).count();
    let named = |offers: &[Offer]| offers.get(at).map(|offer| Named { instance, offer: *offer });
    let [found, expected] = [&certified.offers, &again.offers]
        .map(|offers| named(offers).map_or("no more offers".to_owned(), |offer| offer.to_string()));
    Err(Refusal::of(place(&format!("offer {at}")), found, expected))
}

/// An offer in words.
struct Named<'a> {
    instance: &'a Instance,
    offer: Offer,
}

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Offer { sector, airtime_us: [down_us, up_us] } = self.offer;
        let site = self.instance.site_of(sector);
        let first = self.instance.sector_sites.partition_point(|of| (*of as usize) < site);
        let (id, number) = (&self.instance.sites[site].id, sector as usize - first + 1);
        write!(f, "sector {number} of site {id:?} for {down_us} and {up_us} µs of each second")
    }
}
