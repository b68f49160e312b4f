//! A fixed microwave link: the share of the time in which it works.

use divario::problem::{Error, Place, Problem};
use divario::propagation::clearance::least_clearance_m;
use divario::propagation::climate::LIGURIA;
use divario::propagation::p530::TERRAIN_ROUGHNESS_DEFAULT_M;
use divario::propagation::{Clearance, EARTH_RADIUS_KM, FixedLink};

use super::Request;
use super::answer::Answer;
use super::options::MHZ_PER_GHZ;

/// The Earth over which the refracted ray runs straight in the median, km.
const MEDIAN_EARTH_RADIUS_KM: f64 = 4.0 / 3.0 * EARTH_RADIUS_KM;

/// Share of the first Fresnel zone that a link clears in the median.
const FRESNEL_RATIO: f64 = 0.6;

impl Request<'_> {
    pub(super) fn p530(&mut self) -> Result<Answer, Error> {
        let terminals = self.terminals();
        let flat_margin_db = self.options.number("flat-margin-db");
        let genova = &LIGURIA[0];
        let dn1_n_units_per_km = self.options.number_or("dn1", genova.dn1_n_units_per_km);
        let rain_rate_mm_per_h = self.options.number_or("rain-rate-mm-per-h", genova.rain_rate_mm_per_h);
        let terrain_roughness_m = self.options.number_or("terrain-roughness-m", TERRAIN_ROUGHNESS_DEFAULT_M);
        let path = self.settle_with_path()?;
        self.check_heights([terminals.tx_height_m, terminals.rx_height_m])?;
        let [first_m, last_m] = [path.ground_m[0], path.ground_m[path.ground_m.len() - 1]];
        let link = FixedLink {
            length_km: path.profile().length_km(),
            frequency_ghz: terminals.frequency_mhz / MHZ_PER_GHZ,
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
        let clearance = Clearance::of(&path.profile(), &terminals, MEDIAN_EARTH_RADIUS_KM);
        if !clearance.in_sight() {
            return Err(blocked(&clearance).into());
        }
        let terms = link.terms();
        let availability_percent = link.availability_percent().map_err(refused)?;
        let title = "ITU-R P.530-17 with P.838-3, multipath and rain on a fixed link in line of sight";
        let what = ("share of the time in which the link works", "availability_percent");
        let answer = Answer::of(title, what, availability_percent, terms.rows().collect(), &warnings);
        let share = least_clearance_m(&path.profile(), &terminals, MEDIAN_EARTH_RADIUS_KM, FRESNEL_RATIO);
        let close = (share < 0.0).then(|| {
            format!(
                "the ray does not clear {FRESNEL_RATIO} of the first Fresnel zone; diffraction is not counted"
            )
        });
        Ok(Answer { unit: "%", ..answer }.with_warnings(close))
    }
}

/// A link whose ends do not see each other has no availability.
fn blocked(clearance: &Clearance) -> Problem {
    Problem {
        code: "path-blocked",
        place: Place::Option("profile"),
        found: format!("the ray is {:.1} m below terrain or clutter at its worst", -clearance.clearance_m),
        remedy: "the model is for links in line of sight: raise the antennas, or take p1812 for the loss"
            .into(),
    }
}
