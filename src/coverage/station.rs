//! A transmitter on the map, and where it is listened for.

use super::Access;
use crate::propagation::Zone;
use crate::propagation::radial::{Receiver, Transmitter};
use crate::sites::Site;
use crate::terrain::{Terrain, height_at, zone_at};
use crate::units::Projected;

/// A transmitter on the map, and the receivers that it is heard by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Station {
    /// Where it stands.
    pub position: Projected,
    /// Height of its antenna above ground, m.
    pub antenna_height_m: f64,
    /// Height of the receivers' antennas above ground, m.
    pub rx_height_m: f64,
    /// How far it is listened for, m.
    pub range_m: f64,
    /// Where it is listened for; all around if there is none.
    pub sector: Option<AzimuthRange>,
}

impl Station {
    /// A site of an access network.
    pub(super) fn of(access: &Access, site: &Site) -> Self {
        Self {
            position: site.position,
            antenna_height_m: site.terms.antenna_height_m,
            rx_height_m: access.cpe_height_m(),
            range_m: access.range_max_m(),
            sector: None,
        }
    }

    /// Its antenna over the ground; `None` where that is not known.
    pub(super) fn transmitter(&self, terrain: &Terrain) -> Option<Transmitter> {
        let ground_m = height_at(terrain, self.position);
        let antenna_m = ground_m + self.antenna_height_m;
        (!ground_m.is_nan()).then(|| Transmitter {
            ground_m,
            antenna_m,
            zone: zone_at(terrain, self.position),
        })
    }

    /// A household's antenna behind so many samples, so far away on ground so high (m above mean sea level), in a zone.
    pub(super) fn receiver(&self, before: usize, distance_m: f64, ground_m: f64, zone: Zone) -> Receiver {
        let (d_km, antenna_m) = (distance_m / 1_000.0, ground_m + self.rx_height_m);
        Receiver { before, d_km, ground_m, antenna_m, zone }
    }
}

/// A range of azimuths, clockwise from the north of the map's grid. Ranges that meet share no place: one begins where the
/// other ends.
///
/// # Example
/// ```
/// use divario::coverage::AzimuthRange;
/// let north = AzimuthRange { azimuth_deg: 0.0, width_deg: 120.0 };
/// assert!(north.holds(0.0, 1.0) && north.holds(-1.0, 1.0) && !north.holds(0.0, -1.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AzimuthRange {
    /// Azimuth of its middle, degrees.
    pub azimuth_deg: f64,
    /// From one side to the other, degrees; 360 and more are all around.
    pub width_deg: f64,
}

impl AzimuthRange {
    /// Whether a place so far to the east and north (in one unit, whatever it is) lies in it.
    #[must_use]
    pub fn holds(&self, east: f64, north: f64) -> bool {
        let azimuth_deg = east.atan2(north).to_degrees();
        let beyond_deg = (azimuth_deg - (self.azimuth_deg - 0.5 * self.width_deg)).rem_euclid(360.0);
        beyond_deg < self.width_deg
    }

    /// Whether any place may, that lies between two directions (east and north) less than half a turn apart.
    pub(super) fn may_hold(&self, [one, other]: [(f64, f64); 2]) -> bool {
        let [one_deg, other_deg] =
            [one, other].map(|(east, north): (f64, f64)| east.atan2(north).to_degrees());
        let apart_deg = |from_deg: f64, to_deg: f64| (to_deg - from_deg + 180.0).rem_euclid(360.0) - 180.0;
        let half_deg = 0.5 * apart_deg(one_deg, other_deg);
        let off_deg = apart_deg(self.azimuth_deg, one_deg + half_deg).abs();
        off_deg <= 0.5 * self.width_deg + half_deg.abs() + ROUNDING_DEG
    }
}

/// More than rounding moves an azimuth, degrees.
const ROUNDING_DEG: f64 = 1e-6;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn towards(azimuth_deg: f64) -> (f64, f64) {
        let azimuth_rad = azimuth_deg.to_radians();
        (azimuth_rad.sin(), azimuth_rad.cos())
    }

    proptest! {
        #[test]
        fn sectors_that_meet_share_all_places_out(
            first_deg in -720.0..720.0_f64, one in 10.0..170.0_f64, two in 10.0..170.0_f64, at_deg in 0.0..360.0_f64,
        ) {
            let mut begin_deg = first_deg;
            let (east, north) = towards(at_deg);
            let mut held = 0;
            for width_deg in [one, two, 360.0 - one - two] {
                let sector = AzimuthRange { azimuth_deg: begin_deg + 0.5 * width_deg, width_deg };
                held += u32::from(sector.holds(east, north));
                begin_deg += width_deg;
            }
            prop_assert_eq!(held, 1);
            let all_around = AzimuthRange { azimuth_deg: first_deg, width_deg: 360.0 };
            prop_assert!(all_around.holds(east, north));
        }

        #[test]
        fn no_wedge_is_left_out_that_holds_a_place(
            azimuth_deg in 0.0..360.0_f64, width_deg in 0.001..360.0_f64,
            at_deg in 0.0..360.0_f64, wedge_deg in 0.001..40.0_f64, share in 0.0..1.0_f64,
        ) {
            let sector = AzimuthRange { azimuth_deg, width_deg };
            let wedge = [towards(at_deg), towards(at_deg + wedge_deg)];
            let (east, north) = towards(at_deg + share * wedge_deg);
            prop_assert!(sector.may_hold(wedge) || !sector.holds(east, north));
        }
    }

    #[test]
    fn a_wedge_on_the_other_side_is_left_out() {
        let sector = AzimuthRange { azimuth_deg: 350.0, width_deg: 60.0 };
        assert!(
            sector.may_hold([towards(15.0), towards(25.0)])
                && !sector.may_hold([towards(21.0), towards(25.0)])
        );
        assert!(!sector.may_hold([towards(170.0), towards(179.0)]));
    }
}
