//! Light and shade of the terrain as a picture that lies over the colours of the map.
//!
//! The page's map is in the web's Mercator projection, the terrain in a metric one: the shade is sampled at each pixel of the
//! picture, so that it fits everywhere, not at its corners alone.
//!
//! ```text
//! pixel --mesh of 16 pixels, bilinear--> row, column of the grid --> light (bilinear), sea (nearest cell)
//! ```

use std::f64::consts::PI;

use rayon::prelude::*;
use serde::Serialize;

use super::super::Results;
use super::super::chart::{Shade, indexed_png};
use super::data_url;
use crate::problem::Error;
use crate::terrain::{Grid, Terrain};
use crate::units::{LonLat, Projected};

/// Longest side of the picture, px.
const SIDE_MAX_PX: usize = 2_048;
/// Pixels between places that are projected one by one.
const MESH_PX: usize = 16;
/// Places along each edge of the grid that are looked at for its extent.
const EDGE_PLACES: usize = 32;

/// Steps of shade and of light, and what they are mixed from: red, green, blue.
const SHADES: u8 = 60;
const LIGHTS: u8 = 20;
const SHADE_RGB: [u8; 3] = [20, 30, 40];
const LIGHT_RGB: [u8; 3] = [255, 255, 255];
/// Opacity of the deepest shade and of the fullest light.
const SHADE_OPACITY: f64 = 0.56;
const LIGHT_OPACITY: f64 = 0.35;
/// The light of the deepest shade and the fullest light, level ground being 1 (see [`Shade`]).
const LIGHT_RANGE: (f64, f64) = (0.55, 1.15);
/// The sea, and cells of unknown height; opaque.
const SEA: (u8, [u8; 3]) = (SHADES + LIGHTS + 1, [207, 222, 233]);
const VOID: (u8, [u8; 3]) = (SHADES + LIGHTS + 2, [205, 205, 205]);
/// What lies off the grid shows nothing: as level ground.
const NOTHING: u8 = 0;

/// The picture and where its edges lie.
#[derive(Debug, Serialize)]
pub(super) struct Relief {
    image: String,
    west_deg: f64,
    south_deg: f64,
    east_deg: f64,
    north_deg: f64,
    /// How the picture shows where no height is known; none where all are.
    void_rgb: Option<[u8; 3]>,
}

impl Relief {
    /// None where the grid's edge has no place on the ellipsoid, or reaches a pole.
    pub(super) fn of(results: &Results) -> Result<Option<Self>, Error> {
        let Some(frame) = Frame::around(&results.terrain.grid, results.to_lon_lat) else { return Ok(None) };
        let mesh = Mesh::of(&frame, &results.terrain.grid, results.to_projected);
        let colours = Colours::of(results.terrain, &frame);
        let row = |row: usize| (0..frame.width).map(move |col| (row, col));
        let pixels: Vec<u8> = (0..frame.height)
            .into_par_iter()
            .flat_map_iter(row)
            .map(|pixel| mesh.at(pixel).map_or(NOTHING, |place| colours.at(place)))
            .collect();
        let image = indexed_png((frame.width, frame.height), &pixels, &palette())?;
        let [north_west, south_east] =
            [(0.0, 0.0), (frame.height as f64, frame.width as f64)].map(|at| frame.lon_lat(at));
        Ok(Some(Self {
            image: data_url::png(&image),
            west_deg: north_west.lon_deg,
            south_deg: south_east.lat_deg,
            east_deg: south_east.lon_deg,
            north_deg: north_west.lat_deg,
            void_rgb: pixels.contains(&VOID.0).then_some(VOID.1),
        }))
    }
}

/// Red, green, blue and opacity of each number in the picture.
fn palette() -> Vec<[u8; 4]> {
    let mixed = |[r, g, b]: [u8; 3], opacity: f64| [r, g, b, (opacity * 255.0).round() as u8];
    let step = |number: u8, of: u8, opacity: f64| f64::from(number) / f64::from(of) * opacity;
    let shades = (0..=SHADES).map(|number| mixed(SHADE_RGB, step(number, SHADES, SHADE_OPACITY)));
    let lights = (1..=LIGHTS).map(|number| mixed(LIGHT_RGB, step(number, LIGHTS, LIGHT_OPACITY)));
    shades.chain(lights).chain([SEA, VOID].map(|(_, rgb)| mixed(rgb, 1.0))).collect()
}

/// The picture's edges in Mercator's plane, whose unit is the Earth's radius, and its size.
struct Frame {
    west: f64,
    north: f64,
    /// Side of a pixel.
    pixel: f64,
    width: usize,
    height: usize,
}

impl Frame {
    fn around(grid: &Grid, to_lon_lat: &dyn Fn(Projected) -> Option<LonLat>) -> Option<Self> {
        let corner = |row: usize, col: usize| mercator(to_lon_lat(grid.corner(row, col))?);
        let along = |place: usize, count: usize| place * count / EDGE_PLACES;
        let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
        for place in 0..=EDGE_PLACES {
            let (row, col) = (along(place, grid.rows), along(place, grid.cols));
            for (x, y) in [corner(row, 0)?, corner(row, grid.cols)?, corner(0, col)?, corner(grid.rows, col)?]
            {
                low = (low.0.min(x), low.1.min(y));
                high = (high.0.max(x), high.1.max(y));
            }
        }
        let (wide, tall) = (high.0 - low.0, high.1 - low.1);
        let side_px = grid.rows.max(grid.cols).min(SIDE_MAX_PX);
        let pixel = wide.max(tall) / side_px as f64;
        let whole = |length: f64| ((length / pixel).ceil() as usize).clamp(1, SIDE_MAX_PX);
        Some(Self { west: low.0, north: high.1, pixel, width: whole(wide), height: whole(tall) })
    }

    /// A place in rows and columns of pixels, counted from the corner.
    fn lon_lat(&self, (row, col): (f64, f64)) -> LonLat {
        let (x, y) = (self.west + col * self.pixel, self.north - row * self.pixel);
        LonLat { lon_deg: x.to_degrees(), lat_deg: (2.0 * y.exp().atan() - PI / 2.0).to_degrees() }
    }
}

/// Mercator's plane on the sphere, as the web's maps take it (EPSG:3857); none at a pole.
fn mercator(place: LonLat) -> Option<(f64, f64)> {
    let (x, y) = (place.lon_deg.to_radians(), (PI / 4.0 + place.lat_deg.to_radians() / 2.0).tan().ln());
    (x.is_finite() && y.is_finite()).then_some((x, y))
}

/// Where each pixel lies on the grid: rows and columns, counted from the centre of the first cell.
struct Mesh {
    cols: usize,
    nodes: Vec<Option<(f64, f64)>>,
}

impl Mesh {
    fn of(frame: &Frame, grid: &Grid, to_projected: &dyn Fn(LonLat) -> Option<Projected>) -> Self {
        let count = |pixels: usize| pixels.div_ceil(MESH_PX) + 1;
        let (rows, cols) = (count(frame.height), count(frame.width));
        let node = |index: usize| {
            let at = ((index / cols * MESH_PX) as f64, (index % cols * MESH_PX) as f64);
            to_projected(frame.lon_lat(at)).map(|place| grid.fractional(place))
        };
        Self { cols, nodes: (0..rows * cols).map(node).collect() }
    }

    /// Of the centre of a pixel.
    fn at(&self, (row, col): (usize, usize)) -> Option<(f64, f64)> {
        let first = row / MESH_PX * self.cols + col / MESH_PX;
        let share = |pixel: usize| ((pixel % MESH_PX) as f64 + 0.5) / MESH_PX as f64;
        let (down, right) = (share(row), share(col));
        let [a, b] = [self.nodes[first]?, self.nodes[first + 1]?];
        let [c, d] = [self.nodes[first + self.cols]?, self.nodes[first + self.cols + 1]?];
        let mixed = |a: f64, b: f64, c: f64, d: f64| {
            (a + (b - a) * right) * (1.0 - down) + (c + (d - c) * right) * down
        };
        Some((mixed(a.0, b.0, c.0, d.0), mixed(a.1, b.1, c.1, d.1)))
    }
}

/// What each place of the grid looks like.
struct Colours<'a> {
    terrain: &'a Terrain,
    shade: Shade,
    /// Cells of the grid in one of the shade.
    step: usize,
}

impl<'a> Colours<'a> {
    /// As fine as the picture shows it.
    fn of(terrain: &'a Terrain, frame: &Frame) -> Self {
        let grid = &terrain.grid;
        let step = (grid.rows.max(grid.cols) / frame.width.max(frame.height)).max(1);
        Self { terrain, shade: Shade::of(grid, &terrain.height_m, step), step }
    }

    fn at(&self, (row, col): (f64, f64)) -> u8 {
        let grid = &self.terrain.grid;
        let cell = (row.round(), col.round());
        let on_grid =
            cell.0 >= 0.0 && cell.1 >= 0.0 && cell.0 < grid.rows as f64 && cell.1 < grid.cols as f64;
        if !on_grid {
            return NOTHING;
        }
        let cell = (cell.0 as usize, cell.1 as usize);
        if self.terrain.is_sea(cell) {
            return SEA.0;
        }
        let coarse = |fine: f64| (fine + 0.5) / self.step as f64 - 0.5;
        self.shade.at((coarse(row), coarse(col))).map_or(VOID.0, number)
    }
}

/// The number of a light in the palette.
fn number(light: f64) -> u8 {
    let (deepest, fullest) = LIGHT_RANGE;
    let steps = |share: f64, count: u8| (share.clamp(0.0, 1.0) * f64::from(count)).round() as u8;
    let lit = steps((light - 1.0) / (fullest - 1.0), LIGHTS);
    if lit > 0 { SHADES + lit } else { steps((1.0 - light) / (1.0 - deepest), SHADES) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn the_palette_has_a_colour_for_every_number() {
        assert_eq!(palette().len(), usize::from(VOID.0) + 1);
        assert_eq!(palette()[usize::from(NOTHING)][3], 0);
        assert_eq!([number(0.2), number(1.0), number(2.0)], [SHADES, NOTHING, SHADES + LIGHTS]);
    }

    #[test]
    fn the_picture_lies_where_the_grid_lies() {
        let world = sample::World::new();
        let relief = Relief::of(&world.results()).unwrap().unwrap();
        assert!(relief.image.starts_with("data:image/png;base64,"));
        // 8 cells of 50 m in the projection of the sample: 1/200 of a degree of longitude.
        assert!((relief.west_deg - 7.6).abs() < 1e-9 && (relief.north_deg - 44.0).abs() < 1e-9);
        // A pixel is a cell here; the last one may reach beyond.
        assert!((relief.east_deg - 7.605).abs() < 1e-3, "{}", relief.east_deg);
        assert!((relief.south_deg - (44.0 - 400.0 / 111_000.0)).abs() < 1e-3, "{}", relief.south_deg);
    }

    #[test]
    fn a_pixel_lies_on_the_cell_under_it() {
        let world = sample::World::new();
        let results = world.results();
        let grid = results.terrain.grid;
        let frame = Frame::around(&grid, results.to_lon_lat).unwrap();
        let mesh = Mesh::of(&frame, &grid, results.to_projected);
        for pixel in [(0, 0), (3, 5), (frame.height - 1, frame.width - 1)] {
            let centre = frame.lon_lat((pixel.0 as f64 + 0.5, pixel.1 as f64 + 0.5));
            let (row, col) = grid.fractional((results.to_projected)(centre).unwrap());
            let found = mesh.at(pixel).unwrap();
            assert!((found.0 - row).abs() < 1e-3 && (found.1 - col).abs() < 1e-3, "{pixel:?}: {found:?}");
        }
    }

    #[test]
    fn sea_and_unknown_heights_have_colours_of_their_own() {
        let grid = Grid { west_m: 0.0, north_m: 0.0, cell_m: 10.0, rows: 4, cols: 30 };
        let height_m =
            ndarray::Array2::from_shape_fn((4, 30), |(_, col)| if col > 20 { f32::NAN } else { 5.0 });
        let mut terrain = Terrain::bare(grid, "EPSG:32632", height_m);
        terrain.set_sea((0, 0), true);
        let shade = Shade::of(&terrain.grid, &terrain.height_m, 1);
        let colours = Colours { terrain: &terrain, shade, step: 1 };
        assert_eq!(colours.at((0.2, 0.4)), SEA.0);
        assert_eq!(colours.at((1.0, 28.0)), VOID.0);
        assert_eq!(colours.at((1.0, 10.0)), NOTHING);
        assert_eq!(colours.at((9.0, 10.0)), NOTHING);
    }

    #[test]
    fn a_grid_without_a_place_on_the_earth_has_no_picture() {
        let world = sample::World::new();
        let nowhere = Results { to_lon_lat: &|_| None, ..world.results() };
        assert!(Relief::of(&nowhere).unwrap().is_none());
    }
}
