//! Location variability, ITU-R P.1812 §4.7 and §4.9.

use super::inverse_normal::inverse_normal;

/// Standard deviation of the loss over the locations of a small area, dB: outdoors, for an antenna at a height above
/// ground among clutter of some height (m), the area a square of a given width (m).
///
/// *Source*: P.1812 §4.7, eq. (64) and (65); the numbers as they stand in public implementations.
///
/// # Example
/// ```
/// use divario::propagation::p1812::location_sigma_db;
/// // squares of 100 m at 3.5 GHz, a terminal in the street
/// assert_eq!(format!("{:.2}", location_sigma_db(3_500.0, 100.0, 1.5, 10.0)), "2.19");
/// // 10 m above the roofs there is no variability left
/// assert_eq!(location_sigma_db(3_500.0, 100.0, 20.0, 10.0), 0.0);
/// ```
#[must_use]
pub fn location_sigma_db(
    frequency_mhz: f64,
    width_m: f64,
    antenna_height_m: f64,
    clutter_height_m: f64,
) -> f64 {
    let sigma_l = (0.024 * frequency_mhz / 1000.0 + 0.52) * width_m.powf(0.28); // P.1812 eq. (64)
    let u = (1.0 - (antenna_height_m - clutter_height_m) / 10.0).clamp(0.0, 1.0); // P.1812 eq. (65)
    u * sigma_l
}

/// Loss not exceeded at a percentage of locations, dB, from that of half of them and of the clear path.
#[inline(always)]
pub(super) fn loss_at_locations_db(lb0p_db: f64, lbc_db: f64, location_percent: f64, sigma_db: f64) -> f64 {
    // P.1812 eq. (69), outdoors: Lloc = 0 by eq. (67a)
    lb0p_db.max(lbc_db - inverse_normal(location_percent / 100.0) * sigma_db)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_locations_cost_more_and_none_less_than_a_clear_path() {
        let at = |percent| loss_at_locations_db(120.0, 130.0, percent, 5.5);
        assert!((at(50.0) - 130.0).abs() < 1e-7);
        assert!((at(90.0) - 130.0 - 1.281_552 * 5.5).abs() < 0.003);
        assert_eq!(at(1.0), 120.0);
    }

    #[test]
    fn variability_fades_over_ten_metres_above_the_clutter() {
        // (0.024·0.9 + 0.52) · 100^0.28 = 0.5416 · 3.630781
        assert!((location_sigma_db(900.0, 100.0, 5.0, 10.0) - 1.966_431).abs() < 1e-5);
        assert!((location_sigma_db(900.0, 100.0, 15.0, 10.0) - 0.983_215).abs() < 1e-5);
        assert_eq!(location_sigma_db(900.0, 100.0, 10.0, 10.0), location_sigma_db(900.0, 100.0, 0.0, 10.0));
    }
}
