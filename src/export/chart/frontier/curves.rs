//! Curves and bars over the axis of money.

use super::super::axis::Axis;
use super::super::frame::{Sign, cross, diamond, ring};
use super::super::label::{euro_short, width_px};
use super::super::palette::{BEFORE, INK, WHITE};
use super::super::picture::{Align, At, Picture};
use super::{RIGHT_PX, TEXT_SIZE_PX};
use crate::score::{FrontierPoint, FrontierReport};

/// A figure of a budget; none where it has none.
type Figure<'a> = &'a dyn Fn(&FrontierPoint) -> Option<f64>;

/// Points joined by a line, in the manner of their sign in the legend.
pub(super) fn curve(
    picture: &mut Picture,
    report: &FrontierReport,
    (money, axis): (&Axis, &Axis),
    (sign, figure): (Sign, Figure),
) {
    let at = |point: &FrontierPoint| Some((money.px(point.budget_eur), axis.px(figure(point)?)));
    let points: Vec<At> = report.points.iter().filter_map(at).collect();
    let (Sign::Line(colour) | Sign::DiamondLine(colour)) = sign else { return };
    picture.path(points.clone(), 5.0, WHITE);
    picture.path(points.clone(), 2.5, colour);
    for point in points {
        if matches!(sign, Sign::DiamondLine(_)) {
            diamond(picture, point, 6.5, WHITE);
            diamond(picture, point, 5.0, colour);
        } else {
            picture.circle(point, 5.5, WHITE);
            picture.circle(point, 4.0, colour);
        }
    }
}

/// A ring around the knee, with its budget.
pub(super) fn knee(picture: &mut Picture, report: &FrontierReport, (money, axis): (&Axis, &Axis)) {
    let Some(knee) = report.knee else { return };
    let Some(plan) = report.points.get(knee.point as usize).and_then(|point| point.plan.as_ref()) else {
        return;
    };
    let (x, y) = (money.px(knee.budget_eur), axis.px(plan.value));
    ring(picture, (x, y));
    let label = format!("knee: {}", euro_short(knee.budget_eur));
    let is_room = x + 14.0 + width_px(&label, TEXT_SIZE_PX) < RIGHT_PX;
    let (x, align) = if is_room { (x + 14.0, Align::Left) } else { (x - 14.0, Align::Right) };
    picture.haloed(&label, (x, y + 20.0), TEXT_SIZE_PX, align, (INK, WHITE));
}

/// Crosses on the axis at budgets that pay for no plan.
pub(super) fn no_plans(picture: &mut Picture, report: &FrontierReport, (money, axis): (&Axis, &Axis)) {
    for point in report.points.iter().filter(|point| point.plan.is_none()) {
        cross(picture, (money.px(point.budget_eur), axis.px(0.0)), BEFORE);
    }
}

/// A bar from each planned budget to the next.
pub(super) fn bars(
    picture: &mut Picture,
    report: &FrontierReport,
    (money, axis): (&Axis, &Axis),
    figure: Figure,
) {
    let planned: Vec<&FrontierPoint> = report.points.iter().filter(|point| point.plan.is_some()).collect();
    for pair in planned.windows(2) {
        let Some(value) = figure(pair[1]) else { continue };
        let (left_px, right_px) = (money.px(pair[0].budget_eur), money.px(pair[1].budget_eur));
        let inset_px = if right_px - left_px > 6.0 { 1.0 } else { 0.0 };
        picture.rect((left_px + inset_px, axis.px(value)), (right_px - inset_px, axis.px(0.0)), BEFORE);
    }
}
