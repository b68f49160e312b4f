//! Seats of the managing body beside assets and households, and what is lent by comune; from a plan as it is rounded.

use super::rounding::SHARE_DECIMALS;
use super::{
    AssetReport, BodyReport, ComuneReport, LoansReport, ManagingBodyReport, Plan, SiteReport, is_small,
};
use crate::demand::Demand;
use crate::economics::{round_to, to_cents};
use crate::governance::{Seats, SmallSeats};
use crate::scenario::Scenario;

/// The seats that guideline 2 looks at; none where no rule asks for any.
#[must_use]
pub fn small_seats(scenario: &Scenario, demand: &Demand) -> Option<SmallSeats> {
    let objective = &scenario.objective;
    let is_small =
        |istat: &str| demand.comuni.iter().any(|comune| comune.istat == istat && is_small(comune, objective));
    SmallSeats::of(&scenario.governance, objective.small_comune_below_population, is_small)
}

/// Who has which share of seats, assets and served households; none where the scenario names no seats.
#[must_use]
pub fn managing_body_of(seats: &[Seats], small_min: Option<u32>, plan: &Plan) -> Option<ManagingBodyReport> {
    let all: u32 = seats.iter().map(|one| one.seats).sum();
    let is_small = |istat: &str| plan.comuni.iter().any(|comune| comune.istat == istat && comune.small);
    let of_small = seats.iter().filter(|one| one.istat.as_deref().is_some_and(is_small));
    (!seats.is_empty()).then(|| ManagingBodyReport {
        seats: all,
        small_comuni_seats: of_small.map(|one| one.seats).sum(),
        small_comuni_seats_min: small_min,
        bodies: seats.iter().map(|one| body(one, all, plan)).collect(),
    })
}

fn body(one: &Seats, all: u32, plan: &Plan) -> BodyReport {
    let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| round_to(part / whole, SHARE_DECIMALS));
    let capex = |rows: &mut dyn Iterator<Item = &AssetReport>| rows.map(|row| row.capex_eur).sum::<f64>();
    let assets = |owner: &String| {
        let mut own = plan.ledger.iter().filter(|row| row.owner.as_ref() == Some(owner));
        ratio(capex(&mut own), capex(&mut plan.ledger.iter()))
    };
    let served = |istat: &String| {
        let of_comune = plan.comuni.iter().find(|comune| comune.istat == *istat);
        ratio(of_comune.map_or(0.0, |comune| comune.covered), plan.households.covered)
    };
    BodyReport {
        owner: one.owner.clone(),
        istat: one.istat.clone(),
        seats: one.seats,
        seats_ratio: ratio(f64::from(one.seats), f64::from(all)).unwrap_or(0.0),
        assets_ratio: one.owner.as_ref().and_then(assets),
        served_ratio: one.istat.as_ref().and_then(served),
    }
}

/// What public owners lend, by the comune in whose area it stands, in the order of `comuni`, and all of it. What a private owner lends is
/// in the ledger, and credited to nobody.
#[must_use]
pub fn loans_of(
    ledger: &[AssetReport],
    sites: &[SiteReport],
    comuni: &[ComuneReport],
) -> (Vec<f64>, LoansReport) {
    let mut by_comune_eur = vec![0.0; comuni.len()];
    let mut loans = LoansReport::default();
    for row in ledger.iter().filter(|row| row.owner_public) {
        let site = row.site.as_ref().and_then(|id| sites.iter().find(|site| site.id == *id));
        let istat = site.and_then(|site| site.istat.as_ref());
        let place = istat.and_then(|istat| comuni.iter().position(|one| one.istat == *istat));
        let part_eur = match place {
            Some(place) => &mut by_comune_eur[place],
            None => &mut loans.outside_present_value_eur,
        };
        *part_eur += row.in_kind_present_value_eur;
        loans.present_value_eur += row.in_kind_present_value_eur;
    }
    for eur in &mut by_comune_eur {
        *eur = to_cents(*eur);
    }
    let LoansReport { present_value_eur, outside_present_value_eur } = loans;
    let loans = LoansReport {
        present_value_eur: to_cents(present_value_eur),
        outside_present_value_eur: to_cents(outside_present_value_eur),
    };
    (by_comune_eur, loans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    fn of_owner(owner: &str, seats: u32) -> Seats {
        Seats { owner: Some(owner.into()), istat: None, seats }
    }

    fn of_comune(istat: &str, seats: u32) -> Seats {
        Seats { owner: None, istat: Some(istat.into()), seats }
    }

    /// Sites a (of the province) and c (of Torri) are built for 19,000 each; Triora has 100 covered households and Pigna 50.
    #[test]
    fn seats_beside_assets_and_households() {
        let mut world = World::three_sites();
        assert_eq!(world.plan().managing_body, None);
        world.scenario.governance.managing_body.seats = vec![
            of_owner("province", 5),
            of_owner("torri", 1),
            of_comune("008052", 1),
            of_comune("008054", 3),
        ];
        let report = world.plan().managing_body.unwrap();
        assert_eq!((report.seats, report.small_comuni_seats, report.small_comuni_seats_min), (10, 3, None));
        let ratios = report.bodies.iter().map(|one| (one.seats_ratio, one.assets_ratio, one.served_ratio));
        assert_eq!(
            ratios.collect::<Vec<_>>(),
            [
                (0.5, Some(0.5), None),
                (0.1, Some(0.5), None),
                (0.1, None, Some(0.666_667)),
                (0.3, None, Some(0.333_333)),
            ]
        );
    }

    /// Pigna has 4,999 residents, Triora 5,000, which is not under 5,000.
    #[test]
    fn three_small_seats_of_at_least_four_fail() {
        let mut world = World::three_sites();
        // Private funds pay for the private site.
        world.scenario.governance.funds[1].capex_eur = 19_000.0;
        world.scenario.governance.rules.small_comuni_seats_min = Some(4);
        let mut second = |pigna: u32, triora: u32| {
            world.scenario.governance.managing_body.seats =
                vec![of_comune("008054", pigna), of_comune("008052", triora)];
            world.plan().governance.remove(1)
        };
        let fails = second(3, 12);
        assert_eq!((fails.holds, fails.value, fails.limit, fails.unit.as_str()), (false, 3.0, 4.0, "seats"));
        assert!(fails.measure.contains("fewer than 5,000 residents"), "{}", fails.measure);
        assert!(fails.explanation_it.contains("3 dei suoi 15 seggi spettano"), "{}", fails.explanation_it);
        let holds = second(4, 11);
        assert!(holds.holds, "{}", holds.explanation);
        assert_eq!((holds.value, holds.unit.as_str()), (0.0, "eur"));
    }

    /// 100 euro a year are worth 811.09 over ten years at 4 %, 900 so much: 7,299.81.
    #[test]
    fn what_is_lent_is_credited_to_the_comune_where_it_stands() {
        let mut world = World::three_sites();
        world.site_mut("a").terms.in_kind_eur_per_year = 100.0;
        let plan = world.plan();
        assert_eq!(
            plan.loans,
            LoansReport { present_value_eur: 8_110.9, outside_present_value_eur: 8_110.9 }
        );
        world.site_comuni[1] = Some(1);
        let plan = world.plan();
        assert_eq!(plan.sites[1].istat.as_deref(), Some("008054"));
        assert_eq!(
            plan.comuni.iter().map(|one| one.in_kind_present_value_eur).collect::<Vec<_>>(),
            [0.0, 7_299.81]
        );
        assert_eq!(plan.loans, LoansReport { present_value_eur: 8_110.9, outside_present_value_eur: 811.09 });
        // Site c is Torri S.p.A.'s: what it lends is nobody's gift to the public.
        world.site_mut("c").terms.in_kind_eur_per_year = 500.0;
        let with_private = world.plan();
        assert_eq!(with_private.loans, plan.loans);
        assert!(with_private.ledger.iter().any(|row| row.asset == "c/in_kind"));
    }
}
