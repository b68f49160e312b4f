//! The areas against the laws of area.

use std::collections::BTreeMap;

use geo::{Area, Contains, LineString, Point, Validation};
use ndarray::Array2;

use super::*;
use crate::export::sample::{hills, noise, rasters, to_lon_lat};
use crate::progress::Silent;

/// Rates and servers without any pattern: every kind of touching, nesting and speckle.
fn random(rows: usize, cols: usize, label_count: u32) -> Rasters {
    let labels = noise(rows, cols, label_count);
    let rate_mbps = labels.mapv(|label| if label == 0 { f32::NAN } else { (1 + label / 3) as f32 });
    rasters(rate_mbps, labels.mapv(|label| (label % 3) as f32))
}

/// The areas together with what they leave uncovered, and the labels from which they were traced.
fn traced(rasters: &Rasters, cells_min: usize) -> (Classes, Vec<MultiPolygon>) {
    let mut classes = Classes::of(rasters);
    speckle::merge(&mut classes.labels, cells_min, DRIFT_MAX_RATIO);
    let mut areas = vec![MultiPolygon(Vec::new()); classes.list.len() + 1];
    for patch in trace::patches(&classes.labels) {
        areas[patch.label as usize].0.push(patch.polygon);
    }
    (classes, areas)
}

fn rings(area: &MultiPolygon) -> impl Iterator<Item = &LineString> {
    area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// How often each directed side occurs.
fn sides(areas: &[MultiPolygon]) -> BTreeMap<[i64; 4], i64> {
    let mut sides = BTreeMap::new();
    for line in areas.iter().flat_map(rings).flat_map(LineString::lines) {
        let side =
            [line.start.x, line.start.y, line.end.x, line.end.y].map(|value| (value * 1e7).round() as i64);
        *sides.entry(side).or_insert(0) += 1;
    }
    sides
}

/// Every side is walked once, and once the other way by the neighbour, save the outermost `edge_sides`: so the areas
/// leave no gap and do not overlap.
fn assert_sides_match(areas: &[MultiPolygon], edge_sides: usize) {
    let sides = sides(areas);
    assert!(sides.values().all(|count| *count == 1), "a side is walked twice");
    let alone = sides.keys().filter(|[x1, y1, x2, y2]| !sides.contains_key(&[*x2, *y2, *x1, *y1])).count();
    assert_eq!(alone, edge_sides);
}

/// Sides on the edge of the grid, corners counted in cells.
fn edge_sides(areas: &[MultiPolygon], (rows, cols): (usize, usize)) -> usize {
    let (south, east) = (-(rows as f64), cols as f64);
    let on = |start: f64, end: f64, limit: f64| start == end && (start == 0.0 || start == limit);
    let lines = areas.iter().flat_map(rings).flat_map(LineString::lines);
    lines.filter(|line| on(line.start.x, line.end.x, east) || on(line.start.y, line.end.y, south)).count()
}

fn assert_fills_grid(rasters: &Rasters, cells_min: usize) {
    let (classes, areas) = traced(rasters, cells_min);
    for (label, area) in areas.iter().enumerate() {
        let cells = classes.labels.iter().filter(|other| **other as usize == label).count();
        assert_eq!(area.signed_area(), cells as f64, "label {label}");
        area.check_validation().unwrap();
    }
    assert_sides_match(&areas, edge_sides(&areas, classes.labels.dim()));
}

#[test]
fn areas_fill_the_grid_exactly_and_are_valid() {
    for (rows, cols, label_count) in [(1, 1, 1), (7, 9, 2), (23, 31, 3), (40, 35, 7)] {
        for cells_min in [1, PATCH_CELLS_MIN] {
            assert_fills_grid(&random(rows, cols, label_count), cells_min);
        }
    }
    assert_fills_grid(&hills(300, 400, 8), PATCH_CELLS_MIN);
}

#[test]
fn every_cell_lies_in_the_area_of_its_class_alone() {
    let (classes, areas) = traced(&random(15, 18, 5), 1);
    for ((row, col), label) in classes.labels.indexed_iter() {
        let centre = Point::new(col as f64 + 0.5, -(row as f64) - 0.5);
        let holders: Vec<_> = (0..areas.len()).filter(|area| areas[*area].contains(&centre)).collect();
        assert_eq!(holders, [*label as usize], "cell {row}, {col}");
    }
}

#[test]
fn neighbours_still_fit_in_degrees_though_the_projection_bends_lines() {
    let (classes, areas) = traced(&hills(90, 120, 4), PATCH_CELLS_MIN);
    let grid = Grid { west_m: 4e5, north_m: 4.87e6, cell_m: 75.0, rows: 90, cols: 120 };
    let bent = |position: Projected| {
        let LonLat { lon_deg, lat_deg } = to_lon_lat(position)?;
        Some(LonLat {
            lon_deg: lon_deg + (lat_deg - 44.0).powi(2),
            lat_deg: lat_deg + (lon_deg - 7.6).powi(2),
        })
    };
    let edge_sides = edge_sides(&areas, classes.labels.dim());
    let areas: Vec<_> = areas.iter().map(|area| in_degrees(area, &grid, &bent).unwrap()).collect();
    assert_sides_match(&areas, edge_sides);
    for area in &areas {
        area.check_validation().unwrap();
    }
}

#[test]
fn a_long_straight_border_keeps_corners_at_regular_steps() {
    let (_, areas) = traced(&rasters(Array2::ones((10, 70)), Array2::zeros((10, 70))), 1);
    let ring = areas[1].0[0].exterior();
    // Four corners, two more on each long side, and the closing one.
    assert_eq!(ring.0.len(), 4 + 2 * 2 + 1);
    assert!(ring.0.contains(&Coord { x: 32.0, y: -10.0 }) && ring.0.contains(&Coord { x: 64.0, y: 0.0 }));
}

#[test]
fn areas_come_by_rate_and_server_and_know_their_cells() {
    let areas = areas(&hills(60, 80, 3), &Silent).unwrap();
    for area in &areas {
        assert_eq!(area.polygons.signed_area(), area.cell_count as f64);
        assert!((area.area_km2(50.0) - area.cell_count as f64 * 0.0025).abs() < 1e-12);
    }
    assert!(areas.is_sorted_by_key(|area| (area.rate_mbps.to_bits(), area.server)));
}

#[test]
fn areas_keep_what_the_raster_has_by_rate_and_server_and_in_total() {
    let rasters = hills(300, 400, 8);
    let mut cells: BTreeMap<(u32, usize), usize> = BTreeMap::new();
    for (rate_mbps, server) in rasters.rate_mbps.iter().zip(&rasters.best_server) {
        if *rate_mbps > 0.0 {
            *cells.entry((rate_mbps.to_bits(), *server as usize)).or_default() += 1;
        }
    }
    let near = |is: usize, was: usize| (is as f64 - was as f64).abs() <= DRIFT_MAX_RATIO * was as f64;
    let areas = areas(&rasters, &Silent).unwrap();
    assert_eq!(areas.len(), cells.len());
    for area in &areas {
        let was = cells[&(area.rate_mbps.to_bits(), area.server)];
        assert!(near(area.cell_count, was), "{} of {was} cells at {}", area.cell_count, area.rate_mbps);
    }
    let total = areas.iter().map(|area| area.cell_count).sum();
    assert!(near(total, cells.values().sum()), "{total}");
    let changed = |area: &&CoverageArea| area.cell_count != cells[&(area.rate_mbps.to_bits(), area.server)];
    assert!(areas.iter().any(|area| changed(&area)), "no patch was merged");
}

#[test]
fn a_grid_without_service_has_no_areas() {
    let none = Array2::from_elem((5, 5), f32::NAN);
    assert_eq!(areas(&rasters(none.clone(), none), &Silent).unwrap(), []);
}
