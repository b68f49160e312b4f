//! The inputs of P.1812 with the ranges for which it was made.

use crate::propagation::profile_check;
use crate::propagation::quantity::Quantity;

/// Carrier frequencies: title and §1 of the recommendation.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "MHz", (30.0, 6_000.0));

/// Percentages of an average year: table 1 of the recommendation.
pub static TIME_PERCENT: Quantity = Quantity::new("percentage of time", "p", "%", (1.0, 50.0));

/// Percentages of locations: table 1 of the recommendation.
pub static LOCATION_PERCENT: Quantity = Quantity::new("percentage of locations", "pL", "%", (1.0, 99.0));

/// Standard deviations over locations; the limit is ours, 5.5 dB is usual for broadcasting.
pub static LOCATION_SIGMA: Quantity = Quantity::new("location variability", "sigmaL", "dB", (0.0, 20.0));

/// Heights of an antenna above ground: table 1 of the recommendation.
pub static ANTENNA_HEIGHT: Quantity = Quantity::new("antenna height", "htg, hrg", "m", (1.0, 3_000.0));

/// Lengths of a path along the ground: made for about 0.25 to 3000 km (§1), usable below.
pub static LENGTH: Quantity =
    Quantity::new("path length", "d", "km", (0.001, 3_000.0)).usually((0.25, 3_000.0));

/// Points of a profile: one between the ends is needed, the reference implementation asks for five in all.
pub static POINTS: Quantity = profile_check::POINTS.usually((5.0, profile_check::POINTS.valid.1));

/// Fall of the refractivity in the lowest kilometre of air: positive, and below the pole at 157; the limits are ours,
/// the usual ones *unverified*.
pub static DELTA_N: Quantity =
    Quantity::new("refractivity lapse rate", "deltaN", "N-units/km", (1.0, 150.0)).usually((20.0, 100.0));

/// Refractivity at sea level; the limits are ours, the usual ones *unverified*.
pub static N0: Quantity =
    Quantity::new("sea-level refractivity", "N0", "N-units", (200.0, 500.0)).usually((270.0, 400.0));

/// Latitudes of the middle of the path: the reference implementation takes terminals up to 80°.
pub static LATITUDE: Quantity =
    Quantity::new("latitude", "phi", "degrees", (-90.0, 90.0)).usually((-80.0, 80.0));

/// Distances of an end from the coast; the limit is ours.
pub static COAST_DISTANCE: Quantity =
    Quantity::new("distance from the coast", "dct, dcr", "km", (0.0, 10_000.0));

/// ΔN where nothing better is known, N-units/km: the default of the reference implementation `eeveetza/p1812`, and the
/// value of its European validation paths. For Liguria *unverified* against the map DN50 of P.1812, which may not be
/// redistributed.
pub const DELTA_N_DEFAULT_N_UNITS_PER_KM: f64 = 45.0;

/// N0 where nothing better is known, N-units: the default of the reference implementation `eeveetza/p1812`. For Liguria
/// *unverified* against the map N050 of P.1812.
pub const N0_DEFAULT_N_UNITS: f64 = 325.0;

/// Latitude of the middle of Liguria, degrees.
pub const LATITUDE_LIGURIA_DEG: f64 = 44.3;
