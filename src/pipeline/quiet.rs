//! Work whose stages are not told one by one.

use std::time::Instant;

use crate::progress::Progress;

/// Passes on the user's wishes, and tells nothing.
pub(super) struct Quiet<'a> {
    /// The user's.
    progress: &'a dyn Progress,
    /// From then on enough has been done, if there is such a time.
    until: Option<Instant>,
    /// Enough for the user is enough.
    heeds: bool,
}

impl<'a> Quiet<'a> {
    /// For as long as it takes.
    pub fn new(progress: &'a dyn Progress) -> Self {
        Self { progress, until: None, heeds: true }
    }

    /// Until a time, also where the user wants the best so far: for there is none.
    pub fn until(progress: &'a dyn Progress, until: Instant) -> Self {
        Self { progress, until: Some(until), heeds: false }
    }

    /// The same, but not beyond what the user wants.
    pub fn heeding(&self) -> Self {
        Self { heeds: true, ..*self }
    }
}

impl Progress for Quiet<'_> {
    fn start(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}

    fn stopped(&self) -> bool {
        self.progress.stopped()
    }

    fn enough(&self) -> bool {
        (self.heeds && self.progress.enough()) || self.until.is_some_and(|until| Instant::now() >= until)
    }
}
