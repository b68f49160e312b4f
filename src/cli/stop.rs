//! Ctrl-C: asks the work to stop, and ends the program if a library does not listen in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use divario::problem::Error;

use super::ExitStatus;
use super::progress::say;

/// The work may use this long to stop by itself and clean up.
const GRACE: Duration = Duration::from_millis(700);

/// Set once the user has asked to stop.
#[derive(Debug, Clone, Default)]
pub struct StopFlag(Arc<AtomicBool>);

impl StopFlag {
    /// A flag that Ctrl-C and a termination signal raise. `clean_up` runs if the work has to be cut off.
    ///
    /// # Errors
    /// [`Error::Failed`] when the system takes no handler.
    pub fn on_signal(clean_up: impl Fn() + Send + 'static) -> Result<Self, Error> {
        let flag = Self::default();
        let raised = flag.clone();
        let handler = move || {
            raised.0.store(true, Ordering::Relaxed);
            std::thread::sleep(GRACE);
            clean_up();
            say(&format!("divario: {}", Error::Interrupted));
            std::process::exit(ExitStatus::Interrupted.code().into());
        };
        ctrlc::set_handler(handler)
            .map_err(|error| Error::Failed { stage: "watching for Ctrl-C", reason: error.to_string() })?;
        Ok(flag)
    }

    /// Whether it was raised.
    pub fn raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
