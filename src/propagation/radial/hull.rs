//! The upper hull of points that come one after the other from the left: what a taut string over them would touch.

use super::rays::{GROUP, Lanes};

/// A point of a hull.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vertex {
    /// Distance, km.
    pub x_km: f64,
    /// Height in the sheared plane, m.
    pub y_m: f64,
    /// Place among the samples.
    pub index: usize,
}

/// So many vertices are looked at all, and searched by halves where there are more.
const FEW: usize = 32;

/// The hull, as a stack of its vertices from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Hull {
    vertices: Vec<Corner>,
}

/// A vertex with the edge that ends there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corner {
    pub vertex: Vertex,
    /// Slope of the edge, m/km: they fall from left to right. The first comes from below.
    slope: f64,
}

impl Corner {
    /// Whether the edge, carried on to the right, passes over a point or through it.
    #[inline(always)]
    fn passes_over(&self, x_km: f64, y_m: f64) -> bool {
        self.vertex.y_m + self.slope * (x_km - self.vertex.x_km) >= y_m
    }
}

impl Hull {
    pub fn clear(&mut self) {
        self.vertices.clear();
    }

    /// Takes a point to the right of all others. Each point comes once and goes at most once.
    #[inline]
    pub fn push(&mut self, new: Vertex) {
        let mut slope = f64::INFINITY;
        while let Some(last) = self.vertices.last() {
            let (rise_m, run_km) = (new.y_m - last.vertex.y_m, new.x_km - last.vertex.x_km);
            if rise_m < last.slope * run_km {
                slope = rise_m / run_km;
                break;
            }
            self.vertices.pop();
        }
        self.vertices.push(Corner { vertex: new, slope });
    }

    /// The same vertex and those before it, from right to left.
    pub fn back_from_steepest(&self, x_km: f64, y_m: f64) -> impl Iterator<Item = Vertex> {
        let passing = self.vertices.partition_point(|corner| corner.passes_over(x_km, y_m));
        let held = passing.max(1).min(self.vertices.len());
        self.vertices[..held].iter().rev().map(|corner| corner.vertex)
    }

    /// The vertex that stands highest over a line of this slope (m/km): the last whose edge rises over it.
    pub fn highest(&self, slope: f64) -> Option<Vertex> {
        self.vertices.get(self.held(|corner| corner.slope >= slope)).map(|corner| corner.vertex)
    }

    /// Those vertices among which, for each of some lines (slopes, m/km), is the highest.
    pub fn highest_over(&self, slopes: &Lanes) -> &[Corner] {
        self.among(|lane| self.held(|corner| corner.slope >= slopes[lane]))
    }

    /// Those vertices among which, for each of some points (km and m) to the right of all, is the one that stands steepest
    /// above it: the last whose edge, carried on, passes over the point.
    pub fn steepest_from(&self, x_km: &Lanes, y_m: &Lanes) -> &[Corner] {
        self.among(|lane| self.held(|corner| corner.passes_over(x_km[lane], y_m[lane])))
    }

    /// From the first to the last of the vertices that are found for each lane; all of them where there are few, which is
    /// sooner looked at than found.
    #[inline(always)]
    fn among(&self, held: impl Fn(usize) -> usize) -> &[Corner] {
        if self.vertices.len() <= FEW {
            return &self.vertices;
        }
        let (mut first, mut last) = (usize::MAX, 0);
        for at in (0..GROUP).map(held) {
            (first, last) = (first.min(at), last.max(at));
        }
        &self.vertices[first..=last]
    }

    /// The last vertex for which a condition holds that holds for all before it, or the first.
    fn held(&self, holds: impl Fn(&Corner) -> bool) -> usize {
        self.vertices.partition_point(holds).max(1) - 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vertex(index: usize, y_m: f64) -> Vertex {
        Vertex { x_km: index as f64 + 1.0, y_m, index }
    }

    proptest! {
        #[test]
        fn the_hull_answers_as_all_its_points_would(
            heights_m in prop::collection::vec(-500.0..500.0_f64, 1..200),
            round in any::<bool>(),
            from_m in -600.0..2_000.0_f64,
            slope in -300.0..300.0_f64,
        ) {
            // on a round hill every point is a vertex
            let dome_m = |index: usize| if round { -((index * index) as f64) } else { 0.0 };
            let points: Vec<Vertex> = heights_m
                .iter()
                .enumerate()
                .map(|(index, height_m)| vertex(index, dome_m(index) + if round { 0.0 } else { *height_m }))
                .collect();
            let mut hull = Hull::default();
            for &point in &points {
                hull.push(point);
            }
            let x_km = points.len() as f64 + 1.5;
            let rise = |point: &Vertex| (point.y_m - from_m) / (x_km - point.x_km);
            let over = |point: &Vertex| point.y_m - slope * point.x_km;
            let steepest = points.iter().map(rise).fold(f64::NEG_INFINITY, f64::max);
            let highest = points.iter().map(over).fold(f64::NEG_INFINITY, f64::max);
            // lanes that ask for something else widen the choice, and do not move it
            let others = |asked: f64, step: f64| std::array::from_fn(|lane| asked - step * lane as f64);
            let corners = hull.steepest_from(&[x_km; GROUP], &others(from_m, 3.0));
            let found = corners.iter().map(|corner| rise(&corner.vertex)).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((found - steepest).abs() <= 1e-12 * steepest.abs().max(1.0));
            let corners = hull.highest_over(&others(slope, 0.5));
            let found = corners.iter().map(|corner| over(&corner.vertex)).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((found - highest).abs() <= 1e-9);
            prop_assert!((over(&hull.highest(slope).unwrap()) - highest).abs() <= 1e-9);
        }
    }

    #[test]
    fn an_empty_hull_has_no_vertex() {
        let empty = Hull::default();
        assert!(empty.highest(0.0).is_none() && empty.highest_over(&[0.0; GROUP]).is_empty());
        assert!(empty.steepest_from(&[1.0; GROUP], &[0.0; GROUP]).is_empty());
    }
}
