//! `coverage.tif`: the coverage rasters of the chosen sites, one band by quantity, in the working projection.

use ndarray::Array2;

use super::dictionary::BANDS;
use super::stamp::Stamp;
use super::{Results, failed};
use crate::coverage::Rasters;
use crate::problem::Error;
use crate::raster::{Band, Image, cloud_optimised_geotiff};

/// The whole file.
///
/// # Errors
/// [`Error::Failed`] when the coordinate reference system is unknown to GDAL, or the arrays do not fit the grid.
pub(super) fn coverage(results: &Results) -> Result<Vec<u8>, Error> {
    let grid = &results.terrain.grid;
    let quantities = quantities(results.rasters);
    if quantities.iter().any(|values| values.dim() != (grid.rows, grid.cols)) {
        return Err(failed("the coverage rasters do not fit the terrain grid"));
    }
    let bands = BANDS.iter().zip(quantities).map(|(field, values)| Band {
        name: field.name,
        unit: field.unit,
        meaning: field.meaning,
        values,
    });
    cloud_optimised_geotiff(&Image {
        crs: &results.terrain.crs,
        geo_transform: grid.geo_transform(),
        metadata: &Stamp::of(results.plan).lines(),
        bands: &bands.collect::<Vec<_>>(),
    })
}

/// In the order of [`BANDS`].
fn quantities(rasters: &Rasters) -> [&Array2<f32>; 6] {
    let Rasters { rx_level_dbm, margin_db, probability_ratio, rate_mbps, best_server, server_count } =
        rasters;
    [rx_level_dbm, margin_db, probability_ratio, rate_mbps, best_server, server_count]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn every_quantity_has_its_band_in_the_order_of_the_dictionary() {
        let names = BANDS.iter().map(|band| band.name).collect::<Vec<_>>();
        let fields = stringify!(rx_level_dbm margin_db probability_ratio rate_mbps best_server server_count);
        assert_eq!(names.join(" "), fields);
        assert_eq!(names.len(), quantities(&sample::World::new().rasters).len());
    }

    #[test]
    fn arrays_of_another_size_are_refused() {
        let mut world = sample::World::new();
        world.rasters.margin_db = Array2::zeros((2, 2));
        assert!(coverage(&world.results()).unwrap_err().to_string().contains("do not fit"));
    }
}
