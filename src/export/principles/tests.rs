//! Files of the prices of guidelines: what is written is what the dictionary says.

use std::fs;

use super::*;
use crate::progress::Silent;
use crate::score::{
    PlanStatus, Price, PrincipleCase, PrinciplePrice, PrinciplesProvenance, ScenarioRef, SolverReport,
    ValueUnit,
};

fn report() -> PrinciplesReport {
    let case = PrincipleCase {
        enforced: vec![1, 4],
        status: PlanStatus::Infeasible,
        infeasible: Some("none".into()),
        plan: None,
        bound: None,
    };
    let price = Price {
        households: 10.0,
        households_newly_served: 5.0,
        value: 6.0,
        value_at_least: Some(0.0),
        value_at_most: None,
        capex_per_covered_household_eur: Some(-1.5),
        present_value_per_covered_household_eur: None,
    };
    PrinciplesReport {
        scenario: ScenarioRef { name: "Valle".into(), description: None, sha256: "abc".into() },
        guidelines: vec![1, 4],
        value_unit: ValueUnit::WeightedHouseholds,
        households: 2_000.0,
        households_previously_unserved: 900.0,
        cases: vec![case],
        prices: vec![PrinciplePrice { given_up: vec![1, 4], missing: None, price: Some(price) }],
        warnings: Vec::new(),
        provenance: PrinciplesProvenance {
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
    write_principles(&report(), &mut folder, &Silent).unwrap();
    folder.commit().unwrap();
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    let header = |fields: &[super::super::dictionary::Field]| {
        fields.iter().map(|field| field.name).collect::<Vec<_>>().join(",")
    };
    let cases = read("principles.csv");
    let lines: Vec<&str> = cases.lines().collect();
    assert_eq!(lines, [&header(dictionary::CASES), "1 4,infeasible,,,,,,,,,,,,,,,,,"]);
    let prices = read("prices.csv");
    let lines: Vec<&str> = prices.lines().collect();
    assert_eq!(lines, [&header(dictionary::PRICES), "1 4,10.0,5.0,6.0,0.0,,-1.5,"]);
    let readme = read("README.txt").replace('\n', " ");
    assert!(readme.contains("Prices do not add up"), "{readme}");
    for name in names() {
        assert!(readme.contains(name) && home.path().join(name).exists(), "{name}");
    }
}

#[test]
fn rows_have_the_fields_of_the_dictionary_in_its_order() {
    let report = report();
    let fields = |value: serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let columns = |fields: &[super::super::dictionary::Field]| {
        let mut names: Vec<String> = fields.iter().map(|field| field.name.to_owned()).collect();
        names.sort_unstable();
        names
    };
    let sorted = |mut names: Vec<String>| {
        names.sort_unstable();
        names
    };
    let case = serde_json::to_value(rows::CaseRow::from(&report.cases[0])).unwrap();
    assert_eq!(sorted(fields(case)), columns(dictionary::CASES));
    let price = serde_json::to_value(rows::PriceRow::from(&report.prices[0])).unwrap();
    assert_eq!(sorted(fields(price)), columns(dictionary::PRICES));
}
