//! The path, one column to a pixel: what lies under each, and strips of colour between two lines.

use super::super::axis::Axis;
use super::super::palette::Rgb;
use super::super::picture::{At, Picture};
use crate::propagation::p530::first_fresnel_radius_m;
use crate::score::{PathReport, ProfilePoint};

/// What lies under one column of pixels, heights over the straight line between the feet of the ends' sea level, m.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub x_px: f64,
    /// Ground, with the Earth's bulge.
    pub ground_m: f64,
    /// What stands on it.
    pub top_m: f64,
    pub ray_m: f64,
    /// Radius of the first Fresnel zone.
    pub radius_m: f64,
    pub sea: bool,
}

/// A path without points has no columns.
pub(super) fn columns(report: &PathReport, (left_px, right_px): (f64, f64)) -> Vec<Column> {
    let points = &report.profile;
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let count = (right_px - left_px).max(1.0).round() as u32;
    let frequency_ghz = report.geometry.frequency_mhz / 1_000.0;
    let column = |index: u32| {
        let share = f64::from(index) / f64::from(count);
        let half_km = 0.5 * last.distance_km / f64::from(count);
        let at_km = last.distance_km * share;
        let point = under(points, at_km, half_km);
        Column {
            x_px: left_px + share * (right_px - left_px),
            ground_m: point.ground_m + point.bulge_m,
            top_m: point.ground_m + point.bulge_m + point.clutter_m,
            ray_m: first.ray_m + share * (last.ray_m - first.ray_m),
            radius_m: first_fresnel_radius_m(at_km, last.distance_km - at_km, frequency_ghz),
            sea: point.sea,
        }
    };
    (0..=count).map(column).collect()
}

/// The highest of the points under a column, so that no summit is lost between two; between points what lies between them.
fn under(points: &[ProfilePoint], at_km: f64, half_km: f64) -> ProfilePoint {
    let first_from = |km: f64| points.partition_point(|point| point.distance_km < km);
    let within = &points[first_from(at_km - half_km)..first_from(at_km + half_km)];
    let top_m = |point: &ProfilePoint| point.ground_m + point.clutter_m + point.bulge_m;
    let highest = within.iter().max_by(|one, other| top_m(one).total_cmp(&top_m(other)));
    highest.copied().unwrap_or_else(|| between(points, first_from(at_km), at_km))
}

fn between(points: &[ProfilePoint], next: usize, at_km: f64) -> ProfilePoint {
    let next = next.clamp(1, (points.len() - 1).max(1));
    let (one, Some(other)) = (points[next - 1], points.get(next)) else { return points[0] };
    let gap_km = other.distance_km - one.distance_km;
    let share = if gap_km > 0.0 { ((at_km - one.distance_km) / gap_km).clamp(0.0, 1.0) } else { 0.0 };
    let mix = |a: f64, b: f64| a + share * (b - a);
    ProfilePoint {
        ground_m: mix(one.ground_m, other.ground_m),
        clutter_m: mix(one.clutter_m, other.clutter_m),
        bulge_m: mix(one.bulge_m, other.bulge_m),
        sea: if share < 0.5 { one.sea } else { other.sea },
        ..one
    }
}

/// Paints between two lines, wherever the upper lies over the lower.
pub(super) fn strip(
    picture: &mut Picture,
    (columns, height): (&[Column], &Axis),
    fill: Rgb,
    lower_and_upper_m: impl Fn(&Column) -> Option<(f64, f64)>,
) {
    let edges = columns.iter().map(|column| {
        let (lower_m, upper_m) = lower_and_upper_m(column)?;
        (upper_m > lower_m).then(|| (column.x_px, height.px(lower_m), height.px(upper_m)))
    });
    let edges: Vec<Option<(f64, f64, f64)>> = edges.collect();
    for run in edges.split(Option::is_none).filter(|run| run.len() > 1) {
        let upper = run.iter().flatten().map(|(x, _, upper)| (*x, *upper));
        let lower = run.iter().rev().flatten().map(|(x, lower, _)| (*x, *lower));
        picture.polygon(upper.chain(lower).collect(), fill);
    }
}

/// A line through all columns.
pub(super) fn line(columns: &[Column], height: &Axis, height_m: impl Fn(&Column) -> f64) -> Vec<At> {
    columns.iter().map(|column| (column.x_px, height.px(height_m(column)))).collect()
}
