//! The numbers, switches and words of a scenario, and how each can be changed within its schema.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value, json};

/// Shares of a number by which it is raised and lowered, until something changes.
const STEPS: [f64; 6] = [1e-4, 1e-3, 0.01, 0.1, 0.5, 1.0];

/// A number, switch or word of a document.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Where it stands.
    pub pointer: String,
    /// Where the schema describes it: the pointer with `*` for positions in lists and for names.
    pub rule: String,
    value: Value,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Number { least: f64, most: f64, whole: bool },
    Switch,
    Word(Vec<String>),
}

/// All leaves of a scenario, in document order.
pub fn of(document: &Value) -> Vec<Leaf> {
    let root = divario::scenario::schema();
    let mut leaves = Vec::new();
    Walker { root: &root }.visit(Some(document), &root, ("", ""), &mut |leaf| leaves.push(leaf));
    leaves
}

pub fn rules_of(leaves: &[Leaf]) -> BTreeSet<String> {
    leaves.iter().map(|leaf| leaf.rule.clone()).collect()
}

/// Where a scenario can have numbers, switches and words at all.
pub fn rules_of_schema() -> BTreeSet<String> {
    let root = divario::scenario::schema();
    let mut rules = BTreeSet::new();
    Walker { root: &root }.visit(None, &root, ("", ""), &mut |leaf| {
        rules.insert(leaf.rule);
    });
    rules
}

impl Leaf {
    /// Other values that the schema allows, the nearest first.
    pub fn nudges(&self) -> Vec<Value> {
        match &self.kind {
            Kind::Switch => vec![json!(!self.value.as_bool().unwrap())],
            Kind::Word(words) => words.iter().filter(|word| self.value != **word).map(|w| json!(w)).collect(),
            Kind::Number { least, most, whole } => {
                let number = self.value.as_f64().unwrap();
                let allowed = |other: &f64| (*least..=*most).contains(other) && *other != number;
                let steps = if *whole { whole_steps(number) } else { steps(number) };
                let up_and_down = steps.into_iter().flat_map(|step| [number + step, number - step]);
                up_and_down.filter(allowed).map(|n| if *whole { json!(n as i64) } else { json!(n) }).collect()
            }
        }
    }
}

fn steps(number: f64) -> Vec<f64> {
    if number == 0.0 {
        return vec![0.001, 0.1, 10.0, 1e3, 1e5];
    }
    STEPS.iter().map(|share| share * number.abs()).collect()
}

fn whole_steps(number: f64) -> Vec<f64> {
    let mut steps: Vec<f64> = STEPS.iter().map(|share| (share * number.abs()).ceil().max(1.0)).collect();
    // Far enough from small numbers to meet no other of a list.
    steps.push(100.0);
    steps.dedup();
    steps
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tried: Vec<String> = self.nudges().iter().map(Value::to_string).collect();
        write!(f, "{} = {}; tried {}", self.pointer, self.value, tried.join(", "))
    }
}

struct Walker<'a> {
    root: &'a Value,
}

impl<'a> Walker<'a> {
    /// Calls `found` for each leaf of a value, or of everything that the schema allows where no value is given.
    fn visit(
        &self,
        value: Option<&Value>,
        schema: &'a Value,
        (pointer, rule): (&str, &str),
        found: &mut dyn FnMut(Leaf),
    ) {
        let schema = self.resolve(schema);
        if let Some(branches) = schema.get("oneOf").or(schema.get("anyOf")).and_then(Value::as_array) {
            return self.visit_branches(value, branches, (pointer, rule), found);
        }
        if let Some(kind) = kind(schema) {
            let value = value.cloned().unwrap_or_default();
            return found(Leaf { pointer: pointer.into(), rule: rule.into(), value, kind });
        }
        if let Some(items) = schema.get("items") {
            let elements = value.map(|value| value.as_array().unwrap().iter());
            return match elements {
                None => self.visit(None, items, (pointer, &format!("{rule}/*")), found),
                Some(elements) => elements.enumerate().for_each(|(index, element)| {
                    let at = (&*format!("{pointer}/{index}"), &*format!("{rule}/*"));
                    self.visit(Some(element), items, at, found);
                }),
            };
        }
        self.visit_object(value, schema, (pointer, rule), found);
    }

    /// Words to choose from; or something optional; or objects told apart by their one key.
    fn visit_branches(
        &self,
        value: Option<&Value>,
        branches: &'a [Value],
        (pointer, rule): (&str, &str),
        found: &mut dyn FnMut(Leaf),
    ) {
        let words: Vec<String> =
            branches.iter().filter_map(|branch| Some(branch.get("const")?.as_str()?.into())).collect();
        if words.len() == branches.len() {
            let value = value.cloned().unwrap_or_default();
            // Where there is one word only, nothing can be changed.
            if words.len() > 1 {
                found(Leaf { pointer: pointer.into(), rule: rule.into(), value, kind: Kind::Word(words) });
            }
            return;
        }
        for branch in
            branches.iter().map(|branch| self.resolve(branch)).filter(|branch| branch["type"] != "null")
        {
            let required = branch.get("required").and_then(Value::as_array);
            let fits = |value: &Value| {
                required.into_iter().flatten().all(|key| value.get(key.as_str().unwrap()).is_some())
            };
            if value.is_none_or(fits) {
                self.visit(value, branch, (pointer, rule), found);
            }
        }
    }

    fn visit_object(
        &self,
        value: Option<&Value>,
        schema: &'a Value,
        (pointer, rule): (&str, &str),
        found: &mut dyn FnMut(Leaf),
    ) {
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        for (key, property) in properties {
            let member = value.map(|value| value.get(key));
            if member != Some(None) {
                let at = (&*format!("{pointer}/{key}"), &*format!("{rule}/{key}"));
                self.visit(member.flatten(), property, at, found);
            }
        }
        let Some(others @ Value::Object(_)) = schema.get("additionalProperties") else { return };
        let rule = format!("{rule}/*");
        match value {
            None => self.visit(None, others, (pointer, &rule), found),
            Some(value) => value.as_object().unwrap().iter().for_each(|(key, member)| {
                self.visit(Some(member), others, (&format!("{pointer}/{key}"), &rule), found);
            }),
        }
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        reference.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }
}

fn kind(schema: &Value) -> Option<Kind> {
    let is = |name: &str| match &schema["type"] {
        Value::Array(names) => names.iter().any(|one| one == name),
        one => one == name,
    };
    let limit = |key: &str, open: f64| schema.get(key).and_then(Value::as_f64).unwrap_or(open);
    let number = |whole| Kind::Number {
        least: limit("minimum", f64::NEG_INFINITY),
        most: limit("maximum", f64::INFINITY),
        whole,
    };
    match schema {
        _ if is("integer") => Some(number(true)),
        _ if is("number") => Some(number(false)),
        _ if is("boolean") => Some(Kind::Switch),
        // Names, paths and other free text are not nudged.
        _ => None,
    }
}
