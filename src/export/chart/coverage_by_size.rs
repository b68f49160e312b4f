//! Households covered by population class of the comuni: does the plan reach the small ones as it reaches the large?

use super::axis::Axis;
use super::frame::{
    FOOT_PX, MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, Sign, TEXT_SIZE_PX, TOP_PX, legend, level_grid, paper,
};
use super::label::{fit, grouped, percent, share};
use super::palette::{AFTER, BEFORE, INK, QUIET};
use super::picture::{Align, Picture};
use crate::score::{EquityGroup, Plan};

const HEIGHT_PX: f64 = 480.0;
const LEFT_PX: f64 = 84.0;
const BAR_PX: f64 = 62.0;
/// From one small line of text to the next.
const LINE_PX: f64 = 18.0;

/// The chart.
pub(super) fn draw(plan: &Plan) -> Picture {
    let subtitle =
        "Share of households (%), comuni by number of residents; whoever has broadband today keeps it";
    let mut picture = paper(plan, HEIGHT_PX, "Households covered, by size of comune", subtitle);
    let entries = [
        (Sign::Square(BEFORE), "had broadband before the plan"),
        (Sign::Square(AFTER), "covered by the plan"),
    ];
    legend(&mut picture, (MARGIN_PX, TOP_PX), &entries);
    let (top_px, bottom_px) = (TOP_PX + 46.0, HEIGHT_PX - FOOT_PX - 58.0 - LINE_PX);
    let shares = Axis::new((0.0, 1.0), (bottom_px, top_px));
    level_grid(&mut picture, &shares, &[0.0, 0.25, 0.5, 0.75, 1.0], (LEFT_PX, RIGHT_PX), percent);
    let classes = &plan.equity.by_comune_size;
    let slot_px = (RIGHT_PX - LEFT_PX) / classes.len() as f64;
    for (index, class) in classes.iter().enumerate() {
        draw_class(&mut picture, &shares, (LEFT_PX + (index as f64 + 0.5) * slot_px, slot_px), class);
    }
    picture
}

/// One class in the middle of its slot, with the slot's width.
fn draw_class(picture: &mut Picture, shares: &Axis, (center_px, slot_px): (f64, f64), class: &EquityGroup) {
    let base_px = shares.px(0.0);
    let group = fit(&class.group, TEXT_SIZE_PX, slot_px - 8.0);
    picture.text(group, (center_px, base_px + 18.0), TEXT_SIZE_PX, Align::Middle, INK);
    let noun = if class.comuni == 1 { "comune" } else { "comuni" };
    let mut sizes = vec![format!("{} {noun}", grouped(f64::from(class.comuni)))];
    sizes.push(format!("{} households", grouped(class.households)));
    for (line, size) in sizes.iter().take(if class.comuni == 0 { 1 } else { 2 }).enumerate() {
        let at_px = (center_px, base_px + 38.0 + line as f64 * LINE_PX);
        picture.text(fit(size, SMALL_SIZE_PX, slot_px - 8.0), at_px, SMALL_SIZE_PX, Align::Middle, QUIET);
    }
    if class.households > 0.0 {
        let before = 1.0 - class.previously_unserved / class.households;
        draw_bar(picture, shares, center_px - BAR_PX / 2.0 - 2.0, (before, BEFORE));
        draw_bar(picture, shares, center_px + BAR_PX / 2.0 + 2.0, (class.covered / class.households, AFTER));
    }
}

fn draw_bar(picture: &mut Picture, shares: &Axis, center_px: f64, (ratio, fill): (f64, super::palette::Rgb)) {
    let (left_px, right_px) = (center_px - BAR_PX / 2.0, center_px + BAR_PX / 2.0);
    picture.rect((left_px, shares.px(ratio)), (right_px, shares.px(0.0)), fill);
    let words = fit(&share(ratio), TEXT_SIZE_PX, BAR_PX);
    picture.text(words, (center_px, shares.px(ratio) - 12.0), TEXT_SIZE_PX, Align::Middle, INK);
}
