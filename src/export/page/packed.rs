//! Geometry in few characters: whole steps of a fraction of a degree, each corner as the way from the one before.

use geo::{LineString, MultiPolygon, Polygon};

/// Rings of polygons, exterior first: longitude and latitude of each corner in turn, less those of the corner before. The corner
/// that closes a ring is left out.
pub(in crate::export) type Polygons = Vec<Vec<Vec<i64>>>;

/// Steps in a degree that leave the corners of a raster's cells where they are, to a tenth of a cell: about a metre for cells
/// of 10 m and more, a tenth of that for smaller ones.
pub(in crate::export) fn units_per_degree(cell_m: f64) -> f64 {
    if cell_m >= 10.0 { 1e5 } else { 1e6 }
}

/// Polygons in degrees as steps; a ring that keeps no three different corners is left out.
pub(in crate::export) fn packed(polygons: &MultiPolygon, per_degree: f64) -> Polygons {
    polygons.iter().map(|polygon| rings(polygon, per_degree)).filter(|rings| !rings.is_empty()).collect()
}

fn rings(polygon: &Polygon, per_degree: f64) -> Vec<Vec<i64>> {
    let Some(exterior) = ring(polygon.exterior(), per_degree) else { return Vec::new() };
    let holes = polygon.interiors().iter().filter_map(|hole| ring(hole, per_degree));
    std::iter::once(exterior).chain(holes).collect()
}

fn ring(line: &LineString, per_degree: f64) -> Option<Vec<i64>> {
    let mut corners: Vec<_> = line.coords().map(|at| whole((at.x, at.y), per_degree)).collect();
    corners.dedup();
    (corners.len() >= 4).then(|| steps(&corners[..corners.len() - 1]))
}

/// A place in whole steps.
pub(in crate::export) fn whole((lon_deg, lat_deg): (f64, f64), per_degree: f64) -> (i64, i64) {
    ((lon_deg * per_degree).round() as i64, (lat_deg * per_degree).round() as i64)
}

/// Places as the ways between them; the first from (0, 0).
pub(in crate::export) fn steps(places: &[(i64, i64)]) -> Vec<i64> {
    let mut last = (0, 0);
    let mut way = |place: &(i64, i64)| {
        let step = [place.0 - last.0, place.1 - last.1];
        last = *place;
        step
    };
    places.iter().flat_map(&mut way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, side: f64) -> LineString {
        let (east, north) = (west + side, 44.0 + side);
        LineString::from(vec![(west, 44.0), (east, 44.0), (east, north), (west, north), (west, 44.0)])
    }

    #[test]
    fn corners_are_told_by_the_way_from_the_one_before() {
        let polygon = Polygon::new(square(8.0, 0.5), vec![square(8.1, 0.001)]);
        let rings = packed(&MultiPolygon(vec![polygon]), 1e5);
        assert_eq!(rings[0][0], [800_000, 4_400_000, 50_000, 0, 0, 50_000, -50_000, 0]);
        assert_eq!(rings[0][1][2..], [100, 0, 0, 100, -100, 0]);
    }

    #[test]
    fn what_rounding_leaves_without_area_is_left_out() {
        let polygon = |side| Polygon::new(square(8.0, side), vec![square(8.0, 1e-7)]);
        assert_eq!(packed(&MultiPolygon(vec![polygon(0.5), polygon(1e-7)]), 1e5).len(), 1);
        assert_eq!(packed(&MultiPolygon(vec![polygon(0.5)]), 1e5)[0].len(), 1);
    }
}
