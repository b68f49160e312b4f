//! The drawing itself: zone, ground, ray, masts, obstacle.

use super::super::axis::Axis;
use super::super::frame::SMALL_SIZE_PX;
use super::super::palette::{
    CLUTTER, EARTH, GRID, INK, OBSTACLE, QUIET, Rgb, WATER, WHITE, ZONE, ZONE_06, ZONE_RIM,
};
use super::super::picture::{Align, Picture};
use super::columns::{Column, line, strip};
use super::{BOTTOM_PX, INSET_PX, LEADER_PX, LEFT_PX, RIGHT_PX, TOP_PX};
use crate::score::{PathReport, ProfilePoint};

/// Share of the first Fresnel zone that is shown beside the whole.
const INNER_SHARE: f64 = 0.6;
/// How much of a zone's colour shows on what stands in it: in the whole zone, and in 0.6 of it.
const VEIL: [f64; 2] = [0.25, 0.5];
/// Least height of the drawing, m: level ground is not to look like a mountain.
const SPAN_MIN_M: f64 = 12.0;

/// The two axes.
pub(super) struct Axes {
    pub distance: Axis,
    pub height: Axis,
    /// Distances in metres, not kilometres.
    pub in_metres: bool,
    floor_m: f64,
}

impl Axes {
    pub fn of(report: &PathReport, columns: &[Column]) -> Self {
        let length_km = report.profile.last().map_or(0.0, |point| point.distance_km);
        let in_metres = length_km < 1.0;
        let length = if in_metres { length_km * 1_000.0 } else { length_km };
        let largest = |value: fn(&Column) -> f64| columns.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        let lowest_m = -largest(|column| -column.ground_m);
        let highest_m = largest(|column| column.top_m.max(column.ray_m + column.radius_m));
        let span_m = (highest_m - lowest_m).max(SPAN_MIN_M);
        let floor_m = lowest_m - 0.14 * span_m;
        let height = Axis::new((floor_m, lowest_m + 1.06 * span_m), (BOTTOM_PX, TOP_PX));
        Self {
            distance: Axis::new((0.0, length), (LEFT_PX + INSET_PX, RIGHT_PX - INSET_PX)),
            height,
            in_metres,
            floor_m,
        }
    }

    pub fn x_px(&self, distance_km: f64) -> f64 {
        self.distance.px(if self.in_metres { distance_km * 1_000.0 } else { distance_km })
    }
}

/// Everything between the axes.
pub(super) fn draw(picture: &mut Picture, report: &PathReport, columns: &[Column], axes: &Axes) {
    grid(picture, axes);
    let sheet = (columns, &axes.height);
    for (share, fill) in [(1.0, ZONE), (INNER_SHARE, ZONE_06)] {
        strip(picture, sheet, fill, |at| Some(zone_m(at, share)));
    }
    strip(picture, sheet, CLUTTER, |at| Some((at.ground_m, at.top_m)));
    strip(picture, sheet, EARTH, |at| Some((axes.floor_m, at.ground_m)));
    strip(picture, sheet, WATER, |at| at.sea.then_some((axes.floor_m, at.ground_m)));
    veils(picture, sheet);
    for sign in [1.0, -1.0] {
        let rim = line(columns, &axes.height, |at| at.ray_m + sign * at.radius_m);
        picture.path(rim, 1.0, ZONE_RIM);
    }
    picture.path(line(columns, &axes.height, |at| at.ground_m), 1.2, INK);
    obstacle(picture, report, axes);
    picture.path(line(columns, &axes.height, |at| at.ray_m), 2.0, INK);
    for (end, point) in [(&report.from, report.profile.first()), (&report.to, report.profile.last())] {
        if let Some(point) = point {
            mast(picture, axes, point, end.antenna_height_m);
        }
    }
}

fn zone_m(at: &Column, share: f64) -> (f64, f64) {
    (at.ray_m - share * at.radius_m, at.ray_m + share * at.radius_m)
}

/// What stands in the zone shows through it.
fn veils(picture: &mut Picture, sheet: (&[Column], &Axis)) {
    for (share, veil) in [1.0, INNER_SHARE].into_iter().zip(VEIL) {
        let through = |colour: Rgb| colour.mixed(ZONE_06, veil);
        strip(picture, sheet, through(CLUTTER), |at| {
            let (lower_m, upper_m) = zone_m(at, share);
            Some((lower_m.max(at.ground_m), upper_m.min(at.top_m)))
        });
        for (colour, sea) in [(EARTH, false), (WATER, true)] {
            strip(picture, sheet, through(colour), |at| {
                let (lower_m, upper_m) = zone_m(at, share);
                (at.sea == sea).then_some((lower_m, upper_m.min(at.ground_m)))
            });
        }
    }
}

fn grid(picture: &mut Picture, axes: &Axes) {
    let heights = axes.height.ticks(7);
    for tick in &heights {
        let y = axes.height.px(*tick);
        picture.line((LEFT_PX, y), (RIGHT_PX, y), 1.0, GRID);
        picture.text(plain(*tick, &heights), (LEFT_PX - 8.0, y), SMALL_SIZE_PX, Align::Right, QUIET);
    }
    let distances = axes.distance.ticks(10);
    for tick in &distances {
        let x = axes.distance.px(*tick);
        picture.line((x, TOP_PX), (x, BOTTOM_PX + 5.0), 1.0, GRID);
        picture.text(plain(*tick, &distances), (x, BOTTOM_PX + 15.0), SMALL_SIZE_PX, Align::Middle, QUIET);
    }
}

/// A tick with the decimals that its step needs.
fn plain(tick: f64, ticks: &[f64]) -> String {
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let decimals = if step.is_finite() && step > 0.0 { (-step.log10().floor()).clamp(0.0, 4.0) } else { 0.0 };
    let digits = format!("{:.*}", decimals as usize, tick.abs());
    if tick < 0.0 { format!("−{digits}") } else { digits }
}

/// A mast to scale, with its antenna.
fn mast(picture: &mut Picture, axes: &Axes, point: &ProfilePoint, height_m: f64) {
    let x = axes.x_px(point.distance_km);
    let (foot, top) = (axes.height.px(point.ground_m), axes.height.px(point.ground_m + height_m));
    picture.line((x, foot), (x, top), 4.0, INK);
    picture.circle((x, top), 4.5, WHITE);
    picture.circle((x, top), 3.5, INK);
}

/// The tightest obstacle: a bar from its top to the ray, and a hair up to its label.
fn obstacle(picture: &mut Picture, report: &PathReport, axes: &Axes) {
    let Some(obstacle) = &report.obstacle else { return };
    let nearest = report.profile.iter().find(|point| point.distance_km >= obstacle.distance_km);
    let Some(point) = nearest else { return };
    let x = axes.x_px(obstacle.distance_km);
    let top = axes.height.px(point.ground_m + point.clutter_m + point.bulge_m);
    let ray = axes.height.px(point.ray_m);
    picture.line((x, LEADER_PX), (x, top.min(ray)), 1.0, OBSTACLE);
    picture.line((x, top), (x, ray), 3.0, OBSTACLE);
    picture.polygon(vec![(x - 5.0, top + 10.0), (x, top), (x + 5.0, top + 10.0)], OBSTACLE);
}
