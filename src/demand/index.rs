//! Positions by nearness.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::units::Projected;

/// A spatial index over positions, which keep their place in the list they came from.
pub struct PointIndex {
    tree: RTree<GeomWithData<[f64; 2], u32>>,
}

/// A position within reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Place in the list that was indexed.
    pub index: u32,
    /// Distance on the map plane, m.
    pub distance_m: f64,
}

impl PointIndex {
    /// Over a list of positions.
    pub fn new(positions: impl IntoIterator<Item = Projected>) -> Self {
        let numbered = positions
            .into_iter()
            .zip(0u32..)
            .map(|(at, index)| GeomWithData::new([at.east_m, at.north_m], index))
            .collect();
        Self { tree: RTree::bulk_load(numbered) }
    }

    /// All positions within a distance, by rising index.
    #[must_use]
    pub fn within(&self, center: Projected, distance_m: f64) -> Vec<Near> {
        let origin = [center.east_m, center.north_m];
        let mut found: Vec<Near> = self
            .tree
            .locate_within_distance(origin, distance_m * distance_m)
            .map(|item| {
                let [east_m, north_m] = *item.geom();
                Near { index: item.data, distance_m: center.distance_m(Projected { east_m, north_m }) }
            })
            .collect();
        found.sort_unstable_by_key(|near| near.index);
        found
    }

    /// Whether any position lies within a distance.
    #[must_use]
    pub fn any_within(&self, center: Projected, distance_m: f64) -> bool {
        let origin = [center.east_m, center.north_m];
        self.tree.locate_within_distance(origin, distance_m * distance_m).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_near_in_order() {
        let at = |east_m, north_m| Projected { east_m, north_m };
        let index = PointIndex::new([at(0.0, 0.0), at(10.0, 0.0), at(0.0, 3.0), at(50.0, 50.0)]);
        let near: Vec<u32> = index.within(at(0.0, 0.0), 10.0).iter().map(|near| near.index).collect();
        assert_eq!(near, [0, 1, 2]);
        assert!(!index.any_within(at(100.0, 100.0), 20.0));
    }
}
