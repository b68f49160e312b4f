//! The path-loss model that a scenario names, with its settings.

use crate::problem::Problem;
use crate::propagation::itm::{Itm, Quantile, Service, VariabilityMode};
use crate::propagation::p526::P526;
use crate::propagation::p1812::P1812;
use crate::propagation::{EARTH_RADIUS_KM, Model};
use crate::scenario::{ItmSettings, ModelName, P1812Settings, Propagation};

/// Time and situation seen apart, as for a service to the public; places are left to the link budget.
const ITM_MODE: VariabilityMode =
    VariabilityMode { service: Service::Broadcast, without_location: true, without_situation: false };

/// The median of like places, which is where the link budget's own spread starts from, %.
const MEDIAN_PERCENT: f64 = 50.0;

/// The model of a scenario.
///
/// # Errors
/// A [`Problem`] when the section with the model's settings is missing.
pub(super) fn model(propagation: &Propagation) -> Result<Model, Problem> {
    let missing = |name: &str| {
        let pointer = format!("/radio/propagation/{name}");
        Problem::at("missing-section", pointer, "is missing, and the model needs it", "give the section")
    };
    Ok(match propagation.model {
        ModelName::FreeSpace => Model::FreeSpace,
        ModelName::P526 => Model::P526(P526 {
            effective_earth_radius_km: propagation.effective_earth_radius_factor * EARTH_RADIUS_KM,
        }),
        ModelName::P1812 => Model::P1812(p1812(propagation.p1812.as_ref().ok_or_else(|| missing("p1812"))?)),
        ModelName::Itm => Model::Itm(itm(propagation.itm.as_ref().ok_or_else(|| missing("itm"))?)),
    })
}

fn p1812(settings: &P1812Settings) -> P1812 {
    P1812 {
        time_percent: settings.time_percent,
        location_percent: MEDIAN_PERCENT,
        location_sigma_db: 0.0,
        delta_n_n_units_per_km: settings.delta_n_n_units_per_km,
        n0_n_units: settings.n0_n_units,
        latitude_deg: settings.latitude_deg,
        coast_distance_km: None,
    }
}

fn itm(settings: &ItmSettings) -> Itm {
    Itm {
        climate: settings.climate,
        n0_n_units: settings.n0_n_units,
        permittivity: settings.permittivity,
        conductivity_s_per_m: settings.conductivity_s_per_m,
        variability_mode: ITM_MODE,
        quantile: Quantile::TimeLocationSituation {
            time_percent: settings.time_percent,
            location_percent: MEDIAN_PERCENT,
            situation_percent: settings.situation_percent,
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::propagation::itm::inputs as itm;
    use crate::propagation::{Quantity, p1812};
    use crate::scenario::schema;

    /// Settings with a range, and the quantity of the model that each becomes.
    const SETTINGS: [(&str, &str, &Quantity); 9] = [
        ("P1812Settings", "time_percent", &p1812::TIME_PERCENT),
        ("P1812Settings", "delta_n_n_units_per_km", &p1812::DELTA_N),
        ("P1812Settings", "n0_n_units", &p1812::N0),
        ("P1812Settings", "latitude_deg", &p1812::LATITUDE),
        ("ItmSettings", "n0_n_units", &itm::REFRACTIVITY),
        ("ItmSettings", "permittivity", &itm::PERMITTIVITY),
        ("ItmSettings", "conductivity_s_per_m", &itm::CONDUCTIVITY),
        ("ItmSettings", "time_percent", &itm::TIME),
        ("ItmSettings", "situation_percent", &itm::SITUATION),
    ];

    #[test]
    fn a_setting_that_the_schema_lets_pass_is_one_that_its_model_takes() {
        let schema = schema();
        for (section, setting, quantity) in SETTINGS {
            let range = &schema["$defs"][section]["properties"][setting];
            let bound =
                |name: &str| range[name].as_f64().unwrap_or_else(|| panic!("{section}: {range} {name}"));
            let (least, largest) = quantity.valid;
            let (minimum, maximum) = (bound("minimum"), bound("maximum"));
            assert!(
                least <= minimum && minimum < maximum && maximum <= largest,
                "{section}/{setting}: {range}"
            );
        }
    }

    #[test]
    fn every_number_among_the_settings_is_compared() {
        for section in ["P1812Settings", "ItmSettings"] {
            let schema = schema();
            let properties = schema["$defs"][section]["properties"].as_object().unwrap();
            let is_number = |property: &&Value| property["type"] == "number";
            let compared = SETTINGS.iter().filter(|(named, ..)| *named == section).count();
            assert_eq!(properties.values().filter(is_number).count(), compared, "{section}");
        }
    }
}
