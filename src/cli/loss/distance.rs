//! The models that know distance and heights alone: SUI, ECC-33, COST-231-Hata.

use divario::problem::Error;
use divario::propagation::cost231_hata::{self, Cost231Hata};
use divario::propagation::ecc33::{self, Ecc33};
use divario::propagation::sui::{Sui, Terrain};

use super::Request;
use super::answer::Answer;
use super::args::{CityName, TerrainName};

impl Request<'_> {
    pub(super) fn sui(&mut self) -> Result<Answer, Error> {
        let terrain = match self.options.word("terrain", self.arguments.terrain) {
            TerrainName::A => Terrain::Hilly,
            TerrainName::B => Terrain::Between,
            TerrainName::C => Terrain::Flat,
        };
        let path = Sui {
            frequency_mhz: self.options.number("frequency-mhz"),
            base_height_m: self.options.number("tx-height-m"),
            cpe_height_m: self.options.number("rx-height-m"),
            terrain,
            shadowing_db: self.options.number_or("shadowing-db", 0.0),
            distance_km: self.settle_with_length()?,
        };
        let warnings = path.check().map_err(|error| self.options.out_of_range(error))?;
        let title = "SUI (Erceg), for fixed wireless access in suburbs";
        Ok(Answer::loss(title, path.loss_db(), path.terms().rows().collect(), &warnings))
    }

    pub(super) fn ecc33(&mut self) -> Result<Answer, Error> {
        let path = Ecc33 {
            frequency_mhz: self.options.number("frequency-mhz"),
            base_height_m: self.options.number("tx-height-m"),
            cpe_height_m: self.options.number("rx-height-m"),
            city: match self.city() {
                CityName::Medium => ecc33::City::Medium,
                CityName::Large => ecc33::City::Large,
            },
            distance_km: self.settle_with_length()?,
        };
        let warnings = path.check().map_err(|error| self.options.out_of_range(error))?;
        let title = "ECC-33, for fixed wireless access in towns";
        Ok(Answer::loss(title, path.loss_db(), path.terms().rows().collect(), &warnings))
    }

    pub(super) fn cost231_hata(&mut self) -> Result<Answer, Error> {
        let path = Cost231Hata {
            frequency_mhz: self.options.number("frequency-mhz"),
            base_height_m: self.options.number("tx-height-m"),
            mobile_height_m: self.options.number("rx-height-m"),
            city: match self.city() {
                CityName::Medium => cost231_hata::City::Medium,
                CityName::Large => cost231_hata::City::Metropolitan,
            },
            distance_km: self.settle_with_length()?,
        };
        let warnings = path.check().map_err(|error| self.options.out_of_range(error))?;
        let title = "COST-231-Hata, for mobile radio in towns at 1.5 to 2 GHz";
        Ok(Answer::loss(title, path.loss_db(), path.terms().rows().collect(), &warnings))
    }

    fn city(&mut self) -> CityName {
        self.options.word_or("city", self.arguments.city, CityName::Medium)
    }
}
