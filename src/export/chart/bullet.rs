//! Bars of covered households, one comune a row, with a stroke for the share served before the plan.

use super::axis::Axis;
use super::frame::{MARGIN_PX, RIGHT_PX, SMALL_SIZE_PX, TEXT_SIZE_PX, diamond, stroke, upright_grid};
use super::label::{fit, grouped, percent, share};
use super::palette::{AFTER, AFTER_LARGE, INK, QUIET, Rgb, TROUGH};
use super::picture::{Align, Picture};
use crate::score::{ComuneReport, Plan};

/// Height of a row, px.
pub(super) const ROW_PX: f64 = 24.0;
/// Height of the headings above the rows, px.
pub(super) const HEAD_PX: f64 = 34.0;
const NAME_RIGHT_PX: f64 = 228.0;
const BAR_LEFT_PX: f64 = 256.0;
const BAR_RIGHT_PX: f64 = 696.0;
const SHARE_RIGHT_PX: f64 = 768.0;

/// A comune as the charts see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    pub(super) small: bool,
    /// Share of households with broadband before the plan; none where there are no households.
    pub(super) before_ratio: Option<f64>,
    /// Share of households that the plan covers; none where there are no households.
    pub(super) after_ratio: Option<f64>,
    /// Households without broadband before that the plan does not cover.
    pub(super) left_without: f64,
}

impl<'a> Row<'a> {
    fn of(comune: &'a ComuneReport) -> Self {
        let before = (1.0 - comune.previously_unserved / comune.households).clamp(0.0, 1.0);
        let after_ratio = comune.covered_ratio.filter(|ratio| ratio.is_finite());
        Self {
            name: &comune.name,
            small: comune.small,
            before_ratio: after_ratio.and(Some(before)).filter(|ratio| !ratio.is_nan()),
            after_ratio,
            left_without: (comune.previously_unserved - comune.newly_served).max(0.0),
        }
    }

    /// Colour of its bar.
    pub(super) fn colour(&self) -> Rgb {
        if self.small { AFTER } else { AFTER_LARGE }
    }
}

/// The comuni by falling share covered; those without households last; equals by name.
pub(super) fn ranked(plan: &Plan) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = plan.comuni.iter().map(Row::of).collect();
    let rank = |row: &Row<'_>| row.after_ratio.unwrap_or(-1.0);
    rows.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then_with(|| a.name.cmp(b.name)));
    rows
}

/// Draws headings and rows from `top_px` down.
pub(super) fn draw_rows(picture: &mut Picture, rows: &[Row<'_>], top_px: f64) {
    let axis = Axis::new((0.0, 1.0), (BAR_LEFT_PX, BAR_RIGHT_PX));
    let first_px = top_px + HEAD_PX;
    for (index, row) in rows.iter().enumerate() {
        trough(picture, &axis, first_px + (index as f64 + 0.5) * ROW_PX, row);
    }
    let bottom_px = first_px + rows.len() as f64 * ROW_PX;
    upright_grid(picture, &axis, &[0.0, 0.25, 0.5, 0.75, 1.0], (first_px, bottom_px), percent);
    headings(picture, top_px + HEAD_PX - 11.0);
    for (index, row) in rows.iter().enumerate() {
        draw_row(picture, &axis, first_px + (index as f64 + 0.5) * ROW_PX, row);
    }
}

fn headings(picture: &mut Picture, y_px: f64) {
    let columns = [(SHARE_RIGHT_PX, "covered"), (RIGHT_PX, "households left without")];
    for (x, heading) in columns {
        picture.text(heading, (x, y_px), SMALL_SIZE_PX, Align::Right, QUIET);
    }
}

fn trough(picture: &mut Picture, axis: &Axis, y_px: f64, row: &Row<'_>) {
    if row.after_ratio.is_some() {
        picture.rect((axis.px(0.0), y_px - 7.0), (axis.px(1.0), y_px + 7.0), TROUGH);
    }
}

fn draw_row(picture: &mut Picture, axis: &Axis, y_px: f64, row: &Row<'_>) {
    let room_px = NAME_RIGHT_PX - MARGIN_PX;
    picture.text(
        fit(row.name, TEXT_SIZE_PX, room_px),
        (NAME_RIGHT_PX, y_px),
        TEXT_SIZE_PX,
        Align::Right,
        INK,
    );
    if row.small {
        diamond(picture, (f64::midpoint(NAME_RIGHT_PX, BAR_LEFT_PX), y_px), 5.0, AFTER);
    }
    let Some(after_ratio) = row.after_ratio else {
        let at = (BAR_LEFT_PX + 8.0, y_px);
        picture.text("no households", at, SMALL_SIZE_PX, Align::Left, QUIET);
        return;
    };
    picture.rect((axis.px(0.0), y_px - 7.0), (axis.px(after_ratio), y_px + 7.0), row.colour());
    if let Some(before_ratio) = row.before_ratio {
        stroke(picture, (axis.px(before_ratio), y_px), 9.0);
    }
    picture.text(share(after_ratio), (SHARE_RIGHT_PX, y_px), TEXT_SIZE_PX, Align::Right, INK);
    let left = fit(&grouped(row.left_without), TEXT_SIZE_PX, RIGHT_PX - SHARE_RIGHT_PX - 12.0);
    picture.text(left, (RIGHT_PX, y_px), TEXT_SIZE_PX, Align::Right, INK);
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn comuni_are_ranked_and_those_without_households_come_last() {
        let mut plan = fixture::plan(5);
        plan.comuni[1].covered_ratio = None;
        plan.comuni[3].covered_ratio = Some(1.5);
        let rows = ranked(&plan);
        assert_eq!(rows[0].name, plan.comuni[3].name);
        assert_eq!(rows[4].name, plan.comuni[1].name);
        assert_eq!(rows[4].before_ratio, None);
    }

    #[test]
    fn left_without_counts_households_with_nothing_before_or_after() {
        let mut plan = fixture::plan(1);
        let comune = &mut plan.comuni[0];
        (comune.households, comune.previously_unserved, comune.newly_served) = (200.0, 80.0, 50.0);
        let row = ranked(&plan)[0];
        assert_eq!((row.before_ratio, row.left_without), (Some(0.6), 30.0));
    }
}
