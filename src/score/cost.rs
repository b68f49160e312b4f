//! The plan's money: kinds of assets, years, present value.

use std::collections::BTreeMap;

use super::service::Service;
use super::site_costs::site_items;
use super::{AssetKind, AssetReport, CostItemReport, CostReport, CpeReport, FundReport, Stages, YearReport};
use crate::economics::{Asset, Costs, Running, Year, annuity_ratio, cash_flow, discount_ratio, to_cents};
use crate::governance::{Fund, Purpose};

/// The money of the open sites.
pub(super) fn report(
    stages: &Stages<'_>,
    service: &Service,
    ledger: &[AssetReport],
    covered_households: f64,
    cpe: Option<CpeReport>,
) -> CostReport {
    let scenario = stages.scenario;
    let bought = count_items(stages);
    let mut items: Vec<CostItemReport> =
        bought.iter().map(|(id, count)| item_row(&scenario.costs, id, *count)).collect();
    items.push(lease_row(stages));
    items.push(spectrum_row(stages));
    let capex_eur: f64 = items.iter().map(|row| row.capex_eur).sum();
    let opex_eur_per_year: f64 = items.iter().map(|row| row.opex_eur_per_year).sum();
    let (sites, anchor_fees_eur) = (hosting_sites(stages), anchor_fees_eur_per_year(stages, service));
    let (wholesale, established_ratio) = (&scenario.governance.wholesale, scenario.service.take_up_ratio);
    let earned = |year| wholesale.earned(covered_households, established_ratio, sites, anchor_fees_eur, year);
    let assets: Vec<Asset> = bought.iter().map(|(id, count)| asset(&scenario.costs, id, *count)).collect();
    let horizon_years = scenario.costs.horizon_years;
    let mut years = cash_flow(capex_eur, &assets, running(stages), earned, horizon_years);
    let bought = cpe.as_ref().filter(|cpe| cpe.is_of_network()).map(CpeReport::by_year_eur);
    for (year, spent_eur) in years.iter_mut().zip(bought.iter().flatten()) {
        year.cpe_eur = *spent_eur;
    }
    let one_off_fee_eur = scenario.governance.spectrum.one_off_fee_eur;
    years[0].one_off_fee_eur = one_off_fee_eur;
    let rate_ratio = scenario.costs.discount_rate_ratio;
    let present_value_eur = ledger.iter().map(|row| to_cents(row.present_value_eur)).sum();
    let annuity_eur = annuity_ratio(rate_ratio, horizon_years) * present_value_eur;
    let per_household = |eur: f64| (covered_households > 0.0).then(|| eur / covered_households);
    CostReport {
        budget_eur: scenario.governance.budget_cents() as f64 / 100.0,
        funds: stages.scenario.governance.funds.iter().map(|fund| fund_row(fund, ledger)).collect(),
        capex_eur,
        opex_eur_per_year,
        present_value_eur,
        capex_per_covered_household_eur: per_household(capex_eur),
        present_value_per_covered_household_eur: per_household(present_value_eur),
        annuity_per_covered_household_eur: per_household(annuity_eur),
        items,
        cpe,
        years: years
            .iter()
            .map(|year| YearReport {
                cpe_eur: bought.is_some().then_some(year.cpe_eur),
                one_off_fee_eur: (one_off_fee_eur > 0.0).then_some(year.one_off_fee_eur),
                ..year_row(year, rate_ratio, opex_eur_per_year)
            })
            .collect(),
    }
}

/// A fund with what the ledger spends of it.
fn fund_row(fund: &Fund, ledger: &[AssetReport]) -> FundReport {
    let shares = ledger.iter().flat_map(|row| &row.funds).filter(|share| share.fund == fund.id);
    FundReport {
        fund: fund.id.clone(),
        public: fund.public,
        pays_for: Purpose::ALL.into_iter().filter(|purpose| fund.purposes() & purpose.bit() != 0).collect(),
        capex_eur: fund.capex_eur,
        spent_eur: shares.map(|share| share.capex_eur).sum::<f64>() + 0.0,
    }
}

/// Open sites of public owners, which may host operators for a fee.
fn hosting_sites(stages: &Stages<'_>) -> u32 {
    let owner = |site: &usize| &stages.sites[*site].terms.owner;
    stages.open_sites().filter(|site| !stages.scenario.governance.is_private(owner(site))).count() as u32
}

fn anchor_fees_eur_per_year(stages: &Stages<'_>, service: &Service) -> f64 {
    let anchors = stages.demand.anchors.iter().zip(&service.anchors);
    let covered = anchors.filter(|(_, service)| service.covered());
    let wholesale = &stages.scenario.governance.wholesale;
    wholesale.anchor_fees_eur_per_year(covered.map(|(anchor, _)| anchor.kind.as_str()))
}

/// What a year of running costs, each item in one part alone.
fn running(stages: &Stages<'_>) -> Running {
    let mut running =
        Running { spectrum_eur: stages.scenario.governance.spectrum.fee_eur_per_year, ..Running::default() };
    for site in stages.open_sites() {
        let terms = &stages.sites[site].terms;
        running.rent_eur += terms.lease_eur_per_year;
        for one in site_items(&stages.scenario.costs, terms, stages.tier(site)) {
            let part = if one.kind == AssetKind::Link {
                &mut running.backhaul_eur
            } else {
                &mut running.maintenance_eur
            };
            *part += one.item.opex_eur_per_year - one.item.energy_eur_per_year;
            running.energy_eur += one.item.energy_eur_per_year;
        }
    }
    running
}

/// How many of an item the plan has.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// At all sites of the plan: what runs, and is renewed.
    running: u32,
    /// At sites to be built: what is bought now.
    built: u32,
}

fn count_items<'a>(stages: &Stages<'a>) -> BTreeMap<&'a str, Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for site in stages.open_sites() {
        for one in site_items(&stages.scenario.costs, &stages.sites[site].terms, stages.tier(site)) {
            let count = counts.entry(one.id).or_default();
            count.running += 1;
            count.built += u32::from(one.is_built);
        }
    }
    counts
}

fn item_row(costs: &Costs, id: &str, count: Count) -> CostItemReport {
    let item = &costs.items[id];
    CostItemReport {
        item: id.into(),
        label: item.label.clone(),
        count: count.running,
        capex_eur: item.capex_eur * f64::from(count.built),
        opex_eur_per_year: item.opex_eur_per_year * f64::from(count.running),
        lifetime_years: Some(item.lifetime_years),
        source: item.source.clone(),
        price_year: Some(item.year),
    }
}

/// What is renewed: the item at every site of the plan, existing ones too.
fn asset(costs: &Costs, id: &str, count: Count) -> Asset {
    let item = &costs.items[id];
    Asset { renewal_eur: item.capex_eur * f64::from(count.running), lifetime_years: item.lifetime_years }
}

fn lease_row(stages: &Stages<'_>) -> CostItemReport {
    let leases = || stages.open_sites().map(|site| stages.sites[site].terms.lease_eur_per_year);
    CostItemReport {
        item: "lease".into(),
        label: "Rent of sites".into(),
        count: leases().filter(|&lease_eur_per_year| lease_eur_per_year > 0.0).count() as u32,
        capex_eur: 0.0,
        opex_eur_per_year: leases().sum(),
        lifetime_years: None,
        source: "the terms of each site in the scenario".into(),
        price_year: None,
    }
}

fn spectrum_row(stages: &Stages<'_>) -> CostItemReport {
    let fee_eur_per_year = stages.scenario.governance.spectrum.fee_eur_per_year;
    CostItemReport {
        item: "spectrum_fee".into(),
        label: "Spectrum fee".into(),
        count: u32::from(fee_eur_per_year > 0.0),
        capex_eur: 0.0,
        opex_eur_per_year: fee_eur_per_year,
        lifetime_years: None,
        source: "governance.spectrum in the scenario".into(),
        price_year: None,
    }
}

fn year_row(year: &Year, rate_ratio: f64, opex_eur_per_year: f64) -> YearReport {
    let discount_ratio = discount_ratio(rate_ratio, year.year);
    YearReport {
        year: year.year,
        capex_eur: year.capex_eur,
        renewal_eur: year.renewal_eur,
        // The same sum as in all: of its parts another order could differ by what rounds to a cent.
        opex_eur: if year.year > 0 { opex_eur_per_year } else { 0.0 },
        revenue_eur: year.revenue.sum_eur(),
        take_up_ratio: year.take_up_ratio,
        wholesale_eur: year.revenue.wholesale_eur,
        hosting_eur: year.revenue.hosting_eur,
        anchor_fees_eur: year.revenue.anchor_fees_eur,
        energy_eur: year.running.energy_eur,
        rent_eur: year.running.rent_eur,
        maintenance_eur: year.running.maintenance_eur,
        spectrum_eur: year.running.spectrum_eur,
        backhaul_eur: year.running.backhaul_eur,
        cost_present_value_eur: discount_ratio * year.cost_eur(),
        revenue_present_value_eur: discount_ratio * year.revenue.sum_eur(),
        ..YearReport::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;

    /// 38,000 to build (a and c), 5,700 a year to run, all three radios in year 5 and links in year 8, at 4 %:
    /// 38,000 + 5,700 × 8.110896 + 18,000 × 1.04^-5 + 9,000 × 1.04^-8
    /// = 38,000 + 46,232.11 + 14,794.69 + 6,576.21 = 105,603.01; the ledger's rows, each to its cent, come to one less.
    #[test]
    fn three_sites_ten_years_to_the_cent() {
        let cost = World::three_sites().plan().cost;
        assert_eq!(cost.budget_eur, 60_000.0);
        assert_eq!(cost.capex_eur, 38_000.0);
        assert_eq!(cost.opex_eur_per_year, 5_700.0);
        assert_eq!(cost.present_value_eur, 105_603.00);
        assert_eq!(cost.capex_per_covered_household_eur, Some(253.33));
        assert_eq!(cost.present_value_per_covered_household_eur, Some(704.02));
        // 704.02 × 0.04 / (1 − 1.04^-10) = 704.02 × 0.1232909.
        assert_eq!(cost.annuity_per_covered_household_eur, Some(86.80));
    }

    #[test]
    fn year_by_year() {
        let years = World::three_sites().plan().cost.years;
        assert_eq!(years.len(), 11);
        assert_eq!((years[0].capex_eur, years[0].opex_eur, years[0].revenue_eur), (38_000.0, 0.0, 0.0));
        assert_eq!(years[0].cost_present_value_eur, 38_000.0);
        // (5,700 + 18,000) × 1.04^-5.
        assert_eq!(years[5].cost_present_value_eur, 19_479.67);
        let all_eur: f64 = years.iter().map(|year| year.cost_present_value_eur).sum();
        assert!((all_eur - 105_603.01).abs() < 0.06, "each to the cent: {all_eur}");
        let renewals_eur: Vec<f64> = years.iter().map(|year| year.renewal_eur).collect();
        assert_eq!(renewals_eur, [0.0, 0.0, 0.0, 0.0, 0.0, 18_000.0, 0.0, 0.0, 9_000.0, 0.0, 0.0]);
        // 150 × 0.3 × 8 × 12.
        assert!(years[1..].iter().all(|year| (year.opex_eur, year.revenue_eur) == (5_700.0, 4_320.0)));
    }

    #[test]
    fn items_by_hand() {
        let rows: Vec<(String, u32, f64, f64)> = World::three_sites()
            .plan()
            .cost
            .items
            .into_iter()
            .map(|row| (row.item, row.count, row.capex_eur, row.opex_eur_per_year))
            .collect();
        let expected = [
            ("bracket", 1, 0.0, 0.0),
            ("link", 3, 6_000.0, 600.0),
            ("mast", 2, 20_000.0, 1_000.0),
            ("radio", 3, 12_000.0, 900.0),
            ("lease", 1, 0.0, 1_200.0),
            ("spectrum_fee", 1, 0.0, 2_000.0),
        ];
        assert_eq!(rows, expected.map(|(item, count, capex, opex)| (item.to_string(), count, capex, opex)));
    }

    #[test]
    fn prices_bear_their_year() {
        let items = World::three_sites().plan().cost.items;
        let bought: Vec<bool> = items.iter().map(|row| row.price_year == Some(2025)).collect();
        assert_eq!(bought, [true, true, true, true, false, false]);
        assert_eq!((items[4].price_year, items[5].price_year), (None, None));
    }

    #[test]
    fn an_empty_plan_still_pays_for_spectrum() {
        let mut world = World::three_sites();
        world.open.fill(false);
        let cost = world.plan().cost;
        assert_eq!((cost.capex_eur, cost.opex_eur_per_year), (0.0, 2_000.0));
        assert_eq!(cost.capex_per_covered_household_eur, None);
        assert_eq!(cost.items.len(), 2);
    }
}
