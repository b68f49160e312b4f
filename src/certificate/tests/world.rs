//! A small world solved by hand: four sites, five places, and a plan that serves 11 of at most 14.
//!
//! ```text
//! fibre ── a ── b ── d     a: 4.00 EUR, two sectors   b: 3.00   d: 9.00, dearer than what is left
//!          └── c           c: 2.00, stands already    budget 10.00
//!
//! place         h1     h2     h3    h4     hall Town
//! weight         5      4      3     2      2
//! group        north  north  south south  south
//! sectors      a1 b1  a1 a2    b1  c1 d1   c1          c1 has time for one of h4 and the hall
//! served by     a1     a2     -     c1     -
//! ```
//!
//! Without a nothing is fed. With it, north has 9 at most, and south the 3 of h3 over b and the 2 of c1's time.
//!
//! Places hold as many households as they weigh. North was promised 4 of them and south 6: 9 can be kept, and 6 are.
//! b and d are ways to build one place. The network must earn what it costs: 1.00 EUR, 0.50 for a and 0.30 for b; a household pays 0.20.
//! The link from a to b costs 0.50 more than the 3.00 hold for it, and takes 0.10 of what the network earns.
//! A private owner has c: half of those who are served in the south may depend on it alone, and one household more.

use serde_json::{Value, json};

use super::super::{
    Answer, CaptivePrices, Captor, Certificate, Counted, DemandRow, Evidence, Instance, ONE, Offer, PlanFile,
    Prices, Row, Rule, SiteColumn, Step, UNIT,
};

const TIME_US: u32 = 1_000;

/// The world, and what `plan.json` says of it.
pub struct World {
    pub plan: Value,
}

impl World {
    pub fn new() -> Self {
        Self { plan: plan() }
    }

    pub fn evidence() -> Evidence {
        Evidence::new(instance(), answer(), rows(), cases(), kept_cases()).unwrap()
    }

    pub fn certificate(&self) -> Certificate {
        Self::evidence().certificate(self.plan_json().as_bytes()).unwrap()
    }

    pub fn plan_json(&self) -> String {
        format!("{:#}\n", self.plan)
    }

    pub fn plan_file(&self) -> PlanFile<'static> {
        PlanFile::read(self.plan_json().into_bytes()).unwrap()
    }
}

fn site(id: &str, capex_cents: i64, neighbours: &[u32]) -> SiteColumn {
    let (fixed_open, fed_by_pop) = (id == "c", id == "a");
    SiteColumn { id: id.into(), capex_cents, fixed_open, fed_by_pop, neighbours: neighbours.to_vec() }
}

fn place(id: &str, weight: i64, group: u32, offers: &[(u32, [u32; 2])]) -> DemandRow {
    let offer = |&(sector, airtime_us): &(u32, [u32; 2])| Offer { sector, airtime_us };
    DemandRow {
        id: id.into(),
        weight_micro: weight * 1_000_000,
        households_micro: weight * 1_000_000,
        group,
        offers: offers.iter().map(offer).collect(),
        two_chains: false,
    }
}

pub fn instance() -> Instance {
    Instance {
        sites: vec![
            site("a", 400, &[1, 2]),
            site("b", 300, &[0, 3]),
            site("c", 200, &[0]),
            site("d", 900, &[1]),
        ],
        sector_sites: vec![0, 0, 1, 2, 3],
        sector_time_us: TIME_US,
        groups: vec!["north".into(), "south".into()],
        demand: vec![
            place("h1", 5, 0, &[(0, [600, 100]), (2, [300, 50])]),
            place("h2", 4, 0, &[(0, [600, 100]), (1, [900, 10])]),
            place("h3", 3, 1, &[(2, [800, 20])]),
            place("h4", 2, 1, &[(3, [1_000, 0]), (4, [10, 10])]),
            place("hall Town", 2, 1, &[(3, [1_000, 100])]),
        ],
        budget_cents: 1_000,
        promised_micro: vec![4_000_000, 6_000_000],
        rules: vec![rule()],
        alternatives: vec![vec![1, 3]],
        captors: vec![captor()],
    }
}

fn rule() -> Rule {
    let sites_micro_eur = vec![(0, -500_000), (1, -300_000)];
    Rule {
        name: "running costs".into(),
        constant_micro_eur: -1_000_000,
        household_micro_eur: 200_000,
        sites_micro_eur,
    }
}

fn captor() -> Captor {
    Captor {
        name: "towers".into(),
        sites: vec![2],
        fed_by_others: vec![0],
        max_ratio_micro: 500_000,
        spare_micro: 1_000_000,
    }
}

fn answer() -> Answer {
    Answer {
        open: vec![0, 1, 2],
        served_by: vec![Some(0), Some(1), None, Some(3), None],
        links_extra_cents: 50,
        rules_extra_micro_eur: vec![100_000],
    }
}

fn rows() -> Vec<Row> {
    let counted = |counted, group, places: &[i64], times_micro_per_us| {
        let places_micro = places.iter().map(|price| price * 1_000_000).collect();
        Row::Value(Prices {
            groups: vec![group],
            counted,
            places_micro,
            times_micro_per_us,
            separators: vec![],
            captives: Vec::new(),
        })
    };
    let value = |group, places: &[i64], times| counted(Counted::Weight, group, places, times);
    let households =
        |group, places: &[i64], times| counted(Counted::Households(vec![UNIT]), group, places, times);
    vec![
        Row::Budget,
        Row::OutOfReach,
        Row::Feeding { site: 1, separator: vec![0] },
        Row::Feeding { site: 2, separator: vec![0] },
        value(0, &[5, 4], vec![]),
        value(0, &[0, 0], vec![]),
        value(1, &[3, 2, 2], vec![(3, [2_000, 0])]),
        Row::Promises { groups: vec![1] },
        Row::Rule(0),
        households(0, &[0, 0], vec![]),
        households(1, &[3, 2, 2], vec![(3, [2_000, 0])]),
        counted(Counted::Both(vec![UNIT / 2]), 0, &[0, 6], vec![]),
        with_captives(),
        Row::Alternatives(0),
    ]
}

/// In the south a captive household counts half less, and others a quarter more: h4 and the hall come for 1 less to c, but h4 for its
/// whole 2.5 to d.
pub fn with_captives() -> Row {
    let discounts_micro = vec![0, 1_000_000, 1_000_000];
    Row::Value(Prices {
        groups: vec![1],
        places_micro: vec![3_750_000, 2_500_000, 2_500_000],
        times_micro_per_us: vec![(3, [2_000, 0])],
        captives: vec![CaptivePrices { group: 1, captor: 0, price_micro: UNIT / 2, discounts_micro }],
        ..Prices::default()
    })
}

/// Out of reach, the 2 of d count 16 times: once in eight is enough.
fn cases() -> Vec<Step> {
    let without = vec![(1, ONE / 8), (2, 8 * ONE), (3, 2 * ONE), (4, ONE), (6, ONE)];
    let with = vec![(0, 1_000), (1, ONE / 8), (5, ONE), (6, ONE), (12, 1)];
    vec![Step::Split(0), Step::Sum(without), Step::Sum(with)]
}

/// Of what was promised, north's 4 and south's 5. A rule can count in it, for households that are counted
/// elsewhere, and a row of alternatives.
fn kept_cases() -> Vec<Step> {
    vec![Step::Sum(vec![(1, ONE / 8), (7, ONE), (8, 1), (9, 1), (10, ONE + 1), (13, 1)])]
}

/// A plan that says the same, and serves h5 besides, which weighs nothing.
fn plan() -> Value {
    let point = |id: &str, households: f64, server: Option<(&str, u32)>| {
        let state = if server.is_some() { "covered" } else { "no_capacity" };
        json!({"id": id, "households": households, "state": state,
            "server": server.map_or("c", |(site, _)| site), "sector": server.map_or(1, |(_, sector)| sector)})
    };
    let link = |from: &str, to: &str, load_mbps: f64, capex_eur: f64| json!({"from": from, "to": to, "capacity_mbps": 10.0, "load_mbps": load_mbps, "capex_eur": capex_eur});
    json!({
        "scenario": {"name": "Small world", "description": "By hand.", "sha256": "5ce0"},
        "objective": {"value": 11.0, "signal_value": 11.0, "bound": 14.0, "gap_ratio": 0.214_286,
            "promises": {"households": 10.0, "kept": 6.0, "kept_bound": 9.0}},
        "households": {"total": 21.0, "covered": 13.0},
        "cost": {"capex_eur": 9.5},
        "sites": [{"id": "a", "capex_eur": 4.0}, {"id": "b", "capex_eur": 3.5}, {"id": "c", "capex_eur": 2.0}],
        "links": [link("fibre", "a", 9.5, 1.0), link("a", "b", 2.5, 1.5), link("a", "c", 1.5, 0.0)],
        "points": [point("h1", 5.0, Some(("a", 1))), point("h2", 4.0, Some(("a", 2))), point("h3", 3.0, None),
            point("h4", 2.0, Some(("c", 1))), point("h5", 2.0, Some(("b", 1))), point("h6", 5.0, None)],
        "anchors": [{"kind": "hall", "name": "Town", "covered": false, "server": null, "sector": null}],
        "provenance": {
            "inputs": [{"path": "dem.tif", "sha256": "d3"}, {"path": "homes.csv", "sha256": "40"}],
            "threads": 2, "wall_s": 0.25},
    })
}
