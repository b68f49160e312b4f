//! One path cut through the ground: the ray, its first Fresnel zone, what stands in it, and what that means for the link.
//!
//! ```text
//! title, verdict, legend
//! ends            o────────────── ray ──────────────o
//! obstacle        |     /\   ~~ clutter              |
//! ground raised by the bulge of the Earth, so that the ray is straight
//! ───────────────────────────────────────────── km from the left end
//! level | margin | who decides | probability | rates | heights that clear
//! ```

mod columns;
mod scene;
#[cfg(test)]
mod tests;
mod words;

use super::frame::{MARGIN_PX, SMALL_SIZE_PX, Sign, TEXT_SIZE_PX, TITLE_SIZE_PX, legend, source};
use super::label::{fit, width_px};
use super::palette::{CLUTTER, EARTH, INK, OBSTACLE, OUTLINE, QUIET, TROUGH, WATER, WHITE, ZONE, ZONE_06};
use super::picture::{Align, Picture};
use crate::score::PathReport;
use columns::{Column, columns};
use scene::Axes;

const WIDTH_PX: f64 = 1_200.0;
const HEIGHT_PX: f64 = 660.0;
/// Edges of the drawing.
const LEFT_PX: f64 = 84.0;
const RIGHT_PX: f64 = WIDTH_PX - 36.0;
const TOP_PX: f64 = 162.0;
const BOTTOM_PX: f64 = 504.0;
/// Room between an end of the path and the edge of the drawing, for the mast.
const INSET_PX: f64 = 14.0;
/// Where the hair from the obstacle to its label ends.
const LEADER_PX: f64 = 150.0;
const LEGEND_PX: f64 = 90.0;
const ENDS_PX: f64 = 118.0;
const OBSTACLE_PX: f64 = 141.0;
const PANEL_TOP_PX: f64 = 556.0;
const PANEL_BOTTOM_PX: f64 = 622.0;
/// Room between two texts in a row.
const GAP_PX: f64 = 24.0;

/// The picture.
pub(super) fn draw(report: &PathReport) -> Picture {
    let mut picture = sheet(report);
    let columns = columns(report, (LEFT_PX + INSET_PX, RIGHT_PX - INSET_PX));
    let axes = Axes::of(report, &columns);
    scene::draw(&mut picture, report, &columns, &axes);
    rim(&mut picture);
    key(&mut picture, &columns);
    ends(&mut picture, report);
    obstacle(&mut picture, report, &axes);
    captions(&mut picture, report, &axes);
    panel(&mut picture, report);
    picture
}

/// White paper with title, verdict and source.
fn sheet(report: &PathReport) -> Picture {
    let title = words::title(report);
    let mut picture = Picture::new(WIDTH_PX, HEIGHT_PX, title.clone());
    let room_px = WIDTH_PX - 2.0 * MARGIN_PX;
    picture.rect((0.0, 0.0), (WIDTH_PX, HEIGHT_PX), WHITE);
    let verdict = fit(&words::verdict(report), TEXT_SIZE_PX, room_px);
    picture.text(fit(&title, TITLE_SIZE_PX, room_px), (MARGIN_PX, 34.0), TITLE_SIZE_PX, Align::Left, INK);
    picture.text(verdict, (MARGIN_PX, 62.0), TEXT_SIZE_PX, Align::Left, QUIET);
    let source = source(&report.scenario, &report.provenance.divario, SMALL_SIZE_PX, room_px);
    picture.text(source, (MARGIN_PX, HEIGHT_PX - 18.0), SMALL_SIZE_PX, Align::Left, QUIET);
    picture
}

fn rim(picture: &mut Picture) {
    let corners = [(LEFT_PX, TOP_PX), (LEFT_PX, BOTTOM_PX), (RIGHT_PX, BOTTOM_PX)];
    picture.path(corners.to_vec(), 1.2, OUTLINE);
}

/// What the colours mean, of those that are there.
fn key(picture: &mut Picture, columns: &[Column]) {
    let mut entries = vec![(Sign::Square(EARTH), "ground, raised by the Earth's bulge")];
    if columns.iter().any(|column| column.top_m > column.ground_m) {
        entries.push((Sign::Square(CLUTTER), "woods and roofs"));
    }
    if columns.iter().any(|column| column.sea) {
        entries.push((Sign::Square(WATER), "sea"));
    }
    entries.extend([
        (Sign::Plain(INK), "ray"),
        (Sign::Square(ZONE_06), "0.6 of the first Fresnel zone"),
        (Sign::Square(ZONE), "first Fresnel zone"),
    ]);
    legend(picture, (MARGIN_PX, LEGEND_PX), &entries);
}

/// Who stands at the left and at the right.
fn ends(picture: &mut Picture, report: &PathReport) {
    let room_px = (RIGHT_PX - MARGIN_PX - GAP_PX) / 2.0;
    let [left, right] = [&report.from, &report.to].map(|end| {
        let antenna = words::antenna(end);
        format!(
            "{}{antenna}",
            fit(&words::end(end), TEXT_SIZE_PX, room_px - width_px(&antenna, TEXT_SIZE_PX))
        )
    });
    picture.text(left, (MARGIN_PX, ENDS_PX), TEXT_SIZE_PX, Align::Left, INK);
    picture.text(right, (RIGHT_PX, ENDS_PX), TEXT_SIZE_PX, Align::Right, INK);
}

/// The obstacle's label, over it where there is room.
fn obstacle(picture: &mut Picture, report: &PathReport, axes: &Axes) {
    let Some(obstacle) = &report.obstacle else { return };
    let left_px = MARGIN_PX + width_px(HEIGHT_CAPTION, SMALL_SIZE_PX) + GAP_PX;
    let label = fit(&words::obstacle(obstacle), TEXT_SIZE_PX, RIGHT_PX - left_px);
    let half_px = width_px(&label, TEXT_SIZE_PX) / 2.0;
    let x = axes.x_px(obstacle.distance_km).min(RIGHT_PX - half_px).max(left_px + half_px);
    picture.text(label, (x, OBSTACLE_PX), TEXT_SIZE_PX, Align::Middle, OBSTACLE);
}

const HEIGHT_CAPTION: &str = "m above sea level";

fn captions(picture: &mut Picture, report: &PathReport, axes: &Axes) {
    picture.text(HEIGHT_CAPTION, (MARGIN_PX, OBSTACLE_PX), SMALL_SIZE_PX, Align::Left, QUIET);
    let unit = if axes.in_metres { "m" } else { "km" };
    let caption = format!("{unit} from {}", words::name(&report.from));
    let middle = f64::midpoint(LEFT_PX, RIGHT_PX);
    let caption = fit(&caption, TEXT_SIZE_PX, RIGHT_PX - LEFT_PX);
    picture.text(caption, (middle, BOTTOM_PX + 35.0), TEXT_SIZE_PX, Align::Middle, QUIET);
}

/// The figures that matter, side by side.
fn panel(picture: &mut Picture, report: &PathReport) {
    let (left_px, right_px) = (MARGIN_PX, RIGHT_PX);
    picture.rect((left_px, PANEL_TOP_PX), (right_px, PANEL_BOTTOM_PX), TROUGH);
    let cells = words::panel(report);
    let width_px = (right_px - left_px) / cells.len().max(1) as f64;
    for (index, [heading, one, other]) in cells.into_iter().enumerate() {
        let x = left_px + index as f64 * width_px + 8.0;
        let room_px = width_px - 14.0;
        let rows = [(heading, SMALL_SIZE_PX, QUIET), (one, TEXT_SIZE_PX, INK), (other, TEXT_SIZE_PX, INK)];
        for ((text, size_px, colour), y) in rows.into_iter().zip([13.0, 33.0, 52.0]) {
            picture.text(fit(&text, size_px, room_px), (x, PANEL_TOP_PX + y), size_px, Align::Left, colour);
        }
    }
}
