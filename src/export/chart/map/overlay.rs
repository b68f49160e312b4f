//! What lies on the ground: outlines, links, households, sites and names.

use std::collections::BTreeMap;

use super::super::label::{fit, width_px};
use super::super::palette::{INK, OUTLINE, WHITE};
use super::super::picture::{Align, At, Mark, Picture};
use super::view::View;
use super::{Frame, MapInput, key, symbol};
use crate::score::PointState;

const NAME_SIZE_PX: f64 = 20.0;
const NAME_MAX_PX: f64 = 230.0;
/// Points and signs grow or shrink with the number of points on the map.
const POINTS_FOR_FULL_SIZE: f64 = 1_500.0;

/// A box kept free of names: centre and half sides, px.
#[derive(Debug, Clone, Copy)]
struct Taken {
    center: At,
    half: At,
}

/// Draws everything that the plan puts on the ground.
pub(super) fn draw(picture: &mut Picture, input: &MapInput<'_>, view: &View) {
    outlines(picture, input, view);
    households(picture, input, view, true);
    households(picture, input, view, false);
    links(picture, input, view);
    let taken = stations(picture, input, view);
    names(picture, input, view, taken);
}

/// Leaves out marks that begin outside the frame and shortens none: outlines and links are cut where they leave it.
pub(super) fn clip(picture: &mut Picture, frame: Frame) {
    let marks = std::mem::take(&mut picture.marks);
    for mark in marks {
        match mark {
            Mark::Path { points, width_px, colour } => {
                for part in parts_inside(&points, frame) {
                    picture.path(part, width_px, colour);
                }
            }
            mark => picture.marks.push(mark),
        }
    }
}

/// The parts of a line inside the frame.
fn parts_inside(points: &[At], frame: Frame) -> Vec<Vec<At>> {
    let mut parts: Vec<Vec<At>> = Vec::new();
    for pair in points.windows(2) {
        let Some((from, to)) = segment_inside(pair[0], pair[1], frame) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of a segment inside the frame (Liang and Barsky's clipping, as commonly taught).
fn segment_inside(from: At, to: At, frame: Frame) -> Option<(At, At)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let edges = [
        (-dx, from.0 - frame.left_px),
        (dx, frame.left_px + frame.width_px - from.0),
        (-dy, from.1 - frame.top_px),
        (dy, frame.top_px + frame.height_px - from.1),
    ];
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (outwards, room) in edges {
        if outwards < 0.0 {
            start = start.max(room / outwards);
        } else if outwards > 0.0 {
            end = end.min(room / outwards);
        } else if room < 0.0 {
            return None;
        }
    }
    let along = |share: f64| {
        if share == 0.0 {
            from
        } else if share == 1.0 {
            to
        } else {
            (from.0 + share * dx, from.1 + share * dy)
        }
    };
    (start <= end).then(|| (along(start), along(end)))
}

fn outlines(picture: &mut Picture, input: &MapInput<'_>, view: &View) {
    for (width_px, colour) in [(3.5, WHITE.mixed(OUTLINE, 0.15)), (1.4, OUTLINE)] {
        for ring in input.comuni_outlines_projected {
            let mut points: Vec<At> = ring.iter().map(|position| view.at(*position)).collect();
            points.extend(points.first().copied());
            let finite = points.iter().all(|(x, y)| x.is_finite() && y.is_finite());
            if finite {
                picture.path(points, width_px, colour);
            }
        }
    }
}

/// Draws the covered points, or all others.
fn households(picture: &mut Picture, input: &MapInput<'_>, view: &View, covered: bool) {
    let crowding = (POINTS_FOR_FULL_SIZE / input.plan.points.len().max(1) as f64).sqrt().clamp(0.35, 1.0);
    for point in &input.plan.points {
        if (point.state == PointState::Covered) != covered {
            continue;
        }
        if let Some(at) = view.at_lon_lat(input, point.lon, point.lat) {
            let radius_px = (2.0 + 0.45 * point.households.max(0.0).sqrt()).min(6.0) * crowding;
            symbol::household(picture, at, point.state, radius_px);
        }
    }
}

/// Where each site and each point of presence lies in the picture.
fn stations_at<'a>(input: &'a MapInput<'_>, view: &View) -> BTreeMap<&'a str, At> {
    let sites = input.plan.sites.iter().map(|site| (site.id.as_str(), site.lon, site.lat));
    let pops = input.plan.pops.iter().map(|pop| (pop.id.as_str(), pop.lon, pop.lat));
    sites
        .chain(pops)
        .filter_map(|(id, lon, lat)| view.at_lon_lat(input, lon, lat).map(|at| (id, at)))
        .collect()
}

fn links(picture: &mut Picture, input: &MapInput<'_>, view: &View) {
    let places = stations_at(input, view);
    for link in &input.plan.links {
        if let (Some(from), Some(to)) = (places.get(link.from.as_str()), places.get(link.to.as_str())) {
            symbol::link(picture, *from, *to);
        }
    }
}

/// Draws sites and points of presence; returns the room they take.
fn stations(picture: &mut Picture, input: &MapInput<'_>, view: &View) -> Vec<Taken> {
    let owners = key::owners(input.plan);
    let reach_px = symbol::SITE_PX * (60.0 / input.plan.sites.len().max(1) as f64).sqrt().clamp(0.55, 1.0);
    let mut taken = Vec::new();
    for site in &input.plan.sites {
        if let Some(at) = view.at_lon_lat(input, site.lon, site.lat) {
            symbol::site(picture, at, key::owner_rank(&owners, &site.owner), reach_px);
            taken.push(Taken { center: at, half: (reach_px + 3.0, reach_px + 3.0) });
        }
    }
    for pop in input.plan.pops.iter().filter(|pop| pop.links > 0) {
        if let Some(at) = view.at_lon_lat(input, pop.lon, pop.lat) {
            symbol::pop(picture, at);
            taken.push(Taken { center: at, half: (symbol::POP_PX + 3.0, symbol::POP_PX + 3.0) });
        }
    }
    taken
}

/// Names of comuni near the middle of their households, the most populous first, where there is room.
fn names(picture: &mut Picture, input: &MapInput<'_>, view: &View, mut taken: Vec<Taken>) {
    let households = households_at(input, view);
    let mut comuni: Vec<_> = input.plan.comuni.iter().collect();
    comuni.sort_by(|a, b| b.population.cmp(&a.population).then_with(|| a.istat.cmp(&b.istat)));
    for comune in comuni {
        let Some(own) = households.get(comune.istat.as_str()) else { continue };
        let name = fit(&comune.name, NAME_SIZE_PX, NAME_MAX_PX);
        let half = (width_px(&name, NAME_SIZE_PX) / 2.0 + 4.0, NAME_SIZE_PX / 2.0 + 3.0);
        if let Some(free) = best_place(own, half, &taken, view.frame) {
            picture.haloed(&name, free.center, NAME_SIZE_PX, Align::Middle, (INK, WHITE));
            taken.push(free);
        }
    }
}

/// Where the households of each comune lie, with their number.
fn households_at<'a>(input: &'a MapInput<'_>, view: &View) -> BTreeMap<&'a str, Vec<(At, f64)>> {
    let mut places: BTreeMap<&str, Vec<(At, f64)>> = BTreeMap::new();
    for point in &input.plan.points {
        if let Some(at) = view.at_lon_lat(input, point.lon, point.lat) {
            places.entry(point.istat.as_str()).or_default().push((at, point.households.max(1e-9)));
        }
    }
    places
}

/// The middle of weighted places.
fn middle(places: &[(At, f64)]) -> At {
    let weight: f64 = places.iter().map(|(_, weight)| weight).sum();
    let mean =
        |axis: fn(&At) -> f64| places.iter().map(|(at, weight)| axis(at) * weight).sum::<f64>() / weight;
    (mean(|at| at.0), mean(|at| at.1))
}

/// Half lengths of a name to the right of the middle: over or under it first, else beside it, as for a town full of towers.
const BESIDE: [&[f64]; 2] = [&[0.0, -0.7, 0.7], &[-1.4, 1.4]];

/// The place near the middle of a comune's households that hides the fewest of its points, among those inside the frame
/// that touch nothing taken; the nearest where several hide equally few.
fn best_place(own: &[(At, f64)], half: At, taken: &[Taken], frame: Frame) -> Option<Taken> {
    let (x, y) = middle(own);
    let hidden = |place: &Taken| {
        own.iter().filter(|(at, _)| place.touches(&Taken { center: *at, half: (3.0, 3.0) })).count()
    };
    let best = |beside: &[f64]| {
        (-4..=4)
            .flat_map(|down| beside.iter().map(move |right| (*right, f64::from(down) * 1.2)))
            .map(|(right, down)| {
                ((right, down), Taken { center: (x + right * half.0, y + down * half.1), half })
            })
            .filter(|(_, place)| place.is_in(frame) && !taken.iter().any(|other| place.touches(other)))
            .min_by_key(|((right, down), place)| {
                (hidden(place), (10.0 * (right * right + down * down)) as u32)
            })
            .map(|(_, place)| place)
    };
    BESIDE.into_iter().find_map(best)
}

impl Taken {
    fn touches(&self, other: &Self) -> bool {
        (self.center.0 - other.center.0).abs() < self.half.0 + other.half.0
            && (self.center.1 - other.center.1).abs() < self.half.1 + other.half.1
    }

    fn is_in(&self, frame: Frame) -> bool {
        let (x, y) = self.center;
        frame.holds((x - self.half.0, y - self.half.1)) && frame.holds((x + self.half.0, y + self.half.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { left_px: 0.0, top_px: 0.0, width_px: 100.0, height_px: 50.0 };

    #[test]
    fn lines_are_cut_at_the_frame() {
        assert_eq!(segment_inside((-10.0, 25.0), (110.0, 25.0), FRAME), Some(((0.0, 25.0), (100.0, 25.0))));
        assert_eq!(segment_inside((-10.0, -5.0), (110.0, -5.0), FRAME), None);
        let parts = parts_inside(&[(10.0, 10.0), (20.0, 60.0), (30.0, 10.0)], FRAME);
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn names_give_way_to_what_is_there() {
        let own = [((50.0, 25.0), 3.0)];
        let taken = [Taken { center: (50.0, 25.0), half: (5.0, 5.0) }];
        let place = best_place(&own, (10.0, 5.0), &taken, FRAME).unwrap();
        assert!(!place.touches(&taken[0]));
        let full = [Taken { center: (50.0, 25.0), half: (60.0, 60.0) }];
        assert!(best_place(&own, (10.0, 5.0), &full, FRAME).is_none());
    }

    #[test]
    fn a_name_stands_beside_a_town_whose_towers_leave_no_room() {
        let own = [((50.0, 25.0), 3.0)];
        let towers = [Taken { center: (50.0, 25.0), half: (3.0, 25.0) }];
        let place = best_place(&own, (10.0, 5.0), &towers, FRAME).unwrap();
        assert!((place.center.0 - 50.0).abs() >= 13.0, "{place:?}");
    }

    #[test]
    fn names_hide_no_household_where_they_can_help_it() {
        let own = [((50.0, 25.0), 3.0), ((52.0, 24.0), 1.0)];
        let place = best_place(&own, (12.0, 4.0), &[], FRAME).unwrap();
        assert!(own.iter().all(|(at, _)| !place.touches(&Taken { center: *at, half: (3.0, 3.0) })));
    }
}
