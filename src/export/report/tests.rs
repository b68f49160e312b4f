//! What the page holds, and what no name can do to it. What it looks like and does is tested in a browser (`tests/browser`).

use serde_json::Value;

use super::super::page::{SCRIPTS as SHARED, STYLE, keys_of_words};
use super::*;
use crate::export::coverage_area;
use crate::export::frontier::sample::frontier;
use crate::export::sample::World;
use crate::progress::Silent;
use crate::score::{FrontierBeside, PointReport};

fn written(world: &World) -> String {
    let areas = coverage_area::areas(&world.rasters, &Silent).unwrap();
    String::from_utf8(page(&world.results(), &areas).unwrap()).unwrap()
}

/// What stands between two texts.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).unwrap().1.split_once(to).unwrap().0
}

fn data(page: &str) -> Value {
    serde_json::from_str(between(page, r#"<script type="application/json" id="data">"#, "</script>")).unwrap()
}

#[test]
fn figures_are_those_of_the_plan() {
    let world = World::new();
    let data = data(&written(&world));
    let plan = serde_json::to_value(&world.plan).unwrap();
    for part in [
        "scenario",
        "status",
        "objective",
        "households",
        "governance",
        "pops",
        "proposed_sites",
        "owners",
        "anchors",
        "warnings",
    ] {
        assert_eq!(data[part], plan[part], "{part}");
    }
    assert_eq!(data["provenance"]["inputs"], plan["provenance"]["inputs"]);
    for (name, value) in data["cost"].as_object().unwrap() {
        assert_eq!(*value, plan["cost"][name], "{name}");
    }
    let households: Vec<_> =
        plan["points"].as_array().unwrap().iter().map(|point| &point["households"]).collect();
    assert_eq!(data["points"]["households"].as_array().unwrap().iter().collect::<Vec<_>>(), households);
    assert_eq!(data["points"]["state"], serde_json::json!([0, 1]));
}

#[test]
fn rates_of_the_ground_are_those_of_schemes() {
    let data = data(&written(&World::new()));
    let rates: Vec<_> =
        data["coverage"].as_array().unwrap().iter().map(|area| (&area["rate_mbps"], &area["mcs"])).collect();
    assert_eq!(rates[0], (&serde_json::json!(4.2), &serde_json::json!("QPSK 1/2")));
    assert_eq!(rates.len(), 3);
}

#[test]
fn no_name_leaves_the_place_of_text() {
    let mut world = World::new();
    "</script><script>alert(1)</script>\u{2028}<!--".clone_into(&mut world.plan.sites[0].name);
    "</title><img src=x onerror=alert(1)>\"&".clone_into(&mut world.plan.scenario.name);
    let page = written(&world);
    assert!(
        !page.contains("alert(1)</script>") && !page.contains("<img src=x") && !page.contains('\u{2028}')
    );
    assert_eq!(data(&page)["sites"][0]["name"], "</script><script>alert(1)</script>\u{2028}<!--");
    assert!(page.contains("<title>&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&amp;</title>"));
}

#[test]
fn sources_are_those_of_the_scenario_and_stay_text() {
    let world = World::new();
    let evil = "</script><script>alert(1)</script>";
    let scenario = serde_json::json!({"name": "x", "sources": {"/name": evil}}).to_string();
    let results = Results { scenario: scenario.as_bytes(), ..world.results() };
    let page = String::from_utf8(page(&results, &[]).unwrap()).unwrap();
    assert!(!page.contains("alert(1)</script>"));
    assert_eq!(
        data(&page)["sources"],
        serde_json::json!([{"pointer": "/name", "value": "x", "source": evil}])
    );
    assert_eq!(data(&written(&world))["sources"], serde_json::json!([]));
}

/// What is put in must not end the element that holds it.
#[test]
fn scripts_stay_in_their_elements() {
    for script in SCRIPTS {
        let small = script.to_lowercase();
        assert!(!small.contains("</script") && !small.contains("<!--"), "{}", &script[..60]);
    }
}

#[test]
fn nothing_is_left_to_fill_and_nothing_is_asked_of_a_network() {
    let page = written(&World::new());
    assert!(!page.contains("{{title}}") && !page.contains("{{data}}") && !page.contains("sourceMappingURL"));
    assert!(page.contains("default-src 'none'"), "the browser itself refuses every request");
    let own: String = [PAGE, STYLE].iter().chain(&SCRIPTS).chain(&SHARED).copied().collect();
    let linked = own.replace("http://www.w3.org/2000/svg", "");
    assert!(!linked.contains("http://") && !linked.contains("https://"));
}

#[test]
fn what_differs_from_run_to_run_is_left_out() {
    let mut world = World::new();
    let before = written(&world);
    (world.plan.provenance.threads, world.plan.provenance.wall_s) = (64, 1e6);
    assert!(before == written(&world));
}

/// Every key that the page or a script asks for is in a table with two languages, and every entry of its own is asked for.
#[test]
fn every_text_is_used_and_every_use_has_its_text() {
    let own = keys_of_words(&SCRIPTS[..1]);
    let all = keys_of_words(&[SHARED[0], SCRIPTS[0]]);
    assert!(own.len() > 60 && all.len() > 100, "{} of {}", own.len(), all.len());
    assert_eq!(
        all.iter().collect::<std::collections::BTreeSet<_>>().len(),
        all.len(),
        "a key is given twice"
    );
    let used: String = [PAGE].iter().chain(&SHARED[1..]).chain(&SCRIPTS[1..]).copied().collect();
    for key in &own {
        assert!(used.contains(&format!("\"{key}\"")), "{key} is said nowhere");
    }
    for asked in used.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"')) {
        assert!(all.iter().any(|key| key == asked.0), "{} has no text", asked.0);
    }
}

#[test]
fn a_frontier_is_on_the_page_only_where_there_is_one() {
    let mut world = World::new();
    assert_eq!(data(&written(&world))["frontier"], Value::Null);
    let report = frontier(4);
    world.frontier = Some(FrontierBeside { report: report.clone(), same_scenario: false });
    let shown = &data(&written(&world))["frontier"];
    assert_eq!(
        (&shown["same_scenario"], &shown["scenario"]["sha256"]),
        (&false.into(), &report.scenario.sha256.into())
    );
    let points = serde_json::to_value(&report.points).unwrap();
    for (shown, point) in shown["points"].as_array().unwrap().iter().zip(points.as_array().unwrap()) {
        assert_eq!(shown["budget_eur"], point["budget_eur"]);
        assert_eq!(
            Some(&shown["households_covered"]),
            point.pointer("/plan/households_covered").or(Some(&Value::Null))
        );
    }
}

#[test]
fn charts_are_put_in_as_they_are() {
    let charts = charts(&[("charts/a.svg".into(), b"<svg/>".to_vec()), ("map.png".into(), vec![137])]);
    assert_eq!(charts.matches("<figure").count(), 1);
    assert!(charts.contains("<svg/>"));
}

/// 34,000 points are 4 MB at most, so that a province stays far below the 15 MB that a page may have.
#[test]
fn a_point_takes_no_more_than_120_bytes() {
    let length = |count: usize| {
        let mut world = World::new();
        let point = world.plan.points[0].clone();
        world.plan.points = (0..count)
            .map(|index| {
                let (lon, lat) = (7.5 + index as f64 * 0.017_31, 44.1 - index as f64 * 0.009_77);
                PointReport { id: format!("census-{index:07}"), lon, lat, ..point.clone() }
            })
            .collect();
        written(&world).len()
    };
    assert!(length(300) - length(200) <= 100 * 120, "{}", length(300) - length(200));
}
