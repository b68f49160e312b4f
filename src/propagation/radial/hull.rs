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

/// The hull, as a stack of its vertices from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Hull {
    vertices: Vec<Vertex>,
}

impl Hull {
    pub fn clear(&mut self) {
        self.vertices.clear();
    }

    /// Takes a point to the right of all others. Each point comes once and goes at most once.
    #[inline]
    pub fn push(&mut self, new: Vertex) {
        while let [.., before, last] = self.vertices[..] {
            let rise_last = (last.y_m - before.y_m) * (new.x_km - before.x_km);
            let rise_new = (new.y_m - before.y_m) * (last.x_km - before.x_km);
            if rise_last > rise_new {
                break;
            }
            self.vertices.pop();
        }
        self.vertices.push(new);
    }

    /// The vertex that stands steepest above a point to the right of all of them, the last where there are several.
    ///
    /// Seen from there, vertices rise up to it and fall behind it; most receivers find it within a few steps, so the
    /// search goes back from the last one in strides that double.
    #[inline]
    pub fn steepest_from(&self, x_km: f64, y_m: f64) -> Option<Vertex> {
        self.place_steepest_from(x_km, y_m).map(|at| self.vertices[at])
    }

    /// All vertices, from left to right.
    pub fn vertices(&self) -> &[Vertex] {
        &self.vertices
    }

    /// Where among them that is which [`Self::steepest_from`] gives.
    #[inline]
    pub fn place_steepest_from(&self, x_km: f64, y_m: f64) -> Option<usize> {
        let vertices = &self.vertices[..];
        let falls_behind = |at: usize| {
            at > 0 && {
                let (behind, here) = (vertices[at - 1], vertices[at]);
                (behind.y_m - y_m) * (x_km - here.x_km) > (here.y_m - y_m) * (x_km - behind.x_km)
            }
        };
        last_where_not(vertices.len(), falls_behind)
    }

    /// The vertex that stands highest over a line of this slope (m/km).
    #[inline]
    pub fn highest_over(&self, slope: f64) -> Option<Vertex> {
        let vertices = &self.vertices[..];
        let higher_before = |at: usize| {
            at > 0 && {
                let (before, here) = (vertices[at - 1], vertices[at]);
                before.y_m - here.y_m > slope * (before.x_km - here.x_km)
            }
        };
        let at = last_where_not(vertices.len(), higher_before)?;
        Some(vertices[at])
    }
}

/// The last of so many places at which a condition does not hold that holds for all places after it.
#[inline]
fn last_where_not(count: usize, holds: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut at, mut stride) = (count.checked_sub(1)?, 1);
    let mut held = count;
    while holds(at) {
        held = at;
        at = at.saturating_sub(stride);
        stride *= 2;
    }
    while held - at > 1 {
        let middle = usize::midpoint(at, held);
        if holds(middle) {
            held = middle;
        } else {
            at = middle;
        }
    }
    Some(at)
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
            let found = (hull.steepest_from(x_km, from_m).unwrap(), hull.highest_over(slope).unwrap());
            prop_assert!((rise(&found.0) - steepest).abs() <= 1e-12 * steepest.abs().max(1.0));
            prop_assert!((over(&found.1) - highest).abs() <= 1e-9);
        }
    }

    #[test]
    fn an_empty_hull_has_no_vertex() {
        assert_eq!(
            (Hull::default().steepest_from(1.0, 0.0), Hull::default().highest_over(0.0)),
            (None, None)
        );
    }
}
