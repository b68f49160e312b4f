//! Signs on the map and in its key.

use super::super::palette::{
    INK, OWNER, POINT_COVERED, POINT_INTERFERENCE, POINT_NO_BACKHAUL, POINT_NO_CAPACITY, POINT_NO_SITE,
    POINT_OUTWEIGHED, POINT_OVER_BUDGET, POINT_RULED_OUT, POINT_RUNNING_COSTS, Rgb, WHITE,
};
use super::super::picture::{At, Picture};
use crate::score::PointState;

/// Reach of a site's sign, px.
pub(super) const SITE_PX: f64 = 13.0;
/// Reach of a point of presence's sign, px.
pub(super) const POP_PX: f64 = 14.0;

/// A household point: told apart by colour and, in grey, by size and ring.
pub(super) fn household(picture: &mut Picture, at: At, state: PointState, radius_px: f64) {
    match state {
        PointState::Covered => picture.circle(at, radius_px, POINT_COVERED),
        PointState::NoSiteReaches => ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_NO_SITE, None)),
        PointState::SignalTooWeak => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_NO_SITE, Some(WHITE)));
        }
        PointState::NoBackhaul => ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_NO_BACKHAUL, Some(INK))),
        PointState::RuledOutByOwnership => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_RULED_OUT, Some(WHITE)));
        }
        PointState::TooFewOperators => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_RULED_OUT, Some(INK)));
        }
        PointState::OverBudget => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_OVER_BUDGET, Some(WHITE)));
        }
        PointState::RunningCosts => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_RUNNING_COSTS, Some(WHITE)));
        }
        PointState::Outweighed => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_OUTWEIGHED, Some(INK)));
        }
        PointState::Interference => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_INTERFERENCE, Some(WHITE)));
        }
        PointState::NoCapacity | PointState::NoSecondPath => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_NO_CAPACITY, Some(WHITE)));
        }
        PointState::LinkFull => {
            ringed(picture, at, radius_px * 1.15 + 0.8, (POINT_NO_CAPACITY, Some(INK)));
        }
    }
}

fn ringed(picture: &mut Picture, at: At, radius_px: f64, (fill, core): (Rgb, Option<Rgb>)) {
    picture.circle(at, radius_px + 1.2, WHITE);
    picture.circle(at, radius_px, fill);
    if let Some(core) = core {
        picture.circle(at, radius_px * 0.45, core);
    }
}

/// A site of the `rank`-th owner, from 0; the last rank stands for all other owners.
pub(super) fn site(picture: &mut Picture, at: At, rank: usize, reach_px: f64) {
    let rank = rank.min(OWNER.len() - 1);
    let rim = if OWNER[rank] == INK { WHITE } else { INK };
    picture.polygon(outline(at, rank, reach_px + 5.0), WHITE);
    picture.polygon(outline(at, rank, reach_px + 2.0), rim);
    picture.polygon(outline(at, rank, reach_px), OWNER[rank]);
}

/// Corners of an owner's shape: triangle, square, diamond, triangle on its tip, hexagon, octagon.
fn outline((x, y): At, rank: usize, reach_px: f64) -> Vec<At> {
    let (corners, start_deg, stretch) = match rank {
        0 => (3, -90.0, 1.15),
        1 => (4, -45.0, 1.1),
        2 => (4, -90.0, 1.1),
        3 => (3, 90.0, 1.15),
        4 => (6, -90.0, 1.0),
        _ => (8, -67.5, 0.9),
    };
    let corner = |index: i32| {
        let angle_rad = (start_deg + 360.0 / f64::from(corners) * f64::from(index)).to_radians();
        (x + reach_px * stretch * angle_rad.cos(), y + reach_px * stretch * angle_rad.sin())
    };
    (0..corners).map(corner).collect()
}

/// A fibre point of presence.
pub(super) fn pop(picture: &mut Picture, at: At) {
    for (radius_px, fill) in
        [(POP_PX + 3.0, WHITE), (POP_PX, INK), (POP_PX * 0.68, WHITE), (POP_PX * 0.4, INK)]
    {
        picture.circle(at, radius_px, fill);
    }
}

/// A microwave link.
pub(super) fn link(picture: &mut Picture, from: At, to: At) {
    picture.line(from, to, 6.5, WHITE);
    picture.line(from, to, 3.0, INK);
}
