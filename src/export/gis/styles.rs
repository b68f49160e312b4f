//! The style of each layer of a plan.

use std::collections::BTreeSet;

use super::palette::{
    Colour, INK, MARGIN_LIMITS_DB, MARGINS, NONE, OWNERS, RATES, SHARE_LIMITS, SHARES, STATES, WHITE,
};
use super::style::{Range, Renderer, Steps};
use super::symbols::{Mark, Symbol};
use crate::export::dictionary::Field;
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
    Renderer::Ranges {
        field: "margin_db",
        ranges: words.into_iter().enumerate().map(range).collect(),
        none: None,
    }
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

/// Ground by rate, as areas.
pub(super) fn rate_areas(classes: &[RateClass]) -> Renderer {
    let range = |class: &RateClass| Range {
        from: class.low * (1.0 - NEAR_RATIO),
        to: class.high * (1.0 + NEAR_RATIO),
        symbol: Symbol::Area { fill: class.colour, opacity: 0.6, border: None },
        words: class.words(),
    };
    Renderer::Ranges { field: "rate_mbps", ranges: classes.iter().map(range).collect(), none: None }
}

/// Cells by rate, in a raster with these bands.
pub(super) fn rate_cells(classes: &[RateClass], bands: &[Field]) -> Steps {
    let step = |class: &RateClass| (class.high * (1.0 + NEAR_RATIO), class.colour, class.words());
    let band = bands.iter().position(|band| band.name == "rate_mbps").map_or(1, |at| at + 1);
    Steps { band, steps: classes.iter().map(step).collect() }
}

/// Rates are held in four bytes by the raster and written out in GeoJSON: a class takes in what is so near to its ends.
const NEAR_RATIO: f64 = 1e-6;

/// Rates that look alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RateClass {
    /// The least, Mbit/s.
    pub low: f64,
    /// The most, Mbit/s.
    pub high: f64,
    /// Their colour.
    pub colour: Colour,
}

impl RateClass {
    fn words(&self) -> String {
        let Self { low, high, .. } = self;
        if low < high { format!("{low} to {high} Mbit/s") } else { format!("{high} Mbit/s") }
    }
}

/// Rates in at most seven classes, rising: each rate by itself where there are few; as on the report page. What is no rate is left out.
pub(super) fn rate_classes(rates_mbps: impl Iterator<Item = f32>) -> Vec<RateClass> {
    // Bits of positive numbers sort like the numbers.
    let bits: BTreeSet<u32> = rates_mbps.filter(|rate| *rate > 0.0).map(f32::to_bits).collect();
    let rates: Vec<f64> = bits.into_iter().map(|bits| as_written(f32::from_bits(bits))).collect();
    let count = rates.len().min(RATES.len());
    let class = |index: usize| {
        let own = rates.iter().enumerate().filter(|(place, _)| place * count / rates.len() == index);
        let own: Vec<f64> = own.map(|(_, rate)| *rate).collect();
        let last = RATES.len() - 1;
        let colour = if count > 1 { (2 * index * last + count - 1) / (2 * (count - 1)) } else { 4 };
        RateClass { low: own[0], high: own[own.len() - 1], colour: RATES[colour] }
    };
    (0..count).map(class).collect()
}

/// 4.2, not 4.199999809.
fn as_written(rate_mbps: f32) -> f64 {
    rate_mbps.to_string().parse().unwrap_or_else(|_| f64::from(rate_mbps))
}
