//! The style of each layer of a plan.

use std::collections::BTreeMap;

use super::palette::{
    Colour, INK, MARGIN_LIMITS_DB, MARGINS, NONE, OWNERS, RATES, SHARE_LIMITS, SHARES, STATES, WHITE,
};
use super::style::{Range, Renderer, Steps};
use super::symbols::{Mark, Symbol};
use crate::export::coverage_area::CoverageArea;
use crate::export::dictionary::BANDS;
use crate::score::{OwnerReport, Plan};

/// Beyond what any link or rate has.
const NO_END: f64 = 1e9;

/// Sites by owner, those with most sites first.
pub(super) fn sites(plan: &Plan) -> Renderer {
    let count = |owner: &OwnerReport| plan.sites.iter().filter(|site| site.owner == owner.id).count();
    let mut owners: Vec<&OwnerReport> = plan.owners.iter().filter(|owner| count(owner) > 0).collect();
    owners.sort_by_key(|owner| std::cmp::Reverse(count(owner)));
    let symbol = |rank: usize| {
        let (fill, shape) = OWNERS[rank.min(OWNERS.len() - 1)];
        let border = if fill == WHITE { INK } else { WHITE };
        Symbol::Point(vec![Mark { shape, fill, border, size_mm: 3.6 }])
    };
    let class = |(rank, owner): (usize, &&OwnerReport)| (owner.id.clone(), symbol(rank), owner.name.clone());
    let classes = owners.iter().enumerate().map(class).collect();
    Renderer::Words { field: "owner", classes, others: symbol(OWNERS.len()) }
}

/// Links by margin: the thinner, the less.
pub(super) fn links() -> Renderer {
    let ends = [-NO_END, MARGIN_LIMITS_DB[0], MARGIN_LIMITS_DB[1], NO_END];
    let words = [
        format!("margin below {} dB", ends[1]),
        format!("{} to {} dB", ends[1], ends[2]),
        format!("{} dB or more", ends[2]),
    ];
    let range = |(at, words): (usize, String)| Range {
        from: ends[at],
        to: ends[at + 1],
        symbol: Symbol::Line(MARGINS[at], [0.5, 0.7, 0.9][at]),
        words,
    };
    Renderer::Ranges { field: "margin_db", ranges: words.into_iter().enumerate().map(range).collect(), none: None }
}

/// Comuni by the share of their households that is covered.
pub(super) fn comuni() -> Renderer {
    let symbol = |fill: Colour| Symbol::Area { fill, opacity: 0.8, border: Some((INK, 0.2)) };
    let range = |(at, ends): (usize, &[f64])| Range {
        from: ends[0],
        to: ends[1],
        symbol: symbol(SHARES[at]),
        words: format!("{} to {} % covered", 100.0 * ends[0], 100.0 * ends[1]),
    };
    let ranges = SHARE_LIMITS.windows(2).enumerate().map(range).collect();
    Renderer::Ranges { field: "covered_ratio", ranges, none: Some(symbol(NONE)) }
}

/// Household points by what became of them.
pub(super) fn households() -> Renderer {
    let mark = |fill: Colour, core: Option<Colour>| {
        let outer = Mark { shape: "circle", fill, border: WHITE, size_mm: 2.0 };
        let core = core.map(|core| Mark { shape: "circle", fill: core, border: core, size_mm: 0.7 });
        Symbol::Point(std::iter::once(outer).chain(core).collect())
    };
    let class = |(state, fill, core, words): &(_, Colour, Option<Colour>, &str)| {
        let value = serde_json::to_value::<&crate::score::PointState>(state).ok();
        let value = value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        (value, mark(*fill, *core), (*words).to_owned())
    };
    Renderer::Words { field: "state", classes: STATES.iter().map(class).collect(), others: mark(NONE, None) }
}

/// Covered ground by rate, as areas and as cells of the raster.
pub(super) fn coverage(areas: &[CoverageArea]) -> (Renderer, Steps) {
    let classes = rate_classes(areas);
    let words = |from: f64, to: f64| {
        if from < to { format!("{from} to {to} Mbit/s") } else { format!("{to} Mbit/s") }
    };
    let range = |&(from, to, fill): &(f64, f64, Colour)| Range {
        from,
        to,
        symbol: Symbol::Area { fill, opacity: 0.6, border: None },
        words: words(from, to),
    };
    let ranges = classes.iter().map(range).collect();
    let steps = classes.iter().map(|&(from, to, colour)| (to, colour, words(from, to))).collect();
    let band = BANDS.iter().position(|band| band.name == "rate_mbps").map_or(1, |at| at + 1);
    (Renderer::Ranges { field: "rate_mbps", ranges, none: None }, Steps { band, steps })
}

/// Rates in at most seven classes, rising: each rate by itself where there are few; as on the report page.
fn rate_classes(areas: &[CoverageArea]) -> Vec<(f64, f64, Colour)> {
    let mut rates: BTreeMap<u64, f64> = BTreeMap::new();
    for area in areas {
        let rate_mbps = f64::from(area.rate_mbps);
        rates.insert(rate_mbps.to_bits(), rate_mbps);
    }
    let rates: Vec<f64> = rates.into_values().collect();
    let count = rates.len().min(RATES.len());
    let class = |index: usize| {
        let own = rates.iter().enumerate().filter(|(place, _)| place * count / rates.len() == index);
        let own: Vec<f64> = own.map(|(_, rate)| *rate).collect();
        let colour = if count > 1 { (2 * index * (RATES.len() - 1) + count - 1) / (2 * (count - 1)) } else { 4 };
        (own[0], own[own.len() - 1], RATES[colour])
    };
    (0..count).map(class).collect()
}
