//! Somebody changes one field of `plan.json`: `divario verify` names what no longer follows, or says beforehand that nothing but the
//! hash of the file is held against that field.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use divario::progress::Silent;
use divario::{VerifyRequest, verify};
use serde_json::{Value, json};

use crate::planned::{Planned, json_file};
use crate::world::{World, divario, text};

/// Of the values of one kind of field so many are changed, spread over the file.
const OF_EACH: usize = 4;

/// JSON pointers of all values by the field that they are: `sites[].owner`.
fn fields(value: &Value, field: &str, pointer: &str, found: &mut BTreeMap<String, Vec<String>>) {
    if !field.is_empty() && !value.is_object() {
        found.entry(field.to_owned()).or_default().push(pointer.to_owned());
    }
    match value {
        Value::Array(list) => {
            for (index, one) in list.iter().enumerate() {
                fields(one, &format!("{field}[]"), &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(keys) => {
            for (key, one) in keys {
                let field = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
                fields(one, &field, &format!("{pointer}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// What may stand in place of a value: something near, and what other fields of its kind hold.
fn instead_of(value: &Value, others: &[Value]) -> Vec<Value> {
    let mut instead: Vec<Value> = match value {
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            vec![json!(number + 1.0), json!(number / 2.0)]
        }
        Value::Number(number) => vec![json!(number.as_i64().unwrap() + 1)],
        Value::String(text) => vec![json!(format!("{text}x"))],
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Array(list) if !list.is_empty() => {
            vec![list[1..].into(), list.iter().chain([&list[0]]).cloned().collect()]
        }
        Value::Null => vec![json!(1), json!("x")],
        _ => Vec::new(),
    };
    let mut others: Vec<Value> =
        others.iter().filter(|other| *other != value && !other.is_array()).cloned().collect();
    others.sort_by_key(Value::to_string);
    others.dedup();
    let step = others.len().div_ceil(OF_EACH).max(1);
    instead.extend(others.into_iter().step_by(step));
    instead.retain(|other| other != value);
    instead
}

/// The verdict on a folder: why it is refused.
fn refusal(folder: &Path) -> String {
    let request = VerifyRequest { folder: folder.to_owned(), scenario: None, data: None, recompute: false };
    verify(&request, &Silent).map(|_| ()).unwrap_err().to_string()
}

/// The fields of which some change shows in the hash of the file alone, and of the others what was said.
fn changed_one_by_one(folder: &Path) -> (BTreeSet<String>, Vec<(String, String)>) {
    let file = folder.join("plan.json");
    let plan = json_file(&file);
    let mut all = BTreeMap::new();
    fields(&plan, "", "", &mut all);
    let (mut unseen, mut said) = (BTreeSet::new(), Vec::new());
    for (field, pointers) in &all {
        let values: Vec<Value> = pointers.iter().map(|at| plan.pointer(at).unwrap().clone()).collect();
        let word = (field.rsplit('.').next() == Some("state")).then(|| json!("no_backhaul"));
        let others: Vec<Value> = values.iter().cloned().chain(word).collect();
        let step = pointers.len().div_ceil(OF_EACH);
        for (pointer, value) in pointers.iter().zip(&values).step_by(step) {
            for instead in instead_of(value, &others) {
                let mut changed = plan.clone();
                *changed.pointer_mut(pointer).unwrap() = instead;
                fs::write(&file, format!("{changed:#}\n")).unwrap();
                let refusal = refusal(folder);
                if refusal.contains("SHA-256 without its lines") {
                    unseen.insert(field.clone());
                } else {
                    said.push((field.clone(), refusal));
                }
            }
        }
    }
    (unseen, said)
}

/// Whether a name stands for a field: itself, or a section that it is in.
fn names(name: &str, field: &str) -> bool {
    field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Five comuni of the demo with less money, whose halls are kept a rate.
fn valleys() -> Planned {
    Planned::changed("demo.json", |scenario| {
        scenario["terrain"]["cell_m"] = json!(120.0);
        scenario["area"]["comuni_istat"] = json!(["999006", "999011", "999014", "999015", "999017"]);
        scenario["demand"]["anchors"][0]["committed_mbps"] = json!(0.5);
        for fund in [0, 3] {
            scenario["governance"]["funds"][fund]["capex_eur"] = json!(0.0);
        }
    })
    .done()
}

/// Has the world's subscribers need a terminal.
fn with_terminals(world: &mut World, paid_by: &str, lifetime_years: u32) {
    world.set(
        "/costs/items/terminal",
        json!({
            "label": "Terminal", "capex_eur": 150.0, "opex_eur_per_year": 0.0, "lifetime_years": lifetime_years,
            "source": "invented", "year": 2025
        }),
    );
    world.set("/costs/cpe", json!({"item": "terminal", "paid_by": paid_by}));
}

/// The small world, whose managing body lacks a member; subscribers buy terminals that outlive the horizon.
fn too_few_members() -> Planned {
    let mut world = World::new();
    with_terminals(&mut world, "subscriber", 40);
    world.set("/governance/rules/local_members_min", json!(2));
    Planned::of(world).done()
}

/// The small world with two concessions, a private site that reverts and one that does not, a third site, seats, something lent, and
/// terminals that the network buys.
fn with_ends() -> Planned {
    let mut world = World::new();
    with_terminals(&mut world, "network", 4);
    world.set(
        "/governance/concessions",
        json!([
            {"id": "masts", "grantor": "comuni", "concessionaire": "towerco", "until_year": 4},
            {"id": "fibre", "grantor": "region", "concessionaire": "fibreco", "until_year": 6}
        ]),
    );
    let owners = world.scenario["governance"]["owners"].as_array_mut().unwrap();
    owners.push(json!({"id": "region", "name": "Region", "kind": "other_public"}));
    owners.push(json!({"id": "fibreco", "name": "Fibre company", "kind": "private"}));
    world.set("/governance/funds/0/capex_eur", json!(200_000.0));
    world.set("/radio/propagation/range_max_km", json!(2.15));
    let sites = world.scenario["sites"]["inline"].as_array_mut().unwrap();
    let mut third = sites[0].clone();
    (third["id"], third["lon_deg"], third["lat_deg"]) = (json!("s3"), json!(8.15), json!(43.915));
    sites.push(third);
    for (site, owner) in sites.iter_mut().zip(["fibreco", "towerco", "region"]) {
        (site["terms"]["owner"], site["terms"]["status"]) = (json!(owner), json!("committed"));
    }
    world.set("/sites/inline/0/terms/reverts", json!({"year": 8, "to": "comuni"}));
    world.set("/sites/inline/1/terms/in_kind_eur_per_year", json!(200.0));
    world.set(
        "/governance/managing_body/seats",
        json!([{"owner": "comuni", "seats": 2}, {"istat": "999001", "seats": 3}]),
    );
    world.set("/governance/rules/small_comuni_seats_min", json!(1));
    Planned::of(world).done()
}

const CENTRE: &str = "service_centre";

/// The smallest scenario with a centre of its two comuni, whose cap nobody reaches. What it hangs on is compared there alone.
fn with_centre() -> Planned {
    let centre = json!({
        "member_kind": "town_hall", "cost_share_ratio": 0.1, "other_revenue_eur_per_year": 1000.0, "tariff_share_ratio": 0.3,
        "size_classes": [{"below_population": 2000, "weight": 1.0}, {"weight": 2.5}],
        "fee_cap_below_population": 5000, "fee_cap_eur_per_year": 1e6,
        "stresses": [
            {"name": "ordinary", "cost_ratio": 1.0, "other_revenue_ratio": 1.0},
            {"name": "dear energy", "cost_ratio": 1.2, "other_revenue_ratio": 0.9}
        ]
    });
    Planned::changed("minimal.json", |scenario| scenario["governance"][CENTRE] = centre).done()
}

#[test]
fn every_field_is_compared_or_named_as_not_compared() {
    let demo = valleys();
    let verdict = divario(&["verify", text(&demo.out), "--format", "json", "--quiet"]);
    let verdict: Value = serde_json::from_str(&verdict.stdout).unwrap();
    let named: Vec<&str> =
        verdict["not_compared"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    // By itself such a field is compared; `verify` has a test for those changed with all that say the same.
    let alone = named.into_iter().filter(|name| !name.contains("changed alike"));
    let (partly, wholly): (Vec<&str>, Vec<&str>) = alone.partition(|name| name.contains(" ("));
    let partly: Vec<&str> = partly.into_iter().filter_map(|name| Some(name.split_once(" (")?.0)).collect();
    let (mut unseen, mut said) = changed_one_by_one(&demo.out);
    for world in [too_few_members(), with_ends()] {
        unseen.extend(changed_one_by_one(&world.out).0);
    }
    let (unseen_of_centre, said_of_centre) = changed_one_by_one(&with_centre().out);
    unseen.extend(unseen_of_centre.into_iter().filter(|field| names(CENTRE, field)));
    said.extend(said_of_centre.into_iter().filter(|(field, _)| names(CENTRE, field)));
    let is_named = |field: &String| {
        let by = |name: &&str| names(name, field);
        partly.contains(&field.as_str()) || wholly.iter().any(by) || (field.starts_with("provenance.solver"))
    };
    let unnamed: Vec<&String> = unseen.iter().filter(|field| !is_named(field)).collect();
    assert!(unnamed.is_empty(), "not compared and not named: {unnamed:?}");
    let idle = partly.iter().chain(&wholly).filter(|name| !unseen.iter().any(|field| names(name, field)));
    let idle: Vec<_> = idle.collect();
    assert!(idle.is_empty(), "named and compared: {idle:?}");
    for (field, said) in said {
        let shape =
            said.contains("unknown variant") || said.contains("invalid type") || said.contains("duplicate");
        assert!(shape || !wholly.iter().any(|name| names(name, &field)), "{field} is compared: {said}");
        let key = field.rsplit('.').next().unwrap().trim_end_matches("[]");
        if DERIVED.contains(&field.as_str()) && !shape {
            assert!(said.contains(key), "{field} is not named: {said}");
        }
    }
}

/// Figures that follow from others: whoever changes one reads its name.
const DERIVED: &[&str] = &[
    "status",
    "objective.value",
    "objective.bound",
    "objective.gap_ratio",
    "households.total",
    "households.covered",
    "households.covered_ratio",
    "households.previously_unserved",
    "households.newly_served",
    "households.with_signal",
    "cost.budget_eur",
    "cost.capex_eur",
    "cost.opex_eur_per_year",
    "cost.capex_per_covered_household_eur",
    "cost.present_value_per_covered_household_eur",
    "cost.items[].capex_eur",
    "cost.items[].opex_eur_per_year",
    "cost.years[].year",
    "cost.years[].capex_eur",
    "cost.years[].opex_eur",
    "cost.years[].revenue_eur",
    "sites[].owner_public",
    "sites[].households_served",
    "sites[].households_turned_away",
    "sites[].capex_eur",
    "sites[].hops",
    "sites[].status",
    "pops[].links",
    "comuni[].small",
    "comuni[].households",
    "comuni[].covered",
    "comuni[].covered_ratio",
    "comuni[].previously_unserved",
    "comuni[].newly_served",
    "comuni[].promised",
    "small_comuni.comuni",
    "small_comuni.households",
    "small_comuni.covered",
    "small_comuni.covered_ratio",
    "equity.by_comune_size[].group",
    "equity.by_comune_size[].covered_ratio",
    "equity.altitude_by",
    "equity.by_altitude[].group",
    "equity.by_altitude[].covered",
    "equity.by_province[].newly_served",
    "equity.gini",
    "equity.theil",
    "equity.worst_comuni[].istat",
    "equity.worst_comuni[].uncovered",
    "equity.worst_comuni[].main_reason",
    "equity.small_comuni[].covered_ratio",
    "service_centre.years[].cost_eur",
    "service_centre.years[].balance_eur",
    "service_centre.need_eur_per_year",
    "service_centre.fee_level_eur_per_year",
    "service_centre.members[].served",
    "service_centre.members[].fee_eur_per_year",
    "service_centre.members[].tariff_eur_per_year",
    "governance[].holds",
];
