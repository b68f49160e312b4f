//! Styles and KML as QGIS and others read them.

use roxmltree::{Document, Node};

use super::*;
use crate::export::coverage_area::areas;
use crate::export::{dictionary, sample};
use crate::progress::Silent;

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn all<'a>(document: &'a Document<'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name(name)).collect()
}

fn sample_styles() -> [Vec<u8>; 5] {
    let world = sample::World::new();
    styles(&sample::plan(), &areas(&world.rasters, &Silent).unwrap()).unwrap()
}

#[test]
fn every_style_names_a_field_of_its_layer_and_a_symbol_for_each_class() {
    for (layer, style) in LAYERS.iter().zip(sample_styles()) {
        let document = Document::parse(text(&style)).unwrap();
        let renderer = all(&document, "renderer-v2")[0];
        let field = renderer.attribute("attr").unwrap();
        let file = format!("{layer}.geojson");
        assert!(dictionary::field_names(&file).any(|known| known == field), "{layer}: {field}");
        let symbols = renderer.children().find(|node| node.has_tag_name("symbols")).unwrap();
        let names: Vec<&str> = symbols
            .children()
            .filter(Node::is_element)
            .map(|symbol| symbol.attribute("name").unwrap())
            .collect();
        let classes = [all(&document, "category"), all(&document, "range")].concat();
        let wanted: Vec<&str> = classes.iter().map(|class| class.attribute("symbol").unwrap()).collect();
        assert!(!classes.is_empty());
        assert_eq!(names, wanted, "{layer}");
        assert!(classes.iter().all(|class| !class.attribute("label").unwrap().is_empty()));
    }
}

#[test]
fn ranges_of_shares_and_margins_leave_no_gap() {
    for layer in [0, 2] {
        let styles = sample_styles();
        let document = Document::parse(text(&styles[layer])).unwrap();
        let ends: Vec<[f64; 2]> = all(&document, "range")
            .iter()
            .map(|range| ["lower", "upper"].map(|end| range.attribute(end).unwrap().parse().unwrap()))
            .collect();
        assert!(ends.windows(2).all(|pair| pair[0][1] == pair[1][0]), "{ends:?}");
    }
}

#[test]
fn the_raster_is_drawn_by_its_rate() {
    let styles = sample_styles();
    let document = Document::parse(text(&styles[1])).unwrap();
    let renderer = all(&document, "rasterrenderer")[0];
    assert_eq!(renderer.attribute("band"), Some("7"));
    assert_eq!(dictionary::BANDS[6].name, "rate_mbps");
    let items = all(&document, "item");
    let words: Vec<&str> = items.iter().map(|item| item.attribute("label").unwrap()).collect();
    assert_eq!(words, ["4.2 Mbit/s", "12.6 Mbit/s"]);
    // What the raster holds is no round number, and must not lie above its step.
    for (item, rate_mbps) in items.iter().zip([4.2_f32, 12.6]) {
        let value: f64 = item.attribute("value").unwrap().parse().unwrap();
        assert!(value >= f64::from(rate_mbps) && value < f64::from(rate_mbps) * 1.001, "{value}");
    }
}

#[test]
fn rates_fall_into_at_most_seven_classes_from_the_lightest_to_the_darkest() {
    let rates = |count: usize| (1..=count).map(|rate| rate as f32).chain([f32::NAN, 0.0]);
    for count in [1, 2, 7, 8, 40] {
        let classes = styles::rate_classes(rates(count));
        assert_eq!(classes.len(), count.min(7));
        assert_eq!((classes[0].low, classes[classes.len() - 1].high), (1.0, count as f64));
        assert!(classes.windows(2).all(|pair| pair[0].high + 1.0 == pair[1].low));
        assert!(count == 1 || classes[0].colour == palette::RATES[0]);
        assert!(count == 1 || classes[classes.len() - 1].colour == palette::RATES[6]);
    }
    assert_eq!(styles::rate_classes(rates(0)), []);
}

#[test]
fn a_raster_alone_has_a_style_without_features() {
    let style = raster_style([2.5_f32, 5.0, f32::NAN].into_iter(), dictionary::BANDS).unwrap();
    let document = Document::parse(text(&style)).unwrap();
    assert_eq!((all(&document, "item").len(), all(&document, "renderer-v2").len()), (2, 0));
}

#[test]
fn names_stay_text_in_kml() {
    let mut plan = sample::plan();
    plan.owners[0].name = "A \u{1}\u{fffe}& <b>".into();
    let bytes = kml(&plan).unwrap();
    let document = Document::parse(text(&bytes)).unwrap();
    let names: Vec<&str> = all(&document, "name").iter().filter_map(Node::text).collect();
    let site = "Bric <script>alert('à')</script> 🗼, \"high\"";
    assert!(names.iter().any(|name| name.starts_with(site)), "{names:?}");
    assert!(names.contains(&"Sites of A & <b>"), "{names:?}");
    assert_eq!(all(&document, "Point").len(), plan.sites.len());
    assert_eq!(all(&document, "LineString").len(), plan.links.len());
    let first = all(&document, "coordinates")[0].text().unwrap();
    assert_eq!(first.split(',').count(), 2, "longitude, latitude: {first}");
}
