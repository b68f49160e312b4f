//! Building entry loss by the elevation of the ray, from ITU-R P.2109.

use crate::problem::Problem;
use crate::propagation::p2109::{Building, BuildingEntry};
use crate::scenario::{BuildingKind, Indoor};

/// Losses at whole degrees of elevation from 0 to 90, dB; none outdoors.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BuildingEntryLoss {
    by_degree_db: Vec<f64>,
}

/// Degrees from the horizon to the zenith.
const DEGREES: u32 = 90;

impl BuildingEntryLoss {
    /// For a household's antenna indoors; none outdoors.
    ///
    /// # Errors
    /// A [`Problem`] where the recommendation does not hold for the frequency.
    pub fn new(indoor: Option<&Indoor>, frequency_mhz: f64) -> Result<Self, Problem> {
        let Some(indoor) = indoor else { return Ok(Self { by_degree_db: Vec::new() }) };
        let entry = |degree: u32| BuildingEntry {
            frequency_ghz: frequency_mhz / 1_000.0,
            probability_percent: indoor.entry_loss_percent,
            building: building(indoor.building),
            elevation_deg: f64::from(degree),
        };
        entry(0).check().map_err(|error| {
            let remedy = "choose a frequency in the range of ITU-R P.2109, or leave cpe.indoor out";
            Problem::at("out-of-range", "/radio/cpe/indoor", error.to_string(), remedy)
        })?;
        Ok(Self { by_degree_db: (0..=DEGREES).map(|degree| entry(degree).loss_db()).collect() })
    }

    /// Loss of a ray at an elevation (degrees, up or down), dB.
    #[inline]
    pub fn loss_db(&self, elevation_deg: f64) -> f64 {
        if self.by_degree_db.is_empty() {
            return 0.0;
        }
        let at = elevation_deg.abs().min(f64::from(DEGREES));
        let below = (at as usize).min(DEGREES as usize - 1);
        let (one, other) = (self.by_degree_db[below], self.by_degree_db[below + 1]);
        one + (at - below as f64) * (other - one)
    }
}

fn building(kind: BuildingKind) -> Building {
    match kind {
        BuildingKind::Traditional => Building::Traditional,
        BuildingKind::ThermallyEfficient => Building::ThermallyEfficient,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDOOR: Indoor =
        Indoor { building: BuildingKind::Traditional, entry_loss_percent: 50.0, body_loss_db: 0.0 };

    #[test]
    fn between_degrees_it_is_that_of_the_recommendation() {
        let table = BuildingEntryLoss::new(Some(&INDOOR), 3_500.0).unwrap();
        assert!((table.loss_db(0.0) - 15.72).abs() < 0.005, "{}", table.loss_db(0.0));
        for elevation_deg in [0.4, 3.7, 12.5, -12.5, 88.9, 90.0] {
            let entry = BuildingEntry {
                frequency_ghz: 3.5,
                probability_percent: 50.0,
                building: Building::Traditional,
                elevation_deg,
            };
            assert!((table.loss_db(elevation_deg) - entry.loss_db()).abs() < 0.001, "{elevation_deg}");
        }
    }

    #[test]
    fn outdoors_there_is_none() {
        assert_eq!(BuildingEntryLoss::new(None, 3_500.0).unwrap().loss_db(30.0), 0.0);
    }
}
