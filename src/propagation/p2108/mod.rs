//! Clutter loss, ITU-R P.2108-1 (09/2021): what roofs and trees around an antenna cost.
//!
//! | file | section | for |
//! |---|---|---|
//! | [`HeightGain`] | §3.1 | an antenna of known height among clutter of known kind, 0.03 to 3 GHz, median |
//! | [`StatisticalClutter`] | §3.2 | an antenna somewhere below the roofs of a town, 0.5 to 67 GHz, by share of locations |
//!
//! Either is added to the basic transmission loss of a path without the clutter in question: for §3.1 the path runs to
//! the top of the clutter, for §3.2 to the antenna. A model that has the clutter in its profile must not add it again.
//!
//! *Source*: the equations and their numbers were read in three public implementations that agree, `eeveetza/p2108`
//! (`matlab/cl_p2108_1.m`, `cl_p2108_2.m`), `NTIA/p2108` and `ic-crc/crc-covlib`; the date is *unverified*. The
//! published values are those of revision 1: revision 0 has another loss on long paths, 23.5 + 9.6 log10 f, and leaves
//! them by 4 dB at 66 GHz and 95 % of locations (tested).
//!
//! *Left out*: §3.3, paths to satellites and aircraft.

mod height_gain;
mod statistical;

pub use height_gain::{
    ANTENNA_HEIGHT, CLUTTER_HEIGHT, ClutterType, HEIGHT_GAIN_FREQUENCY, HeightGain, HeightGainTerms,
    STREET_WIDTH, STREET_WIDTH_DEFAULT_M,
};
pub use statistical::{
    BOTH_ENDS_FROM_KM, DISTANCE, LOCATIONS, STATISTICAL_FREQUENCY, StatisticalClutter,
    StatisticalClutterTerms,
};
