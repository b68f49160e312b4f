//! Back-tests of the cost model of the Ligurian scenarios against what public networks in the mountains are said to have cost.
//!
//! What they prove: prices of sites are of the order of known tenders. What they do not prove: how many sites a comune needs, what the
//! running costs are, or that a plan is good. The figures come from press reports seen in excerpts (01net on the tender of Datasiel; key4biz
//! and corcom on Lepida), and nobody has checked them against the contracts.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

use std::path::Path;

use serde_json::Value;

/// The tender for Genova and La Spezia: euro, comuni, frazioni among 26 and 13 comuni.
const TENDER_EUR: f64 = 7.6e6;
const TENDER_COMUNI: f64 = 26.0 + 13.0;
const TENDER_LOCALITIES: f64 = 206.0 + 33.0;

/// The public towers of Emilia-Romagna's mountains, with power and connectivity: euro, and how many.
const LEPIDA_EUR: f64 = 2.5e6;
const LEPIDA_TOWERS: [f64; 2] = [28.0, 27.0];

const SCENARIOS: [&str; 3] = ["imperia.json", "imperia_public_sites.json", "liguria.json"];

fn scenario(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn price_eur(scenario: &Value, item: &Value) -> f64 {
    scenario["costs"]["items"][item.as_str().unwrap()]["capex_eur"].as_f64().unwrap()
}

/// Capital of a site on a structure with one link, euro.
fn site_eur(scenario: &Value, structure: &str) -> f64 {
    let costs = &scenario["costs"];
    let lists = [&costs["structures"][structure], &costs["per_site"], &costs["per_link"]];
    lists.iter().flat_map(|list| list.as_array().unwrap()).map(|item| price_eur(scenario, item)).sum()
}

/// EUR 195 k a comune and 32 k a locality: a comune's money pays for one to three of our sites, and a locality, which shares
/// sites with others, gets less than one to itself.
#[test]
fn a_comune_of_the_tender_pays_for_one_to_three_sites() {
    let (comune_eur, locality_eur) = (TENDER_EUR / TENDER_COMUNI, TENDER_EUR / TENDER_LOCALITIES);
    assert!((comune_eur - 195e3).abs() < 500.0 && (locality_eur - 32e3).abs() < 500.0);
    for name in SCENARIOS {
        let scenario = scenario(name);
        for structure in ["hilltop", "roof", "shared_mast"] {
            let sites = comune_eur / site_eur(&scenario, structure);
            assert!((1.0..=3.0).contains(&sites), "{name}: {sites} sites on {structure} a comune");
            assert!(site_eur(&scenario, structure) > locality_eur, "{name}: {structure}");
        }
    }
}

/// About EUR 90 k a tower, on land that the comune lends without rent. The other half of Lepida's rule, that one builds only where no operator
/// has plans and at least one commits itself, cannot be said in a scenario: nothing in it tells who commits himself to a site.
#[test]
fn a_tower_costs_what_lepida_paid_and_the_comune_lends_the_land() {
    let [least_eur, most_eur] = LEPIDA_TOWERS.map(|towers| LEPIDA_EUR / towers);
    for name in SCENARIOS {
        let scenario = scenario(name);
        let tower_eur = price_eur(&scenario, &Value::from("new_tower"));
        assert!((least_eur..=most_eur).contains(&tower_eur), "{name}: {tower_eur}");
        let hilltop = &scenario["sites"]["terrain_maxima"]["terms"];
        assert_eq!(
            (&hilltop["structure"], &hilltop["owner"]),
            (&"hilltop".into(), &"comuni".into()),
            "{name}"
        );
        assert!(hilltop.get("lease_eur_per_year").is_none(), "{name}: land is lent, not let");
        assert!(hilltop["in_kind_eur_per_year"].as_f64().unwrap() > 0.0, "{name}: what is lent has a value");
    }
}
