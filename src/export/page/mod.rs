//! What the pages have in common: a template that is filled, text that stays text, MapLibre GL JS, a style, scripts, packed geometry.

mod packed;

pub(super) use packed::{Polygons, packed, steps, units_per_degree, whole};

use std::borrow::Cow;

use super::failed;
use crate::problem::Error;
use crate::score::PointState;

/// The style of every page.
pub(super) const STYLE: &str = include_str!("style.css");
const MAP_STYLE: &str = include_str!("../../../data/maplibre/maplibre-gl.css");
const MAP_SCRIPT: &str = include_str!("../../../data/maplibre/maplibre-gl.js");
const MAP_LICENCE: &str = include_str!("../../../data/maplibre/LICENSE.txt");

/// What every page begins and ends with.
const HEAD: &str = include_str!("head.html");
const FOOT: &str = include_str!("foot.html");

/// Scripts of every page, in the order in which they are read; those of a page follow.
pub(super) const SCRIPTS: [&str; 16] = [
    include_str!("words.js"),
    include_str!("language.js"),
    include_str!("dom.js"),
    include_str!("geometry.js"),
    include_str!("network.js"),
    include_str!("palette.js"),
    include_str!("signs.js"),
    include_str!("map.js"),
    include_str!("boxes.js"),
    include_str!("names.js"),
    include_str!("layers.js"),
    include_str!("keys.js"),
    include_str!("frame.js"),
    include_str!("popup.js"),
    include_str!("table.js"),
    include_str!("print.js"),
];

/// States of a point, in the order of the legend.
pub(super) const STATES: [PointState; 13] = [
    PointState::Covered,
    PointState::NoSiteReaches,
    PointState::SignalTooWeak,
    PointState::NoBackhaul,
    PointState::RuledOutByOwnership,
    PointState::TooFewOperators,
    PointState::OverBudget,
    PointState::RunningCosts,
    PointState::Outweighed,
    PointState::Interference,
    PointState::NoCapacity,
    PointState::LinkFull,
    PointState::NoSecondPath,
];

/// A page in parts.
pub(super) struct Page<'a> {
    /// Name of its file.
    pub file: &'a str,
    /// The template of what is its own, with a name in two pairs of braces for each part.
    pub template: &'a str,
    /// Title, as plain text.
    pub title: &'a str,
    /// Style after that of every page.
    pub style: &'a str,
    /// Scripts after those of every page.
    pub scripts: &'a [&'a str],
    /// Markup of charts, if it has any.
    pub charts: &'a str,
    /// The document that the scripts read, as JSON.
    pub data: &'a str,
}

/// The page put together.
///
/// # Errors
/// [`Error::Failed`] where the template asks for a part that there is not.
pub(super) fn page(page: &Page) -> Result<Vec<u8>, Error> {
    filled(page.file, &[HEAD, page.template, FOOT].concat(), |name| {
        Some(match name {
            "title" => escaped(page.title).into(),
            "style" => format!("{STYLE}\n{}", page.style).into(),
            "map_style" => MAP_STYLE.into(),
            "map_script" => without_source_map(MAP_SCRIPT).into(),
            "map_licence" => escaped(MAP_LICENCE).into(),
            "charts" => page.charts.into(),
            "data" => inside_script(page.data).into(),
            "script" => format!("{}\n{}", SCRIPTS.join("\n"), page.scripts.join("\n")).into(),
            _ => return None,
        })
    })
    .map(String::into_bytes)
}

/// A template with each `{{name}}` replaced; what is put in is not looked at again.
fn filled<'a>(
    file: &str,
    template: &str,
    part: impl Fn(&str) -> Option<Cow<'a, str>>,
) -> Result<String, Error> {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").ok_or_else(|| failed(format!("{file}: an open brace")))?;
        let part = part(name).ok_or_else(|| failed(format!("{file}: no part is called {name}")))?;
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

/// Keys of the texts in tables of words, each of which has two in quotes.
#[cfg(test)]
pub(super) fn keys_of_words(tables: &[&str]) -> Vec<String> {
    let mut keys = Vec::new();
    for table in tables {
        let table = table.split_once("{\n").unwrap().1.split_once("\n}").unwrap().0;
        let line = table.split_whitespace().collect::<Vec<_>>().join(" ");
        for entry in line.split("], ") {
            assert_eq!(entry.matches('"').count(), 4, "two texts in quotes: {entry}");
        }
        let own =
            table.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
        keys.extend(own.filter_map(|line| line.split_once(": [").map(|(key, _)| key.to_owned())));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn an_unknown_part_of_the_template_is_an_error() {
        let part = |name: &str| (name == "a").then(|| Cow::from("{{b}}"));
        assert_eq!(filled("x.html", "x{{a}}y", part).unwrap(), "x{{b}}y");
        let unknown = filled("x.html", "x{{b}}y", part).unwrap_err().to_string();
        assert!(unknown.contains("x.html: no part is called b"), "{unknown}");
        assert!(filled("x.html", "x{{a", part).is_err());
    }
}
