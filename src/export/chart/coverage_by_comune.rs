//! Households covered by comune: every comune a bar, or, where there are too many to name, all of them ranked side by
//! side with the ten worst named.

use super::axis::Axis;
use super::bullet::{HEAD_PX, ROW_PX, Row, draw_rows, ranked};
use super::frame::{
    FOOT_PX, MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, Sign, TEXT_SIZE_PX, TOP_PX, legend, level_grid, nothing,
    paper,
};
use super::label::{grouped, percent};
use super::palette::{AFTER, AFTER_LARGE, INK, QUIET, TROUGH, WHITE};
use super::picture::{Align, At, Picture};
use crate::score::Plan;

/// More comuni than this are not named one by one.
const NAMED_MAX: usize = 40;
/// Of many comuni, so many are named.
const WORST_COUNT: usize = 10;
const TITLE: &str = "Households covered, by comune";
const LEGEND_PX: f64 = 30.0;
const RANKED_LEFT_PX: f64 = 84.0;
const RANKED_HEIGHT_PX: f64 = 260.0;

/// The chart.
pub(super) fn draw(plan: &Plan) -> Picture {
    let rows = ranked(plan);
    match rows.len() {
        0 => empty(plan),
        1..=NAMED_MAX => named(plan, &rows),
        _ => many(plan, &rows),
    }
}

fn empty(plan: &Plan) -> Picture {
    let mut picture = paper(plan, 220.0, TITLE, &subtitle(plan));
    nothing(&mut picture, 130.0, "The plan has no comuni.");
    picture
}

fn named(plan: &Plan, rows: &[Row<'_>]) -> Picture {
    let height_px = TOP_PX + LEGEND_PX + HEAD_PX + rows.len() as f64 * ROW_PX + FOOT_PX;
    let mut picture = paper(plan, height_px, TITLE, &subtitle(plan));
    key(&mut picture, plan, Sign::Stroke);
    draw_rows(&mut picture, rows, TOP_PX + LEGEND_PX - 6.0);
    picture
}

fn many(plan: &Plan, rows: &[Row<'_>]) -> Picture {
    let ranked_top_px = TOP_PX + LEGEND_PX + 20.0;
    let worst_top_px = ranked_top_px + RANKED_HEIGHT_PX + 62.0;
    let height_px = worst_top_px + HEAD_PX + 10.0 + WORST_COUNT as f64 * ROW_PX + FOOT_PX;
    let mut picture = paper(plan, height_px, TITLE, &subtitle(plan));
    key(&mut picture, plan, Sign::Plain(INK));
    let inhabited: Vec<Row<'_>> = rows.iter().filter(|row| row.after_ratio.is_some()).copied().collect();
    columns(&mut picture, &inhabited, ranked_top_px);
    let worst = &inhabited[inhabited.len().saturating_sub(WORST_COUNT)..];
    let heading = format!("The {} comuni with the smallest share covered", worst.len());
    picture.text(heading, (MARGIN_PX, worst_top_px), TEXT_SIZE_PX, Align::Left, INK);
    draw_rows(&mut picture, worst, worst_top_px + 10.0);
    picture
}

/// One narrow column for each comune, the best first.
fn columns(picture: &mut Picture, rows: &[Row<'_>], top_px: f64) {
    let bottom_px = top_px + RANKED_HEIGHT_PX;
    let shares = Axis::new((0.0, 1.0), (bottom_px, top_px));
    let ranks = Axis::new((0.0, rows.len() as f64), (RANKED_LEFT_PX, RIGHT_PX));
    picture.rect((RANKED_LEFT_PX, top_px), (RIGHT_PX, bottom_px), TROUGH);
    let sides = (RANKED_LEFT_PX, RIGHT_PX);
    level_grid(picture, &shares, &[0.0, 0.25, 0.5, 0.75, 1.0], sides, percent);
    for (index, row) in rows.iter().enumerate() {
        let (left_px, right_px) = (ranks.px(index as f64), ranks.px(index as f64 + 1.0));
        let after_px = shares.px(row.after_ratio.unwrap_or(0.0));
        picture.rect((left_px, after_px), (right_px, bottom_px), row.colour());
    }
    picture.path(before_line(rows, &shares, &ranks), 4.5, WHITE);
    picture.path(before_line(rows, &shares, &ranks), 2.2, INK);
    let count = grouped(rows.len() as f64);
    let note =
        format!("{count} comuni by falling share covered (%); line: share before the plan, ranked by itself");
    let at = (f64::midpoint(RANKED_LEFT_PX, RIGHT_PX), bottom_px + 18.0);
    picture.text(note, at, SMALL_SIZE_PX, Align::Middle, QUIET);
}

/// The shares before the plan as steps, ranked by themselves: how all comuni stood, not how each of them did.
fn before_line(rows: &[Row<'_>], shares: &Axis, ranks: &Axis) -> Vec<At> {
    let mut ratios: Vec<f64> = rows.iter().filter_map(|row| row.before_ratio).collect();
    ratios.sort_by(|a, b| b.total_cmp(a));
    let step = |(index, ratio): (usize, &f64)| {
        let (left_px, right_px) = (ranks.px(index as f64), ranks.px(index as f64 + 1.0));
        [(left_px, shares.px(*ratio)), (right_px, shares.px(*ratio))]
    };
    ratios.iter().enumerate().flat_map(step).collect()
}

fn key(picture: &mut Picture, plan: &Plan, before: Sign) {
    let below = grouped(f64::from(plan.small_comuni.below_population));
    let small = format!("covered, small comune (under {below} residents)");
    let entries = [
        (Sign::DiamondSquare(AFTER), small.as_str()),
        (Sign::Square(AFTER_LARGE), "covered, other comune"),
        (before, "had broadband before the plan"),
    ];
    legend(picture, (MARGIN_PX, TOP_PX), &entries);
}

fn subtitle(plan: &Plan) -> String {
    let households = &plan.households;
    let left = (households.previously_unserved - households.newly_served).max(0.0);
    format!(
        "Share of households to which the plan gives the service (%), and households left without broadband: {} of {}",
        grouped(left),
        grouped(households.total)
    )
}
