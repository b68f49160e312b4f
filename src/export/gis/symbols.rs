//! Symbols of QGIS styles: marks, lines and areas.

use super::palette::Colour;
use super::xml::Element;

/// What a feature is drawn with, from the lowest layer upwards.
#[derive(Debug, Clone)]
pub(super) enum Symbol {
    /// Marks upon each other.
    Point(Vec<Mark>),
    /// A line of a width, mm.
    Line(Colour, f64),
    /// An area with so much of its colour, and a border of a width, mm.
    Area { fill: Colour, opacity: f64, border: Option<(Colour, f64)> },
}

/// A mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub shape: &'static str,
    pub fill: Colour,
    pub border: Colour,
    pub size_mm: f64,
}

impl Symbol {
    /// The element `symbol`; `name` is what the renderer calls it.
    pub fn element(&self, name: usize) -> Element {
        let (kind, opacity, layers) = match self {
            Self::Point(marks) => ("marker", 1.0, marks.iter().map(mark).collect()),
            Self::Line(colour, width_mm) => ("line", 1.0, vec![line(*colour, *width_mm)]),
            Self::Area { fill, opacity, border } => ("fill", *opacity, vec![area(*fill, *border)]),
        };
        Element::new("symbol")
            .with("type", kind)
            .with("name", name)
            .with("alpha", opacity)
            .with("clip_to_extent", 1)
            .with("force_rhr", 0)
            .holding_all(layers)
    }
}

fn mark(mark: &Mark) -> Element {
    layer(
        "SimpleMarker",
        &[
            ("name", mark.shape.into()),
            ("color", rgba(mark.fill)),
            ("outline_color", rgba(mark.border)),
            ("outline_style", "solid".into()),
            ("outline_width", "0.2".into()),
            ("outline_width_unit", "MM".into()),
            ("size", mark.size_mm.to_string()),
            ("size_unit", "MM".into()),
        ],
    )
}

fn line(colour: Colour, width_mm: f64) -> Element {
    layer(
        "SimpleLine",
        &[
            ("line_color", rgba(colour)),
            ("line_style", "solid".into()),
            ("line_width", width_mm.to_string()),
            ("line_width_unit", "MM".into()),
            ("capstyle", "round".into()),
            ("joinstyle", "round".into()),
        ],
    )
}

fn area(fill: Colour, border: Option<(Colour, f64)>) -> Element {
    let (colour, width_mm) = border.unwrap_or((fill, 0.0));
    layer(
        "SimpleFill",
        &[
            ("color", rgba(fill)),
            ("style", "solid".into()),
            ("outline_color", rgba(colour)),
            ("outline_style", if border.is_some() { "solid" } else { "no" }.into()),
            ("outline_width", width_mm.to_string()),
            ("outline_width_unit", "MM".into()),
        ],
    )
}

/// QGIS 3.26 and later read the options, earlier ones the properties.
fn layer(class: &str, properties: &[(&str, String)]) -> Element {
    let option = |(key, value): &(&str, String)| {
        Element::new("Option").with("type", "QString").with("name", key).with("value", value)
    };
    let property = |(key, value): &(&str, String)| Element::new("prop").with("k", key).with("v", value);
    Element::new("layer")
        .with("class", class)
        .with("enabled", 1)
        .with("locked", 0)
        .with("pass", 0)
        .holding(Element::new("Option").with("type", "Map").holding_all(properties.iter().map(option)))
        .holding_all(properties.iter().map(property))
}

fn rgba([red, green, blue]: Colour) -> String {
    format!("{red},{green},{blue},255")
}
