//! The books of the territorial service centre: its members from the anchors, its cost from the plan's running costs.
//!
//! All is worked out from the plan as it is rounded, in whole cents, so that `divario verify` finds the same.

use super::{AnchorReport, Plan, ServiceCentreReport, ServiceMemberReport, ServiceYearReport};
use crate::economics::{cents, round_to};
use crate::governance::{
    FeeTerms, Member, MemberFee, ServiceCentre, ServiceFees, ServiceYear, SizeClass, service_fees,
};

/// Decimals of what is no whole number of cents.
const DECIMALS: i32 = 6;
/// More than the scenario's schema lets a weight be; in millionths it stays a whole number.
const WEIGHT_MAX: f64 = 1e6;

/// Who pays what under the terms of a scenario, where the plan is all else but this.
#[must_use]
pub fn service_centre_of(terms: &ServiceCentre, plan: &Plan) -> ServiceCentreReport {
    let classes = size_classes(terms);
    let fee_terms = FeeTerms {
        classes: &classes,
        capped_below_residents: terms.fee_cap_below_population,
        cap_cents: whole_cents(terms.fee_cap_eur_per_year),
        tariff_share_micro: micro(terms.tariff_share_ratio),
    };
    let years = years(terms, plan.cost.opex_eur_per_year);
    let books = service_fees(&members(terms, plan), &fee_terms, &years);
    let report = |one: &MemberFee| member_report(one, &fee_terms);
    ServiceCentreReport {
        years: years.iter().zip(&books.balance_cents).map(year_report).collect(),
        members: books.members.iter().map(report).collect(),
        ..totals(terms, &books)
    }
}

/// All but years and members.
fn totals(terms: &ServiceCentre, books: &ServiceFees) -> ServiceCentreReport {
    ServiceCentreReport {
        terms: terms.clone(),
        years: Vec::new(),
        need_eur_per_year: eur(books.need_cents),
        fees_eur_per_year: eur(books.fees_cents()),
        tariffs_eur_per_year: eur(books.tariffs_cents()),
        shortfall_eur_per_year: eur(books.shortfall_cents),
        fee_level_eur_per_year: round_to(books.level_cents / 100.0, DECIMALS),
        tariff_eur_per_line: round_to(books.tariff_cents_per_line / 100.0, DECIMALS),
        members: Vec::new(),
    }
}

/// From classes that say where they end to such as say where they begin.
fn size_classes(terms: &ServiceCentre) -> Vec<SizeClass> {
    let mut classes = terms.size_classes.clone();
    classes.sort_by_key(|class| class.below_population.unwrap_or(u32::MAX));
    let ends = classes.iter().map(|class| class.below_population.unwrap_or(u32::MAX));
    let starts = std::iter::once(0).chain(ends);
    let begins = starts.zip(&classes);
    begins
        .map(|(from_residents, class)| SizeClass { from_residents, weight_micro: micro(class.weight) })
        .collect()
}

fn years(terms: &ServiceCentre, opex_eur_per_year: f64) -> Vec<ServiceYear> {
    let (cost_eur, revenue_eur) =
        (terms.cost_share_ratio * opex_eur_per_year, terms.other_revenue_eur_per_year);
    let year = |stress: &crate::governance::ServiceStress| ServiceYear {
        cost_cents: whole_cents(cost_eur * stress.cost_ratio),
        other_revenue_cents: whole_cents(revenue_eur * stress.other_revenue_ratio),
    };
    terms.stresses.iter().map(year).collect()
}

/// Comuni with an institution of the asked kind.
fn members(terms: &ServiceCentre, plan: &Plan) -> Vec<Member> {
    let comuni = plan.comuni.iter().filter(|comune| halls(terms, plan, &comune.istat).next().is_some());
    let lines = |istat: &str| plan.anchors.iter().filter(|one| one.covered && one.istat == istat).count();
    comuni
        .map(|comune| Member {
            istat: comune.istat.clone(),
            residents: comune.population,
            lines: lines(&comune.istat) as u32,
            is_served: is_served(terms, plan, &comune.istat),
        })
        .collect()
}

/// Institutions that make a comune a member.
fn halls<'a>(
    terms: &'a ServiceCentre,
    plan: &'a Plan,
    istat: &'a str,
) -> impl Iterator<Item = &'a AnchorReport> {
    plan.anchors.iter().filter(move |one| one.kind == terms.member_kind && one.istat == istat)
}

fn is_served(terms: &ServiceCentre, plan: &Plan, istat: &str) -> bool {
    halls(terms, plan, istat).any(|one| one.covered)
}

fn member_report(one: &MemberFee, terms: &FeeTerms<'_>) -> ServiceMemberReport {
    ServiceMemberReport {
        istat: one.member.istat.clone(),
        served: one.member.is_served,
        lines: one.member.lines,
        weight: terms.weight_micro(one.member.residents) as f64 / 1e6,
        fee_eur_per_year: eur(one.fee_cents),
        capped: one.is_capped,
        tariff_eur_per_year: eur(one.tariff_cents),
    }
}

fn year_report((year, balance_cents): (&ServiceYear, &i128)) -> ServiceYearReport {
    ServiceYearReport {
        cost_eur: eur(year.cost_cents),
        other_revenue_eur: eur(year.other_revenue_cents),
        balance_eur: *balance_cents as f64 / 100.0,
    }
}

fn micro(value: f64) -> u64 {
    (value.clamp(0.0, WEIGHT_MAX) * 1e6).round() as u64
}

fn whole_cents(eur: f64) -> u64 {
    u64::try_from(cents(eur)).unwrap_or(0)
}

fn eur(cents: u64) -> f64 {
    cents as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::governance::{FeeClass, ServiceStress};
    use crate::score::world::World;

    fn terms() -> ServiceCentre {
        let class = |below_population, weight| FeeClass { below_population, weight };
        let stress = |name: &str, cost_ratio, other_revenue_ratio| ServiceStress {
            name: name.into(),
            cost_ratio,
            other_revenue_ratio,
        };
        ServiceCentre {
            member_kind: "town_hall".into(),
            cost_share_ratio: 0.5,
            other_revenue_eur_per_year: 350.0,
            tariff_share_ratio: 0.2,
            size_classes: vec![class(None, 3.0), class(Some(5_000), 1.0)],
            fee_cap_below_population: 5_000,
            fee_cap_eur_per_year: 600.0,
            stresses: vec![stress("ordinary", 1.0, 1.0), stress("dear energy", 1.2, 1.0)],
        }
    }

    /// A hall in Pigna (4,999 residents), which c serves, and one in Triora (5,000), which nobody does.
    fn world() -> World {
        let mut world = World::three_sites();
        let mut hall = world.demand.anchors[0].clone();
        (hall.comune, hall.name) = (0, "Triora".into());
        world.demand.anchors.push(hall);
        world.coverage.anchors[2].push((0, crate::score::world::reach(-60.0)));
        world.scenario.governance.service_centre = Some(terms());
        world
    }

    /// Half of 5,700 euro, and a fifth more: 3,420, less 350: 3,070 are needed. A fifth of it, 614, are for the lines, one in each.
    /// 2,456 by weights 1 and 3 would be 614 and 1,842, but Pigna pays 600 at most: Triora pays 1,856.
    #[test]
    fn two_members_by_hand() {
        let mut world = world();
        world.coverage.anchors[2].push((1, crate::score::world::reach(-60.0)));
        let centre = world.plan().service_centre.unwrap();
        let paid: Vec<_> = centre
            .members
            .iter()
            .map(|one| {
                (one.istat.as_str(), one.served, one.lines, one.fee_eur_per_year, one.tariff_eur_per_year)
            })
            .collect();
        assert_eq!(paid, [("008052", true, 1, 1_856.0, 307.0), ("008054", true, 1, 600.0, 307.0)]);
        assert_eq!(centre.members.iter().map(|one| one.capped).collect::<Vec<_>>(), [false, true]);
        assert_eq!((centre.need_eur_per_year, centre.shortfall_eur_per_year), (3_070.0, 0.0));
        assert_eq!(centre.years.iter().map(|one| one.balance_eur).collect::<Vec<_>>(), [570.0, 0.0]);
        assert_eq!((centre.tariff_eur_per_line, centre.fee_level_eur_per_year), (307.0, 618.665));
    }

    /// Pigna pays 614 for the one line and its 600; Triora, which no site reaches, nothing, so that 1,856 are missing.
    #[test]
    fn who_is_not_served_pays_nothing() {
        let centre = world().plan().service_centre.unwrap();
        let paid: Vec<_> = centre
            .members
            .iter()
            .map(|one| (one.served, one.capped, one.fee_eur_per_year, one.tariff_eur_per_year))
            .collect();
        assert_eq!(paid, [(false, false, 0.0, 0.0), (true, true, 600.0, 614.0)]);
        assert_eq!((centre.need_eur_per_year, centre.shortfall_eur_per_year), (3_070.0, 1_856.0));
    }

    #[test]
    fn without_the_section_there_is_no_centre_and_without_halls_no_member() {
        assert_eq!(World::three_sites().plan().service_centre, None);
        let mut world = world();
        world.scenario.governance.service_centre.as_mut().unwrap().member_kind = "school".into();
        let centre = world.plan().service_centre.unwrap();
        assert_eq!((centre.members.len(), centre.shortfall_eur_per_year), (0, 3_070.0));
    }

    #[test]
    fn classes_end_below_their_population() {
        let classes = size_classes(&terms());
        let found: Vec<_> = classes.iter().map(|one| (one.from_residents, one.weight_micro)).collect();
        assert_eq!(found, [(0, 1_000_000), (5_000, 3_000_000)]);
    }

    #[test]
    fn numbers_beyond_reason_do_no_harm() {
        let mut plan = world().plan();
        for odd in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            plan.cost.opex_eur_per_year = odd;
            let odd_terms = ServiceCentre { fee_cap_eur_per_year: odd, tariff_share_ratio: odd, ..terms() };
            let centre = service_centre_of(&odd_terms, &plan);
            assert_eq!(centre.members.len(), 2, "{odd}");
        }
    }
}
