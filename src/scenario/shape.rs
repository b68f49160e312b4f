//! The shape of a scenario: every departure from the JSON Schema at once, each with its pointer.
//!
//! The schema is generated from the scenario's types, so that the file format is written down once. This walker
//! knows the part of JSON Schema 2020-12 that those types produce. serde alone would stop at the first mistake.

use serde_json::{Map, Value};

use crate::problem::Problem;

/// The JSON Schema (2020-12) of the scenario document, generated from its types.
#[must_use]
pub fn schema() -> Value {
    schemars::schema_for!(super::Scenario).to_value()
}

/// All departures of `document` from the scenario's schema, by key.
#[must_use]
pub fn departures(document: &Value) -> Vec<Problem> {
    let root = schema();
    let mut walker = Walker { root: &root, is_optional: false, problems: Vec::new() };
    walker.check(document, &root, "");
    walker.problems
}

/// The same for one of its sections, told as standing at a pointer.
pub(super) fn departures_of(section: &str, value: &Value, at: &str) -> Vec<Problem> {
    let root = schema();
    let Some(schema) = root.pointer(&format!("/properties/{section}")) else { return Vec::new() };
    let mut walker = Walker { root: &root, is_optional: false, problems: Vec::new() };
    walker.check(value, schema, at);
    walker.problems
}

/// The same for one price of a catalogue, as an item of `costs.items`, each told as standing at its member.
pub(crate) fn price_departures(item: &Value) -> Vec<Problem> {
    let root = schema();
    let Some(schema) = root.pointer("/$defs/CostItem") else { return Vec::new() };
    let mut walker = Walker { root: &root, is_optional: false, problems: Vec::new() };
    walker.check(item, schema, "");
    walker.problems
}

struct Walker<'a> {
    root: &'a Value,
    /// What is looked at may be left out.
    is_optional: bool,
    problems: Vec<Problem>,
}

impl<'a> Walker<'a> {
    fn check(&mut self, value: &Value, schema: &'a Value, at: &str) {
        let schema = self.resolve(schema);
        if let Some(branches) = alternatives(schema) {
            self.check_alternatives(value, branches, at);
        } else if !type_matches(value, schema) {
            self.wrong_type(value, schema, at);
        } else {
            self.check_scalar(value, schema, at);
            match value {
                Value::Object(members) => self.check_object(members, schema, at),
                Value::Array(elements) => self.check_array(elements, schema, at),
                _ => {}
            }
        }
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        reference.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }

    /// `oneOf` and `anyOf`: words to choose from, optional values, and objects told apart by their one key.
    fn check_alternatives(&mut self, value: &Value, branches: &'a [Value], at: &str) {
        let branches: Vec<&Value> = branches.iter().map(|branch| self.resolve(branch)).collect();
        if let Some(words) = words(&branches) {
            return self.check_word(value, &words, at);
        }
        let tagged = branches.iter().find(|branch| {
            tag(branch).is_some_and(|tag| value.as_object().is_some_and(|members| members.contains_key(tag)))
        });
        let typed = || branches.iter().find(|branch| tag(branch).is_none() && type_matches(value, branch));
        match tagged.or_else(typed) {
            Some(branch) => self.check(value, branch, at),
            None => self.no_alternative(value, &branches, at),
        }
    }

    fn no_alternative(&mut self, value: &Value, branches: &[&Value], at: &str) {
        let names: Vec<&str> = branches.iter().filter_map(|branch| tag(branch)).collect();
        let remedy = if names.is_empty() {
            let kinds: Vec<String> = branches.iter().map(|branch| type_name(branch)).collect();
            format!("give {}", kinds.join(" or "))
        } else {
            format!("give an object with one of the keys {}", names.join(", "))
        };
        self.problems.push(Problem::at("wrong-type", at, format!("found {}", show(value)), remedy));
    }

    fn check_word(&mut self, value: &Value, words: &[&str], at: &str) {
        if value.as_str().is_some_and(|word| words.contains(&word)) {
            return;
        }
        let guess = value.as_str().and_then(|word| nearest(word, words.iter().copied()));
        let remedy = did_you_mean(guess, &format!("give one of {}", words.join(", ")));
        self.problems.push(Problem::at("unknown-word", at, format!("found {}", show(value)), remedy));
    }

    fn wrong_type(&mut self, value: &Value, schema: &Value, at: &str) {
        let remedy = format!("give {}", type_name(schema));
        self.problems.push(Problem::at("wrong-type", at, format!("found {}", show(value)), remedy));
    }

    fn check_scalar(&mut self, value: &Value, schema: &Value, at: &str) {
        let number = |key: &str| schema.get(key).and_then(Value::as_f64);
        if let Some(found) = value.as_f64() {
            let (low, high) = (number("minimum"), number("maximum"));
            if low.is_some_and(|low| found < low) || high.is_some_and(|high| found > high) {
                self.out_of_range(found, low, high, at);
            }
        }
        if let Some(text) = value.as_str() {
            let needed = format!("{} is needed", needed_text(at));
            self.check_length(
                text.trim().chars().count(),
                [number("minLength"), number("maxLength")],
                &needed,
                at,
            );
        } else if let Some(list) = value.as_array() {
            let limits = [number("minItems"), number("maxItems")];
            self.check_length(list.len(), limits, "give at least one entry", at);
        }
    }

    fn out_of_range(&mut self, found: f64, low: Option<f64>, high: Option<f64>, at: &str) {
        let range = match (low, high) {
            (Some(low), Some(high)) => format!("give a number from {low} to {high}"),
            (Some(low), None) => format!("give a number of at least {low}"),
            (_, high) => format!("give a number of at most {}", high.unwrap_or(f64::INFINITY)),
        };
        let ratio = at.ends_with("_ratio") && found > 1.0;
        let remedy = if ratio {
            format!("{range}; {found} % is written {}", (1e4 * found).round() / 1e6)
        } else {
            range
        };
        self.problems.push(Problem::at("out-of-range", at, format!("found {found}"), remedy));
    }

    fn check_length(&mut self, length: usize, [least, most]: [Option<f64>; 2], needed: &str, at: &str) {
        if least.is_some_and(|least| (length as f64) < least) {
            let remedy =
                if self.is_optional { format!("{needed}, or leave the key out") } else { needed.to_owned() };
            self.problems.push(Problem::at("empty", at, "found nothing in it", remedy));
        }
        if let Some(most) = most.filter(|most| (length as f64) > *most) {
            let found = format!("found {length} entries");
            self.problems.push(Problem::at("too-many", at, found, format!("give at most {most}")));
        }
    }

    fn check_object(&mut self, members: &Map<String, Value>, schema: &'a Value, at: &str) {
        let none = Map::new();
        let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let others = schema.get("additionalProperties");
        let required = schema.get("required").and_then(Value::as_array);
        let required: Vec<&str> = required.into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, value) in members {
            let here = format!("{at}/{}", escape(key));
            self.is_optional = known.contains_key(key) && !required.contains(&key.as_str());
            match (schema.get("properties").and_then(|properties| properties.get(key)), others) {
                (Some(property), _) => self.check(value, property, &here),
                (None, Some(Value::Bool(false))) => self.unknown_key(key, known, &here),
                (None, Some(other)) => self.check(value, other, &here),
                (None, None) => {}
            }
        }
        for key in required {
            if !members.contains_key(key) {
                let what = self.describe(known.get(key));
                let found = format!("the key \"{key}\" is missing");
                self.problems.push(Problem::at("missing-key", at, found, format!("add it: {what}")));
            }
        }
    }

    fn describe(&self, property: Option<&'a Value>) -> String {
        let own = |schema: &Value| schema.get("description").and_then(Value::as_str).map(str::to_owned);
        let text = property.and_then(|schema| own(schema).or_else(|| own(self.resolve(schema))));
        text.map_or_else(|| "see the schema".into(), |text| text.replace('\n', " "))
    }

    fn unknown_key(&mut self, key: &str, known: &Map<String, Value>, at: &str) {
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let guess = nearest(key, names.iter().copied());
        let remedy = did_you_mean(guess, &format!("remove it; known here: {}", names.join(", ")));
        self.problems.push(Problem::at("unknown-key", at, format!("nobody reads the key \"{key}\""), remedy));
    }

    fn check_array(&mut self, elements: &[Value], schema: &'a Value, at: &str) {
        if let Some(items) = schema.get("items") {
            for (index, element) in elements.iter().enumerate() {
                self.is_optional = false;
                self.check(element, items, &format!("{at}/{index}"));
            }
        }
    }
}

/// What an empty text lacks, from the key that it stands at.
fn needed_text(at: &str) -> &'static str {
    match at.rsplit('/').next() {
        Some("name") => "a name",
        Some("id" | "owner") => "an id",
        Some("file") => "a path",
        _ => "some text",
    }
}

fn alternatives(schema: &Value) -> Option<&[Value]> {
    let list = schema.get("oneOf").or_else(|| schema.get("anyOf"))?;
    list.as_array().map(Vec::as_slice)
}

/// The words among which a string may choose, if all branches are constant strings or `enum` lists.
fn words<'v>(branches: &[&'v Value]) -> Option<Vec<&'v str>> {
    let mut words = Vec::new();
    for branch in branches {
        if let Some(word) = branch.get("const").and_then(Value::as_str) {
            words.push(word);
        } else {
            words.extend(branch.get("enum")?.as_array()?.iter().filter_map(Value::as_str));
        }
    }
    Some(words)
}

/// The one required key of a branch that stands for a variant.
fn tag(branch: &Value) -> Option<&str> {
    let required = branch.get("required")?.as_array()?;
    let alone = required.len() == 1 && branch.get("properties")?.as_object()?.len() == 1;
    if alone { required[0].as_str() } else { None }
}

fn type_matches(value: &Value, schema: &Value) -> bool {
    let one = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    match schema.get("type") {
        Some(Value::String(name)) => one(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(one),
        _ => true,
    }
}

fn type_name(schema: &Value) -> String {
    let name = match schema.get("type") {
        Some(Value::Array(names)) => names.first().and_then(Value::as_str),
        other => other.and_then(Value::as_str),
    };
    match name.unwrap_or("object") {
        "integer" => "a whole number".into(),
        "array" => "a list [ … ]".into(),
        "object" => "an object { … }".into(),
        "null" => "nothing (leave the key out)".into(),
        "boolean" => "true or false".into(),
        "string" => "text in quotes".into(),
        other => format!("a {other}"),
    }
}

/// A value as it would stand in the file, shortened.
fn show(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { text.chars().take(57).chain("...".chars()).collect() }
}

/// A key as a part of a JSON pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The known name that a typing mistake was most likely meant to be.
fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|name| (strsim::jaro_winkler(word, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

fn did_you_mean(guess: Option<&str>, otherwise: &str) -> String {
    guess.map_or_else(|| otherwise.to_owned(), |guess| format!("did you mean \"{guess}\"? Else {otherwise}"))
}
