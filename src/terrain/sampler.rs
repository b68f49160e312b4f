//! Samples whole profiles of the terrain into buffers used again and again.

use super::Terrain;
use super::line::Line;
use super::stretch::{LONG, distances_km, ground_and_clutter_m, ground_m, zones};
use super::surface::Surface;
use crate::propagation::{Profile, Zone};
use crate::units::Projected;

/// A terrain profile between two positions, at equal steps of about one cell.
///
/// One buffer serves one worker for all its paths; after the first few it no longer allocates.
#[derive(Debug, Clone, Default)]
pub struct ProfileBuffer {
    /// Distances from the first position, km.
    pub distance_km: Vec<f64>,
    /// Heights of the ground above mean sea level, m.
    pub ground_m: Vec<f64>,
    /// Clutter above ground, m; 0 at both ends and in the clearings around them.
    pub clutter_m: Vec<f64>,
    /// Radio-climatic zones; empty where all is inland.
    pub zone: Vec<Zone>,
}

impl ProfileBuffer {
    /// Samples the straight line on the map from one position to another; false, and no profile, where it meets a void
    /// or leaves the grid. Clutter is not counted within [`Terrain::clearing_m`] of either end.
    pub fn sample(&mut self, terrain: &Terrain, from: Projected, to: Projected) -> bool {
        let Some(line) = Line::between(&terrain.grid, from, to) else { return false };
        self.resize(line.samples() as usize);
        distances_km(&line, 0, &mut self.distance_km);
        let surface = Surface::of(terrain);
        self.find_zones(&surface, &line);
        if surface.is_bare() {
            self.clutter_m.fill(0.0);
            return ground_m::<LONG>(&surface, &line, 0, &mut self.ground_m);
        }
        let known = ground_and_clutter_m::<LONG>(&surface, &line, 0, &mut self.ground_m, &mut self.clutter_m);
        self.clear_ends(&line, terrain.clearing_m);
        known
    }

    /// The profile that was sampled last.
    #[must_use]
    pub fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &self.zone,
        }
    }

    fn find_zones(&mut self, surface: &Surface, line: &Line) {
        self.zone.clear();
        if surface.has_zones() {
            self.zone.resize(line.samples() as usize, Zone::Inland);
            if !zones(surface, line, &mut self.zone) {
                self.zone.clear();
            }
        }
    }

    /// Room for so many samples, zones aside.
    pub(super) fn resize(&mut self, samples: usize) {
        for buffer in [&mut self.distance_km, &mut self.ground_m, &mut self.clutter_m] {
            buffer.resize(samples, 0.0);
        }
    }

    /// Takes the clutter away at both ends and in their clearings.
    fn clear_ends(&mut self, line: &Line, clearing_m: f64) {
        let last = line.samples() - 1;
        let cleared = |sample: i32| sample == 0 || sample == last || line.is_near_end(sample, clearing_m);
        let near_start = (0..=last).take_while(|&sample| cleared(sample)).count();
        let near_end = (0..=last).rev().take_while(|&sample| cleared(sample)).count();
        self.clutter_m[..near_start].fill(0.0);
        self.clutter_m.iter_mut().rev().take(near_end).for_each(|clutter_m| *clutter_m = 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, height_at};
    use super::*;
    use ndarray::Array2;

    fn slope() -> Terrain {
        let grid = Grid { west_m: 0.0, north_m: 100.0, cell_m: 10.0, rows: 10, cols: 10 };
        let shape = (10, 10);
        let height_m = Array2::from_shape_fn(shape, |(row, col)| (10 * col + row) as f32);
        let terrain = Terrain::bare(grid, "EPSG:32632", height_m);
        terrain.with_clutter(&Array2::from_elem(shape, 15.0), 15.0).unwrap()
    }

    #[test]
    fn bilinear_heights_of_a_plane_are_exact() {
        let terrain = slope();
        let at = Projected { east_m: 43.0, north_m: 68.0 };
        let (row, col) = terrain.grid.fractional(at);
        assert!((height_at(&terrain, at) - (10.0 * col + row)).abs() < 1e-9);
        assert!(height_at(&terrain, Projected { east_m: 2.0, north_m: 50.0 }).is_nan());
    }

    #[test]
    fn a_profile_runs_from_end_to_end_with_clearings() {
        let terrain = slope();
        let mut buffer = ProfileBuffer::default();
        let (from, to) =
            (Projected { east_m: 5.0, north_m: 95.0 }, Projected { east_m: 95.0, north_m: 95.0 });
        assert!(buffer.sample(&terrain, from, to));
        assert_eq!(buffer.ground_m, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]);
        assert_eq!(buffer.clutter_m, [0.0, 0.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 0.0, 0.0]);
        assert_eq!(buffer.distance_km.last(), Some(&0.09));
    }

    #[test]
    fn a_line_to_the_edge_is_not_lost_to_rounding() {
        let terrain = slope();
        let mut buffer = ProfileBuffer::default();
        let from = Projected { east_m: 36.7, north_m: 41.3 };
        for cell in 0..10 {
            for (row, col) in [(0, cell), (9, cell), (cell, 0), (cell, 9)] {
                assert!(buffer.sample(&terrain, from, terrain.grid.center(row, col)), "{row} {col}");
                let height_m = f64::from(terrain.height_m[[row, col]]);
                assert!((buffer.ground_m.last().unwrap() - height_m).abs() < 1e-9, "{row} {col}");
            }
        }
        assert!(!buffer.sample(&terrain, from, Projected { east_m: 4.9, north_m: 50.0 }));
    }

    #[test]
    fn bare_ground_is_the_ground_under_clutter() {
        let terrain = slope();
        let bare = Terrain { clutter: None, ..terrain.clone() };
        let (from, to) =
            (Projected { east_m: 7.0, north_m: 93.0 }, Projected { east_m: 88.0, north_m: 12.0 });
        let [mut under, mut alone] = [ProfileBuffer::default(), ProfileBuffer::default()];
        assert!(under.sample(&terrain, from, to) && alone.sample(&bare, from, to));
        assert_eq!((&alone.distance_km, &alone.ground_m), (&under.distance_km, &under.ground_m));
        assert!(alone.clutter_m.iter().all(|clutter_m| *clutter_m == 0.0));
        assert!(under.clutter_m.contains(&15.0));
        // What one terrain has left in the buffer is not met on the next.
        assert!(under.sample(&bare, from, to) && under.clutter_m == alone.clutter_m);
    }

    #[test]
    fn a_void_is_noticed() {
        let mut terrain = slope();
        terrain.set_void((0, 5));
        let (from, to) =
            (Projected { east_m: 5.0, north_m: 95.0 }, Projected { east_m: 95.0, north_m: 95.0 });
        assert!(!ProfileBuffer::default().sample(&terrain, from, to));
        let bare = Terrain { clutter: None, ..terrain };
        assert!(!ProfileBuffer::default().sample(&bare, from, to));
    }
}
