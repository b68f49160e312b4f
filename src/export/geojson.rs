//! Map layers as GeoJSON after RFC 7946: WGS 84, longitude first, 7 decimals at most, exterior rings counter-clockwise.

use geo::orient::Direction;
use geo::{LineString, MultiPolygon, Orient, Polygon};
use geojson::{Geometry, GeometryValue, Position};
use serde::Serialize;

use super::coverage_area::{self, CoverageArea};
use super::rows::{ComuneRow, CoverageRow, HouseholdRow, LinkRow, SiteRow, degrees, position_of};
use super::stamp::Stamp;
use super::{Results, failed};
use crate::demand::Comune;
use crate::problem::Error;
use crate::score::Plan;
use crate::units::LonLat;

#[derive(Serialize)]
struct Feature<P> {
    r#type: &'static str,
    properties: P,
    geometry: Geometry,
}

/// Sites of the plan as points.
pub(super) fn sites(plan: &Plan) -> Result<Vec<u8>, Error> {
    let features = plan.sites.iter().map(|site| Ok((SiteRow::from(site), point(site.lon, site.lat))));
    layer("sites", &Stamp::of(plan), features)
}

/// Links of the plan as lines, from the end nearer to the fibre.
pub(super) fn links(plan: &Plan) -> Result<Vec<u8>, Error> {
    let features = plan.links.iter().map(|link| {
        let ends = [end(plan, &link.from)?, end(plan, &link.to)?];
        Ok((LinkRow::from(link), Geometry::new(GeometryValue::new_line_string(ends))))
    });
    layer("links", &Stamp::of(plan), features)
}

/// Comuni as multipolygons.
pub(super) fn comuni(plan: &Plan, territories: &[Comune]) -> Result<Vec<u8>, Error> {
    let features = plan.comuni.iter().map(|comune| {
        let territory = territories.iter().find(|territory| territory.istat == comune.istat);
        let territory =
            territory.ok_or_else(|| failed(format!("comune {} has no territory", comune.istat)))?;
        Ok((ComuneRow::from(comune), area(&territory.polygon)))
    });
    layer("comuni", &Stamp::of(plan), features)
}

/// Household points.
pub(super) fn households(plan: &Plan) -> Result<Vec<u8>, Error> {
    let features =
        plan.points.iter().map(|house| Ok((HouseholdRow::from(house), point(house.lon, house.lat))));
    layer("households", &Stamp::of(plan), features)
}

/// Covered ground as multipolygons, by rising rate, then by server.
pub(super) fn coverage(results: &Results, areas: &[CoverageArea]) -> Result<Vec<u8>, Error> {
    let features = areas.iter().map(|ground| {
        let server = results.plan.sites.get(ground.server);
        let server =
            server.ok_or_else(|| failed(format!("the plan has no site number {}", ground.server)))?;
        let polygons =
            coverage_area::in_degrees(&ground.polygons, &results.terrain.grid, results.to_lon_lat)?;
        Ok((CoverageRow::new(ground, results.terrain.grid.cell_m, results.plan, server), area(&polygons)))
    });
    layer("coverage", &Stamp::of(results.plan), features)
}

/// A feature collection, one feature a line, so that two plans can be compared line by line.
pub(super) fn layer<P: Serialize>(
    name: &str,
    stamp: &impl Serialize,
    features: impl Iterator<Item = Result<(P, Geometry), Error>>,
) -> Result<Vec<u8>, Error> {
    let not_json = |error: serde_json::Error| failed(format!("{name}.geojson: {error}"));
    let stamp = serde_json::to_string(stamp).map_err(not_json)?;
    let head =
        format!("{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"provenance\":{stamp},\"features\":[");
    let mut bytes = head.into_bytes();
    for (index, feature) in features.enumerate() {
        let (properties, geometry) = feature?;
        bytes.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut bytes, &Feature { r#type: "Feature", properties, geometry })
            .map_err(not_json)?;
    }
    bytes.extend_from_slice(b"\n]}\n");
    Ok(bytes)
}

pub(super) fn point(lon_deg: f64, lat_deg: f64) -> Geometry {
    Geometry::new(GeometryValue::new_point(position(lon_deg, lat_deg)))
}

fn position(lon_deg: f64, lat_deg: f64) -> Position {
    Position::from([degrees(lon_deg), degrees(lat_deg)])
}

fn end(plan: &Plan, id: &str) -> Result<Position, Error> {
    let LonLat { lon_deg, lat_deg } = position_of(plan, id)
        .ok_or_else(|| failed(format!("a link ends at {id}, which the plan does not have")))?;
    Ok(position(lon_deg, lat_deg))
}

/// A multipolygon after the right-hand rule; what rounding leaves without area is left out.
fn area(polygons: &MultiPolygon) -> Geometry {
    let polygons = polygons.orient(Direction::Default);
    let parts: Vec<_> = polygons.iter().map(rings).filter(|rings| !rings.is_empty()).collect();
    Geometry::new(GeometryValue::new_multi_polygon(parts))
}

/// The rings of a polygon, the exterior first; none where the exterior has no area.
fn rings(polygon: &Polygon) -> Vec<Vec<Position>> {
    let Some(exterior) = ring(polygon.exterior()) else { return Vec::new() };
    let holes = polygon.interiors().iter().filter_map(ring);
    std::iter::once(exterior).chain(holes).collect()
}

/// A closed ring without repeated positions; none where fewer than three different ones are left.
fn ring(line: &LineString) -> Option<Vec<Position>> {
    let mut ring: Vec<_> = line.coords().map(|corner| position(corner.x, corner.y)).collect();
    ring.dedup();
    (ring.len() >= 4).then_some(ring)
}

#[cfg(test)]
mod tests {
    use geojson::FeatureCollection;
    use serde_json::json;

    use super::*;
    use crate::export::sample;
    use crate::progress::Silent;

    /// Parses a layer and checks what RFC 7946 asks of each geometry.
    fn checked(bytes: Result<Vec<u8>, Error>) -> FeatureCollection {
        let text = String::from_utf8(bytes.unwrap()).unwrap();
        let collection: FeatureCollection = text.parse().unwrap();
        for feature in &collection.features {
            check(&feature.geometry.as_ref().unwrap().value);
        }
        let foreign = collection.foreign_members.as_ref().unwrap();
        assert_eq!(foreign["provenance"]["scenario"], "Small \"world\" <1>");
        assert!(!foreign.contains_key("crs"));
        collection
    }

    fn check(geometry: &GeometryValue) {
        match geometry {
            GeometryValue::Point { coordinates } => check_position(coordinates),
            GeometryValue::LineString { coordinates } => coordinates.iter().for_each(check_position),
            GeometryValue::MultiPolygon { coordinates } => {
                coordinates.iter().map(Vec::as_slice).for_each(check_rings);
            }
            other => panic!("unexpected {}", other.type_name()),
        }
    }

    fn check_position(position: &Position) {
        assert_eq!(position.len(), 2);
        for degrees in position.as_slice() {
            let decimals = degrees.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 7, "{degrees}");
        }
    }

    fn check_rings(rings: &[Vec<Position>]) {
        for (index, ring) in rings.iter().enumerate() {
            ring.iter().for_each(check_position);
            assert!(ring.len() >= 4 && ring.first() == ring.last());
            // Twice the area by the shoelace formula: positive counter-clockwise.
            let doubled: f64 =
                ring.windows(2).map(|side| side[0][0] * side[1][1] - side[1][0] * side[0][1]).sum();
            assert!(if index == 0 { doubled > 0.0 } else { doubled < 0.0 }, "ring {index}: {doubled}");
        }
    }

    #[test]
    fn sites_are_points_with_seven_decimals_and_names_as_text() {
        let collection = checked(sites(&sample::plan()));
        assert_eq!(collection.features.len(), 2);
        let site = &collection.features[0];
        assert_eq!(site.geometry.as_ref().unwrap().value, GeometryValue::new_point([7.712_345_7, 44.0]));
        assert_eq!(site.property("name").unwrap(), "Bric <script>alert('à')</script> 🗼, \"high\"");
        assert_eq!(site.property("height_m").unwrap(), &json!(20.0));
    }

    #[test]
    fn links_join_the_places_of_their_ends() {
        let collection = checked(links(&sample::plan()));
        let line = &collection.features[0].geometry.as_ref().unwrap().value;
        assert_eq!(*line, GeometryValue::new_line_string([[7.65, 43.9], [7.712_345_7, 44.0]]));
        assert_eq!(collection.features.len(), 2);
    }

    #[test]
    fn a_link_to_nowhere_is_an_error() {
        let mut plan = sample::plan();
        plan.links[0].from = "lost".into();
        assert!(links(&plan).unwrap_err().to_string().contains("lost"));
    }

    #[test]
    fn comuni_turn_the_right_way_whatever_the_file_did() {
        let collection = checked(comuni(&sample::plan(), &sample::comuni()));
        let names: Vec<_> =
            collection.features.iter().map(|comune| comune.property("name").unwrap()).collect();
        assert_eq!(names, ["Alta", "Bassa d'Òneglia"]);
        let GeometryValue::MultiPolygon { coordinates } =
            &collection.features[0].geometry.as_ref().unwrap().value
        else {
            panic!("not a multipolygon")
        };
        // One part with a hole; a second part narrower than the last decimal is gone.
        assert_eq!(coordinates.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
        assert!(comuni(&sample::plan(), &[]).unwrap_err().to_string().contains("008001"));
    }

    #[test]
    fn households_say_why_they_stay_without() {
        let collection = checked(households(&sample::plan()));
        let states: Vec<_> =
            collection.features.iter().map(|house| house.property("state").unwrap()).collect();
        assert_eq!(states, ["covered", "no_site_reaches"]);
        assert!(collection.features[1].property("server").unwrap().is_null());
    }

    #[test]
    fn coverage_has_one_feature_by_rate_and_server() {
        let world = sample::World::new();
        let areas = coverage_area::areas(&world.rasters, &Silent).unwrap();
        let collection = checked(coverage(&world.results(), &areas));
        let classes = collection.features.iter().map(|area| {
            let [rate, server, size] =
                ["rate_mbps", "server", "area_km2"].map(|key| area.property(key).unwrap());
            (rate.as_f64().unwrap(), server.as_str().unwrap(), size.as_f64().unwrap())
        });
        assert_eq!(classes.collect::<Vec<_>>(), [(4.2, "A", 0.06), (12.6, "A", 0.03), (12.6, "B", 0.04)]);
    }

    #[test]
    fn coverage_without_its_site_or_place_is_an_error() {
        let mut world = sample::World::new();
        let areas = coverage_area::areas(&world.rasters, &Silent).unwrap();
        let nowhere = Results { to_lon_lat: &|_| None, ..world.results() };
        assert!(coverage(&nowhere, &areas).unwrap_err().to_string().contains("no longitude"));
        world.plan.sites.pop();
        assert!(coverage(&world.results(), &areas).unwrap_err().to_string().contains("site number 1"));
    }

    #[test]
    fn the_features_of_a_layer_stand_on_lines_of_their_own() {
        let text = String::from_utf8(sites(&sample::plan()).unwrap()).unwrap();
        assert_eq!(text.lines().count(), 2 + 2);
        let empty = Plan { sites: Vec::new(), ..sample::plan() };
        assert_eq!(checked(sites(&empty)).features.len(), 0);
    }

    #[test]
    fn a_hole_that_rounding_closes_is_left_out() {
        let square =
            |side: f64| LineString::from(vec![(0.1, 0.1), (0.1 + side, 0.1), (0.1, 0.1 + side), (0.1, 0.1)]);
        let with_hole = |side| rings(&Polygon::new(square(1.0 / 3.0), vec![square(side)]));
        assert_eq!(with_hole(0.1).len(), 2);
        assert_eq!(with_hole(1e-8).len(), 1);
        assert_eq!(with_hole(0.1)[0][1].as_slice(), [0.433_333_3, 0.1]);
    }
}
