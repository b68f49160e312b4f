//! Progress of one budget among several.

use crate::progress::Progress;

/// Passes everything on, and says which budget a stage belongs to. A search is no different from any other stage: of several none
/// is ended by itself, so that a wish to stop ends them all.
pub(super) struct Numbered<'a> {
    pub progress: &'a dyn Progress,
    /// From 1.
    pub number: usize,
    pub count: usize,
}

impl Progress for Numbered<'_> {
    fn start(&self, stage: &str, total: u64) {
        self.progress.start(&format!("{stage} ({}/{})", self.number, self.count), total);
    }

    fn bounds(&self, value: f64, bound: Option<f64>) {
        self.progress.bounds(value, bound);
    }

    fn advance(&self, steps: u64) {
        self.progress.advance(steps);
    }

    fn finish(&self) {
        self.progress.finish();
    }

    fn stopped(&self) -> bool {
        self.progress.stopped()
    }
}
