//! The cheapest fixes of a plan, carried out: whoever was told of one is covered then, at that cost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};

use crate::planned::{Planned, json_file, scenarios};

/// Fixes that are carried out for each reason.
const OF_EACH_REASON: usize = 2;

/// The demo on coarse cells, without summits: what may be built is in one file.
fn demo(change: impl FnOnce(&mut Value)) -> Planned {
    Planned::changed("demo.json", |scenario| {
        scenario["terrain"]["cell_m"] = json!(240.0);
        scenario["sites"].as_object_mut().unwrap().remove("terrain_maxima");
        change(scenario);
    })
}

/// The same with these sites and no others, whatever they cost.
fn built(ids: &BTreeSet<String>) -> Planned {
    let mut all = json_file(&scenarios().join("../data/demo/candidate_sites.geojson"));
    let mut kept = Vec::new();
    let planned = demo(|scenario| {
        scenario["governance"]["funds"][0]["capex_eur"] = json!(1e7);
        scenario["sites"]["files"].as_array_mut().unwrap().retain_mut(|group| {
            let prefix = group["id_prefix"].as_str().unwrap().to_owned();
            let kind = group["keep"]["values"][0].clone();
            (group["file"], group["terms"]["status"]) = (json!("kept.geojson"), json!("committed"));
            let features = all["features"].as_array().unwrap().iter();
            let its = features.filter(|feature| {
                let id = feature["properties"]["id"].as_str().unwrap();
                feature["properties"]["kind"] == kind && ids.contains(&format!("{prefix}{id}"))
            });
            let before = kept.len();
            kept.extend(its.cloned());
            kept.len() > before
        });
    });
    all["features"] = Value::Array(kept);
    fs::write(planned.home.path().join("kept.geojson"), all.to_string()).unwrap();
    planned.done()
}

fn capex_eur(plan: &Value) -> f64 {
    plan["cost"]["capex_eur"].as_f64().unwrap()
}

/// The points of a plan that are told of each fix, by the fix; with the reason of the first.
fn told(plan: &Value) -> BTreeMap<String, (Value, Vec<usize>, String)> {
    let mut told = BTreeMap::new();
    for (at, point) in plan["points"].as_array().unwrap().iter().enumerate() {
        let (fix, state) = (&point["cheapest_fix"], point["state"].as_str().unwrap());
        if !fix.is_null() {
            let one = || (fix.clone(), Vec::new(), state.to_owned());
            told.entry(fix.to_string()).or_insert_with(one).1.push(at);
        }
    }
    told
}

/// What a link is called, and what it carries: new ones by both ends, others by the site that they feed.
type Links = BTreeMap<String, f64>;

/// The links of a plan that another has not, or with another tier.
fn changed_links(before: &Value, then: &Value) -> Links {
    let ends = |link: &Value| (link["from"].clone(), link["to"].clone());
    let known: Vec<&Value> = before["links"].as_array().unwrap().iter().collect();
    let changed = then["links"].as_array().unwrap().iter().filter_map(|link| {
        let capacity_mbps = link["capacity_mbps"].as_f64().unwrap();
        let to = link["to"].as_str().unwrap();
        match known.iter().find(|one| ends(one) == ends(link)) {
            None => Some((format!("{} {to}", link["from"].as_str().unwrap()), capacity_mbps)),
            Some(one) if one["capacity_mbps"] != link["capacity_mbps"] => {
                Some((to.to_owned(), capacity_mbps))
            }
            Some(_) => None,
        }
    });
    changed.collect()
}

/// The links that a fix names.
fn named_links(fix: &Value) -> Links {
    let all = ["new_links", "links", "slower_links"].into_iter().flat_map(|key| fix[key].as_array().unwrap());
    let named = all.map(|link| {
        let ends = ["from", "to"].into_iter().filter_map(|end| link[end].as_str()).collect::<Vec<_>>();
        (ends.join(" "), link["capacity_mbps"].as_f64().unwrap())
    });
    named.collect()
}

#[test]
fn what_is_told_comes_true() {
    let planned = demo(|_| ()).done();
    let plan = json_file(&planned.out.join("plan.json"));
    let sites: BTreeSet<String> =
        plan["sites"].as_array().unwrap().iter().map(|site| site["id"].as_str().unwrap().into()).collect();
    let mut carried_out: BTreeMap<String, usize> = BTreeMap::new();
    for (fix, points, state) in told(&plan).into_values() {
        let count = carried_out.entry(state).or_default();
        if *count == OF_EACH_REASON {
            continue;
        }
        *count += 1;
        let more = fix["sites"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned());
        let all = sites.iter().cloned().chain(more).collect();
        let then = json_file(&built(&all).out.join("plan.json"));
        assert_eq!(then["sites"].as_array().unwrap().len(), all.len());
        let added_eur = capex_eur(&then) - capex_eur(&plan);
        assert_eq!(added_eur, fix["capex_eur"].as_f64().unwrap(), "{fix}");
        assert_eq!(changed_links(&plan, &then), named_links(&fix), "{fix}");
        for point in points {
            assert_eq!(then["points"][point]["state"], "covered", "{fix} for {}", plan["points"][point]);
        }
        let covered = |plan: &Value| plan["households"]["covered"].as_f64().unwrap();
        assert!(covered(&then) >= covered(&plan), "{fix}");
    }
    assert!(carried_out.len() >= 2, "{carried_out:?}");
}
