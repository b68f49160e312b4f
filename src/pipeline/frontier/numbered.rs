//! Progress of one budget among several.

use crate::progress::Progress;

/// Passes everything on, and says which budget a stage belongs to. All that is done for a budget is one search: the first wish to
/// stop ends it with the best so far, and no further budget is begun.
pub(super) struct Numbered<'a> {
    pub progress: &'a dyn Progress,
    /// From 1.
    pub number: usize,
    pub count: usize,
}

impl Progress for Numbered<'_> {
    fn start(&self, stage: &str, _total: u64) {
        self.start_search(stage);
    }

    fn start_search(&self, stage: &str) {
        self.progress.start_search(&format!("{stage} ({}/{})", self.number, self.count));
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

    fn enough(&self) -> bool {
        self.progress.enough()
    }
}
