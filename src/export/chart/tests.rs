//! Tests over all pictures: well-formed, the same twice, nothing overlapping, no plan that breaks them.

use super::fixture::{Ground, empty, plan};
use super::legible::{assert_legible, texts};
use super::*;
use crate::units::{LonLat, Projected};

const HOSTILE: &str = "<script>alert(\"1\")</script> & 'friends' 🏔️ \u{0}\u{202E}";

fn hostile() -> Plan {
    let mut plan = plan(15);
    plan.scenario.name = HOSTILE.repeat(9);
    plan.scenario.sha256 = HOSTILE.into();
    plan.provenance.divario = HOSTILE.repeat(3);
    for (index, comune) in plan.comuni.iter_mut().enumerate() {
        comune.name = HOSTILE.repeat(index);
        comune.households = 1e12;
    }
    for group in &mut plan.equity.by_comune_size {
        (group.group, group.households) = (HOSTILE.into(), 1e12);
    }
    plan.cost.items.iter_mut().for_each(|item| item.label = HOSTILE.repeat(4));
    plan.sites.iter_mut().for_each(|site| site.owner = HOSTILE.repeat(4));
    plan
}

fn wild() -> Plan {
    let mut plan = plan(3);
    plan.comuni[0].covered_ratio = Some(f64::NAN);
    plan.comuni[1].previously_unserved = f64::INFINITY;
    plan.comuni[2].covered = -5.0;
    let odd = [f64::NAN, f64::INFINITY, -5.0, 1e300, 0.0];
    for (group, odd) in plan.equity.by_comune_size.iter_mut().zip(odd) {
        (group.households, group.covered, group.previously_unserved) = (5.0, odd, odd);
    }
    plan.cost.items[0].capex_eur = f64::NAN;
    plan.cost.items[1].capex_eur = 1e300;
    plan.cost.years[2].revenue_eur = f64::NEG_INFINITY;
    plan.cost.years.truncate(3);
    plan
}

fn many() -> Vec<(&'static str, Plan)> {
    let mut dark = plan(4);
    dark.comuni.iter_mut().for_each(|comune| (comune.covered, comune.covered_ratio) = (0.0, Some(0.0)));
    dark.equity = crate::score::equity_of(&dark.comuni, &dark.points);
    let mut one_year = plan(2);
    one_year.cost.years.truncate(1);
    let mut century = plan(40);
    century.cost.years = century.cost.years.iter().cycle().take(100).cloned().collect();
    vec![
        ("usual", plan(15)),
        ("region", plan(234)),
        ("limit", century),
        ("one", plan(1)),
        ("empty", empty()),
        ("dark", dark),
        ("one_year", one_year),
        ("hostile", hostile()),
        ("wild", wild()),
    ]
}

#[test]
fn documents_are_well_formed_and_keep_names_as_text() {
    for (name, plan) in many() {
        for (file, bytes) in all(&plan).unwrap() {
            let document = String::from_utf8(bytes).unwrap();
            let tree = roxmltree::Document::parse(&document).unwrap_or_else(|e| panic!("{name} {file}: {e}"));
            assert_eq!(tree.root_element().tag_name().name(), "svg");
            assert!(!tree.descendants().any(|node| node.has_tag_name("script")), "{name} {file}");
            assert!(!document.contains("NaN") && !document.contains("inf\""), "{name} {file}");
        }
    }
}

#[test]
fn hostile_names_are_readable_in_the_document() {
    let mut plan = plan(3);
    plan.comuni[1].name = "<b> \"A\" & 'B' 🏔".into();
    let document = String::from_utf8(all(&plan).unwrap().remove(0).1).unwrap();
    let tree = roxmltree::Document::parse(&document).unwrap();
    let shown =
        |node: roxmltree::Node<'_, '_>| node.text().is_some_and(|text| text.trim() == plan.comuni[1].name);
    assert!(tree.descendants().any(|node| node.has_tag_name("text") && shown(node)));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan(20);
    assert_eq!(all(&plan).unwrap(), all(&plan.clone()).unwrap());
}

#[test]
fn texts_stay_on_the_paper_and_off_each_other() {
    for (name, plan) in many() {
        for (chart, picture) in pictures(&plan) {
            assert_legible(&format!("{name} {chart}"), &picture, &texts(&picture));
        }
    }
}

#[test]
fn every_comune_is_named_up_to_forty_and_the_worst_ten_beyond() {
    for (comuni, named) in [(15, 15), (40, 40), (41, 10), (234, 10)] {
        let plan = plan(comuni);
        let picture = coverage_by_comune::draw(&plan);
        let texts = texts(&picture);
        let found =
            plan.comuni.iter().filter(|comune| texts.iter().any(|text| text.words == comune.name)).count();
        assert_eq!(found, named);
    }
}

#[test]
fn charts_name_their_units_source_and_sums() {
    let plan = plan(15);
    let said: Vec<String> = pictures(&plan)
        .iter()
        .map(|(_, picture)| {
            texts(picture).iter().map(|text| text.words.clone()).collect::<Vec<_>>().join("|")
        })
        .collect();
    assert!(said.iter().all(|words| words.contains(&plan.scenario.name) && words.contains("divario 0.1.0")));
    assert!(said[0].contains("(%)") && said[1].contains("(%)"));
    assert!(said[2].contains(&label::euro(plan.cost.capex_eur)) && said[2].contains("€ per year"));
    assert!(said[3].contains("Euro") && said[3].contains("year"));
}

/// The map of a small plan, drawn by so many threads.
fn map_by(threads: usize) -> Vec<u8> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let plan = plan(4);
        map_png(&Ground::under(&plan, 200.0).input(&plan)).unwrap()
    })
}

#[test]
fn the_map_is_the_same_for_any_number_of_threads() {
    assert_eq!(map_by(1), map_by(3));
}

#[test]
fn a_point_that_changes_its_state_changes_the_map() {
    let mut plan = plan(4);
    let ground = Ground::under(&plan, 200.0);
    let before = map_png(&ground.input(&plan)).unwrap();
    plan.points[7].state = crate::score::PointState::NoBackhaul;
    assert_ne!(before, map_png(&ground.input(&plan)).unwrap());
}

#[test]
fn maps_of_little_or_nothing_are_drawn() {
    let plan = plan(3);
    let mut ground = Ground::under(&plan, 400.0);
    ground.rate_mbps.fill(f32::NAN);
    assert!(map_png(&ground.input(&empty())).is_ok());
    ground.height_m.fill(f32::NAN);
    ground.outlines.clear();
    assert!(map_png(&ground.input(&empty())).is_ok());
    let lost = |_: LonLat| -> Option<Projected> { None };
    assert!(map_png(&MapInput { to_projected: &lost, ..ground.input(&plan) }).is_ok());
    ground.sea.fill(true);
    ground.outlines = vec![vec![], vec![Projected { east_m: f64::NAN, north_m: 0.0 }]];
    assert!(map_png(&ground.input(&hostile())).is_ok());
}

#[test]
fn arrays_of_another_shape_are_refused() {
    let plan = plan(3);
    let mut ground = Ground::under(&plan, 400.0);
    ground.sea = ndarray::Array2::from_elem((2, 2), false);
    let refused = map_png(&ground.input(&plan)).unwrap_err().to_string();
    assert!(refused.contains("rows and columns"), "{refused}");
}

/// Writes every picture of invented plans to the system's folder for temporary files, for a person to look at.
#[test]
#[ignore = "for looking at the pictures; asserts nothing beyond their being written"]
fn write_all_pictures() {
    let folder = std::env::temp_dir().join("divario-charts");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, plan) in many() {
        for (file, bytes) in all(&plan).unwrap() {
            std::fs::write(folder.join(format!("{name}-{}", &file["charts/".len()..])), bytes).unwrap();
        }
    }
    for (name, comuni, cell_m) in [("map-15", 15, 60.0), ("map-234", 234, 250.0), ("map-1", 1, 30.0)] {
        let plan = plan(comuni);
        let ground = Ground::under(&plan, cell_m);
        std::fs::write(folder.join(format!("{name}.png")), map_png(&ground.input(&plan)).unwrap()).unwrap();
    }
}
