//! Work whose stages are not told one by one.

use crate::progress::Progress;

/// Passes on the user's wishes, and tells nothing.
pub(super) struct Quiet<'a>(pub &'a dyn Progress);

impl Progress for Quiet<'_> {
    fn start(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}

    fn stopped(&self) -> bool {
        self.0.stopped()
    }

    fn enough(&self) -> bool {
        self.0.enough()
    }
}
