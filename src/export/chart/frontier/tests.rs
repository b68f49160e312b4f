//! The chart of a frontier: nothing overlaps, nothing leaves the paper, no report breaks it.

use super::super::legible::{assert_legible, texts};
use super::super::picture::Text;
use super::super::{canvas, frontier as images};
use super::*;
use crate::export::frontier::sample::frontier;

fn reports() -> [(&'static str, FrontierReport); 8] {
    let mut hostile = frontier(9);
    hostile.scenario.name = "<script>&\u{0}".repeat(40);
    let mut wild = frontier(6);
    wild.points[3].plan.as_mut().unwrap().value = f64::NAN;
    // The most that a question may weigh.
    wild.points[4].bound.as_mut().unwrap().value = 1e9;
    wild.points[5].budget_eur = f64::INFINITY;
    let mut last_is_knee = frontier(9);
    let knee = last_is_knee.knee.as_mut().unwrap();
    (knee.point, knee.budget_eur) = (8, 800_000.0);
    let mut far = frontier(5);
    far.scenario_budget_eur = 1e9;
    [
        ("usual", frontier(9)),
        ("many", frontier(200)),
        ("hostile", hostile),
        ("wild", wild),
        ("knee last", last_is_knee),
        ("far", far),
        ("none", frontier(1)),
        ("one", frontier(2)),
    ]
}

/// Those that are not the white edge of others.
fn dark_texts(picture: &Picture) -> Vec<&Text> {
    texts(picture).into_iter().filter(|text| text.colour != WHITE).collect()
}

#[test]
fn texts_stay_on_the_paper_and_off_each_other() {
    for (name, report) in reports() {
        let picture = draw(&report, None);
        assert_legible(name, &picture, &dark_texts(&picture));
    }
}

#[test]
fn any_report_gives_a_well_formed_document_and_the_same_bytes_twice() {
    for (name, report) in reports() {
        let document = canvas::svg(&draw(&report, None)).unwrap();
        assert!(roxmltree::Document::parse(&document).is_ok(), "{name}");
        assert!(!document.contains("NaN") && !document.contains("inf\""), "{name}");
        assert_eq!(document, canvas::svg(&draw(&report, None)).unwrap());
    }
    let [svg, png] = images(&frontier(9)).unwrap();
    assert_eq!((svg.0.as_str(), png.0.as_str()), ("charts/frontier.svg", "charts/frontier.png"));
    assert_eq!(&png.1[1..4], b"PNG");
}

#[test]
fn knee_scenario_budget_and_missing_plans_are_marked() {
    let words = |report: &FrontierReport| -> Vec<String> {
        dark_texts(&draw(report, None)).iter().map(|text| text.words.clone()).collect()
    };
    let usual = words(&frontier(9));
    for said in ["knee: €200 k", "the scenario's budget, €100 k", "no plan", "Weighted households"] {
        assert!(usual.iter().any(|word| word == said), "{said}: {usual:?}");
    }
    let mut plain = frontier(9);
    (plain.knee, plain.value_unit) = (None, ValueUnit::Households);
    plain.points.remove(0);
    let plain = words(&plain);
    assert!(plain.iter().all(|word| !word.contains("knee:") && word != "no plan"), "{plain:?}");
    assert!(words(&frontier(1)).contains(&"No budget pays for a plan.".to_owned()));
}

/// Marks of the plan on a picture, those of the legend among them.
fn marks(picture: &Picture) -> usize {
    dark_texts(picture).iter().filter(|text| text.words == OWN.1).count()
}

#[test]
fn a_plan_is_marked_among_values_only_where_they_are_its_own() {
    let own = |value| Own { budget_eur: 2e6, value, households_covered: 1_800.0 };
    for (name, report) in reports() {
        let picture = draw(&report, Some(&own(Some(1e4))));
        assert_legible(name, &picture, &dark_texts(&picture));
    }
    let report = frontier(9);
    assert_eq!(marks(&draw(&report, None)), 0);
    assert_eq!(marks(&draw(&report, Some(&own(None)))), 1);
    assert_eq!(marks(&draw(&report, Some(&own(Some(900.0))))), 2);
}
