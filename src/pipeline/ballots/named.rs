//! Progress of one plan among several.

use crate::progress::Progress;

/// Passes everything on, and says whose weights a stage belongs to. No search may be ended early: plans of which one was searched for
/// less than the others cannot be compared.
pub(super) struct Named<'a> {
    pub progress: &'a dyn Progress,
    /// Whose weights.
    pub name: &'static str,
}

impl Progress for Named<'_> {
    fn start(&self, stage: &str, total: u64) {
        self.progress.start(&format!("{stage} ({})", self.name), total);
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
