//! `report.html`: the plan on one page that needs nothing else, neither network nor server; it opens from the disk.
//!
//! ```text
//! plan.json's types  --data-->    what tables, words and figures are made of  }
//! areas, territories --packed-->  geometry in whole steps                     }  one JSON document
//! terrain            --relief-->  light and shade as a picture                }
//!                                                                             v
//! page/page.html  <-- style, scripts, MapLibre GL JS, charts/*.svg, data  =  report.html
//! ```
//!
//! All words stand in `page/words.js`, English and Italian side by side; the page is written in the reader's browser.
//! Every figure on it is one of plan.json, or a sum that says so.

mod data;
mod data_url;
mod packed;
mod points;
mod relief;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::coverage_area::CoverageArea;
use super::{Results, failed};
use crate::problem::Error;
use data::Data;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/style.css");
const MAP_STYLE: &str = include_str!("../../../data/maplibre/maplibre-gl.css");
const MAP_SCRIPT: &str = include_str!("../../../data/maplibre/maplibre-gl.js");
const MAP_LICENCE: &str = include_str!("../../../data/maplibre/LICENSE.txt");

/// The page's own scripts, in the order in which they are read.
const SCRIPTS: [&str; 21] = [
    include_str!("page/words.js"),
    include_str!("page/language.js"),
    include_str!("page/dom.js"),
    include_str!("page/unpack.js"),
    include_str!("page/palette.js"),
    include_str!("page/signs.js"),
    include_str!("page/map.js"),
    include_str!("page/layers.js"),
    include_str!("page/legend.js"),
    include_str!("page/about.js"),
    include_str!("page/popup.js"),
    include_str!("page/table.js"),
    include_str!("page/tabs.js"),
    include_str!("page/columns.js"),
    include_str!("page/tables.js"),
    include_str!("page/figures.js"),
    include_str!("page/grounds.js"),
    include_str!("page/chart_words.js"),
    include_str!("page/charts.js"),
    include_str!("page/print.js"),
    include_str!("page/start.js"),
];

/// The page of a plan and its covered ground.
///
/// # Errors
/// [`Error::Failed`] where the results contradict each other or a place has no longitude.
pub(super) fn page(results: &Results, areas: &[CoverageArea]) -> Result<Vec<u8>, Error> {
    let data = Data::of(results, areas)?;
    let data = serde_json::to_string(&data).map_err(|error| failed(format!("report.html: {error}")))?;
    filled(PAGE, |name| {
        Some(match name {
            "title" => escaped(&results.plan.scenario.name).into(),
            "style" => STYLE.into(),
            "map_style" => MAP_STYLE.into(),
            "map_script" => without_source_map(MAP_SCRIPT).into(),
            "map_licence" => escaped(MAP_LICENCE).into(),
            "charts" => charts(results.charts).into(),
            "data" => inside_script(&data).into(),
            "script" => SCRIPTS.join("\n").into(),
            _ => return None,
        })
    })
    .map(String::into_bytes)
}

/// A template with each `{{name}}` replaced; what is put in is not looked at again.
fn filled<'a>(template: &str, part: impl Fn(&str) -> Option<Cow<'a, str>>) -> Result<String, Error> {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").ok_or_else(|| failed("report.html: an open brace"))?;
        let part = part(name).ok_or_else(|| failed(format!("report.html: no part is called {name}")))?;
        page.push_str(&part);
        page.push_str(rest);
    }
    Ok(page)
}

/// Text as HTML shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// JSON that no name in it can end early: `</script` and the line ends that old JavaScript knows are written as escapes.
fn inside_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A script without the line that sends developer tools for another file.
fn without_source_map(script: &str) -> &str {
    script.split_once("//# sourceMappingURL=").map_or(script, |(script, _)| script)
}

fn is_svg(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "svg")
}

/// The charts of the folder as figures; their texts are escaped where they are drawn.
fn charts(pictures: &[(String, Vec<u8>)]) -> String {
    let charts = pictures.iter().filter(|(name, _)| name.starts_with("charts/") && is_svg(name));
    let figure = |svg: &[u8]| {
        format!("<figure tabindex=\"0\" role=\"group\">{}</figure>\n", String::from_utf8_lossy(svg))
    };
    charts.map(|(_, svg)| figure(svg)).collect()
}
