//! What can be computed of every cell.

use std::fmt;

use clap::ValueEnum;
use divario::propagation::clearance::least_clearance_m;
use divario::propagation::itm::{Climate, Itm, Quantile, Service, VariabilityMode};
use divario::propagation::{EARTH_RADIUS_KM, P526, P1812};
use ndarray::Array2;

use super::{Scene, exact};

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
            Self::ExactP1812 => {
                let model = P1812 { time_percent: scene.time_percent, ..P1812::LIGURIA_MEDIAN };
                path_loss(exact::raster(scene, |path| model.basic_transmission_loss_db(path, terminals)))
            }
            Self::ExactP526 => {
                let model = P526 { effective_earth_radius_km: radius_km };
                path_loss(exact::raster(scene, |path| model.basic_transmission_loss_db(path, terminals)))
            }
            Self::ExactItm => {
                path_loss(exact::raster(scene, |path| ITM.basic_transmission_loss_db(path, terminals)))
            }
        }
    }
}

/// Medians over average ground, as other tools have them unless told otherwise.
const ITM: Itm = Itm {
    climate: Climate::ContinentalTemperate,
    n0_n_units: 301.0,
    permittivity: 15.0,
    conductivity_s_per_m: 0.005,
    variability_mode: VariabilityMode {
        service: Service::Mobile,
        without_location: true,
        without_situation: false,
    },
    quantile: Quantile::TimeLocationSituation {
        time_percent: 50.0,
        location_percent: 50.0,
        situation_percent: 50.0,
    },
};

fn clearance(values: Array2<f32>) -> Found {
    let meaning = "Least height of the ray above the terrain, negative where it is blocked";
    Found { name: "clearance_m", unit: "m", meaning, values }
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
