//! Progress on standard error: a bar on a terminal, sparse lines elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use divario::progress::Progress;
use indicatif::{ProgressBar, ProgressStyle};

use super::args::Global;
use super::report::thousands;
use super::stop::{Running, StopFlag};

/// Between two lines of one stage, where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(10);
/// The same of a search that finds something better, where the user wants to hear more.
const NEWS_EVERY: Duration = Duration::from_secs(1);

/// Shows progress as the options ask, and passes on the user's wish to stop.
pub struct Shown {
    manner: Manner,
    verbose: bool,
    stop: StopFlag,
    stage: Mutex<Option<Stage>>,
    done: AtomicU64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Bar,
    Lines,
    Silent,
}

struct Stage {
    name: String,
    total: u64,
    started: Instant,
    spoken: Instant,
    bar: Option<ProgressBar>,
    /// What a search knows so far.
    news: Option<String>,
}

impl Stage {
    /// How far it is, `done` steps done.
    fn line(&self, done: u64) -> String {
        let (name, total, seconds) = (&self.name, self.total, self.started.elapsed().as_secs());
        match &self.news {
            Some(news) => format!("{name}: {news}, {seconds} s"),
            None if total > 0 => format!("{name}: {done} of {total}"),
            None => format!("{name}: still at work, {seconds} s"),
        }
    }
}

impl Shown {
    /// As the global options and the terminal allow.
    pub fn new(global: &Global, stop: StopFlag) -> Self {
        let manner = if global.quiet || global.no_progress {
            Manner::Silent
        } else if std::io::stderr().is_terminal() {
            Manner::Bar
        } else {
            Manner::Lines
        };
        Self { manner, verbose: global.verbose, stop, stage: Mutex::new(None), done: AtomicU64::new(0) }
    }

    fn with_stage(&self, act: impl FnOnce(&mut Option<Stage>)) {
        if let Ok(mut stage) = self.stage.lock() {
            act(&mut stage);
        }
    }

    /// A line now and then; another thread speaking already is reason enough to be silent.
    fn speak(&self, every: Duration, done: u64) {
        let Ok(mut guard) = self.stage.try_lock() else { return };
        let Some(stage) = guard.as_mut().filter(|stage| stage.spoken.elapsed() >= every) else { return };
        stage.spoken = Instant::now();
        say(&stage.line(done));
    }

    fn begin(&self, name: &str, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        let bar = (self.manner == Manner::Bar).then(|| bar(name, total));
        if self.manner == Manner::Lines {
            say(name);
        }
        let now = Instant::now();
        self.with_stage(|stage| {
            *stage = Some(Stage { name: name.to_owned(), total, started: now, spoken: now, bar, news: None });
        });
    }
}

impl Progress for Shown {
    fn start(&self, name: &str, total: u64) {
        self.stop.set_running(Running::Necessary);
        self.begin(name, total);
    }

    fn start_search(&self, name: &str, total: u64) {
        self.stop.set_running(Running::Search);
        self.begin(name, total);
    }

    fn start_extra(&self, name: &str, total: u64) {
        self.stop.set_running(Running::Extra);
        self.begin(name, total);
    }

    fn bounds(&self, value: f64, bound: Option<f64>) {
        self.with_stage(|stage| {
            let Some(stage) = stage.as_mut() else { return };
            let news = so_far(value, bound);
            if let Some(bar) = &stage.bar {
                bar.set_message(format!("{}: {news}", stage.name));
            }
            stage.news = Some(news);
        });
        if self.manner == Manner::Lines {
            let every = if self.verbose { NEWS_EVERY } else { LINE_EVERY };
            self.speak(every, self.done.load(Ordering::Relaxed));
        }
    }

    fn advance(&self, steps: u64) {
        let done = self.done.fetch_add(steps, Ordering::Relaxed) + steps;
        match self.manner {
            Manner::Bar => self.with_stage(|stage| {
                if let Some(bar) = stage.as_ref().and_then(|stage| stage.bar.as_ref()) {
                    bar.set_position(done);
                }
            }),
            Manner::Lines => self.speak(LINE_EVERY, done),
            Manner::Silent => {}
        }
    }

    fn finish(&self) {
        self.stop.set_running(Running::Necessary);
        self.with_stage(|stage| {
            let Some(stage) = stage.take() else { return };
            if let Some(bar) = stage.bar {
                bar.finish_and_clear();
            }
            if self.verbose && self.manner != Manner::Silent {
                say(&format!("{}: done in {:.2} s", stage.name, stage.started.elapsed().as_secs_f64()));
            }
        });
    }

    fn stopped(&self) -> bool {
        self.stop.raised()
    }

    fn enough(&self) -> bool {
        self.stop.is_enough()
    }

    fn spared(&self) -> bool {
        self.stop.is_spared()
    }
}

/// What a search knows so far, as "7,340 of at most 8,326 (gap 11.8 %)".
fn so_far(value: f64, bound: Option<f64>) -> String {
    let Some(bound) = bound else { return thousands(value) };
    let gap_percent = if bound > 0.0 { 100.0 * (bound - value).max(0.0) / bound } else { 0.0 };
    format!("{} of at most {} (gap {gap_percent:.1} %)", thousands(value), thousands(bound))
}

fn bar(name: &str, total: u64) -> ProgressBar {
    let (bar, template) = if total > 0 {
        (ProgressBar::new(total), "{msg:<22} [{bar:28}] {percent:>3} %  {per_sec}  {eta} left")
    } else {
        (ProgressBar::new_spinner(), "{msg:<22} {spinner} {elapsed}")
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style.progress_chars("=> "));
    bar.set_message(name.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// One line to standard error; a closed one is no reason to stop working.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_tells_value_bound_and_gap() {
        assert_eq!(so_far(7_340.2, Some(8_326.0)), "7,340 of at most 8,326 (gap 11.8 %)");
        assert_eq!(so_far(0.0, Some(0.0)), "0 of at most 0 (gap 0.0 %)");
        assert_eq!(so_far(12.0, None), "12");
    }
}
