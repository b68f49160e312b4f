//! Pictures of all kinds of path: inside the paper, no two texts on each other, the same twice.

use super::super::canvas::svg;
use super::super::legible::{assert_legible, texts};
use super::super::path;
use super::super::picture::Mark;
use super::*;
use crate::score::path_samples;

/// Corners of a mark that is no text.
fn corners(mark: &Mark) -> Vec<(f64, f64)> {
    match mark {
        Mark::Rect { corner, opposite, .. } => vec![*corner, *opposite],
        Mark::Path { points, .. } | Mark::Polygon { points, .. } => points.clone(),
        Mark::Circle { center, .. } => vec![*center],
        Mark::Text(_) => Vec::new(),
    }
}

#[test]
fn texts_stay_on_the_paper_and_off_each_other() {
    for (name, report) in path_samples() {
        let picture = draw(&report);
        assert_legible(name, &picture, &texts(&picture));
    }
}

#[test]
fn everything_lies_on_the_paper() {
    for (name, report) in path_samples() {
        for mark in &draw(&report).marks {
            for (x, y) in corners(mark) {
                assert!((0.0..=WIDTH_PX).contains(&x) && (0.0..=HEIGHT_PX).contains(&y), "{name}: {mark:?}");
            }
        }
    }
}

#[test]
fn any_path_gives_the_same_picture_twice_and_a_sound_document() {
    for (name, report) in path_samples() {
        let files = path(&report).unwrap();
        assert!(files == path(&report.clone()).unwrap(), "{name}");
        let [(svg_name, document), (png_name, image)] = files;
        assert_eq!((svg_name.as_str(), png_name.as_str()), ("link.svg", "link.png"));
        assert_eq!(image[1..4], *b"PNG", "{name}");
        let document = String::from_utf8(document).unwrap();
        let tree = roxmltree::Document::parse(&document).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!tree.descendants().any(|node| node.has_tag_name("script")), "{name}");
        assert!(!document.contains("NaN") && !document.contains("inf\""), "{name}");
    }
}

fn said(report: &PathReport) -> String {
    texts(&draw(report)).iter().map(|text| text.words.clone()).collect::<Vec<_>>().join("|")
}

fn sample(wanted: &str) -> PathReport {
    path_samples().into_iter().find(|(name, _)| *name == wanted).unwrap().1
}

#[test]
fn the_picture_says_what_matters() {
    let blocked = said(&sample("blocked"));
    for part in ["s → household h: 2.00 km", "MHz", "Blocked by", "stands", "into the ray", "woods and roofs"]
    {
        assert!(blocked.contains(part), "no {part:?} in {blocked}");
    }
    for part in ["km from s", "m above sea level", "uplink decides", "% asked", "Source: scenario"] {
        assert!(blocked.contains(part), "no {part:?} in {blocked}");
    }
    assert!(said(&sample("saw")).contains("|sea|") && !blocked.contains("|sea|"));
    let backhaul = said(&sample("backhaul"));
    for part in ["In sight", "Planning rule: holds", "Availability", "up to 200 Mbit/s"] {
        assert!(backhaul.contains(part), "no {part:?} in {backhaul}");
    }
    assert!(said(&sample("street")).contains("|m from s|"), "short paths are told in metres");
}

#[test]
fn a_wider_zone_is_a_taller_ellipse() {
    let clear = sample("clear");
    let low = PathReport {
        geometry: crate::score::PathGeometry { frequency_mhz: 200.0, ..clear.geometry },
        ..clear.clone()
    };
    let most_m =
        |report| columns(report, (0.0, 500.0)).iter().map(|column| column.radius_m).fold(0.0, f64::max);
    assert!(most_m(&low) > 3.0 * most_m(&clear));
    assert_ne!(svg(&draw(&low)).unwrap(), svg(&draw(&clear)).unwrap());
}

#[test]
fn no_summit_is_lost_between_two_columns() {
    let saw = sample("saw");
    let top_m = |point: &crate::score::ProfilePoint| point.ground_m + point.clutter_m + point.bulge_m;
    let highest_m = saw.profile.iter().map(top_m).fold(0.0, f64::max);
    let columns = columns(&saw, (0.0, 300.0));
    let drawn_m = columns.iter().map(|column| column.top_m).fold(0.0, f64::max);
    assert_eq!((columns.len(), drawn_m), (301, highest_m));
}

/// Writes every picture to the system's folder for temporary files, for a person to look at.
#[test]
#[ignore = "for looking at the pictures; asserts nothing beyond their being written"]
fn write_all_pictures() {
    let folder = std::env::temp_dir().join("divario-paths");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, report) in path_samples() {
        for (file, bytes) in path(&report).unwrap() {
            std::fs::write(folder.join(format!("{name}-{file}")), bytes).unwrap();
        }
    }
}
