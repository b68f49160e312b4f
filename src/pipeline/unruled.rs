//! The question without rules. Its plan may keep them by itself, and then no plan that is found with them need serve less.

use super::judge::Plans;
use super::options::Options;
use super::several::Named;
use crate::certificate::Instance;
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;

/// Share of the time limit that the search without rules may take.
const TIME_RATIO: f64 = 0.5;

/// The plan that is found where nothing is enforced, as the open ones of the question's sites; none where the question at hand enforces
/// nothing, or no plan serves anybody.
///
/// # Errors
/// As the optimiser and the network.
pub(super) fn plan(
    inputs: &Inputs,
    options: &Options,
    known: &[&[bool]],
    progress: &dyn Progress,
) -> Result<Option<Vec<bool>>, Error> {
    if enforces_nothing(&options.question.instance) {
        return Ok(None);
    }
    let mut question = options.question.clone();
    question.instance = unruled(&question.instance);
    let progress = Named { progress, name: "nothing enforced" };
    match Plans::of_another(inputs, options, &question, TIME_RATIO).find(known, &progress) {
        Ok(found) => Ok(Some(found.judged.choice.columns)),
        Err(Error::Infeasible(_) | Error::Unfound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The question without what guidelines and purposes ask.
pub(super) fn unruled(instance: &Instance) -> Instance {
    Instance { rules: Vec::new(), captors: Vec::new(), ..instance.clone() }
}

/// Whether guidelines and purposes ask nothing.
pub(super) fn enforces_nothing(instance: &Instance) -> bool {
    instance.rules.is_empty() && instance.captors.is_empty()
}
