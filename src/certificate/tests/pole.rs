//! A world with a place that needs two chains, certified by hand, changed, and forged.
//!
//! ```text
//! fibre ─┬─ a ── b ┄ hall Peak (3)     each site 1.00 EUR, one sector each, time for all
//!        └─ c ┄┄┄┄┄┄┄┘                 a serves h1 (2); group north, and an empty south
//! ```
//!
//! Where c is lost every chain to b leads over a: so whoever serves the hall has a work, and a takes the price of it.

use serde_json::{Value, json};

use super::super::{
    Answer, Certificate, DemandRow, Evidence, Instance, ONE, Offer, Packed, PlanFile, Prices, Proven,
    Refusal, Row, Separator, SiteColumn, Step, WrittenRow, verify,
};
use super::leaves::changed;

fn instance() -> Instance {
    let site = |id: &str, fed_by_pop, neighbours: &[u32]| SiteColumn {
        id: id.into(),
        capex_cents: 100,
        fixed_open: false,
        fed_by_pop,
        neighbours: neighbours.to_vec(),
    };
    let place = |id: &str, weight: i64, sectors: &[u32]| DemandRow {
        id: id.into(),
        weight_micro: weight * 1_000_000,
        offers: sectors.iter().map(|&sector| Offer { sector, airtime_us: [100, 10] }).collect(),
        two_chains: id != "h1",
        ..DemandRow::default()
    };
    Instance {
        sites: vec![site("a", true, &[1]), site("b", false, &[0]), site("c", true, &[])],
        sector_sites: vec![0, 1, 2],
        sector_time_us: 1_000,
        groups: vec!["north".into(), "south".into()],
        demand: vec![place("h1", 2, &[0]), place("hall Peak", 3, &[1, 2])],
        budget_cents: 300,
        ..Instance::default()
    }
}

fn prices() -> Prices {
    let separators = vec![Separator { place: 1, lost: Some(2), sites: vec![0] }];
    Prices { groups: vec![0, 1], places_micro: vec![2_000_000, 3_000_000], separators, ..Prices::default() }
}

fn answer() -> Answer {
    Answer { open: vec![0, 1, 2], served_by: vec![Some(0), Some(2)], ..Answer::default() }
}

fn evidence(answer: Answer, prices: Prices) -> Result<Evidence, String> {
    Evidence::new(instance(), answer, vec![Row::Value(prices)], vec![Step::Sum(vec![(0, ONE)])], vec![])
}

fn link(from: &str, to: &str) -> Value {
    json!({"from": from, "to": to, "capacity_mbps": 100.0, "load_mbps": 1.0, "capex_eur": 0.5})
}

fn plan() -> Value {
    let sites = ["a", "b", "c"].map(|id| json!({"id": id, "capex_eur": 1.0}));
    json!({
        "scenario": {"name": "Peak", "sha256": "5ce0"},
        "objective": {"value": 5.0, "bound": 5.0, "gap_ratio": 0.0, "promises": null},
        "households": {"total": 2.0, "covered": 2.0},
        "cost": {"capex_eur": 3.0},
        "sites": sites,
        "links": [link("p", "a"), link("p", "c"), link("a", "b")],
        "points": [{"id": "h1", "households": 2.0, "state": "covered", "server": "a", "sector": 1}],
        "anchors": [{"kind": "hall", "name": "Peak", "covered": true, "dual_path": true,
            "paths": [["c", "p"], ["b", "a", "p"]], "server": "c", "sector": 1}],
        "provenance": {"inputs": [], "threads": 2, "wall_s": 0.25},
    })
}

fn plan_json(plan: &Value) -> String {
    format!("{plan:#}\n")
}

fn certificate() -> Certificate {
    evidence(answer(), prices()).unwrap().certificate(plan_json(&plan()).as_bytes()).unwrap()
}

fn verified(certificate: &[u8], plan: &Value) -> Result<Proven, Refusal> {
    verify(&Certificate::read(certificate)?, &PlanFile::read(plan_json(plan).as_bytes())?)
}

#[test]
fn a_pole_is_certified_and_reads_back() {
    let certificate = certificate();
    let proven = verified(&certificate.bytes(), &plan()).unwrap();
    assert_eq!((proven.value_micro, proven.bound_micro, proven.served_places), (5_000_000, 5_000_000, 2));
    assert_eq!(certificate.question.instance().unwrap(), instance());
    assert_eq!(certificate.rows[0].row().unwrap(), Row::Value(prices()));
}

#[test]
fn no_leaf_can_be_changed() {
    let document = serde_json::to_value(certificate()).unwrap();
    for (pointer, changed) in changed(&document) {
        let verdict = verified(changed.to_string().as_bytes(), &plan());
        assert!(verdict.is_err(), "nobody saw the change at {pointer}");
    }
    let bytes = certificate().bytes();
    for (pointer, changed) in
        changed(&plan()).into_iter().filter(|(pointer, _)| !pointer.starts_with("/prov"))
    {
        assert!(verified(&bytes, &changed).is_err(), "nobody saw the change at {pointer}");
    }
}

#[test]
fn a_plan_that_the_loss_of_one_site_cuts_off_is_none() {
    let error = |open: &[u32], sector| {
        let answer = Answer { open: open.to_vec(), served_by: vec![None, Some(sector)], ..Answer::default() };
        evidence(answer, prices()).unwrap_err()
    };
    let said = "C10: place \"hall Peak\" is served, and the loss of one site would leave it no path";
    assert_eq!([error(&[0, 1], 1), error(&[2], 2)], [said; 2]);
    let mut answer = Answer { open: vec![0, 1], served_by: vec![Some(0), Some(1)], ..Answer::default() };
    assert_eq!((answer.drop_single_chains(&instance()), &answer.served_by[..]), (1, &[Some(0), None][..]));
    assert_eq!(Answer { open: vec![0, 1, 2], ..answer }.check(&instance()).unwrap().value_micro, 2_000_000);
}

#[test]
fn separators_that_do_not_hold_prove_nothing() {
    let refused = |separators: &[(u32, u32, &[u32])], said: &str| {
        let separator = |&(place, lost, sites): &(u32, u32, &[u32])| Separator {
            place,
            lost: lost.into(),
            sites: sites.to_vec(),
        };
        let separators = separators.iter().map(separator).collect();
        let error = evidence(answer(), Prices { separators, ..prices() }).unwrap_err();
        assert!(error.contains(said), "{error}");
    };
    refused(&[(1, 1, &[0])], "a chain leads to place \"hall Peak\" past the lost site and the separator");
    refused(&[(1, 2, &[])], "a chain leads to place \"hall Peak\"");
    refused(&[(1, 0, &[0])], "is not a rising list of other sites");
    refused(&[(1, 2, &[1, 0])], "is not a rising list of other sites");
    refused(&[(1, 3, &[0])], "is not a rising list of other sites");
    refused(&[(1, 2, &[3])], "is not a rising list of other sites");
    refused(&[(0, 2, &[0])], "place 0 is none that needs two chains");
    refused(&[(2, 2, &[0])], "place 2 is none that needs two chains");
    refused(&[(1, 2, &[0]), (1, 0, &[2])], "not of places in rising order");
    let south = Prices { groups: vec![1], places_micro: vec![], ..prices() };
    assert_eq!(evidence(answer(), south).unwrap_err(), "a separator is of a place that is not priced");
}

#[test]
fn where_none_is_lost_two_sites_take_half_of_the_price_each() {
    let bound = |sites: &[u32], price_micro| {
        let separators = vec![Separator { place: 1, lost: None, sites: sites.to_vec() }];
        let prices = Prices { separators, places_micro: vec![2_000_000, price_micro], ..prices() };
        evidence(answer(), prices).map(|evidence| evidence.claim().bound_micro)
    };
    assert_eq!(bound(&[0, 2], 3_000_000), Ok(5_000_000));
    // Halves are rounded up, and one millionth stays in the constant.
    assert_eq!(bound(&[0, 2], 2_999_999), Ok(5_000_001));
    assert_eq!(bound(&[1, 2], 3_000_000), Ok(5_000_000));
    for sites in [&[0][..], &[2], &[]] {
        let error = bound(sites, 3_000_000).unwrap_err();
        assert!(error.contains("a chain leads to place \"hall Peak\""), "{error}");
    }
}

#[test]
fn lists_that_break_off_or_are_empty_are_refused() {
    let refusal = |change: fn(&mut Certificate)| {
        let mut certificate = certificate();
        change(&mut certificate);
        certificate.question_sha256 = certificate.question.hash();
        certificate.proof_sha256 = certificate.hash_of_proof();
        verified(&certificate.bytes(), &plan()).unwrap_err().to_string()
    };
    let told = [
        refusal(|one| row(one, &[])),
        refusal(|one| row(one, &[1, 2])),
        refusal(|one| row(one, &[1, 2, u64::MAX, 0])),
        refusal(|one| one.question.places.two_chains = Some(Packed::of([]))),
        refusal(|one| one.question.places.two_chains = Some(Packed::of([1, 0]))),
        refusal(|one| one.question.places.two_chains = Some(Packed::of([2]))),
    ];
    let said = [
        "an empty list, which is left out",
        "a separator that breaks off",
        "a separator that breaks off",
        "an empty list, which is left out",
        "place 1 twice",
        "found place 2",
    ];
    for (told, said) in told.iter().zip(said) {
        assert!(told.contains(said), "{told}");
    }
}

fn row(certificate: &mut Certificate, numbers: &[u64]) {
    let WrittenRow::Value { separators, .. } = &mut certificate.rows[0] else { panic!("another row") };
    *separators = Some(Packed::of(numbers.iter().copied()));
}

#[test]
fn a_plan_without_the_two_paths_is_refused_by_name() {
    let bytes = certificate().bytes();
    let refusal = |pointer: &str, instead: Value| {
        let mut plan = plan();
        *plan.pointer_mut(pointer).unwrap() = instead;
        verified(&bytes, &plan).unwrap_err().to_string()
    };
    let paths = "/anchors/0/paths";
    let expected = "; expected two paths over links of the plan that share no site";
    for (found, instead) in [
        ("1 paths", json!([["c", "p"]])),
        ("a first path that is not its server's", json!([["b", "a", "p"], ["c", "p"]])),
        ("no link from \"p\" to \"b\"", json!([["c", "p"], ["b", "p"]])),
        ("a path that ends at site \"a\"", json!([["c", "p"], ["b", "a"]])),
        ("a path without sites", json!([["c", "p"], []])),
        ("a path without sites", json!([["c", "p"], ["p"]])),
        ("\"x\", no site of the plan, on a path", json!([["c", "p"], ["b", "x", "p"]])),
        ("site \"c\" on both paths", json!([["c", "p"], ["c", "p"]])),
    ] {
        assert_eq!(
            refusal(paths, instead),
            format!("plan.json, paths of \"hall Peak\": found {found}{expected}")
        );
    }
    let mut invented = plan();
    *invented.pointer_mut(paths).unwrap() = json!([["c", "p"], ["b", "x"]]);
    invented["links"].as_array_mut().unwrap().push(link("x", "b"));
    let refused = verified(&bytes, &invented).unwrap_err().to_string();
    assert!(refused.contains("no link from \"x\" to \"b\""), "the question feeds b over no fibre: {refused}");
    let other = refusal("/anchors/0/dual_path", json!(false));
    assert!(other.ends_with("expected it served by sector 1 of site \"c\" over two paths"), "{other}");
}
