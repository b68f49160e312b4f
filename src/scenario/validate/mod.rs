//! The meaning of a scenario: names that must exist, values that must fit together. One check, one function.

mod alternatives;
mod backhaul;
mod concessions;
mod cpe;
mod funds;
mod licence;
mod participation;
mod radio;
mod regimes;
mod seats;
mod service_centre;
mod sources;
mod wholesale;

pub use regimes::problem_under;

use std::collections::{BTreeMap, BTreeSet};

use super::{ModelName, Scenario, Status};
use crate::problem::{Findings, Problem};

/// Rows of the ledger that are not bought items.
pub(crate) const RESERVED_ITEMS: [&str; 3] = ["lease", "spectrum_fee", "spectrum_one_off_fee"];

/// Notes everything in the scenario that contradicts itself. Needs no other file.
pub fn validate(scenario: &Scenario, findings: &mut Findings) {
    area(scenario, findings);
    unique_ids(scenario, findings);
    owners(scenario, findings);
    structures(scenario, findings);
    items(scenario, findings);
    cpe::validate(scenario, findings);
    sites_exist(scenario, findings);
    alternatives::validate(scenario, findings);
    enforced(scenario, findings);
    concessions::validate(scenario, findings);
    land_cover(scenario, findings);
    backhaul::validate(scenario, findings);
    radio::validate(scenario, findings);
    propagation(scenario, findings);
    objective(scenario, findings);
    participation::validate(scenario, findings);
    seats::validate(scenario, findings);
    service_centre::validate(scenario, findings);
    regimes::validate(scenario, findings);
    let (place, right) = ("/governance/spectrum", &scenario.governance.spectrum);
    regimes::duty(place, right.coverage_duty.as_ref(), findings);
    let duties = [
        ("coverage_duty", right.coverage_duty.is_some()),
        ("use_or_share_year", right.use_or_share_year.is_some()),
    ];
    regimes::bound_holder(place, right.holder.as_deref(), duties, findings);
    wholesale::validate(scenario, findings);
    funds::validate(scenario, findings);
    sources::validate(scenario, findings);
}

fn area(scenario: &Scenario, findings: &mut Findings) {
    let area = &scenario.area;
    if area.comuni_istat.is_some() && area.box_deg.is_some() {
        let found = "both comuni_istat and box_deg are given";
        findings.problem(Problem::at("contradiction", "/area", found, "keep one of them"));
    }
    for (index, code) in area.comuni_istat.iter().flatten().enumerate() {
        if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            let remedy = "an ISTAT code is six digits as text, leading zeros kept, for example \"008001\"";
            let pointer = format!("/area/comuni_istat/{index}");
            findings.problem(Problem::at("bad-istat-code", pointer, format!("found \"{code}\""), remedy));
        }
    }
    repeated("/area/comuni_istat", area.comuni_istat.iter().flatten().map(String::as_str), findings);
    if let Some(edges) = area.box_deg
        && (edges.west_deg >= edges.east_deg || edges.south_deg >= edges.north_deg)
    {
        let found = format!(
            "west {} east {} south {} north {}",
            edges.west_deg, edges.east_deg, edges.south_deg, edges.north_deg
        );
        let remedy = "west must be less than east, south less than north";
        findings.problem(Problem::at("empty-box", "/area/box_deg", found, remedy));
    }
}

fn unique_ids(scenario: &Scenario, findings: &mut Findings) {
    let governance = &scenario.governance;
    repeated("/governance/owners", governance.owners.iter().map(|owner| owner.id.as_str()), findings);
    repeated("/governance/funds", governance.funds.iter().map(|fund| fund.id.as_str()), findings);
    repeated("/governance/operators", governance.operators.iter().map(|one| one.id.as_str()), findings);
    repeated(
        "/governance/managing_body/members",
        governance.managing_body.members.iter().map(String::as_str),
        findings,
    );
    repeated("/sites/files", scenario.sites.files.iter().map(|file| file.id_prefix.as_str()), findings);
    let pops = scenario.backhaul.pops.iter().map(|pop| pop.id.as_str());
    let inline = scenario.sites.inline.iter().map(|site| site.id.as_str());
    repeated("/sites/inline and /backhaul/pops", inline.chain(pops), findings);
}

fn repeated<'s>(pointer: &str, ids: impl Iterator<Item = &'s str>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            let found = format!("\"{id}\" is given twice");
            findings.problem(Problem::at("repeated-id", pointer, found, "give each its own"));
        }
    }
}

fn owners(scenario: &Scenario, findings: &mut Findings) {
    let governance = &scenario.governance;
    let known: Vec<&str> = governance.owners.iter().map(|owner| owner.id.as_str()).collect();
    let mut check = |pointer: String, id: &str| {
        if !known.contains(&id) {
            let remedy = format!("declare it in /governance/owners; declared: {}", known.join(", "));
            findings.problem(Problem::at(
                "unknown-owner",
                pointer,
                format!("nobody declared \"{id}\""),
                remedy,
            ));
        }
    };
    for (pointer, terms) in scenario.all_terms() {
        check(format!("{pointer}/owner"), &terms.owner);
        if let Some(reversion) = &terms.reverts {
            check(format!("{pointer}/reverts/to"), &reversion.to);
        }
    }
    for (index, concession) in governance.concessions.iter().enumerate() {
        check(format!("/governance/concessions/{index}/grantor"), &concession.grantor);
        check(format!("/governance/concessions/{index}/concessionaire"), &concession.concessionaire);
    }
    for (index, pop) in scenario.backhaul.pops.iter().enumerate() {
        check(format!("/backhaul/pops/{index}/owner"), &pop.owner);
    }
    for (index, member) in governance.managing_body.members.iter().enumerate() {
        check(format!("/governance/managing_body/members/{index}"), member);
    }
    for (index, seats) in governance.managing_body.seats.iter().enumerate() {
        if let Some(owner) = &seats.owner {
            check(format!("/governance/managing_body/seats/{index}/owner"), owner);
        }
    }
    if let Some(holder) = &governance.spectrum.holder {
        check("/governance/spectrum/holder".into(), holder);
    }
}

fn structures(scenario: &Scenario, findings: &mut Findings) {
    let known = &scenario.costs.structures;
    let used = structures_used(scenario);
    for (pointer, structure) in &used {
        if !known.contains_key(*structure) {
            let names: Vec<&str> = known.keys().map(String::as_str).collect();
            let found = format!("\"{structure}\" has no cost");
            let remedy = format!("describe it in /costs/structures; described: {}", names.join(", "));
            findings.problem(Problem::at("unknown-structure", pointer.clone(), found, remedy));
        }
    }
    for structure in known.keys().filter(|name| used.iter().all(|(_, structure)| structure != name)) {
        findings.warn(format!(
            "/costs/structures/{structure}: no site stands on it, so its cost changes nothing"
        ));
    }
}

/// What sites stand on, in each of the ways to build them, with where the scenario says so.
fn structures_used(scenario: &Scenario) -> Vec<(String, &String)> {
    let mut used = Vec::new();
    for (pointer, terms) in scenario.all_terms() {
        used.push((format!("{pointer}/structure"), &terms.structure));
        for (index, way) in terms.alternatives.iter().enumerate() {
            let at = format!("{pointer}/alternatives/{index}/structure");
            used.extend(way.structure.as_ref().map(|structure| (at, structure)));
        }
    }
    used
}

/// Guidelines are enforced or not: naming one twice says nothing more.
fn enforced(scenario: &Scenario, findings: &mut Findings) {
    let enforce = &scenario.governance.enforce;
    for (index, guideline) in enforce.iter().enumerate() {
        if enforce[..index].contains(guideline) {
            let at = format!("/governance/enforce/{index}");
            let found = format!("guideline {guideline} is named twice");
            findings.problem(Problem::at("repeated-guideline", at, found, "name each guideline once"));
        }
    }
}

/// The lists of items that structures, sites, links and tiers need, each with its pointer.
pub(super) fn bought(scenario: &Scenario) -> impl Iterator<Item = (String, &Vec<String>)> {
    let costs = &scenario.costs;
    let structures =
        costs.structures.iter().map(|(name, items)| (format!("/costs/structures/{name}"), items));
    let lists =
        [("/costs/per_site".to_owned(), &costs.per_site), ("/costs/per_link".to_owned(), &costs.per_link)];
    structures.chain(lists).chain(backhaul::items(scenario))
}

fn items(scenario: &Scenario, findings: &mut Findings) {
    let costs = &scenario.costs;
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    used.extend(costs.cpe.iter().map(|cpe| (cpe.item.as_str(), 1)));
    for (pointer, items) in bought(scenario) {
        for (index, item) in items.iter().enumerate() {
            *used.entry(item).or_default() += 1;
            if !costs.items.contains_key(item) {
                let names: Vec<&str> = costs.items.keys().map(String::as_str).collect();
                let remedy = format!("price it in /costs/items; priced: {}", names.join(", "));
                let found = format!("\"{item}\" has no price");
                findings.problem(Problem::at("unknown-item", format!("{pointer}/{index}"), found, remedy));
            }
        }
    }
    for item in RESERVED_ITEMS.iter().filter(|item| costs.items.contains_key(**item)) {
        let found = format!("\"{item}\" is a row of its own in the ledger");
        let pointer = format!("/costs/items/{item}");
        findings.problem(Problem::at("reserved-id", pointer, found, "choose another id"));
    }
    for item in costs.items.keys().filter(|item| !used.contains_key(item.as_str())) {
        findings.warn(format!("/costs/items/{item}: nothing uses it, so its price changes nothing"));
    }
}

fn sites_exist(scenario: &Scenario, findings: &mut Findings) {
    let terms = scenario.all_terms();
    if terms.is_empty() {
        let remedy = "add files, inline sites or terrain_maxima";
        findings.problem(Problem::at("no-sites", "/sites", "no site at all is described", remedy));
    } else if terms.iter().all(|(_, terms)| terms.status == Status::Forbidden) {
        let remedy = "give at least one group the status candidate, committed or existing";
        findings.problem(Problem::at("no-sites", "/sites", "every site is forbidden", remedy));
    }
}

fn land_cover(scenario: &Scenario, findings: &mut Findings) {
    let classes = scenario.terrain.land_cover.iter().flat_map(|cover| &cover.classes);
    let values: Vec<String> = classes.map(|class| class.value.to_string()).collect();
    repeated("/terrain/land_cover/classes", values.iter().map(String::as_str), findings);
}

fn objective(scenario: &Scenario, findings: &mut Findings) {
    let objective = &scenario.objective;
    let worth = objective.unserved_weight + objective.served_weight + objective.small_comune_bonus;
    if worth + objective.anchor_weight <= 0.0 {
        let remedy = "give at least one weight above 0";
        findings.problem(Problem::at("nothing-to-maximise", "/objective", "every weight is 0", remedy));
    }
}

/// Each model has the settings it needs, and no other.
fn propagation(scenario: &Scenario, findings: &mut Findings) {
    let given = &scenario.radio.propagation;
    let sections =
        [("p1812", ModelName::P1812, given.p1812.is_some()), ("itm", ModelName::Itm, given.itm.is_some())];
    for (name, model, is_given) in sections {
        let pointer = format!("/radio/propagation/{name}");
        if is_given && given.model != model {
            let found = format!("is given, but the model is not {name}");
            findings.problem(Problem::at(
                "unread-section",
                pointer,
                found,
                "take it out, or change the model",
            ));
        } else if !is_given && given.model == model {
            let found = format!("is missing, and the model {name} needs it");
            let remedy = "give the section; `divario schema scenario` describes it";
            findings.problem(Problem::at("missing-section", pointer, found, remedy));
        }
    }
}
