//! How the library tells its caller what it is doing, and how the caller asks it to stop.

/// Receives news of a long computation and answers whether to go on.
///
/// The library prints nothing; the program shows a bar, a test counts, a server streams.
pub trait Progress: Sync {
    /// A stage begins; `total` is the number of `advance` steps expected (0 where unknown).
    fn start(&self, stage: &str, total: u64);
    /// A search begins: a stage whose best result so far is an answer, so that the user may end it early; `total` as in
    /// [`start`](Self::start).
    fn start_search(&self, stage: &str, total: u64) {
        self.start(stage, total);
    }
    /// What comes on top of an answer begins: the user may do without it, and keeps the answer; `total` as in [`start`](Self::start).
    fn start_extra(&self, stage: &str, total: u64) {
        self.start(stage, total);
    }
    /// The search knows more: what its best result so far is worth and, once anything is proven, what none can exceed, both in
    /// the unit that it maximises. Called where either becomes better.
    fn bounds(&self, _value: f64, _bound: Option<f64>) {}
    /// `steps` more steps of the stage are done. Called from worker threads.
    fn advance(&self, steps: u64);
    /// The stage is over.
    fn finish(&self);
    /// True once the user has asked to stop; every loop asks this at least a few times a second.
    fn stopped(&self) -> bool;
    /// True once the user wants a search to end with the best that it has, and all else to go on.
    fn enough(&self) -> bool {
        false
    }
    /// True once the user does without what comes on top of an answer.
    fn spared(&self) -> bool {
        false
    }
}

/// Says nothing and never stops: for tests, benches and examples.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
    fn stopped(&self) -> bool {
        false
    }
}
