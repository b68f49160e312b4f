//! One search after the other on the same terrain: what they have in common.

use std::fmt::{self, Display, Formatter};

use crate::problem::{Error, Place, Problem};
use crate::progress::Progress;

/// Seconds for each of several searches, where the user gives them.
pub(super) fn check_time_limit(time_limit_s: Option<f64>) -> Result<(), Error> {
    match time_limit_s {
        Some(limit_s) if !(limit_s > 0.0 && limit_s.is_finite()) => Err(Problem {
            code: "out-of-range",
            place: Place::Option("time-limit-s"),
            found: format!("found {limit_s}"),
            remedy: "give a number of seconds above 0".into(),
        }
        .into()),
        _ => Ok(()),
    }
}

/// Why a search has no plan.
pub(super) fn without_headline(none: &Error) -> String {
    match none {
        Error::Infeasible(reason) | Error::Unfound(reason) => reason.clone(),
        other => other.to_string(),
    }
}

/// Names of solvers, each once, in the order in which they come.
pub(super) fn each_once<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    known.join(", ")
}

/// Takes what is so of all plans out of the warnings of each.
pub(super) fn take_shared(mut plans: Vec<&mut Vec<String>>) -> Vec<String> {
    let Some((first, others)) = plans.split_first() else { return Vec::new() };
    let is_shared = |text: &&String| others.iter().all(|one| one.contains(text));
    let shared: Vec<String> = first.iter().filter(is_shared).cloned().collect();
    for warnings in &mut plans {
        warnings.retain(|text| !shared.contains(text));
    }
    shared
}

/// Passes everything on, and says which of the searches a stage belongs to. All that is done for one is one search: the first wish to
/// stop ends it with the best so far.
pub(super) struct Named<'a, N> {
    pub progress: &'a dyn Progress,
    pub name: N,
}

impl<N: Display + Sync> Progress for Named<'_, N> {
    fn start(&self, stage: &str, total: u64) {
        self.start_search(stage, total);
    }

    fn start_search(&self, stage: &str, total: u64) {
        self.progress.start_search(&format!("{stage} ({})", self.name), total);
    }

    fn start_extra(&self, stage: &str, total: u64) {
        self.progress.start_extra(&format!("{stage} ({})", self.name), total);
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

    fn spared(&self) -> bool {
        self.progress.spared()
    }
}

/// One of several searches, counted from 1.
pub(super) fn numbered(progress: &dyn Progress, number: usize, count: usize) -> Named<'_, Nth> {
    Named { progress, name: Nth { number, count } }
}

pub(super) struct Nth {
    number: usize,
    count: usize,
}

impl Display for Nth {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "{}/{}", self.number, self.count)
    }
}
