//! Colours and limits of map layers, the same as on the report page: ColorBrewer sequences for rates and shares, Okabe and Ito's set for points
//! and owners, all made for readers who see colours differently.

use crate::score::PointState;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

pub(super) const INK: Colour = [0x21, 0x25, 0x29];
pub(super) const WHITE: Colour = [0xff, 0xff, 0xff];
/// Where there is no value.
pub(super) const NONE: Colour = [0xd9, 0xd9, 0xd9];

/// ColorBrewer YlGnBu, seven classes, by rising rate.
pub(super) const RATES: [Colour; 7] = [
    [0xed, 0xf8, 0xb1],
    [0xc7, 0xe9, 0xb4],
    [0x7f, 0xcd, 0xbb],
    [0x41, 0xb6, 0xc4],
    [0x1d, 0x91, 0xc0],
    [0x22, 0x5e, 0xa8],
    [0x0c, 0x2c, 0x84],
];

/// ColorBrewer BuPu, five classes, by rising share.
pub(super) const SHARES: [Colour; 5] =
    [[0xed, 0xf8, 0xfb], [0xb3, 0xcd, 0xe3], [0x8c, 0x96, 0xc6], [0x88, 0x56, 0xa7], [0x81, 0x0f, 0x7c]];
/// Where the classes of shares begin.
pub(super) const SHARE_LIMITS: [f64; 6] = [0.0, 0.25, 0.5, 0.75, 0.9, 1.0];

/// Margins of links, dB, and their colours from the least margin.
pub(super) const MARGIN_LIMITS_DB: [f64; 2] = [10.0, 20.0];
pub(super) const MARGINS: [Colour; 3] = [[0xd5, 0x5e, 0x00], [0x7a, 0x4f, 0xb0], INK];

/// Owners by falling number of sites; the last colour is that of all others.
pub(super) const OWNERS: [(Colour, &str); 6] = [
    ([0xb4, 0x1e, 0x28], "triangle"),
    ([0x21, 0x25, 0x29], "square"),
    ([0x78, 0x3c, 0x96], "diamond"),
    ([0xf0, 0xe4, 0x42], "pentagon"),
    ([0xff, 0xff, 0xff], "hexagon"),
    ([0x8c, 0x8c, 0x8c], "star"),
];

/// What a household point looks like: fill, core, and words for the legend.
pub(super) const STATES: [(PointState, Colour, Option<Colour>, &str); 13] = [
    (PointState::Covered, [0x14, 0x28, 0x1e], None, "covered"),
    (PointState::NoSiteReaches, [0xd5, 0x5e, 0x00], None, "no site sees them"),
    (PointState::SignalTooWeak, [0xd5, 0x5e, 0x00], Some(WHITE), "seen, but signal too weak"),
    (PointState::NoBackhaul, [0xcc, 0x79, 0xa7], Some(INK), "no link to the fibre"),
    (PointState::RuledOutByOwnership, [0x00, 0x72, 0xb2], Some(WHITE), "by private owners alone"),
    (PointState::TooFewOperators, [0x00, 0x72, 0xb2], Some(INK), "too few operators there"),
    (PointState::OverBudget, [0xe6, 0x9f, 0x00], Some(WHITE), "beyond the budget"),
    (PointState::RunningCosts, [0x5a, 0x5a, 0x14], Some(WHITE), "would not pay its running"),
    (PointState::Outweighed, [0xf0, 0xe4, 0x42], Some(INK), "more is covered without"),
    (PointState::Interference, [0x94, 0x52, 0xc8], Some(WHITE), "disturbed by neighbours"),
    (PointState::NoCapacity, [0xb4, 0x14, 0x3c], Some(WHITE), "sectors are full"),
    (PointState::LinkFull, [0xb4, 0x14, 0x3c], Some(INK), "links are full"),
    (PointState::NoSecondPath, [0xb4, 0x14, 0x3c], Some(WHITE), "no second path"),
];

/// As HTML writes it.
pub(super) fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page's palette, which is written for the browser.
    const PAGE: &str = include_str!("../page/palette.js");

    #[test]
    fn layers_look_as_on_the_page() {
        let list = |colours: &[Colour]| {
            colours.iter().map(|colour| format!("\"{}\"", hex(*colour))).collect::<Vec<_>>().join(", ")
        };
        let owners: Vec<Colour> = OWNERS.iter().map(|(colour, _)| *colour).collect();
        for expected in [list(&RATES), list(&SHARES), list(&owners), format!("INK = {}", list(&[INK]))] {
            assert!(PAGE.contains(&expected), "{expected}");
        }
        let limits = |limits: &[f64]| limits.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
        assert!(PAGE.contains(&format!("SHARE_LIMITS = [{}]", limits(&SHARE_LIMITS[1..5]))));
        assert!(PAGE.contains(&format!("MARGIN_LIMITS = [{}]", limits(&MARGIN_LIMITS_DB))));
        for (state, fill, core, _) in STATES {
            let state = serde_json::to_value(state).unwrap();
            let core = match core {
                None => "null",
                Some(WHITE) => "WHITE",
                Some(_) => "INK",
            };
            let expected = format!("{}: [\"{}\", {core}]", state.as_str().unwrap(), hex(fill));
            assert!(PAGE.contains(&expected), "{expected}");
        }
    }
}
