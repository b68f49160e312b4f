//! A fixed microwave link: the share of the time in which it works.

use divario::problem::Error;
use divario::propagation::FixedLink;
use divario::propagation::climate::LIGURIA;
use divario::propagation::p530::TERRAIN_ROUGHNESS_DEFAULT_M;

use super::Request;
use super::answer::Answer;

impl Request<'_> {
    pub(super) fn p530(&mut self) -> Result<Answer, Error> {
        let terminals = self.terminals();
        let flat_margin_db = self.options.number("flat-margin-db");
        let genova = &LIGURIA[0];
        let dn1_n_units_per_km = self.options.number_or("dn1", genova.dn1_n_units_per_km);
        let rain_rate_mm_per_h = self.options.number_or("rain-rate-mm-per-h", genova.rain_rate_mm_per_h);
        let terrain_roughness_m = self.options.number_or("terrain-roughness-m", TERRAIN_ROUGHNESS_DEFAULT_M);
        let path = self.settle_with_path()?;
        let [first_m, last_m] = [path.ground_m[0], path.ground_m[path.ground_m.len() - 1]];
        let link = FixedLink {
            length_km: path.profile().length_km(),
            frequency_ghz: terminals.frequency_mhz / 1_000.0,
            polarisation: terminals.polarisation,
            tx_height_amsl_m: first_m + terminals.tx_height_m,
            rx_height_amsl_m: last_m + terminals.rx_height_m,
            dn1_n_units_per_km,
            terrain_roughness_m,
            rain_rate_mm_per_h,
            flat_margin_db,
        };
        let refused = |error| self.options.out_of_range(error);
        let warnings = link.check().map_err(refused)?;
        let terms = link.terms();
        let availability_percent = link.availability_percent().map_err(refused)?;
        let title = "ITU-R P.530-17 with P.838-3, multipath and rain on a fixed link in line of sight";
        let what = ("share of the time in which the link works", "availability_percent");
        let answer = Answer::of(title, what, availability_percent, terms.rows().collect(), &warnings);
        Ok(Answer { unit: "%", ..answer })
    }
}
