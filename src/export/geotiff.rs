//! `coverage.tif`: the coverage rasters of the chosen sites, one band by quantity, in the working projection.

use std::path::Path;

use super::dictionary::BANDS;
use super::stamp::Stamp;
use super::{Results, quantities};
use crate::problem::Error;
use crate::raster::{Band, Image, cloud_optimised_geotiff};

/// Writes the whole file.
///
/// # Errors
/// [`Error::Failed`] when the coordinate reference system is unknown to GDAL.
pub(super) fn coverage(results: &Results, file: &Path) -> Result<(), Error> {
    let grid = &results.terrain.grid;
    let bands = BANDS.iter().zip(quantities(results.rasters)).map(|(field, values)| Band {
        name: field.name,
        unit: field.unit,
        meaning: field.meaning,
        values,
    });
    let image = Image {
        crs: &results.terrain.crs,
        geo_transform: grid.geo_transform(),
        metadata: &Stamp::of(results.plan).lines(),
        bands: &bands.collect::<Vec<_>>(),
    };
    cloud_optimised_geotiff(&image, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn every_quantity_has_its_band_in_the_order_of_the_dictionary() {
        let names = BANDS.iter().map(|band| band.name).collect::<Vec<_>>();
        let fields = "rx_level_dbm sinr_db uplink_sinr_db margin_db probability_ratio mcs rate_mbps uplink_rate_mbps best_server sector server_count";
        assert_eq!(names.join(" "), fields);
        assert_eq!(names.len(), quantities(&sample::World::new().rasters).len());
    }
}
