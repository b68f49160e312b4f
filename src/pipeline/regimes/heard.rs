//! What regimes have in common: those with one radio have one coverage, and those that put one question to it have one plan.

use crate::inputs::Inputs;
use crate::pipeline::options::Options;
use crate::pipeline::{Outcome, impossible, judge};
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::Radio;

/// A radio on the terrain.
pub(super) struct Heard {
    radio: Radio,
    options: Options,
    /// The plan that was made last.
    made: Option<Outcome>,
}

/// What was heard of the radio of these inputs, their question put to it; what is new is added to `all`.
///
/// # Errors
/// As [`Options::of`].
pub(super) fn of<'h>(
    all: &'h mut Vec<Heard>,
    inputs: &Inputs,
    progress: &dyn Progress,
) -> Result<&'h mut Heard, Error> {
    let radio = &inputs.scenario.radio;
    let index = if let Some(index) = all.iter().position(|heard| heard.radio == *radio) {
        all[index].options.ask_again(inputs)?;
        index
    } else {
        all.push(Heard { radio: radio.clone(), options: Options::of(inputs, progress)?, made: None });
        all.len() - 1
    };
    Ok(&mut all[index])
}

impl Heard {
    /// The plan for these inputs, and what it was chosen from: the last one where the question is the same to the last number, for fees and
    /// names change none.
    ///
    /// # Errors
    /// As a plan.
    pub fn planned(
        &mut self,
        inputs: &Inputs,
        progress: &dyn Progress,
    ) -> Result<(&Options, &Outcome), Error> {
        let options = &self.options;
        impossible::refuse(inputs, options)?;
        let same = self.made.take().filter(|made| *made.evidence.instance() == options.question.instance);
        let outcome = match same {
            Some(outcome) => outcome,
            None => Outcome::of(options, judge::find(inputs, options, &[], progress)?)?
                .with_hints(inputs, options, progress)?,
        };
        Ok((options, self.made.insert(outcome)))
    }
}
