//! The frequency, and what the equations make of it alone: computed once for all paths.

/// A carrier frequency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carrier {
    /// Frequency f, GHz.
    pub f_ghz: f64,
    /// log f.
    pub log_f: f64,
    /// f^(1/3).
    pub cbrt_f: f64,
}

impl Carrier {
    /// Of a frequency in GHz.
    pub fn of(f_ghz: f64) -> Self {
        Self { f_ghz, log_f: f_ghz.log10(), cbrt_f: f_ghz.cbrt() }
    }
}
