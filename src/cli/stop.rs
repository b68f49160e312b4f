//! Ctrl-C: the first while a search runs ends the search alone; any other asks all work to stop, and the program is cut off if a
//! library does not listen in time. A termination always does the latter.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use divario::problem::Error;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::ExitStatus;
use super::progress::say;

/// The work may use this long to stop by itself and clean up.
const GRACE: Duration = Duration::from_millis(700);

/// Said at the first Ctrl-C of a search.
const ENDING: &str =
    "stopping the search; the best so far is worked out and written; press Ctrl-C again to give up";

/// What the user has asked for by signals.
#[derive(Debug, Clone, Default)]
pub struct StopFlag(Arc<Wishes>);

#[derive(Debug, Default)]
struct Wishes {
    /// A search runs, whose best result so far will do.
    searching: AtomicBool,
    /// The search is to end.
    enough: AtomicBool,
    /// All work is to end.
    stopped: AtomicBool,
}

impl StopFlag {
    /// A flag that Ctrl-C and a termination raise. `clean_up` runs if the work has to be cut off.
    ///
    /// # Errors
    /// [`Error::Failed`] when the system takes no handler.
    pub fn on_signal(clean_up: impl Fn() + Send + 'static) -> Result<Self, Error> {
        let flag = Self::default();
        let raised = flag.clone();
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
            .map_err(|error| Error::Failed { stage: "watching for Ctrl-C", reason: error.to_string() })?;
        std::thread::spawn(move || {
            let is_last = |signal: &i32| !(*signal == SIGINT && raised.ends_search());
            if signals.forever().any(|signal| is_last(&signal)) {
                raised.end(&clean_up);
            }
        });
        Ok(flag)
    }

    /// Whether a Ctrl-C is taken as the wish to end a search: the first one while a search runs.
    fn ends_search(&self) -> bool {
        let ends = self.0.searching.load(Ordering::SeqCst) && !self.0.enough.swap(true, Ordering::SeqCst);
        if ends {
            say(ENDING);
        }
        ends
    }

    fn end(&self, clean_up: &impl Fn()) {
        self.0.stopped.store(true, Ordering::SeqCst);
        std::thread::sleep(GRACE);
        clean_up();
        say(&format!("divario: {}", Error::Interrupted));
        std::process::exit(ExitStatus::Interrupted.code().into());
    }

    /// Whether all work is to stop.
    pub fn raised(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// Whether a search is to end with the best that it has.
    pub fn is_enough(&self) -> bool {
        self.0.enough.load(Ordering::Relaxed)
    }

    /// A search begins or is over.
    pub fn set_searching(&self, searching: bool) {
        self.0.searching.store(searching, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_wish_while_a_search_runs_ends_the_search_alone() {
        let flag = StopFlag::default();
        assert!(!flag.ends_search() && !flag.is_enough());
        flag.set_searching(true);
        assert!(flag.ends_search() && flag.is_enough() && !flag.raised());
        assert!(!flag.ends_search());
        flag.set_searching(false);
        assert!(!flag.ends_search() && flag.is_enough());
    }
}
