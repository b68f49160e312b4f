//! What the page holds, and what no name can do to it. What it looks like and does is tested in a browser (`tests/browser`).

use serde_json::Value;

use super::*;
use crate::export::coverage_area;
use crate::export::sample::World;
use crate::progress::Silent;
use crate::score::PointReport;

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

/// What is put in must not end the element that holds it.
#[test]
fn scripts_and_styles_stay_in_their_elements() {
    for script in SCRIPTS.iter().chain([&MAP_SCRIPT]) {
        let small = script.to_lowercase();
        assert!(!small.contains("</script") && !small.contains("<!--"), "{}", &script[..60]);
    }
    assert!([STYLE, MAP_STYLE].iter().all(|style| !style.to_lowercase().contains("</style")));
}

#[test]
fn nothing_is_left_to_fill_and_nothing_is_asked_of_a_network() {
    let page = written(&World::new());
    assert!(!page.contains("{{title}}") && !page.contains("{{data}}") && !page.contains("sourceMappingURL"));
    assert!(page.contains("default-src 'none'"), "the browser itself refuses every request");
    let own: String = [PAGE, STYLE].iter().chain(&SCRIPTS).copied().collect();
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

#[test]
fn texts_have_two_languages_each() {
    let table = between(SCRIPTS[0], "const WORDS = {", "\n};");
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let entries: Vec<_> = one_line(table).split("], ").map(str::to_owned).collect();
    assert!(entries.len() > 100, "{}", entries.len());
    for entry in entries {
        let texts = entry.matches('"').count();
        assert_eq!(texts, 4, "two texts in quotes: {entry}");
    }
}

/// Every key that the page or a script asks for is in the table, and every entry is asked for.
#[test]
fn every_text_is_used_and_every_use_has_its_text() {
    let table = between(SCRIPTS[0], "const WORDS = {", "\n};");
    let keys: Vec<_> = table
        .lines()
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_once(": [").map(|(key, _)| key))
        .collect();
    let used: String = [PAGE].iter().chain(&SCRIPTS[1..]).copied().collect();
    for key in &keys {
        let asked = used.contains(&format!("\"{key}\"")) || key.starts_with("status_") || is_state(key);
        assert!(asked, "{key} is said nowhere");
    }
    for asked in used.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"')) {
        assert!(keys.contains(&asked.0), "{} has no text", asked.0);
    }
}

fn is_state(key: &str) -> bool {
    data::STATES.iter().any(|state| serde_json::to_value(state).unwrap() == *key)
}

#[test]
fn an_unknown_part_of_the_template_is_an_error() {
    let part = |name: &str| (name == "a").then(|| Cow::from("{{b}}"));
    assert_eq!(filled("x{{a}}y", part).unwrap(), "x{{b}}y");
    assert!(filled("x{{b}}y", part).unwrap_err().to_string().contains("no part is called b"));
    assert!(filled("x{{a", part).is_err());
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
