//! P.530 §2.2.1: the radius of the first Fresnel zone, and the loss of a path whose ray comes close to the ground.
//!
//! One of the implementations read (`eeveetza/p530`) multiplies by d1 + d2 where the other two divide; division it is,
//! as the radius must be that of an ellipsoid, equal at both ends.

/// Radius of the first Fresnel zone, m, at distances d1 and d2 (km) from the two ends.
#[must_use]
pub fn first_fresnel_radius_m(d1_km: f64, d2_km: f64, frequency_ghz: f64) -> f64 {
    // F1 = 17.3 √(d1 d2 / (f d))
    17.3 * (d1_km * d2_km / (frequency_ghz * (d1_km + d2_km))).sqrt()
}

/// Diffraction loss over average terrain, dB, of a ray at a height (m, negative where it is blocked) above an obstacle,
/// where the first Fresnel zone has a radius (m).
///
/// Made for losses above 15 dB; 0 from half a radius of clearance on, where the formula would promise a gain.
#[must_use]
pub fn diffraction_fading_db(clearance_m: f64, first_fresnel_radius_m: f64) -> f64 {
    // Ad = -20 h / F1 + 10
    (-20.0 * clearance_m / first_fresnel_radius_m + 10.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresnel_radius_worked_by_hand() {
        // 17.3 sqrt(5·15 / (7·20)) = 17.3 · 0.731925
        assert!((first_fresnel_radius_m(5.0, 15.0, 7.0) - 12.662_30).abs() < 1e-4);
    }

    #[test]
    fn a_grazing_ray_loses_ten_decibels_and_a_blocked_one_twenty_more_a_radius() {
        assert_eq!(diffraction_fading_db(0.0, 12.0), 10.0);
        assert_eq!(diffraction_fading_db(-12.0, 12.0), 30.0);
        assert_eq!(diffraction_fading_db(6.0, 12.0), 0.0);
        assert_eq!(diffraction_fading_db(100.0, 12.0), 0.0);
    }
}
