//! The chart of a frontier: nothing overlaps, nothing leaves the paper, no report breaks it.

use super::super::picture::{Mark, Text};
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

fn texts(picture: &Picture) -> Vec<&Text> {
    let text = |mark: &'_ Mark| matches!(mark, Mark::Text(text) if text.colour != WHITE);
    let texts = picture.marks.iter().filter(|mark| text(mark));
    texts.filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None }).collect()
}

/// Left, top, right, bottom of the letters, px.
fn extent(text: &Text) -> [f64; 4] {
    let width = width_px(&text.words, text.size_px);
    let left = match text.align {
        Align::Left => text.at.0,
        Align::Middle => text.at.0 - width / 2.0,
        Align::Right => text.at.0 - width,
    };
    let half = text.size_px * 0.45;
    [left, text.at.1 - half, left + width, text.at.1 + half]
}

#[test]
fn texts_stay_on_the_paper_and_off_each_other() {
    for (name, report) in reports() {
        let picture = draw(&report);
        let texts = texts(&picture);
        for (index, text) in texts.iter().enumerate() {
            let [left, top, right, bottom] = extent(text);
            let inside = left >= 0.0 && top >= 0.0 && right <= WIDTH_PX && bottom <= HEIGHT_PX;
            assert!(inside, "{name}: {text:?} leaves the paper");
            for other in &texts[index + 1..] {
                let [l, t, r, b] = extent(other);
                assert!(
                    right <= l || r <= left || bottom <= t || b <= top,
                    "{name}: {text:?} touches {other:?}"
                );
            }
        }
    }
}

#[test]
fn any_report_gives_a_well_formed_document_and_the_same_bytes_twice() {
    for (name, report) in reports() {
        let document = canvas::svg(&draw(&report)).unwrap();
        assert!(roxmltree::Document::parse(&document).is_ok(), "{name}");
        assert!(!document.contains("NaN") && !document.contains("inf\""), "{name}");
        assert_eq!(document, canvas::svg(&draw(&report)).unwrap());
    }
    let [svg, png] = images(&frontier(9)).unwrap();
    assert_eq!((svg.0.as_str(), png.0.as_str()), ("charts/frontier.svg", "charts/frontier.png"));
    assert_eq!(&png.1[1..4], b"PNG");
}

#[test]
fn knee_scenario_budget_and_missing_plans_are_marked() {
    let words = |report: &FrontierReport| -> Vec<String> {
        texts(&draw(report)).iter().map(|text| text.words.clone()).collect()
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
