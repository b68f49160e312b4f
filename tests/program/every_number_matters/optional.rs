//! The smallest scenario with every optional section added.

use serde_json::{Value, json};

/// Adds whatever a scenario may have and the smallest one has not.
pub fn with_optional_sections(mut scenario: Value) -> Value {
    let area = scenario["area"].as_object_mut().unwrap();
    area.remove("comuni_istat").unwrap();
    area.insert(
        "box_deg".into(),
        json!({"west_deg": 8.055, "south_deg": 43.924, "east_deg": 8.125, "north_deg": 43.955}),
    );
    scenario["terrain"]["land_cover"] = land_cover();
    scenario["sites"]["inline"][0]["terms"]["relay_only"] = json!(false);
    scenario["sites"]["inline"][0]["terms"]["status"] = json!("committed");
    scenario["sites"]["inline"].as_array_mut().unwrap().push(campanile());
    scenario["sites"]["files"] = json!([bell_towers()]);
    scenario["sites"]["terrain_maxima"] = hilltops();
    scenario["governance"]["funds"][0]["capex_eur"] = json!(1_000_000.0);
    let funds = scenario["governance"]["funds"].as_array_mut().unwrap();
    funds.push(json!({"id": "masts", "public": true, "capex_eur": 1_000.0, "pays_for": ["structure"]}));
    scenario["objective"]["small_comune_floor_ratio"] = json!(0.05);
    scenario["demand"]["anchors"][0]["dual_path"] = json!(false);
    scenario["governance"]["service_centre"] = service_centre();
    running_network(&mut scenario);
    ends_of_dependence(&mut scenario);
    competition(&mut scenario);
    seats(&mut scenario);
    spectrum(&mut scenario);
    scenario
}

/// Subscribers come over the years; the worst case is worse than planned in every way.
fn running_network(scenario: &mut Value) {
    let wholesale = &mut scenario["governance"]["wholesale"];
    wholesale["take_up_by_year"] = json!([{"year": 1, "ratio": 0.05}, {"year": 4, "ratio": 0.3}]);
    wholesale["hosting_eur_per_site_per_year"] = json!(400.0);
    wholesale["anchor_fees"] =
        json!([{"kind": "town_hall", "fee_eur_per_year": 300.0, "spent_today_eur_per_year": 250.0}]);
    scenario["governance"]["rules"]["ramp_up_years"] = json!(2);
    scenario["governance"]["stresses"] = json!({
        "take_up_ratios": [0.9, 1.0], "price_ratios": [1.0, 0.8], "energy_ratios": [1.0, 1.5],
        "tower_loss": {"outage_months": 4.0, "uninsured_ratio": 0.2}
    });
    scenario["costs"]["items"]["base_station"]["energy_eur_per_year"] = json!(900.0);
    scenario["costs"]["items"]["terminal"] = json!({
        "label": "Terminal", "capex_eur": 90.0, "opex_eur_per_year": 0.0, "lifetime_years": 4, "source": "invented", "year": 2025
    });
    scenario["costs"]["cpe"] = json!({"item": "terminal", "paid_by": "network"});
}

/// A concession that ends and bell towers that revert, each at a time of its own.
fn ends_of_dependence(scenario: &mut Value) {
    scenario["governance"]["concessions"] = json!([
        {"id": "network", "grantor": "comuni", "concessionaire": "tower-company", "until_year": 7}
    ]);
    let terms = &mut scenario["sites"]["files"][0]["terms"];
    terms["owner"] = json!("tower-company");
    terms["reverts"] = json!({"year": 9, "to": "comuni"});
}

/// One operator publishes its prices, as is asked, and a mast that is in every plan bears one alone.
fn competition(scenario: &mut Value) {
    let governance = &mut scenario["governance"];
    governance["operators"][0]["transparency"] = json!(true);
    governance["rules"]["transparency_required"] = json!(true);
    scenario["sites"]["inline"][0]["terms"]["operators_max"] = json!(1);
}

/// Both comuni are small; one has a seat, as many as must be.
fn seats(scenario: &mut Value) {
    let governance = &mut scenario["governance"];
    governance["managing_body"]["seats"] =
        json!([{"owner": "comuni", "seats": 2}, {"istat": "999007", "seats": 1}]);
    governance["rules"]["small_comuni_seats_min"] = json!(1);
}

/// A right that was paid for, with a duty and an end of what may lie idle.
fn spectrum(scenario: &mut Value) {
    let right = scenario["governance"]["spectrum"].as_object_mut().unwrap();
    right.insert("one_off_fee_eur".into(), json!(5_000.0));
    right.insert("use_or_share_year".into(), json!(2.5));
    let comuni = json!([{"istat": "999007", "points": 40.0, "listed": true}]);
    let duty =
        json!({"points_min": 30.0, "listed_points_min": 20.0, "covered_ratio_min": 0.2, "comuni": comuni});
    right.insert("coverage_duty".into(), duty);
}

/// Of the comuni some are above and some below each size; the cap binds.
fn service_centre() -> Value {
    json!({
        "member_kind": "town_hall", "cost_share_ratio": 0.3, "other_revenue_eur_per_year": 500.0, "tariff_share_ratio": 0.4,
        "size_classes": [{"below_population": 2000, "weight": 1.0}, {"weight": 2.0}],
        "fee_cap_below_population": 2000, "fee_cap_eur_per_year": 200.0,
        "stresses": [
            {"name": "ordinary", "cost_ratio": 1.0, "other_revenue_ratio": 1.0},
            {"name": "dear energy", "cost_ratio": 1.3, "other_revenue_ratio": 0.8}
        ]
    })
}

/// The scenario with another model, in which the model's own settings count.
pub fn with_model(mut scenario: Value, model: &str) -> Value {
    let propagation = &mut scenario["radio"]["propagation"];
    propagation["model"] = json!(model);
    propagation[model] = match model {
        "p1812" => json!({
            "time_percent": 10.0, "delta_n_n_units_per_km": 45.0, "n0_n_units": 325.0, "latitude_deg": 44.0
        }),
        _ => json!({
            "climate": "continental_temperate", "n0_n_units": 301.0, "permittivity": 15.0,
            "conductivity_s_per_m": 0.005, "time_percent": 90.0, "situation_percent": 70.0
        }),
    };
    scenario
}

/// Without water and rock: no path of this scenario crosses them.
fn land_cover() -> Value {
    let class = |value: u8, name: &str, clutter_height_m: f64| json!({"value": value, "name": name, "clutter_height_m": clutter_height_m});
    json!({
        "file": "../data/demo/land_cover.tif",
        "clearing_m": 90.0,
        "classes": [
            class(1, "built-up", 6.0), class(2, "crops", 3.0), class(3, "grass", 0.0),
            class(4, "broadleaved wood", 12.0), class(5, "coniferous wood", 15.0)
        ]
    })
}

/// Too low to be worth its money, were it not for another way to build it.
fn campanile() -> Value {
    json!({
        "id": "campanile", "name": "Campanile di Pievelarga Pieve", "lon_deg": 8.076_097, "lat_deg": 43.934,
        "terms": {
            "owner": "comuni", "status": "candidate", "structure": "mast", "antenna_height_m": 1.0,
            "alternatives": [{
                "name": "tall", "structure": "mast", "antenna_height_m": 20.0, "lease_eur_per_year": 150.0,
                "in_kind_eur_per_year": 250.0
            }]
        }
    })
}

/// Two of them, 2.4 km apart.
fn bell_towers() -> Value {
    json!({
        "file": "../data/demo/candidate_sites.geojson",
        "id_prefix": "bell-",
        "keep": {"column": "id", "values": ["bell-18", "bell-20"]},
        "spacing_m": 2_000.0,
        "terms": terms(15.0)
    })
}

fn hilltops() -> Value {
    json!({
        "count_max": 2, "prominence_min_m": 30.0, "spacing_min_m": 4_000.0, "demand_within_m": 1_500.0,
        "terms": terms(20.0)
    })
}

/// Committed, so that they stand in every plan.
fn terms(antenna_height_m: f64) -> Value {
    json!({
        "owner": "comuni", "status": "committed", "structure": "mast", "antenna_height_m": antenna_height_m,
        "lease_eur_per_year": 100.0, "in_kind_eur_per_year": 300.0, "relay_only": false
    })
}
