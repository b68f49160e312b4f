//! The Irregular Terrain Model: point to point over a profile, or over an area of a given irregularity.

use divario::problem::Error;
use divario::propagation::itm::{Area, Climate, Itm, Quantile, Siting, VariabilityMode};

use super::Request;
use super::answer::Answer;
use super::args::{ClimateName, SitingName};

/// Average ground, the values that NTIA's documents give for it (*unverified*).
const PERMITTIVITY: f64 = 15.0;
const CONDUCTIVITY_S_PER_M: f64 = 0.005;

/// Refractivity at sea level that NTIA's documents give for a continental temperate climate, N-units (*unverified*).
const N0_N_UNITS: f64 = 301.0;

/// NTIA's mode for two known points: mobile, without variability over places.
const VARIABILITY_MODE: f64 = 12.0;

impl Request<'_> {
    pub(super) fn itm(&mut self) -> Result<Answer, Error> {
        let terminals = self.terminals();
        let model = self.itm_settings();
        let path = self.settle_with_path()?;
        let checked = model.check(&path.profile(), &terminals);
        let warnings = checked.map_err(|error| self.options.out_of_range(error))?;
        let terms = model.terms(&path.profile(), &terminals);
        let title = "NTIA Irregular Terrain Model 1.4 (Longley-Rice), point to point";
        let answer = Answer::loss(title, terms.a_db, terms.rows().collect(), &warnings);
        Ok(answer.with_warnings(self.unread_shares(model.variability_mode)))
    }

    pub(super) fn itm_area(&mut self) -> Result<Answer, Error> {
        let terminals = self.terminals();
        let tx_siting =
            siting(self.options.word_or("tx-siting", self.arguments.tx_siting, SitingName::Random));
        let rx_siting =
            siting(self.options.word_or("rx-siting", self.arguments.rx_siting, SitingName::Random));
        let delta_h_m = self.options.number("delta-h-m");
        let model = self.itm_settings();
        let distance_km = self.settle_with_length()?;
        let area = Area { model, distance_km, delta_h_m, tx_siting, rx_siting };
        let warnings = area.check(&terminals).map_err(|error| self.options.out_of_range(error))?;
        let terms = area.terms(&terminals);
        let title = "NTIA Irregular Terrain Model 1.4 (Longley-Rice), area mode";
        let answer = Answer::loss(title, terms.a_db, terms.rows().collect(), &warnings);
        Ok(answer.with_warnings(self.unread_shares(model.variability_mode)))
    }

    /// What both modes read.
    fn itm_settings(&mut self) -> Itm {
        Itm {
            climate: climate(self.options.word_or(
                "climate",
                self.arguments.climate,
                ClimateName::ContinentalTemperate,
            )),
            n0_n_units: self.options.number_or("n0", N0_N_UNITS),
            permittivity: self.options.number_or("permittivity", PERMITTIVITY),
            conductivity_s_per_m: self.options.number_or("conductivity-s-per-m", CONDUCTIVITY_S_PER_M),
            variability_mode: self.variability_mode(),
            quantile: self.quantile(),
        }
    }

    fn variability_mode(&mut self) -> VariabilityMode {
        let number = self.options.number_or("variability-mode", VARIABILITY_MODE);
        VariabilityMode::from_ntia(number as u32).expect("the option's parser takes known modes only")
    }

    /// Shares that were given and that the mode of variability leaves no say.
    fn unread_shares(&self, mode: VariabilityMode) -> Vec<String> {
        let number = mode.ntia_number();
        let given = [
            (self.arguments.time_percent, "--time-percent", mode.reads_time()),
            (self.arguments.reliability_percent, "--reliability-percent", mode.reads_time()),
            (self.arguments.location_percent, "--location-percent", mode.reads_location()),
        ];
        let unread =
            given.into_iter().filter(|(share, _, read)| share.is_some_and(|share| share != 50.0) && !read);
        unread
            .map(|(_, option, _)| format!("the mode of variability {number} leaves {option} no say"))
            .collect()
    }

    /// Confidence and reliability where they are given; else the shares of time, places and situations.
    fn quantile(&mut self) -> Quantile {
        if self.arguments.confidence_percent.is_some() {
            return Quantile::ConfidenceReliability {
                confidence_percent: self.options.number("confidence-percent"),
                reliability_percent: self.options.number("reliability-percent"),
            };
        }
        Quantile::TimeLocationSituation {
            time_percent: self.options.number_or("time-percent", 50.0),
            location_percent: self.options.number_or("location-percent", 50.0),
            situation_percent: self.options.number_or("situation-percent", 50.0),
        }
    }
}

fn climate(name: ClimateName) -> Climate {
    match name {
        ClimateName::Equatorial => Climate::Equatorial,
        ClimateName::ContinentalSubtropical => Climate::ContinentalSubtropical,
        ClimateName::MaritimeSubtropical => Climate::MaritimeSubtropical,
        ClimateName::Desert => Climate::Desert,
        ClimateName::ContinentalTemperate => Climate::ContinentalTemperate,
        ClimateName::MaritimeTemperateLand => Climate::MaritimeTemperateOverLand,
        ClimateName::MaritimeTemperateSea => Climate::MaritimeTemperateOverSea,
    }
}

fn siting(name: SitingName) -> Siting {
    match name {
        SitingName::Random => Siting::Random,
        SitingName::Careful => Siting::Careful,
        SitingName::VeryCareful => Siting::VeryCareful,
    }
}
