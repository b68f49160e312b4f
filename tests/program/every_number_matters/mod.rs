//! Nothing is read and ignored: each number, switch and word of a scenario is changed a little, and the plan must change.
//!
//! What merely repeats the scenario (a site's own longitude, a limit beside its verdict) does not count as a change;
//! see `outcome.rs`. Numbers that cannot compute anything are held to another standard, see [`Standard`].

pub mod leaves;
mod optional;
mod outcome;
mod radios;

use std::collections::BTreeSet;
use std::path::Path;

use divario::problem::Error;
use rayon::prelude::*;
use serde_json::Value;

use leaves::Leaf;
use optional::{with_model, with_optional_sections};
use outcome::Outcome;
use radios::RADIOS;

/// Words that tell nothing in a scenario without optional sections; those of the richer one tell.
const ONLY_WITH_OPTIONAL_SECTIONS: [&str; 1] = ["/terrain/layers/*/shows"];

/// Rules of the schema that no scenario here can show, and what shows them instead.
const SHOWN_ELSEWHERE: [(&str, &str); 7] = [
    ("/demand/households/comune_by", "bad_input: only where codes and polygons differ does it matter"),
    ("/governance/enforce/*", "promises: only where a guideline does not hold by itself does it matter"),
    ("/governance/rules/seats_total", "managing_body: what does not come to it is refused"),
    ("/participation/priorities/*/raises", "ballots: plans ask for no vote"),
    ("/participation/points_per_ballot", "ballots: plans ask for no vote"),
    ("/participation/comune_weighting", "ballots: plans ask for no vote"),
    ("/participation/group_min", "ballots: plans ask for no vote"),
];

/// Models that have a section of their own.
const MODELS_WITH_SETTINGS: [&str; 2] = ["p1812", "itm"];

/// What must change for a leaf to count as read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Standard {
    /// Some file, besides what merely repeats the scenario; or there is no plan any more that serves anybody.
    Files,
    /// Thresholds of the guidelines are repeated beside each verdict: the verdict, or its words, must change.
    Verdict,
    /// The year of a price computes nothing; it must stand in the ledger, beside the source.
    Ledger,
    /// What a licence allows computes nothing: a change must be refused.
    Refusal,
    /// When the solver stops decides how far a plan is proven, and not at all where the best plan is found at once;
    /// the settings must stand in the plan's provenance.
    Provenance,
}

impl Standard {
    fn of(rule: &str) -> Self {
        match rule {
            "/costs/items/*/year" => Self::Ledger,
            "/solve/gap_ratio" | "/solve/time_limit_s" | "/solve/seed" => Self::Provenance,
            "/radio/reuse/shared_at_site"
            | "/radio/licence"
            | "/radio/cpe/antenna/sector/electrical_tilt_deg"
            | "/radio/cpe/antenna/omni/electrical_tilt_deg" => Self::Refusal,
            rule if rule.starts_with("/radio/eirp_limits/") => Self::Refusal,
            rule if rule.starts_with("/governance/rules/") => Self::Verdict,
            _ => Self::Files,
        }
    }

    fn is_met(self, base: &Outcome, changed: Result<Outcome, Error>) -> bool {
        let changed = match changed {
            Ok(changed) => changed,
            Err(Error::Infeasible(_) | Error::Unfound(_)) => return self == Self::Files,
            Err(_) => return self == Self::Refusal,
        };
        match self {
            Self::Refusal => false,
            Self::Files => base.files != changed.files,
            Self::Verdict => base.verdicts != changed.verdicts,
            Self::Ledger => base.price_years != changed.price_years,
            Self::Provenance => base.solver != changed.solver,
        }
    }
}

fn minimal() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/minimal.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// Those of the leaves that change nothing, with what was tried.
fn ignored(document: &Value, leaves: &[Leaf]) -> Vec<String> {
    let base = Outcome::of(document).unwrap();
    assert!(base == Outcome::of(document).unwrap(), "the same scenario gave two plans");
    leaves.par_iter().filter(|leaf| !matters(document, leaf, &base)).map(ToString::to_string).collect()
}

/// Whether a small change, or a larger one, or the largest, has an effect. A change that is refused shows nothing.
fn matters(document: &Value, leaf: &Leaf, base: &Outcome) -> bool {
    leaf.nudges().into_iter().any(|nudge| {
        let mut changed = document.clone();
        *changed.pointer_mut(&leaf.pointer).unwrap() = nudge;
        Standard::of(&leaf.rule).is_met(base, Outcome::of(&changed))
    })
}

#[test]
fn everything_in_the_smallest_scenario_matters() {
    let document = minimal();
    let mut leaves = leaves::of(&document);
    assert!(leaves.len() > 80, "only {} numbers, switches and words were found", leaves.len());
    leaves.retain(|leaf| !ONLY_WITH_OPTIONAL_SECTIONS.contains(&leaf.rule.as_str()));
    let ignored = ignored(&document, &leaves);
    assert!(ignored.is_empty(), "read and ignored:\n{}", ignored.join("\n"));
}

#[test]
fn everything_in_the_optional_sections_matters() {
    let document = with_optional_sections(minimal());
    let mut leaves = leaves::of(&document);
    let in_minimal = leaves::rules_of(&leaves::of(&minimal()));
    leaves.retain(|leaf| {
        let rule = leaf.rule.as_str();
        !in_minimal.contains(rule) || ONLY_WITH_OPTIONAL_SECTIONS.contains(&rule)
    });
    let ignored = ignored(&document, &leaves);
    assert!(ignored.is_empty(), "read and ignored:\n{}", ignored.join("\n"));
}

#[test]
fn every_setting_of_a_model_matters() {
    for model in MODELS_WITH_SETTINGS {
        let document = with_model(minimal(), model);
        let mut leaves = leaves::of(&document);
        leaves.retain(|leaf| leaf.rule.starts_with(&format!("/radio/propagation/{model}/")));
        assert!(leaves.len() >= 4, "only {} settings of {model}", leaves.len());
        let ignored = ignored(&document, &leaves);
        assert!(ignored.is_empty(), "read and ignored:\n{}", ignored.join("\n"));
    }
}

#[test]
fn everything_in_other_radios_matters() {
    for (name, radio) in RADIOS {
        let document = radio(minimal());
        let in_minimal = leaves::rules_of(&leaves::of(&minimal()));
        let mut leaves = leaves::of(&document);
        leaves.retain(|leaf| !in_minimal.contains(&leaf.rule));
        assert!(!leaves.is_empty(), "{name} adds nothing");
        let ignored = ignored(&document, &leaves);
        assert!(ignored.is_empty(), "{name}, read and ignored:\n{}", ignored.join("\n"));
    }
}

/// A site's own layout and antenna are of the same types as the base station's, and so is the household's antenna; other ways to
/// build a site, and how it reverts and what it bears, are of one type everywhere.
fn as_elsewhere(rule: &str) -> String {
    let same = [
        ("/terms/operators_max", "/sites/inline/*/terms/operators_max"),
        ("/terms/reverts/", "/sites/files/*/terms/reverts/"),
        ("/alternatives/*/layout/", "/radio/base_station/layout/"),
        ("/alternatives/*/antenna/", "/radio/base_station/antenna/"),
        ("/terms/layout/", "/radio/base_station/layout/"),
        ("/terms/antenna/", "/radio/base_station/antenna/"),
        ("/radio/cpe/antenna/", "/radio/base_station/antenna/"),
        ("/terms/alternatives/", "/sites/inline/*/terms/alternatives/"),
    ];
    let of_base =
        |(place, shown): (&str, &str)| rule.split_once(place).map(|(_, rest)| format!("{shown}{rest}"));
    same.into_iter().find_map(of_base).unwrap_or_else(|| rule.to_owned())
}

#[test]
fn no_number_of_the_schema_is_left_out_of_these_tests() {
    let mut tested: BTreeSet<String> = leaves::rules_of(&leaves::of(&minimal()));
    tested.extend(leaves::rules_of(&leaves::of(&with_optional_sections(minimal()))));
    for model in MODELS_WITH_SETTINGS {
        tested.extend(leaves::rules_of(&leaves::of(&with_model(minimal(), model))));
    }
    for (_, radio) in RADIOS {
        tested.extend(leaves::rules_of(&leaves::of(&radio(minimal()))));
    }
    let untested: Vec<String> = leaves::rules_of_schema()
        .into_iter()
        .filter(|rule| {
            !tested.contains(rule)
                && !tested.contains(&as_elsewhere(rule))
                && SHOWN_ELSEWHERE.iter().all(|(shown, _)| shown != rule)
        })
        .collect();
    assert!(untested.is_empty(), "add them to optional.rs:\n{}", untested.join("\n"));
}
