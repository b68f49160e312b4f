//! What a profile must be before any model looks at it: from 0 upwards, numbers that exist on Earth, one of each a point.

use super::profile::Profile;
use super::quantity::{OutOfRange, Quantity, Warnings};

/// Number of points: the two ends and at least one between them.
pub static POINTS: Quantity = Quantity::new("number of profile points", "n", "", (3.0, 1e6));

/// Distance of the first point, which is the transmitter.
pub static START: Quantity = Quantity::new("distance of the first point", "d_0", "km", (0.0, 0.0));

/// Distance from one point to the next; the upper bound is ours.
pub static STEP: Quantity =
    Quantity::new("distance from one point to the next", "d_i - d_(i-1)", "km", (1e-9, 20_000.0));

/// Height of the ground above mean sea level; the bounds are ours, with room around what exists on Earth.
pub static GROUND_HEIGHT: Quantity = Quantity::new("ground height", "h", "m", (-500.0, 9_000.0));

/// Height of what stands on the ground; the upper bound is ours.
pub static CLUTTER_HEIGHT: Quantity = Quantity::new("clutter height", "R", "m", (0.0, 1_000.0));

/// Clutter heights, and zones where there are any, for each point.
pub static VALUES_PER_POINT: Quantity = Quantity::new("values for each point", "", "", (1.0, 1.0));

/// Height of an antenna above ground, for models that set no narrower range; the bounds are ours.
pub static ANTENNA_HEIGHT: Quantity =
    Quantity::new("antenna height above ground", "h", "m", (0.0, 10_000.0)).usually((0.5, 3_000.0));

impl Profile<'_> {
    /// Whether the profile is one: checked once, so that the models need not look again.
    ///
    /// # Errors
    /// [`OutOfRange`] for the first value that cannot be.
    ///
    /// # Example
    /// ```
    /// use divario::propagation::Profile;
    /// let profile =
    ///     Profile { distance_km: &[0.0, 2.0, 1.0], ground_m: &[0.0; 3], clutter_m: &[0.0; 3], zone: &[] };
    /// let error = profile.check().unwrap_err();
    /// assert!(error.to_string().starts_with("distance from one point to the next of -1 km"));
    /// ```
    pub fn check(&self) -> Result<(), OutOfRange> {
        let mut none = Warnings::default();
        let count = self.distance_km.len() as f64;
        POINTS.check(count, &mut none)?;
        let zones = if self.zone.is_empty() { count } else { self.zone.len() as f64 };
        for values in [self.ground_m.len() as f64, self.clutter_m.len() as f64, zones] {
            VALUES_PER_POINT.check(values / count, &mut none)?;
        }
        START.check(self.distance_km[0], &mut none)?;
        self.distance_km.windows(2).try_for_each(|ends| STEP.check(ends[1] - ends[0], &mut none))?;
        self.ground_m.iter().try_for_each(|height_m| GROUND_HEIGHT.check(*height_m, &mut none))?;
        self.clutter_m.iter().try_for_each(|height_m| CLUTTER_HEIGHT.check(*height_m, &mut none))
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::Zone;
    use super::super::profile::tests::Path;
    use super::*;

    fn refused(spoil: impl FnOnce(&mut Path)) -> &'static Quantity {
        let mut path = Path::even(1.0, &[10.0, 20.0, 30.0, 20.0]);
        assert!(path.profile().check().is_ok());
        spoil(&mut path);
        path.profile().check().unwrap_err().quantity
    }

    #[test]
    fn everything_that_cannot_be_is_named() {
        assert_eq!(refused(|path| path.distance_km[0] = 0.5), &START);
        assert_eq!(refused(|path| path.distance_km[2] = 1.0), &STEP);
        assert_eq!(refused(|path| path.distance_km[1] = f64::NAN), &STEP);
        assert_eq!(refused(|path| path.ground_m[1] = f64::INFINITY), &GROUND_HEIGHT);
        assert_eq!(refused(|path| path.ground_m[3] = f64::NAN), &GROUND_HEIGHT);
        assert_eq!(refused(|path| path.clutter_m[1] = -1.0), &CLUTTER_HEIGHT);
        assert_eq!(refused(|path| path.clutter_m.truncate(3)), &VALUES_PER_POINT);
        assert_eq!(refused(|path| *path = Path::even(1.0, &[0.0, 0.0])), &POINTS);
    }

    #[test]
    fn zones_are_none_or_one_a_point() {
        let path = Path::even(1.0, &[10.0, 20.0, 30.0]);
        let with = |zone: &[Zone]| Profile { zone, ..path.profile() }.check();
        assert!(with(&[Zone::Sea; 3]).is_ok());
        assert_eq!(with(&[Zone::Sea; 2]).unwrap_err().quantity, &VALUES_PER_POINT);
    }
}
