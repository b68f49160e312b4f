//! Between longitude–latitude and the working projection: the only file that knows PROJ.

use proj::Proj;

use crate::problem::Problem;
use crate::scenario::BoxDeg;
use crate::units::{LonLat, Projected};

/// The working projection, both ways. Not shared between threads: used before and after the parallel part.
pub struct Projection {
    from_wgs84: Proj,
    to_wgs84: Proj,
    /// Where the coordinate reference system is meant to be used, if PROJ knows.
    pub area_of_use: Option<BoxDeg>,
}

impl Projection {
    /// The projection of a coordinate reference system such as `EPSG:32632`.
    ///
    /// # Errors
    /// A [`Problem`] at `/area/crs` when PROJ does not know it.
    pub fn new(crs: &str) -> Result<Self, Problem> {
        let unknown = |reason: String| {
            let remedy = "give the code of a metric projection, for example \"EPSG:32632\" (UTM zone 32 N)";
            Problem::at("unknown-crs", "/area/crs", format!("\"{crs}\": {reason}"), remedy)
        };
        let from_wgs84 =
            Proj::new_known_crs("EPSG:4326", crs, None).map_err(|error| unknown(error.to_string()))?;
        let to_wgs84 =
            Proj::new_known_crs(crs, "EPSG:4326", None).map_err(|error| unknown(error.to_string()))?;
        Ok(Self { from_wgs84, to_wgs84, area_of_use: area_of_use(crs) })
    }

    /// Position on the map; `None` where the projection does not reach.
    #[must_use]
    pub fn to_metric(&self, position: LonLat) -> Option<Projected> {
        let (east_m, north_m) = self.from_wgs84.convert((position.lon_deg, position.lat_deg)).ok()?;
        (east_m.is_finite() && north_m.is_finite()).then_some(Projected { east_m, north_m })
    }

    /// Length on the map of a metre on the ground at a position, the direction that is stretched or shrunk most;
    /// `None` where the projection does not reach.
    #[must_use]
    pub fn scale_ratio(&self, at: LonLat) -> Option<f64> {
        const STEP_DEG: f64 = 1e-4;
        let here = self.to_metric(at)?;
        let east = self.to_metric(LonLat { lon_deg: at.lon_deg + STEP_DEG, ..at })?;
        let north = self.to_metric(LonLat { lat_deg: at.lat_deg + STEP_DEG, ..at })?;
        let (sine, cosine) = at.lat_deg.to_radians().sin_cos();
        let (axis_m, eccentricity_squared) = WGS84;
        let bend = 1.0 - eccentricity_squared * sine * sine;
        let east_m = STEP_DEG.to_radians() * cosine * axis_m / bend.sqrt();
        let north_m = STEP_DEG.to_radians() * axis_m * (1.0 - eccentricity_squared) / bend.powf(1.5);
        let scales = [here.distance_m(east) / east_m, here.distance_m(north) / north_m];
        scales.into_iter().max_by(|a, b| (a - 1.0).abs().total_cmp(&(b - 1.0).abs()))
    }

    /// Azimuth on the map of true north at a position, degrees clockwise from the north of the map's grid; `None` where the
    /// projection does not reach.
    #[must_use]
    pub fn true_north_deg(&self, at: LonLat) -> Option<f64> {
        const STEP_DEG: f64 = 1e-3;
        let (south, north) = (at.lat_deg - STEP_DEG, at.lat_deg + STEP_DEG);
        let [south, north] = [south, north].map(|lat_deg| self.to_metric(LonLat { lat_deg, ..at }));
        let (south, north) = (south?, north?);
        Some((north.east_m - south.east_m).atan2(north.north_m - south.north_m).to_degrees())
    }

    /// Position on the ellipsoid; `None` where the projection does not reach.
    #[must_use]
    pub fn to_lon_lat(&self, position: Projected) -> Option<LonLat> {
        let (lon_deg, lat_deg) = self.to_wgs84.convert((position.east_m, position.north_m)).ok()?;
        (lon_deg.is_finite() && lat_deg.is_finite()).then_some(LonLat { lon_deg, lat_deg })
    }
}

/// Semi-major axis of WGS 84, m, and its first eccentricity squared. *Source*: NGA.STND.0036, *unverified*.
const WGS84: (f64, f64) = (6_378_137.0, 0.006_694_379_990_14);

fn area_of_use(crs: &str) -> Option<BoxDeg> {
    let (area, _) = Proj::new(crs).ok()?.area_of_use().ok()?;
    area.map(|area| BoxDeg {
        west_deg: area.west,
        south_deg: area.south,
        east_deg: area.east,
        north_deg: area.north,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genoa_lighthouse_goes_to_utm_32_and_back() {
        let projection = Projection::new("EPSG:32632").unwrap();
        let lighthouse = LonLat { lon_deg: 8.9045, lat_deg: 44.4045 };
        let there = projection.to_metric(lighthouse).unwrap();
        assert!(
            (there.east_m - 492_398.0).abs() < 50.0 && (there.north_m - 4_916_730.0).abs() < 500.0,
            "{there:?}"
        );
        let back = projection.to_lon_lat(there).unwrap();
        assert!((back.lon_deg - lighthouse.lon_deg).abs() < 1e-9);
        assert!((back.lat_deg - lighthouse.lat_deg).abs() < 1e-9);
        let area = projection.area_of_use.unwrap();
        assert_eq!((area.west_deg, area.east_deg), (6.0, 12.0));
    }

    #[test]
    fn true_north_leans_towards_the_central_meridian() {
        // west of 9° E the meridians of zone 32 run to the east of the grid's north: (9 - 7.8)° · sin 44° = 0.8336°
        let projection = Projection::new("EPSG:32632").unwrap();
        let north_deg = |lon_deg| projection.true_north_deg(LonLat { lon_deg, lat_deg: 44.0 }).unwrap();
        assert!((north_deg(7.8) - 0.8336).abs() < 0.001, "{}", north_deg(7.8));
        assert!(north_deg(9.0).abs() < 1e-9 && north_deg(10.2) < -0.8);
    }

    #[test]
    fn utm_keeps_lengths_and_web_mercator_does_not() {
        let genoa = LonLat { lon_deg: 8.9, lat_deg: 44.4 };
        let scale = |crs| Projection::new(crs).unwrap().scale_ratio(genoa).unwrap();
        assert!((scale("EPSG:32632") - 0.9996).abs() < 1e-4);
        // 1 / cos(44.4°) = 1.3997, a little less eastwards on the ellipsoid.
        assert!((scale("EPSG:3857") - 1.4).abs() < 0.01);
    }

    #[test]
    fn an_unknown_code_is_a_problem() {
        let problem = Projection::new("EPSG:123456789").err().unwrap();
        assert_eq!(problem.code, "unknown-crs");
    }
}
