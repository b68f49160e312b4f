//! The tables against `plan.json`: every cell.

use std::path::Path;

use serde_json::Value;

/// Columns that go by another name in `plan.json`, with where they stand there.
const SITE_NAMES: [(&str, &str); 2] = [("lon_deg", "/lon"), ("lat_deg", "/lat")];
const COMUNE_NAMES: [(&str, &str); 18] = [
    ("households_covered", "/covered"),
    ("households_previously_unserved", "/previously_unserved"),
    ("households_newly_served", "/newly_served"),
    ("households_no_site_reaches", "/uncovered/no_site_reaches"),
    ("households_signal_too_weak", "/uncovered/signal_too_weak"),
    ("households_no_backhaul", "/uncovered/no_backhaul"),
    ("households_promised", "/promised"),
    ("households_ruled_out_by_ownership", "/uncovered/ruled_out_by_ownership"),
    ("households_too_few_operators", "/uncovered/too_few_operators"),
    ("households_over_budget", "/uncovered/over_budget"),
    ("households_running_costs", "/uncovered/running_costs"),
    ("households_outweighed", "/uncovered/outweighed"),
    ("households_interference", "/uncovered/interference"),
    ("households_no_capacity", "/uncovered/no_capacity"),
    ("households_link_full", "/uncovered/link_full"),
    ("fix_capex_eur", "/cheapest_fix/capex_eur"),
    ("fix_sites", "/cheapest_fix/sites"),
    ("fix_households", "/cheapest_fix_households"),
];
const RANKED_NAMES: [(&str, &str); 2] =
    [("households_covered", "/covered"), ("households_uncovered", "/uncovered")];
const POINT_NAMES: [(&str, &str); 3] = [
    ("households_previously_unserved", "/previously_unserved"),
    ("fix_capex_eur", "/cheapest_fix/capex_eur"),
    ("fix_sites", "/cheapest_fix/sites"),
];
const SECTOR_NAMES: [(&str, &str); 1] = [("sector", "/number")];

pub fn agree(out: &Path, plan: &Value) {
    table(&out.join("sites.csv"), &plan["sites"], &SITE_NAMES);
    table(&out.join("sectors.csv"), &sectors(plan), &[&SITE_NAMES[..], &SECTOR_NAMES].concat());
    table(&out.join("comuni.csv"), &plan["comuni"], &COMUNE_NAMES);
    table(&out.join("equity.csv"), &groups(plan), &COMUNE_NAMES);
    for name in ["worst_comuni", "small_comuni"] {
        table(&out.join(format!("{name}.csv")), &ranked(plan, name), &RANKED_NAMES);
    }
    table(&out.join("fees.csv"), &members(plan), &[]);
    table(&out.join("ledger.csv"), &ledger(plan), &[]);
    table(&out.join("cashflow.csv"), &plan["cost"]["years"], &[]);
}

/// The groups of all groupings, each with what it is grouped by.
fn groups(plan: &Value) -> Value {
    let of = |grouping: &str| {
        let rows = plan["equity"][format!("by_{grouping}")].as_array().unwrap().clone();
        let named = |mut row: Value| {
            row["grouping"] = grouping.into();
            row
        };
        rows.into_iter().map(named).collect::<Vec<Value>>()
    };
    ["comune_size", "altitude", "province"].into_iter().flat_map(of).collect()
}

/// Comuni of a list in its order, each as it stands among all, with what the list says of it.
fn ranked(plan: &Value, list: &str) -> Value {
    let whole = |ranked: &Value| {
        let mut comuni = plan["comuni"].as_array().unwrap().iter();
        let mut row = comuni.find(|comune| comune["istat"] == ranked["istat"]).unwrap().clone();
        (row["uncovered"], row["main_reason"]) = (ranked["uncovered"].clone(), ranked["main_reason"].clone());
        row
    };
    plan["equity"][list].as_array().unwrap().iter().map(whole).collect()
}

/// Members of the service centre, each with what its comune is.
fn members(plan: &Value) -> Value {
    let whole = |member: &Value| {
        let mut all = plan["comuni"].as_array().unwrap().iter();
        let own = all.find(|comune| comune["istat"] == member["istat"]).unwrap();
        let mut row = member.clone();
        (row["name"], row["population"]) = (own["name"].clone(), own["population"].clone());
        row
    };
    plan["service_centre"]["members"].as_array().into_iter().flatten().map(whole).collect()
}

/// The ledger, with funds in one cell.
fn ledger(plan: &Value) -> Value {
    let share = |share: &Value| {
        format!("{} {}", share["fund"].as_str().unwrap(), share["capex_eur"].as_f64().unwrap())
    };
    let flat = |row: &Value| {
        let mut row = row.clone();
        let funds: Vec<String> = row["funds"].as_array().unwrap().iter().map(share).collect();
        row["funds"] = funds.join("; ").into();
        row
    };
    plan["ledger"].as_array().unwrap().iter().map(flat).collect()
}

/// The sectors of all sites, each with its site's id and place.
fn sectors(plan: &Value) -> Value {
    let of_site = |site: &Value| {
        let whole = |sector: &Value| {
            let mut row = sector.clone();
            (row["site"], row["lon"], row["lat"]) =
                (site["id"].clone(), site["lon"].clone(), site["lat"].clone());
            row
        };
        site["sectors"].as_array().unwrap().iter().map(whole).collect::<Vec<Value>>()
    };
    plan["sites"].as_array().unwrap().iter().flat_map(of_site).collect()
}

fn table(file: &Path, rows: &Value, names: &[(&str, &str)]) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let rows = rows.as_array().unwrap();
    assert_eq!(records.len(), rows.len(), "{}", file.display());
    for (record, row) in records.iter().zip(rows) {
        for (column, cell) in header.iter().zip(record) {
            let value = value(row, column, names);
            let place = format!("{}, {column} of {row}", file.display());
            assert!(
                same(cell, &value.unwrap_or_else(|| panic!("plan.json lacks {place}"))),
                "{cell}: {place}"
            );
        }
    }
}

/// What `plan.json` says for a column: of what is null as a whole each part is null, and ids stand in one text.
pub fn value(row: &Value, column: &str, names: &[(&str, &str)]) -> Option<Value> {
    let other = names.iter().find(|(name, _)| *name == column);
    let found = match other {
        None => row.get(column),
        Some((_, pointer)) => {
            let whole = pointer.rsplit_once('/').and_then(|(whole, _)| row.pointer(whole));
            row.pointer(pointer).or_else(|| whole.filter(|whole| whole.is_null()))
        }
    };
    found.map(|found| match found {
        Value::Array(ids) => ids.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ").into(),
        other => other.clone(),
    })
}

fn same(cell: &str, value: &Value) -> bool {
    match value {
        Value::Null => cell.is_empty(),
        Value::Number(number) => cell.parse::<f64>().ok() == number.as_f64(),
        Value::String(text) => cell == text,
        Value::Bool(truth) => cell.parse() == Ok(*truth),
        Value::Array(_) | Value::Object(_) => false,
    }
}

/// Names under which the attributes of a map layer stand in `plan.json`.
pub fn names_of(layer: &str) -> &'static [(&'static str, &'static str)] {
    match layer {
        "sites" => &SITE_NAMES,
        "comuni" => &COMUNE_NAMES,
        "households" => &POINT_NAMES,
        _ => &[],
    }
}
