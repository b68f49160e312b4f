//! A tilted pattern as a table over azimuth and elevation, read by bilinear interpolation: what a cell of a map costs.
//!
//! A row is an elevation, because cells seen from a mast differ in azimuth and hardly in elevation: the few rows that
//! occur stay in the cache. A look-up takes some 6 ns, a table 1 MiB and 30 ms to fill; sectors that differ in azimuth
//! only can share one.
//!
//! *Accuracy*: where the pattern is smooth, the largest deviation is that of a parabola, 12 (h / 2 θ3dB)² dB with a step
//! h of 0.5°: 0.021 dB for a beam of 6°, 0.083 dB for one of 3°. At a kink, where a floor begins, it is a quarter of
//! the step times the change of slope, 0.8 dB for a beam of 6° and side lobes 30 dB down. The points of a measured
//! pattern without mechanical tilt lie on the table's own, and come back exactly; tilted, the test's panel is off by
//! less than 0.1 dB in its main lobe, 1 dB about its nulls and 2 dB anywhere.

use super::Pattern;

const STEPS_PER_DEG: f64 = 2.0;
const COLUMNS: u16 = 720;
const ROWS: u16 = 361;

/// Parts of a full turn that the azimuth is counted in, 2³²: whole turns fall off the end of 32 bits.
const PHASES: f64 = 4_294_967_296.0;

/// Gains at one elevation, dBi; the last column repeats the first, so that no look-up has to wrap.
type Row = [f32; COLUMNS as usize + 1];

/// A pattern under a mechanical tilt, ready for millions of look-ups.
#[derive(Debug, Clone, PartialEq)]
pub struct GainTable {
    cells: Cells,
}

#[derive(Debug, Clone, PartialEq)]
enum Cells {
    /// An isotropic antenna needs no table.
    Uniform(f64),
    /// Rows by rising elevation, from −90°.
    Grid(Box<[Row]>),
}

impl GainTable {
    /// The table of a pattern whose antenna is tilted down by an angle, degrees.
    ///
    /// # Example
    /// ```
    /// use divario::radio::antenna::{GainTable, Pattern};
    /// let table = GainTable::new(&Pattern::Isotropic { gain_dbi: 12.0 }, 3.0);
    /// assert_eq!(table.gain_dbi(40.0, -3.0), 12.0);
    /// ```
    #[must_use]
    pub fn new(pattern: &Pattern, mechanical_tilt_deg: f64) -> Self {
        let cells = match pattern {
            Pattern::Isotropic { gain_dbi } => Cells::Uniform(*gain_dbi),
            _ => Cells::Grid((0..ROWS).map(|row| filled(pattern, mechanical_tilt_deg, row)).collect()),
        };
        Self { cells }
    }

    /// Gain in a direction, dBi: azimuth off boresight in degrees, clockwise, any value up to 10⁹; elevation in
    /// degrees, taken as −90 or 90 beyond them.
    ///
    /// What is not a number gives what is not a number, unless the antenna is isotropic.
    #[must_use]
    #[inline]
    pub fn gain_dbi(&self, azimuth_off_deg: f64, elevation_deg: f64) -> f64 {
        match &self.cells {
            Cells::Uniform(gain_dbi) => *gain_dbi,
            Cells::Grid(rows) => bilinear(rows, azimuth_off_deg, elevation_deg),
        }
    }
}

fn filled(pattern: &Pattern, mechanical_tilt_deg: f64, row: u16) -> Row {
    let elevation_deg = f64::from(row) / STEPS_PER_DEG - 90.0;
    std::array::from_fn(|column| {
        let azimuth_deg = (column % usize::from(COLUMNS)) as f64 / STEPS_PER_DEG;
        pattern.tilted_gain_dbi(azimuth_deg, elevation_deg, mechanical_tilt_deg) as f32
    })
}

#[inline]
fn bilinear(rows: &[Row], azimuth_off_deg: f64, elevation_deg: f64) -> f64 {
    // Integers wrap for nothing; a remainder or a rounding of floats would cost more than all the rest.
    let phase = (azimuth_off_deg * (PHASES / 360.0)) as i64 as u32;
    let column = u64::from(phase) * u64::from(COLUMNS);
    // The last term is 0, except for what is not a number, which must not pass for the boresight.
    let right = f64::from(column as u32) / PHASES + 0.0 * azimuth_off_deg;
    let column = (column >> 32) as usize;
    let from_bottom = (elevation_deg.clamp(-90.0, 90.0) + 90.0) * STEPS_PER_DEG;
    let row = (from_bottom as usize).min(usize::from(ROWS) - 2);
    let up = from_bottom - row as f64;
    let along = |row: &Row| {
        let left_dbi = f64::from(row[column]);
        left_dbi + right * (f64::from(row[column + 1]) - left_dbi)
    };
    let below_dbi = along(&rows[row]);
    below_dbi + up * (along(&rows[row + 1]) - below_dbi)
}

#[cfg(test)]
mod tests;
