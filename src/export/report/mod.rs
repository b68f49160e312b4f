//! `report.html`: the plan on one page that needs nothing else, neither network nor server; it opens from the disk.
//!
//! ```text
//! plan.json's types  --data-->    what tables, words and figures are made of  }
//! areas, territories --packed-->  geometry in whole steps                     }  one JSON document
//! terrain            --relief-->  light and shade as a picture                }
//! scenario.json      --sources->  where figures come from                     }
//!                                                                             v
//! page/page.html  <-- style, scripts, MapLibre GL JS, charts/*.svg, data  =  report.html
//! ```
//!
//! All words stand in `page/words.js`, English and Italian side by side; the page is written in the reader's browser.
//! Every figure on it is one of plan.json, or a sum that says so; sources and what they are of are those of scenario.json.

mod data;
mod data_url;
mod points;
mod relief;
mod sources;
#[cfg(test)]
mod tests;

use super::coverage_area::CoverageArea;
use super::page::Page;
use super::{Results, failed};
use crate::problem::Error;
use data::Data;

const PAGE: &str = include_str!("page/page.html");

/// The page's own scripts, in the order in which they are read.
const SCRIPTS: [&str; 17] = [
    include_str!("page/words.js"),
    include_str!("page/unpack.js"),
    include_str!("page/map.js"),
    include_str!("page/layers.js"),
    include_str!("page/legend.js"),
    include_str!("page/about.js"),
    include_str!("page/popup.js"),
    include_str!("page/tabs.js"),
    include_str!("page/columns.js"),
    include_str!("page/tables.js"),
    include_str!("page/figures.js"),
    include_str!("page/grounds.js"),
    include_str!("page/sources.js"),
    include_str!("page/chart_words.js"),
    include_str!("page/charts.js"),
    include_str!("page/frontier.js"),
    include_str!("page/start.js"),
];

/// The page of a plan and its covered ground.
///
/// # Errors
/// [`Error::Failed`] where the results contradict each other or a place has no longitude.
pub(super) fn page(results: &Results, areas: &[CoverageArea]) -> Result<Vec<u8>, Error> {
    let data = Data::of(results, areas)?;
    let data = serde_json::to_string(&data).map_err(|error| failed(format!("report.html: {error}")))?;
    super::page::page(&Page {
        file: "report.html",
        template: PAGE,
        title: &results.plan.scenario.name,
        style: "",
        scripts: &SCRIPTS,
        charts: &charts(results.charts),
        data: &data,
    })
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
