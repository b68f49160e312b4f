//! QGIS styles (QML): how a layer that is dragged into QGIS is drawn and named in the legend.

use super::palette::{Colour, hex};
use super::symbols::Symbol;
use super::xml::{Element, document};
use crate::export::failed;
use crate::problem::Error;

/// What decides how a feature is drawn.
#[derive(Debug, Clone)]
pub(super) enum Renderer {
    /// A word, each with its symbol and its words in the legend; whatever else there is has the last symbol.
    Words { field: &'static str, classes: Vec<(String, Symbol, String)>, others: Symbol },
    /// A number, in ranges from a least to a most.
    Ranges { field: &'static str, ranges: Vec<Range>, none: Option<Symbol> },
}

/// A range of numbers.
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub from: f64,
    pub to: f64,
    pub symbol: Symbol,
    pub words: String,
}

/// How a band of a raster is drawn: cells up to each value in its colour.
#[derive(Debug, Clone)]
pub(super) struct Steps {
    /// Number of the band, from 1.
    pub band: usize,
    /// Values, rising, each with its colour and its words in the legend.
    pub steps: Vec<(f64, Colour, String)>,
}

/// The file that lies beside a layer: of features, of a raster of the same name, or of both.
pub(super) fn qml(features: Option<&Renderer>, raster: Option<&Steps>) -> Result<Vec<u8>, Error> {
    let root = Element::new("qgis")
        .with("version", "3.22.0")
        .with("styleCategories", "Symbology")
        .holding_all(features.map(Renderer::element))
        .holding_all(raster.map(Steps::element));
    document(&root).map_err(|error| failed(format!("a QGIS style cannot be written: {error}")))
}

impl Renderer {
    /// Field that decides.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Words { field, .. } | Self::Ranges { field, .. } => field,
        }
    }

    fn element(&self) -> Element {
        let renderer = |kind: &str| {
            Element::new("renderer-v2")
                .with("type", kind)
                .with("attr", self.field())
                .with("symbollevels", 0)
                .with("enableorderby", 0)
                .with("forceraster", 0)
        };
        match self {
            Self::Words { classes, others, .. } => {
                let last = (String::new(), others.clone(), "other".to_owned());
                let classes: Vec<_> = classes.iter().chain([&last]).collect();
                let category = |(name, (value, _, words)): (usize, &&(String, Symbol, String))| {
                    let category = Element::new("category").with("render", true).with("symbol", name);
                    category.with("type", "string").with("value", value).with("label", words)
                };
                let categories = classes.iter().enumerate().map(category);
                renderer("categorizedSymbol")
                    .holding(Element::new("categories").holding_all(categories))
                    .holding(symbols(classes.iter().map(|(_, symbol, _)| symbol)))
            }
            Self::Ranges { ranges, none, .. } => {
                let range = |(name, range): (usize, &Range)| {
                    let element = Element::new("range").with("render", true).with("symbol", name);
                    element.with("lower", range.from).with("upper", range.to).with("label", &range.words)
                };
                let source =
                    none.iter().map(|symbol| Element::new("source-symbol").holding(symbol.element(0)));
                renderer("graduatedSymbol")
                    .with("graduatedMethod", "GraduatedColor")
                    .holding(Element::new("ranges").holding_all(ranges.iter().enumerate().map(range)))
                    .holding(symbols(ranges.iter().map(|range| &range.symbol)))
                    .holding_all(source)
            }
        }
    }
}

fn symbols<'a>(symbols: impl Iterator<Item = &'a Symbol>) -> Element {
    let elements = symbols.enumerate().map(|(name, symbol)| symbol.element(name));
    Element::new("symbols").holding_all(elements)
}

impl Steps {
    fn element(&self) -> Element {
        let item = |(value, colour, words): &(f64, Colour, String)| {
            Element::new("item")
                .with("value", value)
                .with("color", hex(*colour))
                .with("alpha", 255)
                .with("label", words)
        };
        let least = self.steps.first().map_or(0.0, |step| step.0);
        let most = self.steps.last().map_or(0.0, |step| step.0);
        let ramp = Element::new("colorrampshader")
            .with("colorRampType", "DISCRETE")
            .with("classificationMode", 1)
            .with("clip", 0)
            .with("minimumValue", least)
            .with("maximumValue", most)
            .holding_all(self.steps.iter().map(item));
        let renderer = Element::new("rasterrenderer")
            .with("type", "singlebandpseudocolor")
            .with("band", self.band)
            .with("opacity", 0.8)
            .with("alphaBand", -1)
            .with("classificationMin", least)
            .with("classificationMax", most)
            .holding(Element::new("rasterTransparency"))
            .holding(Element::new("rastershader").holding(ramp));
        Element::new("pipe").holding(renderer)
    }
}
