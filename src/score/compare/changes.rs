//! What changed between plans: files by their hashes, and keys of the scenarios where these are at hand.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{InputCompared, KeyCompared, PlanAtHand, Standpoint};

/// Where a scenario names the file of its prices, and where the prices themselves.
const CATALOGUE: &str = "/costs/catalogue";
const ITEMS: &str = "/costs/items";

/// Longest text of a value, characters.
const VALUE_CHARS: usize = 160;

/// Every input file of any plan, by path.
pub(super) fn inputs(plans: &[PlanAtHand]) -> Vec<InputCompared> {
    let mut found: BTreeMap<&str, Vec<Option<String>>> = BTreeMap::new();
    for (index, one) in plans.iter().enumerate() {
        for input in &one.plan.provenance.inputs {
            found.entry(&input.path).or_insert_with(|| vec![None; plans.len()])[index] =
                Some(input.sha256.clone());
        }
    }
    let compared = |(path, sha256): (&str, Vec<Option<String>>)| {
        let standing = standing(&sha256);
        InputCompared { path: path.to_owned(), sha256, standing }
    };
    found.into_iter().map(compared).collect()
}

fn standing(sha256: &[Option<String>]) -> Standpoint {
    if sha256.iter().any(Option::is_none) {
        Standpoint::NotInAll
    } else if sha256.iter().all(|hash| *hash == sha256[0]) {
        Standpoint::Same
    } else {
        Standpoint::Changed
    }
}

/// Keys in which those scenarios differ that are at hand; none where that is fewer than two.
pub(super) fn keys(plans: &[PlanAtHand]) -> Vec<KeyCompared> {
    let at_hand: Vec<(usize, &Value)> =
        plans.iter().enumerate().filter_map(|(index, one)| Some((index, one.scenario?))).collect();
    let mut found = Vec::new();
    let buys_there: Vec<bool> = at_hand.iter().map(|(_, scenario)| has_catalogue(scenario)).collect();
    let values: Vec<Option<&Value>> = at_hand.iter().map(|(_, value)| Some(*value)).collect();
    collect("", &values, &mut found);
    let spread = |(pointer, texts): (String, Vec<Option<String>>)| {
        let mut values = vec![None; plans.len()];
        for ((index, _), text) in at_hand.iter().zip(texts) {
            values[*index] = text;
        }
        KeyCompared { pointer, values }
    };
    found.retain(|(pointer, texts)| !is_price_elsewhere(pointer, texts, &buys_there));
    found.into_iter().map(spread).collect()
}

fn has_catalogue(scenario: &Value) -> bool {
    scenario.pointer(CATALOGUE).is_some_and(|file| !file.is_null())
}

/// Whether a key is missing in a scenario alone that buys at a catalogue, where another holds what the catalogue says; the file is among
/// the inputs.
fn is_price_elsewhere(pointer: &str, texts: &[Option<String>], buys_there: &[bool]) -> bool {
    let is_mixed = buys_there.contains(&true) && buys_there.contains(&false);
    let is_missing_there = || texts.iter().zip(buys_there).all(|(text, buys)| text.is_none() == *buys);
    is_mixed && (pointer == CATALOGUE || pointer.starts_with(ITEMS) && is_missing_there())
}

/// Goes down as long as all values are objects, or lists of one length.
fn collect(pointer: &str, values: &[Option<&Value>], found: &mut Vec<(String, Vec<Option<String>>)>) {
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    if let Some(objects) =
        values.iter().map(|value| value.and_then(Value::as_object)).collect::<Option<Vec<_>>>()
    {
        let keys: BTreeSet<&String> = objects.iter().flat_map(|object| object.keys()).collect();
        for key in keys {
            let inner: Vec<Option<&Value>> = objects.iter().map(|object| object.get(key)).collect();
            collect(&format!("{pointer}/{}", escaped(key)), &inner, found);
        }
        return;
    }
    let lists = values.iter().map(|value| value.and_then(Value::as_array)).collect::<Option<Vec<_>>>();
    if let Some(lists) = lists.filter(|lists| lists.iter().all(|list| list.len() == lists[0].len())) {
        for at in 0..lists[0].len() {
            let inner: Vec<Option<&Value>> = lists.iter().map(|list| list.get(at)).collect();
            collect(&format!("{pointer}/{at}"), &inner, found);
        }
        return;
    }
    found.push((pointer.to_owned(), values.iter().map(|value| value.map(text)).collect()));
}

/// RFC 6901, section 3.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn text(value: &Value) -> String {
    let whole = value.to_string();
    if whole.chars().count() <= VALUE_CHARS {
        return whole;
    }
    let cut: String = whole.chars().take(VALUE_CHARS).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_told_where_they_are() {
        let [one, other] = [
            json!({"a": 1, "b": [1, {"c": 2}], "d/e": true, "f": [1], "same": {"x": [1, 2]}}),
            json!({"a": 1, "b": [1, {"c": 3}], "d/e": false, "f": [1, 2], "new": "x".repeat(300), "same": {"x": [1, 2]}}),
        ];
        let mut found = Vec::new();
        collect("", &[Some(&one), Some(&other)], &mut found);
        let told = |text: &str| Some(text.to_owned());
        let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(pointers, ["/b/1/c", "/d~1e", "/f", "/new"]);
        assert_eq!(found[0].1, [told("2"), told("3")]);
        assert_eq!(found[2].1, [told("[1]"), told("[1,2]")]);
        assert_eq!(found[3].1[0], None);
        assert_eq!(found[3].1[1].as_ref().unwrap().chars().count(), VALUE_CHARS + 1);
    }

    #[test]
    fn prices_of_a_catalogue_are_not_missing() {
        let told = |text: &str| Some(text.to_owned());
        let mixed = [true, false];
        assert!(is_price_elsewhere("/costs/catalogue", &[told("\"prices.csv\""), None], &mixed));
        assert!(is_price_elsewhere("/costs/items/mast", &[None, told("{}")], &mixed));
        assert!(!is_price_elsewhere("/costs/items/mast/capex_eur", &[told("1.0"), told("2.0")], &mixed));
        assert!(!is_price_elsewhere("/costs/items/mast", &[told("{}"), None], &mixed));
        assert!(!is_price_elsewhere("/costs/items/mast", &[None, told("{}")], &[false, false]));
    }

    #[test]
    fn a_file_is_the_same_changed_or_not_in_all() {
        let hash = |text: &str| Some(text.to_owned());
        assert_eq!(standing(&[hash("a"), hash("a")]), Standpoint::Same);
        assert_eq!(standing(&[hash("a"), hash("b")]), Standpoint::Changed);
        assert_eq!(standing(&[hash("a"), None]), Standpoint::NotInAll);
    }
}
