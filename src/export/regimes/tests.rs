//! Files of compared regimes: what is written is what the dictionary says.

use std::fs;

use super::*;
use crate::progress::Silent;
use crate::scenario::RegimeKind;
use crate::score::{
    BandReport, DutyReport, PlanStatus, RegimePlan, RegimeReport, RegimesProvenance, ScenarioRef,
    ShareReport, SolverReport,
};

fn regime(id: &str, plan: Option<RegimePlan>) -> RegimeReport {
    RegimeReport {
        id: id.into(),
        name: id.to_uppercase(),
        kind: RegimeKind::ProvinceAsHolder,
        holder: Some("provincia".into()),
        fee_eur_per_year: 10.0,
        one_off_fee_eur: 5.0,
        present_fees_eur: 85.0,
        band: BandReport {
            frequency_mhz: 3_500.0,
            channel_mhz: 7.0,
            channel_count: 3,
            bandwidth_mhz: 21.0,
            eirp_mask: Some("a mask".into()),
            base_station_eirp_max_dbm: Some(46.0),
        },
        source: "a test".into(),
        status: if plan.is_some() { PlanStatus::Feasible } else { PlanStatus::Infeasible },
        infeasible: plan.is_none().then(|| "nothing".into()),
        plan,
        dominated_by: vec!["b".into(), "c".into()],
    }
}

fn plan() -> RegimePlan {
    let duty = DutyReport {
        is_met: false,
        points: 40.0,
        points_min: 60.0,
        listed_points: 20.0,
        listed_points_min: 30.0,
        covered_ratio_min: 0.5,
        comuni_reached: vec!["008001".into()],
        comuni_missed: vec![],
    };
    RegimePlan {
        sites: vec!["s1".into(), "s2".into()],
        capex_eur: 100.0,
        opex_eur_per_year: 20.0,
        households_covered: 50.0,
        households_covered_ratio: 0.5,
        households_newly_served: 30.0,
        present_value_eur: 300.0,
        present_value_per_covered_household_eur: Some(6.0),
        value: 45.0,
        bound: 60.0,
        gap_ratio: 0.25,
        guidelines_held: vec![2, 4],
        governance: vec![],
        coverage_duty: Some(duty),
        use_or_share: Some(ShareReport { from_year: 2.5, comuni: vec!["008002".into()], households: 9.0 }),
        warnings: vec![],
    }
}

fn report() -> RegimesReport {
    RegimesReport {
        scenario: ScenarioRef { name: "Valle".into(), description: None, sha256: "abc".into() },
        households: 100.0,
        households_previously_unserved: 60.0,
        regimes: vec![regime("a", Some(plan())), regime("b", None)],
        warnings: Vec::new(),
        provenance: RegimesProvenance {
            divario: "0.1.0".into(),
            inputs: Vec::new(),
            solver: SolverReport { name: "divario".into(), gap_ratio: 0.01, time_limit_s: 60.0, seed: 1 },
            threads: 2,
            wall_s: 1.5,
        },
    }
}

#[test]
fn the_table_has_the_columns_of_the_dictionary_and_a_row_for_each() {
    let home = tempfile::tempdir().unwrap();
    let mut folder = OutputFolder::open(home.path()).unwrap();
    let report = report();
    let regimes = ["a", "b"].map(|id| RegimeFiles { id, scenario: b"{}\n", plan: None });
    let results = RegimesResults { report: &report, comuni: &[], regimes: regimes.into() };
    write_regimes(&results, &mut folder, &Silent).unwrap();
    folder.commit().unwrap();
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    let table = read("regimes.csv");
    let lines: Vec<&str> = table.lines().collect();
    let header = dictionary::REGIMES.iter().map(|field| field.name).collect::<Vec<_>>().join(",");
    let first = "a,A,province_as_holder,provincia,10.0,5.0,85.0,3500.0,21.0,a mask,46.0,feasible,2,50.0,0.5,30.0,100.0,20.0,300.0,6.0,45.0,60.0,0.25,2 4,40.0,60.0,\
                 20.0,30.0,2.5,1,9.0,b c";
    let second = "b,B,province_as_holder,provincia,10.0,5.0,85.0,3500.0,21.0,a mask,46.0,infeasible,,,,,,,,,,,,,,,,,,,,b c";
    assert_eq!(lines, [header.as_str(), first, second]);
    assert_eq!(read("a/scenario.json"), "{}\n");
    let readme = read("README.txt");
    for name in names().into_iter().chain(["a/", "b/"]) {
        assert!(readme.contains(name) && home.path().join(name).exists(), "{name}: {readme}");
    }
}
