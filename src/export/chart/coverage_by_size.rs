//! Households covered by population class of the comuni: does the plan reach the small ones as it reaches the large?

use super::axis::Axis;
use super::frame::{
    FOOT_PX, MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, Sign, TEXT_SIZE_PX, TOP_PX, legend, level_grid, paper,
};
use super::label::{fit, grouped, percent};
use super::palette::{AFTER, BEFORE, INK, QUIET};
use super::picture::{Align, Picture};
use crate::score::Plan;

const HEIGHT_PX: f64 = 480.0;
const LEFT_PX: f64 = 84.0;
/// Width of a class.
const SLOT_PX: f64 = (RIGHT_PX - LEFT_PX) / CLASSES.len() as f64;
const BAR_PX: f64 = 62.0;

/// Population classes: name, least number of residents, first number beyond.
const CLASSES: [(&str, u32, u32); 4] = [
    ("under 1,000", 0, 1_000),
    ("1,000 to 4,999", 1_000, 5_000),
    ("5,000 to 14,999", 5_000, 15_000),
    ("15,000 and more", 15_000, u32::MAX),
];

/// The comuni of one class together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Class {
    comuni: u32,
    households: f64,
    unserved_before: f64,
    covered: f64,
}

/// The chart.
pub(super) fn draw(plan: &Plan) -> Picture {
    let subtitle = "Share of households (%), comuni grouped by number of residents";
    let mut picture = paper(plan, HEIGHT_PX, "Households covered, by size of comune", subtitle);
    let entries = [
        (Sign::Square(BEFORE), "had broadband before the plan"),
        (Sign::Square(AFTER), "covered by the plan"),
    ];
    legend(&mut picture, (MARGIN_PX, TOP_PX), &entries);
    let (top_px, bottom_px) = (TOP_PX + 46.0, HEIGHT_PX - FOOT_PX - 58.0);
    let shares = Axis::new((0.0, 1.0), (bottom_px, top_px));
    level_grid(&mut picture, &shares, &[0.0, 0.25, 0.5, 0.75, 1.0], (LEFT_PX, RIGHT_PX), percent);
    for (index, (name, from, beyond)) in CLASSES.into_iter().enumerate() {
        let center_px = LEFT_PX + (index as f64 + 0.5) * SLOT_PX;
        draw_class(&mut picture, &shares, center_px, (name, gathered(plan, from, beyond)));
    }
    picture
}

fn gathered(plan: &Plan, from: u32, beyond: u32) -> Class {
    let inside = |population: u32| population >= from && (population < beyond || beyond == u32::MAX);
    plan.comuni.iter().filter(|comune| inside(comune.population)).fold(Class::default(), |class, comune| {
        Class {
            comuni: class.comuni + 1,
            households: class.households + comune.households,
            unserved_before: class.unserved_before + comune.previously_unserved,
            covered: class.covered + comune.covered,
        }
    })
}

fn draw_class(picture: &mut Picture, shares: &Axis, center_px: f64, (name, class): (&str, Class)) {
    let base_px = shares.px(0.0);
    picture.text(name, (center_px, base_px + 18.0), TEXT_SIZE_PX, Align::Middle, INK);
    let noun = if class.comuni == 1 { "comune" } else { "comuni" };
    let size =
        format!("{} {noun}, {} households", grouped(f64::from(class.comuni)), grouped(class.households));
    let size = if class.comuni == 0 { "no comune of this size".to_owned() } else { size };
    let size = fit(&size, SMALL_SIZE_PX, SLOT_PX - 8.0);
    picture.text(size, (center_px, base_px + 38.0), SMALL_SIZE_PX, Align::Middle, QUIET);
    if class.households > 0.0 {
        let before = 1.0 - class.unserved_before / class.households;
        draw_bar(picture, shares, center_px - BAR_PX / 2.0 - 2.0, (before, BEFORE));
        draw_bar(picture, shares, center_px + BAR_PX / 2.0 + 2.0, (class.covered / class.households, AFTER));
    }
}

fn draw_bar(picture: &mut Picture, shares: &Axis, center_px: f64, (ratio, fill): (f64, super::palette::Rgb)) {
    let (left_px, right_px) = (center_px - BAR_PX / 2.0, center_px + BAR_PX / 2.0);
    picture.rect((left_px, shares.px(ratio)), (right_px, shares.px(0.0)), fill);
    picture.text(percent(ratio), (center_px, shares.px(ratio) - 12.0), TEXT_SIZE_PX, Align::Middle, INK);
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn every_comune_falls_into_one_class() {
        let mut plan = fixture::plan(6);
        let populations = [0, 999, 1_000, 4_999, 15_000, u32::MAX];
        for (comune, population) in plan.comuni.iter_mut().zip(populations) {
            comune.population = population;
        }
        let counts = CLASSES.map(|(_, from, beyond)| gathered(&plan, from, beyond).comuni);
        assert_eq!(counts, [2, 2, 0, 2]);
    }
}
