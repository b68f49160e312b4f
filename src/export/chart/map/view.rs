//! Which part of the ground the map shows, and where a position lies in the picture.

use super::{Frame, MapInput};
use crate::terrain::Grid;
use crate::units::{LonLat, Projected};

use super::super::picture::At;

/// Least and greatest width over height of the map.
const ASPECT_RANGE: (f64, f64) = (0.8, 2.6);
/// Ground shown around what matters, as a share of the longer side.
const MARGIN_RATIO: f64 = 0.04;

/// A box on the map plane, m.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_field_names, reason = "every length carries its unit")]
pub(super) struct Bounds {
    west_m: f64,
    south_m: f64,
    east_m: f64,
    north_m: f64,
}

/// Ground and paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    bounds: Bounds,
    pub(super) frame: Frame,
}

impl Bounds {
    fn of_grid(grid: &Grid) -> Self {
        let (corner, opposite) = (grid.corner(0, 0), grid.corner(grid.rows, grid.cols));
        Self {
            west_m: corner.east_m,
            south_m: opposite.north_m,
            east_m: opposite.east_m,
            north_m: corner.north_m,
        }
    }

    fn around(positions: impl Iterator<Item = Projected>) -> Option<Self> {
        positions
            .filter(|position| position.east_m.is_finite() && position.north_m.is_finite())
            .map(|position| Self {
                west_m: position.east_m,
                south_m: position.north_m,
                east_m: position.east_m,
                north_m: position.north_m,
            })
            .reduce(|a, b| Self {
                west_m: a.west_m.min(b.west_m),
                south_m: a.south_m.min(b.south_m),
                east_m: a.east_m.max(b.east_m),
                north_m: a.north_m.max(b.north_m),
            })
    }

    /// Width over height.
    pub(super) fn aspect_ratio(&self) -> f64 {
        (self.east_m - self.west_m) / (self.north_m - self.south_m)
    }

    fn widened(self, by_m: f64) -> Self {
        Self {
            west_m: self.west_m - by_m,
            south_m: self.south_m - by_m,
            east_m: self.east_m + by_m,
            north_m: self.north_m + by_m,
        }
    }

    fn inside(self, outer: Self) -> Self {
        Self {
            west_m: self.west_m.clamp(outer.west_m, outer.east_m),
            south_m: self.south_m.clamp(outer.south_m, outer.north_m),
            east_m: self.east_m.clamp(outer.west_m, outer.east_m),
            north_m: self.north_m.clamp(outer.south_m, outer.north_m),
        }
    }

    /// The shorter side grown about its middle until the sides are in proportion.
    fn proportioned(self) -> Self {
        let (width_m, height_m) = (self.east_m - self.west_m, self.north_m - self.south_m);
        let grow_width_m = (height_m * ASPECT_RANGE.0 - width_m).max(0.0) / 2.0;
        let grow_height_m = (width_m / ASPECT_RANGE.1 - height_m).max(0.0) / 2.0;
        Self {
            west_m: self.west_m - grow_width_m,
            south_m: self.south_m - grow_height_m,
            east_m: self.east_m + grow_width_m,
            north_m: self.north_m + grow_height_m,
        }
    }
}

/// The box of the comuni, the sites and the points of presence in use, with a margin, as far as the grid reaches.
pub(super) fn bounds(input: &MapInput<'_>) -> Bounds {
    let grid = Bounds::of_grid(input.grid);
    let stations = input.plan.sites.iter().map(|site| (site.lon, site.lat));
    let stations =
        stations.chain(input.plan.pops.iter().filter(|pop| pop.links > 0).map(|pop| (pop.lon, pop.lat)));
    let placed = stations.filter_map(|(lon_deg, lat_deg)| (input.to_projected)(LonLat { lon_deg, lat_deg }));
    let corners = input.comuni_outlines_projected.iter().flatten().copied();
    let shown = Bounds::around(corners.chain(placed)).map_or(grid, |bounds| {
        let longer_m = (bounds.east_m - bounds.west_m).max(bounds.north_m - bounds.south_m);
        bounds.widened((longer_m * MARGIN_RATIO).max(input.grid.cell_m * 4.0)).inside(grid)
    });
    let drawable = shown.east_m > shown.west_m && shown.north_m > shown.south_m;
    if drawable { shown } else { grid }.proportioned()
}

impl View {
    /// The ground in `bounds`, drawn in `frame`.
    pub(super) fn new(bounds: Bounds, frame: Frame) -> Self {
        Self { bounds, frame }
    }

    /// Ground covered by a pixel of the picture, m.
    pub(super) fn m_per_px(&self) -> f64 {
        (self.bounds.east_m - self.bounds.west_m) / self.frame.width_px
    }

    /// Where a position lies in the picture.
    pub(super) fn at(&self, position: Projected) -> At {
        (
            self.frame.left_px + (position.east_m - self.bounds.west_m) / self.m_per_px(),
            self.frame.top_px + (self.bounds.north_m - position.north_m) / self.m_per_px(),
        )
    }

    /// The position at a point of the picture.
    pub(super) fn position(&self, (x_px, y_px): At) -> Projected {
        Projected {
            east_m: self.bounds.west_m + (x_px - self.frame.left_px) * self.m_per_px(),
            north_m: self.bounds.north_m - (y_px - self.frame.top_px) * self.m_per_px(),
        }
    }

    /// Where a longitude and latitude lie in the picture, if they lie on the map.
    pub(super) fn at_lon_lat(&self, input: &MapInput<'_>, lon_deg: f64, lat_deg: f64) -> Option<At> {
        let at = self.at((input.to_projected)(LonLat { lon_deg, lat_deg })?);
        self.frame.holds(at).then_some(at)
    }
}

impl Frame {
    /// Whether a point lies in the frame.
    pub(super) fn holds(&self, (x_px, y_px): At) -> bool {
        (self.left_px..=self.left_px + self.width_px).contains(&x_px)
            && (self.top_px..=self.top_px + self.height_px).contains(&y_px)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picture_and_ground_are_inverse() {
        let bounds = Bounds { west_m: 1000.0, south_m: 2000.0, east_m: 5000.0, north_m: 4000.0 };
        let frame = Frame { left_px: 20.0, top_px: 30.0, width_px: 400.0, height_px: 200.0 };
        let view = View::new(bounds, frame);
        assert_eq!(view.m_per_px(), 10.0);
        assert_eq!(view.at(Projected { east_m: 1000.0, north_m: 4000.0 }), (20.0, 30.0));
        assert_eq!(view.position((420.0, 230.0)), Projected { east_m: 5000.0, north_m: 2000.0 });
    }

    #[test]
    fn thin_areas_are_grown_to_a_fair_shape() {
        let thin = Bounds { west_m: 0.0, south_m: 0.0, east_m: 10.0, north_m: 1000.0 }.proportioned();
        assert!((thin.aspect_ratio() - ASPECT_RANGE.0).abs() < 1e-9);
        let flat = Bounds { west_m: 0.0, south_m: 0.0, east_m: 1000.0, north_m: 10.0 }.proportioned();
        assert!((flat.aspect_ratio() - ASPECT_RANGE.1).abs() < 1e-9);
    }
}
