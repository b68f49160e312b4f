//! What all charts share: paper, title, legend, grid lines, source line.

use super::axis::Axis;
use super::label::{fit, width_px};
use super::palette::{GRID, INK, QUIET, Rgb, WHITE};
use super::picture::{Align, At, Picture};
use crate::score::{Plan, ScenarioRef};

/// Width of every chart, px.
pub(super) const WIDTH_PX: f64 = 960.0;
/// Free space at the edges, px.
pub(super) const MARGIN_PX: f64 = 28.0;
/// Right edge of what is drawn, px.
pub(super) const RIGHT_PX: f64 = WIDTH_PX - MARGIN_PX;
/// Where the drawing may begin below title and subtitle, px.
pub(super) const TOP_PX: f64 = 92.0;
/// Room kept for the source line, px.
pub(super) const FOOT_PX: f64 = 44.0;

/// Letter sizes, px.
pub(super) const TITLE_SIZE_PX: f64 = 21.0;
pub(super) const TEXT_SIZE_PX: f64 = 13.0;
pub(super) const SMALL_SIZE_PX: f64 = 11.0;

/// A sign in a legend.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign {
    /// A filled square.
    Square(Rgb),
    /// An upright stroke, as in [`stroke`].
    Stroke,
    /// A diamond, as in [`diamond`], before a filled square.
    DiamondSquare(Rgb),
    /// A plain line.
    Plain(Rgb),
    /// A line with a dot, for a running value.
    Line(Rgb),
    /// A line with a diamond, for another.
    DiamondLine(Rgb),
    /// A mark, as in [`mark`].
    Mark,
    /// A ring, as in [`ring`].
    Ring,
    /// A cross, as in [`cross`].
    Cross(Rgb),
}

/// White paper with title, subtitle and source line.
pub(super) fn paper(plan: &Plan, height_px: f64, title: &str, subtitle: &str) -> Picture {
    let mut picture = Picture::new(WIDTH_PX, height_px, title);
    let room_px = RIGHT_PX - MARGIN_PX;
    picture.rect((0.0, 0.0), (WIDTH_PX, height_px), WHITE);
    picture.text(fit(title, TITLE_SIZE_PX, room_px), (MARGIN_PX, 34.0), TITLE_SIZE_PX, Align::Left, INK);
    picture.text(fit(subtitle, TEXT_SIZE_PX, room_px), (MARGIN_PX, 61.0), TEXT_SIZE_PX, Align::Left, QUIET);
    let foot = (MARGIN_PX, height_px - 18.0);
    picture.text(source_line(plan, SMALL_SIZE_PX, room_px), foot, SMALL_SIZE_PX, Align::Left, QUIET);
    picture
}

/// Scenario, its checksum and the version of divario, shortened at the name.
pub(super) fn source_line(plan: &Plan, size_px: f64, room_px: f64) -> String {
    source(&plan.scenario, &plan.provenance.divario, size_px, room_px)
}

/// The same for any result of a scenario.
pub(super) fn source(scenario: &ScenarioRef, divario: &str, size_px: f64, room_px: f64) -> String {
    let checksum: String = scenario.sha256.chars().take(12).collect();
    let version = fit(divario, size_px, room_px / 4.0);
    let tail = format!(" (SHA-256 {}…), divario {version}", fit(&checksum, size_px, room_px / 4.0));
    let head = format!("Source: scenario {}", scenario.name);
    format!("{}{tail}", fit(&head, size_px, room_px - width_px(&tail, size_px)))
}

/// Signs with their meaning in one row; returns where the row ends, px from the left.
pub(super) fn legend(picture: &mut Picture, at: At, entries: &[(Sign, &str)]) -> f64 {
    let (mut x, y) = at;
    for (sign, meaning) in entries {
        draw_sign(picture, (x + 7.0, y), *sign);
        if matches!(sign, Sign::DiamondSquare(_)) {
            x += 18.0;
        }
        picture.text(*meaning, (x + 22.0, y), TEXT_SIZE_PX, Align::Left, INK);
        x += 22.0 + width_px(meaning, TEXT_SIZE_PX) + 24.0;
    }
    x
}

fn draw_sign(picture: &mut Picture, (x, y): At, sign: Sign) {
    match sign {
        Sign::Square(fill) => picture.rect((x - 7.0, y - 7.0), (x + 7.0, y + 7.0), fill),
        Sign::Stroke => stroke(picture, (x, y), 8.0),
        Sign::DiamondSquare(fill) => {
            diamond(picture, (x - 1.0, y), 5.0, fill);
            picture.rect((x + 11.0, y - 7.0), (x + 25.0, y + 7.0), fill);
        }
        Sign::Plain(colour) => picture.line((x - 8.0, y), (x + 8.0, y), 2.5, colour),
        Sign::Line(colour) => {
            picture.line((x - 8.0, y), (x + 8.0, y), 2.5, colour);
            picture.circle((x, y), 4.0, colour);
        }
        Sign::DiamondLine(colour) => {
            picture.line((x - 8.0, y), (x + 8.0, y), 2.5, colour);
            diamond(picture, (x, y), 5.0, colour);
        }
        Sign::Mark => mark(picture, (x, y)),
        Sign::Ring => ring(picture, (x, y)),
        Sign::Cross(colour) => cross(picture, (x, y), colour),
    }
}

/// An upright stroke across a bar, with a white rim.
pub(super) fn stroke(picture: &mut Picture, (x, y): At, reach_px: f64) {
    picture.rect((x - 3.0, y - reach_px), (x + 3.0, y + reach_px), WHITE);
    picture.rect((x - 1.5, y - reach_px), (x + 1.5, y + reach_px), INK);
}

/// A diamond.
pub(super) fn diamond(picture: &mut Picture, (x, y): At, reach_px: f64, fill: Rgb) {
    picture.polygon(vec![(x, y - reach_px), (x + reach_px, y), (x, y + reach_px), (x - reach_px, y)], fill);
}

/// A dark square with a white rim, for the one point that a chart is about.
pub(super) fn mark(picture: &mut Picture, (x, y): At) {
    picture.rect((x - 7.5, y - 7.5), (x + 7.5, y + 7.5), WHITE);
    picture.rect((x - 5.5, y - 5.5), (x + 5.5, y + 5.5), INK);
}

/// A ring around a point.
pub(super) fn ring(picture: &mut Picture, (x, y): At) {
    const RADIUS_PX: f64 = 9.0;
    let corner = |step: u32| {
        let angle_rad = f64::from(step) * std::f64::consts::TAU / 32.0;
        (x + RADIUS_PX * angle_rad.cos(), y + RADIUS_PX * angle_rad.sin())
    };
    picture.path((0..=32).map(corner).collect(), 2.0, INK);
}

/// A diagonal cross.
pub(super) fn cross(picture: &mut Picture, (x, y): At, colour: Rgb) {
    picture.line((x - 5.0, y - 5.0), (x + 5.0, y + 5.0), 2.5, colour);
    picture.line((x - 5.0, y + 5.0), (x + 5.0, y - 5.0), 2.5, colour);
}

/// Upright grid lines with their labels above.
pub(super) fn upright_grid(
    picture: &mut Picture,
    axis: &Axis,
    ticks: &[f64],
    (top_px, bottom_px): (f64, f64),
    label: impl Fn(f64) -> String,
) {
    for tick in ticks {
        let x = axis.px(*tick);
        picture.line((x, top_px), (x, bottom_px), 1.0, GRID);
        picture.text(label(*tick), (x, top_px - 11.0), SMALL_SIZE_PX, Align::Middle, QUIET);
    }
}

/// Level grid lines with their labels on the left.
pub(super) fn level_grid(
    picture: &mut Picture,
    axis: &Axis,
    ticks: &[f64],
    (left_px, right_px): (f64, f64),
    label: impl Fn(f64) -> String,
) {
    for tick in ticks {
        let y = axis.px(*tick);
        picture.line((left_px, y), (right_px, y), 1.0, GRID);
        picture.text(label(*tick), (left_px - 8.0, y), SMALL_SIZE_PX, Align::Right, QUIET);
    }
}

/// A sentence in the middle of the drawing, where there is nothing to draw.
pub(super) fn nothing(picture: &mut Picture, y_px: f64, sentence: &str) {
    picture.text(sentence, (WIDTH_PX / 2.0, y_px), TEXT_SIZE_PX, Align::Middle, QUIET);
}
