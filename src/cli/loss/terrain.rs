//! The models that look at the terrain: free space along the slant, P.526, P.1812, ITM point to point.

use divario::input::PathProfile;
use divario::problem::{Error, Place, Problem};
use divario::propagation::free_space::FreeSpace;
use divario::propagation::p526::P526;
use divario::propagation::p1812::{self, P1812};
use divario::propagation::profile_check::ANTENNA_HEIGHT;
use divario::propagation::{EARTH_RADIUS_KM, Warnings, Zone};
use divario::units::LonLat;
use geo::{Distance, HaversineMeasure, InterpolatePoint, Point};

use super::Request;
use super::answer::{Answer, lon_lat};

/// Distance from the coast of an end on land where nothing else is said, km: out of reach of every duct over the sea, as
/// the reference implementations have it.
const COAST_KM: f64 = 500.0;

/// An end nearer to the sea than this is at sea, km.
const AT_SEA_KM: f64 = 0.001;

/// A sphere, as the recommendations take it.
const EARTH: HaversineMeasure = HaversineMeasure::new(EARTH_RADIUS_KM * 1_000.0);

/// By how much the length of a profile and the distance of its ends may differ: the Earth is not a sphere, and published
/// profiles are rounded.
const LENGTH_TOLERANCE_RATIO: f64 = 0.1;
const LENGTH_TOLERANCE_KM: f64 = 0.1;

fn point(at: LonLat) -> Point {
    Point::new(at.lon_deg, at.lat_deg)
}

impl Request<'_> {
    pub(super) fn free_space(&mut self) -> Result<Answer, Error> {
        let frequency_mhz = self.options.number("frequency-mhz");
        let distance_km =
            if self.arguments.profile.is_some() { self.slant_km()? } else { self.settle_with_length()? };
        let path = FreeSpace { distance_km, frequency_mhz };
        let warnings = path.check().map_err(|error| self.options.out_of_range(error))?;
        let terms = path.terms();
        Ok(Answer::loss("ITU-R P.525-4, free space", terms.lbfs_db, terms.rows().collect(), &warnings))
    }

    /// Straight distance between the antennas over the two ends of the profile, km.
    fn slant_km(&mut self) -> Result<f64, Error> {
        let heights_m = [self.options.number("tx-height-m"), self.options.number("rx-height-m")];
        let path = self.settle_with_path()?;
        self.check_heights(heights_m)?;
        let ends_m = [path.ground_m[0], path.ground_m[path.ground_m.len() - 1]];
        let fall_m = ends_m[0] + heights_m[0] - ends_m[1] - heights_m[1];
        Ok(path.profile().length_km().hypot(fall_m / 1000.0))
    }

    /// Refuses antennas below the ground, for models that do not look.
    pub(super) fn check_heights(&self, [tx_m, rx_m]: [f64; 2]) -> Result<(), Error> {
        let mut warnings = Warnings::default();
        let checked = ANTENNA_HEIGHT
            .check(tx_m, &mut warnings)
            .and_then(|()| ANTENNA_HEIGHT.check(rx_m, &mut warnings));
        checked.map_err(|error| self.options.out_of_range(error))
    }

    pub(super) fn p526(&mut self) -> Result<Answer, Error> {
        let terminals = self.terminals();
        let radius_km = 4.0 / 3.0 * EARTH_RADIUS_KM;
        let model = P526 {
            effective_earth_radius_km: self.options.number_or("effective-earth-radius-km", radius_km),
        };
        let path = self.settle_with_path()?;
        let checked = model.check(&path.profile(), &terminals);
        let warnings = checked.map_err(|error| self.options.out_of_range(error))?;
        let terms = model.terms(&path.profile(), &terminals);
        let title = "ITU-R P.526-15 §4.5, delta-Bullington diffraction, and free space";
        Ok(Answer::loss(title, terms.lb_db, terms.rows().collect(), &warnings))
    }

    pub(super) fn p1812(&mut self) -> Result<Answer, Error> {
        let terminals = self.terminals();
        let model = P1812 {
            time_percent: self.options.number_or("time-percent", 50.0),
            location_percent: self.options.number_or("location-percent", 50.0),
            location_sigma_db: self.location_sigma_db(),
            delta_n_n_units_per_km: self.options.number_or("delta-n", p1812::DELTA_N_DEFAULT_N_UNITS_PER_KM),
            n0_n_units: self.options.number_or("n0", p1812::N0_DEFAULT_N_UNITS),
            latitude_deg: self.latitude_deg(),
            coast_distance_km: Some([
                self.options.number_or("tx-coast-km", COAST_KM),
                self.options.number_or("rx-coast-km", COAST_KM),
            ]),
        };
        self.check_positions();
        let path = self.settle_with_path()?;
        let checked = model.check(&path.profile(), &terminals);
        let warnings = checked.map_err(|error| self.options.out_of_range(error))?;
        let terms = model.terms(&path.profile(), &terminals);
        let title = "ITU-R P.1812-8, point to area over terrain";
        let answer = Answer::loss(title, terms.lb_db, terms.rows().collect(), &warnings);
        Ok(answer
            .with_warnings(self.coast_warnings(&path, terms.omega_ratio))
            .with_warnings(self.sigma_warning(&path)))
    }

    /// Ends near a coast that the profile shows and the options do not.
    fn coast_warnings(&self, path: &PathProfile, omega_ratio: f64) -> Vec<String> {
        let ends = p1812::coast_distance_km(&path.profile()).into_iter().zip(["tx-coast-km", "rx-coast-km"]);
        ends.filter(|(coast_km, option)| {
            let on_land = *coast_km >= AT_SEA_KM;
            on_land && p1812::sea_duct_reaches(omega_ratio, *coast_km) && self.options.assumed.contains(option)
        })
        .map(|(coast_km, option)| {
            format!("the zones put this end {coast_km:.3} km from the sea; give --{option} {coast_km:.3} to count ducts over it")
        })
        .collect()
    }

    /// Notes a problem where the two positions cannot be the ends of the profile.
    fn check_positions(&mut self) {
        let (Some(tx), Some(rx), Some(path)) = (self.arguments.tx, self.arguments.rx, &self.path) else {
            return;
        };
        let apart_km = EARTH.distance(point(tx), point(rx)) / 1_000.0;
        let length_km = path.profile().length_km();
        if (apart_km - length_km).abs() > LENGTH_TOLERANCE_RATIO * length_km + LENGTH_TOLERANCE_KM {
            self.options.findings().problem(Problem {
                code: "positions-off-profile",
                place: Place::Option("tx"),
                found: format!(
                    "the positions of --tx and --rx are {apart_km:.3} km apart, the profile is {length_km:.3} km long"
                ),
                remedy: "give the longitude first, then the latitude, of the two ends of this profile".into(),
            });
        }
    }

    /// A spread that the path leaves no say.
    fn sigma_warning(&self, path: &PathProfile) -> Option<String> {
        let given = self.arguments.location_sigma_db.is_some_and(|sigma_db| sigma_db != 0.0);
        if given && path.zone.last() == Some(&Zone::Sea) {
            return Some("the receiver lies at sea, where P.1812 has no spread over like places".to_owned());
        }
        (given && self.arguments.location_percent.is_none_or(|percent| percent == 50.0))
            .then(|| "--location-sigma-db has no say in half of the places, the median".to_owned())
    }

    /// Spread over like places. The median place does not need it; any other does.
    fn location_sigma_db(&mut self) -> f64 {
        if self.arguments.location_percent.is_none_or(|percent| percent == 50.0) {
            self.options.number_or("location-sigma-db", 0.0)
        } else {
            let remedy = "give the spread over like places in dB: 5.5 is usual, P.1812 eq. (64) has less for small squares";
            self.options.number_with_remedy("location-sigma-db", remedy)
        }
    }

    /// Latitude of the middle of the path, degrees: half the profile's length from the transmitter towards the receiver.
    fn latitude_deg(&mut self) -> f64 {
        let (tx, rx) = (self.arguments.tx, self.arguments.rx);
        for (name, end, other) in [("tx", tx, rx), ("rx", rx, tx)] {
            match end {
                Some(LonLat { lon_deg, lat_deg }) => {
                    self.options.reads_value(name, lon_lat(lon_deg, lat_deg));
                }
                None if other.is_some() => {
                    self.options.missing(name, "give both ends, or none for the latitude of Liguria");
                }
                None => {}
            }
        }
        let (Some(tx), Some(rx)) = (tx, rx) else {
            self.options.assumed.push("latitude-deg");
            self.options.reads_value("latitude-deg", p1812::LATITUDE_LIGURIA_DEG.into());
            return p1812::LATITUDE_LIGURIA_DEG;
        };
        let half_m = self.path.as_ref().map_or(0.0, |path| path.profile().length_km() * 1_000.0 / 2.0);
        EARTH.point_at_distance_between(point(tx), point(rx), half_m).y()
    }
}
