//! Files of a licensee: what is written is what the dictionary says.

use std::fs;

use super::*;
use crate::progress::Silent;
use crate::scenario::Market;
use crate::score::{
    ComuneReach, LicenseePlan, MarketProvenance, PointReach, PublicPlan, Reach, ReachedBy, ScenarioRef,
    SolverReport,
};

fn report() -> MarketReport {
    let reach = Reach { by_both: 1.0, by_public_plan_alone: 2.0, ..Reach::default() };
    MarketReport {
        scenario: ScenarioRef { name: "Valle".into(), description: None, sha256: "abc".into() },
        market: Market {
            price_eur_per_month: 20.0,
            take_up_ratio: 0.25,
            discount_rate_ratio: 0.08,
            spectrum_fee_eur_per_year: 1_000.0,
            source: "a test".into(),
        },
        horizon_years: 10,
        present_revenue_per_household_eur: 402.6,
        present_cpe_per_household_eur: None,
        households: 3.0,
        households_previously_unserved: 2.0,
        licensee: LicenseePlan::default(),
        public_plan: PublicPlan {
            sites: vec!["a".into()],
            households_covered: 3.0,
            households_newly_served: 2.0,
            capex_eur: 50_000.0,
            opex_eur_per_year: 4_000.0,
            value: 3.0,
            bound: 4.0,
            gap_ratio: 0.25,
        },
        reach,
        comuni: vec![ComuneReach { istat: "008001".into(), name: "Airole".into(), reach }],
        points: vec![PointReach {
            id: "h1".into(),
            istat: "008001".into(),
            lon: 7.5,
            lat: 43.875,
            households: 3.0,
            previously_unserved: 2.0,
            reached_by: ReachedBy::PublicPlan,
        }],
        warnings: Vec::new(),
        provenance: MarketProvenance {
            divario: "0.1.0".into(),
            inputs: Vec::new(),
            solver: SolverReport { name: "divario".into(), gap_ratio: 0.01, time_limit_s: 60.0, seed: 1 },
            threads: 2,
            wall_s: 1.5,
        },
    }
}

#[test]
fn tables_have_the_columns_of_the_dictionary_and_a_row_for_each() {
    let home = tempfile::tempdir().unwrap();
    let mut folder = OutputFolder::open(home.path()).unwrap();
    write_tables(&report(), &mut Writer { folder: &mut folder, progress: &Silent }).unwrap();
    folder.commit().unwrap();
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    let header = |fields: &[super::super::dictionary::Field]| {
        fields.iter().map(|field| field.name).collect::<Vec<_>>().join(",")
    };
    let points = read("households.csv");
    let lines: Vec<&str> = points.lines().collect();
    assert_eq!(lines, [&header(dictionary::POINTS), "h1,008001,7.5,43.875,3.0,2.0,public_plan"]);
    let comuni = read("comuni.csv");
    let lines: Vec<&str> = comuni.lines().collect();
    assert_eq!(lines, [&header(dictionary::COMUNI), "008001,Airole,1.0,2.0,0.0,0.0,0.0"]);
    let readme = read("README.txt").replace('\n', " ");
    assert!(readme.contains("Where nothing pays it builds nothing"), "{readme}");
    for name in names().into_iter().filter(|name| !name.ends_with('/')) {
        assert!(readme.contains(name) && home.path().join(name).exists(), "{name}");
    }
}
