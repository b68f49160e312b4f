//! What can be computed of every cell.

use std::fmt;

use clap::ValueEnum;
use divario::propagation::clearance::least_clearance_m;
use divario::propagation::itm::Itm;
use divario::propagation::{EARTH_RADIUS_KM, Model, P526, P1812};
use ndarray::Array2;

use super::{Scene, exact, sweep};

/// Effective radius of the Earth: 4/3 of the mean one, km.
const EFFECTIVE_EARTH_RADIUS_KM: f64 = 4.0 / 3.0 * EARTH_RADIUS_KM;

/// A quantity and the way to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Work {
    /// Clearance of the ray, every cell by its own profile
    ExactSight,
    /// Path loss by ITU-R P.1812, every cell by its own profile
    ExactP1812,
    /// Path loss by free space and ITU-R P.526, every cell by its own profile
    ExactP526,
    /// Path loss by the Irregular Terrain Model, every cell by its own profile
    ExactItm,
    /// Clearance of the ray, by the sweep
    Sight,
    /// Clearance of the first Fresnel zone, by the sweep
    Fresnel,
    /// Path loss by ITU-R P.1812, by the sweep
    P1812,
    /// Path loss by free space and ITU-R P.526, by the sweep
    P526,
    /// Path loss by the Irregular Terrain Model, by the sweep
    Itm,
}

/// A raster and what its values say; NaN where nothing was computed.
pub struct Found {
    pub name: &'static str,
    pub unit: &'static str,
    pub meaning: &'static str,
    pub values: Array2<f32>,
}

impl Work {
    /// Computes the quantity for every cell in range.
    pub fn compute(self, scene: &Scene) -> Found {
        let (terminals, radius_km) = (&scene.terminals, EFFECTIVE_EARTH_RADIUS_KM);
        match self {
            Self::ExactSight => clearance(exact::raster(scene, |profile| {
                least_clearance_m(profile, terminals, radius_km, 0.0)
            })),
            Self::Sight => clearance(sweep::clearances(scene, radius_km, false)),
            Self::Fresnel => fresnel_clearance(sweep::clearances(scene, radius_km, true)),
            Self::ExactP1812 | Self::ExactP526 | Self::ExactItm => {
                let model = self.model(scene);
                path_loss(exact::raster(scene, |path| model.basic_transmission_loss_db(path, terminals)))
            }
            Self::P1812 | Self::P526 | Self::Itm => path_loss(sweep::losses(scene, self.model(scene))),
        }
    }
}

impl Work {
    fn model(self, scene: &Scene) -> Model {
        match self {
            Self::ExactP1812 | Self::P1812 => {
                Model::P1812(P1812 { time_percent: scene.time_percent, ..P1812::LIGURIA_MEDIAN })
            }
            // medians over average ground, as other tools have them unless told otherwise
            Self::ExactItm | Self::Itm => Model::Itm(Itm::CONTINENTAL_MEDIAN),
            _ => Model::P526(P526 { effective_earth_radius_km: EFFECTIVE_EARTH_RADIUS_KM }),
        }
    }
}

fn clearance(values: Array2<f32>) -> Found {
    let meaning = "Least height of the ray above the terrain, negative where it is blocked";
    Found { name: "clearance_m", unit: "m", meaning, values }
}

fn fresnel_clearance(values: Array2<f32>) -> Found {
    let meaning =
        "Least height of the ray above the terrain, less the radius of the first Fresnel zone there";
    Found { name: "fresnel_clearance_m", unit: "m", meaning, values }
}

fn path_loss(values: Array2<f32>) -> Found {
    let meaning = "Basic transmission loss between isotropic antennas";
    Found { name: "path_loss_db", unit: "dB", meaning, values }
}

impl Found {
    /// How many cells have a value.
    pub fn cells(&self) -> usize {
        self.values.iter().filter(|value| !value.is_nan()).count()
    }
}

/// The name that the command line knows.
impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.to_possible_value().expect("no work is hidden").get_name())
    }
}

#[cfg(test)]
mod tests {
    use divario::coverage::AzimuthRange;

    use super::super::exact::tests::scene;
    use super::*;

    #[test]
    fn every_work_reaches_every_cell() {
        let scene = scene(1, 1e9);
        for work in Work::value_variants() {
            let found = work.compute(&scene);
            assert_eq!(found.cells(), 21 * 31 - 1, "{work}");
            assert_eq!(Work::from_str(&work.to_string(), false), Ok(*work));
        }
    }

    #[test]
    fn sectors_share_all_cells_out() {
        for work in [Work::ExactSight, Work::Sight, Work::ExactP526, Work::P526] {
            let all = work.compute(&scene(1, 1e9)).values;
            let mut together = Array2::from_elem(all.dim(), f32::NAN);
            for azimuth_deg in [0.0, 120.0, 240.0] {
                let sector = Some(AzimuthRange { azimuth_deg, width_deg: 120.0 });
                let part = work.compute(&Scene { sector, ..scene(1, 1e9) });
                assert!((150..300).contains(&part.cells()), "{work}: {} cells", part.cells());
                for (together, value) in
                    together.iter_mut().zip(&part.values).filter(|(_, value)| !value.is_nan())
                {
                    assert!(together.is_nan(), "{work}: a cell in two sectors");
                    *together = *value;
                }
            }
            assert_eq!(together.mapv(f32::to_bits), all.mapv(f32::to_bits), "{work}");
        }
    }

    #[test]
    fn a_sector_holds_the_same_cells_either_way() {
        let scene =
            Scene { sector: Some(AzimuthRange { azimuth_deg: 45.0, width_deg: 90.0 }), ..scene(1, 120.0) };
        let cells = |work: Work| work.compute(&scene).values.mapv(|value| !value.is_nan());
        assert_eq!(cells(Work::Sight), cells(Work::ExactSight));
    }

    /// Beside the site the sweep has no sample between the ends, and the exact path one. Antennas of one height have the
    /// same clearance wherever on the way it is measured; a radial runs half a cell beside the line at most, on a slope of
    /// 3.2 m a cell.
    #[test]
    fn the_sweep_finds_what_the_exact_paths_find_on_a_plane() {
        let mut scene = scene(1, 1e9);
        scene.terminals.tx_height_m = scene.terminals.rx_height_m;
        let apart = |(row, col): (usize, usize)| row.abs_diff(10).max(col.abs_diff(12)) > 1;
        let pairs = [
            (Work::Sight, Work::ExactSight, 1.6),
            (Work::P526, Work::ExactP526, 0.05),
            (Work::P1812, Work::ExactP1812, 0.05),
        ];
        for (swept, exact, allowed) in pairs {
            let (swept, exact) = (swept.compute(&scene).values, exact.compute(&scene).values);
            let cells = swept.indexed_iter().zip(&exact).filter(|((cell, _), _)| apart(*cell));
            let worst = cells.map(|((_, a), b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(worst < allowed, "{worst} of {allowed}");
        }
    }

    #[test]
    fn a_ray_along_a_slope_clears_by_the_lower_antenna_and_loses_as_in_free_space() {
        let scene = scene(1, 1e9);
        let clearance_m = Work::ExactSight.compute(&scene).values[[10, 30]];
        // One step of 18 before the receiver of 5 m, on the line that rises to 30 m: 5 + 25 / 18, less 1 mm of bulge.
        assert!((clearance_m - 6.389).abs() < 2e-3, "{clearance_m}");
        let loss_db = Work::ExactP526.compute(&scene).values[[10, 30]];
        let slant_km = 0.18_f64.hypot(0.007);
        let free_db = divario::propagation::free_space::free_space_loss_db(slant_km, 3_500.0);
        assert!((f64::from(loss_db) - free_db).abs() < 0.01, "{loss_db} {free_db}");
    }
}
