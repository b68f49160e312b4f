//! The models that look at the terrain: free space along the slant, P.526, P.1812, ITM point to point.

use divario::input::PathProfile;
use divario::problem::Error;
use divario::propagation::free_space::FreeSpace;
use divario::propagation::p526::P526;
use divario::propagation::p1812::{self, P1812};
use divario::propagation::{EARTH_RADIUS_KM, Zone};
use divario::units::LonLat;
use geo::{Distance, HaversineMeasure, InterpolatePoint, Point};

use super::Request;
use super::answer::{Answer, lon_lat};

/// Distance from the coast of an end on land where nothing else is said, km: out of reach of every duct over the sea, as
/// the reference implementations have it.
const COAST_KM: f64 = 500.0;

/// Distance from the coast up to which ducts over the sea reach an end, km; P.1812 eq. (49).
const DUCT_REACH_KM: f64 = 5.0;

/// A sphere, as the recommendations take it.
const EARTH: HaversineMeasure = HaversineMeasure::new(EARTH_RADIUS_KM * 1_000.0);

/// Share by which the length of a profile and the distance of its ends may differ: the Earth is not a sphere.
const LENGTH_TOLERANCE_RATIO: f64 = 0.01;

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
        let ends_m = [path.ground_m[0], path.ground_m[path.ground_m.len() - 1]];
        let fall_m = ends_m[0] + heights_m[0] - ends_m[1] - heights_m[1];
        Ok(path.profile().length_km().hypot(fall_m / 1000.0))
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
        let path = self.settle_with_path()?;
        let checked = model.check(&path.profile(), &terminals);
        let warnings = checked.map_err(|error| self.options.out_of_range(error))?;
        let terms = model.terms(&path.profile(), &terminals);
        let title = "ITU-R P.1812, point to area over terrain";
        let mut answer = Answer::loss(title, terms.lb_db, terms.rows().collect(), &warnings);
        answer.warnings.extend(self.coast_warnings(&path).into_iter().chain(self.length_warning(&path)));
        Ok(answer)
    }

    /// Ends near a coast that the profile shows and the options do not.
    fn coast_warnings(&self, path: &PathProfile) -> Vec<String> {
        if !path.zone.contains(&Zone::Sea) {
            return Vec::new();
        }
        let ends = p1812::coast_distance_km(&path.profile()).into_iter().zip(["tx-coast-km", "rx-coast-km"]);
        ends.filter(|(coast_km, option)| {
            (0.001..=DUCT_REACH_KM).contains(coast_km) && self.options.assumed.contains(option)
        })
        .map(|(coast_km, option)| {
            format!("the zones put this end {coast_km:.3} km from the sea; give --{option} {coast_km:.3} to count ducts over it")
        })
        .collect()
    }

    /// Positions that do not belong to the profile.
    fn length_warning(&self, path: &PathProfile) -> Option<String> {
        let (tx, rx) = (self.arguments.tx?, self.arguments.rx?);
        let apart_km = EARTH.distance(point(tx), point(rx)) / 1_000.0;
        let length_km = path.profile().length_km();
        ((apart_km - length_km).abs() > LENGTH_TOLERANCE_RATIO * length_km).then(|| {
            format!("the two positions are {apart_km:.3} km apart, the profile is {length_km:.3} km long")
        })
    }

    /// Spread over like places. The median place does not need it; any other does.
    fn location_sigma_db(&mut self) -> f64 {
        if self.arguments.location_percent.is_none_or(|percent| percent == 50.0) {
            self.options.number_or("location-sigma-db", 0.0)
        } else {
            self.options.number("location-sigma-db")
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
