//! The formulation and the code speak of the same constraints by the same names.

use std::collections::{BTreeMap, BTreeSet};

const TEXT: &str = include_str!("../formulation.md");
const CHECKER: &str = include_str!("../../certificate/answer.rs");
const CODE: [&str; 5] = [
    CHECKER,
    include_str!("../reduced.rs"),
    include_str!("../lagrangean.rs"),
    include_str!("../proof.rs"),
    include_str!("../../certificate/rows.rs"),
];

/// Number and name in `C3 budget: …`.
fn constraint(line: &str) -> Option<(u32, String)> {
    let (head, _) = line.strip_prefix('C')?.split_once(':')?;
    let (number, name) = head.split_once(' ')?;
    Some((number.parse().ok()?, name.to_owned()))
}

fn in_text() -> BTreeMap<u32, String> {
    let headings = TEXT.lines().filter_map(|line| line.strip_prefix("**"));
    headings.filter_map(|line| constraint(&line.replace("**", ""))).collect()
}

fn in_code(code: &str) -> Vec<(u32, String)> {
    code.lines().filter_map(|line| constraint(line.trim_start().strip_prefix("/// ")?)).collect()
}

#[test]
fn constraints_are_numbered() {
    let numbers: Vec<u32> = in_text().into_keys().collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

#[test]
fn code_names_constraints_as_the_text_does() {
    let text = in_text();
    for (number, name) in CODE.iter().flat_map(|code| in_code(code)) {
        assert_eq!(text.get(&number), Some(&name), "C{number}");
    }
}

#[test]
fn the_checker_and_the_model_each_hold_every_constraint() {
    let all: BTreeSet<u32> = in_text().into_keys().collect();
    let numbers =
        |parts: &[&str]| parts.iter().flat_map(|code| in_code(code)).map(|(number, _)| number).collect();
    let checked: BTreeSet<u32> = numbers(&[CHECKER]);
    let modelled: BTreeSet<u32> = numbers(&CODE[1..]);
    assert_eq!((checked, modelled), (all.clone(), all));
}

#[test]
#[cfg(feature = "highs")]
fn the_solvers_version_is_the_one_that_is_built() {
    let lock = include_str!("../../../Cargo.lock");
    let package = format!("name = \"highs-sys\"\nversion = \"{}\"", crate::optimise::highs::VERSION);
    assert!(lock.contains(&package));
}
