//! The upper hull of points that come one after the other from the left: what a taut string over them would touch.

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

/// So many vertices are compared all at once, more by halves.
const FEW: usize = 32;

/// The hull, as a stack of its vertices from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Hull {
    vertices: Vec<Corner>,
}

/// A vertex with the edge that ends there.
#[derive(Debug, Clone, Copy)]
struct Corner {
    vertex: Vertex,
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
            slope = (new.y_m - last.vertex.y_m) / (new.x_km - last.vertex.x_km);
            if slope < last.slope {
                break;
            }
            self.vertices.pop();
        }
        self.vertices.push(Corner { vertex: new, slope });
    }

    /// The vertex that stands steepest above a point to the right of all of them: the last whose edge, carried on, passes
    /// over the point.
    #[inline]
    pub fn steepest_from(&self, x_km: f64, y_m: f64) -> Option<Vertex> {
        self.last_that(|corner| corner.passes_over(x_km, y_m))
    }

    /// The same vertex and those before it, from right to left.
    pub fn back_from_steepest(&self, x_km: f64, y_m: f64) -> impl Iterator<Item = Vertex> {
        let passing = self.vertices.partition_point(|corner| corner.passes_over(x_km, y_m));
        let held = passing.max(1).min(self.vertices.len());
        self.vertices[..held].iter().rev().map(|corner| corner.vertex)
    }

    /// The vertex that stands highest over a line of this slope (m/km): the last whose edge rises over it.
    #[inline]
    pub fn highest_over(&self, slope: f64) -> Option<Vertex> {
        self.last_that(|corner| corner.slope >= slope)
    }

    /// How far the vertices stand over a line through the origin at most: the line's slope in m/km, the answer in m.
    #[inline]
    pub fn most_over(&self, slope: f64) -> f64 {
        let over = |corner: &Corner| corner.vertex.y_m - slope * corner.vertex.x_km;
        if self.vertices.len() <= FEW {
            return self.vertices.iter().map(over).fold(f64::NEG_INFINITY, |a, b| if b > a { b } else { a });
        }
        // the last whose edge rises over the line
        let held = self.vertices.partition_point(|corner| corner.slope >= slope);
        over(&self.vertices[held.max(1) - 1])
    }

    /// The last vertex for which a condition holds that holds for all before it, and for the first.
    #[inline(always)]
    fn last_that(&self, holds: impl Fn(&Corner) -> bool) -> Option<Vertex> {
        // a few comparisons too many cost less than one jump that was not foreseen
        let held = if self.vertices.len() <= FEW {
            self.vertices.iter().map(|corner| usize::from(holds(corner))).sum()
        } else {
            self.vertices.partition_point(holds)
        };
        self.vertices.get(held.max(1) - 1).map(|corner| corner.vertex)
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
            let found = hull.steepest_from(x_km, from_m).unwrap();
            prop_assert!((rise(&found) - steepest).abs() <= 1e-12 * steepest.abs().max(1.0));
            prop_assert!((hull.most_over(slope) - highest).abs() <= 1e-9);
        }
    }

    #[test]
    fn an_empty_hull_has_no_vertex() {
        let empty = Hull::default();
        assert_eq!((empty.steepest_from(1.0, 0.0), empty.most_over(0.0)), (None, f64::NEG_INFINITY));
    }
}
