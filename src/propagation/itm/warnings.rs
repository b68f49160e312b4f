//! What is only known once the path has been followed: derived quantities with their ranges, and NTIA's warning flags.

use super::super::profile::Profile;
use super::super::quantity::{OutOfRange, Quantity, Warning, Warnings};
use super::inputs::{FREQUENCY, RX_HEIGHT, TX_HEIGHT};
use super::smooth_earth::X_0_LEAST_KM;
use super::terms::Terms;

const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// How far a point may lie from its place among equal steps; the bound is ours, with room for distances in whole metres.
pub static UNEVENNESS: Quantity = Quantity::new("unevenness of the spacing", "", "steps", (0.0, 0.05));

/// Length of the path; NTIA has no bounds in point-to-point mode, these keep a slip of units out.
pub static LENGTH: Quantity =
    Quantity::new("path length", "d", "km", (0.001, 20_000.0)).usually((1.0, 1000.0));

/// Difference of the effective heights over the length of the path.
pub static INCLINATION: Quantity =
    Quantity::new("inclination between the effective heights", "|h_e1 - h_e2| / d", "mrad", ANY)
        .usually((0.0, 200.0));

/// Elevation angle of the transmitter's horizon.
pub static TX_HORIZON_ANGLE: Quantity =
    Quantity::new("transmitter's horizon angle", "theta_hzn_tx", "mrad", ANY).usually((-200.0, 200.0));

/// Elevation angle of the receiver's horizon.
pub static RX_HORIZON_ANGLE: Quantity =
    Quantity::new("receiver's horizon angle", "theta_hzn_rx", "mrad", ANY).usually((-200.0, 200.0));

/// Distance of the transmitter's horizon, in parts of that over a smooth Earth.
pub static TX_HORIZON_RATIO: Quantity = Quantity::new(
    "transmitter's horizon distance over that of a smooth Earth",
    "d_hzn_tx / d_Ls_tx",
    "",
    ANY,
)
.usually((0.1, 3.0));

/// Distance of the receiver's horizon, in parts of that over a smooth Earth.
pub static RX_HORIZON_RATIO: Quantity =
    Quantity::new("receiver's horizon distance over that of a smooth Earth", "d_hzn_rx / d_Ls_rx", "", ANY)
        .usually((0.1, 3.0));

/// Standard normal deviate of the most extreme percentage that counts in the mode.
pub static DEVIATE: Quantity =
    Quantity::new("normal deviate of a percentage", "z", "", ANY).usually((-3.10, 3.10));

/// Refractivity at the height of the path.
pub static SURFACE_REFRACTIVITY: Quantity =
    Quantity::new("surface refractivity", "N_s", "N-units", (150.0, 400.0)).usually((250.0, 400.0));

/// Normalised distance of the smooth-Earth method; below it the method is held at the bound. NTIA has no flag for it.
pub static X_0: Quantity = Quantity::new("normalised distance of smooth-Earth diffraction", "x_0", "km", ANY)
    .usually((X_0_LEAST_KM, f64::INFINITY));

/// Refuses a profile that the model cannot read.
pub(super) fn check_profile(profile: &Profile, warnings: &mut Warnings) -> Result<(), OutOfRange> {
    profile.check()?;
    let count = profile.distance_km.len();
    LENGTH.check(profile.length_km(), &mut Warnings::default())?;
    let step_km = profile.length_km() / (count - 1) as f64;
    let mut places = profile.distance_km.iter().enumerate();
    places.try_for_each(|(index, distance_km)| {
        UNEVENNESS.check((distance_km / step_km - index as f64).abs(), warnings)
    })
}

/// Notes what the terms of a path say about the model's fitness for it.
pub(super) fn check_terms(terms: &Terms, warnings: &mut Warnings) -> Result<(), OutOfRange> {
    LENGTH.check(terms.d_km, warnings)?;
    SURFACE_REFRACTIVITY.check(terms.n_s_n_units, warnings)?;
    INCLINATION.check((terms.h_e_tx_m - terms.h_e_rx_m).abs() / terms.d_km, warnings)?;
    TX_HORIZON_ANGLE.check(terms.theta_tx_mrad, warnings)?;
    RX_HORIZON_ANGLE.check(terms.theta_rx_mrad, warnings)?;
    TX_HORIZON_RATIO.check(terms.horizon_tx_km / terms.d_ls_tx_km, warnings)?;
    RX_HORIZON_RATIO.check(terms.horizon_rx_km / terms.d_ls_rx_km, warnings)?;
    DEVIATE.check(terms.z_extreme, warnings)?;
    X_0.check(terms.x_0_km, warnings)
}

/// NTIA's warning flags (`ERRORS_AND_WARNINGS.md`) for the warnings of a path.
#[must_use]
pub fn ntia_flags(warnings: &Warnings) -> u32 {
    warnings.iter().map(ntia_flag).fold(0, |flags, flag| flags | flag)
}

fn ntia_flag(warning: &Warning) -> u32 {
    let is = |quantity: &'static Quantity| std::ptr::eq(warning.quantity, quantity);
    let below = warning.value < warning.quantity.usual.0;
    let either = |flag_below, flag_above| if below { flag_below } else { flag_above };
    if is(&LENGTH) {
        let beyond_all_use = if warning.value > 2000.0 { 0x10 } else { 0 };
        return either(0x40, 0x08 | beyond_all_use);
    }
    let flags = [
        (&TX_HEIGHT, 0x01),
        (&RX_HEIGHT, 0x02),
        (&FREQUENCY, 0x04),
        (&INCLINATION, 0x20),
        (&TX_HORIZON_ANGLE, 0x80),
        (&RX_HORIZON_ANGLE, 0x100),
        (&TX_HORIZON_RATIO, either(0x200, 0x800)),
        (&RX_HORIZON_RATIO, either(0x400, 0x1000)),
        (&DEVIATE, 0x2000),
        (&SURFACE_REFRACTIVITY, 0x4000),
    ];
    flags.into_iter().find(|(quantity, _)| is(quantity)).map_or(0, |(_, flag)| flag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flag(quantity: &'static Quantity, value: f64) -> u32 {
        let mut warnings = Warnings::default();
        quantity.check(value, &mut warnings).unwrap();
        ntia_flags(&warnings)
    }

    #[test]
    fn every_flag_of_the_list() {
        let flags = [
            (flag(&TX_HEIGHT, 0.9), 0x0001),
            (flag(&RX_HEIGHT, 1001.0), 0x0002),
            (flag(&FREQUENCY, 39.9), 0x0004),
            (flag(&LENGTH, 1001.0), 0x0008),
            (flag(&LENGTH, 2001.0), 0x0018),
            (flag(&INCLINATION, 201.0), 0x0020),
            (flag(&LENGTH, 0.9), 0x0040),
            (flag(&TX_HORIZON_ANGLE, -201.0), 0x0080),
            (flag(&RX_HORIZON_ANGLE, 201.0), 0x0100),
            (flag(&TX_HORIZON_RATIO, 0.09), 0x0200),
            (flag(&RX_HORIZON_RATIO, 0.09), 0x0400),
            (flag(&TX_HORIZON_RATIO, 3.1), 0x0800),
            (flag(&RX_HORIZON_RATIO, 3.1), 0x1000),
            (flag(&DEVIATE, -3.2), 0x2000),
            (flag(&SURFACE_REFRACTIVITY, 249.0), 0x4000),
            (flag(&X_0, -1.0), 0),
        ];
        for (found, wanted) in flags {
            assert_eq!(found, wanted, "{wanted:#06x}");
        }
    }

    #[test]
    fn flags_add_up_and_usual_values_raise_none() {
        let mut warnings = Warnings::default();
        assert_eq!(ntia_flags(&warnings), 0);
        for (quantity, value) in [(&TX_HEIGHT, 0.5), (&DEVIATE, 3.2), (&LENGTH, 1.0), (&FREQUENCY, 40.0)] {
            quantity.check(value, &mut warnings).unwrap();
        }
        assert_eq!(ntia_flags(&warnings), 0x2001);
    }
}
