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

    /// Position on the ellipsoid; `None` where the projection does not reach.
    #[must_use]
    pub fn to_lon_lat(&self, position: Projected) -> Option<LonLat> {
        let (lon_deg, lat_deg) = self.to_wgs84.convert((position.east_m, position.north_m)).ok()?;
        (lon_deg.is_finite() && lat_deg.is_finite()).then_some(LonLat { lon_deg, lat_deg })
    }
}

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
    fn an_unknown_code_is_a_problem() {
        let problem = Projection::new("EPSG:123456789").err().unwrap();
        assert_eq!(problem.code, "unknown-crs");
    }
}
