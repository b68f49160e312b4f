//! A catalogue of prices from a CSV file: a row for each item that a scenario can buy, with its source, and which of its figures somebody
//! has read there.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::named_columns::{NamedRow, read_named};
use super::number::to_number;
use crate::problem::{Findings, Place, Problem};
use crate::scenario::{CostItem, RESERVED_ITEMS, price_departures};

/// The id of an item, the members of [`CostItem`], and the names of those columns whose figures are verified, with spaces between them.
const COLUMNS: [&str; 9] = [
    "id",
    "label",
    "capex_eur",
    "opex_eur_per_year",
    "energy_eur_per_year",
    "lifetime_years",
    "source",
    "year",
    "verified",
];
/// Figures that can be verified: years and texts are not.
const FIGURES: [&str; 4] = ["capex_eur", "opex_eur_per_year", "energy_eur_per_year", "lifetime_years"];
/// What a source says where a figure is not verified.
const UNVERIFIED: &str = "unverified";
const TEXTS: [&str; 2] = ["label", "source"];
/// Columns after the id that are members of [`CostItem`].
const MEMBERS: usize = COLUMNS.len() - 2;
/// A number that may be left out, as in a scenario.
const OPTIONAL: &str = "energy_eur_per_year";

/// The items of a catalogue by id; every mistake is noted with its line. Ranges are those of the scenario's `costs.items`.
pub fn read_prices(file: &Path, findings: &mut Findings) -> BTreeMap<String, CostItem> {
    let rows = read_named(file, std::fs::read(file), &COLUMNS, findings).unwrap_or_default();
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    let mut items = BTreeMap::new();
    for row in &rows {
        let mut note = |column: &str, code, found: String, remedy: String| {
            let place = Place::Cell(file.to_path_buf(), row.line, column.into());
            findings.problem(Problem { code, place, found, remedy });
        };
        let id = row.cells[0].clone();
        if let Some((code, found, remedy)) = trouble_with(&id, lines.get(&id).copied()) {
            note("id", code, found, remedy);
        }
        lines.entry(id.clone()).or_insert(row.line);
        if let Some(item) = item(row, &mut note) {
            items.insert(id, item);
        }
    }
    items
}

/// Code, what was found and remedy, where an id cannot be one.
fn trouble_with(id: &str, line_before: Option<u64>) -> Option<(&'static str, String, String)> {
    if id.is_empty() {
        return Some(("missing-value", "found nothing".into(), "give the item an id".into()));
    }
    if RESERVED_ITEMS.contains(&id) {
        let found = format!("\"{id}\" is a row of its own in the ledger");
        return Some(("reserved-id", found, "choose another id".into()));
    }
    line_before.map(|line| {
        let found = format!("\"{id}\" is priced in line {line} already");
        ("repeated-id", found, "keep one of them".into())
    })
}

/// An item, looked at as one of a scenario would be.
fn item(row: &NamedRow, note: &mut impl FnMut(&str, &'static str, String, String)) -> Option<CostItem> {
    let mut members = Map::new();
    let mut is_whole = true;
    for (column, cell) in COLUMNS.iter().zip(&row.cells).skip(1).take(MEMBERS) {
        if TEXTS.contains(column) {
            members.insert((*column).into(), json!(cell));
        } else if !(cell.is_empty() && *column == OPTIONAL) {
            match to_number(cell) {
                Ok(number) => drop(members.insert((*column).into(), in_full(number))),
                Err((found, remedy)) => {
                    note(column, "bad-number", found, remedy);
                    is_whole = false;
                }
            }
        }
    }
    if !is_whole {
        return None;
    }
    let value = Value::Object(members);
    let departures = price_departures(&value);
    for problem in &departures {
        let column = problem.place.to_string();
        note(column.trim_start_matches('/'), problem.code, problem.found.clone(), problem.remedy.clone());
    }
    let item: CostItem = departures.is_empty().then(|| serde_json::from_value(value).ok()).flatten()?;
    if item.energy_eur_per_year > item.opex_eur_per_year {
        let (part, all) = (item.energy_eur_per_year, item.opex_eur_per_year);
        let found = format!("{part} is more than the running cost of {all}");
        let remedy = "energy is a part of opex_eur_per_year: raise that, or give less".into();
        note(OPTIONAL, "energy-above-running-cost", found, remedy);
    }
    if let Some((code, found, remedy)) = trouble_with_mark(&row.cells[COLUMNS.len() - 1], &item) {
        note("verified", code, found, remedy);
    }
    Some(item)
}

/// Code, what was found and remedy, where the mark names what is no figure, or source and mark contradict each other: the source, which
/// goes into the plan, says that something is unverified where not every figure that counts is marked.
fn trouble_with_mark(mark: &str, item: &CostItem) -> Option<(&'static str, String, String)> {
    let marked: Vec<&str> = mark.split_whitespace().collect();
    if let Some(other) = marked.iter().find(|name| !FIGURES.contains(*name)) {
        let remedy = format!("name columns whose figures stand in the source, of {}", FIGURES.join(", "));
        return Some(("unknown-column", format!("\"{other}\" is no column with a figure"), remedy));
    }
    let figures = [
        item.capex_eur,
        item.opex_eur_per_year,
        item.energy_eur_per_year,
        if item.capex_eur > 0.0 { f64::from(item.lifetime_years) } else { 0.0 },
    ];
    let mut open =
        FIGURES.iter().zip(figures).filter(|(name, figure)| *figure != 0.0 && !marked.contains(*name));
    let (open, says) = (open.next(), item.source.contains(UNVERIFIED));
    match open {
        Some((name, _)) if !says => {
            let found = format!("does not name {name}, and the source does not say «{UNVERIFIED}»");
            Some((
                "silent-source",
                found,
                "say so in the source, or add the name where it stands there".into(),
            ))
        }
        None if says => {
            let found = format!("names every figure, and the source says «{UNVERIFIED}»");
            Some(("contradiction", found, "take the word out of the source, or the name here".into()))
        }
        _ => None,
    }
}

/// A number as JSON has it: without a point where it is whole, so that it can be a count of years.
fn in_full(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 { json!(number as i64) } else { json!(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "id,label,capex_eur,opex_eur_per_year,energy_eur_per_year,lifetime_years,source,year,verified";

    fn read(rows: &str) -> (BTreeMap<String, CostItem>, String) {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("prices.csv");
        std::fs::write(&file, format!("{HEADER}\n{rows}")).unwrap();
        let mut findings = Findings::default();
        let items = read_prices(&file, &mut findings);
        let told: Vec<String> = findings.problems.iter().map(ToString::to_string).collect();
        (items, told.join("\n"))
    }

    #[test]
    fn a_row_is_an_item_of_a_scenario() {
        let (items, told) = read("mast,\"Mast, 20 m\",30000.5,800,,30,unverified: a test,2007,capex_eur\n");
        assert_eq!(told, "");
        let expected = json!({
            "label": "Mast, 20 m", "capex_eur": 30000.5, "opex_eur_per_year": 800, "lifetime_years": 30,
            "source": "unverified: a test", "year": 2007
        });
        assert_eq!(items["mast"], serde_json::from_value(expected).unwrap());
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_column() {
        let (_, told) = read(
            "mast,Mast,30000,800,0,30,unverified,2007,\nmast,Mast,1,1,0,2.5,a test,2007,\n,Hop,\"1,5\",1,0,1,a test,2007,\n\
             lease,Rent,-1,1,2,1,,2007,\n",
        );
        for said in [
            "prices.csv:3, column id: \"mast\" is priced in line 2 already [repeated-id]",
            "prices.csv:3, column lifetime_years",
            "prices.csv:4, column id: found nothing [missing-value]",
            "prices.csv:4, column capex_eur: found \"1,5\" [bad-number]",
            "prices.csv:5, column id: \"lease\" is a row of its own in the ledger [reserved-id]",
            "prices.csv:5, column capex_eur",
            "prices.csv:5, column source",
        ] {
            assert!(told.contains(said), "«{said}» is missing in:\n{told}");
        }
    }

    #[test]
    fn what_is_not_verified_says_so_in_its_source() {
        let told = |rest: &str| read(&format!("mast,Mast,30000,800,,{rest}\n")).1;
        let all = "capex_eur opex_eur_per_year lifetime_years";
        assert_eq!(told(&format!("30,a test,2007,{all}")), "");
        assert_eq!(told("30,lifetime unverified,2007,capex_eur opex_eur_per_year"), "");
        assert!(told("30,a test,2007,capex_eur lifetime_years").contains("does not name opex_eur_per_year"));
        assert!(told(&format!("30,unverified,2007,{all}")).contains("names every figure"));
        assert!(told("30,unverified,2007,yes").contains("column verified: \"yes\" is no column"));
    }

    #[test]
    fn the_catalogue_of_this_repository_is_sound() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/economics/prices.csv");
        let mut findings = Findings::default();
        let items = read_prices(&file, &mut findings);
        assert!(findings.problems.is_empty(), "{:?}", findings.problems);
        assert!(items.len() > 20, "{}", items.len());
        assert_eq!(items["new_tower"].capex_eur, 90_000.0);
    }
}
