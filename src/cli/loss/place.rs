//! What lies around one end of a path: clutter about a terminal, the wall of a building.

use divario::problem::Error;
use divario::propagation::p2108::{ClutterType, HeightGain, StatisticalClutter};
use divario::propagation::p2109::{Building, BuildingEntry};

use super::Request;
use super::answer::Answer;
use super::args::{BuildingName, ClutterName};
use super::options::MHZ_PER_GHZ;

/// What the clutter models answer, in words and as a JSON key.
const CLUTTER_LOSS: (&str, &str) = ("clutter loss", "clutter_loss_db");

/// What P.2109 answers.
const ENTRY_LOSS: (&str, &str) = ("building entry loss", "building_entry_loss_db");

impl Request<'_> {
    pub(super) fn p2108_height_gain(&mut self) -> Result<Answer, Error> {
        let clutter = clutter(self.options.word("clutter", self.arguments.clutter));
        let frequency_ghz = self.options.number("frequency-mhz") / MHZ_PER_GHZ;
        let antenna_height_m = self.options.number("rx-height-m");
        let usual = HeightGain::usual(frequency_ghz, antenna_height_m, clutter);
        let terminal = HeightGain {
            clutter_height_m: self.options.number_or("clutter-height-m", usual.clutter_height_m),
            street_width_m: self.options.number_or("street-width-m", usual.street_width_m),
            ..usual
        };
        self.settle()?;
        let warnings = terminal.check().map_err(|error| self.options.out_of_range(error))?;
        let title = "ITU-R P.2108-1 §3.1, a terminal below the height of its surroundings";
        Ok(Answer::of(title, CLUTTER_LOSS, terminal.loss_db(), terminal.terms().rows().collect(), &warnings))
    }

    pub(super) fn p2108_statistical(&mut self) -> Result<Answer, Error> {
        let path = StatisticalClutter {
            frequency_ghz: self.options.number("frequency-mhz") / MHZ_PER_GHZ,
            location_percent: self.options.number_or("location-percent", 50.0),
            distance_km: self.settle_with_length()?,
        };
        let warnings = path.check().map_err(|error| self.options.out_of_range(error))?;
        let title = "ITU-R P.2108-1 §3.2, clutter by share of places";
        Ok(Answer::of(title, CLUTTER_LOSS, path.loss_db(), path.terms().rows().collect(), &warnings))
    }

    pub(super) fn p2109(&mut self) -> Result<Answer, Error> {
        let entry = BuildingEntry {
            frequency_ghz: self.options.number("frequency-mhz") / MHZ_PER_GHZ,
            probability_percent: self.options.number_or("probability-percent", 50.0),
            building: match self.options.word("building", self.arguments.building) {
                BuildingName::Traditional => Building::Traditional,
                BuildingName::ThermallyEfficient => Building::ThermallyEfficient,
            },
            elevation_deg: self.options.number_or("elevation-deg", 0.0),
        };
        self.settle()?;
        let warnings = entry.check().map_err(|error| self.options.out_of_range(error))?;
        let title = "ITU-R P.2109-2, entry into a building";
        Ok(Answer::of(title, ENTRY_LOSS, entry.loss_db(), entry.terms().rows().collect(), &warnings))
    }
}

fn clutter(name: ClutterName) -> ClutterType {
    match name {
        ClutterName::Water => ClutterType::Water,
        ClutterName::Open => ClutterType::Open,
        ClutterName::Suburban => ClutterType::Suburban,
        ClutterName::UrbanTrees => ClutterType::UrbanOrTrees,
        ClutterName::DenseUrban => ClutterType::DenseUrban,
    }
}
