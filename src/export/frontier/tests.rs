//! Files of a frontier: what is written is what the dictionary says.

use std::collections::BTreeMap;
use std::fs;

use super::sample::frontier;
use super::*;
use crate::progress::Silent;
use crate::score::ValueUnit;

fn written(report: &FrontierReport) -> Result<BTreeMap<String, String>, Error> {
    let home = tempfile::tempdir().unwrap();
    let mut folder = OutputFolder::open(home.path())?;
    let charts = [("charts/frontier.svg".to_owned(), b"<svg/>".to_vec())];
    write_frontier(&FrontierResults { report, charts: &charts }, &mut folder, &Silent)?;
    folder.commit()?;
    let names = ["README.txt", "frontier.csv", "frontier.json", "charts/frontier.svg"];
    Ok(names.map(|name| (name.to_owned(), fs::read_to_string(home.path().join(name)).unwrap())).into())
}

#[test]
fn the_table_has_a_row_for_each_budget_under_the_columns_of_the_dictionary() {
    let files = written(&frontier(4)).unwrap();
    let lines: Vec<&str> = files["frontier.csv"].lines().collect();
    let header: Vec<&str> = dictionary::COLUMNS.iter().map(|field| field.name).collect();
    assert_eq!(lines[0], header.join(","));
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[1], "0.0,infeasible,false,false,,,,,,,,,,,,,,,,,,");
    assert_eq!(
        lines[3],
        "200000.0,feasible,true,false,200000.0,190000.0,1000.0,2,2,1125.0,0.5625,600.0,750.0,825.0,900.0,200000.0,0.166667,,\
         75.5,90000.0,200.0,450.0"
    );
}

#[test]
fn rows_have_the_fields_of_the_dictionary_in_its_order() {
    let report = frontier(2);
    let row = serde_json::to_value(rows::BudgetRow::from(&report.points[1])).unwrap();
    let mut columns: Vec<&str> = dictionary::COLUMNS.iter().map(|field| field.name).collect();
    let mut fields: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
    columns.sort_unstable();
    fields.sort_unstable();
    assert_eq!(fields, columns);
}

#[test]
fn the_dictionary_explains_every_file_and_what_values_count() {
    let mut report = frontier(4);
    let readme = &written(&report).unwrap()["README.txt"];
    for said in [
        "\nfrontier.csv: ",
        "\nfrontier.json: ",
        "\ncharts/: ",
        "no numbers of households",
        "  abc123 dem.tif\n",
    ] {
        assert!(readme.replace('\n', " ").contains(&said.replace('\n', " ")), "{said}: {readme}");
    }
    report.value_unit = ValueUnit::Households;
    assert!(written(&report).unwrap()["README.txt"].contains("Values and bounds count households."));
}

#[test]
fn a_figure_that_is_not_finite_is_refused() {
    let mut report = frontier(4);
    report.households = f64::NAN;
    assert!(matches!(written(&report), Err(Error::Failed { .. })));
}
