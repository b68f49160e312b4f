//! Both pages against the plan that they are of.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::export::sample;
use crate::score::CaseReport;

/// Every number of a document, those within its texts too, and how long its lists are.
fn numbers(value: &Value, found: &mut Vec<f64>) {
    match value {
        Value::Number(number) => found.extend(number.as_f64()),
        Value::String(text) => found.extend(figures(text, ',', '.')),
        Value::Array(parts) => {
            found.push(parts.len() as f64);
            for part in parts {
                numbers(part, found);
            }
        }
        Value::Object(parts) => parts.values().for_each(|part| numbers(part, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// The figures of a text, where `group` parts thousands and `point` decimals.
fn figures(text: &str, group: char, point: char) -> Vec<f64> {
    let mut figures = Vec::new();
    let is_part = |sign: char| sign.is_ascii_digit() || sign == group || sign == point;
    for part in text.split(|sign| !is_part(sign)) {
        let plain: String = part.trim_matches([group, point]).replace(group, "").replace(point, ".");
        figures.extend(plain.parse::<f64>().ok());
    }
    figures
}

/// Hundredths of a number as it may be told: itself, without cents, to a tenth, to a hundredth, as a percentage, up to the next
/// hundredth, as a percentage up to the next tenth, and as one to the nearest tenth.
fn told(number: f64) -> [i64; 8] {
    let hundredths = |value: f64| (100.0 * value).round() as i64;
    let number = number.abs();
    [
        hundredths(number),
        hundredths(number.round()),
        hundredths((10.0 * number).round() / 10.0),
        hundredths(100.0 * number),
        hundredths((10_000.0 * number).round() / 100.0),
        (100.0 * number - 1e-6).ceil() as i64,
        hundredths((1_000.0 * number - 1e-6).ceil() / 10.0),
        hundredths((1_000.0 * number).round() / 10.0),
    ]
}

/// Figures of the page that the plan does not have.
fn strange(plan: &Plan) -> Vec<f64> {
    let mut known = Vec::new();
    numbers(&serde_json::to_value(plan).unwrap(), &mut known);
    let known: BTreeSet<i64> = known.into_iter().flat_map(told).collect();
    let Said { en, it } = text(plan);
    let all = [figures(&en, ',', '.'), figures(&it, '.', ',')].concat();
    all.into_iter().filter(|figure| !known.contains(&((100.0 * figure).round() as i64))).collect()
}

/// The sample with every number another one, so that none is found by chance.
fn odd_numbers() -> Plan {
    fn change(value: &mut Value, next: &mut f64) {
        match value {
            Value::Number(number) if number.is_f64() => {
                *next += 7_919.37;
                *value = serde_json::json!(*next);
            }
            Value::Array(parts) => parts.iter_mut().for_each(|part| change(part, next)),
            Value::Object(parts) => parts.values_mut().for_each(|part| change(part, next)),
            _ => {}
        }
    }
    let mut plan = serde_json::to_value(sample::plan()).unwrap();
    change(&mut plan, &mut 31_000.0);
    serde_json::from_value(plan).unwrap()
}

#[test]
fn every_figure_stands_in_the_plan() {
    assert_eq!(strange(&sample::plan()), [0.0; 0]);
    assert_eq!(strange(&odd_numbers()), [0.0; 0]);
}

#[test]
fn a_price_that_just_does_is_not_rounded_away() {
    let mut plan = sample::plan();
    plan.balance.break_even_price_eur_per_month = Some(7.561_2);
    plan.balance.minimum_take_up_ratio = Some(0.075_61);
    plan.balance.cases = vec![CaseReport {
        take_up_ratio: 1.0,
        price_ratio: 1.0,
        energy_ratio: 1.0,
        tower_lost: false,
        worst_year: 1,
        reserve_eur: 0.0,
        holds: true,
    }];
    let Said { en, it } = text(&plan);
    let [en, it] = [en, it].map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "));
    assert!(en.contains("a planned price of 7.57 euro a month"), "{en}");
    assert!(en.contains("this planned take-up would just do: 7.6 %"), "{en}");
    assert!(it.contains("un prezzo previsto di 7,57 euro al mese"), "{it}");
    assert!(it.contains("basterebbe questa adesione prevista: 7,6 %"), "{it}");
}

#[test]
fn a_figure_of_another_plan_is_found_out() {
    let mut plan = odd_numbers();
    plan.governance[0].explanation_it = "Somma: 123.456.789".into();
    let text_of = text(&plan);
    plan.governance[0].explanation_it.clear();
    let mut known = Vec::new();
    numbers(&serde_json::to_value(&plan).unwrap(), &mut known);
    let known: BTreeSet<i64> = known.into_iter().flat_map(told).collect();
    assert!(figures(&text_of.it, '.', ',').contains(&123_456_789.0));
    assert!(!known.contains(&12_345_678_900));
}

#[test]
fn both_pages_say_the_same_and_fit() {
    let Said { en, it } = text(&sample::plan());
    assert_eq!(en.matches("\n\n").count(), it.matches("\n\n").count());
    for page in [&en, &it] {
        assert!(page.lines().count() <= 70, "{}", page.lines().count());
        assert!(page.lines().all(|line| line.chars().count() <= LINE_CHARS || !line.contains(' ')), "{page}");
    }
    assert!(en.starts_with("Small \"world\" <1>: the plan on one page\n"));
    assert!(it.contains("\nI QUATTRO PRINCIPI\n") && it.contains("0,6") | it.contains("60 %"), "{it}");
}

#[test]
fn an_empty_plan_can_be_told() {
    let mut plan = sample::plan();
    (plan.sites, plan.links, plan.governance) = (vec![], vec![], vec![]);
    plan.equity.worst_comuni.clear();
    (plan.households.covered, plan.households.previously_unserved) = (0.0, 0.0);
    plan.cost.capex_per_covered_household_eur = None;
    plan.cost.present_value_per_covered_household_eur = None;
    plan.cost.years.clear();
    plan.balance.cases.clear();
    (plan.balance.break_even_price_eur_per_month, plan.balance.minimum_take_up_ratio) = (None, None);
    plan.households.uncovered = crate::score::UncoveredReport::default();
    let Said { en, it } = text(&plan);
    for said in ["0 sites", "0 radio links", "Nobody is covered for it.", "Nobody.\n"] {
        assert!(en.contains(said), "{said}: {en}");
    }
    assert!(it.contains("Nessuno.\n") && !it.contains("NaN"), "{it}");
}
