//! Ctrl-C: the first while a search runs ends the search alone, the first while something is worked out on top of its answer that alone;
//! any other asks all work to stop, and the program is cut off if a library does not listen in time. A termination always does the latter.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
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

/// Said at the first Ctrl-C of what comes on top of an answer.
const SPARING: &str =
    "leaving out what is still to be tried; the plan is written; press Ctrl-C again to give up";

/// What runs, as far as a Ctrl-C is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// Without it there is no result.
    Necessary,
    /// Its best result so far will do.
    Search,
    /// There is a result without it.
    Extra,
}

/// What the user has asked for by signals.
#[derive(Debug, Clone, Default)]
pub struct StopFlag(Arc<Wishes>);

#[derive(Debug, Default)]
struct Wishes {
    /// A [`Running`].
    running: AtomicU8,
    /// The search is to end.
    enough: AtomicBool,
    /// What comes on top of the answer is to be left out.
    spared: AtomicBool,
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
            let is_last = |signal: &i32| !(*signal == SIGINT && raised.ends_stage());
            if signals.forever().any(|signal| is_last(&signal)) {
                raised.end(&clean_up);
            }
        });
        Ok(flag)
    }

    /// Whether a Ctrl-C is taken as the wish to end what runs alone: the first one while a search runs, or what comes on top.
    fn ends_stage(&self) -> bool {
        let running = self.0.running.load(Ordering::SeqCst);
        let (wish, words) = match running {
            _ if running == Running::Search as u8 => (&self.0.enough, ENDING),
            _ if running == Running::Extra as u8 => (&self.0.spared, SPARING),
            _ => return false,
        };
        let is_first = !wish.swap(true, Ordering::SeqCst);
        if is_first {
            say(words);
        }
        is_first
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

    /// Whether what comes on top of an answer is to be left out.
    pub fn is_spared(&self) -> bool {
        self.0.spared.load(Ordering::Relaxed)
    }

    /// Something else begins.
    pub fn set_running(&self, running: Running) {
        self.0.running.store(running as u8, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_wish_while_a_search_runs_ends_the_search_alone() {
        let flag = StopFlag::default();
        assert!(!flag.ends_stage() && !flag.is_enough());
        flag.set_running(Running::Search);
        assert!(flag.ends_stage() && flag.is_enough() && !flag.raised());
        assert!(!flag.ends_stage());
        flag.set_running(Running::Necessary);
        assert!(!flag.ends_stage() && flag.is_enough());
    }

    #[test]
    fn whoever_has_ended_the_search_may_still_do_without_what_comes_on_top() {
        let flag = StopFlag::default();
        flag.set_running(Running::Search);
        assert!(flag.ends_stage() && !flag.is_spared());
        flag.set_running(Running::Extra);
        assert!(flag.ends_stage() && flag.is_spared() && !flag.raised());
        assert!(!flag.ends_stage());
    }
}
