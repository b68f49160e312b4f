//! Which comune a position lies in.

use geo::{BoundingRect, Contains, MultiPolygon, Point};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::units::Projected;

/// Finds the comune of a position: boxes in an R-tree first, then the exact territory.
pub struct ComuneFinder<'a> {
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    territories_m: &'a [MultiPolygon<f64>],
}

impl<'a> ComuneFinder<'a> {
    /// Over territories in the working projection, m.
    #[must_use]
    pub fn new(territories_m: &'a [MultiPolygon<f64>]) -> Self {
        let boxed = territories_m.iter().enumerate().filter_map(|(index, territory)| {
            let edges = territory.bounding_rect()?;
            let corners = ([edges.min().x, edges.min().y], [edges.max().x, edges.max().y]);
            Some(GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), index))
        });
        Self { boxes: RTree::bulk_load(boxed.collect()), territories_m }
    }

    /// Index of the territory that contains a position; the first if several do.
    #[must_use]
    pub fn find(&self, position: Projected) -> Option<usize> {
        let here = AABB::from_point([position.east_m, position.north_m]);
        let candidates = self.boxes.locate_in_envelope_intersecting(here).map(|found| found.data);
        candidates.filter(|&index| self.contains(index, position)).min()
    }

    /// Whether one territory contains a position.
    #[must_use]
    pub fn contains(&self, index: usize, position: Projected) -> bool {
        self.territories_m[index].contains(&Point::new(position.east_m, position.north_m))
    }
}
