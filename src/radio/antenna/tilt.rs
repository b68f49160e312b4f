//! A mechanical down-tilt: the whole antenna is turned about the axis that runs across its boresight.
//!
//! The axes of the antenna are x ahead, y to the right, z up. Tilted by τ its x points τ below the horizon ahead, and
//! τ above it behind; to the sides it stays where it was, which no electrical tilt does.

/// The direction as the tilted antenna sees it: azimuth off boresight (−180 to 180) and elevation, degrees.
///
/// Exact: a unit vector is turned, so directions near the zenith come out as right as those on the horizon.
pub(super) fn in_antenna_frame(
    azimuth_off_deg: f64,
    elevation_deg: f64,
    mechanical_tilt_deg: f64,
) -> (f64, f64) {
    let (sin_azimuth, cos_azimuth) = azimuth_off_deg.to_radians().sin_cos();
    let (sin_elevation, cos_elevation) = elevation_deg.to_radians().sin_cos();
    let (sin_tilt, cos_tilt) = mechanical_tilt_deg.to_radians().sin_cos();
    let (x, y, z) = (cos_elevation * cos_azimuth, cos_elevation * sin_azimuth, sin_elevation);
    let (ahead, up) = (x * cos_tilt - z * sin_tilt, x * sin_tilt + z * cos_tilt);
    (y.atan2(ahead).to_degrees(), up.atan2(ahead.hypot(y)).to_degrees())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_near(found: (f64, f64), expected: (f64, f64)) {
        let off_deg = (found.0 - expected.0).abs().max((found.1 - expected.1).abs());
        assert!(off_deg < 1e-9, "{found:?} instead of {expected:?}");
    }

    #[test]
    fn the_beam_lies_below_the_horizon_ahead_and_above_it_behind() {
        assert_near(in_antenna_frame(0.0, -6.0, 6.0), (0.0, 0.0));
        assert_near(in_antenna_frame(180.0, 6.0, 6.0), (180.0, 0.0));
        assert_near(in_antenna_frame(0.0, 0.0, 6.0), (0.0, 6.0));
        assert_near(in_antenna_frame(180.0, 0.0, 6.0), (180.0, -6.0));
    }

    #[test]
    fn the_axis_of_the_tilt_stays_where_it_was() {
        assert_near(in_antenna_frame(90.0, 0.0, 6.0), (90.0, 0.0));
        assert_near(in_antenna_frame(-90.0, 0.0, 6.0), (-90.0, 0.0));
    }

    #[test]
    fn half_way_aside_on_the_horizon_worked_by_hand() {
        // x = cos 60° = 0.5, y = sin 60°, z = 0, τ = 10°: ahead 0.5 cos 10° = 0.492404, up 0.5 sin 10° = 0.086824
        assert_near(
            in_antenna_frame(60.0, 0.0, 10.0),
            (
                (3.0_f64.sqrt() / 2.0).atan2(0.5 * 10.0_f64.to_radians().cos()).to_degrees(),
                (0.5 * 10.0_f64.to_radians().sin()).asin().to_degrees(),
            ),
        );
    }

    proptest! {
        #[test]
        fn no_tilt_changes_nothing(azimuth_deg in -179.9..179.9_f64, elevation_deg in -89.9..89.9_f64) {
            assert_near(in_antenna_frame(azimuth_deg, elevation_deg, 0.0), (azimuth_deg, elevation_deg));
        }

        #[test]
        fn tilting_back_undoes_a_tilt(
            azimuth_deg in -170.0..170.0_f64, elevation_deg in -60.0..60.0_f64, tilt_deg in -25.0..25.0_f64,
        ) {
            let (azimuth, elevation) = in_antenna_frame(azimuth_deg, elevation_deg, tilt_deg);
            assert_near(in_antenna_frame(azimuth, elevation, -tilt_deg), (azimuth_deg, elevation_deg));
        }
    }
}
