//! Every way in which one leaf of a document can be changed.

use serde_json::Value;

/// All documents that differ from this one in one leaf: a number by one, a character, a truth, an element of a list left out,
/// given twice, or in its neighbour's place. Each comes with the place of the change.
pub fn changed(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for pointer in pointers(document, "") {
        let leaf = document.pointer(&pointer).unwrap();
        for instead in instead_of(leaf).into_iter().filter(|instead| instead != leaf) {
            let mut changed = document.clone();
            *changed.pointer_mut(&pointer).unwrap() = instead;
            found.push((pointer.clone(), changed));
        }
    }
    found
}

/// JSON pointers of all values.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().enumerate().map(|(index, one)| (index.to_string(), one)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, one)| (key.clone(), one)).collect(),
        _ => Vec::new(),
    };
    let inner = inner.iter().flat_map(|(key, one)| pointers(one, &format!("{at}/{key}")));
    std::iter::once(at.to_owned()).chain(inner).collect()
}

fn instead_of(leaf: &Value) -> Vec<Value> {
    match leaf {
        Value::Number(number) => number_beside(number),
        Value::String(text) => texts_beside(text).into_iter().map(Value::from).collect(),
        Value::Bool(truth) => vec![(!truth).into()],
        Value::Array(list) => lists_beside(list).into_iter().map(Value::from).collect(),
        Value::Object(_) | Value::Null => Vec::new(),
    }
}

fn number_beside(number: &serde_json::Number) -> Vec<Value> {
    match number.as_i64() {
        Some(whole) => vec![(whole + 1).into(), (whole - 1).into()],
        None => vec![(number.as_f64().unwrap() + 1.0).into()],
    }
}

/// Each character another one of the same kind, left out, or given twice.
fn texts_beside(text: &str) -> Vec<String> {
    let mut texts = vec![format!("{text}A"), format!("{text}=")];
    for (at, character) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + character.len_utf8()..]);
        let other = if character == 'B' { 'C' } else { 'B' };
        texts.extend([
            format!("{before}{other}{after}"),
            format!("{before}{after}"),
            format!("{before}{character}{character}{after}"),
        ]);
    }
    texts
}

fn lists_beside(list: &[Value]) -> Vec<Vec<Value>> {
    let mut lists = Vec::new();
    for at in 0..list.len() {
        let (mut fewer, mut more) = (list.to_vec(), list.to_vec());
        fewer.remove(at);
        more.insert(at, list[at].clone());
        lists.extend([fewer, more]);
        if at > 0 {
            let mut swapped = list.to_vec();
            swapped.swap(at - 1, at);
            lists.push(swapped);
        }
    }
    lists
}
